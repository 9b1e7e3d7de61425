//! Archives of files inside of the folder: read in place, each member an article of its own.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

use crate::harness::{Folder, counts};

const BRIDGE: &str =
    "Mayor opens bridge\n\nThe bridge over the Sallow was opened on Monday, two years late.\n";
const BAKERY: &str = "Bakery shut\n\nThe last bakery of Mill Lane was shut on Friday for want of flour.\n";

/// A packed archive of members.
fn packed(members: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
    for (path, text) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, path, text.as_bytes()).expect("a member");
    }
    tar.into_inner().and_then(GzEncoder::finish).expect("an archive")
}

#[test]
fn members_are_articles_with_paths_of_their_own() {
    let folder = Folder::with(&[("plain.txt", "Plain story\n\nNothing is packed here.\n")]);
    folder.write("old.tgz", packed(&[("1996/bridge.txt", BRIDGE), ("1996/bakery.txt", BAKERY)]));
    assert_eq!(counts(&folder, "index .")[3], 3);
    let found = folder.json("search sallow --format json");
    let hit = &found["hits"][0];
    assert_eq!(
        (&found["total"], &hit["path"], &hit["member"]),
        (&1.into(), &"old.tgz".into(), &"1996/bridge.txt".into())
    );
    assert!(folder.done("search sallow").contains("old.tgz!/1996/bridge.txt"));
    assert!(folder.done("show old.tgz!/1996/bakery.txt").contains("want of flour"));
}

#[test]
fn an_update_replaces_just_what_changed_in_a_container() {
    let folder = Folder::new();
    folder.write("old.tgz", packed(&[("bridge.txt", BRIDGE), ("bakery.txt", BAKERY)]));
    folder.done("index .");
    let id = |query: &str| folder.json(&format!("search {query} --format json"))["hits"][0]["id"].clone();
    let bridge = id("sallow");
    assert_eq!(counts(&folder, "index .")[6], 2, "nothing has changed");
    folder.write("old.tgz", packed(&[("bridge.txt", BRIDGE)]));
    let [_, _, _, added, changed, removed, _] = counts(&folder, "index .");
    assert_eq!((added, changed, removed), (0, 0, 1));
    assert_eq!(id("sallow"), bridge);
}

#[test]
fn a_container_that_is_cut_off_is_a_problem_and_the_rest_is_read() {
    let folder = Folder::with(&[("plain.txt", BRIDGE)]);
    let whole = packed(&[("bakery.txt", BAKERY)]);
    folder.write("cut.tar.gz", &whole[..whole.len() / 2]);
    let mut zeros = GzEncoder::new(Vec::new(), Compression::best());
    zeros.write_all(&vec![b' '; 100_000_000]).expect("blanks");
    folder.write("bomb.txt.gz", zeros.finish().expect("a bomb"));
    folder.done("index .");
    assert_eq!(folder.count("sallow"), 1);
    let problems = folder.json("problems --format json");
    let kinds: Vec<_> = problems["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (&one["path"], &one["member"], &one["kind"]))
        .collect();
    assert_eq!(
        kinds,
        [
            (&"bomb.txt.gz".into(), &Value::Null, &"too-large".into()),
            (&"cut.tar.gz".into(), &"bakery.txt".into(), &"broken".into()),
            (&"cut.tar.gz".into(), &Value::Null, &"broken".into()),
        ]
    );
}

#[test]
fn a_container_that_lists_nothing_is_a_problem() {
    let folder = Folder::with(&[("plain.txt", BRIDGE)]);
    folder.write("empty.zip", [b"PK\x05\x06", &[0; 18][..]].concat());
    folder.done("index .");
    let problems = folder.json("problems --format json");
    let problem = &problems["problems"][0];
    assert_eq!((&problem["path"], &problem["kind"]), (&"empty.zip".into(), &"empty".into()), "{problems}");
}
