//! Indexes that are damaged, older or newer than the program: a message that names the file and the way out.

use std::{fs, path::PathBuf};

use crate::harness::{Folder, Run, repository, text, three};

/// Commands that read different parts of an index.
const READING: [&str; 4] = ["search --count gate OR ferry", "people", "export", "person 'Walter Dunne'"];

/// The files of an index but its locks and the mark for backup programs, with their content.
fn index_files(folder: &Folder) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder.join(".morgue/index")).expect("an index").flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        !name.ends_with(".lock") && name != "CACHEDIR.TAG"
    });
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).expect("a file"))).collect()
}

/// Ways to damage a file.
fn damaged(content: &[u8]) -> Vec<Option<Vec<u8>>> {
    let flipped = |at: usize| {
        let mut bytes = content.to_vec();
        bytes[at] ^= 0x21;
        Some(bytes)
    };
    let last = content.len() - 1;
    let mut ways =
        vec![None, Some(Vec::new()), Some(content[..last].to_vec()), Some(content[..last / 2].to_vec())];
    ways.extend([0, last / 3, last / 2, last * 4 / 5, last].map(flipped));
    ways
}

/// Fails unless the run did its work or named what is damaged and what to do.
#[track_caller]
fn in_order(run: &Run, file: &str, what: &str) {
    let is_explained = || {
        let missing = file == "meta.json" && run.stderr.contains("has not been indexed");
        let named = run.stderr.contains("error: the index is damaged: ") && run.stderr.contains(file);
        missing || (named && run.stderr.contains("hint: `morgue verify --repair`"))
    };
    assert!(matches!(run.code, Some(0 | 1)) || is_explained(), "{what}\n{run}");
    assert!(!run.stderr.contains("panicked"), "{what}\n{run}");
}

#[test]
fn every_damaged_file_is_named() {
    let folder = three();
    let before = folder.done("export");
    for (path, content) in index_files(&folder) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        for (way, bytes) in damaged(&content).into_iter().enumerate() {
            match bytes {
                Some(bytes) => fs::write(&path, bytes).expect("damaged"),
                None => fs::remove_file(&path).expect("removed"),
            }
            for line in READING {
                in_order(&folder.run(line), &name, &format!("{name}, way {way}, {line}"));
            }
            fs::write(&path, &content).expect("put back");
        }
    }
    assert_eq!(folder.done("export"), before);
    let (store, content) = index_files(&folder)
        .into_iter()
        .find(|(path, _)| path.extension().is_some_and(|e| e == "store"))
        .expect("a store");
    fs::write(&store, &content[..content.len() / 2]).expect("damaged");
    assert_eq!(folder.run("index").code, Some(2), "nothing is thrown away unasked");
    folder.done("index --rebuild");
    assert_eq!(folder.done("export"), before);
}

/// Makes the index say that it has another format.
fn with_format(folder: &Folder, change: impl Fn(u64) -> u64) {
    let path = folder.join(".morgue/index/meta.json");
    let meta = fs::read_to_string(&path).expect("an account");
    let (before, rest) = meta.split_once("\\\"format\\\":").expect("a format");
    let (format, after) = rest.split_once(',').expect("more");
    let format = change(format.parse().expect("a number"));
    fs::write(path, format!("{before}\\\"format\\\":{format},{after}")).expect("written");
}

#[test]
fn an_older_index_is_made_anew_and_a_newer_one_is_left_alone() {
    let folder = three();
    let before = folder.done("export");
    with_format(&folder, |format| format - 1);
    let run = folder.run("search gate");
    assert!(
        run.code == Some(2) && run.stderr.contains("was made by an older version of the program"),
        "{run}"
    );
    assert!(run.stderr.contains("hint: type: morgue index (it makes"), "{run}");
    assert!(folder.done("index --dry-run").contains("all files would be read again"));
    let run = folder.run("index");
    assert!(run.code == Some(0) && run.stdout.starts_with("3 files: 3 read"), "{run}");
    assert!(run.stderr.contains("it is made anew from your files"), "{run}");
    assert_eq!(folder.done("export"), before);

    with_format(&folder, |format| format + 1);
    for line in ["search gate", "index", "status", "purge a.txt --yes"] {
        let run = folder.run(line);
        assert!(
            run.code == Some(2) && run.stderr.contains("was made by a newer version of the program"),
            "{run}"
        );
        assert!(run.stderr.contains("make the index anew with this one: morgue index --rebuild"), "{run}");
    }
    folder.done("index --rebuild");
    assert_eq!(folder.done("export"), before);
}

/// The archive of [`three`] with an index that an older version of the program made of it.
fn of_format_4() -> Folder {
    let folder = three();
    fs::remove_dir_all(folder.join(".morgue/index")).expect("an index");
    copy_old_index(&folder, ".morgue/index");
    folder
}

fn copy_old_index(folder: &Folder, to: &str) {
    for entry in fs::read_dir(repository().join("tests/it/fixtures/format-4")).expect("the fixture") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        folder.write(&format!("{to}/{name}"), fs::read(&path).expect("a file"));
    }
}

#[test]
fn an_index_of_format_4_is_made_anew() {
    let folder = of_format_4();
    let run = folder.run("search gate");
    assert!(run.code == Some(2) && run.stderr.contains("(format 4;"), "{run}");
    let summary = folder.json("index --format json");
    assert_eq!((summary["outdated"].as_u64(), summary["added"].as_u64()), (Some(4), Some(3)));
    assert_eq!(folder.done("export"), three().done("export"));
    assert_eq!(folder.json("index --format json")["outdated"], serde_json::Value::Null);
}

#[test]
fn a_backup_with_an_old_index_gives_the_desk_back() {
    let folder = three();
    folder.done("names rename 'Walter Dunne' 'Walter H. Dunne' --yes");
    let elsewhere = Folder::new();
    let backup = elsewhere.join("backup");
    folder.done(&format!("backup {}", backup.display()));
    fs::remove_dir_all(backup.join("index")).expect("an index");
    copy_old_index(&elsewhere, "backup/index");
    folder.done("names undo --yes");
    let run = folder.run(&format!("restore {} --replace", backup.display()));
    assert!(
        run.code == Some(0) && run.stderr.contains("`morgue index` makes it anew from your files"),
        "{run}"
    );
    folder.done("index");
    let people = folder.json("people --format json");
    assert!(
        people["names"]
            .as_array()
            .expect("names")
            .iter()
            .any(|name| text(&name["name"]) == "Walter H. Dunne")
    );
}

#[test]
fn the_engines_list_of_its_files_is_not_needed() {
    let folder = three();
    let size =
        |folder: &Folder| -> usize { index_files(folder).iter().map(|(_, content)| content.len()).sum() };
    let whole = size(&folder);
    let orphan = ".morgue/index/00112233445566778899aabbccddeeff.store";
    folder.write(orphan, vec![7; 50_000]);
    folder.write(".morgue/index/.managed.json", "no list");
    assert_eq!(folder.count("gate"), 1);
    folder.write("d.txt", "A new one\n\nIt was not there before.\n");
    folder.done("index");
    assert!(!folder.join(orphan).exists(), "a file that nobody needs stays");
    assert!(size(&folder) < 3 * whole);
}
