//! Numbers for all that a list of names can have an entry for, and for each written form in the index whom it counts for.
//!
//! It is made from the table of identities and the corrections, once for a kind while an archive is open, so that
//! counting compares no text: a name of an article is a number, its entry another one.

use std::sync::Arc;

use names::{Kind, key, variants::PersonName};
use rustc_hash::FxHashMap;

use super::{
    Entry,
    meanings::{Meaning, Meanings, Packed},
    strays,
};
use crate::{
    archive::{
        ArchiveError, Reader,
        columns::SegmentNames,
        identities::{Bearer, Roll, Stray},
    },
    search::identities::{Identities, Owner},
};

/// Whose numbers are these: identities by their own, then names that are alone.
pub(super) type Slot = u32;

/// A name that does not count for the same one in all articles.
struct Split {
    most: Option<Slot>,
    /// Its row in the table.
    row: Option<u32>,
    /// What the user says of articles, by their numbers and sorted.
    assigned: Vec<(u64, Option<Slot>)>,
}

/// The numbers of a kind.
pub(in crate::search) struct Numbering {
    kind: Kind,
    /// The kinds of which names may count: its own, and those of which some were taken for another than they are.
    kinds: Vec<Kind>,
    /// How many identities there are; names that are alone have the numbers behind.
    identities: u32,
    /// Names that the table does not know yet, and their numbers among these.
    new: Vec<Arc<str>>,
    new_numbers: FxHashMap<Arc<str>, u32>,
    /// Of each segment and each of `kinds` the meanings of the forms.
    meanings: Vec<Vec<Meanings>>,
    /// Of each segment where names of other kinds stand that count, each with its kind's place; by document.
    strays: Vec<Vec<(Stray, usize)>>,
    splits: Vec<Split>,
    /// Of each slot the one that is its bare surname: itself if it is nothing else.
    surnames: Vec<Option<Slot>>,
}

impl Numbering {
    /// The numbers for the segments of a reader.
    pub(in crate::search) fn new(
        reader: &Reader,
        who: &Identities,
        kind: Kind,
    ) -> Result<Self, ArchiveError> {
        let mut kinds = who.foreign_kinds(kind);
        kinds.insert(0, kind);
        let mut making = Making {
            who,
            numbering: Self {
                kind,
                identities: who.count(),
                new: Vec::new(),
                new_numbers: FxHashMap::default(),
                meanings: Vec::new(),
                strays: Vec::new(),
                splits: Vec::new(),
                surnames: Vec::new(),
                kinds,
            },
            roll: who.table().roll(kind),
            new: Vec::new(),
        };
        let by_desk = who.foreign_kinds_by_desk(kind);
        let kinds = making.numbering.kinds.clone();
        let is_known = |of: Kind| of == kind || by_desk.contains(&of);
        let known: Vec<Option<Vec<Packed>>> =
            kinds.iter().map(|of| is_known(*of).then(|| making.known(*of))).collect();
        for segment in reader.segment_names_in(&making.numbering.kinds, |_| Vec::new())? {
            let of_kinds = (0..known.len()).map(|at| match &known[at] {
                Some(known) => making.segment(&segment, at, known).map(Meanings::Each),
                None => making.moved(&segment, at).map(Meanings::Few),
            });
            let of_kinds = of_kinds.collect::<Result<_, _>>()?;
            making.numbering.meanings.push(of_kinds);
        }
        making.surnames();
        let mut numbering = making.numbering;
        numbering.strays = strays::find(reader, who, &numbering)?;
        Ok(numbering)
    }

    /// The kinds of which names may count.
    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.surnames.len()
    }

    /// Whom each form of a segment counts for; segment and kind by their places.
    pub(super) fn meanings(&self, segment: usize, kind: usize) -> &Meanings {
        &self.meanings[segment][kind]
    }

    /// Where names of other kinds stand in a segment that count, by document, each with its kind's place.
    pub(super) fn strays(&self, segment: usize) -> &[(Stray, usize)] {
        &self.strays[segment]
    }

    /// Whom the name with a [`Split`] counts for in an article.
    pub(super) fn in_article(&self, who: &Identities, split: u32, article: u64) -> Option<Slot> {
        let split = &self.splits[split as usize];
        if let Ok(at) = split.assigned.binary_search_by_key(&article, |(article, _)| *article) {
            return split.assigned[at].1;
        }
        match split.row.and_then(|row| who.meant(row, article)) {
            Some(owner) => self.slot_of(who, owner, None),
            None => split.most,
        }
    }

    /// The number of an entry; none if the archive has no such name.
    pub(super) fn slot(&self, who: &Identities, entry: &Entry) -> Option<Slot> {
        match entry {
            Entry::Identity(number) => Some(*number),
            Entry::Alone(of, _) if *of != self.kind => None,
            Entry::Alone(_, key) => {
                let roll = who.table().roll(self.kind);
                let behind = || self.new_numbers.get(key.as_str()).map(|at| roll.count() + at);
                Some(self.identities + roll.number(key).or_else(behind)?)
            }
        }
    }

    /// The entry with a number.
    pub(super) fn entry(&self, who: &Identities, slot: Slot) -> Entry {
        let Some(name) = slot.checked_sub(self.identities) else { return Entry::Identity(slot) };
        let roll = who.table().roll(self.kind);
        let key = match name.checked_sub(roll.count()) {
            Some(new) => self.new[new as usize].to_string(),
            None => roll.key(name).to_owned(),
        };
        Entry::Alone(self.kind, key)
    }

    /// All numbers that a name of some article can count for, once each.
    pub(super) fn slots(&self, who: &Identities) -> Vec<Slot> {
        let mut is_meant = vec![false; self.len()];
        let mut mean = |slot: Slot| {
            if let Some(is_meant) = is_meant.get_mut(slot as usize) {
                *is_meant = true;
            }
        };
        for meanings in self.meanings.iter().flatten() {
            meanings.each_one(|_, slot| mean(slot));
        }
        self.splits.iter().filter_map(|split| split.most).for_each(&mut mean);
        // Some stand only where an article is said to mean them, or where a text has an alias.
        (0..self.identities).filter(|number| who.kind_of(*number) == Some(self.kind)).for_each(mean);
        (0..).zip(is_meant).filter(|(_, is_meant)| *is_meant).map(|(slot, _)| slot).collect()
    }

    /// The names that can be alone: their numbers and keys.
    pub(super) fn alone<'n>(&'n self, who: &'n Identities) -> impl Iterator<Item = (Slot, &'n str)> {
        let roll = who.table().roll(self.kind);
        (self.identities..).zip(roll.keys().chain(self.new.iter().map(AsRef::as_ref)))
    }

    /// Whether an entry is nothing but a surname that was given to nobody.
    pub(super) fn is_bare(&self, slot: Slot) -> bool {
        self.surnames[slot as usize] == Some(slot)
    }

    /// The bare surname of a person.
    pub(super) fn surname(&self, slot: Slot) -> Option<Slot> {
        self.surnames[slot as usize]
    }

    fn slot_of(&self, who: &Identities, owner: Owner, alone: Option<Slot>) -> Option<Slot> {
        match owner {
            Owner::Nobody => None,
            Owner::Identity(number) => (who.kind_of(number) == Some(self.kind)).then_some(number),
            Owner::Itself => alone,
        }
    }
}

struct Making<'i> {
    who: &'i Identities,
    numbering: Numbering,
    roll: Roll<'i>,
    /// What the names mean that the table does not know yet.
    new: Vec<Packed>,
}

impl Making<'_> {
    /// What the names of a kind mean that the table knows, by their numbers.
    fn known(&mut self, of: Kind) -> Vec<Packed> {
        let (who, roll) = (self.who, self.who.table().roll(of));
        let is_own = of == self.numbering.kind;
        let first = self.numbering.identities;
        let meaning = |(slot, bearer)| match bearer {
            Bearer::Identity(number) => number,
            Bearer::Alone(_) => slot,
        };
        let mut known: Vec<Packed> = if is_own {
            (first..).zip(roll.bearers()).map(meaning).map(Packed::one).collect()
        } else {
            vec![Packed::NOBODY; roll.count() as usize]
        };
        // What was taken for another kind stands in this list only if archive or user say that it is of this one.
        for (one, to) in who.moved().filter(|(one, _)| one.taken == of) {
            if let Some(known) = known.get_mut(one.name as usize) {
                *known = Packed::slot((to == self.numbering.kind).then_some(one.identity));
            }
        }
        let mut rows: FxHashMap<u32, Option<u32>> =
            roll.bare().map(|(row, name)| (name, Some(row))).collect();
        for key in who.corrected_keys(of) {
            let Some(name) = roll.number(key) else { continue };
            let alone = is_own.then_some(first + name);
            known[name as usize] = Packed::slot(self.numbering.slot_of(who, who.owner(of, key), alone));
            if !who.assigned(of, key).is_empty() {
                rows.entry(name).or_default();
            }
        }
        for (name, row) in rows {
            if let Some(most) = known.get(name as usize).copied() {
                known[name as usize] = self.split(of, roll.key(name), most, row);
            }
        }
        known
    }

    fn split(&mut self, of: Kind, key: &str, most: Packed, row: Option<u32>) -> Packed {
        let most = match most.meaning() {
            Meaning::One(slot) => Some(slot),
            Meaning::Nobody | Meaning::Split(_) => None,
        };
        let slot = |owner: &Owner| self.numbering.slot_of(self.who, *owner, None);
        let assigned = self.who.assigned(of, key).iter().map(|(article, owner)| (*article, slot(owner)));
        let split = Split { most, row, assigned: assigned.collect() };
        self.numbering.splits.push(split);
        Packed::split(self.numbering.splits.len() as u32 - 1)
    }

    /// What the forms of a segment mean.
    fn segment(
        &mut self,
        segment: &SegmentNames,
        at: usize,
        known: &[Packed],
    ) -> Result<Vec<Packed>, ArchiveError> {
        let of = self.numbering.kinds[at];
        let roll = self.who.table().roll(of);
        let nobody = Packed::NOBODY;
        if let Some(forms) = roll.forms(segment.key()) {
            let meanings: Vec<Packed> =
                forms.map(|name| name.map_or(nobody, |name| known[name as usize])).collect();
            // A damaged table may have fewer.
            if meanings.len() == segment.forms(at) {
                return Ok(meanings);
            }
        }
        let mut meanings = vec![nobody; segment.forms(at)];
        segment.each_form(
            at,
            |_| true,
            |form, text| {
                let key = key::key_of(of, text);
                meanings[form] = match roll.number(&key) {
                    Some(name) => known[name as usize],
                    None => self.new_name(of, key),
                };
            },
        )?;
        Ok(meanings)
    }

    /// What those forms of a segment mean that the archive counts as this kind though they were taken for another.
    fn moved(&self, segment: &SegmentNames, at: usize) -> Result<FxHashMap<u32, Packed>, ArchiveError> {
        let of = self.numbering.kinds[at];
        let roll = self.who.table().roll(of);
        let all = self.who.moved().filter(|(one, to)| one.taken == of && *to == self.numbering.kind);
        let slots: FxHashMap<u32, Slot> = all.map(|(one, _)| (one.name, one.identity)).collect();
        let slot = |name: Option<u32>| slots.get(&name?).copied();
        let mut moved = FxHashMap::default();
        if let Some((strays, name)) = roll.strays(segment.key()).zip(roll.name_of_form(segment.key())) {
            let slots = strays.filter_map(|stray| Some((stray.form, Packed::one(slot(name(stray.form)?)?))));
            return Ok(slots.collect());
        }
        segment.each_form(
            at,
            |_| true,
            |form, text| {
                let slot = slot(roll.number(&key::key_of(of, text)));
                moved.extend(slot.map(|slot| (form as u32, Packed::one(slot))));
            },
        )?;
        Ok(moved)
    }

    /// What a name means that the table does not know yet.
    fn new_name(&mut self, of: Kind, key: String) -> Packed {
        let is_own = of == self.numbering.kind;
        if key.is_empty() {
            return Packed::NOBODY;
        }
        if let Some(known) = self.numbering.new_numbers.get(key.as_str()).filter(|_| is_own) {
            return self.new[*known as usize];
        }
        let owner = self.who.owner(of, &key);
        let next = self.new.len() as u32;
        let alone = is_own.then_some(self.numbering.identities + self.roll.count() + next);
        let mut meaning = Packed::slot(self.numbering.slot_of(self.who, owner, alone));
        if !self.who.assigned(of, &key).is_empty() {
            meaning = self.split(of, &key, meaning, None);
        }
        if is_own {
            let key: Arc<str> = key.into();
            self.numbering.new.push(Arc::clone(&key));
            self.numbering.new_numbers.insert(key, next);
            self.new.push(meaning);
        }
        meaning
    }

    /// Finds the bare surname of everyone.
    fn surnames(&mut self) {
        let (who, first) = (self.who, self.numbering.identities);
        let learnt = who.table().all();
        let mut surnames: Vec<Option<Slot>> =
            learnt.clone().map(|number| who.table().surname(number).map(|name| first + name)).collect();
        let of_word = |word: &str| {
            let slot = self.numbering.slot(who, &Entry::Alone(Kind::Person, word.to_owned()));
            slot.filter(|_| self.numbering.kind == Kind::Person)
        };
        let of_name = |name: &str| PersonName::parse(name).and_then(|name| of_word(name.last_word()));
        surnames.extend((learnt.end..first).map(|number| who.name_of(number).and_then(of_name)));
        surnames.extend(self.roll.bearers().map(|bearer| match bearer {
            Bearer::Alone(Some(name)) => Some(first + name),
            Bearer::Alone(None) | Bearer::Identity(_) => None,
        }));
        let new = self.numbering.new.iter();
        surnames.extend(new.map(|key| if key.contains(' ') { of_name(key) } else { of_word(key) }));
        self.numbering.surnames = surnames;
    }
}
