//! Who is found to have said what, and that no input does harm.

use proptest::prelude::*;

use super::{Quote, quotes};
use crate::{Kind, Mention, Name, marked, resolve, tokens};

/// Finds the quotes of a text whose mentions are marked as `<p Ann Lund>` and `<o Lund & Sons>`; expected is
/// "speaker (cue): words" for each, with "-" where there is none.
#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    let (text, tokens, mentions) = marked::read(marked);
    let names = resolve(&text, &tokens, &mentions);
    let shown: Vec<String> =
        quotes(&text, &tokens, &mentions, &names).iter().map(|quote| show(&text, &names, quote)).collect();
    assert_eq!(shown, expected, "{marked}");
}

fn show(text: &str, names: &[Name], quote: &Quote) -> String {
    let part = |range: &std::ops::Range<u32>| &text[range.start as usize..range.end as usize];
    let speaker = quote.speaker.map_or("-", |speaker| &names[speaker as usize].canonical);
    let cue = quote.cue.as_ref().map_or("-", part);
    let pronoun = if quote.pronoun { "*" } else { "" };
    format!("{speaker}{pronoun} ({cue}): {}", part(&quote.range))
}

#[test]
fn all_kinds_of_marks() {
    for (open, close) in
        [("“", "”"), ("\"", "\""), ("„", "“"), ("«", "»"), ("»", "«"), ("``", "''"), ("‘", "’"), ("'", "'")]
    {
        check(
            &format!("{open}We don't give in,{close} said <p Ann Lund>. The end."),
            &["Ann Lund (said): We don't give in,"],
        );
    }
    check("The players' union and the boys’ choir met.", &[]);
    check(
        "“He called it ‘a farce’ and left,” <p Lund> said.",
        &["Lund (said): He called it ‘a farce’ and left,"],
    );
    check("A board 5'10\" long and one 6'2\" long, said <p Ann Lund>.", &[]);
}

#[test]
fn attribution_behind_the_quote() {
    let cases = [
        ("“We won,” <p Ann Lund> said.", "Ann Lund (said): We won,"),
        ("“We won,” says <p Ann Lund>, who was there.", "Ann Lund (says): We won,"),
        ("“We won,” <p Lund> told <o Harbour News>.", "Lund (told): We won,"),
        ("“We won,” said former mayor <p Ann Lund>.", "Ann Lund (said): We won,"),
        ("“We won,” said <p Per Holm>’s sister, <p Ann Lund>.", "Ann Lund (said): We won,"),
        ("“We won,” according to <p Ann Lund>.", "Ann Lund (according to): We won,"),
        ("“We won,” <p Ann Lund>, the minister of fish, said.", "Ann Lund (said): We won,"),
        ("“We won,” the minister of fish, <p Ann Lund>, said.", "Ann Lund (said): We won,"),
        ("“We won,” <p Lund> (29) later told the crowd.", "Lund (told): We won,"),
        ("“We won,” <o Harbour News> quoted <p Lund> as saying.", "Lund (quoted): We won,"),
        ("“We won,” the <o Harbour Board> said in a statement.", "Harbour Board (said): We won,"),
        ("“Who won?” <p Lund> asked.", "Lund (asked): Who won?"),
        ("“We won” – <p Lund> said on Monday.", "Lund (said): We won"),
        ("“We won the cup,” said the keeper from <l Ystad>.", "- (said): We won the cup,"),
        ("“We won,” a spokesman for <p Lund> said.", "- (said): We won,"),
        ("“We won,” <p Lund> and <p Holm> said.", "- (said): We won,"),
        ("“We won,” <p Lund>'s aide said.", "- (said): We won,"),
        ("“We won,” <p Lund> was told.", ""),
        ("“Who won?” <p Lund> said the question was old.", ""),
    ];
    for (text, expected) in cases {
        let expected: Vec<&str> = Some(expected).filter(|line| !line.is_empty()).into_iter().collect();
        check(text, &expected);
    }
}

#[test]
fn attribution_before_the_quote() {
    let cases = [
        ("<p Ann Lund> said: “We won.”", "Ann Lund (said): We won."),
        (
            "<p Ann Lund> called the verdict “a gift to the mob and its friends”.",
            "Ann Lund (called): a gift to the mob and its friends",
        ),
        (
            "<p Ann Lund> was called by some “a gift to the mob and its friends”.",
            "- (-): a gift to the mob and its friends",
        ),
        ("After the match, coach <p Ann Lund> said, “We won.”", "Ann Lund (said): We won."),
        ("<p Ann Lund>, head of the harbour, told us: “We won.”", "Ann Lund (told): We won."),
        ("According to <p Ann Lund>, “we won it all”.", "Ann Lund (According to): we won it all"),
        (
            "According to <p Ann Lund>, <p Eva Berg> shouted “we won it all”.",
            "Eva Berg (shouted): we won it all",
        ),
        ("<p Thomas Lund Jr>. said: “We won.”", "Thomas Lund Jr (said): We won."),
        ("<p Thomas Lund> Jr. said: “We won.”", "Thomas Lund (said): We won."),
        ("<p Lund> left early, saying: “We won.”", "Lund (saying): We won."),
        ("The paper quotes <p Lund> as saying: “We won.”", "Lund (saying): We won."),
        ("<p Lund> said the town was “a good place to be”.", "Lund (said): a good place to be"),
        ("It was described by <p Lund> as “a good place to be”.", "Lund (described): a good place to be"),
        ("The <o Harbour Board> warned: “Keep out.”", "Harbour Board (warned): Keep out."),
        ("<p Lund> said <p Holm> was “a man of many words”.", "- (-): a man of many words"),
    ];
    for (text, expected) in cases {
        check(text, &[expected]);
    }
}

#[test]
fn one_speech_in_several_parts() {
    check(
        "“We won,” said <p Lund>, “and will again.”",
        &["Lund (said): We won,", "Lund (-): and will again."],
    );
    check("“We won,” <p Lund> said. “It is over.”", &["Lund (said): We won,", "Lund (-): It is over."]);
    check(
        "<p Lund> said: “We won.\n\n“We lost.\n\n“We won again.” The end.",
        &["Lund (said): We won.", "Lund (said): We lost.", "Lund (said): We won again."],
    );
    check(
        "\"We won.\n\n\"It is over,\" <p Lund> said. Rain fell.",
        &["Lund (said): We won.", "Lund (said): It is over,"],
    );
    check(
        "“We won,” <p Lund> said.\n\n“It is over and done.”\n\nRain fell.",
        &["Lund (said): We won,", "Lund (-): It is over and done."],
    );
    check(
        "“We won,” <p Lund> said. <p Holm> smiled. “It is over and done.”",
        &["Lund (said): We won,", "- (-): It is over and done."],
    );
    check(
        "“We won,” <p Lund> said.\nThis is “a wholly new day for us” in town.",
        &["Lund (said): We won,", "- (-): a wholly new day for us"],
    );
    check("It was a “blue day\n\n“We won,” <p Lund> said.", &["Lund (said): We won,"]);
}

#[test]
fn pronouns() {
    check(
        "<p Ann Lund> came.\n\n“We won,” she said.\n\nRain fell.\n\n“It is over,” she added.",
        &["Ann Lund* (said): We won,", "Ann Lund* (added): It is over,"],
    );
    check("<p Ann Lund> met <p Carl Holm>. “We won,” he said.", &["Carl Holm* (said): We won,"]);
    check(
        "<p Per Lund> and <p Ole Holm> came.\n\n<p Bo Ek> left with <p Per Lund>. “We won,” he said.",
        &["Bo Ek* (said): We won,"],
    );
    check("<p Per Lund> slept. A friend of <p Ole Holm> came. “We won,” he said.", &["-* (said): We won,"]);
    check("“We won,” she said. <p Ann Lund> left.", &["-* (said): We won,"]);
    check("<p Lund> came. <p Holm> is “a good man to have,” he said.", &["-* (said): a good man to have,"]);
    check("<p Lund> met <p Holm>, whom he called “a good man to have”.", &["- (called): a good man to have"]);
    check("<p Ann Lund> came. “We won,” they said.", &["- (said): We won,"]);
    check("<p Ann Lund> came. A neighbour said it rained. “We won,” she said.", &["-* (said): We won,"]);
    check(
        "<p Ann Lund> came.\n“We won,” one neighbour said.\n“It is over,” she said.",
        &["- (said): We won,", "-* (said): It is over,"],
    );
    check("According to <p Lund>, it rained. “We won,” he said.", &["Lund* (said): We won,"]);
    check(
        "<p Per Lund> spoke. <p Ole Holm> was late, he said, and tired. “We won,” he said.",
        &["Per Lund* (said): We won,"],
    );
    check(
        "<p Per Lund> spoke. <p Ole Holm>, he noted, “has gone home.”",
        &["Per Lund* (noted): has gone home."],
    );
    check(
        "Sitting beside <p Ole Holm>, <p Per Lund> smiled. “We won,” he said.",
        &["Per Lund* (said): We won,"],
    );
    check("<p Per Lund>'s neighbour said it rained. “We won,” she said.", &["-* (said): We won,"]);
    check("They sang of boys, and <p Lund>. “We won,” she said.", &["Lund* (said): We won,"]);
    check("They sang of boys, and <p Lund>.\n\nIt rained.\n\n“We won,” she said.", &["-* (said): We won,"]);
    check(
        "<p Per Holm> spoke. He said <p Ole Lund> left early. “We won,” he said.",
        &["Per Holm* (said): We won,"],
    );
    check(
        "<p Per Holm> spoke. The board said that <p Ole Lund> left early. “We won,” he said.",
        &["-* (said): We won,"],
    );
    check(
        "<p Per Holm> came. The <p Lund> regime banned it. “We won,” he said.",
        &["Per Holm* (said): We won,"],
    );
    check("They like <p Lund>.\n\nOnce.\n\nTwice.\n\n“We won,” she said.", &["-* (said): We won,"]);
}

#[test]
fn descriptions() {
    check("<p Lund> came with his father. “We won,” the father said.", &["-* (said): We won,"]);
    check(
        "Mayor <p Ann Lund> met <p Per Holm>, a banker.\n“We won,” the mayor said.\n“You lost,” said the banker.",
        &["Ann Lund* (said): We won,", "Per Holm* (said): You lost,"],
    );
    check(
        "Mayor <p Ann Lund> and mayor <p Per Holm> met. “We won,” the mayor said.",
        &["-* (said): We won,"],
    );
    check("<p Ann Lund> wrote a report. “We won the cup,” the report said.", &["- (said): We won the cup,"]);
}

#[test]
fn words_kept_at_a_distance_are_no_quotes() {
    check("<p Lund> likes the ‘New Harbour Plan’, the mayor said.", &[]);
    check("The so-called “spy balloon” fell. <p Lund> said so.", &[]);
    check("<p Lund> wrote “The Long Way Home from Ystad” in 1990.", &[]);
    check("<p Lund> called it “normal” and left.", &[]);
    check("A sign: “keep off the grass at night please”.", &["- (-): keep off the grass at night please"]);
}

#[test]
fn lines_broken_in_sentences_are_one_paragraph() {
    check(
        "“We won the\ncup and the\nleague and the\nhearts,” said\n<p Ann Lund>.",
        &["Ann Lund (said): We won the\ncup and the\nleague and the\nhearts,"],
    );
}

/// Pieces that quotes are made of.
const PIECES: &str = "[“”\"'‘’«»`„,.:;?!()\n -]{1,3}|said|says|told|saying|according to|quoted|he|she|the mayor|who|\
                      Mr[.]|Lund|Lund's|and|as|by|\\PC{0,3}";

/// Quotes lie in the text, in order, and speak of names that exist.
fn check_sound(text: &str, tokens: &[tokens::Token], mentions: &[Mention], names: &[Name]) {
    let found = quotes(text, tokens, mentions, names);
    assert!(found.is_sorted_by(|a, b| a.range.end <= b.range.start));
    for quote in found {
        assert!(text.get(quote.range.start as usize..quote.range.end as usize).is_some());
        assert!(quote.cue.is_none_or(|cue| text.get(cue.start as usize..cue.end as usize).is_some()));
        assert!(quote.speaker.is_none_or(|speaker| (speaker as usize) < names.len()));
    }
}

proptest! {
    #[test]
    fn any_pieces_are_read(pieces in prop::collection::vec((PIECES, 0..6_usize), 0..60)) {
        let mark = |(piece, kind): &(String, usize)| {
            let piece = piece.replace(['<', '>'], "");
            match kind {
                0 if !piece.trim().is_empty() => format!("<p {piece}>"),
                1 if !piece.trim().is_empty() => format!("<o {piece}>"),
                2 => piece,
                _ => format!(" {piece}"),
            }
        };
        let marked: String = pieces.iter().map(mark).collect();
        let (text, tokens, mentions) = marked::read(&marked);
        check_sound(&text, &tokens, &mentions, &resolve(&text, &tokens, &mentions));
    }

    #[test]
    fn mentions_that_fit_no_text_do_no_harm(
        text in "[“”\"a ,.]{0,40}",
        ranges in prop::collection::vec((0..60_u32, 0..60_u32, 0..20_u32, 0..20_u32), 0..12),
        strays in prop::collection::vec(0..20_u32, 0..4),
    ) {
        let mut tokens = Vec::new();
        tokens::tokenize(&text, &mut tokens);
        let mention = |(start, end, first, last): (u32, u32, u32, u32)| {
            Mention { kind: Kind::Person, range: start..end, tokens: first..last }
        };
        let mentions: Vec<Mention> = ranges.into_iter().map(mention).collect();
        let name = Name { kind: Kind::Person, canonical: String::new(), forms: Vec::new(), mentions: strays };
        check_sound(&text, &tokens, &mentions, &[name]);
    }
}

#[test]
fn whose_somebody_is_does_not_speak() {
    check("\"No,\" said <p Lund> adviser <p Maria Berg>. He left.", &["Maria Berg (said): No,"]);
    check("\"No,\" said <p Dean Lund> senior analyst <p Karen Berg>. He left.", &["Karen Berg (said): No,"]);
    check("\"No,\" said a <p Lund> spokesman. He left.", &["- (said): No,"]);
    check("\"No,\" said <p Lund>, adviser of <p Maria Berg>. He left.", &["Lund (said): No,"]);
}

#[test]
fn marks_that_were_mixed_up() {
    check("<p Ann Lund> left. “We won it all,“ <p Lund> said.", &["Ann Lund (said): We won it all,"]);
    check("<p Ann Lund> left. “We won it at last “ <p Lund> said.", &["Ann Lund (said): We won it at last "]);
    check(
        "<p Ann Lund> left. “We won it at last,’’ <p Lund> said.",
        &["Ann Lund (said): We won it at last,"],
    );
    check(
        "“We won it all,” said <p Ann “Buck” Lund>. “And more.”",
        &["Ann “Buck” Lund (said): We won it all,", "Ann “Buck” Lund (-): And more."],
    );
}

#[test]
fn a_sentence_of_its_own_names_the_speaker() {
    check(
        "“We hope to win it.” <p Ann Lund> told bankers at a lunch.",
        &["Ann Lund (told): We hope to win it."],
    );
    check(
        "“We hope to win it.” <p Ann Lund> said in an interview.",
        &["Ann Lund (said): We hope to win it."],
    );
    check(
        "“We hope to win it.” <p Ann Lund> told bankers the bank was sound.",
        &["- (-): We hope to win it."],
    );
    check("“We hope to win it.” <p Ann Lund> said in May that it rained.", &["- (-): We hope to win it."]);
    check("Her adviser <p Ann Lund>: “We hope to win it.”", &["Ann Lund (:): We hope to win it."]);
    check("<p Ann Lund>: “The Harbour”", &[]);
    check(
        "<p Ann Lund>, who spoke through her adviser, <p Per Holm>, said “we hope to win it.”",
        &["Ann Lund (said): we hope to win it."],
    );
    check(
        "<p Per Holm> left. The critic shot back: “We hope to win it.\n\n“We do,” <p Ann Lund> said.",
        &["Ann Lund (said): We hope to win it.", "Ann Lund (said): We do,"],
    );
}
