//! Writes a tree as the query that it stands for.

use super::Node;

/// The canonical text of a node; it reads as the same node.
pub(super) fn of(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Word(word) => word.write(out),
        Node::Phrase(phrase) => phrase.write(out),
        Node::Regex(regex) => regex.write(out),
        Node::Field(fielded) => {
            fielded.write_name(out);
            write_inside(&fielded.node, node, out);
        }
        Node::AtLeast(at_least) => {
            at_least.write_name(out);
            write_group(&at_least.node, out);
        }
        Node::Near(near) => {
            // Of several distances the first holds together first.
            if near.left.binding() == node.binding() {
                write(&near.left, out);
            } else {
                write_inside(&near.left, node, out);
            }
            out.extend([" ", &near.distance.to_string(), " "]);
            write_inside(&near.right, node, out);
        }
        Node::Sequence(members) => write_list(members, node, " ", out),
        Node::And(members) => write_list(members, node, " AND ", out),
        Node::Or(members) => write_list(members, node, " OR ", out),
        Node::Not(inner) => {
            out.push('-');
            write_inside(inner, node, out);
        }
    }
}

fn write_list(members: &[Node], list: &Node, between: &str, out: &mut String) {
    for (i, member) in members.iter().enumerate() {
        if i > 0 {
            out.push_str(between);
        }
        write_inside(member, list, out);
    }
}

fn write_inside(inner: &Node, outer: &Node, out: &mut String) {
    if inner.binding() > outer.binding() {
        write(inner, out);
    } else {
        write_group(inner, out);
    }
}

fn write_group(inner: &Node, out: &mut String) {
    out.push('(');
    write(inner, out);
    out.push(')');
}
