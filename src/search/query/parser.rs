//! Builds the tree from balanced lexemes.
//!
//! ```text
//! sequence    = { conjunction }
//! conjunction = proximity { "AND" proximity }
//! proximity   = alternative { distance alternative }
//! alternative = operand { "OR" operand }
//! operand     = { "NOT" | field | mode } ( word | phrase | regex | nothing | [ "atleast" ] "(" sequence ")" )
//! ```

use super::{
    AtLeast, Field, Mode, Near, Node, NoteKind, Phrase, Regex, Span, Word,
    lexer::{Lexeme, What},
    note::Notes,
};

/// How many nodes may lie below one another where distances nest.
const DEEPEST: usize = 64;

/// Where the parser is.
pub(super) struct Parser<'p, 't> {
    lexemes: &'p [Lexeme<'t>],
    at: usize,
    /// Whether this is the group of a field that holds values, in which words side by side are one.
    in_values: bool,
    /// How closely words must stand as typed here.
    mode: Mode,
    notes: &'p mut Notes,
}

/// What stands before an operand.
#[derive(Default)]
struct Prefix<'t> {
    negated: bool,
    field: Option<(Field, &'t str, Span)>,
    /// The part of the text in which a name must stand.
    part: Option<(Field, Span)>,
    mode: Option<(Mode, &'t str, Span)>,
    span: Option<Span>,
}

impl<'p, 't> Parser<'p, 't> {
    pub(super) fn new(lexemes: &'p [Lexeme<'t>], notes: &'p mut Notes) -> Self {
        Self { lexemes, at: 0, in_values: false, mode: Mode::Stem, notes }
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
                Some(What::And | What::Or | What::Near(_)) => {
                    let span = self.skip();
                    self.notes.add(NoteKind::DanglingOperator, span);
                }
                _ => nodes.extend(self.conjunction()),
            }
        }
    }

    fn conjunction(&mut self) -> Option<Node> {
        Node::all(self.chain(What::And, Self::proximity))
    }

    fn proximity(&mut self) -> Option<Node> {
        let mut left = self.alternative();
        while let Some(What::Near(distance)) = self.peek() {
            let span = self.skip();
            left = match (left, self.alternative()) {
                (Some(left), Some(right)) if left.depth().max(right.depth()) >= DEEPEST => {
                    self.notes.add(NoteKind::TooDeep, span);
                    Node::all(vec![left, right])
                }
                (Some(left), Some(right)) => Some(Node::near(distance, left, right)),
                (one, other) => {
                    self.notes.add(NoteKind::DanglingOperator, span);
                    one.or(other)
                }
            };
        }
        left
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
        let outer = self.mode;
        self.mode = prefix.mode.as_ref().map_or(outer, |(mode, ..)| *mode);
        let (before, primary) = (self.at, self.primary(field));
        let is_bare = primary.is_none() && self.at == before;
        let node = match (primary, prefix.field, prefix.mode) {
            (Some(node), Some((field, _, span)), _) => {
                let node = Node::in_field(field, span, node);
                Some(match prefix.part {
                    Some((part, span)) => Node::in_field(part, span, node),
                    None => node,
                })
            }
            (None, Some((_, name, span)), _) if is_bare => Some(self.field_name(name, span)),
            (None, _, Some((_, name, span))) if is_bare && !name.is_empty() => {
                self.mode = outer;
                Some(self.field_name(name, span))
            }
            (primary, ..) => primary,
        };
        self.mode = outer;
        if let (None, Some(span)) = (&node, prefix.span) {
            self.notes.add(NoteKind::DanglingOperator, span);
        }
        if prefix.negated { node.map(Node::negated) } else { node }
    }

    /// A field's name with nothing behind it is a word like any other.
    fn field_name(&mut self, name: &str, span: Span) -> Node {
        self.notes.add(NoteKind::NoValue, span.clone());
        if self.in_values {
            Node::Phrase(Phrase { mode: self.mode, ..Phrase::new(name, span) })
        } else {
            Node::Word(Word::plain(name, self.mode, span))
        }
    }

    /// Of several fields the last one holds; a name can be asked for in a part of the text.
    fn prefix(&mut self) -> Prefix<'t> {
        let mut prefix = Prefix::default();
        loop {
            match self.peek() {
                Some(What::Not) => {
                    prefix.negated = !prefix.negated;
                    prefix.span = Some(self.skip());
                }
                Some(What::Field(field, name)) => {
                    let before = prefix.field.take().filter(|(part, ..)| !part.holds_values());
                    let before = before.map(|(part, _, span)| (part, span));
                    prefix.part = before.or(prefix.part.take()).filter(|_| field.is_of_names());
                    prefix.field = Some((field, name, self.skip()));
                }
                Some(What::Mode(mode, name)) => prefix.mode = Some((mode, name, self.skip())),
                _ => return prefix,
            }
        }
    }

    fn primary(&mut self, field: Option<Field>) -> Option<Node> {
        let (mode, span) = (self.mode, self.lexemes.get(self.at)?.span.clone());
        match self.peek()? {
            What::Word(_) | What::Regex(_) if self.in_values && field.is_none() => Some(self.value()),
            // What looks like an expression may have marks that a word has not.
            What::Word(text) | What::Regex(text)
                if field.is_some_and(Field::holds_values) && text.starts_with('/') && !is_plain(text) =>
            {
                self.skip();
                Some(Node::Phrase(Phrase { mode, ..Phrase::new(text, span) }))
            }
            What::Word(text) | What::Regex(text) if field.is_some_and(Field::holds_values) => {
                self.skip();
                Some(Node::Word(Word::plain(text, mode, span)))
            }
            What::Word(text) => {
                self.skip();
                Some(Node::Word(Word::new(text, mode, span, self.notes)))
            }
            What::Phrase(text, room) => {
                self.skip();
                Some(Node::Phrase(Phrase { mode, room, ..Phrase::new(text, span) }))
            }
            What::Regex(text) => {
                self.skip();
                Some(Node::Regex(Regex { source: text[1..text.len() - 1].to_owned(), span }))
            }
            What::AtLeast(times) => {
                self.skip();
                self.group(field).map(|node| Node::at_least(times, node))
            }
            What::Open => self.group(field),
            What::Nothing => {
                self.skip();
                None
            }
            What::Field(..)
            | What::Mode(..)
            | What::Near(_)
            | What::And
            | What::Or
            | What::Not
            | What::Close => None,
        }
    }

    /// A value of several words without quotation marks.
    fn value(&mut self) -> Node {
        let mut words = Vec::new();
        let mut span = self.lexemes[self.at].span.clone();
        while let Some(What::Word(text) | What::Regex(text)) = self.peek() {
            words.push(text);
            span.end = self.skip().end;
        }
        Node::Phrase(Phrase { mode: self.mode, ..Phrase::new(&words.join(" "), span) })
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

/// Whether a text is read as one word wherever it stands: the path of a folder.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'))
}

impl Node {
    /// Two nodes and their distance; what must not stand near is what a negated distance asks for.
    fn near(distance: super::Distance, left: Self, right: Self) -> Self {
        match (left, right) {
            (left, Self::Not(right)) => {
                let distance = super::Distance { negated: !distance.negated, ..distance };
                Self::near(distance, left, *right)
            }
            (Self::Not(left), right) => Self::near(distance, *left, right).negated(),
            (left, right) => Self::Near(Near { distance, left: Box::new(left), right: Box::new(right) }),
        }
    }

    /// A node so many times; the sign moves in front.
    fn at_least(times: u32, node: Self) -> Self {
        match node {
            Self::Not(inner) => Self::at_least(times, *inner).negated(),
            node => Self::AtLeast(AtLeast { times, node: Box::new(node) }),
        }
    }
}
