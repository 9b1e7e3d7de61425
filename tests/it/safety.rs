//! Who is let in by `morgue serve`, and what a page or a name can do there: nothing.

use serde_json::Value;

use crate::{
    harness::{Folder, sample, text, three},
    served::{Served, assert_has, between, encoded},
};

#[test]
fn pages_may_do_nothing_but_show_themselves() {
    let served = Served::new(sample(), "");
    for path in ["/", "/search?q=ferry", "/api/v1/status", "/nowhere"] {
        let got = served.get(path);
        let policy = got.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(got.header("cache-control"), Some("no-store"));
        assert_eq!(got.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
    }
    let page = served.page("/search?q=ferry");
    assert!(!page.contains(" style=") && !page.contains(" onclick") && !page.contains("src=\"http"));
    let asset = between(&page, "rel=\"stylesheet\" href=\"", "\"");
    assert_has(&served.page(asset), &["prefers-color-scheme: dark", "@media print"]);
    assert_eq!(served.get("/assets/..%2fCargo.toml").status, 404);
}

#[test]
fn other_names_and_other_sites_are_turned_away() {
    let folder = three();
    let served = Served::new(&folder, "");
    let host = |host: &str| served.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n"), "").status;
    let port = served.host.split(':').nth(1).expect("a port");
    assert_eq!((host(&format!("localhost:{port}")), host("[::1]:1"), host("127.0.0.1")), (200, 200, 200));
    assert_eq!(
        (host("attacker.example"), host(&format!("127.0.0.1.example:{port}")), host("")),
        (421, 421, 421)
    );
    let refused = served.raw("GET / HTTP/1.1\r\nHost: attacker.example\r\n", "");
    assert!(
        !String::from_utf8_lossy(&refused.body).contains(&served.secret()),
        "a refusal tells what our forms carry"
    );
    assert_eq!(served.get_with("/", "Origin: https://attacker.example\r\n").status, 403);
    let secret = served.secret();
    let fields = [("form_secret", secret.as_str()), ("number", "1")];
    let undo = |headers: &str| served.post_with("/undo", &fields, headers).status;
    // Nothing was changed yet, so a request that is let in says that there is nothing to undo.
    assert_eq!(undo(""), 409);
    assert_eq!(undo("Origin: null\r\n"), 409);
    assert_eq!(undo("Origin: https://attacker.example\r\n"), 403);
    assert_eq!(undo("Sec-Fetch-Site: cross-site\r\n"), 403);
    assert_eq!(served.post_with("/undo", &[("number", "1")], "").status, 403);
    assert_eq!(served.post_with("/undo", &[("form_secret", "0"), ("number", "1")], "").status, 403);
    assert_eq!(served.get("/undo").status, 405);
}

#[test]
fn a_link_lets_one_browser_in() {
    let folder = three();
    let mut served = Served::new(&folder, "--token");
    assert_eq!((served.get("/").status, served.get("/api/v1/status").status), (401, 401));
    assert_eq!(served.get("/enter?token=0").status, 403);
    let path = served.link.split_once(&served.host).expect("a path").1.to_owned();
    let entered = served.get(&path);
    assert_eq!(entered.status, 200);
    let cookie = entered.header("set-cookie").expect("a cookie").to_owned();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    let cookie = format!("Cookie: other=1; {}\r\n", cookie.split(';').next().expect("a value"));
    assert_eq!(served.get_with("/", &cookie).status, 200);
    assert_eq!(served.get(&path).status, 403, "a link is for one browser");
    let printed = served.line();
    assert!(printed.contains("The link for another: http://"), "{printed}");
    let other = printed.split_once(&served.host).expect("a path").1.trim().to_owned();
    assert_ne!(other, path);
    assert_eq!(served.get(&other).status, 200);
}

#[test]
fn other_machines_need_a_link() {
    let folder = three();
    insta::assert_snapshot!(folder.run("serve --bind 0.0.0.0"), @r"
    exit 2
    --- stderr
    error: 0.0.0.0 can be reached from other machines, and nothing would keep anybody out
    hint: add --token: a one-time link lets a browser in; or leave --bind away
    ");
}

#[test]
fn a_file_edited_by_hand_is_not_written_over() {
    let folder = three();
    let served = Served::new(&folder, "");
    let plan = served.page("/correct?do=ignore&kind=person&name=Walter+Dunne");
    let desk = between(&plan, "name=\"desk\" value=\"", "\"").to_owned();
    let by_hand = "# mine\n[[person]]\nname = \"Nora Dunne\"\nalso = [\"N. Dunne\"]\n";
    folder.write(".morgue/desk/names.toml", by_hand);
    let fields = [("do", "ignore"), ("kind", "person"), ("name", "Walter Dunne"), ("desk", desk.as_str())];
    let made = served.post("/correct", &fields);
    assert!(made.header("location").expect("an address").contains("again=1"));
    assert_eq!(std::fs::read_to_string(folder.join(".morgue/desk/names.toml")).expect("the file"), by_hand);
}

#[test]
fn nothing_is_changed_by_a_server_that_only_shows() {
    let folder = three();
    let served = Served::new(&folder, "--read-only");
    assert!(!served.page("/help").contains("data-secret"));
    assert!(!served.page("/person/Nora%20Dunne").contains("Is the same as"));
    for path in ["/undo", "/index", "/marks", "/correct"] {
        assert_eq!(served.post_with(path, &[("form_secret", "0")], "").status, 403, "{path}");
    }
}

#[test]
fn scripts_are_shown_as_text_everywhere() {
    let evil = "<script>alert(1)</script>";
    let folder = Folder::with(&[(
        "a\"><img src=x onerror=alert(2)>.md",
        &format!(
            "---\ntitle: \"{evil} wins\"\nauthor: \"{evil}\"\nsource: \"{evil}\"\nurl: \"javascript:alert(3)\"\n---\n\n\
             Mayor Ingrid Solheim saw {evil} in the harbour, said </script><b>Walter Dunne</b> on Monday.\n"
        ),
    )]);
    folder.done("index .");
    let served = Served::new(&folder, "");
    let id = served.json("/api/v1/search?q=harbour")["hits"][0]["id"].clone();
    let id = text(&id);
    let query = encoded(&format!("harbour {evil}\"><img src=x>"));
    let name = encoded(evil);
    let paths = [
        "/".to_owned(),
        "/search?q=harbour".to_owned(),
        format!("/search?q={query}&person={name}&source={query}"),
        format!("/article/{id}?q=harbour"),
        format!("/article/{id}?q={query}"),
        format!("/article/{id}/original"),
        format!("/person/{name}"),
        format!("/people?pattern={name}&q={query}"),
        format!("/quotes?name={name}&about={query}"),
        format!("/correct?do=rename&kind=person&name=Ingrid+Solheim&to={query}"),
        format!("/correct?do=join&kind=person&name=Ingrid+Solheim&other={name}"),
        format!("/{name}"),
        format!("/search?since={name}"),
        "/problems".to_owned(),
        "/starred".to_owned(),
    ];
    for path in paths {
        let got = served.get(&path);
        let page = got.text();
        let bare =
            page.replace("<script src=\"/assets/", "").replace("<script type=\"application/ld+json\">", "");
        assert!(
            !bare.contains("<script") && !page.contains("<img") && !page.contains("<b>"),
            "{path}\n{page}"
        );
        assert!(!page.contains("href=\"javascript:"), "{path}");
    }
    let article = served.page(&format!("/article/{id}"));
    let data = between(&article, "<script type=\"application/ld+json\">", "</script>");
    let data: Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(text(&data["headline"]), format!("{evil} wins"));
    assert_has(&article, &["&lt;script&gt;alert(1)&lt;/script&gt;"]);
    assert!(data["url"].is_null());
}
