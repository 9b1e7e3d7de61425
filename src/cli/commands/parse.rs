//! `morgue parse`: what is made of files, without an index.

use std::{io::Write, ops::ControlFlow, path::Path};

use clap::Args;
use intake::{Article, Limits, Problem, ProblemKind, Sink, Source};
use morgue::{
    archive::{Archive, boilerplate::Recurring, dates::DayOrders, stream::Analyzer},
    desk::Settings,
    render::{self, Style, csv},
    view::{ParsedView, UnparsedView},
};

use super::texts;
use crate::cli::{
    Failure, Outcome,
    args::{Format, FormatArg},
    context::Context,
    print,
};

/// Print what is made of files: headline, byline, date, names, body
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  morgue parse article.txt                     for reading
  morgue parse *.txt --format jsonl            a line an article
  morgue parse --explain article.txt           with what the archive around it has learnt of its source
  morgue parse - < article.txt                 standard input")]
pub(crate) struct ParseArgs {
    /// Files; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Also use what the archive around has learnt of the source, and say what it is: what recurs, how dates are read
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &ParseArgs, context: &Context) -> Result<Outcome, Failure> {
    let mut out = print::output();
    let mut printer = Printer { format: args.format.format, style: context.style, printed: 0, out: &mut out };
    let archive = archive(context, &args.files)?;
    let settings = archive.as_ref().map_or_else(|| Ok(Settings::default()), Settings::load)?;
    let mut reading = Reading {
        limits: settings.limits(),
        recurring: None,
        day_orders: DayOrders::new(settings.dates.order),
        analyzer: Analyzer::default(),
    };
    if args.explain {
        let archive = archive.map_or_else(|| context.archive(), Ok)?;
        reading.recurring = Some(Recurring::open(&archive)?);
        reading.day_orders = DayOrders::open(&archive)?.with_setting(settings.dates.order);
    }
    let mut failed = 0;
    for path in &args.files {
        let (given, problems) = parse(path, &mut reading, &mut printer)?;
        failed += usize::from(problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable));
        for (at, problem) in problems.iter().enumerate() {
            printer.problem(path, problem, given == 0 && at == 0)?;
        }
    }
    printer.finish()?;
    out.flush()?;
    texts::outcome(failed, args.files.len())
}

/// Problems of a file that are told at most.
const MOST_PROBLEMS: usize = 1000;

/// How files are read.
struct Reading {
    limits: Limits,
    /// What recurs in the archive, if it is to be told.
    recurring: Option<Recurring>,
    /// How dates in numbers are read: as the settings say, and with it what the archive has learnt, if it is to be told.
    day_orders: DayOrders,
    analyzer: Analyzer,
}

/// The archive that the user means, else the one that the first of the files is in, if it is in any.
fn archive(context: &Context, files: &[String]) -> Result<Option<Archive>, Failure> {
    match context.archive() {
        Ok(archive) => Ok(Some(archive)),
        Err(failure) if context.is_named() => Err(failure),
        Err(_) => {
            let folder = files.iter().find(|path| *path != "-").and_then(|path| Path::new(path).parent());
            let folder =
                folder.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
            Ok(folder.and_then(Archive::find))
        }
    }
}

/// Prints the articles of a file as they come; how many there were, and its problems.
fn parse<W: Write>(
    path: &str,
    reading: &mut Reading,
    printer: &mut Printer<'_, W>,
) -> Result<(u64, Vec<Problem>), Failure> {
    let mut reader = match texts::open(path) {
        Ok(reader) => reader,
        Err(error) => return Ok((0, vec![Problem::new(ProblemKind::Unreadable, error.to_string())])),
    };
    let mut sink = ViewSink {
        path,
        analyzer: &mut reading.analyzer,
        recurring: reading.recurring.as_ref(),
        day_orders: &reading.day_orders,
        printer,
        given: 0,
        problems: Vec::new(),
        failure: None,
    };
    let shown = if path == "-" { "standard-input" } else { path };
    let outcome = intake::read(Source::new(shown, &mut reader), &reading.limits, &mut sink);
    let ViewSink { given, mut problems, failure, .. } = sink;
    if let Some(failure) = failure {
        return Err(failure);
    }
    if given == 0 && problems.is_empty() {
        let skipped = "it is of no format that is read (see `morgue formats`)";
        let detail = if outcome.is_skipped() { skipped } else { "it holds no article" };
        problems.push(Problem::new(ProblemKind::NotText, detail));
    }
    Ok((given, problems))
}

/// Prints what it is given, so that a file of any size costs no memory.
struct ViewSink<'s, 'p, W: Write> {
    path: &'s str,
    analyzer: &'s mut Analyzer,
    recurring: Option<&'s Recurring>,
    day_orders: &'s DayOrders,
    printer: &'s mut Printer<'p, W>,
    given: u64,
    problems: Vec<Problem>,
    /// Why printing ended.
    failure: Option<Failure>,
}

impl<W: Write> Sink for ViewSink<'_, '_, W> {
    fn article(&mut self, mut article: Article) -> ControlFlow<()> {
        self.given += 1;
        if let Some(recurring) = self.recurring {
            recurring.apply(&mut article);
        }
        self.day_orders.apply(&mut article, self.path);
        let names = self.analyzer.analyze(&article).names;
        let mut view = ParsedView::new(self.path, &article, &names);
        if let Some(recurring) = self.recurring {
            view.explain(recurring);
            view.explain_date(&article, self.day_orders);
        }
        match self.printer.article(&view) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                self.failure = Some(failure);
                ControlFlow::Break(())
            }
        }
    }

    fn problem(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }
}

struct Printer<'p, W: Write> {
    format: Format,
    style: Style,
    /// Articles so far.
    printed: u64,
    out: &'p mut W,
}

impl<W: Write> Printer<'_, W> {
    fn article(&mut self, view: &ParsedView) -> Result<(), Failure> {
        let first = self.printed == 0;
        self.printed += 1;
        match self.format {
            Format::Text => render::parsed(self.out, view, self.style)?,
            Format::Jsonl => print::json(self.out, view)?,
            Format::Json => print::item(self.out, view, first)?,
            Format::Csv => {
                if first {
                    csv::header::<ParsedView>(self.out)?;
                }
                csv::row(self.out, view)?;
            }
        }
        Ok(())
    }

    fn problem(&mut self, path: &str, problem: &Problem, gave_nothing: bool) -> Result<(), Failure> {
        if gave_nothing && self.format == Format::Jsonl {
            print::json(self.out, &UnparsedView::new(path, problem))?;
        }
        if self.format != Format::Jsonl || !gave_nothing || problem.kind == ProblemKind::Unreadable {
            let place =
                problem.member.as_ref().map_or(path.to_owned(), |member| format!("{path} ({member})"));
            texts::complain(&place, &problem.detail);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Failure> {
        match self.format {
            Format::Json => print::end_of_items(self.out, self.printed == 0)?,
            Format::Csv if self.printed == 0 => csv::header::<ParsedView>(self.out)?,
            Format::Csv | Format::Text | Format::Jsonl => {}
        }
        Ok(())
    }
}
