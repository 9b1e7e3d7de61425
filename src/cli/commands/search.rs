//! `morgue search`: find articles.

use std::{collections::HashSet, io::Write, time::Instant};

use clap::{Args, ValueEnum};
use morgue::{
    archive::{Archive, terms::Terms},
    render,
    search::{self, Catalog, Request, Sort, engine, suggest},
    view::{HitView, ResultsView},
};

use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, Format, FormatArg, PageArgs, QueryWords},
    context::{Context, found, note, openable},
    print,
};

/// Find articles by words, people, organizations, dates
#[derive(Args, Debug)]
#[command(
    after_help = "Words are found in any form of theirs (vote, votes, voting), without regard to case and accents:
  morgue search harbour plan                   both words
  morgue search '\"tidal gate\" -flood'          a phrase, and a word that must not be there
  morgue search 'ferry OR boat' --match all    either; OR binds tighter than a blank
  morgue search title:recount                  fields: title body person org place source author section path
  morgue search --person 'Lin Meihua' flood    a person and a word; filters alone are a search, too
  morgue search --org 'Gannet Estates' --place Ellery --author Oakes --source Packet
  morgue search council --since 2018 --until 2019-06 --sort newest
  morgue search ferry OR lifeboat --count      the number alone
  morgue search ferry --copies                 every copy of a text, not one of each
  morgue search harbour --limit 5 --offset 5 --format csv
  morgue search harbour --paths -0 | xargs -0 wc -w
  morgue search -- -ferry                      all articles without the word"
)]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    query: QueryWords,
    #[command(flatten)]
    filters: FilterArgs,
    /// In which order hits come
    #[arg(long, value_name = "ORDER", default_value = "relevance", help_heading = "Output")]
    sort: SortArg,
    #[command(flatten)]
    page: PageArgs,
    /// Print how many articles match, and nothing else
    #[arg(long, help_heading = "Output")]
    count: bool,
    /// Print the path of each file once, and nothing else
    #[arg(long, help_heading = "Output")]
    paths: bool,
    /// End paths with a zero byte instead of a line end
    #[arg(short = '0', long = "null", requires = "paths", help_heading = "Output")]
    null: bool,
    #[command(flatten)]
    format: FormatArg,
}

/// In which order hits come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SortArg {
    /// Best first
    Relevance,
    /// Latest first, undated last
    Newest,
    /// Earliest first, undated last
    Oldest,
}

pub(crate) fn run(args: &SearchArgs, context: &Context) -> Result<Outcome, Failure> {
    let text = args.query.text();
    if text.trim().is_empty() && args.filters.is_empty() {
        return Err(
            Failure::new("nothing to search for").hint("type: morgue search WORD…, or morgue search --help")
        );
    }
    args.filters.check()?;
    let (archive, catalog) = args.filters.open(context)?;
    let started = Instant::now();
    let sort = match args.sort {
        SortArg::Relevance => Sort::Relevance,
        SortArg::Newest => Sort::Newest,
        SortArg::Oldest => Sort::Oldest,
    };
    let request =
        Request { sort, limit: args.page.limit, offset: args.page.offset, ..args.filters.request(text) };
    if args.count {
        let total = engine::count(catalog.reader(), &request.prepare(&catalog, &mut Terms::default()).tree)?;
        print::json(&mut print::output(), &total)?;
        return Ok(found(total > 0));
    }
    let results = ResultsView::new(&request, search::search(&catalog, &request)?);
    if args.paths {
        print_paths(args.null, &archive, &results.hits)?;
    } else {
        print::list(args.format.format, &results, &results.hits, |out| {
            render::hits(out, &results, context.style, archive.root())?;
            render::totals(out, &results, started.elapsed())
        })?;
        if args.format.format == Format::Text {
            remarks(&catalog, &request, &results)?;
        }
    }
    Ok(found(results.total > 0))
}

fn print_paths(null: bool, archive: &Archive, hits: &[HitView]) -> Result<(), Failure> {
    let mut out = print::output();
    let mut printed = HashSet::new();
    for hit in hits {
        let file = hit.path.split("!/").next().unwrap_or_default();
        if printed.insert(file) {
            out.write_all(openable(archive, file).as_os_str().as_encoded_bytes())?;
            out.write_all(if null { b"\0" } else { b"\n" })?;
        }
    }
    Ok(out.flush()?)
}

/// What a person wants to know beside the hits: how the query was read, and what could be meant where nothing matches.
fn remarks(catalog: &Catalog, request: &Request, results: &ResultsView) -> Result<(), Failure> {
    if !results.notes.is_empty() && !request.text.trim().is_empty() {
        let reading =
            if results.reading.is_empty() { "nothing to look for" } else { results.reading.as_str() };
        note(&format!("read as: {reading}"));
        for reason in &results.notes {
            note(&format!("  {reason}"));
        }
    }
    if results.total > 0 {
        return Ok(());
    }
    note("No article matches.");
    suggestions(catalog, request)
}

fn suggestions(catalog: &Catalog, request: &Request) -> Result<(), Failure> {
    let mut terms = Terms::default();
    let prepared = request.prepare(catalog, &mut terms);
    for unknown in suggest::unknown(catalog.reader(), &prepared.query.words(), &prepared.tree, &mut terms)? {
        let place = unknown.kind.map_or("in no text", |_| "in no name of that kind");
        if unknown.nearest.is_empty() {
            note(&format!("\"{}\" stands {place}.", unknown.word));
        } else {
            note(&format!("\"{}\" stands {place}; near it: {}", unknown.word, unknown.nearest.join(", ")));
        }
    }
    Ok(())
}
