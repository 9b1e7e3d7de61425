//! How hits are printed: for people and for programs, in which order, and how many.

use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

use serde_json::Value;

use crate::harness::{Folder, list, program, sample, text, texts, without_names, words};

/// What stands at the highlights of the headlines and snippets of hits; their offsets count bytes.
fn highlighted(hits: &[Value]) -> Vec<&str> {
    let mut found = Vec::new();
    for hit in hits {
        found.extend(marks(&hit["title"], &hit["title_highlights"]));
        for snippet in list(&hit["snippets"]) {
            found.extend(marks(&snippet["text"], &snippet["highlights"]));
        }
    }
    found
}

fn marks<'v>(of: &'v Value, places: &Value) -> Vec<&'v str> {
    let at = |place: &Value, end: &str| place[end].as_u64().expect("an offset") as usize;
    list(places).iter().map(|place| &text(of)[at(place, "start")..at(place, "end")]).collect()
}

/// An archive whose names are easy to find.
fn named_hit() -> Folder {
    let body = "The gate was opened by Ingrid Solheim on Monday. \
        The Harbour Redevelopment Trust paid for the gate. Solheim said so.";
    let text = format!("Title: The gate is open\nSource: The Ellery Packet\nDate: 2019-05-10\n\n{body}\n");
    let folder = Folder::with(&[("2019/gate.txt", &text)]);
    folder.done("index .");
    folder
}

#[test]
fn hits_are_printed_for_people() {
    insta::assert_snapshot!(named_hit().run("search gate"), @r"
        exit 0
        --- stdout
         1. The gate is open
            2019-05-10 · The Ellery Packet · 39w65skhjv62a · 2019/gate.txt
            The gate was opened by Ingrid Solheim on Monday. The Harbour Redevelopment Trust paid for the gate. Solheim said so.
            people: Ingrid Solheim · organizations: Harbour Redevelopment Trust

        1 match, 1 shown, [N] ms
    ");
    insta::assert_snapshot!(without_names(&sample().run("search title:recount --color always").to_string()), @r"
    exit 0
    --- stdout
     1. \e[1m\e[33mRecount\e[0m confirms Iyer, by 209
        2019-05-10 · packet.example.org · \e[36mqbh1e34a0a3ve\e[0m · 2019/2019-05-10-recount.txt
        A recount held on Tuesday confirmed Prakash Iyer as mayor of Port Ellery. His majority falls by three, to 209.

    1 match, 1 shown, [N] ms
    ");
    insta::assert_snapshot!(sample().run("search title:recount --limit 0"), @r"
        exit 0
        --- stdout
        1 match, 0 shown, [N] ms
    ");
}

#[test]
fn hits_are_sorted_and_paged() {
    let sorted = |order: &str| -> Vec<String> {
        let line = format!("search harbour OR tide --sort {order} --limit 100 --format jsonl");
        let hits = sample().json_lines(&line);
        hits.iter().map(|hit| hit["date"].as_str().unwrap_or("none").to_owned()).collect()
    };
    let (newest, oldest) = (sorted("newest"), sorted("oldest"));
    assert_eq!((newest.last(), oldest.last()), (oldest.last(), newest.last()), "undated last");
    let (newest, oldest) = (&newest[..newest.len() - 1], &oldest[..oldest.len() - 1]);
    assert!(newest.is_sorted_by(|a, b| a >= b) && oldest.is_sorted() && oldest.len() > 20, "{newest:?}");
}

#[test]
fn pages_join_without_a_seam() {
    let whole = sample().done("search harbour --format jsonl --limit 9");
    let pages =
        [0, 3, 6].map(|at| sample().done(&format!("search harbour --format jsonl --limit 3 --offset {at}")));
    assert_eq!(pages.concat(), whole);
    insta::assert_snapshot!(sample().run("search harbour --offset 1000"), @r"
        exit 0
        --- stdout
        34 matches, 0 shown, [N] ms
    ");
}

#[test]
fn paths_open_from_where_one_stands() {
    let line = "search title:recount --paths";
    insta::assert_snapshot!(sample().run(line), @r"
        exit 0
        --- stdout
        2019/2019-05-10-recount.txt
    ");
    insta::assert_snapshot!(sample().run_in("2019", line), @r"
        exit 0
        --- stdout
        2019-05-10-recount.txt
    ");
    insta::assert_snapshot!(sample().run_in("2018", line), @r"
        exit 0
        --- stdout
        [DIR]/2019/2019-05-10-recount.txt
    ");
    insta::assert_snapshot!(sample().run("search title:recount --paths -0"), @r"
        exit 0
        --- stdout
        2019/2019-05-10-recount.txt\0
    ");
    insta::assert_snapshot!(sample().run("search title:recount -0"), @r"
        exit 2
        --- stderr
        error: the following required arguments were not provided:
          --paths

        Usage: morgue search --paths --null <QUERY>...

        For more information, try '--help'.
    ");
}

#[test]
fn hits_are_printed_for_programs() {
    let mut answer = sample().json("search title:recount --format json");
    let mut hit = answer["hits"][0].take();
    for what_is_measured in ["score", "people"] {
        assert!(!hit[what_is_measured].take().is_null(), "{what_is_measured}");
    }
    let (snippets, title) = (hit["snippets"].take(), hit["title_highlights"].take());
    insta::assert_snapshot!(answer, @r#"{"hits":[null],"limit":10,"notes":[],"offset":0,"query":"title:recount","reading":"title:recount","schema":1,"total":1,"undated":0}"#);
    insta::assert_snapshot!(serde_json::to_string_pretty(&hit).expect("JSON"), @r#"
        {
          "authors": [],
          "copies": 0,
          "copy_sources": [],
          "date": "2019-05-10",
          "date_precision": "day",
          "id": "qbh1e34a0a3ve",
          "member": null,
          "newest": null,
          "notice": null,
          "organizations": [],
          "path": "2019/2019-05-10-recount.txt",
          "people": null,
          "places": [
            "Port Ellery"
          ],
          "rank": 1,
          "schema": 1,
          "score": null,
          "snippets": null,
          "source": "packet.example.org",
          "title": "Recount confirms Iyer, by 209",
          "title_highlights": null,
          "url": "https://packet.example.org/2019/05/recount-confirms-iyer",
          "versions": 0
        }
    "#);
    insta::assert_snapshot!(snippets[0], @r#"{"field":"title","highlights":[{"end":7,"how":"word","start":0}],"text":"Recount confirms Iyer, by 209"}"#);
    insta::assert_snapshot!(title, @r#"[{"end":7,"how":"word","start":0}]"#);
}

#[test]
fn the_formats_for_programs_agree() {
    let lines = sample().json_lines("search ferry --format jsonl --limit 3");
    assert_eq!(lines, list(&sample().json("search ferry --format json --limit 3")["hits"]));
    assert!(lines.iter().all(|hit| hit["schema"] == 1));
}

#[test]
fn tables_have_a_header_and_a_row_a_hit() {
    let table = sample().done("search ferry --format csv --limit 3");
    let header =
        "rank,score,id,path,member,title,date,source,url,authors,people,organizations,places,snippets";
    assert_eq!(table.lines().next(), Some(header));
    assert_eq!(table.lines().count(), 4);
    let nothing = sample().run("search wordthatisnowhere --format csv");
    assert_eq!((nothing.code, nothing.stdout.trim_end()), (Some(1), header));
}

#[test]
fn nothing_found_is_still_an_answer_for_programs() {
    insta::assert_snapshot!(sample().run("search wordthatisnowhere --format json"), @r#"
        exit 1
        --- stdout
        {"schema":1,"query":"wordthatisnowhere","reading":"wordthatisnowhere","notes":[],"total":0,"undated":0,"offset":0,"limit":10,"hits":[]}
    "#);
    insta::assert_snapshot!(sample().run("search wordthatisnowhere --format jsonl"), @"exit 1");
    insta::assert_snapshot!(sample().run("search wordthatisnowhere --paths"), @"exit 1");
}

#[test]
fn highlights_are_what_was_asked_for() {
    let marks = |query: &str| -> Vec<String> {
        let hits = sample().json_lines(&format!("search --format jsonl --limit 100 {query}"));
        let mut marks: Vec<String> = highlighted(&hits).iter().map(|mark| mark.to_lowercase()).collect();
        marks.sort();
        marks.dedup();
        marks
    };
    assert_eq!(marks("'\"tidal gate\"'"), ["tidal gate"]);
    assert_eq!(marks("recount"), ["recount"]);
    assert_eq!(marks("Ibanez"), ["iba\u{301}n\u{303}ez", "ibáñez"]);
    assert_eq!(marks("'$4.5m'"), ["4.5m"]);
    assert_eq!(marks("newsdesk@example.org"), ["newsdesk@example.org"]);
    for mark in marks("--person 'Lin Meihua'") {
        assert!(mark.contains("lin") || mark.contains("meihua"), "{mark}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_run_quietly() {
    let mut command = program(sample().path());
    command.args(words("search the --limit 100 --format jsonl"));
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut line = String::new();
    let mut reader = BufReader::with_capacity(16, child.stdout.take().expect("its output"));
    reader.read_line(&mut line).expect("a line");
    drop(reader);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr)), (Some(0), "".into()));
}

#[test]
fn names_in_hits_are_those_of_the_article() {
    let hits = sample().json_lines("search title:recount --format jsonl");
    assert!(texts(&hits[0]["people"]).contains(&"Prakash Iyer"), "{hits:?}");
    let hits = sample().json_lines("search --person 'Ruth Callan' --limit 100 --format jsonl");
    let named = |hit: &Value| texts(&hit["people"]).iter().any(|name| name.contains("Callan"));
    assert!(hits.iter().all(named));
}
