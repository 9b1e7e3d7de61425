//! The examples of docs/query.md: what a query matches in a text stands in brackets; nothing, and it is not found.

use std::fs;

use morgue::{
    archive::{Archive, record::ArticleRecord, stream::StreamText, terms::Terms},
    search::{
        Catalog, Request, engine,
        matcher::{self, Document},
    },
};

use crate::harness::{Folder, repository, sample};

/// A row of a table of examples.
struct Example {
    query: String,
    /// The text with brackets around what matches, ` / ` between paragraphs.
    text: String,
}

impl Example {
    /// The file of an article.
    fn article(&self) -> String {
        let plain = self.text.replace(['[', ']'], "");
        match plain.strip_prefix("Title: ").and_then(|titled| titled.split_once(" / ")) {
            Some((title, body)) => format!("Title: {title}\n\n{}.\n", body.replace(" / ", "\n\n")),
            None => format!("{}.\n", plain.replace(" / ", "\n\n")),
        }
    }
}

/// The examples in a document.
fn examples(document: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut in_table = false;
    for line in document.lines() {
        if line == "| query | text |" {
            in_table = true;
        } else if !line.starts_with('|') {
            in_table = false;
        } else if in_table && !line.starts_with("| ---") {
            let row = line.replace("\\|", "\u{0}");
            let cells: Vec<String> =
                row.trim_matches('|').split('|').map(|cell| cell.replace('\0', "|")).collect();
            assert_eq!(cells.len(), 2, "{line}");
            let query = cells[0].trim().trim_matches('`').to_owned();
            examples.push(Example { query, text: cells[1].trim().to_owned() });
        }
    }
    examples
}

/// The text of an article as the document writes it.
fn marked(record: &ArticleRecord, request: &Request, catalog: &Catalog, terms: &mut Terms) -> String {
    let tree = request.prepare(catalog, terms).tree;
    let stream = StreamText::of(&record.article);
    let highlights = matcher::highlights(&tree, &Document::of(&stream, record), terms);
    let mut text = stream.text.clone();
    for highlight in highlights.into_iter().rev() {
        text.insert(highlight.range.end, ']');
        text.insert(highlight.range.start, '[');
    }
    let titled = if record.article.title.is_some() { format!("Title: {text}") } else { text };
    titled.replace("\n\n", " / ").trim_end_matches('.').to_owned()
}

#[test]
fn examples_are_true() {
    let document = fs::read_to_string(repository().join("docs/query.md")).expect("the document");
    let examples = examples(&document);
    assert!(examples.len() > 60, "{}", examples.len());
    let folder = Folder::new();
    for (n, example) in examples.iter().enumerate() {
        folder.write(&format!("{n}.txt"), example.article());
    }
    folder.done("index .");
    let archive = Archive::new(folder.path(), None).expect("an archive");
    let catalog = Catalog::open(&archive).expect("an index");
    let mut terms = Terms::default();
    let mut wrong = Vec::new();
    for (n, example) in examples.iter().enumerate() {
        let request = Request { text: example.query.clone(), ..Request::default() };
        let prepared = request.prepare(&catalog, &mut terms);
        assert!(prepared.query.notes.is_empty(), "{}: {:?}", example.query, prepared.query.notes);
        let record = catalog.reader().articles_at(&format!("{n}.txt")).expect("an article").remove(0);
        let found = engine::finds(catalog.reader(), &prepared.tree, record.id).expect("an answer");
        let shown =
            if found { marked(&record, &request, &catalog, &mut terms) } else { "not found".to_owned() };
        let expected = if example.text.contains('[') { example.text.as_str() } else { "not found" };
        let expected = expected.trim_end_matches('.');
        if shown != expected {
            wrong.push(format!("{}: {shown} — the document says {expected}", example.query));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_short_help_fits_on_a_screen_and_has_every_field() {
    let help = sample().done("help query");
    assert!(help.lines().count() <= 40, "{}", help.lines().count());
    for field in morgue::search::query::Field::ALL {
        assert!(help.contains(&format!("{}:", field.name())), "{}", field.name());
    }
}

#[test]
fn a_strict_query_is_an_error_at_its_place() {
    insta::assert_snapshot!(sample().run("search --strict 'ferry AND (boat'"), @r"
    exit 2
    --- stderr
    error: this parenthesis has no partner
      ferry AND (boat
                ^
    hint: how queries are written: morgue help query
    ");
    insta::assert_snapshot!(sample().run("search --strict 'date:June ferry'"), @r#"
    exit 2
    --- stderr
    error: this is no date, and no article is of it; write 2023, 2023-06, 2023-06-18, 2023-06..2023-09, yesterday, "last month" or 90d
      date:June ferry
           ^
    hint: how queries are written: morgue help query
    "#);
    insta::assert_snapshot!(sample().run("search --strict --count '(ferry OR boat) -tide'"), @r"
        exit 0
        --- stdout
        19
    ");
}

#[test]
fn a_query_is_explained() {
    insta::assert_snapshot!(
        sample().run("search --explain --limit 0 'person:callan w/10 (inquiry OR auditor) -ferry'"), @r"
    exit 0
    --- stdout
    all of
      near, 10 words between at most
        person callan = peter callan, ruth callan
        any of
          word inquiri
          word auditor
      not
        word ferri

    6 matches, 0 shown, [N] ms
    ");
    let answer = sample().json("search --explain --limit 1 --format json 'ferr* harbour lede:ferry'");
    let parts = crate::harness::list(&answer["hits"][0]["score_parts"]);
    let sum: f64 = parts.iter().map(|part| part["score"].as_f64().expect("a score")).sum();
    let names: Vec<&str> = parts.iter().map(|part| crate::harness::text(&part["part"])).collect();
    assert_eq!(names, ["ferr*", "harbour", "lede:ferri", "where they stand"]);
    assert!((sum - answer["hits"][0]["score"].as_f64().expect("a score")).abs() < 1e-4, "{answer}");
}

#[test]
fn where_no_article_has_all_words_those_with_most_are_shown() {
    insta::assert_snapshot!(sample().run("search title:recount zebra --limit 1"), @r#"
        exit 1
        --- stdout
         1. Recount confirms Iyer, by 209
            2019-05-10 · packet.example.org · qbh1e34a0a3ve · 2019/2019-05-10-recount.txt
            A recount held on Tuesday confirmed Prakash Iyer as mayor of Port Ellery. His majority falls by three, to 209.
            people: Prakash Iyer, Ingrid Solheim

        --- stderr
        No article matches.
        "zebra" stands in no text.
        There is one of the 2 words in 1 article:
    "#);
    insta::assert_snapshot!(sample().run("search --count tidal gate zebra"), @r"
    exit 1
    --- stdout
    0
    ");
    insta::assert_snapshot!(sample().run("search tidal gate zebra --format jsonl"), @"exit 1");
    insta::assert_snapshot!(sample().run("search tidal AND zebra"), @r#"
    exit 1
    --- stderr
    No article matches.
    "zebra" stands in no text.
    "#);
}

#[test]
fn what_cannot_be_looked_for_is_said() {
    insta::assert_snapshot!(sample().run("search '/(ferry/'"), @r"
    exit 1
    --- stderr
    read as: /(ferry/
      /(ferry/: this is no pattern for one word that can be searched for: it finds nothing
    No article matches.
    ");
    insta::assert_snapshot!(sample().run("search 'source:packet w/5 zebra'"), @r#"
    exit 1
    --- stderr
    read as: source:packet w/5 zebra
      source:packet: this stands nowhere in the text, so the distance was left out: it only has to hold
    No article matches.
    "zebra" stands in no text.
    "#);
    insta::assert_snapshot!(sample().run("search 'zzz*'"), @r#"
    exit 1
    --- stderr
    No article matches.
    "zzz*" stands in no text.
    "#);
}

#[test]
fn a_long_list_of_words_as_written_is_looked_up_whole() {
    let folder = Folder::with(&[
        ("a.txt", "List\n\nThe town has kappa90 and nothing else.\n"),
        ("b.txt", "List\n\nThe town has kappa12 and nothing else.\n"),
    ]);
    folder.done("index .");
    let words: Vec<String> = (0..100).map(|number| format!("-=kappa{number}")).collect();
    assert_eq!(folder.count(&format!("'town {}'", words.join(" "))), 0);
    assert_eq!(folder.count(&format!("'town {}'", words[..50].join(" "))), 1);
}

#[test]
fn a_name_can_be_asked_for_in_a_part_of_the_text() {
    let folder = Folder::with(&[
        ("a.txt", "Walter Dunne resigns\n\nThe harbour lost its master on Monday, the office said.\n"),
        ("b.txt", "Harbour master resigns\n\nThe harbour lost Walter Dunne on Monday, the office said.\n"),
    ]);
    folder.done("index .");
    assert_eq!(folder.count("'person:\"Walter Dunne\"'"), 2);
    assert_eq!(folder.count("'title:person:\"Walter Dunne\"'"), 1);
    assert_eq!(folder.count("'body:(person:\"Walter Dunne\" OR zebra) harbour'"), 1);
    assert_eq!(folder.count("'title:(harbour person:dunne)'"), 0);
}

#[test]
fn what_a_filter_names_and_how_a_query_was_read_is_said_everywhere() {
    insta::assert_snapshot!(sample().run("search ferry --person '***'"), @r"
    exit 2
    --- stderr
    error: --person '***' names nothing
    ");
    insta::assert_snapshot!(sample().run("search --count 'zebra date:2018-13 author:oake*'"), @r#"
    exit 1
    --- stdout
    0
    --- stderr
    read as: zebra date:2018-13 author:oake*
      2018-13: this is no date, and no article is of it; write 2023, 2023-06, 2023-06-18, 2023-06..2023-09, yesterday, "last month" or 90d
      oake*: * is for words of the text; it was left out here, where whole words are looked for
    "#);
}

#[test]
fn english_contractions_are_no_words_of_other_languages() {
    let folder = Folder::with(&[
        (
            "a.txt",
            "Le bac\n\nLe bac de l'île n'est pas parti lundi, et les habitants de la ville ont attendu jusqu'au soir sur le quai, dit-on.\n",
        ),
        (
            "b.txt",
            "The Model T\n\nThe Model T is in the museum, and the people of the town can see it on Monday.\n",
        ),
        (
            "c.txt",
            "No ferry\n\nThe people of the town don't want the ferry, and Pat O'Brien said so on Monday.\n",
        ),
    ]);
    folder.done("index .");
    assert_eq!(folder.count("\"don't\""), 1);
    assert_eq!(folder.count("\"ile\""), 1);
    assert_eq!(folder.count("\"l'ile\""), 1);
}

#[test]
fn a_value_can_be_asked_for_just_as_it_is_listed() {
    let article = |source: &str, person: &str| {
        format!(
            r#"{{"headline":"Ferry late","source":"{source}","body":"The ferry was late on Monday, said {person} of the harbour office."}}"#
        )
    };
    let folder = Folder::with(&[
        ("a.json", &*article("Times", "Nora Kell")),
        ("b.json", &*article("Financial Times", "Walter Kell")),
    ]);
    folder.done("index .");
    assert_eq!(folder.count("--source Times"), 2);
    assert_eq!(folder.count("--source =Times"), 1);
    assert_eq!(folder.count("'source:=Times ferry'"), 1);
    assert_eq!(folder.count("'ferry -source:=\"Financial Times\"'"), 1);
    assert_eq!(folder.count("person:Kell"), 2);
    assert_eq!(folder.count("person:=Kell"), 0);
    assert_eq!(folder.count("'person:=\"Nora Kell\"'"), 1);
}
