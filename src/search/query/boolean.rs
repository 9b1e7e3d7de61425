//! The Boolean nodes of a query, always in their simplest form: a list has two members at least and none of its own
//! kind, and no negation stands in a negation.

use super::Node;

impl Node {
    /// Nodes side by side.
    pub(super) fn sequence(nodes: Vec<Self>) -> Option<Self> {
        join(nodes, Self::Sequence, |node| match node {
            Self::Sequence(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// Nodes joined by `AND`.
    pub(super) fn all(nodes: Vec<Self>) -> Option<Self> {
        join(nodes, Self::And, |node| match node {
            Self::And(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// Nodes joined by `OR`.
    pub(super) fn any(nodes: Vec<Self>) -> Option<Self> {
        join(nodes, Self::Or, |node| match node {
            Self::Or(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// Articles without this.
    pub(super) fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// Makes a list of `nodes`, in which `open` takes nested lists of its kind apart.
fn join(
    nodes: Vec<Node>,
    make: fn(Vec<Node>) -> Node,
    open: fn(Node) -> Result<Vec<Node>, Node>,
) -> Option<Node> {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match open(node) {
            Ok(inner) => flat.extend(inner),
            Err(other) => flat.push(other),
        }
    }
    if flat.len() > 1 { Some(make(flat)) } else { flat.pop() }
}
