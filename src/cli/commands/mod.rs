//! The commands, one file each.

mod backup;
mod completions;
mod entities;
mod export;
mod first;
mod fixity;
mod formats;
mod index;
mod kwic;
mod man;
mod names;
mod network;
mod open;
mod parse;
mod people;
mod person;
mod problems;
mod purge;
mod quotes;
mod related;
mod sample;
mod search;
mod serve;
mod show;
mod status;
mod target;
mod texts;
mod timeline;
mod verify;
mod why;

use ::names::Kind;
use clap::Subcommand;

use super::{Failure, Outcome, context::Context};

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Index(index::IndexArgs),
    Search(search::SearchArgs),
    Timeline(timeline::TimelineArgs),
    Kwic(kwic::KwicArgs),
    First(first::FirstArgs),
    Related(related::RelatedArgs),
    Sample(sample::SampleArgs),
    Show(show::ShowArgs),
    Open(open::OpenArgs),
    Why(why::WhyArgs),
    /// List the people of the archive, most articles first
    People(people::NamesArgs),
    /// List the organizations of the archive, most articles first
    Orgs(people::NamesArgs),
    /// List the places of the archive, most articles first
    Places(people::NamesArgs),
    /// Show what the archive has of a person: when, where, with whom, described how
    Person(person::PersonArgs),
    /// Show what the archive has of an organization
    Org(person::PersonArgs),
    /// Show what the archive has of a place
    Place(person::PersonArgs),
    #[command(subcommand)]
    Names(names::NamesCommand),
    Quotes(quotes::QuotesArgs),
    Network(network::NetworkArgs),
    Serve(serve::ServeArgs),
    Problems(problems::ProblemsArgs),
    Formats(formats::FormatsArgs),
    Export(export::ExportArgs),
    Purge(purge::PurgeArgs),
    Backup(backup::BackupArgs),
    Restore(backup::RestoreArgs),
    Fixity(fixity::FixityArgs),
    Verify(verify::VerifyArgs),
    Status(status::StatusArgs),
    Parse(parse::ParseArgs),
    Entities(entities::EntitiesArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Command {
    /// Does it.
    pub(crate) fn run(&self, context: &Context) -> Result<Outcome, Failure> {
        match self {
            Self::Index(args) => index::run(args, context),
            Self::Search(args) => search::run(args, context),
            Self::Timeline(args) => timeline::run(args, context),
            Self::Kwic(args) => kwic::run(args, context),
            Self::First(args) => first::run(args, context),
            Self::Related(args) => related::run(args, context),
            Self::Sample(args) => sample::run(args, context),
            Self::Show(args) => show::run(args, context),
            Self::Open(args) => open::run(args, context),
            Self::Why(args) => why::run(args, context),
            Self::People(args) => people::run(args, Kind::Person, context),
            Self::Orgs(args) => people::run(args, Kind::Organization, context),
            Self::Places(args) => people::run(args, Kind::Place, context),
            Self::Names(command) => names::run(command, context),
            Self::Quotes(args) => quotes::run(args, context),
            Self::Network(args) => network::run(args, context),
            Self::Person(args) => person::run(args, Kind::Person, context),
            Self::Org(args) => person::run(args, Kind::Organization, context),
            Self::Place(args) => person::run(args, Kind::Place, context),
            Self::Serve(args) => serve::run(args, context),
            Self::Problems(args) => problems::run(args, context),
            Self::Export(args) => export::run(args, context),
            Self::Purge(args) => purge::run(args, context),
            Self::Backup(args) => backup::back_up(args, context),
            Self::Restore(args) => backup::restore(args, context),
            Self::Fixity(args) => fixity::run(args, context),
            Self::Verify(args) => verify::run(args, context),
            Self::Formats(args) => formats::run(args, context),
            Self::Status(args) => status::run(args, context),
            Self::Parse(args) => parse::run(args, context),
            Self::Entities(args) => entities::run(args, context),
            Self::Completions(args) => completions::run(args),
            Self::Man(args) => man::run(args),
        }
    }
}
