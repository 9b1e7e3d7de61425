//! `morgue kwic`: every place that matches, with what stands around it.

use std::{io::Write, ops::ControlFlow};

use clap::{Args, ValueEnum};
use morgue::{
    archive::record::ArticleRecord,
    render::{self, csv, plural},
    search::{
        Catalog, Request, Sort,
        kwic::{self, Line, SortBy, Totals, Wanted},
    },
    view::{KwicView, LineView},
};

use super::search::suggestions;
use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, Format, FormatArg, QueryWords},
    context::{Context, found, note, note_reading},
    print,
};

/// List every place that matches with the words around it: keyword in context
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue kwic harbour plan                     every place of either word, in articles that have both
  morgue kwic '\"tidal gate\"' --sort right      by the words behind it
  morgue kwic ferry --since 2018 --sort left --limit 50
  morgue kwic 'strike OR dispute' --context 80 --format csv >strike.csv

Lines in the order of dates are written as they are found; sorted ones are held in memory, as many as asked for.")]
pub(crate) struct KwicArgs {
    #[command(flatten)]
    query: QueryWords,
    #[command(flatten)]
    filters: FilterArgs,
    /// In which order lines come
    #[arg(long, value_name = "ORDER", default_value = "date", help_heading = "Output")]
    sort: SortArg,
    /// How many lines at most; all, unless it is given
    #[arg(long, short = 'n', value_name = "N", help_heading = "Output")]
    limit: Option<usize>,
    /// How many characters of text on each side; as many as the terminal has room for, 60 in other formats
    #[arg(long, value_name = "N", help_heading = "Output")]
    context: Option<usize>,
    #[command(flatten)]
    format: FormatArg,
}

/// In which order lines come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SortArg {
    /// Earliest article first, undated last
    Date,
    /// Latest article first, undated last
    Newest,
    /// Best article first
    Relevance,
    /// By the words before the match, the nearest first
    Left,
    /// By the words behind the match
    Right,
    /// By the match itself
    Match,
}

/// Characters on each side in formats for programs.
const CONTEXT: usize = 60;

/// Lines kept in memory beyond those asked for, before the last are thrown away.
const SPARE: usize = 10_000;

pub(crate) fn run(args: &KwicArgs, context: &Context) -> Result<Outcome, Failure> {
    let text = args.query.text();
    if text.trim().is_empty() && args.filters.is_empty() {
        return Err(Failure::new("nothing to look for").hint("type: morgue kwic WORD…"));
    }
    args.filters.check()?;
    let (_, catalog) = args.filters.open(context)?;
    let (sort, by) = match args.sort {
        SortArg::Date => (Sort::Oldest, None),
        SortArg::Newest => (Sort::Newest, None),
        SortArg::Relevance => (Sort::Relevance, None),
        SortArg::Left => (Sort::Oldest, Some(SortBy::Left)),
        SortArg::Right => (Sort::Oldest, Some(SortBy::Right)),
        SortArg::Match => (Sort::Oldest, Some(SortBy::Keyword)),
    };
    let request = Request { sort, ..args.filters.request(text) };
    let is_text = args.format.format == Format::Text;
    let fitting = if is_text { render::kwic_context(context.style) } else { CONTEXT };
    let lines =
        Lines { limit: args.limit.unwrap_or(usize::MAX), context: args.context.unwrap_or(fitting), by };
    let totals = write(&catalog, &request, &lines, args.format.format, context)?;
    if is_text {
        remarks(&request, &totals, lines.limit);
        if totals.articles == 0 {
            suggestions(&catalog, &request)?;
        }
    }
    Ok(found(totals.articles > 0))
}

/// Which lines are wanted.
struct Lines {
    limit: usize,
    context: usize,
    by: Option<SortBy>,
}

fn write(
    catalog: &Catalog,
    request: &Request,
    lines: &Lines,
    format: Format,
    context: &Context,
) -> Result<Totals, Failure> {
    let mut out = print::output();
    let totals = match format {
        Format::Json => {
            let mut all = Vec::new();
            let totals = lines.each(catalog, request, |line| {
                all.push(line);
                Ok(())
            })?;
            print::json(&mut out, &KwicView::new(request, &totals, all))?;
            totals
        }
        Format::Jsonl => lines.each(catalog, request, |line| print::json(&mut out, &line))?,
        Format::Csv => {
            let mut rows = csv::Rows::new::<LineView>(&mut out)?;
            let totals = lines.each(catalog, request, |line| Ok(rows.write(&line)?))?;
            rows.end()?;
            totals
        }
        Format::Text => lines.each(catalog, request, |line| {
            Ok(render::kwic(&mut out, &line, lines.context, context.style)?)
        })?,
    };
    out.flush()?;
    Ok(totals)
}

impl Lines {
    /// Calls `take` with each line that is wanted, in order.
    fn each(
        &self,
        catalog: &Catalog,
        request: &Request,
        mut take: impl FnMut(LineView) -> Result<(), Failure>,
    ) -> Result<Totals, Failure> {
        let mut failure = None;
        let mut kept: Vec<(String, usize, LineView)> = Vec::new();
        let mut seen = 0;
        // Which lines are first is known only when all are there, if they are sorted by their text.
        let limit = if self.by.is_some() { usize::MAX } else { self.limit };
        let wanted = Wanted { limit, context: self.context };
        let make = |record: &ArticleRecord, line: Line| {
            (self.by.map(|by| line.key(by)), LineView::new(record, line))
        };
        let on_line = |(key, line): (Option<String>, LineView)| {
            seen += 1;
            if let Some(key) = key {
                kept.push((key, seen, line));
                if kept.len() >= self.limit.saturating_mul(2).saturating_add(SPARE) {
                    self.sort(&mut kept);
                }
            } else {
                failure = take(line).err();
            }
            if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let totals = kwic::each_line(catalog, request, wanted, make, on_line)?;
        self.sort(&mut kept);
        match failure {
            Some(failure) => Err(failure),
            None => kept.into_iter().try_for_each(|(_, _, line)| take(line)).map(|()| totals),
        }
    }

    /// Sorts lines, and keeps as many as are wanted.
    fn sort(&self, lines: &mut Vec<(String, usize, LineView)>) {
        lines.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        lines.truncate(self.limit);
    }
}

fn remarks(request: &Request, totals: &Totals, limit: usize) {
    let view = KwicView::new(request, totals, Vec::new());
    note_reading(&view.query, &view.reading, &view.notes);
    if totals.articles == 0 {
        note("No article matches.");
        return;
    }
    let matches = if totals.matches == 1 { "match" } else { "matches" };
    let shown = if totals.matches as usize > limit { format!(", {limit} shown") } else { String::new() };
    let articles = plural(totals.articles, "article");
    note(&format!("{} {matches} in {articles}{shown}", render::grouped(totals.matches)));
}
