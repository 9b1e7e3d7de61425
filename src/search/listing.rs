//! Lists the people, organizations and places of an archive or of the articles that answer a question.

mod by_number;
mod counted;
mod numbering;
mod scope;
mod tally;
mod totals;

use std::ops::Range;

use names::{Kind, key};

pub(in crate::search) use self::{
    counted::{Counted, Row},
    numbering::Numbering,
    scope::Scope,
    totals::{Totals, everywhere},
};
use super::{Catalog, Request};
use crate::archive::{ArchiveError, both::both, terms::Terms};

/// A bare surname is no entry of a list beside people who have it and so many times its articles.
const FAR_MORE: u64 = 3;

/// A name with how often it stands in the articles asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCount {
    /// The form that the identity is shown by, else the one that most of the articles have as their fullest.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// In how many articles it stands.
    pub articles: u64,
    /// How often it stands there.
    pub mentions: u64,
    /// Whom it counts for.
    pub entry: Entry,
}

impl NameCount {
    /// The letter under which a reader looks for it: that of a person's last name, else of the first word; `#` for all
    /// that is no letter.
    pub fn letter(&self) -> char {
        self.sort_key().chars().next().filter(|first| first.is_alphabetic()).map_or('#', upper)
    }

    /// What names are sorted by: a person's last word first.
    pub fn sort_key(&self) -> String {
        let mut words = key::words(&self.name);
        if self.kind == Kind::Person && !words.is_empty() {
            words.rotate_right(1);
        }
        words.join(" ")
    }
}

fn upper(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}

/// The letters under which there are names, in their order.
pub fn letters(counts: &[NameCount]) -> Vec<char> {
    let letters: std::collections::BTreeSet<char> = counts.iter().map(NameCount::letter).collect();
    letters.into_iter().collect()
}

/// A part of a list of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// How many names there are in all.
    pub total: usize,
    /// The part.
    pub names: Vec<NameCount>,
}

/// The names of a kind in the articles that answer `request`, most articles first, then most mentions, then by the
/// alphabet; `request.limit` of them after the first `request.offset`, and only those that have all words of `pattern`, of
/// which the last may be the beginning of a word.
///
/// Without a pattern, a surname that nothing gives to somebody is left out where people of that name have far more
/// articles: the reader would take it for another one.
pub fn names(
    catalog: &Catalog,
    kind: Kind,
    request: &Request,
    pattern: Option<&str>,
) -> Result<Listed, ArchiveError> {
    let tree = request.prepare(catalog, &mut Terms::default()).tree;
    names_in(
        catalog,
        kind,
        Scope::of(catalog, &tree)?,
        pattern,
        request.offset..request.offset.saturating_add(request.limit),
    )
}

/// The names of each kind in all articles, people, organizations and places; `limit` of each. In a large archive a kind
/// takes a while, so each has a thread.
pub fn of_each_kind(catalog: &Catalog, limit: usize) -> Result<[Listed; 3], ArchiveError> {
    let request = Request { limit, ..Request::default() };
    let list = |kind| names(catalog, kind, &request, None);
    let ((people, organizations), places) =
        both(|| both(|| list(Kind::Person), || list(Kind::Organization)), || list(Kind::Place));
    Ok([people?, organizations?, places?])
}

/// The same for some articles; the part of the list that `page` says.
pub(super) fn names_in(
    catalog: &Catalog,
    kind: Kind,
    scope: Scope<'_>,
    pattern: Option<&str>,
    page: Range<usize>,
) -> Result<Listed, ArchiveError> {
    let wanted = key::words_of(kind, pattern.unwrap_or_default());
    let mut counted = if wanted.is_empty() {
        Counted::of(catalog, kind, &scope)?
    } else {
        Counted::with_words(catalog, kind, scope, &wanted)?
    };
    if wanted.is_empty() {
        counted.leave_out_surnames(FAR_MORE);
    }
    let total = counted.len();
    Ok(Listed { total, names: counted.page(page.start, page.len())? })
}

impl NameCount {
    /// See [`Entry::bare_surname`].
    pub(super) fn bare_surname(&self) -> Option<&str> {
        self.entry.bare_surname()
    }
}

impl Entry {
    /// The folded surname, if it is nothing but one that was given to nobody.
    pub(super) fn bare_surname(&self) -> Option<&str> {
        match self {
            Self::Alone(Kind::Person, key) if !key.contains(' ') => Some(key),
            _ => None,
        }
    }
}

/// Whom a name counts for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// The identity with this number.
    Identity(u32),
    /// A name that was joined with no other: what it was taken for, and its key.
    Alone(Kind, String),
}
