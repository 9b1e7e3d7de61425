//! Runs a program and watches what it takes: time, anonymous memory, and the processor time of each of its threads.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How often memory and threads are looked at.
const LOOK: Duration = Duration::from_millis(10);

/// In so many parts of a second Linux counts the time of threads, on every machine that it tells.
const TICKS: f64 = 100.0;

/// What a run of a program took.
#[derive(Default)]
pub(crate) struct Run {
    pub(crate) seconds: f64,
    /// The most anonymous memory seen, in bytes; 0 where the system does not tell.
    pub(crate) anonymous: u64,
    /// Processor seconds by the beginning of a thread's name.
    pub(crate) threads: BTreeMap<String, f64>,
}

/// Runs a program to its end, without its output; an error if it fails.
pub(crate) fn run(command: &mut Command) -> io::Result<Run> {
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut watched = Watched::default();
    while child.try_wait()?.is_none() {
        watched.look(&child);
        thread::sleep(LOOK);
    }
    let seconds = started.elapsed().as_secs_f64();
    if !child.wait()?.success() {
        return Err(io::Error::other(format!("failed: {command:?}")));
    }
    Ok(Run { seconds, anonymous: watched.anonymous, threads: watched.by_name() })
}

/// How long a program takes that is over in no time; output is thrown away, and so is the exit code.
pub(crate) fn time(command: &mut Command) -> io::Result<Duration> {
    let started = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    Ok(started.elapsed())
}

/// Whether a program can be started.
pub(crate) fn is_installed(program: &str, argument: &str) -> bool {
    let tried = Command::new(program)
        .arg(argument)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    tried.is_ok()
}

#[derive(Default)]
struct Watched {
    anonymous: u64,
    /// Name and ticks of each thread so far.
    threads: HashMap<String, (String, u64)>,
}

impl Watched {
    fn look(&mut self, child: &Child) {
        let process = Path::new("/proc").join(child.id().to_string());
        let status = fs::read_to_string(process.join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        self.anonymous = self.anonymous.max(kilobytes.unwrap_or(0) * 1024);
        for task in fs::read_dir(process.join("task")).into_iter().flatten().flatten() {
            let stat = fs::read_to_string(task.path().join("stat")).unwrap_or_default();
            if let Some(seen) = name_and_ticks(&stat) {
                self.threads.insert(task.file_name().to_string_lossy().into_owned(), seen);
            }
        }
    }

    fn by_name(self) -> BTreeMap<String, f64> {
        let mut seconds = BTreeMap::new();
        for (name, ticks) in self.threads.into_values() {
            let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
            *seconds.entry(name).or_insert(0.0) += ticks as f64 / TICKS;
        }
        seconds
    }
}

/// The name of a thread and the ticks that it ran, of user and system together.
fn name_and_ticks(stat: &str) -> Option<(String, u64)> {
    let (before, after) = stat.rsplit_once(") ")?;
    let name = before.split_once('(')?.1.to_owned();
    let mut fields = after.split(' ').skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some((name, user + system))
}

/// Processor seconds of this process so far; none where the system does not tell.
pub(crate) fn own_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    name_and_ticks(&stat).map(|(_, ticks)| ticks as f64 / TICKS)
}

/// Bytes of the files below a folder.
pub(crate) fn folder_bytes(folder: &Path) -> u64 {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => bytes += folder_bytes(&entry.path()),
            Ok(metadata) => bytes += metadata.len(),
            Err(_) => {}
        }
    }
    bytes
}

/// Empties the system's cache of files; false where that is not allowed.
pub(crate) fn drop_caches() -> bool {
    let _ = Command::new("sync").status();
    fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

/// The machine's load of the last minute.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("?").to_owned()
}
