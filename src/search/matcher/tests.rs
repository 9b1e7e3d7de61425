use proptest::{collection, prelude::*, sample};

use super::*;
use crate::{
    archive::record::StoredName,
    search::{
        query::{self, Field, Match, Node},
        resolve::{self, ByWords, Filters, SlotField, resolve},
    },
};

fn name(kind: Kind, canonical: &str, forms: &[&str], text: &str) -> StoredName {
    let starts = forms.iter().flat_map(|form| text.match_indices(form));
    StoredName {
        kind,
        canonical: canonical.to_owned(),
        forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        mentions: starts.map(|(at, form)| (at as u32, (at + form.len()) as u32)).collect(),
        listed: false,
    }
}

/// The headline, if any, stands before "\n\n".
fn body_at(text: &str) -> usize {
    text.find("\n\n").map_or(0, |at| at + 2)
}

/// The text with its highlights: `[word]`, `<phrase>`, `{name}`.
fn check_with(query: &str, text: &str, names: &[StoredName], expected: &str) {
    let mut terms = Terms::default();
    let tree = resolve(&query::parse(query), Match::All, &Filters::default(), &ByWords, &mut terms).tree;
    let document = Document::new(text, body_at(text), names);
    let mut shown = String::new();
    let mut at = 0;
    for highlight in highlights(&tree, &document, &mut terms) {
        let (open, close) = match highlight.how {
            How::Word => ('[', ']'),
            How::Phrase => ('<', '>'),
            How::Name(_) => ('{', '}'),
            How::Near => ('(', ')'),
            How::Exact | How::Wildcard | How::Fuzzy | How::Regex => ('|', '|'),
        };
        shown.push_str(&text[at..highlight.range.start]);
        shown.push(open);
        shown.push_str(&text[highlight.range.clone()]);
        shown.push(close);
        at = highlight.range.end;
    }
    shown.push_str(&text[at..]);
    assert_eq!(shown, expected, "{query:?}");
}

fn check(query: &str, text: &str, expected: &str) {
    check_with(query, text, &[], expected);
}

#[test]
fn words_of_a_very_long_headline_are_found() {
    let long = |last: &str| format!("{}{last}\n\nA bell.", "The gate ".repeat(40));
    check("ferry", &long("ferry"), &long("[ferry]"));
    check("\"ferry late\"", &long("ferry late"), &long("<ferry late>"));
    check("\"late a bell\"", &long("ferry late"), &long("ferry late"));
}

#[test]
fn words_are_marked() {
    check("balloons", "A balloon, two Balloons.", "A [balloon], two [Balloons].");
    check("elysee", "L’Élysée", "[L’Élysée]");
    check("elysee", "the Élysée", "the [Élysée]");
    check("china", "China's spy", "[China]'s spy");
    check("$4.5m", "He got $4.5m.", "He got $[4.5m].");
    check("123", "nº123", "[nº123]");
    check("a -b", "a c", "[a] c");
}

#[test]
fn phrases_are_one_range() {
    check("\"spy balloon\"", "Spy balloons; a balloon, spy", "<Spy balloons>; a balloon, spy");
    check("COVID-19", "COVID-19 and 19", "<COVID-19> and 19");
    check("\"a b\" \"b c\"", "a b c", "<a b> <c>");
    check("\"a b\" b", "a b, b", "<a b>, [b]");
    check("\"a b\"", "x a\n\nb a b", "x a\n\nb <a b>");
}

#[test]
fn what_stands_near_is_marked() {
    check("a w/1 b", "a x b; b x x a, b", "(a) x (b); b x x (a), (b)");
    check("a pre/1 b", "b a b", "b (a) (b)");
    check("a NOT w/0 b", "a b. c a c", "a b. c [a] c");
    check("ax w/s bx", "Ax bx. Ax cold. Bx", "(Ax) (bx). Ax cold. Bx");
    check("a w/p b", "a. B\n\na c", "(a). (B)\n\na c");
    check("(a OR \"b c\") w/1 d", "b c d", "(b c) (d)");
    check("atleast2(a)", "a b a", "[a] b [a]");
    check("\"a b\"~1", "a x b, a x x b", "<a x b>, a x x b");
    check("a w/9 b", "x a\n\nb", "x a\n\nb");
    check("lede:a", "a\n\na\n\na\n\na", "[a]\n\n[a]\n\n[a]\n\na");
    check("case:A", "a A", "a |A|");
    let text = "Ann Lund resigned. Lund left";
    let names = [name(Kind::Person, "Ann Lund", &["Ann Lund", "Lund"], text)];
    check_with("person:lund pre/0 resigned", text, &names[..1], "(Ann Lund) (resigned). Lund left");
}

#[test]
fn regions_are_kept_apart() {
    check("title:a", "a b\n\na c", "[a] b\n\na c");
    check("body:a", "a b\n\na c", "a b\n\n[a] c");
}

#[test]
fn only_what_holds_is_marked() {
    check("(a b) OR c", "a c", "a [c]");
    check("(a b) OR c", "a b", "[a] [b]");
    check("(a -b) OR c", "a b c", "a b [c]");
    check("(a source:x) OR c", "a c", "[a] [c]");
    check("a b", "a c", "[a] c");
}

#[test]
fn names_are_marked_in_every_form() {
    let text = "Antony Blinken met Wang Yi. Blinken left.";
    let names = [
        name(Kind::Person, "Antony Blinken", &["Antony Blinken", ". Blinken"], text),
        name(Kind::Person, "Wang Yi", &["Wang Yi"], text),
    ];
    check_with("person:blinken", text, &names, "{Antony Blinken} met Wang Yi{. Blinken} left.");
    check_with("org:blinken", text, &names, text);
    check_with("person:\"Bob Blinken\"", text, &names, text);
    check_with(
        "antony person:\"Antony Blinken\"",
        text,
        &names[..1],
        "{Antony Blinken} met Wang Yi{. Blinken} left.",
    );
    check_with("-person:blinken wang", text, &names[1..], "Antony Blinken met [Wang] Yi. Blinken left.");
}

#[test]
fn ranges_outside_of_the_text_are_passed_over() {
    let mut lund = name(Kind::Person, "Lund", &["Lund"], "é Lund");
    lund.mentions.extend([(1, 3), (5, 900), (4, 2), (0, 0)]);
    check_with("person:lund", "é Lund", &[lund], "é {Lund}");
}

#[test]
fn long_headlines_stay_apart_from_the_body() {
    let text = format!("{}\n\nb a b", "a ".repeat(1100));
    let document = Document::new(&text, body_at(&text), &[]);
    let mut terms = Terms::default();
    let of = |query: &str, terms: &mut Terms| {
        let tree = resolve(&query::parse(query), Match::All, &Filters::default(), &ByWords, terms).tree;
        highlights(&tree, &document, terms).len()
    };
    assert_eq!(of("a", &mut terms), 1101);
    assert_eq!(of("\"a b\"", &mut terms), 1);
}

/// A text in which a query is evaluated by the letter: without terms, positions and intervals.
struct Reference<'t> {
    title: &'t [&'t str],
    body: &'t [&'t str],
    match_mode: Match,
}

impl Reference<'_> {
    fn means(&self, node: &Node, field: Option<Field>) -> bool {
        match node {
            Node::Word(word) => self.stands(&word.text, field),
            Node::Phrase(phrase) => self.stands(&phrase.text, field),
            Node::Field(fielded) => self.means(&fielded.node, Some(fielded.field)),
            Node::Sequence(nodes) if self.match_mode == Match::Any => {
                let (without, with): (Vec<_>, Vec<_>) =
                    nodes.iter().partition(|node| matches!(node, Node::Not(_)));
                without.iter().all(|node| self.means(node, field))
                    && (with.is_empty() || with.iter().any(|node| self.means(node, field)))
            }
            Node::Sequence(nodes) | Node::And(nodes) => nodes.iter().all(|node| self.means(node, field)),
            Node::Or(nodes) => nodes.iter().any(|node| self.means(node, field)),
            Node::Not(inner) => !self.means(inner, field),
            Node::Regex(_) | Node::AtLeast(_) | Node::Near(_) => unreachable!("not among the pieces below"),
        }
    }

    fn stands(&self, text: &str, field: Option<Field>) -> bool {
        let wanted: Vec<&str> = text.split(' ').collect();
        let is_in = |words: &[&str]| words.windows(wanted.len()).any(|window| window == wanted);
        field != Some(Field::Body) && is_in(self.title) || field != Some(Field::Title) && is_in(self.body)
    }
}

struct Nowhere;

impl Facts for Nowhere {
    fn slot(&self, _: SlotField, _: &[String]) -> Option<bool> {
        Some(false)
    }

    fn dates(&self, _: Option<chrono::NaiveDate>, _: Option<chrono::NaiveDate>) -> Option<bool> {
        Some(false)
    }

    fn flag(&self, _: resolve::Flag) -> Option<bool> {
        Some(false)
    }
}

fn a_text() -> impl Strategy<Value = Vec<&'static str>> {
    collection::vec(sample::select(vec!["ax", "bx", "cx", "dx"]), 0..6)
}

proptest! {
    #[test]
    fn queries_mean_what_they_say(
        parts in collection::vec(sample::select(vec![
            "ax ", "bx ", "cx ", "dx ", "\"ax bx\" ", "\"bx cx ax\" ", "(", ") ", "-", "OR ", "AND ", "title:", "body:",
        ]), 1..16),
        title in a_text(),
        body in a_text(),
        match_mode in sample::select(vec![Match::All, Match::Any]),
    ) {
        let query = query::parse(&parts.concat());
        let mut terms = Terms::default();
        let tree = resolve(&query, match_mode, &Filters::default(), &ByWords, &mut terms).tree;
        let text = format!("{}\n\n{}", title.join(" "), body.join(", "));
        let document = Document::new(&text, body_at(&text), &[]);
        let reference = Reference { title: &title, body: &body, match_mode };
        let expected = query.root.as_ref().is_none_or(|root| reference.means(root, None));
        let found = matches(&tree, &document, &Nowhere, &mut terms);
        prop_assert_eq!(found, Some(expected), "{} in {:?}", query.reading(), text);
    }

    #[test]
    fn highlights_are_sorted_and_disjoint(
        query in "[a-c\"é1 ]{0,12}( OR | -|)[a-c\" ]{0,6}( person:[ab])?",
        text in "[a-cé1 .,'\n]{0,60}",
        mentions in collection::vec((0_u32..60, 0_u32..60), 0..6),
    ) {
        let names = [StoredName { mentions, ..name(Kind::Person, "a b", &[], "") }];
        let mut terms = Terms::default();
        let tree = resolve(&query::parse(&query), Match::Any, &Filters::default(), &ByWords, &mut terms).tree;
        let mut at = 0;
        for highlight in highlights(&tree, &Document::new(&text, body_at(&text), &names), &mut terms) {
            prop_assert!(at <= highlight.range.start && !highlight.range.is_empty() && highlight.parts != 0);
            at = highlight.range.end;
            prop_assert!(text.get(highlight.range).is_some());
        }
    }
}
