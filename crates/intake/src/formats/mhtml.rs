//! Web pages saved as one file by browsers, `.mhtml` and `.mht`: a mail whose first HTML part is the page.

use mail_parser::MimeHeaders;

use super::{html, mail};
use crate::{
    Format, Problem, ProblemKind, Sink,
    detect::Head,
    fields::{Fields, key::Key, url},
    read::{Input, empty},
};

/// The row of the table.
pub(super) const FORMAT: Format = Format {
    name: "mhtml",
    version: 5,
    about: "web pages as browsers save them in one file",
    suffixes: &["mhtml", "mht"],
    claims,
    read,
};

/// How many of the first bytes hold the headers that tell a saved page from a mail.
const HEADERS: usize = 2000;

fn claims(head: &Head<'_>) -> bool {
    if FORMAT.suffixes.contains(&head.suffix) {
        return head.is_text();
    }
    let start = head.bytes[..head.bytes.len().min(HEADERS)].to_ascii_lowercase();
    let has = |text: &str| memchr::memmem::find(&start, text.as_bytes()).is_some();
    has("multipart/related")
        && (has("\nsnapshot-content-location:") || has("from: <saved by ") || has("from: \"saved by "))
}

fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), Problem> {
    let bytes = input.text_bytes()?;
    let message = mail::parse(&bytes)?;
    let page = message.html_bodies().find(|part| part.is_text_html()).ok_or_else(no_page)?;
    let mut fields = Fields::default();
    let address = message.header_raw("Snapshot-Content-Location").or(page.content_location());
    if let Some(address) = address.map(str::trim).filter(|address| url::web_address(address).is_some()) {
        // The page's own canonical address comes first; this one has what a visitor's browser added.
        fields.take(Key::Url, address.split('#').next().unwrap_or(address));
    }
    let html = page.text_contents().ok_or_else(no_page)?;
    let article = html::article(html, fields, input.path).ok_or_else(empty)?;
    // It is the only article of its file: there is nothing to break off.
    let _ = sink.article(article);
    Ok(())
}

fn no_page() -> Problem {
    Problem::new(ProblemKind::Broken, "no web page in it: save the page again, or as HTML")
}

#[cfg(test)]
mod tests {
    use crate::read::tests::read_all;

    const SAVED: &str = "From: <Saved by Blink>\r\n\
        Snapshot-Content-Location: https://herald.example/harbour?visit=1#top\r\n\
        Subject: Harbour closes\r\n\
        Date: Sun, 18 Jun 2023 14:05:00 -0000\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Border\"\r\n\r\n\
        ------Border\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://herald.example/harbour\r\n\r\n\
        <html><body><h1>Harbour closes</h1><p>The caf=C3=A9 on the harbour of Port Doe, which the mayor=\r\n \
        loved, closes for good on Sunday, its owner said.</p></body></html>\r\n\
        ------Border\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\nbody { color: red }\r\n\
        ------Border--\r\n";

    #[test]
    fn a_page_that_a_browser_saved() {
        for path in ["harbour.mhtml", "harbour.mht", "harbour"] {
            let (outcome, kept) = read_all(path, SAVED.as_bytes());
            assert!(outcome.formats.first().is_some_and(|format| format.name == "mhtml"), "{path}");
            let article = &kept.articles[0];
            assert_eq!(article.url.as_deref(), Some("https://herald.example/harbour?visit=1"));
            assert_eq!(
                article.body(),
                "The café on the harbour of Port Doe, which the mayor loved, closes for good on Sunday, its owner said."
            );
        }
    }

    #[test]
    fn a_mail_without_a_page_is_a_problem() {
        let (_, kept) = read_all("a.mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nabc\r\n");
        assert!(kept.articles.is_empty() && kept.problems.len() == 1);
    }
}
