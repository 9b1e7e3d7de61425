//! Makes more training texts out of those there are.
//!
//! Texts in capitals teach headlines and telex, those without any hasty letters; texts whose names are
//! exchanged, the same name for the same name throughout a text, teach that the text around a name and its
//! other mentions tell what it is. Some organizations get the names of people with a word of their trade behind them, as many companies
//! have them.

use std::ops::Range;

use names::Kind;
use rustc_hash::FxHashMap;

use crate::{data::Text, random::Random};

/// The text in capitals. Only ASCII letters change, so that names stay where they are.
pub(crate) fn in_capitals(text: &Text) -> Text {
    Text { text: text.text.to_ascii_uppercase(), names: text.names.clone() }
}

/// The text without capitals. Only ASCII letters change.
pub(crate) fn in_small(text: &Text) -> Text {
    Text { text: text.text.to_ascii_lowercase(), names: text.names.clone() }
}

/// Names and parts of names of the training texts, to draw from.
pub(crate) struct Stock<'t> {
    given: Vec<&'t str>,
    surnames: Vec<&'t str>,
    /// Organizations and places, each by their [`form`].
    others: FxHashMap<(Kind, usize), Vec<&'t str>>,
    /// Last words of organizations' names.
    trades: Vec<&'t str>,
}

/// The share of long names of organizations that are exchanged for one after a person, and the share of
/// those whose person is one of the text.
const NAMED_AFTER: f32 = 0.08;
const IN_THE_TEXT: f32 = 0.5;

/// What was put for what, by kind and name.
type Chosen = FxHashMap<(Kind, String), String>;

/// What a name must have in common with one that takes its place: its number of words, up to four; 0 for a
/// word of capitals.
fn form(name: &str) -> usize {
    let capitals = !name.contains(char::is_lowercase) && name.len() > 1;
    if capitals { 0 } else { name.split_whitespace().count().min(4) }
}

impl<'t> Stock<'t> {
    pub(crate) fn new(texts: &[&'t Text]) -> Self {
        let mut stock = Self {
            given: Vec::new(),
            surnames: Vec::new(),
            others: FxHashMap::default(),
            trades: Vec::new(),
        };
        for text in texts {
            for (range, kind) in &text.names {
                let name = text.text.get(range.clone()).unwrap_or_default();
                if *kind != Kind::Person {
                    stock.others.entry((*kind, form(name))).or_default().push(name);
                    if *kind == Kind::Organization {
                        stock
                            .trades
                            .extend(name.rsplit_once(' ').map(|(_, last)| last).filter(|w| is_trade(w)));
                    }
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
        let mut chosen = Chosen::default();
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

    fn person(&self, name: &str, chosen: &mut Chosen, random: &mut Random) -> String {
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

    fn other(&self, name: &str, kind: Kind, chosen: &mut Chosen, random: &mut Random) -> String {
        if let Some(known) = chosen.get(&(kind, name.to_owned())) {
            return known.clone();
        }
        let is_long = kind == Kind::Organization && form(name) > 1;
        let new = match self.others.get(&(kind, form(name))) {
            _ if is_long && random.unit() < NAMED_AFTER => self.named_after(chosen, random),
            Some(stock) => draw(name, stock, random),
            None => name.to_owned(),
        };
        chosen.insert((kind, name.to_owned()), new.clone());
        new
    }

    /// A company of somebody, as "Ann Lee Construction" or "Lee Foods".
    fn named_after(&self, chosen: &Chosen, random: &mut Random) -> String {
        let of_people = chosen.iter().filter(|((kind, _), _)| *kind == Kind::Person);
        let mut people: Vec<&str> = of_people.map(|(_, put)| put.as_str()).collect();
        people.sort_unstable();
        let mut pick =
            |stock: &[&str]| stock.get(random.below(stock.len())).copied().unwrap_or_default().to_owned();
        let [given, stranger, own, trade] =
            [pick(&self.given), pick(&self.surnames), pick(&people), pick(&self.trades)];
        let surname = if own.is_empty() || random.unit() >= IN_THE_TEXT { stranger } else { own };
        if random.unit() < 0.5 { format!("{given} {surname} {trade}") } else { format!("{surname} {trade}") }
    }
}

/// Whether a word at the end of an organization's name may say what it does.
fn is_trade(word: &str) -> bool {
    word.len() > 4 && word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
}

/// One of the stock, or half of the time what was there.
fn draw(was: &str, stock: &[&str], random: &mut Random) -> String {
    if stock.is_empty() || random.unit() < 0.5 || !was.starts_with(char::is_uppercase) {
        was.to_owned()
    } else {
        stock[random.below(stock.len())].to_owned()
    }
}
