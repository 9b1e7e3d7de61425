//! The user's corrections, worked out: which names they join, take apart, rename and hide.
//!
//! Only identities that a correction touches are here; they get numbers behind those of the table.

use names::{Kind, key};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Because, Identity, Owner, Variant, article_number};
use crate::{
    archive::identities::Table,
    desk::names::{Corrections, Entry},
};

/// A name as articles have it: what it was taken for, and its key.
type Node = (Kind, String);

/// Identities as corrected.
#[derive(Default)]
pub(super) struct Overlay {
    /// The first number that is not the table's.
    first: u32,
    identities: Vec<Identity>,
    /// Those of them that nobody is to see, by their places.
    ignored: FxHashSet<usize>,
    owners: FxHashMap<Node, Owner>,
    /// What became of the identities of the table that are touched.
    of_number: FxHashMap<u32, Owner>,
    /// Names that are someone else's in some articles, sorted by article.
    assigned: FxHashMap<Node, Vec<(u64, Owner)>>,
}

impl Overlay {
    pub(super) fn new(table: &Table, corrections: &Corrections) -> Self {
        let mut making = Making::default();
        for entry in &corrections.entries {
            making.cut_from(entry, table);
        }
        for entry in &corrections.entries {
            making.add_entry(entry, table);
        }
        for one in &corrections.assignments {
            making.add(node(one.kind, &one.to), &one.to, table);
            making.add(node(one.kind, &one.name), &one.name, table);
        }
        corrections.entries.iter().for_each(|entry| making.join_entry(entry));
        let mut overlay = making.finish(table, corrections);
        overlay.assign(corrections);
        overlay
    }

    fn assign(&mut self, corrections: &Corrections) {
        for one in &corrections.assignments {
            let (Some(article), Some(owner)) =
                (article_number(&one.article), self.owners.get(&node(one.kind, &one.to)).copied())
            else {
                continue;
            };
            self.assigned.entry(node(one.kind, &one.name)).or_default().push((article, owner));
        }
        self.assigned.values_mut().for_each(|articles| articles.sort_by_key(|(article, _)| *article));
    }

    pub(super) fn owner(&self, kind: Kind, key: &str) -> Option<Owner> {
        if self.owners.is_empty() {
            return None;
        }
        self.owners.get(&(kind, key.to_owned())).copied()
    }

    /// The number behind the last identity.
    pub(super) fn end(&self) -> u32 {
        self.first + self.identities.len() as u32
    }

    /// The keys of a kind's names that are here.
    pub(super) fn keys(&self, kind: Kind) -> Vec<&str> {
        let nodes = self.owners.keys().chain(self.assigned.keys());
        let mut keys: Vec<&str> = nodes.filter(|(of, _)| *of == kind).map(|(_, key)| key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    pub(super) fn owner_of_number(&self, number: u32) -> Owner {
        self.of_number.get(&number).copied().unwrap_or(Owner::Identity(number))
    }

    pub(super) fn is_untouched(&self, number: u32) -> bool {
        !self.of_number.contains_key(&number)
    }

    pub(super) fn assigned(&self, kind: Kind, key: &str) -> &[(u64, Owner)] {
        if self.assigned.is_empty() {
            return &[];
        }
        self.assigned.get(&(kind, key.to_owned())).map_or(&[], Vec::as_slice)
    }

    pub(super) fn assigned_to(&self, number: u32) -> Vec<Node> {
        let is_it = |articles: &&Vec<(u64, Owner)>| {
            articles.iter().any(|(_, owner)| *owner == Owner::Identity(number))
        };
        let mut nodes: Vec<Node> = self
            .assigned
            .iter()
            .filter(|(_, articles)| is_it(articles))
            .map(|(node, _)| node.clone())
            .collect();
        nodes.sort_unstable();
        nodes
    }

    pub(super) fn identity(&self, number: u32) -> Option<&Identity> {
        self.identities.get(number.checked_sub(self.first)? as usize)
    }

    /// The numbers of the identities of a kind that are to be seen.
    pub(super) fn numbers(&self, kind: Kind) -> impl Iterator<Item = u32> {
        let is_meant =
            move |(at, identity): &(usize, &Identity)| identity.kind == kind && !self.ignored.contains(at);
        self.identities.iter().enumerate().filter(is_meant).map(|(at, _)| self.first + at as u32)
    }

    pub(super) fn foreign_kinds(&self, kind: Kind) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self
            .identities
            .iter()
            .filter(|identity| identity.kind == kind)
            .flat_map(|identity| identity.variants.iter().map(|variant| variant.kind))
            .filter(|of| *of != kind)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    pub(super) fn moved_keys(&self, kind: Kind) -> Vec<String> {
        let is_moved = |owner: &Owner| match owner {
            Owner::Nobody => true,
            Owner::Identity(number) => self.identity(*number).is_some_and(|identity| identity.kind != kind),
            Owner::Itself => false,
        };
        let moved = self.owners.iter().filter(|((of, _), owner)| *of == kind && is_moved(owner));
        let mut keys: Vec<String> = moved.map(|((_, key), _)| key.clone()).collect();
        keys.sort_unstable();
        keys
    }
}

fn node(kind: Kind, name: &str) -> Node {
    (kind, key::key_of(kind, name))
}

/// The corrections while they are worked out: names in groups.
#[derive(Default)]
struct Making {
    nodes: Vec<Variant>,
    numbers: FxHashMap<Node, usize>,
    parents: Vec<usize>,
    /// The identities of the table whose names are here, with one of those names.
    touched: FxHashMap<u32, usize>,
    /// Names that leave their identity.
    cut: FxHashSet<Node>,
    /// Those of them that leave alone: a name that stays was compared with them.
    cut_alone: FxHashSet<Node>,
}

impl Making {
    fn root(&self, mut at: usize) -> usize {
        while self.parents[at] != at {
            at = self.parents[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }

    /// Notes which names leave the identity that the articles gave to an entry.
    fn cut_from(&mut self, entry: &Entry, table: &Table) {
        let number = |name: &String| table.of_key(entry.kind, &key::key_of(entry.kind, name));
        // What the user says is of this kind does not go where the archive would have it.
        let is_elsewhere = |name: &&String| {
            let identity = number(name).and_then(|number| table.heading(number));
            identity.is_some_and(|(kind, _)| kind != entry.is.unwrap_or(entry.kind) && kind != entry.kind)
        };
        let named = std::iter::once(&entry.name).chain(&entry.also);
        self.cut.extend(named.filter(is_elsewhere).map(|name| node(entry.kind, name)));
        let own: Vec<u32> = std::iter::once(&entry.name).chain(&entry.also).filter_map(number).collect();
        let leaves = |name: &&String| number(name).is_some_and(|number| own.contains(&number));
        self.cut.extend(entry.not.iter().filter(leaves).map(|name| node(entry.kind, name)));
        for staying in std::iter::once(&entry.name).chain(&entry.also) {
            let compared = compared_with(table, node(entry.kind, staying));
            self.cut_alone.extend(compared.into_iter().filter(|other| self.cut.contains(other)));
        }
    }

    /// Adds the names of an entry, and those that the articles join with them.
    fn add_entry(&mut self, entry: &Entry, table: &Table) {
        for name in std::iter::once(&entry.name).chain(&entry.also).chain(&entry.not) {
            self.add(node(entry.kind, name), name, table);
        }
        if let Some(kind) = entry.is {
            self.add(node(kind, &entry.name), &entry.name, table);
        }
    }

    /// The number of a name, which is added with its identity if it is new.
    fn add(&mut self, node: Node, form: &str, table: &Table) -> usize {
        if let Some(number) = self.numbers.get(&node) {
            return *number;
        }
        let identity =
            table.of_key(node.0, &node.1).and_then(|number| Some((number, table.identity(number)?)));
        let itself = |(kind, key): Node| {
            let because = Because::Learnt(crate::archive::identities::Reason::Itself, String::new());
            Variant { kind, key, form: form.to_owned(), because }
        };
        let Some((number, identity)) = identity else { return self.push(itself(node)) };
        let kind = identity.kind;
        let mut likes = Vec::with_capacity(identity.members.len());
        for member in identity.members {
            let like = key::key_of(kind, &member.like);
            let because = Because::Learnt(member.reason, member.like);
            let at = self.push(Variant { kind: member.kind, key: member.key, form: member.form, because });
            likes.push((at, like));
        }
        let others = likes.clone();
        for (at, like) in likes {
            // What was joined with a name that leaves goes with it.
            let like = (kind, like);
            if self.cut.contains(&like)
                && !self.cut_alone.contains(&like)
                && let Some(leaving) = self.numbers.get(&like).copied()
            {
                self.join(leaving, at);
            } else if !self.cut.contains(&(self.nodes[at].kind, self.nodes[at].key.clone())) {
                let first = *self.touched.entry(number).or_insert(at);
                self.join(first, at);
            }
        }
        // Of an identity all of whose names leave nothing is left.
        let first = others.first().map_or(0, |(at, _)| *at);
        let head = *self.touched.entry(number).or_insert(first);
        if let Some(own) = self.numbers.get(&node) {
            return *own;
        }
        // By its key in the kind that it counts as a name is known that was taken for another.
        let own = self.push(itself(node));
        self.join(head, own);
        own
    }

    fn push(&mut self, variant: Variant) -> usize {
        let number = self.nodes.len();
        self.numbers.insert((variant.kind, variant.key.clone()), number);
        self.nodes.push(variant);
        self.parents.push(number);
        number
    }

    fn number(&self, kind: Kind, name: &str) -> Option<usize> {
        self.numbers.get(&node(kind, name)).copied()
    }

    fn join_entry(&mut self, entry: &Entry) {
        let Some(own) = self.number(entry.kind, &entry.name) else { return };
        let others: Vec<usize> = entry.also.iter().filter_map(|name| self.number(entry.kind, name)).collect();
        for other in others {
            if self.root(own) != self.root(other) {
                self.nodes[other].because = Because::Desk(entry.at.file, entry.at.line);
            }
            self.join(own, other);
        }
        if let Some(foreign) = entry.is.and_then(|kind| self.number(kind, &entry.name)) {
            self.join(own, foreign);
        }
    }

    fn finish(self, table: &Table, corrections: &Corrections) -> Overlay {
        let first = table.all().end;
        let mut of_root: FxHashMap<usize, usize> = FxHashMap::default();
        let mut identities: Vec<Identity> = Vec::new();
        let mut groups: Vec<usize> = Vec::with_capacity(self.nodes.len());
        for (number, variant) in self.nodes.iter().enumerate() {
            let group = *of_root.entry(self.root(number)).or_insert_with(|| {
                identities.push(blank(variant.kind));
                identities.len() - 1
            });
            identities[group].variants.push(variant.clone());
            groups.push(group);
        }
        let mut ignored = FxHashSet::default();
        for entry in &corrections.entries {
            if let Some(number) = self.number(entry.kind, &entry.name) {
                if entry.ignore {
                    ignored.insert(groups[number]);
                }
                describe(&mut identities[groups[number]], entry);
            }
        }
        for one in &corrections.assignments {
            let is_new = table.of_key(one.kind, &key::key_of(one.kind, &one.to)).is_none();
            if let Some(number) = self.number(one.kind, &one.to).filter(|_| is_new) {
                identities[groups[number]].name.get_or_insert_with(|| one.to.clone());
            }
        }
        let owner = |group: usize| {
            if ignored.contains(&group) { Owner::Nobody } else { Owner::Identity(first + group as u32) }
        };
        let mut of_number = FxHashMap::default();
        for (number, at) in &self.touched {
            if let Some(learnt) = table.identity(*number) {
                identities[groups[*at]].bare.extend(learnt.bare);
                identities[groups[*at]].name.get_or_insert(learnt.name);
            }
            of_number.insert(*number, owner(groups[*at]));
        }
        let owners = self
            .nodes
            .iter()
            .zip(&groups)
            .map(|(variant, group)| ((variant.kind, variant.key.clone()), owner(*group)));
        let owners = owners.collect();
        Overlay { first, identities, ignored, owners, of_number, assigned: FxHashMap::default() }
    }
}

/// The names with which a name was compared when it was joined, one after the other up to the first of all.
fn compared_with(table: &Table, node: Node) -> Vec<Node> {
    let identity = table.of_key(node.0, &node.1).and_then(|number| table.identity(number));
    let Some(identity) = identity else { return Vec::new() };
    let like: FxHashMap<&str, String> = identity
        .members
        .iter()
        .map(|member| (member.key.as_str(), key::key_of(identity.kind, &member.like)))
        .collect();
    let mut chain: Vec<Node> = Vec::new();
    let mut at = node;
    while let Some(next) = like.get(at.1.as_str()).map(|next| (at.0, next.clone()))
        && next != at
        && !chain.contains(&next)
    {
        chain.push(next.clone());
        at = next;
    }
    chain
}

fn blank(kind: Kind) -> Identity {
    let (variants, bare, aliases) = (Vec::new(), Vec::new(), Vec::new());
    Identity { kind, name: None, variants, bare, aliases, wikidata: None, viaf: None }
}

/// What an entry says of its identity.
fn describe(identity: &mut Identity, entry: &Entry) {
    identity.kind = entry.is.unwrap_or(entry.kind);
    identity.name = Some(entry.name.clone());
    // How it is shown is no word to look for, but in the gazetteer.
    let shown = std::iter::once(&entry.name).filter(|_| entry.always);
    identity.aliases.extend(shown.chain(&entry.also).map(|form| (form.clone(), entry.always)));
    identity.wikidata = entry.wikidata.clone().or(identity.wikidata.take());
    identity.viaf = entry.viaf.clone().or(identity.viaf.take());
}
