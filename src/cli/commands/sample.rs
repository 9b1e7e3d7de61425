//! `morgue sample`: articles drawn by lot.

use clap::Args;
use morgue::{render, search, view::SampleView};

use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, Format, FormatArg, unmark},
    context::{Context, found, note, note_reading},
    print,
};

/// Draw a sample of the articles that match, the same each time, for coding by hand
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue sample harbour plan 20                twenty of the articles that have both words
  morgue sample 'ferry OR lifeboat' 50 --seed 7 --format csv >coding.csv
  morgue sample --source Packet --since 2019 100

An article's lot depends on its id and the seed alone: the same seed draws the same articles from the same archive, on
any machine, and a larger sample begins with the smaller one.")]
pub(crate) struct SampleArgs {
    /// The query, as for `morgue search`, and behind it how many articles
    #[arg(value_name = "QUERY… N", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    filters: FilterArgs,
    /// Another number draws other articles
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &SampleArgs, context: &Context) -> Result<Outcome, Failure> {
    let (words, count) = split(&args.words)?;
    args.filters.check()?;
    let (archive, catalog) = args.filters.open(context)?;
    let request = args.filters.request(words);
    let answer = search::sample::sample(&catalog, &request, count, args.seed)?;
    let view = SampleView::new(&request, args.seed, answer);
    print::list(args.format.format, &view, &view.hits, |out| {
        render::hits(out, &view.hits, context.style, archive.root())
    })?;
    if args.format.format == Format::Text {
        note_reading(&view.query, &view.reading, &view.notes);
        match view.total {
            0 => note("No article matches."),
            total => note(&format!(
                "{} of {} drawn with seed {}",
                render::grouped(view.hits.len() as u64),
                render::plural(total, "article"),
                args.seed
            )),
        }
    }
    Ok(found(view.total > 0))
}

/// The query, and how many articles are wanted.
fn split(words: &[String]) -> Result<(String, usize), Failure> {
    let count = words.split_last().and_then(|(last, rest)| Some((rest, last.parse::<usize>().ok()?)));
    let Some((rest, count)) = count else {
        return Err(Failure::new("how many articles?").hint("put a number last: morgue sample QUERY 20"));
    };
    let words: Vec<&str> = rest.iter().map(|word| unmark(word)).collect();
    Ok((words.join(" "), count))
}
