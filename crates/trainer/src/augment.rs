//! Makes more training texts out of those there are.
//!
//! Texts in capitals teach headlines and telex; texts whose names are exchanged, the same name for the same
//! name throughout a text, teach that the text around a name and its other mentions tell what it is.

use std::ops::Range;

use names::Kind;
use rustc_hash::FxHashMap;

use crate::{data::Text, random::Random};

/// The text in capitals. Only ASCII letters change, so that names stay where they are.
pub(crate) fn in_capitals(text: &Text) -> Text {
    Text { text: text.text.to_ascii_uppercase(), names: text.names.clone() }
}

/// Names and parts of names of the training texts, to draw from.
pub(crate) struct Stock<'t> {
    given: Vec<&'t str>,
    surnames: Vec<&'t str>,
    /// Organizations and places, each by their [`form`].
    others: FxHashMap<(Kind, usize), Vec<&'t str>>,
}

/// What a name must have in common with one that takes its place: its number of words, up to four; 0 for a
/// word of capitals.
fn form(name: &str) -> usize {
    let capitals = !name.contains(char::is_lowercase) && name.len() > 1;
    if capitals { 0 } else { name.split_whitespace().count().min(4) }
}

impl<'t> Stock<'t> {
    pub(crate) fn new(texts: &[&'t Text]) -> Self {
        let mut stock = Self { given: Vec::new(), surnames: Vec::new(), others: FxHashMap::default() };
        for text in texts {
            for (range, kind) in &text.names {
                let name = text.text.get(range.clone()).unwrap_or_default();
                if *kind != Kind::Person {
                    stock.others.entry((*kind, form(name))).or_default().push(name);
                } else if let Some((given, surname)) = name.rsplit_once(' ').filter(|_| form(name) > 0) {
                    stock.given.extend(given.split_whitespace());
                    stock.surnames.push(surname);
                }
            }
        }
        stock
    }

    /// The text with some of its names exchanged for others of their kind.
    pub(crate) fn exchange(&self, text: &Text, random: &mut Random) -> Text {
        let mut chosen = FxHashMap::default();
        let mut new = Text { text: String::with_capacity(text.text.len()), names: Vec::new() };
        let mut names: Vec<&(Range<usize>, Kind)> = text.names.iter().collect();
        names.sort_by_key(|(range, _)| range.start);
        let mut at = 0;
        for (range, kind) in names {
            if range.start < at {
                continue;
            }
            new.text.push_str(text.text.get(at..range.start).unwrap_or_default());
            let name = text.text.get(range.clone()).unwrap_or_default();
            let start = new.text.len();
            let put = match kind {
                Kind::Person => self.person(name, &mut chosen, random),
                _ => self.other(name, *kind, &mut chosen, random),
            };
            new.text.push_str(&put);
            new.names.push((start..new.text.len(), *kind));
            at = range.end;
        }
        new.text.push_str(text.text.get(at..).unwrap_or_default());
        new
    }

    fn person(
        &self,
        name: &str,
        chosen: &mut FxHashMap<(Kind, String), String>,
        random: &mut Random,
    ) -> String {
        let count = name.split_whitespace().count();
        let parts = name.split_whitespace().enumerate().map(|(n, part)| {
            let known = chosen.entry((Kind::Person, part.to_lowercase())).or_insert_with(|| {
                let stock = if n + 1 == count { &self.surnames } else { &self.given };
                draw(part, stock, random)
            });
            if form(part) == 0 { known.to_uppercase() } else { known.clone() }
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    fn other(
        &self,
        name: &str,
        kind: Kind,
        chosen: &mut FxHashMap<(Kind, String), String>,
        random: &mut Random,
    ) -> String {
        let draw = || match self.others.get(&(kind, form(name))) {
            Some(stock) => draw(name, stock, random),
            None => name.to_owned(),
        };
        chosen.entry((kind, name.to_owned())).or_insert_with(draw).clone()
    }
}

/// One of the stock, or half of the time what was there.
fn draw(was: &str, stock: &[&str], random: &mut Random) -> String {
    if stock.is_empty() || random.unit() < 0.5 || !was.starts_with(char::is_uppercase) {
        was.to_owned()
    } else {
        stock[random.below(stock.len())].to_owned()
    }
}
