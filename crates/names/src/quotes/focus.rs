//! Whom a pronoun means.
//!
//! The text outside of quotes is read once. Of the people mentioned in the last paragraphs, "he" is the one
//! whom the last sentences are about, unless someone else of that gender was mentioned since.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    article::Article,
    marks::Span,
    subjects::{self, Subject},
    words,
};
use crate::{
    Kind,
    fold::fold,
    resolve::gender::{self, Gender},
};

/// How many paragraphs back a pronoun reaches.
const REACH: u32 = 3;

/// How many mentions are kept.
const KEPT: usize = 16;

/// How many tokens before a name may say what the person is, and how many behind it.
const BEFORE: usize = 4;
const BEHIND: usize = 8;

/// A person seen in the text.
#[derive(Clone, Copy)]
struct Seen {
    /// None for somebody whose name the article does not tell: "a resident said".
    name: Option<u32>,
    sentence: u32,
    block: u32,
    /// Whether the sentence is about them.
    is_subject: bool,
}

/// What was read so far.
pub(super) struct Focus<'a> {
    article: &'a Article<'a>,
    spans: &'a [Span],
    /// The next token to read.
    at: usize,
    /// The next quote to leave out.
    span: usize,
    /// Where the sentence begins.
    start: usize,
    sentence: u32,
    block: u32,
    seen: Vec<Seen>,
    /// Who is called by each noun for a person; nobody if several are.
    roles: FxHashMap<String, Option<u32>>,
    /// Nouns for people by whose they are: "his father".
    relations: FxHashSet<String>,
    /// What is known of each name.
    genders: Vec<Option<Gender>>,
}

impl<'a> Focus<'a> {
    pub(super) fn new(article: &'a Article<'a>, spans: &'a [Span]) -> Self {
        Self {
            article,
            spans,
            at: 0,
            span: 0,
            start: 0,
            sentence: 0,
            block: 0,
            seen: Vec::with_capacity(KEPT),
            roles: FxHashMap::default(),
            relations: FxHashSet::default(),
            genders: article.names.iter().map(|name| gender_of(article, name)).collect(),
        }
    }

    /// Reads on up to a token.
    pub(super) fn read_to(&mut self, end: usize) {
        while self.at < end.min(self.article.tokens.len()) {
            self.block += u32::from(self.article.begins_block(self.at));
            if self.article.begins_sentence(self.at) {
                self.sentence += 1;
                self.start = self.at;
            }
            if self.spans.get(self.span).is_some_and(|span| span.opening == self.at) {
                self.at = self.spans[self.span].behind.max(self.at + 1);
                self.span += 1;
                continue;
            }
            self.read();
            self.at += 1;
        }
    }

    fn read(&mut self) {
        if let Some(gender) = self.reporter() {
            self.note_reporter(gender);
        }
        let Some(mention) = self.article.mention_of(Kind::Person, self.at) else {
            if self.is_verb_of_stranger() {
                self.note_stranger();
            }
            return;
        };
        if self.article.begins_mention(self.at)
            && !self.is_modifier(mention)
            && let Some(name) = self.article.name(mention)
        {
            let is_subject = self.is_subject(mention);
            self.note(name, is_subject);
            self.learn_roles(mention, name);
        }
    }

    /// The gender of "he" here, if the sentence is what he said: "Lund should resign, he said.", "He said Lund should
    /// resign."
    fn reporter(&self) -> Option<Gender> {
        let Some(Subject::Pronoun(gender)) = subjects::pronoun(self.article.word(self.at)) else {
            return None;
        };
        let verb = (self.at + 1..self.at + 4).find(|&at| !words::is_between(self.article.word(at)))?;
        let word = self.article.word(verb);
        let says = words::is_verb(word) && !words::is_loose(word);
        if self.at == self.start {
            return says.then_some(gender);
        }
        let comma = self.at - 1;
        if comma <= self.start {
            return None;
        }
        let ends = matches!(self.article.word(verb + 1), "," | ".") || self.article.begins_sentence(verb + 1);
        let is_behind_words = self.article.word(comma) == "," && !self.article.is_mark(comma - 1);
        let is_clause = words::begins_clause(self.article.word(self.start));
        (says && ends && is_behind_words && !is_clause).then_some(gender)
    }

    /// Keeps in mind that somebody speaks whom the sentences before this one were about, and not those in it.
    fn note_reporter(&mut self, gender: Gender) {
        let sentence = self.sentence;
        let name = self.clear(gender, sentence, &[]);
        for seen in self.seen.iter_mut().filter(|seen| seen.sentence == sentence) {
            seen.is_subject = false;
        }
        if name.is_some() {
            self.push(name, true);
        }
    }

    /// Whether this is the verb of a sentence about somebody without a name: "One resident said", "Lund's neighbour
    /// said".
    fn is_verb_of_stranger(&self) -> bool {
        if self.is_of_relation() {
            return true;
        }
        let starts = matches!(self.article.word(self.start), "A" | "An" | "One" | "Another");
        let word = self.article.word(self.at);
        let is_first = || self.seen.last().is_none_or(|seen| seen.sentence != self.sentence);
        starts && words::is_verb(word) && !words::is_loose(word) && is_first()
    }

    /// Whether a mention begins what somebody else is said to have said: "Holm says Lund left", "said that Lund left".
    fn is_reported(&self, first: usize, behind: usize) -> bool {
        let that = usize::from(self.article.word_before(first) == "that");
        let verb = self.article.word_before(first - that);
        let next = self.article.word(behind);
        words::is_verb(verb)
            && !words::is_of_listener(verb)
            && (that == 1 || next.starts_with(char::is_lowercase) && !words::is_preposition(next))
    }

    /// Whether a name only says which one of several something is: "the Lund administration".
    fn is_modifier(&self, mention: usize) -> bool {
        let before = self.article.word_before(self.article.first(mention));
        let behind = self.article.word(self.article.behind(mention));
        matches!(before, "the" | "The" | "a" | "A" | "an" | "An")
            && behind.starts_with(char::is_lowercase)
            && !words::is_verb(behind)
            && !words::is_between(behind)
            && !words::is_preposition(behind)
            && behind != "who"
    }

    /// Whether the verb here is said of somebody of whom the article only tells whose they are.
    fn is_of_relation(&self) -> bool {
        let Some(noun) = self.at.checked_sub(1) else { return false };
        let whose = noun.checked_sub(1).and_then(|last| {
            let mention = |at| self.article.mention_of(Kind::Person, at);
            mention(last).or_else(|| last.checked_sub(1).and_then(mention))
        });
        words::is_verb(self.article.word(self.at))
            && words::is_relation(self.article.word(noun))
            && whose.is_some_and(|mention| self.article.is_possessive(mention))
    }

    /// Whether a token stands in what only leads to the subject: "Sitting beside Lund, Berg said".
    fn is_in_participle(&self, at: usize) -> bool {
        words::begins_participle(self.article.word(self.start))
            && self.article.mention_at(self.start).is_none()
            && (self.start..at).all(|at| self.article.word(at) != ",")
    }

    /// Whether a sentence is about a mention: it is its first and no object, or says something.
    fn is_subject(&self, mention: usize) -> bool {
        let first = self.article.with_titles(mention);
        let before = self.article.word_before(first);
        let mut others = self.seen.iter().rev().take_while(|seen| seen.sentence == self.sentence).peekable();
        let is_first = others.peek().is_none() || before == "," && !others.any(|seen| seen.is_subject);
        let behind = self.article.behind(mention);
        let says = words::is_verb(self.article.word(behind));
        let ends_list = matches!(before, "and" | "or") && self.article.is_mark(behind);
        let is_topic = first >= 2
            && matches!(
                (self.article.word(first - 2), before),
                ("According" | "according", "to") | ("As", "for")
            );
        !self.article.is_possessive(mention)
            && (says
                || is_topic
                || is_first
                    && !words::is_preposition(before)
                    && !ends_list
                    && !self.is_reported(first, behind)
                    && !self.is_in_participle(first))
    }

    /// Keeps in mind the nouns beside a mention that say what the person is: "Mayor Ann Lund, a baker".
    fn learn_roles(&mut self, mention: usize, name: u32) {
        let article = self.article;
        let (first, behind) = (article.first(mention), article.behind(mention));
        let before = (first.saturating_sub(BEFORE)..first).rev();
        let before = before.take_while(|&at| !article.begins_sentence(at + 1) && is_free(article, at));
        let after =
            (behind..behind + BEHIND).take_while(|&at| !article.begins_sentence(at) && is_free(article, at));
        for at in before.chain(first..behind).chain(after) {
            let noun = article.word(at);
            // "The minister's wife" is not the minister.
            let is_whose = at < first && matches!(article.word(at + 1), "'s" | "’s");
            if !words::is_role(noun) || is_whose {
                continue;
            }
            if at >= behind && words::is_possessive(article.word_before(at)) {
                self.relations.insert(fold(noun));
            } else {
                let holder = self.roles.entry(fold(noun)).or_insert(Some(name));
                *holder = holder.filter(|&holder| holder == name);
            }
        }
    }

    /// Keeps in mind that a person was mentioned, or speaks.
    pub(super) fn note(&mut self, name: u32, is_subject: bool) {
        if self.article.names.get(name as usize).is_none_or(|name| name.kind != Kind::Person) {
            return;
        }
        self.push(Some(name), is_subject);
    }

    /// Keeps in mind that somebody without a name speaks.
    pub(super) fn note_stranger(&mut self) {
        self.push(None, true);
    }

    fn push(&mut self, name: Option<u32>, is_subject: bool) {
        if self.seen.len() == KEPT {
            self.seen.remove(0);
        }
        self.seen.push(Seen { name, sentence: self.sentence, block: self.block, is_subject });
    }

    /// The person whom "he" or "she" means here, if that is clear; nobody of those whom what was said speaks of.
    pub(super) fn pronoun(&mut self, gender: Gender, spoken_of: &[u32]) -> Option<u32> {
        let name = self.clear(gender, u32::MAX, spoken_of)?;
        self.genders[name as usize] = Some(gender);
        Some(name)
    }

    /// The person whom "the mayor" means here: the only mayor, or, where nobody was called so, the only one
    /// mentioned lately.
    pub(super) fn description(&self, noun: usize) -> Option<u32> {
        if let Some(&holder) = self.roles.get(&fold(self.article.word(noun))) {
            return holder;
        }
        if self.relations.contains(&fold(self.article.word(noun))) {
            return None;
        }
        let mut recent = self.recent().map(|seen| seen.name);
        let name = recent.next()?;
        name.filter(|_| recent.all(|other| other == name))
    }

    fn recent(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().rev().filter(|seen| seen.block + REACH >= self.block)
    }

    /// The one of the people of a gender whom the text before a sentence is about.
    fn clear(&self, gender: Gender, before: u32, but: &[u32]) -> Option<u32> {
        let fits = |name: Option<u32>| {
            if name.is_some_and(|name| but.contains(&name)) {
                return false;
            }
            let known = name.and_then(|name| self.genders[name as usize]);
            known.is_none_or(|known| known == gender)
        };
        let fitting = || self.recent().filter(|seen| seen.sentence < before && fits(seen.name));
        let Some(subject) = fitting().find(|seen| seen.is_subject) else {
            let last = fitting().next()?;
            // Who is only mentioned, and may be of another gender, is meant by nobody for long.
            let is_near = last.block + 1 >= self.block;
            let is_known = last.name.is_some_and(|name| self.genders[name as usize].is_some());
            let is_alone = fitting().all(|seen| seen.name == last.name);
            return last.name.filter(|_| is_alone && (is_near || is_known));
        };
        let is_rival = |seen: &Seen| {
            seen.name != subject.name
                && (seen.sentence > subject.sentence || seen.sentence == subject.sentence && seen.is_subject)
        };
        subject.name.filter(|_| !fitting().any(is_rival))
    }
}

/// What the titles and the given name of a person say.
fn gender_of(article: &Article, name: &crate::Name) -> Option<Gender> {
    if name.kind != Kind::Person {
        return None;
    }
    let given = name.canonical.split_whitespace().next().map(fold);
    let of_title = |form: &String| {
        form.split_whitespace().next().and_then(|word| gender::of_title(fold(word).trim_end_matches('.')))
    };
    let mut mentions = name.mentions.iter().filter_map(|&mention| article.mentions.get(mention as usize));
    name.forms
        .iter()
        .find_map(of_title)
        .or_else(|| mentions.find_map(|mention| gender::before(article.text, article.tokens, mention)))
        .or_else(|| given.and_then(|given| gender::of_given_name(&given)))
}

/// Whether a token belongs to no person.
fn is_free(article: &Article, at: usize) -> bool {
    article.mention_of(Kind::Person, at).is_none()
}
