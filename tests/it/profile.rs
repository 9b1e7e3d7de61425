//! Profiles of people, organizations and places.

use crate::harness::{sample, text};

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
