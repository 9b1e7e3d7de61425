//! Who watches a run: a bar, a page, nobody.

/// What a run tells of itself while it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The index that is there is of an older format: it is made anew, from all files.
    Outdated {
        /// Its format.
        format: u32,
    },
    /// The index is on a file system that other machines may write to, where a lock may mean nothing to them.
    SharedDisk {
        /// What kind it is.
        file_system: &'static str,
    },
    /// The folder is being looked through.
    Looking {
        /// Files found so far.
        files: u64,
    },
    /// Files are being read.
    Reading {
        /// Files done.
        files: u64,
        /// Files to do in all.
        of: u64,
        /// Articles indexed.
        articles: u64,
    },
    /// Articles are made anew from what is stored of them.
    Renewing {
        /// Articles done.
        articles: u64,
        /// Articles to do in all.
        of: u64,
    },
    /// What is stored is being compared with what is searchable.
    Comparing {
        /// Articles done.
        articles: u64,
        /// Articles to do in all.
        of: u64,
    },
    /// The index is being put in order.
    Finishing,
}

/// Watches a run, and may end it early.
pub trait Observer: Sync {
    /// Takes news, several times a second.
    fn progress(&self, progress: Progress);
    /// Whether the run is to end after the files in hand.
    fn cancelled(&self) -> bool;
}

/// Watches nothing.
pub struct Unobserved;

impl Observer for Unobserved {
    fn progress(&self, _: Progress) {}

    fn cancelled(&self) -> bool {
        false
    }
}
