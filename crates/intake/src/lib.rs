//! Turns the files of a folder into articles.
//!
//! [`walk`] lists what lies in a folder, [`read()`] makes of one file's bytes the articles in it and the problems it
//! has. Everything between bytes and [`Article`] lives here; the crate knows no names and no search engine.

mod article;
mod block;
mod clean;
mod date;
mod day_order;
mod decode;
mod detect;
mod fields;
mod formats;
mod language;
mod layout;
mod letters;
mod limits;
mod markup;
mod notice;
mod problem;
mod read;
mod record;
mod sanitize;
mod story;
pub mod walk;
mod words;

pub use article::{Article, Cut, Paragraph, Subject, SubjectKind};
pub use date::{Date, NotADate, Precision};
pub use day_order::{Dates, DayOrder, NumericDates, Readings};
pub use decode::decode;
pub use fields::field_names::{FieldNames, UnknownField};
pub use language::language_name;
pub use limits::Limits;
pub use notice::Notice;
pub use problem::{Problem, ProblemKind};
pub use read::{BETWEEN, Format, Gate, Outcome, Sink, Source, formats, promised, read};
