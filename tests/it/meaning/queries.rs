//! Queries made by chance out of the words of texts, the same in every run.

use super::page::Page;
use crate::dice::Dice;

pub(super) struct Writer<'w> {
    pub(super) dice: Dice,
    pub(super) pages: &'w [Page],
    pub(super) people: &'w [String],
}

impl Writer<'_> {
    /// A query of some depth.
    pub(super) fn query(&mut self, depth: usize) -> String {
        match self.dice.throw(if depth == 0 { 2 } else { 12 }) {
            0 | 1 => self.leaf(),
            2 => format!("{} {}", self.part(depth), self.part(depth)),
            3 => format!("{} AND {}", self.part(depth), self.part(depth)),
            4 => format!("{} OR {}", self.part(depth), self.part(depth)),
            5 => format!("{} -{}", self.part(depth), self.part(depth)),
            6 => {
                let field = *self.dice.pick(&["title", "lede", "body"]);
                format!("{field}:({})", self.query(depth - 1))
            }
            7 => format!("atleast{}({})", self.dice.throw(4) + 1, self.query(depth - 1)),
            _ => format!("{} {} {}", self.part(depth), self.distance(), self.part(depth)),
        }
    }

    fn part(&mut self, depth: usize) -> String {
        let inner = self.query(depth - 1);
        if inner.contains(' ') && !(inner.starts_with('"') && inner.matches('"').count() == 2) {
            format!("({inner})")
        } else {
            inner
        }
    }

    fn distance(&mut self) -> String {
        let words = self.dice.throw(9);
        let distances =
            ["w/5", "w/s", "w/p", "pre/3", "pre/s", "NOT w/4", "NOT w/s", "NEAR/2", "NOT pre/6", "w/40"];
        match self.dice.throw(3) {
            0 => format!("w/{words}"),
            _ => (*self.dice.pick(&distances)).to_owned(),
        }
    }

    /// Some words that stand one behind the other somewhere.
    fn words(&mut self, count: usize) -> Vec<String> {
        let pages = self.pages;
        let page = self.dice.pick(pages);
        let at = self.dice.throw(page.words.len());
        page.words[at..].iter().take(count).map(|word| word.written.clone()).collect()
    }

    fn word(&mut self) -> String {
        self.words(1).remove(0)
    }

    fn leaf(&mut self) -> String {
        let word = self.word();
        match self.dice.throw(14) {
            0 => format!("={word}"),
            1 => format!("case:{word}"),
            2 => self.wild(&word),
            3 => format!("{}~", self.changed(&word)),
            4 => format!("{}~2", self.changed(&word)),
            5 => format!("/{}.*/", word.chars().filter(|c| c.is_alphanumeric()).take(3).collect::<String>()),
            6 => format!("\"{}\"", self.words(2).join(" ")),
            7 => format!("=\"{}\"", self.words(3).join(" ")),
            8 => {
                let words = self.words(6);
                let room = self.dice.throw(5);
                format!("\"{} {}\"~{room}", words[0], words[words.len() - 1])
            }
            9 if !self.people.is_empty() => format!("person:\"{}\"", self.dice.pick(self.people)),
            _ => word,
        }
    }

    fn wild(&mut self, word: &str) -> String {
        let letters: Vec<char> = word.chars().collect();
        let at = self.dice.throw(letters.len());
        let mark = *self.dice.pick(&['*', '?']);
        let mut wild: String =
            letters.iter().enumerate().map(|(i, c)| if i == at { mark } else { *c }).collect();
        if self.dice.throw(2) == 0 {
            wild.push('*');
        }
        if wild.contains(char::is_alphanumeric) { wild } else { word.to_owned() }
    }

    fn changed(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = self.dice.throw(letters.len());
        match self.dice.throw(4) {
            0 => letters.insert(at, 'e'),
            1 if letters.len() > 2 => drop(letters.remove(at)),
            2 if at > 0 => letters.swap(at - 1, at),
            _ => letters[at] = 'o',
        }
        let changed: String = letters.into_iter().collect();
        if changed.contains(char::is_alphanumeric) { changed } else { word.to_owned() }
    }
}

/// Articles of few words, so that much stands near much.
pub(super) fn article(dice: &mut Dice) -> String {
    const WORDS: [&str; 26] = [
        "vote",
        "votes",
        "Voting",
        "voter",
        "gate",
        "Gates",
        "tidal",
        "Élan",
        "elan",
        "COVID-19",
        "$4.5m",
        "O'Neil",
        "the",
        "harbour",
        "Harbor",
        "harbours",
        "plan",
        "plans",
        "planned",
        "U.S.",
        "ferry",
        "ferries",
        "St Brannoc's",
        "nº123",
        "a",
        "not",
    ];
    let mut text = format!("Title: {}\n\n", sentence(dice, &WORDS, 4));
    for _ in 0..=dice.throw(4) {
        for _ in 0..=dice.throw(3) {
            text.push_str(&sentence(dice, &WORDS, 9));
            text.push_str(". ");
        }
        text.push_str("\n\n");
    }
    text
}

fn sentence(dice: &mut Dice, words: &[&str], most: usize) -> String {
    let mut sentence = String::from("The");
    for _ in 0..=dice.throw(most) {
        sentence.push_str(if dice.throw(8) == 0 { ", " } else { " " });
        sentence.push_str(dice.pick::<&str>(words));
    }
    sentence
}
