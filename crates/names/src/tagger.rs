//! Finds the mentions in a text.
//!
//! A linear-chain conditional random field (Lafferty et al. 2001) over the scores of a small neural network
//! decides the labels of the open tokens; all others are outside of names.

use std::{fmt, ops::Range};

use crate::{
    Kind, Mention,
    features::Analysis,
    labels::{self, LABELS},
    mend,
    model::{Model, ModelError},
    network::Network,
    tokens::Token,
};

/// The model that is built into the program; its card is `model/README.md`.
pub(crate) static MODEL: &Aligned<[u8]> = &Aligned(*include_bytes!("../model/names.model"));

/// Begins where a line of the processor's cache does, so that a row of the model lies in one line.
#[repr(align(64))]
pub(crate) struct Aligned<B: ?Sized>(pub(crate) B);

/// Finds mentions with the built-in model; keeps buffers and caches between texts, so each thread has its
/// own.
pub struct Tagger {
    network: Network<'static>,
    analysis: Analysis,
    back: Vec<[u8; LABELS]>,
    labels: Vec<u8>,
}

impl fmt::Debug for Tagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tagger").field("words_kept", &self.network.words.len()).finish_non_exhaustive()
    }
}

impl Default for Tagger {
    fn default() -> Self {
        Self::new()
    }
}

impl Tagger {
    /// A tagger with the built-in model; costs next to nothing until the first text.
    ///
    /// # Panics
    /// Never in a program that passed its tests: the built-in model is checked by them.
    pub fn new() -> Self {
        Self::with_model(&MODEL.0).expect("the built-in model fits the program")
    }

    /// A tagger with another model, as the trainer writes them.
    pub fn with_model(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let network = Network::new(Model::read(bytes)?);
        Ok(Self { network, analysis: Analysis::default(), back: Vec::new(), labels: Vec::new() })
    }

    /// Finds the mentions in `text`, whose tokens are `tokens`; they replace those in `mentions`, in order
    /// and without overlap.
    pub fn tag(&mut self, text: &str, tokens: &[Token], mentions: &mut Vec<Mention>) {
        mentions.clear();
        self.network.trim();
        self.analysis.analyse(text, tokens, &mut self.network.words);
        self.network.score(text, tokens, &self.analysis);
        let mut start = 0;
        for span in self.analysis.spans() {
            let end = start + span.len();
            let scores = &self.network.scores[start..end];
            labels::best(scores, self.network.transitions(), &mut self.back, &mut self.labels);
            for (kind, range) in labels::names(&self.labels) {
                let range = span.start + range.start as u32..span.start + range.end as u32;
                mentions.push(mention(kind, range, tokens));
            }
            start = end;
        }
        mend::mend(text, tokens, self.network.words.lexicon(), &self.analysis.body, mentions);
    }
}

fn mention(kind: Kind, range: Range<u32>, tokens: &[Token]) -> Mention {
    let (first, last) = (tokens[range.start as usize], tokens[range.end as usize - 1]);
    Mention { kind, range: first.start..last.end, tokens: range }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokenize;
    use proptest::prelude::*;

    /// Person in `[]`, organization in `{}`, place in `<>`.
    fn marked(tagger: &mut Tagger, text: &str) -> String {
        let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
        tokenize(text, &mut tokens);
        tagger.tag(text, &tokens, &mut mentions);
        let (mut out, mut at) = (String::new(), 0);
        for mention in &mentions {
            let (start, end) = (mention.range.start as usize, mention.range.end as usize);
            let [open, close] = match mention.kind {
                Kind::Person => ['[', ']'],
                Kind::Organization => ['{', '}'],
                Kind::Place => ['<', '>'],
            };
            out.push_str(&text[at..start]);
            out.push(open);
            out.push_str(&text[start..end]);
            out.push(close);
            at = end;
        }
        out + &text[at..]
    }

    fn check(expected: &str) {
        let text = expected.replace(['[', ']', '{', '}', '<', '>'], "");
        assert_eq!(marked(&mut Tagger::new(), &text), expected);
    }

    #[test]
    fn the_built_in_model_fits() {
        assert_eq!(Tagger::with_model(&MODEL.0).err(), None);
        assert_eq!(Tagger::with_model(&[]).err(), Some(ModelError::Magic));
    }

    #[test]
    fn finds_names() {
        check("Foreign Minister [Qin Gang] met [Antony Blinken] in <Beijing> on Sunday.");
        check("\"No,\" said [Maria van der Berg], a senior fellow at the {Brookings Institution}.");
        check(
            "The {World Health Organization} ({WHO}) is based in <Geneva>. {WHO} said on Monday it would pay.",
        );
        check("nothing here has a name");
        check("");
    }

    #[test]
    fn a_piece_of_a_text_may_begin_anywhere() {
        let text = "It rained. \"No,\" said Ann van der Lee of Port-au-Prince & Co. and A. B. Poe in Oslo.";
        let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
        tokenize(text, &mut tokens);
        for from in 0..tokens.len() {
            Tagger::new().tag(text, &tokens[from..], &mut mentions);
            assert!(mentions.iter().all(|mention| mention.range.start >= tokens[from].start), "{from}");
        }
    }

    #[test]
    fn what_was_tagged_before_changes_nothing() {
        let texts =
            ["[Ann Lee] of <Oslo> said so.", "{Microsoft} hired [Ann Lee] in <Paris>.", "LEE SAID NO"];
        let texts = texts.map(|text| text.replace(['[', ']', '{', '}', '<', '>'], ""));
        let mut used = Tagger::new();
        for text in texts.iter().chain(texts.iter().rev()) {
            assert_eq!(marked(&mut used, text), marked(&mut Tagger::new(), text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn any_text_gives_ordered_mentions(text in "([A-Z][a-z’]{0,4}[ .\\-']|of |\n|[İßA-Z]{1,4} |\\PC){0,60}") {
            let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
            tokenize(&text, &mut tokens);
            Tagger::new().tag(&text, &tokens, &mut mentions);
            let mut at = 0;
            for mention in &mentions {
                prop_assert!(at <= mention.range.start && mention.range.start < mention.range.end);
                prop_assert_eq!(mention.range.start, tokens[mention.tokens.start as usize].start);
                prop_assert_eq!(mention.range.end, tokens[mention.tokens.end as usize - 1].end);
                at = mention.range.end;
            }
        }
    }
}
