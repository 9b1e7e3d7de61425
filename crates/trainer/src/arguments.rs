//! Reads the command line.

use std::path::PathBuf;

use crate::failure::Failure;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Arguments {
    Train(Training),
    Score { model: PathBuf, sets: Vec<PathBuf> },
}

/// What to learn from, and where to put it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Training {
    pub(crate) data: PathBuf,
    pub(crate) inputs: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) seed: u64,
    pub(crate) fold: Option<Fold>,
    /// Whether the dev parts of the sets are learnt from, too, and not scored on.
    pub(crate) learns_dev: bool,
}

/// A part of each set that is left out of training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fold {
    part: usize,
    parts: usize,
}

impl Fold {
    /// Whether the text with this number belongs to the part.
    pub(crate) fn holds(self, text: usize) -> bool {
        text % self.parts == self.part
    }

    fn parse(text: &str) -> Option<Self> {
        let (part, parts) = text.split_once('/')?;
        let fold = Self { part: part.parse().ok()?, parts: parts.parse().ok()? };
        (fold.part < fold.parts && fold.parts > 1).then_some(fold)
    }
}

/// Reads the arguments behind the program's name.
pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Result<Arguments, Failure> {
    let mut arguments = arguments.peekable();
    let (mut data, mut inputs, mut out, mut model) = (None, None, None, None);
    let (mut seed, mut fold, mut sets, mut learns_dev) = (1, None, Vec::new(), false);
    while let Some(option) = arguments.next() {
        let wrong = |what: &str| Failure::Usage(format!("{option}: {what}"));
        let value = arguments.next().ok_or_else(|| wrong("a value is missing"))?;
        match option.as_str() {
            "--data" => data = Some(value.into()),
            "--inputs" => inputs = Some(value.into()),
            "--out" => out = Some(value.into()),
            "--model" => model = Some(value.into()),
            "--seed" => seed = value.parse().map_err(|_| wrong("not a number"))?,
            "--fold" => fold = Some(Fold::parse(&value).ok_or_else(|| wrong("not K/N"))?),
            "--dev" => {
                learns_dev = match value.as_str() {
                    "learn" => true,
                    "score" => false,
                    _ => return Err(wrong("neither learn nor score")),
                }
            }
            "--score" => {
                sets.push(value.into());
                while let Some(set) = arguments.next_if(|next| !next.starts_with("--")) {
                    sets.push(set.into());
                }
            }
            _ => return Err(wrong("unknown option")),
        }
    }
    match (data, inputs, out, model) {
        (Some(data), Some(inputs), Some(out), None) if sets.is_empty() => {
            Ok(Arguments::Train(Training { data, inputs, out, seed, fold, learns_dev }))
        }
        (None, None, None, Some(model)) if !sets.is_empty() => Ok(Arguments::Score { model, sets }),
        _ => Err(Failure::Usage("options are missing or do not go together".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Arguments, String> {
        parse(line.split_whitespace().map(str::to_owned)).map_err(|failure| failure.to_string())
    }

    #[test]
    fn both_uses() {
        let training = Training {
            data: "d".into(),
            inputs: "i".into(),
            out: "o".into(),
            seed: 5,
            fold: Some(Fold { part: 1, parts: 4 }),
            learns_dev: true,
        };
        let line = "--data d --inputs i --out o --seed 5 --fold 1/4 --dev learn";
        assert_eq!(parsed(line), Ok(Arguments::Train(training)));
        let score = Arguments::Score { model: "m".into(), sets: vec!["a".into(), "b".into()] };
        assert_eq!(parsed("--score a b --model m"), Ok(score));
    }

    #[test]
    fn wrong_lines_say_why() {
        let check = |line: &str, start: &str| {
            let message = parsed(line).expect_err(line);
            assert!(message.starts_with(start), "{message}");
        };
        check("", "options are missing");
        check("--data", "--data: a value is missing");
        check("--fold 4/4", "--fold: not K/N");
        check("--dev leave", "--dev: neither learn nor score");
        check("--frob x", "--frob: unknown option");
    }

    #[test]
    fn folds_divide() {
        let fold = Fold { part: 1, parts: 3 };
        assert_eq!((0..7).filter(|n| fold.holds(*n)).collect::<Vec<_>>(), [1, 4]);
    }
}
