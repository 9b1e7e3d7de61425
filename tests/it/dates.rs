//! Dates in numbers: how 03/04/2021 is read depends on what else its source writes.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::harness::{Folder, text};

/// A short article of its own with a date as a paper prints it.
fn article(number: usize, source: &str, date: &str) -> String {
    let source = if source.is_empty() { String::new() } else { format!("source: {source}\n") };
    format!(
        "---\ntitle: Report {number}\n{source}date: {date}\n---\n\nThe harbour office counted {number} ships in report \
         {number}.\n"
    )
}

/// Articles of papers that show the order of their dates, of one that contradicts itself, of one that shows none, and of
/// nobody's: path, source, date as printed, and what it is when all are known.
const ARTICLES: &[(&str, &str, &str, &str)] = &[
    ("p1.md", "Packet", "03/04/2021", "2021-04-03"),
    ("p2.md", "Packet", "18/06/2021", "2021-06-18"),
    ("p3.md", "Packet", "05.11.2020 14:05", "2020-11-05T14:05"),
    ("m1.md", "Mail", "03/04/2021", "2021-03-04"),
    ("m2.md", "Mail", "06/18/2021", "2021-06-18"),
    ("h1.md", "Herald", "03/04/2021", "2021"),
    ("h2.md", "Herald", "18/06/2021", "2021-06-18"),
    ("h3.md", "Herald", "06/18/2021", "2021-06-18"),
    ("g1.md", "Gazette", "03/04/2021", "2021"),
    ("g2.md", "Gazette", "5 May 2021", "2021-05-05"),
    ("n1.md", "", "03/04/2021", "2021"),
    ("n2.md", "", "18/06/2021", "2021-06-18"),
    ("2019/04/n3.md", "", "03/04/2019", "2019-04-03"),
];

fn folder() -> Folder {
    let folder = Folder::new();
    for (number, (path, source, date, _)) in ARTICLES.iter().enumerate() {
        folder.write(path, article(number, source, date));
    }
    folder
}

/// The date of each article, by path.
fn dates(folder: &Folder) -> BTreeMap<String, String> {
    let date = |hit: Value| hit["date"].as_str().unwrap_or_default().to_owned();
    folder.articles().into_iter().map(|(path, hit)| (path, date(hit))).collect()
}

fn expected() -> BTreeMap<String, String> {
    ARTICLES.iter().map(|(path, _, _, date)| ((*path).to_owned(), (*date).to_owned())).collect()
}

#[test]
fn a_source_shows_how_its_dates_are_read() {
    let folder = folder();
    folder.done("index .");
    assert_eq!(dates(&folder), expected());
    // The date is one also for searches.
    assert_eq!(folder.count("report --source Packet --since 2021-04-03 --until 2021-04-03"), 1);
    assert_eq!(folder.count("report --source Mail --since 2021-03-04 --until 2021-03-04"), 1);
    assert_eq!(folder.count("report --source Packet --since 2021-03-04 --until 2021-03-04"), 0);
}

#[test]
fn order_and_number_of_runs_do_not_matter() {
    let at_once = folder();
    at_once.done("index .");
    let exported = at_once.done("export");
    for backwards in [false, true] {
        let folder = Folder::new();
        let mut articles: Vec<_> = ARTICLES.iter().enumerate().collect();
        if backwards {
            articles.reverse();
        }
        for (number, (path, source, date, _)) in articles {
            folder.write(path, article(number, source, date));
            folder.done("index .");
        }
        assert_eq!(folder.done("export"), exported, "backwards: {backwards}");
        assert_eq!(dates(&folder), expected());
        folder.done("index . --rebuild");
        assert_eq!(folder.done("export"), exported);
    }
}

#[test]
fn what_a_source_does_not_show_any_more_is_forgotten() {
    let folder = folder();
    folder.done("index .");
    folder.remove("p2.md");
    folder.remove("m2.md");
    folder.write("m4.md", article(20, "Mail", "30/06/2021"));
    folder.done("index .");
    let dates = dates(&folder);
    let of = |path: &str| dates[path].as_str();
    assert_eq!([of("p1.md"), of("p3.md"), of("m1.md")], ["2021", "2020-11-05T14:05", "2021-04-03"]);
}

#[test]
fn the_settings_decide_what_no_source_shows() {
    let folder = folder();
    folder.done("index .");
    let decided = |order: &str| {
        folder.write(".morgue/desk/config.toml", order);
        folder.done("index .");
        let dates = dates(&folder);
        ["p1.md", "m1.md", "h1.md", "g1.md", "n1.md"].map(|path| dates[path].clone())
    };
    let day_first = decided("[dates]\norder = \"day-first\"\n");
    assert_eq!(day_first, ["2021-04-03", "2021-03-04", "2021-04-03", "2021-04-03", "2021-04-03"]);
    let month_first = decided("[dates]\norder = \"month-first\"\n");
    assert_eq!(month_first, ["2021-04-03", "2021-03-04", "2021-03-04", "2021-03-04", "2021-03-04"]);
    assert_eq!(decided(""), ["2021-04-03", "2021-03-04", "2021", "2021", "2021"]);
    let before = folder.json("status --format json")["generation"].clone();
    folder.done("index .");
    assert_eq!(folder.json("status --format json")["generation"], before, "nothing is written without need");
    folder.write(".morgue/desk/config.toml", "[dates]\norder = \"dmy\"\n");
    let run = folder.run("index .");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("config.toml") && run.stderr.contains("day-first"), "{run}");
}

#[test]
fn it_is_said_how_a_date_was_read() {
    let folder = folder();
    folder.done("index .");
    let why = |path: &str| {
        let said = folder.done(&format!("why {path}"));
        let line = said.lines().find_map(|line| line.trim().strip_prefix("its date: "));
        line.unwrap_or_default().to_owned()
    };
    assert_eq!(
        why("p1.md"),
        "2021-04-03 and not 2021-03-04, day first, as 1 other article of the source shows"
    );
    assert_eq!(
        why("m1.md"),
        "2021-03-04 and not 2021-04-03, month first, as 1 other article of the source shows"
    );
    assert_eq!(
        why("h1.md"),
        "in doubt, 2021-04-03 or 2021-03-04: of its source 1 say the first and 1 the second; `[dates] order` in \
         desk/config.toml decides"
    );
    assert_eq!(
        why("g1.md"),
        "in doubt, 2021-04-03 or 2021-03-04: no other date of its source shows which; `[dates] order` in \
         desk/config.toml decides"
    );
    assert_eq!([why("p2.md"), why("g2.md"), why("2019/04/n3.md")], ["", "", ""]);
    let reading = &folder.json("why p1.md --format json")["articles"][0]["date_reading"];
    assert_eq!([text(&reading["read"]), text(&reading["by"])], ["day-first", "source"]);

    let parsed = |line: &str| folder.done(&format!("parse {line}"));
    assert!(parsed("p1.md").contains("date: 2021\n"), "without the archive around");
    let explained = parsed("--explain p1.md");
    assert!(explained.contains("\ndate read: 2021-04-03 and not 2021-03-04, day first"), "{explained}");
    folder.write(".morgue/desk/config.toml", "[dates]\norder = \"month-first\"\n");
    folder.done("index .");
    assert!(parsed("p1.md").contains("date: 2021-03-04\n"), "as the settings say");
    assert_eq!(why("g1.md"), "2021-03-04 and not 2021-04-03, month first, as the settings say");
}

#[test]
fn a_table_of_american_dates_is_read_as_one() {
    let row =
        |day: i32| format!("Report {day},Mail,02/{day:02}/2022,The office counted {day} ships on that day.");
    let rows: Vec<String> = (1..=28).map(row).collect();
    let table = format!("headline,source,date,body\n{}\n", rows.join("\n"));
    let folder = Folder::with(&[("mail.csv", table.as_str())]);
    folder.done("index .");
    let dates: Vec<String> = folder
        .json_lines("search --copies --format jsonl --limit 100 --sort oldest report")
        .iter()
        .map(|hit| text(&hit["date"]).to_owned())
        .collect();
    let expected: Vec<String> = (1..=28).map(|day| format!("2022-02-{day:02}")).collect();
    assert_eq!(dates, expected);
}

#[test]
fn a_table_that_names_no_source_is_read_as_one() {
    let row = |day: i32| format!("Report {day},{day:02}/03/2022,The office counted {day} ships on that day.");
    let rows: Vec<String> = (1..=28).map(row).collect();
    let table = format!("headline,date,body\n{}\n", rows.join("\n"));
    let folder = Folder::with(&[("days.csv", table.as_str())]);
    folder.done("index .");
    assert_eq!(folder.count("report --since 2022-03-01 --until 2022-03-28"), 28);
    let one = folder.json_lines("search --format jsonl --limit 1 \"Report 5\"");
    let why = folder.done(&format!("why {}", text(&one[0]["id"])));
    assert!(
        why.contains("2022-03-05 and not 2022-05-03, day first, as 16 other articles of the file"),
        "{why}"
    );
}

#[test]
fn a_language_tells_what_no_source_shows() {
    let text = "Le port de la ville a re\u{e7}u quatre navires cette semaine, a d\u{e9}clar\u{e9} la mairie. Les habitants \
                attendent la suite des travaux sur les quais, qui ont commenc\u{e9} au printemps.";
    let article = format!("---\ntitle: Les navires\nsource: Gazette\ndate: 03/06/2014\n---\n\n{text}\n");
    let folder = Folder::with(&[("g.md", article.as_str())]);
    folder.done("index .");
    assert_eq!(dates(&folder)["g.md"], "2014-06-03");
    let why = folder.done("why g.md");
    assert!(why.contains("2014-06-03 and not 2014-03-06, day first, as its language has it"), "{why}");
}
