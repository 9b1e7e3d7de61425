//! Fields as services, programs and languages write them: what each becomes.

use crate::read::tests::{read_all, subjects};

/// Checks some fields of the articles of a file, those of an article a line: headline, writers, date, source, section, language,
/// keywords and subjects.
#[track_caller]
fn check_fields(path: &str, text: &str, expected: &[[&str; 8]]) {
    let kept = read_all(path, text.as_bytes()).1;
    let found = kept.articles.iter().map(|article| {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            text(&article.title),
            article.authors.join("; "),
            article.date.map(|date| date.to_string()).unwrap_or_default(),
            text(&article.source),
            text(&article.section),
            text(&article.language),
            article.keywords.join("; "),
            subjects(article),
        ]
    });
    assert_eq!(found.collect::<Vec<_>>(), expected, "{text} {:?}", kept.problems);
}

#[test]
fn fields_of_services_and_programs() {
    let check =
        |text: &str, expected: [&str; 8]| check_fields("a.jsonl", &text.replace('\n', " "), &[expected]);
    // ninjs 1: the title is for the desk, the source an information source.
    check(
        r#"{"uri": "urn:1", "versioncreated": "2023-06-18T14:05:00Z", "copyrightholder": "Nobody", "title": "harbour-slug",
        "infosource": [{"name": "Harbour Agency"}], "headline": "Harbour closes", "byline": "By Jane Doe",
        "person": [{"name": "Jane Doe", "rel": "creator"}, {"name": "Ann Poe"}], "body_text": "It rained."}"#,
        ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Agency", "", "", "", "Person Ann Poe"],
    );
    // ninjs 2: the main headline is not the first.
    check(
        r#"{"uri": "urn:2", "headlines": [{"role": "short", "value": "Closed"}, {"role": "main", "value": "Hafen zu"}],
        "by": "Von Jane Doe", "language": "deu", "copyrightHolder": "Agentur", "bodies": [{"role": "main", "value": "Es regnete."}]}"#,
        ["Hafen zu", "Jane Doe", "", "Agentur", "", "de", "", ""],
    );
    // A content system's numbers are no words; what it embeds and what its extensions say are.
    check(
        r#"{"title": {"rendered": "Harbour closes"}, "content": {"rendered": "<p>It rained.</p>"}, "author": 7, "categories": [3, 9],
        "tags": [21], "yoast_head_json": {"author": "Jane Doe", "og_site_name": "Harbour Herald"},
        "_embedded": {"wp:term": [[{"taxonomy": "category", "name": "Local"}], [{"taxonomy": "post_tag", "name": "ships"}]]}}"#,
        ["Harbour closes", "Jane Doe", "", "Harbour Herald", "Local", "", "ships", ""],
    );
    // The host of a source is no address of an article.
    check(
        r#"{"date_publish": "2023-06-18 14:05:00", "source_domain": "www.example.org", "maintext": "It rained.", "title": "Harbour closes",
        "language": "english"}"#,
        ["Harbour closes", "", "2023-06-18T14:05", "example.org", "", "en", "", ""],
    );
    check(
        r#"{"headline": {"main": "Harbour closes"}, "abstract": "Short.", "lead_paragraph": "The mayor closed it.", "byline": {"original":
        "By Jane Doe and John Roe", "person": []}, "keywords": [{"name": "subject", "value": "Harbours"}, {"name": "persons", "value":
        "Poe, Ann"}], "pub_date": {"$date": "2023-06-18T14:05:00Z"}}"#,
        [
            "Harbour closes",
            "Jane Doe; John Roe",
            "2023-06-18T14:05",
            "",
            "",
            "",
            "Harbours",
            "Person Ann Poe",
        ],
    );
    check(
        r#"{"webTitle": "Harbour closes", "fields": {"headline": "Harbour closes", "bodyText": "It rained."}, "tags": [{"type": "keyword",
        "webTitle": "Ships"}, {"type": "contributor", "webTitle": "Jane Doe"}]}"#,
        ["Harbour closes", "Jane Doe", "", "", "", "", "Ships", ""],
    );
    check(
        r#"{"dateTimePub": "2023-06-18T14:05:00Z", "dateTime": "2023-06-18T15:00:00Z", "title": "Harbour closes", "body": "It rained.",
        "source": {"uri": "example.org", "title": "Harbour Herald"}, "concepts": [{"type": "person", "label": {"eng": "Ann Poe"}}]}"#,
        ["Harbour closes", "", "2023-06-18T14:05", "Harbour Herald", "", "", "", "Person Ann Poe"],
    );
}

#[test]
fn tables_of_other_languages() {
    let row = |writer, date, source, section, language, words| {
        ["Hafen zu", writer, date, source, section, language, words, ""]
    };
    check_fields(
        "a.csv",
        "Id;Titel;Autor;Datum;Quelle;Ressort;Sprache;Text;Schlagwörter\n1;Hafen zu;Doe, Jane;05.09.2019;Der Bote;Lokales;Deutsch;Es regnete.;\
         Häfen, Schiffe\n2;Hafen zu;NULL;15.9.2019;NULL;NULL;;Es regnete.;\n",
        &[
            row("Jane Doe", "2019-09-05", "Der Bote", "Lokales", "de", "Häfen; Schiffe"),
            row("", "2019-09-15", "", "", "", ""),
        ],
    );
    let expected = &[row("Jane Doe", "2019-09-05", "Le Phare", "Local", "fr", "port")];
    for table in [
        "Titre,Auteur,Date,Source,Rubrique,Langue,Texte,Mots-clés\nHafen zu,Par Jane Doe,5 septembre 2019,Le Phare,Local,français,Il pleut.,port\n",
        "Título,Autora,Fecha,Fuente,Sección,Idioma,Contenido,Etiquetas\nHafen zu,Por Jane Doe,5 de septiembre de 2019,Le Phare,Local,fr,Llueve.,\
         port\n",
        "Título,Autores,Data,Jornal,Editoria,Idioma,Conteúdo,Palavras-chave\nHafen zu,Jane Doe,5 de setembro de 2019,Le Phare,Local,fra,Chove.,\
         port\n",
        "Titolo,Autore,Data,Testata,Sezione,Lingua,Testo,Parole chiave\nHafen zu,di Jane Doe,5 settembre 2019,Le Phare,Local,fre,Piove.,port\n",
    ] {
        check_fields("a.csv", table, expected);
    }
}

#[test]
fn fields_of_feeds_and_exports() {
    check_fields(
        "a.rdf",
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:prism=
        "http://prismstandard.org/namespaces/1.2/basic/"><channel><title>All</title></channel><item><title>Harbour closes</title>
        <description>It rained.</description><prism:section>Local</prism:section><prism:publicationName>Harbour Herald</prism:publicationName>
        </item></rdf:RDF>"#,
        &[["Harbour closes", "", "", "Harbour Herald", "Local", "", "", ""]],
    );
    check_fields(
        "a.xml",
        r#"<rss><channel><title>Harbour Herald</title><item><title>Harbour closes</title><description>It rained.</description>
        <category domain="desk">Sea</category><category>Local</category></item></channel></rss>"#,
        &[["Harbour closes", "", "", "Harbour Herald", "Local", "", "Sea", ""]],
    );
    let kept = read_all(
        "a.atom",
        br#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB" xml:base="https://example.org/news/"><title>Harbour Herald</title><entry>
        <title>Harbour closes</title><link href="harbour"/><content>It rained.</content></entry><entry xml:base="https://example.org">
        <title>Harbour closes</title><link href="/harbour"/><content>It rained.</content></entry></feed>"#,
    )
    .1;
    let found: Vec<_> =
        kept.articles.iter().map(|article| (article.url.as_deref(), article.language.as_deref())).collect();
    let urls = ["https://example.org/news/harbour", "https://example.org/harbour"];
    assert_eq!(found, urls.map(|url| (Some(url), Some("en"))));
    let kept = read_all(
        "a.xml",
        br#"<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>
        <title>Harbour closes</title><content:encoded><![CDATA[<p>It rained.</p>[caption id="1"]<img src="a"/> A ship[/caption]
        [embed]https://example.org/film[/embed]<p>It poured.</p>]]></content:encoded><category domain="author">John Roe</category>
        <category domain="post_format">Aside</category></item></channel></rss>"#,
    )
    .1;
    let article = &kept.articles[0];
    assert_eq!(
        (article.body().as_str(), article.authors.as_slice()),
        ("It rained.\n\nIt poured.", &["John Roe".to_owned()][..])
    );
    assert!(article.keywords.is_empty(), "{:?}", article.keywords);
}

#[test]
fn an_item_counts_more_than_the_text_in_it() {
    check_fields(
        "a.xml",
        r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta><headline>Harbour closes</headline><by>Jane Doe</by></contentMeta>
        <contentSet><inlineXML><nitf><body><body.head><hedline><hl1>A slug</hl1></hedline><byline>By A Desk</byline><dateline><location><city>PORT
        DOE</city>, <state>Roe</state></location></dateline></body.head><body.content><p>It rained.</p></body.content></body></nitf>
        </inlineXML></contentSet></newsItem>"#,
        &[["Harbour closes", "Jane Doe", "", "", "", "", "", ""]],
    );
    let nitf = "<nitf><body><body.head><hedline><hl1>Harbour closes</hl1></hedline><dateline><location><city>PORT DOE</city>, \
        <state>Roe</state></location></dateline></body.head><body.content><p>It rained.</p></body.content></body></nitf>";
    assert_eq!(read_all("a.xml", nitf.as_bytes()).1.articles[0].dateline.as_deref(), Some("PORT DOE, Roe"));
}

#[test]
fn marks_of_note_programs_are_no_text() {
    let check = |text: &str, expected: &str| {
        let kept = read_all("a.md", format!("---\ntitle: Harbour closes\n---\n{text}\n").as_bytes()).1;
        assert_eq!(kept.articles[0].body(), expected, "{text}");
    };
    check("It ==rained== all ==day==.", "It rained all day.");
    check(
        "It rained.\n\n{{< figure src=\"a.jpg\" >}}\n\n{% include x.html %}\n\nIt poured.",
        "It rained.\n\nIt poured.",
    );
    check("> [!note] Why\n> It rained.", "Why It rained.");
    check("One == two, and {% is open.", "One == two, and {% is open.");
    // Each mark is looked at once: this many would take hours otherwise.
    let many = "a".to_owned() + &"==".repeat(500_000);
    check(&many, "a");
}
