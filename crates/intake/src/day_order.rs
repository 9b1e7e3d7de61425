//! Dates in numbers, of which day and month can be exchanged: 03/04/2021.
//!
//! One such date says nothing about itself, but a source writes all of its dates in one order, and most of them show it:
//! 18/06/2023 has its day first. So an article says which order it shows and what its dates are in either, and the
//! archive, which knows all articles of the source, decides. Until then the year alone is known.

use serde::{Deserialize, Serialize};

use crate::{Article, Date};

/// What stands first in a date that is written in numbers, with its year at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOrder {
    /// 18/06/2023.
    DayFirst,
    /// 06/18/2023.
    MonthFirst,
}

/// What the numeric dates of an article say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumericDates {
    /// The order that the article itself shows, if it shows one: by a date that can be read in no other, or by another
    /// date that says the same in words.
    pub shown: Option<DayOrder>,
    /// What the article's dates are in either order, where it does not show one and this makes a difference.
    pub readings: Option<Readings>,
    /// The order in which they were read, where only others could tell it.
    pub read: Option<DayOrder>,
}

/// The dates of an article, as far as they are certain and in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readings {
    /// What is certain.
    pub vague: Dates,
    /// With the day first.
    pub day_first: Dates,
    /// With the month first.
    pub month_first: Dates,
}

/// When an article was published, and when it was changed last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// See [`Article::date`].
    pub date: Option<Date>,
    /// See [`Article::modified`].
    pub modified: Option<Date>,
}

impl Readings {
    fn of(&self, order: Option<DayOrder>) -> Dates {
        match order {
            None => self.vague,
            Some(DayOrder::DayFirst) => self.day_first,
            Some(DayOrder::MonthFirst) => self.month_first,
        }
    }
}

impl Article {
    /// Reads its numeric dates in an order that others tell, or takes such a reading back. What the article itself
    /// shows is not changed by it.
    pub fn read_dates(&mut self, order: Option<DayOrder>) {
        if let Some(numeric) = &mut self.numeric
            && let Some(readings) = numeric.readings
        {
            numeric.read = order;
            Dates { date: self.date, modified: self.modified } = readings.of(order);
        }
    }
}
