//! How long the passages take that show why an article was found: `cargo bench --bench snippets -- FOLDER [QUERY…]`.
//!
//! For each query the first ten hits are unpacked; then their texts are split, matched and quoted again and again, as a
//! search does it once. Printed are the mean length of the ten texts and the time for all ten: the median of many rounds,
//! and the slowest. Any folder of articles will do; its index goes to a temporary one unless it has one.

use std::{
    env,
    error::Error,
    hint::black_box,
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use morgue::{
    archive::{
        Archive,
        record::ArticleRecord,
        stream::StreamText,
        terms::Terms,
        update::{Options, Unobserved},
    },
    search::{
        Catalog, Request, engine,
        matcher::{self, Document},
        rank::Clues,
        resolve::Resolved,
        snippets,
    },
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Hits on a page.
const HITS: usize = 10;
/// How often a page is quoted.
const ROUNDS: usize = 100;

/// Queries of every kind, of words that most archives have.
const QUERIES: [&str; 7] = [
    "government",
    "police election",
    "\"prime minister\"",
    "minister w/10 resign*",
    "govern* (health OR school) said",
    "/elect.*/ fuzzi~",
    "person:smith police",
];

fn main() -> ExitCode {
    // Cargo adds flags of its own.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some((folder, queries)) = arguments.split_first() else {
        println!("name a folder: cargo bench --bench snippets -- FOLDER [QUERY…]");
        return ExitCode::SUCCESS;
    };
    match measure(Path::new(folder), queries) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(folder: &Path, queries: &[String]) -> Result<()> {
    let home = tempfile::tempdir()?;
    let mut archive = Archive::new(folder, None)?;
    if !archive.is_indexed() {
        archive = Archive::new(folder, Some(home.path()))?;
        archive.update(&Options::default(), &Unobserved)?;
    }
    let catalog = Catalog::open(&archive)?;
    let queries: Vec<&str> = match queries {
        [] => QUERIES.to_vec(),
        some => some.iter().map(String::as_str).collect(),
    };
    for query in queries {
        of_query(&catalog, query)?;
    }
    Ok(())
}

fn of_query(catalog: &Catalog, text: &str) -> Result<()> {
    let reader = catalog.reader();
    let mut terms = Terms::default();
    let request = Request { text: text.to_owned(), ..Request::default() };
    let prepared = request.prepare(catalog, &mut terms);
    let clues = Clues::of(&prepared.query, reader, &mut terms);
    let page = engine::best(reader, &prepared.tree, &clues, &request.weights, HITS, 0)?;
    let records = page.hits.iter().map(|(_, at)| reader.article(*at));
    let records = records.collect::<std::result::Result<Vec<ArticleRecord>, _>>()?;
    let rarity = engine::rarity(reader, &prepared.tree.terms())?;
    let rarity_of = |term: &str| rarity.get(term).copied().unwrap_or(1.0);
    let mut times: Vec<Duration> = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        for record in &records {
            black_box(quote(record, &prepared.tree, rarity_of, &mut terms));
        }
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let bytes: usize = records.iter().map(|record| record.article.body().len()).sum();
    println!(
        "{text:<36} {:>2} hits of {:>6} bytes: {:.3} ms, at most {:.3} ms",
        records.len(),
        bytes / records.len().max(1),
        times[ROUNDS / 2].as_secs_f64() * 1e3,
        times[ROUNDS - 1].as_secs_f64() * 1e3,
    );
    Ok(())
}

fn quote(
    record: &ArticleRecord,
    tree: &Resolved,
    rarity: impl Fn(&str) -> f32,
    terms: &mut Terms,
) -> Vec<snippets::Snippet> {
    let stream = StreamText::of(&record.article);
    let document = Document::of(&stream, record);
    let highlights = matcher::highlights(tree, &document, terms);
    snippets::snippets(&document, tree, &highlights, rarity)
}
