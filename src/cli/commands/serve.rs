//! `morgue serve`: the archive in the browser.

use std::{ffi::OsString, mem::ManuallyDrop, net::IpAddr, thread};

use clap::Args;
use morgue::web::{Event, Options, ServeError, Server};

use super::open;
use crate::cli::{
    Failure, Outcome,
    context::{Context, note},
    observer,
};

/// Show the archive in the browser, on this machine
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue serve                                 prints the address; Ctrl-C ends it
  morgue serve --open --port 8080              and starts the browser
  morgue serve --token --read-only             a one-time link lets a browser in, and nothing can be changed
  morgue serve --bind 192.0.2.7 --token        for other machines; without TLS the line can be read

By itself only this machine is answered. Nothing is loaded from elsewhere, and no query is logged.")]
pub(crate) struct ServeArgs {
    /// The port [default: 6677, or any that is free]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// The address of this machine to listen at
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Start the browser
    #[arg(long)]
    open: bool,
    /// Let a browser in only by a one-time link
    #[arg(long)]
    token: bool,
    /// Show only; corrections, marks and runs of the index are refused
    #[arg(long)]
    read_only: bool,
}

pub(crate) fn run(args: &ServeArgs, context: &Context) -> Result<Outcome, Failure> {
    // Opened once, so that what is wrong with the archive is said here and not in the browser.
    let (archive, catalog) = context.open()?;
    drop(ManuallyDrop::into_inner(catalog));
    let options =
        Options { address: args.bind, port: args.port, token: args.token, read_only: args.read_only };
    let tell = |event: Event| match event {
        Event::CameIn(link) => note(&format!("A browser came in. The link for another: {link}")),
    };
    let server = Server::bind(archive, &options, tell)?;
    let link = server.link();
    if !args.bind.is_loopback() {
        note("warning: without TLS, whoever is on the same network can read along; see docs/serve.md");
    }
    // Heard from the moment on that the address is told.
    let stopper = server.stopper();
    observer::on_interrupt(move || stopper.stop());
    note(&format!("{link} (Ctrl-C ends it)"));
    if args.open {
        let link = OsString::from(link);
        thread::spawn(move || {
            if let Err(Failure::Other(message)) = open::launch(&link) {
                note(message.to_string().trim_end());
            }
        });
    }
    server.run()?;
    Ok(Outcome::Done)
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        let failure = Self::new(&error);
        match error {
            ServeError::Open(_) => {
                failure.hint("add --token: a one-time link lets a browser in; or leave --bind away")
            }
            ServeError::Bind { .. } => failure.hint("--port N takes another port"),
            ServeError::Random(_) | ServeError::System(_) => failure,
        }
    }
}
