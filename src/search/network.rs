//! Who stands in the same articles as whom: the graph of names, of the archive or of what answers a question.
//!
//! Only names in enough articles become nodes. Their pairs are far more than they: of a hundred thousand articles tens of
//! millions. So pairs are counted name by name, with one counter for each other name, and only the strongest are kept:
//! memory grows with the places of names and not with the pairs.

use std::{cmp::Reverse, ops::Range};

use names::Kind;
use rustc_hash::FxHashMap;

use super::{
    Catalog, Request,
    association::Together,
    listing::{Counted, Scope},
};
use crate::archive::{ArchiveError, terms::Terms};

/// Of how many names of one article the pairs are counted; a list of a thousand names relates nobody.
const IN_ONE_ARTICLE: usize = 200;

/// Pairs in a graph for which no other number was asked: more no program draws so that anything can be seen.
pub const PAIRS: usize = 100_000;

/// What becomes a part of the graph.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Which kinds of names.
    pub kinds: Vec<Kind>,
    /// In at least how many of the articles a name must stand.
    pub articles: u64,
    /// In at least how many articles two names must stand together.
    pub together: u64,
    /// How many pairs there may be, those of most articles.
    pub pairs: usize,
}

/// A graph of names.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The names, most articles first within their kind.
    pub nodes: Vec<Node>,
    /// Pairs of them, by the numbers of the nodes.
    pub edges: Vec<Edge>,
    /// How many pairs there are with those that were too many.
    pub pairs: u64,
}

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// How it is shown.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// In how many of the articles it stands.
    pub articles: u64,
}

/// Two names that stand together.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Number of the one.
    pub a: usize,
    /// Number of the other, greater than that of the one.
    pub b: usize,
    /// In how many articles both stand.
    pub articles: u64,
    /// The log-likelihood ratio; 0 where they stand together no more often than by chance.
    pub score: f64,
}

/// The graph of the articles that answer a question.
pub fn network(catalog: &Catalog, request: &Request, bounds: &Bounds) -> Result<Network, ArchiveError> {
    let tree = request.prepare(catalog, &mut Terms::default()).tree;
    let scope = Scope::of(&tree);
    let all = scope.found(catalog)?.len() as u64;
    let mut network = Network::default();
    // Articles with the numbers of their nodes.
    let mut places: Vec<(u64, u32)> = Vec::new();
    for &kind in &bounds.kinds {
        let mut counted = Counted::of(catalog, kind, &scope)?;
        counted.leave_out_surnames(1);
        counted.retain(|row| row.articles() >= bounds.articles);
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let first = network.nodes.len() as u32;
        for (count, number) in counted.page(0, usize::MAX)?.into_iter().zip(first..) {
            numbers.extend(counted.slot(&count.entry).map(|slot| (slot, number)));
            network.nodes.push(Node { name: count.name, kind, articles: count.articles });
        }
        counted.each_place(&scope, |article, slot| {
            places.extend(numbers.get(&slot).map(|number| (article, *number)));
        })?;
    }
    let articles = Articles::new(places, network.nodes.len());
    let kept = articles.pairs(bounds.together, bounds.pairs);
    let edge = |pair: &Pair| {
        let (one, other) = (network.nodes[pair.a as usize].articles, network.nodes[pair.b as usize].articles);
        let together = Together { both: u64::from(pair.articles), one, other, all };
        Edge {
            a: pair.a as usize,
            b: pair.b as usize,
            articles: u64::from(pair.articles),
            score: together.score().unwrap_or(0.0),
        }
    };
    network.edges = kept.pairs.iter().map(edge).collect();
    network.pairs = kept.seen;
    Ok(network)
}

/// In how many of the articles that answer a question each two of a few names stand together: the places of the two in
/// `names`, and how many.
///
/// For a small picture. What [`network`] does, counting all pairs of all names, takes seconds where a name has thousands
/// of articles.
pub fn pairs(
    catalog: &Catalog,
    request: &Request,
    names: &[(Kind, &str)],
) -> Result<Vec<(usize, usize, u64)>, ArchiveError> {
    let tree = request.prepare(catalog, &mut Terms::default()).tree;
    let scope = Scope::of(&tree);
    let found = scope.found(catalog)?;
    let mut sets: Vec<Vec<u64>> = Vec::new();
    for (kind, name) in names {
        let mut set = vec![0; found.len().div_ceil(u64::BITS as usize)];
        for (place, _) in found.among(&scope.articles_named(catalog, *kind, name)?) {
            set[place / u64::BITS as usize] |= 1 << (place % u64::BITS as usize);
        }
        sets.push(set);
    }
    let mut pairs = Vec::new();
    for (a, of_a) in sets.iter().enumerate() {
        for (b, of_b) in sets.iter().enumerate().skip(a + 1) {
            let both: u64 = of_a.iter().zip(of_b).map(|(a, b)| u64::from((a & b).count_ones())).sum();
            if both > 0 {
                pairs.push((a, b, both));
            }
        }
    }
    Ok(pairs)
}

/// Which names stand in which articles.
struct Articles {
    /// The names of all articles, article by article, in each ascending.
    names: Vec<u32>,
    /// Where those of each article are, and behind the last one their end.
    starts: Vec<u32>,
    /// Of each name its places in `names`, name by name.
    places: Vec<u32>,
    /// Where those of each name are, and behind the last one their end.
    of_names: Vec<u32>,
    /// The article of each of `names`.
    of_places: Vec<u32>,
}

/// Two names, and in how many articles they stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair {
    a: u32,
    b: u32,
    articles: u32,
}

impl Pair {
    fn rank(&self) -> (Reverse<u32>, u32, u32) {
        (Reverse(self.articles), self.a, self.b)
    }
}

impl Articles {
    /// From articles with the names in them, in any order; of an article with very many, the first ones.
    fn new(mut in_articles: Vec<(u64, u32)>, nodes: usize) -> Self {
        in_articles.sort_unstable();
        in_articles.dedup();
        let (mut names, mut of_places, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for article in in_articles.chunk_by(|a, b| a.0 == b.0) {
            let own = article.iter().take(IN_ONE_ARTICLE).map(|(_, name)| *name);
            names.extend(own);
            of_places.resize(names.len(), starts.len() as u32 - 1);
            starts.push(names.len() as u32);
        }
        drop(in_articles);
        let mut of_names = vec![0_u32; nodes + 1];
        for name in &names {
            of_names[*name as usize + 1] += 1;
        }
        for name in 0..nodes {
            of_names[name + 1] += of_names[name];
        }
        let (mut next, mut places) = (of_names.clone(), vec![0; names.len()]);
        for (place, name) in (0..).zip(&names) {
            let next = &mut next[*name as usize];
            places[*next as usize] = place;
            *next += 1;
        }
        Self { names, starts, places, of_names, of_places }
    }

    /// The pairs of at least so many articles, of these the `most` of most articles.
    fn pairs(&self, least: u64, most: usize) -> Strongest {
        let mut kept = Strongest { most, pairs: Vec::new(), bar: 0, seen: 0 };
        let mut together = vec![0_u32; self.of_names.len()];
        let mut met = Vec::new();
        for a in 0..self.of_names.len() - 1 {
            for place in &self.places[range(&self.of_names, a)] {
                let article = range(&self.starts, self.of_places[*place as usize] as usize);
                for b in &self.names[*place as usize + 1..article.end] {
                    if together[*b as usize] == 0 {
                        met.push(*b);
                    }
                    together[*b as usize] += 1;
                }
            }
            for b in met.drain(..) {
                let articles = std::mem::take(&mut together[b as usize]);
                if u64::from(articles) >= least {
                    kept.add(Pair { a: a as u32, b, articles });
                }
            }
        }
        kept.let_go();
        kept
    }
}

fn range(starts: &[u32], at: usize) -> Range<usize> {
    starts[at] as usize..starts[at + 1] as usize
}

/// The pairs of most articles, of equals those of lower numbers.
struct Strongest {
    most: usize,
    pairs: Vec<Pair>,
    /// In fewer articles a pair is too weak.
    bar: u32,
    /// How many there were.
    seen: u64,
}

impl Strongest {
    fn add(&mut self, pair: Pair) {
        self.seen += 1;
        if pair.articles < self.bar {
            return;
        }
        self.pairs.push(pair);
        if self.pairs.len() >= self.most.saturating_mul(2).max(1) {
            self.let_go();
        }
    }

    /// Keeps as many as are wanted, in their order.
    fn let_go(&mut self) {
        self.pairs.sort_unstable_by_key(Pair::rank);
        self.pairs.truncate(self.most);
        if let Some(last) = self.most.checked_sub(1).and_then(|last| self.pairs.get(last)) {
            self.bar = last.articles;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_once_an_article() {
        let check = |least: u64, most: usize, expected: &[(u32, u32, u32)], seen: u64| {
            let places = vec![(7, 1), (7, 0), (7, 1), (9, 0), (9, 1), (9, 2), (4, 2), (4, 1), (2, 3)];
            let found = Articles::new(places, 4).pairs(least, most);
            let pairs: Vec<_> = found.pairs.iter().map(|pair| (pair.a, pair.b, pair.articles)).collect();
            assert_eq!((pairs.as_slice(), found.seen), (expected, seen), "{least} {most}");
        };
        check(1, 9, &[(0, 1, 2), (1, 2, 2), (0, 2, 1)], 3);
        check(2, 9, &[(0, 1, 2), (1, 2, 2)], 2);
        check(1, 1, &[(0, 1, 2)], 3);
        check(1, 0, &[], 3);
        check(3, 9, &[], 0);
        assert_eq!(Articles::new(Vec::new(), 0).pairs(1, 9).seen, 0);
    }
}
