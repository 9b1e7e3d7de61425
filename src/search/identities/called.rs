//! What the names of an article are called where it is shown: as the article has them, unless the user has corrected that or
//! the archive knows better what they are.

use names::{Kind, key};
use rustc_hash::FxHashSet;

use super::{Identities, Owner};
use crate::archive::record::{ArticleRecord, StoredName};

impl Identities {
    /// As what a name of an article counts, and how it is called; none if the user says that it is nobody's.
    pub fn called<'a>(&'a self, name: &'a StoredName, article: u64) -> Option<(Kind, &'a str)> {
        let key = key::key_of(name.kind, &name.canonical);
        // What the archive makes of a bare surname is left as it is written, and need not be looked up article by article.
        let assigned = self.assigned(name.kind, &key);
        let assigned =
            assigned.binary_search_by_key(&article, |(article, _)| *article).map(|at| assigned[at].1);
        let number = match assigned.unwrap_or_else(|_| self.owner(name.kind, &key)) {
            Owner::Nobody => return None,
            Owner::Itself => return Some((name.kind, &name.canonical)),
            Owner::Identity(number) => number,
        };
        let kind = self.kind_of(number).unwrap_or(name.kind);
        let is_as_written = assigned.is_err() && kind == name.kind && !self.is_corrected(number);
        let shown = if is_as_written { None } else { self.name_of(number) };
        Some((kind, shown.unwrap_or(&name.canonical)))
    }

    /// The names of an article, in the order in which they appear, each once.
    pub fn called_in(&self, record: &ArticleRecord) -> Vec<(Kind, String)> {
        let called = record.names.iter().filter_map(|name| self.called(name, record.id.number()));
        let mut seen = FxHashSet::default();
        called.filter(|name| seen.insert(*name)).map(|(kind, name)| (kind, name.to_owned())).collect()
    }
}
