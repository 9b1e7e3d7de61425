//! A run that is killed leaves an archive that opens, and that the next run completes.

use std::{
    collections::BTreeMap,
    process::Child,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{dice::Dice, harness::Folder};

/// Articles of the archive: enough for a run to be met in each of its stages.
const ARTICLES: usize = 400;

/// Articles of a long file.
const LINES: usize = 1600;

/// So many files come, go and change between two runs.
const TURNOVER: usize = 60;

/// How often a run is killed.
const DEATHS: u32 = 12;

/// A folder whose files come, go and change, always in the same way.
struct Newsroom {
    folder: Folder,
    dice: Dice,
    /// The version of each article that is there.
    there: BTreeMap<usize, usize>,
}

impl Newsroom {
    fn new(seed: u64) -> Self {
        let mut room = Self { folder: Folder::new(), dice: Dice::new(seed), there: BTreeMap::new() };
        for number in 0..ARTICLES {
            room.write(number, 0);
        }
        room
    }

    /// A folder with the same files that no run was killed in.
    fn undisturbed(&self) -> Self {
        let mut room = Self { folder: Folder::new(), dice: Dice::new(0), there: BTreeMap::new() };
        for (number, version) in &self.there {
            room.write(*number, *version);
        }
        room.folder.done("index .");
        room
    }

    fn write(&mut self, number: usize, version: usize) {
        let pick = |from: &[&'static str]| from[number % from.len()];
        let person = pick(&["Ingrid Solheim", "Prakash Iyer", "Lin Meihua", "Ruth Callan"]);
        let thing = pick(&["gate", "ferry", "bell", "field", "ledger"]);
        let body =
            format!("The {thing} numbered {number} was shown to {person} on the quay on day {version}. ");
        let text = format!(
            "The {thing} and number {number}\n\nDate: 2020-05-{:02}\n\n{}\n",
            number % 28 + 1,
            body.repeat(5)
        );
        self.folder.write(&path(number), text);
        self.there.insert(number, version);
    }

    /// Lets some files come, go and change.
    fn change(&mut self) {
        for _ in 0..TURNOVER {
            let number = self.dice.throw(ARTICLES);
            if self.there.contains_key(&number) && self.dice.throw(2) == 0 {
                self.folder.remove(&path(number));
                self.there.remove(&number);
            } else {
                let version = self.dice.throw(9);
                self.write(number, version);
            }
        }
    }

    /// What the archive has of each article, but the id: that of an article that changed in its place is the first
    /// version's, which not every archive has seen.
    fn articles(&self) -> BTreeMap<String, Value> {
        let mut articles = self.folder.articles();
        for hit in articles.values_mut() {
            hit["id"].take();
        }
        articles
    }

    /// The archive is whole, or says that there is no index yet.
    #[track_caller]
    fn is_whole(&self) {
        let run = self.folder.run("verify");
        assert!(run.code == Some(0) || run.stderr.contains("hint: type: morgue index"), "{run}");
    }
}

fn path(number: usize) -> String {
    format!("{}/{number}.txt", number % 7)
}

/// Begins a run that commits as often as it can.
fn begin(folder: &Folder, anew: bool) -> Child {
    let rebuild = if anew { " --rebuild" } else { "" };
    folder.begin(&format!("index . --commit-every 0{rebuild}"))
}

/// Kills runs, each at a moment of its own; after each the index is whole, and the run after the last one makes it what
/// an undisturbed one makes of the same files.
fn kill_at_random(seed: u64, deaths: u32) {
    let mut room = Newsroom::new(seed);
    let mut killed = 0;
    // Of five runs one comes to its end, however fast the machine is at the time.
    let mut longest = Duration::from_millis(200);
    while killed < deaths {
        let started = Instant::now();
        let mut run = begin(&room.folder, room.dice.throw(8) == 0);
        let moment = longest * (room.dice.throw(1000) as u32) / 1000;
        if wait_until(started, moment, &mut run) {
            run.kill().expect("it can be killed");
            killed += 1;
            longest = longest.mul_f32(1.05);
        } else {
            longest = longest.mul_f32(0.82);
        }
        run.wait().expect("it has ended");
        room.is_whole();
        room.change();
    }
    room.folder.done("index .");
    room.is_whole();
    assert!(room.articles() == room.undisturbed().articles(), "not the articles of an undisturbed run");
    assert!(!room.folder.join(".morgue/index.new").exists(), "an unfinished index stays behind");
}

/// Waits until a moment of the run, or its end, without giving the processor away for longer than the moment needs.
fn wait_until(started: Instant, moment: Duration, run: &mut Child) -> bool {
    while started.elapsed() < moment {
        if run.try_wait().expect("its state").is_some() {
            return false;
        }
        std::thread::yield_now();
    }
    true
}

#[test]
fn killed_runs_lose_nothing() {
    kill_at_random(1, DEATHS);
}

/// The whole proof.
#[test]
#[ignore = "takes several minutes"]
fn a_thousand_killed_runs_lose_nothing() {
    for seed in 2..6 {
        kill_at_random(seed, 250);
    }
}

#[test]
fn a_long_file_appears_part_by_part_and_is_completed() {
    let article = |number: usize| {
        let text = format!("The gate numbered {number} was shown to Ruth Callan on the quay. ").repeat(40);
        format!("{{\"headline\":\"Gate {number}\",\"body\":\"{text}\"}}\n")
    };
    let lines: String = (0..LINES).map(article).collect();
    let [undisturbed, folder] = [(); 2].map(|()| Folder::with(&[("all.jsonl", &lines)]));
    undisturbed.done("index .");

    let mut run = begin(&folder, false);
    let seen = loop {
        let seen = folder.run("search --count gate").stdout.trim().parse().unwrap_or(0);
        if seen > 0 || run.try_wait().expect("its state").is_some() {
            break seen;
        }
    };
    run.kill().expect("it can be killed");
    run.wait().expect("it has ended");
    assert!((1..LINES).contains(&seen), "{seen} articles before the end of the file");
    folder.done("index .");
    assert!(folder.articles() == undisturbed.articles(), "not the articles of an undisturbed run");
    assert!(folder.done("index .").contains("0 read, 1 unchanged"));
}
