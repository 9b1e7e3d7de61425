//! Joins the names of people: pairs with one surname are compared, and an edge between them is believed as far as the
//! archive bears it out.
//!
//! A form that fits two people who differ joins neither: "George Lund" beside George W. and George H. W. Lund stays
//! alone. What is likely but not sure becomes a doubt for the user.

use names::{
    Kind,
    variants::{Difference, PersonName, skeleton},
};

use super::{
    Reason,
    families::{self, Keys},
    gather::{Names, Variants},
    groups::Groups,
    kinds::Moves,
    pairs::{Edge, Family, are_different},
    table::Doubt,
    witness::Witness,
};
use crate::archive::{
    ArchiveError,
    both::both,
    spill::{Sorted, Spill},
};

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

/// What became of the names: the groups, and what is left in doubt.
type Outcome = (Groups, Vec<Doubt>);

/// Joins people's names.
pub(super) struct People<'w, 'n> {
    names: &'n Names,
    moves: &'w Moves,
    witness: &'w Witness<'n>,
    /// What articles themselves took for one.
    in_articles: &'w Variants,
    /// How many different given names go with a name's surname, up to 255.
    family: Vec<u8>,
    groups: Groups,
    doubts: Vec<Doubt>,
}

impl<'w, 'n> People<'w, 'n> {
    pub(super) fn new(
        names: &'n Names,
        moves: &'w Moves,
        in_articles: &'w Variants,
        witness: &'w Witness<'n>,
    ) -> Self {
        let family = vec![0; names.len() as usize];
        Self { names, moves, witness, in_articles, family, groups: Groups::default(), doubts: Vec::new() }
    }

    /// The groups, and what is left in doubt.
    pub(super) fn join(mut self, spill: &Spill) -> Result<Outcome, ArchiveError> {
        let (names, witness) = (self.names, self.witness);
        families::each_batch(self.families(spill)?, |families| {
            let (some, others) = families.split_at(families.len() / 2);
            let compare = |families: &[Vec<u32>]| -> Vec<Family> {
                families.iter().filter_map(|family| Family::of(family, names, witness)).collect()
            };
            let (some, others) = both(|| compare(some), || compare(others));
            some.into_iter().chain(others).for_each(|family| self.join_family(family));
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
        for number in self.moves.staying(self.names) {
            if let Some(name) = PersonName::parse(self.names.surface(number)) {
                keys.add(number, &name)?;
            }
        }
        keys.finish(&mut self.family)
    }

    /// Joins names of a family, the surest first.
    fn join_family(&mut self, mut family: Family) {
        for edge in std::mem::take(&mut family.edges) {
            self.judge(&edge, &mut family);
        }
    }

    /// Joins the two names of an edge, notes a doubt, or leaves them apart.
    fn judge(&mut self, edge: &Edge, family: &mut Family) {
        let &Edge { a, b, like, .. } = edge;
        let is_likely = edge.beside == 0 && self.is_borne_out(edge, family);
        let is_doubtful = like >= SOME_LIKENESS || self.is_rare(edge);
        if !is_likely && !is_doubtful
            || self.groups.root(a) == self.groups.root(b)
            || self.are_apart(a, b, family)
        {
            return;
        }
        if is_likely && ![a, b].into_iter().any(|name| self.is_ambiguous(name, edge, family)) {
            self.groups.join(a, b, Reason::of_differences(edge.differences));
        } else if is_doubtful {
            let few = self.names.articles(a).min(self.names.articles(b)) as f32;
            self.doubts.push(self.doubt(edge, (like + SOME_LIKENESS) * few.ln_1p()));
            if self.doubts.len() >= DOUBTS * 8 {
                self.keep_doubts();
            }
        }
    }

    fn doubt(&self, edge: &Edge, weight: f32) -> Doubt {
        let name = |number: u32| self.names.surface(number).to_owned();
        Doubt {
            kind: Kind::Person,
            a: name(edge.a),
            b: name(edge.b),
            reason: Reason::of_differences(edge.differences),
            likeness: edge.like,
            weight,
        }
    }

    /// Whether the archive bears out that the names of an edge are one person's.
    fn is_borne_out(&self, edge: &Edge, family: &Family) -> bool {
        use Difference::{Middle, Particle, ShortForm, Suffix};
        let differences = edge.differences;
        let enough = if differences.is_empty() {
            0.0
        } else if differences.only(&[Middle, Suffix, Particle]) {
            SOME_LIKENESS
        } else if differences.only(&[Middle, Suffix, Particle, ShortForm]) {
            if self.is_rare(edge) { SOME_LIKENESS } else { LIKE }
        } else if differences.has(Difference::Spelling) {
            self.likeness_for_spelling(edge, family)
        } else {
            RATHER_LIKE
        };
        edge.like >= enough
            || (self.one_in_an_article(edge.a, edge.b) && !differences.has(Difference::Spelling))
    }

    /// How alike the company of two spellings must be: less if they sound alike and the surname is rare.
    fn likeness_for_spelling(&self, edge: &Edge, family: &Family) -> f32 {
        let Some((a, b)) = family.name(edge.a).zip(family.name(edge.b)) else { return VERY_LIKE };
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
    fn are_apart(&self, a: u32, b: u32, family: &mut Family) -> bool {
        for member in self.groups.members(a).chain(self.groups.members(b)) {
            family.add(member, self.names);
        }
        self.groups.members(a).any(|one| {
            self.groups.members(b).any(|other| {
                // The two names themselves were compared.
                let pair = family.name(one).zip(family.name(other)).filter(|_| (one, other) != (a, b));
                pair.is_some_and(|(one, other)| are_different(one, other))
            })
        })
    }

    /// Whether a name fits two others, as well as this one does, that cannot be one person's.
    fn is_ambiguous(&self, name: u32, edge: &Edge, family: &Family) -> bool {
        let near = family.neighbours(name, edge.rank());
        let most = near.iter().map(|name| self.names.articles(*name)).max().unwrap_or(0);
        let weighty: Vec<&PersonName> = near
            .iter()
            .filter(|name| self.names.articles(**name) * NEGLIGIBLE >= most)
            .filter_map(|name| family.name(*name))
            .collect();
        let mut pairs = weighty.iter().enumerate();
        pairs.any(|(i, one)| weighty[i + 1..].iter().any(|other| are_different(one, other)))
    }
}
