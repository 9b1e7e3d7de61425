//! The program: what was asked for, and how it ended.

mod cli;

use std::process::ExitCode;

use cli::{Failure, Outcome};

/// Articles are many small pieces of memory, made by one thread and freed by another: with the system's allocator a sixth
/// of an index run was spent on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        // Whoever closed the pipe has seen enough.
        Ok(Outcome::Done) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Err(Failure::Usage(error)) => error.exit(),
        Err(Failure::Other(message)) => {
            eprint!("{message}");
            ExitCode::from(2)
        }
    }
}
