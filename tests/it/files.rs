//! What is made of single files, without an archive: `parse` and `entities`.

use serde_json::Value;

use crate::harness::{Folder, repository, sample, text};

const ARTICLE: &str = "\
Harbour gate opens

By Jane Doe

PORT ELLERY, June 3, 2019 (Northern Wire) - The gate was opened by Ingrid Solheim on Monday, in the rain.

\u{201c}It works,\u{201d} said Solheim. Zo\u{eb} Lindqvist of the Harbour Redevelopment Trust looked on.
";

/// The kind and text of each mention, cut out of the bytes of the file by its offsets.
fn mentions<'b>(view: &Value, bytes: &'b [u8]) -> Vec<(String, &'b str)> {
    let at = |entity: &Value, end: &str| entity[end].as_u64().expect("an offset") as usize;
    let entities = view["entities"].as_array().expect("entities").iter();
    entities
        .map(|entity| {
            let cut = std::str::from_utf8(&bytes[at(entity, "start")..at(entity, "end")])
                .expect("whole characters");
            assert_eq!(cut, text(&entity["text"]));
            (text(&entity["kind"]).to_owned(), cut)
        })
        .collect()
}

#[test]
fn a_file_is_parsed() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    insta::assert_snapshot!(folder.run("parse a.txt"), @r"
        exit 0
        --- stdout
        Harbour gate opens
        by: Jane Doe
        dateline: PORT ELLERY, June 3, 2019 (Northern Wire)
        date: 2019-06-03
        source: Northern Wire
        language: en
        path: a.txt
        people: Ingrid Solheim, Zoë Lindqvist
        organizations: Harbour Redevelopment Trust
        places: Harbour

        The gate was opened by Ingrid Solheim on Monday, in the rain.

        “It works,” said Solheim. Zoë Lindqvist of the Harbour Redevelopment Trust looked on.
    ");
    let view = &folder.json_lines("parse a.txt --format jsonl")[0];
    assert_eq!(view["authors"], serde_json::json!(["Jane Doe"]));
    assert_eq!(view["source"], "Northern Wire");
    assert_eq!((text(&view["date"]), text(&view["date_precision"])), ("2019-06-03", "day"));
    assert!(!folder.join(".morgue").exists());
}

#[test]
fn parsing_is_flat_for_programs() {
    let folder = Folder::with(&[("a.txt", "Rain\n\nIt rained all day.\n")]);
    insta::assert_snapshot!(folder.run("parse a.txt --format jsonl"), @r#"
        exit 0
        --- stdout
        {"path":"a.txt","member":null,"title":"Rain","authors":[],"dateline":null,"date":null,"date_precision":null,"modified":null,"source":null,"url":null,"section":null,"keywords":[],"language":null,"people":[],"organizations":[],"places":[],"subjects":[],"body":"It rained all day.","cut":[]}
    "#);
    insta::assert_snapshot!(folder.run("parse a.txt --format json"), @r#"
        exit 0
        --- stdout
        [{"path":"a.txt","member":null,"title":"Rain","authors":[],"dateline":null,"date":null,"date_precision":null,"modified":null,"source":null,"url":null,"section":null,"keywords":[],"language":null,"people":[],"organizations":[],"places":[],"subjects":[],"body":"It rained all day.","cut":[]}]
    "#);
    insta::assert_snapshot!(folder.run("parse a.txt --format csv"), @r"
        exit 0
        --- stdout
        path,member,title,authors,dateline,date,source,url,section,language,people,organizations,places,body
        a.txt,,Rain,,,,,,,,,,,It rained all day.
    ");
}

#[test]
fn parsing_in_an_archive_obeys_its_settings() {
    let folder = Folder::with(&[
        (
            "a.json",
            "{\"kop\": \"Harbour closes\", \"rumpf\": \"It rained all day.\", \"tag\": \"2023-06-18\"}",
        ),
        (".morgue/desk/config.toml", "[fields]\ntitle = [\"kop\"]\nbody = [\"rumpf\"]\n"),
    ]);
    let view = &folder.json_lines("parse a.json --format jsonl")[0];
    assert_eq!((text(&view["title"]), text(&view["body"])), ("Harbour closes", "It rained all day."));
}

#[test]
fn standard_input_is_a_file() {
    let folder = Folder::with(&[("a.txt", ARTICLE)]);
    let same = |command: &str| {
        let from_file = folder.done(&format!("{command} a.txt --format jsonl"));
        let from_input = folder.run_on(ARTICLE.as_bytes(), &format!("{command} - --format jsonl")).stdout;
        assert_eq!(from_input.replace("\"path\":\"-\"", "\"path\":\"a.txt\""), from_file);
    };
    same("parse");
    same("entities");
}

#[test]
fn a_file_that_gives_no_article_is_a_line() {
    let folder =
        Folder::with(&[("empty.txt", ""), ("a.txt", "Rain\n\nIt rained all day.\n"), ("a.jpg", "x")]);
    insta::assert_snapshot!(folder.run("parse empty.txt a.jpg --format jsonl"), @r#"
        exit 0
        --- stdout
        {"path":"empty.txt","problem":"holds no text"}
        {"path":"a.jpg","problem":"it is of no format that is read (see `morgue formats`)"}
    "#);
    insta::assert_snapshot!(folder.run("parse empty.txt a.jpg"), @"
    exit 0
    --- stderr
    empty.txt: holds no text
    a.jpg: it is of no format that is read (see `morgue formats`)
    ");
}

#[test]
fn every_problem_of_a_file_is_told() {
    let article = "{\"title\": \"Rain\", \"text\": \"It rained.\"}";
    let folder = Folder::with(&[("a.jsonl", &format!("{article}\nrubbish\n{article}\nnonsense\n"))]);
    let told = "a.jsonl (2): line 2 is no JSON\na.jsonl (4): line 4 is no JSON\n";
    for format in ["text", "jsonl", "csv"] {
        assert_eq!(folder.run(&format!("parse a.jsonl --format {format}")).stderr, told, "{format}");
    }
}

#[test]
fn the_archive_of_a_file_is_the_one_that_it_is_in() {
    let folder =
        Folder::with(&[("papers/a.txt", "Rain\n\nIt rained all day.\n"), ("b.txt", "Snow\n\nIt snowed.\n")]);
    folder.done("index papers");
    folder.write("papers/.morgue/desk/config.toml", "[limits]\ntext_megabytes = 0\n");
    assert!(folder.run("parse --explain papers/a.txt").stderr.contains("raise text_megabytes"));
    assert!(folder.done("parse b.txt").contains("It snowed."));
    assert!(folder.run("parse --explain b.txt").stderr.contains("no archive here"));
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let folder = Folder::with(&[("a.txt", "Rain\n\nIt rained all day.\n")]);
    insta::assert_snapshot!(folder.run("parse nowhere.txt a.txt"), @"
    exit 2
    --- stdout
    Rain
    path: a.txt

    It rained all day.

    --- stderr
    nowhere.txt: No such file or directory (os error 2)
    error: 1 of 2 files could not be read
    ");
    insta::assert_snapshot!(folder.run("parse nowhere.txt a.txt --format jsonl"), @r#"
    exit 2
    --- stdout
    {"path":"nowhere.txt","problem":"No such file or directory (os error 2)"}
    {"path":"a.txt","member":null,"title":"Rain","authors":[],"dateline":null,"date":null,"date_precision":null,"modified":null,"source":null,"url":null,"section":null,"keywords":[],"language":null,"people":[],"organizations":[],"places":[],"subjects":[],"body":"It rained all day.","cut":[]}
    --- stderr
    nowhere.txt: No such file or directory (os error 2)
    error: 1 of 2 files could not be read
    "#);
    insta::assert_snapshot!(folder.run("entities nowhere.txt a.txt"), @"
    exit 2
    --- stdout
    a.txt
    --- stderr
    nowhere.txt: No such file or directory (os error 2)
    error: 1 of 2 files could not be read
    ");
    insta::assert_snapshot!(folder.run("parse ."), @"
    exit 2
    --- stderr
    .: it is a folder: name files
    error: 1 of 1 files could not be read
    ");
}

#[test]
fn mentions_have_offsets_into_the_file() {
    let unix = ARTICLE.to_owned();
    let with_mark = format!("\u{feff}{ARTICLE}");
    let folder = Folder::with(&[
        ("unix.txt", &unix),
        ("mark.txt", &with_mark),
        ("dos.txt", &unix.replace('\n', "\r\n")),
    ]);
    for name in ["unix.txt", "mark.txt", "dos.txt"] {
        let bytes = std::fs::read(folder.join(name)).expect("bytes");
        let view = &folder.json_lines(&format!("entities {name} --format jsonl"))[0];
        let mentions = mentions(view, &bytes);
        for person in ["Ingrid Solheim", "Solheim", "Zo\u{eb} Lindqvist"] {
            assert!(mentions.contains(&("person".to_owned(), person)), "{name}: {mentions:?}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_keep_the_offsets() {
    let mut bytes = b"caf\xe9 \xff\xfe. ".to_vec();
    bytes.extend_from_slice("The gate was opened by Mayor Ingrid Solheim on Monday.\n".as_bytes());
    let folder = Folder::new();
    folder.write("a.txt", &bytes);
    let view = &folder.json_lines("entities a.txt --format jsonl")[0];
    assert!(mentions(view, &bytes).contains(&("person".to_owned(), "Ingrid Solheim")), "{view}");
}

#[test]
fn mentions_of_all_of_the_sample_are_whole() {
    let paths: Vec<String> = sample().ids().into_keys().collect();
    let views = sample().json_lines(&format!("entities --format jsonl {}", paths.join(" ")));
    assert_eq!(views.len(), paths.len());
    let count = |view: &Value| {
        let bytes = std::fs::read(repository().join("data").join(text(&view["path"]))).expect("bytes");
        if std::str::from_utf8(&bytes).is_ok() { mentions(view, &bytes).len() } else { 0 }
    };
    let found: usize = views.iter().map(count).sum();
    assert!(found > 500, "{found}");
}

#[test]
fn mentions_are_printed_for_people_and_as_a_table() {
    let folder = Folder::with(&[("a.txt", "Ingrid Solheim is mayor. Solheim sails.\n")]);
    insta::assert_snapshot!(folder.run("entities a.txt"), @r"
        exit 0
        --- stdout
        a.txt
               0..14       person Ingrid Solheim
              25..32       person Solheim = Ingrid Solheim
    ");
    insta::assert_snapshot!(folder.run("entities a.txt --format csv"), @r"
        exit 0
        --- stdout
        path,kind,text,start,end,name
        a.txt,person,Ingrid Solheim,0,14,Ingrid Solheim
        a.txt,person,Solheim,25,32,Ingrid Solheim
    ");
    insta::assert_snapshot!(folder.run("entities a.txt --format jsonl"), @r#"
        exit 0
        --- stdout
        {"path":"a.txt","entities":[{"kind":"person","text":"Ingrid Solheim","start":0,"end":14,"name":"Ingrid Solheim"},{"kind":"person","text":"Solheim","start":25,"end":32,"name":"Ingrid Solheim"}]}
    "#);
}

#[test]
fn what_the_sample_is_made_of_is_seen() {
    let fields = |path: &str| sample().json_lines(&format!("parse {path} --format jsonl")).remove(0);
    let check = |path: &str, field: &str, expected: Value| {
        assert_eq!(fields(path)[field], expected, "{path}: {field}");
    };
    check("2016/2016-11-11-police-notes.txt", "title", Value::Null);
    check("undated/how-to-read-a-tide-table.md", "date", Value::Null);
    check("2018/the-woman-who-listens-to-water.txt", "date", "2018-03".into());
    check("2018/the-woman-who-listens-to-water.txt", "date_precision", "month".into());
    check("2016/2016-06-03-merrow-line-refit.txt", "source", "Northern Wire".into());
    check(
        "2019/2019-05-10-recount.txt",
        "url",
        "https://packet.example.org/2019/05/recount-confirms-iyer".into(),
    );
    check("2021/2021-04-09-almeida-held.txt", "date", "2021-04-09".into());
    check(
        "2018/2018-05-18-merrow-line-collapses.txt",
        "authors",
        serde_json::json!(["Tomasz Wilk", "Ana Duarte"]),
    );
}
