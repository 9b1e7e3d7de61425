//! The command reference: what `--help` says of every command, and that every flag is shown in use.

use std::{collections::BTreeSet, fs, process::Command};

use crate::harness::{Folder, program, repository, visible_files};

/// Flags that need no example, and one that is shown by its short form.
const PLAIN: [&str; 3] = ["--help", "--version", "--null"];

/// Flags that have no example yet. Nothing may be added here.
const WITHOUT_EXAMPLE: [&str; 7] =
    ["--color", "--commit-every", "--follow", "--include", "--index", "--new", "--rebuild"];

/// The help of the program, and of each of its commands.
pub(crate) fn helps() -> Vec<(String, String)> {
    let folder = Folder::new();
    let help = |name: &str| {
        let mut command: Command = program(folder.path());
        command.args(name.split_whitespace()).arg("--help");
        let run = folder.finish(command, b"");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name}");
        (format!("morgue {name}").trim_end().to_owned(), run.stdout)
    };
    let top = help("");
    let names: Vec<String> = commands(&top.1);
    assert!(names.len() > 10, "{names:?}");
    let mut all = vec![top];
    for name in names {
        all.push(help(&name));
        let below = commands(&all[all.len() - 1].1);
        all.extend(below.iter().map(|below| help(&format!("{name} {below}"))));
    }
    all
}

/// The names in the list of commands: one a line, or several that belong together.
fn commands(help: &str) -> Vec<String> {
    let list = help.lines().skip_while(|line| !["Commands:", "Make an archive:"].contains(line)).skip(1);
    list.take_while(|line| *line != "Options:")
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split("  ").next())
        .flat_map(|names| names.split(", "))
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// The long flags that a help text describes.
fn flags(help: &str) -> BTreeSet<String> {
    help.lines()
        .map(str::trim)
        .filter(|line| line.starts_with('-'))
        .filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--") && word.len() > 2))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_says_how_it_is_used() {
    let texts = helps().into_iter().map(|(name, help)| format!("$ {name} --help\n{help}"));
    insta::assert_snapshot!("help", texts.collect::<Vec<_>>().join("\n"));
}

#[test]
fn short_help_fits_on_a_screen() {
    let folder = Folder::new();
    let lines = folder.done("-h").lines().count();
    assert!(lines <= 40, "{lines} lines");
}

#[test]
fn every_flag_has_an_example() {
    let helps = helps();
    let mut examples: Vec<String> = helps.iter().flat_map(|(_, help)| example_lines(help)).collect();
    for path in documents() {
        examples.extend(example_lines(&fs::read_to_string(path).expect("a text")));
    }
    let used: BTreeSet<&str> = examples.iter().flat_map(|line| line.split_whitespace()).collect();
    let missing: BTreeSet<String> = helps
        .iter()
        .flat_map(|(_, help)| flags(help))
        .filter(|flag| !PLAIN.contains(&flag.as_str()) && !WITHOUT_EXAMPLE.contains(&flag.as_str()))
        .filter(|flag| !used.contains(flag.as_str()))
        .collect();
    assert!(missing.is_empty(), "flags without an example: {missing:?}");
}

fn example_lines(text: &str) -> Vec<String> {
    let is_example = |line: &&str| line.contains("morgue ") && !line.starts_with("Usage:");
    text.lines().filter(is_example).map(str::to_owned).collect()
}

/// The README, and the documents beside it.
fn documents() -> Vec<std::path::PathBuf> {
    let readme = repository().join("README.md");
    visible_files(&repository().join("docs")).into_iter().chain(readme.exists().then_some(readme)).collect()
}

#[test]
fn a_wrong_flag_and_a_wrong_command_are_explained() {
    let folder = Folder::new();
    insta::assert_snapshot!(folder.run("index --rebuid"), @r"
        exit 2
        --- stderr
        error: unexpected argument '--rebuid' found

          tip: a similar argument exists: '--rebuild'

        Usage: morgue index --rebuild [FOLDER]

        For more information, try '--help'.
    ");
    insta::assert_snapshot!(folder.run("serach ferry"), @r"
        exit 2
        --- stderr
        error: unrecognized subcommand 'serach'

          tip: some similar subcommands exist: 'serve', 'search'

        Usage: morgue [OPTIONS] <COMMAND>

        For more information, try '--help'.
    ");
    insta::assert_snapshot!(folder.run("search --since 18.6.2023 ferry"), @r#"
        exit 2
        --- stderr
        error: invalid value '18.6.2023' for '--since <DATE>': write a date as 2023, 2023-06, 2023-06-18, yesterday, "last month" or 90d

        For more information, try '--help'.
    "#);
    insta::assert_snapshot!(folder.run("index . --memory 2lots"), @r"
        exit 2
        --- stderr
        error: invalid value '2lots' for '--memory <SIZE>': write a size as 512MB or 2GB

        For more information, try '--help'.
    ");
}

#[test]
fn completions_and_manual_are_printed() {
    let folder = Folder::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = folder.done(&format!("completions {shell}"));
        assert!(script.contains("morgue") && script.contains("rebuild"), "{shell}");
    }
    assert!(folder.done("man").contains(".TH morgue"));
    assert!(folder.done("man search").contains("\\-\\-person"));
    insta::assert_snapshot!(folder.run("man serach"), @r#"
        exit 2
        --- stderr
        error: there is no command "serach"
        hint: there are: index, search, timeline, kwic, first, related, sample, show, open, why, people, orgs, places, person, org, place, names, quotes, network, serve, problems, formats, export, purge, backup, restore, fixity, verify, status, parse, entities, completions, man, help
    "#);
}
