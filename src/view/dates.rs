//! How a date in numbers was read of which day and month could be exchanged.

use intake::{Article, DayOrder};
use serde::Serialize;

use crate::archive::dates::{Basis, DayOrders, Writer};

/// Why an article has the date that it has, where the file wrote it in numbers that say two things.
#[derive(Clone, Debug, Serialize)]
pub struct DateReadingView {
    /// The date, if the day stands first; ISO 8601. That of the last change, if only this could be read in two ways.
    pub day_first: Option<String>,
    /// The date, if the month stands first.
    pub month_first: Option<String>,
    /// The order in which it was read; null if nothing decides, so that the year alone is known.
    pub read: Option<DayOrder>,
    /// What decided.
    pub by: Option<Basis>,
    /// How many articles of the source, or of the file of several that name none, have a date that can only be read with the day first …
    pub source_day_first: u64,
    /// … and how many only with the month first.
    pub source_month_first: u64,
}

impl DateReadingView {
    /// How the dates of an article in a file were read, if that was in doubt.
    pub fn of(article: &Article, path: &str, orders: &DayOrders) -> Option<Self> {
        let numeric = article.numeric.as_ref()?;
        let readings = numeric.readings.as_ref()?;
        let differs = readings.day_first.date != readings.month_first.date;
        let one = |dates: &intake::Dates| if differs { dates.date } else { dates.modified };
        let writer = Writer::of(article, path);
        let (votes, decided) = (orders.votes(&writer), orders.of_writer(&writer));
        Some(Self {
            day_first: one(&readings.day_first).map(|date| date.to_string()),
            month_first: one(&readings.month_first).map(|date| date.to_string()),
            read: numeric.read,
            // An archive that has not been brought up to date since has nothing to say of it.
            by: decided.filter(|(order, _)| Some(*order) == numeric.read).map(|(_, basis)| basis),
            source_day_first: votes.day_first,
            source_month_first: votes.month_first,
        })
    }
}
