//! Learns the model of the names tagger from labelled texts, and scores models.

mod arguments;
mod augment;
mod clusters;
mod crf;
mod data;
mod example;
mod failure;
mod lexicon;
mod network;
mod random;
mod score;
mod train;
mod usage;

use std::{env, fs, path::PathBuf, process::ExitCode};

use names::Tagger;

use crate::{
    arguments::{Arguments, Training},
    data::Set,
    failure::Failure,
};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Failure> {
    match arguments::parse(env::args().skip(1))? {
        Arguments::Train(training) => train(&training),
        Arguments::Score { model, sets } => score(&model, &sets),
    }
}

fn train(training: &Training) -> Result<(), Failure> {
    let mut sets = data::read_sets(&training.data, ".train.jsonl")?;
    let mut scored = leave_out(&mut sets, training);
    let dev = data::read_sets(&training.data, ".dev.jsonl")?;
    if training.learns_dev {
        data::add(&mut sets, dev);
    } else {
        scored.extend(dev);
    }
    let model = train::train(&sets, training)?;
    fs::write(&training.out, &model).map_err(|error| Failure::Write(training.out.clone(), error))?;
    println!("{} bytes in {}", model.len(), training.out.display());
    let mut tagger = Tagger::with_model(model.leak())?;
    for set in &scored {
        println!("{}", score::report(set, &mut tagger));
    }
    Ok(())
}

/// Takes the texts of the fold that is not to be learnt from out of the sets.
fn leave_out(sets: &mut [Set], training: &Training) -> Vec<Set> {
    let Some(fold) = training.fold else { return Vec::new() };
    let mut left_out = Vec::new();
    for set in sets {
        let texts = std::mem::take(&mut set.texts).into_iter().enumerate();
        let (out, stay): (Vec<_>, Vec<_>) = texts.partition(|(number, _)| fold.holds(*number));
        set.texts = stay.into_iter().map(|(_, text)| text).collect();
        let texts = out.into_iter().map(|(_, text)| text).collect();
        left_out.push(Set { name: format!("{}, left out", set.name), texts });
    }
    left_out
}

fn score(model: &PathBuf, sets: &[PathBuf]) -> Result<(), Failure> {
    let bytes = fs::read(model).map_err(|error| Failure::Read(model.clone(), error))?;
    let mut tagger = Tagger::with_model(bytes.leak())?;
    for set in sets {
        println!("{}", score::report(&data::read_set(set)?, &mut tagger));
    }
    Ok(())
}
