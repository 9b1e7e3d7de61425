//! `morgue names export`, `import`: all names as a table for `OpenRefine` or a spreadsheet, and back.

use std::{
    fs::File,
    io::{self, Read},
    path::PathBuf,
};

use clap::Args;
use morgue::{
    desk::names::{
        Edit,
        import::{self, Known, Today},
    },
    render::csv,
    search::corrections::{self, NameRow},
    view::NameRowView,
};
use names::{Kind, key};
use std::collections::HashMap;

use super::meant::{self, KindArg};
use crate::cli::{Failure, Outcome, context::Context, print};

/// Write all names as a table
#[derive(Args, Debug)]
#[command(
    after_help = "The column `form` is a name of the archive, `name` what it counts as. Give several rows the same
`name` to join them, another one to part them, none to ignore them; then read the table back.

Examples:
  morgue names export >names.csv
  morgue names export --kind org --min-articles 3 >orgs.csv
  morgue names import names.csv"
)]
pub(crate) struct ExportArgs {
    /// Only names of this kind
    #[arg(long, value_name = "KIND")]
    kind: Option<KindArg>,
    /// Only names in at least so many articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_articles: u64,
}

/// Read a table back that was corrected
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue names import names.csv
  morgue names import - --yes <names.csv")]
pub(crate) struct ImportArgs {
    /// The table, with the columns of `morgue names export`; - reads standard input
    file: PathBuf,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
}

pub(super) fn export(args: &ExportArgs, context: &Context) -> Result<Outcome, Failure> {
    let (_, catalog) = context.open()?;
    let mut rows: Vec<NameRowView> = Vec::new();
    for kind in
        Kind::ALL.into_iter().filter(|kind| args.kind.is_none_or(|wanted| Kind::from(wanted) == *kind))
    {
        let all = corrections::table(&catalog, kind)?.into_iter();
        rows.extend(all.filter(|row| row.articles >= args.min_articles).map(NameRowView::from));
    }
    csv::write(&mut print::output(), &rows)?;
    Ok(Outcome::Done)
}

pub(super) fn import(args: &ImportArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let mut today: HashMap<(Kind, String), Today> = HashMap::new();
    for kind in Kind::ALL {
        for row in corrections::table(&catalog, kind)? {
            let NameRow { form, name, wikidata, viaf, .. } = row;
            today.insert((kind, key::key_of(kind, &form)), Today { name, wikidata, viaf });
        }
    }
    let shown = args.file.display();
    let table: Box<dyn Read> = if args.file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(&args.file).map_err(|error| Failure::new(format_args!("{shown}: {error}")))?)
    };
    let wrong = |line: u64, message: &str| {
        Failure::new(format_args!("{shown}, line {line}: {message}")).hint("nothing was changed")
    };
    let mut rows: Vec<Known> = Vec::new();
    let mut said: HashMap<(Kind, String), (u64, String)> = HashMap::new();
    let table = import::rows(table).map_err(|error| {
        Failure::new(format_args!("{shown}: {error}"))
            .hint("the table needs the columns kind, form and name, in UTF-8 or UTF-16; nothing was changed")
    })?;
    for (line, row) in table {
        let Some(kind) = row.kind() else {
            return Err(wrong(
                line,
                &format!("\"{}\" is no kind; write person, organization or place", row.kind),
            ));
        };
        let key = (kind, key::key_of(kind, &row.form));
        if key.1.is_empty() {
            return Err(wrong(line, &format!("\"{}\" has no letter or digit", row.form)));
        }
        let (before, name) = said.entry(key.clone()).or_insert_with(|| (line, row.name.clone()));
        if *name != row.name {
            let message =
                format!("\"{}\" is \"{}\" here, and \"{name}\" in line {before}", row.form, row.name);
            return Err(wrong(line, &message));
        }
        let now = today.get(&key).cloned();
        // A name that is not in the archive any more may come back with an older table: it becomes an alias.
        let now = now.unwrap_or(Today { name: Some(row.form.clone()), ..Today::default() });
        rows.push((kind, row, now));
    }
    let mut edits = import::edits(&rows);
    // A name that was there as another kind, of which the table says nothing any more, has got this one.
    for (is, row, _) in rows.iter().filter(|(_, row, _)| !row.name.trim().is_empty()) {
        let key = key::key_of(*is, &row.form);
        let was = Kind::ALL.into_iter().filter(|kind| {
            let other = (*kind, key::key_of(*kind, &row.form));
            kind != is && today.contains_key(&other) && !said.contains_key(&other)
        });
        if !today.contains_key(&(*is, key)) {
            edits.extend(was.map(|kind| Edit::Retype { kind, name: row.form.trim().to_owned(), is: *is }));
        }
    }
    meant::make(context, &archive, &catalog, &edits, args.yes)
}
