//! Finds the lists of articles inside of an object that was read as a whole.

use super::{
    DEEPEST_LIST,
    shape::{self, Kind},
    wrapper::is_beside,
};
use crate::{FieldNames, fields::value::Value};

/// The lists of records inside an object: all whose records have a text, else the longest, unless the object is an article
/// itself.
pub(super) fn lists_of_records<'v>(
    object: &'v Value,
    is_article: bool,
    names: &FieldNames,
) -> Vec<&'v [Value]> {
    struct Search<'v, 'n> {
        names: &'n FieldNames,
        /// Whether the object is an article, which parts of it cannot be as well.
        is_article: bool,
        full: Vec<&'v [Value]>,
        others: Vec<&'v [Value]>,
    }
    impl<'v> Search<'v, '_> {
        fn look(&mut self, value: &'v Value, depth: usize) {
            match value {
                Value::Table(table) if depth < DEEPEST_LIST => {
                    if depth > 0 && !self.is_article && shape::record(value, self.names).has_body() {
                        self.full.push(std::slice::from_ref(value));
                        return;
                    }
                    for (name, value) in table {
                        if !is_beside(name) {
                            self.look(value, depth + 1);
                        }
                    }
                }
                Value::List(list) => self.list(list, depth),
                _ => {}
            }
        }

        fn list(&mut self, list: &'v [Value], depth: usize) {
            // The first items show what a list holds; a long one is not read twice.
            let (mut is_full, mut has_records) = (false, false);
            for item in list.iter().take(20) {
                let record = shape::record(item, self.names);
                is_full |= record.has_body();
                has_records |= record.is_article() && !matches!(shape::kind(item), Kind::Other(_));
            }
            match list {
                _ if is_full => self.full.push(list),
                _ if has_records => self.others.push(list),
                // Ghost wraps all it has into a list of one.
                [only] => self.look(only, depth + 1),
                _ => {}
            }
        }
    }
    let mut search = Search { names, is_article, full: Vec::new(), others: Vec::new() };
    search.look(object, 0);
    if !search.full.is_empty() {
        return search.full;
    }
    let longest = search.others.into_iter().max_by_key(|list| list.len());
    longest.filter(|_| !is_article).into_iter().collect()
}
