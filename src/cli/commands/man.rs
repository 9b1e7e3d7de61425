//! `morgue man`: the manual.

use std::io::Write;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::{Failure, Outcome, args::Cli, print};

/// Print the manual page, for man(1)
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue man > morgue.1
  morgue man search | man -l -
  morgue man names join | man -l -")]
pub(crate) struct ManArgs {
    /// The command that it is about, such as `names join`; the program itself if none
    #[arg(num_args = 0..)]
    command: Vec<String>,
}

pub(crate) fn run(args: &ManArgs) -> Result<Outcome, Failure> {
    let mut cli = Cli::command();
    cli.build();
    let command = args.command.iter().try_fold(cli, |command, name| subcommand(&command, name))?;
    let mut out = print::output();
    Man::new(command).render(&mut out)?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn subcommand(cli: &Command, name: &str) -> Result<Command, Failure> {
    let command = cli.find_subcommand(name).cloned().ok_or_else(|| {
        let known: Vec<&str> = cli.get_subcommands().map(Command::get_name).collect();
        Failure::new(format_args!("there is no command \"{name}\""))
            .hint(format_args!("there are: {}", known.join(", ")))
    })?;
    Ok(command)
}
