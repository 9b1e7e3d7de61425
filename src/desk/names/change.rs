//! A change to the corrections from its plan to the file: what it would make of them can be looked at before anything
//! is written.

use std::path::PathBuf;

use super::{
    Corrections, Edit, NAMES, NamesError,
    document::Document,
    journal::{self, Entry, Hunk},
    parse,
};
use crate::archive::{Archive, files, lock::DeskLock};

/// A change that has not been made yet.
pub struct Change {
    path: PathBuf,
    what: Vec<String>,
    undoes: Option<u32>,
    before: String,
    after: String,
    /// The corrections as they would be.
    pub corrections: Corrections,
}

impl Change {
    /// What edits would make of the corrections of an archive.
    pub fn plan(archive: &Archive, edits: &[Edit]) -> Result<Self, NamesError> {
        let path = archive.desk().join(NAMES);
        let before = files::read_text(&path)?.unwrap_or_default();
        let mut document = Document::parse(&path, &before)?;
        for edit in edits {
            edit.apply(&mut document)?;
        }
        let what = edits.iter().map(Edit::sentence).collect();
        Self::of_text(archive, what, None, before, document.to_string())
    }

    /// What taking back a change would make of the corrections; that of the last one that holds, if none is named.
    pub fn undo(archive: &Archive, number: Option<u32>) -> Result<Self, NamesError> {
        let all = journal::entries(archive)?;
        let is_meant = |entry: &&Entry| number.is_none_or(|number| entry.number == number);
        let entry = all.iter().rev().filter(is_meant).find(|entry| journal::holds(entry, &all));
        let entry = entry.ok_or(NamesError::NothingToUndo)?;
        let path = archive.desk().join(NAMES);
        let before = files::read_text(&path)?.unwrap_or_default();
        let after = entry.hunk.reverse(&before);
        let after = after.ok_or_else(|| match journal::stands_on(entry, &all) {
            Some(by) => NamesError::ChangedSince { number: entry.number, by },
            None => NamesError::ChangedByHand { path: path.clone(), number: entry.number },
        })?;
        Self::of_text(archive, entry.what.clone(), Some(entry.number), before, after)
    }

    fn of_text(
        archive: &Archive,
        what: Vec<String>,
        undoes: Option<u32>,
        before: String,
        after: String,
    ) -> Result<Self, NamesError> {
        let path = archive.desk().join(NAMES);
        let corrections = parse::load_with(archive, &after)?;
        Ok(Self { path, what, undoes, before, after, corrections })
    }

    /// What is changed, a sentence each.
    pub fn what(&self) -> &[String] {
        &self.what
    }

    /// Whether it takes another change back.
    pub fn is_undoing(&self) -> bool {
        self.undoes.is_some()
    }

    /// Whether the file stays as it is.
    pub fn is_nothing(&self) -> bool {
        self.before == self.after
    }

    /// Writes the file, and the change into the journal; its number there.
    ///
    /// A file that was changed since the plan is left as it is.
    pub fn make(self, archive: &Archive) -> Result<u32, NamesError> {
        archive.refuse_backup()?;
        files::create_folder(&archive.desk())?;
        let _lock = DeskLock::take(archive)?;
        // A journal that cannot be read is known before anything is written.
        journal::entries(archive)?;
        let now = files::read_text(&self.path)?.unwrap_or_default();
        if now != self.before {
            return Err(NamesError::ChangedMeanwhile { path: self.path });
        }
        let hunk = Hunk::between(&self.before, &self.after);
        // In this order a crash between the two costs the undoing of this change, not the change.
        files::write(&self.path, self.after.as_bytes())?;
        journal::add(archive, self.what, self.undoes, hunk)
    }
}

#[cfg(test)]
mod tests {
    use names::Kind;

    use super::*;

    #[test]
    fn changes_are_made_and_undone_and_hand_work_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::new(folder.path(), None).expect("an archive");
        let path = archive.desk().join(NAMES);
        let read = || files::read_text(&path).expect("read").unwrap_or_default();
        let join = |name: &str, other: &str| Edit::Join {
            kind: Kind::Person,
            name: name.into(),
            others: vec![other.into()],
        };
        let make = |edit: Edit| Change::plan(&archive, &[edit]).and_then(|change| change.make(&archive));
        assert_eq!(make(join("Ann Lund", "A. Lund")).expect("made"), 1);
        let first = read();
        let stale = Change::plan(&archive, &[join("Bo Falk", "B. Falk")]).expect("planned");
        files::write(&path, format!("# by hand\n{first}").as_bytes()).expect("written");
        assert!(matches!(stale.make(&archive), Err(NamesError::ChangedMeanwhile { .. })));
        assert_eq!(make(join("Bo Falk", "B. Falk")).expect("made"), 2);
        let undo = |number| Change::undo(&archive, number).and_then(|change| change.make(&archive));
        assert_eq!(undo(None).expect("undone"), 3);
        assert_eq!(read(), format!("# by hand\n{first}"));
        assert_eq!(undo(None).expect("undone"), 4);
        assert_eq!(read(), "# by hand\n");
        assert!(matches!(undo(None), Err(NamesError::NothingToUndo)));
        assert!(matches!(undo(Some(2)), Err(NamesError::NothingToUndo)));
    }
}
