//! Many lists of postings read as one: list by list, for some documents at once.
//!
//! A pattern like "s*" stands for thousands of words, and each document has dozens of them. So each list is read on to the
//! end of a window of documents, and what was found is sorted by document then, without comparing lists.

use tantivy::{
    DocId, DocSet, TERMINATED,
    postings::{Postings as _, SegmentPostings},
};

use super::postings::List;
use crate::search::intervals::{Interval, term};

/// Documents of a window.
const WINDOW: u32 = 1024;

/// Lists as one, of words that count in all documents.
pub(super) struct Gathered {
    lists: Vec<List>,
    /// Lists in which only positions are looked up.
    places: Vec<SegmentPostings>,
    /// The first document of the window.
    start: DocId,
    /// Where in `positions` those of each document of the window end.
    ends: Vec<u32>,
    positions: Vec<u32>,
    /// The first document behind the window.
    next: DocId,
    doc: DocId,
    /// Documents and positions of the window, list by list.
    found: Vec<(DocId, u32)>,
    /// Lists of `places` and the documents whose positions are wanted of them.
    wanted: Vec<(usize, DocId)>,
}

impl Gathered {
    pub(super) fn new(lists: Vec<List>, places: Vec<SegmentPostings>) -> Self {
        let mut gathered = Self {
            lists,
            places,
            start: 0,
            ends: Vec::new(),
            positions: Vec::new(),
            next: 0,
            doc: 0,
            found: Vec::new(),
            wanted: Vec::new(),
        };
        gathered.settle(0);
        gathered
    }

    pub(super) fn lists(&self) -> &[List] {
        &self.lists
    }

    /// Goes on to the first document from `target` on.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    /// Where it stands in a document, which must not lie behind the current one.
    pub(super) fn places(&mut self, doc: DocId) -> Vec<Interval> {
        if self.seek(doc) != doc {
            return Vec::new();
        }
        let mut positions = self.in_window(doc).to_vec();
        // Two words can stand on one position.
        positions.dedup();
        term(&positions)
    }

    fn settle(&mut self, target: DocId) {
        let mut target = target;
        while target != TERMINATED {
            if target >= self.start + self.ends.len() as u32 {
                // Between this window and the next document nothing is worth a window.
                self.read(target.max(self.next));
            }
            let end = self.start + self.ends.len() as u32;
            let first = target.max(self.start);
            if let Some(doc) = (first..end).find(|doc| !self.in_window(*doc).is_empty()) {
                self.doc = doc;
                return;
            }
            target = self.next;
        }
        self.doc = TERMINATED;
    }

    /// The positions in a document of the window.
    fn in_window(&self, doc: DocId) -> &[u32] {
        let at = (doc - self.start) as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.positions[start as usize..self.ends[at] as usize]
    }

    /// Reads the window that begins with a document.
    fn read(&mut self, start: DocId) {
        self.found.clear();
        self.ends.clear();
        (self.start, self.next) = (start, TERMINATED);
        if start == TERMINATED {
            return;
        }
        let end = start.saturating_add(WINDOW);
        let mut positions = Vec::new();
        let mut take = |list: &mut SegmentPostings, doc: DocId, found: &mut Vec<(DocId, u32)>| {
            list.positions(&mut positions);
            positions.dedup();
            found.extend(positions.iter().map(|position| (doc, *position)));
        };
        for List { documents, places, .. } in &mut self.lists {
            if documents.doc() < start {
                documents.seek(start);
            }
            while documents.doc() < end {
                match places {
                    Some(places) => self.wanted.push((*places, documents.doc())),
                    None => take(documents, documents.doc(), &mut self.found),
                }
                documents.advance();
            }
            self.next = self.next.min(documents.doc());
        }
        self.wanted.sort_unstable();
        for (places, doc) in self.wanted.drain(..) {
            let list = &mut self.places[places];
            if list.doc() < doc {
                list.seek(doc);
            }
            take(list, doc, &mut self.found);
        }
        self.sort();
    }

    /// Sorts what was found by document and position.
    fn sort(&mut self) {
        let mut heads = vec![0_u32; WINDOW as usize + 1];
        for (doc, _) in &self.found {
            heads[(doc - self.start) as usize + 1] += 1;
        }
        for at in 1..heads.len() {
            heads[at] += heads[at - 1];
        }
        self.ends.extend_from_slice(&heads[1..]);
        self.positions.clear();
        self.positions.resize(self.found.len(), 0);
        for (doc, position) in &self.found {
            let head = &mut heads[(doc - self.start) as usize];
            self.positions[*head as usize] = *position;
            *head += 1;
        }
        let mut start = 0;
        for end in &self.ends {
            self.positions[start as usize..*end as usize].sort_unstable();
            start = *end;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fmt::Write as _, fs};

    use super::*;
    use crate::{
        archive::{
            Archive, Reader,
            update::{Options, Unobserved},
        },
        search::{
            engine::{
                lists::{Listed, postings},
                span::{merged::Merged, postings::Articles},
            },
            resolve::{Stream, TermSet, Way},
        },
    };

    /// Words that come back at different distances, most of them in forms of their own, and stretches without any.
    fn reader(folder: &std::path::Path) -> (Reader, Vec<String>) {
        let words: Vec<String> =
            (0..90).map(|n| format!("rum{}{}", ["ble", "bled", "o"][n % 3], n / 3)).collect();
        let mut lines = String::new();
        for article in 0..2600_usize {
            let mut text = format!("Nothing was heard on the day {article} of the long wait for the ships.");
            for (n, word) in words.iter().enumerate() {
                if !(700..2300).contains(&article) && article % (n + 3) == 0 {
                    write!(text, " Then {word} and {word} came.").expect("written");
                }
            }
            writeln!(lines, "{}", serde_json::json!({"title": format!("Day {article}"), "text": text}))
                .expect("written");
        }
        fs::write(folder.join("days.jsonl"), lines).expect("a file");
        let archive = Archive::new(folder, None).expect("an archive");
        archive.update(&Options::default(), &Unobserved).expect("a run");
        (Reader::open(&archive).expect("an index"), words)
    }

    fn lists(reader: &Reader, words: &[String], segment: u32) -> (Vec<List>, Vec<SegmentPostings>) {
        let set = TermSet {
            stream: Stream::Written,
            terms: words.to_vec(),
            way: Way::Wildcard,
            typed: String::new(),
            articles: 0,
        };
        let segment = reader.searcher().segment_reader(segment);
        let (mut lists, mut places) = (Vec::new(), Vec::new());
        for Listed { term, places: stem } in Listed::of(&set, reader.fields()) {
            let Some(documents) = postings(segment, &term).expect("a list") else { continue };
            let number = stem.map(|stem| {
                places.extend(postings(segment, &stem).expect("a list"));
                places.len() - 1
            });
            lists.push(List { documents, articles: Articles::All, places: number });
        }
        (lists, places)
    }

    #[test]
    fn gathered_lists_are_as_merged_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        let (reader, words) = reader(folder.path());
        for step in [1, 7, 300, 1500] {
            let (a, a_places) = lists(&reader, &words, 0);
            let (b, b_places) = lists(&reader, &words, 0);
            let mut gathered = Gathered::new(a, a_places);
            let mut merged = Merged::new(b, b_places, false, None);
            let (mut target, mut seen) = (0, 0);
            loop {
                let doc = gathered.seek(target);
                assert_eq!(doc, merged.seek(target), "from {target} on");
                if doc == TERMINATED {
                    break;
                }
                assert_eq!(gathered.places(doc), merged.places(doc), "in {doc}");
                (target, seen) = (doc + step, seen + 1);
            }
            assert!(seen > 1, "{seen} documents");
        }
    }
}
