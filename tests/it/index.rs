//! Keeping an archive: building it, bringing it up to date, and leaving files out.

use std::{
    fs::File,
    path::Path,
    time::{Duration, SystemTime},
};

use serde_json::Value;

use crate::harness::{Folder, counts, program, text, three, visible_files};

/// The time at which a file was last changed becomes another.
fn touch(path: &Path) {
    let file = File::options().append(true).open(path).expect("a file");
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("another time");
}

#[test]
fn a_folder_becomes_an_archive() {
    let folder = Folder::of_sample();
    insta::assert_snapshot!(folder.run("index ."), @r"
        exit 0
        --- stdout
        68 files: 68 read, 0 unchanged, 0 moved, 0 gone
        articles: 68 added, 0 changed, 0 removed, 0 unchanged
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
    ");
    insta::assert_snapshot!(folder.run("index ."), @r"
        exit 0
        --- stdout
        68 files: 0 read, 68 unchanged, 0 moved, 0 gone
        articles: 0 added, 0 changed, 0 removed, 68 unchanged
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
    ");
    assert!(folder.join(".morgue/index/CACHEDIR.TAG").is_file());
    assert!(folder.join(".morgue/desk").is_dir());
}

#[test]
fn the_summary_is_for_programs_too() {
    let folder = Folder::of_sample();
    let mut summary = folder.json("index . --format json");
    let bytes = summary["index_bytes"].take().as_u64().expect("a size");
    assert!(bytes > 100_000, "{bytes}");
    insta::assert_snapshot!(summary, @r#"{"added":68,"bytes_read":117446,"cancelled":false,"changed":0,"dry_run":false,"files":68,"files_gone":0,"files_left":0,"files_moved":0,"files_read":68,"index_bytes":null,"kept_away":0,"languages":{"en":68},"named_again":0,"outdated":null,"problems":0,"removed":0,"schema":1,"skipped":{},"unchanged":0,"without_names":{}}"#);
}

#[test]
fn a_second_run_reads_nothing() {
    assert_eq!(counts(&three(), "index"), [0, 0, 0, 0, 0, 0, 3]);
}

#[test]
fn what_was_changed_is_read_again() {
    let folder = three();
    let before = folder.ids();
    folder.write("a.txt", "Harbour gate closes\n\nThe gate was closed by a walrus.\n");
    assert_eq!(counts(&folder, "index"), [1, 0, 0, 0, 1, 0, 2]);
    assert_eq!((folder.count("walrus"), folder.count("Monday")), (1, 0));
    assert_eq!(folder.ids(), before);
}

#[test]
fn what_was_only_touched_is_the_same_article() {
    let folder = three();
    touch(&folder.join("a.txt"));
    assert_eq!(counts(&folder, "index"), [1, 0, 0, 0, 0, 0, 3]);
    assert_eq!(counts(&folder, "index"), [0, 0, 0, 0, 0, 0, 3]);
}

#[test]
fn a_row_with_another_headline_is_another_article() {
    let table = |title: &str, text: &str| format!("title,text\n{title},{text}\n");
    let folder =
        Folder::with(&[("feed.csv", table("The mayor resigns", "John Smith left office.").as_str())]);
    let id = |folder: &Folder| {
        folder.done("index .");
        text(&folder.json_lines("search --format jsonl \"John Smith\"")[0]["id"]).to_owned()
    };
    let first = id(&folder);
    folder.write("feed.csv", table("The mayor resigns", "John Smith left office on Monday."));
    assert_eq!(id(&folder), first, "a change of its text");
    folder.write("feed.csv", table("A baker is robbed", "John Smith lost his purse."));
    assert_ne!(id(&folder), first, "another story in the same row");
}

#[test]
fn what_is_gone_is_not_found() {
    let folder = three();
    folder.remove("b/b.txt");
    assert_eq!(counts(&folder, "index"), [0, 0, 1, 0, 0, 1, 2]);
    assert_eq!(folder.count("ferry"), 0);
}

#[test]
fn what_moved_keeps_its_id() {
    let folder = three();
    let id = folder.ids()["b/b.txt"].clone();
    folder.rename("b/b.txt", "old/ferry.txt");
    assert_eq!(counts(&folder, "index"), [1, 1, 0, 0, 0, 0, 3]);
    assert_eq!(folder.ids()["old/ferry.txt"], id);
}

#[test]
fn a_copy_is_an_article_of_its_own() {
    let folder = three();
    let before = folder.ids();
    std::fs::copy(folder.join("a.txt"), folder.join("copy.txt")).expect("a copy");
    assert_eq!(counts(&folder, "index"), [1, 0, 0, 1, 0, 0, 3]);
    let after = folder.ids();
    assert_eq!(after["a.txt"], before["a.txt"]);
    assert_ne!(after["copy.txt"], after["a.txt"]);
    assert_eq!((folder.count("Solheim"), folder.count("--copies Solheim")), (1, 2));
}

#[test]
fn an_ignored_file_is_left_out() {
    let folder = three();
    folder.write(".morgueignore", "b/*.txt\n");
    assert_eq!(counts(&folder, "index"), [0, 0, 1, 0, 0, 1, 2]);
    insta::assert_snapshot!(folder.run("why b/b.txt"), @r#"
        exit 0
        --- stdout
        b/b.txt
          not walked: the pattern "b/*.txt" (.morgueignore:1) leaves it out
          not in the index
    "#);
}

#[test]
fn leaving_out_for_one_run_removes_nothing() {
    let folder = three();
    folder.write("b/b.txt", "Ferry early\n\nNobody believed it, least of all the captain.\n");
    assert_eq!(counts(&folder, "index --exclude b/"), [0, 0, 0, 0, 0, 0, 3]);
    assert_eq!(counts(&folder, "index --include '*.md'"), [0, 0, 0, 0, 0, 0, 3]);
    assert_eq!(folder.count("captain"), 0);
    assert_eq!(counts(&folder, "index"), [1, 0, 0, 0, 1, 0, 2]);
}

#[test]
fn leaving_out_for_good_is_a_setting() {
    let folder = three();
    assert_eq!(counts(&folder, "index --exclude b/ --save"), [0, 0, 2, 0, 0, 2, 1]);
    assert_eq!(counts(&folder, "index"), [0, 0, 0, 0, 0, 0, 1]);
    let settings = std::fs::read_to_string(folder.join(".morgue/desk/config.toml")).expect("the settings");
    insta::assert_snapshot!(settings, @r#"
        [walk]
        include = []
        exclude = ["b/"]
    "#);
    insta::assert_snapshot!(folder.run("why b/c.md"), @r#"
        exit 0
        --- stdout
        b/c.md
          not walked: the pattern "b/" (exclude) leaves it out
          not in the index
    "#);
}

#[test]
fn a_rehearsal_writes_nothing() {
    let folder = three();
    folder.write("d.txt", "Fresh ice\n\nThere was ice on the quay.\n");
    folder.remove("a.txt");
    insta::assert_snapshot!(folder.run("index --dry-run"), @r"
        exit 0
        --- stdout
        3 files: 1 to be read, 2 unchanged, 0 moved, 1 gone
        Nothing was written; 1 article would be removed.
    ");
    assert_eq!((folder.count("ice"), folder.count("Monday")), (0, 1));
    let other = Folder::with(&[("a.txt", "A\n\nB c d.\n")]);
    insta::assert_snapshot!(other.run("index . --dry-run"), @r"
        exit 0
        --- stdout
        1 file: 1 to be read, 0 unchanged, 0 moved, 0 gone
        Nothing was written; 0 articles would be removed.
    ");
    assert!(!other.join(".morgue").exists());
}

#[test]
fn starting_over_changes_no_answer() {
    let folder = three();
    let before = folder.articles();
    assert_eq!(counts(&folder, "index --rebuild"), [3, 0, 0, 3, 0, 0, 0]);
    assert_eq!(folder.articles(), before);
}

#[test]
fn a_part_of_an_archive_is_updated_alone() {
    let folder = three();
    folder.write("d.txt", "Fresh ice\n\nThere was ice on the quay.\n");
    folder.write("b/d.txt", "Fresh fish\n\nThere was fish on the quay.\n");
    insta::assert_snapshot!(folder.run("index b"), @r"
        exit 0
        --- stdout
        3 files: 1 read, 2 unchanged, 0 moved, 0 gone
        articles: 1 added, 0 changed, 0 removed, 3 unchanged
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
        --- stderr
        b lies in the archive [DIR]: updating that part of it
    ");
    assert_eq!((folder.count("ice"), folder.count("fish")), (0, 1));
}

#[test]
fn an_index_that_is_made_anew_has_all_that_was_in_it() {
    let folder = three();
    folder.done("index b --rebuild");
    assert_eq!((folder.count("gate"), folder.count("ferry")), (1, 1));
    folder.done("index --rebuild --exclude b");
    assert_eq!((folder.count("gate"), folder.count("ferry")), (1, 1));
}

#[test]
fn an_archive_whose_disk_is_missing_loses_nothing() {
    let folder = Folder::with(&[("texts/a.txt", "The gate\n\nThe gate was painted.\n")]);
    folder.done("index texts --index kept");
    folder.rename("texts", "elsewhere");
    insta::assert_snapshot!(folder.run("index --index kept"), @r"
    exit 2
    --- stderr
    error: [DIR]/texts is not there
    hint: connect its disk; if it has moved, name the new place: --archive FOLDER --index DIR
    ");
    std::fs::create_dir(folder.join("texts")).expect("a folder");
    insta::assert_snapshot!(folder.run("index --index kept"), @r"
    exit 2
    --- stderr
    error: [DIR]/texts is empty, and all that is in the index would be taken out
    hint: connect its disk; if the folder is meant to be empty: morgue index --rebuild
    ");
    assert_eq!(folder.done("search --count gate --index kept").trim(), "1");
    folder.done("index --rebuild --index kept");
    assert_eq!(folder.run("search --count gate --index kept").code, Some(1));
}

#[test]
fn a_folder_for_the_index_belongs_to_nobody_else() {
    let folder = Folder::with(&[
        ("one/a.txt", "The gate\n\nThe gate was painted.\n"),
        ("two/b.txt", "The ferry\n\nThe ferry sank.\n"),
        ("site/index/home.html", "mine"),
        ("site/root", "mine, too"),
    ]);
    insta::assert_snapshot!(folder.run("index one --index site"), @r"
    exit 2
    --- stderr
    error: [DIR]/site holds other files; nothing was written
    hint: name an empty folder, or one that is not there yet: --index DIR
    ");
    assert!(folder.join("site/index/home.html").is_file() && folder.join("site/root").is_file());
    folder.done("index one --index kept");
    insta::assert_snapshot!(folder.run("index two --index kept"), @r"
    exit 2
    --- stderr
    error: the index in [DIR]/kept is that of [DIR]/one
    hint: name another folder for the index of this one: --index DIR
    ");
    folder.rename("one", "three");
    folder.done("index three --index kept");
    assert_eq!(folder.done("search --count gate --index kept").trim(), "1");
}

#[test]
fn ids_outlive_an_index_that_is_made_anew() {
    let folder = three();
    folder.write("list.csv", "title,text,url\nRain,It rained.,https://example.org/rain\nSnow,It snowed.,https://example.org/snow\n");
    folder.done("index");
    folder.write("a.txt", "Gates\n\nBoth gates were painted.\n");
    folder.rename("b", "c");
    folder.done("index");
    let before = folder.ids();
    folder.done("index --rebuild");
    assert_eq!(folder.ids(), before);
    // Records move up: those that stay are who they were.
    let snow = folder.json("search --format json snowed")["hits"][0]["id"].clone();
    folder.write("list.csv", "title,text,url\nSnow,It snowed and snowed.,https://example.org/snow\n");
    folder.done("index");
    assert_eq!(folder.json("search --format json snowed")["hits"][0]["id"], snow);
}

#[test]
fn an_index_inside_of_the_folder_is_none_of_its_files() {
    let folder = Folder::with(&[("a.txt", "The gate\n\nThe gate was painted.\n")]);
    folder.done("index --index kept .");
    assert!(folder.done("index --index kept").starts_with("1 file: 0 read, 1 unchanged"));
}

#[test]
fn a_part_of_an_archive_can_be_an_archive() {
    let folder = three();
    insta::assert_snapshot!(folder.run("index b --new"), @r"
        exit 0
        --- stdout
        2 files: 2 read, 0 unchanged, 0 moved, 0 gone
        articles: 2 added, 0 changed, 0 removed, 0 unchanged
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
    ");
    assert!(folder.join("b/.morgue/index").is_dir());
    assert_eq!(folder.ids().len(), 3);
    assert_eq!(folder.run_in("b", "search --count Dunne").stdout, "2\n");
}

#[test]
fn the_index_can_lie_elsewhere() {
    let folder = Folder::with(&[("news/a.txt", "Harbour gate opens\n\nThe gate was opened in the rain.\n")]);
    insta::assert_snapshot!(folder.run("index news --index kept"), @r"
        exit 0
        --- stdout
        1 file: 1 read, 0 unchanged, 0 moved, 0 gone
        articles: 1 added, 0 changed, 0 removed, 0 unchanged
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
    ");
    assert!(!folder.join("news/.morgue").exists());
    assert!(folder.join("kept/desk").is_dir());
    assert_eq!(folder.count("--index kept rain"), 1);
    // Whoever names the index means its archive.
    assert_eq!(folder.count("--archive kept rain"), 1);
    let mut command = program(folder.path());
    command.args(["search", "--count", "rain"]).env("MORGUE_INDEX", folder.join("kept"));
    assert_eq!(folder.finish(command, b"").stdout, "1\n");
}

#[test]
fn the_folder_of_the_index_means_its_archive() {
    let folder = three();
    let before = folder.ids();
    folder.done("index .morgue");
    folder.done("--archive .morgue status");
    assert_eq!(folder.ids(), before);
    assert!(!folder.join(".morgue/.morgue").exists());
}

#[test]
fn the_desk_outlives_the_index() {
    let folder = three();
    folder.write(".morgue/desk/config.toml", "# mine\n[walk]\nexclude = ['b/b.txt']\n");
    folder.done("index --rebuild");
    let settings = std::fs::read_to_string(folder.join(".morgue/desk/config.toml")).expect("the settings");
    assert!(settings.starts_with("# mine\n"), "{settings}");
    assert_eq!(folder.ids().len(), 2);
}

#[test]
fn the_files_of_the_user_stay_as_they_are() {
    let folder = Folder::of_sample();
    let look = || -> Vec<(String, SystemTime, Value)> {
        let files = visible_files(folder.path()).into_iter();
        files
            .map(|path| {
                let modified = path.metadata().and_then(|data| data.modified()).expect("a time");
                let bytes = std::fs::read(&path).expect("bytes");
                (path.display().to_string(), modified, bytes.len().into())
            })
            .collect()
    };
    let before = look();
    folder.done("index .");
    folder.done("search ferry");
    assert_eq!(look(), before);
}
