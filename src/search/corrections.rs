//! What corrections of names change, and what they could still settle.

use std::borrow::Cow;

use names::{Kind, key};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Catalog, Sort, engine,
    identities::{Owner, article_number},
    kin,
    resolve::{NameSet, Resolved},
};
use crate::{
    archive::{ArchiveError, Reader, id::ArticleId, identities::Doubt, record::ArticleRecord},
    desk::names::{Corrections, Edit},
};

/// How a name stands in the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it counts as; none if it is in no list.
    pub shown: Option<String>,
    /// In how many articles whatever it counts as stands.
    pub articles: u64,
}

/// How a name stands in the lists.
pub fn standing(catalog: &Catalog, kind: Kind, name: &str) -> Result<Standing, ArchiveError> {
    let key = key::key_of(kind, name);
    let count = |set: NameSet| engine::count(catalog.reader(), &Resolved::Name(set));
    match catalog.identities().owner(kind, &key) {
        Owner::Nobody => Ok(Standing { shown: None, articles: 0 }),
        Owner::Identity(number) => {
            let identity = catalog.identities().identity(number);
            let shown = identity.and_then(|identity| {
                let first = identity.variants.first().map(|variant| variant.form.clone());
                identity.name.or(first)
            });
            let articles = catalog.names_of(number).map_or(Ok(0), count)?;
            Ok(Standing { shown: Some(shown.unwrap_or_else(|| name.to_owned())), articles })
        }
        Owner::Itself => {
            let articles = count(catalog.names_alone(kind, &key))?;
            let form = form_of(catalog, kind, name)?;
            Ok(Standing { shown: Some(form.unwrap_or_else(|| name.to_owned())), articles })
        }
    }
}

/// The names whose standing an edit may change. Of an article in which a name is to mean somebody else that is whom it
/// means there so far: "Reagan", in one article, is Ronald Reagan.
pub fn concerned(catalog: &Catalog, edit: &Edit) -> Vec<(Kind, String)> {
    let mut names: Vec<(Kind, String)> =
        edit.names().into_iter().map(|(kind, name)| (kind, name.to_owned())).collect();
    if let Edit::Assign { article, .. } = edit
        && let (Some((kind, name)), Some(article)) = (names.first_mut(), article_number(article))
    {
        let owner = catalog.identities().ownership(*kind, &key::key_of(*kind, name)).in_article(article);
        if let Owner::Identity(number) = owner
            && let Some(meant) = catalog.identities().name_of(number)
        {
            meant.clone_into(name);
        }
    }
    names
}

/// The corrections with the ids of today: an article that has another one since an index was made anew is found by its
/// path, if it is the only one there with the name in question.
pub(super) fn of_articles_there<'c>(
    reader: &Reader,
    corrections: &'c Corrections,
) -> Result<Cow<'c, Corrections>, ArchiveError> {
    let mut moved = Cow::Borrowed(corrections);
    for (at, one) in corrections.assignments.iter().enumerate() {
        let Some(path) = &one.path else { continue };
        let is_there = match one.article.parse::<ArticleId>() {
            Ok(id) => reader.address_of(id)?.is_some(),
            Err(_) => false,
        };
        if is_there {
            continue;
        }
        let wanted = key::key_of(one.kind, &one.name);
        let has_name =
            |record: &ArticleRecord| record.names.iter().any(|name| name.has_key(one.kind, &wanted));
        let mut there = reader.articles_at(path)?;
        there.retain(has_name);
        if let [only] = there.as_slice() {
            moved.to_mut().assignments[at].article = only.id.to_string();
        }
    }
    Ok(moved)
}

/// A correction and those that follow from it: what a name means in an article it means in the copies of its text, too.
pub fn with_copies(reader: &Reader, edit: Edit) -> Result<Vec<Edit>, ArchiveError> {
    let Edit::Assign { kind, article, name, to, .. } = &edit else { return Ok(vec![edit]) };
    let wanted = key::key_of(*kind, name);
    let Ok(id) = article.parse::<ArticleId>() else { return Ok(vec![edit]) };
    let mut edits = vec![edit.clone()];
    for copy in kin::copies(reader, id)? {
        let Some(at) = reader.address_of(copy)? else { continue };
        let copy = reader.article(at)?;
        edits.extend(copy.names.iter().find(|own| own.has_key(*kind, &wanted)).map(|own| Edit::Assign {
            kind: *kind,
            article: copy.id.to_string(),
            path: copy.place(),
            name: own.canonical.clone(),
            to: to.clone(),
        }));
    }
    Ok(edits)
}

/// A name as the archive writes it, whatever its case and accents; none if it has no such name.
pub fn form_of(catalog: &Catalog, kind: Kind, name: &str) -> Result<Option<String>, ArchiveError> {
    let key = key::key_of(kind, name);
    if key.is_empty() {
        return Ok(None);
    }
    if let Owner::Identity(number) = catalog.identities().owner(kind, &key)
        && let Some(identity) = catalog.identities().identity(number)
    {
        let shown = identity.name.filter(|shown| key::key_of(identity.kind, shown) == key);
        let variant = || identity.variants.into_iter().find(|variant| variant.key == key);
        if let Some(form) = shown.or_else(|| variant().map(|variant| variant.form)) {
            return Ok(Some(form));
        }
    }
    let articles = newest(catalog, catalog.names_alone(kind, &key), 1)?;
    let names = articles.into_iter().flat_map(|article| article.names);
    let mut same = names.filter(|own| own.kind == kind && key::key_of(kind, &own.canonical) == key);
    Ok(same.next().map(|name| name.canonical))
}

/// The newest articles in which a name stands.
pub fn newest(catalog: &Catalog, names: NameSet, limit: usize) -> Result<Vec<ArticleRecord>, ArchiveError> {
    let reader = catalog.reader();
    let page = engine::page(reader, &Resolved::Name(names), Sort::Newest, limit, 0)?;
    page.hits.into_iter().map(|(_, at)| reader.article(at)).collect()
}

/// The names that are perhaps one and of which the user has said nothing yet, the weightiest first.
pub fn open_doubts(catalog: &Catalog, corrections: &Corrections) -> Vec<Doubt> {
    let identities = catalog.identities();
    let owner = |kind: Kind, name: &str| {
        let key = key::key_of(kind, name);
        match identities.owner(kind, &key) {
            Owner::Itself => (Owner::Itself, key),
            owner => (owner, String::new()),
        }
    };
    let mut apart = FxHashSet::default();
    for entry in &corrections.entries {
        let own = owner(entry.kind, &entry.name);
        for name in &entry.not {
            let other = owner(entry.kind, name);
            apart.insert((other.clone(), own.clone()));
            apart.insert((own.clone(), other));
        }
    }
    let is_open = |doubt: &Doubt| {
        let (a, b) = (owner(doubt.kind, &doubt.a), owner(doubt.kind, &doubt.b));
        a != b && a.0 != Owner::Nobody && b.0 != Owner::Nobody && !apart.contains(&(a, b))
    };
    identities.table().doubts().into_iter().filter(is_open).collect()
}

/// A name of the archive and what it counts as: a row of the table that can be corrected elsewhere and read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRow {
    /// What it was taken for.
    pub kind: Kind,
    /// As most articles write it.
    pub form: String,
    /// In how many articles it stands.
    pub articles: u64,
    /// What it counts as; none if it is in no list.
    pub name: Option<String>,
    /// The number in Wikidata of what it counts as.
    pub wikidata: Option<String>,
    /// The number in VIAF of what it counts as.
    pub viaf: Option<String>,
}

/// Every name of the archive, most articles first.
pub fn table(catalog: &Catalog, kind: Kind) -> Result<Vec<NameRow>, ArchiveError> {
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    let mut forms: Vec<FxHashMap<String, u64>> = Vec::new();
    let known = |form: &str| {
        let next = numbers.len();
        (*numbers.entry(key::key_of(kind, form)).or_insert(next), form.to_owned())
    };
    catalog.reader().each_name(
        kind,
        |_| true,
        known,
        |_, (number, form), _| {
            forms.resize_with(forms.len().max(number + 1), FxHashMap::default);
            match forms[*number].get_mut(form) {
                Some(count) => *count += 1,
                None => drop(forms[*number].insert(form.clone(), 1)),
            }
        },
    )?;
    let mut rows: Vec<NameRow> = numbers
        .into_iter()
        .filter_map(|(key, number)| row(catalog, kind, &key, forms.get(number)?))
        .collect();
    rows.sort_unstable_by(|a, b| (b.articles, &a.form).cmp(&(a.articles, &b.form)));
    Ok(rows)
}

fn row(catalog: &Catalog, kind: Kind, key: &str, forms: &FxHashMap<String, u64>) -> Option<NameRow> {
    let (form, _) = forms.iter().max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0)))?;
    let identities = catalog.identities();
    let owner = identities.owner(kind, key);
    let identity = match owner {
        Owner::Identity(number) => identities.identity(number),
        Owner::Nobody | Owner::Itself => None,
    };
    let (wikidata, viaf) =
        identity.as_ref().map_or((None, None), |who| (who.wikidata.clone(), who.viaf.clone()));
    let shown = identity.and_then(|identity| identity.name).unwrap_or_else(|| form.clone());
    Some(NameRow {
        kind,
        form: form.clone(),
        articles: forms.values().sum(),
        name: (owner != Owner::Nobody).then_some(shown),
        wikidata,
        viaf,
    })
}
