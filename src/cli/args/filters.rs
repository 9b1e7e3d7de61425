//! What narrows a search or a list.

use std::mem::ManuallyDrop;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use morgue::archive::Archive;
use morgue::search::{
    Catalog, Request,
    query::{Match, when},
    resolve::Filters,
};

use super::unmark;
use crate::cli::{Failure, context::Context};

/// The words of a query.
#[derive(Args, Debug, Default)]
pub(crate) struct QueryWords {
    /// Words that must all be there; "a phrase", OR, -word, ( ), field:word; see `morgue search --help`
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
}

impl QueryWords {
    /// The words joined to one query.
    pub(crate) fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| unmark(word)).collect();
        words.join(" ")
    }
}

/// What articles must have beside the words of the query; all that are given must hold.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Articles that name this person; all of its words must stand in one name
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,
    /// Articles that name this organization
    #[arg(long, value_name = "NAME")]
    org: Vec<String>,
    /// Articles that name this place
    #[arg(long, value_name = "NAME")]
    place: Vec<String>,
    /// Articles of this paper, agency or site
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Articles with this byline
    #[arg(long, value_name = "NAME")]
    author: Vec<String>,
    /// Articles of this day or later: 2023, 2023-06, 2023-06-18, yesterday, "last month" or 90d
    #[arg(long, value_name = "DATE", value_parser = since)]
    since: Option<Day>,
    /// Articles of this day or earlier: 2023 is to 31 December, "last month" to its last day
    #[arg(long, value_name = "DATE", value_parser = until)]
    until: Option<Day>,
    /// Count and list every copy of a text and every version of an article, not one of each
    #[arg(long)]
    copies: bool,
    /// Whether all the words of the query must be there, or any
    #[arg(long = "match", value_name = "HOW", default_value = "all")]
    match_mode: MatchArg,
}

/// Whether all the words of the query must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum MatchArg {
    /// All of them
    #[default]
    All,
    /// At least one of them
    Any,
}

impl FilterArgs {
    /// A request for these filters and a query.
    pub(crate) fn request(&self, text: String) -> Request {
        let filters = Filters {
            people: self.person.clone(),
            orgs: self.org.clone(),
            places: self.place.clone(),
            with: Vec::new(),
            sources: self.source.clone(),
            authors: self.author.clone(),
            since: self.since.as_ref().map(|since| since.day),
            until: self.until.as_ref().map(|until| until.day),
            today: Some(today()),
        };
        let match_mode = match self.match_mode {
            MatchArg::All => Match::All,
            MatchArg::Any => Match::Any,
        };
        Request { text, filters, match_mode, ..Request::default() }
    }

    /// Opens the archive that the user means, with or without copies.
    pub(crate) fn open(&self, context: &Context) -> Result<(Archive, ManuallyDrop<Catalog>), Failure> {
        let (archive, mut catalog) = context.open()?;
        if self.copies {
            catalog.show_copies();
        }
        Ok((archive, catalog))
    }

    /// Says so if a filter names nothing, or if no date can lie in the span that is asked for.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let filters = [
            ("person", &self.person),
            ("org", &self.org),
            ("place", &self.place),
            ("source", &self.source),
            ("author", &self.author),
        ];
        for (filter, values) in filters {
            if let Some(value) = values.iter().find(|value| !value.contains(char::is_alphanumeric)) {
                return Err(Failure::new(format_args!("--{filter} '{value}' names nothing")));
            }
        }
        match (&self.since, &self.until) {
            (Some(since), Some(until)) if since.day > until.day => Err(Failure::new(format_args!(
                "--since {} is later than --until {}",
                since.typed, until.typed
            ))),
            _ => Ok(()),
        }
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [&self.person, &self.org, &self.place, &self.source, &self.author];
        lists.iter().all(|list| list.is_empty()) && self.since.is_none() && self.until.is_none()
    }
}

/// A day as it was typed, and which one it is.
#[derive(Clone, Debug)]
struct Day {
    typed: String,
    day: NaiveDate,
}

fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

fn since(text: &str) -> Result<Day, String> {
    day(text, |span| span.since)
}

fn until(text: &str) -> Result<Day, String> {
    day(text, |span| span.until)
}

/// An end of the time that a text means, read as in a query.
fn day(text: &str, end: impl Fn(when::Span) -> Option<NaiveDate>) -> Result<Day, String> {
    let day = when::span(text, Some(today())).ok().and_then(end);
    let day = day.ok_or_else(|| format!("write a date as {}", when::WRITTEN))?;
    Ok(Day { typed: text.trim().to_owned(), day })
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Days};

    use super::*;

    #[test]
    fn days_are_read_as_in_a_query() {
        let shown = |day: Result<Day, String>| day.map_or_else(|error| error, |day| day.day.to_string());
        assert_eq!(shown(since("2022")), "2022-01-01");
        assert_eq!(shown(until("2022")), "2022-12-31");
        assert_eq!(shown(until("2024-02")), "2024-02-29");
        assert_eq!(shown(since("2022-03..2022-06")), "2022-03-01");
        let no_date = "write a date as 2023, 2023-06, 2023-06-18, yesterday, \"last month\" or 90d";
        for text in ["18.6.2023", "soon", "", "..2022", "99999999y"] {
            assert_eq!(shown(since(text)), no_date, "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_today() {
        // Midnight may be between.
        let first = today();
        let (ago, month) = (since("90d").expect("a day").day, until("last month").expect("a day").day);
        let days = [first, today()];
        assert!(days.iter().any(|today| ago == *today - Days::new(90)), "{ago}");
        assert!(
            days.iter().any(|today| Some(month) == today.with_day(1).and_then(|d| d.pred_opt())),
            "{month}"
        );
    }
}
