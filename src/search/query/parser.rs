//! Builds the tree from balanced lexemes.
//!
//! ```text
//! sequence    = { conjunction }
//! conjunction = alternative { "AND" alternative }
//! alternative = operand { "OR" operand }
//! operand     = { "NOT" | field } ( word | phrase | nothing | "(" sequence ")" )
//! ```

use super::{
    Field, Node, NoteKind, Phrase, Span, Word,
    lexer::{Lexeme, What},
    note::Notes,
};

/// Where the parser is.
pub(super) struct Parser<'p, 't> {
    lexemes: &'p [Lexeme<'t>],
    at: usize,
    /// Whether this is the group of a field that holds values, in which words side by side are one.
    in_values: bool,
    notes: &'p mut Notes,
}

/// What stands before an operand.
#[derive(Default)]
struct Prefix<'t> {
    negated: bool,
    field: Option<(Field, &'t str, Span)>,
    span: Option<Span>,
}

impl<'p, 't> Parser<'p, 't> {
    pub(super) fn new(lexemes: &'p [Lexeme<'t>], notes: &'p mut Notes) -> Self {
        Self { lexemes, at: 0, in_values: false, notes }
    }

    /// The tree of all lexemes.
    pub(super) fn parse(mut self) -> Option<Node> {
        self.sequence()
    }

    fn peek(&self) -> Option<What<'t>> {
        self.lexemes.get(self.at).map(|lexeme| lexeme.what)
    }

    /// Goes on behind the current lexeme, and gives its span.
    fn skip(&mut self) -> Span {
        let span = self.lexemes.get(self.at).map_or(0..0, |lexeme| lexeme.span.clone());
        self.at += 1;
        span
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        loop {
            match self.peek() {
                None | Some(What::Close) => return Node::sequence(nodes),
                Some(What::And | What::Or) => {
                    let span = self.skip();
                    self.notes.add(NoteKind::DanglingOperator, span);
                }
                _ => nodes.extend(self.conjunction()),
            }
        }
    }

    fn conjunction(&mut self) -> Option<Node> {
        Node::all(self.chain(What::And, Self::alternative))
    }

    fn alternative(&mut self) -> Option<Node> {
        Node::any(self.chain(What::Or, Self::operand))
    }

    /// Members with an operator between them.
    fn chain(&mut self, operator: What<'_>, member: fn(&mut Self) -> Option<Node>) -> Vec<Node> {
        let mut nodes: Vec<Node> = member(self).into_iter().collect();
        while self.peek() == Some(operator) {
            let span = self.skip();
            match member(self) {
                Some(node) if !nodes.is_empty() => nodes.push(node),
                other => {
                    self.notes.add(NoteKind::DanglingOperator, span);
                    nodes.extend(other);
                }
            }
        }
        nodes
    }

    fn operand(&mut self) -> Option<Node> {
        let prefix = self.prefix();
        let field = prefix.field.as_ref().map(|(field, ..)| *field);
        let (before, primary) = (self.at, self.primary(field));
        let node = match (primary, prefix.field) {
            (Some(node), Some((field, _, span))) => Some(Node::in_field(field, span, node)),
            (None, Some((_, name, span))) if self.at == before => Some(self.field_name(name, span)),
            (primary, _) => primary,
        };
        if let (None, Some(span)) = (&node, prefix.span) {
            self.notes.add(NoteKind::DanglingOperator, span);
        }
        if prefix.negated { node.map(Node::negated) } else { node }
    }

    /// A field's name with nothing behind it is a word like any other.
    fn field_name(&self, name: &str, span: Span) -> Node {
        if self.in_values {
            Node::Phrase(Phrase::new(name, span))
        } else {
            Node::Word(Word { text: name.to_owned(), span })
        }
    }

    /// Of several fields the last one holds.
    fn prefix(&mut self) -> Prefix<'t> {
        let mut prefix = Prefix::default();
        loop {
            match self.peek() {
                Some(What::Not) => {
                    prefix.negated = !prefix.negated;
                    prefix.span = Some(self.skip());
                }
                Some(What::Field(field, name)) => prefix.field = Some((field, name, self.skip())),
                _ => return prefix,
            }
        }
    }

    fn primary(&mut self, field: Option<Field>) -> Option<Node> {
        match self.peek()? {
            What::Word(_) if self.in_values && field.is_none() => Some(self.value()),
            What::Word(text) => Some(Node::Word(Word { text: text.to_owned(), span: self.skip() })),
            What::Phrase(text) => Some(Node::Phrase(Phrase::new(text, self.skip()))),
            What::Open => self.group(field),
            What::Nothing => {
                self.skip();
                None
            }
            What::Field(..) | What::And | What::Or | What::Not | What::Close => None,
        }
    }

    /// A value of several words without quotation marks.
    fn value(&mut self) -> Node {
        let mut words = Vec::new();
        let mut span = self.lexemes[self.at].span.clone();
        while let Some(What::Word(text)) = self.peek() {
            words.push(text);
            span.end = self.skip().end;
        }
        Node::Phrase(Phrase::new(&words.join(" "), span))
    }

    fn group(&mut self, field: Option<Field>) -> Option<Node> {
        self.skip();
        let outer = self.in_values;
        self.in_values = field.map_or(outer, Field::holds_values);
        let node = self.sequence();
        self.in_values = outer;
        self.skip();
        node
    }
}
