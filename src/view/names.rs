//! Lists of people, organizations and places.

use names::Kind;
use serde::Serialize;

use super::SCHEMA;
use crate::search::{
    Request,
    listing::{Listed, NameCount},
};

/// A list of names: the object of `morgue people --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct NamesView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// How many names there are in all.
    pub total: usize,
    /// How many were passed over.
    pub offset: usize,
    /// How many were asked for at most.
    pub limit: usize,
    /// The names, most articles first.
    pub names: Vec<NameView>,
}

/// A name in a list.
#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Its canonical form.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// In how many articles it stands.
    pub articles: u64,
    /// How often it stands there.
    pub mentions: u64,
}

impl NamesView {
    /// The part of a list that a request asked for.
    pub fn new(listed: Listed, request: &Request) -> Self {
        let names = listed.names.into_iter().map(NameView::from).collect();
        Self { schema: SCHEMA, total: listed.total, offset: request.offset, limit: request.limit, names }
    }
}

impl From<NameCount> for NameView {
    fn from(count: NameCount) -> Self {
        let NameCount { name, kind, articles, mentions, .. } = count;
        Self { schema: SCHEMA, name, kind, articles, mentions }
    }
}
