//! What goes wrong: files that cannot be read, settings that make no sense, two writers. It is named, and all else works.

use std::fs::File;

use crate::harness::{Folder, three};

#[test]
fn a_second_writer_is_refused_and_readers_are_not() {
    let folder = three();
    let lock = File::open(folder.join(".morgue/lock")).expect("the lock");
    lock.lock().expect("the lock is free");
    insta::assert_snapshot!(folder.run("index"), @r"
        exit 2
        --- stderr
        error: another run is writing to the index in [DIR]
        hint: wait until it has ended; searches work meanwhile
    ");
    assert_eq!(folder.count("ferry"), 1);
}

#[test]
fn a_folder_that_is_none_is_explained() {
    let folder = three();
    insta::assert_snapshot!(folder.run("index nowhere"), @r"
        exit 2
        --- stderr
        error: nowhere is no folder
        hint: type: morgue index FOLDER, with the folder that holds the articles
    ");
    insta::assert_snapshot!(folder.run("index a.txt"), @r"
        exit 2
        --- stderr
        error: a.txt is no folder
        hint: type: morgue index FOLDER, with the folder that holds the articles
    ");
    let empty = Folder::new();
    insta::assert_snapshot!(empty.run("index"), @r"
        exit 2
        --- stderr
        error: no archive here: neither this folder nor one above it holds .morgue
        hint: type: morgue index FOLDER
        hint: or name an archive: --archive FOLDER, or MORGUE_ARCHIVE in the environment
    ");
    insta::assert_snapshot!(empty.run("index ."), @r"
        exit 0
        --- stdout
        0 files: 0 read, 0 unchanged, 0 moved, 0 gone
        articles: 0 added, 0 changed, 0 removed, 0 unchanged
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
    ");
}

#[test]
fn unreadable_settings_are_explained() {
    let folder = three();
    folder.write(".morgue/desk/config.toml", "[walk]\nexlude = []\n");
    insta::assert_snapshot!(folder.run("index"), @"
    exit 2
    --- stderr
    error: [DIR]/.morgue/desk/config.toml: TOML parse error at line 2, column 1
      |
    2 | exlude = []
      | ^^^^^^
    unknown field `exlude`, expected one of `include`, `exclude`, `follow`
    hint: correct that line, or remove the file to use the defaults
    ");
    folder.write(".morgue/desk/config.toml", "[walk]\nexclude = ['[z-a]']\n");
    insta::assert_snapshot!(folder.run("index"), @r"
        exit 2
        --- stderr
        error: the pattern `[z-a]` cannot be understood: invalid range; 'z' > 'a'
    ");
}

#[test]
fn a_size_that_is_too_small_is_explained() {
    insta::assert_snapshot!(three().run("index --memory 5MB"), @"
    exit 2
    --- stderr
    error: [N] MB of memory are too few; [N] MB are needed
    ");
}

/// An article, and beside it what a careless disk collects.
fn hostile() -> Folder {
    let folder = Folder::with(&[
        ("good.txt", "Harbour gate opens\n\nThe gate was opened in the rain.\n"),
        ("empty.txt", ""),
        ("picture.jpg", "no picture"),
        ("program", "no program"),
    ]);
    folder.write("binary.txt", (0..4096_u32).map(|n| (n * 7 % 256) as u8).collect::<Vec<u8>>());
    folder.write("long.txt", vec![b'x'; 60_000_000]);
    folder
}

#[test]
fn trouble_is_named_and_the_rest_is_indexed() {
    let folder = hostile();
    insta::assert_snapshot!(folder.run("index ."), @r"
        exit 0
        --- stdout
        6 files: 6 read, 0 unchanged, 0 moved, 0 gone
        articles: 2 added, 0 changed, 0 removed, 0 unchanged
        3 files could not be read well (see `morgue problems`)
        of no known kind: 1 .jpg
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
    ");
    insta::assert_snapshot!(folder.run("problems"), @r"
        exit 0
        --- stdout
        empty, 1 file: fetch them again if they should hold an article
          empty.txt: holds no text

        too-large, 1 file: if you trust the files, raise the limit in the settings
          long.txt: more than [N] MB in one text; split it, or raise text_megabytes in the settings

        not-text, 1 file: rename them, or leave them out with --exclude
          binary.txt: named like a text, but its bytes are binary
    ");
    insta::assert_snapshot!(folder.run("problems --kind empty"), @r"
        exit 0
        --- stdout
        empty, 1 file: fetch them again if they should hold an article
          empty.txt: holds no text
    ");
    insta::assert_snapshot!(folder.run("problems --paths"), @r"
        exit 0
        --- stdout
        binary.txt
        empty.txt
        long.txt
    ");
    assert_eq!(folder.done("problems --paths -0"), "binary.txt\0empty.txt\0long.txt\0");
    insta::assert_snapshot!(folder.run("problems --format csv"), @r#"
        exit 0
        --- stdout
        path,member,kind,detail
        binary.txt,,not-text,"named like a text, but its bytes are binary"
        empty.txt,,empty,holds no text
        long.txt,,too-large,"more than [N] MB in one text; split it, or raise text_megabytes in the settings"
    "#);
    insta::assert_snapshot!(folder.run("index --strict"), @r"
        exit 2
        --- stdout
        6 files: 0 read, 6 unchanged, 0 moved, 0 gone
        articles: 0 added, 0 changed, 0 removed, 2 unchanged
        3 files could not be read well (see `morgue problems`)
        of no known kind: 1 .jpg
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
        --- stderr
        error: 3 files had problems
        hint: type: morgue problems
    ");
    assert_eq!(folder.count("rain"), 1);
}

#[test]
fn a_limit_is_a_setting() {
    let folder = Folder::with(&[("a.txt", &format!("Rain\n\n{}\n", "It rained again. ".repeat(70_000)))]);
    folder.write(".morgue/desk/config.toml", "[limits]\ntext_megabytes = 1\n");
    folder.done("index .");
    let problems = folder.done("problems");
    assert!(problems.contains("  a.txt: more than 1 MB in one text;"), "{problems}");

    folder.write(".morgue/desk/config.toml", "[limits]\ntext_megabytes = 2\n");
    folder.write("b.txt", "Snow\n\nIt snowed.\n");
    assert!(
        folder.done("index").starts_with("2 files: 2 read, 0 unchanged"),
        "what a limit kept out is tried again"
    );
    assert!(folder.done("index").starts_with("2 files: 0 read, 2 unchanged"));
    assert_eq!((folder.count("rain"), folder.count("snow")), (1, 1));
    assert_eq!(folder.done("problems --format jsonl"), "");
}

#[test]
fn a_field_that_gets_a_name_is_found_in_files_that_were_read() {
    let folder =
        Folder::with(&[("a.csv", "title,kicker\nRain,By the sea\n"), ("b.txt", "Snow\n\nIt snowed.\n")]);
    folder.done("index .");
    assert_eq!(folder.count("source:sea"), 0);
    folder.write(".morgue/desk/config.toml", "[fields]\nsource = \"kicker\"\n");
    assert!(folder.done("index").starts_with("2 files: 1 read, 1 unchanged"));
    assert_eq!(folder.count("source:sea"), 1);
}

#[test]
fn a_retry_drops_what_is_gone() {
    let folder = Folder::with(&[("a.txt", ""), ("sub/b.txt", ""), ("c.txt", "Rain\n\nIt rained.\n")]);
    folder.done("index .");
    folder.remove("a.txt");
    let summary = folder.done("problems --retry");
    assert!(summary.starts_with("1 file: 1 read, 0 unchanged, 0 moved, 1 gone"), "{summary}");
    assert_eq!(folder.done("problems --paths"), "sub/b.txt\n");
    assert_eq!(folder.count("rain"), 1);
}

#[cfg(unix)]
mod unix {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::{PermissionsExt, symlink},
    };

    use crate::harness::{Folder, counts, three};

    #[test]
    fn an_unreadable_file_is_a_problem() {
        let folder = three();
        fs::set_permissions(folder.join("a.txt"), Permissions::from_mode(0o000)).expect("no permission");
        if fs::read(folder.join("a.txt")).is_ok() {
            // The superuser reads everything.
            return;
        }
        folder.done("index --rebuild");
        let problems = folder.done("problems");
        assert!(problems.contains("  a.txt: ") && problems.starts_with("unreadable"), "{problems}");
        assert_eq!((folder.count("gate"), folder.count("ferry")), (0, 1));
    }

    #[test]
    fn articles_of_a_file_stay_until_it_can_be_read_again() {
        let folder = three();
        let allow = |mode| {
            fs::set_permissions(folder.join("a.txt"), Permissions::from_mode(mode)).expect("permissions");
        };
        let before = folder.ids();
        folder.write("a.txt", "Gates\n\nBoth gates were painted.\n");
        allow(0o000);
        if fs::read(folder.join("a.txt")).is_ok() {
            // The superuser reads everything.
            return;
        }
        folder.done("index");
        assert!(folder.done("problems").contains("  a.txt: "));
        assert_eq!(folder.ids(), before);
        allow(0o644);
        assert_eq!(counts(&folder, "index")[..2], [1, 0]);
        assert_eq!((folder.count("gates"), folder.ids()), (1, before));
    }

    #[test]
    fn links_are_followed_only_when_asked_and_never_in_a_loop() {
        let folder = three();
        symlink(folder.path(), folder.join("b/loop")).expect("a link");
        symlink(folder.join("a.txt"), folder.join("b/link.txt")).expect("a link");
        assert_eq!(counts(&folder, "index"), [0, 0, 0, 0, 0, 0, 3]);
        assert_eq!(counts(&folder, "index --follow")[..5], [1, 0, 0, 1, 0]);
        insta::assert_snapshot!(folder.run("problems"), @r"
            exit 0
            --- stderr
            Every file was read.
        ");
    }

    #[test]
    fn names_and_texts_cannot_write_to_the_terminal() {
        let folder = Folder::with(&[
            (
                "one\ntwo.txt",
                "Rain on the quay\n\n2020-01-01\n\nIt rained on the quay, and then it stopped.\n",
            ),
            ("\x1b[31mred.txt", "Sun on the quay\n\n2020-01-02\n\nThe sun came out over the quay.\n"),
            (
                "codes.txt",
                "\x1b]0;owned\x07Fog \x1b[2Jon the quay\n\n2020-01-03\n\nThe \x1b[31mfog\x1b[0m came \u{9b}5m and\x08 went.\n",
            ),
        ]);
        folder.done("index .");
        let run = folder.run("search quay --sort oldest");
        assert!(!(run.stdout.clone() + &run.stderr).contains(['\x1b', '\x07', '\x08', '\u{9b}']), "{run}");
        insta::assert_snapshot!(run, @"
        exit 0
        --- stdout
         1. Rain on the quay
            2020-01-01 · tfqkknrwnenmm · one␊two.txt
            It rained on the quay, and then it stopped.

         2. Sun on the quay
            2020-01-02 · xg2ktjzab3ecc · �[31mred.txt
            The sun came out over the quay.

         3. Fog on the quay
            2020-01-03 · mmyqh70jkgp5j · codes.txt
            The fog came and went.

        3 matches, 3 shown, [N] ms
        ");
        insta::assert_snapshot!(folder.run("show codes.txt"), @r"
            exit 0
            --- stdout
            Fog on the quay
            id: mmyqh70jkgp5j
            date: 2020-01-03
            language: en
            path: codes.txt

            The fog came and went.
        ");
        assert_eq!(folder.done("search quay --paths -0").matches('\0').count(), 3);
    }
}
