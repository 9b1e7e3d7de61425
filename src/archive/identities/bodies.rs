//! Joins the names of organizations, and those of places: by what is left without legal forms and spellings, by short
//! forms that everybody knows, and by those that the archive's own articles explain.

use names::{
    Kind,
    variants::{core, evened, is_acronym_of, known},
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Reason,
    gather::{NameFacts, Variant},
    groups::Groups,
    misspelt,
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

/// Letters of a name from which on blanks in it do not matter.
const LONG: usize = 8;

/// Words that stand for whatever body of that sort was named before: alone they are nobody's name.
#[rustfmt::skip]
const COMMON: &[&str] = &["academy", "administration", "agency", "air", "aircraft", "airline", "airlines", "airport", "airways", "alliance", "aluminum", "american", "army", "assembly", "association", "authority", "bancorp", "bank", "banking", "banks", "board", "broadcasting", "brothers", "bureau", "business", "cabinet", "capital", "center", "central", "centre", "chamber", "chemical", "chemicals", "church", "city", "club", "coalition", "college", "com", "commerce", "commercial", "commission", "committee", "communication", "communications", "communist", "company", "computer", "computers", "conference", "congress", "conservative", "construction", "consulting", "consumer", "corporate", "council", "county", "court", "credit", "data", "defense", "democratic", "democrats", "department", "development", "digital", "directorate", "eastern", "electric", "electronic", "electronics", "embassy", "energy", "engineering", "enterprises", "entertainment", "equipment", "equities", "exchange", "federal", "federation", "film", "finance", "financial", "first", "foods", "force", "foreign", "foundation", "front", "fund", "gas", "general", "gold", "government", "group", "guard", "health", "high", "holdings", "hospital", "hotel", "hotels", "house", "housing", "import", "industrial", "industries", "industry", "information", "institute", "institution", "instruments", "insurance", "interior", "international", "investment", "investments", "jet", "justice", "labor", "laboratories", "laboratory", "labour", "land", "league", "leasing", "liberal", "lines", "machine", "machinery", "manufacturing", "marine", "market", "markets", "media", "mines", "mining", "ministry", "mission", "motor", "motors", "movement", "municipality", "museum", "music", "national", "navy", "network", "networks", "new", "news", "northern", "office", "oil", "organisation", "organization", "paper", "parliament", "partners", "party", "petroleum", "pharmaceutical", "pharmaceuticals", "plastics", "police", "power", "press", "printing", "production", "products", "progressive", "properties", "prosecutor", "publications", "publishing", "pulp", "radio", "realty", "republican", "republicans", "research", "resources", "restaurants", "retail", "savings", "school", "science", "secretariat", "securities", "semiconductor", "semiconductors", "senate", "service", "shipping", "social", "socialist", "society", "software", "sons", "southern", "state", "station", "steel", "stores", "sugar", "supply", "support", "supreme", "systems", "team", "technologies", "technology", "telecom", "telecommunications", "telegraph", "telephone", "television", "textile", "textiles", "tobacco", "tours", "toys", "trade", "transport", "transportation", "travel", "treasury", "tribunal", "trucking", "trust", "union", "united", "university", "utilities", "utility", "video", "water", "western", "works", "world"];

/// Joins the names of a kind.
///
/// `places` are the keys of all places: "New York Corp." is not New York.
pub(super) fn join(
    kind: Kind,
    facts: &[NameFacts],
    variants: &[Variant],
    places: &FxHashSet<String>,
) -> Groups {
    let mut groups = Groups::new(facts.len());
    join_cores(kind, facts, variants, places, &mut groups);
    join_known(kind, facts, &mut groups);
    if kind == Kind::Organization {
        join_departments(facts, &mut groups);
        misspelt::join(facts, &mut groups);
        join_explained(kind, facts, variants, &mut groups);
    }
    groups
}

fn join_cores(
    kind: Kind,
    facts: &[NameFacts],
    variants: &[Variant],
    places: &FxHashSet<String>,
    groups: &mut Groups,
) {
    let (mut of_core, mut of_compact): (FxHashMap<String, u32>, FxHashMap<String, u32>) = Default::default();
    let explained: FxHashSet<&str> = variants.iter().map(|variant| variant.form.as_str()).collect();
    let mut shouted = Vec::new();
    for (number, name) in facts.iter().enumerate() {
        let core = core(kind, &name.surface);
        // "Sons Inc.", "Western Inc." are pieces of names, or the word alone means something else.
        let is_nobody = core.split(' ').all(|word| COMMON.binary_search(&word).is_ok() || word.len() < 3);
        let is_shortened = kind == Kind::Organization && core != evened(kind, &name.surface);
        // "Int'l" is short for any word of that sort, too.
        let is_word = is_nobody && !core.contains(' ') && core != name.key;
        if is_word || is_shortened && (is_nobody || places.contains(&core)) {
            continue;
        }
        let is_shouted = kind == Kind::Organization && !name.key.contains(' ') && is_shouted(&name.surface);
        if is_shouted && !explained.contains(name.key.as_str()) {
            shouted.push((core, number as u32));
            continue;
        }
        if kind == Kind::Organization {
            // "PaineWebber Inc" is "Paine Webber Inc".
            let compact = evened(kind, &name.surface).replace(' ', "");
            if compact.len() > LONG {
                let first = *of_compact.entry(compact).or_insert(number as u32);
                groups.join(first, number as u32, Reason::Spelling);
            }
        }
        let first = *of_core.entry(core).or_insert(number as u32);
        groups.join(first, number as u32, Reason::LegalForm);
    }
    // "SACHS" in a headline may be half of another name; "USX" is written so everywhere.
    for (core, number) in shouted {
        if let Some(first) = of_core.get(&core)
            && is_shouted(facts[*first as usize].surface.split(' ').next().unwrap_or_default())
        {
            groups.join(*first, number, Reason::LegalForm);
        }
    }
}

/// Whether a word is all in capitals.
fn is_shouted(surface: &str) -> bool {
    surface.chars().any(char::is_uppercase) && !surface.chars().any(char::is_lowercase)
}

fn join_known(kind: Kind, facts: &[NameFacts], groups: &mut Groups) {
    let mut of_name: FxHashMap<&str, u32> = FxHashMap::default();
    for (number, name) in facts.iter().enumerate() {
        if let Some(known) = known(kind, &name.key) {
            let first = *of_name.entry(known.name).or_insert(number as u32);
            groups.join(first, number as u32, Reason::Known);
        }
    }
}

/// Joins "Commerce Department" with "U.S. Commerce Department", unless the archive has such a department of another
/// country or town: elsewhere most are ministries.
fn join_departments(facts: &[NameFacts], groups: &mut Groups) {
    let mut owned: FxHashMap<&str, (Option<u32>, u64)> = FxHashMap::default();
    for (number, name) in facts.iter().enumerate().filter(|(_, name)| name.key.ends_with(" department")) {
        for (at, _) in name.key.match_indices(' ') {
            let (us, others) = owned.entry(&name.key[at + 1..]).or_default();
            if &name.key[..at] == "us" {
                *us = Some(number as u32);
            } else {
                *others += name.articles;
            }
        }
    }
    for (number, name) in facts.iter().enumerate() {
        if let Some((Some(us), 0)) = owned.get(name.key.as_str()) {
            groups.join(*us, number as u32, Reason::Known);
        }
    }
}

/// Joins short forms with what articles say they stand for, if they agree.
fn join_explained(kind: Kind, facts: &[NameFacts], variants: &[Variant], groups: &mut Groups) {
    let number_of = |key: &str| {
        let found = facts.binary_search_by(|name| name.key.as_str().cmp(key));
        found.ok().map(|number| number as u32)
    };
    for same in variants.chunk_by(|a, b| a.form == b.form) {
        let form = same[0].form.as_str();
        if known(kind, form).is_some() || form.split(' ').all(|word| COMMON.binary_search(&word).is_ok()) {
            continue;
        }
        let Some(short) = number_of(form) else { continue };
        let mut meanings: FxHashMap<u32, u64> = FxHashMap::default();
        for variant in same {
            if let Some(full) = number_of(&variant.name) {
                *meanings.entry(groups.root(full)).or_default() += variant.articles;
            }
        }
        let all: u64 = meanings.values().sum();
        let Some((full, times)) =
            meanings.into_iter().max_by_key(|(root, times)| (*times, std::cmp::Reverse(*root)))
        else {
            continue;
        };
        let by_letters =
            groups.members(full).iter().any(|name| is_acronym_of(form, &facts[*name as usize].key));
        let agreement = if by_letters && times >= OFTEN { AGREEMENT_OF_MANY } else { AGREEMENT };
        let is_clear = times as f64 >= agreement * all as f64
            && if by_letters {
                is_backed(times, facts[short as usize].articles)
            } else {
                times >= EXPLAINED && is_alone(facts, groups, form, full)
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

/// Whether hardly any other name begins with the words of a short form: "Mitsubishi" can be short for many.
fn is_alone(facts: &[NameFacts], groups: &Groups, form: &str, full: u32) -> bool {
    let beginning = format!("{form} ");
    let first = facts.partition_point(|name| name.key < beginning);
    let (mut own, mut all) = (0, 0);
    for (name, number) in facts[first..].iter().zip(first as u32..) {
        if !name.key.starts_with(&beginning) {
            break;
        }
        all += name.articles;
        own += if groups.root(number) == groups.root(full) { name.articles } else { 0 };
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
