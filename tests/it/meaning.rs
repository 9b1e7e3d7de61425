//! One meaning of the query language: the index, the highlighter and a slow reading by the letter agree on which articles
//! answer, at how many places, and on which bytes.

mod page;
mod queries;
mod reference;

use std::{collections::BTreeSet, ops::Range};

use morgue::{
    archive::{Archive, record::ArticleRecord, stream::StreamText, terms::Terms},
    search::{
        Catalog, Request, engine,
        matcher::{self, Document},
        resolve::Resolved,
    },
};

use self::{
    page::Page,
    queries::Writer,
    reference::{Reference, Spot},
};
use crate::{
    dice::Dice,
    harness::{Folder, sample},
};

/// An archive with the texts of all its articles.
struct Library {
    catalog: Catalog,
    records: Vec<ArticleRecord>,
    pages: Vec<Page>,
    terms: Terms,
}

impl Library {
    fn of(folder: &Folder) -> Self {
        let archive = Archive::new(folder.path(), None).expect("an archive");
        let catalog = Catalog::open(&archive).expect("an index");
        let all = engine::all(catalog.reader(), &Resolved::All).expect("all articles");
        let mut records: Vec<ArticleRecord> =
            all.into_iter().map(|at| catalog.reader().article(at).expect("an article")).collect();
        records.sort_by_key(|record| record.id.number());
        let mut terms = Terms::default();
        let pages = records.iter().map(|record| Page::of(record, &mut terms)).collect();
        Self { catalog, records, pages, terms }
    }

    /// How many articles answer a query, or what is wrong with the answer.
    fn check(&mut self, text: &str) -> Result<usize, String> {
        let request = Request { text: text.to_owned(), ..Request::default() };
        let prepared = request.prepare(&self.catalog, &mut self.terms);
        let Some(root) = &prepared.query.root else { return Ok(0) };
        let found = engine::all(self.catalog.reader(), &prepared.tree).map_err(|error| error.to_string())?;
        let found: BTreeSet<u64> = found
            .into_iter()
            .map(|at| self.catalog.reader().article(at).expect("an article").id.number())
            .collect();
        for (record, page) in self.records.iter().zip(&self.pages) {
            let sense = Reference { page, catalog: &self.catalog, terms: &mut self.terms, part: None }
                .sense(root, None);
            let engine = found.contains(&page.number);
            if sense.holds() != engine {
                return Err(format!("engine {engine}, reference {}: {}", sense.holds(), page.text));
            }
            if engine {
                let mut spots = Vec::new();
                sense.spots(&mut spots);
                check_marks(record, page, &prepared.tree, &spots, &mut self.terms)?;
            }
        }
        Ok(found.len())
    }

    /// Checks so many queries made by chance; fails with the shortest that is answered wrong.
    fn check_many(&mut self, seed: u64, count: usize, people: &[String]) {
        let pages = std::mem::take(&mut self.pages);
        let mut writer = Writer { dice: Dice::new(seed), pages: &pages, people };
        let queries: Vec<String> = (0..count).map(|n| writer.query(n % 4)).collect();
        self.pages = pages;
        let mut wrong: Vec<(&String, String)> = Vec::new();
        let mut answered = 0;
        for query in &queries {
            match self.check(query) {
                Ok(articles) => answered += usize::from(articles > 0),
                Err(why) => wrong.push((query, why)),
            }
        }
        if let Some((query, why)) = wrong.iter().min_by_key(|(query, _)| query.len()) {
            panic!("{} of {count} are wrong; {query}: {why}", wrong.len());
        }
        assert!(answered > count / 2, "only {answered} of {count} find anything");
    }
}

/// Whether the highlighter marks the same bytes as the reference, and finds as many places.
fn check_marks(
    record: &ArticleRecord,
    page: &Page,
    tree: &Resolved,
    spots: &[Spot],
    terms: &mut Terms,
) -> Result<(), String> {
    let stream = StreamText::of(&record.article);
    let document = Document::of(&stream, record);
    let bytes = |first: usize, last: usize| page.words[first].start..page.words[last].end;
    let expected = ranges(page, spots.iter().map(|spot| bytes(spot.first, spot.last)));
    let places = ranges(page, matcher::places(tree, &document, terms).into_iter());
    if places != expected {
        return Err(format!("places {places:?}, reference {expected:?}: {}", page.text));
    }
    let pieces = spots.iter().flat_map(|spot| &spot.pieces);
    let expected = marked(page, pieces.map(|&(first, last)| bytes(first, last)));
    let highlights = matcher::highlights(tree, &document, terms);
    let found = marked(page, highlights.into_iter().map(|highlight| highlight.range));
    if found == expected { Ok(()) } else { Err(format!("marked {found:?}, reference {expected:?}")) }
}

/// Ranges, each once. In a text with names those that touch are one: an article mentions a person twice in a row where a
/// distance sees one place.
fn ranges(page: &Page, ranges: impl Iterator<Item = Range<usize>>) -> BTreeSet<(usize, usize)> {
    let all: BTreeSet<(usize, usize)> = ranges.map(|range| (range.start, range.end)).collect();
    if page.names.is_empty() {
        return all;
    }
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in all {
        match joined.last_mut() {
            Some(last) if start <= last.1 || !page.text[last.1..start].contains(char::is_alphanumeric) => {
                last.1 = last.1.max(end);
            }
            _ => joined.push((start, end)),
        }
    }
    joined.into_iter().collect()
}

/// The text with what is marked in brackets, blanks left out.
fn marked(page: &Page, all: impl Iterator<Item = Range<usize>>) -> String {
    let mut is_marked = vec![false; page.text.len()];
    for (start, end) in ranges(page, all) {
        is_marked[start..end].fill(true);
    }
    let letters = page.text.char_indices().filter(|(_, c)| !c.is_whitespace());
    letters.map(|(at, c)| if is_marked[at] { format!("[{c}]") } else { c.to_string() }).collect()
}

/// An archive of articles made by chance.
fn made_up(articles: usize) -> Folder {
    let folder = Folder::new();
    let mut dice = Dice::new(7);
    for n in 0..articles {
        folder.write(&format!("{n}.txt"), queries::article(&mut dice));
    }
    folder.done("index .");
    folder
}

/// People of the sample archive, by names that are joined with others and by some that are not.
fn people() -> Vec<String> {
    let names = sample().json("people --format json --limit 25");
    let names = crate::harness::list(&names["names"]).iter();
    names.map(|name| crate::harness::text(&name["name"]).to_owned()).collect()
}

#[test]
fn made_up_articles_are_found_as_the_letter_says() {
    let folder = made_up(40);
    Library::of(&folder).check_many(1, 1500, &[]);
}

#[test]
fn real_articles_are_found_as_the_letter_says() {
    Library::of(sample()).check_many(2, 300, &people());
}

#[test]
#[ignore = "takes minutes; the two above are its beginning"]
fn ten_thousand_queries_mean_what_they_say() {
    let folder = made_up(60);
    Library::of(&folder).check_many(3, 7000, &[]);
    Library::of(sample()).check_many(4, 3000, &people());
}
