//! `morgue related`: articles about the same as another.

use clap::Args;
use morgue::{
    render::{self, plural},
    search,
    view::RelatedView,
};

use super::target;
use crate::cli::{
    Failure, Outcome,
    args::{Format, FormatArg, PageArgs},
    context::{Context, found, note},
    print,
};

/// Find articles about the same as another, without those that repeat it
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue related 3k7q                          by the telling words and the names of the article whose id begins so
  morgue related 2019/2019-05-10-recount.txt --limit 5
  morgue related 3k7q --format csv")]
pub(crate) struct RelatedArgs {
    /// The article's id, the beginning of it, or the path of its file
    #[arg(value_name = "ID|PATH")]
    target: String,
    #[command(flatten)]
    page: PageArgs,
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &RelatedArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let records = target::articles(&archive, catalog.reader(), &args.target)?;
    let record = match records.as_slice() {
        [record] => record,
        [] => {
            note(&format!("No article has the id or path \"{}\".", args.target));
            return Ok(Outcome::Nothing);
        }
        several => {
            let ids: Vec<String> = several.iter().take(5).map(|record| record.id.to_string()).collect();
            return Err(Failure::new(format_args!("\"{}\" holds several articles", args.target))
                .hint(format_args!("type the id of one: {}", ids.join(", "))));
        }
    };
    let (limit, offset) = (args.page.limit, args.page.offset);
    let related = search::related::related(&catalog, record, limit, offset)?;
    let view = RelatedView::new(record, related, limit, offset);
    print::list(args.format.format, &view, &view.hits, |out| {
        render::hits(out, &view.hits, context.style, archive.root())
    })?;
    if args.format.format == Format::Text {
        remarks(&view);
    }
    Ok(found(!view.hits.is_empty()))
}

/// How many of the words are named by which articles were found.
const WORDS_SHOWN: usize = 10;

fn remarks(view: &RelatedView) {
    if view.hits.is_empty() {
        note("No other article has much in common with it.");
    }
    let words: Vec<&str> = view.words.iter().take(WORDS_SHOWN).map(String::as_str).collect();
    if !words.is_empty() {
        note(&format!("by its names, and by: {}", words.join(", ")));
    }
    if view.copies > 0 {
        note(&format!("{} that repeat it left out", plural(view.copies, "article")));
    }
}
