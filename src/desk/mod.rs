//! What belongs to the user: settings today, corrections and saved searches beside them.
//!
//! Plain text in `.morgue/desk/`, never touched by a rebuild. No other code reads or writes it.

mod settings;

pub use settings::{Settings, SettingsError, Walk};
