//! A record of a structured file (an object, a row, an element) on its way to an article.
//!
//! Whatever the file's own names for things are, they end up here as fields, one or more versions of the text, and an
//! id; how an article comes of them is decided once for all such formats.

use std::{borrow::Cow, ops::ControlFlow};

use crate::{
    Article, FieldNames, Problem, ProblemKind, Sink, SubjectKind,
    block::Block,
    fields::{Fields, key::Key, subject_code},
    formats::html,
    layout, markup,
    read::Input,
    sanitize::sanitize,
    story,
};

/// The longest value of a field other than the text, in bytes; what is longer is no headline, name or date.
const LONGEST_FIELD: usize = 4096;
/// What databases write into a field that has no value.
const NOTHING: [&str; 9] = ["NULL", "null", "None", "nan", "NaN", "N/A", "n/a", "\\N", "[Removed]"];
/// The fewest words of a value that can stand in for a text.
const FEWEST_WORDS: usize = 40;
/// The longest id of its own that a record is known by.
const LONGEST_ID: usize = 512;

/// What a record says, gathered.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) fields: Fields,
    id: Option<String>,
    /// The text, in as many versions as the record has.
    bodies: Vec<Vec<Block<'static>>>,
    summary: Vec<Block<'static>>,
    /// It counts as an article even without a text: its collection numbers it as one.
    pub(crate) counts: bool,
}

impl Record {
    /// Takes the value of a field, plain text or HTML.
    pub(crate) fn take(&mut self, key: Key, value: &str) {
        if NOTHING.contains(&value.trim()) {
            return;
        }
        match key {
            Key::Body => match cut_short(value) {
                Some(start) => self.take_summary(start),
                None => self.add_body(text_blocks(value)),
            },
            Key::Summary => self.take_summary(value),
            Key::Id => self.set_id(value),
            Key::Person | Key::Organization | Key::Place => {
                let kind = match key {
                    Key::Person => SubjectKind::Person,
                    Key::Organization => SubjectKind::Organization,
                    _ => SubjectKind::Place,
                };
                for name in names(&field(value)) {
                    self.add_subject(kind, name);
                }
            }
            _ if value.len() > LONGEST_FIELD => {}
            _ => self.fields.take(key, &field(value)),
        }
    }

    /// Takes what may stand for the text; of two, such as an abstract and a first paragraph, the longer one tells more.
    fn take_summary(&mut self, value: &str) {
        let summary = text_blocks(value);
        if length(&summary) > length(&self.summary) {
            self.summary = summary;
        }
    }

    /// Takes the value of a field with a name that nobody knows: of a record that has no text, the longest is its text,
    /// if it reads as one.
    pub(crate) fn take_unknown(&mut self, value: &str) {
        let words =
            || value.split_ascii_whitespace().filter(|word| word.starts_with(char::is_alphabetic)).count();
        if value.len() >= 4 * FEWEST_WORDS && words() >= FEWEST_WORDS {
            self.take_summary(value);
        }
    }

    /// Takes the value of a field that is plain text, whatever it looks like.
    pub(crate) fn take_plain(&mut self, key: Key, value: &str) {
        if value.len() <= LONGEST_FIELD {
            let text = sanitize(Cow::Borrowed(value));
            self.fields.take(key, &layout::squeeze(&text.replace('\n', " ")));
        }
    }

    /// Adds a version of the text.
    pub(crate) fn add_body(&mut self, blocks: Vec<Block<'static>>) {
        if !blocks.is_empty() {
            self.bodies.push(blocks);
        }
    }

    /// Adds a subject by its name; "Doe, Jane (Mayor)" is Jane Doe, as lists of people turn names around.
    pub(crate) fn add_subject(&mut self, kind: SubjectKind, name: &str) {
        let name = field(name);
        let bare = name.split(" (").next().unwrap_or(&name).trim();
        let turned = match bare.split_once(", ") {
            Some((last, first)) if kind == SubjectKind::Person && !first.contains(',') => {
                format!("{first} {last}")
            }
            _ => bare.to_owned(),
        };
        if !turned.is_empty() && turned.len() <= LONGEST_FIELD {
            self.fields.add_subject(kind, &turned);
        }
    }

    /// Adds one keyword, plain text or HTML; a code of the IPTC's list of subjects stands for its subject.
    pub(crate) fn add_keyword(&mut self, word: &str) {
        let word = field(word);
        match subject_code::subject(&word) {
            Some(subject) => self.fields.add_keyword(subject),
            // Other codes say nothing to a reader.
            None if word.contains(char::is_alphabetic) => self.fields.add_keyword(&word),
            None => {}
        }
    }

    /// Sets what the record is known by, once.
    pub(crate) fn set_id(&mut self, id: &str) {
        let id = field(id);
        if self.id.is_none() && !id.is_empty() && id.len() <= LONGEST_ID {
            self.id = Some(id);
        }
    }

    /// Whether it has what makes an article: a text, or a headline with something else that articles have.
    pub(crate) fn is_article(&self) -> bool {
        let fields = &self.fields;
        let company = fields.url.is_some() || !fields.dates.is_empty() || !fields.authors.is_empty();
        !self.bodies.is_empty() || fields.title.is_some() && (company || !self.summary.is_empty())
    }

    /// Whether it has a text of its own.
    pub(crate) fn has_body(&self) -> bool {
        !self.bodies.is_empty()
    }

    /// Gives the article to the sink, or the problem that there is none; `number` counts the records of the file.
    pub(crate) fn give(
        mut self,
        number: u64,
        input: &mut Records<'_>,
        sink: &mut dyn Sink,
    ) -> ControlFlow<()> {
        self.fields.part_title_and_source();
        let member = self.id.clone().unwrap_or_else(|| number.to_string());
        let text = text(self.bodies, self.summary);
        if text.is_empty() && self.fields.title.is_none() {
            let problem = Problem::of_member(&member, ProblemKind::Empty, "the record holds no text");
            input.report(problem, sink);
            if !self.counts {
                return ControlFlow::Continue(());
            }
            return input.give(Article { member: Some(member), ..self.fields.settle() }, sink);
        }
        match story::article(text, self.fields, input.path) {
            Some(article) => input.give(Article { member: Some(member), ..article }, sink),
            None => ControlFlow::Continue(()),
        }
    }
}

/// Most problems of single records that are reported one by one.
const MOST_PROBLEMS: u64 = 100;

/// What the formats of records know of their file while they read it.
pub(crate) struct Records<'a> {
    /// The path as it is shown.
    pub(crate) path: &'a str,
    /// Most bytes of a record.
    pub(crate) most: u64,
    /// What the archive's owner says about the names of fields.
    pub(crate) names: &'a FieldNames,
    /// Articles that were given.
    pub(crate) given: u64,
    problems: u64,
}

impl<'a> Records<'a> {
    pub(crate) fn of(input: &Input<'a>) -> Self {
        let (most, names) = (input.limits.text_bytes, &input.limits.fields);
        Self { path: input.path, most, names, given: 0, problems: 0 }
    }

    fn give(&mut self, article: Article, sink: &mut dyn Sink) -> ControlFlow<()> {
        self.given += 1;
        sink.article(article)
    }

    /// Reports the problem of a record; a file of nothing but broken ones says so once.
    pub(crate) fn report(&mut self, problem: Problem, sink: &mut dyn Sink) {
        self.problems += 1;
        if self.problems <= MOST_PROBLEMS {
            sink.problem(problem);
        }
    }

    /// Whether there was a problem.
    pub(crate) fn has_problems(&self) -> bool {
        self.problems > 0
    }

    /// Says how many problems were not reported.
    pub(crate) fn finish(&self, sink: &mut dyn Sink) {
        if let Some(more @ 1..) = self.problems.checked_sub(MOST_PROBLEMS) {
            let detail = format!("{more} more records could not be read");
            sink.problem(Problem::new(ProblemKind::Broken, detail));
        }
    }

    /// Reports that a record is longer than the limit.
    pub(crate) fn too_large(&mut self, member: impl Into<String>, sink: &mut dyn Sink) {
        let megabytes = self.most.div_ceil(1_000_000);
        let detail = format!(
            "the record has more than {megabytes} MB; split it, or raise text_megabytes in the settings"
        );
        self.report(Problem::of_member(member, ProblemKind::TooLarge, detail), sink);
    }

    /// Reports that a record is damaged.
    pub(crate) fn broken(
        &mut self,
        member: impl Into<String>,
        detail: impl Into<String>,
        sink: &mut dyn Sink,
    ) {
        self.report(Problem::of_member(member, ProblemKind::Broken, detail), sink);
    }
}

/// The start of a text of which a service gives no more, without the note that says so: "The mayor… [+2345 chars]".
fn cut_short(text: &str) -> Option<&str> {
    let (start, number) = text.trim_end().strip_suffix(" chars]")?.rsplit_once("[+")?;
    // A mark on a line of its own says the same.
    let start = start.strip_suffix("\n… ").unwrap_or(start);
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(start)
}

fn length(blocks: &[Block<'_>]) -> usize {
    blocks.iter().map(|block| block.text.len()).sum()
}

/// The longest version of the text; the summary if there is none.
fn text(bodies: Vec<Vec<Block<'static>>>, summary: Vec<Block<'static>>) -> Vec<Block<'static>> {
    // The same text with and without markup: the markup's paragraphs are certain.
    let rank = |blocks: &Vec<Block<'static>>| (length(blocks) / 16 * 16, blocks.len());
    bodies.into_iter().max_by_key(rank).unwrap_or(summary)
}

/// The blocks of a text that may be HTML.
pub(crate) fn text_blocks(value: &str) -> Vec<Block<'static>> {
    if markup::is_html(value) {
        if value.trim().contains('\n') && markup::is_inline(value) {
            return inline_blocks(value);
        }
        return html::blocks(value);
    }
    plain_blocks(&markup::entities(value))
}

/// The blocks of a text that has tags in its lines only.
fn inline_blocks(text: &str) -> Vec<Block<'static>> {
    let mut blocks = plain_blocks(text);
    for block in &mut blocks {
        block.text = Cow::Owned(layout::squeeze(&markup::plain(&block.text)).into_owned());
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

/// The blocks of a plain text.
pub(crate) fn plain_blocks(text: &str) -> Vec<Block<'static>> {
    let text = sanitize(Cow::Borrowed(text));
    let own = |block: Block<'_>| Block {
        text: Cow::Owned(block.text.into_owned()),
        gap: block.gap,
        heading: block.heading,
        cut: block.cut,
    };
    layout::blocks(&text).into_iter().map(own).collect()
}

/// The names in a list within one value: "Jane Doe; John Roe", `['Jane Doe', 'John Roe']`, "Jane Doe, John Roe".
fn names(value: &str) -> Vec<&str> {
    let list = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    let text = list.unwrap_or(value);
    let full = |part: &str| part.trim().contains(' ');
    let commas = list.is_some() || !text.contains([';', '|']) && text.split(',').all(full);
    let quotes: &[char] = if list.is_some() { &['\'', '"', ' '] } else { &[' '] };
    let parts = text.split(|c| matches!(c, ';' | '|') || commas && c == ',');
    let names = parts.map(|part| part.trim_matches(quotes));
    names.filter(|name| !name.is_empty() && name.len() <= LONGEST_FIELD).collect()
}

/// The value of a field on one line, without markup and controls.
pub(crate) fn field(value: &str) -> String {
    let text = sanitize(markup::plain(value));
    layout::squeeze(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::Kept;

    fn give(values: &[(Key, &str)]) -> Kept {
        let mut record = Record::default();
        for (key, value) in values {
            record.take(*key, value);
        }
        let mut kept = Kept::default();
        let _ = record.give(
            7,
            &mut Records { path: "a.json", most: 1000, names: &FieldNames::default(), given: 0, problems: 0 },
            &mut kept,
        );
        kept
    }

    #[test]
    fn the_fullest_text_counts() {
        let check =
            |values: &[(Key, &str)], expected: &str| assert_eq!(give(values).articles[0].body(), expected);
        let title = (Key::Title, "Harbour closes");
        check(
            &[title, (Key::Summary, "In short."), (Key::Body, "The mayor closed it.")],
            "The mayor closed it.",
        );
        check(&[title, (Key::Summary, "In short.")], "In short.");
        check(
            &[title, (Key::Body, "The mayor cl… [+2345 chars]"), (Key::Summary, "In short.")],
            "The mayor cl…",
        );
        check(
            &[title, (Key::Body, "It rained. It poured."), (Key::Body, "<p>It rained.</p><p>It poured.</p>")],
            "It rained.\n\nIt poured.",
        );
        check(
            &[title, (Key::Body, "It <i>rained</i>.\n\nIt &amp; she poured.")],
            "It rained.\n\nIt & she poured.",
        );
    }

    #[test]
    fn a_text_under_an_unknown_name_is_better_than_none() {
        let prose = "The mayor closed the harbour. ".repeat(10);
        let check = |unknown: &str, expected: &str| {
            let mut record = Record::default();
            record.take(Key::Title, "Harbour closes");
            record.take_unknown(unknown);
            assert_eq!(text(record.bodies, record.summary).first().map_or("", |block| &block.text), expected);
        };
        check(&prose, prose.trim());
        check("Port Doe", "");
        check(&"0x9af3 ".repeat(100), "");
    }

    #[test]
    fn lists_of_names_in_one_value() {
        let check = |value: &str, expected: &[&str]| assert_eq!(names(value), expected, "{value}");
        check("Jane Doe; John Roe|Ann", &["Jane Doe", "John Roe", "Ann"]);
        check("['Jane Doe', \"John\"]", &["Jane Doe", "John"]);
        check("Jane Doe, John Roe", &["Jane Doe", "John Roe"]);
        check("Doe, Jane", &["Doe, Jane"]);
        check("", &[]);
    }

    #[test]
    fn its_own_id_names_it() {
        let member = |values: &[(Key, &str)]| give(values).articles[0].member.clone();
        assert_eq!(member(&[(Key::Body, "It rained."), (Key::Id, "a-1")]).as_deref(), Some("a-1"));
        assert_eq!(member(&[(Key::Body, "It rained.")]).as_deref(), Some("7"));
        assert_eq!(give(&[(Key::Date, "2023")]).problems[0].kind, ProblemKind::Empty);
        let kept = give(&[(Key::Author, "NULL"), (Key::Title, "\\N"), (Key::Body, "It rained.")]);
        assert_eq!((kept.articles[0].authors.len(), kept.articles[0].title.as_deref()), (0, None));
    }

    #[test]
    fn fields_have_no_markup_and_no_controls() {
        let kept =
            give(&[(Key::Title, "Harbour\u{1b}[31m &amp; <i>ship</i>\nclose"), (Key::Body, "It rained.")]);
        assert_eq!(kept.articles[0].title.as_deref(), Some("Harbour & ship close"));
    }
}
