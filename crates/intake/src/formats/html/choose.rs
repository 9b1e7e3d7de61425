//! Chooses the part of a page that is the story.
//!
//! The method is that of Arc90's Readability: every paragraph votes for what it stands in, the more the longer it is
//! and the more commas it has; links count against. Two things are added: parts that are named as the body of an
//! article are believed if they hold enough of the prose, and parts that the same name is given to are taken together.

use std::collections::HashMap;

use super::{
    measure::Measures,
    naming::Part,
    tree::{Id, ROOT, Tree},
};
use crate::letters::letters;

/// What a page says of its story.
pub(super) struct Said<'a> {
    /// The headline.
    pub(super) title: Option<&'a str>,
    /// What it is about, or its first words; may be empty.
    pub(super) description: &'a str,
}

/// The shortest text that votes.
const SHORTEST: u32 = 20;
/// How far up a vote reaches.
const REACH: usize = 5;

/// The parts of the page that are the story, in the order of the page.
pub(super) fn story(tree: &Tree, measures: &Measures, parts: &[Part], said: &Said<'_>) -> Vec<Id> {
    let scores = scores(tree, measures, parts);
    let Some(best) = best_of(measures.order.iter(), &scores) else { return vec![ROOT] };
    let best = described(tree, measures, &scores, said, best).unwrap_or(best);
    let joined = joined(tree, measures, &scores, best);
    let plain = |list: &[Id]| list.iter().map(|&id| measures.of(id).text - measures.of(id).link).sum::<u32>();
    match named(tree, measures, parts) {
        Some(named) if plain(&named) * 2 >= plain(&joined) => named,
        _ => joined,
    }
}

/// The score of each element that something voted for.
fn scores(tree: &Tree, measures: &Measures, parts: &[Part]) -> HashMap<Id, f32> {
    let mut scores: HashMap<Id, f32> = HashMap::new();
    for &id in &measures.order {
        let measure = measures.of(id);
        if measure.own < SHORTEST || tree.name(id).is_empty() {
            continue;
        }
        let length = measure.own as f32 / 100.0;
        let holds_all = !matches!(tree.name(id), "p" | "li" | "h1" | "h2" | "h3" | "h4" | "span");
        let vote = 1.0 + measure.commas as f32 + if holds_all { length } else { length.min(3.0) };
        if holds_all && measure.own > 200 {
            *scores.entry(id).or_insert_with(|| start(tree, parts, id)) += vote;
        }
        for (level, above) in tree.ancestors(id).take(REACH).enumerate() {
            if above == ROOT || matches!(tree.name(above), "html") {
                break;
            }
            let share = match level {
                0 => 1.0,
                1 => 0.5,
                level => 1.0 / (level as f32 * 3.0),
            };
            *scores.entry(above).or_insert_with(|| start(tree, parts, above)) += vote * share;
        }
    }
    for (id, score) in &mut scores {
        *score *= 1.0 - measures.of(*id).link_density();
    }
    scores
}

/// The shortest description, in letters, that tells where the story is.
const SHORTEST_DESCRIPTION: usize = 40;

/// The longest block that is searched for the description.
const LONGEST_OPENING: u32 = 5000;

/// The least prose of a part that is a story and not only its head.
const STORY: u32 = 200;

/// The best part of the story that the page's description quotes or that the headline stands in, if that is another
/// than the best of the page.
///
/// A standfirst that the description repeats stands alone; only a part that has prose of its own is a story.
fn described(
    tree: &Tree,
    measures: &Measures,
    scores: &HashMap<Id, f32>,
    said: &Said<'_>,
    best: Id,
) -> Option<Id> {
    let opening: String = letters(said.description).chars().take(SHORTEST_DESCRIPTION).collect();
    let is_long = opening.chars().count() >= SHORTEST_DESCRIPTION;
    let title = said.title.map(letters).filter(|title| !title.is_empty());
    let text = |id: Id| letters(&tree.whole_text(id));
    let quotes = |id: Id| {
        is_long
            && measures.of(id).text <= LONGEST_OPENING
            && measures.of(id).own >= SHORTEST_DESCRIPTION as u32
            && text(id).contains(&opening)
    };
    let heads = |id: Id| {
        tree.name(id) == "h1"
            && measures.of(id).text <= LONGEST_OPENING
            && title.as_ref().is_some_and(|title| text(id) == *title)
    };
    let found = |test: &dyn Fn(Id) -> bool| measures.order.iter().copied().find(|&id| test(id));
    let around: Vec<Id> = std::iter::once(best).chain(tree.ancestors(best)).collect();
    // The part that a block is in and the best part is not, if it is a story beside that.
    let apart = |block: Id, share: u32| {
        let apart = std::iter::once(block)
            .chain(tree.ancestors(block))
            .take_while(|id| !around.contains(id))
            .last()?;
        let (there, here) = (measures.of(apart).prose, measures.of(best).prose);
        (there >= STORY && there * share >= here).then_some(apart)
    };
    let apart =
        found(&quotes).and_then(|id| apart(id, 7)).or_else(|| found(&heads).and_then(|id| apart(id, 4)))?;
    let inside = |id: &Id| *id == apart || tree.ancestors(*id).any(|above| above == apart);
    best_of(measures.order.iter().filter(|id| inside(id)), scores)
}

/// What an element has before anything voted for it.
fn start(tree: &Tree, parts: &[Part], id: Id) -> f32 {
    let by_name = match parts[id as usize] {
        Part::Body => 25.0,
        Part::Plain => 0.0,
        _ => -25.0,
    };
    by_name
        + match tree.name(id) {
            "article" | "main" => 10.0,
            "div" | "section" => 5.0,
            "pre" | "td" | "blockquote" => 3.0,
            "ol" | "ul" | "dl" | "dd" | "dt" | "li" | "form" | "address" => -3.0,
            _ => 0.0,
        }
}

/// The element with the highest score.
fn best_of<'a>(elements: impl Iterator<Item = &'a Id>, scores: &HashMap<Id, f32>) -> Option<Id> {
    let mut best: Option<(f32, Id)> = None;
    for id in elements {
        if let Some(&score) = scores.get(id)
            && best.is_none_or(|(most, _)| score > most)
        {
            best = Some((score, *id));
        }
    }
    best.map(|(_, id)| id)
}

/// The best part with what beside and around it is as good: a story may be cut in two by an advertisement.
fn joined(tree: &Tree, measures: &Measures, scores: &HashMap<Id, f32>, best: Id) -> Vec<Id> {
    let score = |id: Id| scores.get(&id).copied().unwrap_or_default();
    let mut top = best;
    // A parent that holds much more prose which is as dense is the story, and the best part one of its sections.
    for above in tree.ancestors(best).take(4) {
        if matches!(tree.name(above), "" | "html" | "body") || tree.name(top) == "article" {
            break;
        }
        let (inner, outer) = (measures.of(top), measures.of(above));
        let gain = outer.prose as f32 / inner.prose.max(1) as f32;
        let rest_links = outer.link - inner.link;
        let rest_prose = outer.prose - inner.prose;
        if gain > 1.8 && score(above) > score(best) * 0.33 && rest_links * 3 < rest_prose {
            top = above;
        }
    }
    let least = (score(top) * 0.2).max(10.0);
    let Some(parent) = tree.parent(top) else { return vec![top] };
    let good = |id: Id| {
        let measure = measures.of(id);
        let is_text = matches!(tree.name(id), "p" | "blockquote" | "h2" | "h3" | "ul" | "ol")
            && measure.link_density() < 0.25
            && measure.own > 60;
        id == top || score(id) >= least && measure.link_density() < 0.3 || is_text
    };
    if matches!(tree.name(top), "td" | "body") {
        return vec![top];
    }
    // Articles beside an article are others.
    let other = |id: Id| tree.name(id) == "article" && tree.name(top) == "article" && id != top;
    tree.children(parent).filter(|id| good(*id) && !other(*id)).collect()
}

/// The parts that are named as the body of an article, outermost ones, if one name has most of what all have.
fn named(tree: &Tree, measures: &Measures, parts: &[Part]) -> Option<Vec<Id>> {
    let mut taken = vec![false; tree.len()];
    for &id in &measures.order {
        if parts[id as usize] != Part::Body || measures.of(id).prose == 0 {
            continue;
        }
        match tree.ancestors(id).find(|&above| taken[above as usize]) {
            // The inner one is closer, if it leaves little out.
            Some(outer) if measures.of(id).prose * 10 >= measures.of(outer).prose * 9 => {
                taken[outer as usize] = false;
                taken[id as usize] = true;
            }
            Some(_) => {}
            None => taken[id as usize] = true,
        }
    }
    let mut found: Vec<Id> = measures.order.iter().copied().filter(|&id| taken[id as usize]).collect();
    let best = *found.iter().max_by_key(|id| measures.of(**id).prose)?;
    let kind = |id: Id| (tree.name(id), tree.attribute(id, "class"), tree.attribute(id, "itemprop"));
    let parent_of = |id: Id| tree.parent(id);
    // Other articles on the page have bodies too: only those beside the best, or one level apart, belong to it.
    let near = |id: Id| {
        parent_of(id) == parent_of(best)
            || parent_of(id).and_then(parent_of) == parent_of(best).and_then(parent_of)
    };
    found.retain(|&id| kind(id) == kind(best) && near(id));
    Some(found)
}
