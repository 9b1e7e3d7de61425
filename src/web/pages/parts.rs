//! Small parts that several pages are made of.

use chrono::NaiveDate;
use maud::{Markup, html};
use names::Kind;

pub(super) use crate::render::day;
use crate::{
    render::grouped,
    view::{HighlightView, TimelineView},
    web::{
        app::App,
        guard::SECRET,
        params::{Params, in_path},
    },
};

/// The address of the profile of a name.
pub(super) fn profile(kind: Kind, name: &str) -> String {
    let folder = match kind {
        Kind::Person => "person",
        Kind::Organization => "org",
        Kind::Place => "place",
    };
    format!("/{folder}/{}", in_path(name))
}

/// A name as a link to its profile.
pub(super) fn name(kind: Kind, name: &str) -> Markup {
    html! { a.name.(kind_class(kind)) href=(profile(kind, name)) { (name) } }
}

/// The word for a kind in addresses of searches and in styles.
pub(super) fn kind_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organization => "org",
        Kind::Place => "place",
    }
}

/// A value of a facet as a search asks for it: one of a single word is a part of others, and so is that of a source.
pub(super) fn just(facet: &str, value: &str) -> String {
    let is_alone = match facet {
        "person" | "org" | "place" => !value.contains(' '),
        facet => facet == "source",
    };
    if is_alone { format!("={value}") } else { value.to_owned() }
}

/// A value that is asked for, without the sign that it is just this.
pub(super) fn plain(asked: &str) -> &str {
    asked.strip_prefix('=').unwrap_or(asked)
}

/// Numbers the places that match, so that each has an address.
#[derive(Default)]
pub(super) struct Numbers(usize);

impl Numbers {
    /// How many there were.
    pub(super) fn last(&self) -> usize {
        self.0
    }

    fn next(&mut self) -> usize {
        self.0 += 1;
        self.0
    }
}

/// The text from `start` to `end` of `text`, in which what matches is marked, and numbered if wanted.
pub(super) fn marked(
    text: &str,
    (start, end): (usize, usize),
    highlights: &[HighlightView],
    mut numbers: Option<&mut Numbers>,
) -> Markup {
    let inside = highlights.iter().filter(|highlight| highlight.start >= start && highlight.end <= end);
    let mut at = start;
    let mut pieces: Vec<(&str, Option<(&HighlightView, &str)>)> = Vec::new();
    for highlight in inside {
        let between = text.get(at..highlight.start);
        let own = text.get(highlight.start.max(at)..highlight.end);
        if let (Some(between), Some(own)) = (between, own) {
            pieces.push((between, Some((highlight, own))));
            at = highlight.end;
        }
    }
    pieces.push((text.get(at..end).unwrap_or_default(), None));
    html! {
        @for (between, mark) in pieces {
            (between)
            @if let Some((highlight, own)) = mark {
                @let number = numbers.as_deref_mut().map(Numbers::next);
                mark.(highlight.how) id=[number.map(|number| format!("m{number}"))] { (own) }
            }
        }
    }
}

/// All of a text, in which what matches is marked.
pub(super) fn marked_all(text: &str, highlights: &[HighlightView]) -> Markup {
    marked(text, (0, text.len()), highlights, None)
}

/// Parameters as hidden fields of a form.
pub(super) fn hidden(params: &Params) -> Markup {
    html! { @for (name, value) in params.pairs() { input type="hidden" name=(name) value=(value); } }
}

/// The field by which a form is known as ours.
pub(super) fn secret(app: &App) -> Markup {
    html! { input type="hidden" name=(SECRET) value=(app.form_secret); }
}

/// A count with its word, both in one place: "3 articles".
pub(super) fn count(number: u64, one: &str) -> String {
    crate::render::plural(number, one)
}

/// A sentence as it is printed: with a capital, unless it begins with the name of a file, and with quotation marks that
/// open and close.
pub(super) fn typeset(sentence: &str) -> String {
    let first = sentence.split(' ').next().unwrap_or_default();
    let is_file = first.trim_end_matches([':', ',', '.']).contains(['/', '\\', '.']);
    let set = quoted(sentence);
    let mut chars = set.chars();
    match chars.next() {
        Some(first) if !is_file => first.to_uppercase().chain(chars).collect(),
        _ => set,
    }
}

/// A part of a sentence with quotation marks that open and close.
pub(super) fn quoted(text: &str) -> String {
    let mut is_open = false;
    let mark = |c| match c {
        '"' => {
            is_open = !is_open;
            if is_open { '“' } else { '”' }
        }
        c => c,
    };
    text.chars().map(mark).collect()
}

/// The line of source, date and byline below a headline.
pub(super) fn origin(date: Option<&str>, source: Option<&str>, authors: &[String]) -> Markup {
    html! {
        @if let Some(date) = date { time datetime=(date) { (day(date)) } }
        @if let Some(source) = source { span.source { (source) } }
        @if !authors.is_empty() { span.byline { "by " (authors.join(", ")) } }
    }
}

/// A place in a list of which a part is shown: what came before and what comes next.
pub(super) fn pager(
    path: &str,
    params: &Params,
    (offset, shown, total): (usize, usize, usize),
    step: usize,
) -> Markup {
    let at = |offset: usize| match offset {
        0 => params.without("offset").at(path),
        offset => params.with("offset", &offset.to_string()).at(path),
    };
    let next = offset + shown;
    let before =
        if shown > 0 { offset.saturating_sub(step) } else { total.saturating_sub(1) / step.max(1) * step };
    html! {
        @if offset > 0 || next < total {
            nav.pager aria-label="Pages" {
                @if offset > 0 { a rel="prev" href=(at(before)) { "← Previous" } }
                span { @if shown > 0 { (grouped(offset as u64 + 1)) "–" (grouped(next as u64)) " of " } @else { "none of " } (grouped(total as u64)) }
                @if next < total { a rel="next" href=(at(next)) { "Next →" } }
            }
        }
    }
}

/// Height of the bars of a timeline, in units of its picture.
const HEIGHT: u64 = 60;

/// Width of a bar and the gap behind it.
const STEP: usize = 10;

/// A timeline of fewer bars is not as wide as the page: bars as wide as a hand look like anything but bars.
const FEW: usize = 10;

/// A timeline as a picture of bars, each a link to the articles of its period in a search, and as a table for those
/// who cannot see it. Where it is brushed, a script lets a span of it be drawn.
pub(super) fn timeline(timeline: &TimelineView, search: &Params, brushed: bool) -> Markup {
    let most = timeline.periods.iter().map(|period| period.articles).max().unwrap_or(1).max(1);
    let width = timeline.periods.len() * STEP;
    html! {
        figure.timeline.few[timeline.periods.len() < FEW] data-brush[brushed] {
            svg viewBox=(format!("0 0 {width} {HEIGHT}")) preserveAspectRatio="none" role="group"
                aria-label=(format!("Articles a {}", timeline.unit)) {
                @for (at, period) in timeline.periods.iter().enumerate() {
                    @let within = within(search, timeline, at);
                    @let height = (period.articles * HEIGHT).div_ceil(most);
                    @let said = format!("{}: {}", period_name(timeline, &period.start), count(period.articles, "article"));
                    @let drawn = html! {
                        g {
                            title { (said) }
                            rect.hit x=(at * STEP) y="0" width=(STEP) height=(HEIGHT) data-since=[within.one("since")] data-until=[within.one("until")] {}
                            rect.bar x=(at * STEP + 1) y=(HEIGHT - height) width=(STEP - 2) height=(height) {}
                        }
                    };
                    @if period.articles > 0 { a href=(within.at("/search")) tabindex="-1" aria-label=(said) { (drawn) } }
                    @else { (drawn) }
                }
            }
            @if let (Some(first), Some(last)) = (timeline.periods.first(), timeline.periods.last()) {
                figcaption {
                    span { (period_name(timeline, &first.start)) }
                    span { "per " (timeline.unit) ", up to " (grouped(most)) }
                    span { (period_name(timeline, &last.start)) }
                }
            }
            (table(timeline, search))
        }
    }
}

fn table(timeline: &TimelineView, search: &Params) -> Markup {
    html! {
        details.numbers {
            summary { "As numbers" }
            table {
                thead { tr { th scope="col" { (timeline.unit) } th scope="col" { "articles" } } }
                tbody {
                    @for (at, period) in timeline.periods.iter().enumerate().filter(|(_, period)| period.articles > 0) {
                        tr {
                            th scope="row" { a href=(within(search, timeline, at).at("/search")) { (period_name(timeline, &period.start)) } }
                            td { (grouped(period.articles)) }
                        }
                    }
                }
            }
        }
    }
}

/// How a period is called by its first day.
fn period_name(timeline: &TimelineView, start: &str) -> String {
    match timeline.unit {
        "month" => start.get(..7).map_or_else(|| start.to_owned(), day),
        "year" => start.get(..4).unwrap_or(start).to_owned(),
        "decade" => format!("{}s", start.get(..4).unwrap_or(start)),
        _ => day(start),
    }
}

/// The articles of a search in a period; the last of a timeline ends where the search does.
fn within(search: &Params, timeline: &TimelineView, at: usize) -> Params {
    let since = timeline.periods.get(at).map_or("", |period| period.start.as_str());
    let next = timeline.periods.get(at + 1).and_then(|next| next.start.parse::<NaiveDate>().ok());
    let until = next.and_then(|next| next.pred_opt()).map(|day| day.to_string());
    search.narrowed(since, &until.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_where_they_belong() {
        let highlight = |start, end| HighlightView { start, end, how: "word" };
        let check = |text: &str, range, highlights: &[HighlightView], expected: &str| {
            assert_eq!(marked(text, range, highlights, None).into_string(), expected, "{text}");
        };
        check("a <b> c", (0, 7), &[highlight(2, 5)], "a <mark class=\"word\">&lt;b&gt;</mark> c");
        check("one two", (4, 7), &[highlight(0, 3), highlight(4, 7)], "<mark class=\"word\">two</mark>");
        // Ranges that do not fit the text, or each other, mark nothing and lose nothing.
        check("é", (0, 2), &[highlight(1, 2)], "é");
        check("abcd", (0, 4), &[highlight(0, 3), highlight(1, 4)], "<mark class=\"word\">abc</mark>d");
        let mut numbers = Numbers::default();
        let numbered =
            marked("a b", (0, 3), &[highlight(0, 1), highlight(2, 3)], Some(&mut numbers)).into_string();
        assert_eq!(
            numbered,
            "<mark class=\"word\" id=\"m1\">a</mark> <mark class=\"word\" id=\"m2\">b</mark>"
        );
        assert_eq!(numbers.last(), 2);
    }

    #[test]
    fn quotation_marks_open_and_close() {
        let check = |sentence: &str, expected: &str| assert_eq!(typeset(sentence), expected);
        check("\"A\" is also \"B\", it says", "“A” is also “B”, it says");
        check("person \"A\" is in no list", "Person “A” is in no list");
        check("/archive/desk/names.toml was changed by hand", "/archive/desk/names.toml was changed by hand");
        check("since. What then?", "Since. What then?");
    }
}
