//! One story in every format, with everything that the format can say of it: what is found must be the same.

mod single_fields;

use crate::{
    Article, Cut,
    read::tests::{read_all, subjects},
};

/// What was found in an article, a field a line; fields that it does not have are left out.
fn fields(article: &Article) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let date = |date: Option<crate::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let captions = article.paragraphs.iter().filter(|paragraph| paragraph.cut == Some(Cut::Caption));
    let fields = [
        ("title", text(&article.title)),
        ("authors", article.authors.join("; ")),
        ("dateline", text(&article.dateline)),
        ("date", date(article.date)),
        ("modified", date(article.modified)),
        ("source", text(&article.source)),
        ("url", text(&article.url)),
        ("section", text(&article.section)),
        ("language", text(&article.language)),
        ("keywords", article.keywords.join("; ")),
        ("subjects", subjects(article)),
        ("captions", captions.map(|caption| caption.text.as_str()).collect::<Vec<_>>().join("; ")),
        ("body", article.body().replace("\n\n", " / ")),
    ];
    let lines = fields.iter().filter(|(_, value)| !value.is_empty());
    lines.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
}

/// Checks what is found in the only article of a file; `text` and `expected` may be indented.
#[track_caller]
fn check(format: &str, path: &str, text: &str, expected: &str) {
    let (outcome, kept) = read_all(path, text.as_bytes());
    assert_eq!(outcome.formats.iter().map(|format| format.name).collect::<Vec<_>>(), [format]);
    assert_eq!((kept.articles.len(), kept.problems.len()), (1, 0), "{:?}", kept.problems);
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let found = fields(&kept.articles[0]);
    assert_eq!(found.lines().collect::<Vec<_>>(), expected, "{format}");
}

const NITF_HEAD: &str = r#"<tobject tobject.type="news"><tobject.subject tobject.subject.refnum="15054000"/>
    <tobject.subject tobject.subject.refnum="04010000" tobject.subject.type="economy, business and finance"
    tobject.subject.matter="shipping"/></tobject><docdata><doc-id id-string="doe-17"/>
    <evloc city="New Roe" iso-cc="DO"/><date.issue norm="20230618T140500+0200"/><key-list><keyword key="harbours"/><keyword key="ships"/></key-list>
    <identified-content><person><name.given>Ann</name.given> <name.family>Poe</name.family><function>Mayor</function></person>
    <person>Roe, John</person><org>Doe Shipping<alt-code idsrc="x" value="DOE">DOE</alt-code></org>
    <location><sublocation>Pier 5</sublocation><city>Port Doe</city><country>Doeland</country></location><location>Poe Hill, <state>Doeshire</state></location>
    <classifier type="desk" value="transport"/><classifier type="taxonomy">Top/News/Towns</classifier></identified-content></docdata>
    <pubdata name="Harbour Herald" position.section="Local" ex-ref="https://example.org/harbour"/>
    <revision-history name="jr" norm="20230619T080000+0200"/>"#;

#[test]
fn nitf() {
    let text = format!(
        r#"<nitf xml:lang="en-GB"><head>{NITF_HEAD}</head><body><body.head><hedline><hl1>Harbour closes</hl1></hedline>
        <byline>By <person><name.given>Jane</name.given> <name.family>Doe</name.family></person></byline>
        <dateline><location>PORT DOE</location></dateline></body.head><body.content><media media-type="image">
        <media-caption>A ship</media-caption></media><p>The mayor <person>Ann Poe</person> closed it.</p></body.content></body></nitf>"#
    );
    check(
        "nitf",
        "a.xml",
        &text,
        "title: Harbour closes
        authors: Jane Doe
        dateline: PORT DOE
        date: 2023-06-18T14:05
        modified: 2023-06-19T08:00
        source: Harbour Herald
        url: https://example.org/harbour
        section: Local
        language: en
        keywords: transport; Towns; harbours; ships; sport; economy, business and finance; shipping
        subjects: Person Ann Poe, Person John Roe, Organization Doe Shipping, Place Pier 5, Place Poe Hill, Place New Roe
        captions: A ship
        body: The mayor Ann Poe closed it.",
    );
}

#[test]
fn newsml_g2() {
    check(
        "newsml-g2",
        "a.xml",
        r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" xml:lang="de"><rightsInfo><copyrightHolder literal="nobody"/>
        </rightsInfo><itemMeta><itemClass uri="http://cv.iptc.org/newscodes/ninature/text"/><provider uri="http://x.example/agency"/>
        <versionCreated>2023-06-19T08:00:00+02:00</versionCreated><firstCreated>2023-06-18T14:05:00+02:00</firstCreated>
        <service qcode="svc:local"><name>Local</name></service><link rel="irel:seeAlso" href="https://example.org/other"/>
        <link href="https://example.org/harbour"/></itemMeta>
        <contentMeta><by>Jane Doe</by><creator qcode="p:9"/><located qcode="g:1"/><language tag="en"/><keyword>harbours; ships</keyword>
        <headline>Harbour closes</headline>
        <subject qcode="p:1"/><subject type="cpnat:organisation" qcode="o:1"><name xml:lang="de">Doe Reederei</name><name xml:lang="en">Doe Shipping</name></subject>
        <subject typeuri="http://cv.iptc.org/newscodes/cpnature/geoArea" uri="http://x.example/g1"><name>Port Doe</name></subject>
        <subject type="cpnat:poi" literal="Pier 5"/><subject type="cpnat:abstract" qcode="medtop:04000000"/>
        <subject type="cpnat:abstract" qcode="medtop:20000001"><name>shipping, ferries</name></subject>
        <subject qcode="medtop:20000002"/></contentMeta>
        <assert qcode="p:1"><name>Ann Poe</name><personDetails/></assert><assert qcode="p:9"><type qcode="cpnat:person"/><name>Jim Roe</name></assert>
        <assert uri="http://x.example/agency"><type qcode="cpnat:organisation"/><name>Harbour Agency</name></assert>
        <assert qcode="g:1"><type qcode="cpnat:geoArea"/><name>PORT DOE</name></assert>
        <assert literal="Pier 5"><POIDetails/><name>Pier Five</name></assert>
        <contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><figure><figcaption>A ship</figcaption></figure>
        <p>The mayor closed it.</p></body></html></inlineXML></contentSet></newsItem>"#,
        "title: Harbour closes
        authors: Jane Doe
        dateline: PORT DOE
        date: 2023-06-18T14:05
        modified: 2023-06-19T08:00
        source: Harbour Agency
        url: https://example.org/harbour
        section: Local
        language: en
        keywords: harbours; ships; economy, business and finance; shipping, ferries
        subjects: Person Ann Poe, Organization Doe Shipping, Place Port Doe, Place Pier Five
        captions: A ship
        body: The mayor closed it.",
    );
}

#[test]
fn newsml_1() {
    check(
        "newsml-1",
        "a.xml",
        r##"<NewsML><TopicSet Duid="set"><Topic Duid="t8"><TopicType FormalName="Company"/><Description>Doe Shipping</Description></Topic>
        <Topic Duid="t9"><TopicType FormalName="Person"/><Description>Nobody</Description></Topic></TopicSet>
        <NewsEnvelope><DateAndTime>20230619T000000Z</DateAndTime></NewsEnvelope><NewsItem><Identification><NewsIdentifier>
        <ProviderId>agency.example</ProviderId><NewsItemId>17</NewsItemId></NewsIdentifier></Identification><NewsManagement>
        <FirstCreated>20230618T140500+0200</FirstCreated><ThisRevisionCreated>20230619T080000+0200</ThisRevisionCreated></NewsManagement>
        <NewsComponent><TopicSet><Topic Duid="t1"><TopicType FormalName="Person"/><FormalName Scheme="x">Ann Poe</FormalName></Topic>
        <Topic Duid="t2"><TopicType FormalName="Person"/><Description>Not Here</Description></Topic>
        <Topic Duid="t3"><TopicType FormalName="Theme"/><Description>dredging</Description></Topic></TopicSet>
        <NewsLines><HeadLine>Harbour closes</HeadLine><ByLine>By Jane Doe</ByLine><DateLine>PORT DOE -</DateLine>
        <KeywordLine>harbours, ships</KeywordLine></NewsLines><AdministrativeMetadata><Source><Party FormalName="Harbour Agency"/></Source>
        </AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/><SubjectCode><Subject FormalName="04000000"/>
        <SubjectMatter FormalName="04010000"/><SubjectDetail FormalName="ferries"/></SubjectCode><TopicOccurrence Topic="#t1"/>
        <TopicOccurrence Topic="#t3"/><TopicOccurrence Topic="#t8"/><Location><Property FormalName="Country" Value="DOL"/>
        <Property FormalName="City" Value="Port Doe"/></Location><Property FormalName="Keyword" Value="piers"/></DescriptiveMetadata>
        <ContentItem><DataContent><p>The mayor closed it.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"##,
        "title: Harbour closes
        authors: Jane Doe
        dateline: PORT DOE
        date: 2023-06-18T14:05
        modified: 2023-06-19T08:00
        source: Harbour Agency
        language: en
        keywords: harbours; ships; dredging; economy, business and finance; ferries; piers
        subjects: Person Ann Poe, Organization Doe Shipping, Place Port Doe
        body: The mayor closed it.",
    );
}

#[test]
fn wordpress() {
    check(
        "wordpress",
        "a.xml",
        r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour Herald</title><language>en-GB</language>
        <wp:author><wp:author_login>jdoe</wp:author_login><wp:author_display_name>Jane Doe</wp:author_display_name></wp:author>
        <item><title>Harbour closes</title><link>https://example.org/harbour</link><dc:creator>jdoe</dc:creator>
        <content:encoded><![CDATA[<figure><figcaption>A ship</figcaption></figure><p>The mayor closed it.</p>]]></content:encoded>
        <wp:post_date>2023-06-18 14:05:00</wp:post_date><wp:post_modified>2023-06-19 08:00:00</wp:post_modified>
        <wp:post_type>post</wp:post_type><category domain="category" nicename="local">Local</category>
        <category domain="category" nicename="piers">Piers</category><category domain="post_tag" nicename="ships">ships</category>
        <category domain="people" nicename="poe">Ann Poe</category></item></channel></rss>"#,
        "title: Harbour closes
        authors: Jane Doe
        date: 2023-06-18T14:05
        modified: 2023-06-19T08:00
        source: Harbour Herald
        url: https://example.org/harbour
        section: Local
        language: en
        keywords: Piers; ships
        subjects: Person Ann Poe
        captions: A ship
        body: The mayor closed it.",
    );
}

const FEED: &str = "title: Harbour closes
    authors: Jane Doe
    date: 2023-06-18T14:05
    modified: 2023-06-19T08:00
    source: Harbour Herald
    url: https://example.org/harbour
    section: Local
    language: en
    keywords: harbours; ships
    body: The mayor closed it.";

#[test]
fn feeds() {
    check(
        "rss",
        "a.xml",
        r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Harbour Herald</title><language>en-gb</language><item>
        <title>Harbour closes</title><link>https://example.org/harbour</link><dc:creator>Jane Doe</dc:creator>
        <pubDate>Sun, 18 Jun 2023 14:05:33 +0200</pubDate><atom:updated>2023-06-19T08:00:00+02:00</atom:updated><dc:subject>harbours</dc:subject>
        <category>Local</category><category>ships</category><content:encoded>&lt;p&gt;The mayor closed it.&lt;/p&gt;</content:encoded>
        </item></channel></rss>"#,
        FEED,
    );
    check(
        "atom",
        "a.xml",
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><title>Harbour Herald</title>
        <entry xml:lang="en"><title>Harbour closes</title><link href="https://example.org/harbour"/><author><name>Jane Doe</name></author>
        <published>2023-06-18T14:05:33+02:00</published><updated>2023-06-19T08:00:00+02:00</updated><dc:subject>harbours</dc:subject>
        <category term="local" label="Local"/><category term="ships"/><content type="html">&lt;p&gt;The mayor closed it.&lt;/p&gt;</content>
        </entry></feed>"#,
        FEED,
    );
    check(
        "json",
        "a.json",
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Herald", "language": "en", "items": [{"id": "1",
        "title": "Harbour closes", "url": "https://example.org/harbour", "date_published": "2023-06-18T14:05:00+02:00",
        "date_modified": "2023-06-19T08:00:00+02:00", "authors": [{"name": "Jane Doe"}], "tags": ["harbours", "ships"],
        "section": "Local", "content_html": "<p>The mayor closed it.</p>"}]}"#,
        FEED,
    );
}

const RECORD: &str = "title: Harbour closes
    authors: Jane Doe
    date: 2023-06-18T14:05
    modified: 2023-06-19T08:00
    source: Harbour Herald
    url: https://example.org/harbour
    section: Local
    language: en
    keywords: harbours; ships
    subjects: Person Ann Poe, Organization Doe Shipping, Place Port Doe
    body: The mayor closed it.";

#[test]
fn records() {
    check(
        "json",
        "a.json",
        r#"{"uri": "urn:1", "type": "text", "firstcreated": "2023-06-18T14:00:00Z", "versioncreated": "2023-06-18T14:05:00Z",
        "contentmodified": "2023-06-19T08:00:00Z", "headlines": [{"role": "main", "value": "Harbour closes"}], "by": "Jane Doe",
        "infosources": [{"name": "Harbour Herald"}], "url": "https://example.org/harbour", "section": "Local", "language": "en-GB",
        "subjects": [{"name": "harbours"}, {"name": "ships"}], "people": [{"name": "Ann Poe"}], "organisations": [{"name": "Doe Shipping"}],
        "places": [{"name": "Port Doe"}], "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>The mayor closed it.</p>"}]}"#,
        RECORD,
    );
    check(
        "json",
        "a.jsonl",
        r#"{"@type": "NewsArticle", "headline": "Harbour closes", "author": {"@type": "Person", "name": "Jane Doe"},
        "datePublished": "2023-06-18T14:05:00Z", "dateModified": "2023-06-19T08:00:00Z", "publisher": {"name": "Harbour Herald"},
        "mainEntityOfPage": "https://example.org/harbour", "articleSection": "Local", "inLanguage": "en", "keywords": "harbours, ships",
        "about": [{"@type": "Person", "name": "Ann Poe"}, {"@type": "Organization", "name": "Doe Shipping"}],
        "contentLocation": {"@type": "Place", "name": "Port Doe"}, "articleBody": "The mayor closed it."}"#.replace('\n', " ").as_str(),
        RECORD,
    );
    check(
        "csv",
        "a.csv",
        "headline,author,published_at,updated_at,publication,url,section,lang,tags,people,organizations,places,body\n\
         Harbour closes,Jane Doe,2023-06-18 14:05,2023-06-19 08:00,Harbour Herald,https://example.org/harbour,Local,en,harbours|ships,Ann \
         Poe,Doe Shipping,Port Doe,The mayor closed it.\n",
        RECORD,
    );
    check(
        "markdown",
        "a.md",
        "---\ntitle: Harbour closes\nauthor: Jane Doe\npublished: 2023-06-18T14:05\nupdated: 2023-06-19T08:00\nsaved: 2024-01-01\n\
         site: Harbour Herald\nsource: https://example.org/harbour\nsection: Local\nlanguage: en\ntags: [harbours, ships, people/Ann-Poe, \
         organizations/Doe-Shipping]\nplaces: [Port Doe]\n---\nThe mayor closed it.\n",
        RECORD,
    );
    check(
        "text",
        "a.txt",
        "Harbour closes\n\nBy Jane Doe\nDate: 2023-06-18T14:05\nUpdated: 2023-06-19T08:00\nSource: Harbour Herald\n\
         URL: https://example.org/harbour\nSection: Local\nLanguage: en\nKeywords: harbours, ships\nPeople: Ann Poe\n\
         Organizations: Doe Shipping\nPlaces: Port Doe\n\nThe mayor closed it.\n",
        RECORD,
    );
}

#[test]
fn web_pages() {
    let story = "<p>The mayor of Port Doe closed the harbour on Monday, after a long night of talks, a short walk, and a letter \
        to the council.</p><p>It will open again in spring, she said, if the money for the new crane is found.</p>";
    let expected = "title: Harbour closes
        authors: Jane Doe
        date: 2023-06-18T14:05
        modified: 2023-06-19T08:00
        source: Harbour Herald
        url: https://example.org/harbour
        section: Local
        language: en
        keywords: harbours; ships
        captions: A ship
        body: The mayor of Port Doe closed the harbour on Monday, after a long night of talks, a short walk, and a letter to the \
        council. / It will open again in spring, she said, if the money for the new crane is found.";
    let body = format!(
        "<article><h1>Harbour closes</h1><figure><img src=a><figcaption>A ship</figcaption></figure>{story}</article>"
    );
    let heads = [
        r#"<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Harbour closes", "author": {"name": "Jane Doe"},
        "datePublished": "2023-06-18T14:05:00+02:00", "dateModified": "2023-06-19T08:00:00+02:00", "publisher": {"name": "Harbour Herald"},
        "url": "https://example.org/harbour", "articleSection": "Local", "keywords": ["harbours", "ships"], "inLanguage": "en"}]}</script>"#,
        "<meta property=og:title content='Harbour closes'><meta property=article:published_time content=2023-06-18T14:05+02:00>\
        <meta property=article:modified_time content=2023-06-19T08:00+02:00><meta property=og:site_name content='Harbour Herald'>\
        <meta property=og:url content=https://example.org/harbour><meta property=article:section content=Local><meta property=article:tag \
        content=harbours><meta property=article:tag content=ships><meta name=author content='Jane Doe'><meta property=og:locale content=en_GB>",
        "<meta name=DC.title content='Harbour closes'><meta name=DC.date.issued content=2023-06-18T14:05><meta name=DC.date.modified \
        content=2023-06-19T08:00><meta name=DC.creator content='Jane Doe'><meta name=DC.publisher content='Harbour Herald'><meta \
        name=DC.identifier content=https://example.org/harbour><meta name=DC.subject content='harbours; ships'><meta name=section \
        content=Local><meta name=DC.language content=en>",
    ];
    for head in heads {
        check(
            "html",
            "a.html",
            &format!("<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"),
            expected,
        );
    }
    let microdata = format!(
        "<!DOCTYPE html><html><head><title>Harbour closes - Harbour Herald</title><link rel=canonical href=https://example.org/harbour></head><body>\
         <article itemscope itemtype=http://schema.org/NewsArticle><meta itemprop=inLanguage content=en><meta itemprop=articleSection \
         content=Local><h1 itemprop=headline>Harbour closes</h1><span itemprop=author>Jane Doe</span> <time itemprop=datePublished \
         datetime=2023-06-18T14:05>Sunday</time><time itemprop=dateModified datetime=2023-06-19T08:00>Monday</time><span itemprop=publisher>\
         <meta itemprop=name content='Harbour Herald'></span><span itemprop=keywords>harbours, ships</span><figure><img src=a><figcaption \
         itemprop=caption>A ship</figcaption></figure><div itemprop=articleBody>{story}</div></article></body></html>"
    );
    check("html", "a.html", &microdata, &expected.replace("source: Harbour Herald", "source: example.org"));
}

#[test]
fn corpora() {
    check(
        "reuters",
        "a.sgm",
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\"><DATE>18-JUN-1987 14:05:01.79</DATE><TOPICS><D>ship</D><D>trade</D></TOPICS>\
         <PLACES><D>port-doe</D></PLACES><PEOPLE><D>ann-poe</D></PEOPLE><ORGS><D>imf</D></ORGS><TEXT><TITLE>HARBOUR CLOSES</TITLE><AUTHOR>By Jane \
         Doe, Reuters</AUTHOR><DATELINE>PORT DOE, June 18 - </DATELINE><BODY>The mayor of Port Doe closed it.\nReuter\n</BODY></TEXT></REUTERS>",
        "title: HARBOUR CLOSES
        authors: Jane Doe
        dateline: PORT DOE, June 18
        date: 1987-06-18T14:05
        source: Reuters
        section: ship
        keywords: ship; trade
        subjects: Place Port Doe, Person Ann Poe, Organization IMF
        body: The mayor of Port Doe closed it.",
    );
    check(
        "trec",
        "a.sgml",
        "<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n<DATE><P>January 1, 1989, Sunday, Home Edition</P></DATE>\n<SECTION><P>Metro; Page \
         1</P></SECTION>\n<HEADLINE><P>HARBOUR CLOSES</P></HEADLINE>\n<BYLINE><P>By JANE DOE</P></BYLINE>\n<DATELINE><P>PORT DOE</P></DATELINE>\n\
         <SUBJECT><P>HARBOURS; SHIPS</P></SUBJECT>\n<TEXT><P>The mayor of Port Doe closed it.</P></TEXT>\n</DOC>",
        "title: HARBOUR CLOSES
        authors: Jane Doe
        dateline: PORT DOE
        date: 1989-01-01
        source: Los Angeles Times
        section: Metro
        keywords: HARBOURS; SHIPS
        body: The mayor of Port Doe closed it.",
    );
}

#[test]
fn mail() {
    check(
        "mail",
        "a.eml",
        "From: Jane Doe from Harbour Herald <newsletter@herald.example>\r\nTo: john@roe.example\r\nSubject: Harbour closes\r\n\
         Date: Sun, 18 Jun 2023 14:05:00 +0200\r\nContent-Language: en-GB\r\nKeywords: harbours, ships\r\n\
         Archived-At: <https://herald.example/harbour>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <html><body><p>The mayor of Port Doe closed the harbour on Monday, after a long night of talks.</p></body></html>\r\n",
        "title: Harbour closes
        authors: Jane Doe
        date: 2023-06-18T14:05
        source: Harbour Herald
        url: https://herald.example/harbour
        language: en
        keywords: harbours; ships
        body: The mayor of Port Doe closed the harbour on Monday, after a long night of talks.",
    );
}

#[test]
fn lists_without_end_end() {
    let many = |one: &dyn Fn(usize) -> String| (0..20_000).map(one).collect::<Vec<_>>().concat();
    let person = |n: usize| format!("{{\"name\": \"Ann Poe-{n}\"}},");
    let date = |n: usize| format!("\"0{}/0{}/2{:03}\",", n % 9 + 1, n % 8 + 1, n % 1000);
    let json = format!(
        r#"{{"title": "Harbour closes", "body": "It rained.", "people": [{}null], "authors": [{}null], "date": [{}null]}}"#,
        many(&person),
        many(&person),
        many(&date),
    );
    let subject = |n: usize| format!(r#"<subject qcode="p:{n}"/>"#);
    let assert =
        |n: usize| format!(r#"<assert qcode="p:{n}"><name>Ann Poe-{n}</name><personDetails/></assert>"#);
    let g2 = format!(
        "<newsItem><contentMeta><headline>Harbour closes</headline>{}</contentMeta>{}<contentSet><inlineData>It rained.\
         </inlineData></contentSet></newsItem>",
        many(&subject),
        many(&assert),
    );
    let topic = |n: usize| {
        format!(
            r#"<Topic Duid="t{n}"><TopicType FormalName="Person"/><Description>Ann Poe-{n}</Description></Topic>"#
        )
    };
    let occurrence = |n: usize| format!(r##"<TopicOccurrence Topic="#t{n}"/>"##);
    let newsml = format!(
        "<NewsML><NewsItem><NewsComponent><TopicSet>{}</TopicSet><NewsLines><HeadLine>Harbour closes</HeadLine></NewsLines>\
         <DescriptiveMetadata>{}</DescriptiveMetadata><ContentItem><DataContent>It rained.</DataContent></ContentItem>\
         </NewsComponent></NewsItem></NewsML>",
        many(&topic),
        many(&occurrence),
    );
    for (path, text) in [("a.json", json), ("a.xml", g2), ("b.xml", newsml)] {
        let kept = read_all(path, text.as_bytes()).1;
        let article = kept.articles.first().unwrap_or_else(|| panic!("{path}: {:?}", kept.problems));
        assert!((1..=1000).contains(&article.subjects.len()), "{path}: {}", article.subjects.len());
        assert!(article.authors.len() <= 200, "{path}");
    }
}
