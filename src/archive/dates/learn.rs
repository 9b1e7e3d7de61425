//! Learns the order of each source from a column of a commit, and finds the articles that were read in another one.

use std::borrow::Cow;

use intake::{Article, DayOrder};
use tantivy::{TantivyError, columnar::StrColumn};

use super::{table::DayOrders, writer::Writer};
use crate::archive::{
    ArchiveError, Reader,
    id::ArticleId,
    schema::{NUMBER, NUMERIC, WRITER},
};

/// The bit of articles whose dates could be read in either order.
const IS_OPEN: u64 = 1 << 4;
/// The bit of articles in a language that has the day first.
const SPEAKS_DAY_FIRST: u64 = 1 << 5;
/// Where the order stands in which such an article was read; the one that an article shows stands in the lowest bits.
const READ: u32 = 2;

/// What an article has in the column: nothing, if it has no numeric dates. It is part of the index's format.
pub(in crate::archive) fn number(article: &Article, writer: &Writer<'_>) -> Option<u64> {
    let numeric = article.numeric.as_ref()?;
    let open = if numeric.readings.is_some() { IS_OPEN } else { 0 };
    let spoken = if writer.speaks_day_first { SPEAKS_DAY_FIRST } else { 0 };
    Some(bits(numeric.shown) | bits(numeric.read) << READ | open | spoken)
}

fn bits(order: Option<DayOrder>) -> u64 {
    match order {
        None => 0,
        Some(DayOrder::DayFirst) => 1,
        Some(DayOrder::MonthFirst) => 2,
    }
}

fn order(bits: u64) -> Option<DayOrder> {
    match bits & 3 {
        1 => Some(DayOrder::DayFirst),
        2 => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// Calls `take` with the id, the writer and the value of every article that has one.
fn each(reader: &Reader, mut take: impl FnMut(ArticleId, &Writer<'_>, u64)) -> Result<(), ArchiveError> {
    for segment in reader.searcher().segment_readers() {
        let columns = segment.fast_fields();
        let (ids, values) = (columns.u64(NUMBER)?, columns.u64(NUMERIC)?);
        if values.values.num_vals() == 0 {
            continue;
        }
        let names = columns.str(WRITER)?;
        let mut name = Name::default();
        for doc in segment.doc_ids_alive() {
            let (Some(id), Some(value)) = (ids.first(doc), values.first(doc)) else { continue };
            let key = match &names {
                Some(names) => name.of(names, names.term_ords(doc).next())?,
                None => None,
            };
            let key = key.map(Cow::Borrowed);
            let writer = Writer { key, speaks_day_first: value & SPEAKS_DAY_FIRST != 0 };
            take(ArticleId::from_number(id), &writer, value);
        }
    }
    Ok(())
}

/// The key of the writer that was looked up last: articles of one mostly stand together.
#[derive(Default)]
struct Name {
    ord: Option<u64>,
    text: String,
}

impl Name {
    fn of(&mut self, names: &StrColumn, ord: Option<u64>) -> Result<Option<&str>, ArchiveError> {
        let Some(ord) = ord else { return Ok(None) };
        if self.ord != Some(ord) {
            self.text.clear();
            names.ord_to_str(ord, &mut self.text).map_err(TantivyError::from)?;
            self.ord = Some(ord);
        }
        Ok(Some(&self.text))
    }
}

/// What the articles that `reader` sees show, together with the settings.
pub(in crate::archive) fn learn(
    reader: &Reader,
    setting: Option<DayOrder>,
) -> Result<DayOrders, ArchiveError> {
    let mut orders = DayOrders::new(setting);
    each(reader, |_, writer, value| {
        if let (Some(key), Some(shown)) = (&writer.key, order(value)) {
            orders.add(key, shown);
        }
    })?;
    Ok(orders)
}

/// The articles whose dates were read in another order than they are written in.
pub(in crate::archive) fn stale(reader: &Reader, orders: &DayOrders) -> Result<Vec<ArticleId>, ArchiveError> {
    let mut stale = Vec::new();
    each(reader, |id, writer, value| {
        let due = orders.of_writer(writer).map(|(order, _)| order);
        if value & IS_OPEN != 0 && order(value >> READ) != due {
            stale.push(id);
        }
    })?;
    Ok(stale)
}

#[cfg(test)]
mod tests {
    use intake::{Dates, NumericDates, Readings};

    use super::*;

    #[test]
    fn a_value_says_what_the_article_does() {
        let dates = Dates::default();
        let readings = Some(Readings { vague: dates, day_first: dates, month_first: dates });
        let (day_first, month_first) = (Some(DayOrder::DayFirst), Some(DayOrder::MonthFirst));
        for (shown, readings, read) in [
            (None, readings, None),
            (None, readings, day_first),
            (None, readings, month_first),
            (month_first, None, None),
            (day_first, None, None),
        ] {
            let numeric = Some(NumericDates { shown, readings, read });
            for speaks_day_first in [false, true] {
                let article = Article { numeric: numeric.clone(), ..Article::default() };
                let value = number(&article, &Writer { key: None, speaks_day_first }).expect("a value");
                let found = (order(value), value & IS_OPEN != 0, order(value >> READ));
                assert_eq!(found, (shown, readings.is_some(), read));
                assert_eq!(value & SPEAKS_DAY_FIRST != 0, speaks_day_first);
            }
        }
        let nobody = Writer { key: None, speaks_day_first: false };
        assert_eq!(number(&Article::default(), &nobody), None);
    }
}
