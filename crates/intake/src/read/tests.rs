use std::io;

use proptest::prelude::*;

use super::*;

/// Keeps all that it is given.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) articles: Vec<Article>,
    pub(crate) problems: Vec<Problem>,
}

impl Sink for Kept {
    fn article(&mut self, article: Article) -> ControlFlow<()> {
        self.articles.push(article);
        ControlFlow::Continue(())
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }
}

/// Reads a file within the default limits.
pub(crate) fn read_all(path: &str, bytes: &[u8]) -> (Outcome, Kept) {
    read_within(path, bytes, &Limits::default())
}

/// Reads a file within limits.
pub(crate) fn read_within(path: &str, bytes: &[u8], limits: &Limits) -> (Outcome, Kept) {
    let mut kept = Kept::default();
    let outcome = read(Source::new(path, &mut &*bytes), limits, &mut kept);
    (outcome, kept)
}

/// What was found of an article: headline, writers, date, source, text.
pub(crate) fn found(article: &Article) -> [String; 5] {
    [
        article.title.clone().unwrap_or_default(),
        article.authors.join(";"),
        article.date.map(|date| date.to_string()).unwrap_or_default(),
        article.source.clone().unwrap_or_default(),
        article.body(),
    ]
}

/// Kind and name of each subject of an article.
pub(crate) fn subjects(article: &Article) -> String {
    article.subjects.iter().map(|s| format!("{:?} {}", s.kind, s.name)).collect::<Vec<_>>().join(", ")
}

fn article(path: &str, text: &str) -> Article {
    let (_, kept) = read_all(path, text.as_bytes());
    kept.articles.into_iter().next().expect("an article")
}

/// What became of a file: the name of its format and the kinds of its problems, or "skipped".
fn outcome(path: &str, bytes: &[u8]) -> String {
    let (outcome, kept) = read_within(path, bytes, &Limits { text_bytes: 1000, ..Limits::default() });
    let Some(format) = outcome.formats.first() else { return "skipped".into() };
    let problems: Vec<String> = kept.problems.iter().map(|problem| format!(" {:?}", problem.kind)).collect();
    format!("{}{}{}", format.name, " article".repeat(kept.articles.len()), problems.concat())
}

#[test]
fn every_file_has_an_outcome() {
    let check =
        |path: &str, bytes: &[u8], expected: &str| assert_eq!(outcome(path, bytes), expected, "{path}");
    check("a.txt", b"The mayor closed the harbour.", "text article");
    check("a", b"The mayor closed the harbour.", "text article");
    check("1996.06.18", b"The mayor closed the harbour.", "text article");
    check("a.MD", b"# Harbour closes\n\nThe mayor closed it.", "markdown article");
    check("a.md", b"---\ntitle: [\n---\nThe mayor closed it.", "markdown article Broken");
    check("a.txt", b"\x89PNG\r\n\x1a\n", "text NotText");
    check("a.txt", b"\x00\x01\x02\x03\x04\x05", "text NotText");
    check("a.txt", br"{\rtf1\ansi The mayor closed the harbour.}", "text NotText");
    check("a.txt", b"", "text Empty");
    check("a.txt", b" \r\n\t\n", "text Empty");
    check("a.md", b"---\n---\n", "markdown Empty");
    check("a.txt", &[b'x'; 1001], "text TooLarge");
    check("a", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", "skipped");
    check("a.jpg", b"\xff\xd8\xff\xe0", "skipped");
    check("a.jpg", b"", "skipped");
    check("a.nitf", b"The mayor closed the harbour.", "nitf Broken");
    check("a.warc", b"The mayor closed the harbour.", "warc Broken");
    check("a.html", b"<p>The mayor closed the harbour.", "html article");
}

#[test]
fn a_reader_that_fails_is_a_problem() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let mut kept = Kept::default();
    let mut reader = b"The mayor".chain(Failing);
    let outcome = read(Source::new("a.txt", &mut reader), &Limits::default(), &mut kept);
    assert_eq!(outcome.formats[0].name, "text");
    assert_eq!(kept.problems[0].kind, ProblemKind::Unreadable);
}

#[test]
fn a_panic_is_a_problem_of_the_file() {
    struct Panicking(Kept);
    impl Sink for Panicking {
        fn article(&mut self, _: Article) -> ControlFlow<()> {
            panic!("a defect")
        }
        fn problem(&mut self, problem: Problem) {
            self.0.problem(problem);
        }
    }
    let mut sink = Panicking(Kept::default());
    read(Source::new("a.txt", &mut &b"The mayor"[..]), &Limits::default(), &mut sink);
    assert_eq!(sink.0.problems[0].kind, ProblemKind::Panic);
}

#[test]
fn fields_of_a_plain_text() {
    let article = article(
        "2023/harbour.txt",
        "Harbour closes for the winter\nShips must go to New Roe\nBy Jane Doe and John Roe, Staff Writers\n\
         Sunday, June 18, 2023\n\nPORT DOE, June 18 (Reuters) - The mayor closed the harbour.\n\nRead more: Ships\n",
    );
    assert_eq!(article.title.as_deref(), Some("Harbour closes for the winter"));
    assert_eq!(article.authors, ["Jane Doe", "John Roe"]);
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"));
    assert_eq!(article.dateline.as_deref(), Some("PORT DOE, June 18 (Reuters)"));
    assert_eq!(article.source.as_deref(), Some("Reuters"));
    assert_eq!(article.body(), "Ships must go to New Roe\n\nThe mayor closed the harbour.");
    assert_eq!(article.paragraphs[2].cut, Some(crate::Cut::ReadMore));
}

#[test]
fn fields_of_a_page_saved_with_its_url() {
    let text = "https://www.example.org/2022/07/harbour-plan/\n\nPORT DOE, Jul 26 (IPS) - The mayor closed the \
                harbour on Tuesday, after a long night of talks.\n\nNobody knows why.";
    let article = article("a.txt", text);
    assert_eq!(article.title, None);
    assert_eq!(article.source.as_deref(), Some("example.org"));
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2022-07-26"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert!(article.body().starts_with("The mayor closed"));
}

#[test]
fn fields_in_lines_with_names() {
    let article = article(
        "a.txt",
        "Title: Harbour closes\nAuthor: Jane Doe\nDate: 18/06/2023\nSource: Harbour Herald\nSection: Local\n\
         People: Ann Poe\n\nThe mayor closed the harbour.",
    );
    assert_eq!(article.title.as_deref(), Some("Harbour closes"));
    assert_eq!(article.source.as_deref(), Some("Harbour Herald"));
    assert_eq!(article.section.as_deref(), Some("Local"));
    assert_eq!(article.subjects.len(), 1);
    assert_eq!(article.body(), "The mayor closed the harbour.");
}

#[test]
fn the_most_telling_date_counts() {
    let check = |path: &str, text: &str, expected: &str| {
        let date = article(path, text).date.map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(date, expected, "{text}");
    };
    check("2020-01-02.txt", "Harbour closes\nJune 18, 2023\n\nIt rained.", "2023-06-18");
    check("2023-06-18.txt", "Harbour closes\nJune 2023\n\nIt rained.", "2023-06-18");
    check("2023-06.txt", "Harbour closes\nJune 18\n\nIt rained.", "2023-06-18");
    check("a.txt", "Harbour closes\nJune 18\n\nIt rained.", "");
    check("a.txt", "Harbour closes\nUpdated: June 18, 2023\n\nIt rained.", "2023-06-18");
    check("a.txt", "Harbour closes\n06/07/2023\n\nIt rained.", "2023");
}

const PIECES: &[&str] = &[
    "---",
    "+++",
    "By ",
    "Jane Doe",
    ", Reuters",
    "PARIS, ",
    "June 3",
    " 2023",
    " - ",
    "(AP)",
    "https://",
    "example.org",
    "/2022/07",
    "Title: ",
    "Date:",
    "Read more",
    "Related Articles:",
    "© ",
    "\n",
    "\n\n",
    "\r",
    "\u{feff}",
    "\u{1b}[31m",
    "\u{1b}]",
    "\u{9b}",
    "é",
    "漢字",
    "…",
    "\"",
    "”",
    "# ",
    "- ",
    "| a |",
    "```",
    "<div>",
    "[[a|b]]",
    "99",
    "0",
    ".",
    ":",
    "the harbour",
    " ",
    "\t",
    "—",
    "\u{ad}",
    "x-",
    "ß",
    "İ",
];

proptest! {
    #[test]
    fn no_bytes_make_a_parser_fail(bytes: Vec<u8>, suffix in "(txt|md)?") {
        let (_, kept) = read_all(&format!("a.{suffix}"), &bytes);
        prop_assert!(kept.problems.iter().all(|problem| problem.kind != ProblemKind::Panic));
    }

    #[test]
    fn no_lines_make_a_parser_fail(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
        suffix in "(txt|md)",
        path in "[0-9/._-]{0,20}",
    ) {
        let (_, kept) = read_all(&format!("{path}.{suffix}"), pieces.concat().as_bytes());
        prop_assert!(kept.problems.iter().all(|problem| problem.kind != ProblemKind::Panic));
        for paragraph in kept.articles.iter().flat_map(|article| &article.paragraphs) {
            prop_assert!(!paragraph.text.contains(char::is_control), "{:?}", paragraph.text);
            prop_assert!(!paragraph.text.trim().is_empty());
        }
    }
}
