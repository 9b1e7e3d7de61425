//! The user's corrections of names: what was changed, what could be, what contradicts itself.

use names::Kind;
use serde::Serialize;

use super::SCHEMA;
use crate::{
    archive::identities::{Doubt, Reason},
    desk::names::{Contradiction, journal},
    search::corrections::{NameRow, Standing},
};

/// How a name stands before and after a change.
#[derive(Clone, Debug, Serialize)]
pub struct EffectView {
    /// What it names.
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// As it is.
    pub before: StandingView,
    /// As it will be.
    pub after: StandingView,
}

/// How a name stands in the lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandingView {
    /// What it counts as; none if it is in no list.
    pub shown: Option<String>,
    /// In how many articles whatever it counts as stands.
    pub articles: u64,
}

impl From<Standing> for StandingView {
    fn from(Standing { shown, articles }: Standing) -> Self {
        Self { shown, articles }
    }
}

/// A change of the journal: a row of `morgue names log`.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// From 1.
    pub number: u32,
    /// When it was made, in UTC.
    pub time: String,
    /// What was changed, a sentence each.
    pub what: Vec<String>,
    /// The number of the change that it undoes.
    pub undoes: Option<u32>,
    /// Whether it was undone.
    pub undone: bool,
}

impl ChangeView {
    /// The changes of a journal, the last first.
    pub fn all(entries: &[journal::Entry]) -> Vec<Self> {
        let view = |entry: &journal::Entry| Self {
            schema: SCHEMA,
            number: entry.number,
            time: entry.time.clone(),
            what: entry.what.clone(),
            undoes: entry.undoes,
            undone: entry.undoes.is_none() && !journal::holds(entry, entries),
        };
        entries.iter().rev().map(view).collect()
    }
}

/// What contradicts itself: a row of `morgue names check`.
#[derive(Clone, Debug, Serialize)]
pub struct ContradictionView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The file in the desk.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl From<Contradiction> for ContradictionView {
    fn from(Contradiction { at, message }: Contradiction) -> Self {
        Self { schema: SCHEMA, file: at.file.to_owned(), line: at.line, message }
    }
}

/// Two names that are perhaps one: a row of `morgue names review`.
#[derive(Clone, Debug, Serialize)]
pub struct DoubtView {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What they name.
    pub kind: Kind,
    /// One of them.
    pub a: String,
    /// The other.
    pub b: String,
    /// In what they differ.
    pub differ: String,
    /// How alike the company is in which they stand, 0 to 1.
    pub likeness: f32,
}

impl From<Doubt> for DoubtView {
    fn from(doubt: Doubt) -> Self {
        let Doubt { kind, a, b, reason, likeness, .. } = doubt;
        Self { schema: SCHEMA, kind, a, b, differ: difference(reason).to_owned(), likeness }
    }
}

/// A name and what it counts as: a row of `morgue names export`.
#[derive(Clone, Debug, Serialize)]
pub struct NameRowView {
    /// What it was taken for.
    pub kind: Kind,
    /// As most articles write it.
    pub form: String,
    /// In how many articles it stands.
    pub articles: u64,
    /// What it counts as; empty if it is in no list.
    pub name: String,
    /// The number in Wikidata.
    pub wikidata: String,
    /// The number in VIAF.
    pub viaf: String,
}

impl From<NameRow> for NameRowView {
    fn from(row: NameRow) -> Self {
        let NameRow { kind, form, articles, name, wikidata, viaf } = row;
        let text = |value: Option<String>| value.unwrap_or_default();
        Self { kind, form, articles, name: text(name), wikidata: text(wikidata), viaf: text(viaf) }
    }
}

/// In what two names differ, in a few words.
fn difference(reason: Reason) -> &'static str {
    match reason {
        Reason::Itself | Reason::Writing => "writing",
        Reason::Middle => "a middle name",
        Reason::Suffix => "Jr., Sr. or the like",
        Reason::Particle => "a particle",
        Reason::ShortForm => "a short form of the given name",
        Reason::Initial => "an initial",
        Reason::Order => "the order of the names",
        Reason::Spelling => "spelling",
        Reason::LegalForm => "the legal form",
        Reason::Known | Reason::Explained => "a short form",
        Reason::Context => "the given name",
        Reason::Kind => "what it is",
    }
}
