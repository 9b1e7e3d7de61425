//! A disk that fails, for tests: at the n-th step that something below a folder is asked for.
//!
//! The engine works in threads of its own, so a fault belongs to a folder and not to a thread. What lies on the disk if the
//! power goes off is kept beside the disk itself: what every file and folder was when it was last synced (`durable`).

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use self::durable::Durable;
pub(crate) use self::durable::Loss;
use super::disk::Step;

mod durable;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// One call fails, and the next ones do not.
    Error,
    /// From then on nothing has room on the disk.
    Full,
    /// Of some bytes half are written, and nothing has room from then on.
    Short,
    /// From then on nothing reaches the disk, and of what did something is lost.
    PowerLoss(Loss),
}

impl Fault {
    pub(crate) const ALL: [Self; 6] = [
        Self::Error,
        Self::Full,
        Self::Short,
        Self::PowerLoss(Loss::Unsynced),
        Self::PowerLoss(Loss::Bytes),
        Self::PowerLoss(Loss::Names),
    ];

    /// Whether a step can be the one that it begins with.
    fn begins_with(self, step: Step) -> bool {
        match self {
            Self::Error | Self::PowerLoss(_) => true,
            Self::Full => matches!(step, Step::Create | Step::Write),
            Self::Short => step == Step::Write,
        }
    }

    /// What a step comes to after the one that it began with.
    fn later(self, step: Step) -> io::Result<()> {
        match self {
            Self::Full | Self::Short if matches!(step, Step::Create | Step::Write) => full(),
            Self::Error | Self::Full | Self::Short => Ok(()),
            Self::PowerLoss(_) => failed(),
        }
    }
}

fn full() -> io::Result<()> {
    Err(rustix::io::Errno::NOSPC.into())
}

fn failed() -> io::Result<()> {
    Err(rustix::io::Errno::IO.into())
}

/// The disk below a folder, as long as it is held.
pub(crate) struct Disk(Arc<State>);

/// What all calls to a disk share.
struct State {
    folder: PathBuf,
    /// The step from which on a fault is due, and the fault.
    due: Option<(usize, Fault)>,
    steps: AtomicUsize,
    /// The step with which the fault began; none yet if it is 0.
    began: AtomicUsize,
    can_exchange: bool,
    free: Option<u64>,
    durable: Mutex<Durable>,
}

static DISKS: Mutex<Vec<Arc<State>>> = Mutex::new(Vec::new());

fn disks() -> MutexGuard<'static, Vec<Arc<State>>> {
    DISKS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn disk_of(path: &Path) -> Option<Arc<State>> {
    disks().iter().find(|disk| path.starts_with(&disk.folder)).cloned()
}

/// How a disk is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setup {
    /// The step from which on a fault is due, from 1, and the fault.
    pub(crate) due: Option<(usize, Fault)>,
    /// Whether folders can exchange their names.
    pub(crate) can_exchange: bool,
    /// Bytes that are free, if that is not to be asked of the system.
    pub(crate) free: Option<u64>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { due: None, can_exchange: true, free: None }
    }
}

impl Disk {
    /// The disk below a folder, all of which lies safely on it.
    pub(crate) fn new(folder: &Path, setup: Setup) -> Self {
        let durable = match setup.due {
            Some((_, Fault::PowerLoss(_))) => Durable::of(folder),
            _ => Durable::default(),
        };
        let state = Arc::new(State {
            folder: folder.to_owned(),
            due: setup.due,
            steps: AtomicUsize::new(0),
            began: AtomicUsize::new(0),
            can_exchange: setup.can_exchange,
            free: setup.free,
            durable: Mutex::new(durable),
        });
        disks().push(Arc::clone(&state));
        Self(state)
    }

    /// The step with which the fault began, if it has.
    pub(crate) fn began(&self) -> Option<usize> {
        Some(self.0.began.load(Ordering::SeqCst)).filter(|step| *step > 0)
    }

    /// Ends the fault; where the power went off, the folder is as it is found when it is on again.
    pub(crate) fn recover(self) {
        let state = Arc::clone(&self.0);
        drop(self);
        if let Some((_, Fault::PowerLoss(loss))) = state.due {
            state.durable().restore(&state.folder, loss);
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        disks().retain(|disk| !Arc::ptr_eq(disk, &self.0));
    }
}

/// What becomes of a step.
enum Fate {
    Done,
    Half,
    /// It is the one that the fault begins with.
    Begun(io::Error),
    Failed(io::Error),
}

impl State {
    fn durable(&self) -> MutexGuard<'_, Durable> {
        self.durable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fate(&self, step: Step) -> Fate {
        let now = self.steps.fetch_add(1, Ordering::SeqCst) + 1;
        let Some((due, fault)) = self.due else { return Fate::Done };
        if self.began.load(Ordering::SeqCst) > 0 {
            return fault.later(step).map_or_else(Fate::Failed, |()| Fate::Done);
        }
        if now < due || !fault.begins_with(step) {
            return Fate::Done;
        }
        self.began.store(now, Ordering::SeqCst);
        let error = match fault {
            Fault::Short => return Fate::Half,
            Fault::Full => full(),
            Fault::Error | Fault::PowerLoss(_) => failed(),
        };
        error.map_or_else(Fate::Begun, |()| Fate::Done)
    }
}

/// Before a step on something.
pub(super) fn step(step: Step, path: &Path) -> io::Result<()> {
    let Some(disk) = disk_of(path) else { return Ok(()) };
    if step == Step::Exchange && !disk.can_exchange {
        return Err(rustix::io::Errno::INVAL.into());
    }
    match disk.fate(step) {
        Fate::Done => Ok(()),
        Fate::Half => full(),
        Fate::Begun(error) => {
            if step == Step::Remove && path.is_dir() {
                remove_in_part(path);
            }
            Err(error)
        }
        Fate::Failed(error) => Err(error),
    }
}

/// Whoever fails to remove a folder may have removed some of what is in it.
fn remove_in_part(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().step_by(2) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Before bytes are written to a file: how many of them are.
pub(super) fn room(path: &Path, length: usize) -> io::Result<usize> {
    let Some(disk) = disk_of(path) else { return Ok(length) };
    match disk.fate(Step::Write) {
        Fate::Done => Ok(length),
        // One byte cannot be halved.
        Fate::Half if length < 2 => full().map(|()| 0),
        Fate::Half => Ok(length / 2),
        Fate::Begun(error) | Fate::Failed(error) => Err(error),
    }
}

/// After a file or folder was synced.
pub(super) fn synced(file: &File, path: &Path) {
    if let Some(disk) = disk_of(path) {
        disk.durable().synced(file, path);
    }
}

/// Bytes that are free, if a test says it.
pub(super) fn free(folder: &Path) -> Option<u64> {
    disk_of(folder)?.free
}
