//! `morgue person`, `org`, `place`: what the archive has of one name.

use clap::Args;
use morgue::{
    render,
    search::{
        Request,
        profile::{self, Closeness, Found},
    },
    view::{CandidatesView, PersonView},
};
use names::Kind;

use crate::cli::{
    Failure, Outcome,
    args::{FilterArgs, JsonFormat},
    context::{Context, found, note, note_request},
    print,
};

/// Whose profile, and of which articles.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue person Lin Meihua                     when, where, with whom, described how
  morgue person Kettering --since 2019 --limit 20
  morgue person 'Lin Meihua' --explain         which names are one, and why
  morgue org 'Merrow Line Ferries' --query pension --format json

Companions are ranked by Dunning's log-likelihood ratio: who stands in the same articles more often than chance has it.")]
pub(crate) struct PersonArgs {
    /// The name; if several have its words, they are listed
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,
    /// Only in the articles that this query finds
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// Also say which names count as this one, and why
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    filters: FilterArgs,
    /// How many of each list at most
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, help_heading = "Output")]
    limit: usize,
    #[command(flatten)]
    format: JsonFormat,
}

pub(crate) fn run(args: &PersonArgs, kind: Kind, context: &Context) -> Result<Outcome, Failure> {
    args.filters.check()?;
    let (_, catalog) = args.filters.open(context)?;
    let request = args.filters.request(args.query.clone().unwrap_or_default());
    let request = Request { limit: args.limit, ..request };
    note_request(&catalog, &request);
    let name = args.name.join(" ");
    match profile::profile(&catalog, kind, &name, &request, Closeness::full(args.explain))? {
        Found::One(profile) => {
            let view = PersonView::from(*profile);
            print::one(args.format.is_json(), &view, |out| render::profile(out, &view, context.style))?;
            Ok(Outcome::Done)
        }
        Found::Several(counts, surname_only) => {
            let view = CandidatesView::new(counts, surname_only, args.limit);
            print::one(args.format.is_json(), &view, |out| render::candidates(out, &view, context.style))?;
            if view.total > 1 {
                let total = render::grouped(view.total as u64);
                let only = if view.surname_only.is_some() {
                    format!(", or \"={name}\" for those that have no more of it")
                } else {
                    String::new()
                };
                note(&format!("\"{name}\" may be one of {total}; type more of the name{only}."));
            }
            Ok(Outcome::Done)
        }
        Found::Nobody(unknown) => {
            let nearest = unknown.into_iter().flat_map(|unknown| unknown.nearest).collect();
            let view = CandidatesView { nearest, ..CandidatesView::new(Vec::new(), None, 0) };
            print::one(args.format.is_json(), &view, |_| Ok(()))?;
            let near = match view.nearest.as_slice() {
                [] => String::new(),
                nearest => format!(" Near it: {}", nearest.join(", ")),
            };
            note(&format!("No such name as \"{name}\".{near}"));
            Ok(found(false))
        }
    }
}
