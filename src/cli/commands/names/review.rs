//! `morgue names review`: pairs of names that are perhaps one, one key each.

use std::io::{self, IsTerminal, Write};

use clap::Args;
use console::{Key, Term};
use morgue::{
    archive::{Archive, identities::Doubt},
    desk::names::{Change, Corrections, Edit},
    render::{self, plural, safe_line},
    search::{Catalog, corrections},
    view::DoubtView,
};

use crate::cli::{
    Failure, Outcome,
    args::{Format, FormatArg},
    context::{Context, note},
    print,
};

/// Decide about names that are perhaps one: a key each
#[derive(Args, Debug)]
#[command(
    after_help = "On a terminal each pair is shown with its newest headlines, and a key decides. Elsewhere the pairs are listed.

Examples:
  morgue names review
  morgue names review --limit 20 --format csv"
)]
pub(crate) struct ReviewArgs {
    /// How many pairs at most
    #[arg(long, short = 'n', value_name = "N", default_value_t = 100)]
    limit: usize,
    #[command(flatten)]
    format: FormatArg,
}

pub(super) fn run(args: &ReviewArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let mut doubts = corrections::open_doubts(&catalog, &Corrections::load(&archive)?);
    doubts.truncate(args.limit);
    let asks = args.format.format == Format::Text && io::stdin().is_terminal() && io::stdout().is_terminal();
    if asks && !doubts.is_empty() {
        return ask(&archive, &catalog, &doubts);
    }
    let views: Vec<DoubtView> = doubts.into_iter().map(DoubtView::from).collect();
    print::list(args.format.format, &views, &views, |out| render::doubts(out, &views, context.style))?;
    if views.is_empty() && args.format.format == Format::Text {
        note("Nothing is in doubt.");
    }
    Ok(Outcome::Done)
}

/// What a key says.
enum Answer {
    Join,
    KeepApart,
    Skip,
    Undo,
    Quit,
}

fn ask(archive: &Archive, catalog: &Catalog, doubts: &[Doubt]) -> Result<Outcome, Failure> {
    let mut term = Term::stdout();
    let mut made = 0_u32;
    let mut at = 0;
    while let Some(doubt) = doubts.get(at) {
        show(&mut term, catalog, doubt, at + 1, doubts.len())?;
        let edit = match answer(&term)? {
            Answer::Join => joined(catalog, doubt)?,
            Answer::KeepApart => {
                Edit::Split { kind: doubt.kind, name: doubt.a.clone(), other: doubt.b.clone() }
            }
            Answer::Skip => {
                at += 1;
                continue;
            }
            Answer::Undo if made > 0 => {
                Change::undo(archive, None)?.make(archive)?;
                (made, at) = (made - 1, at.saturating_sub(1));
                writeln!(term, "  taken back")?;
                continue;
            }
            Answer::Undo => continue,
            Answer::Quit => break,
        };
        writeln!(term, "  {}", safe_line(&edit.sentence()))?;
        Change::plan(archive, &[edit])?.make(archive)?;
        (made, at) = (made + 1, at + 1);
    }
    writeln!(term, "{}; `morgue names undo` takes the last one back", plural(u64::from(made), "decision"))?;
    Ok(Outcome::Done)
}

/// The edit that joins two names under the one that more articles have.
fn joined(catalog: &Catalog, doubt: &Doubt) -> Result<Edit, Failure> {
    let articles = |name: &String| corrections::standing(catalog, doubt.kind, name).map(|here| here.articles);
    let (name, other) = if articles(&doubt.a)? >= articles(&doubt.b)? {
        (doubt.a.clone(), doubt.b.clone())
    } else {
        (doubt.b.clone(), doubt.a.clone())
    };
    Ok(Edit::Join { kind: doubt.kind, name, others: vec![other] })
}

fn show(term: &mut Term, catalog: &Catalog, doubt: &Doubt, number: usize, all: usize) -> Result<(), Failure> {
    let view = DoubtView::from(doubt.clone());
    writeln!(term, "\n{number} of {all}: one and the same? They differ in {}.", view.differ)?;
    for name in [&doubt.a, &doubt.b] {
        let standing = corrections::standing(catalog, doubt.kind, name)?;
        writeln!(term, "  {} ({})", safe_line(name), plural(standing.articles, "article"))?;
        let key = names::key::key_of(doubt.kind, name);
        let set = match catalog.identities().number_of(doubt.kind, &key) {
            Some(number) => catalog.names_of(number),
            None => Some(catalog.names_alone(doubt.kind, &key)),
        };
        for article in
            corrections::newest(catalog, set.unwrap_or_else(|| catalog.names_alone(doubt.kind, &key)), 2)?
        {
            let title = article.article.title.as_deref().unwrap_or(&article.path);
            let date = article.article.date.map(|date| date.to_string()).unwrap_or_default();
            writeln!(term, "    {date} {}", safe_line(title))?;
        }
    }
    Ok(())
}

fn answer(term: &Term) -> Result<Answer, Failure> {
    let mut out = term.clone();
    write!(out, "  [j]oin  [k]eep apart  [s]kip  [u]ndo  [q]uit ")?;
    out.flush()?;
    loop {
        let answer = match term.read_key()? {
            Key::Char('j' | 'y') => Answer::Join,
            Key::Char('k' | 'n') => Answer::KeepApart,
            Key::Char('s') | Key::Enter => Answer::Skip,
            Key::Char('u') => Answer::Undo,
            Key::Char('q') | Key::Escape => Answer::Quit,
            _ => continue,
        };
        writeln!(out)?;
        return Ok(answer);
    }
}
