//! Scores how many quotes get a speaker, and how many of those the right one.
//!
//! `quotes/world.tsv` says where somebody is quoted in some articles and who it is; the texts are not in
//! the repository, so the command is given their folder. People and organizations are those that the built-in
//! tagger finds. With `--errors` every quote that is not right is listed.

use std::{env, error::Error, fs, ops::Range, path::Path, process::ExitCode};

use names::{Mention, Name, Quote, Tagger, quotes, resolve, tokens};

/// File, start and end of a quote, start and end of a mention of its speaker or "-", a quote a line; an
/// article without quotes has one line of "-".
const QUOTES: &str = include_str!("../../quotes/world.tsv");

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("usage: quotes FOLDER [--errors], where the articles lie");
        return ExitCode::from(2);
    };
    let shows_errors = arguments.next().is_some_and(|argument| argument == "--errors");
    match run(Path::new(&folder), shows_errors) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Prints the scores of the articles in `folder`.
fn run(folder: &Path, shows_errors: bool) -> Result<(), Box<dyn Error>> {
    let (mut tagger, mut tokens, mut mentions) = (Tagger::new(), Vec::new(), Vec::new());
    let mut score = Score::default();
    let articles = articles(QUOTES)?;
    for article in &articles {
        let text = fs::read_to_string(folder.join(article.file))?;
        tokens::tokenize(&text, &mut tokens);
        tagger.tag(&text, &tokens, &mut mentions);
        let names = resolve(&text, &tokens, &mentions);
        let found =
            Found { quotes: quotes(&text, &tokens, &mentions, &names), mentions: &mentions, names: &names };
        score.add(article, &found, &mut |what, range| {
            if shows_errors {
                let words = text.get(range.start as usize..range.end as usize).unwrap_or("");
                println!("{what}\t{}\t{}..{}\t{words}", article.file, range.start, range.end);
            }
        });
    }
    println!("{} articles, {}", articles.len(), score.line());
    Ok(())
}

/// Where something stands.
type Place = Range<u32>;

/// A quote marked by hand.
struct Marked {
    range: Place,
    /// A mention of the speaker, if the text has one.
    speaker: Option<Place>,
}

/// An annotated article.
struct Article<'a> {
    file: &'a str,
    quotes: Vec<Marked>,
}

fn articles(lines: &str) -> Result<Vec<Article<'_>>, Box<dyn Error>> {
    let mut articles: Vec<Article> = Vec::new();
    for line in lines.lines() {
        let [file, start, end, from, to] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("not a quote: {line}").into());
        };
        if articles.last().is_none_or(|last| last.file != file) {
            articles.push(Article { file, quotes: Vec::new() });
        }
        if let (Some(range), Some(article)) = (place(start, end)?, articles.last_mut()) {
            article.quotes.push(Marked { range, speaker: place(from, to)? });
        }
    }
    Ok(articles)
}

fn place(start: &str, end: &str) -> Result<Option<Place>, Box<dyn Error>> {
    if start == "-" { Ok(None) } else { Ok(Some(start.parse()?..end.parse()?)) }
}

/// What was found in an article.
struct Found<'a> {
    quotes: Vec<Quote>,
    mentions: &'a [Mention],
    names: &'a [Name],
}

impl Found<'_> {
    /// The quote that covers a place, if one does.
    fn at(&self, place: &Place) -> Option<&Quote> {
        self.quotes.iter().find(|quote| overlap(&quote.range, place))
    }

    /// Whether a mention of the speaker stands at a place.
    fn is_speaker(&self, quote: &Quote, place: &Place) -> bool {
        let name = quote.speaker.and_then(|speaker| self.names.get(speaker as usize));
        name.is_some_and(|name| {
            name.mentions.iter().any(|&mention| overlap(&self.mentions[mention as usize].range, place))
        })
    }
}

fn overlap(a: &Place, b: &Place) -> bool {
    a.start < b.end && b.start < a.end
}

/// Counts of quotes.
#[derive(Default)]
struct Score {
    marked: usize,
    /// Of those, with a speaker in the text.
    spoken: usize,
    found: usize,
    /// Of those with a speaker in the text, those that were given one.
    reached: usize,
    /// Everything that was given a speaker.
    attributed: usize,
    right: usize,
}

impl Score {
    /// Counts an article's quotes; `report` is told of every one that is not right.
    fn add(&mut self, article: &Article, found: &Found, report: &mut impl FnMut(&str, &Place)) {
        for marked in &article.quotes {
            self.marked += 1;
            self.spoken += usize::from(marked.speaker.is_some());
            let Some(quote) = found.at(&marked.range) else {
                report("missing", &marked.range);
                continue;
            };
            self.found += 1;
            match (&marked.speaker, quote.speaker) {
                (Some(_), Some(_)) => self.reached += 1,
                (Some(_), None) => report("unattributed", &quote.range),
                (None, _) => {}
            }
        }
        for quote in found.quotes.iter().filter(|quote| quote.speaker.is_some()) {
            self.attributed += 1;
            let marked = article.quotes.iter().find(|marked| overlap(&marked.range, &quote.range));
            let speaker = marked.and_then(|marked| marked.speaker.as_ref());
            if speaker.is_some_and(|speaker| found.is_speaker(quote, speaker)) {
                self.right += 1;
            } else {
                report("wrong", &quote.range);
            }
        }
    }

    fn line(&self) -> String {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        format!(
            "{} quotes, {} of them found, {} with a speaker in the text\n\
             attributed  {:.3} ({} of {})\nright       {:.3} ({} of {})",
            self.marked,
            self.found,
            self.spoken,
            share(self.reached, self.spoken),
            self.reached,
            self.spoken,
            share(self.right, self.attributed),
            self.right,
            self.attributed,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::Kind;

    /// A quote with its speaker.
    type Said = (Place, Option<u32>);

    fn found(quotes: &[Said], mentions: &[Mention], names: &[Name]) -> String {
        let quotes = quotes.iter().map(|(range, speaker)| Quote {
            range: range.clone(),
            speaker: *speaker,
            cue: None,
            pronoun: false,
        });
        let article = Article {
            file: "",
            quotes: vec![
                Marked { range: 0..10, speaker: Some(20..24) },
                Marked { range: 30..40, speaker: Some(20..24) },
                Marked { range: 50..60, speaker: None },
            ],
        };
        let mut score = Score::default();
        score.add(&article, &Found { quotes: quotes.collect(), mentions, names }, &mut |_, _| {});
        format!("{} {} {} {}", score.found, score.reached, score.attributed, score.right)
    }

    #[test]
    fn counts_quotes_and_speakers() {
        let mention = |range: Place| Mention { kind: Kind::Person, range, tokens: 0..1 };
        let name = |mention| Name {
            kind: Kind::Person,
            canonical: String::new(),
            forms: Vec::new(),
            mentions: vec![mention],
        };
        let (mentions, names) = ([mention(20..24), mention(70..74)], [name(0), name(1)]);
        let cases: [(&[Said], &str); 4] = [
            (&[], "0 0 0 0"),
            (&[(0..10, Some(0)), (30..40, None)], "2 1 1 1"),
            (&[(0..10, Some(1)), (50..60, Some(0))], "2 1 2 0"),
            (&[(80..90, Some(0))], "0 0 1 0"),
        ];
        for (quotes, expected) in cases {
            assert_eq!(found(quotes, &mentions, &names), expected, "{quotes:?}");
        }
    }

    #[test]
    fn the_kept_annotation_is_whole() {
        let articles = articles(QUOTES).expect("whole");
        assert_eq!(articles.len(), 40);
        for article in &articles {
            assert!(article.quotes.is_sorted_by(|a, b| a.range.end <= b.range.start), "{}", article.file);
        }
    }
}
