//! Lists the people, organizations and places of an archive or of the articles that answer a question.

use names::{Kind, key};
use rustc_hash::FxHashMap;

use super::{Request, engine, resolve::Resolved};
use crate::archive::{ArchiveError, Reader, terms::Terms};

/// A name with how often it stands in the articles asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCount {
    /// The form that most of the articles have as their fullest.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// In how many articles it stands.
    pub articles: u64,
    /// How often it stands there.
    pub mentions: u64,
}

/// A name while its forms are added up.
#[derive(Default)]
struct Sum {
    form: String,
    form_articles: u64,
    articles: u64,
    mentions: u64,
}

/// The names of a kind in the articles that answer `request`, most articles first; only those that have all words of
/// `pattern`, of which the last may be the beginning of a word.
pub fn names(
    reader: &Reader,
    kind: Kind,
    request: &Request,
    pattern: Option<&str>,
) -> Result<Vec<NameCount>, ArchiveError> {
    let tree = request.prepare(&mut Terms::default()).tree;
    let matching = if tree == Resolved::All { None } else { Some(engine::all(reader, &tree)?) };
    let wanted = key::words_of(kind, pattern.unwrap_or_default());
    let mut sums: FxHashMap<String, Sum> = FxHashMap::default();
    let in_question = |at| matching.as_ref().is_none_or(|matching| matching.contains(&at));
    reader.count_names(kind, in_question, |form, articles, mentions| {
        let words = key::words_of(kind, form);
        if !has_all(&words, &wanted) {
            return;
        }
        let sum = sums.entry(words.join(" ")).or_default();
        if articles > sum.form_articles {
            sum.form_articles = articles;
            form.clone_into(&mut sum.form);
        }
        sum.articles += articles;
        sum.mentions += mentions;
    })?;
    let counts = sums.into_values().map(|sum| NameCount {
        name: sum.form,
        kind,
        articles: sum.articles,
        mentions: sum.mentions,
    });
    let mut counts: Vec<NameCount> = counts.collect();
    counts.sort_unstable_by(|a, b| {
        (b.articles, b.mentions).cmp(&(a.articles, a.mentions)).then_with(|| a.name.cmp(&b.name))
    });
    Ok(counts)
}

fn has_all(words: &[String], wanted: &[String]) -> bool {
    let Some((last, others)) = wanted.split_last() else { return true };
    others.iter().all(|word| words.contains(word)) && words.iter().any(|word| word.starts_with(last.as_str()))
}

#[cfg(test)]
mod tests {
    use super::has_all;

    #[test]
    fn patterns_are_words_and_a_beginning() {
        let check = |name: &str, pattern: &str, expected: bool| {
            let split = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(has_all(&split(name), &split(pattern)), expected, "{name} / {pattern}");
        };
        check("antony blinken", "", true);
        check("antony blinken", "bli", true);
        check("antony blinken", "blinken ant", true);
        check("antony blinken", "bli antony", false);
        check("antony blinken", "inken", false);
    }
}
