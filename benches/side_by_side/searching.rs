//! Searching what was indexed: as whole processes, and in process beside the bare engine.

use std::{process::Command, time::Instant};

use morgue::{
    archive::{Archive, terms::Terms},
    search::{
        Catalog, Hit, Request, engine, facets,
        facets::{Dimension, ValueField},
        rank::{Clues, Weights},
        search,
    },
};
use names::Kind;

use crate::{
    Result,
    asks::{Ask, OF_A_KIND, draw},
    bare::Bare,
    indexing::Place,
    peers::{Fts5, Recoll, Ripgrep},
    process::{drop_caches, time},
    table::{Table, median, quantile, times},
};

/// How often `morgue` is asked each question as a whole process, and every program in process.
const ROUNDS: usize = 5;
/// Questions of a kind that are asked cold.
const COLD: usize = 5;
/// Questions of a kind that ripgrep is asked.
const SLOW: usize = 3;

/// The peers that can be asked.
pub(crate) struct Peers<'p> {
    pub(crate) fts5: Option<&'p Fts5>,
    pub(crate) recoll: Option<&'p Recoll>,
    pub(crate) ripgrep: Option<&'p Ripgrep>,
    /// Whether the system's cache is emptied, too.
    pub(crate) cold: bool,
}

/// What two words take.
#[derive(Default)]
pub(crate) struct Searched {
    /// Median and 99th percentile of the whole process, in milliseconds.
    pub(crate) whole: (f64, f64),
    /// Medians in process: the engine of `morgue`, and the bare one.
    pub(crate) inside: f64,
    pub(crate) bare: f64,
}

type Kinds = Vec<(&'static str, Vec<Ask>)>;

/// Asks everything and prints the tables.
pub(crate) fn compare(place: &Place, peers: &Peers<'_>) -> Result<Searched> {
    let archive = Archive::new(&place.folder, Some(&place.home()))?;
    let catalog = Catalog::open(&archive)?;
    let people = &mut place.morgue(&["people", "-n", "2000", "--format", "json"]);
    let kinds = draw(&catalog, &place.folder, people)?;
    let whole = whole_processes(place, peers, &kinds)?;
    let (inside, bare) = in_process(place, &catalog, &kinds)?;
    of_facets(place, &catalog, &kinds)?;
    Ok(Searched { whole, inside, bare })
}

/// Whole processes, every program in turn for each question; the times of two words.
fn whole_processes(place: &Place, peers: &Peers<'_>, kinds: &Kinds) -> Result<(f64, f64)> {
    let mut two_words = (0.0, 0.0);
    let title = format!(
        "Searching, whole process, ms: median / 99th percentile of {OF_A_KIND} questions, {ROUNDS} times each"
    );
    let columns = ["", "morgue", "FTS5", "Recoll (its sample)", "ripgrep", "morgue, cold", "FTS5, cold"];
    let mut table = Table::new(&title, &columns);
    for (kind, asks) in kinds {
        let mut taken: [Vec<f64>; 6] = Default::default();
        for (number, ask) in asks.iter().enumerate() {
            let text = ask.text();
            let ours = || place.morgue(&["search", &text]);
            time(&mut ours())?;
            for _ in 0..ROUNDS {
                add(&mut taken[0], Some(ours()))?;
                add(&mut taken[1], peers.fts5.and_then(|fts5| fts5.search(ask)))?;
                add(&mut taken[2], peers.recoll.and_then(|recoll| recoll.search(ask)))?;
            }
            if number < SLOW {
                add(&mut taken[3], peers.ripgrep.and_then(|_| Ripgrep::search(ask, &place.folder)))?;
            }
            if number < COLD && peers.cold && drop_caches() {
                add(&mut taken[4], Some(ours()))?;
                drop_caches();
                add(&mut taken[5], peers.fts5.and_then(|fts5| fts5.search(ask)))?;
            }
        }
        if *kind == "two words" {
            two_words = (median(&taken[0]), quantile(&taken[0], 0.99));
        }
        table.row(&cells(kind, &taken));
    }
    table.print();
    Ok(two_words)
}

/// Times a program and adds the milliseconds, if there is anything to time.
fn add(taken: &mut Vec<f64>, command: Option<Command>) -> Result<()> {
    if let Some(mut command) = command {
        taken.push(time(&mut command)?.as_secs_f64() * 1e3);
    }
    Ok(())
}

fn cells(kind: &str, taken: &[Vec<f64>]) -> Vec<String> {
    let cell =
        |times_taken: &Vec<f64>| if times_taken.is_empty() { "–".to_owned() } else { times(times_taken) };
    [kind.to_owned()].into_iter().chain(taken.iter().map(cell)).collect()
}

/// The same questions without a process around them; the medians of two words, ours and bare.
fn in_process(place: &Place, catalog: &Catalog, kinds: &Kinds) -> Result<(f64, f64)> {
    let bare = Bare::open(&place.bare())?;
    let mut two_words = (0.0, 0.0);
    let title = format!(
        "Searching in process, ms: median / 99th percentile of {OF_A_KIND} questions, {ROUNDS} times each"
    );
    let columns = [
        "",
        "morgue: ten best and total",
        "bare tantivy: ten best",
        "ratio",
        "bare tantivy: ten best and total",
        "ratio",
        "morgue: with passages",
    ];
    let mut table = Table::new(&title, &columns);
    for (kind, asks) in kinds {
        let mut taken: [Vec<f64>; 4] = Default::default();
        let mut terms = Terms::default();
        for ask in asks {
            let request = Request { text: ask.text(), limit: 10, ..Request::default() };
            ten(catalog, &request, &mut terms)?;
            bare.ten(ask)?;
            for _ in 0..ROUNDS {
                let started = Instant::now();
                ten(catalog, &request, &mut terms)?;
                taken[0].push(milliseconds(started));
                let started = Instant::now();
                if bare.ten(ask)?.is_some() {
                    taken[1].push(milliseconds(started));
                }
                let started = Instant::now();
                if bare.ten_and_total(ask)?.is_some() {
                    taken[2].push(milliseconds(started));
                }
                let started = Instant::now();
                search::<Hit>(catalog, &request)?;
                taken[3].push(milliseconds(started));
            }
        }
        let ours = median(&taken[0]);
        if *kind == "two words" {
            two_words = (ours, median(&taken[1]));
        }
        let ratio = |theirs: &[f64]| match median(theirs) {
            0.0 => "–".to_owned(),
            theirs => format!("{:.2}", ours / theirs),
        };
        let ratios = [ratio(&taken[1]), ratio(&taken[2])];
        let mut cells = cells(kind, &taken);
        ratios.into_iter().zip([3, 5]).for_each(|(ratio, at)| cells.insert(at, ratio));
        table.row(&cells);
    }
    table.print();
    Ok(two_words)
}

fn milliseconds(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1e3
}

/// The ten best articles, as the program ranks them, before any of them is unpacked.
fn ten(catalog: &Catalog, request: &Request, terms: &mut Terms) -> Result<usize> {
    let prepared = request.prepare(catalog, terms);
    let clues = Clues::of(&prepared.query, catalog.reader(), terms);
    let page = engine::best(catalog.reader(), &prepared.tree, &clues, &Weights::default(), 10, 0)?;
    Ok(page.hits.len())
}

/// Facets of a frequent word, for which no peer has a like.
fn of_facets(place: &Place, catalog: &Catalog, kinds: &Kinds) -> Result<()> {
    let Some(ask) = kinds.first().and_then(|(_, asks)| asks.first()) else { return Ok(()) };
    let text = ask.text();
    let request = Request { text: text.clone(), ..Request::default() };
    let prepared = request.prepare(catalog, &mut Terms::default());
    let found = engine::count(catalog.reader(), &prepared.tree)?;
    let title = format!("Facets over the {found} articles with {text:?}, ms, medians of {ROUNDS}");
    let mut table = Table::new(&title, &["", "whole process", "in process"]);
    let rows = [
        ("author,year", vec![Dimension::Values(ValueField::Author), Dimension::Year]),
        ("org,place", vec![Dimension::Names(Kind::Organization), Dimension::Names(Kind::Place)]),
        ("person", vec![Dimension::Names(Kind::Person)]),
    ];
    for (name, dimensions) in rows {
        let mut taken: [Vec<f64>; 2] = Default::default();
        for _ in 0..ROUNDS {
            add(&mut taken[0], Some(place.morgue(&["search", &text, "--facets", name])))?;
            let started = Instant::now();
            facets::facets(catalog, &prepared.tree, &dimensions, 10)?;
            taken[1].push(milliseconds(started));
        }
        table.row(&[
            name.to_owned(),
            format!("{:.1}", median(&taken[0])),
            format!("{:.1}", median(&taken[1])),
        ]);
    }
    table.print();
    Ok(())
}
