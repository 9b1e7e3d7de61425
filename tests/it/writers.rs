//! Two programs that bring one archive up to date in turns or at once: nobody's articles are lost, and nothing stays behind
//! that makes the folder grow.

use std::{collections::BTreeSet, fs, path::Path, process::Child};

use crate::harness::{Folder, files_below, list, text};

/// Articles of the archive.
const ARTICLES: usize = 30;

/// How much larger the index may be than one that is made anew.
const MOST_GROWTH: f64 = 1.3;

fn article(number: usize, version: usize) -> String {
    let line = format!("Ruth Callan saw the gate numbered {number} on day {version} and wrote it down. ");
    format!("The gate and number {number}\n\nDate: 2020-05-{:02}\n\n{}\n", number % 28 + 1, line.repeat(20))
}

fn size_of(folder: &Path) -> u64 {
    files_below(folder).iter().map(|path| path.metadata().expect("a file").len()).sum()
}

/// The segments that files are there of, and those of the last commit.
fn segments(folder: &Folder) -> [BTreeSet<String>; 2] {
    let index = folder.join(".morgue/index");
    let names = fs::read_dir(&index).expect("an index").flatten();
    let there = names.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let (segment, _) = name.split_once('.')?;
        (segment.len() == 32).then(|| segment.to_owned())
    });
    let meta = fs::read_to_string(index.join("meta.json")).expect("an account");
    let meta: serde_json::Value = serde_json::from_str(&meta).expect("JSON");
    let committed = list(&meta["segments"]).iter().map(|one| text(&one["segment_id"]).replace('-', ""));
    [there.collect(), committed.collect()]
}

/// Lets two programs write, one after the other and every fourth time both at once.
fn alternate(runs: usize) {
    let folder = Folder::new();
    for number in 0..ARTICLES {
        folder.write(&format!("{number}.txt"), article(number, 0));
    }
    folder.done("index .");
    for run in 1..=runs {
        let number = run * 7 % ARTICLES;
        folder.write(&format!("{number}.txt"), article(number, run));
        let writers: Vec<Child> = (0..=usize::from(run % 4 == 0)).map(|_| folder.begin("index .")).collect();
        let codes: Vec<_> = writers.into_iter().map(|mut run| run.wait().expect("it ends").code()).collect();
        assert!(codes.contains(&Some(0)), "nobody wrote: {codes:?}");
    }
    folder.done("index .");
    let [there, committed] = segments(&folder);
    assert_eq!(there, committed, "segments stay behind");
    assert!(folder.run("verify").code == Some(0), "{}", folder.run("verify"));
    let (articles, size) = (folder.articles(), size_of(&folder.join(".morgue")));
    folder.done("index . --rebuild");
    assert_eq!(articles.len(), folder.articles().len());
    let growth = size as f64 / size_of(&folder.join(".morgue")) as f64;
    assert!(growth < MOST_GROWTH, "{growth:.2} times the size of a new index after {runs} runs");
}

#[test]
fn two_writers_in_turns_leave_nothing_behind() {
    alternate(40);
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_turns_leave_nothing_behind() {
    alternate(1000);
}
