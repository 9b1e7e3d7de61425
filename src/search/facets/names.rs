//! The names with most articles of an answer, without a list of all: counted by the marks of names, which stand in the index
//! by their keys.
//!
//! The counts are those of the lists of names. Only the names that are shown get their written form, from a part of their
//! articles.

use names::{Kind, key, variants::PersonName};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    archive::ArchiveError,
    search::{
        Catalog, engine,
        engine::facets::{Found, Segments},
        identities::Owner,
        listing::{Entry, FAR_MORE},
        resolve::{NameSet, Resolved},
    },
};

/// From so many articles of a name its most frequent form is taken.
const FORMS_FROM: usize = 300;

/// How many names of a kind stand in the articles of a tree, and the `limit` with most articles, these first.
pub(super) fn top(
    catalog: &Catalog,
    kind: Kind,
    tree: &Resolved,
    limit: usize,
) -> Result<(usize, Vec<(String, u64)>), ArchiveError> {
    let mut counts: FxHashMap<Entry, u64> = FxHashMap::default();
    let mut kinds = catalog.identities().foreign_kinds(kind);
    kinds.push(kind);
    for segment in Segments::of(catalog.reader(), tree)? {
        let mut joined: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for of in &kinds {
            segment.each_name(*of, |key, found| {
                count(catalog, (*of, *of == kind), key, found, &mut counts, &mut joined);
            })?;
        }
        for (number, mut docs) in joined {
            docs.sort_unstable();
            docs.dedup();
            *counts.entry(Entry::Identity(number)).or_default() += docs.len() as u64;
        }
    }
    add_aliases(catalog, kind, tree, &mut counts)?;
    let is_kind = |entry: &Entry| match entry {
        Entry::Alone(..) => true,
        Entry::Identity(number) => {
            catalog.identities().identity(*number).is_some_and(|identity| identity.kind == kind)
        }
    };
    let mut counts: Vec<(Entry, u64)> = counts.into_iter().filter(|(entry, _)| is_kind(entry)).collect();
    if kind == Kind::Person {
        leave_out_surnames(catalog, &mut counts);
    }
    let total = counts.len();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| order(&a.0).cmp(&order(&b.0))));
    counts.truncate(limit);
    let mut shown = with_forms(catalog, kind, tree, counts)?;
    shown.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok((total, shown))
}

/// Leaves out the bare surnames that the lists of people leave out.
fn leave_out_surnames(catalog: &Catalog, counts: &mut Vec<(Entry, u64)>) {
    let mut bearers: FxHashMap<String, u64> = FxHashMap::default();
    for (entry, articles) in &*counts {
        let name = match entry {
            Entry::Identity(number) => catalog.identities().identity(*number).and_then(|identity| {
                identity.name.or_else(|| identity.variants.into_iter().next().map(|variant| variant.form))
            }),
            Entry::Alone(_, key) => Some(key.clone()),
        };
        if let Some(name) = name.as_deref().and_then(PersonName::parse) {
            *bearers.entry(name.last_word().to_owned()).or_default() += articles;
        }
    }
    counts.retain(|(entry, articles)| {
        let of_surname = entry.bare_surname().and_then(|surname| bearers.get(surname));
        of_surname.is_none_or(|of_surname| *of_surname < FAR_MORE * articles)
    });
}

/// An order of names that have as many articles.
fn order(entry: &Entry) -> (bool, u32, &str) {
    match entry {
        Entry::Identity(number) => (false, *number, ""),
        Entry::Alone(_, key) => (true, 0, key),
    }
}

/// Counts a key's articles of a segment for whom it means in each; one that stands alone only if it is of the kind.
fn count(
    catalog: &Catalog,
    (of, is_kind): (Kind, bool),
    key: &str,
    found: &Found<'_>,
    counts: &mut FxHashMap<Entry, u64>,
    joined: &mut FxHashMap<u32, Vec<u32>>,
) {
    let ownership = catalog.identities().ownership(of, key);
    if ownership.elsewhere.is_empty() {
        match ownership.owner {
            Owner::Identity(number) => joined.entry(number).or_default().extend_from_slice(found.docs),
            Owner::Itself if is_kind => {
                *counts.entry(Entry::Alone(of, key.to_owned())).or_default() += found.docs.len() as u64;
            }
            Owner::Nobody | Owner::Itself => {}
        }
        return;
    }
    for doc in found.docs {
        match ownership.in_article(found.number(*doc)) {
            Owner::Identity(number) => joined.entry(number).or_default().push(*doc),
            Owner::Itself if is_kind => *counts.entry(Entry::Alone(of, key.to_owned())).or_default() += 1,
            Owner::Nobody | Owner::Itself => {}
        }
    }
}

/// Adds the articles in which an identity stands by an alias of the desk alone.
fn add_aliases(
    catalog: &Catalog,
    kind: Kind,
    tree: &Resolved,
    counts: &mut FxHashMap<Entry, u64>,
) -> Result<(), ArchiveError> {
    for number in catalog.identities().with_aliases(kind) {
        let Some(names) = catalog.names_of(number).filter(|names| !names.phrases.is_empty()) else {
            continue;
        };
        let phrases = NameSet { phrases: names.phrases.clone(), ..NameSet::new(kind) };
        let tagged = NameSet { phrases: Vec::new(), ..names };
        let without = Resolved::Not(Box::new(Resolved::Name(tagged)));
        let alone = Resolved::And(vec![tree.clone(), Resolved::Name(phrases), without]);
        let articles = engine::count(catalog.reader(), &alone)?;
        if articles > 0 {
            *counts.entry(Entry::Identity(number)).or_default() += articles;
        }
    }
    Ok(())
}

/// The names as they are shown: as settled, else as most of some of their articles write them.
fn with_forms(
    catalog: &Catalog,
    kind: Kind,
    tree: &Resolved,
    counts: Vec<(Entry, u64)>,
) -> Result<Vec<(String, u64)>, ArchiveError> {
    let reader = catalog.reader();
    let mut looked_at: FxHashSet<engine::Address> = FxHashSet::default();
    for (entry, _) in &counts {
        let names = match entry {
            Entry::Identity(number) => catalog.names_of(*number),
            Entry::Alone(kind, key) => Some(catalog.names_alone(*kind, key)),
        };
        if let Some(names) = names {
            let both = Resolved::And(vec![tree.clone(), Resolved::Name(names)]);
            looked_at.extend(engine::facets::smallest(reader, &both, FORMS_FROM, |number| number)?);
        }
    }
    let wanted: FxHashSet<&Entry> = counts.iter().map(|(entry, _)| entry).collect();
    let known = |form: &str| {
        let key = key::key_of(kind, form);
        (form.to_owned(), catalog.identities().ownership(kind, &key), key)
    };
    let mut forms: FxHashMap<Entry, FxHashMap<String, u64>> = FxHashMap::default();
    reader.each_name(
        kind,
        |at| looked_at.contains(&at),
        known,
        |article, (form, ownership, key), _| {
            let entry = match ownership.in_article(article) {
                Owner::Nobody => return,
                Owner::Identity(number) => Entry::Identity(number),
                Owner::Itself => Entry::Alone(kind, key.clone()),
            };
            if wanted.contains(&entry) {
                *forms.entry(entry).or_default().entry(form.clone()).or_default() += 1;
            }
        },
    )?;
    let name = |(entry, articles): (Entry, u64)| {
        let settled = match &entry {
            Entry::Identity(number) => {
                catalog.identities().identity(*number).and_then(|identity| identity.name)
            }
            Entry::Alone(..) => None,
        };
        let written = || {
            let forms = forms.get(&entry).into_iter().flatten();
            let most = forms.max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0))).map(|(form, _)| form.clone());
            most.unwrap_or_else(|| order(&entry).2.to_owned())
        };
        (settled.unwrap_or_else(written), articles)
    };
    Ok(counts.into_iter().map(name).collect())
}
