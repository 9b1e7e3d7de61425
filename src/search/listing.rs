//! Lists the people, organizations and places of an archive or of the articles that answer a question.

mod alphabet;
mod by_number;
mod counted;
mod counts;
mod everywhere;
mod meanings;
mod numbering;
mod scope;
mod segment;
mod strays;
mod tally;

use std::ops::Range;

use names::{Kind, key};

pub use self::alphabet::letter;
pub(in crate::search) use self::{
    alphabet::Alphabet,
    counted::{Counted, Row},
    everywhere::{Everywhere, Totals},
    numbering::Numbering,
    scope::Scope,
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
    names_in(catalog, kind, &Scope::of(&tree), pattern, page(request))
}

/// The same by the alphabet; of all letters, or of one that [`letters`] has.
pub fn names_filed(
    catalog: &Catalog,
    kind: Kind,
    request: &Request,
    pattern: Option<&str>,
    letter: Option<char>,
) -> Result<Listed, ArchiveError> {
    let tree = request.prepare(catalog, &mut Terms::default()).tree;
    let counted = counted(catalog, kind, &Scope::of(&tree), pattern)?;
    catalog.alphabet(kind)?.page(&counted, letter, page(request))
}

/// The letters under which the archive has names of a kind, in their order; `#` for all that is no letter.
pub fn letters(catalog: &Catalog, kind: Kind) -> Result<&[char], ArchiveError> {
    Ok(catalog.alphabet(kind)?.letters())
}

fn page(request: &Request) -> Range<usize> {
    request.offset..request.offset.saturating_add(request.limit)
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

/// Counts the names in all articles, if nobody has asked for them yet: where one catalog answers many questions, those
/// about most of the articles are answered from that.
pub fn count_all(catalog: &Catalog) -> Result<(), ArchiveError> {
    let is_known = |kind: Kind| catalog.known_everywhere(kind).is_some();
    if Kind::ALL.into_iter().all(is_known) {
        return Ok(());
    }
    of_each_kind(catalog, 0).map(drop)
}

/// The names of a kind in some articles; the part of the list that `page` says.
pub(super) fn names_in(
    catalog: &Catalog,
    kind: Kind,
    scope: &Scope<'_>,
    pattern: Option<&str>,
    page: Range<usize>,
) -> Result<Listed, ArchiveError> {
    let mut counted = counted(catalog, kind, scope, pattern)?;
    let total = counted.len();
    Ok(Listed { total, names: counted.page(page.start, page.len())? })
}

fn counted<'c>(
    catalog: &'c Catalog,
    kind: Kind,
    scope: &Scope<'_>,
    pattern: Option<&str>,
) -> Result<Counted<'c>, ArchiveError> {
    match key::words_of(kind, pattern.unwrap_or_default()) {
        wanted if wanted.is_empty() => Counted::for_list(catalog, kind, scope),
        wanted => Counted::with_words(catalog, kind, scope, &wanted),
    }
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
