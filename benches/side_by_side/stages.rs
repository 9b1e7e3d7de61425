//! Where the time of a run goes: its stages, its threads, and what a worker does with an article.

use std::{collections::BTreeMap, fs, ops::ControlFlow, path::Path, time::Instant};

use intake::{Article, Limits, Problem, Sink, Source};
use morgue::archive::{
    Archive,
    id::ArticleId,
    record::ArticleRecord,
    schema,
    stream::Analyzer,
    update::{Options, Stage, Unobserved},
};
use names::{Mention, Tagger, resolve, tokens::tokenize};

use crate::{Result, files::texts, table::Table};

/// Articles that are taken apart.
const ARTICLES: usize = 2_000;

/// Indexes a folder through the library and prints how long each stage took.
pub(crate) fn of_run(folder: &Path, home: &Path) -> Result<()> {
    let archive = Archive::new(folder, Some(home))?;
    let summary = archive.update(&Options::default(), &Unobserved)?;
    let title = format!("Stages of a run, {} articles", summary.added);
    let mut table = Table::new(&title, &["stage", "seconds", "of the run"]);
    for (stage, spent) in Stage::ALL.into_iter().zip(summary.stages) {
        let share = spent.as_secs_f64() / summary.elapsed.as_secs_f64();
        table.row(&[name(stage).to_owned(), format!("{:.2}", spent.as_secs_f64()), percent(share)]);
    }
    table.row(&["all".to_owned(), format!("{:.2}", summary.elapsed.as_secs_f64()), String::new()]);
    table.print();
    Ok(())
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Looking => "walk, compare with the ledger",
        Stage::Reading => "read, analyse, index, with the commits in between",
        Stage::Committing => "all commits",
        Stage::Boilerplate => "recurring paragraphs",
        Stage::Merging => "merges that were left",
        Stage::Copies => "copies",
        Stage::Identities => "names of different articles",
    }
}

/// Prints the processor time of a run by thread.
pub(crate) fn of_threads(threads: &BTreeMap<String, f64>) {
    let all: f64 = threads.values().sum();
    let mut table = Table::new("Processor time of a run by thread", &["threads", "seconds", "of all"]);
    let mut rows: Vec<_> = threads.iter().collect();
    rows.sort_by(|a, b| b.1.total_cmp(a.1));
    for (thread, seconds) in rows.into_iter().filter(|(_, seconds)| **seconds > 0.0) {
        let what = match thread.as_str() {
            "morgue" => "morgue: workers, and what follows when all is read",
            "thrd-tantivy-in" => "engine: postings",
            "docstore-compre" => "engine: compression of records",
            "merge_thread" => "engine: merges",
            "segment_updater" => "engine: commits",
            other => other,
        };
        table.row(&[what.to_owned(), format!("{seconds:.2}"), percent(seconds / all)]);
    }
    table.print();
}

/// Prints what a worker spends on an article, step by step on one thread.
pub(crate) fn of_article(folder: &Path) -> Result<()> {
    let mut files = texts(folder);
    files.truncate(ARTICLES);
    let mut clock = [0.0; 6];
    let (mut tagger, mut tokens, mut mentions): (_, _, Vec<Mention>) =
        (Tagger::new(), Vec::new(), Vec::new());
    let mut analyzer = Analyzer::default();
    let (_, fields) = schema::build();
    let mut number = 0;
    for file in &files {
        let start = Instant::now();
        let bytes = fs::read(file)?;
        let path = file.to_string_lossy().into_owned();
        let mut articles = Articles(Vec::new());
        let read = Instant::now();
        let source = Source { path: &path, reader: &mut bytes.as_slice(), reopen: None, gate: None };
        intake::read(source, &Limits::default(), &mut articles);
        let parsed = Instant::now();
        clock[0] += (read - start).as_secs_f64();
        clock[1] += (parsed - read).as_secs_f64();
        for article in articles.0 {
            let text = morgue::archive::stream::StreamText::of(&article).text;
            let start = Instant::now();
            tokenize(&text, &mut tokens);
            let tokenized = Instant::now();
            tagger.tag(&text, &tokens, &mut mentions);
            std::hint::black_box(resolve(&text, &tokens, &mentions));
            let resolved = Instant::now();
            let mut analysis = analyzer.analyze(&article);
            let made = Instant::now();
            number += 1;
            let names = std::mem::take(&mut analysis.names);
            let id = ArticleId::new(&path, None, number);
            let (path, finder) = (path.clone(), analysis.finder);
            let record = ArticleRecord { id, path, fingerprint: number, article, names, finder };
            std::hint::black_box(schema::article_document(&fields, &record, &analysis)?);
            let so_far = (resolved - start).as_secs_f64();
            clock[2] += (tokenized - start).as_secs_f64();
            clock[3] += (resolved - tokenized).as_secs_f64();
            clock[4] += (made - resolved).as_secs_f64() - so_far;
            clock[5] += made.elapsed().as_secs_f64();
        }
    }
    print_steps(&clock, number as f64);
    Ok(())
}

fn print_steps(clock: &[f64; 6], articles: f64) {
    let steps = [
        "read the file",
        "detect, decode, parse, clean",
        "tokens",
        "names: tagging, resolution",
        "terms, marks, sentences",
        "record and document",
    ];
    let all: f64 = clock.iter().sum();
    let mut table = Table::new("A worker's steps, one thread", &["step", "µs an article", "of all"]);
    for (step, seconds) in steps.into_iter().zip(clock) {
        table.row(&[step.to_owned(), format!("{:.0}", seconds / articles * 1e6), percent(seconds / all)]);
    }
    table.row(&["all".to_owned(), format!("{:.0}", all / articles * 1e6), String::new()]);
    table.print();
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

struct Articles(Vec<Article>);

impl Sink for Articles {
    fn article(&mut self, article: Article) -> ControlFlow<()> {
        self.0.push(article);
        ControlFlow::Continue(())
    }

    fn problem(&mut self, _: Problem) {}
}
