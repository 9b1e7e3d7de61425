//! The same text in several papers, several versions of one article, and lines that stand under every article.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::Value;

use crate::harness::{Folder, list, text, without_names};

/// Sentences enough for an article that is like no other: each number gives another one.
fn sentences(story: usize, count: usize) -> Vec<String> {
    let who = ["harbour master", "tide clerk", "ferry pilot", "lock keeper", "net mender", "lamp lighter"];
    let did = ["counted", "painted", "moved", "mended", "measured", "sold", "greased"];
    let what = [
        "buoys", "ropes", "barrels", "oars", "lamps", "chains", "crates", "sails", "planks", "bells", "pumps",
    ];
    let sentence = |n: usize| {
        let (who, did, what) = (who[n % 6], did[n % 7], what[(n + story) % 11]);
        format!("In report {story} the {who} said that entry {n} was right and {did} the {what} again.")
    };
    (0..count).map(sentence).collect()
}

/// An article with front matter, its sentences two a paragraph.
fn article(title: &str, source: &str, date: &str, sentences: &[String]) -> String {
    let mut article = format!("---\ntitle: \"{title}\"\nsource: {source}\ndate: {date}\n---\n\n");
    for pair in sentences.chunks(2) {
        let _ = write!(article, "{}\n\n", pair.join(" "));
    }
    article
}

/// A copy of which so many sentences are others.
fn changed(sentences: &[String], count: usize) -> Vec<String> {
    let mut changed = sentences.to_vec();
    for (n, sentence) in changed.iter_mut().rev().take(count).enumerate() {
        *sentence = format!("An editor of the other paper wrote remark {n} in the place of that sentence.");
    }
    changed
}

/// One story in three papers, one of which shortened it and changed much; one that half is as that; and others.
fn syndicated() -> Vec<(String, String)> {
    let story = sentences(1, 10);
    let mut files = vec![
        ("mail.md".to_owned(), article("Buoys are counted", "Port Mail", "2020-03-02", &story)),
        (
            "packet.md".to_owned(),
            article("All buoys there", "Ellery Packet", "2020-03-01", &changed(&story, 3)),
        ),
        ("herald.md".to_owned(), article("Buoys are counted", "Herald", "2020-03-03", &story[..8])),
        ("other.md".to_owned(), article("Not the same", "Herald", "2020-03-04", &changed(&story, 6))),
    ];
    for n in 2..6 {
        let own = article(&format!("Report {n}"), "Herald", &format!("2020-04-0{n}"), &sentences(n, 8));
        files.push((format!("report-{n}.md"), own));
    }
    files
}

fn folder(files: &[(String, String)]) -> Folder {
    let folder = Folder::new();
    for (path, content) in files {
        folder.write(path, content);
    }
    folder
}

fn paths(folder: &Folder, line: &str) -> Vec<String> {
    folder.json_lines(line).iter().map(|hit| text(&hit["path"]).to_owned()).collect()
}

#[test]
fn copies_are_shown_and_counted_once() {
    let folder = folder(&syndicated());
    folder.done("index .");
    assert_eq!(folder.count("report"), 6);
    assert_eq!(folder.count("--copies report"), 8);
    let hits = folder.json_lines("search 'title:buoys' --format jsonl");
    assert_eq!(hits.len(), 1, "{hits:?}");
    assert_eq!(hits[0]["copies"], 2);
    // A filter that only a later copy passes finds that copy.
    assert_eq!(paths(&folder, "search --source Mail report --format jsonl"), ["mail.md"]);
    assert_eq!(
        paths(&folder, "search report --sort oldest --limit 2 --format jsonl"),
        ["packet.md", "other.md"]
    );
    let newest = paths(&folder, "search report --sort newest --limit 10 --format jsonl");
    assert_eq!(&newest[4..], ["other.md", "herald.md"]);
    let page = paths(&folder, "search report --sort newest --limit 1 --offset 5 --format jsonl");
    assert_eq!(page, ["herald.md"]);
    let all = folder.json("search report --sort oldest --copies --format json");
    assert_eq!((&all["total"], all["hits"].as_array().map(Vec::len)), (&Value::from(8), Some(8)));
    // Narrowing by a source finds as many as its count says, also where another paper had the story before.
    let counted = folder.json("search report --facets source --format json");
    let counts: BTreeMap<&str, u64> = list(&counted["facets"][0]["values"])
        .iter()
        .map(|value| (text(&value["value"]), value["articles"].as_u64().expect("a count")))
        .collect();
    assert_eq!(counts, BTreeMap::from([("Ellery Packet", 1), ("Herald", 6), ("Port Mail", 1)]));
    for (source, count) in counts {
        assert_eq!(folder.count(&format!("--source '{source}' report")), count as usize, "{source}");
    }
    let shown = without_names(&folder.done("search --source Mail report"));
    assert!(shown.contains("+2 copies in Ellery Packet, Herald"), "{shown}");
}

#[test]
fn copies_are_named_with_an_article() {
    let folder = folder(&syndicated());
    folder.done("index .");
    let shown = folder.json("show mail.md --format json");
    let copies: Vec<&str> =
        shown["copies"].as_array().expect("a list").iter().map(|copy| text(&copy["path"])).collect();
    assert_eq!(copies, ["packet.md", "herald.md"]);
    let why = folder.done("why mail.md report");
    assert!(why.contains("a copy of ") && why.contains("--copies"), "{why}");
}

#[test]
fn what_is_gone_is_no_copy_any_more() {
    let folder = folder(&syndicated());
    folder.done("index .");
    folder.remove("packet.md");
    folder.remove("herald.md");
    folder.done("index .");
    let hits = folder.json_lines("search 'title:buoys' --format jsonl");
    assert_eq!((hits.len(), &hits[0]["copies"]), (1, &Value::from(0)));
}

/// Three versions of one article, saved on three days.
fn versions() -> Vec<(String, String)> {
    let url = "https://www.packet.example/2021/harbour-bridge-opens";
    let version = |address: &str, modified: &str, story: &str| {
        format!(
            "---\ntitle: Bridge opens\nurl: {address}\ndate: 2021-05-01\nmodified: {modified}\n---\n\n{story}\n"
        )
    };
    let body = "The bridge over the harbour opens on Monday. It has two lanes.";
    let mended = "The bridge over the harbour opens on Tuesday. It has two lanes.";
    let noted = format!("{mended}\n\nCorrection: an earlier version had the wrong day.");
    vec![
        ("a.md".to_owned(), version(&format!("{url}?utm_source=mail"), "2021-05-03", &noted)),
        ("b.md".to_owned(), version(url, "2021-05-01", body)),
        ("c.md".to_owned(), version(&format!("{url}/"), "2021-05-02", mended)),
        (
            "d.md".to_owned(),
            version("https://www.packet.example/2021/bridge-closes-again", "2021-05-04", body),
        ),
    ]
}

#[test]
fn the_newest_version_is_found() {
    let folder = folder(&versions());
    folder.done("index .");
    let mut found = paths(&folder, "search bridge --format jsonl");
    found.sort();
    assert_eq!(found, ["a.md", "d.md"]);
    assert_eq!(folder.count("--copies bridge"), 4);
    assert_eq!(folder.count("Monday"), 1);
    let hit = &folder.json_lines("search Tuesday --format jsonl")[0];
    let facts = [&hit["versions"], &hit["newest"], &hit["notice"]].map(Value::clone);
    assert_eq!(facts, [Value::from(3), Value::Null, Value::from("correction")]);
    let why = folder.done("why b.md Monday");
    assert!(why.contains("an older version"), "{why}");
}

#[test]
fn versions_are_listed_with_what_changed() {
    let folder = folder(&versions());
    folder.done("index .");
    let view = folder.json("show b.md --versions --format json");
    let versions: Vec<String> = view["versions"].as_array().expect("a list").iter().map(summary).collect();
    assert_eq!(
        versions,
        [
            "b.md 2021-05-01",
            "c.md 2021-05-02 | removed The bridge over the harbour opens on Monday. \
             | added The bridge over the harbour opens on Tuesday.",
            "a.md 2021-05-03 | added Correction: an earlier version had the wrong day.",
        ]
    );
    let shown = folder.done("show c.md --versions");
    assert!(shown.starts_with("3 versions of https://www.packet.example/"), "{shown}");
    assert!(shown.contains("   - The bridge over the harbour opens on Monday."), "{shown}");
    assert_eq!(
        folder.json("show d.md --versions --format json")["versions"].as_array().map(Vec::len),
        Some(1)
    );
}

fn summary(version: &Value) -> String {
    let mut summary = format!("{} {}", text(&version["path"]), text(&version["modified"]));
    for change in version["changes"].as_array().expect("a list") {
        let _ = write!(summary, " | {} {}", text(&change["how"]), text(&change["text"]));
    }
    summary
}

const LINE: &str = "The Packet brings the tide table to your door each day.";

/// Thirty articles of a paper, half of them with a line that is no part of them.
fn with_boilerplate() -> Vec<(String, String)> {
    (0..30)
        .map(|n| {
            let own = sentences(100 + n, 4);
            let mut story = article(&format!("Number {n}"), "Packet", "2020-01-01", &own);
            if n % 2 == 0 {
                let _ = writeln!(story, "{LINE}");
            }
            (format!("{n:02}.md"), story)
        })
        .collect()
}

#[test]
fn what_recurs_in_a_source_is_left_out() {
    let folder = folder(&with_boilerplate());
    folder.done("index .");
    assert_eq!(folder.count("tide table"), 0);
    let shown = folder.json("show 04.md --format json");
    assert!(!text(&shown["body"]).contains("tide table"), "{shown}");
    let cut = &shown["cut"][0];
    assert_eq!([&cut["rule"], &cut["text"]], ["recurring", LINE]);
    assert_eq!((&cut["articles"], &cut["of"]), (&Value::from(15), &Value::from(30)));
    let all = folder.done("show 04.md --all");
    assert!(all.contains("[recurring, in 15 of 30 articles of the source] The Packet brings"), "{all}");
    let why = folder.done("why 04.md tide table");
    assert!(why.contains("left out of search as recurring, in 15 of 30 articles"), "{why}");
    let parsed = folder.done("parse --explain 04.md");
    assert!(parsed.contains("[recurring, in 15 of 30 articles of the source]"), "{parsed}");
    assert!(!folder.done("parse 04.md").contains("[recurring"));
}

#[test]
fn what_does_not_recur_any_more_comes_back() {
    let files = with_boilerplate();
    let folder = folder(&files);
    folder.done("index .");
    for (path, _) in files.iter().step_by(2).skip(7) {
        folder.remove(path);
    }
    folder.done("index .");
    assert_eq!(folder.count("tide table"), 7);
    folder.write("new.md", article("A table", "Mail", "2020-01-01", &sentences(99, 4)));
    let before = folder.json("status --format json");
    folder.done("index .");
    folder.done("index .");
    let after = folder.json("status --format json");
    let generation = |status: &Value| status["generation"].as_u64().expect("a number");
    assert_eq!(generation(&after), generation(&before) + 1, "nothing is written without need");
}

#[test]
fn a_page_saved_every_day_is_no_boilerplate() {
    let story = sentences(1, 6);
    let files: Vec<(String, String)> = (0..12)
        .map(|n| (format!("{n}.md"), article("Buoys are counted", "Packet", "2020-01-01", &story)))
        .collect();
    let folder = folder(&files);
    folder.done("index .");
    assert_eq!((folder.count("report"), folder.count("--copies report")), (1, 12));
}

/// All that the archive says of its articles, by path; boilerplate, copies and versions among it.
fn exported(folder: &Folder) -> BTreeMap<String, [Value; 2]> {
    let mut found = BTreeMap::new();
    for mut hit in folder.json_lines("search --copies --format jsonl --limit 1000 -- -wordthatisnowhere") {
        hit["rank"].take();
        let path = text(&hit["path"]).to_owned();
        let shown = folder.json(&format!("show {path} --format json"));
        found.insert(path, [hit, shown]);
    }
    found
}

#[test]
fn order_and_number_of_runs_do_not_matter() {
    let mut files: Vec<(String, String)> = Vec::new();
    for (name, group) in [("s", syndicated()), ("v", versions()), ("b", with_boilerplate())] {
        files.extend(group.into_iter().map(|(path, content)| (format!("{name}/{path}"), content)));
    }
    let at_once = folder(&files);
    at_once.done("index .");
    let expected = exported(&at_once);
    assert_eq!(expected.len(), files.len());
    let cut = expected.values().filter(|[_, shown]| shown["cut"] != Value::Array(Vec::new())).count();
    let copied = expected.values().filter(|[hit, _]| hit["copies"] != 0).count();
    let versions = expected.values().filter(|[hit, _]| hit["versions"] != 0).count();
    assert_eq!((cut, copied, versions), (15, 3, 3));
    let backwards = Folder::new();
    for (n, (path, content)) in files.iter().rev().enumerate() {
        backwards.write(path, content);
        if n % 3 == 0 || n + 1 == files.len() {
            backwards.done("index .");
        }
    }
    assert_eq!(exported(&backwards), expected);
    backwards.done("index . --rebuild");
    assert_eq!(exported(&backwards), expected);
    let one_at_a_time = paths(&backwards, "search report --format jsonl --limit 100");
    assert_eq!(one_at_a_time, paths(&at_once, "search report --format jsonl --limit 100"));
}
