//! What belongs to the user: settings, corrections of names, and marks on articles.
//!
//! Plain text in `.morgue/desk/`, never touched by a rebuild. No other code reads or writes it.

pub mod marks;
pub mod names;
mod settings;

pub use settings::{Settings, SettingsError, Walk};
