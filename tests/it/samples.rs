//! Files as real programs write them (`tests/it/samples/make.py` says which), read field by field.

use std::fs;

use serde_json::Value;

use crate::harness::{Folder, list, repository, text, texts};

/// A folder with the samples.
fn samples() -> Folder {
    let folder = Folder::new();
    for entry in fs::read_dir(repository().join("tests/it/samples")).expect("the samples") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        folder.write(&name, fs::read(&path).expect("bytes"));
    }
    folder
}

/// The fields of all articles of a file, a line each, and what of the text can be told in one.
fn fields(folder: &Folder, path: &str) -> String {
    let line = |view: &Value| {
        let field = |name: &str| view[name].as_str().unwrap_or("-").to_owned();
        let body = text(&view["body"]).replace("\n\n", " / ");
        [
            field("member"),
            field("title"),
            texts(&view["authors"]).join("; "),
            field("date"),
            field("source"),
            field("url"),
            field("section"),
            field("language"),
            body,
        ]
        .join(" | ")
    };
    let views = folder.json_lines(&format!("parse {path} --format jsonl"));
    views.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn mail_of_python() {
    let folder = samples();
    folder.write("Maildir/cur/1687073400.M1P1.host:2,S", fs::read(folder.join("letter.eml")).expect("bytes"));
    insta::assert_snapshot!(fields(&folder, "letter.eml"), @r"
        - | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18T07:30 | The Packet Morning Letter | https://packet.example.org/letters/0 | - | en | The bridge over the Sallow was opened on Monday, two years late and with no band.
    ");
    insta::assert_snapshot!(fields(&folder, "letters.mbox"), @r"
        letter-0@packet.example.org | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18T07:30 | The Packet Morning Letter | https://packet.example.org/letters/0 | - | en | The bridge over the Sallow was opened on Monday, two years late and with no band.
        letter-1@packet.example.org | Last bakery of Mill Lane shut | Walter Dunne | 2023-06-19T07:30 | The Packet Morning Letter | https://packet.example.org/letters/1 | - | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays. / From here on it only gets better, said Walter Dunne.
        letter-2@packet.example.org | Ferry to Merrow Island late again | Nora Dunne | 2023-06-20T07:30 | The Packet Morning Letter | https://packet.example.org/letters/2 | - | en | The ferry to Merrow Island was late on Tuesday, for the ninth time since Easter.
    ");
    assert_eq!(fields(&folder, "Maildir/cur/1687073400.M1P1.host:2,S"), fields(&folder, "letter.eml"));
}

#[test]
fn crawls_of_warcio() {
    let folder = samples();
    insta::assert_snapshot!(fields(&folder, "crawl.warc"), @r"
        https://packet.example.org/town/bridge | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18T14:05 | The Packet | https://packet.example.org/town/bridge | Town | en | The bridge over the Sallow was opened on Monday, two years late and with no band. / Nobody of the council would say more on that day.
        https://packet.example.org/town/bakery | Last bakery of Mill Lane shut | Walter Dunne | 2023-06-18T14:05 | The Packet | https://packet.example.org/town/bakery | Town | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays. / Nobody of the council would say more on that day.
        https://packet.example.org/town/ferry | Ferry to Merrow Island late again | Nora Dunne | 2023-07-01T10:00 | The Packet | https://packet.example.org/town/ferry | Town | en | The ferry to Merrow Island was late on Tuesday, for the ninth time since Easter. / Nobody of the council would say more on that day.
    ");
    assert_eq!(fields(&folder, "crawl.warc.gz"), fields(&folder, "crawl.warc"));
    insta::assert_snapshot!(fields(&folder, "crawl.wacz"), @r"
        archive/crawl.warc.gz!/https://packet.example.org/town/bridge | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18T14:05 | The Packet | https://packet.example.org/town/bridge | Town | en | The bridge over the Sallow was opened on Monday, two years late and with no band. / Nobody of the council would say more on that day.
        archive/crawl.warc.gz!/https://packet.example.org/town/bakery | Last bakery of Mill Lane shut | Walter Dunne | 2023-06-18T14:05 | The Packet | https://packet.example.org/town/bakery | Town | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays. / Nobody of the council would say more on that day.
        archive/crawl.warc.gz!/https://packet.example.org/town/ferry | Ferry to Merrow Island late again | Nora Dunne | 2023-07-01T10:00 | The Packet | https://packet.example.org/town/ferry | Town | en | The ferry to Merrow Island was late on Tuesday, for the ninth time since Easter. / Nobody of the council would say more on that day.
    ");
}

#[test]
fn feeds_of_two_generators() {
    let folder = samples();
    insta::assert_snapshot!(fields(&folder, "feedgen.rss"), @r"
        https://packet.example.org/0 | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18T14:05 | The Packet | https://packet.example.org/0 | Town | en | The bridge over the Sallow was opened on Monday, two years late and with no band.
        https://packet.example.org/1 | Last bakery of Mill Lane shut | Walter Dunne | 2023-06-18T14:05 | The Packet | https://packet.example.org/1 | Town | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays.
    ");
    insta::assert_snapshot!(fields(&folder, "feedgen.atom"), @r"
        https://packet.example.org/0 | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18T14:05 | The Packet | https://packet.example.org/0 | Town | en | The bridge over the Sallow was opened on Monday, two years late and with no band.
        https://packet.example.org/1 | Last bakery of Mill Lane shut | Walter Dunne | 2023-06-18T14:05 | The Packet | https://packet.example.org/1 | Town | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays.
    ");
    insta::assert_snapshot!(fields(&folder, "feedgenerator.rss"), @r"
        packet-0 | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18T14:05 | The Packet | https://packet.example.org/0 | Town | en | The bridge over the Sallow was opened on Monday, two years late and with no band.
        packet-1 | Last bakery of Mill Lane shut | Walter Dunne | 2023-06-18T14:05 | The Packet | https://packet.example.org/1 | Town | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays.
    ");
    insta::assert_snapshot!(fields(&folder, "feedgenerator.atom"), @r"
        packet-0 | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18T14:05 | The Packet | https://packet.example.org/0 | Town | en | The bridge over the Sallow was opened on Monday, two years late and with no band.
        packet-1 | Last bakery of Mill Lane shut | Walter Dunne | 2023-06-18T14:05 | The Packet | https://packet.example.org/1 | Town | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays.
    ");
}

#[test]
fn tables_of_excel() {
    let folder = samples();
    insta::assert_snapshot!(fields(&folder, "excel-utf8.csv"), @r#"
        1 | Bridge over the Sallow opens | Zoë Lindqvist | 2023-06-18 | - | - | Town | en | The bridge over the Sallow was opened on Monday, two years late and with no band. / "Never again," he said.
        2 | Last bakery of Mill Lane shut | Walter Dunne | 2023-06-18 | - | - | Town | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays. / "Never again," he said.
        3 | Ferry to Merrow Island late again | Nora Dunne | 2023-06-18 | - | - | Town | en | The ferry to Merrow Island was late on Tuesday, for the ninth time since Easter. / "Never again," he said.
    "#);
    for path in ["excel-semicolon.csv", "excel-unicode.txt"] {
        assert_eq!(fields(&folder, path), fields(&folder, "excel-utf8.csv"), "{path}");
    }
}

#[test]
fn containers_of_the_usual_tools() {
    let folder = samples();
    insta::assert_snapshot!(fields(&folder, "stories.zip"), @r"
        story-0.txt | Bridge over the Sallow opens | Zoë Lindqvist | - | - | - | - | en | The bridge over the Sallow was opened on Monday, two years late and with no band.
        story-1.txt | Last bakery of Mill Lane shut | Walter Dunne | - | - | - | - | en | The last bakery of Mill Lane was shut on Friday for want of flour; the café beside it stays.
        story-2.txt | Ferry to Merrow Island late again | Nora Dunne | - | - | - | - | en | The ferry to Merrow Island was late on Tuesday, for the ninth time since Easter.
    ");
    for path in ["stories.tar.gz", "stories.tar.xz", "stories.tar.bz2", "stories.tar.zst"] {
        assert_eq!(fields(&folder, path), fields(&folder, "stories.zip"), "{path}");
    }
}

#[test]
fn a_folder_of_all_of_them_is_an_archive() {
    let folder = samples();
    folder.done("index .");
    let found = folder.json("search 'title:(ferry merrow)' --copies --format json --limit 100");
    let paths: Vec<&str> = list(&found["hits"]).iter().map(|hit| text(&hit["path"])).collect();
    for path in
        ["letters.mbox", "crawl.warc", "crawl.warc.gz", "crawl.wacz", "excel-utf8.csv", "stories.tar.xz"]
    {
        assert!(paths.contains(&path), "{path}: {paths:?}");
    }
    let page = "crawl.warc.gz!/https://packet.example.org/town/bakery";
    assert!(folder.done(&format!("show {page}")).contains("for want of flour"));
    let problems = folder.json("problems --format json");
    let paths: Vec<&str> = list(&problems["problems"]).iter().map(|problem| text(&problem["path"])).collect();
    assert_eq!(paths, Vec::<&str>::new());
}
