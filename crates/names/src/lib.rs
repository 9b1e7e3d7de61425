//! Finds the people, organizations and places in English news text.
//!
//! The way of a text: [`tokens::tokenize`] splits it once, [`Tagger::tag`] finds the [`Mention`]s,
//! [`resolve`] joins those that mean the same into [`Name`]s, [`quotes()`] finds who of them said what. The
//! crate knows no files, no archive and no search engine, so that it can be used alone.

mod ask;
mod dense;
mod descriptions;
#[doc(hidden)]
pub mod features;
pub mod fold;
mod hash;
mod index;
pub mod key;
#[doc(hidden)]
pub mod labels;
#[doc(hidden)]
pub mod lexicon;
#[cfg(test)]
mod marked;
mod mend;
mod mention;
#[doc(hidden)]
pub mod model;
mod network;
mod quotes;
mod resolve;
mod sentences;
mod tagger;
mod titles;
pub mod tokens;
pub mod variants;
mod version;

pub use descriptions::{descriptions, is_human};
pub use mention::{Kind, Mention, Name};
pub use model::ModelError;
pub use quotes::{Quote, quotes};
pub use resolve::resolve;
pub use tagger::Tagger;
pub use version::version;
