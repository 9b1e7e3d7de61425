use crate::{
    Article, FieldNames, Limits, ProblemKind,
    read::tests::{Kept, found, read_all, read_within, subjects},
};

fn read(path: &str, text: &str) -> Kept {
    read_all(path, text.as_bytes()).1
}

#[track_caller]
fn one(text: &str, expected: [&str; 5]) -> Article {
    let kept = read("a.json", text);
    assert_eq!(kept.articles.len(), 1, "{:?}", kept.problems);
    assert_eq!(found(&kept.articles[0]), expected);
    kept.articles.into_iter().next().expect("an article")
}

const TEXT: &str = "The mayor closed it.\n\nNobody knows why.";

#[test]
fn ninjs_of_the_first_version() {
    let article = one(
        r#"{"uri": "http://example.org/item/1", "type": "text", "versioncreated": "2023-06-18T14:05:00+02:00",
        "byline": "By Jane Doe", "headline": "Harbour closes", "language": "en-GB", "located": "Port Doe",
        "provider": "Harbour Agency", "person": [{"name": "Ann Poe", "rel": "about"}],
        "organisation": [{"name": "Doe Shipping"}], "place": [{"name": "Port Doe"}], "subject": [{"name": "ships"}],
        "body_text": "The mayor closed it. Nobody knows why.",
        "body_xhtml": "<p>The mayor closed it.</p><p>Nobody knows why.</p>"}"#,
        ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Agency", TEXT],
    );
    assert_eq!(subjects(&article), "Person Ann Poe, Organization Doe Shipping, Place Port Doe");
    assert_eq!(article.keywords, ["ships"]);
    assert_eq!(article.member.as_deref(), Some("http://example.org/item/1"));
    assert_eq!(article.dateline.as_deref(), Some("Port Doe"));
}

#[test]
fn ninjs_of_the_third_version() {
    let article = one(
        r#"{"uri": "urn:1", "type": "text", "firstcreated": "2023-06-17", "versioncreated": "2023-06-18T14:05:00Z",
        "headlines": [{"role": "main", "value": "Harbour closes"}, {"role": "web", "value": "Closed"}],
        "by": "Jane Doe", "people": [{"name": "Ann Poe"}], "organisations": [{"name": "Doe Shipping"}],
        "subjects": [{"name": "economy, business and finance", "uri": "medtop:04000000"}, {"name": "ships"}],
        "places": [{"name": "Port Doe"}], "infosources": [{"name": "Harbour Agency"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>The mayor closed it.</p><p>Nobody knows why.</p>"},
        {"role": "short", "contenttype": "text/plain", "value": "Closed."}]}"#,
        ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Agency", TEXT],
    );
    assert_eq!(article.keywords, ["economy, business and finance", "ships"]);
    assert_eq!(subjects(&article), "Person Ann Poe, Organization Doe Shipping, Place Port Doe");
}

#[test]
fn schema_org_in_a_graph() {
    let article = one(
        r#"{"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": "Harbour Herald", "url": "https://example.org"},
        {"@type": ["NewsArticle"], "headline": "Harbour closes", "datePublished": "2023-06-18T14:05:00Z",
         "author": [{"@type": "Person", "name": "Jane Doe"}], "publisher": {"@type": "Organization", "name": "Harbour Herald"},
         "mainEntityOfPage": {"@id": "https://www.example.org/harbour"}, "articleSection": ["Local"],
         "about": [{"@type": "Person", "name": "Ann Poe"}, {"@type": "Thing", "name": "ships"}],
         "articleBody": "The mayor closed it.\n\nNobody knows why."}]}"#,
        ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Herald", TEXT],
    );
    assert_eq!(subjects(&article), "Person Ann Poe");
    assert_eq!(article.keywords, ["ships"]);
    assert_eq!(article.url.as_deref(), Some("https://www.example.org/harbour"));
    assert_eq!(article.section.as_deref(), Some("Local"));
}

#[test]
fn wordpress() {
    let article = one(
        r#"[{"id": 17, "date": "2023-06-18T14:05:00", "guid": {"rendered": "https://example.org/?p=17"}, "author": 5,
        "modified": "2023-07-01T00:00:00", "link": "https://www.example.org/harbour/", "type": "post",
        "title": {"rendered": "Harbour &#8216;closes&#8217;"}, "excerpt": {"rendered": "<p>Closed.</p>"},
        "content": {"rendered": "<p>The mayor closed it.</p>\n<p>Nobody knows why.</p>", "protected": false},
        "_embedded": {"author": [{"name": "Jane Doe"}],
        "wp:term": [[{"taxonomy": "category", "name": "Local"}], [{"taxonomy": "post_tag", "name": "ships"}]]}}]"#,
        ["Harbour ‘closes’", "Jane Doe", "2023-06-18T14:05", "example.org", TEXT],
    );
    assert_eq!(article.member.as_deref(), Some("17"));
    assert_eq!(article.keywords, ["ships"]);
    assert_eq!(article.modified.map(|date| date.to_string()).as_deref(), Some("2023-07-01"));
    assert_eq!(article.section.as_deref(), Some("Local"));
}

#[test]
fn archivebox() {
    let kept = read(
        "index.json",
        r#"{"info": "…", "links": [{"timestamp": "1687097133.0", "url": "https://www.example.org/harbour",
        "title": "Harbour closes", "tags": "ships", "domain": "example.org", "sources": ["a.txt"], "history": {}}]}"#,
    );
    assert_eq!(found(&kept.articles[0]), ["Harbour closes", "", "2023-06-18T14:05", "example.org", ""]);
}

#[test]
fn json_feed() {
    let kept = read(
        "feed.json",
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Herald", "description": "News",
        "home_page_url": "https://example.org", "language": "en", "items": [{"id": "a-1", "title": "Harbour closes",
        "url": "https://example.org/harbour", "date_published": "2023-06-18T14:05:00Z",
        "authors": [{"name": "Jane Doe", "url": "https://example.org/jane"}],
        "content_html": "<p>The mayor closed it.</p><p>Nobody knows why.</p>", "summary": "Closed."},
        {"id": "a-2", "content_text": "It rained."}]}"#,
    );
    assert_eq!(
        found(&kept.articles[0]),
        ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Herald", TEXT]
    );
    assert_eq!(kept.articles[1].member.as_deref(), Some("a-2"));
    assert_eq!(kept.articles[1].source.as_deref(), Some("Harbour Herald"));
}

#[test]
fn other_shapes() {
    one(
        r#"{"response": {"status": "ok", "results": [{"id": "world/1", "webPublicationDate": "2023-06-18T14:05:00Z",
        "webUrl": "https://www.example.org/1", "sectionName": "World", "fields": {"headline": "Harbour closes",
        "byline": "Jane Doe", "body": "<p>The mayor closed it.</p><p>Nobody knows why.</p>"}}]}}"#,
        ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "example.org", TEXT],
    );
    one(
        r#"{"id": "b-1", "title": "Harbour closes", "author": "Jane Doe", "published_date": 1687097133000,
        "source": "Harbour Herald", "contents": [{"type": "kicker", "content": "Local"}, null,
        {"type": "sanitized_html", "subtype": "paragraph", "content": "The mayor <b>closed</b> it."},
        {"type": "image", "fullcaption": "A ship"}, {"type": "sanitized_html", "content": "Nobody knows why."}]}"#,
        ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Herald", TEXT],
    );
    let article = one(
        r#"{"headline": {"main": "Harbour closes"}, "byline": {"name": "Jane Doe"}, "pub_date": "2023-06-18",
        "source": "www.Example.org", "keywords": [{"name": "persons", "value": "Poe, Ann"}],
        "paragraphs": ["The mayor closed it.", "Nobody knows why."]}"#,
        ["Harbour closes", "Jane Doe", "2023-06-18", "example.org", TEXT],
    );
    assert_eq!(subjects(&article), "Person Ann Poe");
}

#[test]
fn fields_with_names_of_their_own() {
    let mut fields = FieldNames::default();
    fields.add("title", "kop.groot").expect("a field");
    fields.add("body", "verhaal").expect("a field");
    let limits = Limits { fields, ..Limits::default() };
    let text = r#"{"kop": {"groot": "Haven dicht"}, "verhaal": "Het regende.", "title": "x"}"#;
    let kept = read_within("a.json", text.as_bytes(), &limits).1;
    assert_eq!(found(&kept.articles[0]), ["Haven dicht", "", "", "", "Het regende."]);
    let text = r#"{"kop": "Haven dicht", "verhaal": "Het regende."}"#;
    assert_eq!(read("a.json", text).problems[0].kind, ProblemKind::Unsupported);
}

#[test]
fn a_broken_record_does_not_cost_the_others() {
    let check = |path: &str, text: &str, articles: usize, members: &[&str]| {
        let kept = read(path, text);
        let broken: Vec<_> = kept.problems.iter().map(|p| p.member.as_deref().unwrap_or("file")).collect();
        assert_eq!((kept.articles.len(), broken.as_slice()), (articles, members), "{text}");
    };
    let good = r#"{"title": "Harbour closes", "text": "It rained."}"#;
    check("a.jsonl", &format!("{good}\n{{\"title\": \"cut\n{good}\nrubbish\n\n{good}"), 3, &["2", "4"]);
    check("a.json", &format!("{good}\n{{\"title\": [\n{good}\n{good}\n"), 3, &["2"]);
    check("a.json", &format!("[{good}, {{\"title\" 1}}, {good}, 7]"), 2, &["2", "4"]);
    check("a.json", &format!("[\n{good},\n{good}"), 2, &["file"]);
    check("a.json", &format!("{{\"articles\": [{good}, {{}}]}}"), 1, &[]);
    check("a.json", "{\"name\": \"a package\"}", 0, &["1"]);
    check("a.json", "", 0, &["file"]);
    check("a", &format!("[{good}]"), 1, &[]);
}

#[test]
fn limits_have_their_names() {
    let limits = Limits { text_bytes: 300, ..Limits::default() };
    let good = r#"{"title": "Harbour closes", "text": "It rained."}"#;
    let long = format!(r#"{{"title": "Harbour", "text": "{}"}}"#, "x".repeat(400));
    let kept = read_within("a.jsonl", format!("{good}\n{long}\n{good}").as_bytes(), &limits).1;
    assert_eq!((kept.articles.len(), kept.problems[0].kind), (2, ProblemKind::TooLarge));
    let deep = format!(r#"{{"a": {}1{}}}"#, "[".repeat(200), "]".repeat(200));
    let kept = read("a.jsonl", &format!("{good}\n{deep}\n{good}"));
    assert_eq!((kept.articles.len(), kept.problems[0].kind), (2, ProblemKind::TooDeep));
    let kept = read("a.json", &"[".repeat(1_000_000));
    assert_eq!(kept.articles.len(), 0);
    assert!(!kept.problems.is_empty());
}

#[test]
fn a_large_wrapper_is_read_item_by_item() {
    let limits = Limits { text_bytes: 300, ..Limits::default() };
    let good = r#"{"title": "Harbour closes", "text": "It rained."}"#;
    let text = format!(r#"{{"status": "ok", "data": {{"n": 5, "articles": [{}]}}}}"#, [good; 20].join(","));
    let kept = read_within("a.json", text.as_bytes(), &limits).1;
    assert_eq!((kept.articles.len(), kept.problems.len()), (20, 0), "{:?}", kept.problems);
    assert_eq!(kept.articles[19].member.as_deref(), Some("20"));
}

#[test]
fn a_large_feed_is_read_as_a_small_one() {
    let item = r#"{"title": "Harbour closes", "content_text": "It rained."}"#;
    let text = format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Herald", "language": "en",
            "comments": [{{"title": "Well", "text": "I see."}}], "items": [{}]}}"#,
        [item; 20].join(",")
    );
    for text_bytes in [300, 30_000] {
        let limits = Limits { text_bytes, ..Limits::default() };
        let kept = read_within("a.json", text.as_bytes(), &limits).1;
        let sources: Vec<_> = kept.articles.iter().filter_map(|article| article.source.as_deref()).collect();
        assert_eq!((sources, kept.problems.len()), (vec!["Harbour Herald"; 20], 0), "{text_bytes}");
    }
}

#[test]
fn an_object_that_is_too_large_is_named() {
    let limits = Limits { text_bytes: 300, ..Limits::default() };
    let text = format!(r#"{{"title": "Harbour closes", "text": "{}"}}"#, "It rained. ".repeat(50));
    let kept = read_within("a.json", text.as_bytes(), &limits).1;
    assert_eq!((kept.articles.len(), kept.problems[0].kind), (0, ProblemKind::TooLarge));
}

#[test]
fn lists_beside_an_article_do_not_replace_it() {
    let titles = |text: &str| -> Vec<String> {
        read("a.json", text).articles.into_iter().filter_map(|article| article.title).collect()
    };
    let story = r#""title": "Harbour closes", "url": "https://www.example.org/1""#;
    let body = r#""title": "Harbour closes", "text": "The mayor closed it.""#;
    assert_eq!(titles(&format!(r#"{{{story}, "caption": {{"text": "A ship."}}}}"#)), ["Harbour closes"]);
    assert_eq!(
        titles(&format!(r#"{{{story}, "comments": [{{"text": "I see."}}, {{"text": "No."}}]}}"#)),
        ["Harbour closes"]
    );
    assert_eq!(
        titles(&format!(
            r#"{{"content": {{{body}}}, "tags": [{{"title": "Ships", "url": "https://a.example"}}]}}"#
        )),
        ["Harbour closes"]
    );
    assert_eq!(
        titles(&format!(r#"{{"news": [{{{body}}}], "opinion": [{{"title": "Why", "text": "So."}}]}}"#)),
        ["Harbour closes", "Why"]
    );
    assert_eq!(titles(&format!(r#"[{{{body}, "score": NaN}}]"#)), ["Harbour closes"]);
}
