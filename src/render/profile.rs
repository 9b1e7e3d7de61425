//! A profile, for a person.

use std::io::{self, Write};

use super::{Style, grouped, plural, safe_line};
use crate::view::{CandidatesView, CompanionView, ExplanationView, NewestView, PersonView, TimelineView};

const INDENT: &str = "  ";

/// Columns of text where the terminal does not say how many it has.
const WIDTH: usize = 100;

/// Writes a profile.
pub fn profile(out: &mut dyn Write, view: &PersonView, style: Style) -> io::Result<()> {
    let style = Style { width: style.width.or(Some(WIDTH)), ..style };
    writeln!(out, "{}", style.headline(&safe_line(&view.name)))?;
    writeln!(out, "{INDENT}{}", facts(view))?;
    if let Some(timeline) = &view.timeline {
        sparkline(out, timeline, style)?;
    }
    let described = view.descriptions.iter().map(|description| {
        let span = span(description.first_date.as_deref(), description.last_date.as_deref());
        let note = if span.is_empty() { String::new() } else { format!(", {span}") };
        format!("{} ({}{note})", description.text, grouped(description.articles))
    });
    let sampled = match view.described_from {
        from if from < view.articles && !view.descriptions.is_empty() => {
            format!(" (in a sample of {} articles)", grouped(from))
        }
        _ => String::new(),
    };
    section(out, &format!("described as{sampled}"), described, style, false)?;
    let by = format!("by {}; articles together of theirs", view.measure);
    section(out, &format!("people ({by})"), companions(&view.people), style, true)?;
    section(out, &format!("organizations ({by})"), companions(&view.organizations), style, true)?;
    section(out, &format!("places ({by})"), companions(&view.places), style, true)?;
    let sources = view.sources.iter().map(|one| format!("{} {}", one.source, grouped(one.articles)));
    section(out, "sources", sources, style, true)?;
    section(out, "newest", view.newest.iter().map(newest), style, false)?;
    view.explanation.as_ref().map_or(Ok(()), |explanation| explain(out, explanation, style))
}

/// Writes the names that a text may mean.
pub fn candidates(out: &mut dyn Write, view: &CandidatesView, style: Style) -> io::Result<()> {
    let width = view.candidates.first().map_or(0, |name| grouped(name.articles).len());
    for name in &view.candidates {
        let mentions = style.dim(&format!("({})", plural(name.mentions, "mention")));
        writeln!(out, "{:>width$}  {} {mentions}", grouped(name.articles), safe_line(&name.name))?;
    }
    if let Some(name) = &view.surname_only {
        let articles = plural(name.articles, "article");
        writeln!(out, "also {articles} with only \"{}\", where it is not clear who", safe_line(&name.name))?;
    }
    Ok(())
}

fn facts(view: &PersonView) -> String {
    let mut facts = vec![plural(view.articles, "article"), plural(view.mentions, "mention")];
    let span = span(view.first_date.as_deref(), view.last_date.as_deref());
    facts.extend((!span.is_empty()).then_some(span));
    facts.extend((view.undated > 0).then(|| format!("{} without a date", grouped(view.undated))));
    facts.join(" · ")
}

/// "2016-01-15 to 2023-10-27", or one day.
fn span(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => first.to_owned(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => String::new(),
    }
}

fn sparkline(out: &mut dyn Write, timeline: &TimelineView, style: Style) -> io::Result<()> {
    let most = timeline.periods.iter().map(|period| period.articles).max().unwrap_or(0);
    let bars: String = timeline.periods.iter().map(|period| bar(period.articles, most)).collect();
    let note = style.dim(&format!("articles a {}, at most {}", timeline.unit, grouped(most)));
    writeln!(out, "{INDENT}{bars}\n{INDENT}{note}")
}

/// A bar of eight heights; a point for none.
fn bar(articles: u64, most: u64) -> char {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    if articles == 0 {
        return '·';
    }
    let height = (articles * 8).div_ceil(most.max(1)) as usize;
    BARS[height.clamp(1, BARS.len()) - 1]
}

fn companions(list: &[CompanionView]) -> impl Iterator<Item = String> {
    list.iter().map(|one| format!("{} {} of {}", one.name, grouped(one.together), grouped(one.articles)))
}

fn newest(article: &NewestView) -> String {
    let title = article.title.as_deref().unwrap_or(&article.path);
    let parts = [article.date.as_deref(), Some(article.id.as_str()), Some(title), article.source.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A heading and its items, on a line each or one behind the other; nothing if there are none.
fn section(
    out: &mut dyn Write,
    heading: &str,
    items: impl Iterator<Item = String>,
    style: Style,
    in_one: bool,
) -> io::Result<()> {
    let items: Vec<String> = items.map(|item| safe_line(&item).into_owned()).collect();
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.label(heading))?;
    if in_one {
        return write!(out, "{}", style.wrap(&items.join(" · "), INDENT));
    }
    items.iter().try_for_each(|item| write!(out, "{}", style.wrap(item, INDENT)))
}

fn explain(out: &mut dyn Write, view: &ExplanationView, style: Style) -> io::Result<()> {
    let variants = view.variants.iter().map(|variant| {
        let because = match (&variant.reason, &variant.like, &variant.desk) {
            (_, _, Some(desk)) => format!(": {desk}"),
            (Some(reason), Some(like), _) => format!(": {reason}; compared with {like}"),
            (Some(reason), None, _) => format!(": {reason}"),
            (None, ..) => ": joined with no other name".to_owned(),
        };
        format!("{} ({}){because}", variant.form, grouped(variant.articles))
    });
    section(out, "names that are one, with articles, and why", variants, style, false)?;
    let bare = view.bare.iter().map(|bare| format!("{} in {}", bare.form, plural(bare.articles, "article")));
    section(out, "means it in some articles only", bare, style, false)?;
    section(out, "looked for in the text", view.aliases.iter().cloned(), style, true)?;
    let ids = [("wikidata", &view.wikidata), ("viaf", &view.viaf)];
    let ids = ids.into_iter().filter_map(|(of, id)| id.as_ref().map(|id| format!("{of} {id}")));
    section(out, "elsewhere", ids, style, true)
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_have_eight_heights() {
        let bars: String = [0, 1, 4, 8, 16].map(|articles| bar(articles, 16)).iter().collect();
        assert_eq!(bars, "·▁▂▄█");
    }
}
