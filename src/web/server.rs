//! Listens, takes connections up to a bound, and ends gracefully.

use std::{
    net::{IpAddr, SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};

use super::{Event, Options, ServeError, USUAL_PORT, app::App, routes, work};
use crate::archive::Archive;

/// How many connections are open at once; others wait.
const CONNECTIONS: usize = 512;

/// How long a client may take to send the head of a request, and how long an idle connection stays open.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// Most bytes of a request's head.
const HEAD_BYTES: usize = 64 * 1024;

/// How long requests in hand may still take when the server ends.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// A server that listens already and does not answer yet.
pub struct Server {
    app: Arc<App>,
    listener: TcpListener,
    stop: watch::Sender<bool>,
}

/// Ends a server from another thread.
#[derive(Clone)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// Lets the server answer what it has in hand and end.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Server {
    /// Listens; `tell` hears of what happens.
    pub fn bind(
        archive: Archive,
        options: &Options,
        tell: impl Fn(Event) + Send + Sync + 'static,
    ) -> Result<Self, ServeError> {
        if !options.address.is_loopback() && !options.token {
            return Err(ServeError::Open(options.address));
        }
        let listener = listen(options.address, options.port)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let app = App::new(archive, options, address, Box::new(tell)).map_err(ServeError::Random)?;
        Ok(Self { app: Arc::new(app), listener, stop: watch::Sender::new(false) })
    }

    /// The address to be opened in a browser; with a token, the one-time link.
    pub fn link(&self) -> String {
        self.app.link()
    }

    /// What ends it.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.stop.clone())
    }

    /// Answers until it is stopped.
    pub fn run(self) -> Result<(), ServeError> {
        let Self { app, listener, stop } = self;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(work::THREADS)
            .build()?;
        // All names are counted before the first page asks for them; if that fails, the page says so.
        let first = Arc::clone(&app);
        runtime.spawn_blocking(move || first.opened().map(|opened| opened.completions().is_ok()));
        let ended = runtime.block_on(accept(listener, routes::router(&app), stop.subscribe()));
        app.runs.end();
        // A question that takes long is not waited for.
        runtime.shutdown_background();
        ended
    }
}

/// A port that was asked for, or the usual one, or any.
fn listen(address: IpAddr, port: Option<u16>) -> Result<TcpListener, ServeError> {
    let at = |port| {
        let address = SocketAddr::new(address, port);
        TcpListener::bind(address).map_err(|source| ServeError::Bind { address, source })
    };
    match port {
        Some(port) => at(port),
        None => at(USUAL_PORT).or_else(|_| at(0)),
    }
}

async fn accept(
    listener: TcpListener,
    router: Router,
    mut stop: watch::Receiver<bool>,
) -> Result<(), ServeError> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let taken = tokio::select! {
            taken = next(&listener, &places) => taken,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match taken {
            Some((stream, place)) => converse(stream, place, &router, &graceful),
            // Too many open files, or a client that went away: the next may do better.
            None => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    drop(listener);
    // Clients that do not come to an end are left.
    let _ = tokio::time::timeout(LAST_ANSWERS, graceful.shutdown()).await;
    Ok(())
}

async fn next(
    listener: &tokio::net::TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    let (stream, _) = listener.accept().await.ok()?;
    // An answer is written at once; it need not wait to be filled up.
    let _ = stream.set_nodelay(true);
    Some((stream, place))
}

fn converse(stream: TcpStream, place: OwnedSemaphorePermit, router: &Router, graceful: &GracefulShutdown) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // A client that goes away in the middle is no trouble of the server's.
        let _ = connection.await;
        drop(place);
    });
}
