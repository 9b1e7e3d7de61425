//! Looking around: facets, timelines, keywords in context, the first article, related ones, samples.

use std::fs;

use crate::harness::{Folder, list, sample, text, texts};

#[test]
fn facets_count_the_whole_answer() {
    let answer =
        sample().json("search harbour --limit 1 --facets person,source,year --facet-limit 2 --format json");
    assert_eq!((list(&answer["hits"]).len(), list(&answer["facets"]).len()), (1, 3));
    let [people, sources, years] = [0, 1, 2].map(|at| &answer["facets"][at]);
    assert_eq!((text(&people["facet"]), list(&people["values"]).len()), ("person", 2));
    assert!(people["total"].as_u64() > Some(10), "{people}");
    // A facet counts what a search with it as a filter finds.
    for (facet, flag) in [(people, "--person"), (sources, "--source")] {
        for value in list(&facet["values"]) {
            let found = sample().count(&format!("harbour {flag} \"{}\"", text(&value["value"])));
            assert_eq!(value["articles"].as_u64(), Some(found as u64), "{value}");
        }
    }
    for value in list(&years["values"]) {
        let year = text(&value["value"]);
        let found =
            sample().json(&format!("search harbour --since {year} --until {year} --limit 0 --format json"));
        assert_eq!(value["articles"], found["total"], "{value}");
    }
}

#[test]
fn names_of_facets_are_those_of_the_lists() {
    let folder = Folder::of_sample();
    folder.done("index .");
    folder.done("names ignore 'Prakash Iyer' --yes");
    folder.done("names join 'Ruth Callan' 'Nora Dunne' --yes");
    folder.done("names alias 'Zoë Lindqvist' 'the harbourmaster' --yes");
    for (facet, command) in [("person", "people"), ("org", "orgs"), ("place", "places")] {
        for query in ["harbour OR ferry", "-nosuchword"] {
            let line =
                format!("search --facets {facet} --facet-limit 1000 --format json --limit 0 -- '{query}'");
            let answer = folder.json(&line);
            let facet = &answer["facets"][0];
            let counted =
                list(&facet["values"]).iter().map(|value| (text(&value["value"]), &value["articles"]));
            let names = folder.json(&format!("{command} --query='{query}' --limit 1000 --format json"));
            let listed = list(&names["names"]).iter().map(|name| (text(&name["name"]), &name["articles"]));
            let sorted = |rows: Vec<(&str, &serde_json::Value)>| {
                let mut rows: Vec<String> =
                    rows.iter().map(|(name, count)| format!("{name} {count}")).collect();
                rows.sort();
                rows
            };
            assert_eq!(sorted(counted.collect()), sorted(listed.collect()), "{line}");
            assert_eq!(facet["total"], names["total"], "{line}");
        }
    }
}

#[test]
fn facets_are_printed_for_people_and_programs() {
    insta::assert_snapshot!(sample().run("search 'tidal gate' --limit 0 --facets author,section,year"));
    let table = sample().done("search 'tidal gate' --facets year --format csv");
    assert!(table.starts_with("facet,value,articles\nyear,2016,"), "{table}");
    assert_eq!(
        sample()
            .done("search ferry --facets all --format jsonl")
            .lines()
            .next()
            .map(|line| line.starts_with('{')),
        Some(true)
    );
}

#[test]
fn a_timeline_is_drawn_in_the_terminal() {
    insta::assert_snapshot!(sample().run("timeline harbour --by year"));
    insta::assert_snapshot!(sample().run("timeline flood --vs ferry --by year --relative --since 2018"));
    insta::assert_snapshot!(sample().run("timeline nosuchword"), @"
    exit 1
    --- stderr
    No article matches.
    ");
}

#[test]
fn a_timeline_counts_every_article_once() {
    for by in ["day", "week", "month", "year"] {
        let chart = sample().json(&format!("timeline harbour --vs ferry --by {by} --format json"));
        assert_eq!(text(&chart["unit"]), by);
        for (at, query) in list(&chart["queries"]).iter().enumerate() {
            let number = |key: &str| query[key].as_u64().expect("a number");
            let drawn: u64 = list(&chart["periods"])
                .iter()
                .map(|period| period["articles"][at].as_u64().expect("a count"))
                .sum();
            assert_eq!(drawn + number("undated") + number("imprecise"), number("total"), "{query}");
        }
    }
}

#[test]
fn a_timeline_becomes_a_picture() {
    let folder = Folder::of_sample();
    folder.done("index .");
    folder.done("timeline harbour --vs 'ferry & <gate>' --svg chart.svg --png chart.png");
    let svg = fs::read_to_string(folder.join("chart.svg")).expect("a picture");
    assert!(
        svg.starts_with("<svg") && svg.contains("&amp; &lt;gate&gt;") && !svg.contains("<gate>"),
        "{svg}"
    );
    assert!(fs::read(folder.join("chart.png")).expect("a picture").starts_with(b"\x89PNG"));
    // Another picture may take its place, but no article is written over.
    folder.done("timeline harbour --png chart.png");
    folder.write("article.txt", "A story\n\nIt has some words.\n");
    insta::assert_snapshot!(folder.run("timeline harbour --svg article.txt"), @"
    exit 2
    --- stderr
    error: article.txt is there and no such picture
    hint: name a new file
    ");
}

#[test]
fn months_without_articles_are_gaps_of_the_archive() {
    let folder = Folder::new();
    for month in [1, 2, 3, 7, 8] {
        for day in 1..=9 {
            let text = format!(
                "Council meets\n2021-{month:02}-{day:02}\n\nThe council sat at number {month}{day}.\n"
            );
            folder.write(&format!("2021-{month:02}-{day:02}.txt"), text);
        }
    }
    folder.done("index .");
    let chart = folder.json("timeline council --by month --format json");
    assert_eq!(texts(&chart["gaps"]), ["2021-04", "2021-05", "2021-06"]);
    insta::assert_snapshot!(folder.run("timeline council --by month"));
    insta::assert_snapshot!(folder.run("timeline council --by week"));
}

#[test]
fn keywords_stand_below_each_other() {
    insta::assert_snapshot!(sample().run("kwic '\"tidal gate\"' --sort right --context 30"));
    let lines = sample().json_lines("kwic ferry --sort left --format jsonl");
    let whole = sample().json("kwic ferry --format json");
    assert_eq!(Some(lines.len() as u64), whole["matches"].as_u64());
    assert_eq!(whole["articles"].as_u64(), Some(sample().count("ferry") as u64));
    assert_eq!(sample().done("kwic ferry --limit 3 --format csv").lines().count(), 4);
    assert_eq!(sample().run("kwic nosuchword").code, Some(1));
}

#[test]
fn places_are_counted_the_same_with_and_without_their_lines() {
    let queries = [
        "ferry",
        "FERRIES OR harbour OR tide",
        "ferry council",
        "ferr*",
        "ferri~ -council",
        "=ferry",
        "case:Ferry",
        "title:ferry",
        "lede:ferry",
        "body:gate",
        "(ferry OR author:Wilk) since:2018",
        "ferry OR (gate council)",
        "tide-table",
        "\"tidal gate\"",
        "person:\"Lin Meihua\" harbour",
        "ferry w/5 late",
        "atleast3(ferry)",
        "source:Packet",
        "--copies ferry",
    ];
    for query in queries {
        let query =
            query.strip_prefix("--copies ").map_or(format!("'{query}'"), |rest| format!("{rest} --copies"));
        let (one, all) = (
            sample().json(&format!("kwic {query} --limit 1 --format json")),
            sample().json(&format!("kwic {query} --format json")),
        );
        assert_eq!(
            all["matches"].as_u64(),
            all["lines"].as_array().map(|lines| lines.len() as u64),
            "{query}"
        );
        assert_eq!(one["matches"], all["matches"], "{query}");
        assert_eq!(one["articles"], all["articles"], "{query}");
        assert_eq!(
            one["lines"].as_array().and_then(|lines| lines.first()),
            all["lines"].as_array().and_then(|lines| lines.first())
        );
    }
}

#[test]
fn keywords_are_in_the_order_of_their_articles() {
    let order = |sort: &str| {
        let lines = sample().json_lines(&format!("kwic council --sort {sort} --format jsonl"));
        let mut ids: Vec<String> = lines.iter().map(|line| text(&line["id"]).to_owned()).collect();
        ids.dedup();
        ids
    };
    let hits = |sort: &str| {
        let found = sample().json_lines(&format!("search council --sort {sort} --limit 1000 --format jsonl"));
        found.iter().map(|hit| text(&hit["id"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(order("date"), hits("oldest"));
    assert_eq!(order("newest"), hits("newest"));
}

#[test]
fn places_of_keywords_are_right_to_the_byte() {
    for line in sample().json_lines("kwic 'gate OR Lindqvist' --format jsonl") {
        let shown = sample().json(&format!("show {} --format json", text(&line["id"])));
        let offset = |key: &str| line[key].as_u64().expect("an offset") as usize;
        let field = text(&shown[text(&line["field"])]);
        let keyword = field.get(offset("start")..offset("end")).expect("a range");
        assert_eq!(keyword.split_whitespace().collect::<Vec<_>>().join(" "), text(&line["keyword"]));
    }
}

#[test]
fn the_first_article_and_what_is_before_it() {
    let first = sample().json("first ferry --format json");
    let oldest = sample().json("search ferry --sort oldest --limit 1 --format json");
    assert_eq!(first["hits"][0]["id"], oldest["hits"][0]["id"]);
    assert_eq!(
        (text(&first["archive_from"]), first["total"].as_u64()),
        ("2016-01-15", oldest["total"].as_u64())
    );
    let day = text(&first["hits"][0]["date"]).to_owned();
    let earlier = sample().json("timeline --by day --format json");
    let before: u64 = list(&earlier["periods"])
        .iter()
        .filter(|period| text(&period["start"]) < day.as_str())
        .map(|period| period["all"].as_u64().expect("a count"))
        .sum();
    assert_eq!(first["before"].as_u64(), Some(before));
}

#[test]
fn older_versions_of_a_copy_are_not_related() {
    let text = |url: &str, weeks: &str| {
        format!(
            "---\ntitle: Bridge to close for repairs\ndate: 2024-03-04\nurl: {url}\n---\n\n\
             The bridge will close for {weeks} weeks from Monday, the council said.\n\n\
             Mayor Ingrid Solheim said that the bearings had worn faster than anybody expected.\n\n\
             Buses will run over the northern crossing until the work is done, and the ferry sails at night.\n"
        )
    };
    let folder = Folder::with(&[
        ("first.md", &text("https://packet.example.org/bridge", "three")),
        ("second.md", &text("https://packet.example.org/bridge", "five")),
        ("copy.md", &text("https://courier.example.org/bridge", "five")),
        (
            "other.md",
            "# Bridge bearings ordered\n\nThe council ordered bearings for the bridge, Ingrid Solheim said.\n",
        ),
    ]);
    folder.done("index .");
    for path in ["copy.md", "second.md", "first.md"] {
        let related = folder.json(&format!("related {path} --format json"));
        let paths: Vec<&str> = list(&related["hits"]).iter().map(|hit| self::text(&hit["path"])).collect();
        assert_eq!(paths, ["other.md"], "{path}");
    }
}

#[test]
fn related_articles_are_no_copies() {
    let folder = Folder::of_sample();
    let gate = "2016/2016-12-16-tidal-gate-dropped.txt";
    let copy = fs::read_to_string(folder.join(gate)).expect("an article");
    folder.write("copy.txt", copy);
    folder.done("index .");
    let related = folder.json(&format!("related {gate} --limit 5 --format json"));
    let paths: Vec<&str> = list(&related["hits"]).iter().map(|hit| text(&hit["path"])).collect();
    assert_eq!((paths.len(), related["copies"].as_u64()), (5, Some(1)));
    assert!(!paths.contains(&"copy.txt") && !paths.contains(&gate), "{paths:?}");
    let gates = folder.json("search gate --limit 100 --format json");
    let found: Vec<&str> = list(&gates["hits"]).iter().map(|hit| text(&hit["path"])).collect();
    assert!(paths[..3].iter().all(|path| found.contains(path)), "{paths:?}");
    assert_eq!(sample().run("related nosuchid").code, Some(1));
}

#[test]
fn a_sample_depends_on_articles_and_seed_alone() {
    let drawn = |folder: &Folder, line: &str| -> Vec<String> {
        folder
            .json_lines(&format!("sample {line} --format jsonl"))
            .iter()
            .map(|hit| text(&hit["id"]).to_owned())
            .collect()
    };
    let ten = drawn(sample(), "harbour 10");
    assert_eq!((ten.len(), &ten[..4]), (10, &drawn(sample(), "harbour 4")[..]));
    assert_ne!(ten, drawn(sample(), "harbour 10 --seed 2"));
    // The same in an index that came about file by file.
    let folder = Folder::of_sample();
    for year in ["2021", "2016", "2019"] {
        folder.done(&format!("index {year} --archive ."));
    }
    folder.done("index .");
    assert_eq!(drawn(&folder, "harbour 10"), ten);
    insta::assert_snapshot!(sample().run("sample harbour"), @"
    exit 2
    --- stderr
    error: how many articles?
    hint: put a number last: morgue sample QUERY 20
    ");
}

#[test]
fn a_headline_that_was_typed_is_first_and_pages_fit_together() {
    let headline = "Harbour trust drops tidal gate to save $3.4 million";
    let hits =
        sample().json_lines("search --match any 'harbour trust drops tidal gate to save' --format jsonl");
    assert_eq!(text(&hits[0]["title"]), headline);
    let ids = |line: &str| -> Vec<String> {
        sample().json_lines(line).iter().map(|hit| text(&hit["id"]).to_owned()).collect()
    };
    let whole = ids("search harbour --limit 12 --format jsonl");
    let pages = ["", "--offset 5", "--offset 10"]
        .map(|offset| ids(&format!("search harbour --limit 5 {offset} --format jsonl")));
    assert_eq!(pages.concat()[..12], whole[..]);
    let fresh = ids("search harbour --fresh --limit 12 --format jsonl");
    assert_ne!(fresh, whole);
}

#[test]
fn copies_count_where_they_are_asked_for() {
    for (flag, expected) in [("", 2), ("--copies", 3)] {
        let check = |line: &str, key: &str| {
            let answer = sample().json(&format!("{line} {flag} --format json"));
            let answer = answer.pointer(key).and_then(serde_json::Value::as_u64);
            assert_eq!(answer, Some(expected), "{line} {flag}");
        };
        check("search 'missed payment' --limit 0", "/total");
        check("first 'missed payment'", "/total");
        check("sample 'missed payment' 5", "/total");
        check("timeline 'missed payment'", "/queries/0/total");
        check("kwic 'missed payment'", "/articles");
    }
}
