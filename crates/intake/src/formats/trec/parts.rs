//! The names of the elements of each paper, and how the ids of their articles begin.

use crate::fields::key::Key;

/// What an element holds.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Field(Key),
    /// A headline in which some papers write the date or the byline as well.
    Headline,
    Byline,
    Date,
    Source,
    Section,
    /// A piece of the text.
    Text,
    Companies,
    Countries,
    /// Places, with the letters they are traded under behind them.
    Regions,
    /// What it is about, in words of the paper's own list.
    Topics,
    /// What FBIS notes of a message.
    Note,
    /// A wrapper, or the text itself if it wraps nothing.
    Body,
    Wrapper,
    Nothing,
}

const PARTS: &[(&str, Part)] = &[
    ("DOCNO", Part::Field(Key::Id)),
    ("DOCID", Part::Nothing),
    ("HEAD", Part::Headline),
    ("HEADLINE", Part::Headline),
    ("HL", Part::Headline),
    ("TI", Part::Headline),
    ("TITLE", Part::Headline),
    ("BYLINE", Part::Byline),
    ("AU", Part::Byline),
    ("AUTHOR", Part::Byline),
    ("DATELINE", Part::Field(Key::Dateline)),
    ("DATE", Part::Date),
    ("DATE1", Part::Date),
    ("DD", Part::Date),
    ("PUBDATE", Part::Date),
    ("DATE_TIME", Part::Date),
    ("PUB", Part::Source),
    ("SO", Part::Source),
    ("SECTION", Part::Section),
    ("LP", Part::Text),
    ("LEADPARA", Part::Text),
    ("TEXT", Part::Text),
    ("BODY", Part::Body),
    ("CO", Part::Companies),
    ("SUBJECT", Part::Topics),
    ("KEYWORD", Part::Topics),
    ("IN", Part::Topics),
    ("NS", Part::Topics),
    ("TP", Part::Topics),
    ("GV", Part::Topics),
    ("DESCRIPT", Part::Topics),
    ("CN", Part::Countries),
    ("RE", Part::Regions),
    ("CORRECTION", Part::Text),
    ("NAME", Part::Source),
    ("F", Part::Note),
    ("DOC", Part::Wrapper),
    ("HEADER", Part::Wrapper),
    ("H3", Part::Wrapper),
    ("SLUG", Part::Nothing),
    ("GRAPHIC", Part::Nothing),
    ("TYPE", Part::Nothing),
    ("LENGTH", Part::Nothing),
];

/// How the ids of a collection begin, and whose articles they are.
const PAPERS: &[(&str, &str)] = &[
    ("AFP", "AFP"),
    ("AP", "AP"),
    ("CNA", "Central News Agency"),
    ("FBIS", "FBIS"),
    ("FT", "Financial Times"),
    ("LA", "Los Angeles Times"),
    ("NYT", "New York Times"),
    ("SJMN", "San Jose Mercury News"),
    ("WPB", "Washington Post"),
    ("WSJ", "Wall Street Journal"),
    ("XIE", "Xinhua"),
    ("XIN", "Xinhua"),
];

/// What an element with a name holds, if a table of these papers has it.
pub(super) fn part(name: &str) -> Option<Part> {
    PARTS.iter().find(|(known, _)| *known == name).map(|(_, part)| *part)
}

/// The paper that an article with an id is of.
pub(super) fn paper(id: &str) -> Option<&'static str> {
    PAPERS.iter().rev().find(|(start, _)| is_of(id, start)).map(|(_, name)| *name)
}

/// Whether an id is one of a paper's: its letters, then digits.
fn is_of(id: &str, start: &str) -> bool {
    id.strip_prefix(start)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '_' || c == 'W'))
}
