//! How many words a second the crate handles, tokens, tagging and resolution together, on one thread.
//!
//! Usage: `cargo bench -p names -- FOLDER...`, with folders of texts; each file is an article (of `.sgm`
//! files, each `<BODY>`; of files with lines of `*TEXT`, each part between them). The first pass begins with
//! empty caches and sees each article once.

use std::{env, fs, path::Path, time::Instant};

use names::{
    Mention, Tagger, resolve,
    tokens::{Token, tokenize},
};

fn main() {
    let folders: Vec<String> = env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if folders.is_empty() {
        eprintln!("usage: cargo bench -p names -- FOLDER...");
        return;
    }
    let mut texts = Vec::new();
    for folder in &folders {
        collect(Path::new(folder), &mut texts);
    }
    let words = |texts: &[String]| texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    let total = words(&texts);
    println!("{} articles, {total} words", texts.len());
    let Some(first) = texts.first() else { return };

    let start = Instant::now();
    let mut run = Run::new();
    run.article(first);
    println!("first article ({} words): {:.2} ms", words(&texts[..1]), start.elapsed().as_secs_f64() * 1e3);

    let mut run = Run::new();
    for pass in ["first pass ", "second pass"] {
        let start = Instant::now();
        run.clock = [0.0; 3];
        let names: usize = texts.iter().map(|text| run.article(text)).sum();
        let seconds = start.elapsed().as_secs_f64();
        let [tokens, tagging, resolution] = run.clock.map(|part| part / total as f64 * 1e9);
        println!(
            "{pass}: {:.2} million words/s; {names} names; ns a word: tokens {tokens:.0}, tagging {tagging:.0}, \
             resolution {resolution:.0}",
            total as f64 / seconds / 1e6,
        );
    }
}

struct Run {
    tagger: Tagger,
    tokens: Vec<Token>,
    mentions: Vec<Mention>,
    clock: [f64; 3],
}

impl Run {
    fn new() -> Self {
        Self { tagger: Tagger::new(), tokens: Vec::new(), mentions: Vec::new(), clock: [0.0; 3] }
    }

    /// Handles an article; gives the number of its names.
    fn article(&mut self, text: &str) -> usize {
        let start = Instant::now();
        tokenize(text, &mut self.tokens);
        let tokens = Instant::now();
        self.tagger.tag(text, &self.tokens, &mut self.mentions);
        let tagged = Instant::now();
        let names = resolve(text, &self.tokens, &self.mentions);
        let parts = [tokens - start, tagged - tokens, tagged.elapsed()];
        self.clock.iter_mut().zip(parts).for_each(|(clock, part)| *clock += part.as_secs_f64());
        names.len()
    }
}

fn collect(path: &Path, texts: &mut Vec<String>) {
    if path.is_dir() {
        let mut entries: Vec<_> =
            fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for entry in &entries {
            collect(entry, texts);
        }
    } else if let Ok(bytes) = fs::read(path) {
        split(&String::from_utf8_lossy(&bytes), texts);
    }
}

/// Takes the articles of a file.
fn split(content: &str, texts: &mut Vec<String>) {
    if content.contains("<BODY>") {
        let bodies = content.split("<BODY>").skip(1).filter_map(|part| part.split("</BODY>").next());
        texts.extend(bodies.map(str::to_owned));
    } else if content.contains("\n*TEXT ") || content.starts_with("*TEXT ") {
        texts.extend(content.split("*TEXT ").skip(1).map(str::to_owned));
    } else {
        texts.push(content.to_owned());
    }
}
