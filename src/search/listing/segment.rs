//! Counts the names of a kind in some articles of one segment of the index, by their forms.
//!
//! A segment has a few forms of all the names of an archive, so that their counts stay close to the processor.

use rustc_hash::FxHashMap;

use super::{
    by_number::ByNumber,
    meanings::Meaning,
    numbering::{Numbering, Slot},
};
use crate::{archive::columns::SegmentNames, search::Catalog};

/// About so many names of a kind stand in an article.
pub(super) const IN_ONE_ARTICLE: usize = 8;

/// Up to so many names of an article are compared each with each.
const COMPARED: usize = 32;

/// What was counted for one entry, or for one of the forms of its names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) articles: u32,
    pub(super) mentions: u32,
}

/// Whether what was counted belongs to the whole, or is to be taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Added,
    Taken,
}

impl Way {
    /// The other way.
    pub(super) fn back(self) -> Self {
        match self {
            Self::Added => Self::Taken,
            Self::Taken => Self::Added,
        }
    }

    /// How a number of articles changes the whole.
    pub(super) fn signed(self, articles: u32) -> i64 {
        match self {
            Self::Added => i64::from(articles),
            Self::Taken => -i64::from(articles),
        }
    }
}

impl Sum {
    /// Adds another, or takes it away.
    #[inline]
    pub(super) fn change(&mut self, way: Way, other: Self) {
        let change = |own: &mut u32, other: u32| {
            // On the way from one whole to another a sum may be below zero.
            *own = if way == Way::Added { own.wrapping_add(other) } else { own.wrapping_sub(other) };
        };
        change(&mut self.articles, other.articles);
        change(&mut self.mentions, other.mentions);
    }
}

/// What was counted in a segment.
pub(super) struct SegmentCounts {
    /// By kind and form, of those that count for the same one in all articles.
    pub(super) forms: Vec<ByNumber<Sum>>,
    /// In how many articles others count for somebody: kind, form, and for whom.
    pub(super) split: FxHashMap<(usize, usize, Slot), u32>,
    /// For whom others count, once an article, and with how many mentions.
    pub(super) apart: Vec<(Slot, u32)>,
    /// For whom a second name of an article counts, so that this article was counted once too often.
    pub(super) again: Vec<Slot>,
}

impl SegmentCounts {
    pub(super) fn of((catalog, numbering): (&Catalog, &Numbering), at: usize, names: &SegmentNames) -> Self {
        let about = names.articles().len() * IN_ONE_ARTICLE;
        let kinds = 0..numbering.kinds().len();
        let mut counted = Self {
            // Of other kinds hardly any name counts.
            forms: kinds
                .map(|kind| ByNumber::new(names.forms(kind), if kind == 0 { about } else { 0 }))
                .collect(),
            split: FxHashMap::default(),
            apart: Vec::new(),
            again: Vec::new(),
        };
        let mut strays = numbering.strays(at).iter().peekable();
        let own = numbering.meanings(at, 0);
        let meant =
            |split, article| numbering.in_article(catalog.identities(), split, names.article_number(article));
        let mut slots: Vec<Slot> = Vec::new();
        names.each_article(names.articles(), 0, |article, forms, mentions| {
            slots.clear();
            for (form, mentions) in forms.iter().zip(mentions) {
                let meaning = own.of(*form);
                slots.extend(counted.count((0, *form), meaning, *mentions, |split| meant(split, article)));
            }
            // All names of an article must be seen together.
            let document = names.document(article);
            while let Some((stray, kind)) = strays.next_if(|(stray, _)| stray.document <= document) {
                if stray.document == document {
                    let form = u64::from(stray.form);
                    let meaning = numbering.meanings(at, *kind).of(form);
                    let mentions = u64::from(stray.mentions);
                    let meant = |split| meant(split, article);
                    slots.extend(counted.count((*kind, form), meaning, mentions, meant));
                }
            }
            counted.note_again(&mut slots);
        });
        counted
    }

    /// Counts a name of an article by its kind and form, and says for whom.
    #[inline]
    fn count(
        &mut self,
        (kind, form): (usize, u64),
        meaning: Meaning,
        mentions: u64,
        meant: impl FnOnce(u32) -> Option<Slot>,
    ) -> Option<Slot> {
        match meaning {
            Meaning::Nobody => None,
            Meaning::One(slot) => {
                let sum = self.forms[kind].at(form as u32);
                sum.articles += 1;
                sum.mentions += mentions as u32;
                Some(slot)
            }
            Meaning::Split(split) => {
                let slot = meant(split)?;
                *self.split.entry((kind, form as usize, slot)).or_default() += 1;
                self.apart.push((slot, mentions as u32));
                Some(slot)
            }
        }
    }

    /// Notes whom the names of an article mean more than once.
    fn note_again(&mut self, slots: &mut [Slot]) {
        if slots.len() > COMPARED {
            slots.sort_unstable();
            self.again.extend(slots.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]));
            return;
        }
        let is_again = |(at, slot): &(usize, &Slot)| slots[..*at].contains(slot);
        self.again.extend(slots.iter().enumerate().filter(is_again).map(|(_, slot)| *slot));
    }
}
