//! How output is written, and how much of it.

use clap::{Args, ValueEnum};

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
    /// A JSON object a line
    Jsonl,
    /// A header and a row each
    Csv,
}

/// The form of the output, for what is a list.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct FormatArg {
    /// How to write the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

/// The form of the output, for what is one object.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct JsonFormat {
    /// How to write the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextOrJson,
}

/// The form of one object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum TextOrJson {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
}

impl JsonFormat {
    /// Whether JSON is wanted.
    pub(crate) fn is_json(self) -> bool {
        self.format == TextOrJson::Json
    }
}

/// How much of a list is wanted.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct PageArgs {
    /// How many at most
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
}
