//! The examples of the help do on the sample archive what they are shown for.

use crate::{
    harness::{Folder, sample},
    reference::helps,
};

/// Commands whose examples can be run on the sample archive one by one.
const RUNNABLE: [&str; 14] = [
    "first", "kwic", "network", "org", "orgs", "people", "person", "place", "places", "quotes", "sample",
    "search", "show", "timeline",
];

/// What finds nothing on any day of the sample: `--since 'last month'`.
const OF_TODAY: &str = "last month";

#[test]
fn examples_find_something_on_the_sample() {
    let mut tried = 0;
    for (name, help) in helps().into_iter().filter(|(name, _)| is_runnable(name)) {
        let lines = help.lines().skip_while(|line| !line.starts_with("Example"));
        for line in lines.filter_map(|line| line.trim().strip_prefix("morgue ")) {
            // Behind two blanks stands what it does; ids are only the shape of one.
            let command = line.split("  ").next().unwrap_or(line).trim_end_matches('"');
            if command.contains(['<', '>', '|']) || command.contains("3k7q") || command.contains(OF_TODAY) {
                continue;
            }
            let ran = sample().run(command);
            assert_eq!(ran.code, Some(0), "{name}: {command}\n{ran}");
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn examples_of_corrections_hold_on_the_sample() {
    for (name, help) in helps().into_iter().filter(|(name, _)| name.starts_with("morgue names ")) {
        let lines = help.lines().skip_while(|line| !line.starts_with("Example"));
        for line in lines.filter_map(|line| line.trim().strip_prefix("morgue ")) {
            let [names, what, ..] = line.split(' ').collect::<Vec<_>>()[..] else { continue };
            if names != "names" || matches!(what, "import" | "export" | "undo" | "log" | "review" | "check") {
                continue;
            }
            let folder = Folder::of_sample();
            folder.done("index .");
            let flag = if line.contains("--yes") { "" } else { " --yes" };
            let ran = folder.run(&format!("{line}{flag}"));
            assert_eq!(ran.code, Some(0), "{name}: {line}\n{ran}");
        }
    }
}

fn is_runnable(name: &str) -> bool {
    name.strip_prefix("morgue ").is_some_and(|name| RUNNABLE.contains(&name))
}
