//! Lists of names, and accounts of the archive.

use crate::{
    harness::{Folder, sample, text},
    served::{Served, between},
};

/// The first names of a list, with their counts of articles.
fn names(line: &str) -> Vec<(String, u64)> {
    let rows = sample().json_lines(&format!("{line} --format jsonl"));
    let row =
        |row: &serde_json::Value| (text(&row["name"]).to_owned(), row["articles"].as_u64().expect("a count"));
    rows.iter().map(row).collect()
}

#[test]
fn names_are_listed_for_people() {
    insta::assert_snapshot!(sample().run("people lin meihua"), @r"
        exit 0
        --- stdout
        10  Lin Meihua (17 mentions)
    ");
    insta::assert_snapshot!(sample().run("orgs gannet"), @r"
        exit 0
        --- stdout
        7  Gannet Estates (9 mentions)
    ");
    insta::assert_snapshot!(sample().run("places lisb"), @r"
        exit 0
        --- stdout
        2  Lisbon (3 mentions)
    ");
}

#[test]
fn most_articles_come_first() {
    for command in ["people", "orgs", "places"] {
        let names = names(command);
        assert!(names.len() > 10, "{command}");
        assert!(names.is_sorted_by(|a, b| a.1 >= b.1), "{command}: {names:?}");
    }
}

#[test]
fn pages_of_a_list_fit_together() {
    for command in ["people", "orgs", "places", "people --since 2019", "people s"] {
        let whole = names(&format!("{command} --limit 1000"));
        let page = |offset: usize| names(&format!("{command} --limit 7 --offset {offset}"));
        let pages: Vec<_> = (0..whole.len()).step_by(7).flat_map(page).collect();
        assert_eq!(pages, whole, "{command}");
    }
}

#[test]
fn counts_are_those_of_a_search() {
    for (name, articles) in names("people --limit 20") {
        let listed = usize::try_from(articles).expect("a count");
        let found = sample().count(&format!("--person \"{name}\""));
        assert!(found >= listed, "{name}: {listed} listed, {found} found");
    }
}

#[test]
fn a_pattern_is_words_and_the_beginning_of_one() {
    for pattern in ["kett", "Kettering", "KETTERING den", "denis kett"] {
        let found = names(&format!("people {pattern}"));
        assert!(found.iter().any(|(name, _)| name == "Denis Kettering"), "{pattern}: {found:?}");
        assert!(found.iter().all(|(name, _)| name.contains("Kettering")), "{pattern}: {found:?}");
    }
    insta::assert_snapshot!(sample().run("people nobodyofthatname"), @"
    exit 1
    --- stderr
    No name matches.
    ");
}

#[test]
fn filters_and_a_query_narrow_a_list() {
    let together = names("people --person 'Lin Meihua'");
    assert_eq!(together[0].0, "Lin Meihua");
    let articles = sample().count("--person 'Lin Meihua'");
    assert_eq!(together[0].1 as usize, articles);
    let lost = names("people --query '\"tidal gate\"' --since 2020");
    assert!(lost.iter().any(|(name, _)| name == "Ruth Callan"), "{lost:?}");
    insta::assert_snapshot!(sample().run("people --until 1999"), @"
    exit 1
    --- stderr
    No name matches.
    ");
}

#[test]
fn lists_are_paged() {
    let whole = names("people --limit 6");
    let pages = [names("people --limit 3"), names("people --limit 3 --offset 3")];
    assert_eq!(pages.concat(), whole);
    let run = sample().run("people --limit 1");
    assert!(run.stderr.starts_with("1 of ") && run.stderr.ends_with(" names shown\n"), "{run}");
}

#[test]
fn lists_are_printed_for_programs() {
    insta::assert_snapshot!(sample().run("orgs gannet --format json"), @r#"
        exit 0
        --- stdout
        {"schema":1,"total":1,"offset":0,"limit":50,"names":[{"schema":1,"name":"Gannet Estates","kind":"organization","articles":7,"mentions":9}]}
    "#);
    insta::assert_snapshot!(sample().run("orgs gannet --format jsonl"), @r#"
        exit 0
        --- stdout
        {"schema":1,"name":"Gannet Estates","kind":"organization","articles":7,"mentions":9}
    "#);
    insta::assert_snapshot!(sample().run("orgs gannet --format csv"), @r"
        exit 0
        --- stdout
        name,kind,articles,mentions
        Gannet Estates,organization,7,9
    ");
}

#[test]
fn the_archive_gives_an_account_of_itself() {
    let status = sample().json("status --format json");
    let count = |key: &str| status[key].as_u64().unwrap_or_else(|| panic!("{key} in {status}"));
    assert_eq!(
        ["schema", "articles", "dated", "files", "problems", "skipped"].map(count),
        [1, 68, 67, 68, 0, 0]
    );
    for (key, least) in [("people", 50), ("organizations", 30), ("places", 20), ("text_bytes", 100_000)] {
        assert!(count(key) >= least, "{key} in {status}");
    }
    assert!(count("index_bytes") > 0);
    assert_eq!((text(&status["first_date"]), text(&status["last_date"])), ("2016-01-15", "2023-10-27"));
    let shown = sample().run("status").to_string();
    let stable: Vec<&str> =
        shown.lines().filter(|line| !line.ends_with(char::is_numeric) || line.contains('-')).collect();
    insta::assert_snapshot!(stable.join("\n"), @r"
        --- stdout
        archive        [DIR]
        articles       68, 67 with a date
        dates          2016-01-15 to 2023-10-27
        files          68, 0 of no known kind
        text           [N] kB
        index          [N] kB
    ");
}

#[test]
fn an_archive_without_problems_says_so() {
    insta::assert_snapshot!(sample().run("problems"), @r"
        exit 0
        --- stderr
        Every file was read.
    ");
    insta::assert_snapshot!(sample().run("problems --format json"), @r#"
        exit 0
        --- stdout
        {"schema":1,"total":0,"kinds":[],"problems":[]}
    "#);
}

/// Names in most of the articles are told from what is known of all, which a server knows and a single command does not.
#[test]
fn names_in_most_articles_are_counted_as_in_few() {
    let folder = Folder::of_sample();
    folder.done("index .");
    let paths = folder.done("search --person 'Ingrid Solheim' --paths");
    let first = paths.lines().next().expect("an article");
    for change in [
        "alias 'Prakash Iyer' 'the harbour'",
        "assign {first} 'Ingrid Solheim' 'Ingrid Solheim (nurse)'",
        "kind 'Grace Tembo' org",
        "join 'Margaret Hale' 'Peter Callan'",
    ] {
        folder.done(&format!("names {} --yes", change.replace("{first}", first)));
    }
    let served = Served::new(&folder, "");
    for kind in ["people", "orgs", "places"] {
        // Whoever asks for a list of all has all counted.
        assert_eq!(served.get(&format!("/{kind}")).status, 200);
        for (query, line) in [
            ("q=the", "--query the"),
            ("q=the&copies=true", "--query the --copies"),
            ("q=harbour&match=any", "--query harbour --match any"),
            ("q=-ferry", "--query=-ferry"),
            ("q=-harbour", "--query=-harbour"),
            ("since=2017", "--since 2017"),
            ("q=-ferry&pattern=s", "s --query=-ferry"),
        ] {
            assert_eq!(
                served.get(&format!("/api/v1/{kind}?{query}&limit=1000")).page(),
                folder.done(&format!("{kind} {line} --limit 1000 --format json")),
                "{kind} {query}"
            );
        }
    }
}

#[test]
fn the_alphabet_has_every_name_once() {
    let folder = sample();
    let served = Served::new(folder, "");
    let names_of = |path: &str| -> Vec<String> {
        let page = served.page(path);
        let list = between(&page, "<ol class=\"name-columns\">", "</ol>");
        list.split("<li>").skip(1).map(|item| between(item, "\">", "</a>").to_owned()).collect()
    };
    for kind in ["people", "orgs", "places"] {
        let mut listed: Vec<String> = names(&format!("{kind} --limit 1000"))
            .into_iter()
            .map(|(name, _)| name.replace('&', "&amp;"))
            .collect();
        let by_name = names_of(&format!("/{kind}?order=name"));
        let page = served.page(&format!("/{kind}"));
        let letters = between(&page, "<nav class=\"alphabet\"", "</nav>");
        let by_letter: Vec<String> = letters
            .split("letter=")
            .skip(1)
            .flat_map(|link| {
                names_of(&format!("/{kind}?letter={}", link.split('"').next().unwrap_or_default()))
            })
            .collect();
        assert_eq!(by_letter, by_name, "{kind}");
        let (mut sorted, before) = (by_name.clone(), listed.len());
        sorted.sort_unstable();
        listed.sort_unstable();
        assert_eq!(sorted, listed, "{kind}");
        assert!(before > 30, "{kind}");
    }
    // The order is the same in a search.
    let (all, some) = (names_of("/people?order=name"), names_of("/people?order=name&q=ferry"));
    let expected: Vec<&String> = all.iter().filter(|name| some.contains(name)).collect();
    assert!(some.len() > 5 && some.len() < all.len(), "{some:?}");
    assert_eq!(some.iter().collect::<Vec<_>>(), expected);
    let of_letter = names_of("/people?letter=L&q=ferry");
    assert!(of_letter.contains(&"Zoë Lindqvist".to_owned()), "{of_letter:?}");
    assert!(of_letter.iter().all(|name| some.contains(name)), "{of_letter:?}");
}
