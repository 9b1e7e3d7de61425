//! `morgue names`: correct who is who, take it back, and look at what is in doubt.

mod edit;
mod journal;
mod meant;
mod review;
mod table;

use clap::Subcommand;

use crate::cli::{Failure, Outcome, context::Context};

/// Correct who is who: join, keep apart, rename, ignore …, and undo
#[derive(Debug, Subcommand)]
#[command(after_help = "Examples:
  morgue names join 'Port Ellery Athletic' Athletic
  morgue names split 'Denis Kettering' Denis
  morgue names rename 'José Ibáñez' 'José Ibáñez Roca'
  morgue names ignore Seafarers
  morgue names kind Oldquay place --kind organization
  morgue names alias 'Gannet Estates' 'the gull people'
  morgue names assign 2021/2021-01-29-kettering-trial-opens.txt Kettering 'Denis Kettering' --yes
  morgue names id 'Lin Meihua' --wikidata Q123 --viaf 456
  morgue names undo
  morgue names review

What you say is kept in desk/names.toml, which you can also edit by hand. It holds at once in every list and search;
nothing is read again.")]
pub(crate) enum NamesCommand {
    Join(edit::JoinArgs),
    Split(edit::SplitArgs),
    Rename(edit::RenameArgs),
    Ignore(edit::IgnoreArgs),
    Kind(edit::KindArgs),
    Alias(edit::AliasArgs),
    Assign(edit::AssignArgs),
    Id(edit::IdArgs),
    Review(review::ReviewArgs),
    Undo(journal::UndoArgs),
    Log(journal::LogArgs),
    Check(journal::CheckArgs),
    Export(table::ExportArgs),
    Import(table::ImportArgs),
}

pub(crate) fn run(command: &NamesCommand, context: &Context) -> Result<Outcome, Failure> {
    match command {
        NamesCommand::Join(args) => edit::join(args, context),
        NamesCommand::Split(args) => edit::split(args, context),
        NamesCommand::Rename(args) => edit::rename(args, context),
        NamesCommand::Ignore(args) => edit::ignore(args, context),
        NamesCommand::Kind(args) => edit::kind(args, context),
        NamesCommand::Alias(args) => edit::alias(args, context),
        NamesCommand::Assign(args) => edit::assign(args, context),
        NamesCommand::Id(args) => edit::id(args, context),
        NamesCommand::Review(args) => review::run(args, context),
        NamesCommand::Undo(args) => journal::undo(args, context),
        NamesCommand::Log(args) => journal::log(args, context),
        NamesCommand::Check(args) => journal::check(args, context),
        NamesCommand::Export(args) => table::export(args, context),
        NamesCommand::Import(args) => table::import(args, context),
    }
}
