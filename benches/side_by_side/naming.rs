//! The names part alone: tokens, tagging and resolution on one core, beside spaCy's medium English pipeline.
//!
//! Processor time is what counts: both have one thread, and other work on the machine must not decide.

use std::{fs, io::Write, path::Path, process::Command, time::Instant};

use names::{Mention, Tagger, resolve, tokens::tokenize};
use tempfile::NamedTempFile;

use crate::{
    Result,
    files::texts,
    process::{is_installed, own_seconds},
    table::Table,
};

/// Reads the texts named in a file and prints words a second: of the whole pipeline, and of what its names alone need.
const SPACY: &str = r#"
import sys, time, spacy
texts = [open(path, encoding='utf8', errors='replace').read() for path in open(sys.argv[1]).read().splitlines()]
def rate(texts, **options):
    nlp = spacy.load(sys.argv[2], **options)
    list(nlp.pipe(texts[:5]))
    start = time.process_time()
    for doc in nlp.pipe(texts):
        doc.ents
    return sum(len(text.split()) for text in texts) / (time.process_time() - start)
print(rate(texts), rate(texts[:500], exclude=['tagger', 'parser', 'attribute_ruler', 'lemmatizer', 'senter']))
"#;

/// Words a second of both.
pub(crate) struct Naming {
    pub(crate) ours: f64,
    pub(crate) spacy: Option<f64>,
}

/// Measures both on the first texts of a folder, and prints a table.
pub(crate) fn compare(folder: &Path, articles: usize, python: Option<&str>, model: &str) -> Result<Naming> {
    let mut files = texts(folder);
    files.truncate(articles);
    let read =
        |path: &std::path::PathBuf| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let contents: Vec<String> = files.iter().map(read).collect::<std::io::Result<_>>()?;
    let words: usize = contents.iter().map(|text| text.split_whitespace().count()).sum();
    let before = ours(&contents, words);
    let spacy = python.map(|python| spacy(&files, python, model)).transpose()?.flatten();
    let after = ours(&contents, words);
    let ours = before.max(after);
    let title =
        format!("Names alone, {} articles of {words} words, one thread, by processor time", contents.len());
    let mut table = Table::new(&title, &["", "words/s", "morgue has"]);
    table.row(&["morgue: tokens, names, resolution".to_owned(), format!("{ours:.0}"), String::new()]);
    let rows = ["spaCy, medium English pipeline", "spaCy, only what names need"];
    for (at, name) in rows.into_iter().enumerate() {
        let cells = match spacy {
            Some(rates) => [format!("{:.0}", rates[at]), format!("{:.0} times", ours / rates[at])],
            None => ["not installed, or left out".to_owned(), String::new()],
        };
        table.row(&[name.to_owned(), cells[0].clone(), cells[1].clone()]);
    }
    table.print();
    Ok(Naming { ours, spacy: spacy.map(|rates| rates[0]) })
}

fn ours(texts: &[String], words: usize) -> f64 {
    let (mut tagger, mut tokens, mut mentions): (_, _, Vec<Mention>) =
        (Tagger::new(), Vec::new(), Vec::new());
    let (started, busy) = (Instant::now(), own_seconds());
    let mut found = 0;
    for text in texts {
        tokenize(text, &mut tokens);
        tagger.tag(text, &tokens, &mut mentions);
        found += resolve(text, &tokens, &mentions).len();
    }
    assert!(found > 0, "no names in any text");
    let busy = own_seconds().zip(busy).map(|(after, before)| after - before);
    words as f64 / busy.filter(|seconds| *seconds > 0.0).unwrap_or(started.elapsed().as_secs_f64())
}

fn spacy(files: &[std::path::PathBuf], python: &str, model: &str) -> Result<Option<[f64; 2]>> {
    if !is_installed(python, "--version") {
        return Ok(None);
    }
    let mut list = NamedTempFile::new()?;
    for path in files {
        writeln!(list, "{}", path.display())?;
    }
    let mut command = Command::new(python);
    command.args(["-c", SPACY]).arg(list.path()).arg(model);
    for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"] {
        command.env(variable, "1");
    }
    let output = command.output()?;
    let rates: Vec<f64> = String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .filter_map(|rate| rate.parse().ok())
        .collect();
    Ok(rates.try_into().ok())
}
