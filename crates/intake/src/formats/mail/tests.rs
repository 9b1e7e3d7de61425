use crate::{Article, read::tests::read_all};

fn articles(path: &str, message: &str) -> Vec<Article> {
    let (outcome, kept) = read_all(path, message.replace('\n', "\r\n").as_bytes());
    assert_eq!(outcome.formats.first().map(|format| format.name), Some("mail"), "{path}");
    assert!(kept.problems.is_empty(), "{:?}", kept.problems);
    kept.articles
}

fn article(message: &str) -> Article {
    articles("a.eml", message).remove(0)
}

const NEWSLETTER: &str = "\
Return-Path: <bounce@mailer.example>
Received: from a (b [192.0.2.1]) by c; Sun, 18 Jun 2023 12:05:10 +0000
From: Jane Doe from Harbour Herald <newsletter@mail.herald.example>
To: john@roe.example
Subject: =?utf-8?q?Harbour_closes_=E2=80=93_Zo=C3=AB?= reports
Date: Sun, 18 Jun 2023 14:05:00 +0200
List-Id: a1b2c3 list <a1b2c3.list-id.mailer.example>
List-Post: <https://herald.example/p/harbour-closes?utm_source=mail&page=2>
Message-ID: <17@mailer.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=border

--border
Content-Type: text/plain; charset=utf-8

Too short.
--border
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<html><head><title>Mail</title></head><body><div style=3D\"display:none\">Preview of it all</div>
<table><tr><td><a href=3D\"https://click.mailer.example/?t=3Dx\">View this email in your browser</a></td></tr>
<tr><td><h1>Harbour closes &ndash; Zo&euml; reports</h1><p>The caf=E9 on the harbour of Port Doe, which the mayor loved,
closes for good on Sunday.</p><img src=3D\"https://click.mailer.example/p.gif\" width=3D1></td></tr>
<tr><td><h2>Bakery shut</h2><p>The last bakery was shut for want of flour. <a href=3D\"#\">Read the story</a></p></td></tr>
<tr><td><p>You are receiving this because you signed up.</p><p>1 Mill Lane, Port Doe</p>
<p><a href=3D\"https://click.mailer.example/u\">Unsubscribe</a></p></td></tr></table></body></html>
--border--
";

#[test]
fn a_newsletter() {
    for path in ["a.eml", "cur/1687098300.M1P2.host:2,S", "new/1687098300.M1P2.host"] {
        let article = articles(path, NEWSLETTER).remove(0);
        assert_eq!(article.title.as_deref(), Some("Harbour closes – Zoë reports"));
        assert_eq!(article.authors, ["Jane Doe"]);
        assert_eq!(article.source.as_deref(), Some("Harbour Herald"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18T14:05"));
        assert_eq!(article.url.as_deref(), Some("https://herald.example/p/harbour-closes?page=2"));
        assert_eq!(
            article.body(),
            "The café on the harbour of Port Doe, which the mayor loved, closes for good on Sunday.\n\nBakery shut\n\n\
             The last bakery was shut for want of flour. Read the story"
        );
    }
}

#[test]
fn what_a_short_letter_hides_is_no_text() {
    let html = "<html><body><div style='display:none;max-height:0'>Preview</div><p>It rained all day.</p></body></html>";
    let message = format!("From: news@herald.example\nSubject: Rain\nContent-Type: text/html\n\n{html}\n");
    assert_eq!(article(&message).body(), "It rained all day.");
}

#[test]
fn a_letter_in_plain_text() {
    let article = article(
        "From: \"John Roe\" <jroe@gmail.com>\nSubject: Re: Harbour\nDate: 18 Jun 23 09:00 EST\n\
         Content-Type: text/plain; format=flowed; charset=utf-8\n\nThe mayor said that the \nharbour closes.\n\n\
         > She did not say \n> why.\n\nRead more <https://click.example/abc>\nhttps://click.example/def\n",
    );
    assert_eq!(article.authors, ["John Roe"]);
    assert_eq!(article.source, None);
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18T09:00"));
    assert_eq!(article.body(), "The mayor said that the harbour closes.\n\n> She did not say why.");
}

#[test]
fn senders() {
    let check = |from: &str, author: &str, source: &str| {
        let article = article(&format!("From: {from}\nSubject: Rain\n\nIt rained all day in Port Doe.\n"));
        let found = (article.authors.join(";"), article.source.unwrap_or_default());
        assert_eq!(found, (author.to_owned(), source.to_owned()), "{from}");
    };
    check("Harbour Herald <news@herald.example>", "", "Harbour Herald");
    check("Harbour Herald <hello@harbourherald.example>", "", "Harbour Herald");
    check("Jane Doe <jane.doe@herald.example>", "Jane Doe", "herald.example");
    check("Jane Doe <jane@doe.example>", "Jane Doe", "doe.example");
    check("\"Jane Doe (Harbour Herald)\" <x@herald.example>", "Jane Doe", "Harbour Herald");
    check("Jane Doe via Ships <ships@lists.example>", "Jane Doe", "Ships");
    check("\"Doe, Jane\" <jane@herald.example>", "Jane Doe", "herald.example");
    check("\"Herald, The\" <news@herald.example>", "", "Herald, The");
    check("news@herald.example", "", "herald.example");
}

#[test]
fn old_programs_say_nothing_of_their_encoding() {
    let bytes = b"From: Jane Doe <jane@doe.example>\nSubject: The caf\xe9\nDate: Sun, 18 Jun 1995 09:00:00 GMT\n\nThe caf\xe9 of Port Doe is shut.\n";
    let (_, kept) = read_all("a.eml", bytes);
    assert_eq!(kept.articles[0].title.as_deref(), Some("The café"));
    assert_eq!(kept.articles[0].body(), "The café of Port Doe is shut.");
}

#[test]
fn what_is_attached_is_read() {
    let message = "From: Jane Doe <jane@doe.example>\nSubject: Two stories\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee what is attached.\n\
        --b\nContent-Type: text/plain; name=rain.txt\nContent-Disposition: attachment; filename=rain.txt\n\nRain\n\nIt rained all day.\n\
        --b\nContent-Type: message/rfc822\n\nFrom: John Roe <john@roe.example>\nSubject: Snow\n\nIt snowed all day.\n\
        --b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF-1.4\n--b--\n";
    let (_, kept) = read_all("a.eml", message.replace('\n', "\r\n").as_bytes());
    let found: Vec<_> = kept
        .articles
        .iter()
        .map(|article| (article.title.as_deref().unwrap_or(""), article.member.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(found, [("Two stories", ""), ("Rain", "rain.txt"), ("Snow", "message 2.eml")]);
    let unread: Vec<_> = kept.problems.iter().map(|problem| problem.member.as_deref()).collect();
    assert_eq!(unread, [Some("a.pdf")]);
}

#[test]
fn a_message_of_nothing_but_a_picture_is_a_problem() {
    let message = "From: Jane Doe <jane@doe.example>\nSubject: Look\nMIME-Version: 1.0\n\
        Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF-1.4\n";
    let (_, kept) = read_all("a.eml", message.as_bytes());
    assert!(kept.articles.is_empty());
    assert!(kept.problems[0].detail.contains("a.pdf"), "{:?}", kept.problems);
}

#[test]
fn messages_in_messages_end_somewhere() {
    let mut message = "Content-Type: message/rfc822\n\n".repeat(100_000);
    message.push_str("Subject: Rain\n\nIt rained.\n");
    let (_, kept) = read_all("a.eml", message.as_bytes());
    assert_eq!(kept.problems[0].kind, crate::ProblemKind::TooDeep);
}

#[test]
fn fields_of_an_article_are_no_mail() {
    let text = "From: the harbour\nSubject: ships\nDate: 18 June 2023\n\nThe mayor closed the harbour.\n";
    let (outcome, _) = read_all("a.txt", text.as_bytes());
    assert_eq!(outcome.formats[0].name, "text");
}
