//! What narrows a search or a list.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use intake::Date;
use morgue::archive::Archive;
use morgue::search::{Catalog, Request, query::Match, resolve::Filters};

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
    /// Articles of this day or later: 2023, 2023-06 or 2023-06-18
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    since: Option<Date>,
    /// Articles of this day or earlier: 2023 is to 31 December
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Option<Date>,
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
        let first_day = |date: &Date| date.first_day();
        let last_day = |date: &Date| -> NaiveDate { date.last_day() };
        let filters = Filters {
            people: self.person.clone(),
            orgs: self.org.clone(),
            places: self.place.clone(),
            with: Vec::new(),
            sources: self.source.clone(),
            authors: self.author.clone(),
            since: self.since.as_ref().map(first_day),
            until: self.until.as_ref().map(last_day),
            today: Some(chrono::Local::now().date_naive()),
        };
        let match_mode = match self.match_mode {
            MatchArg::All => Match::All,
            MatchArg::Any => Match::Any,
        };
        Request { text, filters, match_mode, ..Request::default() }
    }

    /// Opens the archive that the user means, with or without copies.
    pub(crate) fn open(&self, context: &Context) -> Result<(Archive, Catalog), Failure> {
        let (archive, mut catalog) = context.open()?;
        if self.copies {
            catalog.show_copies();
        }
        Ok((archive, catalog))
    }

    /// Says so if no date can lie in the span that is asked for.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        match (self.since, self.until) {
            (Some(since), Some(until)) if since.first_day() > until.last_day() => {
                Err(Failure::new(format_args!("--since {since} is later than --until {until}")))
            }
            _ => Ok(()),
        }
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [&self.person, &self.org, &self.place, &self.source, &self.author];
        lists.iter().all(|list| list.is_empty()) && self.since.is_none() && self.until.is_none()
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a date as 2023, 2023-06 or 2023-06-18".to_owned())
}
