//! `morgue search`: find articles.

use std::{collections::HashSet, io::Write, time::Instant};

use clap::{Args, ValueEnum};
use morgue::{
    archive::{Archive, terms::Terms},
    render,
    search::{
        self, Catalog, Request, Sort, engine, facets,
        rank::{self, Weights},
        relax::{self, Relaxed},
        suggest,
    },
    view::{FacetView, HitView, ResultsView},
};

use crate::cli::{
    Failure, Outcome,
    args::{FacetArgs, FilterArgs, Format, FormatArg, PageArgs, QueryWords},
    context::{Context, found, note, note_query, note_reading, openable},
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
  morgue search 'flood w/5 gate*'              words near each other, and any ending; more: morgue help query
  morgue search 'person:Hale w/p person:Iyer'  two people in one paragraph
  morgue search --strict '(ferry OR boat) tide'  an error where a query cannot be read as typed
  morgue search --explain harbour              what it became, and how hits came by their scores
  morgue search --person 'Lin Meihua' flood    a person and a word; filters alone are a search, too
  morgue search harbour --place Ellery --author Oakes --source Packet
  morgue search council --since 2018 --until 2019-06 --sort newest
  morgue search ferry --since 'last month'     also: yesterday, 90d, 'last 2 weeks'
  morgue search ferry OR lifeboat --count      the number alone
  morgue search ferry --copies                 every copy of a text, not one of each
  morgue search harbour --limit 5 --offset 5 --format csv
  morgue search harbour --fresh                newer articles before older ones that are as good
  morgue search harbour --facets person,source,year --facet-limit 20
  morgue search harbour --paths -0 | xargs -0 wc -w
  morgue search -- -ferry                      all articles without the word"
)]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    query: QueryWords,
    /// Fail where the query cannot be read as it is typed, and say where
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    filters: FilterArgs,
    /// In which order hits come
    #[arg(long, value_name = "ORDER", default_value = "relevance", help_heading = "Output")]
    sort: SortArg,
    /// Count newer articles for more: the newest half as much again, one a year older a quarter
    #[arg(long, conflicts_with = "sort", help_heading = "Output")]
    fresh: bool,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    facets: FacetArgs,
    /// Print how many articles match, and nothing else
    #[arg(long, help_heading = "Output")]
    count: bool,
    /// Print the path of each file once, and nothing else
    #[arg(long, conflicts_with_all = ["count", "explain", "format", "facets"], help_heading = "Output")]
    paths: bool,
    /// End paths with a zero byte instead of a line end
    #[arg(short = '0', long = "null", requires = "paths", help_heading = "Output")]
    null: bool,
    /// Print what the query became, and how each hit came by its score
    #[arg(long, help_heading = "Output")]
    explain: bool,
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
    let weights = Weights { fresh: if args.fresh { rank::FRESH } else { 0.0 }, ..Weights::default() };
    let (limit, offset, explain) = (args.page.limit, args.page.offset, args.explain);
    let request = Request { sort, limit, offset, weights, explain, ..args.filters.request(text) };
    if args.strict {
        check(&catalog, &request)?;
    }
    if args.count {
        return count(&catalog, &request);
    }
    let mut results = ResultsView::new(&request, search::search(&catalog, &request)?);
    let dimensions = args.facets.dimensions();
    if !dimensions.is_empty() {
        let tree = request.prepare(&*catalog, &mut Terms::default()).tree;
        let counted = facets::facets(&catalog, &tree, &dimensions, args.facets.facet_limit)?;
        results.facets = counted.into_iter().map(FacetView::from).collect();
    }
    if args.paths {
        print_paths(args.null, &archive, &results.hits)?;
    } else {
        let text = |out: &mut dyn Write| {
            render::tree(out, &results)?;
            render::hits(out, &results.hits, context.style, archive.root())?;
            render::facets(out, &results.facets, context.style)?;
            render::totals(out, &results, started.elapsed())
        };
        // A table has one kind of row.
        if dimensions.is_empty() {
            print::list(args.format.format, &results, &results.hits, text)?;
        } else {
            print::list(args.format.format, &results, &FacetView::rows(&results.facets), text)?;
        }
    }
    if args.paths || args.format.format != Format::Json {
        note_reading(&request.text, &results.reading, &results.notes);
    }
    if !args.paths && args.format.format == Format::Text {
        remarks(&catalog, &request, &results)?;
        relaxed(&catalog, &request, &results, |view| {
            let mut out = print::output();
            render::hits(&mut out, &view.hits, context.style, archive.root())?;
            Ok(out.flush()?)
        })?;
    }
    Ok(found(results.total > 0))
}

/// Prints how many articles match.
fn count(catalog: &Catalog, request: &Request) -> Result<Outcome, Failure> {
    let prepared = request.prepare(catalog, &mut Terms::default());
    note_query(request, &prepared.query);
    let total = engine::count(catalog.reader(), &prepared.tree)?;
    print::json(&mut print::output(), &total)?;
    Ok(found(total > 0))
}

/// Fails at the first place at which a query is not read as typed.
fn check(catalog: &Catalog, request: &Request) -> Result<(), Failure> {
    let query = request.prepare(catalog, &mut Terms::default()).query;
    let Some(note) = query.notes.first().filter(|_| !request.text.trim().is_empty()) else { return Ok(()) };
    let place = render::caret(&request.text, &note.span);
    Err(Failure::new(format_args!("{}\n{place}", note.kind.message()))
        .hint("how queries are written: morgue help query"))
}

/// Where no article has all the words, shows those that have most of them, and says so.
fn relaxed(
    catalog: &Catalog,
    request: &Request,
    results: &ResultsView,
    show: impl FnOnce(&ResultsView) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if results.total > 0 || request.limit == 0 {
        return Ok(());
    }
    let Some(Relaxed { answer, kept, asked }) = relax::with_most_words(catalog, request)? else {
        return Ok(());
    };
    let words = if kept == 1 { "is one".to_owned() } else { format!("are {kept}") };
    let view = ResultsView::new(request, answer);
    note(&format!("There {words} of the {asked} words in {}:", render::plural(view.total, "article")));
    show(&view)
}

fn print_paths(null: bool, archive: &Archive, hits: &[HitView]) -> Result<(), Failure> {
    let mut met = HashSet::new();
    let files = hits.iter().map(|hit| hit.path.as_str());
    print::paths(files.filter(|file| met.insert(*file)).map(|file| openable(archive, file)), null)
}

/// What a person wants to know where nothing matches: what could be meant.
fn remarks(catalog: &Catalog, request: &Request, results: &ResultsView) -> Result<(), Failure> {
    if results.total > 0 {
        return Ok(());
    }
    note("No article matches.");
    suggestions(catalog, request)
}

/// Says which words occur nowhere, and what is near them.
pub(super) fn suggestions(catalog: &Catalog, request: &Request) -> Result<(), Failure> {
    let mut terms = Terms::default();
    let prepared = request.prepare(catalog, &mut terms);
    for unknown in suggest::unknown(catalog.reader(), &prepared.query.words(), &prepared.tree, &mut terms)? {
        let said = format!("\"{}\" {}", unknown.word, unknown.sought.nowhere());
        if unknown.nearest.is_empty() {
            note(&format!("{said}."));
        } else {
            note(&format!("{said}; near it: {}", unknown.nearest.join(", ")));
        }
    }
    Ok(())
}
