//! What the articles of an answer have in common.

use names::Kind;
use serde::Serialize;

use super::SCHEMA;
use crate::search::{
    engine::facets::ValueField,
    facets::{Dimension, Facet},
};

/// The counts of one facet, over all articles that match.
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// `person`, `org`, `place`, `source`, `author`, `section` or `year`.
    pub facet: &'static str,
    /// How many values there are in all.
    pub total: usize,
    /// Those with most articles; years in their order.
    pub values: Vec<FacetValueView>,
}

/// A value of a facet.
#[derive(Clone, Debug, Serialize)]
pub struct FacetValueView {
    /// As it is shown.
    pub value: String,
    /// In how many of the articles it stands.
    pub articles: u64,
}

/// A value with its facet: a line or a row.
#[derive(Clone, Debug, Serialize)]
pub struct FacetRow {
    /// [`SCHEMA`].
    pub schema: u32,
    /// As in [`FacetView`].
    pub facet: &'static str,
    /// As it is shown.
    pub value: String,
    /// In how many of the articles it stands.
    pub articles: u64,
}

impl From<Facet> for FacetView {
    fn from(facet: Facet) -> Self {
        let value = |(value, articles)| FacetValueView { value, articles };
        Self {
            facet: name(facet.dimension),
            total: facet.total,
            values: facet.values.into_iter().map(value).collect(),
        }
    }
}

impl FacetView {
    /// All values of some facets, a row each.
    pub fn rows(facets: &[Self]) -> Vec<FacetRow> {
        let row = |facet: &'static str, value: &FacetValueView| FacetRow {
            schema: SCHEMA,
            facet,
            value: value.value.clone(),
            articles: value.articles,
        };
        facets
            .iter()
            .flat_map(|facet| facet.values.iter().map(move |value| row(facet.facet, value)))
            .collect()
    }
}

fn name(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Names(Kind::Person) => "person",
        Dimension::Names(Kind::Organization) => "org",
        Dimension::Names(Kind::Place) => "place",
        Dimension::Values(ValueField::Source) => "source",
        Dimension::Values(ValueField::Author) => "author",
        Dimension::Values(ValueField::Section) => "section",
        Dimension::Year => "year",
    }
}
