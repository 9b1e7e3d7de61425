//! The sessions in README.md are what the program prints.
//!
//! Every line `$ morgue …` in a block marked `console` is run, and what follows it is compared with what the program
//! prints: standard output, then standard error. One folder serves all lines of a document, so that an archive made by
//! one is there for the next; `data` in it is a copy of the sample archive. Other commands are passed over. Numbers
//! before a unit of time or size ("0.4 ms", "305.3 kB") differ from machine to machine: on both sides they are replaced
//! ([`redacted`]), and so are spaces at the ends of lines.

use std::fs;

use crate::harness::{Folder, list, redacted, repository, text, texts};

/// A line of a session, and what the document says that it prints.
#[derive(Debug, PartialEq)]
struct Step {
    line: String,
    output: String,
}

/// The steps of all sessions of a document that run the program.
fn steps(document: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let (mut in_session, mut in_step) = (false, false);
    for line in document.lines() {
        if line.starts_with("```") {
            in_session = line.trim_end() == "```console";
            in_step = false;
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| in_session) {
            in_step = command.starts_with("morgue ");
            if in_step {
                steps.push(Step { line: command.to_owned(), output: String::new() });
            }
        } else if let Some(step) = steps.last_mut().filter(|_| in_step) {
            step.output += line;
            step.output.push('\n');
        }
    }
    steps
}

/// Output as it is compared.
fn comparable(output: &str) -> String {
    let lines: Vec<String> = output.trim_end().lines().map(|line| redacted(line.trim_end())).collect();
    lines.join("\n")
}

fn check_document(name: &str) -> usize {
    let document = fs::read_to_string(repository().join(name)).expect("the document");
    let place = Folder::new();
    let sample = Folder::of_sample();
    fs::rename(sample.path(), place.join("data")).expect("the sample archive");
    let steps = steps(&document);
    for step in &steps {
        let run = place.run(step.line.trim_start_matches("morgue "));
        assert_ne!(run.code, Some(2), "{name}: {}\n{run}", step.line);
        let printed = (run.stdout + &run.stderr).replace(&format!("{}/", place.path().display()), "");
        assert_eq!(comparable(&printed), comparable(&step.output), "{name}: $ {}", step.line);
    }
    steps.len()
}

#[test]
fn the_sessions_in_the_readme_are_true() {
    assert!(check_document("README.md") > 0, "no session in README.md");
}

#[test]
fn the_table_of_formats_is_that_of_the_program() {
    let document = fs::read_to_string(repository().join("README.md")).expect("the document");
    let (_, section) = document.split_once("## Formats\n").expect("the table");
    let rows = section.lines().skip_while(|line| !line.starts_with("| ---")).skip(1);
    let documented: Vec<String> =
        rows.take_while(|line| line.starts_with('|')).map(|row| row.replace('`', "")).collect();
    let formats = Folder::new().json("formats --format json");
    let row = |format: &serde_json::Value| {
        let suffixes: Vec<String> =
            texts(&format["suffixes"]).iter().map(|suffix| format!(".{suffix}")).collect();
        format!("| {} | {} | {} |", text(&format["name"]), suffixes.join(" "), text(&format["about"]))
    };
    let registered: Vec<String> = list(&formats).iter().map(row).collect();
    assert_eq!(documented, registered);
}

#[test]
fn sessions_are_taken_apart() {
    let document =
        "```console\n$ cargo build\nno\n$ morgue status\na\n\nb 0.4 ms\n```\nno\n```\n$ morgue no\n```\n";
    let expected = Step { line: "morgue status".to_owned(), output: "a\n\nb 0.4 ms\n".to_owned() };
    assert_eq!(steps(document), [expected]);
    assert_eq!(comparable("a \n\nb 0.4 ms\n\n"), "a\n\nb [N] ms");
}
