//! An element of XML with all that is in it: a record is small enough to be held, its file need not be.

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::formats) struct Element {
    /// Its name, with a prefix for what belongs to one of the known vocabularies beside the file's own ("dc:creator").
    pub(in crate::formats) name: String,
    /// Its attributes, as they are written.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute; empty if there is none.
    pub(in crate::formats) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The elements in it.
    pub(in crate::formats) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it that have a name.
    pub(in crate::formats) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element at a path such as "head/docdata/date.issue".
    pub(in crate::formats) fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| element.elements().find(|inner| inner.name == name))
    }

    /// The text of the first element at a path; empty if there is none.
    pub(in crate::formats) fn text_at(&self, path: &str) -> String {
        self.at(path).map(Element::text).unwrap_or_default()
    }

    /// All elements below it that have a name, in order.
    pub(in crate::formats) fn below(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        self.walk(&mut |element| {
            if element.name == name {
                found.push(element);
            }
        });
        found
    }

    /// Visits all elements below it, in order.
    pub(in crate::formats) fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Element)) {
        for element in self.elements() {
            visit(element);
            element.walk(visit);
        }
    }

    /// The text that stands in it beside its elements.
    pub(in crate::formats) fn own_text(&self) -> String {
        let pieces = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        pieces.collect::<String>().trim_matches(|c: char| c.is_whitespace() || c == ',').to_owned()
    }

    /// All text in it, that of its elements set off by spaces.
    pub(in crate::formats) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(piece) => text.push_str(piece),
                Node::Element(element) => {
                    let before = text.len();
                    element.add_text(text);
                    if text.len() > before && !is_inline(&element.name) {
                        text.push(' ');
                    }
                }
            }
        }
    }

    /// Takes the elements with a name out of it.
    pub(in crate::formats) fn remove(&mut self, name: &str) {
        self.children.retain(|node| !matches!(node, Node::Element(element) if element.name == name));
    }

    /// Whether it has no element in it.
    pub(in crate::formats) fn is_text(&self) -> bool {
        self.elements().next().is_none()
    }
}

/// Elements that stand within a word or sentence.
fn is_inline(name: &str) -> bool {
    [
        "a", "b", "em", "i", "span", "strong", "sub", "sup", "person", "org", "location", "chron", "money",
        "num", "event",
    ]
    .contains(&name)
}
