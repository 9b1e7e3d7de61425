//! What it costs to start: the least that a command takes, in time and memory.

use std::{fs, process::Command};

use tempfile::NamedTempFile;

use crate::{
    PROGRAM, Result,
    indexing::Place,
    process::{is_installed, time},
    table::{Table, megabytes, times},
};

/// How often each command is started.
const STARTS: usize = 30;

/// Starts the cheapest commands and prints the table.
pub(crate) fn measure(place: &Place) -> Result<()> {
    let mut table = Table::new("Starting", &["", "ms, median / 99th percentile", "resident memory"]);
    for arguments in
        [&["--version"][..], &["status"], &["search", "harbour"], &["search", "--count", "harbour"]]
    {
        let mut taken = Vec::new();
        for _ in 0..STARTS {
            taken.push(time(&mut place.morgue(arguments))?.as_secs_f64() * 1e3);
        }
        let memory = resident(place, arguments)?;
        let memory = memory.map_or("GNU time is not installed".to_owned(), megabytes);
        table.row(&[format!("`morgue {}`", arguments.join(" ")), times(&taken), memory]);
    }
    table.print();
    println!("\nThe program has {}.", megabytes(fs::metadata(PROGRAM)?.len()));
    Ok(())
}

/// The most memory that a command has in use, mapped pages of the index included.
fn resident(place: &Place, arguments: &[&str]) -> Result<Option<u64>> {
    let gnu_time = "/usr/bin/time";
    if !is_installed(gnu_time, "--version") {
        return Ok(None);
    }
    let told = NamedTempFile::new()?;
    let asked = place.morgue(arguments);
    let mut command = Command::new(gnu_time);
    command.args(["-f", "%M", "-o"]).arg(told.path()).arg(asked.get_program()).args(asked.get_args());
    time(&mut command)?;
    let text = fs::read_to_string(told.path())?;
    Ok(text.lines().last().and_then(|line| line.trim().parse::<u64>().ok()).map(|kilobytes| kilobytes * 1024))
}
