//! Runs on a disk that fails, at one step after the other: whatever fails, the archive has its last whole commit, and the
//! next run makes of it what an undisturbed one would have.

mod scene;

use std::{fs, path::Path, thread, time::Duration};

use self::scene::{Scene, article, check, check_leftovers, count_panics, export};
use super::{Options, Unobserved};
use crate::archive::{
    Archive, ArchiveError, Held, Reader, VerifyOptions,
    files::faults::{Disk, Fault, Setup},
    identities,
    record::ArticleRecord,
};

fn options() -> Options {
    Options { threads: 2, ..Options::default() }
}

fn update(archive: &Archive) -> Result<(), ArchiveError> {
    archive.update(&options(), &Unobserved).map(drop)
}

fn rebuild(archive: &Archive) -> Result<(), ArchiveError> {
    archive.update(&Options { rebuild: true, ..options() }, &Unobserved).map(drop)
}

/// A folder of articles that is indexed.
fn indexed(scene: &Scene) {
    scene.fill();
    update(&scene.archive()).expect("an index");
}

/// The same, in which something has changed since.
fn indexed_and_changed(scene: &Scene) {
    indexed(scene);
    scene.change();
}

fn first() -> Scene {
    Scene::new("first", Scene::fill, update)
}

fn changed() -> Scene {
    Scene::new("update", indexed_and_changed, update)
}

/// An update that commits after every file, if it can.
fn in_pieces() -> Scene {
    let prepare = |scene: &Scene| {
        indexed_and_changed(scene);
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
    Scene { can_exchange, ..Scene::new("rebuild", indexed_and_changed, rebuild) }
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
    Scene::new("purge", indexed, |archive| {
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
    let settings = |archive: &Archive| archive.desk().join("config.toml");
    let prepare = move |scene: &Scene| {
        indexed(scene);
        let archive = scene.archive();
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
        indexed(scene);
        fs::write(scene.archive().desk().join("config.toml"), "# the user's\n").expect("written");
    };
    Scene::new("backup", prepare, |archive| {
        let to = archive.home().with_file_name("backup");
        if !to.exists() {
            archive.back_up(&to)?;
        }
        let backup = Archive::of_home(&to)?.expect("the backup knows its archive");
        assert!(backup.is_backup(), "a backup is there and is none");
        assert!(export(&backup) == export(archive), "a backup is there and not whole");
        let settings = fs::read_to_string(backup.desk().join("config.toml"));
        assert_eq!(settings.expect("settings in a backup"), "# the user's\n");
        Ok(())
    })
}

/// A segment and a table are damaged, and repaired.
fn repaired() -> Scene {
    let prepare = |scene: &Scene| {
        indexed(scene);
        scene.change();
        let archive = scene.archive();
        update(&archive).expect("an index");
        for entry in fs::read_dir(archive.index()).expect("read") {
            let path = entry.expect("read").path();
            if path.extension().is_some_and(|extension| extension == "fieldnorm") {
                flip(&path);
                break;
            }
        }
        flip(&archive.index().join(identities::FILE));
    };
    let repair =
        |archive: &Archive| archive.repair(&VerifyOptions::default(), &options(), &Unobserved).map(drop);
    Scene { is_damaged: true, ..Scene::new("repair", prepare, repair) }
}

/// Changes a byte in the middle of a file.
fn flip(path: &Path) {
    let mut bytes = fs::read(path).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).expect("written");
}

fn scenes() -> [fn() -> Scene; 11] {
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
        repaired,
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
fn a_repair_on_a_failing_disk() {
    sample(&repaired());
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
    scene.reset();
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
        let _disk = scene.begin(Setup { free, ..Setup::default() });
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
        let archive = scene.archive();
        let disk = scene.begin(Setup { due: Some((due, Fault::Full)), ..Setup::default() });
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
