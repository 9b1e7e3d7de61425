//! A date in numbers whose year stands at the end.

use chrono::{Datelike, NaiveTime, Weekday};

use super::Printed;
use crate::{Date, DayOrder};

/// How far the date of a dateline or an address may lie from that of the publication, in days.
const NEAR: i64 = 2;

/// A date in numbers: what it is in either order, where that is a date at all. The two are never the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    year: i32,
    day_first: Option<Date>,
    month_first: Option<Date>,
    /// Whether points stand between, as where the day comes first.
    has_points: bool,
}

impl Numbers {
    /// The date that two numbers and a year are; `None` if they are none in either order.
    pub(super) fn printed(year: i32, a: u32, b: u32, has_points: bool) -> Option<Printed> {
        let (day_first, month_first) =
            (Date::new(year, Some(b), Some(a), None), Date::new(year, Some(a), Some(b), None));
        match (day_first, month_first) {
            (None, None) => None,
            (Some(day_first), Some(month_first)) if day_first == month_first => {
                Some(Printed::Whole(day_first))
            }
            _ => Some(Printed::Numbers(Self { year, day_first, month_first, has_points })),
        }
    }

    /// The same with the time of day.
    pub(super) fn at(self, clock: NaiveTime) -> Self {
        let at = |date: Option<Date>| date.map(|date| date.at(clock));
        Self { day_first: at(self.day_first), month_first: at(self.month_first), ..self }
    }

    /// The same on a day of the week, which may leave one order.
    pub(super) fn on(self, weekday: Weekday) -> Self {
        let on = |date: &Date| date.first_day().weekday() == weekday;
        match (self.day_first.filter(on), self.month_first.filter(on)) {
            (None, None) => self,
            (day_first, month_first) => Self { day_first, month_first, ..self },
        }
    }

    /// The date in an order. If that is not known and both are possible, points speak for the day before the month, and of other
    /// dates the year is left.
    pub(crate) fn read(self, order: Option<DayOrder>) -> Option<Date> {
        match (order, self.day_first, self.month_first) {
            (_, date @ Some(_), None)
            | (_, None, date)
            | (Some(DayOrder::DayFirst), date, _)
            | (Some(DayOrder::MonthFirst), _, date) => date,
            (None, day_first @ Some(_), Some(_)) if self.has_points => day_first,
            (None, Some(_), Some(_)) => Date::new(self.year, None, None, None),
        }
    }

    /// The order that it shows, if only one is possible.
    pub(crate) fn shown(self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (Some(_), None) => Some(DayOrder::DayFirst),
            (None, Some(_)) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }

    /// The order in which it says the same as another date, or nearly: articles are dated a day after they were written.
    pub(crate) fn shown_by(self, other: Printed) -> Option<DayOrder> {
        let (Some(day_first), Some(month_first)) = (self.day_first, self.month_first) else { return None };
        let other = match other {
            Printed::Whole(date) => date,
            Printed::Day { month, day } => Date::new(self.year, Some(month), Some(day), None)?,
            Printed::Numbers(_) => return None,
        };
        let is_near = |date: Date| {
            let (before, after) = (other.first_day() - date.first_day(), date.first_day() - other.last_day());
            before.num_days() <= NEAR && after.num_days() <= NEAR
        };
        match (is_near(day_first), is_near(month_first)) {
            (true, false) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}
