//! A resolved query in words, to name the part of it that an article lacks.

use std::fmt;

use names::Kind;

use super::{Region, Resolved, SlotField};

impl fmt::Display for Resolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("any article"),
            Self::Nothing => f.write_str("no article"),
            Self::Words { terms, region } => {
                let field = match region {
                    Region::Anywhere => "",
                    Region::Title => "title:",
                    Region::Body => "body:",
                };
                write!(f, "{field}{}", quoted(terms))
            }
            Self::And(parts) => join(f, parts, " AND "),
            Self::Or(parts) => join(f, parts, " OR "),
            Self::Not(part) => write!(f, "NOT {part}"),
            Self::Name { kind, words } => {
                let field = match kind {
                    Kind::Person => "person",
                    Kind::Organization => "org",
                    Kind::Place => "place",
                };
                write!(f, "{field}:{}", quoted(words))
            }
            Self::Slot { field, words } => {
                let field = match field {
                    SlotField::Source => "source",
                    SlotField::Author => "author",
                    SlotField::Section => "section",
                    SlotField::Path => "path",
                };
                write!(f, "{field}:{}", quoted(words))
            }
            Self::Dates { since, until } => match (since, until) {
                (Some(since), Some(until)) => write!(f, "a date from {since} to {until}"),
                (Some(since), None) => write!(f, "a date from {since}"),
                (None, Some(until)) => write!(f, "a date to {until}"),
                (None, None) => f.write_str("a date"),
            },
        }
    }
}

fn quoted(words: &[String]) -> String {
    match words {
        [word] => word.clone(),
        _ => format!("\"{}\"", words.join(" ")),
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[Resolved], between: &str) -> fmt::Result {
    f.write_str("(")?;
    for (i, part) in parts.iter().enumerate() {
        write!(f, "{}{part}", if i == 0 { "" } else { between })?;
    }
    f.write_str(")")
}
