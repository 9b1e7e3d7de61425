//! The program as its users meet it: whole runs on the sample archive, and the house's own rules.
//!
//! One binary, a module a task. A snapshot has the exit code, standard output and standard error of a run.

mod browser;
mod browser_pages;
mod browser_tasks;
mod containers;
mod copies;
mod crash;
mod damage;
mod dates;
mod dice;
mod examples;
mod files;
mod full_disk;
mod harness;
mod hits;
mod house;
mod index;
mod keep;
mod kinds;
mod language;
mod languages;
mod lists;
mod look;
mod meaning;
mod names;
mod network;
mod profile;
mod queries;
mod quotes;
mod read;
mod reading_room;
mod readme;
mod reference;
mod safety;
mod samples;
mod search;
mod serve;
mod served;
mod trouble;
mod verify;
mod writers;

use std::{fs, path::Path};

#[test]
fn no_file_is_forgotten() {
    let declared = include_str!("main.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    for entry in fs::read_dir(folder).expect("the tests") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        if let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "main") {
            assert!(declared.contains(&format!("\nmod {module};\n")), "{name} is not part of the tests");
        }
    }
}
