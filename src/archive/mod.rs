//! The index on disk: what is in it, how it is found, filled and read.
//!
//! `.morgue/index/` is derived from the user's files and can be thrown away; everything here keeps it whole. Only this
//! room and `search/engine` know the search engine underneath.

mod backup;
pub mod boilerplate;
pub(crate) mod both;
pub mod columns;
mod commit;
pub mod copies;
mod counting;
mod damage;
pub mod dates;
mod directory;
mod error;
pub mod files;
mod fixity;
mod flow;
mod forms;
pub mod id;
pub mod identities;
mod languages;
mod layout;
mod ledger;
pub mod lock;
mod named;
mod paths;
mod positioned;
mod reader;
pub mod record;
pub mod schema;
mod sealed;
mod sorted;
mod spill;
pub mod stemming;
mod stored;
pub mod stream;
pub mod terms;
pub mod update;
mod verify;
mod whole;

pub use backup::Copied;
pub use copies::address_key;
pub use damage::{Damage, Wrong};
pub use error::ArchiveError;
pub use fixity::{Fixity, Looked};
pub use languages::Languages;
pub use layout::{Archive, FOLDER, IndexStamp};
pub use paths::{archive_path, file_system_path};
pub use reader::{Lookup, Reader, Status};
pub use verify::{Finding, Repaired, Verified, VerifyOptions};
pub use whole::Held;
