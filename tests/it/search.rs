//! Finding articles: what a query means, what filters keep, and what is said where nothing is found.

use std::process::Command;

use crate::harness::{Folder, Run, check_counts, check_same, program, sample};

#[test]
fn words_match_in_any_form() {
    check_same(&["vote", "votes", "VOTING", "voted"]);
    check_same(&["ibanez", "Ibáñez", "IBÁÑEZ", "Iba\u{301}n\u{303}ez"]);
    check_same(&["wojcik", "Wójcik"]);
    check_same(&["\"O'Rourke\"", "O’Rourke"]);
}

#[test]
fn words_are_all_wanted() {
    check_counts(&[
        ("ferry", 21),
        ("lifeboat", 4),
        ("ferry lifeboat", 2),
        ("'ferry lifeboat'", 2),
        ("ferry OR lifeboat", 23),
        ("ferry -lifeboat", 19),
        ("ferry --match any lifeboat", 23),
        ("-- -ferry", 46),
        ("tidal gate", 7),
        ("'\"tidal gate\"'", 6),
        ("'(ferry OR lifeboat) -harbour'", 13),
    ]);
}

#[test]
fn filters_hold_also_where_any_word_does() {
    check_counts(&[
        ("--match any ferry lifeboat --person hale", 14),
        ("ferry OR lifeboat --person hale", 14),
    ]);
    check_same(&["ferry --person hale --person callan", "ferry --match any --person hale --person callan"]);
}

#[test]
fn fields_narrow_words() {
    check_counts(&[
        ("recount", 2),
        ("title:recount", 1),
        ("body:recount", 2),
        ("path:2019", 10),
        ("author:oakes", 19),
        ("title:ferry source:wire", 3),
    ]);
    check_same(&["person:hale", "--person hale"]);
    check_same(&["'person:\"Lin Meihua\"'", "--person 'Lin Meihua'"]);
    check_same(&["source:packet", "--source packet"]);
    check_same(&["author:wilk", "--author wilk"]);
}

#[test]
fn a_name_is_matched_inside_one_name() {
    check_counts(&[
        ("--person 'Bob Solheim'", 0),
        ("--person 'Antony Solheim'", 0),
        ("--person 'Ingrid Iyer'", 0),
        ("--person 'Ruth Callan' --person 'Peter Callan'", 4),
    ]);
    check_same(&["--person 'Lin Meihua'", "--person 'meihua LIN'", "--person 'Lin, Meihua'"]);
    check_same(&["--person hale", "--person 'Captain Hale'"]);
    check_same(&["--person solheim", "--person 'Mayor Solheim'"]);
    check_same(&["--person ibanez", "--person 'José Ibáñez'", "--person 'Jose Ibanez'"]);
    check_same(&["--person orourke", "--person \"O'Rourke\"", "--person O’Rourke"]);
}

#[test]
fn bodies_places_sources_and_authors_are_filters() {
    check_same(&["--org 'Gannet Estates'", "--org 'estates gannet'"]);
    check_same(&["--author 'Tomasz Wilk'", "--author wilk", "--author 'WILK Tomasz'"]);
    check_same(&["--source 'Northern Wire'", "--source northern"]);
    check_same(&["--place 'Merrow Island' ferry", "ferry --place 'Merrow Island'"]);
    check_counts(&[("--source 'Northern Wire'", 3), ("--org 'Gannet Brandt'", 0), ("--author Hale", 0)]);
}

#[test]
fn dates_are_whole_on_both_ends() {
    check_counts(&[
        ("--since 2018 --until 2018", 10),
        ("--since 2018-01-01 --until 2018-12-31", 10),
        ("--until 2016", 9),
        ("--since 2023-10-27", 1),
        ("--since 2023-10-28", 0),
        // An article of "March 2018" may be of any day of it.
        ("--since 2018-03 --until 2018-03", 1),
        ("--since 2018-03-15 --until 2018-03-15", 1),
        ("--since 2018-04-01 --until 2018-04-05", 0),
    ]);
}

#[test]
fn dates_of_flags_are_read_as_in_a_query() {
    let folder = Folder::new();
    let today = chrono::Local::now().date_naive();
    for days in [0, 1, 40, 4000] {
        let day = today - chrono::Days::new(days);
        folder.write(&format!("{day}.txt"), "The ferry was late again.\n\nNobody knows why it was.\n");
    }
    folder.done("index .");
    for (value, since) in
        [("90d", 3), ("yesterday", 2), ("3m", 3), ("2w", 2), ("last 2 weeks", 2), ("100y", 4)]
    {
        assert_eq!(folder.count(&format!("ferry --since '{value}'")), since, "{value}");
        assert_eq!(folder.count(&format!("ferry 'since:\"{value}\"'")), since, "{value}");
    }
    for value in ["yesterday", "last month", "last year", "90d", "2022"] {
        let flag = folder.count(&format!("ferry --until '{value}'"));
        assert_eq!(flag, folder.count(&format!("ferry 'until:\"{value}\"'")), "{value}");
    }
    assert_eq!(folder.count("ferry --since yesterday --until yesterday"), 1);
    assert_eq!(folder.json_lines("kwic ferry --since 90d --format jsonl").len(), 3);
    let refused = folder.run("search ferry --since yesterday --until 2020");
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("--since yesterday is later than --until 2020"), "{}", refused.stderr);
}

#[test]
fn undated_articles_are_counted_where_dates_are_asked_for() {
    insta::assert_snapshot!(sample().run("search tide table --since 2010 --limit 0"), @r"
        exit 0
        --- stdout
        2 matches, 0 shown, [N] ms; 1 article without a date left out
    ");
    insta::assert_snapshot!(sample().run("search title:'\"tide table\"' --since 2010"), @r"
        exit 1
        --- stdout
        0 matches, 0 shown, [N] ms; 1 article without a date left out
        --- stderr
        No article matches.
    ");
}

#[test]
fn odd_words_are_found_whole_and_by_their_parts() {
    check_counts(&[
        ("nº123", 2),
        ("123", 2),
        ("'$4.5m'", 1),
        ("4.5m", 1),
        ("4.5", 1),
        ("COVID-19", 3),
        ("covid", 3),
        ("U.S.", 1),
        ("U.S", 1),
        ("newsdesk@example.org", 1),
        ("newsdesk", 1),
        ("555-0142", 2),
        ("0142", 2),
        ("£2.3", 1),
        ("'\"£2.3 million\"'", 1),
        ("\"St Brannoc's\"", 10),
    ]);
}

/// Queries that no parser could like.
const HOSTILE: [&str; 16] = [
    "it's 5\" (or",
    "(((",
    ")))",
    "\"",
    "\"\"",
    "AND OR NOT",
    "OR ferry",
    "ferry OR",
    "-",
    "*",
    "title:",
    ":",
    "nofield:x",
    "a:b:c:d",
    "\\",
    "ferry)(",
];

#[test]
fn no_query_is_an_error() {
    for query in HOSTILE {
        let mut command = program(sample().path());
        command.args(["search", "--limit", "1", "--", query]);
        let run = sample().finish(command, b"");
        assert!(matches!(run.code, Some(0 | 1)), "{query}: {run}");
        assert!(!run.stderr.contains("error:"), "{query}: {run}");
    }
}

#[test]
fn very_long_and_very_deep_queries_end() {
    let deep = "(".repeat(5_000) + "ferry" + &")".repeat(5_000);
    let long = "ferry ".repeat(10_000);
    let odd = "ferry \u{fffd}\u{200b}\u{202e}\u{1f6a2} \t\n".to_owned();
    for query in [deep, long, odd] {
        let mut command = program(sample().path());
        command.args(["search", "--count", "--", &query]);
        let run = sample().finish(command, b"");
        assert!(matches!(run.code, Some(0 | 1)), "{}: {run}", &query[..20]);
    }
}

#[test]
fn a_query_that_was_read_otherwise_says_so() {
    let mut command = program(sample().path());
    command.args(["search", "--limit", "0", "it's 5\" (or"]);
    insta::assert_snapshot!(sample().finish(command, b""), @r"
        exit 0
        --- stdout
        1 match, 0 shown, [N] ms
        --- stderr
        read as: it's 5 or
          (: this parenthesis has no partner
    ");
}

#[test]
fn a_misspelt_word_gets_the_nearest_that_occur() {
    insta::assert_snapshot!(sample().run("search harbuor"), @r#"
        exit 1
        --- stderr
        No article matches.
        "harbuor" stands in no text; near it: harbour
    "#);
    insta::assert_snapshot!(sample().run("search wordthatisnowhere"), @r#"
        exit 1
        --- stderr
        No article matches.
        "wordthatisnowhere" stands in no text.
    "#);
    insta::assert_snapshot!(sample().run("search --person Solhiem"), @r#"
        exit 1
        --- stderr
        No article matches.
        "solhiem" stands in no name of that kind; near it: solheim
    "#);
    insta::assert_snapshot!(sample().run("search ferry -- -ferry"), @r"
        exit 1
        --- stderr
        No article matches.
    ");
    insta::assert_snapshot!(sample().run("search --count harbuor"), @r"
        exit 1
        --- stdout
        0
    ");
}

#[test]
fn an_unknown_flag_is_a_left_out_word_only_after_the_first_word() {
    insta::assert_snapshot!(sample().run("search -lifeboat ferry"), @"
    exit 2
    --- stderr
    error: there is no flag -lifeboat
    hint: to leave a word out, put it behind another: morgue search WORD -lifeboat
    hint: or behind two dashes: morgue search -- -lifeboat
    ");
    check_same(&["ferry -lifeboat", "-- ferry -lifeboat"]);
}

#[test]
fn nothing_to_search_for_is_explained() {
    insta::assert_snapshot!(sample().run("search"), @r"
        exit 2
        --- stderr
        error: nothing to search for
        hint: type: morgue search WORD…, or morgue search --help
    ");
    insta::assert_snapshot!(sample().run("search ''"), @r"
        exit 2
        --- stderr
        error: nothing to search for
        hint: type: morgue search WORD…, or morgue search --help
    ");
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_explained() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let mut command = program(sample().path());
    command.arg("search").arg(OsStr::from_bytes(b"caf\xe9"));
    insta::assert_snapshot!(sample().finish(command, b""), @r"
        exit 2
        --- stderr
        error: invalid UTF-8 was detected in one or more arguments

        Usage: morgue search [OPTIONS] [QUERY]...

        For more information, try '--help'.
    ");
}

fn count_in(folder: &Folder, change: impl FnOnce(&mut Command)) -> Run {
    let mut command = program(folder.path());
    command.args(["search", "--count", "ferry"]);
    change(&mut command);
    folder.finish(command, b"")
}

#[test]
fn a_named_folder_is_indexed_first() {
    let folder = Folder::of_sample();
    let run = count_in(&folder, |command| {
        command.args(["--archive", "."]);
    });
    insta::assert_snapshot!(run, @r"
        exit 0
        --- stdout
        21
        --- stderr
        68 files: 68 read, 0 unchanged, 0 moved, 0 gone
        articles: 68 added, 0 changed, 0 removed, 0 unchanged
        [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
    ");
    let other = Folder::of_sample();
    let run = count_in(&other, |command| {
        command.env("MORGUE_ARCHIVE", other.path());
    });
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "21\n"));
}

#[test]
fn a_folder_that_one_only_stands_in_is_never_indexed() {
    let folder = Folder::of_sample();
    insta::assert_snapshot!(folder.run("search ferry"), @r"
        exit 2
        --- stderr
        error: no archive here: neither this folder nor one above it holds .morgue
        hint: type: morgue index FOLDER
        hint: or name an archive: --archive FOLDER, or MORGUE_ARCHIVE in the environment
    ");
    assert!(!folder.join(".morgue").exists());
    std::fs::create_dir(folder.join(".morgue")).expect("a folder");
    insta::assert_snapshot!(folder.run("search ferry"), @r"
        exit 2
        --- stderr
        error: [DIR] has not been indexed
        hint: type: morgue index [DIR]
    ");
    assert!(!folder.join(".morgue/index").exists());
}

#[test]
fn boilerplate_is_not_searched() {
    check_counts(&[("facebook", 0), ("'\"Related Articles\"'", 0), ("--person 'Tomasz Wilk'", 0)]);
}

#[test]
fn a_story_that_ran_twice_is_found_twice_with_copies() {
    let query = "search 'missed payment' --source northern --paths --sort oldest";
    assert_eq!(sample().done(query).lines().count(), 1);
    insta::assert_snapshot!(sample().run(&format!("{query} --copies")), @r"
        exit 0
        --- stdout
        2018/2018-02-09-merrow-line-misses-payment.txt
        2018/2018-02-23-ferry-firm-in-talks-after-missed-payment.txt
    ");
}
