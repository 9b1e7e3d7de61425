//! The archive in the browser: translates requests into questions to the library, and its views into pages.
//!
//! The only room with an asynchronous runtime, and it stays at the door: one thread takes connections and reads
//! requests, and each request is then answered by plain code on a bounded pool (`work`). Nothing here knows how a
//! question is answered; pages and `/api/v1` show the same views as the command line.

mod api;
mod app;
mod asked;
mod assets;
mod guard;
mod pages;
mod params;
mod reply;
mod routes;
mod run;
mod server;
mod trouble;
mod work;

use std::net::IpAddr;

pub use self::server::{Server, Stopper};

/// How the archive is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address of this machine that is listened at.
    pub address: IpAddr,
    /// The port; [`USUAL_PORT`] or, if that is taken, any that is free, if none is given.
    pub port: Option<u16>,
    /// Whether a browser must have come by a one-time link.
    pub token: bool,
    /// Whether nothing can be changed.
    pub read_only: bool,
}

/// The port if none is asked for: the same each time, so that addresses of pages can be kept.
pub const USUAL_PORT: u16 = 6677;

/// What the terminal may want to say while the archive is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A browser has come in by the one-time link; this is the next one.
    CameIn(String),
}

/// Why the archive is not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others on the network could read everything.
    #[error("{0} can be reached from other machines, and nothing would keep anybody out")]
    Open(IpAddr),
    /// The address cannot be listened at.
    #[error("{address} cannot be listened at: {source}")]
    Bind {
        /// Address and port.
        address: std::net::SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system gave no random bytes.
    #[error("the system gives no random numbers: {0}")]
    Random(getrandom::Error),
    /// The system refused something else.
    #[error("serving ended: {0}")]
    System(#[from] std::io::Error),
}
