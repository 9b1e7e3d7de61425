//! Runs on a disk that fails, at one step after the other: whatever fails, the archive has its last whole commit, and the
//! next run makes of it what an undisturbed one would have.

use std::{
    fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{
        Once,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use tempfile::TempDir;

use super::{Options, Unobserved};
use crate::archive::{
    Archive, ArchiveError, Held, Reader, VerifyOptions, boilerplate, copies, dates,
    directory::segment_of,
    files::faults::{Disk, Fault, Setup},
    identities,
    record::{ArticleRecord, encode},
};

/// What an archive holds: its files and articles, as they are written.
type Export = Vec<Vec<u8>>;

/// What is done to an archive.
type Deed = Box<dyn Fn(&Archive) -> Result<(), ArchiveError>>;

/// Looks at what is left.
type Look = Box<dyn Fn(&Archive, &str)>;

/// An archive, and what is done to it on a failing disk.
struct Scene {
    name: &'static str,
    folder: TempDir,
    deed: Deed,
    /// Whether the disk can exchange two folders.
    can_exchange: bool,
    /// What else must be so after a fault.
    look: Option<Look>,
    /// Whether there are commits on the way, with some of the articles.
    is_gradual: bool,
    /// What there is before, none if there is no index yet, and what there is after an undisturbed run.
    old: Option<Export>,
    new: Export,
}

fn options() -> Options {
    Options { threads: 2, ..Options::default() }
}

fn update(archive: &Archive) -> Result<(), ArchiveError> {
    archive.update(&options(), &Unobserved).map(drop)
}

fn rebuild(archive: &Archive) -> Result<(), ArchiveError> {
    archive.update(&Options { rebuild: true, ..options() }, &Unobserved).map(drop)
}

impl Scene {
    fn new(
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
    fn root(&self) -> PathBuf {
        self.folder.path().join("articles")
    }

    /// The disk that fails, with the index on it.
    fn disk(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    /// What the disk has on it before.
    fn before(&self) -> PathBuf {
        self.folder.path().join("before")
    }

    fn archive(&self) -> Archive {
        Archive::new(&self.root(), Some(&self.disk().join("home"))).expect("an archive")
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.root().join(name), text).expect("written");
    }

    /// A folder of articles with what makes a run do all that it can: paragraphs that recur, dates in numbers, names.
    fn fill(&self) {
        for number in 0..9 {
            self.write(&format!("{number}.txt"), &article(number, "opened"));
        }
        let line = |number: usize| {
            format!("{{\"headline\":\"Bell {number}\",\"body\":\"The bell of Ruth Callan rang.\"}}\n")
        };
        self.write("bells.jsonl", &(0..4).map(line).collect::<String>());
    }

    /// Changes, removes, adds and moves files.
    fn change(&self) {
        self.write("0.txt", &article(0, "closed for the winter"));
        self.write("new.txt", &article(20, "painted"));
        fs::remove_file(self.root().join("1.txt")).expect("removed");
        fs::rename(self.root().join("2.txt"), self.root().join("moved.txt")).expect("moved");
    }

    /// The deed on a disk with a fault, the look at what is left, and the deed once more; the step at which the fault
    /// began, if there were so many.
    fn disturb(&self, due: usize, fault: Fault) -> Option<usize> {
        fs::remove_dir_all(self.disk()).expect("removed");
        copy(&self.before(), &self.disk());
        let archive = self.archive();
        let setup = Setup { due: Some((due, fault)), can_exchange: self.can_exchange, free: None };
        let disk = Disk::new(&self.disk(), setup);
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
            let is_known = left == old || left == new || (self.is_gradual && is_on_the_way);
            assert!(is_known, "{at}: neither the old nor the new articles ({result:?})");
            check(archive, at);
        }
        if let Some(look) = &self.look {
            look(archive, at);
        }
    }

    /// Every fault at every so many steps, beginning with one of the first; how many faults there were.
    fn disturb_all(&self, every: usize, first: usize) -> usize {
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

fn article(number: usize, what: &str) -> String {
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
fn export(archive: &Archive) -> Option<Export> {
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

fn check(archive: &Archive, at: &str) {
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
fn check_leftovers(archive: &Archive, at: &str) {
    let reader = Reader::open(archive).expect("it opens");
    let segments = reader.searcher().segment_readers().iter();
    let segments: Vec<String> = segments.map(|segment| segment.segment_id().uuid_string()).collect();
    let known_in = |folder: &Path, known: &dyn Fn(&str) -> bool| {
        for entry in fs::read_dir(folder).expect("read") {
            let name = entry.expect("read").file_name().into_string().expect("a name");
            assert!(known(&name), "{at}: {name} is left in {}", folder.display());
        }
    };
    let is_of_desk = |name: &str| ["purged.txt", "settings.toml", "names.toml"].contains(&name);
    known_in(archive.home(), &|name| {
        ["index", "desk", "lock", "root"].contains(&name) || (name.starts_with("desk.") && name != "desk.old")
    });
    known_in(&archive.desk(), &is_of_desk);
    let tables = [identities::FILE, copies::FILE, boilerplate::FILE, dates::FILE];
    let others = ["meta.json", "CACHEDIR.TAG", ".tantivy-writer.lock", ".tantivy-meta.lock"];
    known_in(&archive.index(), &|name| {
        tables.contains(&name)
            || others.contains(&name)
            || segment_of(name).is_some_and(|segment| segments.iter().any(|known| known == segment))
    });
}

/// How often a thread of the engine has panicked, which the engine would tell nobody.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
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

fn first() -> Scene {
    Scene::new("first", Scene::fill, update)
}

fn changed() -> Scene {
    let prepare = |scene: &Scene| {
        scene.fill();
        update(&scene.archive()).expect("an index");
        scene.change();
    };
    Scene::new("update", prepare, update)
}

/// An update that commits after every file, if it can.
fn in_pieces() -> Scene {
    let prepare = |scene: &Scene| {
        scene.fill();
        update(&scene.archive()).expect("an index");
        scene.change();
        for number in 40..46 {
            scene.write(&format!("{number}.txt"), &article(number, "opened").repeat(200));
        }
    };
    let commit_often = |archive: &Archive| {
        let options = Options { commit_every: Duration::ZERO, threads: 1, ..options() };
        archive.update(&options, &Unobserved).map(drop)
    };
    Scene { is_gradual: true, ..Scene::new("pieces", prepare, commit_often) }
}

fn rebuilt(can_exchange: bool) -> Scene {
    let prepare = |scene: &Scene| {
        scene.fill();
        update(&scene.archive()).expect("an index");
        scene.change();
    };
    Scene { can_exchange, ..Scene::new("rebuild", prepare, rebuild) }
}

/// An update after which the engine merges.
fn merged() -> Scene {
    let prepare = |scene: &Scene| {
        scene.fill();
        for number in 30..37 {
            scene.write(&format!("{number}.txt"), &article(number, "opened"));
            update(&scene.archive()).expect("an index");
        }
        scene.change();
    };
    Scene::new("merge", prepare, update)
}

fn purged() -> Scene {
    let prepare = |scene: &Scene| {
        scene.fill();
        update(&scene.archive()).expect("an index");
    };
    Scene::new("purge", prepare, |archive| {
        archive.purge(&articles_in(archive, &["3.txt", "bells.jsonl"]), &Unobserved)?;
        update(archive)
    })
}

fn articles_in(archive: &Archive, files: &[&str]) -> Vec<ArticleRecord> {
    let reader = Reader::open(archive).expect("it opens");
    let mut articles = Vec::new();
    let result = reader.each_held::<ArchiveError>(|held| {
        if let Held::Article(article) = held
            && files.contains(&article.path.as_str())
        {
            articles.push(*article);
        }
        Ok(())
    });
    result.expect("all can be read");
    articles
}

/// An older state comes back from a backup, but for what was removed for good since.
fn restored(can_exchange: bool) -> Scene {
    let backup = |archive: &Archive| archive.root().with_file_name("backup");
    let settings = |archive: &Archive| archive.desk().join("settings.toml");
    let prepare = move |scene: &Scene| {
        scene.fill();
        let archive = scene.archive();
        update(&archive).expect("an index");
        fs::write(settings(&archive), "# of the backup\n").expect("written");
        archive.back_up(&backup(&archive)).expect("a backup");
        fs::write(settings(&archive), "# later\n").expect("written");
        scene.change();
        archive.purge(&articles_in(&archive, &["5.txt"]), &Unobserved).expect("purged");
        update(&archive).expect("an index");
    };
    let restore = move |archive: &Archive| archive.restore(&backup(archive), true).map(drop);
    let look = move |archive: &Archive, at: &str| {
        archive.clear_up().expect("put in order");
        let text = fs::read_to_string(settings(archive)).expect("settings");
        assert!(["# of the backup\n", "# later\n"].contains(&text.as_str()), "{at}: the desk: {text}");
    };
    Scene { can_exchange, look: Some(Box::new(look)), ..Scene::new("restore", prepare, restore) }
}

/// A backup on the disk that fails.
fn backed_up() -> Scene {
    let prepare = |scene: &Scene| {
        scene.fill();
        update(&scene.archive()).expect("an index");
        fs::write(scene.archive().desk().join("settings.toml"), "# the user's\n").expect("written");
    };
    Scene::new("backup", prepare, |archive| {
        let to = archive.home().with_file_name("backup");
        if !to.exists() {
            archive.back_up(&to)?;
        }
        let backup = Archive::of_home(&to)?.expect("the backup knows its archive");
        assert!(backup.is_backup(), "a backup is there and is none");
        assert!(export(&backup) == export(archive), "a backup is there and not whole");
        let settings = fs::read_to_string(backup.desk().join("settings.toml"));
        assert_eq!(settings.expect("settings in a backup"), "# the user's\n");
        Ok(())
    })
}

fn scenes() -> [fn() -> Scene; 10] {
    [
        first,
        changed,
        in_pieces,
        || rebuilt(true),
        || rebuilt(false),
        merged,
        purged,
        || restored(true),
        || restored(false),
        backed_up,
    ]
}

fn sample(scene: &Scene) {
    count_panics();
    assert!(scene.disturb_all(29, 3) > 10, "{}: hardly any faults", scene.name);
}

#[test]
fn a_first_run_on_a_failing_disk() {
    sample(&first());
}

#[test]
fn an_update_on_a_failing_disk() {
    sample(&changed());
    sample(&in_pieces());
}

#[test]
fn a_rebuild_on_a_failing_disk() {
    sample(&rebuilt(true));
    sample(&rebuilt(false));
}

#[test]
fn merging_on_a_failing_disk() {
    sample(&merged());
}

#[test]
fn purging_on_a_failing_disk() {
    sample(&purged());
}

#[test]
fn a_backup_and_its_way_back_on_a_failing_disk() {
    sample(&backed_up());
    sample(&restored(true));
    sample(&restored(false));
}

#[test]
fn a_full_disk_is_told_before_a_run_begins() {
    let scene = changed();
    let told = |free: u64, deed: fn(&Archive) -> Result<(), ArchiveError>| {
        let _disk = Disk::new(&scene.disk(), Setup { free: Some(free), ..Setup::default() });
        deed(&scene.archive()).map_err(|error| (error.is_full(), error.to_string()))
    };
    let home = scene.archive().home().display().to_string();
    let expected = format!("there is no room in {home}: 4 MB are needed, 1 MB are free");
    assert_eq!(told(1_900_000, update), Err((true, expected)));
    assert!(told(3_999_999, rebuild).is_err_and(|(is_full, _)| is_full));
    // Enough to begin, not to commit: what was given to the engine is not left there either.
    fs::remove_dir_all(scene.disk()).expect("removed");
    copy(&scene.before(), &scene.disk());
    assert!(told(4_000_100, update).is_err_and(|(is_full, _)| is_full));
    check_leftovers(&scene.archive(), "a full disk");
    assert!(export(&scene.archive()) == scene.old);
    assert_eq!(told(1_000_000_000, update), Ok(()));
    assert!(export(&scene.archive()) == Some(scene.new));
}

#[test]
fn a_merge_waits_for_room() {
    let scene = merged();
    let segments_after = |free: Option<u64>| {
        fs::remove_dir_all(scene.disk()).expect("removed");
        copy(&scene.before(), &scene.disk());
        let _disk = Disk::new(&scene.disk(), Setup { free, ..Setup::default() });
        update(&scene.archive()).expect("an update");
        check(&scene.archive(), "after a merge");
        Reader::open(&scene.archive()).expect("it opens").searcher().segment_readers().len()
    };
    assert!(segments_after(Some(4_010_000)) > segments_after(None));
}

#[test]
fn what_fails_is_told_and_not_what_follows_from_it() {
    let scene = changed();
    let mut told = 0;
    for due in (1..).step_by(3) {
        fs::remove_dir_all(scene.disk()).expect("removed");
        copy(&scene.before(), &scene.disk());
        let archive = scene.archive();
        let disk = Disk::new(&scene.disk(), Setup { due: Some((due, Fault::Full)), ..Setup::default() });
        let result = update(&archive);
        if disk.began().is_none() {
            break;
        }
        let Err(ArchiveError::Io { path, .. }) = &result else { panic!("step {due}: {result:?}") };
        assert!(path.starts_with(scene.disk()), "step {due}: {}", path.display());
        assert!(result.is_err_and(|error| error.is_full() && !error.is_damage()), "step {due}");
        told += 1;
    }
    assert!(told > 10, "only {told} faults");
}

#[test]
#[ignore = "takes minutes; cargo test --lib every_step_of_every_run -- --ignored --nocapture"]
fn every_step_of_every_run() {
    count_panics();
    let disturb = |scene: fn() -> Scene| {
        let scene = scene();
        let faults = scene.disturb_all(1, 0);
        println!("{}: {faults} faults", scene.name);
        faults
    };
    let faults: usize = thread::scope(|scope| {
        let all = scenes().map(|scene| scope.spawn(move || disturb(scene)));
        all.into_iter().map(|one| one.join().expect("no fault that does harm")).sum()
    });
    println!("{faults} faults altogether");
    assert!(faults > 1000, "{faults} faults");
}
