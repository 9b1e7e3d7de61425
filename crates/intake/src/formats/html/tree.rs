//! The tree of a page: one list of nodes, filled by the parser.
//!
//! Nodes are numbers into one list, so that nothing here is recursive: a page may nest as deep as it likes. The tree
//! measures its depth and size while it grows, because the parser's own time grows with the depth.

use std::cell::{Cell, RefCell};

use html5ever::{
    Attribute, QualName,
    interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
    tendril::StrTendril,
};

/// A node: its place in the list.
pub(super) type Id = u32;

/// No node.
const NONE: Id = Id::MAX;

/// The page itself, above `<html>`.
pub(super) const ROOT: Id = 0;

/// What a node is.
#[derive(Debug)]
enum Data {
    /// The page, the contents of a template, or a comment: nothing that is read.
    Other,
    Text(StrTendril),
    Element(QualName, Vec<Attribute>),
}

#[derive(Debug)]
struct Node {
    parent: Id,
    previous: Id,
    next: Id,
    first: Id,
    last: Id,
    depth: u32,
    data: Data,
}

/// The nodes of a page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}

impl Tree {
    /// How many nodes there are: one more than the last.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element, in lower case; nothing for other nodes.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id as usize].data {
            Data::Element(name, _) => &name.local,
            _ => "",
        }
    }

    /// The text of a node that is text.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id as usize].data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The attributes of an element.
    pub(super) fn attributes(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let list = match &self.nodes[id as usize].data {
            Data::Element(_, list) => list.as_slice(),
            _ => &[],
        };
        list.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        self.attributes(id).find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The node that another is in.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].parent)
    }

    /// The nodes that a node is in, the nearest first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// The nodes in a node, not those in them.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(some(self.nodes[id as usize].first), |id| self.next(*id))
    }

    /// The node after another in the same parent.
    pub(super) fn next(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].next)
    }

    /// The first node after all that is in a node, as long as it lies in `top`.
    pub(super) fn after(&self, id: Id, top: Id) -> Option<Id> {
        let mut at = id;
        while at != top {
            if let Some(next) = self.next(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// The node after another in the order of the page, as long as it lies in `top`.
    pub(super) fn following(&self, id: Id, top: Id) -> Option<Id> {
        some(self.nodes[id as usize].first).or_else(|| self.after(id, top))
    }

    /// All nodes in a node, in the order of the page.
    pub(super) fn descendants(&self, top: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.following(top, top), move |id| self.following(*id, top))
    }

    /// All text in a node, as it stands.
    pub(super) fn whole_text(&self, top: Id) -> String {
        self.descendants(top).filter_map(|id| self.text(id)).collect()
    }

    fn add(&mut self, data: Data) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            depth: 0,
            data,
        });
        id
    }

    fn detach(&mut self, id: Id) {
        let Node { parent, previous, next, .. } = self.nodes[id as usize];
        if let Some(previous) = some(previous) {
            self.nodes[previous as usize].next = next;
        } else if let Some(parent) = some(parent) {
            self.nodes[parent as usize].first = next;
        }
        if let Some(next) = some(next) {
            self.nodes[next as usize].previous = previous;
        } else if let Some(parent) = some(parent) {
            self.nodes[parent as usize].last = previous;
        }
        let node = &mut self.nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Puts a node before `next`, or at the end of `parent` if that is no node.
    fn insert(&mut self, parent: Id, next: Id, id: Id) {
        self.detach(id);
        let previous = match some(next) {
            Some(next) => self.nodes[next as usize].previous,
            None => self.nodes[parent as usize].last,
        };
        let depth = self.nodes[parent as usize].depth + 1;
        let node = &mut self.nodes[id as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
        match some(previous) {
            Some(previous) => self.nodes[previous as usize].next = id,
            None => self.nodes[parent as usize].first = id,
        }
        match some(next) {
            Some(next) => self.nodes[next as usize].previous = id,
            None => self.nodes[parent as usize].last = id,
        }
    }

    /// Puts text before `next`, joined with text that stands there.
    fn insert_text(&mut self, parent: Id, next: Id, text: &StrTendril) {
        let previous = match some(next) {
            Some(next) => self.nodes[next as usize].previous,
            None => self.nodes[parent as usize].last,
        };
        if let Some(previous) = some(previous)
            && let Data::Text(known) = &mut self.nodes[previous as usize].data
        {
            known.push_tendril(text);
            return;
        }
        let id = self.add(Data::Text(text.clone()));
        self.insert(parent, next, id);
    }
}

/// What the parser fills.
pub(super) struct Sink {
    tree: RefCell<Tree>,
    deepest: Cell<u32>,
}

/// What the parser knows a node by.
#[derive(Clone)]
pub(super) struct Handle {
    id: Id,
    name: Option<QualName>,
    /// The contents of a template, which lie outside of the page.
    contents: Id,
}

impl Sink {
    pub(super) fn new() -> Self {
        let mut tree = Tree::default();
        tree.add(Data::Other);
        Self { tree: RefCell::new(tree), deepest: Cell::new(0) }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.tree.borrow().len()
    }

    /// How deep the deepest node was put.
    pub(super) fn depth(&self) -> u32 {
        self.deepest.get()
    }

    /// Takes the tree as it is.
    pub(super) fn take(&self) -> Tree {
        self.tree.take()
    }

    fn put(&self, parent: Id, next: Id, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendText(text) => tree.insert_text(parent, next, &text),
            NodeOrText::AppendNode(node) => {
                tree.insert(parent, next, node.id);
                self.deepest.set(self.deepest.get().max(tree.nodes[node.id as usize].depth));
            }
        }
    }

    fn other(&self) -> Handle {
        let id = self.tree.borrow_mut().add(Data::Other);
        Handle { id, name: None, contents: NONE }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: std::borrow::Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: ROOT, name: None, contents: NONE }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        target.name.as_ref().expect("only elements are asked for their names")
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let mut tree = self.tree.borrow_mut();
        let id = tree.add(Data::Element(name.clone(), attrs));
        let contents = if flags.template { tree.add(Data::Other) } else { NONE };
        Handle { id, name: Some(name), contents }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.id, NONE, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        prev_element: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let parent = self.tree.borrow().parent(element.id);
        match parent {
            Some(parent) => self.put(parent, element.id, child),
            None => self.put(prev_element.id, NONE, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // The depth goes on, so that templates in templates are bounded too.
        let mut tree = self.tree.borrow_mut();
        tree.nodes[target.contents as usize].depth = tree.nodes[target.id as usize].depth;
        Handle { id: target.contents, name: None, contents: NONE }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        let parent = self.tree.borrow().parent(sibling.id);
        if let Some(parent) = parent {
            self.put(parent, sibling.id, new_node);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        if let Data::Element(_, known) = &mut self.tree.borrow_mut().nodes[target.id as usize].data {
            for attribute in attrs {
                if known.iter().all(|other| other.name != attribute.name) {
                    known.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = some(tree.nodes[node.id as usize].first) {
            tree.insert(new_parent.id, NONE, child);
        }
    }
}
