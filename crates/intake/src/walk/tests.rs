use std::fs;

use super::*;

/// Makes a folder of the named files; a name that holds ": " has its content after it.
fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let (name, content) = file.split_once(": ").unwrap_or((file, "text"));
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, content).expect("a file");
    }
    folder
}

fn names(root: &Path, start: &Path, rules: &Rules) -> Vec<String> {
    let name = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    walk(root, start, rules)
        .map(|entry| match entry {
            Entry::File(file) => name(&file.path),
            Entry::Unreadable { path, .. } => format!("unreadable {}", name(&path)),
        })
        .collect()
}

fn check(files: &[&str], rules: &Rules, expected: &[&str]) {
    let folder = folder(files);
    let root = folder.path();
    assert_eq!(names(root, root, rules), expected);
    for file in files {
        let name = file.split_once(": ").map_or(*file, |(name, _)| name);
        let left_out = explain(root, &root.join(name), rules);
        assert_eq!(left_out.is_none(), expected.contains(&name), "{name}: {left_out:?}");
    }
}

#[test]
fn files_come_in_order_without_hidden_ones() {
    check(
        &["b.txt", "a/z.txt", "a.txt", ".hidden", ".git/config", ".morgue/index/x", "a/.b/c.txt"],
        &Rules::default(),
        &["a/z.txt", "a.txt", "b.txt"],
    );
}

#[test]
fn ignore_files_hold_from_their_folder_down() {
    check(
        &[
            ".morgueignore: # drafts are not published\n*.draft\n/old\n",
            "story.draft",
            "story.txt",
            "old/story.txt",
            "2019/.morgueignore: !kept.draft\nnotes/\n",
            "2019/kept.draft",
            "2019/lost.draft",
            "2019/old/story.txt",
            "2019/notes/a.txt",
            "2020/kept.draft",
            "2020/notes/a.txt",
        ],
        &Rules::default(),
        &["2019/kept.draft", "2019/old/story.txt", "2020/notes/a.txt", "story.txt"],
    );
}

#[test]
fn settings_include_and_exclude() {
    let rules = Rules {
        include: vec!["*.txt".into(), "/2020/".into()],
        exclude: vec!["drafts/".into()],
        follow: false,
    };
    check(
        &["a.txt", "a.md", "drafts/b.txt", "x/drafts/b.txt", "2020/a.md", "x/2020/a.md"],
        &rules,
        &["2020/a.md", "a.txt"],
    );
}

#[test]
fn a_part_is_walked_by_the_rules_of_the_whole() {
    let folder = folder(&[
        ".morgueignore: *.bak\nsecret/\n",
        "a/x.txt",
        "a/x.bak",
        "a/b/y.txt",
        "secret/z.txt",
        "c.txt",
    ]);
    let root = folder.path();
    let part = |start: &str| names(root, &root.join(start), &Rules::default());
    assert_eq!(part("a"), ["a/b/y.txt", "a/x.txt"]);
    assert_eq!(part("a/x.txt"), ["a/x.txt"]);
    assert_eq!(part("a/x.bak"), [""; 0]);
    assert_eq!(part("secret"), [""; 0]);
    assert_eq!(part("gone"), ["unreadable gone"]);
}

#[test]
fn says_which_rule_leaves_a_path_out() {
    let folder = folder(&[".morgueignore: # head\n\n*.bak\n", "a/.morgueignore: tmp\n", "a/tmp/x.txt"]);
    let root = folder.path();
    let why = |path: &str, rules: &Rules| explain(root, &root.join(path), rules);
    let pattern = |pattern: &str, origin: &str| {
        Some(LeftOut::Pattern { pattern: pattern.into(), origin: origin.into() })
    };
    let rules = Rules { include: vec!["*.txt".into()], exclude: vec!["x*".into()], follow: false };
    assert_eq!(why("a/b.bak", &rules), pattern("*.bak", ".morgueignore:3"));
    assert_eq!(why("a/tmp/y.txt", &rules), pattern("tmp", "a/.morgueignore:1"));
    assert_eq!(why("xyz", &rules), pattern("x*", "exclude"));
    assert_eq!(why("b.md", &rules), Some(LeftOut::NotIncluded));
    assert_eq!(why("a/.b/c.txt", &rules), Some(LeftOut::Hidden { name: ".b".into() }));
    assert_eq!(why("a/b.txt", &rules), None);
}

#[test]
fn bad_patterns_are_named_and_passed_over() {
    let rules = Rules { exclude: vec!["*.bak".into(), "[z-a]".into()], ..Rules::default() };
    assert_eq!(rules.check().expect_err("a bad pattern").pattern, "[z-a]");
    check(&["a.txt", "x.bak"], &rules, &["a.txt"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::{ffi::OsStrExt, fs::symlink};

    use super::*;

    #[test]
    fn links_are_followed_only_when_asked_and_never_in_a_loop() {
        let folder = folder(&["a/x.txt", "y.txt"]);
        let root = folder.path();
        symlink(root, root.join("a/loop")).expect("a link");
        symlink(root.join("y.txt"), root.join("a/y.txt")).expect("a link");
        assert_eq!(names(root, root, &Rules::default()), ["a/x.txt", "y.txt"]);
        let follow = Rules { follow: true, ..Rules::default() };
        assert_eq!(names(root, root, &follow), ["a/x.txt", "a/y.txt", "y.txt"]);
        assert_eq!(explain(root, &root.join("a/y.txt"), &Rules::default()), Some(LeftOut::Link));
        assert_eq!(explain(root, &root.join("a/y.txt"), &follow), None);
    }

    #[test]
    fn odd_names_are_files_like_others() {
        let folder = folder(&["a\nb.txt"]);
        let root = folder.path();
        fs::write(root.join(std::ffi::OsStr::from_bytes(b"bad\xff.txt")), "text").expect("a file");
        assert_eq!(walk(root, root, &Rules::default()).filter(|e| matches!(e, Entry::File(_))).count(), 2);
    }

    #[test]
    fn pipes_are_left_out() {
        let folder = folder(&["a.txt"]);
        let root = folder.path();
        let socket = std::os::unix::net::UnixListener::bind(root.join("b.txt")).expect("a socket");
        assert_eq!(names(root, root, &Rules::default()), ["a.txt"]);
        assert_eq!(explain(root, &root.join("b.txt"), &Rules::default()), Some(LeftOut::Special));
        drop(socket);
    }
}

#[test]
fn parts_of_saved_pages_and_of_mailboxes_are_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for path in [
        "page.html",
        "page_files/frame.html",
        "other_files/a.html",
        "mail/cur/1",
        "mail/new/2",
        "mail/tmp/3",
        "mail/dovecot-uidlist",
        "mail/.Press/cur/4",
        "mail/.Press/new/5",
        "mail/.x/6",
        "dovecot.txt",
    ] {
        fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("a folder");
        fs::write(root.join(path), "x").expect("a file");
    }
    let files = walk(root, root, &Rules::default()).filter_map(|entry| match entry {
        Entry::File(file) => {
            Some(file.path.strip_prefix(root).expect("below").to_string_lossy().into_owned())
        }
        Entry::Unreadable { .. } => None,
    });
    assert_eq!(
        files.collect::<Vec<_>>(),
        [
            "dovecot.txt",
            "mail/.Press/cur/4",
            "mail/.Press/new/5",
            "mail/cur/1",
            "mail/new/2",
            "other_files/a.html",
            "page.html"
        ]
    );
    let why = explain(root, &root.join("page_files/frame.html"), &Rules::default());
    assert_eq!(why, Some(LeftOut::PartOfPage { page: "page.html".into() }));
}
