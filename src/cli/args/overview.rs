//! The commands at one glance: what `morgue -h` lists.
//!
//! The parser of flags would give each command a line or two of its own in one long list; those that belong together stand
//! together here.

/// How the program's own help is laid out.
pub(super) const TEMPLATE: &str =
    "{about-with-newline}\n{usage-heading} {usage}\n{before-help}Options:\n{options}{after-help}";

/// Every command, grouped by what one wants to do.
pub(super) const COMMANDS: &str = "
Make an archive:
  index                   Make an archive of a folder, or bring it up to date
  status, problems        Say what it holds; list what could not be read, and why
  formats                 List the formats that are read
  backup, restore, purge  Copy index and desk; put a copy back; remove an article for good
  verify, fixity, export  Check the index; check your files' bytes; print all as JSON

Find and read:
  search                  Find articles by words, people, organizations, dates
  serve                   Show the archive in the browser, on this machine
  show, open              Read an article; open its file, or its web page
  related, first          Find articles about the same; the first about something
  kwic                    List every place that matches with the words around it
  timeline                Show how many articles match, by day, week, month or year
  sample                  Draw a sample of the articles that match
  why                     Say why a file or article is not found

People, organizations, places:
  people, orgs, places    List them, most articles first
  person, org, place      Show what there is of one: when, where, with whom
  quotes                  List what somebody said
  network                 Write the graph of who stands in the same articles as whom
  names                   Correct who is who, and undo

Without an archive:
  parse, entities         Print what is made of files; the names in texts
  completions, man, help  Print completions for a shell, the manual, this help

";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::COMMANDS;
    use crate::cli::args::Cli;

    #[test]
    fn every_command_is_listed_once() {
        let lines = COMMANDS.lines().filter_map(|line| line.strip_prefix("  "));
        let mut listed: Vec<&str> =
            lines.filter_map(|line| line.split("  ").next()).flat_map(|names| names.split(", ")).collect();
        let mut cli = Cli::command();
        cli.build();
        let mut known: Vec<String> =
            cli.get_subcommands().map(|command| command.get_name().to_owned()).collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known);
    }
}
