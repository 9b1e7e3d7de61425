use chrono::NaiveDate;

use super::*;
use crate::{
    archive::terms::Terms,
    search::query::{Match, NoteKind, Reach, parse},
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
        Resolved::Slot { field, words, .. } => format!("{field:?}{{{}}}", words.join(" ")),
        Resolved::Dates { since, until } => format!("{since:?}..{until:?}"),
        Resolved::Flag(flag) => format!("{flag:?}"),
        Resolved::Span(span) => show_span(span),
    }
}

/// A span in a short notation: `stem`, `'typed`, `(a w/5 b)`, `(a !pre/s b)`, `[phrase]~room`, `n*of`, `region:of`.
fn show_span(span: &Span) -> String {
    let list = |parts: &[Span]| parts.iter().map(show_span).collect::<Vec<_>>().join(" ");
    let near = |sides: &[Span; 2], apart: &Apart, sign: &str| {
        let operator = if apart.ordered { "pre" } else { "w" };
        let reach = match apart.reach {
            Reach::Words(words) => words.to_string(),
            Reach::Sentence => "s".to_owned(),
            Reach::Paragraph => "p".to_owned(),
        };
        format!("({} {sign}{operator}/{reach} {})", show_span(&sides[0]), show_span(&sides[1]))
    };
    match span {
        Span::Leaf(Leaf::Terms(set)) if set.way == Way::Stem => set.typed.clone(),
        Span::Leaf(Leaf::Terms(set)) => format!("'{}", set.typed),
        Span::Leaf(Leaf::Name(names)) => format!("{:?}{{{}}}", names.kind, names.words.join(" ")),
        Span::Phrase { parts, room } => format!("[{}]~{room}", list(parts)),
        Span::Near { apart, sides } => near(sides, apart, ""),
        Span::NotNear { apart, sides } => near(sides, apart, "!"),
        Span::Either(parts) => format!("|({})", list(parts)),
        Span::AtLeast { times, of } => format!("{times}*{}", show_span(of)),
        Span::In { region, of } => format!("{region:?}:{}", show_span(of)),
    }
}

fn check_with(text: &str, mode: Match, filters: &Filters, expected: &str) {
    let resolved = resolve(&parse(text), mode, filters, &ByWords, &mut Terms::default());
    assert_eq!(show(&resolved.tree), expected, "{text:?} {mode:?}");
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
    )
    .tree;
    assert_eq!(tree.terms(), ["a", "b", "lund"]);
    assert_eq!(tree.leaves().len(), 3);
}

#[test]
fn distances_are_between_what_stands_somewhere() {
    check("voting w/5 b", "(vote w/5 b)");
    check("a w/5 b pre/2 c", "((a w/5 b) pre/2 c)");
    check("a OR b w/s \"c d\"", "(|(a b) w/s [c d]~0)");
    check("(a b) w/5 c", "+((a w/5 c) (b w/5 c))");
    check("(a -b) w/5 c", "+((a w/5 c) !(b w/5 c))");
    check("((a b) OR c) w/5 d", "|(+((a w/5 d) (b w/5 d)) (c w/5 d))");
    check("a NOT w/5 (b c)", "|((a !w/5 b) (a !w/5 c))");
    check("a w/5 -b", "(a !w/5 b)");
    check("-a w/5 b", "!(a w/5 b)");
    check("title:(a w/5 b)", "(Title:a w/5 Title:b)");
    check("person:Lund w/10 resign*", "(Person{lund} w/10 'resign*)");
    check("source:x w/5 b", "+(Source{x} b)");
    check("a w/5 $", "a");
    check("atleast3(a)", "3*a");
    check("atleast2(a b)", "+(2*a 2*b)");
    check("atleast2(a OR b)", "2*|(a b)");
    check("atleast1(a)", "a");
}

#[test]
fn patterns_and_exact_words_are_sets_of_terms() {
    check("=Voting", "'Voting");
    check("=(a OR b)", "|('a 'b)");
    check("=\"a b\"", "['a 'b]~0");
    check("\"a b\"~2", "[a b]~2");
    check("\"vot* day\"", "['vot* day]~0");
    check("case:Word", "'Word");
    check("wom?n harbuor~ /x+/", "+('wom?n 'harbuor '/x+/)");
    check("COVID-1*", "[covid '1*]~0");
    check("lede:a", "Lede:a");
    check("* ?", "all");
}

#[test]
fn dates_and_flags_are_fields() {
    check("date:2023-06", "Some(2023-06-01)..Some(2023-06-30)");
    check("since:2023 until:2024-02", "+(Some(2023-01-01)..None None..Some(2024-02-29))");
    check("has:date -is:copy lang:en", "+(Dated !Copy Language{en})");
    let filters = Filters { today: NaiveDate::from_ymd_opt(2024, 3, 31), ..Filters::default() };
    check_with("date:\"last month\"", Match::All, &filters, "Some(2024-02-01)..Some(2024-02-29)");
}

#[test]
fn what_cannot_be_settled_is_noted() {
    let check = |text: &str, expected: &[NoteKind]| {
        let resolved =
            resolve(&parse(text), Match::All, &Filters::default(), &ByWords, &mut Terms::default());
        assert_eq!(resolved.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), expected, "{text}");
    };
    check("date:June", &[NoteKind::NotADate]);
    check("date:2023..2022", &[NoteKind::EndsBefore]);
    check("since:yesterday", &[NoteKind::NoToday]);
    check("is:nonsense has:x", &[NoteKind::UnknownValue, NoteKind::UnknownValue]);
    check("source:x w/5 b", &[NoteKind::NoPlace]);
    let group = "(a b c d e f g h)";
    let deep = format!("{group} w/5 {group} w/5 {group} w/5 {group}");
    check(&deep, &[NoteKind::TooManyCombinations]);
}
