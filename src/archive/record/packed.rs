//! How the names of an article are stored: by where they stand in its text, which is stored anyway.
//!
//! A mention is about a byte ([`spots`]). That of a name's first one says its kind, and most names need no more: their canonical
//! form is what stands there, and their forms are those of their mentions, in the order of their frequency. Only of odd ones
//! more is stored. Written out, names would be a fifth of what an index stores.

mod spots;

use std::cmp::Reverse;

use names::Kind;
use serde::{Deserialize, Serialize, Serializer};

use super::{ArticleRecord, StoredName};
use crate::archive::{id::ArticleId, stream::StreamText};
use intake::Article;
use spots::Spot;

/// Which form is the canonical one: that of the first mention, the longest, or one that a number tells.
const FIRST: u8 = 0;
const LONGEST: u8 = 1;
const TOLD: u8 = 2;
/// How many ways there are to say it.
const CANONICALS: u8 = 3;
/// How many kinds of names there are.
const KINDS: u8 = Kind::ALL.len() as u8;

/// The names of an article.
#[derive(Serialize, Deserialize)]
struct PackedNames<T> {
    /// How many there are.
    count: u32,
    /// The names of which mentions do not say all: number and [`Symbol`].
    odd: Vec<(u32, u8)>,
    /// A symbol a mention.
    spots: Vec<u8>,
    /// What the symbols of mentions ask for.
    places: Vec<u32>,
    /// What the symbols of names ask for: a form is one more than the number of a mention at which it stands, or 0 for the
    /// next of `texts`.
    forms: Vec<u32>,
    /// The forms that stand at no mention of their name.
    texts: Vec<T>,
}

/// A record as it is written.
#[derive(Serialize)]
struct Written<'r> {
    id: ArticleId,
    path: &'r str,
    fingerprint: u64,
    article: &'r Article,
    names: PackedNames<&'r str>,
    finder: u32,
}

/// A record as it is read.
#[derive(Deserialize)]
pub(super) struct Packed {
    id: ArticleId,
    path: String,
    fingerprint: u64,
    article: Article,
    names: PackedNames<String>,
    finder: u32,
}

/// A record that points to where nothing is.
#[derive(Debug, thiserror::Error)]
#[error("a name points out of its text")]
pub(super) struct Astray;

impl Serialize for ArticleRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stream = StreamText::of(&self.article);
        let Self { id, path, fingerprint, article, names, finder } = self;
        let (id, fingerprint, finder, names) = (*id, *fingerprint, *finder, pack(names, &stream.text));
        Written { id, path, fingerprint, article, names, finder }.serialize(serializer)
    }
}

impl TryFrom<Packed> for ArticleRecord {
    type Error = Astray;

    fn try_from(packed: Packed) -> Result<Self, Astray> {
        let Packed { id, path, fingerprint, article, names: packed_names, finder } = packed;
        let names = if packed_names.count == 0 {
            Vec::new()
        } else {
            unpack(packed_names, &StreamText::of(&article).text).ok_or(Astray)?
        };
        Ok(Self { id, path, fingerprint, article, names, finder })
    }
}

/// What a byte says of a name.
#[derive(Clone, Copy, PartialEq)]
struct Symbol {
    kind: Kind,
    canonical: u8,
    is_listed: bool,
    has_mentions: bool,
    /// Whether its forms are those of its mentions, most frequent first.
    has_usual_forms: bool,
}

impl Symbol {
    /// That of most names.
    fn usual(kind: Kind) -> Self {
        Self { kind, canonical: FIRST, is_listed: false, has_mentions: true, has_usual_forms: true }
    }

    fn write(self) -> u8 {
        let flags = [self.is_listed, self.has_mentions, self.has_usual_forms];
        let start = self.canonical * KINDS + self.kind as u8;
        (0..).zip(flags).fold(start, |sum, (at, flag)| sum + (u8::from(flag) << at) * KINDS * CANONICALS)
    }

    fn read(number: u8) -> Option<Self> {
        let kind = Kind::numbered(u32::from(number % KINDS));
        let canonical = number / KINDS % CANONICALS;
        let flags = number / (KINDS * CANONICALS);
        let [is_listed, has_mentions, has_usual_forms] = [1, 2, 4].map(|flag| flags & flag != 0);
        (flags < 8).then_some(Self { kind, canonical, is_listed, has_mentions, has_usual_forms })
    }
}

fn pack<'r>(names: &'r [StoredName], text: &str) -> PackedNames<&'r str> {
    let mentions: Vec<(Kind, &[Spot])> = names.iter().map(|name| (name.kind, &name.mentions[..])).collect();
    let spots::Written { symbols: spots, numbers: places, says_kind } = spots::pack(text, &mentions);
    let (count, odd, forms, texts) = (names.len() as u32, Vec::new(), Vec::new(), Vec::new());
    let mut packed = PackedNames { count, odd, spots, places, forms, texts };
    for ((number, name), says_kind) in (0..).zip(names).zip(says_kind) {
        let surfaces = surfaces(text, &name.mentions);
        let has_usual_forms = name.forms.iter().map(String::as_str).eq(by_frequency(&surfaces));
        if !has_usual_forms {
            packed.forms.push(name.forms.len() as u32);
            name.forms.iter().for_each(|form| packed.tell(form, &surfaces));
        }
        let canonical = match name.canonical.as_str() {
            form if surfaces.first() == Some(&form) => FIRST,
            form if longest(&surfaces) == Some(form) => LONGEST,
            form => {
                packed.tell(form, &surfaces);
                TOLD
            }
        };
        let (kind, is_listed, has_mentions) = (name.kind, name.listed, !name.mentions.is_empty());
        let symbol = Symbol { kind, canonical, is_listed, has_mentions, has_usual_forms };
        if !says_kind || symbol != Symbol::usual(kind) {
            packed.odd.push((number, symbol.write()));
        }
    }
    packed
}

impl<'r> PackedNames<&'r str> {
    fn tell(&mut self, form: &'r str, surfaces: &[&str]) {
        let number = surfaces.iter().position(|surface| *surface == form);
        if number.is_none() {
            self.texts.push(form);
        }
        self.forms.push(number.map_or(0, |number| number as u32 + 1));
    }
}

/// The forms that are told, one after the other.
struct Told {
    forms: std::vec::IntoIter<u32>,
    texts: std::vec::IntoIter<String>,
}

impl Told {
    fn next(&mut self, surfaces: &[&str]) -> Option<String> {
        match self.forms.next()?.checked_sub(1) {
            None => self.texts.next(),
            Some(number) => surfaces.get(number as usize).map(|surface| (*surface).to_owned()),
        }
    }

    fn list(&mut self, surfaces: &[&str]) -> Option<Vec<String>> {
        let count = self.forms.next()?;
        (0..count).map(|_| self.next(surfaces)).collect()
    }
}

/// None if it points out of the text.
fn unpack(packed: PackedNames<String>, text: &str) -> Option<Vec<StoredName>> {
    // A damaged record may say any number, but every name is odd or has a mention.
    if packed.count as usize > packed.odd.len() + packed.spots.len() {
        return None;
    }
    let mut symbols: Vec<Option<Symbol>> = vec![None; packed.count as usize];
    for (name, symbol) in packed.odd {
        *symbols.get_mut(name as usize)? = Some(Symbol::read(symbol)?);
    }
    let has_mentions = symbols.iter().map(|symbol| symbol.is_none_or(|symbol| symbol.has_mentions));
    let has_mentions: Vec<bool> = has_mentions.collect();
    let spots = spots::unpack(text, &has_mentions, &packed.spots, packed.places)?;
    let mut told = Told { forms: packed.forms.into_iter(), texts: packed.texts.into_iter() };
    let mut names = Vec::with_capacity(symbols.len());
    for (symbol, (mentions, kind)) in symbols.into_iter().zip(spots) {
        let symbol = symbol.or_else(|| kind.map(Symbol::usual))?;
        let surfaces = surfaces(text, &mentions);
        let forms = if symbol.has_usual_forms {
            by_frequency(&surfaces).map(str::to_owned).collect()
        } else {
            told.list(&surfaces)?
        };
        let canonical = match symbol.canonical {
            FIRST => (*surfaces.first()?).to_owned(),
            LONGEST => longest(&surfaces)?.to_owned(),
            _ => told.next(&surfaces)?,
        };
        names.push(StoredName { kind: symbol.kind, canonical, forms, mentions, listed: symbol.is_listed });
    }
    Some(names)
}

/// What stands at some mentions; nothing where one is out of the text.
fn surfaces<'t>(text: &'t str, mentions: &[Spot]) -> Vec<&'t str> {
    let at = |&(start, end): &Spot| text.get(start as usize..end as usize).unwrap_or_default();
    mentions.iter().map(at).collect()
}

/// Each surface once, most frequent first, of those that are equally frequent the one that came first.
fn by_frequency<'t>(surfaces: &[&'t str]) -> impl Iterator<Item = &'t str> + use<'t> {
    let mut counted: Vec<(&str, u32)> = Vec::new();
    for surface in surfaces {
        match counted.iter_mut().find(|(other, _)| other == surface) {
            Some((_, count)) => *count += 1,
            None => counted.push((surface, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| Reverse(*count));
    counted.into_iter().map(|(surface, _)| surface)
}

/// The first one of the longest.
fn longest<'t>(surfaces: &[&'t str]) -> Option<&'t str> {
    surfaces.iter().copied().rev().max_by_key(|surface| surface.len())
}

#[cfg(test)]
mod tests {
    use intake::Paragraph;

    use super::*;
    use crate::archive::record::{decode, encode};

    fn record(names: Vec<StoredName>) -> ArticleRecord {
        let paragraph =
            Paragraph { text: "Ann Lund met Bo Berg. Lund's city, Oslo, cheered.".into(), cut: None };
        let article = Article { paragraphs: vec![paragraph], ..Article::default() };
        let id = ArticleId::new("a", None, 1);
        ArticleRecord { id, path: "a".into(), fingerprint: 7, article, names, finder: 9 }
    }

    fn name(canonical: &str, forms: &[&str], mentions: &[(u32, u32)]) -> StoredName {
        StoredName {
            kind: Kind::Person,
            canonical: canonical.into(),
            forms: forms.iter().map(|form| (*form).to_owned()).collect(),
            mentions: mentions.to_vec(),
            listed: mentions.is_empty(),
        }
    }

    #[test]
    fn names_come_back_as_they_were() {
        let record = record(vec![
            name("Ann Lund", &["Ann Lund", "Lund"], &[(0, 8), (22, 26)]),
            name("Bo Berg", &["Bo Berg"], &[(13, 20)]),
            name("Oslo", &["OSLO", "Oslo"], &[(35, 39)]),
            name("Eva Ek", &[], &[]),
            name("Out of order", &["Lund", "Ann"], &[(22, 26), (0, 3), (2, 900)]),
        ]);
        let bytes = encode(&record).expect("it is encoded");
        assert_eq!(decode::<ArticleRecord>(&bytes).expect("it is decoded"), record);
        let written_out = ["Ann Lund", "Oslo"]
            .map(|text| bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count());
        assert_eq!(written_out, [1, 1]);
    }

    #[test]
    fn a_damaged_record_is_an_error() {
        let record = record(vec![name("Ann Lund", &["Lund"], &[(0, 8), (22, 26)])]);
        let bytes = encode(&record).expect("it is encoded");
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            // Either is fine; a panic is not.
            drop(decode::<ArticleRecord>(&damaged));
        }
        assert!(decode::<ArticleRecord>(&bytes[..bytes.len() - 1]).is_err());
    }
}
