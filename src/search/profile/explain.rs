//! Why the names of one person, organization or place are one.

use names::Kind;

use crate::{
    archive::ArchiveError,
    search::{
        Catalog, engine,
        identities::Because,
        listing::{Entry, NameCount},
        resolve::{NameKey, NameSet, Resolved},
    },
};

/// The names that count as one, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The names, most articles first.
    pub variants: Vec<VariantCount>,
    /// Names that mean it in some articles only, with how many: bare surnames.
    pub bare: Vec<(String, u64)>,
    /// Names of the desk that are looked for in the text.
    pub aliases: Vec<String>,
    /// Its numbers in Wikidata and VIAF.
    pub wikidata: Option<String>,
    /// Its number in VIAF.
    pub viaf: Option<String>,
}

/// A name with its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantCount {
    /// What the articles' names were taken for.
    pub kind: Kind,
    /// As it is written.
    pub form: String,
    /// In how many articles it is the fullest form.
    pub articles: u64,
    /// Why it belongs to the others; none if it was joined with no other.
    pub because: Option<Because>,
}

/// Explains the names of somebody in the articles of a tree.
pub(super) fn explanation(
    catalog: &Catalog,
    tree: &Resolved,
    whose: &NameCount,
    names: &NameSet,
) -> Result<Explanation, ArchiveError> {
    let count = |only: NameSet| {
        let tree = Resolved::And(vec![tree.clone(), Resolved::Name(only)]);
        engine::count(catalog.reader(), &tree)
    };
    let of_key = |(kind, key): &NameKey| -> Result<u64, ArchiveError> {
        let keys: Vec<_> =
            names.keys.iter().filter(|(own, _)| own.0 == *kind && own.1 == *key).cloned().collect();
        if keys.is_empty() { Ok(0) } else { count(NameSet { keys, ..NameSet::new(names.kind) }) }
    };
    let mut bare = Vec::new();
    for one in &names.only {
        let articles = count(NameSet { only: vec![one.clone()], ..NameSet::new(names.kind) })?;
        bare.push((one.0.1.clone(), articles));
    }
    let identity = match &whose.entry {
        Entry::Identity(number) => catalog.identities().identity(*number),
        Entry::Alone(..) => None,
    };
    let mut variants = Vec::new();
    if let Some(identity) = &identity {
        for variant in &identity.variants {
            let articles = of_key(&(variant.kind, variant.key.clone()))?;
            let (form, because) = (variant.form.clone(), Some(variant.because.clone()));
            variants.push(VariantCount { kind: variant.kind, form, articles, because });
        }
    } else if let Entry::Alone(kind, key) = &whose.entry {
        let articles = of_key(&(*kind, key.clone()))?;
        variants.push(VariantCount { kind: *kind, form: whose.name.clone(), articles, because: None });
    }
    variants.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.form.cmp(&b.form)));
    bare.retain(|(_, articles)| *articles > 0);
    let (aliases, wikidata, viaf) = identity.map_or_else(Default::default, |identity| {
        let aliases = identity.aliases.into_iter().map(|(alias, _)| alias).collect();
        (aliases, identity.wikidata, identity.viaf)
    });
    Ok(Explanation { variants, bare, aliases, wikidata, viaf })
}
