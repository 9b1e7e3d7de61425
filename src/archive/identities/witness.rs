//! What the articles say about two names: whether they stand side by side, and in whose company each stands.

use names::{Kind, key};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use tantivy::{
    DocAddress,
    columnar::{Column, StrColumn},
};

use crate::archive::{
    ArchiveError, Reader, columns,
    schema::{FROM, NUMBER, SOURCE, name_columns},
    stream::key_mark,
};

/// How many articles of a name are looked at for its company.
const LOOKED_AT: usize = 60;

/// An article that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Its id as a number.
    pub(super) number: u64,
    at: DocAddress,
}

/// When and where an article appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occasion {
    /// A hash of its source, 0 if none is known.
    pub(super) source: u64,
    /// First minute of its date, in minutes since 1970.
    pub(super) minute: Option<i64>,
}

/// The company in which a name stands: hashes of other names with weights, sorted; of length one.
pub(super) type Company = Vec<(u64, f32)>;

/// Looks names up in the articles.
pub(super) struct Witness<'r> {
    reader: &'r Reader,
    segments: Vec<Segment>,
    /// In how many articles each name stands, by its hash.
    spread: FxHashMap<u64, u32>,
    articles: f32,
}

/// The columns of a segment.
struct Segment {
    number: Column<u64>,
    from: Column<i64>,
    source: Option<(StrColumn, Vec<u64>)>,
    /// For each kind the names of each article, and the hash of each name.
    names: Vec<(StrColumn, Vec<u64>)>,
}

impl<'r> Witness<'r> {
    pub(super) fn new(reader: &'r Reader) -> Result<Self, ArchiveError> {
        let mut segments = Vec::new();
        let mut spread: FxHashMap<u64, u32> = FxHashMap::default();
        for segment in reader.searcher().segment_readers() {
            let fast = segment.fast_fields();
            let source = fast.str(SOURCE)?.map(|column| {
                let hashes = hashes(&column, |source| hash(&source.to_lowercase()))?;
                Ok::<_, ArchiveError>((column, hashes))
            });
            let mut names = Vec::new();
            for kind in [Kind::Person, Kind::Organization, Kind::Place] {
                let Some(column) = fast.str(name_columns(kind).0)? else { continue };
                let hashes = hashes(&column, |name| hash(&(kind, key::key_of(kind, name))))?;
                for doc in segment.doc_ids_alive() {
                    for ord in column.term_ords(doc) {
                        *spread.entry(hashes[ord as usize]).or_default() += 1;
                    }
                }
                names.push((column, hashes));
            }
            let (number, from) = (fast.u64(NUMBER)?, fast.i64(FROM)?);
            segments.push(Segment { number, from, source: source.transpose()?, names });
        }
        Ok(Self { reader, segments, spread, articles: reader.articles()?.max(1) as f32 })
    }

    /// The articles that have a name, in the order of their ids.
    pub(super) fn places(&self, kind: Kind, key: &str) -> Result<Vec<Place>, ArchiveError> {
        let marks = self.reader.fields().marks;
        let addresses = self.reader.addresses(marks, &key_mark(kind, key))?;
        let mut places: Vec<Place> = addresses
            .into_iter()
            .filter_map(|at| {
                let number = self.segments[at.segment_ord as usize].number.first(at.doc_id)?;
                Some(Place { number, at })
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }

    /// When and where an article appeared.
    pub(super) fn occasion(&self, place: Place) -> Occasion {
        let segment = &self.segments[place.at.segment_ord as usize];
        let source = segment.source.as_ref().and_then(|(column, hashes)| {
            column.term_ords(place.at.doc_id).next().map(|ord| hashes[ord as usize])
        });
        Occasion { source: source.unwrap_or(0), minute: segment.from.first(place.at.doc_id) }
    }

    /// In whose company a name stands: the names beside it, weighted by rarity.
    pub(super) fn company(&self, kind: Kind, key: &str, places: &[Place]) -> Company {
        let own = hash(&(kind, key.to_owned()));
        let step = places.len().div_ceil(LOOKED_AT).max(1);
        let mut met: Vec<u64> = Vec::new();
        for place in places.iter().step_by(step) {
            for (column, hashes) in &self.segments[place.at.segment_ord as usize].names {
                met.extend(column.term_ords(place.at.doc_id).map(|ord| hashes[ord as usize]));
            }
        }
        met.sort_unstable();
        let mut company: Company = met
            .chunk_by(|a, b| a == b)
            .filter(|same| same[0] != own)
            .map(|same| {
                let spread = self.spread.get(&same[0]).copied().unwrap_or(1) as f32;
                (same[0], (same.len() as f32).sqrt() * (self.articles / spread).ln().max(0.0))
            })
            .collect();
        let length = company.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        for (_, weight) in &mut company {
            *weight /= length.max(f32::MIN_POSITIVE);
        }
        company
    }
}

/// How alike two companies are: the cosine, 0 to 1.
pub(super) fn likeness(a: &Company, b: &Company) -> f32 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some((left, x)), Some((right, y))) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += x * y;
                a.next();
                b.next();
            }
        }
    }
    sum
}

/// How many articles two names share.
pub(super) fn shared(a: &[Place], b: &[Place]) -> usize {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|place| many.binary_search(place).is_ok()).count()
}

fn hashes(column: &StrColumn, of: impl Fn(&str) -> u64) -> Result<Vec<u64>, ArchiveError> {
    let hashes = columns::terms(column, |_| true, of)?;
    Ok(hashes.into_iter().map(Option::unwrap_or_default).collect())
}

fn hash<T: Hash>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
