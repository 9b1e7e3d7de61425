//! The names of elements, whatever prefixes a file has chosen for its vocabularies.

/// The vocabularies that stand beside a file's own, by the beginning of their namespace, and the prefix they get here.
const KNOWN: &[(&str, &str)] = &[
    ("http://www.w3.org/2005/Atom", "atom:"),
    ("http://purl.org/atom/ns", "atom:"),
    ("http://purl.org/rss/1.0/modules/content", "content:"),
    ("http://purl.org/dc/elements", "dc:"),
    ("http://purl.org/dc/terms", "dcterms:"),
    ("http://wordpress.org/export/", "wp:"),
    ("http://search.yahoo.com/mrss", "media:"),
    ("http://www.itunes.com/dtds", "itunes:"),
    ("http://prismstandard.org/namespaces/", "prism:"),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://purl.org/rss/1.0/", ""),
    ("http://iptc.org/", ""),
    ("http://www.iptc.org/", ""),
];

/// Prefixes that are known even where a file forgot to declare them.
const USUAL: [&str; 10] =
    ["atom", "content", "dc", "dcterms", "excerpt", "itunes", "media", "nitf", "prism", "wp"];

/// What an element declared: how many namespaces there were before it.
pub(super) struct Scope(usize);

/// The namespaces that are declared where a file is being read.
#[derive(Default)]
pub(super) struct Namespaces {
    /// Prefix and address.
    declared: Vec<(String, String)>,
    /// The address of the root element's vocabulary, the file's own.
    own: Option<String>,
}

impl Namespaces {
    /// Takes the declarations among the attributes of an element.
    pub(super) fn declare(&mut self, attributes: &[(String, String)]) -> Scope {
        let scope = Scope(self.declared.len());
        for (name, value) in attributes {
            if let Some(rest) = name.strip_prefix("xmlns")
                && let Some(prefix) = if rest.is_empty() { Some("") } else { rest.strip_prefix(':') }
            {
                self.declared.push((prefix.to_owned(), value.clone()));
            }
        }
        scope
    }

    /// Forgets what an element declared.
    pub(super) fn leave(&mut self, scope: &Scope) {
        self.declared.truncate(scope.0);
    }

    /// The name by which an element is known here.
    pub(super) fn name(&mut self, raw: &str, is_root: bool) -> String {
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        let address =
            self.declared.iter().rev().find(|(known, _)| known == prefix).map(|(_, address)| address);
        if is_root {
            self.own = address.cloned();
        }
        let Some(address) = address else {
            let usual = USUAL.contains(&prefix) && prefix != "nitf";
            let foreign = if usual { format!("{prefix}:") } else { String::new() };
            return foreign + local;
        };
        if address.starts_with("http://wordpress.org/export/") && address.contains("excerpt") {
            return format!("excerpt:{local}");
        }
        match KNOWN.iter().find(|(start, _)| address.starts_with(start)) {
            Some((_, prefix)) => format!("{prefix}{local}"),
            None if prefix.is_empty() || self.own.as_ref() == Some(address) => local.to_owned(),
            None => format!("x:{local}"),
        }
    }
}
