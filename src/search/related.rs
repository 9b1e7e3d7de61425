//! Articles about the same as another: they have its telling words and its names.
//!
//! The words that stand often in the article and in few others (BM25's weight of a word in a text), and the people,
//! organizations and places in it, become one query of weighted parts. Copies and versions
//! of the article are left out: a reader who has the article has them too. Of others that are copies of each other one is
//! given.

use names::{key, tokens::tokenize};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Catalog, Hit, engine,
    engine::related::Feature,
    hits, kin,
    rank::rarity,
    resolve::{Region, Resolved},
};
use crate::archive::{
    ArchiveError, Reader,
    copies::Standing,
    id::ArticleId,
    record::ArticleRecord,
    stemming::Stemming,
    stream::StreamText,
    terms::{Terms, is_indexed},
};

/// How many words and names make the query.
const WORDS: usize = 25;
const NAMES: usize = 10;

/// How much a word of the headline counts more.
const TITLE: f32 = 1.5;

/// A name is worth so much of a word that is as rare.
const NAME: f32 = 1.0;

/// How many articles are looked at beyond those asked for, since some repeat the article.
const SPARE: usize = 50;

/// Of how many copies and versions the places are looked up.
const KIN: usize = 50;

/// Articles related to another.
#[derive(Clone, Debug)]
pub struct Related<H = Hit> {
    /// The most similar first.
    pub hits: Vec<H>,
    /// The words by which they were found, the most telling first.
    pub words: Vec<String>,
    /// How many that repeat the article were passed over.
    pub copies: u64,
}

/// Finds `limit` articles that are related to `record`, after the first `offset`.
pub fn related<H: From<Hit>>(
    catalog: &Catalog,
    record: &ArticleRecord,
    limit: usize,
    offset: usize,
) -> Result<Related<H>, ArchiveError> {
    let reader = catalog.reader();
    let mut terms = Terms::default();
    let own = Words::of(record, &mut terms);
    let words = own.telling(catalog)?;
    let mut features: Vec<Feature> =
        words.iter().map(|word| Feature::Term(word.term.clone(), word.weight)).collect();
    features.extend(names_of(catalog, record)?);
    let wanted = offset.saturating_add(limit).saturating_add(SPARE);
    let wanted = wanted.min(reader.articles()? as usize);
    let own_places = own_places(reader, record.id)?;
    let mut given: FxHashSet<Place> = FxHashSet::default();
    let (mut kept, mut copies) = (Vec::new(), 0);
    for (score, at) in engine::related::related(reader, &features, record.id, wanted)? {
        if kept.len() >= offset.saturating_add(limit) {
            break;
        }
        let places = reader.copies()?.standing(at).map(places).unwrap_or_default();
        if places.iter().any(|place| own_places.contains(place)) {
            copies += 1;
        } else if !places.iter().any(|place| given.contains(place)) {
            given.extend(places);
            kept.push((kept.len() + 1, Some(score), at));
        }
    }
    let leaf = |word: &Word| Resolved::Words { terms: vec![word.term.clone()], region: Region::Anywhere };
    let tree = Resolved::Or(words.iter().map(leaf).collect());
    let hits = hits(catalog, &tree, kept.into_iter().skip(offset), false, &mut terms)?;
    Ok(Related { hits, words: words.into_iter().map(|word| word.surface).collect(), copies })
}

/// A group of copies or a set of versions.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Group(u32),
    Set(u32),
}

/// Where an article stands.
fn places(standing: Standing) -> Vec<Place> {
    let group = standing.group.map(|(group, _)| Place::Group(group));
    group.into_iter().chain(standing.set.map(|(set, _)| Place::Set(set))).collect()
}

/// Where an article stands, with its copies and versions: a version of a copy repeats it as the copy does.
fn own_places(reader: &Reader, id: ArticleId) -> Result<FxHashSet<Place>, ArchiveError> {
    let mut kin = vec![id];
    kin.extend(kin::copies(reader, id)?.into_iter().take(KIN));
    kin.extend(kin::versions(reader, id)?.into_iter().take(KIN));
    let mut own = FxHashSet::default();
    for id in kin {
        own.extend(reader.standing_of(id)?.into_iter().flat_map(places));
    }
    Ok(own)
}

/// The terms of an article in their order, with a word as it is written for each.
struct Words {
    terms: Vec<String>,
    surfaces: FxHashMap<String, String>,
    in_title: usize,
}

/// A word that tells what an article is about.
struct Word {
    term: String,
    surface: String,
    weight: f32,
    /// Its weight and rarity together.
    tells: f32,
}

impl Words {
    fn of(record: &ArticleRecord, terms: &mut Terms) -> Self {
        let stream = StreamText::of(&record.article);
        let mut tokens = Vec::new();
        tokenize(&stream.text, &mut tokens);
        let stemming = Stemming::of(record.article.language.as_deref());
        let mut words = Self { terms: Vec::new(), surfaces: FxHashMap::default(), in_title: 0 };
        for token in &tokens {
            let surface = token.of(&stream.text);
            if is_indexed(token, surface) {
                let term = terms.main(stemming, surface);
                words.in_title += usize::from((token.start as usize) < stream.body_at);
                words.surfaces.entry(term.clone()).or_insert_with(|| surface.to_owned());
                words.terms.push(term);
            }
        }
        words
    }

    /// The most telling words; those that no other article has find nothing.
    fn telling(&self, catalog: &Catalog) -> Result<Vec<Word>, ArchiveError> {
        let mut counts: FxHashMap<&str, f32> = FxHashMap::default();
        for (at, term) in self.terms.iter().enumerate() {
            *counts.entry(term).or_default() += if at < self.in_title { TITLE } else { 1.0 };
        }
        let articles = catalog.reader().articles()? as f32;
        let mut words = Vec::new();
        for (term, count) in counts {
            let frequency = engine::frequency(catalog.reader(), term)?;
            let is_word = term.chars().any(char::is_alphabetic) && term.chars().count() > 1;
            if frequency > 1 && is_word {
                let weight = count / (count + 1.2);
                let tells = weight * rarity(articles, frequency as f32);
                let surface = self.surfaces.get(term).cloned().unwrap_or_default();
                words.push(Word { term: term.to_owned(), surface, weight, tells });
            }
        }
        words.sort_unstable_by(|a, b| b.tells.total_cmp(&a.tells).then_with(|| a.term.cmp(&b.term)));
        words.truncate(WORDS);
        Ok(words)
    }
}

/// The names of an article that others have too, those with most mentions first.
fn names_of(catalog: &Catalog, record: &ArticleRecord) -> Result<Vec<Feature>, ArchiveError> {
    let articles = catalog.reader().articles()? as f32;
    let mut names = Vec::new();
    for name in &record.names {
        let key = key::key_of(name.kind, &name.canonical);
        let frequency = engine::related::name_frequency(catalog.reader(), name.kind, &key)?;
        if frequency > 1 {
            let mentions = name.mentions.len().max(1) as f32;
            let weight = NAME * mentions / (mentions + 1.2) * rarity(articles, frequency as f32);
            names.push((weight, name.kind, key));
        }
    }
    names.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    names.truncate(NAMES);
    Ok(names.into_iter().map(|(weight, kind, key)| Feature::Name(kind, key, weight)).collect())
}
