//! Exact-span precision, recall and F1 by kind, with bootstrap intervals.

use std::ops::Range;

use names::{Kind, Tagger, tokens::tokenize};

use crate::{
    data::{Set, Text},
    random::Random,
};

/// The kinds in the order in which they are shown.
const KINDS: [(Kind, &str); 3] =
    [(Kind::Person, "person"), (Kind::Organization, "organization"), (Kind::Place, "place")];

/// Sets that are drawn for an interval.
const DRAWN: usize = 400;

/// Found rightly, found wrongly, missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    hit: u32,
    extra: u32,
    missed: u32,
}

impl Count {
    fn sum<'c>(counts: impl Iterator<Item = &'c Count>) -> Self {
        counts.fold(Self::default(), |sum, count| Self {
            hit: sum.hit + count.hit,
            extra: sum.extra + count.extra,
            missed: sum.missed + count.missed,
        })
    }

    fn precision(self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.extra).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.missed).max(1))
    }

    fn f1(self) -> f64 {
        2.0 * f64::from(self.hit) / f64::from((2 * self.hit + self.extra + self.missed).max(1))
    }
}

/// Tags the texts of a set; gives the figures, a line a kind: precision, recall, F1 and the interval that
/// holds 95 % of the F1s of sets of texts drawn again from it (bootstrap).
pub(crate) fn report(set: &Set, tagger: &mut Tagger) -> String {
    let counts: Vec<[Count; 3]> = set.texts.iter().map(|text| compare(text, &tag(text, tagger))).collect();
    let mut random = Random::new(0);
    let mut lines = vec![format!("{} ({} texts)", set.name, set.texts.len())];
    for (number, (_, name)) in KINDS.iter().enumerate() {
        let sum = Count::sum(counts.iter().map(|row| &row[number]));
        let drawn =
            || Count::sum((0..counts.len()).map(|_| &counts[random.below(counts.len())][number])).f1();
        let mut f1s: Vec<f64> = std::iter::repeat_with(drawn).take(DRAWN).collect();
        f1s.sort_by(f64::total_cmp);
        lines.push(format!(
            "  {name:12} P {:.3} R {:.3} F1 {:.3} ({:.3} to {:.3})",
            sum.precision(),
            sum.recall(),
            sum.f1(),
            f1s[DRAWN / 40],
            f1s[DRAWN - 1 - DRAWN / 40]
        ));
    }
    let all = Count::sum(counts.iter().flatten());
    lines.push(format!("  all          P {:.3} R {:.3} F1 {:.3}", all.precision(), all.recall(), all.f1()));
    lines.join("\n")
}

fn tag(text: &Text, tagger: &mut Tagger) -> Vec<(Range<usize>, Kind)> {
    let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
    tokenize(&text.text, &mut tokens);
    tagger.tag(&text.text, &tokens, &mut mentions);
    mentions.iter().map(|m| (m.range.start as usize..m.range.end as usize, m.kind)).collect()
}

/// Compares the names found in a text with those marked by hand, for each kind.
fn compare(text: &Text, found: &[(Range<usize>, Kind)]) -> [Count; 3] {
    let trimmed = |names: &[(Range<usize>, Kind)], kind: Kind| -> Vec<Range<usize>> {
        let own = names.iter().filter(|(_, k)| *k == kind);
        let mut own: Vec<_> = own.map(|(range, _)| trim(&text.text, range)).collect();
        own.sort_by_key(|range| (range.start, range.end));
        own.dedup();
        own
    };
    KINDS.map(|(kind, _)| {
        let (gold, found) = (trimmed(&text.names, kind), trimmed(found, kind));
        let hit = found.iter().filter(|range| gold.contains(range)).count() as u32;
        Count { hit, extra: found.len() as u32 - hit, missed: gold.len() as u32 - hit }
    })
}

/// A leading "the" is dropped, because the sets disagree on it.
fn trim(text: &str, range: &Range<usize>) -> Range<usize> {
    let name = text.get(range.clone()).unwrap_or_default();
    let article = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    range.start + if article { 4 } else { 0 }..range.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_when_exact_but_for_the_article() {
        let text = Text {
            text: "the Hague, Ann Lee".to_owned(),
            names: vec![(4..9, Kind::Place), (11..18, Kind::Person)],
        };
        let found = [(0..9, Kind::Place), (11..14, Kind::Person)];
        let [person, organization, place] = compare(&text, &found);
        assert_eq!(person, Count { hit: 0, extra: 1, missed: 1 });
        assert_eq!(organization, Count::default());
        assert_eq!(place, Count { hit: 1, extra: 0, missed: 0 });
    }
}
