//! `morgue first`: when something was first written about.

use clap::Args;
use morgue::{
    render::{self, plural},
    search::{self, Request},
    view::FirstView,
};

use super::search::suggestions;
use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, Format, FormatArg, QueryWords},
    context::{Context, found, note, note_reading},
    print,
};

/// Show the first article about something, and what the archive holds before it
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue first tidal gate                      the earliest article that has both words
  morgue first --person 'Lin Meihua' --limit 3
  morgue first ferry OR lifeboat --format json")]
pub(crate) struct FirstArgs {
    #[command(flatten)]
    query: QueryWords,
    #[command(flatten)]
    filters: FilterArgs,
    /// How many of the earliest articles
    #[arg(long, short = 'n', value_name = "N", default_value_t = 1, help_heading = "Output")]
    limit: usize,
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &FirstArgs, context: &Context) -> Result<Outcome, Failure> {
    let text = args.query.text();
    if text.trim().is_empty() && args.filters.is_empty() {
        return Err(Failure::new("the first of what?").hint("type: morgue first WORD…"));
    }
    args.filters.check()?;
    let (archive, catalog) = args.filters.open(context)?;
    let request = Request { limit: args.limit, ..args.filters.request(text) };
    let view = FirstView::new(&request, search::first::first(&catalog, &request)?);
    print::list(args.format.format, &view, &view.hits, |out| {
        render::hits(out, &view.hits, context.style, archive.root())
    })?;
    if args.format.format == Format::Text {
        remarks(&view, args.filters.is_empty());
        if view.total == 0 {
            suggestions(&catalog, &request)?;
        }
    }
    Ok(found(view.total > 0))
}

fn remarks(view: &FirstView, is_unfiltered: bool) {
    note_reading(&view.query, &view.reading, &view.notes);
    if view.total == 0 {
        note("No article matches.");
        return;
    }
    if let (Some(first), Some(from)) = (view.hits.first(), &view.archive_from) {
        let before = match view.before {
            0 => "The archive has no article that is surely earlier".to_owned(),
            before => {
                let others = if is_unfiltered { "without it" } else { "that do not match" };
                format!("Before that, the archive has {} {others}", plural(before, "article"))
            }
        };
        note(&format!("{before}; it begins on {from}."));
        if first.date.as_ref().is_some_and(|date| date.len() < "2023-06-18".len()) {
            note("The date of the first is vague: others may be earlier.");
        }
    }
    if view.undated > 0 {
        note(&format!("{} without a date left out.", plural(view.undated, "article")));
    }
}
