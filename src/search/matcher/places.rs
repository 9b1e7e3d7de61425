//! Where the leaves of a query stand in one text.

use std::collections::BTreeMap;

use names::{key, tokens::Border};

use super::{Document, Found};
use crate::search::{
    intervals::{Interval, Places, Unit, either, runs, term},
    resolve::{Leaf, NameKey, NameSet, Stream},
};

/// The positions of a document.
pub(super) struct InText<'e> {
    pub(super) document: &'e Document<'e>,
    pub(super) found: &'e Found<'e>,
}

impl Places<Leaf> for InText<'_> {
    fn leaf(&mut self, leaf: &Leaf) -> Vec<Interval> {
        match leaf {
            Leaf::Terms(set) if set.stream == Stream::Stems => {
                let lists: Vec<_> = set.terms.iter().map(|stem| term(self.found.positions(stem))).collect();
                either(&lists)
            }
            Leaf::Terms(set) => {
                let is_meant =
                    |surface: &str| set.terms.binary_search_by(|term| term.as_str().cmp(surface)).is_ok();
                let words = self.document.words().filter(|(_, surface)| is_meant(surface));
                term(&words.map(|(position, _)| position).collect::<Vec<_>>())
            }
            Leaf::Name(names) => self.mentions(names),
        }
    }

    fn starts(&mut self, unit: Unit) -> Vec<u32> {
        self.document.starts(match unit {
            Unit::Sentence => Border::Sentence,
            Unit::Paragraph => Border::Line,
        })
    }
}

impl InText<'_> {
    /// Where names are mentioned; as in the index, mentions of one name that touch are one.
    fn mentions(&self, wanted: &NameSet) -> Vec<Interval> {
        let mut positions: BTreeMap<NameKey, Vec<u32>> = BTreeMap::new();
        let names = self.document.names().iter();
        for name in names.filter(|name| wanted.has(name, self.document.article())) {
            let own = (name.kind, key::key_of(name.kind, &name.canonical));
            let list = positions.entry(own).or_default();
            list.extend(name.mentions.iter().flat_map(|&(start, end)| self.document.positions(start, end)));
        }
        let mut lists = Vec::new();
        for mut list in positions.into_values() {
            list.sort_unstable();
            list.dedup();
            lists.push(runs(&list));
        }
        either(&lists)
    }
}
