//! The distinct surface texts of an article's mentions, and the words they are made of.
//!
//! An article repeats few forms many times, so whatever costs something is done once a form. Words are
//! numbered, so that comparing two of them is comparing numbers.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::gender::{self, Gender};
use crate::{Kind, Mention, key, titles};

/// All forms of an article.
pub(super) struct Forms<'t> {
    /// In the order of their first mention.
    pub(super) list: Vec<Form<'t>>,
    /// The number of each mention's form.
    pub(super) of_mention: Vec<u32>,
    words: Vec<Word>,
    spelling: String,
    distinct_words: usize,
}

/// A surface text that mentions of one kind share.
pub(super) struct Form<'t> {
    pub(super) kind: Kind,
    /// As it stands in the text, without a possessive behind it.
    pub(super) surface: &'t str,
    /// The number of the first mention that has it.
    pub(super) first: u32,
    /// The number of the last mention that has it.
    pub(super) last: u32,
    /// How many mentions have it.
    pub(super) count: u32,
    /// Whether it begins with titles.
    pub(super) has_titles: bool,
    /// What these titles say of a person.
    pub(super) gender: Option<Gender>,
    words: Range<u32>,
}

/// A word of a form; a person's titles are none of theirs.
pub(super) struct Word {
    /// The same number for the same folded word.
    pub(super) id: u32,
    /// Where it begins in the form's surface.
    pub(super) at: u32,
    /// Whether it begins with a capital letter.
    pub(super) is_capital: bool,
    spelled: Range<u32>,
}

impl<'t> Forms<'t> {
    /// The forms of `mentions` of `text`.
    pub(super) fn new(text: &'t str, mentions: &[Mention]) -> Self {
        let mut forms = Self {
            list: Vec::new(),
            of_mention: Vec::with_capacity(mentions.len()),
            words: Vec::with_capacity(mentions.len()),
            spelling: String::with_capacity(mentions.len() * 8),
            distinct_words: 0,
        };
        let mut seen: FxHashMap<(Kind, &str), u32> = FxHashMap::default();
        seen.reserve(mentions.len() / 2);
        for (number, mention) in mentions.iter().enumerate() {
            let surface = surface(text, mention);
            let form = *seen.entry((mention.kind, surface)).or_insert_with(|| {
                forms.add(mention.kind, surface, number as u32);
                forms.list.len() as u32 - 1
            });
            forms.of_mention.push(form);
            let form = &mut forms.list[form as usize];
            (form.last, form.count) = (number as u32, form.count + 1);
        }
        forms.number_words();
        forms
    }

    /// The words of a form.
    pub(super) fn words(&self, form: u32) -> &[Word] {
        let words = &self.list[form as usize].words;
        &self.words[words.start as usize..words.end as usize]
    }

    /// The folded letters of a word.
    pub(super) fn spelled(&self, word: &Word) -> &str {
        &self.spelling[word.spelled.start as usize..word.spelled.end as usize]
    }

    /// How many different words there are; their numbers are below.
    pub(super) fn distinct_words(&self) -> usize {
        self.distinct_words
    }

    /// The numbers of the forms of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = u32> {
        let is_of_kind = move |(number, form): (usize, &Form)| (form.kind == kind).then_some(number as u32);
        self.list.iter().enumerate().filter_map(is_of_kind)
    }

    fn add(&mut self, kind: Kind, surface: &'t str, first: u32) {
        let start = self.words.len();
        self.split(kind, surface);
        let word = |at: usize| Some(self.spelled(self.words.get(start + at)?));
        let titles = if kind == Kind::Person && !has_initials(surface) { titles::leading(word) } else { 0 };
        let gender = (0..titles).filter_map(word).find_map(gender::of_title);
        let words = (start + titles) as u32..self.words.len() as u32;
        self.list.push(Form {
            kind,
            surface,
            first,
            last: first,
            count: 0,
            has_titles: titles > 0,
            gender,
            words,
        });
    }

    /// Adds the words of a surface; "U.S." is one word, but "J.K." two: a person's initials are compared one
    /// by one.
    fn split(&mut self, kind: Kind, surface: &str) {
        let mut in_letters = false;
        for (at, part) in key::parts(surface) {
            let start = self.spelling.len();
            key::push_bare(part, &mut self.spelling);
            let spelled = start as u32..self.spelling.len() as u32;
            let is_letter = kind != Kind::Person && key::is_letter(&self.spelling[start..]);
            match self.words.last_mut() {
                _ if spelled.is_empty() => continue,
                Some(last) if is_letter && in_letters => last.spelled.end = spelled.end,
                _ => {
                    let is_capital = part.starts_with(char::is_uppercase);
                    self.words.push(Word { id: 0, at: at as u32, is_capital, spelled });
                }
            }
            in_letters = is_letter;
        }
    }

    fn number_words(&mut self) {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        numbers.reserve(self.words.len());
        for word in &mut self.words {
            let next = numbers.len() as u32;
            let spelled = &self.spelling[word.spelled.start as usize..word.spelled.end as usize];
            word.id = *numbers.entry(spelled).or_insert(next);
        }
        self.distinct_words = numbers.len();
    }
}

/// Whether a name begins with initials that look like a title: "MS Dhoni".
fn has_initials(surface: &str) -> bool {
    surface.starts_with("MS ") && surface.contains(char::is_lowercase)
}

/// The text of a mention; a possessive may belong to the name of a body ("Moody's") but not to other names.
fn surface<'t>(text: &'t str, mention: &Mention) -> &'t str {
    let range = mention.range.start as usize..mention.range.end as usize;
    let surface = text.get(range).unwrap_or("").trim();
    if mention.kind == Kind::Organization {
        return surface;
    }
    let endings = ["'s", "’s", "'S", "’S", "'", "’"];
    endings.iter().find_map(|ending| surface.strip_suffix(ending)).unwrap_or(surface)
}
