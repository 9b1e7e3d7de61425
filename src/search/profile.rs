//! What the archive has of one person, organization or place.

mod explain;
mod gather;

use intake::Date;
use names::{Kind, key};
use rustc_hash::FxHashMap;

use self::gather::Gathered;
pub use self::{
    explain::{Explanation, VariantCount},
    gather::Description,
};
use super::{
    Catalog, Request, Sort,
    association::Together,
    engine,
    identities::Owner,
    listing::{Counted, Entry, NameCount, Row, Scope, Totals},
    resolve::{NameSet, Resolved},
    suggest::{self, Unknown},
    timeline::Timeline,
};
use crate::archive::{ArchiveError, both::both, record::ArticleRecord, terms::Terms};

/// In fewer articles together two names are no companions.
const FEWEST_TOGETHER: u64 = 2;

/// The log-likelihood ratio that chance reaches once in twenty times.
const LEAST_SCORE: f64 = 3.84;

/// How closely a name is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closeness {
    /// Whether it is said why its names are one.
    pub explain: bool,
    /// In how many of its articles it is looked how they describe it; of more a sample is read.
    pub described_in: usize,
}

impl Closeness {
    /// As closely as it is worth while.
    pub fn full(explain: bool) -> Self {
        Self { explain, described_in: 1000 }
    }
}

/// Whom a text means.
pub enum Found {
    /// Nobody; here are spellings that do occur.
    Nobody(Vec<Unknown>),
    /// Several, most articles first; and the articles that have only the surname asked for and may mean any of them.
    Several(Vec<NameCount>, Option<NameCount>),
    /// Just this one.
    One(Box<Profile>),
}

/// What the archive has of one person, organization or place.
pub struct Profile {
    /// The name with its articles and mentions.
    pub count: NameCount,
    /// First and last date, if any article has one.
    pub dates: Option<(Date, Date)>,
    /// Articles without a date.
    pub undated: u64,
    /// Articles over time.
    pub timeline: Option<Timeline>,
    /// People, then organizations, then places that stand with it more often than by chance, the strongest first.
    pub companions: [Vec<Companion>; 3],
    /// How often each source has it, most articles first; articles without a source do not count.
    pub sources: Vec<(String, u64)>,
    /// How it is described, most frequent first.
    pub descriptions: Vec<Description>,
    /// How many articles were read for descriptions: all, or a sample of them if there are many.
    pub described_from: u64,
    /// The newest articles.
    pub newest: Vec<ArticleRecord>,
    /// Why its names are one, if asked for.
    pub explanation: Option<Explanation>,
}

/// A name that stands with another.
#[derive(Clone, Debug, PartialEq)]
pub struct Companion {
    /// The name.
    pub name: String,
    /// In how many articles both stand.
    pub together: u64,
    /// In how many it stands in all.
    pub articles: u64,
    /// Dunning's log-likelihood ratio (see [`Together::score`]).
    pub score: f64,
}

/// The profile of whom `text` means, in the articles that answer `request`; at most `request.limit` of each list.
pub fn profile(
    catalog: &Catalog,
    kind: Kind,
    text: &str,
    request: &Request,
    closeness: Closeness,
) -> Result<Found, ArchiveError> {
    let mut terms = Terms::default();
    let tree = request.prepare(catalog, &mut terms).tree;
    let mut candidates = candidates(catalog, kind, text, &tree)?;
    if candidates.len() > 1 {
        let bare = candidates.iter().position(|count| count.bare_surname().is_some());
        let bare = bare.map(|at| candidates.remove(at));
        return Ok(Found::Several(candidates, bare));
    }
    let Some(count) = candidates.pop() else {
        let asked = Resolved::Name(NameSet::by_words(kind, key::words_of(kind, text)));
        return Ok(Found::Nobody(suggest::unknown(catalog.reader(), &[], &asked, &mut terms)?));
    };
    let Some(names) = names_of(catalog, &count.entry) else { return Ok(Found::Several(vec![count], None)) };
    Ok(Found::One(Box::new(one(catalog, &tree, count, &names, request.limit, closeness)?)))
}

/// Whom a text means: the one with just that name, else all that have its words; only the first if the text begins with
/// an equals sign.
fn candidates(
    catalog: &Catalog,
    kind: Kind,
    text: &str,
    tree: &Resolved,
) -> Result<Vec<NameCount>, ArchiveError> {
    let (text, is_exact) = text.trim_start().strip_prefix('=').map_or((text, false), |text| (text, true));
    let words = key::words_of(kind, text);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let key = words.join(" ");
    let exact = match catalog.identities().owner(kind, &key) {
        Owner::Nobody => None,
        Owner::Identity(number) => Some(Entry::Identity(number)),
        Owner::Itself => Some(Entry::Alone(kind, key)),
    };
    // A bare surname, "Smith", is anybody of that name; "Reuters" is Reuters, whatever else has the word in its name.
    let is_bare = kind == Kind::Person && words.len() == 1 && matches!(exact, Some(Entry::Alone(..)));
    if let Some(exact) = exact.filter(|_| is_exact || !is_bare) {
        let mut counts = Counted::of_entry(catalog, kind, &Scope::of(tree), &exact)?.all()?;
        counts.retain(|count| has_whole_words(catalog, count, &words));
        if !counts.is_empty() {
            return Ok(counts);
        }
    }
    if is_exact {
        return Ok(Vec::new());
    }
    let mut counts = Counted::with_words(catalog, kind, &Scope::of(tree), &words)?.all()?;
    counts.retain(|count| has_whole_words(catalog, count, &words));
    Ok(counts)
}

fn has_whole_words(catalog: &Catalog, count: &NameCount, words: &[String]) -> bool {
    match &count.entry {
        Entry::Identity(number) => {
            catalog.identities().identity(*number).is_some_and(|identity| identity.has_words(words, true))
        }
        Entry::Alone(_, key) => words.iter().all(|word| key.split(' ').any(|own| own == word)),
    }
}

fn names_of(catalog: &Catalog, entry: &Entry) -> Option<NameSet> {
    match entry {
        Entry::Identity(number) => catalog.names_of(*number),
        Entry::Alone(kind, key) => Some(catalog.names_alone(*kind, key)),
    }
}

fn one(
    catalog: &Catalog,
    tree: &Resolved,
    count: NameCount,
    names: &NameSet,
    limit: usize,
    closeness: Closeness,
) -> Result<Profile, ArchiveError> {
    let reader = catalog.reader();
    let own = Resolved::And(vec![tree.clone(), Resolved::Name(names.clone())]);
    let (scope, own_scope) = (Scope::of(tree), Scope::of(&own));
    let found = own_scope.found(catalog)?;
    let all = engine::count(reader, tree)?;
    let companions_of = |kind| companions(catalog, kind, (&scope, &own_scope), &count, all, limit);
    let (gathered, companions) = both(
        || Gathered::of(reader, found, names, closeness.described_in),
        || -> Result<_, ArchiveError> {
            Ok([
                companions_of(Kind::Person)?,
                companions_of(Kind::Organization)?,
                companions_of(Kind::Place)?,
            ])
        },
    );
    let Gathered { dates, undated, days, sources, descriptions, described_from } = gathered?;
    let page = engine::page(reader, &own, Sort::Newest, limit, 0)?;
    let newest = page.hits.into_iter().map(|(_, at)| reader.article(at)).collect::<Result<_, _>>()?;
    let explanation =
        if closeness.explain { Some(explain::explanation(catalog, tree, &count, names)?) } else { None };
    Ok(Profile {
        count,
        dates,
        undated,
        timeline: Timeline::new(&days),
        companions: companions?,
        sources: first(sources, limit),
        descriptions: first(descriptions, limit),
        described_from,
        newest,
        explanation,
    })
}

fn first<T>(mut list: Vec<T>, limit: usize) -> Vec<T> {
    list.truncate(limit);
    list
}

/// More companions than are wanted are written out, since some turn out to be the name itself.
const SPARE: usize = 8;

/// The names of a kind that stand with another, the `limit` strongest, the strongest first.
fn companions(
    catalog: &Catalog,
    kind: Kind,
    (everywhere, own): (&Scope<'_>, &Scope<'_>),
    whose: &NameCount,
    all: u64,
    limit: usize,
) -> Result<Vec<Companion>, ArchiveError> {
    let mut together = Counted::of(catalog, kind, own)?;
    // "Lund" beside the companion Ann Lund is no second one.
    together.leave_out_surnames(1);
    let own_slot = together.slot(&whose.entry);
    together.retain(|row| row.articles() >= FEWEST_TOGETHER && Some(row.slot) != own_slot);
    let totals = Totals::of(catalog, kind, everywhere)?;
    let strength = |row: &Row| {
        let articles = totals.articles(row.slot).max(row.articles());
        let score = Together { both: row.articles(), one: whose.articles, other: articles, all }.score()?;
        (score >= LEAST_SCORE).then_some((row.slot, (articles, score)))
    };
    let scores: FxHashMap<u32, (u64, f64)> = together.rows().iter().filter_map(strength).collect();
    let own_words = key::words_of(whose.kind, &whose.name);
    // "Lund" beside Ann Lund is most often herself.
    let is_own = |name: &str| {
        kind == Kind::Person && key::words_of(kind, name).iter().all(|word| own_words.contains(word))
    };
    let from = |least: f64| -> Result<Vec<Companion>, ArchiveError> {
        let strong = |row: &&Row| scores.get(&row.slot).is_some_and(|(_, score)| *score >= least);
        let companion = |count: NameCount| {
            let (articles, score) = *scores.get(&together.slot(&count.entry)?)?;
            let is_other = !is_own(&count.name);
            is_other.then_some(Companion { name: count.name, together: count.articles, articles, score })
        };
        let mut companions: Vec<Companion> =
            together.written(strong)?.into_iter().filter_map(companion).collect();
        companions.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.name.cmp(&b.name)));
        Ok(first(companions, limit))
    };
    // Names are written out for those alone that can be among the first; for all if too many of them are the name itself.
    let mut order: Vec<f64> = scores.values().map(|(_, score)| *score).collect();
    order.sort_unstable_by(|a, b| b.total_cmp(a));
    let Some(least) = order.get(limit.saturating_add(SPARE)) else { return from(LEAST_SCORE) };
    let companions = from(*least)?;
    if companions.len() < limit { from(LEAST_SCORE) } else { Ok(companions) }
}
