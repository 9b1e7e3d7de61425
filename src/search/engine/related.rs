//! Articles that have some of many weighted words and names, those with the most of the weightiest first.

use names::Kind;
use tantivy::{
    DocAddress, Order, Term,
    collector::{
        TopDocs,
        sort_key::{SortBySimilarityScore, SortByStaticFastValue},
    },
    query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery},
    schema::IndexRecordOption,
};

use super::spread;
use crate::archive::{ArchiveError, Reader, id::ArticleId, schema::NUMBER, stream::key_mark};

/// Something that an article can have, and how much it counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Feature {
    /// A main term of the text; its weight is multiplied with the term's score.
    Term(String, f32),
    /// A name by its key; its weight is added.
    Name(Kind, String, f32),
}

/// The articles with most of the features, without one of them; score and address.
pub fn related(
    reader: &Reader,
    features: &[Feature],
    without: ArticleId,
    limit: usize,
) -> Result<Vec<(f32, DocAddress)>, ArchiveError> {
    let fields = reader.fields();
    let clause = |feature: &Feature| -> (Occur, Box<dyn Query>) {
        let query: Box<dyn Query> = match feature {
            Feature::Term(term, weight) => {
                let term = Term::from_field_text(fields.text, term);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                Box::new(BoostQuery::new(Box::new(query), *weight))
            }
            Feature::Name(kind, key, weight) => {
                let term = Term::from_field_text(fields.marks, &key_mark(*kind, key));
                let query = TermQuery::new(term, IndexRecordOption::Basic);
                Box::new(ConstScoreQuery::new(Box::new(query), *weight))
            }
        };
        (Occur::Should, query)
    };
    let any = BooleanQuery::new(features.iter().map(clause).collect());
    let itself = Term::from_field_text(fields.id, &without.to_string());
    let itself = TermQuery::new(itself, IndexRecordOption::Basic);
    let query = BooleanQuery::new(vec![(Occur::Must, Box::new(any)), (Occur::MustNot, Box::new(itself))]);
    let by_id = (SortByStaticFastValue::<u64>::for_field(NUMBER), Order::Asc);
    let best = TopDocs::with_limit(limit.max(1)).order_by(((SortBySimilarityScore, Order::Desc), by_id));
    let found = spread::search(reader, &query, &best)?;
    Ok(found.into_iter().map(|((score, _), at)| (score, at)).collect())
}

/// In how many articles a name with a key stands, those counted that were taken out and not yet swept away.
pub fn name_frequency(reader: &Reader, kind: Kind, key: &str) -> Result<u64, ArchiveError> {
    let term = Term::from_field_text(reader.fields().marks, &key_mark(kind, key));
    Ok(reader.searcher().doc_freq(&term)?)
}
