//! `morgue timeline`: how many articles match, over time.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use morgue::{
    archive::files,
    render::{self, plural},
    search::timeline::{self, Unit},
    view::{ChartView, SeriesView},
};

use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, Format, FormatArg, QueryWords},
    context::{Context, found, note, note_reading},
    print,
};

/// Show how many articles match, by day, week, month or year
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue timeline harbour plan                 articles a month, or whatever period fits
  morgue timeline ferry --vs 'lifeboat OR rescue' --by year
  morgue timeline --person 'Lin Meihua' --relative
                                               of a hundred articles of each period, how many name her
  morgue timeline flood --svg flood.svg --png flood.png
  morgue timeline flood --since 2019 --format csv >flood.csv

Months of which the archive has next to nothing, less than a quarter of its usual month, are marked as gaps.")]
pub(crate) struct TimelineArgs {
    #[command(flatten)]
    query: QueryWords,
    /// Another query on the same chart; may be given several times
    #[arg(long, value_name = "QUERY")]
    vs: Vec<String>,
    /// The length of a period; one that fits, unless it is given
    #[arg(long, value_name = "PERIOD")]
    by: Option<ByArg>,
    /// Show the share of all articles of each period instead of their number
    #[arg(long)]
    relative: bool,
    #[command(flatten)]
    filters: FilterArgs,
    /// Write a picture to this file, which can be scaled and edited
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    svg: Option<PathBuf>,
    /// Write a picture to this file, of points
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    png: Option<PathBuf>,
    #[command(flatten)]
    format: FormatArg,
}

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ByArg {
    Day,
    Week,
    Month,
    Year,
}

pub(crate) fn run(args: &TimelineArgs, context: &Context) -> Result<Outcome, Failure> {
    args.filters.check()?;
    let most = render::MOST_SERIES;
    if args.vs.len() + 1 > most {
        return Err(
            Failure::new(format_args!("a chart has room for {most} queries")).hint("make two charts of them")
        );
    }
    let (_, catalog) = args.filters.open(context)?;
    let by = args.by.map(|by| match by {
        ByArg::Day => Unit::Day,
        ByArg::Week => Unit::Week,
        ByArg::Month => Unit::Month,
        ByArg::Year => Unit::Year,
    });
    let texts = std::iter::once(args.query.text()).chain(args.vs.iter().cloned());
    let requests: Vec<_> = texts.map(|text| args.filters.request(text)).collect();
    let view = ChartView::new(&timeline::chart(&catalog, &requests, by)?);
    pictures(args, &view)?;
    print::list(args.format.format, &view, &view.rows(), |out| {
        render::chart(out, &view, context.style, args.relative)
    })?;
    let any = view.queries.iter().any(|query| query.total > 0);
    if args.format.format == Format::Text {
        view.queries.iter().for_each(|query| remarks(query, view.unit));
        if !any {
            note("No article matches.");
        }
    }
    Ok(found(any))
}

fn pictures(args: &TimelineArgs, view: &ChartView) -> Result<(), Failure> {
    if let Some(path) = &args.svg {
        let mut svg = Vec::new();
        render::svg(&mut svg, view, args.relative)?;
        write(path, &svg, &["<svg", "<?xml"])?;
    }
    if let Some(path) = &args.png {
        let png = render::png(view, args.relative)
            .map_err(|error| Failure::new(format_args!("the picture cannot be made: {error}")))?;
        write(path, &png, &["\u{FFFD}PNG"])?;
    }
    Ok(())
}

/// Writes a picture; a file that is there must be one that begins so: nobody's article is written over.
fn write(path: &Path, content: &[u8], beginnings: &[&str]) -> Result<(), Failure> {
    let mut start = Vec::new();
    if let Ok(file) = File::open(path) {
        file.take(16).read_to_end(&mut start)?;
    }
    let start = String::from_utf8_lossy(&start);
    if !start.is_empty() && !beginnings.iter().any(|beginning| start.starts_with(beginning)) {
        return Err(Failure::new(format_args!("{} is there and no such picture", path.display()))
            .hint("name a new file"));
    }
    Ok(files::export(path, content)?)
}

/// What a person wants to know of a query beside its bars.
fn remarks(query: &SeriesView, unit: &str) {
    note_reading(&query.query, &query.reading, &query.notes);
    if query.total == 0 {
        return;
    }
    let mut parts = vec![plural(query.total, "article")];
    parts.extend((query.undated > 0).then(|| format!("{} without a date", render::grouped(query.undated))));
    parts.extend(
        (query.imprecise > 0)
            .then(|| format!("{} with a date vaguer than a {unit}", render::grouped(query.imprecise))),
    );
    let name = if query.query.is_empty() { "in all" } else { query.query.as_str() };
    note(&format!("{name}: {}", parts.join(", ")));
}
