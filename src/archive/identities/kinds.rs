//! Names that the archive knows to be of another kind than an article shows.
//!
//! The tagger and the rules within an article decide by what that article says. One that only says "according to Dean Lund"
//! does not show that this is a broker, but others say "Dean Lund Reynolds Inc". What hardly anything speaks for is left as it
//! is: two names of different kinds may well be written alike.

use names::{
    Kind,
    variants::{is_given_name, is_legal_form},
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{gather::Names, humans::Humans, witness::Witness};
use crate::archive::{ArchiveError, Reader};

/// In how many articles at least a company must stand by its full name, beside which one that is taken for a person is
/// the company as well.
const NAMED_IN_FULL: usize = 2;

/// In how many articles at least it must stand beside what is taken for a person if others do not have it.
const BESIDE: usize = 3;

/// How many times as many articles must have a name as an organization if none has it with a legal form.
const FAR_MORE: usize = 4;

/// The same for places, whose names are given to much else; of names of several words fewer are.
const HARDLY_ELSE: usize = 20;
const RARELY_ELSE: usize = 6;

/// How many names that begin alike are looked at.
const LOOKED_AT: u32 = 256;

/// What stands for a legal form at the end of a company's name, or before it.
const LIKE_LEGAL_FORMS: &[&str] =
    &["and", "bros", "brothers", "companies", "cos", "group", "holding", "holdings", "sons"];

/// What a name counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) kind: Kind,
    /// The name of that kind with which it is one; none if it stands for itself.
    pub(super) with: Option<u32>,
}

/// The names of each kind that count as another.
#[derive(Default)]
pub(super) struct Moves([FxHashMap<u32, Move>; 3]);

impl Moves {
    /// Finds them.
    pub(super) fn find(
        reader: &Reader,
        names: &[Names; 3],
        witness: &Witness<'_>,
    ) -> Result<Self, ArchiveError> {
        let mut finding = Finding { names, witness, moves: Self::default() };
        finding.people(reader)?;
        finding.places(Kind::Organization);
        finding.drop_chains();
        Ok(finding.moves)
    }

    /// What a name counts as, if that is another kind.
    pub(super) fn of(&self, kind: Kind, name: u32) -> Option<Move> {
        self.0[kind as usize].get(&name).copied()
    }

    /// The numbers of the names of a kind that count as it.
    pub(super) fn staying<'m>(&'m self, names: &'m Names) -> impl Iterator<Item = u32> + 'm {
        let moved = &self.0[names.kind as usize];
        (0..names.len()).filter(move |name| !moved.contains_key(name))
    }

    /// Whether all names of a kind count as it.
    pub(super) fn is_empty(&self, kind: Kind) -> bool {
        self.0[kind as usize].is_empty()
    }

    /// The names of a kind that count as another, in their order.
    pub(super) fn from(&self, kind: Kind) -> Vec<(u32, Move)> {
        let mut moved: Vec<(u32, Move)> =
            self.0[kind as usize].iter().map(|(name, to)| (*name, *to)).collect();
        moved.sort_unstable_by_key(|(name, _)| *name);
        moved
    }
}

/// Organizations that bear a name, by what stands behind it.
#[derive(Default)]
struct Bearers {
    /// Nothing.
    exact: Option<u32>,
    /// What says that it is a company.
    full: Vec<u32>,
    /// More words of a company's name.
    longer: Vec<u32>,
}

struct Finding<'f, 'n> {
    names: &'n [Names; 3],
    witness: &'f Witness<'n>,
    moves: Moves,
}

impl<'n> Finding<'_, 'n> {
    fn names(&self, kind: Kind) -> &'n Names {
        &self.names[kind as usize]
    }

    fn move_to(&mut self, (kind, name): (Kind, u32), to: Kind, with: Option<u32>) {
        self.moves.0[kind as usize].insert(name, Move { kind: to, with });
    }

    /// People who are companies or places.
    fn people(&mut self, reader: &Reader) -> Result<(), ArchiveError> {
        let people = self.names(Kind::Person);
        let mut single: Vec<(u32, Move)> = Vec::new();
        let mut whole: Vec<(u32, Move, bool)> = Vec::new();
        for name in 0..people.len() {
            let key = people.key(name);
            let place = || self.place(Kind::Person, key, name).map(|to| (to, true));
            let Some((to, is_sure)) = self.organization(key, name).or_else(place) else { continue };
            if key.contains(' ') { whole.push((name, to, is_sure)) } else { single.push((name, to)) }
        }
        let borne = self.words_of_people(&single);
        single.retain(|(name, _)| !borne.contains(people.key(*name)));
        let humans = Humans::new(reader, people, self.witness);
        let single = single.into_iter().map(|(name, to)| (name, to, true));
        for (name, to, is_sure) in whole.into_iter().chain(single) {
            if !humans.has(name, is_sure)? {
                self.move_to((Kind::Person, name), to.kind, to.with);
            }
        }
        Ok(())
    }

    /// Which of some names of one word are the given name or the surname of anybody.
    fn words_of_people(&self, names: &[(u32, Move)]) -> FxHashSet<&'n str> {
        let people = self.names(Kind::Person);
        let asked: FxHashSet<&str> = names.iter().map(|(name, _)| people.key(*name)).collect();
        let mut found = FxHashSet::default();
        if asked.is_empty() {
            return found;
        }
        for name in 0..people.len() {
            let key = people.key(name);
            let Some(((first, _), (_, last))) = key.split_once(' ').zip(key.rsplit_once(' ')) else {
                continue;
            };
            found.extend([first, last].into_iter().filter_map(|word| asked.get(word)));
        }
        found
    }

    /// The organization that what was taken for a person is, if the archive says so, and whether other articles than the
    /// person's say it.
    fn organization(&self, key: &str, person: u32) -> Option<(Move, bool)> {
        let is_whole = key.contains(' ');
        let bearers = self.bearers(key);
        let own = self.witness.places_of(Kind::Person, person);
        let count = |names: &[u32]| {
            let places =
                names.iter().flat_map(|name| self.witness.places_of(Kind::Organization, *name).iter());
            let places: FxHashSet<u32> = places.collect();
            let beside = places.iter().filter(|place| own.has(**place)).count();
            (places.len() - beside, beside)
        };
        let mut firms = bearers.full.clone();
        if is_whole {
            firms.extend(&bearers.longer);
        }
        let (in_full, beside) = if firms.is_empty() { (0, 0) } else { count(&firms) };
        firms.extend(bearers.exact);
        let (all, _) = if firms.is_empty() { (0, 0) } else { count(&firms) };
        let is_sure = is_whole && in_full >= own.len().max(NAMED_IN_FULL)
            || all >= FAR_MORE * own.len() && !is_given_name(key.split(' ').next().unwrap_or(key));
        // Of those with the full name it is the one that most articles have.
        let with = bearers.exact.or_else(|| {
            let organizations = self.names(Kind::Organization);
            let most = bearers.full.iter().max_by_key(|name| (organizations.articles(**name), **name));
            most.copied()
        });
        let is_likely = is_whole && beside >= BESIDE && 2 * beside >= own.len();
        (is_sure || is_likely).then_some((Move { kind: Kind::Organization, with }, is_sure))
    }

    fn bearers(&self, key: &str) -> Bearers {
        let organizations = self.names(Kind::Organization);
        let mut bearers = Bearers::default();
        let first = organizations.first_from(key);
        for name in first..organizations.len().min(first.saturating_add(LOOKED_AT)) {
            let Some(rest) = organizations.key(name).strip_prefix(key) else { break };
            if rest.is_empty() {
                bearers.exact = Some(name);
            } else if let Some(rest) = rest.strip_prefix(' ') {
                let is_form = |word: &str| is_legal_form(word) || LIKE_LEGAL_FORMS.contains(&word);
                let has_form = rest.rsplit(' ').next().is_some_and(|word| is_form(word) && word != "and");
                if has_form && rest.split(' ').all(is_form) {
                    bearers.full.push(name);
                } else if has_form {
                    bearers.longer.push(name);
                }
            }
        }
        bearers
    }

    /// The place that a name of another kind is, if hardly anything else is called so.
    fn place(&self, kind: Kind, key: &str, name: u32) -> Option<Move> {
        let place = self.names(Kind::Place).find(key)?;
        let times = if key.contains(' ') { RARELY_ELSE } else { HARDLY_ELSE };
        let is_rare = self.names(kind).articles(name) as usize * times
            <= self.names(Kind::Place).articles(place) as usize;
        // "Lund" is short for "Lund Inc" as well.
        let is_firm = || !self.bearers(key).full.is_empty();
        let is_given = || kind == Kind::Person && is_given_name(key);
        (is_rare && !is_given() && !is_firm()).then_some(Move { kind: Kind::Place, with: Some(place) })
    }

    /// Names of a kind that are places.
    fn places(&mut self, kind: Kind) {
        let names = self.names(kind);
        let found: Vec<(u32, Move)> = (0..names.len())
            .filter_map(|name| Some((name, self.place(kind, names.key(name), name)?)))
            .collect();
        for (name, to) in found {
            self.move_to((kind, name), to.kind, to.with);
        }
    }

    /// Leaves names alone that would go to one that goes elsewhere.
    fn drop_chains(&mut self) {
        let gone: [FxHashSet<u32>; 3] = [0, 1, 2].map(|kind| self.moves.0[kind].keys().copied().collect());
        for moved in &mut self.moves.0 {
            moved.retain(|_, to| to.with.is_none_or(|with| !gone[to.kind as usize].contains(&with)));
        }
    }
}
