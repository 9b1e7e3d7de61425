//! Whether what is stored of a document and what can be searched agree.
//!
//! The document is made once more from its record, as a run makes it, and every term, position and value of it is put into
//! a sum of hashes. The same sum is made from the other side: over all postings and columns of a segment, which are read
//! once, in their order. A term that is missing, or one that is too many, makes the sums differ.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use tantivy::{
    DocSet, Index, SegmentReader, TERMINATED, TantivyDocument, TantivyError,
    columnar::{Column, StrColumn},
    postings::Postings,
    schema::{Field, FieldEntry, FieldType, IndexRecordOption, OwnedValue, Schema},
};

use crate::archive::ArchiveError;

/// Where a value stands.
#[derive(Clone, Copy)]
enum Part {
    /// A term that a document has.
    Term = 1,
    /// How often.
    Often = 2,
    /// At which position.
    Position = 3,
    /// A value of a column, and which one of several.
    Value = 4,
}

fn hash(field: Field, part: Part, bytes: &[u8], number: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(field.field_id());
    hasher.write_u8(part as u8);
    hasher.write(bytes);
    hasher.write_u64(number);
    // What is added up must be spread well: sums of numbers that are near each other meet too often.
    let mixed = hasher.finish();
    (mixed ^ (mixed >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The sums of all documents of a segment, by their numbers, from what can be searched.
pub(super) fn searchable(segment: &SegmentReader, schema: &Schema) -> Result<Vec<u64>, ArchiveError> {
    let mut sums = vec![0_u64; segment.max_doc() as usize];
    for (field, entry) in schema.fields() {
        if let Some(option) = indexed(entry) {
            add_postings(segment, field, option, &mut sums)?;
        }
        if entry.is_fast() {
            add_column(segment, field, entry, &mut sums)?;
        }
    }
    Ok(sums)
}

fn indexed(entry: &FieldEntry) -> Option<IndexRecordOption> {
    if entry.is_indexed() { entry.field_type().get_index_record_option() } else { None }
}

fn add_postings(
    segment: &SegmentReader,
    field: Field,
    option: IndexRecordOption,
    sums: &mut [u64],
) -> Result<(), ArchiveError> {
    let inverted = segment.inverted_index(field)?;
    let mut terms = inverted.terms().stream().map_err(TantivyError::from)?;
    let mut positions = Vec::new();
    while terms.advance() {
        let postings = inverted.read_postings_from_terminfo(terms.value(), option);
        let mut postings = postings.map_err(TantivyError::from)?;
        let term = hash(field, Part::Term, terms.key(), 0).to_le_bytes();
        while postings.doc() != TERMINATED {
            let Some(sum) = sums.get_mut(postings.doc() as usize) else { break };
            *sum = sum.wrapping_add(hash(field, Part::Term, &term, 0));
            if option.has_freq() {
                *sum = sum.wrapping_add(hash(field, Part::Often, &term, u64::from(postings.term_freq())));
            }
            if option.has_positions() {
                postings.positions(&mut positions);
                for position in &positions {
                    *sum = sum.wrapping_add(hash(field, Part::Position, &term, u64::from(*position)));
                }
            }
            postings.advance();
        }
    }
    Ok(())
}

fn add_column(
    segment: &SegmentReader,
    field: Field,
    entry: &FieldEntry,
    sums: &mut [u64],
) -> Result<(), ArchiveError> {
    let columns = segment.fast_fields();
    let name = entry.name();
    match entry.field_type() {
        FieldType::U64(_) => add_numbers(field, &columns.u64(name)?, |value| value, sums),
        FieldType::I64(_) => add_numbers(field, &columns.i64(name)?, |value| value as u64, sums),
        FieldType::Str(_) => {
            if let Some(column) = columns.str(name)? {
                add_texts(field, &column, sums)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn add_numbers<T: Copy + PartialOrd + Send + Sync + std::fmt::Debug + 'static>(
    field: Field,
    column: &Column<T>,
    number: impl Fn(T) -> u64,
    sums: &mut [u64],
) {
    for (doc, sum) in (0..).zip(sums) {
        for (at, value) in column.values_for_doc(doc).enumerate() {
            *sum = sum.wrapping_add(hash(field, Part::Value, &number(value).to_le_bytes(), at as u64));
        }
    }
}

fn add_texts(field: Field, column: &StrColumn, sums: &mut [u64]) -> Result<(), ArchiveError> {
    let mut texts: Vec<[u8; 8]> = Vec::with_capacity(column.num_terms());
    let all: Vec<u64> = (0..column.num_terms() as u64).collect();
    let take = |text: &[u8]| texts.push(text_hash(field, text));
    column.dictionary().sorted_ords_to_term_cb(&all, take).map_err(TantivyError::from)?;
    for (doc, sum) in (0..).zip(sums) {
        for (at, ord) in column.term_ords(doc).enumerate() {
            let text = texts.get(ord as usize).copied().unwrap_or_default();
            *sum = sum.wrapping_add(hash(field, Part::Value, &text, at as u64));
        }
    }
    Ok(())
}

fn text_hash(field: Field, text: &[u8]) -> [u8; 8] {
    hash(field, Part::Value, text, u64::MAX).to_le_bytes()
}

/// The sum of a document, from what it is made of.
pub(super) fn expected(document: &TantivyDocument, index: &Index) -> Result<u64, ArchiveError> {
    let mut sum = 0_u64;
    let mut before: Vec<Field> = Vec::new();
    let mut add = |value: u64| sum = sum.wrapping_add(value);
    for (field, value) in document.field_values() {
        let entry = index.schema().get_field_entry(field).clone();
        let at = before.iter().filter(|known| **known == field).count() as u64;
        before.push(field);
        match OwnedValue::from(value) {
            OwnedValue::Str(text) => {
                if let Some(option) = indexed(&entry) {
                    add_tokens(index, field, option, &text, &mut add)?;
                }
                if entry.is_fast() {
                    add(hash(field, Part::Value, &text_hash(field, text.as_bytes()), at));
                }
            }
            OwnedValue::U64(number) => {
                if entry.is_fast() {
                    add(hash(field, Part::Value, &number.to_le_bytes(), at));
                }
                if entry.is_indexed() {
                    let term = hash(field, Part::Term, &number.to_be_bytes(), 0).to_le_bytes();
                    add(hash(field, Part::Term, &term, 0));
                }
            }
            OwnedValue::I64(number) if entry.is_fast() => {
                add(hash(field, Part::Value, &(number as u64).to_le_bytes(), at));
            }
            _ => {}
        }
    }
    Ok(sum)
}

fn add_tokens(
    index: &Index,
    field: Field,
    option: IndexRecordOption,
    text: &str,
    add: &mut impl FnMut(u64),
) -> Result<(), ArchiveError> {
    let mut tokens: Vec<([u8; 8], usize)> = Vec::new();
    let mut tokenizer = index.tokenizer_for_field(field)?;
    let mut stream = tokenizer.token_stream(text);
    stream.process(&mut |token| {
        tokens.push((hash(field, Part::Term, token.text.as_bytes(), 0).to_le_bytes(), token.position));
    });
    tokens.sort_unstable();
    for of_term in tokens.chunk_by(|a, b| a.0 == b.0) {
        let term = of_term[0].0;
        add(hash(field, Part::Term, &term, 0));
        if option.has_freq() {
            add(hash(field, Part::Often, &term, of_term.len() as u64));
        }
        if option.has_positions() {
            for (_, position) in of_term {
                add(hash(field, Part::Position, &term, *position as u64));
            }
        }
    }
    Ok(())
}
