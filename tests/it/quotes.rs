//! What people said.

use crate::harness::{Folder, list, sample, text, texts};

/// The quotes that a line finds, as "speaker: words".
fn said(line: &str) -> Vec<String> {
    let rows = sample().json_lines(&format!("quotes {line} --limit 1000 --format jsonl"));
    let row = |row: &serde_json::Value| {
        format!("{}: {}", row["speaker"].as_str().unwrap_or("-"), text(&row["text"]))
    };
    rows.iter().map(row).collect()
}

#[test]
fn quotes_are_shown_with_who_says_so_and_where() {
    insta::assert_snapshot!(sample().run("quotes Lin Meihua --limit 3"), @"
    exit 0
    --- stdout
     1. “Everybody,”
        Lin Meihua [said Lin]
        2023-02-17 · eereme34rad3e · 2023/2023-02-17-gate-rises.txt
        The door is shut

     2. “I must come back when you are quieter.”
        Lin Meihua
        2023-02-17 · eereme34rad3e · 2023/2023-02-17-gate-rises.txt
        The door is shut

     3. “Good,”
        Lin Meihua [she said]
        2021-10-15 · 1j1168j8gzc3a · 2021/2021-10-15-work-starts-on-gate.txt
        Work starts on the gate

    8 quotes in 10 articles read, 3 shown
    ");
    insta::assert_snapshot!(sample().run("quotes lin meihua --about everybody --color always"), @r"
    exit 0
    --- stdout
     1. “\e[1m\e[33mEverybody\e[0m,”
        \e[1mLin Meihua\e[0m\e[2m [said Lin]\e[0m
        2023-02-17 · \e[36meereme34rad3e\e[0m · 2023/2023-02-17-gate-rises.txt
        \e[2mThe door is shut\e[0m

    1 quote in 3 articles read, 1 shown
    ");
}

#[test]
fn all_parts_of_a_name_and_the_surname_alone_mean_the_same() {
    let whole = said("Lin Meihua");
    assert!(whole.len() >= 5 && whole.iter().all(|quote| quote.starts_with("Lin Meihua: ")), "{whole:?}");
    assert_eq!(said("LIN MEIHUA"), whole);
    assert_eq!(said("Meihua"), whole);
}

#[test]
fn an_ambiguous_name_means_all_and_says_so() {
    let run = sample().run("quotes Hale --limit 1");
    assert_eq!(
        run.stderr, "said by J. R. Hale (10), Margaret Hale (4); a fuller name means just one\n",
        "{run}"
    );
    let one = said("Margaret Hale");
    let all = said("Hale");
    assert!(one.len() < all.len() && one.iter().all(|quote| all.contains(quote)), "{all:?}");
}

#[test]
fn the_offsets_are_those_of_the_article_shown() {
    for quote in sample().json_lines("quotes Iyer --limit 50 --format jsonl") {
        let article = sample().json(&format!("show {} --format json", text(&quote["id"])));
        let field = text(&article[text(&quote["field"])]);
        let at = |key: &str| usize::try_from(quote[key].as_u64().expect("an offset")).expect("an offset");
        assert_eq!(&field[at("start")..at("end")], text(&quote["text"]), "{quote}");
        assert_eq!(article["path"], quote["path"]);
    }
}

#[test]
fn quotes_can_be_asked_by_what_they_are_about() {
    let about = sample().json("quotes --about harbour --format json");
    assert!(list(&about["quotes"]).len() > 2, "{about}");
    for quote in list(&about["quotes"]) {
        let words = text(&quote["text"]);
        let highlight = &quote["highlights"][0];
        let at = |key: &str| usize::try_from(highlight[key].as_u64().expect("an offset")).expect("an offset");
        assert!(words[at("start")..at("end")].to_lowercase().contains("harbour"), "{quote}");
    }
    let (all, with) = (said("Iyer").len(), said("Iyer --about the").len());
    let without = said("Iyer --about='-the'").len();
    assert!(with > 0 && without > 0, "{with} {without}");
    assert_eq!(with + without, all);
}

#[test]
fn filters_and_pages_narrow_the_list() {
    let all = said("Iyer --sort oldest");
    let (early, late) = (said("Iyer --sort oldest --until 2019"), said("Iyer --sort oldest --since 2020"));
    assert!(!early.is_empty() && !late.is_empty());
    assert_eq!([early, late].concat(), all);
    let dates = |line: &str| -> Vec<String> {
        let rows = sample().json_lines(&format!("quotes Iyer {line} --format jsonl"));
        rows.iter().map(|row| text(&row["date"]).to_owned()).collect()
    };
    assert!(dates("--limit 100").is_sorted_by(|a, b| a >= b));
    let pages = [dates("--limit 3"), dates("--limit 3 --offset 3")].concat();
    assert_eq!(pages, dates("--limit 6"));
    let somewhere = said("Iyer --person 'Lin Meihua'");
    assert!(!somewhere.is_empty() && somewhere.len() < all.len());
}

#[test]
fn an_article_lists_also_what_nobody_is_known_to_have_said() {
    let folder = Folder::with(&[(
        "a.txt",
        "Gate opens\n\n“We have waited nine years for this gate,” Mayor Ingrid Solheim said.\n\n\
         Someone at the back was louder. “It has been standing open all the time.”\n",
    )]);
    folder.done("index .");
    insta::assert_snapshot!(folder.run("quotes --article a.txt"), @"
    exit 0
    --- stdout
     1. “We have waited nine years for this gate,”
        Ingrid Solheim [Mayor Ingrid Solheim said]
        jw8h5mv6eabnc · a.txt
        Gate opens

     2. “It has been standing open all the time.”
        (speaker not clear)
        jw8h5mv6eabnc · a.txt
        Gate opens

    2 quotes in 1 article read, 2 shown
    ");
    let quotes = folder.json("quotes --article a.txt --format json");
    assert_eq!(quotes["quotes"][1]["speaker"], serde_json::Value::Null);
    assert_eq!(folder.json_lines("quotes --about open --article a.txt --format jsonl").len(), 1);
    assert_eq!(folder.json_lines("quotes Solheim --article a.txt --format jsonl").len(), 1);
    assert_eq!(folder.json_lines("quotes --about nine --format jsonl").len(), 1);
    assert_eq!(folder.run("quotes --about standing").code, Some(1));
    insta::assert_snapshot!(folder.run("quotes --article b.txt"), @r#"
    exit 1
    --- stderr
    No article has the id or path "b.txt".
    "#);
}

#[test]
fn one_person_is_found_by_every_name_that_the_desk_joins() {
    let speech = |who: &str, words: &str| format!("News\n\n“The gate is {words},” said {who} on Monday.\n");
    let folder = Folder::with(&[
        ("a.txt", &speech("Mayor Ingrid Solheim", "open at last")),
        ("b.txt", &speech("Mayor Ingrid K. Solheim", "shut for the winter")),
        ("c.txt", &speech("Walter Dunne", "none of my concern")),
    ]);
    folder.done("index .");
    let speakers = |line: &str| -> Vec<String> {
        let rows = folder.json_lines(&format!("quotes {line} --format jsonl"));
        let mut names: Vec<String> = rows.iter().map(|row| text(&row["speaker"]).to_owned()).collect();
        names.sort_unstable();
        names
    };
    assert_eq!(speakers("Ingrid Solheim"), ["Ingrid Solheim"]);
    let joined = "[[person]]\nname = \"Ingrid Solheim\"\nalso = [\"Walter Dunne\", \"Ingrid K. Solheim\"]\n";
    folder.write(".morgue/desk/names.toml", joined);
    assert_eq!(speakers("Ingrid Solheim"), ["Ingrid K. Solheim", "Ingrid Solheim", "Walter Dunne"]);
    assert_eq!(speakers("Walter Dunne").len(), 3);
}

#[test]
fn nothing_found_has_its_reason() {
    insta::assert_snapshot!(sample().run("quotes Solhiem"), @r#"
    exit 1
    --- stderr
    No quote by "Solhiem" was found.
    "solhiem" stands in no name; near it: solheim
    "#);
    insta::assert_snapshot!(sample().run("quotes Lin Meihua --about 'tidal gate'"), @r#"
    exit 1
    --- stderr
    No quote by "Lin Meihua" was found.
    --about matches none of 2 quotes in 3 articles.
    "#);
    insta::assert_snapshot!(sample().run("quotes Lin Meihua --until 1999"), @r#"
    exit 1
    --- stderr
    No quote by "Lin Meihua" was found.
    No article has that name and all else that was asked for.
    "#);
    insta::assert_snapshot!(sample().run("quotes Merrow Line Ferries"), @r#"
    exit 1
    --- stderr
    No quote by "Merrow Line Ferries" was found.
    Nothing in 6 articles is clearly said by that name.
    "#);
    insta::assert_snapshot!(sample().run("quotes"), @"
    exit 2
    --- stderr
    error: whose quotes?
    hint: type: morgue quotes NAME, or morgue quotes --about QUERY, or morgue quotes --article ID
    ");
}

#[test]
fn quotes_are_printed_for_programs() {
    let line = "quotes Lin Meihua --about everybody";
    insta::assert_snapshot!(sample().run(&format!("{line} --format json")), @r#"
    exit 0
    --- stdout
    {"schema":1,"name":"Lin Meihua","about":"everybody","reading":"everybody","notes":[],"articles":3,"undated":0,"read":3,"total":1,"offset":0,"limit":10,"speakers":[{"name":"Lin Meihua","kind":"person","quotes":1}],"quotes":[{"schema":1,"text":"Everybody,","highlights":[{"start":0,"end":9,"how":"word"}],"name":"Lin Meihua","kind":"person","speaker":"Lin Meihua","attribution":"said Lin","pronoun":false,"id":"eereme34rad3e","path":"2023/2023-02-17-gate-rises.txt","member":null,"title":"The door is shut","date":"2023-02-17","date_precision":"day","source":null,"url":null,"field":"body","start":907,"end":917}]}
    "#);
    insta::assert_snapshot!(sample().run(&format!("{line} --format csv")), @r#"
    exit 0
    --- stdout
    text,name,kind,speaker,attribution,id,path,member,title,date,source,url,field,start,end
    "Everybody,",Lin Meihua,person,Lin Meihua,said Lin,eereme34rad3e,2023/2023-02-17-gate-rises.txt,,The door is shut,2023-02-17,,,body,907,917
    "#);
    let view = sample().json("quotes Hale --limit 1 --format json");
    let names: Vec<&str> = list(&view["speakers"]).iter().map(|speaker| text(&speaker["name"])).collect();
    assert_eq!(names, ["J. R. Hale", "Margaret Hale"]);
    assert!(texts(&view["notes"]).is_empty());
}
