//! What the articles say about two names: whether they stand side by side, and in whose company each stands.
//!
//! Articles are called by their rank: their place when all are sorted by id. Which names each has, and which articles each
//! name, are lists on disk.

use names::Kind;
use rustc_hash::FxHashMap;
use tantivy::{
    columnar::{Column, StrColumn},
    directory::OwnedBytes,
};

use super::gather::{NONE, Names};
use crate::archive::{
    ArchiveError, Reader, columns,
    schema::{FROM, NUMBER, SOURCE, name_columns},
    spill::{Numbers, Part, Sorter, Spill, number_at},
};

/// How many articles of a name are looked at for its company.
const LOOKED_AT: usize = 60;

/// Bytes of a row for an article.
const ROW: usize = 28;
/// Stands for no date.
const UNDATED: i64 = i64::MIN;

/// Articles of names that are sorted at once, with two numbers a name: 32 MB.
const AT_ONCE: u64 = 8 << 20;

/// When and where an article appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occasion {
    /// A number for its source, 0 if none is known.
    pub(super) source: u32,
    /// First minute of its date, in minutes since 1970.
    pub(super) minute: Option<i64>,
}

/// The company in which a name stands: other names with weights, sorted; of length one.
pub(super) type Company = Vec<(u32, f32)>;

/// Looks names up in the articles.
pub(super) struct Witness<'n> {
    /// People, organizations, places.
    names: &'n [Names; 3],
    /// Of each article, by rank: id as a number, first minute, source, the end of its names in `beside`.
    articles: OwnedBytes,
    /// The names of each article, those of all kinds in one count.
    beside: Numbers,
    /// The articles of each name.
    places: Numbers,
    /// Where those of a name end, in pairs: low half, high half.
    ends: Numbers,
}

/// The columns of a segment.
struct Segment {
    first: u32,
    number: Column<u64>,
    from: Column<i64>,
    source: Option<(StrColumn, Vec<u32>)>,
    /// Of each kind the forms of each article.
    forms: [Option<StrColumn>; 3],
}

impl<'n> Witness<'n> {
    pub(super) fn new(reader: &Reader, names: &'n [Names; 3], spill: &Spill) -> Result<Self, ArchiveError> {
        let segments = segments(reader)?;
        let mut by_id = Sorter::new(spill);
        for (segment, reader) in segments.iter().zip(reader.searcher().segment_readers()) {
            for doc in reader.doc_ids_alive() {
                if let Some(number) = segment.number.first(doc) {
                    by_id.push(&[&number.to_be_bytes(), &(segment.first + doc).to_be_bytes()])?;
                }
            }
        }
        let mut by_id = by_id.finish()?;
        let (mut articles, mut beside) = (spill.file()?, spill.file()?);
        while let Some(record) = by_id.next() {
            let ordinal = number_at(record, 8);
            let at = segments.partition_point(|segment| segment.first <= ordinal).saturating_sub(1);
            let (segment, doc) = (&segments[at], ordinal - segments[at].first);
            for (kind, forms) in segment.forms.iter().enumerate() {
                let first = first_of(names, kind);
                for form in forms.iter().flat_map(|forms| forms.term_ords(doc)) {
                    let name = names[kind].forms[at].1[form as usize];
                    if name != NONE {
                        beside.push_number(first + name)?;
                    }
                }
            }
            let source = segment
                .source
                .as_ref()
                .and_then(|(column, numbers)| column.term_ords(doc).next().map(|ord| numbers[ord as usize]));
            articles.push(&segment.number.first(doc).unwrap_or(0).to_le_bytes())?;
            articles.push(&segment.from.first(doc).unwrap_or(UNDATED).to_le_bytes())?;
            articles.push_number(source.unwrap_or(0))?;
            articles.push(&(beside.len() / 4).to_le_bytes())?;
        }
        let (articles, beside) = (articles.finish()?, Numbers::of(beside)?);
        let empty = || Numbers::of(spill.file()?);
        let mut witness = Self { names, articles, beside, places: empty()?, ends: empty()? };
        (witness.places, witness.ends) = witness.places_of_names(spill)?;
        Ok(witness)
    }

    /// Turns the names of articles into the articles of names, as many names at once as have articles that fit.
    fn places_of_names(&self, spill: &Spill) -> Result<(Numbers, Numbers), ArchiveError> {
        let (mut places, mut ends) = (spill.file()?, spill.file()?);
        let all = first_of(self.names, 3);
        let (mut first, mut list, mut cursors): (u32, Vec<u32>, Vec<u32>) = Default::default();
        while first < all {
            let (mut end, mut size) = (first, 0_u64);
            cursors.clear();
            while end < all && size + 2 * u64::from(end - first) < AT_ONCE {
                cursors.push(size as u32);
                size += self.spread(end);
                end += 1;
            }
            let starts = cursors.clone();
            list.clear();
            list.resize(size as usize, NONE);
            for rank in 0..self.count() {
                for name in self.beside(rank).iter().filter(|name| (first..end).contains(name)) {
                    let cursor = &mut cursors[(name - first) as usize];
                    // Two forms of a name can stand in one article.
                    if *cursor == starts[(name - first) as usize] || list[*cursor as usize - 1] != rank {
                        list[*cursor as usize] = rank;
                        *cursor += 1;
                    }
                }
            }
            for (start, end) in starts.iter().zip(&cursors) {
                list[*start as usize..*end as usize].iter().try_for_each(|rank| places.push_number(*rank))?;
                ends.push(&(places.len() / 4).to_le_bytes())?;
            }
            first = end;
        }
        Ok((Numbers::of(places)?, Numbers::of(ends)?))
    }

    /// How many articles there are.
    pub(super) fn count(&self) -> u32 {
        (self.articles.len() / ROW) as u32
    }

    fn row(&self, rank: u32) -> &[u8] {
        &self.articles[rank as usize * ROW..][..ROW]
    }

    fn long(&self, rank: u32, at: usize) -> u64 {
        u64::from_le_bytes(self.row(rank)[at..at + 8].try_into().unwrap_or_default())
    }

    /// The names of an article.
    fn beside(&self, rank: u32) -> Part<'_> {
        let start = if rank == 0 { 0 } else { self.long(rank - 1, 20) };
        self.beside.slice(start as usize..self.long(rank, 20) as usize)
    }

    /// In how many articles a name of any kind stands.
    fn spread(&self, name: u32) -> u64 {
        let mut kind = 2;
        while first_of(self.names, kind) > name {
            kind -= 1;
        }
        self.names[kind].articles(name - first_of(self.names, kind))
    }

    /// The articles that have a person's name, by rank.
    pub(super) fn places(&self, person: u32) -> Part<'_> {
        let end = |name: u32| {
            let at = name as usize * 2;
            u64::from(self.ends.get(at)) | u64::from(self.ends.get(at + 1)) << 32
        };
        let start = if person == 0 { 0 } else { end(person - 1) };
        self.places.slice(start as usize..end(person) as usize)
    }

    /// The articles that have a name of a kind, by rank.
    pub(super) fn places_of(&self, kind: Kind, name: u32) -> Part<'_> {
        self.places(first_of(self.names, kind as usize) + name)
    }

    /// The id of an article as a number.
    pub(super) fn number(&self, rank: u32) -> u64 {
        self.long(rank, 0)
    }

    /// When and where an article appeared.
    pub(super) fn occasion(&self, rank: u32) -> Occasion {
        let minute = self.long(rank, 8) as i64;
        let source = u32::from_le_bytes(self.row(rank)[16..20].try_into().unwrap_or_default());
        Occasion { source, minute: (minute != UNDATED).then_some(minute) }
    }

    /// In whose company a name of a kind stands.
    pub(super) fn company_of(&self, kind: Kind, name: u32) -> Company {
        self.company(first_of(self.names, kind as usize) + name)
    }

    /// In whose company a person stands: the names beside it, weighted by rarity.
    pub(super) fn company(&self, person: u32) -> Company {
        let places = self.places(person);
        let step = places.len().div_ceil(LOOKED_AT).max(1);
        let mut met: Vec<u32> = Vec::new();
        for rank in places.iter().step_by(step) {
            met.extend(self.beside(rank).iter());
        }
        met.sort_unstable();
        let articles = self.count().max(1) as f32;
        let mut company: Company = met
            .chunk_by(|a, b| a == b)
            .filter(|same| same[0] != person)
            .map(|same| {
                let spread = self.spread(same[0]).max(1) as f32;
                (same[0], (same.len() as f32).sqrt() * (articles / spread).ln().max(0.0))
            })
            .collect();
        let length = company.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        for (_, weight) in &mut company {
            *weight /= length.max(f32::MIN_POSITIVE);
        }
        company
    }
}

/// The number that the first name of a kind has among those of all kinds.
fn first_of(names: &[Names; 3], kind: usize) -> u32 {
    names[..kind].iter().map(Names::len).sum()
}

fn segments(reader: &Reader) -> Result<Vec<Segment>, ArchiveError> {
    let mut first = 0;
    // 0 stands for no source.
    let mut sources: FxHashMap<String, u32> = FxHashMap::default();
    let mut segments = Vec::new();
    for segment in reader.searcher().segment_readers() {
        let columns = segment.fast_fields();
        let source = columns.str(SOURCE)?.map(|column| {
            let numbers = columns::terms(
                &column,
                |_| true,
                |source| {
                    let next = sources.len() as u32 + 1;
                    *sources.entry(source.to_lowercase()).or_insert(next)
                },
            )?;
            Ok::<_, ArchiveError>((column, numbers.into_iter().map(Option::unwrap_or_default).collect()))
        });
        let mut forms = [const { None }; 3];
        for (kind, forms) in Kind::ALL.into_iter().zip(&mut forms) {
            *forms = columns.str(name_columns(kind).0)?;
        }
        let (number, from) = (columns.u64(NUMBER)?, columns.i64(FROM)?);
        segments.push(Segment { first, number, from, source: source.transpose()?, forms });
        first += segment.max_doc();
    }
    Ok(segments)
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
pub(super) fn shared(a: Part<'_>, b: Part<'_>) -> usize {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|place| many.has(*place)).count()
}
