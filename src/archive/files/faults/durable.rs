//! What of a folder lies on the disk: every file and folder as it was when it was last synced.
//!
//! Systems differ in what they have written beyond that when the power goes off, so there are several ways to lose what was
//! not synced. A file is known by its number on the disk, whatever names it has; it is held open, so that no other gets its
//! number.

use std::{
    collections::{BTreeMap, HashMap},
    ffi::OsString,
    fs::{self, File},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// What is lost of what was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// All of it: bytes and names.
    Unsynced,
    /// Bytes, down to the half of what was new in a file; all names are there.
    Bytes,
    /// Bytes and new names; files that were removed are gone.
    Names,
}

/// What lies on the disk.
#[derive(Default)]
pub(super) struct Durable {
    bytes: HashMap<u64, Vec<u8>>,
    folders: HashMap<u64, Names>,
    held: HashMap<u64, File>,
}

/// The names in a folder, with the number of what has each, and whether that is a folder.
type Names = BTreeMap<OsString, (u64, bool)>;

impl Durable {
    /// All that is in a folder.
    pub(super) fn of(folder: &Path) -> Self {
        let mut durable = Self::default();
        durable.add(folder);
        durable
    }

    fn add(&mut self, path: &Path) {
        // A socket or the like is nothing of ours.
        let Ok(file) = File::open(path) else { return };
        self.synced(&file, path);
        if path.is_dir() {
            for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                self.add(&entry.path());
            }
        }
    }

    /// A file or folder was synced.
    pub(super) fn synced(&mut self, file: &File, path: &Path) {
        let Ok(metadata) = file.metadata() else { return };
        let number = metadata.ino();
        if metadata.is_dir() {
            self.folders.insert(number, names_in(path));
        } else {
            self.bytes.insert(number, fs::read(path).unwrap_or_default());
        }
        if let Ok(held) = file.try_clone() {
            self.held.insert(number, held);
        }
    }

    /// Makes a folder what is found in it when the power is on again.
    pub(super) fn restore(&self, folder: &Path, loss: Loss) {
        let Ok(number) = fs::metadata(folder).map(|metadata| metadata.ino()) else { return };
        let beside = folder.with_extension("restored");
        fs::create_dir(&beside).expect("a folder beside");
        let mut there = HashMap::from([(number, folder.to_owned())]);
        collect(folder, &mut there);
        Restoring { durable: self, loss, there }.folder(number, &beside);
        fs::remove_dir_all(folder).expect("removed");
        fs::rename(&beside, folder).expect("renamed");
    }
}

fn names_in(folder: &Path) -> Names {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        Some((entry.file_name(), (metadata.ino(), metadata.is_dir())))
    });
    named.collect()
}

/// Where all is that is below a folder.
fn collect(folder: &Path, there: &mut HashMap<u64, PathBuf>) {
    for (name, (number, _)) in names_in(folder) {
        let path = folder.join(name);
        collect(&path, there);
        there.insert(number, path);
    }
}

struct Restoring<'d> {
    durable: &'d Durable,
    loss: Loss,
    /// Where everything would be, if the power had not gone off.
    there: HashMap<u64, PathBuf>,
}

impl Restoring<'_> {
    /// Fills a folder with what is left of one.
    fn folder(&self, number: u64, to: &Path) {
        for (name, (number, is_folder)) in self.names(number) {
            let to = to.join(&name);
            if is_folder {
                fs::create_dir(&to).expect("a folder");
                self.folder(number, &to);
            } else {
                let now = self.there.get(&number).map(|now| fs::read(now).unwrap_or_default());
                fs::write(&to, self.bytes(number, now)).expect("a file");
            }
        }
    }

    fn names(&self, number: u64) -> Names {
        let current = self.there.get(&number).map(|now| names_in(now));
        let synced = self.durable.folders.get(&number);
        match (self.loss, current) {
            (Loss::Bytes, Some(current)) => current,
            (Loss::Names, current) => {
                // A name changes hands in one step: one that has a new owner has not been without one.
                let is_removed = |(name, (number, _)): &(&OsString, &(u64, bool))| {
                    !self.there.contains_key(number)
                        && current.as_ref().is_none_or(|current| !current.contains_key(*name))
                };
                let kept = synced.into_iter().flatten().filter(|entry| !is_removed(entry));
                kept.map(|(name, has)| (name.clone(), *has)).collect()
            }
            _ => synced.cloned().unwrap_or_default(),
        }
    }

    fn bytes(&self, number: u64, now: Option<Vec<u8>>) -> Vec<u8> {
        let synced = self.durable.bytes.get(&number).map(Vec::as_slice);
        match (self.loss, now) {
            (Loss::Bytes, Some(now)) => {
                let begins = synced.unwrap_or_default();
                let new = now.strip_prefix(begins).unwrap_or_default();
                [begins, &new[..new.len() / 2]].concat()
            }
            _ => synced.unwrap_or_default().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sync(durable: &mut Durable, path: &Path) {
        durable.synced(&File::open(path).expect("opened"), path);
    }

    /// What is found after a power loss, in a folder where everything happened that can be lost.
    fn found(loss: Loss) -> Vec<(String, String)> {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("disk");
        fs::create_dir(&folder).expect("made");
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("written");
        write("kept", "as it was");
        write("grown", "one ");
        write("removed", "gone?");
        write("replaced", "old");
        let mut durable = Durable::of(&folder);
        write("grown", "one and two");
        fs::remove_file(folder.join("removed")).expect("removed");
        write("new", "replacing");
        sync(&mut durable, &folder.join("new"));
        fs::rename(folder.join("new"), folder.join("replaced")).expect("renamed");
        write("unsynced", "half");
        durable.restore(&folder, loss);
        let mut found = Vec::new();
        for name in names_in(&folder).into_keys() {
            let text = fs::read_to_string(folder.join(&name)).expect("read");
            found.push((name.into_string().expect("a name"), text));
        }
        found
    }

    #[test]
    fn what_was_not_synced_is_lost_in_every_way() {
        let check = |loss: Loss, expected: &[(&str, &str)]| {
            let expected: Vec<_> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            assert_eq!(found(loss), expected, "{loss:?}");
        };
        let kept = ("kept", "as it was");
        check(Loss::Unsynced, &[("grown", "one "), kept, ("removed", "gone?"), ("replaced", "old")]);
        check(Loss::Bytes, &[("grown", "one and"), kept, ("replaced", "replacing"), ("unsynced", "ha")]);
        check(Loss::Names, &[("grown", "one "), kept, ("replaced", "old")]);
    }
}
