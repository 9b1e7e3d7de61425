//! What every format is read into.

use serde::{Deserialize, Serialize};

use crate::{Date, NumericDates};

/// One news item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The headline, if the file has one.
    pub title: Option<String>,
    /// Who wrote it, a name each, without "By".
    pub authors: Vec<String>,
    /// Where it was written and by which agency, as printed: "PARIS, June 3 (Reuters)".
    pub dateline: Option<String>,
    /// When it was published, as precisely as is known.
    pub date: Option<Date>,
    /// The paper, agency or site: a name, or a host without "www.".
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// ISO 639-1 code of the language it is written in, where that is clear.
    pub language: Option<String>,
    /// The text, cut paragraphs included, in order.
    pub paragraphs: Vec<Paragraph>,
    /// The people, organizations and places that the file's own metadata lists as subjects.
    pub subjects: Vec<Subject>,
    /// Its place in a file of several: its own id where the format has one, else its number from 1.
    pub member: Option<String>,
    /// When it was changed last, as precisely as is known.
    pub modified: Option<Date>,
    /// What the file's own metadata says that it is about, in words.
    pub keywords: Vec<String>,
    /// What its dates in numbers say about the order of day and month, if it has any.
    pub numeric: Option<NumericDates>,
}

/// A paragraph of an article: one line of text, without line ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its text.
    pub text: String,
    /// Why it is no part of the story, if it is none.
    pub cut: Option<Cut>,
}

/// The rule by which a paragraph was left out of search and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// A heading such as "Related Articles:" or one of the headlines under it.
    Related,
    /// A caption that stands more than once between the paragraphs.
    Caption,
    /// A line such as "Read more: …".
    ReadMore,
    /// Buttons to share, subscribe or comment.
    Share,
    /// A copyright line.
    Copyright,
    /// A paragraph that stands in many articles of the source, which only the whole archive can tell.
    Recurring,
}

impl Cut {
    /// Its name, as it is serialised.
    pub fn name(self) -> &'static str {
        match self {
            Self::Related => "related",
            Self::Caption => "caption",
            Self::ReadMore => "read-more",
            Self::Share => "share",
            Self::Copyright => "copyright",
            Self::Recurring => "recurring",
        }
    }
}

/// Somebody or something that the file's metadata names as a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// What it names.
    pub kind: SubjectKind,
    /// The name as the file has it.
    pub name: String,
}

/// What a [`Subject`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// A human being.
    Person,
    /// A company, agency, party, team or other body of people.
    Organization,
    /// A spot on the map.
    Place,
}

impl Article {
    /// The story: its paragraphs that were not cut, with a blank line between them.
    pub fn body(&self) -> String {
        let mut body = String::with_capacity(self.paragraphs.iter().map(|p| p.text.len() + 2).sum());
        for paragraph in self.paragraphs.iter().filter(|p| p.cut.is_none()) {
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            body.push_str(&paragraph.text);
        }
        body
    }
}
