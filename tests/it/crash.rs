//! A run that is killed leaves an archive that opens, and that the next run completes.

use std::{
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use crate::harness::{Folder, program, words};

/// Articles of the archive: enough for a run to be met in each of its stages.
const ARTICLES: usize = 400;

/// How often a run is killed.
const DEATHS: u32 = 10;

/// A folder of generated articles.
fn generated() -> Folder {
    let folder = Folder::new();
    let (people, things) = (
        ["Ingrid Solheim", "Prakash Iyer", "Lin Meihua", "Ruth Callan"],
        ["gate", "ferry", "bell", "field", "ledger"],
    );
    for number in 0..ARTICLES {
        let (person, thing) = (people[number % people.len()], things[number % things.len()]);
        let body =
            format!("The {thing} numbered {number} was shown to {person} on the quay on Monday. ").repeat(40);
        let day = number % 28 + 1;
        folder.write(
            &format!("{}/{number}.txt", number % 7),
            format!("The {thing} and number {number}\n\nDate: 2020-05-{day:02}\n\n{body}\n"),
        );
    }
    folder
}

/// Begins a run that commits as often as it can.
fn begin(folder: &Folder, anew: bool) -> Child {
    let mut command = program(folder.path());
    let rebuild = if anew { " --rebuild" } else { "" };
    command
        .args(words(&format!("index . --commit-every 0{rebuild}")))
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command.stderr(Stdio::null()).spawn().expect("the program starts")
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
    let undisturbed = generated();
    let started = Instant::now();
    assert!(begin(&undisturbed, false).wait().expect("it ends").success());
    let whole_run = started.elapsed();
    let expected = undisturbed.articles();
    assert_eq!(expected.len(), ARTICLES);

    let folder = generated();
    let mut killed = 0;
    for death in 0..DEATHS {
        let started = Instant::now();
        // The first run fills the archive, those that begin anew have an index to replace.
        let mut run = begin(&folder, death % 2 == 1);
        // Spread over the run's length, and shifted a little, so that no two meet the same moment.
        if wait_until(started, whole_run * (2 * death + 1) / (2 * DEATHS), &mut run) {
            run.kill().expect("it can be killed");
            killed += 1;
        }
        run.wait().expect("it has ended");
        opens(&folder);
    }
    assert!(killed > 0, "every run was too quick");
    folder.done("index .");
    assert!(folder.articles() == expected, "not the articles of an undisturbed run");
    assert!(!folder.join(".morgue/index.new").exists(), "an unfinished index stays behind");
}

#[test]
fn a_long_file_appears_part_by_part_and_is_completed() {
    let article = |number: usize| {
        let text = format!("The gate numbered {number} was shown to Ruth Callan on the quay. ").repeat(40);
        format!("{{\"headline\":\"Gate {number}\",\"body\":\"{text}\"}}\n")
    };
    let lines: String = (0..4 * ARTICLES).map(article).collect();
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
    assert!((1..4 * ARTICLES).contains(&seen), "{seen} articles before the end of the file");
    folder.done("index .");
    assert!(folder.articles() == undisturbed.articles(), "not the articles of an undisturbed run");
    assert!(folder.done("index .").contains("0 read, 1 unchanged"));
}

/// The archive answers, or says that there is no index yet.
fn opens(folder: &Folder) {
    let run = folder.run("search --count number");
    let in_order = match run.code {
        Some(0 | 1) => run.stdout.trim().parse::<usize>().is_ok_and(|count| count <= ARTICLES),
        _ => run.stderr.contains("hint: type: morgue index"),
    };
    assert!(in_order, "{run}");
}
