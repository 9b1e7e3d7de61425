//! How the names of an article are stored: by where they stand in its text, which is stored anyway.
//!
//! A form is nearly always what stands at one of the mentions, so that it is that mention's number; mentions are
//! distances, which are small. Written out, names would be a fifth of what an index stores.

use names::Kind;
use serde::{Deserialize, Serialize, Serializer};

use super::{ArticleRecord, StoredName};
use crate::archive::{id::ArticleId, stream::StreamText};
use intake::Article;

/// A name.
#[derive(Serialize, Deserialize)]
struct PackedName {
    kind: Kind,
    listed: bool,
    canonical: Form,
    forms: Vec<Form>,
    /// Of each mention the distance from the end of the one before, of the first from the start of the first one of the
    /// name before; and its length.
    mentions: Vec<(u32, u32)>,
}

/// A text: 0 for the next one of a list, else one more than the number of the mention at which it stands.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Form(u32);

/// A record as it is written.
#[derive(Serialize)]
struct Written<'r> {
    id: ArticleId,
    path: &'r str,
    fingerprint: u64,
    article: &'r Article,
    names: Vec<PackedName>,
    texts: Vec<&'r str>,
    finder: u32,
}

/// A record as it is read.
#[derive(Deserialize)]
pub(super) struct Packed {
    id: ArticleId,
    path: String,
    fingerprint: u64,
    article: Article,
    names: Vec<PackedName>,
    texts: Vec<String>,
    finder: u32,
}

/// A record that points to where nothing is.
#[derive(Debug, thiserror::Error)]
#[error("a name points out of its text")]
pub(super) struct Astray;

impl Serialize for ArticleRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stream = StreamText::of(&self.article);
        let mut texts = Vec::new();
        let mut before = 0;
        let names = self.names.iter().map(|name| pack(name, &stream.text, &mut before, &mut texts)).collect();
        let Self { id, path, fingerprint, article, finder, .. } = self;
        let (id, fingerprint, finder) = (*id, *fingerprint, *finder);
        Written { id, path, fingerprint, article, names, texts, finder }.serialize(serializer)
    }
}

fn pack<'r>(name: &'r StoredName, text: &str, before: &mut u32, texts: &mut Vec<&'r str>) -> PackedName {
    let at = |mention: &(u32, u32)| text.get(mention.0 as usize..mention.1 as usize);
    let mut form = |form: &'r String| {
        let number = name.mentions.iter().position(|own| at(own) == Some(form));
        if number.is_none() {
            texts.push(form);
        }
        Form(number.map_or(0, |number| number as u32 + 1))
    };
    let (canonical, forms) = (form(&name.canonical), name.forms.iter().map(&mut form).collect());
    let mut mentions = Vec::with_capacity(name.mentions.len());
    let mut end = *before;
    for &(start, to) in &name.mentions {
        // Wrapping, so that no order of mentions is lost.
        mentions.push((start.wrapping_sub(end), to.wrapping_sub(start)));
        end = to;
    }
    *before = name.mentions.first().map_or(*before, |first| first.0);
    PackedName { kind: name.kind, listed: name.listed, canonical, forms, mentions }
}

impl TryFrom<Packed> for ArticleRecord {
    type Error = Astray;

    fn try_from(packed: Packed) -> Result<Self, Astray> {
        let Packed { id, path, fingerprint, article, names: packed_names, texts, finder } = packed;
        let mut names = Vec::with_capacity(packed_names.len());
        if !packed_names.is_empty() {
            let stream = StreamText::of(&article);
            let (mut texts, mut before) = (texts.into_iter(), 0);
            for name in packed_names {
                names.push(unpack(name, &stream.text, &mut before, &mut texts).ok_or(Astray)?);
            }
        }
        Ok(Self { id, path, fingerprint, article, names, finder })
    }
}

/// None if it points out of the text.
fn unpack(
    name: PackedName,
    text: &str,
    before: &mut u32,
    texts: &mut impl Iterator<Item = String>,
) -> Option<StoredName> {
    let mut mentions = Vec::with_capacity(name.mentions.len());
    let mut end = *before;
    for (distance, length) in name.mentions {
        let start = end.wrapping_add(distance);
        end = start.wrapping_add(length);
        mentions.push((start, end));
    }
    *before = mentions.first().map_or(*before, |first| first.0);
    let mut form = |Form(number): Form| {
        let Some(mention) = number.checked_sub(1) else { return texts.next() };
        let (start, end) = *mentions.get(mention as usize)?;
        text.get(start as usize..end as usize).map(str::to_owned)
    };
    let canonical = form(name.canonical)?;
    let forms = name.forms.into_iter().map(form).collect::<Option<_>>()?;
    Some(StoredName { kind: name.kind, canonical, forms, mentions, listed: name.listed })
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
