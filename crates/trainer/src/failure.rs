//! What can go wrong in training.

use std::{io, path::PathBuf};

/// Why there is no model or no score.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}\n{USAGE}")]
    Usage(String),
    #[error("cannot read {0}: {1}")]
    Read(PathBuf, io::Error),
    #[error("cannot write {0}: {1}")]
    Write(PathBuf, io::Error),
    #[error("{0}, line {1}: {2}")]
    Row(PathBuf, usize, serde_json::Error),
    #[error("{0}, line {1}: not a word and its vector")]
    Vector(PathBuf, usize),
    #[error("{0}: unknown kind of list: {1}")]
    List(PathBuf, String),
    #[error("no {1} in {0}")]
    NoSets(PathBuf, &'static str),
    #[error("the lexicon just built cannot be read")]
    Lexicon,
    #[error(transparent)]
    Model(#[from] names::ModelError),
}

const USAGE: &str = "\
usage: trainer --data FOLDER --inputs FOLDER --out FILE [--seed N] [--fold K/N]
       trainer --model FILE --score SET.jsonl...

Learns from all *.train.jsonl of --data, with the vectors and lists that inputs.py wrote to --inputs, writes the
model to --out and scores it on all *.dev.jsonl. With --fold every Nth text of the training sets, from the Kth on
(counted from 0), is left out and scored instead, for cross-validation.";
