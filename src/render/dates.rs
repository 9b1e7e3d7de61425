//! Dates as people write them.

use chrono::NaiveDate;

/// A date as it is read: "18 June 2023", "June 2023"; without its time, and what is no date as it is.
pub fn day(date: &str) -> String {
    let day = date.split('T').next().unwrap_or_default();
    let read = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d");
    if let Ok(day) = read(day) {
        return day.format("%-d %B %Y").to_string();
    }
    read(&format!("{day}-01")).map_or_else(|_| date.to_owned(), |month| month.format("%B %Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let check = |date: &str, expected: &str| assert_eq!(day(date), expected);
        check("2019-05-01", "1 May 2019");
        check("2019-12", "December 2019");
        check("2019", "2019");
        check("2019-05-01T10:00:00Z", "1 May 2019");
        check("2019-13-01", "2019-13-01");
    }
}
