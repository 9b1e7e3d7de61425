//! A corpus of its own: distinct articles whose vocabulary and names keep growing, the same ones for the same number.
//!
//! Sentences are drawn from a small grammar. The frames below hold few dozens of words, but a slot of one is a clause, a name, a
//! number or a word by rank; words beyond the list are built from syllables, the rarer the longer, and people have surnames
//! that never run out, so that a dictionary grows as it does in an archive. Which articles are written depends on their
//! numbers alone: a corpus of ten thousand is the beginning of one of a million.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    cast::{GIVEN, PLACES, SURNAMES},
    words::{ADJECTIVES, FRAMES, LINKS, NOUNS, SYLLABLES, TRADES, VERBS},
};

/// People who are in the news all the time.
const FAMOUS: u64 = 5_000;
/// One name in so many is a famous one's, in percent.
const FAMOUS_SHARE: u64 = 40;
/// The median of an article's length in bytes; the mean is near 4,000.
const MEDIAN_BYTES: f64 = 3_300.0;

/// Writes the articles below a number as `YEAR/MONTH/NUMBER.txt`, unless they are there already.
pub(crate) fn write(folder: &Path, count: u64) -> io::Result<()> {
    let mark = folder.with_extension("whole");
    if mark.is_file() {
        return Ok(());
    }
    for number in 0..count {
        let article = article(number);
        let path = folder.join(&article.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::File::create(path)?.write_all(article.text.as_bytes())?;
    }
    fs::write(mark, "")
}

struct Article {
    path: PathBuf,
    text: String,
}

fn article(number: u64) -> Article {
    let mut writer =
        Writer { dice: Dice(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5EED), cast: Vec::new() };
    let year = 1990 + number * 7 / 13 % 35;
    let (month, day) = (1 + number % 12, 1 + number / 12 % 28);
    let headline = writer.headline();
    let author = famous(FAMOUS - 1 - writer.dice.rank(200));
    let mut text = format!("{headline}\nBy {author}\n{year}-{month:02}-{day:02}\n");
    let target = writer.dice.length();
    while text.len() < target {
        text.push('\n');
        let sentences = 2 + writer.dice.below(3);
        for at in 0..sentences {
            let sentence = writer.sentence();
            text.push_str(if at == 0 { "" } else { " " });
            text.push_str(&sentence);
        }
        text.push('\n');
    }
    Article { path: PathBuf::from(format!("{year}/{month:02}/{number:07}.txt")), text }
}

/// Somebody famous: the same name for the same number, everywhere.
fn famous(number: u64) -> String {
    person(&mut Dice(number.wrapping_mul(0xD1B5_4A32_D192_ED03) ^ 0xFA))
}

fn person(dice: &mut Dice) -> String {
    let given = dice.pick(GIVEN);
    let surname = dice.pick(SURNAMES);
    if dice.below(100) < 50 {
        return format!("{given} {surname}");
    }
    // Surnames beyond the list have two halves, so that they never run out.
    let half: String = surname.chars().take(3).collect();
    format!(
        "{given} {half}{}{}",
        dice.pick(SYLLABLES),
        dice.pick(&["son", "er", "ov", "ez", "ini", "ski", "ard", "mann", "u", "a"])
    )
}

/// A word by rank: those of the list first, then ones that are built, longer as they get rarer.
fn word(list: &[&str], rank: u64) -> String {
    match list.get(rank as usize) {
        Some(word) => (*word).to_owned(),
        None => {
            let mut rest = rank;
            let mut word = String::new();
            while rest > 0 || word.is_empty() {
                word.push_str(SYLLABLES[(rest % SYLLABLES.len() as u64) as usize]);
                rest /= SYLLABLES.len() as u64;
            }
            word + ["", "ing", "al", "ist", "ry", "ment"][(rank % 6) as usize]
        }
    }
}

struct Writer {
    dice: Dice,
    /// Who was named in the article, and is called by the surname from then on.
    cast: Vec<String>,
}

impl Writer {
    fn headline(&mut self) -> String {
        let surname = self.person();
        let surname = surname.rsplit(' ').next().unwrap_or_default().to_owned();
        self.cast.clear();
        let (verb, adjective, noun) = (self.verb(), self.adjective(), self.noun());
        let place = self.dice.pick(PLACES);
        format!("{surname} {verb} {adjective} {noun} in {place}")
    }

    /// A sentence, often with a second clause.
    fn sentence(&mut self) -> String {
        let mut sentence = self.clause();
        if self.dice.below(100) < 45 {
            sentence.push_str(self.dice.pick(LINKS));
            let clause = self.clause();
            sentence.push_str(&clause);
        }
        if self.dice.below(100) < 12 {
            sentence = format!("“{},” said {}", capital(&sentence), self.person());
        }
        sentence.push('.');
        capital(&sentence)
    }

    fn clause(&mut self) -> String {
        let frame = self.dice.pick(FRAMES);
        let mut clause = String::with_capacity(frame.len() * 2);
        for part in frame.split_inclusive(' ') {
            let (slot, rest) = part.split_at(part.find(['\'', ' ', ',']).unwrap_or(part.len()));
            match slot {
                "PERSON" => clause.push_str(&self.person()),
                "ORG" => clause.push_str(&self.organization()),
                "PLACE" => clause.push_str(&self.place()),
                "NOUN" => clause.push_str(&self.noun()),
                "VERB" => clause.push_str(&self.verb()),
                "ADJ" => clause.push_str(&self.adjective()),
                "TRADE" => clause.push_str(self.dice.pick(TRADES)),
                "NUMBER" => clause.push_str(&self.number()),
                _ => clause.push_str(slot),
            }
            clause.push_str(rest);
        }
        clause
    }

    fn person(&mut self) -> String {
        if !self.cast.is_empty() && self.dice.below(100) < 55 {
            let known = self.dice.below(self.cast.len() as u64) as usize;
            return self.cast[known].rsplit(' ').next().unwrap_or_default().to_owned();
        }
        let name = if self.dice.below(100) < FAMOUS_SHARE {
            famous(self.dice.rank(FAMOUS))
        } else {
            person(&mut self.dice)
        };
        self.cast.push(name.clone());
        name
    }

    fn organization(&mut self) -> String {
        let first = if self.dice.below(100) < 50 {
            self.dice.pick(PLACES).to_owned()
        } else {
            let rank = 1_000 + self.dice.rank(2_000_000);
            capital(&word(&[], rank))
        };
        let kind = [
            "Council",
            "Water Board",
            "University",
            "Holdings",
            "Railways",
            "Party",
            "Hospital Trust",
            "Steel",
            "Bank",
        ];
        format!("{first} {}", self.dice.pick(&kind))
    }

    fn place(&mut self) -> String {
        match self.dice.rank(60_000) {
            known if known < PLACES.len() as u64 => PLACES[known as usize].to_owned(),
            rank => capital(&word(&[], rank)),
        }
    }

    fn noun(&mut self) -> String {
        let most = if self.dice.below(100) < 70 { NOUNS.len() as u64 } else { 3_000_000 };
        word(NOUNS, self.dice.rank(most))
    }

    fn adjective(&mut self) -> String {
        let rank = self.dice.rank(2_000);
        word(ADJECTIVES, rank)
    }

    fn verb(&mut self) -> String {
        self.dice.pick(VERBS).to_owned()
    }

    fn number(&mut self) -> String {
        let number = self.dice.rank(9_000_000) + 2;
        match self.dice.below(4) {
            0 => format!("{number}"),
            1 => format!("${number} million"),
            2 => format!("{}.{} per cent", number % 100, number % 10),
            _ => format!("{} of {}", number % 97, number),
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Splitmix64 (Steele, Lea & Flood 2014): good enough for dice, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A rank below `end`, each power of ten as likely as the next: low ranks far more often, as words are in a language.
    fn rank(&mut self, end: u64) -> u64 {
        ((end as f64).powf(self.share()) as u64).clamp(1, end) - 1
    }

    /// The length of an article: log-normal, as lengths in newspapers are.
    fn length(&mut self) -> usize {
        let normal: f64 = (0..12).map(|_| self.share()).sum::<f64>() - 6.0;
        (MEDIAN_BYTES * (normal * 0.55).exp()) as usize
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len() as u64) as usize]
    }
}
