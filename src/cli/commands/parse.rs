//! `morgue parse`: what is made of files, without an index.

use std::{io::Write, ops::ControlFlow};

use clap::Args;
use intake::{Article, Limits, Problem, ProblemKind, Sink, Source};
use morgue::{
    archive::{boilerplate::Recurring, stream::Analyzer},
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
    /// Also cut what recurs in the archive around, and say how often each paragraph does that was cut
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    format: FormatArg,
}

pub(crate) fn run(args: &ParseArgs, context: &Context) -> Result<Outcome, Failure> {
    let mut out = print::output();
    let mut printer =
        Printer { format: args.format.format, style: context.style, rows: Vec::new(), out: &mut out };
    let recurring = if args.explain { Some(Recurring::open(&context.archive()?)?) } else { None };
    let mut analyzer = Analyzer::default();
    let mut failed = 0;
    for path in &args.files {
        let (views, problem) = parse(path, &mut analyzer, recurring.as_ref());
        if let Some(problem) = problem {
            failed += usize::from(problem.kind == ProblemKind::Unreadable);
            printer.problem(path, &problem, views.is_empty())?;
        }
        for view in views {
            printer.article(view)?;
        }
    }
    printer.finish()?;
    out.flush()?;
    texts::outcome(failed, args.files.len())
}

/// The articles of a file, and its first problem.
fn parse(
    path: &str,
    analyzer: &mut Analyzer,
    recurring: Option<&Recurring>,
) -> (Vec<ParsedView>, Option<Problem>) {
    let mut reader = match texts::open(path) {
        Ok(reader) => reader,
        Err(error) => return (Vec::new(), Some(Problem::new(ProblemKind::Unreadable, error.to_string()))),
    };
    let mut sink = ViewSink { path, analyzer, recurring, views: Vec::new(), problem: None };
    let shown = if path == "-" { "standard-input" } else { path };
    let reading = intake::read(Source::new(shown, &mut reader), &Limits::default(), &mut sink);
    let ViewSink { views, mut problem, .. } = sink;
    if views.is_empty() && problem.is_none() {
        let detail = if reading.is_skipped() { "no format claims it" } else { "it holds no article" };
        problem = Some(Problem::new(ProblemKind::NotText, detail));
    }
    (views, problem)
}

struct ViewSink<'s> {
    path: &'s str,
    analyzer: &'s mut Analyzer,
    recurring: Option<&'s Recurring>,
    views: Vec<ParsedView>,
    problem: Option<Problem>,
}

impl Sink for ViewSink<'_> {
    fn article(&mut self, mut article: Article) -> ControlFlow<()> {
        if let Some(recurring) = self.recurring {
            recurring.apply(&mut article);
        }
        let names = self.analyzer.analyze(&article).names;
        let mut view = ParsedView::new(self.path, &article, &names);
        if let Some(recurring) = self.recurring {
            view.explain(recurring);
        }
        self.views.push(view);
        ControlFlow::Continue(())
    }

    fn problem(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }
}

struct Printer<'p, W: Write> {
    format: Format,
    style: Style,
    rows: Vec<ParsedView>,
    out: &'p mut W,
}

impl<W: Write> Printer<'_, W> {
    fn article(&mut self, view: ParsedView) -> Result<(), Failure> {
        match self.format {
            Format::Text => render::parsed(self.out, &view, self.style)?,
            Format::Jsonl => print::json(self.out, &view)?,
            Format::Json | Format::Csv => self.rows.push(view),
        }
        Ok(())
    }

    fn problem(&mut self, path: &str, problem: &Problem, gave_nothing: bool) -> Result<(), Failure> {
        if gave_nothing && self.format == Format::Jsonl {
            print::json(self.out, &UnparsedView::new(path, problem))?;
        }
        if self.format != Format::Jsonl || problem.kind == ProblemKind::Unreadable {
            texts::complain(path, &problem.detail);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Failure> {
        match self.format {
            Format::Json => print::json(self.out, &self.rows)?,
            Format::Csv => csv::write(self.out, &self.rows)?,
            Format::Text | Format::Jsonl => {}
        }
        Ok(())
    }
}
