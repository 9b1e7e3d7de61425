//! `morgue purge`: remove an article for good.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    mem::ManuallyDrop,
};

use clap::Args;
use morgue::{
    archive::{Archive, file_system_path, record::ArticleRecord},
    desk::{self, Forgotten},
    render::{plural, safe_line},
    search::{Catalog, kin},
};

use super::target;
use crate::cli::{
    Failure, Outcome,
    context::{Context, agreed, note},
    observer::Bar,
};

/// Remove an article for good: from the index and all that was made of it
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue purge 3k7q                            show what would go, and ask
  morgue purge 2019/2019-05-10-recount.txt     the articles of a file
  morgue purge --url https://packet.example.org/2019/05/recount-confirms-iyer
  morgue purge 3k7q --copies --yes             also copies that differ in some sentences; do not ask

What says that it stands at the same url and what has the same words goes with it, and none of it comes back with a later
run, also if its file is moved or copied. Your own files are not touched: remove the article's file yourself.")]
pub(crate) struct PurgeArgs {
    /// The article's id, the beginning of it, or the path of its file
    #[arg(value_name = "ID|PATH", required_unless_present = "url")]
    target: Option<String>,
    /// The article that was published there
    #[arg(long, value_name = "URL", conflicts_with = "target")]
    url: Option<String>,
    /// Remove the copies of its text, too, which differ in some sentences
    #[arg(long)]
    copies: bool,
    /// Do not ask
    #[arg(long, short = 'y')]
    yes: bool,
}

pub(crate) fn run(args: &PurgeArgs, context: &Context) -> Result<Outcome, Failure> {
    let (archive, catalog) = context.open()?;
    let meant = match (&args.target, &args.url) {
        (Some(target), _) => target::articles(&archive, catalog.reader(), target)?,
        (None, Some(url)) => catalog.reader().articles_with_url(url)?,
        (None, None) => Vec::new(),
    };
    if meant.is_empty() {
        let asked = args.target.as_ref().or(args.url.as_ref()).map_or("", String::as_str);
        note(&format!("No article has the id, path or url \"{asked}\"."));
        return Ok(Outcome::Nothing);
    }
    let articles = kin::bound(catalog.reader(), meant, args.copies)?;
    show(&articles, &catalog, args.copies)?;
    if !args.yes && !agreed("Remove this for good?")? {
        note("Nothing was removed.");
        return Ok(Outcome::Done);
    }
    // The index is read no more, so that nothing holds the files that are to go.
    drop(ManuallyDrop::into_inner(catalog));
    remove(&archive, &articles)
}

fn show(articles: &[ArticleRecord], catalog: &Catalog, with_copies: bool) -> Result<(), Failure> {
    let mut err = io::stderr().lock();
    writeln!(err, "To be removed from the index, for good:")?;
    for record in articles {
        let title = record.article.title.as_deref().unwrap_or("(no headline)");
        let date = record.article.date.map_or("no date".to_owned(), |date| date.to_string());
        writeln!(err, "  {}  {date}  {}  {}", record.id, safe_line(title), safe_line(&record.place()))?;
    }
    let mut others = 0;
    for record in articles {
        let copies = kin::copies(catalog.reader(), record.id)?;
        others += copies.iter().filter(|copy| !articles.iter().any(|going| going.id == **copy)).count();
    }
    if others > 0 && !with_copies {
        writeln!(err, "Copies of the text that differ in some sentences stay; --copies removes them, too.")?;
    }
    writeln!(
        err,
        "Your own files stay as they are. Backups and exports that were made before have it still."
    )?;
    Ok(())
}

fn remove(archive: &Archive, articles: &[ArticleRecord]) -> Result<Outcome, Failure> {
    let bar = Bar::new();
    let purged = archive.purge(articles, &bar);
    drop(bar);
    purged?;
    let Forgotten { marks, assignments, changes, still } = desk::forget(archive, articles)?;
    note(&format!("{} removed for good.", plural(articles.len() as u64, "article")));
    if marks + assignments + changes > 0 {
        note(&format!(
            "From the desk: {}, {}, {} of the journal.",
            plural(marks as u64, "mark"),
            plural(assignments as u64, "assignment"),
            plural(changes as u64, "change"),
        ));
    }
    for (file, line) in still {
        note(&format!("desk/{file}, line {line} still names it: that is yours to change."));
    }
    let paths: BTreeSet<&str> = articles.iter().map(|record| record.path.as_str()).collect();
    for path in paths {
        if archive.root().join(file_system_path(path)).exists() {
            note(&format!("{path} is still there: runs leave the article out from now on."));
        }
    }
    Ok(Outcome::Done)
}
