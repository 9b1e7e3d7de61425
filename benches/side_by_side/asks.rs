//! The questions: drawn from the corpus itself, so that each finds something, the same ones for every peer.

use std::{collections::BTreeMap, path::Path, process::Command};

use morgue::search::{Catalog, engine};
use serde_json::Value;

use crate::{Result, files::texts};

/// Questions of each kind.
pub(crate) const OF_A_KIND: usize = 20;

/// A question, in nobody's query language.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    /// All of these words.
    Words(Vec<String>),
    /// These words side by side.
    Phrase(Vec<String>),
    /// Two words with at most five between them.
    Near(String, String),
    /// Words with a beginning.
    Wildcard(String),
    /// Somebody; for programs that know no names, the name as a phrase.
    Person(String),
    /// Somebody, a word, and twelve years.
    PersonWordDate(String, String),
}

impl Ask {
    /// It in the query language of `morgue`.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Words(words) => words.join(" "),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Near(a, b) => format!("{a} w/5 {b}"),
            Self::Wildcard(beginning) => format!("{beginning}*"),
            Self::Person(name) => format!("person:\"{name}\""),
            Self::PersonWordDate(name, word) => format!("person:\"{name}\" {word} date:2000..2011"),
        }
    }
}

/// Questions of each kind, by what a table calls them.
pub(crate) fn draw(
    catalog: &Catalog,
    folder: &Path,
    people: &mut Command,
) -> Result<Vec<(&'static str, Vec<Ask>)>> {
    let bands = Bands::of(catalog)?;
    let people: Value = serde_json::from_slice(&people.output()?.stdout)?;
    let names = people["names"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<String> =
        names.iter().filter_map(|name| name["name"].as_str()).map(str::to_owned).collect();
    // Some who are in the news all the time, and more who are not.
    let name = |at: usize| {
        let rank = (names.len() as f64).powf(at as f64 / OF_A_KIND as f64) as usize;
        names.get(rank - 1).cloned().unwrap_or_else(|| "John Smith".to_owned())
    };
    let (mut phrases, mut near) = (Vec::new(), Vec::new());
    let files = texts(folder);
    for path in files.iter().step_by((files.len() / OF_A_KIND / 4).max(1)) {
        let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
        let (phrase, pair) = from_text(&text);
        phrases.extend(phrase);
        near.extend(pair);
    }
    phrases.truncate(OF_A_KIND);
    near.truncate(OF_A_KIND);
    let each = |make: &dyn Fn(usize) -> Ask| (0..OF_A_KIND).map(make).collect::<Vec<_>>();
    Ok(vec![
        ("one word", each(&|at| Ask::Words(vec![bands.word(at % 3, at)]))),
        ("two words", each(&|at| Ask::Words(vec![bands.word(at % 2, at), bands.word(0, at + 7)]))),
        ("phrase", phrases),
        ("person", each(&|at| Ask::Person(name(at)))),
        ("person, word and date", each(&|at| Ask::PersonWordDate(name(at), bands.word(0, at)))),
        ("near", near),
        ("wildcard", each(&|at| Ask::Wildcard(bands.word(1, at).chars().take(4).collect()))),
    ])
}

/// Words in lower case by how many articles have them: frequent, middling, rare.
struct Bands([Vec<String>; 3]);

impl Bands {
    fn of(catalog: &Catalog) -> Result<Self> {
        let mut words: BTreeMap<String, u64> = BTreeMap::new();
        engine::each_word(catalog.reader(), None, None, |word, articles| {
            if word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                *words.entry(word.to_owned()).or_default() += u64::from(articles);
            }
        })?;
        let articles = catalog.reader().articles()? as f64;
        let band = |from: f64, to: f64| {
            let range = from * articles..to * articles;
            words
                .iter()
                .filter(|(_, found)| range.contains(&(**found as f64)))
                .map(|(word, _)| word.clone())
                .collect()
        };
        Ok(Self([band(0.05, 0.4), band(0.005, 0.05), band(0.0002, 0.005)]))
    }

    /// A word of a band, others for other numbers.
    fn word(&self, band: usize, number: usize) -> String {
        let words = &self.0[band];
        let at = number * 7919 % words.len().max(1);
        words.get(at).cloned().unwrap_or_else(|| "harbour".to_owned())
    }
}

/// Two words side by side in the middle of a text, and two with two words between them.
fn from_text(text: &str) -> (Option<Ask>, Option<Ask>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_plain = |word: &str| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let middle = &words[words.len() / 2..];
    let phrase = middle.windows(2).find(|pair| pair.iter().all(|word| is_plain(word)) && pair[1].len() > 4);
    let phrase = phrase.map(|pair| Ask::Phrase(pair.iter().map(|word| (*word).to_owned()).collect()));
    let long = |word: &str| is_plain(word) && word.len() > 4;
    let near = middle.windows(4).find(|four| long(four[0]) && long(four[3]));
    (phrase, near.map(|four| Ask::Near(four[0].to_owned(), four[3].to_owned())))
}
