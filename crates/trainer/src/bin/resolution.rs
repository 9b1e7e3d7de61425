//! Scores how well the mentions of one article are joined into names.
//!
//! `resolution/world.tsv` says which mentions of people and organizations in some articles mean the same; the texts
//! are not in the repository, so the command is given their folder. The measure is B³ (Bagga & Baldwin 1998): how much of a mention's name is
//! right (precision) and how much of what it names is in it (recall), averaged over the mentions of names and of
//! entities that have two mentions or more.

use std::{collections::HashMap, env, error::Error, fs, ops::Range, path::Path, process::ExitCode};

use names::{Kind, Mention, Tagger, resolve, tokens};

/// File, start, end, kind and the number of the entity in its article, a mention a line.
const MENTIONS: &str = include_str!("../../resolution/world.tsv");

fn main() -> ExitCode {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("usage: resolution FOLDER, where the articles lie");
        return ExitCode::from(2);
    };
    match run(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Where a mention stands.
type Place = Range<u32>;

/// Prints the scores of joining the mentions of the articles in `folder`, beside those of joining equal strings, and
/// those of joining the mentions that the tagger finds.
pub(crate) fn run(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (mut resolved, mut equal, mut found) = (Score::default(), Score::default(), Score::default());
    let (mut tagger, mut tokens, mut mentions) = (Tagger::new(), Vec::new(), Vec::new());
    let articles = articles(MENTIONS)?;
    for article in &articles {
        let text = fs::read_to_string(folder.join(article.file))?;
        tokens::tokenize(&text, &mut tokens);
        let by_hand: Vec<Mention> =
            article.mentions.iter().map(|(kind, range)| mention(*kind, range.clone(), &tokens)).collect();
        resolved.add(&names(&text, &tokens, &by_hand), &article.entities);
        equal.add(&equal_strings(&text, &by_hand), &article.entities);
        tagger.tag(&text, &tokens, &mut mentions);
        found.add(&names(&text, &tokens, &mentions), &article.entities);
    }
    println!(
        "{} articles, {} mentions, {} entities of two mentions or more",
        articles.len(),
        articles.iter().map(|article| article.mentions.len()).sum::<usize>(),
        articles.iter().flat_map(|article| &article.entities).filter(|entity| entity.len() > 1).count(),
    );
    println!("resolved             {}", resolved.line());
    println!("equal strings only   {}", equal.line());
    println!("tagged and resolved  {}", found.line());
    Ok(())
}

/// The places of the mentions of each person and organization, "the" before them left out.
fn names(text: &str, tokens: &[tokens::Token], mentions: &[Mention]) -> Vec<Vec<Place>> {
    let place = |mention: &u32| {
        let Range { start, end } = mentions[*mention as usize].range;
        let article =
            text[start as usize..end as usize].get(..4).is_some_and(|s| s.eq_ignore_ascii_case("the "));
        start + if article { 4 } else { 0 }..end
    };
    let names = resolve(text, tokens, mentions).into_iter().filter(|name| name.kind != Kind::Place);
    names.map(|name| name.mentions.iter().map(place).collect()).collect()
}

/// An annotated article.
struct Article<'a> {
    file: &'a str,
    mentions: Vec<(Kind, Place)>,
    /// The mentions of each person and organization.
    entities: Vec<Vec<Place>>,
}

fn articles(lines: &str) -> Result<Vec<Article<'_>>, Box<dyn Error>> {
    let mut articles: Vec<Article> = Vec::new();
    for line in lines.lines() {
        let [file, start, end, kind, entity] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("not a mention: {line}").into());
        };
        if articles.last().is_none_or(|last| last.file != file) {
            articles.push(Article { file, mentions: Vec::new(), entities: Vec::new() });
        }
        let Some(article) = articles.last_mut() else { continue };
        let kind = if kind == "person" { Kind::Person } else { Kind::Organization };
        let entity: usize = entity.parse()?;
        article.entities.resize(article.entities.len().max(entity), Vec::new());
        let place = start.parse()?..end.parse()?;
        article.entities[entity - 1].push(place.clone());
        article.mentions.push((kind, place));
    }
    Ok(articles)
}

fn mention(kind: Kind, range: Place, tokens: &[tokens::Token]) -> Mention {
    let first = tokens.partition_point(|token| token.end <= range.start) as u32;
    let end = tokens.partition_point(|token| token.start < range.end) as u32;
    Mention { kind, range, tokens: first..end }
}

/// The mentions that are equal letter by letter.
fn equal_strings(text: &str, mentions: &[Mention]) -> Vec<Vec<Place>> {
    let mut groups: HashMap<&str, Vec<Place>> = HashMap::new();
    for mention in mentions {
        let surface = &text[mention.range.start as usize..mention.range.end as usize];
        groups.entry(surface).or_default().push(mention.range.clone());
    }
    groups.into_values().collect()
}

/// Sums over mentions.
#[derive(Default)]
struct Score {
    precision: f64,
    recall: f64,
    found: usize,
    wanted: usize,
}

impl Score {
    fn add(&mut self, names: &[Vec<Place>], entities: &[Vec<Place>]) {
        let (sum, count) = overlap(names, entities);
        self.precision += sum;
        self.found += count;
        let (sum, count) = overlap(entities, names);
        self.recall += sum;
        self.wanted += count;
    }

    fn line(&self) -> String {
        let precision = self.precision / self.found.max(1) as f64;
        let recall = self.recall / self.wanted.max(1) as f64;
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        format!("B³ precision {precision:.3}  recall {recall:.3}  F1 {f1:.3}")
    }
}

/// Over the mentions of all groups of two or more: the sum of the shares of the group that the mention's other group
/// has too, and their number.
fn overlap(groups: &[Vec<Place>], others: &[Vec<Place>]) -> (f64, usize) {
    let of_mention: HashMap<&Place, usize> = others
        .iter()
        .enumerate()
        .flat_map(|(other, mentions)| mentions.iter().map(move |mention| (mention, other)))
        .collect();
    let (mut sum, mut count) = (0.0, 0);
    for group in groups.iter().filter(|group| group.len() > 1) {
        for mention in group {
            let other = of_mention.get(mention);
            let shared = group.iter().filter(|m| other.is_some() && of_mention.get(m) == other).count();
            sum += shared as f64 / group.len() as f64;
            count += 1;
        }
    }
    (sum, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names, entities and the line expected.
    type Case<'a> = (&'a [&'a [u32]], &'a [&'a [u32]], &'a str);

    #[test]
    fn scores_known_groupings() {
        let cases: [Case; 3] = [
            (&[&[0, 1], &[2]], &[&[0, 1], &[2]], "B³ precision 1.000  recall 1.000  F1 1.000"),
            (&[&[0, 1, 2, 3]], &[&[0, 1], &[2, 3]], "B³ precision 0.500  recall 1.000  F1 0.667"),
            (&[&[0], &[1], &[2, 3]], &[&[0, 1], &[2, 3]], "B³ precision 1.000  recall 0.750  F1 0.857"),
        ];
        for (names, entities, expected) in cases {
            let places = |group: &[u32]| group.iter().map(|m| *m..m + 1).collect::<Vec<_>>();
            let owned = |groups: &[&[u32]]| groups.iter().map(|group| places(group)).collect::<Vec<_>>();
            let mut score = Score::default();
            score.add(&owned(names), &owned(entities));
            assert_eq!(score.line(), expected);
        }
    }

    #[test]
    fn the_kept_annotation_is_whole() {
        let articles = articles(MENTIONS).expect("whole");
        assert!(articles.len() >= 60);
        for article in &articles {
            assert!(article.entities.iter().all(|entity| !entity.is_empty()), "{}", article.file);
            assert!(article.mentions.is_sorted_by(|a, b| a.1.end <= b.1.start), "{}", article.file);
        }
    }
}
