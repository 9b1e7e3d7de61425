//! Dates as people write them.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as it is read: "18 June 2023", "June 2023"; without its time, and what is no date as it is.
pub fn day(date: &str) -> String {
    let day = date.split('T').next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let month = |text: &str| text.parse::<usize>().ok().and_then(|number| MONTHS.get(number.wrapping_sub(1)));
    match parts.as_slice() {
        [year, number] => month(number).map_or_else(|| date.to_owned(), |month| format!("{month} {year}")),
        [year, number, day] => month(number).map_or_else(
            || date.to_owned(),
            |month| format!("{} {month} {year}", day.trim_start_matches('0')),
        ),
        _ => date.to_owned(),
    }
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
