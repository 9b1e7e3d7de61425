//! Indexing the same files with everything that is installed: speed, memory, size.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use morgue::{
    archive::Archive,
    search::{Catalog, engine, resolve::Resolved},
};

use crate::{
    PROGRAM, Result,
    files::{count, sample},
    peers::{Fts5, Recoll},
    process::{Run, folder_bytes, run},
    table::{Table, median, megabytes},
};

/// Articles that Recoll gets at most.
const SAMPLE: u64 = 20_000;
/// Records in which cut paragraphs are counted.
const LOOKED_AT: usize = 2_000;

/// Where the corpus and everything made of it lies.
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    pub(crate) scratch: PathBuf,
}

impl Place {
    pub(crate) fn home(&self) -> PathBuf {
        self.scratch.join("morgue")
    }

    pub(crate) fn bare(&self) -> PathBuf {
        self.scratch.join("bare")
    }

    /// The program, asked about the corpus.
    pub(crate) fn morgue(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--index").arg(self.home()).arg("--archive").arg(&self.folder).args(arguments);
        command
    }
}

/// What came of indexing.
pub(crate) struct Indexed {
    pub(crate) articles: u64,
    /// Articles a second.
    pub(crate) morgue: f64,
    pub(crate) nameless: f64,
    pub(crate) bare: f64,
    pub(crate) recoll: Option<f64>,
    pub(crate) anonymous: u64,
    /// Bytes of the index over bytes of the text.
    pub(crate) size: f64,
    /// Milliseconds of a run with nothing changed.
    pub(crate) unchanged: f64,
    pub(crate) threads: BTreeMap<String, f64>,
    /// Shares of articles folded and paragraphs cut.
    pub(crate) folded: f64,
    pub(crate) cut: f64,
}

/// One program's runs.
#[derive(Default)]
struct Runs {
    seconds: Vec<f64>,
    /// Processor seconds of all threads.
    busy: Vec<f64>,
    anonymous: u64,
    bytes: u64,
}

impl Runs {
    fn add(&mut self, run: &Run, bytes: u64) {
        self.seconds.push(run.seconds);
        self.busy.push(run.threads.values().sum());
        self.anonymous = self.anonymous.max(run.anonymous);
        self.bytes = bytes;
    }

    fn rate(&self, articles: u64) -> f64 {
        articles as f64 / median(&self.seconds)
    }
}

/// Everybody's runs over the same files.
#[derive(Default)]
struct Measured {
    named: Runs,
    nameless: Runs,
    bare: Runs,
    rows: Runs,
    /// Processor seconds of the last run of `morgue` by thread.
    threads: BTreeMap<String, f64>,
}

/// Indexes with every program in turn, as often as is asked for.
fn alternate(place: &Place, runs: usize, fts5: Option<&Fts5>) -> Result<Measured> {
    let mut measured = Measured::default();
    for _ in 0..runs {
        clear(&place.home())?;
        let named = run(&mut place.morgue(&["index"]))?;
        measured.named.add(&named, folder_bytes(&place.home()));
        measured.threads = named.threads;
        clear(&place.bare())?;
        let bare = run(itself("bare", &place.folder, &place.bare())?.as_mut())?;
        measured.bare.add(&bare, folder_bytes(&place.bare()));
        let home = place.scratch.join("nameless");
        clear(&home)?;
        let nameless = run(itself("nameless", &place.folder, &home)?.as_mut())?;
        measured.nameless.add(&nameless, folder_bytes(&home));
        clear(&home)?;
        if let Some(fts5) = fts5 {
            measured.rows.add(&fts5.index(&place.folder)?, fs::metadata(fts5.file())?.len());
        }
    }
    Ok(measured)
}

/// The cells of a program's row.
fn cells(name: &str, runs: &Runs, (articles, bytes): (u64, u64), base: f64) -> Vec<String> {
    let rate = runs.rate(articles);
    vec![
        name.to_owned(),
        format!("{rate:.0}"),
        format!("{:.1}", rate * bytes as f64 / articles as f64 / 1e6),
        format!("{:.2}", median(&runs.busy) / articles as f64 * 1e3),
        megabytes(runs.anonymous),
        format!("{:.2}", runs.bytes as f64 / bytes as f64),
        format!("{:.2}", rate / base),
    ]
}

/// Indexes with every program, and prints the table.
pub(crate) fn compare(
    place: &Place,
    runs: usize,
    fts5: Option<&Fts5>,
    recoll: Option<&Recoll>,
) -> Result<Indexed> {
    let (articles, bytes) = count(&place.folder);
    let Measured { named, nameless, bare, rows, threads } = alternate(place, runs, fts5)?;
    let base = bare.rate(articles);
    let title = format!("Indexing {articles} articles, {}", megabytes(bytes));
    let columns = [
        "",
        "articles/s",
        "MB/s",
        "processor, ms/article",
        "anonymous memory",
        "index/text",
        "of bare tantivy",
    ];
    let mut table = Table::new(&title, &columns);
    let all = (articles, bytes);
    table.row(&cells("morgue", &named, all, base));
    table.row(&cells("morgue without names", &nameless, all, base));
    table.row(&cells("bare tantivy", &bare, all, base));
    match fts5 {
        Some(_) => table.row(&cells("SQLite FTS5, stems only", &rows, all, base)),
        None => missing("SQLite FTS5"),
    }
    let mut recoll_rate = None;
    if let Some(recoll) = recoll {
        let (runs, articles, bytes) = recoll_runs(place, recoll)?;
        table.row(&cells(&format!("Recoll, {articles} of them"), &runs, (articles, bytes), base));
        recoll_rate = Some(runs.rate(articles));
    } else {
        missing("Recoll");
    }
    table.print();
    let started = Instant::now();
    run(&mut place.morgue(&["index"]))?;
    let unchanged = started.elapsed().as_secs_f64() * 1e3;
    let (folded, cut) = left_out(place)?;
    say_left_out(folded, cut);
    println!("A run with nothing changed: {unchanged:.0} ms.");
    Ok(Indexed {
        articles,
        morgue: named.rate(articles),
        nameless: nameless.rate(articles),
        bare: base,
        recoll: recoll_rate,
        anonymous: named.anonymous,
        size: named.bytes as f64 / bytes as f64,
        unchanged,
        threads,
        folded,
        cut,
    })
}

fn say_left_out(folded: f64, cut: f64) {
    let (articles, paragraphs) = (folded * 100.0, cut * 100.0);
    println!(
        "\nFolded as copies: {articles:.2} % of the articles; cut: {paragraphs:.2} % of the paragraphs."
    );
    if folded > 0.01 || cut > 0.01 {
        println!("**More than 1 %: this run does not count.**");
    }
}

fn missing(name: &str) {
    println!("{name}: not installed, or left out");
}

/// This program once more, so that what a library does is measured as a process.
fn itself(task: &str, folder: &Path, home: &Path) -> io::Result<Box<Command>> {
    let mut command = Box::new(Command::new(std::env::current_exe()?));
    command.args(["--task", task, "--folder"]).arg(folder).arg("--scratch").arg(home);
    Ok(command)
}

fn clear(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

fn recoll_runs(place: &Place, recoll: &Recoll) -> Result<(Runs, u64, u64)> {
    let part = place.scratch.join("sample");
    sample(&place.folder, &part, SAMPLE)?;
    let (articles, bytes) = count(&part);
    let mut runs = Runs::default();
    runs.add(&recoll.index(&part)?, folder_bytes(recoll.home()));
    Ok((runs, articles, bytes))
}

/// The shares of articles that are folded as copies and of paragraphs that are cut.
fn left_out(place: &Place) -> Result<(f64, f64)> {
    let archive = Archive::new(&place.folder, Some(&place.home()))?;
    let mut catalog = Catalog::open(&archive)?;
    let folded = engine::count(catalog.reader(), &Resolved::All)? as f64;
    catalog.show_copies();
    let all = engine::all(catalog.reader(), &Resolved::All)?;
    let (mut paragraphs, mut cut) = (0, 0);
    for at in all.iter().take(LOOKED_AT) {
        let article = catalog.reader().article(*at)?.article;
        paragraphs += article.paragraphs.len();
        cut += article.paragraphs.iter().filter(|paragraph| paragraph.cut.is_some()).count();
    }
    Ok((1.0 - folded / all.len().max(1) as f64, cut as f64 / paragraphs.max(1) as f64))
}
