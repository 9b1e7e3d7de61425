//! Names that are joined one by one: a union-find that remembers why.

use super::Reason;

/// Groups of names, by their numbers.
pub(super) struct Groups {
    parents: Vec<u32>,
    /// The names of each group, by its root.
    members: Vec<Vec<u32>>,
    /// Why each name is in its group, and with which other it was compared.
    because: Vec<(Reason, u32)>,
}

impl Groups {
    /// Each name by itself.
    pub(super) fn new(count: usize) -> Self {
        let all = 0..count as u32;
        Self {
            parents: all.clone().collect(),
            members: all.clone().map(|name| vec![name]).collect(),
            because: all.map(|name| (Reason::Itself, name)).collect(),
        }
    }

    /// The number by which a name's group is known for now.
    pub(super) fn root(&self, mut name: u32) -> u32 {
        while self.parents[name as usize] != name {
            name = self.parents[name as usize];
        }
        name
    }

    /// The names of a group.
    pub(super) fn members(&self, name: u32) -> &[u32] {
        &self.members[self.root(name) as usize]
    }

    /// Why a name is in its group, and by comparison with which one.
    pub(super) fn because(&self, name: u32) -> (Reason, u32) {
        self.because[name as usize]
    }

    /// Joins the groups of two names; the larger takes the smaller in.
    pub(super) fn join(&mut self, a: u32, b: u32, reason: Reason) {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return;
        }
        let size = |root: u32| self.members[root as usize].len();
        let a_stays = (size(root_a), root_b) >= (size(root_b), root_a);
        let (stays, goes) = if a_stays { (root_a, root_b) } else { (root_b, root_a) };
        let (near, far) = if a_stays { (b, a) } else { (a, b) };
        // The path from the joined name to the old head of its group is turned around.
        let (mut at, mut why) = (near, (reason, far));
        loop {
            let before = std::mem::replace(&mut self.because[at as usize], why);
            if before.0 == Reason::Itself {
                break;
            }
            (why, at) = ((before.0, at), before.1);
        }
        let moved = std::mem::take(&mut self.members[goes as usize]);
        self.members[stays as usize].extend(moved);
        self.parents[goes as usize] = stays;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_member_says_why_it_is_there() {
        let mut groups = Groups::new(5);
        groups.join(0, 1, Reason::Middle);
        groups.join(2, 3, Reason::Suffix);
        groups.join(3, 1, Reason::ShortForm);
        let mut members = groups.members(2).to_vec();
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
        assert_eq!(groups.members(4), [4]);
    }
}
