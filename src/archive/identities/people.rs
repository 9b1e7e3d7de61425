//! Joins the names of people: pairs with one surname are compared, and an edge between them is believed as far as the
//! archive bears it out.
//!
//! A form that fits two people who differ joins neither: "George Lund" beside George W. and George H. W. Lund stays
//! alone. What is likely but not sure becomes a doubt for the user.

use std::cmp::Reverse;

use names::{
    Kind,
    variants::{Difference, Differences, PersonName, Sketch, compare, skeleton},
};
use rustc_hash::FxHashMap;

use super::{
    Reason,
    families::{self, Keys, is_reversible},
    gather::{Names, Variants},
    groups::Groups,
    table::Doubt,
    witness::{Company, Witness, likeness, shared},
};
use crate::archive::{
    ArchiveError,
    spill::{Sorted, Spill},
};

/// More people with one surname than this are compared only where their given names are near in the alphabet.
const LARGE_FAMILY: usize = 3000;

/// A name this much rarer than another does not make a third one ambiguous.
const NEGLIGIBLE: u64 = 20;

/// Likeness of company that mere chance hardly brings about.
const SOME_LIKENESS: f32 = 0.02;
/// From this likeness on a short form of a given name is taken for the same person's, though the surname is common.
const LIKE: f32 = 0.06;
/// The same for what is weaker evidence: an initial, the other order.
const RATHER_LIKE: f32 = 0.12;
/// The same for another spelling.
const VERY_LIKE: f32 = 0.14;
/// Letters of a surname that two people hardly share by chance.
const LONG: usize = 7;
/// Surnames with no more people than this are rare: a second one of nearly the same given name is unlikely.
const RARE: usize = 3;
/// How many doubts are kept.
const DOUBTS: usize = 500;

/// Two names that may be one person's.
struct Edge {
    a: u32,
    b: u32,
    differences: Differences,
}

/// What became of the names: the groups, and what is left in doubt.
type Outcome = (Groups, Vec<Doubt>);

/// Joins people's names.
pub(super) struct People<'w, 'n> {
    names: &'n Names,
    witness: &'w Witness<'n>,
    /// What articles themselves took for one.
    in_articles: &'w Variants,
    /// How many different given names go with a name's surname, up to 255.
    family: Vec<u8>,
    groups: Groups,
    doubts: Vec<Doubt>,
}

/// What is known of the names that are compared.
#[derive(Default)]
struct Known {
    parsed: FxHashMap<u32, Option<PersonName>>,
    company: FxHashMap<u32, Company>,
}

impl<'w, 'n> People<'w, 'n> {
    pub(super) fn new(names: &'n Names, in_articles: &'w Variants, witness: &'w Witness<'n>) -> Self {
        let family = vec![0; names.len() as usize];
        Self { names, witness, in_articles, family, groups: Groups::default(), doubts: Vec::new() }
    }

    /// The groups, and what is left in doubt.
    pub(super) fn join(mut self, spill: &Spill) -> Result<Outcome, ArchiveError> {
        let families = self.families(spill)?;
        families::each(families, |family| {
            let mut known = Known::default();
            for name in family {
                known.add(*name, self.names);
            }
            let mut edges = edges(family, &known);
            if edges.is_empty() {
                return;
            }
            // The surest first, and among those the most frequent.
            edges.sort_by_key(|edge| {
                let articles = |name: u32| self.names.articles(name);
                let weight = articles(edge.a).min(articles(edge.b));
                (rank(edge.differences), Reverse(weight), edge.a, edge.b)
            });
            let neighbours = neighbours(&edges);
            for edge in &edges {
                self.judge(edge, &neighbours, &mut known);
            }
        });
        self.keep_doubts();
        Ok((self.groups, self.doubts))
    }

    /// Keeps the weightiest doubts, in their order.
    fn keep_doubts(&mut self) {
        self.doubts
            .sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b))));
        // A pair can stand in two families.
        self.doubts.dedup_by(|a, b| (&a.a, &a.b) == (&b.a, &b.b));
        self.doubts.truncate(DOUBTS);
    }

    /// Finds the families, and how rare surnames are.
    fn families(&mut self, spill: &Spill) -> Result<Sorted, ArchiveError> {
        let mut keys = Keys::new(spill);
        for number in 0..self.names.len() {
            if let Some(name) = PersonName::parse(self.names.surface(number)) {
                keys.add(number, &name)?;
            }
        }
        keys.finish(&mut self.family)
    }

    /// Joins the two names of an edge, notes a doubt, or leaves them apart.
    fn judge(&mut self, edge: &Edge, neighbours: &FxHashMap<u32, Vec<(u32, u8)>>, known: &mut Known) {
        let &Edge { a, b, differences } = edge;
        if self.groups.root(a) == self.groups.root(b) || self.are_apart(a, b, known) {
            return;
        }
        let rank = rank(differences);
        let ambiguous = [a, b].into_iter().any(|name| self.is_ambiguous(name, rank, neighbours, known));
        let beside = shared(self.witness.places(a), self.witness.places(b));
        for name in [a, b] {
            known.look_up(self.witness, name);
        }
        let like = likeness(&known.company[&a], &known.company[&b]);
        if !ambiguous && beside == 0 && self.is_borne_out(edge, like, known) {
            self.groups.join(a, b, Reason::of_differences(differences));
        } else if like >= SOME_LIKENESS || self.is_rare(edge) {
            let few = self.names.articles(a).min(self.names.articles(b)) as f32;
            self.doubts.push(self.doubt(edge, like, (like + SOME_LIKENESS) * few.ln_1p()));
            if self.doubts.len() >= DOUBTS * 8 {
                self.keep_doubts();
            }
        }
    }

    fn doubt(&self, edge: &Edge, like: f32, weight: f32) -> Doubt {
        let name = |number: u32| self.names.surface(number).to_owned();
        Doubt {
            kind: Kind::Person,
            a: name(edge.a),
            b: name(edge.b),
            reason: Reason::of_differences(edge.differences),
            likeness: like,
            weight,
        }
    }

    /// Whether the archive bears out that the names of an edge are one person's.
    fn is_borne_out(&self, edge: &Edge, like: f32, known: &Known) -> bool {
        use Difference::{Middle, Particle, ShortForm, Suffix};
        let differences = edge.differences;
        let enough = if differences.is_empty() {
            0.0
        } else if differences.only(&[Middle, Suffix, Particle]) {
            SOME_LIKENESS
        } else if differences.only(&[Middle, Suffix, Particle, ShortForm]) {
            if self.is_rare(edge) { SOME_LIKENESS } else { LIKE }
        } else if differences.has(Difference::Spelling) {
            self.likeness_for_spelling(edge, known)
        } else {
            RATHER_LIKE
        };
        like >= enough || (self.one_in_an_article(edge.a, edge.b) && !differences.has(Difference::Spelling))
    }

    /// How alike the company of two spellings must be: less if they sound alike and the surname is rare.
    fn likeness_for_spelling(&self, edge: &Edge, known: &Known) -> f32 {
        let Some((a, b)) = known.name(edge.a).zip(known.name(edge.b)) else { return VERY_LIKE };
        let (surname_a, surname_b) = (a.surname_key(), b.surname_key());
        let sound_alike = skeleton(&surname_a) == skeleton(&surname_b)
            && a.given.iter().map(|word| skeleton(word)).eq(b.given.iter().map(|word| skeleton(word)));
        let is_long = surname_a.len().min(surname_b.len()) >= LONG;
        if !sound_alike {
            // One wrong letter behind the same given name: as good as an initial where hardly anyone else is meant.
            if a.given == b.given && is_long && self.is_rare(edge) { LIKE } else { VERY_LIKE }
        } else if !self.is_rare(edge) {
            VERY_LIKE
        } else if a.given == b.given && is_long {
            0.0
        } else {
            SOME_LIKENESS
        }
    }

    fn is_rare(&self, edge: &Edge) -> bool {
        let people = |name: u32| self.family[name as usize] as usize;
        people(edge.a).max(people(edge.b)) <= RARE
    }

    fn one_in_an_article(&self, a: u32, b: u32) -> bool {
        self.in_articles.has(a, b) || self.in_articles.has(b, a)
    }

    /// Whether any two names of the two groups cannot be one person's.
    fn are_apart(&self, a: u32, b: u32, known: &mut Known) -> bool {
        for member in self.groups.members(a).chain(self.groups.members(b)) {
            known.add(member, self.names);
        }
        self.groups.members(a).any(|one| {
            self.groups.members(b).any(|other| {
                let pair = known.name(one).zip(known.name(other));
                pair.is_some_and(|(one, other)| are_different(one, other))
            })
        })
    }

    /// Whether a name fits two others, as well as this one does, that cannot be one person's.
    fn is_ambiguous(
        &self,
        name: u32,
        rank: u8,
        neighbours: &FxHashMap<u32, Vec<(u32, u8)>>,
        known: &Known,
    ) -> bool {
        let Some(near) = neighbours.get(&name) else { return false };
        let near: Vec<u32> = near.iter().filter(|(_, other)| *other <= rank).map(|(name, _)| *name).collect();
        let most = near.iter().map(|name| self.names.articles(*name)).max().unwrap_or(0);
        let weighty: Vec<&PersonName> = near
            .iter()
            .filter(|name| self.names.articles(**name) * NEGLIGIBLE >= most)
            .filter_map(|name| known.name(*name))
            .collect();
        let mut pairs = weighty.iter().enumerate();
        pairs.any(|(i, one)| weighty[i + 1..].iter().any(|other| are_different(one, other)))
    }
}

impl Known {
    /// Takes a name apart.
    fn add(&mut self, name: u32, names: &Names) {
        self.parsed.entry(name).or_insert_with(|| PersonName::parse(names.surface(name)));
    }

    fn name(&self, name: u32) -> Option<&PersonName> {
        self.parsed.get(&name)?.as_ref()
    }

    fn look_up(&mut self, witness: &Witness<'_>, name: u32) {
        self.company.entry(name).or_insert_with(|| witness.company(name));
    }
}

/// The pairs of a family that may be one person's.
fn edges(family: &[u32], known: &Known) -> Vec<Edge> {
    let mut edges = Vec::new();
    let is_large = family.len() > LARGE_FAMILY;
    let sketch = |name: &u32| Some((*name, Sketch::of(known.name(*name)?)));
    let sketches: Vec<(u32, Sketch)> = family.iter().filter_map(sketch).collect();
    for (i, (a, own)) in sketches.iter().enumerate() {
        let near = sketches[i + 1..].iter().filter(|(_, s)| own.may_be_one(s) || own.may_be_reversed(s));
        for (b, _) in near {
            let (a, b) = (*a, *b);
            let Some((name, other)) = known.name(a).zip(known.name(b)) else { continue };
            if is_large && name.given[0].as_bytes()[0] != other.given[0].as_bytes()[0] {
                continue;
            }
            if let Some(differences) = compare(name, other).or_else(|| reversed(name, other)) {
                edges.push(Edge { a, b, differences });
            }
        }
    }
    edges
}

/// Whether two names cannot be one person's.
fn are_different(a: &PersonName, b: &PersonName) -> bool {
    compare(a, b).or_else(|| reversed(a, b)).is_none()
}

/// What two names differ in if one has surname and given name in the other order.
fn reversed(a: &PersonName, b: &PersonName) -> Option<Differences> {
    let fits = is_reversible(a) && is_reversible(b) && a.given == b.surname && a.surname == b.given;
    fits.then(|| Differences::of(&[Difference::Order]))
}

/// How sure a difference leaves one that two names are one: lower is surer.
fn rank(differences: Differences) -> u8 {
    use Difference::{Initial, Middle, Order, Particle, ShortForm, Suffix};
    let steps: [&[Difference]; 4] = [
        &[],
        &[Middle, Suffix, Particle],
        &[Middle, Suffix, Particle, ShortForm],
        &[Middle, Suffix, Particle, ShortForm, Initial, Order],
    ];
    steps.iter().position(|allowed| differences.only(allowed)).unwrap_or(steps.len()) as u8
}

fn neighbours(edges: &[Edge]) -> FxHashMap<u32, Vec<(u32, u8)>> {
    let mut neighbours: FxHashMap<u32, Vec<(u32, u8)>> = FxHashMap::default();
    for edge in edges {
        let rank = rank(edge.differences);
        neighbours.entry(edge.a).or_default().push((edge.b, rank));
        neighbours.entry(edge.b).or_default().push((edge.a, rank));
    }
    neighbours
}
