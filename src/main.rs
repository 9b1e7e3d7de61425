//! The program: what was asked for, and how it ended.

mod cli;

use std::process::ExitCode;

use cli::{Failure, Outcome};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        // Whoever read our output has seen enough.
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Usage(error)) => error.exit(),
        Err(Failure::Other(message)) => {
            eprint!("{message}");
            ExitCode::from(2)
        }
    }
}
