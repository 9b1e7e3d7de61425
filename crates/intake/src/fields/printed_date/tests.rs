//! Dates in all the forms that papers print.

use super::*;

fn check(text: &str, expected: &str) {
    let found = match parse(text) {
        Some(Printed::Day { month, day }) => format!("{month}/{day}"),
        printed => printed.and_then(Printed::whole).map(|date| date.to_string()).unwrap_or_default(),
    };
    assert_eq!(found, expected, "{text}");
}

#[test]
fn days() {
    for text in [
        "2023-06-18",
        "2023/6/18",
        "18 June 2023",
        "18th of June, 2023",
        "18-JUN-2023",
        "18. June 2023",
        "June 18, 2023",
        "June 18th, 2023",
        "Jun. 18 2023",
        "Sunday, June 18, 2023",
        "Sun., 18 Jun 2023",
        "June 18, 2023 (Sunday)",
        "18/06/2023",
        "06/18/2023",
        "18.06.2023",
    ] {
        check(text, "2023-06-18");
    }
    for text in [
        "18 juin 2023",
        "dimanche 18 juin 2023",
        "le 18 juin 2023",
        "18. Juni 2023",
        "Sonntag, 18. Juni 2023",
        "18 de junio de 2023",
        "domingo, 18 de junho de 2023",
        "18 giugno 2023",
        "18 Jun 23",
        "18-Jun-23",
        "06/18/23",
        "18.06.23",
        "20230618",
        "2023-W24-7",
    ] {
        check(text, "2023-06-18");
    }
    check("1er août 2023", "2023-08-01");
    check("3 mars 1987", "1987-03-03");
    check("10 Mar 94", "1994-03-10");
    check("Segunda-feira, 19 de Junho de 2023", "2023-06-19");
    check("Sept 7, 1998", "1998-09-07");
    check("05/05/2023", "2023-05-05");
    check("1ᵉʳ mai 2023", "2023-05-01");
    check("Dienstag, den 5. März 2023", "2023-03-05");
    check("mar, 5 mar 2023", "2023-03-05");
    check("05/mar/2023", "2023-03-05");
    check("the 5th of September, 2023", "2023-09-05");
    check("Sep 5 '23", "2023-09-05");
    check("Sept. 5, 87", "1987-09-05");
    check("Thu, 26 Feb 1987 24:00:00 GMT", "1987-02-26");
}

#[test]
fn times() {
    for text in [
        "2023-06-18T14:05",
        "2023-06-18T14:05:33Z",
        "2023-06-18T14:05:33.123+02:00",
        "2023-06-18 14:05",
        "Sun, 18 Jun 2023 14:05:33 +0000",
        "June 18, 2023 2:05 pm",
        "June 18, 2023 at 2.05 p.m. EDT",
        "June 18, 2023 | 14:05 IST",
        "14:05 GMT, 18 June 2023",
        "Sun Jun 18 14:05:33 2023",
        "Sun Jun 18 14:05:33 EST 2023",
        "Sun Jun 18 2023 14:05:33 GMT+0200 (Central European Summer Time)",
        "2023-06-18T14:05:33,123+02:00",
        "2023-06-18T14:05:33+02:00[Europe/Paris]",
        "18-JUN-2023 14:05:33.79",
        "18 Jun 23 14:05 GMT",
        "20230618T140533Z",
        "18 juin 2023 à 14h05",
        "18. Juni 2023, 14:05 Uhr",
        "18 giugno 2023 alle 14.05",
    ] {
        check(text, "2023-06-18T14:05");
    }
    check("June 18, 2023, 5 PM", "2023-06-18T17:00");
    check("June 18, 2023 12:30 a.m.", "2023-06-18T00:30");
    check("18 Jun 23 1405 PST", "2023-06-18T14:05");
    check("Sun, 18 Jun 2023 14:05:33 \"GMT\"", "2023-06-18T14:05");
    check("2023-06-18T14Z", "2023-06-18T14:00");
    check("noon, June 18, 2023", "2023-06-18T12:00");
    check("June 18, 2023 at 12 noon", "2023-06-18T12:00");
}

#[test]
fn less_than_a_day() {
    check("2023-06", "2023-06");
    check("June 2023", "2023-06");
    check("Jun, 2023", "2023-06");
    check("Setembro/2023", "2023-09");
    check("1963", "1963");
    check("06/07/2023", "2023");
    check("25 March", "3/25");
    check("July 18", "7/18");
    check("Feb 29", "2/29");
}

#[test]
fn numbers_in_either_order() {
    let check = |text: &str, day_first: &str, month_first: &str| {
        let Some(Printed::Numbers(numbers)) = parse(text) else { panic!("{text}") };
        let read = |order| numbers.read(Some(order)).map(|date| date.to_string()).unwrap_or_default();
        let found = (read(DayOrder::DayFirst), read(DayOrder::MonthFirst));
        assert_eq!(found, (day_first.to_owned(), month_first.to_owned()), "{text}");
        let shown = (day_first == month_first).then_some(if text.starts_with("18") {
            DayOrder::DayFirst
        } else {
            DayOrder::MonthFirst
        });
        assert_eq!(numbers.shown(), shown, "{text}");
    };
    check("03/04/2021", "2021-04-03", "2021-03-04");
    check("3.4.21", "2021-04-03", "2021-03-04");
    check("03/04/2021 14:05", "2021-04-03T14:05", "2021-03-04T14:05");
    check("18/06/2023", "2023-06-18", "2023-06-18");
    check("06/18/2023 2:05 pm", "2023-06-18T14:05", "2023-06-18T14:05");
}

#[test]
fn days_of_the_week_and_points_show_the_order() {
    let check = |text: &str, expected: &str| {
        let Some(Printed::Numbers(numbers)) = parse(text) else { panic!("{text}") };
        assert_eq!(numbers.read(None).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
    };
    check("Montag, 03.06.2019", "2019-06-03");
    check("Mon, 06/03/2019 - 14:30", "2019-06-03T14:30");
    check("Mon, 03/06/2019", "2019-06-03");
    check("Sunday, 03/06/2019", "2019");
    check("03.06.2019", "2019-06-03");
    check("03/06/2019", "2019");
}

#[test]
fn other_dates_show_the_order() {
    let check = |text: &str, other: &str, expected: Option<DayOrder>| {
        let (Some(Printed::Numbers(numbers)), Some(other)) = (parse(text), parse(other)) else {
            panic!("{text}")
        };
        assert_eq!(numbers.shown_by(other), expected, "{text} {other:?}");
    };
    let (day_first, month_first) = (Some(DayOrder::DayFirst), Some(DayOrder::MonthFirst));
    check("03/04/2021", "2021-04-03", day_first);
    check("03/04/2021", "March 4, 2021", month_first);
    check("03/04/2021", "April 2", day_first);
    check("03/04/2021", "2021-04", day_first);
    check("03/04/2021", "2021", None);
    check("03/04/2021", "April 20", None);
    check("03/04/2021", "04/03/2021", None);
}

#[test]
fn what_is_no_date() {
    for text in [
        "",
        "June",
        "Sunday",
        "June 31",
        "18 June 2023 was a Sunday",
        "Marchers 18, 2023",
        "2023-13-01",
        "4-1",
        "12:30",
        "May 5,000",
        "99999999999",
        "2003-02-11 2003 Harbour 0-2 Hillside",
    ] {
        check(text, "");
    }
}
