//! What belongs to the user: settings, corrections of names, marks on articles, and the list of what was removed for good.
//!
//! Plain text in `.morgue/desk/`, never touched by a rebuild. No other code reads or writes it.

pub mod files;
mod forget;
pub mod marks;
pub mod names;
mod purged;
mod settings;
#[cfg(all(test, unix))]
mod tests;

pub use forget::{Forgotten, forget};
pub use purged::{Purged, is_same_text};
pub use settings::{Settings, SettingsError, Walk};
