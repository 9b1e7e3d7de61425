//! A disk that is really full: a file system of a few megabytes, which only some users of some systems can make.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    dice::Dice,
    harness::{Folder, Run, files_below},
};

/// Bytes of the file system.
const SIZE: u64 = 48 << 20;

/// A file system of its own in a folder.
struct Mounted {
    folder: Folder,
}

impl Mounted {
    /// None where this user may not mount.
    fn new() -> Option<Self> {
        let folder = Folder::new();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={SIZE}"), "morgue-test"]).arg(folder.path());
        let is_mounted = mount.output().is_ok_and(|output| output.status.success());
        is_mounted.then_some(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    /// Fills the file system, but for so many bytes.
    fn leave(&self, free: u64) {
        let taken: u64 =
            files_below(self.path()).iter().map(|file| file.metadata().expect("read").len()).sum();
        let ballast = SIZE.saturating_sub(taken + free + (1 << 20));
        fs::write(self.ballast(), vec![1; ballast as usize]).expect("written");
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).output();
    }
}

/// Adds articles of words that are nowhere else, so that an index of them is as large as they are.
fn add(folder: &Folder, numbers: std::ops::Range<u64>) {
    for number in numbers {
        let mut dice = Dice::new(number + 1);
        let body: Vec<String> = (0..400).map(|_| format!("w{:x}", dice.throw(1 << 44))).collect();
        folder.write(&format!("{number}.txt"), format!("Number {number}\n\n{}.\n", body.join(" ")));
    }
}

/// Whether a run says that the disk is full, where, and what to do.
fn says_so(run: &Run, home: &str) -> bool {
    let names_it =
        run.stderr.contains("there is no room in") || run.stderr.contains("No space left on device");
    run.code == Some(2)
        && names_it
        && run.stderr.contains(home)
        && run.stderr.contains("hint: free some space")
}

#[test]
fn a_full_disk_is_told_and_costs_nothing() {
    let Some(disk) = Mounted::new() else {
        eprintln!("skipped: no file system of its own can be mounted here");
        return;
    };
    let folder = Folder::new();
    let home = disk.path().join("home");
    let at_home = format!("--index {}", home.display());
    let count = || folder.run(&format!("{at_home} search --count Number")).stdout.trim().to_owned();
    add(&folder, 0..20);
    folder.done(&format!("{at_home} index ."));
    add(&folder, 20..600);
    // From what the run sees before it begins to what stops it in the middle.
    let mut met = 0;
    for free in [0, 2 << 20, 5 << 20, 6 << 20, 7 << 20] {
        disk.leave(free);
        let run = folder.run(&format!("{at_home} index ."));
        let before = count();
        if run.code == Some(0) {
            assert_eq!(before, "600", "{run}");
            break;
        }
        met += 1;
        assert!(says_so(&run, &home.display().to_string()), "{free} bytes free: {run}");
        assert!(before == "20" || before == "600", "{before} articles with {free} bytes free: {run}");
        if free == 0 {
            let elsewhere = disk.path().join("other").display().to_string();
            let first = folder.run(&format!("--index {elsewhere} index ."));
            assert!(says_so(&first, &elsewhere), "{first}");
        }
        let again = folder.run(&format!("{at_home} index . --rebuild"));
        assert!(again.code == Some(0) || says_so(&again, &home.display().to_string()), "{again}");
        fs::remove_file(disk.ballast()).expect("removed");
    }
    assert!(met > 2, "the disk was full only {met} times");
    let _ = fs::remove_file(disk.ballast());
    folder.done(&format!("{at_home} index ."));
    assert_eq!(count(), "600");
    assert!(folder.run(&format!("{at_home} verify")).code == Some(0));
}
