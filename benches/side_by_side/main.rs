//! Everything that is promised of speed, measured beside its peers in one run: `cargo bench --bench side_by_side`.
//!
//! It writes a corpus with its own generator, or takes any folder of plain texts, and prints tables in Markdown.
//! `docs/benchmarks.md` has its results, and what each table means.

mod asks;
mod bare;
mod cast;
mod corpus;
mod files;
mod indexing;
mod naming;
mod peers;
mod process;
mod searching;
mod stages;
mod start;
mod table;
mod verdict;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, ValueEnum};
use morgue::archive::{
    Archive,
    update::{Options, Unobserved},
};

use crate::{
    indexing::Place,
    naming::Naming,
    peers::{Fts5, Recoll, Ripgrep},
    searching::Peers,
    verdict::Figures,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_morgue");

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Bytes of disk that an article takes while everything is indexed: its file, and every index of it.
const DISK_EACH: u64 = 30_000;

/// Indexing and searching beside other programs
#[derive(Parser)]
struct Arguments {
    /// Articles of the corpora that are written, one after the other
    #[arg(long, value_delimiter = ',', default_value = "10000")]
    sizes: Vec<u64>,
    /// A folder of plain texts instead
    #[arg(long)]
    folder: Option<PathBuf>,
    /// How often everything is indexed; medians are printed
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// What is measured; all but names needs an index, which is measured, too
    #[arg(long, value_delimiter = ',', default_value = "index,names,search,start,stages")]
    parts: Vec<Part>,
    /// Peers that are left out
    #[arg(long, value_delimiter = ',')]
    without: Vec<PeerName>,
    /// Empty the system's cache of files before some searches, as only root can
    #[arg(long)]
    cold: bool,
    /// Where everything is written and removed again
    #[arg(long, default_value = "target/side-by-side")]
    scratch: PathBuf,
    /// Articles in which names are found, by spaCy too, which takes minutes for them
    #[arg(long, default_value_t = 2000)]
    named: usize,
    /// The Python that has spaCy
    #[arg(long, default_value = "python3")]
    spacy_python: String,
    /// The medium English pipeline, by name or folder
    #[arg(long, default_value = "en_core_web_md")]
    spacy_model: String,
    /// What this program does as a child of itself
    #[arg(long, hide = true)]
    task: Option<Task>,
    /// Added by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Index,
    Names,
    Search,
    Start,
    Stages,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PeerName {
    Fts5,
    Recoll,
    Ripgrep,
    Spacy,
}

#[derive(Clone, Copy, ValueEnum)]
enum Task {
    Bare,
    Nameless,
}

/// The program's own: what runs in this process is to have what runs in the other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    if let (Some(task), Some(folder)) = (arguments.task, &arguments.folder) {
        return be_child(task, folder, &arguments.scratch);
    }
    let scratch = std::path::absolute(&arguments.scratch)?;
    fs::create_dir_all(&scratch)?;
    machine();
    let mut figures = Vec::new();
    let mut naming = None;
    match &arguments.folder {
        Some(folder) => {
            let folder = folder.canonicalize()?;
            naming = names(arguments, &folder)?;
            figures.extend(measure(arguments, folder, &scratch)?);
        }
        None => {
            for size in &arguments.sizes {
                println!("\n## {size} articles\n");
                println!(
                    "Up to {} GB of disk are needed in {}.",
                    size * DISK_EACH / 1_000_000_000 + 1,
                    scratch.display()
                );
                let folder = scratch.join(format!("articles-{size}"));
                corpus::write(&folder, *size)?;
                if naming.is_none() {
                    naming = names(arguments, &folder)?;
                }
                figures.extend(measure(arguments, folder, &scratch)?);
            }
        }
    }
    verdict::growth(&figures);
    verdict::verdict(&figures, naming.as_ref());
    Ok(())
}

/// Does what is measured from outside.
fn be_child(task: Task, folder: &Path, home: &Path) -> Result<()> {
    match task {
        Task::Bare => bare::index(folder, home),
        Task::Nameless => {
            let options = Options { names: false, ..Options::default() };
            Archive::new(folder, Some(home))?.update(&options, &Unobserved)?;
            Ok(())
        }
    }
}

/// Measures everything asked for on one corpus, if that needs an index.
fn measure(arguments: &Arguments, folder: PathBuf, scratch: &Path) -> Result<Option<Figures>> {
    if arguments.parts.iter().all(|part| *part == Part::Names) {
        return Ok(None);
    }
    let is_wanted = |peer| !arguments.without.contains(&peer);
    let has = |part| arguments.parts.contains(&part);
    let work = scratch.join("work");
    let place = Place { folder, scratch: work.clone() };
    fs::create_dir_all(&work)?;
    let fts5 = Fts5::installed(&work).filter(|_| is_wanted(PeerName::Fts5));
    let recoll = Recoll::installed(&work).filter(|_| is_wanted(PeerName::Recoll));
    let ripgrep = Ripgrep::installed().filter(|_| is_wanted(PeerName::Ripgrep));
    println!("Load before: {}.", process::load());
    let indexed = indexing::compare(&place, arguments.runs, fts5.as_ref(), recoll.as_ref())?;
    println!("Load after indexing: {}.", process::load());
    let mut figures = Figures { indexed, searched: None };
    if has(Part::Stages) {
        stages::of_threads(&figures.indexed.threads);
        stages::of_run(&place.folder, &work.join("stages"))?;
        stages::of_article(&place.folder)?;
    }
    if has(Part::Search) {
        let peers = Peers {
            fts5: fts5.as_ref(),
            recoll: recoll.as_ref(),
            ripgrep: ripgrep.as_ref(),
            cold: arguments.cold,
        };
        figures.searched = Some(searching::compare(&place, &peers)?);
        println!("\nLoad after searching: {}.", process::load());
    }
    if has(Part::Start) {
        start::measure(&place)?;
    }
    fs::remove_dir_all(&work)?;
    Ok(Some(figures))
}

/// Measures the names part, which does not depend on how many articles there are.
fn names(arguments: &Arguments, folder: &Path) -> Result<Option<Naming>> {
    if !arguments.parts.contains(&Part::Names) {
        return Ok(None);
    }
    let python = (!arguments.without.contains(&PeerName::Spacy)).then_some(&*arguments.spacy_python);
    naming::compare(folder, arguments.named, python, &arguments.spacy_model).map(Some)
}

/// Says what the figures were measured on.
fn machine() {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("an unknown processor", |model| model.trim_start_matches(['\t', ' ', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{cores} cores, {model}, {} {}.", std::env::consts::OS, std::env::consts::ARCH);
}
