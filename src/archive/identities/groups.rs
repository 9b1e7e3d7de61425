//! Names that are joined one by one: a union-find that remembers why.
//!
//! Most names are joined with no other, so only those that are take memory.

use rustc_hash::FxHashMap;

use super::{Reason, gather::NONE};

/// Groups of names, by their numbers.
#[derive(Default)]
pub(super) struct Groups(FxHashMap<u32, Node>);

/// A name that was joined with another.
struct Node {
    parent: u32,
    /// The next name of the group, [`NONE`] behind the last; a group begins with its root.
    next: u32,
    /// Of a root: the last name of the group, and how many there are.
    last: u32,
    size: u32,
    /// Why the name is in its group, and with which other it was compared.
    because: (Reason, u32),
}

impl Node {
    fn of(name: u32) -> Self {
        Self { parent: name, next: NONE, last: name, size: 1, because: (Reason::Itself, name) }
    }
}

impl Groups {
    /// The number by which a name's group is known for now.
    pub(super) fn root(&self, mut name: u32) -> u32 {
        while let Some(node) = self.0.get(&name)
            && node.parent != name
        {
            name = node.parent;
        }
        name
    }

    /// The names of a group.
    pub(super) fn members(&self, name: u32) -> impl Iterator<Item = u32> {
        let mut next = self.root(name);
        std::iter::from_fn(move || {
            let own = next;
            if own == NONE {
                return None;
            }
            next = self.0.get(&own).map_or(NONE, |node| node.next);
            Some(own)
        })
    }

    /// How many names a group has.
    pub(super) fn size(&self, name: u32) -> u32 {
        self.0.get(&self.root(name)).map_or(1, |node| node.size)
    }

    /// All names that were joined with others, in no order.
    pub(super) fn joined(&self) -> impl Iterator<Item = u32> {
        self.0.keys().copied()
    }

    /// Why a name is in its group, and by comparison with which one.
    pub(super) fn because(&self, name: u32) -> (Reason, u32) {
        self.0.get(&name).map_or((Reason::Itself, name), |node| node.because)
    }

    /// Joins the groups of two names; the larger takes the smaller in.
    pub(super) fn join(&mut self, a: u32, b: u32, reason: Reason) {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return;
        }
        let a_stays = (self.size(root_a), root_b) >= (self.size(root_b), root_a);
        let (stays, goes) = if a_stays { (root_a, root_b) } else { (root_b, root_a) };
        let (near, far) = if a_stays { (b, a) } else { (a, b) };
        // The path from the joined name to the old head of its group is turned around.
        let (mut at, mut why) = (near, (reason, far));
        loop {
            let node = self.node(at);
            let before = std::mem::replace(&mut node.because, why);
            if before.0 == Reason::Itself {
                break;
            }
            (why, at) = ((before.0, at), before.1);
        }
        let gone = self.node(goes);
        gone.parent = stays;
        let (last, size) = (gone.last, gone.size);
        let head = self.node(stays);
        let end = std::mem::replace(&mut head.last, last);
        head.size += size;
        self.node(end).next = goes;
    }

    fn node(&mut self, name: u32) -> &mut Node {
        self.0.entry(name).or_insert_with(|| Node::of(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_member_says_why_it_is_there() {
        let mut groups = Groups::default();
        groups.join(0, 1, Reason::Middle);
        groups.join(2, 3, Reason::Suffix);
        groups.join(3, 1, Reason::ShortForm);
        let mut members: Vec<u32> = groups.members(2).collect();
        members.sort_unstable();
        assert_eq!(members, [0, 1, 2, 3]);
        let heads: Vec<u32> = (0..4).filter(|name| groups.because(*name).0 == Reason::Itself).collect();
        assert_eq!(heads.len(), 1);
        for name in 0..4 {
            let (mut at, mut steps) = (name, 0);
            while groups.because(at).0 != Reason::Itself {
                (at, steps) = (groups.because(at).1, steps + 1);
                assert!(steps < 5, "a circle");
            }
            assert_eq!(at, heads[0]);
        }
        assert_eq!(groups.members(4).collect::<Vec<_>>(), [4]);
        assert_eq!((groups.size(0), groups.size(4)), (4, 1));
    }
}
