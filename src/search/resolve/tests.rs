use chrono::NaiveDate;

use super::*;
use crate::{
    archive::terms::Terms,
    search::query::{Match, parse},
};

/// A tree in a short notation: words, `[phrase]`, `+(all)`, `|(any)`, `!not`, `kind{words}`.
fn show(query: &Resolved) -> String {
    let list = |parts: &[Resolved]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
    match query {
        Resolved::All => "all".to_owned(),
        Resolved::Nothing => "nothing".to_owned(),
        Resolved::Words { terms, region } => {
            let terms = if terms.len() == 1 { terms[0].clone() } else { format!("[{}]", terms.join(" ")) };
            if *region == Region::Anywhere { terms } else { format!("{region:?}:{terms}") }
        }
        Resolved::And(parts) => format!("+({})", list(parts)),
        Resolved::Or(parts) => format!("|({})", list(parts)),
        Resolved::Not(part) => format!("!{}", show(part)),
        Resolved::Name(names) => format!("{:?}{{{}}}", names.kind, names.words.join(" ")),
        Resolved::Slot { field, words } => format!("{field:?}{{{}}}", words.join(" ")),
        Resolved::Dates { since, until } => format!("{since:?}..{until:?}"),
    }
}

fn check_with(text: &str, mode: Match, filters: &Filters, expected: &str) {
    let resolved = resolve(&parse(text), mode, filters, &ByWords, &mut Terms::default());
    assert_eq!(show(&resolved), expected, "{text:?} {mode:?}");
}

fn check(text: &str, expected: &str) {
    check_with(text, Match::All, &Filters::default(), expected);
}

fn check_any(text: &str, expected: &str) {
    check_with(text, Match::Any, &Filters::default(), expected);
}

#[test]
fn words_become_terms() {
    check("Running balloons", "+(run balloon)");
    check("\"spy balloons\"", "[spi balloon]");
    check("COVID-19", "[covid 19]");
    check("m@x.org", "[m x org]");
    check("$4.5m U.S. China's", "+(4.5m u.s china)");
    check("spy SPY", "spi");
    check("title:spy body:\"a b\"", "+(Title:spi Body:[a b])");
}

#[test]
fn values_become_words() {
    check("person:\"President Xi\" org:\"The Times\"", "+(Person{xi} Organization{times})");
    check("person:(Ann Lund OR Xi)", "|(Person{ann lund} Person{xi})");
    check("source:\"New York Times\" path:2019/06", "+(Source{new york times} Path{2019 06})");
    check("section:Sport -author:Doe", "+(Section{sport} !Author{doe})");
}

#[test]
fn trees_are_simple() {
    check("", "all");
    check("$ -\"!\"", "all");
    check("a $ OR b", "+(a b)");
    check("a (b (c d))", "+(a b c d)");
    check("-a", "!a");
    check("-a -b", "+(!a !b)");
    check("a OR -b OR (c AND d)", "|(a !b +(c d))");
}

#[test]
fn any_of_the_words() {
    check_any("a b c", "|(a b c)");
    check_any("a b -c", "+(!c |(a b))");
    check_any("a AND b c", "|(+(a b) c)");
    check_any("budget reform person:Lund", "+(Person{lund} |(budget reform))");
    check_any("title:(a b) c", "|(Title:a Title:b c)");
    check_any("person:(\"A\" \"B\")", "+(Person{a} Person{b})");
    check_any("-a", "!a");
}

#[test]
fn filters_join_the_query() {
    let since = NaiveDate::from_ymd_opt(2023, 6, 1);
    let filters = Filters {
        people: vec!["Ann Lund".to_owned(), "…".to_owned(), "Xi".to_owned()],
        sources: vec!["Times".to_owned()],
        since,
        ..Filters::default()
    };
    let beside = "Person{ann lund} Person{xi} Source{times} Some(2023-06-01)..None";
    check_with("", Match::All, &filters, &format!("+({beside})"));
    check_with("a b", Match::All, &filters, &format!("+(a b {beside})"));
    check_with("a b", Match::Any, &filters, &format!("+(|(a b) {beside})"));
}

#[test]
fn terms_are_those_that_can_be_shown() {
    let tree = resolve(
        &parse("\"a b\" OR a -c person:Lund"),
        Match::All,
        &Filters::default(),
        &ByWords,
        &mut Terms::default(),
    );
    assert_eq!(tree.terms(), ["a", "b", "lund"]);
    assert_eq!(tree.leaves().len(), 3);
}
