//! How the engine takes terms: one by one from a string that has their positions in it.

use std::sync::Arc;

use tantivy::{
    Index,
    tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer},
};

use super::{
    flow::Flow,
    terms::{JUMP, NEXT, SAME, distance},
};

/// Name of the tokenizer that reads a [`TermStream`].
pub(super) const POSITIONED: &str = "positioned";

/// Makes an index able to take documents, whose bytes are counted in `flow` until they are indexed.
pub(super) fn register(index: &Index, flow: &Arc<Flow>) {
    let tokenizer = Positioned { token: Token::default(), flow: Arc::clone(flow) };
    index.tokenizers().register(POSITIONED, TextAnalyzer::builder(tokenizer).build());
}

/// Gives tantivy the terms of a [`TermStream`](super::terms::TermStream) one by one.
#[derive(Clone)]
struct Positioned {
    token: Token,
    flow: Arc<Flow>,
}

impl Tokenizer for Positioned {
    type TokenStream<'a> = PositionedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PositionedStream<'a> {
        self.flow.take(text.len() as u64);
        self.token.reset();
        self.token.position = 0;
        PositionedStream { rest: text, token: &mut self.token }
    }
}

struct PositionedStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl TokenStream for PositionedStream<'_> {
    fn advance(&mut self) -> bool {
        let is_control = |b: &u8| char::from(*b) <= JUMP;
        let mut rest = self.rest;
        if let Some(jump) = rest.strip_prefix(JUMP) {
            let digits = jump.find(SAME).unwrap_or(jump.len());
            self.token.position += distance(&jump.as_bytes()[..digits]);
            rest = &jump[digits..];
        } else if rest.starts_with(NEXT) {
            self.token.position += 1;
        }
        let Some(term) = rest.strip_prefix([SAME, NEXT]) else { return false };
        let end = term.as_bytes().iter().position(is_control).unwrap_or(term.len());
        self.token.text.clear();
        self.token.text.push_str(&term[..end]);
        self.rest = &term[end..];
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
