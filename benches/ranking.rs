//! How well articles are ranked, and with which weights best: `cargo bench --bench ranking -- SET…`.
//!
//! A set is `judged:FOLDER:QUERIES:QRELS` (queries and the articles that answer them, tab-separated, an article by what its
//! file's name starts with), `headlines:FOLDER` (each headline must find its article in an index made without headlines) or
//! `retold:FOLDER:FILE` (what somebody remembers of an article must find it: tab-separated, the name of the article's file and
//! a text, as in `benches/retold.tsv`). Any folder of articles will do. Printed are the figures of each set with the weights
//! of the program, without each of them, and cross-validated: weights chosen on four fifths of every set's queries are
//! measured on the other fifth. A figure is the mean average precision, which with one right answer is the mean reciprocal
//! rank, and behind it the share of queries with a right answer among the first ten.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    env,
    error::Error,
    fs,
    io::Write,
    path::Path,
    process::ExitCode,
};

use morgue::{
    archive::{
        Archive,
        terms::Terms,
        update::{Options, Unobserved},
    },
    search::{
        Catalog, Request, engine,
        query::Match,
        rank::{Clues, Weights},
        resolve::Resolved,
    },
};
use tempfile::TempDir;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Queries made from the headlines of a folder at most.
const HEADLINES: usize = 500;
/// Words that a headline must have to name one story.
const LONG_ENOUGH: usize = 4;
/// Hits that are judged.
const JUDGED: usize = 100;
/// Hits on a first page.
const FIRST_PAGE: usize = 10;
/// Parts of the queries for cross-validation.
const FOLDS: usize = 5;

fn main() -> ExitCode {
    // Cargo adds flags of its own.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if arguments.is_empty() {
        println!(
            "name sets: cargo bench --bench ranking -- \
             judged:FOLDER:QUERIES:QRELS headlines:FOLDER retold:FOLDER:FILE"
        );
        return ExitCode::SUCCESS;
    }
    match measure(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Judged queries over an archive.
struct Set {
    name: String,
    catalog: Catalog,
    /// What an article is called in the judgements.
    names: HashMap<engine::Address, String>,
    queries: Vec<(String, BTreeSet<String>)>,
    /// Where its index lies.
    _home: TempDir,
}

fn measure(arguments: &[String]) -> Result<()> {
    let mut sets = Vec::new();
    for argument in arguments {
        let set = match argument.split(':').collect::<Vec<_>>().as_slice() {
            ["judged", folder, queries, qrels] => judged(folder, queries, qrels)?,
            ["headlines", folder] => headlines(folder)?,
            ["retold", folder, texts] => retold(folder, texts)?,
            _ => return Err(format!("{argument}: not a set").into()),
        };
        println!("{}: {} articles, {} queries", set.name, set.names.len(), set.queries.len());
        sets.push(set);
    }
    let fitted = Weights::default();
    let none = Weights { opening: 0.0, adjacent: 0.0, name: 0.0, headline: 0.0, common: 0.0, ..fitted };
    report("all weights", &sets, &fitted)?;
    report("none", &sets, &none)?;
    for (name, grid) in grid() {
        for (value, set_to) in grid {
            report(&format!("{name} {value}"), &sets, &set_to(fitted, value))?;
        }
    }
    cross_validate(&sets)
}

type Setter = fn(Weights, f32) -> Weights;

/// The values of each weight that are tried.
fn grid() -> Vec<(&'static str, Vec<(f32, Setter)>)> {
    let values = |values: &[f32], set_to: Setter| values.iter().map(|value| (*value, set_to)).collect();
    vec![
        (
            "opening",
            values(&[0.0, 0.2, 0.35, 0.5, 0.8, 1.2], |weights, opening| Weights { opening, ..weights }),
        ),
        (
            "opening words",
            values(&[20.0, 30.0, 40.0, 60.0, 100.0], |weights, words| Weights {
                opening_words: words as u32,
                ..weights
            }),
        ),
        (
            "adjacent",
            values(&[0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.2], |weights, adjacent| Weights { adjacent, ..weights }),
        ),
        ("name", values(&[0.0, 0.15, 0.3, 0.6, 1.0], |weights, name| Weights { name, ..weights })),
        ("common", values(&[0.0, 0.4, 0.8, 1.0], |weights, common| Weights { common, ..weights })),
    ]
}

fn report(name: &str, sets: &[Set], weights: &Weights) -> Result<()> {
    let mut columns = vec![format!("{name:<22}")];
    for set in sets {
        let judged = judge(set, weights)?;
        let precision = mean(judged.iter().map(|judged| judged.precision));
        let success = mean(judged.iter().map(|judged| f64::from(u8::from(judged.is_on_first_page))));
        columns.push(format!("{} {precision:.4} {success:.2}", set.name));
    }
    println!("{}", columns.join(" "));
    Ok(())
}

/// Chooses weights one after the other on all queries but those of a fold, for each fold, and measures them on the fold.
fn cross_validate(sets: &[Set]) -> Result<()> {
    let mut held_back: Vec<Vec<f64>> = vec![Vec::new(); sets.len()];
    for fold in 0..FOLDS {
        let mut best = Weights::default();
        let mut best_score = training_score(sets, &best, fold)?;
        for (_, values) in grid() {
            for (value, set_to) in values {
                let tried = set_to(best, value);
                let score = training_score(sets, &tried, fold)?;
                if score > best_score {
                    (best, best_score) = (tried, score);
                }
            }
        }
        println!("fold {fold}: {best:?}");
        for (set, held_back) in sets.iter().zip(&mut held_back) {
            let judged = judge(set, &best)?.into_iter().skip(fold).step_by(FOLDS);
            held_back.extend(judged.map(|judged| judged.precision));
        }
    }
    let scores = sets.iter().zip(&held_back);
    let scores =
        scores.map(|(set, held_back)| format!("{} {:.4}", set.name, mean(held_back.iter().copied())));
    println!("cross-validated        {}", scores.collect::<Vec<_>>().join(" "));
    Ok(())
}

/// The mean over sets of the mean precision of queries that are not of a fold.
fn training_score(sets: &[Set], weights: &Weights, fold: usize) -> Result<f64> {
    let mut scores = Vec::new();
    for set in sets {
        let judged = judge(set, weights)?;
        let kept = judged.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
        scores.push(mean(kept.map(|(_, judged)| judged.precision)));
    }
    Ok(mean(scores.into_iter()))
}

/// How well a query was answered.
struct Judged {
    /// The average precision; with one right answer, its reciprocal rank.
    precision: f64,
    /// Whether one of the first ten is right.
    is_on_first_page: bool,
}

/// How well each query of a set is answered.
fn judge(set: &Set, weights: &Weights) -> Result<Vec<Judged>> {
    let mut terms = Terms::default();
    let mut all = Vec::with_capacity(set.queries.len());
    for (text, relevant) in &set.queries {
        let request = Request { text: text.clone(), match_mode: Match::Any, ..Request::default() };
        let prepared = request.prepare(&set.catalog, &mut terms);
        let reader = set.catalog.reader();
        let clues = Clues::of(&prepared.query, reader, &mut terms);
        let page = engine::best(reader, &prepared.tree, &clues, weights, JUDGED, 0)?;
        let ranked = page.hits.iter().map(|(_, at)| relevant.contains(&set.names[at]));
        let (mut found, mut sum, mut is_on_first_page) = (0.0, 0.0, false);
        for (rank, is_relevant) in ranked.enumerate() {
            if is_relevant {
                found += 1.0;
                sum += found / (rank + 1) as f64;
                is_on_first_page |= rank < FIRST_PAGE;
            }
        }
        all.push(Judged { precision: sum / relevant.len() as f64, is_on_first_page });
    }
    Ok(all)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    values.for_each(|value| {
        sum += value;
        count += 1.0;
    });
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Indexes a folder; its index goes to a temporary one.
fn index(folder: &Path) -> Result<(Catalog, TempDir)> {
    let home = tempfile::tempdir()?;
    let archive = Archive::new(folder, Some(home.path()))?;
    archive.update(&Options::default(), &Unobserved)?;
    Ok((Catalog::open(&archive)?, home))
}

fn judged(folder: &str, queries: &str, qrels: &str) -> Result<Set> {
    let (catalog, home) = index(Path::new(folder))?;
    let mut relevant: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in fs::read_to_string(qrels)?.lines() {
        let mut columns = line.split_whitespace();
        if let (Some(query), Some(article)) = (columns.next(), columns.next()) {
            relevant.entry(query.to_owned()).or_default().insert(article.to_owned());
        }
    }
    let mut judged = Vec::new();
    for line in fs::read_to_string(queries)?.lines() {
        if let Some((number, text)) = line.split_once('\t')
            && let Some(relevant) = relevant.get(number)
        {
            judged.push((text.to_owned(), relevant.clone()));
        }
    }
    let names = files(&catalog)?.into_iter().map(|(at, file)| {
        let name = file.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        (at, name.to_owned())
    });
    let names = names.collect();
    Ok(Set { name: "judged".to_owned(), catalog, names, queries: judged, _home: home })
}

/// The name of each article's file.
fn files(catalog: &Catalog) -> Result<HashMap<engine::Address, String>> {
    let mut files = HashMap::new();
    for at in engine::all(catalog.reader(), &Resolved::All)? {
        let path = catalog.reader().article(at)?.path;
        files.insert(at, path.rsplit('/').next().unwrap_or_default().to_owned());
    }
    Ok(files)
}

fn retold(folder: &str, texts: &str) -> Result<Set> {
    let (catalog, home) = index(Path::new(folder))?;
    let names = files(&catalog)?;
    let mut queries = Vec::new();
    for line in fs::read_to_string(texts)?.lines() {
        if let Some((file, text)) = line.split_once('\t') {
            if !names.values().any(|name| name == file) {
                return Err(format!("{texts}: there is no article of {file} in {folder}").into());
            }
            queries.push((text.to_owned(), BTreeSet::from([file.to_owned()])));
        }
    }
    Ok(Set { name: "retold".to_owned(), catalog, names, queries, _home: home })
}

/// The articles of a folder once more, without headlines, and the headlines as queries for them.
fn headlines(folder: &str) -> Result<Set> {
    let (with, _home) = index(Path::new(folder))?;
    let bare = tempfile::tempdir()?;
    let mut file = fs::File::create(bare.path().join("articles.jsonl"))?;
    let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for at in engine::all(with.reader(), &Resolved::All)? {
        let record = with.reader().article(at)?;
        let id = record.id.to_string();
        let line = serde_json::json!({"url": format!("http://{id}.example/"), "body": record.article.body()});
        writeln!(file, "{line}")?;
        titles.entry(record.article.title.unwrap_or_default()).or_default().push(id);
    }
    drop(file);
    let mut queries: Vec<(String, BTreeSet<String>)> = titles
        .into_iter()
        .filter(|(title, ids)| ids.len() == 1 && title.split_whitespace().count() >= LONG_ENOUGH)
        // Marks of a headline are no operators.
        .map(|(title, ids)| {
            (title.to_lowercase().replace(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'', " "), ids)
        })
        .map(|(title, ids)| (title, ids.into_iter().collect()))
        .collect();
    // By id, which is as good as by lot.
    queries.sort_by(|a, b| a.1.cmp(&b.1));
    queries.truncate(HEADLINES);
    let (catalog, home) = index(bare.path())?;
    let mut names = HashMap::new();
    for at in engine::all(catalog.reader(), &Resolved::All)? {
        let url = catalog.reader().article(at)?.article.url.unwrap_or_default();
        names.insert(at, url.trim_start_matches("http://").trim_end_matches(".example/").to_owned());
    }
    let name = format!("headlines of {}", Path::new(folder).file_name().unwrap_or_default().display());
    Ok(Set { name, catalog, names, queries, _home: home })
}
