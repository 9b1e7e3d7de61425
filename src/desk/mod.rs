//! What belongs to the user: settings, and corrections of names.
//!
//! Plain text in `.morgue/desk/`, never touched by a rebuild. No other code reads or writes it.

pub mod names;
mod settings;

pub use settings::{Settings, SettingsError, Walk};
