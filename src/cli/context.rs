//! What every command needs: the archive it is about, and where its output goes.

use std::{
    io::{self, IsTerminal, Write},
    mem::ManuallyDrop,
    path::{Path, PathBuf},
};

use morgue::{
    archive::{Archive, FOLDER, terms::Terms},
    desk::Settings,
    render::{self, Style},
    search::{Catalog, Request, query::Query},
    view::{self, SummaryView},
};

use super::{
    Failure, Outcome,
    args::{ColorWhen, Global},
    observer::Bar,
};

/// The surroundings of a command.
pub(crate) struct Context {
    archive: Option<PathBuf>,
    home: Option<PathBuf>,
    /// How the output looks.
    pub(crate) style: Style,
}

impl Context {
    pub(crate) fn new(global: &Global) -> Self {
        // An empty variable of the environment is none.
        let named = |path: &Option<PathBuf>| path.clone().filter(|path| !path.as_os_str().is_empty());
        Self { archive: named(&global.archive), home: named(&global.index), style: style(global.color) }
    }

    /// The archive of a folder, its index where the user wants it.
    pub(crate) fn archive_at(&self, folder: &Path) -> Result<Archive, Failure> {
        Ok(Archive::at(folder, self.home.as_deref())?)
    }

    /// The archive that the user means: named, remembered by the index, or around the current folder.
    pub(crate) fn archive(&self) -> Result<Archive, Failure> {
        if let Some(folder) = &self.archive {
            if !folder.is_dir() {
                return Err(Failure::new(format_args!("{} is no folder", folder.display()))
                    .hint("name the folder that holds the articles"));
            }
            return self.archive_at(folder);
        }
        if let Some(home) = &self.home
            && let Some(archive) = Archive::of_home(home)?
        {
            return Ok(archive);
        }
        Archive::find(Path::new(".")).ok_or_else(|| {
            Failure::new(format_args!("no archive here: neither this folder nor one above it holds {FOLDER}"))
                .hint("type: morgue index FOLDER")
                .hint("or name an archive: --archive FOLDER, or MORGUE_ARCHIVE in the environment")
        })
    }

    /// The style of what goes to standard error.
    pub(crate) fn plain(&self) -> Style {
        if io::stderr().is_terminal() { self.style } else { Style::default() }
    }

    /// Whether the user has named the archive.
    pub(crate) fn is_named(&self) -> bool {
        self.archive.is_some()
    }

    /// The archive that the user means, ready to be read; one that was named and never indexed is indexed first.
    ///
    /// It stays open until the process ends: to give back the memory of a hundred mapped files one by one takes as long as
    /// to answer a question.
    pub(crate) fn open(&self) -> Result<(Archive, ManuallyDrop<Catalog>), Failure> {
        let archive = self.archive()?;
        if !archive.is_indexed() && self.is_named() {
            refuse_part(&archive)?;
            let options = Settings::load(&archive)?.run();
            let bar = Bar::new();
            let summary = archive.update(&options, &bar)?;
            drop(bar);
            render::summary(&mut io::stderr().lock(), &SummaryView::new(&summary, false), Style::default())?;
            if summary.cancelled {
                return Err(interrupted());
            }
        }
        let catalog = Catalog::open(&archive)?;
        Ok((archive, ManuallyDrop::new(catalog)))
    }
}

/// How a path of the archive is written so that it opens from the current folder.
pub(crate) fn openable(archive: &Archive, path: &str) -> PathBuf {
    let full = archive.root().join(morgue::archive::file_system_path(path));
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    match here.as_deref().map(|here| full.strip_prefix(here)) {
        Ok(Ok(relative)) => relative.to_owned(),
        _ => full,
    }
}

/// A part of an archive does not become an archive of its own unasked.
fn refuse_part(archive: &Archive) -> Result<(), Failure> {
    match Archive::find(archive.root()) {
        Some(around) if around.root() != archive.root() && archive.home() == archive.root().join(FOLDER) => {
            let (part, whole) = (archive.root().display(), around.root().display());
            Err(Failure::new(format_args!("{part} is a part of the archive {whole}"))
                .hint(format_args!("to search the archive: --archive {whole}"))
                .hint(format_args!("to make one of its own: morgue index {part} --new")))
        }
        _ => Ok(()),
    }
}

/// The failure of a run that was ended by the user.
pub(crate) fn interrupted() -> Failure {
    Failure::new("interrupted").hint(
        "type the same again to go on; a rebuild starts over, and until it is whole the old index answers",
    )
}

/// Writes to standard error what is for a person and no data.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", render::safe(text));
}

/// Says how a query was read, where that is not what was typed.
pub(crate) fn note_reading(typed: &str, reading: &str, notes: &[String]) {
    if notes.is_empty() || typed.trim().is_empty() {
        return;
    }
    note(&format!("read as: {}", if reading.is_empty() { "nothing to look for" } else { reading }));
    for reason in notes {
        note(&format!("  {reason}"));
    }
}

/// The same of a request whose answer does not say it, and of which nothing else is wanted here.
pub(crate) fn note_request(catalog: &Catalog, request: &Request) {
    note_query(request, &request.prepare(catalog, &mut Terms::default()).query);
}

/// The same of a request that was prepared.
pub(crate) fn note_query(request: &Request, query: &Query) {
    note_reading(&request.text, &query.reading(), &view::remarks(&request.text, &query.notes));
}

/// Asks before something is done that was not asked for with --yes.
pub(crate) fn agreed(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::new("nobody is there to be asked; nothing was changed")
            .hint("--yes makes the change without asking"));
    }
    let mut err = io::stderr().lock();
    write!(err, "{question} [y/N] ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// Ends a command that looked something up.
pub(crate) fn found(any: bool) -> Outcome {
    if any { Outcome::Done } else { Outcome::Nothing }
}

fn style(when: ColorWhen) -> Style {
    let terminal = io::stdout().is_terminal();
    let able = std::env::var_os("TERM").is_some_and(|term| term != "dumb");
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let color = match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => terminal && able && !unwanted,
    };
    let width = terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0));
    Style { color, links: terminal && color, width }
}
