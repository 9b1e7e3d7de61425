//! What to show where no article has all the words: those with the most of them.
//!
//! This is for a person at a screen, who is told so; it is never part of a count or of an answer to a program.

use super::{
    Answer, Catalog, Hit, Prepared, Request, answer, engine,
    query::{Match, Node, Query},
    resolve::{self, Filters, Resolved},
};
use crate::archive::{ArchiveError, terms::Terms};

/// Most words of a query that is looked up with fewer; all ways to leave some out are tried.
const MOST: usize = 8;

/// An answer to a part of a question.
#[derive(Clone, Debug)]
pub struct Relaxed<H = Hit> {
    /// The answer.
    pub answer: Answer<H>,
    /// How many of the words the articles have.
    pub kept: usize,
    /// How many words were asked for.
    pub asked: usize,
}

/// The articles with the most of the words that stand side by side in a question; none if it has fewer than two of them,
/// or if no article has any.
pub fn with_most_words<H: From<Hit>>(
    catalog: &Catalog,
    request: &Request,
) -> Result<Option<Relaxed<H>>, ArchiveError> {
    let mut terms = Terms::default();
    let Prepared { query, .. } = request.prepare(catalog, &mut terms);
    let Some(Node::Sequence(nodes)) = &query.root else { return Ok(None) };
    let (must, words): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|node| node.narrows());
    if request.match_mode == Match::Any || !(2..=MOST).contains(&words.len()) {
        return Ok(None);
    }
    let mut resolved = |node: &Node, filters: &Filters| {
        let query = Query { root: Some(node.clone()), notes: Vec::new() };
        resolve::resolve(&query, Match::All, filters, catalog, &mut terms).tree
    };
    let today = Filters { today: request.filters.today, ..Filters::default() };
    let words: Vec<Resolved> = words.into_iter().map(|node| resolved(node, &today)).collect();
    let must: Vec<Resolved> = must.into_iter().map(|node| resolved(node, &request.filters)).collect();
    let filters =
        resolve::resolve(&Query::default(), Match::All, &request.filters, catalog, &mut Terms::default());
    for kept in (1..words.len()).rev() {
        let ways = Resolved::any_of(ways(&words, kept).into_iter().map(Resolved::all_of));
        let mut parts = vec![ways, filters.tree.clone()];
        parts.extend(must.iter().cloned());
        let tree = Resolved::all_of(parts);
        if engine::count(catalog.reader(), &tree)? > 0 {
            let answer = answer(catalog, request, Prepared { query, tree }, &mut terms)?;
            return Ok(Some(Relaxed { answer, kept, asked: words.len() }));
        }
    }
    Ok(None)
}

/// All ways to take so many of some parts.
fn ways(parts: &[Resolved], count: usize) -> Vec<Vec<Resolved>> {
    let choices = (0..1_u32 << parts.len()).filter(|choice| choice.count_ones() as usize == count);
    let chosen = |choice: u32| parts.iter().enumerate().filter(move |(n, _)| choice >> n & 1 == 1);
    choices.map(|choice| chosen(choice).map(|(_, part)| part.clone()).collect()).collect()
}
