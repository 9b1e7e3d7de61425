//! Collects the distinct names of a kind from the columns of the index.
//!
//! They lie on disk, sorted by key, and are called by their numbers; in memory is only which name each written form of
//! each segment is, four bytes a form.

use names::{Kind, key};
use tantivy::directory::OwnedBytes;

use crate::archive::{
    ArchiveError, Reader,
    columns::SegmentKey,
    schema::BETWEEN_KEYS,
    sorted,
    spill::{Filling, Numbers, Sorter, Spill, number_at},
};

/// Stands for no name.
pub(super) const NONE: u32 = u32::MAX;

/// Ends a text in a record.
const END: u8 = 0;
/// Bytes of a row of [`Names`].
const ROW: usize = 16;
/// Bytes behind the texts of a record while names are collected.
const TRAILER: usize = 16;

/// The names that articles have, whatever their case and accents.
pub(super) struct Names {
    /// Of what kind they are.
    pub(super) kind: Kind,
    /// Of each form of each segment the name that it is, [`NONE`] if no article has it any more.
    pub(super) forms: Vec<(SegmentKey, Vec<u32>)>,
    /// Of each name, by key: where its texts begin, bytes of its key, articles.
    rows: OwnedBytes,
    /// The key of each name, and the written form that most articles have.
    texts: OwnedBytes,
}

impl Names {
    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        (self.rows.len() / ROW) as u32
    }

    /// The key of a name (see `names::key`).
    pub(super) fn key(&self, name: u32) -> &str {
        let (start, key, _) = self.row(name);
        self.text(start, start + key)
    }

    /// The written form that most articles have.
    pub(super) fn surface(&self, name: u32) -> &str {
        let (start, key, _) = self.row(name);
        let end = if name + 1 < self.len() { self.row(name + 1).0 } else { self.texts.len() };
        self.text(start + key, end)
    }

    /// How many articles have the name.
    pub(super) fn articles(&self, name: u32) -> u64 {
        u64::from(self.row(name).2)
    }

    /// The first name whose key is not less than this one.
    pub(super) fn first_from(&self, key: &str) -> u32 {
        sorted::first(0..self.len() as usize, |name| self.key(name as u32) < key) as u32
    }

    /// The name that has a key.
    pub(super) fn find(&self, key: &str) -> Option<u32> {
        let found = self.first_from(key);
        (found < self.len() && self.key(found) == key).then_some(found)
    }

    fn row(&self, name: u32) -> (usize, usize, u32) {
        let row = &self.rows[name as usize * ROW..][..ROW];
        let start = u64::from_le_bytes(row[..8].try_into().unwrap_or_default());
        let number = |at: usize| u32::from_le_bytes(row[at..at + 4].try_into().unwrap_or_default());
        (start as usize, number(8) as usize, number(12))
    }

    fn text(&self, start: usize, end: usize) -> &str {
        std::str::from_utf8(&self.texts[start..end]).unwrap_or_default()
    }

    /// Names as they would be gathered.
    #[cfg(test)]
    pub(super) fn of(kind: Kind, names: &[(&str, u32)]) -> Self {
        let (mut rows, mut texts) = (Vec::new(), Vec::new());
        for (key, articles) in names {
            rows.extend_from_slice(&(texts.len() as u64).to_le_bytes());
            rows.extend_from_slice(&(key.len() as u32).to_le_bytes());
            rows.extend_from_slice(&articles.to_le_bytes());
            texts.extend_from_slice(key.as_bytes());
            texts.extend_from_slice(key.as_bytes());
        }
        Self { kind, forms: Vec::new(), rows: OwnedBytes::new(rows), texts: OwnedBytes::new(texts) }
    }
}

/// All names of a kind.
pub(super) fn names(reader: &Reader, kind: Kind, spill: &Spill) -> Result<Names, ArchiveError> {
    let mut sorter = Sorter::new(spill);
    let mut forms: Vec<(SegmentKey, Vec<u32>)> = Vec::new();
    for (number, segment) in (0_u32..).zip(reader.segment_names(&[kind])?) {
        let mut articles = vec![0_u32; segment.forms(0)];
        segment.each_article(segment.articles(), 0, |_, forms, _| {
            for form in forms {
                articles[*form as usize] += 1;
            }
        });
        let mut taken = Ok(());
        segment.each_form(
            0,
            |form| articles[form] > 0,
            |form, surface| {
                let key = key::key_of(kind, surface);
                if !key.is_empty() && taken.is_ok() {
                    let trailer = [number, form as u32, articles[form], key.len() as u32];
                    let trailer = trailer.map(u32::to_be_bytes);
                    let parts = [key.as_bytes(), &[END], surface.as_bytes(), trailer.as_flattened()];
                    taken = sorter.push(&parts);
                }
            },
        )?;
        taken?;
        forms.push((segment.key(), vec![NONE; segment.forms(0)]));
    }
    let mut records = sorter.finish()?;
    let mut making = Making { rows: spill.file()?, texts: spill.file()?, count: 0, name: Name::default() };
    while let Some(record) = records.next() {
        let trailer = record.len() - TRAILER;
        let [segment, form, articles, key] = std::array::from_fn(|at| number_at(record, trailer + at * 4));
        let (key, surface) = (&record[..key as usize], &record[key as usize + 1..trailer]);
        making.add(key, surface, articles)?;
        forms[segment as usize].1[form as usize] = making.count;
    }
    let (rows, texts) = making.finish()?;
    Ok(Names { kind, forms, rows, texts })
}

/// Writes the names.
struct Making {
    rows: Filling,
    texts: Filling,
    /// The number of the name in hand.
    count: u32,
    name: Name,
}

/// A name of which more forms may come, in their order.
#[derive(Default)]
struct Name {
    key: Vec<u8>,
    articles: u32,
    surface: Vec<u8>,
    surface_articles: u32,
    /// The form that most articles have among those before.
    best: Vec<u8>,
    best_articles: u32,
}

impl Name {
    fn end_surface(&mut self) {
        if (self.surface_articles, &self.surface) > (self.best_articles, &self.best) {
            std::mem::swap(&mut self.best, &mut self.surface);
            self.best_articles = self.surface_articles;
        }
        self.surface.clear();
        self.surface_articles = 0;
    }
}

impl Making {
    fn add(&mut self, key: &[u8], surface: &[u8], articles: u32) -> Result<(), ArchiveError> {
        if key != self.name.key {
            self.end_name()?;
            self.name.key.extend_from_slice(key);
        }
        let name = &mut self.name;
        if surface != name.surface {
            name.end_surface();
            name.surface.extend_from_slice(surface);
        }
        name.surface_articles += articles;
        name.articles += articles;
        Ok(())
    }

    fn end_name(&mut self) -> Result<(), ArchiveError> {
        let name = &mut self.name;
        if name.key.is_empty() {
            return Ok(());
        }
        name.end_surface();
        self.rows.push(&self.texts.len().to_le_bytes())?;
        self.rows.push_number(name.key.len() as u32)?;
        self.rows.push_number(name.articles)?;
        self.texts.push(&name.key)?;
        self.texts.push(&name.best)?;
        self.count += 1;
        name.key.clear();
        name.best.clear();
        (name.articles, name.best_articles) = (0, 0);
        Ok(())
    }

    fn finish(mut self) -> Result<(OwnedBytes, OwnedBytes), ArchiveError> {
        self.end_name()?;
        Ok((self.rows.finish()?, self.texts.finish()?))
    }
}

/// Short forms that articles use for names: form, name, articles, by form and name.
pub(super) struct Variants(Numbers);

impl Variants {
    /// The forms with the names that each is used for, and the number of articles.
    pub(super) fn by_form(&self) -> impl Iterator<Item = (u32, Vec<(u32, u64)>)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let (mut meant, mut form) = (Vec::new(), None);
            while at < self.len() && form.is_none_or(|form| form == self.row(at)[0]) {
                let [own, name, articles] = self.row(at);
                form = Some(own);
                meant.push((name, u64::from(articles)));
                at += 1;
            }
            Some((form?, meant))
        })
    }

    /// Whether a form is used for any name.
    pub(super) fn has_form(&self, form: u32) -> bool {
        let at = self.first_from([form, 0]);
        at < self.len() && self.row(at)[0] == form
    }

    /// Whether articles have a name as a form of another.
    pub(super) fn has(&self, form: u32, name: u32) -> bool {
        let at = self.first_from([form, name]);
        at < self.len() && self.row(at)[..2] == [form, name]
    }

    fn len(&self) -> usize {
        self.0.len() / 3
    }

    fn row(&self, at: usize) -> [u32; 3] {
        std::array::from_fn(|column| self.0.get(at * 3 + column))
    }

    fn first_from(&self, pair: [u32; 2]) -> usize {
        sorted::first(0..self.len(), |at| self.row(at)[..2] < pair[..])
    }
}

/// All other forms that articles use for names of a kind, as far as they are names, too.
pub(super) fn variants(reader: &Reader, names: &Names, spill: &Spill) -> Result<Variants, ArchiveError> {
    let mut sorter = Sorter::new(spill);
    let mut taken = Ok(());
    let mut last: (String, Option<u32>) = Default::default();
    reader.count_variants(names.kind, |pair, articles| {
        let Some((name, form)) = pair.split_once(BETWEEN_KEYS) else { return };
        if last.0 != name {
            last = (name.to_owned(), names.find(name));
        }
        let numbers = last.1.zip(names.find(form));
        if let (Some((name, form)), Ok(())) = (numbers, &taken) {
            let row = [form, name, u32::try_from(articles).unwrap_or(u32::MAX)];
            taken = sorter.push(&[row.map(u32::to_be_bytes).as_flattened()]);
        }
    })?;
    taken?;
    let mut records = sorter.finish()?;
    let mut rows = spill.file()?;
    let mut row: Option<[u32; 3]> = None;
    while let Some(record) = records.next() {
        let next: [u32; 3] = std::array::from_fn(|at| number_at(record, at * 4));
        match &mut row {
            Some(row) if row[..2] == next[..2] => row[2] = row[2].saturating_add(next[2]),
            _ => {
                row.into_iter().flatten().try_for_each(|number| rows.push_number(number))?;
                row = Some(next);
            }
        }
    }
    row.into_iter().flatten().try_for_each(|number| rows.push_number(number))?;
    Ok(Variants(Numbers::of(rows)?))
}
