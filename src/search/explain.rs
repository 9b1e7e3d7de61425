//! Says what a query became and what of it made an article's score.

use std::fmt::Write as _;

use super::{
    Hit, engine,
    query::{Distance, Reach},
    resolve::{Apart, Leaf, NameSet, Region, Resolved, Span, TermSet, Way},
};
use crate::archive::{ArchiveError, Reader};

/// How many words of a pattern are shown.
const SHOWN: usize = 8;

/// What a part of a query adds to an article's score.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorePart {
    /// The part, in a line.
    pub part: String,
    /// What it adds; not all articles that match have all parts.
    pub score: f32,
}

/// A tree as lines, each indented by two blanks more than what it belongs to.
pub fn outline(tree: &Resolved) -> Vec<String> {
    let mut lines = Vec::new();
    write(tree, 0, &mut lines);
    lines
}

/// A difference of scores that is no more than rounding.
const ROUNDING: f32 = 1e-4;

/// What the parts of a tree that can be seen in a text add to the score of a hit, and what the second pass of the ranking
/// makes of where they stand (see `search::rank`).
pub fn score_parts(reader: &Reader, tree: &Resolved, hit: &Hit) -> Result<Vec<ScorePart>, ArchiveError> {
    let mut parts = Vec::new();
    for leaf in tree.leaves() {
        let part = line(leaf);
        let is_new = parts.iter().all(|known: &ScorePart| known.part != part);
        if let Some(score) = if is_new { engine::score(reader, leaf, hit.record.id)? } else { None } {
            parts.push(ScorePart { part, score });
        }
    }
    let sum: f32 = parts.iter().map(|part| part.score).sum();
    let placed = hit.score.map_or(0.0, |score| score - sum);
    if placed.abs() > ROUNDING {
        parts.push(ScorePart { part: "where they stand".to_owned(), score: placed });
    }
    Ok(parts)
}

/// A part that can be seen in a text, in a line.
fn line(leaf: &Resolved) -> String {
    match leaf {
        Resolved::Words { terms, region } => span_line(&Span::stems(terms).within(*region)),
        Resolved::Span(span) => span_line(span),
        Resolved::Name(names) => name_line(names),
        _ => String::new(),
    }
}

fn span_line(span: &Span) -> String {
    let list = |parts: &[Span], between| parts.iter().map(span_line).collect::<Vec<_>>().join(between);
    match span {
        Span::Leaf(Leaf::Terms(set)) => match set.way {
            Way::Stem | Way::Wildcard | Way::Regex => set.typed.clone(),
            Way::Exact => format!("={}", set.typed),
            Way::Fuzzy => format!("{}~", set.typed),
        },
        Span::Leaf(Leaf::Name(names)) => name_line(names),
        Span::Phrase { parts, room: 0 } => format!("\"{}\"", list(parts, " ")),
        Span::Phrase { parts, room } => format!("\"{}\"~{room}", list(parts, " ")),
        Span::Near { apart, sides } => near_line(sides, *apart, false),
        Span::NotNear { apart, sides } => near_line(sides, *apart, true),
        Span::Either(parts) => format!("({})", list(parts, " OR ")),
        Span::AtLeast { times, of } => format!("atleast{times}({})", span_line(of)),
        Span::In { region, of } => format!("{}:{}", format!("{region:?}").to_lowercase(), span_line(of)),
    }
}

fn near_line(sides: &[Span; 2], apart: Apart, negated: bool) -> String {
    let distance = Distance { reach: apart.reach, ordered: apart.ordered, negated };
    format!("({} {distance} {})", span_line(&sides[0]), span_line(&sides[1]))
}

fn name_line(names: &NameSet) -> String {
    format!("{}:\"{}\"", format!("{:?}", names.kind).to_lowercase(), names.words.join(" "))
}

fn push(depth: usize, text: &str, lines: &mut Vec<String>) {
    lines.push(format!("{}{text}", "  ".repeat(depth)));
}

fn write(tree: &Resolved, depth: usize, lines: &mut Vec<String>) {
    match tree {
        Resolved::All => push(depth, "every article", lines),
        Resolved::Nothing => push(depth, "nothing", lines),
        Resolved::Words { terms, region } => {
            let words = if terms.len() == 1 { "word" } else { "phrase" };
            push(depth, &format!("{words} {}{}", terms.join(" "), place(*region)), lines);
        }
        Resolved::Span(span) => write_span(span, depth, lines),
        Resolved::And(parts) => write_list("all of", parts, depth, lines),
        Resolved::Or(parts) => write_list("any of", parts, depth, lines),
        Resolved::Not(part) => write_list("not", std::slice::from_ref(part), depth, lines),
        Resolved::Name(names) => push(depth, &name(names), lines),
        Resolved::Slot { field, words, exactly } => {
            let value = exactly.as_ref().map_or_else(|| words.join(" "), |value| format!("exactly {value}"));
            push(depth, &format!("{} {value}", format!("{field:?}").to_lowercase()), lines);
        }
        Resolved::Dates { since, until } => {
            let mut text = String::from("date");
            if let Some(day) = since {
                let _ = write!(text, " from {day}");
            }
            if let Some(day) = until {
                let _ = write!(text, " to {day}");
            }
            push(depth, &text, lines);
        }
        Resolved::Flag(flag) => push(depth, &format!("{flag:?}").to_lowercase(), lines),
    }
}

fn write_list(what: &str, parts: &[Resolved], depth: usize, lines: &mut Vec<String>) {
    push(depth, what, lines);
    for part in parts {
        write(part, depth + 1, lines);
    }
}

fn write_span(span: &Span, depth: usize, lines: &mut Vec<String>) {
    let below = |head: String, parts: &[Span], lines: &mut Vec<String>| {
        push(depth, &head, lines);
        for part in parts {
            write_span(part, depth + 1, lines);
        }
    };
    match span {
        Span::Leaf(Leaf::Terms(set)) => push(depth, &terms(set), lines),
        Span::Leaf(Leaf::Name(names)) => push(depth, &name(names), lines),
        Span::Phrase { parts, room: 0 } => below("one behind the other".to_owned(), parts, lines),
        Span::Phrase { parts, room } => {
            below(format!("in this order, {room} others among them at most"), parts, lines);
        }
        Span::Near { apart, sides } => below(nearness(*apart), &sides[..], lines),
        Span::NotNear { apart, sides } => {
            below(format!("the first, and the second not {}", nearness(*apart)), &sides[..], lines);
        }
        Span::Either(parts) => below("any of".to_owned(), parts, lines),
        Span::AtLeast { times, of } => {
            below(format!("{times} times at least"), std::slice::from_ref(of), lines);
        }
        Span::In { region, of } => {
            below(place(*region).trim_start().to_owned(), std::slice::from_ref(of), lines);
        }
    }
}

fn place(region: Region) -> &'static str {
    match region {
        Region::Anywhere => "",
        Region::Title => " in the headline",
        Region::Body => " in the body",
        Region::Lede => " in the lede",
    }
}

fn nearness(apart: Apart) -> String {
    let near = match apart.reach {
        Reach::Words(words) => format!("near, {words} words between at most"),
        Reach::Sentence => "in one sentence".to_owned(),
        Reach::Paragraph => "in one paragraph".to_owned(),
    };
    format!("{near}{}", if apart.ordered { ", in this order" } else { "" })
}

fn terms(set: &TermSet) -> String {
    let way = match set.way {
        Way::Stem if set.terms.len() < 2 => return format!("word {}", set.typed),
        Way::Stem => "word",
        Way::Exact => "exactly",
        Way::Wildcard => "like",
        Way::Fuzzy => "nearly",
        Way::Regex => "matching",
    };
    let shown = set.terms[..set.terms.len().min(SHOWN)].join(", ");
    let more = set.terms.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let shown = if shown.is_empty() { "no word" } else { shown.as_str() };
    format!("{way} {} = {shown}{more}", set.typed)
}

fn name(names: &NameSet) -> String {
    let mut keys: Vec<&str> =
        names.keys.iter().chain(&names.only).map(|((_, key), _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let shown = if keys.is_empty() {
        String::new()
    } else {
        format!(" = {}", keys[..keys.len().min(SHOWN)].join(", "))
    };
    let more = keys.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{} {}{shown}{more}", format!("{:?}", names.kind).to_lowercase(), names.words.join(" "))
}
