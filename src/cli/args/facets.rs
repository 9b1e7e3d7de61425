//! By what the articles of an answer are counted.

use clap::{Args, ValueEnum};
use morgue::search::{engine::facets::ValueField, facets::Dimension};
use names::Kind;

/// A facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FacetArg {
    Person,
    Org,
    Place,
    Source,
    Author,
    Section,
    Year,
    /// All of these
    All,
}

/// By what is counted, and how much of it is shown.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct FacetArgs {
    /// Count all articles that match by these: person, org, place, source, author, section, year; or all
    #[arg(long, value_name = "FACETS", value_delimiter = ',', hide_possible_values = true)]
    facets: Vec<FacetArg>,
    /// How many values of each facet are shown at most
    #[arg(long, value_name = "N", default_value_t = 10, requires = "facets")]
    pub(crate) facet_limit: usize,
}

impl FacetArgs {
    /// The dimensions, in the order asked for, each once.
    pub(crate) fn dimensions(&self) -> Vec<Dimension> {
        let mut dimensions = Vec::new();
        let every = [
            FacetArg::Person,
            FacetArg::Org,
            FacetArg::Place,
            FacetArg::Source,
            FacetArg::Author,
            FacetArg::Section,
            FacetArg::Year,
        ];
        for facet in &self.facets {
            let wanted = if *facet == FacetArg::All { &every[..] } else { std::slice::from_ref(facet) };
            for dimension in wanted.iter().filter_map(|facet| dimension(*facet)) {
                if !dimensions.contains(&dimension) {
                    dimensions.push(dimension);
                }
            }
        }
        dimensions
    }
}

fn dimension(facet: FacetArg) -> Option<Dimension> {
    Some(match facet {
        FacetArg::Person => Dimension::Names(Kind::Person),
        FacetArg::Org => Dimension::Names(Kind::Organization),
        FacetArg::Place => Dimension::Names(Kind::Place),
        FacetArg::Source => Dimension::Values(ValueField::Source),
        FacetArg::Author => Dimension::Values(ValueField::Author),
        FacetArg::Section => Dimension::Values(ValueField::Section),
        FacetArg::Year => Dimension::Year,
        FacetArg::All => return None,
    })
}
