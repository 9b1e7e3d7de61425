//! `morgue quotes`: list what somebody said.

use clap::{Args, ValueEnum};
use morgue::{
    archive::{Archive, terms::Terms},
    render::{self, plural},
    search::{Catalog, Request, Sort, quotes, resolve::Resolved, suggest},
    view::QuotesView,
};

use super::target;
use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, Format, FormatArg, PageArgs},
    context::{Context, found, note},
    print,
};

/// List what a person or organization said: direct speech, with who says so and where
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue quotes Lin Meihua                     what she said, the newest first
  morgue quotes lin meihua --about 'hear OR waiting' --sort oldest
  morgue quotes Solheim --since 2019 --until 2020-06 --limit 20 --offset 20
  morgue quotes --about bog --org 'Gannet Estates'
                                               anybody's words about it, in articles that name the company
  morgue quotes --article 3k7q                 all quotes of an article, those without a clear speaker too
  morgue quotes Iyer --format csv")]
pub(crate) struct QuotesArgs {
    /// Name of a person or organization; words that several have mean all of them
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// Only quotes whose words this query matches; see `morgue search --help`
    #[arg(long, value_name = "QUERY")]
    about: Option<String>,
    /// Only the quotes of this article; those without a clear speaker too, if nobody is named
    #[arg(long, value_name = "ID|PATH", conflicts_with_all = ["person", "org", "place", "source", "author", "since", "until"])]
    article: Option<String>,
    #[command(flatten)]
    filters: FilterArgs,
    /// By the date of the article; those of one article come as they stand there
    #[arg(long, value_name = "ORDER", default_value = "newest", help_heading = "Output")]
    sort: SortArg,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    format: FormatArg,
}

/// In which order quotes come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SortArg {
    /// Latest first, undated last
    Newest,
    /// Earliest first, undated last
    Oldest,
}

pub(crate) fn run(args: &QuotesArgs, context: &Context) -> Result<Outcome, Failure> {
    let name = args.name.join(" ");
    let speaker = (!name.trim().is_empty()).then_some(name.trim());
    let about = args.about.clone().unwrap_or_default();
    if speaker.is_none() && about.trim().is_empty() && args.article.is_none() && args.filters.is_empty() {
        return Err(Failure::new("whose quotes?").hint(
            "type: morgue quotes NAME, or morgue quotes --about QUERY, or morgue quotes --article ID",
        ));
    }
    args.filters.check()?;
    let (archive, catalog) = args.filters.open(context)?;
    let sort = match args.sort {
        SortArg::Newest => Sort::Newest,
        SortArg::Oldest => Sort::Oldest,
    };
    let request =
        Request { sort, limit: args.page.limit, offset: args.page.offset, ..args.filters.request(about) };
    let Some(answer) = answer(args, &archive, &catalog, speaker, &request)? else {
        return Ok(Outcome::Nothing);
    };
    let view = QuotesView::new(speaker, &request, answer);
    print::list(args.format.format, &view, &view.quotes, |out| {
        render::quotes(out, &view, context.style, archive.root())?;
        render::quote_totals(out, &view)
    })?;
    if args.format.format == Format::Text {
        remarks(&catalog, &view)?;
    }
    Ok(found(view.total > 0))
}

/// What was said; none if there is no such article.
fn answer(
    args: &QuotesArgs,
    archive: &Archive,
    catalog: &Catalog,
    speaker: Option<&str>,
    request: &Request,
) -> Result<Option<quotes::Answer>, Failure> {
    let Some(id) = &args.article else { return Ok(Some(quotes::quotes(catalog, speaker, request)?)) };
    let records = target::articles(archive, catalog.reader(), id)?;
    if records.is_empty() {
        note(&format!("No article has the id or path \"{id}\"."));
        return Ok(None);
    }
    Ok(Some(quotes::quotes_of(catalog, &records, speaker, request)))
}

/// What a person wants to know beside the quotes: who is meant, or what could be where nothing was found.
fn remarks(catalog: &Catalog, view: &QuotesView) -> Result<(), Failure> {
    if !view.notes.is_empty() {
        note(&format!("--about was read as: {}", view.reading));
        view.notes.iter().for_each(|reason| note(&format!("  {reason}")));
    }
    if view.total > 0 {
        if view.name.is_some() && view.speakers.len() > 1 {
            who_is_meant(view);
        }
        return Ok(());
    }
    let by = view.name.as_ref().map_or(String::new(), |name| format!(" by \"{name}\""));
    note(&format!("No quote{by} was found."));
    nothing_found(catalog, view)
}

/// Says why nothing was found, as far as that can be told.
fn nothing_found(catalog: &Catalog, view: &QuotesView) -> Result<(), Failure> {
    let articles = plural(view.articles, "article");
    let is_known = match &view.name {
        Some(name) if view.articles == 0 => !unknown_name(catalog, name)?,
        _ => true,
    };
    if view.others > 0 {
        note(&format!("--about matches none of {} in {articles}.", plural(view.others, "quote")));
    } else if view.articles > 0 && view.name.is_some() {
        note(&format!("Nothing in {articles} is clearly said by that name."));
    } else if is_known && view.name.is_some() {
        note("No article has that name and all else that was asked for.");
    }
    if view.undated > 0 {
        note(&format!("{} without a date left out.", plural(view.undated, "article")));
    }
    Ok(())
}

/// How many of the names are shown that a text means.
const NAMES_SHOWN: usize = 8;

fn who_is_meant(view: &QuotesView) {
    let shown = view.speakers.iter().take(NAMES_SHOWN);
    let shown: Vec<String> = shown.map(|speaker| format!("{} ({})", speaker.name, speaker.quotes)).collect();
    let more = view.speakers.len().saturating_sub(NAMES_SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    note(&format!("said by {}{more}; a fuller name means just one", shown.join(", ")));
}

/// Says which words of a name no person and no organization has, if there are any.
fn unknown_name(catalog: &Catalog, name: &str) -> Result<bool, Failure> {
    let mut terms = Terms::default();
    let mut unknown = Vec::new();
    for set in quotes::sets(catalog, name) {
        unknown.push(suggest::unknown(catalog.reader(), &[], &Resolved::Name(set), &mut terms)?);
    }
    let Some((first, others)) = unknown.split_first() else { return Ok(false) };
    let mut any = false;
    for word in first {
        let mut nearest = word.nearest.clone();
        let same = others.iter().map(|words| words.iter().find(|other| other.word == word.word));
        let Some(same) = same.collect::<Option<Vec<_>>>() else { continue };
        nearest.extend(same.into_iter().flat_map(|other| other.nearest.iter().cloned()));
        nearest.sort_unstable();
        nearest.dedup();
        any = true;
        if nearest.is_empty() {
            note(&format!("\"{}\" stands in no name.", word.word));
        } else {
            note(&format!("\"{}\" stands in no name; near it: {}", word.word, nearest.join(", ")));
        }
    }
    Ok(any)
}
