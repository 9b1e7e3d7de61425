//! The arguments: what all commands share, and the groups that several do.

mod facets;
mod filters;
mod left_out;
mod output;
mod overview;

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};

pub(crate) use facets::FacetArgs;
pub(crate) use filters::{FilterArgs, QueryWords};
pub(crate) use left_out::{explain, mark_left_out_words, unmark};
pub(crate) use output::{Format, FormatArg, JsonFormat, PageArgs};

use super::commands::Command;

/// Makes a searchable archive of a folder of articles: by keyword, by person, by organization.
#[derive(Debug, Parser)]
#[command(name = "morgue", version, propagate_version = true)]
#[command(help_template = overview::TEMPLATE, before_help = overview::COMMANDS)]
#[command(
    after_help = "Examples: morgue COMMAND --help. Queries: morgue help query. Start with: morgue index FOLDER"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Args, Debug)]
pub(crate) struct Global {
    /// The archive: a folder of articles
    ///
    /// Unless it is named, the nearest folder upwards that was indexed.
    #[arg(long, global = true, value_name = "DIR", env = "MORGUE_ARCHIVE", hide_env_values = true)]
    #[arg(help_heading = "Everywhere")]
    pub(crate) archive: Option<PathBuf>,
    /// Keep the index and desk in DIR instead of ARCHIVE/.morgue
    ///
    /// For folders that cannot be written to.
    #[arg(long, global = true, value_name = "DIR", env = "MORGUE_INDEX", hide_env_values = true)]
    #[arg(help_heading = "Everywhere")]
    pub(crate) index: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Everywhere")]
    pub(crate) color: ColorWhen,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    #[value(help = "on a terminal, unless NO_COLOR is set")]
    Auto,
    Always,
    Never,
}
