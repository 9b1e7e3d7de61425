//! The pairs of a family that may be one person's, with what the archive says about each.
//!
//! All that does not depend on what was joined before is found out here, so that families can be looked at side by side.

use std::cmp::Reverse;

use names::variants::{Difference, Differences, PersonName, Sketch, compare};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    families::is_reversible,
    gather::Names,
    witness::{Company, Witness, likeness, shared},
};

/// More people with one surname than this are compared only where their given names are near in the alphabet.
const LARGE_FAMILY: usize = 3000;

/// Two names that may be one person's.
pub(super) struct Edge {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) differences: Differences,
    /// How alike the company of the two is, 0 to 1.
    pub(super) like: f32,
    /// How many articles have both.
    pub(super) beside: usize,
}

impl Edge {
    /// How sure its differences leave one that two names are one: lower is surer.
    pub(super) fn rank(&self) -> u8 {
        use Difference::{Initial, Middle, Order, Particle, ShortForm, Suffix};
        let steps: [&[Difference]; 4] = [
            &[],
            &[Middle, Suffix, Particle],
            &[Middle, Suffix, Particle, ShortForm],
            &[Middle, Suffix, Particle, ShortForm, Initial, Order],
        ];
        steps.iter().position(|allowed| self.differences.only(allowed)).unwrap_or(steps.len()) as u8
    }
}

/// A family of which some names may be one person's.
#[derive(Default)]
pub(super) struct Family {
    /// The surest first, and among those the most frequent.
    pub(super) edges: Vec<Edge>,
    parsed: FxHashMap<u32, Option<PersonName>>,
    /// Of each name the names at the other ends of its edges, with the ranks of these.
    neighbours: FxHashMap<u32, Vec<(u32, u8)>>,
}

impl Family {
    /// The family of these names; none if no two of them may be one.
    pub(super) fn of(members: &[u32], names: &Names, witness: &Witness<'_>) -> Option<Self> {
        let mut family = Self::default();
        for name in members {
            family.add(*name, names);
        }
        let mut edges = family.compare(members);
        if edges.is_empty() {
            return None;
        }
        edges.sort_by_key(|edge| {
            let weight = names.articles(edge.a).min(names.articles(edge.b));
            (edge.rank(), Reverse(weight), edge.a, edge.b)
        });
        let compared: FxHashSet<u32> = edges.iter().flat_map(|edge| [edge.a, edge.b]).collect();
        let company: FxHashMap<u32, Company> =
            compared.into_iter().map(|name| (name, witness.company(name))).collect();
        for edge in &mut edges {
            let Edge { a, b, .. } = *edge;
            edge.like = likeness(&company[&a], &company[&b]);
            edge.beside = shared(witness.places(a), witness.places(b));
            family.neighbours.entry(a).or_default().push((b, edge.rank()));
            family.neighbours.entry(b).or_default().push((a, edge.rank()));
        }
        family.edges = edges;
        Some(family)
    }

    /// Takes a name apart.
    pub(super) fn add(&mut self, name: u32, names: &Names) {
        self.parsed.entry(name).or_insert_with(|| PersonName::parse(names.surface(name)));
    }

    /// A name that was taken apart.
    pub(super) fn name(&self, name: u32) -> Option<&PersonName> {
        self.parsed.get(&name)?.as_ref()
    }

    /// The names that may be one with this one, as surely as a rank says or more surely.
    pub(super) fn neighbours(&self, name: u32, rank: u8) -> Vec<u32> {
        let near = self.neighbours.get(&name).into_iter().flatten();
        near.filter(|(_, other)| *other <= rank).map(|(name, _)| *name).collect()
    }

    fn compare(&self, members: &[u32]) -> Vec<Edge> {
        let mut edges = Vec::new();
        let is_large = members.len() > LARGE_FAMILY;
        let sketch = |name: &u32| Some((*name, Sketch::of(self.name(*name)?)));
        let sketches: Vec<(u32, Sketch)> = members.iter().filter_map(sketch).collect();
        for (i, (a, own)) in sketches.iter().enumerate() {
            let near = sketches[i + 1..].iter().filter(|(_, s)| own.may_be_one(s) || own.may_be_reversed(s));
            for (b, _) in near {
                let (a, b) = (*a, *b);
                let Some((name, other)) = self.name(a).zip(self.name(b)) else { continue };
                if is_large && name.given[0].as_bytes()[0] != other.given[0].as_bytes()[0] {
                    continue;
                }
                if let Some(differences) = compare(name, other).or_else(|| reversed(name, other)) {
                    edges.push(Edge { a, b, differences, like: 0.0, beside: 0 });
                }
            }
        }
        edges
    }
}

/// Whether two names cannot be one person's.
pub(super) fn are_different(a: &PersonName, b: &PersonName) -> bool {
    compare(a, b).or_else(|| reversed(a, b)).is_none()
}

/// What two names differ in if one has surname and given name in the other order.
fn reversed(a: &PersonName, b: &PersonName) -> Option<Differences> {
    let fits = is_reversible(a) && is_reversible(b) && a.given == b.surname && a.surname == b.given;
    fits.then(|| Differences::of(&[Difference::Order]))
}
