//! `morgue completions`: what a shell needs to complete commands and flags.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::{Failure, Outcome, args::Cli, print};

/// Print the completions for a shell
#[derive(Args, Debug)]
#[command(after_help = "Example:
  morgue completions bash > ~/.local/share/bash-completion/completions/morgue")]
pub(crate) struct CompletionsArgs {
    /// Which shell
    shell: Shell,
}

pub(crate) fn run(args: &CompletionsArgs) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "morgue", &mut script);
    let mut out = print::output();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Done)
}
