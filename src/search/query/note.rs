//! Remarks on a query: where the reading is not what was typed.

use super::Span;

/// More remarks than anybody reads are not kept.
pub(super) const MOST: usize = 20;

/// A place at which a query was read otherwise than typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What was done.
    pub kind: NoteKind,
    /// Where.
    pub span: Span,
}

/// What was done to read a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// A quotation mark without a second one was left out.
    UnmatchedQuote,
    /// A parenthesis without its partner was left out, or closed at the end.
    UnmatchedParenthesis,
    /// An operator without anything to work on was left out.
    DanglingOperator,
    /// Something without a letter or digit was left out.
    NothingToFind,
    /// Parentheses nested too deep were left out.
    TooDeep,
    /// The mark at the end of a question in words was left out; it is no wildcard there.
    QuestionMark,
    /// The end of a very long query was left out.
    TooLong,
    /// More letters may differ in a fuzzy word than can be looked for.
    TooFuzzy,
    /// A value that is no date finds nothing.
    NotADate,
    /// A time that ends before it begins finds nothing.
    EndsBefore,
    /// A date that depends on today finds nothing where nobody says what day it is.
    NoToday,
    /// A value that means nothing in its field finds nothing.
    UnknownValue,
    /// A field's name with nothing behind it was read as a word.
    NoValue,
    /// A field was called as in other programs.
    OtherName,
    /// A value of a field has a wildcard, which means nothing there.
    NoWildcard,
    /// What looks like a field is none, and was read as words.
    NoField,
    /// Something that stands nowhere in the text has no distance from anything: it only has to hold.
    NoPlace,
    /// Groups with too many combinations of parts and distances find nothing.
    TooManyCombinations,
    /// An expression that cannot be looked for finds nothing.
    BadPattern,
    /// A pattern stands for more words than are looked for.
    TooManyWords,
    /// Nothing is asked.
    Empty,
}

impl NoteKind {
    /// The remark in words, to stand behind the place it is about.
    pub fn message(self) -> &'static str {
        match self {
            Self::UnmatchedQuote => "this quotation mark has no partner and was left out",
            Self::UnmatchedParenthesis => "this parenthesis has no partner",
            Self::DanglingOperator => "this operator has nothing to work on and was left out",
            Self::NothingToFind => "this has no letter or digit to look for and was left out",
            Self::TooDeep => "these parentheses are nested too deep and were left out",
            Self::QuestionMark => "this was left out, as the end of a question",
            Self::TooLong => "the query is too long: its end was left out",
            Self::TooFuzzy => "at most two letters can differ: read as ~2",
            Self::NotADate => {
                "this is no date, and no article is of it; write 2023, 2023-06, 2023-06-18, 2023-06..2023-09, \
                 yesterday, \"last month\" or 90d"
            }
            Self::EndsBefore => "this time ends before it begins: no article is of it",
            Self::NoToday => "this depends on what day it is, which is not known: it finds nothing",
            Self::UnknownValue => "this field has no such value: it finds nothing; write has:date or is:copy",
            Self::NoValue => "nothing stands behind this field, so its name was read as a word",
            Self::OtherName => "this field has another name here, by which it was read",
            Self::NoWildcard => {
                "* is for words of the text; it was left out here, where whole words are looked for"
            }
            Self::NoField => {
                "there is no such field, so this was read as words; fields are title, lede, body, person, org, place, \
                 source, author, section, lang, path, date, since, until, has and is"
            }
            Self::NoPlace => {
                "this stands nowhere in the text, so the distance was left out: it only has to hold"
            }
            Self::TooManyCombinations => {
                "these groups have too many combinations of distances: they find nothing"
            }
            Self::BadPattern => "this is no pattern for one word that can be searched for: it finds nothing",
            Self::TooManyWords => {
                "this stands for too many words: only the most frequent of them are searched for"
            }
            Self::Empty => "nothing is asked",
        }
    }
}

/// Collects remarks.
#[derive(Default)]
pub(super) struct Notes(Vec<Note>);

impl Notes {
    pub(super) fn add(&mut self, kind: NoteKind, span: Span) {
        if self.0.len() < MOST {
            self.0.push(Note { kind, span });
        }
    }

    /// In the order of the text.
    pub(super) fn into_sorted(mut self) -> Vec<Note> {
        self.0.sort_by_key(|note| note.span.start);
        self.0
    }
}
