//! What people type, and what must and must not come back: the blocks of `queries.txt`.

use std::fmt::Write as _;

use morgue::{
    archive::Archive,
    search::{Answer, Catalog, Request, search},
};

use crate::harness::sample;

#[test]
fn real_questions_have_their_answers() {
    let archive = Archive::new(sample().path(), None).expect("an archive");
    let catalog = Catalog::open(&archive).expect("an index");
    let (mut asked, mut wrong) = (0, String::new());
    for block in include_str!("queries.txt").split("\n\n") {
        let mut lines = block.lines().filter(|line| !line.starts_with('#'));
        let Some(query) = lines.next() else { continue };
        asked += 1;
        let request = Request { text: query.to_owned(), limit: 100, ..Request::default() };
        let answer: Answer = search(&catalog, &request).expect("an answer");
        assert_eq!(answer.query.notes, [], "{query}");
        let paths: Vec<&str> = answer.hits.iter().map(|hit| hit.record.path.as_str()).collect();
        let has = |name: &str, path: &&str| path.split(['/', '.']).any(|part| part == name);
        for line in lines {
            let (kind, value) = line.split_at(2);
            let holds = match kind {
                "1 " => paths.first().is_some_and(|path| has(value, path)),
                "+ " => paths.iter().any(|path| has(value, path)),
                "- " => !paths.iter().any(|path| has(value, path)),
                "= " => answer.total.to_string() == value,
                _ => false,
            };
            if !holds {
                let _ = writeln!(wrong, "{query}: {line}, but {} found: {paths:?}", answer.total);
            }
        }
    }
    assert!(asked >= 100, "{asked}");
    assert!(wrong.is_empty(), "{wrong}");
}
