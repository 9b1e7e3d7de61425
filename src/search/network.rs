//! Who stands in the same articles as whom: the graph of names, of the archive or of what answers a question.
//!
//! Only names in enough articles become nodes, and only their pairs are counted, so that memory grows with those and
//! not with the archive's many names that stand in an article or two.

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

/// What becomes a part of the graph.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// Which kinds of names.
    pub kinds: Vec<Kind>,
    /// In at least how many of the articles a name must stand.
    pub articles: u64,
    /// In at least how many articles two names must stand together.
    pub together: u64,
}

/// A graph of names.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The names, most articles first within their kind.
    pub nodes: Vec<Node>,
    /// Pairs of them, by the numbers of the nodes.
    pub edges: Vec<Edge>,
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
    network.edges = edges(&mut places, &network.nodes, all, bounds.together);
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

fn edges(places: &mut Vec<(u64, u32)>, nodes: &[Node], all: u64, least: u64) -> Vec<Edge> {
    places.sort_unstable();
    places.dedup();
    let mut pairs: FxHashMap<(u32, u32), u64> = FxHashMap::default();
    for article in places.chunk_by(|a, b| a.0 == b.0) {
        let article = &article[..article.len().min(IN_ONE_ARTICLE)];
        for (at, (_, a)) in article.iter().enumerate() {
            for (_, b) in &article[at + 1..] {
                *pairs.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let edge = |((a, b), articles): ((u32, u32), u64)| {
        let (a, b) = (a as usize, b as usize);
        let together = Together { both: articles, one: nodes[a].articles, other: nodes[b].articles, all };
        Edge { a, b, articles, score: together.score().unwrap_or(0.0) }
    };
    let mut edges: Vec<Edge> =
        pairs.into_iter().filter(|(_, both)| *both >= least.max(1)).map(edge).collect();
    edges.sort_unstable_by_key(|edge| (std::cmp::Reverse(edge.articles), edge.a, edge.b));
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_once_an_article() {
        let node = |name: &str| Node { name: name.into(), kind: Kind::Person, articles: 2 };
        let nodes = [node("A"), node("B"), node("C")];
        let mut places = vec![(7, 1), (7, 0), (7, 1), (9, 0), (9, 1), (9, 2)];
        let found: Vec<_> =
            edges(&mut places, &nodes, 100, 2).iter().map(|edge| (edge.a, edge.b, edge.articles)).collect();
        assert_eq!(found, [(0, 1, 2)]);
        assert_eq!(edges(&mut places, &nodes, 100, 1).len(), 3);
    }
}
