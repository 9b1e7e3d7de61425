//! Tells `-word`, a word to leave out, from a flag.
//!
//! Behind the first word of a query a word with a dash in front is query text unless it is a flag that the command
//! knows. The parser of flags cannot be told that, so such words carry a mark through it.

#[cfg(test)]
use std::ffi::OsStr;
use std::ffi::OsString;

use clap::{
    Arg, Command, CommandFactory,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::Cli;
use crate::cli::Failure;

/// In front of a word that only looks like a flag; no argument can begin with it by accident.
const MARK: &str = "\u{10FFFD}";

/// Commands whose positional arguments are query text, and how many come before that.
const ASKING: [(&str, usize); 8] = [
    ("search", 0),
    ("network", 0),
    ("timeline", 0),
    ("kwic", 0),
    ("first", 0),
    ("sample", 0),
    ("why", 1),
    ("show", usize::MAX),
];

/// Marks the words of a query that are to be left out.
pub(crate) fn mark_left_out_words(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut cli = Cli::command();
    // Adds the flags that every command has, such as -h.
    cli.build();
    let flags: Vec<Arg> = cli.get_arguments().cloned().collect();
    let Some(at) = first_positional(&arguments, 1, &flags) else { return arguments };
    let name = arguments[at].to_string_lossy().into_owned();
    let Some((_, before)) = ASKING.iter().find(|(asking, _)| *asking == name) else { return arguments };
    let Some(command) = cli.find_subcommand(&name) else { return arguments };
    mark(arguments, at + 1, *before, &all_flags(&flags, command))
}

/// The failure for arguments that cannot be parsed; a search that begins with a word to leave out gets its own hint.
pub(crate) fn explain(error: clap::Error, arguments: &[OsString]) -> Failure {
    let invalid = error.get(ContextKind::InvalidArg);
    let (ErrorKind::UnknownArgument, Some(ContextValue::String(unknown))) = (error.kind(), invalid) else {
        return Failure::Usage(error);
    };
    let typed = arguments.iter().find(|argument| argument.to_string_lossy().starts_with(unknown.as_str()));
    let is_search = arguments.iter().any(|argument| argument == "search");
    match typed.map(|typed| typed.to_string_lossy()) {
        Some(word) if is_search && !word.starts_with("--") => {
            Failure::new(format_args!("there is no flag {word}"))
                .hint(format_args!("to leave a word out, put it behind another: morgue search WORD {word}"))
                .hint(format_args!("or behind two dashes: morgue search -- {word}"))
        }
        _ => Failure::Usage(error),
    }
}

/// The argument without its mark.
pub(crate) fn unmark(argument: &str) -> &str {
    argument.strip_prefix(MARK).unwrap_or(argument)
}

fn all_flags(global: &[Arg], command: &Command) -> Vec<Arg> {
    global.iter().chain(command.get_arguments()).cloned().collect()
}

fn mark(mut arguments: Vec<OsString>, start: usize, before: usize, flags: &[Arg]) -> Vec<OsString> {
    let mut at = start;
    let mut positionals = 0_usize;
    while let Some(next) = first_positional_or_unknown(&arguments, at, flags, positionals > before) {
        if arguments[next] == "--" {
            break;
        }
        if arguments[next].to_string_lossy().starts_with('-') {
            let mut marked = OsString::from(MARK);
            marked.push(&arguments[next]);
            arguments[next] = marked;
        }
        positionals += 1;
        at = next + 1;
    }
    arguments
}

fn first_positional(arguments: &[OsString], start: usize, flags: &[Arg]) -> Option<usize> {
    first_positional_or_unknown(arguments, start, flags, false)
}

/// The next argument that is no flag and no flag's value; with `unknown`, also one that looks like a flag and is none.
fn first_positional_or_unknown(
    arguments: &[OsString],
    start: usize,
    flags: &[Arg],
    unknown: bool,
) -> Option<usize> {
    let mut at = start;
    while let Some(argument) = arguments.get(at) {
        let text = argument.to_string_lossy();
        if !text.starts_with('-') || text == "-" || text == "--" {
            return Some(at);
        }
        match flag(&text, flags) {
            Some(flag) => at += 1 + usize::from(takes_next(&text, flag)),
            None if unknown && !text.starts_with("--") => return Some(at),
            None => at += 1,
        }
    }
    None
}

/// The flag that an argument is: `--long`, `--long=value`, `-s`.
fn flag<'f>(text: &str, flags: &'f [Arg]) -> Option<&'f Arg> {
    if let Some(long) = text.strip_prefix("--") {
        let long = long.split_once('=').map_or(long, |(long, _)| long);
        return flags.iter().find(|flag| flag.get_long() == Some(long));
    }
    let mut letters = text[1..].chars();
    let letter = letters.next()?;
    let value = letters.as_str();
    let flag = flags.iter().find(|flag| flag.get_short() == Some(letter))?;
    // "-n5" is the flag -n with its value; "-now" is a word.
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    (value.is_empty() || (is_number && flag.get_action().takes_values())).then_some(flag)
}

fn takes_next(text: &str, flag: &Arg) -> bool {
    let has_value = if text.starts_with("--") { text.contains('=') } else { text.len() > 2 };
    flag.get_action().takes_values() && !has_value
}

/// For tests: the marks made visible.
#[cfg(test)]
fn shown(arguments: &[&str]) -> Vec<String> {
    let marked = mark_left_out_words(arguments.iter().map(OsString::from).collect());
    marked.iter().map(|argument: &OsString| visible(argument)).collect()
}

#[cfg(test)]
fn visible(argument: &OsStr) -> String {
    argument.to_string_lossy().replace(MARK, "!")
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn words_behind_the_first_are_left_out() {
        let check = |arguments: &str, expected: &str| {
            let arguments: Vec<&str> = arguments.split(' ').collect();
            assert_eq!(shown(&arguments).join(" "), expected);
        };
        check("morgue search harbour -ferry", "morgue search harbour !-ferry");
        check("morgue search -ferry harbour", "morgue search -ferry harbour");
        check("morgue search harbour --limit 5 -ferry", "morgue search harbour --limit 5 !-ferry");
        check("morgue search --limit 5 -ferry", "morgue search --limit 5 -ferry");
        check("morgue --archive search search a -b", "morgue --archive search search a !-b");
        check("morgue search harbour -n5 -ferry", "morgue search harbour -n5 !-ferry");
        check("morgue search harbour -n 5 -now", "morgue search harbour -n 5 !-now");
        check("morgue search harbour -h", "morgue search harbour -h");
        check("morgue search harbour -home", "morgue search harbour !-home");
        check("morgue search harbour -- -ferry", "morgue search harbour -- -ferry");
        check("morgue index -x", "morgue index -x");
    }
}
