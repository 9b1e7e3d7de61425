//! The command line: arguments become one request to the library, its answer goes to `render`.

mod args;
mod breakdown;
mod commands;
mod context;
mod failure;
mod observer;
mod print;
mod query_help;

use std::ffi::OsString;

use clap::Parser;

use self::{args::Cli, context::Context};
pub(crate) use failure::{Failure, Outcome};

/// Runs the program.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>) -> Result<Outcome, Failure> {
    let arguments = args::mark_left_out_words(arguments.collect());
    if query_help::is_wanted(&arguments) {
        return query_help::print();
    }
    let cli = Cli::try_parse_from(&arguments).map_err(|error| args::explain(error, &arguments))?;
    let context = Context::new(&cli.global);
    breakdown::guarded(&context, || cli.command.run(&context))
}
