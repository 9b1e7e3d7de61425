//! What all requests share: the archive as it is now, the secrets of this process, and the run it may have started.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError, TryLockError},
};

use data_encoding::HEXLOWER;

use super::{Event, Options, params::Params, run::Runs, trouble::Trouble, work::Work};
use crate::{
    archive::{Archive, ArchiveError, IndexStamp, boilerplate::Recurring},
    desk::names::{Corrections, DeskStamp},
    search::{Catalog, completions::Completions, once::Once},
};

/// What all requests share.
pub(super) struct App {
    /// The archive.
    pub(super) archive: Archive,
    /// Where the server listens.
    pub(super) address: SocketAddr,
    /// Whether nothing can be changed.
    pub(super) read_only: bool,
    /// Whether a browser must have come by a one-time link.
    pub(super) token: bool,
    /// What a form must carry so that it is known to come from one of the server's own pages.
    pub(super) form_secret: String,
    /// What the cookie of a browser that came by the link holds.
    pub(super) session_secret: String,
    /// The run that was started from a page.
    pub(super) runs: Runs,
    /// Bounds the requests that are answered at once.
    pub(super) work: Work,
    /// What the next one-time link holds.
    link_secret: Mutex<String>,
    /// What was opened last: with one of each copies and versions, and with all.
    opened: [Place; 2],
    tell: Box<dyn Fn(Event) + Send + Sync>,
}

/// The files of index and desk as they were when something was opened.
type Stamp = (IndexStamp, DeskStamp);

/// What was opened, with the stamp of what it was opened from.
type Slot = Option<(Stamp, Arc<Opened>)>;

/// Where what was opened is kept.
#[derive(Default)]
struct Place {
    kept: Mutex<Slot>,
    /// Held by the request that opens what is new.
    opening: Mutex<()>,
}

impl Place {
    fn kept(&self) -> Slot {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The archive as of one commit and one version of the desk.
pub(super) struct Opened {
    /// What questions are put to.
    pub(super) catalog: Catalog,
    /// Differs whenever the index, the corrections of names or the program do.
    version: String,
    /// Differs whenever the corrections do.
    pub(super) desk: String,
    /// How often paragraphs recur.
    pub(super) recurring: Recurring,
    completions: Once<Completions>,
}

impl Opened {
    /// What tells an answer of today from others: "yesterday" is another day tomorrow.
    pub(super) fn tag(&self) -> String {
        format!("{}-{}", self.version, chrono::Local::now().date_naive())
    }

    /// All names, for completions; made when they are first asked for.
    pub(super) fn completions(&self) -> Result<&Completions, ArchiveError> {
        self.completions.get(|| Completions::new(&self.catalog))
    }
}

impl App {
    pub(super) fn new(
        archive: Archive,
        options: &Options,
        address: SocketAddr,
        tell: Box<dyn Fn(Event) + Send + Sync>,
    ) -> Result<Self, getrandom::Error> {
        Ok(Self {
            archive,
            address,
            read_only: options.read_only,
            token: options.token,
            form_secret: secret()?,
            session_secret: secret()?,
            runs: Runs::default(),
            work: Work::default(),
            link_secret: Mutex::new(secret()?),
            opened: Default::default(),
            tell,
        })
    }

    /// The archive as it is now, with one of each copies and versions.
    pub(super) fn opened(&self) -> Result<Arc<Opened>, Trouble> {
        self.opened_with(false)
    }

    /// The archive as it is now, with all copies if the parameters ask for them.
    pub(super) fn opened_for(&self, params: &Params) -> Result<Arc<Opened>, Trouble> {
        self.opened_with(params.is_set("copies")?)
    }

    /// The archive as it is now: what was opened before, if nothing has changed since.
    ///
    /// Of those who ask while something has changed, the first opens it, and the others have what was opened before: a
    /// commit must not let everybody wait. A correction does: who made it must see it.
    fn opened_with(&self, copies: bool) -> Result<Arc<Opened>, Trouble> {
        let place = &self.opened[usize::from(copies)];
        let kept = place.kept();
        if let Some((then, kept)) = &kept
            && *then == self.stamp()
        {
            return Ok(Arc::clone(kept));
        }
        let _turn = match (place.opening.try_lock(), kept) {
            (Ok(turn), _) => turn,
            (Err(TryLockError::Poisoned(turn)), _) => turn.into_inner(),
            (Err(TryLockError::WouldBlock), Some(((_, desk), kept))) if desk == self.stamp().1 => {
                return Ok(kept);
            }
            (Err(TryLockError::WouldBlock), _) => {
                place.opening.lock().unwrap_or_else(PoisonError::into_inner)
            }
        };
        // Taken before the files are read: what changes meanwhile is noticed the next time.
        let stamp = self.stamp();
        if let Some((then, kept)) = place.kept()
            && then == stamp
        {
            return Ok(kept);
        }
        let new = Arc::new(self.open(&stamp, copies)?);
        *place.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((stamp, Arc::clone(&new)));
        Ok(new)
    }

    /// What tells whether index and desk are still as they were.
    fn stamp(&self) -> Stamp {
        (self.archive.stamp(), Corrections::stamp(&self.archive))
    }

    fn open(&self, stamp: &Stamp, copies: bool) -> Result<Opened, Trouble> {
        let mut catalog = Catalog::open(&self.archive)?;
        if copies {
            catalog.show_copies();
        }
        let recurring = Recurring::open(&self.archive)?;
        // What every search needs is read here, and not by each of those who come next.
        catalog.reader().folded()?;
        catalog.reader().languages()?;
        let version = version(catalog.reader().generation(), stamp);
        let desk = short_hash(&format!("{:?}", stamp.1));
        Ok(Opened { catalog, version, desk, recurring, completions: Once::default() })
    }

    /// The address of the first page; with a token, the link that lets one browser in.
    pub(super) fn link(&self) -> String {
        let start = format!("http://{}/", self.address);
        if !self.token {
            return start;
        }
        let secret = self.link_secret.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{start}enter?token={secret}")
    }

    /// Whether `token` is that of the link; if so, there is another link from now on.
    pub(super) fn takes(&self, token: &str) -> Result<bool, Trouble> {
        let next = secret().map_err(Trouble::inside)?;
        let mut secret = self.link_secret.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.token || !same(&secret, token) {
            return Ok(false);
        }
        *secret = next;
        drop(secret);
        (self.tell)(Event::CameIn(self.link()));
        Ok(true)
    }

    /// Whether everything goes over the network without encryption.
    pub(super) fn can_be_overheard(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// The name of the cookie; two servers on one machine have two.
    pub(super) fn cookie(&self) -> String {
        format!("morgue-{}", self.address.port())
    }

    /// The archive's name: that of its folder.
    pub(super) fn name(&self) -> String {
        let root = self.archive.root();
        root.file_name().unwrap_or(root.as_os_str()).to_string_lossy().into_owned()
    }
}

/// Compares two secrets in a time that says nothing of them.
pub(super) fn same(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes)?;
    Ok(HEXLOWER.encode(&bytes))
}

fn version(generation: u64, stamp: &Stamp) -> String {
    let facts = format!("{}{stamp:?}", env!("CARGO_PKG_VERSION"));
    format!("{generation}-{}", short_hash(&facts))
}

fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}
