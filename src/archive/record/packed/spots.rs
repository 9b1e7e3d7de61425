//! Where the names of an article stand and whose each place is, in about a byte a mention.
//!
//! A mention mostly begins with a capital, few capitals behind the end of the one before; it has few words; and it is either
//! the first one of a name, whose kind is still to be said, or reads as an earlier one does. One symbol says all three.
//! What a symbol cannot say stands among numbers, so that any mention of any name can be written, wherever a tagger may
//! have found it.

use names::Kind;
use rustc_hash::FxHashMap;

/// How many capitals are passed over: so many, or one of these.
const MANY: u32 = 5;
/// The mention does not begin with a capital: a number has the bytes from the end of the one before.
const OFF: u32 = 6;
/// How many words it has at most; none if a number has its bytes.
const MOST_WORDS: u32 = 6;
/// Whose it is: of whom read so before; a number tells; or of the first name that had none yet, and its kind is added.
const SAME: u32 = 0;
const TOLD: u32 = 1;
const NEW: u32 = 2;
/// How many answers there are.
const OWNERS: u32 = NEW + 3;

/// Start and end of a mention, in bytes of the text.
pub(super) type Spot = (u32, u32);

/// Both sides of the way: what the mentions so far say of the next one.
struct Known<'t> {
    text: &'t str,
    /// Where the last mention ended.
    end: u32,
    /// Who was called so last.
    by_surface: FxHashMap<&'t str, u32>,
    /// The names that have mentions and had none yet, the next one last.
    new: Vec<u32>,
}

impl<'t> Known<'t> {
    fn new(text: &'t str, has_mentions: impl Iterator<Item = bool>) -> Self {
        let mut new: Vec<u32> =
            (0..).zip(has_mentions).filter(|(_, has)| *has).map(|(name, _)| name).collect();
        new.reverse();
        Self { text, end: 0, by_surface: FxHashMap::default(), new }
    }

    fn surface(&self, (start, end): Spot) -> Option<&'t str> {
        self.text.get(start as usize..end as usize)
    }

    /// Where the words with a capital begin, from the end of the last mention on.
    fn capitals(&self) -> impl Iterator<Item = u32> + 't {
        let from = self.end as usize;
        let mut is_inside = false;
        let rest = self.text.get(from..).unwrap_or_default().char_indices();
        rest.filter_map(move |(at, letter)| {
            let was_inside = std::mem::replace(&mut is_inside, letter.is_alphanumeric());
            (!was_inside && letter.is_uppercase()).then_some((from + at) as u32)
        })
    }

    /// Where so many words end that begin at `start`.
    fn end_of(&self, start: u32, words: u32) -> Option<u32> {
        let mut at = start as usize;
        for word in 0..words {
            if word > 0 {
                at += self.text.get(at..)?.find(char::is_alphanumeric)?;
            }
            at = word_end(self.text, at)?;
        }
        Some(at as u32)
    }

    fn pass(&mut self, spot: Spot, name: u32) {
        self.end = spot.1;
        if self.new.last() == Some(&name) {
            self.new.pop();
        }
        if let Some(surface) = self.surface(spot) {
            self.by_surface.insert(surface, name);
        }
    }
}

/// Where the word that begins at `start` ends: "O'Brien", "al-Sadr" and "U.S." are one, the period behind a single letter
/// and no other with them.
fn word_end(text: &str, start: usize) -> Option<usize> {
    let mut rest = text.get(start..)?;
    loop {
        let letters = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        if letters == 0 {
            return None;
        }
        let (run, behind) = rest.split_at(letters);
        let mut behind_joint = behind.chars();
        let joint = behind_joint.next();
        let goes_on = behind_joint.next().is_some_and(char::is_alphanumeric);
        let is_possessive = || {
            let mut letters = behind_joint.as_str().chars();
            behind[1..].starts_with(['s', 'S']) && !letters.next().is_some_and(char::is_alphanumeric)
        };
        rest = match joint {
            Some('.' | '-' | '&') if goes_on => &behind[1..],
            Some('\'') if goes_on && !is_possessive() => &behind[1..],
            Some('.') if run.chars().nth(1).is_none() => return Some(text.len() - behind.len() + 1),
            _ => return Some(text.len() - behind.len()),
        };
    }
}

/// The mentions of an article as they are written.
pub(super) struct Written {
    /// A symbol each.
    pub(super) symbols: Vec<u8>,
    /// What the symbols ask for.
    pub(super) numbers: Vec<u32>,
    /// Of each name whether a symbol says its kind.
    pub(super) says_kind: Vec<bool>,
}

/// Writes the mentions of names.
pub(super) fn pack(text: &str, names: &[(Kind, &[Spot])]) -> Written {
    let all = (0_u32..).zip(names);
    let mut spots: Vec<(Spot, u32)> =
        all.flat_map(|(name, (_, spots))| spots.iter().map(move |spot| (*spot, name))).collect();
    // Each name's mentions come back in the order in which they are written.
    if names.iter().all(|(_, spots)| spots.is_sorted()) {
        spots.sort_unstable();
    }
    let mut known = Known::new(text, names.iter().map(|(_, spots)| !spots.is_empty()));
    let symbols = Vec::with_capacity(spots.len());
    let mut written = Written { symbols, numbers: Vec::new(), says_kind: vec![false; names.len()] };
    for (spot, name) in spots {
        let place = place(&known, spot, &mut written.numbers);
        let before = known.surface(spot).and_then(|surface| known.by_surface.get(surface));
        let owner = match before {
            Some(owner) if *owner == name => SAME,
            _ if known.new.last() == Some(&name) => {
                written.says_kind[name as usize] = true;
                NEW + names[name as usize].0 as u32
            }
            _ => {
                written.numbers.push(name);
                TOLD
            }
        };
        written.symbols.push((place * OWNERS + owner) as u8);
        known.pass(spot, name);
    }
    written
}

/// Where a mention is, as a number below 49.
fn place(known: &Known<'_>, (start, end): Spot, numbers: &mut Vec<u32>) -> u32 {
    let mut passed = 0;
    let next = known.capitals().find(|at| {
        passed += u32::from(*at < start);
        *at >= start
    });
    let gap = if next == Some(start) { passed.min(MANY) } else { OFF };
    match gap {
        MANY => numbers.push(passed),
        OFF => numbers.push(start.wrapping_sub(known.end)),
        _ => {}
    }
    let words = (1..=MOST_WORDS).find(|words| known.end_of(start, *words) == Some(end)).unwrap_or(0);
    if words == 0 {
        numbers.push(end.wrapping_sub(start));
    }
    gap * (MOST_WORDS + 1) + words
}

/// The mentions of a name, and its kind if a symbol said it.
pub(super) type Read = (Vec<Spot>, Option<Kind>);

/// What was written of each name, of which `has_mentions` says whether it has any; none if that points out of the text.
pub(super) fn unpack(
    text: &str,
    has_mentions: &[bool],
    symbols: &[u8],
    numbers: Vec<u32>,
) -> Option<Vec<Read>> {
    let mut known = Known::new(text, has_mentions.iter().copied());
    let mut numbers = numbers.into_iter();
    let mut names: Vec<Read> = vec![Read::default(); has_mentions.len()];
    for symbol in symbols.iter().map(|symbol| u32::from(*symbol)) {
        let (place, owner) = (symbol / OWNERS, symbol % OWNERS);
        let (gap, words) = (place / (MOST_WORDS + 1), place % (MOST_WORDS + 1));
        let start = match gap {
            MANY => known.capitals().nth(numbers.next()? as usize)?,
            0..MANY => known.capitals().nth(gap as usize)?,
            _ => known.end.wrapping_add(numbers.next()?),
        };
        let end =
            if words == 0 { start.wrapping_add(numbers.next()?) } else { known.end_of(start, words)? };
        let name = match owner {
            SAME => *known.by_surface.get(known.surface((start, end))?)?,
            TOLD => numbers.next()?,
            _ => *known.new.last()?,
        };
        let (spots, kind) = names.get_mut(name as usize)?;
        spots.push((start, end));
        if let Some(told) = owner.checked_sub(NEW) {
            *kind = Some(Kind::numbered(told));
        }
        known.pass((start, end), name);
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed_and_back(text: &str, names: &[Vec<Spot>]) -> Written {
        let kinds = Kind::ALL.into_iter().cycle();
        let slices: Vec<(Kind, &[Spot])> = kinds.zip(names.iter().map(Vec::as_slice)).collect();
        let written = pack(text, &slices);
        let has_mentions: Vec<bool> = names.iter().map(|spots| !spots.is_empty()).collect();
        let back = unpack(text, &has_mentions, &written.symbols, written.numbers.clone());
        for (i, (spots, kind)) in back.expect("it is whole").into_iter().enumerate() {
            assert_eq!(spots, names[i], "{text}");
            assert_eq!(kind, written.says_kind[i].then_some(slices[i].0), "{text}");
        }
        written
    }

    #[test]
    fn words_end_where_a_reader_would_end_them() {
        let check = |text: &str, expected: &str| {
            assert_eq!(word_end(text, 0).map(|end| &text[..end]), Some(expected), "{text}");
        };
        check("Lund", "Lund");
        check("Lund, who", "Lund");
        check("Lund. He", "Lund");
        check("Lund's", "Lund");
        check("O'Brien's", "O'Brien");
        check("U.S. troops", "U.S.");
        check("J. R. Smith", "J.");
        check("al-Sadr said", "al-Sadr");
        check("AT&T's", "AT&T");
        check("Ångström’s", "Ångström");
        assert_eq!(word_end(", Lund", 0), None);
        assert_eq!(word_end("Lund", 9), None);
    }

    #[test]
    fn what_is_usual_needs_no_number() {
        let text =
            "Ann Lund of the U.S. met Bo Berg in Oslo. Lund and Bo Berg's friends left the U.S. later.";
        let spots = |surfaces: &[(&str, usize)]| -> Vec<Spot> {
            let at = |(surface, nth): &(&str, usize)| {
                let start = text.match_indices(surface).nth(*nth).expect("it is there").0;
                (start as u32, (start + surface.len()) as u32)
            };
            surfaces.iter().map(at).collect()
        };
        let ann = spots(&[("Ann Lund", 0), ("Lund", 1)]);
        let us = spots(&[("U.S.", 0), ("U.S.", 1)]);
        let bo = spots(&[("Bo Berg", 0), ("Bo Berg", 1)]);
        let written = packed_and_back(text, &[ann, us, bo, Vec::new(), spots(&[("Oslo", 0)])]);
        // Only that "Lund" is Ann Lund.
        assert_eq!((written.symbols.len(), written.numbers), (7, vec![0]));
        assert_eq!(written.says_kind, [true, true, true, false, true]);
    }

    proptest! {
        #[test]
        fn any_places_come_back(
            text in "([A-Z]?[a-zé']{1,6}[ .,&-]{1,2}){0,20}",
            names in prop::collection::vec(prop::collection::vec((0..140_u32, 0..140_u32), 0..5), 0..5),
        ) {
            packed_and_back(&text, &names);
        }

        #[test]
        fn damage_is_told_or_harmless(
            text in "([A-Z]?[a-zé']{1,6}[ .,&-]{1,2}){0,20}",
            has_mentions in prop::collection::vec(any::<bool>(), 0..4),
            symbols in prop::collection::vec(any::<u8>(), 0..20),
            numbers in prop::collection::vec(any::<u32>(), 0..20),
        ) {
            if let Some(names) = unpack(&text, &has_mentions, &symbols, numbers) {
                prop_assert_eq!(names.iter().map(|(spots, _)| spots.len()).sum::<usize>(), symbols.len());
            }
        }
    }
}
