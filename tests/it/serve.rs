//! The archive in the browser: pages, and the views for programs, over real connections.

use std::{
    io::Read,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    harness::{Folder, sample, text, three},
    served::{Served, assert_has, between},
};

#[test]
fn every_page_is_shown() {
    let served = Served::new(sample(), "");
    let front = served.page("/");
    assert_has(
        &front,
        &["67 articles", "1 copy or older version", "from 15 January 2016", "The newest", "role=\"search\""],
    );
    let page = served.page("/search?q=%22tidal+gate%22&sort=oldest");
    assert_has(
        &page,
        &[
            "<mark class=\"phrase\">tidal gate</mark>",
            "<h1>6 articles</h1>",
            "aria-current=\"true\">oldest first",
        ],
    );
    let person = served.page("/person/Lin%20Meihua");
    assert_has(
        &person,
        &[
            "<h1>Lin Meihua</h1>",
            "<svg",
            "Over time",
            "Newest articles",
            "/org/",
            "Is the same as",
            "Named alongside",
        ],
    );
    assert_has(&served.page("/person/Dunne"), &["may be", "/person/Walter%20Dunne"]);
    assert_has(&served.page("/person/Nobody%20Here"), &["is called"]);
    for (path, title) in [
        ("/people", "<h1>People</h1>"),
        ("/people?letter=L", "Zo\u{eb} Lindqvist"),
        ("/orgs?order=name", "<h1>Organizations</h1>"),
        ("/places?pattern=mer", "Merrow Island"),
        ("/dates", "/dates?month=2020-02"),
        ("/dates?month=2020-02", "/search?since=2020-02-14&amp;until=2020-02-14"),
        ("/dates?month=1901-02", "No article is from this month"),
        ("/quotes?name=Lin+Meihua", "<blockquote dir=\"auto\">"),
        ("/corrections", "Who is who"),
        ("/problems", "What could not be read"),
        ("/status", "What the archive holds"),
        ("/starred", "No article has a star"),
        ("/help", "How to ask"),
    ] {
        assert!(served.page(path).contains(title), "{path}: no {title}");
    }
}

#[test]
fn an_article_keeps_its_marks_and_its_way() {
    let served = Served::new(sample(), "");
    let page = served.page("/search?q=%22tidal+gate%22");
    let link = between(&page, "<h2 dir=\"auto\"><a href=\"", "\"").replace("&amp;", "&");
    let article = served.page(&link);
    assert_has(
        &article,
        &["id=\"m1\"", "<mark class=\"phrase\"", "of 6", "rel=\"next\"", "application/ld+json"],
    );
    assert_has(
        &article,
        &[
            "\"@type\":\"NewsArticle\"",
            "citation_title",
            "\"z:itemType\" content=\"newspaperArticle\"",
            "/cite/bibtex",
            "id=\"p1\"",
            "People",
        ],
    );
    let id = between(&article, "data-id=\"", "\"");
    for (format, start) in [("bibtex", "@"), ("ris", "TY  - NEWS"), ("csl", "[{\"id\""), ("text", "")] {
        let got = served.get(&format!("/article/{id}/cite/{format}"));
        assert!(got.page().starts_with(start), "{format}");
        assert!(got.header("content-disposition").expect("a name").starts_with("attachment"));
    }
    assert_has(&served.page(&format!("/article/{id}/original")), &["<iframe", "sandbox=\"\""]);
    let file = served.get(&format!("/original/{id}"));
    assert!(
        file.header("content-security-policy").expect("a policy").starts_with("sandbox; default-src 'none'")
    );
    for (format, start) in
        [("csv", "rank,"), ("jsonl", "{\"schema\""), ("markdown", "- "), ("ris", "TY"), ("csl", "[")]
    {
        let got = served.get(&format!("/export?q=ferry&format={format}"));
        assert!(got.page().starts_with(start), "{format}: {}", got.text());
    }
}

#[test]
fn programs_get_what_the_command_line_prints() {
    let folder = sample();
    let served = Served::new(folder, "");
    let id = served.json("/api/v1/search?q=ferry&limit=1")["hits"][0]["id"].clone();
    let id = text(&id);
    let show = format!("show {id} --highlight ferry");
    let article = format!("/api/v1/articles/{id}?highlight=ferry");
    let pairs = [
        ("/api/v1/search?q=ferry", "search ferry"),
        (
            "/api/v1/search?q=%22tidal+gate%22&sort=newest&limit=3&offset=1",
            "search '\"tidal gate\"' --sort newest --limit 3 --offset 1",
        ),
        (
            "/api/v1/search?q=flood+ferry&person=Lin+Meihua&since=2018&match=any",
            "search flood ferry --person 'Lin Meihua' --since 2018 --match any",
        ),
        ("/api/v1/search?q=ferry&copies=true", "search ferry --copies"),
        (article.as_str(), show.as_str()),
        ("/api/v1/people?limit=7", "people --limit 7"),
        ("/api/v1/orgs?q=ferry&offset=2", "orgs --query ferry --offset 2"),
        ("/api/v1/places?pattern=mer", "places mer"),
        ("/api/v1/person?name=Lin+Meihua&explain=true", "person 'Lin Meihua' --explain"),
        ("/api/v1/person?name=Dunne", "person Dunne"),
        ("/api/v1/org?name=Merrow+Line+Ferries&q=liquidator", "org 'Merrow Line Ferries' --query liquidator"),
        ("/api/v1/place?name=Port+Ellery&limit=2", "place 'Port Ellery' --limit 2"),
        ("/api/v1/quotes?name=Lin+Meihua&about=waiting", "quotes 'Lin Meihua' --about waiting"),
        ("/api/v1/problems", "problems"),
        ("/api/v1/status", "status"),
    ];
    for (path, line) in pairs {
        let got = served.get(path);
        assert_eq!(got.page(), folder.done(&format!("{line} --format json")), "{path}");
        assert_eq!(got.header("content-type"), Some("application/json"));
    }
    for (path, line) in [
        ("/api/v1/network", "network"),
        (
            "/api/v1/network?q=harbour&graph=csv&kind=person,place&min_articles=3&min_together=2",
            "network harbour --graph csv --kind person,place --min-articles 3 --min-together 2",
        ),
        ("/api/v1/network?graph=gexf&since=2020", "network --graph gexf --since 2020"),
    ] {
        assert_eq!(served.get(path).page(), folder.done(line), "{path}");
    }
    let suggested = served.json("/api/v1/suggest?text=lin+m");
    assert_eq!(text(&suggested["names"][0]["name"]), "Lin Meihua");
    let suggested = served.json("/api/v1/suggest?text=ell&kind=source");
    assert_eq!(text(&suggested["names"][0]["kind"]), "source");
}

#[test]
fn troubles_are_problem_documents_or_pages() {
    let served = Served::new(sample(), "");
    let check = |path: &str, status: u16, detail: &str| {
        let got = served.get(path);
        assert_eq!(
            (got.status, got.header("content-type")),
            (status, Some("application/problem+json")),
            "{path}"
        );
        let problem: Value = serde_json::from_slice(&got.body).expect("JSON");
        assert_eq!((problem["status"].as_u64(), text(&problem["detail"])), (Some(u64::from(status)), detail));
    };
    check("/api/v1/search", 400, "nothing to search for: q or a filter is needed");
    check("/api/v1/search?q=a&limit=5000", 400, "limit must be a number from 0 to 1000");
    check(
        "/api/v1/search?q=a&since=soon",
        400,
        "write since as 2023, 2023-06, 2023-06-18, yesterday, \"last month\" or 90d",
    );
    check("/api/v1/search?q=ferry&q=gate", 400, "q can be given once only");
    check("/api/v1/articles/zzzz", 404, "no article has the id \"zzzz\"");
    check("/api/v1/nowhere", 404, "there is no view at /api/v1/nowhere");
    let page = served.get("/nowhere");
    assert_eq!(page.status, 404);
    assert_has(page.text(), &["Not in the archive", "<nav"]);
    assert_eq!(served.get(&format!("/search?q={}", "a".repeat(40_000))).status, 414);
    assert_eq!(served.get("/correct?do=join&kind=person&name=Nobody+Here&other=x").status, 404);
    assert_eq!(served.raw(&format!("PUT / HTTP/1.1\r\nHost: {}\r\n", served.host), "").status, 405);
}

#[test]
fn answers_are_tagged_and_packed() {
    let folder = three();
    let served = Served::new(&folder, "");
    let first = served.get("/api/v1/search?q=gate");
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = served.get_with("/api/v1/search?q=gate", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let packed = served.get_with("/help", "Accept-Encoding: br, gzip\r\n");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    let mut page = String::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_string(&mut page).expect("gzip");
    assert_eq!(page, served.page("/help"));
    // A correction is another version of the answers, and so is a commit.
    folder.done("names rename 'Nora Dunne' 'Nora Dunne-Hale' --yes");
    let renamed = served.get_with("/api/v1/search?q=gate", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!(renamed.status, 200);
    assert_ne!(renamed.header("etag"), Some(tag.as_str()));
    assert_has(&served.page("/people"), &["Nora Dunne-Hale"]);
}

#[test]
fn a_name_is_corrected_and_the_correction_undone() {
    let folder = three();
    let served = Served::new(&folder, "");
    let query = "do=join&kind=person&name=Walter+Dunne&other=Nora+Dunne";
    let plan = served.page(&format!("/correct?{query}"));
    assert_has(&plan, &["Walter Dunne, 1 article", "Walter Dunne, 2 articles", "Make this change"]);
    let desk = between(&plan, "name=\"desk\" value=\"", "\"").to_owned();
    let fields = |desk| {
        [
            ("do", "join"),
            ("kind", "person"),
            ("name", "Walter Dunne"),
            ("other", "Nora Dunne"),
            ("desk", desk),
        ]
    };
    let made = served.post("/correct", &fields(&desk));
    assert_eq!((made.status, made.header("location")), (303, Some("/person/Walter%20Dunne?done=1")));
    assert_has(&served.page("/person/Walter%20Dunne?done=1"), &["Change 1 is made", "Undo", "2 articles"]);
    assert_eq!(folder.count("--person 'Nora Dunne'"), 2);
    // The same page sent again was made for other corrections: it is shown anew, and nothing is written.
    let late = served.post("/correct", &fields(&desk));
    assert!(late.header("location").expect("an address").starts_with("/correct?"), "{}", late.head);
    assert_has(&served.page("/corrections"), &["Walter Dunne", "Undo"]);
    let undone = served.post("/undo", &[("number", "1")]);
    assert_eq!(undone.status, 303);
    assert_eq!(folder.count("--person 'Nora Dunne'"), 1);
    assert_eq!(served.post("/undo", &[("number", "1")]).status, 409);
    assert_has(&served.page("/corrections"), &["undone"]);
}

#[test]
fn a_name_is_somebody_elses_in_one_article() {
    let folder = three();
    let served = Served::new(&folder, "");
    let ids = folder.ids();
    let (ferry, bell) = (&ids["b/b.txt"], &ids["b/c.md"]);
    folder.done("names join 'Walter Dunne' 'Nora Dunne' --yes");
    // From the profile: which article, whom it means there, what changes.
    let profile = served.page("/person/Walter%20Dunne");
    let way = "/correct?do=assign&amp;kind=person&amp;name=Walter+Dunne";
    assert_has(
        &profile,
        &["In some articles it is another Walter Dunne", &format!("{way}&amp;article={bell}")],
    );
    let which = served.page(&way.replace("&amp;", "&"));
    assert_has(&which, &["In which article", "A bell is found", &format!("{way}&amp;article={ferry}")]);
    // The name stands in this article by another form, which counts for the same person.
    let path = format!("{}&article={bell}", way.replace("&amp;", "&"));
    assert_has(&served.page(&path), &["Whom does it mean there?"]);
    let plan = served.page(&format!("{path}&to=Walter+Dunne+the+younger"));
    assert_has(
        &plan,
        &[
            &format!("In “<a href=\"/article/{bell}\">A bell is found</a>”"),
            "Walter Dunne, 2 articles",
            "Walter Dunne, 1 article<",
            "Walter Dunne the younger, 0 articles",
            "the younger, 1 article",
        ],
    );
    let desk = between(&plan, "name=\"desk\" value=\"", "\"").to_owned();
    let fields = [
        ("do", "assign"),
        ("kind", "person"),
        ("name", "Walter Dunne"),
        ("article", bell),
        ("to", "Walter Dunne the younger"),
        ("desk", &desk),
    ];
    let made = served.post("/correct", &fields);
    let behind = format!("/article/{bell}?done=2");
    assert_eq!((made.status, made.header("location")), (303, Some(behind.as_str())));
    assert_has(&served.page(&behind), &["Change 2 is made", "Undo"]);
    assert_has(
        &served.page("/corrections"),
        &[&format!("In “<a href=\"/article/{bell}\">A bell is found</a>”")],
    );
    assert_eq!(folder.count("--person 'Walter Dunne the younger'"), 1);
    assert_eq!(folder.count("--person 'Walter Dunne'"), 1);
    assert_eq!(served.post("/undo", &[("number", "2")]).status, 303);
    assert_eq!(folder.count("--person 'Walter Dunne'"), 2);
    // Nobody is assigned in an article that does not have the name, and nothing where nothing can be changed.
    let gate = &ids["a.txt"];
    let absent = format!("{}&article={gate}&to=x", way.replace("&amp;", "&"));
    assert_eq!(served.get(&absent).status, 404);
    let shown = Served::new(&folder, "--read-only");
    assert!(!shown.page("/person/Walter%20Dunne").contains("do=assign"));
}

#[test]
fn counts_come_alone_for_results_that_are_shown_already() {
    let served = Served::new(sample(), "");
    let whole = served.page("/search?q=ferry&since=2017");
    let alone = served.page("/counts?q=ferry&since=2017&counts=true");
    assert!(!alone.contains("data-id"), "{alone}");
    let part = |page: &str, start: &str, end: &str| between(page, start, end).to_owned();
    let picture = part(&whole, "<figure class=\"timeline", "</figure>");
    assert_eq!(part(&alone, "<figure class=\"timeline", "</figure>"), picture);
    let lists = part(&whole, "aria-label=\"Narrow the search\">", "<details");
    assert_has(&lists, &["<h2>People</h2>", "<h2>Years</h2>"]);
    assert!(alone.ends_with(&lists), "{alone}");
}

#[test]
fn marks_are_kept_in_the_desk() {
    let folder = three();
    let served = Served::new(&folder, "");
    let id = folder.ids()["a.txt"].clone();
    assert_eq!(
        served.post("/marks", &[("id", &id), ("mark", "star"), ("q", "gate"), ("at", "1")]).status,
        303
    );
    assert_eq!(served.post("/marks", &[("id", &id), ("mark", "seen"), ("quiet", "1")]).status, 204);
    assert_eq!(served.post("/marks", &[("id", &id), ("mark", "read")]).status, 400);
    assert_has(&served.page("/starred"), &["Harbour gate opens"]);
    assert_has(&served.page("/search?q=gate"), &["hit seen", "★"]);
    let kept = std::fs::read_to_string(folder.join(".morgue/desk/marks.txt")).expect("the marks");
    assert_eq!(kept, format!("star {id} a.txt\nseen {id} a.txt\n"));
}

#[test]
fn a_new_commit_is_seen_within_a_second() {
    let folder = three();
    let served = Served::new(&folder, "");
    assert_eq!(served.json("/api/v1/search?q=lanterns")["total"], 0);
    folder.write("d.txt", "Lanterns on the quay\n\nForty lanterns were lit on the quay on Friday night.\n");
    folder.done("index .");
    let committed = Instant::now();
    assert_eq!(served.json("/api/v1/search?q=lanterns")["total"], 1);
    assert!(committed.elapsed() < Duration::from_secs(1), "{:?}", committed.elapsed());
}

#[test]
fn a_run_is_started_from_its_page() {
    let folder = three();
    let served = Served::new(&folder, "");
    folder.write("e.txt", "Pump house sold\n\nThe old pump house was sold on Thursday to Irene Falk.\n");
    assert_eq!(served.post("/index", &[]).status, 303);
    let begun = Instant::now();
    while served.json("/api/v1/run")["summary"].is_null() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", served.json("/api/v1/run"));
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(served.json("/api/v1/run")["summary"]["added"], 1);
    assert_has(&served.page("/status"), &["1 added", "Read what is new"]);
    assert_eq!(served.json("/api/v1/search?q=pump")["total"], 1);
}

#[test]
fn many_readers_and_a_run_at_once() {
    let folder = Folder::of_sample();
    folder.done("index .");
    let served = Served::new(&folder, "");
    thread::scope(|scope| {
        let readers: Vec<_> = (0..16)
            .map(|_| {
                let served = &served;
                scope.spawn(move || {
                    for _ in 0..12 {
                        assert_eq!(served.get("/search?q=ferry+OR+gate").status, 200);
                    }
                })
            })
            .collect();
        for number in 0..3 {
            folder
                .write(&format!("new-{number}.txt"), "A ferry came\n\nA ferry came to the quay on Sunday.\n");
            folder.done("index .");
        }
        for reader in readers {
            reader.join().expect("no error");
        }
    });
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_in_peace() {
    let folder = three();
    let mut served = Served::new(&folder, "");
    let status = std::process::Command::new("kill").args(["-INT", &served.child.id().to_string()]).status();
    assert!(status.expect("kill").success());
    assert_eq!(served.child.wait().expect("an end").code(), Some(0));
}
