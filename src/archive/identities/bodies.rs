//! Joins the names of organizations, and those of places: by what is left without legal forms and spellings, by short
//! forms that everybody knows, and by those that the archive's own articles explain.

use names::{
    Kind,
    variants::{core, evened, is_acronym_of, known},
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Reason,
    gather::{Names, Variants},
    groups::Groups,
    misspelt,
    witness::{Witness, likeness},
};
use crate::archive::{
    ArchiveError,
    spill::{Sorted, Sorter, Spill, number_at},
};

/// Among the articles that explain a short form, how many must explain it the same way.
const AGREEMENT: f64 = 0.85;

/// The same for an acronym that at least [`OFTEN`] articles explain that way.
const AGREEMENT_OF_MANY: f64 = 0.75;
const OFTEN: u64 = 10;

/// Among the articles with names that begin with the words of a short form, how many must be about its bearer.
const ALONE: f64 = 0.8;

/// How many articles must explain a short form that is no acronym.
const EXPLAINED: u64 = 3;

/// Of how many articles with an unexplained acronym one must explain it.
const BACKED: u64 = 8;

/// Up to how many articles with an unexplained acronym a single explanation is enough.
const FEW: u64 = 3;

/// How alike the companies of an acronym and of what hardly any article explains it as must be within one agency.
const ALIKE: f32 = 0.05;

/// A source with no more than one of so many articles tells something.
const TELLING: u32 = 10;

/// Letters of a name from which on blanks in it do not matter.
const LONG: usize = 8;

/// Words that stand for whatever body of that sort was named before: alone they are nobody's name.
#[rustfmt::skip]
const COMMON: &[&str] = &["academy", "administration", "agency", "air", "aircraft", "airline", "airlines", "airport", "airways", "alliance", "aluminum", "american", "army", "assembly", "association", "authority", "bancorp", "bank", "banking", "banks", "board", "broadcasting", "brothers", "bureau", "business", "cabinet", "capital", "center", "central", "centre", "chamber", "chemical", "chemicals", "church", "city", "club", "coalition", "college", "com", "commerce", "commercial", "commission", "committee", "communication", "communications", "communist", "company", "computer", "computers", "conference", "congress", "conservative", "construction", "consulting", "consumer", "corporate", "council", "county", "court", "credit", "data", "defense", "democratic", "democrats", "department", "development", "digital", "directorate", "eastern", "electric", "electronic", "electronics", "embassy", "energy", "engineering", "enterprises", "entertainment", "equipment", "equities", "exchange", "federal", "federation", "film", "finance", "financial", "first", "foods", "force", "foreign", "foundation", "front", "fund", "gas", "general", "gold", "government", "group", "guard", "health", "high", "holdings", "hospital", "hotel", "hotels", "house", "housing", "import", "industrial", "industries", "industry", "information", "institute", "institution", "instruments", "insurance", "interior", "international", "investment", "investments", "jet", "justice", "labor", "laboratories", "laboratory", "labour", "land", "league", "leasing", "liberal", "lines", "machine", "machinery", "manufacturing", "marine", "market", "markets", "media", "mines", "mining", "ministry", "mission", "motor", "motors", "movement", "municipality", "museum", "music", "national", "navy", "network", "networks", "new", "news", "northern", "office", "oil", "organisation", "organization", "paper", "parliament", "partners", "party", "petroleum", "pharmaceutical", "pharmaceuticals", "plastics", "police", "power", "press", "printing", "production", "products", "progressive", "properties", "prosecutor", "publications", "publishing", "pulp", "radio", "realty", "republican", "republicans", "research", "resources", "restaurants", "retail", "savings", "school", "science", "secretariat", "securities", "semiconductor", "semiconductors", "senate", "service", "shipping", "social", "socialist", "society", "software", "sons", "southern", "state", "station", "steel", "stores", "sugar", "supply", "support", "supreme", "systems", "team", "technologies", "technology", "telecom", "telecommunications", "telegraph", "telephone", "television", "textile", "textiles", "tobacco", "tours", "toys", "trade", "transport", "transportation", "travel", "treasury", "tribunal", "trucking", "trust", "union", "united", "university", "utilities", "utility", "video", "water", "western", "works", "world"];

/// Joins the names of a kind.
///
/// `as_place` says in how many articles a key is that of a place: "New York Corp." is not New York.
pub(super) fn join(
    names: &Names,
    variants: &Variants,
    as_place: &impl Fn(&str) -> u64,
    witness: &Witness<'_>,
    spill: &Spill,
) -> Result<Groups, ArchiveError> {
    let mut groups = Groups::default();
    join_cores(names, variants, as_place, &mut groups, spill)?;
    join_known(names, &mut groups);
    if names.kind == Kind::Organization {
        join_departments(names, &mut groups);
        misspelt::join(names, &mut groups, spill)?;
        join_explained(names, variants, witness, &mut groups);
    }
    Ok(groups)
}

/// What a key is for: names with the same core, or with the same letters.
const CORE: u8 = b'a';
const COMPACT: u8 = b'b';
/// Marks the key of a name that is all in capitals, which comes behind the others with its core.
const SHOUTED: u8 = 1;

fn join_cores(
    names: &Names,
    variants: &Variants,
    as_place: &impl Fn(&str) -> u64,
    groups: &mut Groups,
    spill: &Spill,
) -> Result<(), ArchiveError> {
    let keys = cores(names, variants, as_place, spill)?;
    // Joins in the order of names, so that each is joined for the same reason whatever names are sorted by.
    let mut joins = Sorter::new(spill);
    let mut first: (Vec<u8>, u32) = Default::default();
    keys.each_group(|key, same| {
        if let Some((&SHOUTED, key)) = key.split_last() {
            // "SACHS" in a headline may be half of another name; "USX" is written so everywhere.
            if first.0 == key && is_shouted(names.surface(first.1).split(' ').next().unwrap_or_default()) {
                for number in same {
                    joins.push(&[&[SHOUTED], &number.to_be_bytes(), &[CORE], &first.1.to_be_bytes()])?;
                }
            }
            return Ok(());
        }
        first.0.clear();
        first.0.extend_from_slice(key);
        first.1 = same[0];
        // "PaineWebber Inc" is "Paine Webber Inc": letters come before cores.
        let step = u8::from(key[0] != COMPACT);
        for number in &same[1..] {
            joins.push(&[&[0], &number.to_be_bytes(), &[step], &first.1.to_be_bytes()])?;
        }
        Ok(())
    })?;
    let mut joins = joins.finish()?;
    while let Some(record) = joins.next() {
        let reason = if record[5] == 0 { Reason::Spelling } else { Reason::LegalForm };
        groups.join(number_at(record, 6), number_at(record, 1), reason);
    }
    Ok(())
}

/// The names by what is left of them.
fn cores(
    names: &Names,
    variants: &Variants,
    as_place: &impl Fn(&str) -> u64,
    spill: &Spill,
) -> Result<Sorted, ArchiveError> {
    let kind = names.kind;
    let mut keys = Sorter::new(spill);
    for number in 0..names.len() {
        let (key, surface) = (names.key(number), names.surface(number));
        let core = core(kind, surface);
        // "Sons Inc.", "Western Inc." are pieces of names, or the word alone means something else.
        let is_nobody = core.split(' ').all(|word| COMMON.binary_search(&word).is_ok() || word.len() < 3);
        let is_shortened = kind == Kind::Organization && core != evened(kind, surface);
        // "Int'l" is short for any word of that sort, too.
        let is_word = is_nobody && !core.contains(' ') && core != key;
        // What is a place now and then and mostly a firm was taken for one by mistake.
        let is_place = || as_place(&core) >= names.articles(number);
        if is_word || is_shortened && (is_nobody || is_place()) {
            continue;
        }
        let is_shouted = kind == Kind::Organization && !key.contains(' ') && is_shouted(surface);
        if is_shouted && !variants.has_form(number) {
            keys.push_number(&[&[CORE], core.as_bytes(), &[SHOUTED]], number)?;
            continue;
        }
        if kind == Kind::Organization {
            let compact = evened(kind, surface).replace(' ', "");
            if compact.len() > LONG {
                keys.push_number(&[&[COMPACT], compact.as_bytes()], number)?;
            }
        }
        keys.push_number(&[&[CORE], core.as_bytes()], number)?;
    }
    keys.finish()
}

/// Whether a word is all in capitals.
fn is_shouted(surface: &str) -> bool {
    surface.chars().any(char::is_uppercase) && !surface.chars().any(char::is_lowercase)
}

fn join_known(names: &Names, groups: &mut Groups) {
    let mut of_name: FxHashMap<&str, u32> = FxHashMap::default();
    for number in 0..names.len() {
        if let Some(known) = known(names.kind, names.key(number)) {
            let first = *of_name.entry(known.name).or_insert(number);
            groups.join(first, number, Reason::Known);
        }
    }
}

/// Joins "Commerce Department" with "U.S. Commerce Department", unless the archive has such a department of another
/// country or town: elsewhere most are ministries.
fn join_departments(names: &Names, groups: &mut Groups) {
    let mut owned: FxHashMap<&str, (Option<u32>, u64)> = FxHashMap::default();
    for number in (0..names.len()).filter(|name| names.key(*name).ends_with(" department")) {
        let key = names.key(number);
        for (at, _) in key.match_indices(' ') {
            let (us, others) = owned.entry(&key[at + 1..]).or_default();
            if &key[..at] == "us" {
                *us = Some(number);
            } else {
                *others += names.articles(number);
            }
        }
    }
    for number in 0..names.len() {
        if let Some((Some(us), 0)) = owned.get(names.key(number)) {
            groups.join(*us, number, Reason::Known);
        }
    }
}

/// Joins short forms with what articles say they stand for, if they agree.
fn join_explained(names: &Names, variants: &Variants, witness: &Witness<'_>, groups: &mut Groups) {
    let bearing = Bearing::new(witness);
    for (short, meant) in variants.by_form() {
        let form = names.key(short);
        if known(names.kind, form).is_some()
            || form.split(' ').all(|word| COMMON.binary_search(&word).is_ok())
        {
            continue;
        }
        let mut meanings: FxHashMap<u32, u64> = FxHashMap::default();
        for (full, articles) in meant {
            *meanings.entry(groups.root(full)).or_default() += articles;
        }
        let all: u64 = meanings.values().sum();
        let Some((full, times)) =
            meanings.into_iter().max_by_key(|(root, times)| (*times, std::cmp::Reverse(*root)))
        else {
            continue;
        };
        let by_letters = groups.members(full).any(|name| is_acronym_of(form, names.key(name)));
        let agreement = if by_letters && times >= OFTEN { AGREEMENT_OF_MANY } else { AGREEMENT };
        let is_clear = times as f64 >= agreement * all as f64
            && if by_letters {
                let unexplained = names.articles(short);
                is_backed(times, unexplained)
                    && (times >= EXPLAINED
                        || times > unexplained
                        || bearing.is_given(short, groups.members(full)))
            } else {
                times >= EXPLAINED && is_alone(names, groups, form, full)
            };
        if is_clear {
            groups.join(full, short, Reason::Explained);
        }
    }
}

/// Whether enough articles explain an acronym for the others, which use it as if everybody knew it, to mean the same:
/// one that explains "ANC" as a party of its own country does not speak for nine that do not.
fn is_backed(explained: u64, unexplained: u64) -> bool {
    let least = if unexplained > FEW { 2 } else { 1 };
    explained >= least && explained * BACKED >= unexplained
}

/// Tells whether what only a few articles explain is borne out by where a short form stands: "MAS" is a party in one country's
/// papers, and an authority in another's.
struct Bearing<'w, 'n> {
    witness: &'w Witness<'n>,
    /// Sources that have few of all articles, so that it tells something to stand in the same.
    telling: FxHashSet<u32>,
}

impl<'w, 'n> Bearing<'w, 'n> {
    fn new(witness: &'w Witness<'n>) -> Self {
        let mut articles: FxHashMap<u32, u32> = FxHashMap::default();
        for rank in 0..witness.count() {
            *articles.entry(witness.occasion(rank).source).or_default() += 1;
        }
        let most = witness.count() / TELLING;
        articles.retain(|source, articles| *source != 0 && *articles <= most);
        Self { witness, telling: articles.into_keys().collect() }
    }

    /// Whether one of the full names stands in a source that has the short form, too, and, unless that tells enough, in
    /// like company.
    fn is_given(&self, short: u32, mut full: impl Iterator<Item = u32>) -> bool {
        let own = self.sources(short);
        let company = self.witness.company_of(Kind::Organization, short);
        full.any(|name| {
            let mut shared = self.sources(name);
            shared.retain(|source| own.contains(source));
            shared.iter().any(|source| self.telling.contains(source))
                || !shared.is_empty()
                    && likeness(&company, &self.witness.company_of(Kind::Organization, name)) >= ALIKE
        })
    }

    fn sources(&self, name: u32) -> FxHashSet<u32> {
        let places = self.witness.places_of(Kind::Organization, name);
        places.iter().map(|rank| self.witness.occasion(rank).source).collect()
    }
}

/// Whether hardly any other name begins with the words of a short form: "Mitsubishi" can be short for many.
fn is_alone(names: &Names, groups: &Groups, form: &str, full: u32) -> bool {
    let beginning = format!("{form} ");
    let (mut own, mut all) = (0, 0);
    for number in names.first_from(&beginning)..names.len() {
        if !names.key(number).starts_with(&beginning) {
            break;
        }
        all += names.articles(number);
        own += if groups.root(number) == groups.root(full) { names.articles(number) } else { 0 };
    }
    own as f64 >= ALONE * all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_sorted() {
        assert!(COMMON.is_sorted(), "{:?}", COMMON.windows(2).find(|pair| pair[0] > pair[1]));
    }

    #[test]
    fn a_single_explanation_speaks_for_few() {
        let check = |explained, unexplained, expected| {
            assert_eq!(is_backed(explained, unexplained), expected, "{explained} of {unexplained}");
        };
        check(0, 0, false);
        check(1, 0, true);
        check(1, 3, true);
        check(1, 9, false);
        check(2, 9, true);
        check(2, 17, false);
        check(30, 200, true);
    }
}
