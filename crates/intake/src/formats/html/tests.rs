use proptest::prelude::*;

use super::*;

fn page(head: &str, body: &str) -> Article {
    let html = format!("<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>");
    article(&html, Fields::default(), "page.html").expect("an article")
}

const STORY: &str = "<p>The mayor of Port Doe closed the harbour on Monday, after a long night of talks, a short walk, \
    and a letter to the council.</p><p>It will open again in spring, she said, if the money for the new crane is found, \
    which nobody in the town believes.</p><p>The fishermen, who heard of it on the radio, sailed to New Roe, where the \
    fish is dear, and the coffee bad.</p>";

const PARAGRAPHS: [&str; 3] = [
    "The mayor of Port Doe closed the harbour on Monday, after a long night of talks, a short walk, and a letter to the \
     council.",
    "It will open again in spring, she said, if the money for the new crane is found, which nobody in the town believes.",
    "The fishermen, who heard of it on the radio, sailed to New Roe, where the fish is dear, and the coffee bad.",
];

#[track_caller]
fn check_story(body: &str) {
    assert_eq!(page("", body).body(), PARAGRAPHS.join("\n\n"), "{body}");
}

#[test]
fn the_story_without_what_stands_around_it() {
    check_story(STORY);
    let menu = "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>";
    let teasers = "<div><h3>More</h3><ul><li><a href=/1>Crane falls into the harbour of Poe Hill</a></li><li><a \
        href=/2>Council buys a crane and a boat for it</a></li></ul></div>";
    let share = "<div class='share-bar'>Share on <a href=#>Facebook</a> and tell your friends about it</div>";
    let comments = "<section id=comments><p>I never liked that harbour, it smells of fish, and of the mayor, who never \
        comes to see it.</p><p>You are wrong, dear neighbour, it smells of tar, of ropes, and of the sea.</p></section>";
    check_story(&format!(
        "{menu}<main><article>{share}{STORY}{teasers}</article></main>{comments}<footer>Port Doe</footer>"
    ));
    check_story(&format!(
        "{menu}<div class=page><div class='entry-content'>{STORY}</div>{teasers}{comments}</div>"
    ));
}

#[test]
fn captions_are_kept_apart() {
    let article = page(
        "",
        &format!(
            "<article>{STORY}<figure><img src=a><figcaption>The old crane</figcaption></figure></article>"
        ),
    );
    let caption =
        article.paragraphs.iter().find(|paragraph| paragraph.text == "The old crane").expect("the caption");
    assert_eq!(caption.cut, Some(crate::Cut::Caption));
    assert_eq!(article.body(), PARAGRAPHS.join("\n\n"));
}

#[test]
fn names_of_designers_do_not_hide_the_story() {
    check_story(&format!("<div class='no-sidebar related-layout'>{STORY}</div>"));
    check_story(&format!("<div class='content-with-comments'><div class='hJpAdX'>{STORY}</div></div>"));
}

#[test]
fn other_articles_on_the_page_are_others() {
    let other = "<article class=teaser-box><p>A whale was seen off Poe Hill on Tuesday, by two boys, a dog, and a \
        retired pilot, who took a picture of it.</p></article>";
    check_story(&format!("<main><article><h1>Harbour closes</h1>{STORY}</article>{other}{other}</main>"));
}

#[test]
fn what_a_page_says_of_itself() {
    let json = r#"<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Mayor closes harbour",
        "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "JOHN ROE"}], "datePublished": "2023-06-18T14:05:00+02:00",
        "dateModified": "2023-06-20", "articleSection": "Harbour", "publisher": {"name": "Harbour Herald"}}]}</script>"#;
    let open_graph = "<meta property='og:title' content='Mayor closes harbour | Harbour Herald'>\
        <meta property='og:site_name' content='Harbour Herald'><meta property='article:published_time' content='2023-06-18T14:05'>\
        <meta property='article:section' content='Harbour'><meta name=author content='Jane Doe and John Roe'>";
    let dublin_core = "<meta name='DC.title' content='Mayor closes harbour'><meta name='DC.creator' content='Jane Doe'>\
        <meta name='DC.creator' content='John Roe'><meta name='DC.date.issued' content='2023-06-18T14:05:00'>\
        <meta name='DC.publisher' content='Harbour Herald'><meta name=section content=Harbour>";
    let canonical = "<link rel=canonical href='https://herald.example/harbour'>";
    for head in [json, open_graph, dublin_core] {
        let article = page(&format!("{head}{canonical}"), STORY);
        assert_eq!(article.title.as_deref(), Some("Mayor closes harbour"), "{head}");
        assert_eq!(article.authors, ["Jane Doe", "John Roe"], "{head}");
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18T14:05"), "{head}");
        assert_eq!(article.source.as_deref(), Some("Harbour Herald"), "{head}");
        assert_eq!(article.section.as_deref(), Some("Harbour"), "{head}");
        assert_eq!(article.url.as_deref(), Some("https://herald.example/harbour"), "{head}");
        assert_eq!(article.language.as_deref(), Some("en"), "{head}");
    }
}

#[test]
fn what_programs_write_on_pages_that_they_save() {
    let check = |comment: &str, url: &str, date: &str| {
        let text = format!(
            "<!DOCTYPE html> <html lang=en><!--{comment}--><title>Harbour closes</title><body>{STORY}</body></html>"
        );
        let article = crate::read::tests::read_all("a.html", text.as_bytes()).1.articles.remove(0);
        let found = article.date.map(|date| date.to_string()).unwrap_or_default();
        assert_eq!((article.url.as_deref(), found.as_str()), (Some(url), date), "{comment}");
        assert_eq!(article.source.as_deref(), Some("example.org"));
    };
    let page = "https://www.example.org/harbour";
    check(
        "\n Page saved with SingleFile \n url: https://www.example.org/harbour \n saved date: Thu Jan 02 2020 10:00:00 GMT+0100 (Central \
         European Standard Time)\n",
        page,
        "2020-01-02T10:00",
    );
    check(" saved from url=(0031)https://www.example.org/harbour ", page, "");
    check(
        " Mirrored from www.example.org/harbour by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 02 Jan 2020 10:00:00 GMT ",
        "http://www.example.org/harbour",
        "2020-01-02T10:00",
    );
}

#[test]
fn what_is_only_seen_or_in_microdata() {
    let body = format!(
        "<article><h1>Mayor closes harbour</h1><p class=byline>By Jane Doe<br>Sunday, June 18, 2023</p>{STORY}</article>"
    );
    let article = page("<title>Mayor closes harbour - Harbour Herald</title>", &body);
    assert_eq!(article.title.as_deref(), Some("Mayor closes harbour"));
    assert_eq!(article.authors, ["Jane Doe"]);
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"));
    let body = format!(
        "<time itemprop=datePublished datetime=2023-06-18>Sunday</time><a rel=author href=/j>Jane Doe</a>{STORY}"
    );
    let article = page("", &body);
    assert_eq!(article.authors, ["Jane Doe"]);
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2023-06-18"));
}

#[test]
fn a_text_that_a_script_is_to_show() {
    let text = PARAGRAPHS.repeat(3).join("\\n");
    let json = format!(
        r#"<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Harbour closes", "articleBody": "{text}"}}</script>"#
    );
    let article = page(&json, "<div id=root>Loading the page, please wait</div>");
    assert_eq!(article.paragraphs.len(), 9);
    assert_eq!(article.paragraphs[0].text, PARAGRAPHS[0]);
}

#[test]
fn known_fields_come_first() {
    let fields =
        Fields { title: Some("From the feed".into()), authors: vec!["Jane Doe".into()], ..Fields::default() };
    let html = format!("<title>Page</title><meta name=author content='John Roe'>{STORY}");
    let article = article(&html, fields, "a.html").expect("an article");
    assert_eq!(
        (article.title.as_deref(), article.authors),
        (Some("From the feed"), vec!["Jane Doe".to_owned()])
    );
}

#[test]
fn pages_are_recognised_by_what_they_hold() {
    let check = |suffix: &str, text: &str, expected: bool| {
        assert_eq!(claims(&Head::new(text.as_bytes(), suffix)), expected, "{suffix} {text}");
    };
    check("txt", "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><html>", true);
    check("", "\u{feff}\n<!-- saved from url --><html lang=en>", true);
    check("xml", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>", true);
    check("html", "<p>The mayor", true);
    check("htm", "The mayor", true);
    check("html", "<?xml version='1.0'?><rss version='2.0'>", false);
    check("txt", "The <html> element", false);
}

#[test]
fn a_fragment_is_all_text() {
    let found =
        blocks("<p>The mayor&nbsp;said:</p><ul><li>One<li>Two</ul>no <b>tag</b>\n here<script>x</script>");
    let texts: Vec<&str> = found.iter().map(|block| block.text.as_ref()).collect();
    assert_eq!(texts, ["The mayor said:", "One", "Two", "no tag here"]);
    assert!(blocks("").is_empty());
}

#[test]
fn a_page_without_text_is_none() {
    for html in
        ["", "<html></html>", "<script>var harbour;</script>", "<!-- harbour -->", "<img alt=harbour>"]
    {
        assert!(article(html, Fields::default(), "a.html").is_none(), "{html}");
    }
}

#[test]
fn a_front_page_gives_what_it_can() {
    let links: Vec<String> =
        (0..40).map(|n| format!("<li><a href=/{n}>Harbour story number {n} of the day</a></li>")).collect();
    let html = format!("<title>Harbour Herald</title><body><ul>{}</ul>", links.concat());
    assert_eq!(
        article(&html, Fields::default(), "a.html").and_then(|article| article.title).as_deref(),
        Some("Harbour Herald")
    );
}

/// Pages that are made to hang or to overflow a parser; each is read within seconds even by a slow build.
#[test]
fn hostile_pages_are_read() {
    let many = 100_000;
    let deep = |open: &str| format!("{}{STORY}", open.repeat(many));
    let attributes: Vec<String> = (0..many).map(|n| format!(" a{n}=1")).collect();
    let formats: Vec<String> = (0..2000).map(|n| format!("<p><b class=c{n}>x")).collect();
    let pages = [
        deep("<div>"),
        deep("<b><i>"),
        deep("<table><tr><td>"),
        deep("<template>"),
        deep("<svg><g>"),
        deep("<ul><li>"),
        deep("<span><p></span></p>"),
        format!("<p{}>{STORY}", attributes.concat()),
        format!("<p class='{}'>{STORY}", "x ".repeat(1_000_000)),
        format!("<p title='{}'>{STORY}", "x".repeat(5_000_000)),
        format!("{}{STORY}", formats.concat()),
        format!("<p>{}</p>{STORY}", "word, ".repeat(1_000_000)),
        format!(
            "{}{}",
            format!("<div class='entry-content'>{STORY}</div>").repeat(5000),
            "x".repeat(5_000_000)
        ),
        format!(
            "{}{}",
            "<div class=date>a longer text than forty letters, of no use to anybody".repeat(400),
            STORY.repeat(5000)
        ),
        format!("{STORY}{}", "<!--".repeat(many)),
        format!("{STORY}{}", "<a href=x".repeat(many)),
        format!("{STORY}{}", "</p>".repeat(many)),
        format!("{STORY}{}", "&amp".repeat(many)),
        format!("<script type='application/ld+json'>{}</script>{STORY}", "[".repeat(many)),
    ];
    for page in pages {
        let start = std::time::Instant::now();
        let found = article(&page, Fields::default(), "a.html");
        let body = found
            .map(|article| article.paragraphs.iter().map(|p| p.text.len()).sum::<usize>())
            .unwrap_or_default();
        assert!(body > 0, "{page:.60}");
        assert!(start.elapsed().as_secs() < 20, "{page:.60} took {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_is_a_page(text in "(<[a-z/]{0,5}[ a-z='\"]{0,9}>|[a-zß,. &;]{1,20}|<!--|-->|<script>|</script>){0,60}") {
        let _ = article(&text, Fields::default(), "a.html");
        let _ = blocks(&text);
    }

    #[test]
    fn any_bytes_are_characters(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = article(&super::text(&bytes, None), Fields::default(), "a.html");
    }
}
