//! An archive, something that is done to it, and what must be so when the disk fails meanwhile.

use std::{
    fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{
        Once,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use tempfile::TempDir;

use crate::archive::{
    Archive, ArchiveError, Held, Reader, VerifyOptions, boilerplate, copies, dates,
    directory::segment_of,
    files::faults::{Disk, Fault, Setup},
    identities,
    record::encode,
    update::{SETTINGS, Unobserved},
};

/// What an archive holds: its files and articles, as they are written.
pub(super) type Export = Vec<Vec<u8>>;

/// What is done to an archive.
pub(super) type Deed = Box<dyn Fn(&Archive) -> Result<(), ArchiveError>>;

/// Looks at what is left.
pub(super) type Look = Box<dyn Fn(&Archive, &str)>;

/// An archive, and what is done to it on a failing disk.
pub(super) struct Scene {
    pub(super) name: &'static str,
    pub(super) folder: TempDir,
    pub(super) deed: Deed,
    /// Whether the disk can exchange two folders.
    pub(super) can_exchange: bool,
    /// What else must be so after a fault.
    pub(super) look: Option<Look>,
    /// Whether there are commits on the way, with some of the articles.
    pub(super) is_gradual: bool,
    /// Whether something is damaged before: what could be read of it may be missing until it is made anew.
    pub(super) is_damaged: bool,
    /// What there is before, none if there is no index yet, and what there is after an undisturbed run.
    pub(super) old: Option<Export>,
    pub(super) new: Export,
}

impl Scene {
    pub(super) fn new(
        name: &'static str,
        prepare: impl Fn(&Self),
        deed: impl Fn(&Archive) -> Result<(), ArchiveError> + 'static,
    ) -> Self {
        // A file system in memory, where there is one: what is lost when the power goes off is only pretended.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let folder = folder.expect("a folder");
        let deed: Deed = Box::new(deed);
        let mut scene = Self {
            name,
            folder,
            deed,
            can_exchange: true,
            look: None,
            is_gradual: false,
            is_damaged: false,
            old: None,
            new: Vec::new(),
        };
        fs::create_dir(scene.root()).expect("a folder");
        fs::create_dir(scene.disk()).expect("a folder");
        prepare(&scene);
        scene.old = export(&scene.archive());
        copy(&scene.disk(), &scene.before());
        (scene.deed)(&scene.archive()).expect("an undisturbed run");
        scene.new = export(&scene.archive()).expect("an index");
        scene
    }

    /// The folder of articles.
    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("articles")
    }

    /// The disk that fails, with the index on it.
    pub(super) fn disk(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    /// What the disk has on it before.
    fn before(&self) -> PathBuf {
        self.folder.path().join("before")
    }

    pub(super) fn archive(&self) -> Archive {
        Archive::new(&self.root(), Some(&self.disk().join("home"))).expect("an archive")
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        fs::write(self.root().join(name), text).expect("written");
    }

    /// A folder of articles with what makes a run do all that it can: paragraphs that recur, dates in numbers, names.
    pub(super) fn fill(&self) {
        for number in 0..9 {
            self.write(&format!("{number}.txt"), &article(number, "opened"));
        }
        let line = |number: usize| {
            format!("{{\"headline\":\"Bell {number}\",\"body\":\"The bell of Ruth Callan rang.\"}}\n")
        };
        self.write("bells.jsonl", &(0..4).map(line).collect::<String>());
    }

    /// Changes, removes, adds and moves files.
    pub(super) fn change(&self) {
        self.write("0.txt", &article(0, "closed for the winter"));
        self.write("new.txt", &article(20, "painted"));
        fs::remove_file(self.root().join("1.txt")).expect("removed");
        fs::rename(self.root().join("2.txt"), self.root().join("moved.txt")).expect("moved");
    }

    /// Puts back what the disk had on it before.
    pub(super) fn reset(&self) {
        fs::remove_dir_all(self.disk()).expect("removed");
        copy(&self.before(), &self.disk());
    }

    /// The disk as it was before, and what it does from now on.
    pub(super) fn begin(&self, setup: Setup) -> Disk {
        self.reset();
        Disk::new(&self.disk(), setup)
    }

    /// The deed on a disk with a fault, the look at what is left, and the deed once more; the step at which the fault
    /// began, if there were so many.
    fn disturb(&self, due: usize, fault: Fault) -> Option<usize> {
        let archive = self.archive();
        let disk = self.begin(Setup { due: Some((due, fault)), can_exchange: self.can_exchange, free: None });
        let result = panic::catch_unwind(AssertUnwindSafe(|| (self.deed)(&archive)));
        let began = disk.began();
        disk.recover();
        let at = format!("{}: {fault:?} at step {due}", self.name);
        let result = result.unwrap_or_else(|_| panic!("{at}: a panic"));
        assert_eq!(PANICS.load(Ordering::SeqCst), 0, "{at}: a panic in a thread of the engine");
        self.look(&archive, &result, &at);
        (self.deed)(&archive).unwrap_or_else(|error| panic!("{at}: not again: {error}"));
        assert!(export(&archive).as_ref() == Some(&self.new), "{at}: not what an undisturbed run makes");
        check(&archive, &at);
        check_tables(&archive, &at);
        check_leftovers(&archive, &at);
        began
    }

    /// After a fault there is the last whole commit: nothing is lost, and nothing is half.
    fn look(&self, archive: &Archive, result: &Result<(), ArchiveError>, at: &str) {
        let left = export(archive);
        assert!(left.is_some() || self.old.is_none(), "{at}: the index is gone");
        let is_there = ids_of(left.as_ref()) == ids_of(Some(&self.new));
        assert!(result.is_err() || is_there, "{at}: done, and not there");
        if let Some(left) = &left {
            let (left, old, new) = (ids(left), ids_of(self.old.as_ref()), ids_of(Some(&self.new)));
            let is_on_the_way = left.iter().all(|id| old.contains(id) || new.contains(id))
                && old.iter().filter(|id| new.contains(id)).all(|id| left.contains(id));
            let is_missing_some = left.iter().all(|id| new.contains(id));
            let is_known = left == old
                || left == new
                || (self.is_gradual && is_on_the_way)
                || (self.is_damaged && is_missing_some);
            assert!(is_known, "{at}: neither the old nor the new articles ({result:?})");
            if !self.is_damaged {
                check(archive, at);
            }
        }
        if let Some(look) = &self.look {
            look(archive, at);
        }
    }

    /// Every fault at every so many steps, beginning with one of the first; how many faults there were.
    pub(super) fn disturb_all(&self, every: usize, first: usize) -> usize {
        let mut faults = 0;
        for (at, fault) in Fault::ALL.into_iter().enumerate() {
            let mut due = 1 + (first + at) % every;
            while let Some(began) = self.disturb(due, fault) {
                faults += 1;
                due = began + every;
            }
        }
        faults
    }
}

pub(super) fn article(number: usize, what: &str) -> String {
    let names = ["Ingrid Solheim", "Prakash Iyer", "Lin Meihua"];
    let name = names[number % names.len()];
    format!(
        "The gate numbered {number}\n\nDate: {:02}/04/2020\n\nThe gate numbered {number} was {what} by {name} on the quay.\n\n\
         Sign up here for the letter of the Harbour Redevelopment Trust, every morning.\n",
        number % 28 + 1
    )
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("read") {
        let path = entry.expect("read").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("copied");
        }
    }
}

/// All that an archive holds; none if it has no index.
pub(super) fn export(archive: &Archive) -> Option<Export> {
    let reader = match Reader::open(archive) {
        Err(ArchiveError::NotIndexed(_)) => return None,
        reader => reader.expect("it opens"),
    };
    let mut export = Vec::new();
    let result = reader.each_held::<ArchiveError>(|held| {
        export.push(match held {
            Held::File(file) => encode(&(0, file))?,
            Held::Article(article) => encode(&(1, article.id.to_string(), article))?,
        });
        Ok(())
    });
    result.expect("all can be read");
    Some(export)
}

/// The beginning of what is written of each article: its id.
fn ids(export: &Export) -> Vec<&[u8]> {
    let mut ids: Vec<&[u8]> = export.iter().filter(|held| held[0] == 2).map(|held| &held[..15]).collect();
    ids.sort_unstable();
    ids
}

fn ids_of(export: Option<&Export>) -> Vec<&[u8]> {
    export.map(ids).unwrap_or_default()
}

pub(super) fn check(archive: &Archive, at: &str) {
    let verified = archive.verify(&VerifyOptions::default(), &Unobserved).expect("it can be looked at");
    assert!(verified.findings.is_empty(), "{at}: {:?}", verified.findings);
}

/// All tables are of the last commit.
fn check_tables(archive: &Archive, at: &str) {
    let folder = archive.index();
    let generation = Some(Reader::open(archive).expect("it opens").generation());
    let tables = [
        copies::segments_of_table(&folder).expect("read").0,
        identities::segments_of_table(&folder).expect("read").0,
        boilerplate::Recurring::open_in(&folder).expect("read").generation(),
        dates::DayOrders::open_in(&folder).expect("read").generation(),
    ];
    assert_eq!(tables, [generation; 4], "{at}: tables");
}

/// Nothing is there that belongs to nothing.
pub(super) fn check_leftovers(archive: &Archive, at: &str) {
    let reader = Reader::open(archive).expect("it opens");
    let segments = reader.searcher().segment_readers().iter();
    let segments: Vec<String> = segments.map(|segment| segment.segment_id().uuid_string()).collect();
    let known_in = |folder: &Path, known: &dyn Fn(&str) -> bool| {
        for entry in fs::read_dir(folder).expect("read") {
            let name = entry.expect("read").file_name().into_string().expect("a name");
            assert!(known(&name), "{at}: {name} is left in {}", folder.display());
        }
    };
    let is_of_desk = |name: &str| ["purged.txt", "config.toml", "names.toml"].contains(&name);
    known_in(archive.home(), &|name| {
        ["index", "desk", "lock", "desk.lock", "root"].contains(&name)
            || (name.starts_with("desk.") && name != "desk.old")
    });
    known_in(&archive.desk(), &is_of_desk);
    let tables = [identities::FILE, copies::FILE, boilerplate::FILE, dates::FILE, SETTINGS];
    let others = ["meta.json", "CACHEDIR.TAG", ".tantivy-writer.lock", ".tantivy-meta.lock"];
    known_in(&archive.index(), &|name| {
        tables.contains(&name)
            || others.contains(&name)
            || segment_of(name).is_some_and(|segment| segments.iter().any(|known| known == segment))
    });
}

/// How often a thread of the engine has panicked, which the engine would tell nobody.
static PANICS: AtomicUsize = AtomicUsize::new(0);

pub(super) fn count_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let thread = thread::current();
            let name = thread.name().unwrap_or_default();
            if ["thrd-tantivy", "merge_thread", "segment_updater", "docstore"]
                .iter()
                .any(|of| name.starts_with(of))
            {
                PANICS.fetch_add(1, Ordering::SeqCst);
            }
            before(panic);
        }));
    });
}
