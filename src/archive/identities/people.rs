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
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Reason,
    gather::{NameFacts, Variant},
    groups::Groups,
    table::Doubt,
    witness::{Company, Place, Witness, likeness, shared},
};
use crate::archive::ArchiveError;

/// More people with one surname than this are compared only where their given names are near in the alphabet.
const LARGE_FAMILY: usize = 3000;

/// More people with one given name whose surnames begin alike are not compared: slips are rare.
const LARGE_CROWD: usize = 60;

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

/// What is known of a name once it was looked up.
struct Known {
    places: Vec<Place>,
    company: Company,
}

/// What became of the names: the groups, the names taken apart, and what is left in doubt.
type Outcome = (Groups, Vec<Option<PersonName>>, Vec<Doubt>);

/// Joins people's names.
pub(super) struct People<'w, 'r> {
    facts: &'w [NameFacts],
    witness: &'w Witness<'r>,
    parsed: Vec<Option<PersonName>>,
    /// How many different given names go with a name's surname.
    family: Vec<u32>,
    known: FxHashMap<u32, Known>,
    /// Pairs of keys that articles themselves took for one.
    in_articles: FxHashMap<(&'w str, &'w str), u64>,
    groups: Groups,
    doubts: Vec<Doubt>,
}

impl<'w, 'r> People<'w, 'r> {
    pub(super) fn new(facts: &'w [NameFacts], variants: &'w [Variant], witness: &'w Witness<'r>) -> Self {
        let parsed: Vec<_> = facts.iter().map(|name| PersonName::parse(&name.surface)).collect();
        let in_articles = variants.iter().map(|v| ((v.form.as_str(), v.name.as_str()), v.articles)).collect();
        let groups = Groups::new(facts.len());
        let family = vec![0; facts.len()];
        Self {
            facts,
            witness,
            parsed,
            family,
            known: FxHashMap::default(),
            in_articles,
            groups,
            doubts: Vec::new(),
        }
    }

    /// The groups, the parsed names, and what is left in doubt.
    pub(super) fn join(mut self) -> Result<Outcome, ArchiveError> {
        for family in self.families() {
            let mut edges = self.edges(&family);
            // The surest first, and among those the most frequent.
            edges.sort_by_key(|edge| {
                let articles = |name: u32| self.facts[name as usize].articles;
                let weight = articles(edge.a).min(articles(edge.b));
                (rank(edge.differences), Reverse(weight), edge.a, edge.b)
            });
            let neighbours = neighbours(&edges);
            for edge in &edges {
                self.judge(edge, &neighbours)?;
            }
            self.known.clear();
        }
        self.doubts
            .sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| (&a.a, &a.b).cmp(&(&b.a, &b.b))));
        // A pair can stand in two families.
        self.doubts.dedup_by(|a, b| (&a.a, &a.b) == (&b.a, &b.b));
        self.doubts.truncate(DOUBTS);
        Ok((self.groups, self.parsed, self.doubts))
    }

    /// Names whose surnames sound alike or begin alike behind the same given name, and pairs that are each other's
    /// reverse, in the order of the first name.
    fn families(&mut self) -> Vec<Vec<u32>> {
        let mut by_sound: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let mut by_words: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        let mut by_given: FxHashMap<(&[String], String), Vec<u32>> = FxHashMap::default();
        let mut given: FxHashMap<String, FxHashSet<&str>> = FxHashMap::default();
        for (number, name) in self.parsed.iter().enumerate() {
            let Some(name) = name else { continue };
            let surname = name.surname_key();
            by_sound.entry(skeleton(&name.bare_surname())).or_default().push(number as u32);
            let start: String = surname.chars().take(2).collect();
            by_given.entry((&name.given, start)).or_default().push(number as u32);
            given.entry(surname).or_default().insert(&name.given[0]);
            if is_reversible(name) {
                by_words.insert((&name.given[0], &name.surname[0]), number as u32);
            }
        }
        let family = self.parsed.iter().map(|name| {
            let names = name.as_ref().and_then(|name| given.get(&name.surname_key()));
            names.map_or(0, |names| names.len() as u32)
        });
        let family = family.collect();
        let reversed = by_words.iter().filter_map(|((given, surname), a)| {
            let b = by_words.get(&(*surname, *given))?;
            (a < b).then(|| vec![*a, *b])
        });
        let mut families: Vec<Vec<u32>> = reversed.collect();
        families.extend(by_sound.into_values().filter(|family| family.len() > 1));
        families.extend(by_given.into_values().filter(|crowd| (2..=LARGE_CROWD).contains(&crowd.len())));
        families.sort_unstable();
        self.family = family;
        families
    }

    fn edges(&self, family: &[u32]) -> Vec<Edge> {
        let mut edges = Vec::new();
        let is_large = family.len() > LARGE_FAMILY;
        let sketch = |name: &u32| Some((*name, Sketch::of(self.parsed[*name as usize].as_ref()?)));
        let sketches: Vec<(u32, Sketch)> = family.iter().filter_map(sketch).collect();
        for (i, (a, own)) in sketches.iter().enumerate() {
            let near = sketches[i + 1..].iter().filter(|(_, s)| own.may_be_one(s) || own.may_be_reversed(s));
            for (b, _) in near {
                let (a, b) = (*a, *b);
                let pair = self.parsed[a as usize].as_ref().zip(self.parsed[b as usize].as_ref());
                let Some((name, other)) = pair else { continue };
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

    /// Joins the two names of an edge, notes a doubt, or leaves them apart.
    fn judge(
        &mut self,
        edge: &Edge,
        neighbours: &FxHashMap<u32, Vec<(u32, u8)>>,
    ) -> Result<(), ArchiveError> {
        let &Edge { a, b, differences } = edge;
        if self.groups.root(a) == self.groups.root(b) || self.are_apart(a, b) {
            return Ok(());
        }
        let rank = rank(differences);
        let ambiguous = [a, b].into_iter().any(|name| self.is_ambiguous(name, rank, neighbours));
        self.look_up(a)?;
        self.look_up(b)?;
        let (known_a, known_b) = (&self.known[&a], &self.known[&b]);
        let beside = shared(&known_a.places, &known_b.places);
        let like = likeness(&known_a.company, &known_b.company);
        if !ambiguous && beside == 0 && self.is_borne_out(edge, like) {
            self.groups.join(a, b, Reason::of_differences(differences));
        } else if like >= SOME_LIKENESS || self.is_rare(edge) {
            let few = self.articles(a).min(self.articles(b)) as f32;
            self.doubts.push(self.doubt(edge, like, (like + SOME_LIKENESS) * few.ln_1p()));
        }
        Ok(())
    }

    fn doubt(&self, edge: &Edge, like: f32, weight: f32) -> Doubt {
        let name = |number: u32| self.facts[number as usize].surface.clone();
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
    fn is_borne_out(&self, edge: &Edge, like: f32) -> bool {
        use Difference::{Middle, Particle, ShortForm, Suffix};
        let differences = edge.differences;
        let enough = if differences.is_empty() {
            0.0
        } else if differences.only(&[Middle, Suffix, Particle]) {
            SOME_LIKENESS
        } else if differences.only(&[Middle, Suffix, Particle, ShortForm]) {
            if self.is_rare(edge) { SOME_LIKENESS } else { LIKE }
        } else if differences.has(Difference::Spelling) {
            self.likeness_for_spelling(edge)
        } else {
            RATHER_LIKE
        };
        like >= enough || (self.one_in_an_article(edge.a, edge.b) && !differences.has(Difference::Spelling))
    }

    /// How alike the company of two spellings must be: less if they sound alike and the surname is rare.
    fn likeness_for_spelling(&self, edge: &Edge) -> f32 {
        let parsed = |name: u32| self.parsed[name as usize].as_ref();
        let Some((a, b)) = parsed(edge.a).zip(parsed(edge.b)) else { return VERY_LIKE };
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
        let (a, b) = (self.facts[a as usize].key.as_str(), self.facts[b as usize].key.as_str());
        self.in_articles.contains_key(&(a, b)) || self.in_articles.contains_key(&(b, a))
    }

    /// Whether any two names of the two groups cannot be one person's.
    fn are_apart(&self, a: u32, b: u32) -> bool {
        let parsed = |name: &u32| self.parsed[*name as usize].as_ref();
        self.groups.members(a).iter().any(|one| {
            self.groups.members(b).iter().any(|other| {
                let pair = parsed(one).zip(parsed(other));
                pair.is_some_and(|(one, other)| {
                    compare(one, other).or_else(|| reversed(one, other)).is_none()
                })
            })
        })
    }

    /// Whether a name fits two others, as well as this one does, that cannot be one person's.
    fn is_ambiguous(&self, name: u32, rank: u8, neighbours: &FxHashMap<u32, Vec<(u32, u8)>>) -> bool {
        let Some(near) = neighbours.get(&name) else { return false };
        let near: Vec<u32> = near.iter().filter(|(_, other)| *other <= rank).map(|(name, _)| *name).collect();
        let most = near.iter().map(|name| self.articles(*name)).max().unwrap_or(0);
        let weighty: Vec<&PersonName> = near
            .iter()
            .filter(|name| self.articles(**name) * NEGLIGIBLE >= most)
            .filter_map(|name| self.parsed[*name as usize].as_ref())
            .collect();
        weighty.iter().enumerate().any(|(i, one)| {
            weighty[i + 1..]
                .iter()
                .any(|other| compare(one, other).or_else(|| reversed(one, other)).is_none())
        })
    }

    fn articles(&self, name: u32) -> u64 {
        self.facts[name as usize].articles
    }

    fn look_up(&mut self, name: u32) -> Result<(), ArchiveError> {
        if !self.known.contains_key(&name) {
            let key = &self.facts[name as usize].key;
            let places = self.witness.places(Kind::Person, key)?;
            let company = self.witness.company(Kind::Person, key, &places);
            self.known.insert(name, Known { places, company });
        }
        Ok(())
    }
}

/// Whether a name of two words could have its surname first.
fn is_reversible(name: &PersonName) -> bool {
    name.given.len() == 1 && name.surname.len() == 1 && !name.has_initial()
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
