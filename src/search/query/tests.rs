use proptest::prelude::*;

use super::*;

/// The reading, and behind " # " the notes.
fn check(text: &str, expected: &str) {
    let query = parse(text);
    let notes: Vec<String> = query.notes.iter().map(|note| format!("{:?}", note.kind)).collect();
    let shown =
        if notes.is_empty() { query.reading() } else { format!("{} # {}", query.reading(), notes.join(" ")) };
    assert_eq!(shown, expected, "{text:?}");
}

#[test]
fn questions_in_words() {
    check("who is the mayor?", "who is the mayor # QuestionMark");
    check("who is the mayor ?  ", "who is the mayor # QuestionMark");
    check("new mayor?", "new mayor?");
    check("who wom?n mayor?", "who wom?n mayor?");
    check("title:who is mayor?", "title:who is mayor?");
}

#[test]
fn words_and_phrases() {
    check("spy balloon", "spy balloon");
    check("  spy\tballoon\n", "spy balloon");
    check("\"spy  balloon\" china", "\"spy balloon\" china");
    check("“spy balloon” «a b»", "\"spy balloon\" \"a b\"");
    check("it's COVID-19 $4.5m m@x.org U.S.", "it's COVID-19 $4.5m m@x.org U.S.");
    check("foo\"bar baz\"qux", "foo \"bar baz\" qux");
}

#[test]
fn operators() {
    check("a b OR c", "a b OR c");
    check("(a b) OR c", "(a b) OR c");
    check("a AND b OR c", "a AND b OR c");
    check("(a AND b) OR c d", "(a AND b) OR c d");
    check("a or b", "a or b");
    check("NOT a", "-a");
    check("a NOT b -c -\"d e\" -(f OR g)", "a -b -c -\"d e\" -(f OR g)");
    check("NOT NOT a -(-b)", "a b");
    check("a -b OR c", "a -b OR c");
    check("((a))", "a");
    check("a (b (c d))", "a b c d");
    check("a OR (b OR c)", "a OR b OR c");
    check("(a AND b) c", "a AND b c");
    check("a && b || c", "a AND b OR c");
    check("+a -b a+b C++", "a -b a+b C++");
}

#[test]
fn hyphens() {
    check("a - b -- c --d", "a b c d");
    check("well-known (-x) \"New York\"-based", "well-known -x \"New York\" based");
    check("-", " # Empty");
}

#[test]
fn what_looks_like_a_field() {
    check("persn:Lund gate", "\"persn:Lund\" gate # NoField");
    check("Headline:(a b) by:=\"Ann Lund\"", "title:(a b) author:=\"Ann Lund\" # OtherName OtherName");
    check("headline: a", "headline: a");
    check("before:2022", "\"before:2022\" # NoField");
    check("organisation:\"Merrow Line\"", "org:\"Merrow Line\" # OtherName");
    check("pelson: Lund, 12:30 http://a.example re:invent", "pelson: Lund, 12:30 http://a.example re:invent");
}

#[test]
fn fields() {
    check("title:spy PERSON:\"Ann Lund\"", "title:spy person:\"Ann Lund\"");
    check("title:(a b) body:(a OR b)", "title:(a b) body:(a OR b)");
    check("person: Lund", "person:Lund");
    check("-title:a title:-b title:(-c)", "-title:a -title:b -title:c");
    check("title:body:x", "body:x");
    check("http://x.org/a time:12:30", "http://x.org/a time:12:30");
    check("title:http://x.org", "title:http://x.org");
    check("person:(Ann Lund OR Xi)", "person:(\"Ann Lund\" OR \"Xi\")");
    check("person:(Lund) org:(a (b))", "person:\"Lund\" org:(\"a\" \"b\")");
    check("person:(Lund title:(a b))", "person:(\"Lund\" title:(a b))");
    check("source: (a)", "source:\"a\"");
    check("the title:", "the title # NoValue");
    check("title: OR a", "title OR a # NoValue");
    check("person:(title: OR a)", "person:(\"title\" OR \"a\") # NoValue");
}

#[test]
fn distances() {
    check("a w/5 b", "a w/5 b");
    check("a NEAR/5 b W/3 c", "a w/5 b w/3 c");
    check("a w/5 (b w/3 c)", "a w/5 (b w/3 c)");
    check("a pre/5 b", "a pre/5 b");
    check("a NOT w/5 b NOT  pre/2 c", "a NOT w/5 b NOT pre/2 c");
    check("a same/sentence b same/PARAGRAPH c", "a w/s b w/p c");
    check("a OR b w/5 c AND d e", "a OR b w/5 c AND d e");
    check("(a AND b) w/5 (c d)", "(a AND b) w/5 (c d)");
    check("person:\"A B\" w/p person:X", "person:\"A B\" w/p person:X");
    check("a w/5 -b", "a NOT w/5 b");
    check("-a w/5 b", "-(a w/5 b)");
    check("w/o w/ a/5", "w/o w/ a/5");
    check("w/5 a w/5", "a # DanglingOperator DanglingOperator");
    check("a AND NOT w/5 b", "a AND b # DanglingOperator");
    check("atleast3(a OR b)", "atleast3(a OR b)");
    check("ATLEAST2(a b) atleast0(c) atleast d", "atleast2(a b) atleast0 c atleast d");
    check("atleast2(-a)", "-atleast2(a)");
}

#[test]
fn writing() {
    check("=Exact =\"a b\" ==x", "=Exact =\"a b\" =x");
    check("=(a OR b) case:(A \"B C\")", "=a OR =b case:A case:\"B C\"");
    check("-=a =-a title:=b =title:b", "-=a -=a title:=b title:=b");
    check("a = b 1=2 case: x \"a\"=b", "a b 1=2 case:x \"a\" b");
    check("vot* wom?n * ?", "vot* wom?n # NothingToFind NothingToFind");
    check("roof~ roof~2 roof~1 roof~9 ~2 x~y", "roof~ roof~2 roof~ roof~2 ~2 x~y # TooFuzzy");
    check("\"a b\"~3 \"a\"~", "\"a b\"~3 \"a\" # NothingToFind");
    check("/colou?r(s)?/ /usr/bin a/b/c", "/colou?r(s)?/ /usr/bin a/b/c");
    check("-/a b/ title:/x/ path:/x/", "-/a b/ title:/x/ path:/x/");
    check("date:2023..2024 since:\"last month\"", "date:2023..2024 since:\"last month\"");
}

#[test]
fn distances_do_not_nest_too_deep() {
    let query = parse(&"a w/5 ".repeat(200));
    assert!(query.notes.iter().any(|note| note.kind == NoteKind::TooDeep));
    assert_eq!(parse(&query.reading()).reading(), query.reading());
}

#[test]
fn broken_queries_have_a_reading() {
    check("", " # Empty");
    check("it's 5\" (or", "it's 5 or # UnmatchedParenthesis");
    check("5\" and 6\" pipes", "5 and 6 pipes");
    check("\"Boeing 737\" x", "\"Boeing 737\" x");
    check("\"spy balloon", "spy balloon # UnmatchedQuote");
    check("date:atleast2(/\"a/", "date:atleast2(\"/ a/\") # UnmatchedParenthesis");
    check("a OR", "a # DanglingOperator");
    check("OR a", "a # DanglingOperator");
    check("a AND OR b", "a AND b # DanglingOperator");
    check("a NOT", "a # DanglingOperator");
    check("NOT AND a", "a # DanglingOperator DanglingOperator");
    check("(a OR b", "a OR b # UnmatchedParenthesis");
    check("-(a b", "-(a b) # UnmatchedParenthesis");
    check("a) b", "a b # UnmatchedParenthesis");
    check("a () b", "a b");
    check("a & \"!\" b", "a b # NothingToFind NothingToFind");
    check("a $ OR b -! c", "a b c # NothingToFind DanglingOperator DanglingOperator NothingToFind");
    check("title:! a person:() b", "a b # NothingToFind");
    check("$", " # NothingToFind Empty");
}

#[test]
fn notes_point_at_their_place() {
    let query = parse("ab (c \"d");
    let spans: Vec<_> = query.notes.iter().map(|note| (note.kind, note.span.clone())).collect();
    assert_eq!(spans, [(NoteKind::UnmatchedParenthesis, 3..4), (NoteKind::UnmatchedQuote, 6..7)]);
}

#[test]
fn huge_queries_are_read() {
    for text in ["(", ")", "(a ", "-(", "NOT ", "title:", "title:(", "\"", "a\" ", "a OR ", "é", "((a) "] {
        let query = parse(&text.repeat(1_000_000 / text.len()));
        assert!(query.notes.iter().any(|note| note.kind == NoteKind::TooLong), "{text}");
        assert!(query.notes.len() <= 20);
        assert_eq!(parse(&query.reading()).reading(), query.reading(), "{text}");
    }
}

/// A tree without the places where its parts stand.
fn shape(root: Option<&Node>) -> String {
    let mut shape = String::new();
    for piece in format!("{root:?}").split("span: ") {
        shape.push_str(piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'));
    }
    shape
}

fn is_stable(text: &str) -> Result<(), TestCaseError> {
    let query = parse(text);
    let reading = query.reading();
    let again = parse(&reading);
    prop_assert_eq!(&again.reading(), &reading);
    prop_assert_eq!(shape(again.root.as_ref()), shape(query.root.as_ref()));
    if again.root.is_some() {
        prop_assert!(again.notes.is_empty(), "{:?}", again.notes);
    }
    for note in query.notes {
        prop_assert!(text.get(note.span).is_some());
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_has_a_stable_reading(text in any::<String>()) {
        is_stable(&text)?;
    }

    #[test]
    fn queries_have_a_stable_reading(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "a", "b", "5", "é", "it's", " ", " ", " ", "\"", "“", "(", ")", "(", ")", "-", "--", ":", "title:",
            "person:", "x:", " OR ", " AND ", " NOT ", "OR", "NOT", "$", ".", "\n", "=", "case:", "*", "?", "~", "~2",
            "/", "/b/", " w/5 ", " pre/s ", " NOT w/p ", "w/2", "atleast2(", "date:", "same/sentence",
        ]), 0..30),
    ) {
        is_stable(&parts.concat())?;
    }
}
