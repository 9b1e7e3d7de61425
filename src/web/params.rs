//! The parameters of an address or a form: read into requests, and written into the addresses of other views.

use std::fmt::Write;

use chrono::NaiveDate;

use super::trouble::Trouble;
use crate::search::{
    Request, Sort,
    query::{Match, when},
    resolve::Filters,
};

/// Names and values in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Params(Vec<(String, String)>);

/// The parameters of a search: the query, its filters, its order.
pub(super) const SEARCH: [&str; 11] =
    ["q", "person", "org", "place", "source", "author", "since", "until", "match", "copies", "sort"];

/// Those of which each value narrows a question further.
const MANY_TIMES: [&str; 7] = ["person", "org", "place", "with", "source", "author", "kind"];

/// How far into a list one can page: what lies behind is better asked for.
const DEEPEST: usize = 100_000;

/// Most bytes of a query: every link of a page of results repeats it.
const LONGEST: usize = 8_000;

impl Params {
    /// Those of a query string or a form.
    pub(super) fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// Every value of a name that is not blank.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(own, _)| own == name)
            .map(|(_, value)| value.trim())
            .filter(|v| !v.is_empty())
    }

    /// The first value of a name that is not blank.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Whether a name has a value that is not blank.
    pub(super) fn has(&self, name: &str) -> bool {
        self.one(name).is_some()
    }

    /// A number.
    pub(super) fn number(&self, name: &str, default: usize, most: usize) -> Result<usize, Trouble> {
        let Some(text) = self.one(name) else { return Ok(default) };
        let wrong = || Trouble::wrong(format_args!("{name} must be a number from 0 to {most}"));
        let number = text.parse().map_err(|_| wrong())?;
        if number > most { Err(wrong()) } else { Ok(number) }
    }

    /// How many are passed over.
    pub(super) fn offset(&self) -> Result<usize, Trouble> {
        self.number("offset", 0, DEEPEST)
    }

    /// Whether a name says yes.
    pub(super) fn is_set(&self, name: &str) -> Result<bool, Trouble> {
        match self.one(name) {
            None | Some("false" | "0") => Ok(false),
            Some("true" | "1") => Ok(true),
            Some(_) => Err(Trouble::wrong(format_args!("{name} must be true or false"))),
        }
    }

    /// Refuses names that nobody reads, and a second value of one that has one: neither a typing error nor a
    /// part that is passed over may look like an answer.
    pub(super) fn only(&self, known: &[&[&str]]) -> Result<(), Trouble> {
        if let Some((name, _)) =
            self.0.iter().find(|(name, _)| !known.iter().any(|names| names.contains(&name.as_str())))
        {
            let known: Vec<&str> = known.concat();
            return Err(Trouble::wrong(format_args!(
                "there is no parameter \"{name}\"; there are: {}",
                known.join(", ")
            )));
        }
        let is_again = |name: &str| !MANY_TIMES.contains(&name) && self.all(name).nth(1).is_some();
        match self.0.iter().find(|(name, _)| is_again(name)) {
            None => Ok(()),
            Some((name, _)) => Err(Trouble::wrong(format_args!("{name} can be given once only"))),
        }
    }

    /// The question that they put, with `text` as its query.
    pub(super) fn request(&self, text: &str, limit: usize) -> Result<Request, Trouble> {
        if text.len() > LONGEST {
            return Err(Trouble::wrong(format_args!(
                "a query has at most {LONGEST} bytes here, and this one has {}; `morgue search` takes longer ones",
                text.len()
            )));
        }
        let list = |name| self.all(name).map(str::to_owned).collect();
        let today = chrono::Local::now().date_naive();
        let filters = Filters {
            people: list("person"),
            orgs: list("org"),
            places: list("place"),
            with: list("with"),
            sources: list("source"),
            authors: list("author"),
            since: self.day("since", today, |span| span.since)?,
            until: self.day("until", today, |span| span.until)?,
            today: Some(today),
        };
        if let (Some(since), Some(until)) = (filters.since, filters.until)
            && since > until
        {
            return Err(Trouble::wrong(format_args!("since {since} is later than until {until}")));
        }
        let offset = self.offset()?;
        Ok(Request {
            text: text.to_owned(),
            filters,
            match_mode: self.match_mode()?,
            sort: self.sort(Sort::Relevance)?,
            limit,
            offset,
            ..Request::default()
        })
    }

    /// In which order.
    pub(super) fn sort(&self, default: Sort) -> Result<Sort, Trouble> {
        match self.one("sort") {
            None => Ok(default),
            Some("relevance") => Ok(Sort::Relevance),
            Some("newest") => Ok(Sort::Newest),
            Some("oldest") => Ok(Sort::Oldest),
            Some(_) => Err(Trouble::wrong("sort must be relevance, newest or oldest")),
        }
    }

    fn match_mode(&self) -> Result<Match, Trouble> {
        match self.one("match") {
            None | Some("all") => Ok(Match::All),
            Some("any") => Ok(Match::Any),
            Some(_) => Err(Trouble::wrong("match must be all or any")),
        }
    }

    /// An end of the time that a parameter means, read as in a query.
    fn day(
        &self,
        name: &str,
        today: NaiveDate,
        end: impl Fn(when::Span) -> Option<NaiveDate>,
    ) -> Result<Option<NaiveDate>, Trouble> {
        let Some(text) = self.one(name) else { return Ok(None) };
        let day = when::span(text, Some(today)).ok().and_then(end);
        day.map(Some).ok_or_else(|| Trouble::wrong(format_args!("write {name} as {}", when::WRITTEN)))
    }

    /// Whether they ask for anything: a query or a filter.
    pub(super) fn asks(&self) -> bool {
        SEARCH.iter().any(|name| !["match", "copies", "sort"].contains(name) && self.has(name))
    }

    /// Just those with some names, without blank ones.
    pub(super) fn among(&self, names: &[&str]) -> Self {
        let wanted = |pair: &&(String, String)| names.contains(&pair.0.as_str()) && !pair.1.trim().is_empty();
        Self(self.0.iter().filter(wanted).cloned().collect())
    }

    /// Just the parameters of a search.
    pub(super) fn search(&self) -> Self {
        self.among(&SEARCH)
    }

    /// The pairs of name and value.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// With one value more.
    #[must_use]
    pub(super) fn and(&self, name: &str, value: &str) -> Self {
        let mut more = self.clone();
        more.0.push((name.to_owned(), value.to_owned()));
        more
    }

    /// With a name's values replaced by one.
    #[must_use]
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        self.without(name).and(name, value)
    }

    /// Narrowed to a span of days, as far as it lies in the span that is asked for already.
    #[must_use]
    pub(super) fn narrowed(&self, since: &str, until: &str) -> Self {
        let today = Some(chrono::Local::now().date_naive());
        let first = |text: &str| when::span(text, today).ok().and_then(|span| span.since);
        let last = |text: &str| when::span(text, today).ok().and_then(|span| span.until);
        let mut narrowed = self.clone();
        if self.one("since").and_then(first) < first(since) {
            narrowed = narrowed.with("since", since);
        }
        let own = self.one("until").and_then(last);
        if last(until).is_some_and(|until| own.is_none_or(|own| until < own)) {
            narrowed = narrowed.with("until", until);
        }
        narrowed
    }

    /// Without the values of a name.
    #[must_use]
    pub(super) fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(own, _)| own != name).cloned().collect())
    }

    /// Without one value of a name.
    #[must_use]
    pub(super) fn without_value(&self, name: &str, value: &str) -> Self {
        let is_meant = |pair: &&(String, String)| pair.0 == name && pair.1.trim() == value;
        Self(self.0.iter().filter(|pair| !is_meant(pair)).cloned().collect())
    }

    /// The address of a view with these parameters.
    pub(super) fn at(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish();
        format!("{path}?{query}")
    }
}

/// A part of a path, as it stands in an address.
pub(super) fn in_path(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' | b',' | b'\'' => {
                out.push(char::from(byte));
            }
            b'.' if part != "." && part != ".." => out.push('.'),
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_come_back() {
        let params = Params::parse(b"q=a+b%26c&person=Lin+Meihua&person=Zo%C3%AB&since=2019&empty=");
        assert_eq!(params.all("person").collect::<Vec<_>>(), ["Lin Meihua", "Zoë"]);
        assert_eq!(params.one("q"), Some("a b&c"));
        assert!(!params.has("empty"));
        let without = params.search().without_value("person", "Zoë").without("q");
        assert_eq!(without.at("/search"), "/search?person=Lin+Meihua&since=2019");
        assert_eq!(Params::default().at("/"), "/");
    }

    #[test]
    fn spans_lie_within_those_asked_for() {
        let check = |asked: &str, since: &str, until: &str, expected: &str| {
            let narrowed = Params::parse(asked.as_bytes()).narrowed(since, until);
            assert_eq!(narrowed.at("/"), expected, "{asked}");
        };
        check("q=a", "2019", "2019", "/?q=a&since=2019&until=2019");
        check("q=a", "2019-03-01", "", "/?q=a&since=2019-03-01");
        check("since=2019-03&until=2019-05", "2019", "2019", "/?since=2019-03&until=2019-05");
        check("since=2018&until=2019-05", "2019-04-01", "2019-06-30", "/?until=2019-05&since=2019-04-01");
        check("since=2018&until=2020", "2019-04-01", "", "/?until=2020&since=2019-04-01");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let check = |query: &str, detail: &str| {
            let result = Params::parse(query.as_bytes()).request("", 10);
            assert_eq!(result.err().map(|trouble| trouble.detail).as_deref(), Some(detail), "{query}");
        };
        check("since=soon", "write since as 2023, 2023-06, 2023-06-18, yesterday, \"last month\" or 90d");
        check("since=2020&until=2019", "since 2020-01-01 is later than until 2019-12-31");
        check("sort=best", "sort must be relevance, newest or oldest");
        check("offset=-1", "offset must be a number from 0 to 100000");
        check("match=some", "match must be all or any");
        let unknown = Params::parse(b"person=a&peron=b").only(&[&["q", "person"]]);
        assert_eq!(
            unknown.expect_err("refused").detail,
            "there is no parameter \"peron\"; there are: q, person"
        );
    }

    #[test]
    fn parts_of_paths_are_one_part() {
        let check = |part: &str, expected: &str| assert_eq!(in_path(part), expected);
        check("Lin Meihua", "Lin%20Meihua");
        check("a/b?c#d%", "a%2Fb%3Fc%23d%25");
        check("..", "%2E%2E");
        check("J. R. Hale", "J.%20R.%20Hale");
        check("\"><script>", "%22%3E%3Cscript%3E");
    }
}
