//! Lists the people, organizations and places of an archive or of the articles that answer a question.

use names::{Kind, key, variants::PersonName};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Catalog, Request, engine,
    identities::{Owner, Ownership, has_words},
    resolve::{NameSet, Resolved},
};
use crate::archive::{ArchiveError, terms::Terms};

/// A bare surname is no entry of a list beside people who have it and so many times its articles.
pub(super) const FAR_MORE: u64 = 3;

/// A name with how often it stands in the articles asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCount {
    /// The form that the identity is shown by, else the one that most of the articles have as their fullest.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// In how many articles it stands.
    pub articles: u64,
    /// How often it stands there.
    pub mentions: u64,
    /// Whom it counts for.
    pub entry: Entry,
}

/// The names of a kind in the articles that answer `request`, most articles first; only those that have all words of
/// `pattern`, of which the last may be the beginning of a word.
///
/// Without a pattern, a surname that nothing gives to somebody is left out where people of that name have far more
/// articles: the reader would take it for another one.
pub fn names(
    catalog: &Catalog,
    kind: Kind,
    request: &Request,
    pattern: Option<&str>,
) -> Result<Vec<NameCount>, ArchiveError> {
    let tree = request.prepare(catalog, &mut Terms::default()).tree;
    let wanted = key::words_of(kind, pattern.unwrap_or_default());
    let mut counts = names_in(catalog, kind, &tree, &wanted)?;
    if wanted.is_empty() {
        leave_out_surnames(&mut counts, FAR_MORE);
    }
    Ok(counts)
}

/// Leaves out the bare surnames of people who have at least so many times as many articles of the list.
pub(super) fn leave_out_surnames(counts: &mut Vec<NameCount>, times: u64) {
    let mut of_surname: FxHashMap<String, u64> = FxHashMap::default();
    for count in counts.iter().filter(|count| count.kind == Kind::Person) {
        if let Some(name) = PersonName::parse(&count.name) {
            *of_surname.entry(name.last_word().to_owned()).or_default() += count.articles;
        }
    }
    counts.retain(|count| {
        let bearers = count.bare_surname().and_then(|surname| of_surname.get(surname));
        bearers.is_none_or(|articles| *articles < times * count.articles)
    });
}

impl NameCount {
    /// See [`Entry::bare_surname`].
    pub(super) fn bare_surname(&self) -> Option<&str> {
        self.entry.bare_surname()
    }
}

impl Entry {
    /// The folded surname, if it is nothing but one that was given to nobody.
    pub(super) fn bare_surname(&self) -> Option<&str> {
        match self {
            Self::Alone(Kind::Person, key) if !key.contains(' ') => Some(key),
            _ => None,
        }
    }
}

/// The names of a kind that have all `wanted` words, in the articles of a tree; most articles first.
pub(super) fn names_in(
    catalog: &Catalog,
    kind: Kind,
    tree: &Resolved,
    wanted: &[String],
) -> Result<Vec<NameCount>, ArchiveError> {
    let mut tally = Tally::new(catalog, kind);
    tally.count(tree)?;
    tally.add_aliases(tree)?;
    let mut counts = tally.into_counts(wanted);
    counts.sort_unstable_by(|a, b| {
        (b.articles, b.mentions).cmp(&(a.articles, a.mentions)).then_with(|| a.name.cmp(&b.name))
    });
    Ok(counts)
}

/// In how many articles of a tree each of some names of a kind stands.
pub(super) fn totals_in(
    catalog: &Catalog,
    kind: Kind,
    tree: &Resolved,
    of: impl Iterator<Item = Entry>,
) -> Result<FxHashMap<Entry, u64>, ArchiveError> {
    let mut tally = Tally::new(catalog, kind);
    tally.only = Some(of.collect());
    tally.count(tree)?;
    tally.add_aliases(tree)?;
    Ok(tally.sums.into_iter().map(|(entry, sum)| (entry, sum.articles)).collect())
}

/// Whom a name counts for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// The identity with this number.
    Identity(u32),
    /// A name that was joined with no other: what it was taken for, and its key.
    Alone(Kind, String),
}

/// What was counted for one entry.
#[derive(Default)]
struct Sum {
    articles: u64,
    mentions: u64,
    /// The article counted last, so that two names of one identity in it count once; names of other kinds are counted
    /// before (see [`Tally::of_other_kinds`]).
    last: Option<u64>,
    /// Numbers of written forms with their articles; few.
    forms: Vec<(u32, u64)>,
}

impl Sum {
    fn note_form(&mut self, form: u32) {
        match self.forms.iter_mut().rev().find(|(known, _)| *known == form) {
            Some((_, articles)) => *articles += 1,
            None => self.forms.push((form, 1)),
        }
    }
}

/// A written form, whom it counts for in general, and where it counts for somebody else.
struct Known {
    form: u32,
    /// None if the user does not want to see it.
    entry: Option<Entry>,
    /// The same for articles in which it counts for somebody else, by number and sorted.
    elsewhere: Vec<(u64, Option<Entry>)>,
}

impl Known {
    fn new(form: u32, kind: Kind, key: &str, ownership: Ownership) -> Self {
        let entry = |owner| match owner {
            Owner::Nobody => None,
            Owner::Identity(number) => Some(Entry::Identity(number)),
            Owner::Itself => Some(Entry::Alone(kind, key.to_owned())),
        };
        let elsewhere = ownership.elsewhere.into_iter().map(|(article, owner)| (article, entry(owner)));
        Self { form, elsewhere: elsewhere.collect(), entry: entry(ownership.owner) }
    }

    /// Whom the name counts for in an article.
    fn entry_in(&self, article: u64) -> Option<&Entry> {
        let other = self.elsewhere.binary_search_by_key(&article, |(article, _)| *article);
        other.map_or(&self.entry, |at| &self.elsewhere[at].1).as_ref()
    }
}

/// Calls `take` for every name of a kind in the articles that match: what the article's name was taken for, the article's
/// number, whom the name counts for, the number of its written form in `forms`, and of its mentions. Names that were
/// taken for another kind come first.
pub(super) fn each_entry(
    catalog: &Catalog,
    kind: Kind,
    tree: &Resolved,
    forms: &mut Vec<String>,
    mut take: impl FnMut(Kind, u64, &Entry, u32, u64),
) -> Result<(), ArchiveError> {
    let (reader, identities) = (catalog.reader(), catalog.identities());
    let matching = if *tree == Resolved::All { None } else { Some(engine::all(reader, tree)?) };
    let folded = reader.folded()?;
    let mut kinds = identities.foreign_kinds(kind);
    kinds.push(kind);
    for of in kinds {
        let known = |form: &str| {
            let key = key::key_of(of, form);
            forms.push(form.to_owned());
            Known::new(forms.len() as u32 - 1, of, &key, identities.ownership(of, &key))
        };
        let in_question = |at| match &matching {
            Some(matching) => matching.contains(&at),
            None => folded.is_none_or(|copies| !copies.is_passed_over(at)),
        };
        reader.each_name(of, in_question, known, |article, known, mentions| {
            if let Some(entry) = known.entry_in(article) {
                take(of, article, entry, known.form, mentions);
            }
        })?;
    }
    Ok(())
}

struct Tally<'c> {
    catalog: &'c Catalog,
    kind: Kind,
    sums: FxHashMap<Entry, Sum>,
    forms: Vec<String>,
    /// Identities and articles that were counted by names taken for another kind.
    of_other_kinds: FxHashSet<(u32, u64)>,
    /// The only entries to be counted.
    only: Option<FxHashSet<Entry>>,
}

impl<'c> Tally<'c> {
    fn new(catalog: &'c Catalog, kind: Kind) -> Self {
        let (sums, of_other_kinds) = Default::default();
        Self { catalog, kind, sums, forms: Vec::new(), of_other_kinds, only: None }
    }

    fn count(&mut self, tree: &Resolved) -> Result<(), ArchiveError> {
        let Self { catalog, kind, sums, forms, of_other_kinds, only } = self;
        let identities = catalog.identities();
        each_entry(catalog, *kind, tree, forms, |of, article, entry, form, mentions| {
            if only.as_ref().is_some_and(|only| !only.contains(entry)) {
                return;
            }
            let is_counted = match entry {
                Entry::Identity(number) if of != *kind && identities.is_corrected(*number) => {
                    !of_other_kinds.insert((*number, article))
                }
                Entry::Identity(number) if !of_other_kinds.is_empty() => {
                    of_other_kinds.contains(&(*number, article))
                }
                _ => false,
            };
            let sum = match sums.get_mut(entry) {
                Some(sum) => sum,
                None => sums.entry(entry.clone()).or_default(),
            };
            sum.articles += u64::from(!is_counted && sum.last != Some(article));
            sum.last = Some(article);
            sum.mentions += mentions;
            sum.note_form(form);
        })
    }

    /// Adds the articles in which an identity stands by an alias of the desk alone.
    fn add_aliases(&mut self, tree: &Resolved) -> Result<(), ArchiveError> {
        let reader = self.catalog.reader();
        for number in self.catalog.identities().with_aliases(self.kind) {
            let Some(names) = self.catalog.names_of(number).filter(|names| !names.phrases.is_empty()) else {
                continue;
            };
            let phrases = NameSet { phrases: names.phrases.clone(), ..NameSet::new(self.kind) };
            let tagged = NameSet { phrases: Vec::new(), ..names };
            let without = Resolved::Not(Box::new(Resolved::Name(tagged)));
            let alone = Resolved::And(vec![tree.clone(), Resolved::Name(phrases), without]);
            let articles = engine::count(reader, &alone)?;
            if articles > 0 {
                let sum = self.sums.entry(Entry::Identity(number)).or_default();
                (sum.articles, sum.mentions) = (sum.articles + articles, sum.mentions + articles);
            }
        }
        Ok(())
    }

    fn into_counts(self, wanted: &[String]) -> Vec<NameCount> {
        let Self { catalog, kind, sums, forms, .. } = self;
        let count = |(entry, sum): (Entry, Sum)| {
            let identity = match &entry {
                Entry::Identity(number) => Some(catalog.identities().identity(*number)?),
                Entry::Alone(..) => None,
            };
            let is_wanted = wanted.is_empty()
                || match (&entry, &identity) {
                    (_, Some(identity)) => identity.has_words(wanted, false),
                    (Entry::Alone(_, key), None) => has_words(&key.split(' '), wanted, false),
                    (Entry::Identity(_), None) => false,
                };
            // A name of another kind stands in this list only if the user has moved it here.
            let is_kind = match (&entry, &identity) {
                (Entry::Alone(of, _), _) => *of == kind,
                (_, identity) => identity.as_ref().is_some_and(|identity| identity.kind == kind),
            };
            let Sum { articles, mentions, .. } = sum;
            let name =
                || identity.and_then(|identity| identity.name).unwrap_or_else(|| most_used(&sum, &forms));
            (is_wanted && is_kind).then(|| NameCount { name: name(), kind, articles, mentions, entry })
        };
        sums.into_iter().filter_map(count).collect()
    }
}

/// The form that most articles have.
fn most_used(sum: &Sum, forms: &[String]) -> String {
    // A form has another number in each segment of the index.
    let mut by_text: Vec<(&str, u64)> = Vec::with_capacity(sum.forms.len());
    for (form, articles) in &sum.forms {
        let text = forms.get(*form as usize).map_or("", String::as_str);
        match by_text.iter_mut().find(|(known, _)| *known == text) {
            Some((_, all)) => *all += articles,
            None => by_text.push((text, *articles)),
        }
    }
    let most = by_text.into_iter().max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0)));
    most.map_or_else(String::new, |(form, _)| form.to_owned())
}
