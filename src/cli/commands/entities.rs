//! `morgue entities`: the mentions in files as they stand.

use std::io::{Read, Write};

use clap::Args;
use morgue::{archive::stream::Analyzer, render, view::EntitiesView};

use super::texts;
use crate::cli::{
    Failure, Outcome,
    args::{Format, FormatArg},
    context::Context,
    print,
};

/// Print the people, organizations and places in texts, with byte offsets
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue entities article.txt
  morgue entities *.txt --format jsonl         a line a file
  morgue entities - < article.txt              standard input")]
pub(crate) struct EntitiesArgs {
    /// Files, read as they stand; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &EntitiesArgs, context: &Context) -> Result<Outcome, Failure> {
    let mut out = print::output();
    let mut analyzer = Analyzer::default();
    let mut views = Vec::new();
    let mut failed = 0;
    for path in &args.files {
        let mut bytes = Vec::new();
        if let Err(error) = texts::open(path).and_then(|mut file| file.read_to_end(&mut bytes)) {
            texts::complain(path, &error.to_string());
            failed += 1;
            continue;
        }
        let view = entities(path, &bytes, &mut analyzer);
        match args.format.format {
            Format::Text => render::entities(&mut out, &view, context.style)?,
            Format::Jsonl => print::json(&mut out, &view)?,
            Format::Json | Format::Csv => views.push(view),
        }
    }
    match args.format.format {
        Format::Json => print::json(&mut out, &views)?,
        Format::Csv => {
            render::csv::write(&mut out, &views.iter().flat_map(EntitiesView::rows).collect::<Vec<_>>())?;
        }
        Format::Text | Format::Jsonl => {}
    }
    out.flush()?;
    texts::outcome(failed, args.files.len())
}

/// The mentions in a text; each stray byte counts as one character of one byte, so that offsets stay those of the file.
fn entities(path: &str, bytes: &[u8], analyzer: &mut Analyzer) -> EntitiesView {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => patched(bytes),
    };
    let (names, mentions) = analyzer.names_in(&text);
    EntitiesView::new(path, &text, &names, mentions)
}

/// The text of bytes that are not all UTF-8, of the same length: a stray byte becomes a question mark.
fn patched(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    text
}
