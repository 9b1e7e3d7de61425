//! A whole article, for a person.

use std::io::{self, Write};

use intake::DayOrder;

use super::{
    Style, grouped, plural, safe, safe_line,
    versions::{copies, in_words},
};
use crate::{
    archive::dates::Basis,
    view::{ArticleView, CutView, DateReadingView, HighlightView, ParsedView},
};

/// Writes an article of the archive, with what matches made visible; `all` shows what was cut, too.
pub fn article(out: &mut dyn Write, view: &ArticleView, style: Style, all: bool) -> io::Result<()> {
    let parsed = &view.parsed;
    if let Some(title) = &parsed.title {
        let title = if view.title_highlights.is_empty() {
            style.headline(title)
        } else {
            style.highlighted(title, &view.title_highlights)
        };
        writeln!(out, "{title}")?;
    }
    let fact = |name: &str, value: &str| format!("{} {}", style.label(&format!("{name}:")), safe_line(value));
    writeln!(out, "{}", fact("id", &view.id))?;
    facts(out, parsed, style)?;
    kin(out, view, style)?;
    writeln!(out)?;
    body(out, parsed, &view.highlights, style, all)
}

/// Writes what intake makes of a file.
pub fn parsed(out: &mut dyn Write, view: &ParsedView, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.headline(view.title.as_deref().unwrap_or("(no headline)")))?;
    facts(out, view, style)?;
    if let Some(reading) = &view.date_reading {
        writeln!(out, "{} {}", style.label("date read:"), date_reading(reading))?;
    }
    writeln!(out)?;
    body(out, view, &[], style, true)
}

/// What it says of its mistakes, its copies and its versions.
fn kin(out: &mut dyn Write, view: &ArticleView, style: Style) -> io::Result<()> {
    if let Some(notice) = view.notice {
        writeln!(out, "{} {}", style.label("notice:"), in_words(notice))?;
    }
    if view.versions > 0 {
        let newest =
            view.newest.as_ref().map_or("this is the newest".to_owned(), |id| format!("the newest is {id}"));
        writeln!(out, "{} {}; {newest}", style.label("versions:"), view.versions)?;
    }
    copies(out, &view.copies, style)
}

fn facts(out: &mut dyn Write, view: &ParsedView, style: Style) -> io::Result<()> {
    let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
    let rows: [(&str, Vec<String>); 14] = [
        ("by", view.authors.clone()),
        ("dateline", one(&view.dateline)),
        ("date", one(&view.date)),
        ("modified", one(&view.modified)),
        ("source", one(&view.source)),
        ("section", one(&view.section)),
        ("keywords", view.keywords.clone()),
        ("url", one(&view.url)),
        ("language", one(&view.language)),
        ("path", vec![view.path.clone()]),
        ("member", one(&view.member)),
        ("people", view.people.clone()),
        ("organizations", view.organizations.clone()),
        ("places", view.places.clone()),
    ];
    for (name, values) in rows.iter().filter(|(_, values)| !values.is_empty()) {
        let values: Vec<_> = values.iter().map(|value| safe_line(value)).collect();
        writeln!(out, "{} {}", style.label(&format!("{name}:")), values.join(", "))?;
    }
    Ok(())
}

fn body(
    out: &mut dyn Write,
    view: &ParsedView,
    highlights: &[HighlightView],
    style: Style,
    all: bool,
) -> io::Result<()> {
    let mut at = 0;
    let mut cut = view.cut.iter().filter(|_| all).peekable();
    for (number, paragraph) in view.body.split("\n\n").enumerate() {
        while let Some(cut) = cut.next_if(|cut| cut.after <= number) {
            writeln!(out, "{}\n", style.dim(&format!("[{}] {}", rule(cut), safe(&cut.text))))?;
        }
        let end = at + paragraph.len();
        let inside: Vec<HighlightView> = highlights
            .iter()
            .filter(|highlight| highlight.start >= at && highlight.end <= end)
            .map(|highlight| HighlightView {
                start: highlight.start - at,
                end: highlight.end - at,
                how: highlight.how,
            })
            .collect();
        writeln!(out, "{}", style.wrap(&style.highlighted(paragraph, &inside), ""))?;
        at = end + 2;
    }
    for cut in cut {
        writeln!(out, "{}\n", style.dim(&format!("[{}] {}", rule(cut), safe(&cut.text))))?;
    }
    Ok(())
}

/// How a date in numbers was read: "2021-04-03 and not 2021-03-04, day first, as 12 other dates of the source show".
pub(super) fn date_reading(view: &DateReadingView) -> String {
    let date = |date: &Option<String>| date.clone().unwrap_or_else(|| "no date".to_owned());
    let (day_first, month_first) = (date(&view.day_first), date(&view.month_first));
    let votes = (view.source_day_first, view.source_month_first);
    let (read, other, order, votes) = match view.read {
        Some(DayOrder::DayFirst) => (day_first, month_first, "day first", votes),
        Some(DayOrder::MonthFirst) => (month_first, day_first, "month first", (votes.1, votes.0)),
        None => {
            let shown = match votes {
                (0, 0) => "no other date of its source shows which".to_owned(),
                (day, month) => format!("of its source {day} say the first and {month} the second"),
            };
            return format!(
                "in doubt, {day_first} or {month_first}: {shown}; `[dates] order` in desk/config.toml decides"
            );
        }
    };
    let reason = match view.by {
        Some(basis @ (Basis::Source | Basis::File)) => {
            let writer = if basis == Basis::File { "file" } else { "source" };
            let others = match votes.1 {
                0 => String::new(),
                others => format!(", against {others}"),
            };
            let articles = plural(votes.0, "other article");
            format!("as {articles} of the {writer} {}{others}", verb(votes.0))
        }
        Some(Basis::Language) => "as its language has it".to_owned(),
        Some(Basis::Settings) => "as the settings say".to_owned(),
        None => "as was known when it was indexed".to_owned(),
    };
    format!("{read} and not {other}, {order}, {reason}")
}

fn verb(articles: u64) -> &'static str {
    if articles == 1 { "shows" } else { "show" }
}

/// The rule that cut a paragraph, and how often it recurs: "recurring, in 120 of 300 articles of the source".
pub(super) fn rule(cut: &CutView) -> String {
    let rule = cut.rule.name();
    match (cut.articles, cut.of) {
        (Some(articles), Some(of)) => {
            format!("{rule}, in {} of {} of the source", grouped(articles), plural(of, "article"))
        }
        _ => rule.to_owned(),
    }
}
