//! The desk on a disk that fails: what the user has said before stays, and what fails can be said again.

use std::fs;

use intake::Article;
use names::Kind;

use super::{
    Settings, Walk,
    marks::{self, Mark, Marks},
    names::{Change, Corrections, Edit, NamesError, journal},
};
use crate::archive::{
    Archive, ArchiveError,
    files::faults::{Disk, Fault, Setup},
    id::ArticleId,
    record::ArticleRecord,
};

fn exclude(archive: &Archive, exclude: &[&str]) -> Result<(), ArchiveError> {
    let exclude = exclude.iter().map(|&pattern| pattern.to_owned()).collect();
    match Settings::save_walk(archive, &Walk { exclude, ..Walk::default() }) {
        Err(super::SettingsError::File(error)) => Err(error),
        result => {
            result.expect("nothing but the disk can fail");
            Ok(())
        }
    }
}

fn ignore(archive: &Archive, name: &str) -> Result<(), ArchiveError> {
    let edit = Edit::Ignore { kind: Kind::Person, name: name.to_owned() };
    match Change::plan(archive, &[edit]).and_then(|change| change.make(archive)) {
        Err(NamesError::File(error)) => Err(error),
        result => {
            result.expect("nothing but the disk can fail");
            Ok(())
        }
    }
}

fn record(path: &str) -> ArticleRecord {
    let (path, article) = (path.to_owned(), Article::default());
    ArticleRecord {
        id: ArticleId::new(&path, None, 7),
        path,
        fingerprint: 7,
        article,
        names: Vec::new(),
        finder: 0,
    }
}

fn star(archive: &Archive, path: &str) -> Result<(), ArchiveError> {
    marks::add(archive, Mark::Star, &record(path))
}

/// What the desk says: what is left out, how many changes were made to names, which articles have a star.
fn said(archive: &Archive) -> (Vec<String>, usize, usize) {
    let settings = Settings::load(archive).expect("settings that can be read");
    Corrections::load(archive).expect("corrections that can be read");
    let changes = journal::entries(archive).expect("a journal that can be read");
    let marks = Marks::load(archive).expect("marks that can be read");
    let has_star = |path: &&str| marks.of(&record(path).id.to_string(), &record(path).place()).star;
    (settings.walk.exclude, changes.len(), ["a.txt", "b.txt"].iter().filter(|path| has_star(path)).count())
}

/// Fills a desk, and does more to it on a disk with a fault; whether there were so many steps.
fn disturb(due: usize, fault: Fault) -> bool {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder");
    let (root, at) = (folder.path().join("articles"), folder.path().join("disk"));
    fs::create_dir(&root).expect("a folder");
    fs::create_dir(&at).expect("a folder");
    let archive = Archive::new(&root, Some(&at.join("home"))).expect("an archive");
    let both = |result: [Result<(), ArchiveError>; 3]| result.into_iter().all(|one| one.is_ok());
    let before = [exclude(&archive, &["a/"]), ignore(&archive, "Ruth Callan"), star(&archive, "a.txt")];
    assert!(both(before));
    let disk = Disk::new(&at, Setup { due: Some((due, fault)), ..Setup::default() });
    let more = || [exclude(&archive, &["a/", "b/"]), ignore(&archive, "Lin Meihua"), star(&archive, "b.txt")];
    let done = more().map(|one| one.is_ok());
    let has_begun = disk.began().is_some();
    disk.recover();
    let (excluded, changes, stars) = said(&archive);
    let step = format!("{fault:?} at step {due}");
    assert!(excluded == ["a/", "b/"] || excluded == ["a/"] && !done[0], "{step}: {excluded:?}");
    assert!(changes == 2 || changes == 1 && !done[1], "{step}: {changes} changes");
    assert!(stars == 2 || stars == 1 && !done[2], "{step}: {stars} stars");
    assert!(both(more()), "{step}: not again");
    let (excluded, changes, stars) = said(&archive);
    assert_eq!((excluded.len(), stars), (2, 2), "{step}");
    assert!(changes >= 2, "{step}: {changes} changes");
    has_begun
}

#[test]
fn what_the_user_has_said_stays() {
    let mut faults = 0;
    for fault in Fault::ALL {
        let mut due = 1;
        while disturb(due, fault) {
            due += 1;
        }
        faults += due - 1;
    }
    assert!(faults > 60, "only {faults} faults");
}
