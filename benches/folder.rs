//! How fast a folder is indexed and searched: `cargo bench --bench folder -- FOLDER [RUNS]`.
//!
//! Runs the program itself, whole processes, on any folder of articles; the index goes to a temporary folder. Beside each
//! search stands `grep -rlwi` over the same files, the tool that people use without an archive.

use std::{
    env,
    path::Path,
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_morgue");

/// How often each search is run.
const SEARCHES: usize = 40;

fn main() -> ExitCode {
    // Cargo adds flags of its own.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some(folder) = arguments.first() else {
        println!("name a folder of articles: cargo bench --bench folder -- FOLDER [RUNS]");
        return ExitCode::SUCCESS;
    };
    let runs = arguments.get(1).and_then(|runs| runs.parse().ok()).unwrap_or(3);
    match measure(Path::new(folder), runs) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(folder: &Path, runs: usize) -> Result<(), Box<dyn std::error::Error>> {
    let home = tempfile::tempdir()?;
    let morgue = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("--index").arg(home.path()).arg("--archive").arg(folder).args(arguments);
        command
    };
    let mut rates: Vec<f64> = Vec::new();
    for _ in 0..runs {
        let started = Instant::now();
        let output = morgue(&["index", "--rebuild", "--format", "json"]).output()?;
        let seconds = started.elapsed().as_secs_f64();
        let summary: Value = serde_json::from_slice(&output.stdout)?;
        rates.push(summary["added"].as_f64().unwrap_or_default() / seconds);
        println!("index: {:.0} articles/s, {seconds:.2} s", rates[rates.len() - 1]);
    }
    rates.sort_by(f64::total_cmp);
    println!("index, median of {runs}: {:.0} articles/s", rates[runs / 2]);
    let started = Instant::now();
    morgue(&["index"]).output()?;
    println!("index, nothing changed: {:.0} ms", started.elapsed().as_secs_f64() * 1e3);
    let person = frequent(&mut morgue(&["people", "-n", "1", "--format", "json"]))?;
    for query in [
        vec!["government"],
        vec!["government", "election"],
        vec!["--person", &person],
        vec!["--person", &person, "government"],
    ] {
        let words: Vec<&str> = [vec!["search"], query.clone()].concat();
        let ours = median(SEARCHES, || morgue(&words).stdout(Stdio::null()).status().map(drop))?;
        let word = query.last().copied().unwrap_or_default();
        let grep = median(3, || {
            Command::new("grep")
                .args(["-rlwi", "--", word])
                .arg(folder)
                .stdout(Stdio::null())
                .status()
                .map(drop)
        });
        let grep =
            grep.map_or("not installed".to_owned(), |time| format!("{:.0} ms", time.as_secs_f64() * 1e3));
        println!("search {}: {:.1} ms; grep for {word:?}: {grep}", query.join(" "), ours.as_secs_f64() * 1e3);
    }
    Ok(())
}

/// The most frequent name.
fn frequent(command: &mut Command) -> Result<String, Box<dyn std::error::Error>> {
    let people: Value = serde_json::from_slice(&command.output()?.stdout)?;
    Ok(people["names"][0]["name"].as_str().unwrap_or("Smith").to_owned())
}

fn median(times: usize, mut run: impl FnMut() -> std::io::Result<()>) -> std::io::Result<Duration> {
    let mut durations = Vec::with_capacity(times);
    for _ in 0..times {
        let started = Instant::now();
        run()?;
        durations.push(started.elapsed());
    }
    durations.sort();
    Ok(durations[times / 2])
}
