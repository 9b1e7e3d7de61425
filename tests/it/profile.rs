//! Profiles of people, organizations and places.

use crate::harness::{Folder, sample, text};

#[test]
fn a_profile_says_when_with_whom_and_how_described() {
    let profile = sample().json("person 'Lin Meihua' --explain --format json");
    assert_eq!((text(&profile["name"]), text(&profile["kind"])), ("Lin Meihua", "person"));
    assert_eq!(profile["articles"], 10);
    assert_eq!((text(&profile["first_date"]), text(&profile["last_date"])), ("2017-07-28", "2023-07-28"));
    assert_eq!(text(&profile["timeline"]["unit"]), "year");
    let periods = profile["timeline"]["periods"].as_array().expect("periods");
    let articles: u64 = periods.iter().filter_map(|period| period["articles"].as_u64()).sum();
    assert_eq!(articles + profile["undated"].as_u64().expect("a count"), 10);
    assert_eq!(text(&profile["descriptions"][0]["text"]), "engineer");
    assert_eq!(text(&profile["measure"]), "log-likelihood ratio");
    let variants = profile["explanation"]["variants"].as_array().expect("variants");
    assert!(variants.iter().any(|variant| variant["form"] == "Lin Meihua"), "{variants:?}");
}

#[test]
fn companions_stand_there_more_often_than_by_chance() {
    let profile = sample().json("org 'Gannet Estates' --format json");
    let people = profile["people"].as_array().expect("people");
    assert!(!people.is_empty());
    let scores: Vec<f64> = people.iter().filter_map(|one| one["score"].as_f64()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    for one in people {
        assert!(one["together"].as_u64() <= one["articles"].as_u64(), "{one}");
    }
}

#[test]
fn filters_narrow_a_profile() {
    let whole = sample().json("person 'Lin Meihua' --format json");
    let part = sample().json("person 'Lin Meihua' --since 2020 --limit 2 --format json");
    assert!(part["articles"].as_u64() < whole["articles"].as_u64());
    assert_eq!(part["newest"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_name_that_nobody_has_is_not_found() {
    insta::assert_snapshot!(sample().run("person Meihuo"), @r#"
    exit 1
    --- stderr
    No such name as "Meihuo". Near it: meihua
    "#);
}

#[test]
fn lists_hold_to_articles_with_another_name() {
    let articles = |line: &str| {
        let people = sample().json(&format!("people denis kettering {line} --format json"));
        people["names"][0]["articles"].as_u64().expect("a count")
    };
    let (all, with, org) =
        (articles(""), articles("--with 'Gannet Estates'"), articles("--org 'Gannet Estates'"));
    assert!(org <= with && with < all, "{org} {with} {all}");
}

/// Two Oldenburgs, an article that has only the surname, and one title written in three ways.
fn family() -> Folder {
    let folder = Folder::with(&[
        (
            "a.txt",
            "Bridge\n\nU.S. President Marta Oldenburg opened the bridge. Jonas Weidenfeld stood beside her.\n",
        ),
        ("b.txt", "Ferry\n\nUS President Marta Oldenburg missed the ferry. Jonas Weidenfeld waited.\n"),
        ("c.txt", "Market\n\nThe market was opened by US President Marta Oldenburg and Jonas Weidenfeld.\n"),
        ("d.txt", "Regatta\n\nThe sailor Paul Oldenburg won the regatta. Jonas Weidenfeld came second.\n"),
        ("e.txt", "Lighthouse\n\nMr. Oldenburg told Jonas Weidenfeld that the lighthouse would stay.\n"),
        ("f.txt", "Sails\n\nPaul Oldenburg mended his sails. Jonas Weidenfeld helped.\n"),
        ("g.txt", "Rain\n\nIt rained.\n"),
    ]);
    folder.done("index .");
    folder
}

#[test]
fn a_description_in_several_writings_is_one() {
    let profile = family().json("person 'Marta Oldenburg' --format json");
    let first = &profile["descriptions"][0];
    assert_eq!((text(&first["text"]), first["articles"].as_u64()), ("US President", Some(3)), "{profile}");
}

#[test]
fn a_bare_surname_is_nobody_beside_those_who_have_it() {
    let folder = family();
    let names = |line: &str, field: &str| {
        let answer = folder.json(line);
        let names = answer[field].as_array().expect("names");
        names.iter().map(|one| text(&one["name"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        names("people --format json", "names"),
        ["Jonas Weidenfeld", "Marta Oldenburg", "Paul Oldenburg"]
    );
    assert_eq!(names("people oldenburg --format json", "names").len(), 3);
    insta::assert_snapshot!(folder.run("person oldenburg"), @r#"
    exit 0
    --- stdout
    3  Marta Oldenburg (3 mentions)
    2  Paul Oldenburg (2 mentions)
    also 1 article with only "Oldenburg", where it is not clear who
    --- stderr
    "oldenburg" may be one of 2; type more of the name, or "=oldenburg" for those that have no more of it.
    "#);
    assert_eq!(folder.json("person =oldenburg --format json")["articles"].as_u64(), Some(1));
    let surname = &folder.json("person oldenburg --format json")["surname_only"];
    assert_eq!((text(&surname["name"]), surname["articles"].as_u64()), ("Oldenburg", Some(1)));
}
