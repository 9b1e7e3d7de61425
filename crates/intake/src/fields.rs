//! Finds what an article says about itself: headline, authors, date, source and so on.
//!
//! One file for each sort of line (a byline, a dateline, a printed date …), each of which says of one line whether it
//! is such a line and what it holds; [`head`] and [`tail`] walk over the first and last blocks of a text and ask them.
//! [`Fields`] gathers what was found, wherever it stood, and settles contradictions.

pub(crate) mod agency;
pub(crate) mod byline;
pub(crate) mod date_line;
pub(crate) mod dateline;
pub(crate) mod field_names;
pub(crate) mod front_matter;
pub(crate) mod head;
mod headline;
pub(crate) mod key;
pub(crate) mod path_date;
pub(crate) mod places;
pub(crate) mod printed_date;
pub(crate) mod subject_code;
pub(crate) mod tail;
pub(crate) mod url;
pub(crate) mod value;

use printed_date::{Numbers, Printed};

use crate::{
    Article, Date, Dates, DayOrder, NumericDates, Readings, Subject, SubjectKind, language::language_code,
    sanitize::sanitize,
};
use key::Key;

/// Where a date was found, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// A field that is named as the date of publication.
    Field,
    /// A line that is a date.
    Line,
    /// The url.
    Url,
    /// The dateline before the first sentence.
    Dateline,
    /// The path of the file.
    Path,
    /// A field that is named as the date when a copy or note was made.
    Created,
    /// A field that is named as the date of the last change.
    Updated,
}

/// The longest keyword, in bytes.
const LONGEST_KEYWORD: usize = 100;
/// Keywords of an article at most.
const MOST_KEYWORDS: usize = 50;
/// Subjects, authors and dates of an article at most: more is no article's, and each is compared with all before it.
const MOST_SUBJECTS: usize = 1000;
const MOST_AUTHORS: usize = 200;
const MOST_DATES: usize = 100;

/// What was found, before it is settled.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) dateline: Option<String>,
    pub(crate) dates: Vec<(Place, Printed)>,
    pub(crate) source: Option<String>,
    /// The agency that a byline or dateline names: the source, if nothing else tells it.
    pub(crate) agency: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) keywords: Vec<String>,
}

impl Fields {
    /// Takes the value of a named field; the first value counts.
    pub(crate) fn take(&mut self, key: Key, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match key {
            Key::Title => set(&mut self.title, value),
            Key::Author => self.take_author(value),
            Key::Date => self.add_date(Place::Field, value),
            Key::Created => self.add_date(Place::Created, value),
            Key::Updated => self.add_date(Place::Updated, value),
            // Some clippers call the url the source.
            Key::Source if value.contains("://") && url::web_address(value).is_some() => self.set_url(value),
            Key::Source => set(&mut self.source, value),
            Key::Url => self.set_url(value),
            Key::Section => set(&mut self.section, value),
            Key::Dateline => set(&mut self.dateline, value),
            Key::Language => self.set_language(value),
            Key::Person => self.add_subject(SubjectKind::Person, value),
            Key::Organization => self.add_subject(SubjectKind::Organization, value),
            Key::Place => self.add_subject(SubjectKind::Place, value),
            Key::Keyword => self.add_keywords(value),
            // Records keep these themselves.
            Key::Body | Key::Summary | Key::Id | Key::Other => {}
        }
    }

    /// Takes a byline or a list of names; what has no letters is the number of somebody in a database.
    fn take_author(&mut self, value: &str) {
        let mailbox = value.split_once(" (").and_then(|(_, name)| name.strip_suffix(')'));
        let value = mailbox.filter(|_| value.contains('@')).unwrap_or(value);
        if !value.contains(char::is_alphabetic) || url::web_address(value).is_some() {
            return;
        }
        match byline::parse(value) {
            Some(byline) => {
                self.add_authors(byline.authors);
                self.agency = self.agency.take().or(byline.agency);
            }
            None => self.add_authors(byline::names(value)),
        }
    }

    pub(crate) fn add_authors(&mut self, names: Vec<String>) {
        for name in names.into_iter().map(byline::recased) {
            if self.authors.len() < MOST_AUTHORS && !self.authors.contains(&name) {
                self.authors.push(name);
            }
        }
    }

    pub(crate) fn add_date(&mut self, place: Place, text: &str) {
        if self.dates.len() < MOST_DATES {
            // A value may repeat what a line of a page says: "Published 2:30 PM EDT, Thu June 18, 2023".
            match printed_date::parse_field(text) {
                Some(date) => self.dates.push((place, date)),
                None => self.dates.extend(
                    date_line::dates(text)
                        .into_iter()
                        .map(|(said, date)| (if said == Place::Updated { said } else { place }, date)),
                ),
            }
        }
    }

    pub(crate) fn set_url(&mut self, url: &str) {
        if self.url.is_none()
            && let Some(url) = url::web_address(url)
        {
            let url = url::without_place(url::unkept(url));
            self.dates.extend(path_date::in_url(url).map(|date| (Place::Url, Printed::Whole(date))));
            self.url = Some(url::untracked(url).into_owned());
        }
    }

    /// Takes the language of a code such as "en" or "en-GB", or of a name such as "English".
    fn set_language(&mut self, value: &str) {
        let code = value.split(['-', '_']).next().unwrap_or(value);
        if code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()) {
            set(&mut self.language, &code.to_ascii_lowercase());
        } else if let Some(code) = language_code(code) {
            set(&mut self.language, code);
        }
    }

    /// Takes a list of keywords.
    pub(crate) fn add_keywords(&mut self, value: &str) {
        value.split([',', ';', '|']).for_each(|word| self.add_keyword(word));
    }

    /// Takes one keyword, which may have commas in it: "economy, business and finance".
    pub(crate) fn add_keyword(&mut self, word: &str) {
        let word =
            word.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '"' | '\'' | '#'));
        let fits = !word.is_empty() && word.len() <= LONGEST_KEYWORD && self.keywords.len() < MOST_KEYWORDS;
        if fits && !self.keywords.iter().any(|known| known == word) {
            self.keywords.push(word.to_owned());
        }
    }

    pub(crate) fn add_subject(&mut self, kind: SubjectKind, name: &str) {
        let subject = Subject { kind, name: name.to_owned() };
        if self.subjects.len() < MOST_SUBJECTS && !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
    }

    /// Adds the date that the path of the file has.
    pub(crate) fn add_path(&mut self, path: &str) {
        self.dates.extend(path_date::in_path(path).map(|date| (Place::Path, Printed::Whole(date))));
    }

    /// The date that all evidence together gives, with dates in numbers read in an order.
    ///
    /// The most telling place decides; the others only make it more precise, where they do not contradict it. A day
    /// without a year says nothing by itself.
    fn date(&self, order: Option<DayOrder>) -> Option<Date> {
        let mut dates = self.dates.clone();
        dates.sort_by_key(|(place, _)| *place);
        let (mut best, is_open) = dates.iter().find_map(|(_, date)| {
            let is_open =
                order.is_none() && matches!(date, Printed::Numbers(numbers) if numbers.shown().is_none());
            date.read(order).map(|best| (best, is_open))
        })?;
        for (place, date) in &dates {
            let finer = match *date {
                Printed::Day { month, day } => Date::new(best.year(), Some(month), Some(day), None),
                date => date.read(order),
            };
            let Some(finer) = finer else { continue };
            // What fits neither reading of a date in numbers contradicts it.
            if *place < Place::Created
                && !is_open
                && finer.precision() > best.precision()
                && best.allows(finer)
            {
                best = finer;
            }
        }
        Some(best)
    }

    /// The order of day and month that the dates themselves show: those that can be read in one order only, else those
    /// that another date says in words. Where they contradict each other they show none.
    fn day_order(&self) -> Option<DayOrder> {
        let numbers = || {
            self.dates.iter().filter_map(|(_, date)| match date {
                Printed::Numbers(numbers) => Some(*numbers),
                _ => None,
            })
        };
        let alike = |orders: Vec<DayOrder>| {
            let first = *orders.first()?;
            orders.iter().all(|order| *order == first).then_some(first)
        };
        let by_itself: Vec<DayOrder> = numbers().filter_map(Numbers::shown).collect();
        if !by_itself.is_empty() {
            return alike(by_itself);
        }
        let others = || self.dates.iter().filter(|(place, _)| *place < Place::Created);
        alike(
            numbers()
                .flat_map(|numbers| others().filter_map(move |(_, date)| numbers.shown_by(*date)))
                .collect(),
        )
    }

    /// The dates, and what those in numbers say.
    fn dates(&self) -> (Dates, Option<NumericDates>) {
        let read = |order| {
            let date = self.date(order);
            Dates { date, modified: self.modified(date, order) }
        };
        if !self.dates.iter().any(|(_, date)| matches!(date, Printed::Numbers(_))) {
            return (read(None), None);
        }
        let shown = self.day_order();
        let dates = read(shown);
        let readings = Readings {
            vague: dates,
            day_first: read(Some(DayOrder::DayFirst)),
            month_first: read(Some(DayOrder::MonthFirst)),
        };
        let is_open = shown.is_none() && readings.day_first != readings.month_first;
        let readings = is_open.then_some(readings);
        let says_something = shown.is_some() || readings.is_some();
        (dates, says_something.then_some(NumericDates { shown, readings, read: None }))
    }

    /// When it was changed last: the latest of the dates that say so, unless it is before the publication.
    fn modified(&self, published: Option<Date>, order: Option<DayOrder>) -> Option<Date> {
        let updated = self.dates.iter().filter(|(place, _)| *place == Place::Updated);
        let updated = updated.filter_map(|(_, date)| date.read(order));
        let latest = updated.max_by_key(|date| (date.start(), date.precision()))?;
        published.is_none_or(|date| latest.last_day() >= date.first_day()).then_some(latest)
    }

    /// Takes the source off the end of the headline, where services and feeds put it: "Harbour closes - The Ellery Packet".
    pub(crate) fn part_title_and_source(&mut self) {
        let (Some(title), Some(source)) = (&mut self.title, &self.source) else { return };
        let bare = title.get(..title.len().saturating_sub(source.len())).unwrap_or_default();
        let is_behind = title.get(bare.len()..).is_some_and(|end| end.eq_ignore_ascii_case(source));
        let marks = [" - ", " | ", " – ", " — "];
        let rest = marks.iter().find_map(|mark| bare.strip_suffix(mark)).filter(|_| is_behind);
        if let Some(rest) = rest.map(str::trim_end).filter(|rest| rest.contains(' ')) {
            title.truncate(rest.len());
        }
    }

    /// An article with what was found, still without text.
    pub(crate) fn settle(self) -> Article {
        let (Dates { date, modified }, numeric) = self.dates();
        let source = self.source.map(|source| url::as_host(&source).unwrap_or(source));
        let source = source.or_else(|| self.url.as_deref().and_then(url::host)).or(self.agency);
        let bare = |value: Option<String>| value.map(one_line);
        let subjects =
            self.subjects.into_iter().map(|subject| Subject { name: one_line(subject.name), ..subject });
        Article {
            title: bare(self.title),
            authors: self.authors.into_iter().map(one_line).collect(),
            dateline: bare(self.dateline),
            date,
            source: bare(source),
            url: bare(self.url),
            section: bare(self.section),
            modified,
            keywords: self.keywords.into_iter().map(one_line).collect(),
            language: self.language,
            subjects: subjects.collect(),
            paragraphs: Vec::new(),
            member: None,
            numeric,
        }
    }
}

/// A value without controls and line ends, wherever it came from: it ends up on terminals.
fn one_line(value: String) -> String {
    if !value.contains(char::is_control) {
        return value;
    }
    sanitize(value.into())
        .split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn set(field: &mut Option<String>, value: &str) {
    if field.is_none() {
        *field = Some(value.to_owned());
    }
}
