use crate::{
    Limits, ProblemKind,
    read::tests::{Kept, found, read_all, read_within, subjects},
};

fn read(text: &str) -> Kept {
    read_all("a.xml", text.as_bytes()).1
}

const TEXT: &str = "The mayor closed it.\n\nNobody knows why.";

const NITF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.2/dtd/nitf-3-2.dtd">
<nitf><head><title>Harbour</title><docdata><doc-id id-string="doe-17"/><date.issue norm="20230618T140500+0200"/>
<identified-content><person>Poe, Ann</person><org>Doe Shipping</org><location><city>Port Doe</city><country>Doeland</country></location>
</identified-content><doc.copyright holder="Harbour Agency"/></docdata>
<pubdata name="Harbour Herald" date.publication="20230618" position.section="Local"/></head>
<body><body.head><hedline><hl1>Harbour &amp; port close</hl1><hl2>Why?</hl2></hedline><byline>By <person>Jane Doe</person>
<byttl>Staff Writer</byttl></byline><dateline><location>PORT DOE</location></dateline></body.head>
<body.content><media media-type="image"><media-reference source="a.jpg"/><media-caption>A ship</media-caption></media>
<p>The mayor <em>closed</em> it.</p><p>Nobody knows why.</p></body.content></body></nitf>"#;

#[test]
fn nitf() {
    let kept = read(NITF);
    assert_eq!((kept.articles.len(), kept.problems.len()), (1, 0), "{:?}", kept.problems);
    let article = &kept.articles[0];
    assert_eq!(
        found(article),
        ["Harbour & port close", "Jane Doe", "2023-06-18T14:05", "Harbour Herald", TEXT]
    );
    assert_eq!(subjects(article), "Person Ann Poe, Organization Doe Shipping, Place Port Doe");
    assert_eq!(article.section.as_deref(), Some("Local"));
    assert_eq!(article.dateline.as_deref(), Some("PORT DOE"));
    assert_eq!(article.member.as_deref(), Some("doe-17"));
}

#[test]
fn nitf_that_repeats_its_beginning() {
    let kept = read(
        r#"<nitf><head><title>Harbour closes</title><meta content="18" name="publication_day_of_month"/>
        <meta content="6" name="publication_month"/><meta content="1987" name="publication_year"/><meta content="Metro Desk" name="dsk"/>
        </head><body><body.head><byline class="print_byline">By Jane Doe</byline><byline class="normalized_byline">Doe, Jane</byline>
        </body.head><body.content><block class="lead_paragraph"><p>The mayor closed it.</p></block>
        <block class="full_text"><p>The mayor closed it.</p><p>Nobody knows why.</p></block></body.content></body></nitf>"#,
    );
    assert_eq!(found(&kept.articles[0]), ["Harbour closes", "Jane Doe", "1987-06-18", "", TEXT]);
}

#[test]
fn newsml_g2() {
    let item = |guid: &str, class: &str, content: &str| {
        format!(
            r#"<newsItem guid="{guid}" version="2" xml:lang="en-GB"><itemMeta><itemClass qcode="ninat:{class}"/>
            <provider literal="Harbour Agency"/><versionCreated>2023-06-19T00:00:00Z</versionCreated>
            <firstCreated>2023-06-18T14:05:00+02:00</firstCreated></itemMeta>
            <contentMeta><located type="cpnat:geoArea"><name>Port Doe</name></located><by>Jane Doe</by>
            <headline role="hld:sub">Why?</headline><headline>Harbour closes</headline>
            <subject type="cpnat:person" qcode="p:1"><name>Ann Poe</name></subject><subject qcode="o:1"/>
            <subject type="cpnat:abstract"><name>ships</name></subject><subject type="cpnat:geoArea" literal="Port Doe"/></contentMeta>
            <assert qcode="o:1"><type qcode="cpnat:organisation"/><name>Doe Shipping</name></assert>
            <contentSet>{content}</contentSet></newsItem>"#
        )
    };
    let xhtml = r#"<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
        </head><body><p>The mayor closed it.</p><p>Nobody knows why.</p></body></html></inlineXML>"#;
    let plain = "<inlineData>The mayor closed it.\n\nNobody knows why.</inlineData>";
    let nitf = r#"<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><p>The mayor closed it.</p>
        <p>Nobody knows why.</p></body.content></body></nitf></inlineXML>"#;
    let text = format!(
        r#"<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2023-06-18</sent></header><itemSet>{}{}{}{}
        <packageItem guid="p"><groupSet/></packageItem></itemSet></newsMessage>"#,
        item("urn:1", "text", xhtml),
        item("urn:2", "text", plain),
        item("urn:3", "text", nitf),
        item("urn:4", "picture", "<remoteContent href='a.jpg'/>"),
    );
    let prefixed = text.replace("xmlns=\"http://iptc.org/std/nar", "xmlns:n=\"http://iptc.org/std/nar");
    assert_eq!(read(&prefixed).articles.len(), 3);
    let kept = read(&text);
    assert_eq!(kept.articles.len(), 3, "{:?}", kept.problems);
    for article in &kept.articles {
        assert_eq!(
            found(article),
            ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Agency", TEXT]
        );
        assert_eq!(subjects(article), "Person Ann Poe, Organization Doe Shipping, Place Port Doe");
    }
    assert_eq!(kept.problems[0].kind, ProblemKind::Unsupported);
    assert!(kept.problems[0].detail.contains("1 × picture, 1 × packageItem"), "{}", kept.problems[0]);
}

#[test]
fn newsml_1() {
    let kept = read(
        r#"<NewsML><NewsEnvelope><DateAndTime>20230619T000000Z</DateAndTime></NewsEnvelope><NewsItem><Identification>
        <NewsIdentifier><ProviderId>agency.example</ProviderId><DateId>20230618</DateId><NewsItemId>17</NewsItemId></NewsIdentifier>
        </Identification><NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20230618T140500+0200</FirstCreated>
        </NewsManagement><NewsComponent><TopicSet><Topic Duid="t1"><TopicType FormalName="Person"/><Description>Ann Poe</Description>
        </Topic></TopicSet><NewsComponent><NewsLines><HeadLine>Harbour closes</HeadLine><ByLine>By Jane Doe</ByLine>
        <DateLine>PORT DOE - </DateLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="Harbour Agency"/></Provider>
        </AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/><Location><Property FormalName="City" Value="Port Doe"/>
        </Location></DescriptiveMetadata><ContentItem><MediaType FormalName="Text"/><DataContent><p>The mayor closed it.</p>
        <p>Nobody knows why.</p></DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"#,
    );
    let article = &kept.articles[0];
    assert_eq!(found(article), ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Agency", TEXT]);
    assert_eq!(subjects(article), "Person Ann Poe, Place Port Doe");
    assert_eq!(article.member.as_deref(), Some("17"));
}

#[test]
fn rss_of_all_versions() {
    let entry = r"<title>Harbour &#8216;closes&#8217;</title><link>https://www.example.org/harbour</link>";
    let kept = read(&format!(
        r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Harbour Herald</title><atom:link href="x" rel="self"/>
        <language>en-gb</language><item>{entry}<guid isPermaLink="false">a-17</guid><dc:creator><![CDATA[Jane Doe]]></dc:creator>
        <pubDate>Sun, 18 Jun 2023 14:05:33 +0200</pubDate><category>Local</category><category domain="http://x.example/people">Ann Poe</category>
        <description>Closed.</description><content:encoded><![CDATA[<p>The mayor closed it.</p><p>Nobody knows why.</p>]]></content:encoded>
        </item><item><description>&lt;p&gt;It rained &amp;amp; poured.&lt;/p&gt;</description></item></channel></rss>"#
    ));
    assert_eq!((kept.articles.len(), kept.problems.len()), (2, 0), "{:?}", kept.problems);
    let article = &kept.articles[0];
    assert_eq!(found(article), ["Harbour ‘closes’", "Jane Doe", "2023-06-18T14:05", "Harbour Herald", TEXT]);
    assert_eq!((article.member.as_deref(), article.section.as_deref()), (Some("a-17"), Some("Local")));
    assert_eq!(subjects(article), "Person Ann Poe");
    assert_eq!(kept.articles[1].body(), "It rained & poured.");
    let kept = read(&format!(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Harbour Herald</title><link>x</link></channel>
        <item rdf:about="https://www.example.org/harbour">{entry}<dc:date>2023-06-18T14:05+02:00</dc:date>
        <description>The mayor closed it.</description></item></rdf:RDF>"#
    ));
    let expected = ["Harbour ‘closes’", "", "2023-06-18T14:05", "Harbour Herald", "The mayor closed it."];
    assert_eq!(found(&kept.articles[0]), expected);
}

#[test]
fn atom() {
    let kept = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Herald</title><id>x</id><author><name>John Roe</name>
        </author><entry><title type="html">Harbour &lt;i&gt;closes&lt;/i&gt;</title><id>urn:17</id>
        <link rel="self" href="https://example.org/self"/><link href="https://www.example.org/harbour"/>
        <published>2023-06-18T14:05:33+02:00</published><updated>2023-06-19T00:00:00Z</updated><author><name>Jane Doe</name></author>
        <category term="local" label="Local"/><summary>Closed.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
        <p>The mayor closed it.</p><p>Nobody knows why.</p></div></content></entry>
        <entry><title>Ship sinks</title><content type="html">&lt;p&gt;It rained.&lt;/p&gt;</content></entry></feed>"#,
    );
    let article = &kept.articles[0];
    assert_eq!(found(article), ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Herald", TEXT]);
    assert_eq!(article.url.as_deref(), Some("https://www.example.org/harbour"));
    assert_eq!(found(&kept.articles[1]), ["Ship sinks", "John Roe", "", "Harbour Herald", "It rained."]);
}

#[test]
fn an_export_of_blogger_holds_more_than_posts() {
    let entry = |kind: &str, title: &str| {
        format!(
            r#"<entry><id>tag:{title}</id><category scheme="http://schemas.google.com/g/2005#kind"
            term="http://schemas.google.com/blogger/2008/kind#{kind}"/><category scheme="http://www.blogger.com/atom/ns#" term="ships"/>
            <title>{title}</title><content type="html">&lt;p&gt;It rained.&lt;/p&gt;</content></entry>"#
        )
    };
    let entries =
        [entry("template", "Template"), entry("post", "Harbour closes"), entry("comment", "Shame")].concat();
    let kept =
        read(&format!(r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Doe</title>{entries}</feed>"#));
    assert_eq!(found(&kept.articles[0]), ["Harbour closes", "", "", "Doe", "It rained."]);
    assert_eq!(
        (kept.articles.len(), kept.articles[0].keywords.as_slice()),
        (1, ["ships".to_owned()].as_slice())
    );
    assert_eq!(kept.articles[0].section, None);
}

#[test]
fn wordpress() {
    let item = |kind: &str| {
        format!(
            "<item><title>Harbour closes</title><link>https://www.example.org/harbour/</link><dc:creator>jdoe</dc:creator>
            <content:encoded><![CDATA[The mayor closed it.\n[gallery ids=\"1\"]\n[my_map zoom=\"3\"]\n\nNobody knows why.]]></content:encoded>
            <excerpt:encoded></excerpt:encoded><wp:post_id>17</wp:post_id><wp:post_date>2023-06-18 14:05:00</wp:post_date>
            <wp:post_type>{kind}</wp:post_type><wp:status>publish</wp:status>
            <category domain=\"category\" nicename=\"local\">Local</category></item>"
        )
    };
    let kept = read(&format!(
        r#"<?xml version="1.0"?><!-- This is a WordPress eXtended RSS file --><rss version="2.0"
        xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour Herald</title>
        <language>en-GB</language><wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[jdoe]]></wp:author_login>
        <wp:author_display_name><![CDATA[Jane Doe]]></wp:author_display_name></wp:author>{}{}{}{}</channel></rss>"#,
        item("post"),
        item("page"),
        item("attachment"),
        item("attachment"),
    ));
    assert_eq!(kept.articles.len(), 1);
    let article = &kept.articles[0];
    assert_eq!(found(article), ["Harbour closes", "Jane Doe", "2023-06-18T14:05", "Harbour Herald", TEXT]);
    assert_eq!((article.member.as_deref(), article.section.as_deref()), (Some("17"), Some("Local")));
    assert!(kept.problems[0].detail.contains("1 × page, 2 × attachment"), "{}", kept.problems[0]);
}

#[test]
fn encodings_are_those_declared() {
    let text = NITF.replace("UTF-8", "iso-8859-2").replace("Nobody knows", "Łódź knows");
    let (bytes, _, _) = encoding_rs::ISO_8859_2.encode(&text);
    let kept = read_all("a", &bytes).1;
    assert!(kept.articles[0].body().ends_with("Łódź knows why."), "{}", kept.articles[0].body());
}

#[test]
fn entities_of_a_file_are_expanded_and_those_of_others_not_fetched() {
    let kept = read(
        r#"<!DOCTYPE rss [<!ENTITY a "boom &amp; "><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel>
        <item><title>Caf&eacute; &b; &c;</title><description>It rained.</description></item></channel></rss>"#,
    );
    assert_eq!(kept.articles[0].title.as_deref(), Some("Café boom & boom & &c;"));
}

#[test]
fn entities_that_grow_are_a_problem() {
    let own = |n: usize| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    let declarations = "<!ENTITY a0 \"ha\">".to_owned() + &(1..9).map(own).collect::<String>();
    let item = |text: &str| format!("<item><title>Harbour</title><description>{text}</description></item>");
    let text = format!(
        "<!DOCTYPE rss [{declarations}]><rss><channel>{}{}{}</channel></rss>",
        item("&a1;"),
        item("&a8;"),
        item("It rained.")
    );
    let kept = read(&text);
    let kinds: Vec<_> = kept.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!((kept.articles.len(), kinds.as_slice()), (2, &[ProblemKind::TooManyEntities][..]));
}

#[test]
fn damage_costs_what_it_hits() {
    use ProblemKind::{Broken, Empty, TooDeep, Unsupported};
    let item = "<item><title>Harbour closes</title><description>It rained.</description></item>";
    let check = |text: &str, articles: usize, problems: &[ProblemKind]| {
        let kept = read(text);
        let kinds: Vec<_> = kept.problems.iter().map(|problem| problem.kind).collect();
        assert_eq!((kept.articles.len(), kinds.as_slice()), (articles, problems), "{text:.300}");
    };
    check(&format!("<rss><channel>{item}<item><title>Ship</b></title></i>{item}</channel></rss>"), 2, &[]);
    check(&format!("<rss><channel>{item}<item><title>Ship sinks</title>"), 2, &[Broken]);
    check(&format!("<rss><channel>{item}<item><title>Ship &nope; & co</title></item></x></rss>"), 2, &[]);
    let deep = format!("<item>{}</item>", "<b>".repeat(1000));
    check(&format!("<rss><channel>{item}{deep}{item}</channel></rss>"), 2, &[TooDeep]);
    check(&format!("<rss>{}", "<b>".repeat(100_000)), 0, &[TooDeep]);
    check("<rss><channel></channel></rss>", 0, &[Empty]);
    check("<urlset><url/></urlset>", 0, &[Unsupported]);
    check("rubbish", 0, &[Broken]);
}

#[test]
fn nesting_has_a_setting() {
    let check = |path: &str, text: &str| {
        for (nesting, expected) in [(10, &[ProblemKind::TooDeep][..]), (30, &[])] {
            let limits = Limits { nesting, ..Limits::default() };
            let problems = read_within(path, text.as_bytes(), &limits).1.problems;
            assert_eq!(problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), expected, "{text}");
        }
    };
    let deep = "<b>".repeat(20);
    check("a.xml", &format!("<rss><channel><item><title>Harbour</title>{deep}</item></channel></rss>"));
    let (deep, end) = ("[".repeat(20), "]".repeat(20));
    check("a.json", &format!(r#"{{"title": "Harbour", "text": "It rained.", "a": {deep}{end}}}"#));
}

#[test]
fn limits_end_a_record_and_not_the_file() {
    let limits = Limits { text_bytes: 1000, ..Limits::default() };
    let item =
        |text: &str| format!("<item><title>Harbour closes</title><description>{text}</description></item>");
    let long = "It rained. <b>x</b>".repeat(200);
    let text = format!("<rss><channel>{}{}{}</channel></rss>", item("a"), item(&long), item("b"));
    let kept = read_within("a.xml", text.as_bytes(), &limits).1;
    assert_eq!((kept.articles.len(), kept.problems[0].kind), (2, ProblemKind::TooLarge));
}
