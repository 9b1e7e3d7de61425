//! Which languages the articles of a commit are in: what a query's words are stemmed for, and what is said of it.

use std::collections::BTreeMap;

use tantivy::{SegmentReader, Term};

use super::{ArchiveError, Reader, stemming::Stemming, stream::LANGUAGE_OF_NAMES, terms::Terms};

/// The languages of a commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Languages {
    /// How many articles each has, by its ISO 639-1 code; those of no known language are not counted.
    pub articles: BTreeMap<String, u64>,
    /// The rules by which words lose their endings, English first if there is any.
    stemmings: Vec<Stemming>,
    /// How many articles follow each of these rules.
    shares: Vec<u64>,
}

impl Languages {
    fn of(articles: BTreeMap<String, u64>, all: u64) -> Self {
        let mut stemmings = Vec::new();
        let known: u64 = articles.values().sum();
        let is_unknown = (known < all || all == 0).then_some(None);
        let codes = articles.keys().map(|code| Some(code.as_str()));
        for stemming in is_unknown.into_iter().chain(codes).map(Stemming::of) {
            if !stemmings.contains(&stemming) {
                stemmings.push(stemming);
            }
        }
        stemmings.sort_by_key(|stemming| *stemming != Stemming::ENGLISH);
        let unknown = all.saturating_sub(known);
        let share = |stemming: &Stemming| {
            let own = articles.iter().filter(|(code, _)| Stemming::of(Some(code)) == *stemming);
            let nobodys = if Stemming::of(None) == *stemming { unknown } else { 0 };
            own.map(|(_, count)| *count).sum::<u64>() + nobodys
        };
        let shares = stemmings.iter().map(share).collect();
        Self { articles, stemmings, shares }
    }

    /// The rules by which words lose their endings, each once, English first if there is any.
    pub fn stemmings(&self) -> &[Stemming] {
        &self.stemmings
    }

    /// In which languages no names are looked for, and in how many articles of each.
    pub fn without_names(&self) -> impl Iterator<Item = (&str, u64)> {
        let others = self.articles.iter().filter(|(code, _)| *code != LANGUAGE_OF_NAMES);
        others.map(|(code, articles)| (code.as_str(), *articles))
    }
}

impl Reader {
    /// Counts the articles of each language; some values are read from the dictionary, and no article.
    pub(super) fn count_languages(&self) -> Result<Languages, ArchiveError> {
        let field = self.fields().language;
        let mut articles: BTreeMap<String, u64> = BTreeMap::new();
        for segment in self.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
            while stream.advance() {
                let code = String::from_utf8_lossy(stream.key()).into_owned();
                *articles.entry(code).or_default() += u64::from(stream.value().doc_freq);
            }
        }
        if self.searcher().segment_readers().iter().any(SegmentReader::has_deletes) {
            for (code, count) in &mut articles {
                *count = self.count(field, code)?;
            }
            articles.retain(|_, count| *count > 0);
        }
        Ok(Languages::of(articles, self.articles()?))
    }

    /// The terms by which a word of a query asks in the archive's languages: those that stand in it, sorted, each once. If
    /// none does, there is one that stands for it; none if it is no word.
    pub fn stems(&self, surface: &str, terms: &mut Terms) -> Result<Vec<String>, ArchiveError> {
        let languages = self.languages()?;
        let (mut stemmings, shares) = (languages.stemmings(), &languages.shares);
        if stemmings.contains(&Stemming::ENGLISH) && Stemming::is_contraction(&surface.to_lowercase()) {
            stemmings = &[Stemming::ENGLISH];
        }
        // Each stem, and how many articles have words that end up as it by the rules that were asked.
        let mut stems: Vec<(String, u64)> = Vec::new();
        for (stemming, share) in stemmings.iter().zip(shares) {
            for stem in terms.asked(*stemming, surface) {
                match stems.iter_mut().find(|(known, _)| known == stem) {
                    Some((_, articles)) => *articles += share,
                    None => stems.push((stem.to_owned(), *share)),
                }
            }
        }
        let first = stems.first().map(|(stem, _)| stem.clone());
        if stems.len() > 1 {
            self.keep_own(&mut stems)?;
        }
        let mut stems: Vec<String> = stems.into_iter().map(|(stem, _)| stem).collect();
        stems.sort_unstable();
        if stems.is_empty() {
            stems.extend(first);
        }
        Ok(stems)
    }

    /// Leaves out the stems that stand in no text, as most words of one language are none of another, and those that stand in
    /// more articles than their languages have: there they are what is left of other words, as "as" of "Asia" in Catalan.
    fn keep_own(&self, stems: &mut Vec<(String, u64)>) -> Result<(), ArchiveError> {
        let deleted: u64 =
            self.searcher().segment_readers().iter().map(|one| u64::from(one.num_deleted_docs())).sum();
        let mut kept = Vec::with_capacity(stems.len());
        for (stem, share) in stems.drain(..) {
            let articles = self.searcher().doc_freq(&Term::from_field_text(self.fields().text, &stem))?;
            if (1..=share + deleted).contains(&articles) {
                kept.push((stem, share));
            }
        }
        *stems = kept;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stemmed_for_what_there_is() {
        let check = |articles: &[(&str, u64)], all: u64, expected: &[Option<&str>]| {
            let articles = articles.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect();
            let expected: Vec<Stemming> = expected.iter().map(|code| Stemming::of(*code)).collect();
            assert_eq!(Languages::of(articles, all).stemmings(), expected);
        };
        check(&[], 0, &[None]);
        check(&[("en", 3)], 4, &[None]);
        check(&[("de", 2), ("en", 3)], 5, &[None, Some("de")]);
        check(&[("de", 2)], 2, &[Some("de")]);
        check(&[("de", 2)], 3, &[None, Some("de")]);
        check(&[("ja", 1), ("zh", 1)], 2, &[Some("zh")]);
    }
}
