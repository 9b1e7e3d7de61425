//! Every page in a browser: without barriers (axe-core), without errors, none wider than its window, in light and dark,
//! on a wide screen and on a phone.
//!
//! With `MORGUE_PICTURES=FOLDER` in the environment, what was seen is left there as pictures.

use std::{env, fs, path::Path};

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    harness::{Folder, sample, text},
    served::{Served, between},
};

/// The pages with a name each; `ID` stands for an article that has marks, `KIN` for one that has copies and versions.
const PAGES: [(&str, &str); 29] = [
    ("front", "/"),
    ("search", "/search?q=ferry+gate&person=Lin+Meihua"),
    ("search-any", "/search?q=harbour&sort=newest&match=any"),
    ("nothing", "/search?q=ferri+zzyzx"),
    ("article", "/article/ID?q=%22tidal+gate%22&at=1"),
    ("copies", "/search?q=bridge+bearings"),
    ("kin", "/article/KIN?q=bridge+bearings&at=1"),
    ("versions", "/article/KIN/versions"),
    ("original", "/article/ID/original"),
    ("person", "/person/Lin%20Meihua"),
    ("several", "/person/Dunne"),
    ("nobody", "/person/Nobody%20Here"),
    ("org", "/org/Merrow%20Line%20Ferries"),
    ("place", "/place/Port%20Ellery"),
    ("people", "/people"),
    ("orgs", "/orgs?order=name"),
    ("sources", "/sources"),
    ("dates", "/dates"),
    ("days", "/dates?month=2020-02"),
    ("quotes", "/quotes?name=Lin+Meihua"),
    ("correct", "/correct?do=join&kind=person&name=Lin+Meihua&other=Keiko+Tanabe"),
    ("ask", "/correct?do=assign&kind=person&name=Zo%C3%AB+Lindqvist&article=ID"),
    ("another", "/correct?do=assign&kind=person&name=Ingrid+Solheim&article=KIN&to=Ingrid+Solheim+(mayor)"),
    ("which", "/correct?do=assign&kind=person&name=Lin+Meihua"),
    ("corrections", "/corrections"),
    ("problems", "/problems"),
    ("status", "/status"),
    ("starred", "/starred"),
    ("help", "/help"),
];

/// How a page is looked at: whether it is dark, and how many pixels it is wide.
const LOOKS: [(&str, bool, u32); 4] =
    [("wide", false, 1280), ("dark", true, 1280), ("narrow", false, 360), ("phone", true, 360)];

/// The source of axe-core.
fn axe() -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let path = target.join("axe-core/axe.min.js");
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}: tests/run fetches it", path.display()))
}

/// Has axe-core ready on every page.
fn watched(served: &Served) -> Browser {
    let browser = Browser::new(served);
    browser.tools("Page.addScriptToEvaluateOnNewDocument", &json!({"source": axe()}));
    browser
}

/// What is wrong with the page that is shown.
fn faults(browser: &Browser) -> Vec<String> {
    // Frames are the originals of articles: what they hold is not ours.
    let found = browser.promised("axe.run(document, {iframes: false, resultTypes: ['violations']})");
    let violations = found["violations"].as_array().unwrap_or_else(|| panic!("axe-core says {found}"));
    let is_serious = |found: &&Value| found["impact"] == "serious" || found["impact"] == "critical";
    let mut faults: Vec<String> = violations
        .iter()
        .filter(is_serious)
        .map(|found| {
            let node = &found["nodes"][0];
            format!("{}: {} {}", text(&found["id"]), node["html"], node["failureSummary"])
        })
        .collect();
    let wider = browser.js(
        "const root = document.documentElement;
         if (root.scrollWidth <= root.clientWidth) return null;
         const all = [...document.querySelectorAll('main *')];
         return (all.find((one) => one.getBoundingClientRect().right > root.clientWidth + 1) ?? root).outerHTML.slice(0, 200);",
    );
    faults.extend(wider.as_str().map(|element| format!("wider than the window: {element}")));
    faults
}

/// An archive that has something on every page: the sample with a file that cannot be read, a change and a star.
fn full() -> Folder {
    let folder = Folder::of_sample();
    folder.write("scan.pdf", b"%PDF-1.4\n");
    folder.write("broken.json", "{\"headline\": ");
    for (path, url, weeks) in [
        ("kin/first.md", "https://packet.example.org/bridge", "three"),
        ("kin/second.md", "https://packet.example.org/bridge", "five"),
        ("kin/copy.md", "https://courier.example.org/bridge", "five"),
    ] {
        let text = format!(
            "---\ntitle: Bridge to close for repairs\ndate: 2024-03-04\nurl: {url}\n---\n\n\
             The bridge will close for {weeks} weeks from Monday, the council said.\n\n\
             Mayor Ingrid Solheim said that the bearings had worn faster than anybody expected.\n\n\
             Buses will run over the northern crossing until the work is done, and the ferry sails at night.\n"
        );
        folder.write(path, text);
    }
    folder.done("index .");
    folder.done("names rename 'Walter Dunne' 'Walter P. Dunne' --yes");
    folder
}

#[test]
fn pages_have_no_barriers() {
    let folder = full();
    let served = Served::new(&folder, "");
    let hits = served.page("/search?q=%22tidal+gate%22");
    let id = between(&hits, "data-id=\"", "\"").to_owned();
    let kin = folder.ids()["kin/second.md"].clone();
    assert!(served.page(&format!("/article/{kin}/versions")).contains("Added: "), "two versions");
    served.post("/marks", &[("id", &id), ("mark", "star")]);
    let pictures = env::var_os("MORGUE_PICTURES");
    let browser = watched(&served);
    let mut faults_of_pages = Vec::new();
    for (name, path) in PAGES {
        browser.go(&path.replace("KIN", &kin).replace("ID", &id));
        for (look, dark, width) in LOOKS {
            browser.dark(dark);
            browser.wide(width);
            if let Some(folder) = &pictures {
                let path = Path::new(folder).join(format!("{name}-{look}.png"));
                fs::write(path, browser.picture()).expect("a picture");
            }
            // What is wrong depends on colours and on width, but not on both together.
            if dark == (width < 500) {
                let found = faults(&browser).into_iter().map(|fault| format!("{name}, {look}: {fault}"));
                faults_of_pages.extend(found);
            }
        }
    }
    assert!(faults_of_pages.is_empty(), "{}", faults_of_pages.join("\n"));
    browser.assert_quiet();
}

#[test]
fn pages_are_small() {
    let served = Served::new(sample(), "");
    for (name, path) in PAGES.into_iter().filter(|(_, path)| !path.contains("ID") && !path.contains("KIN")) {
        let length = served.get(path).body.len();
        assert!(length < 150_000, "{name} has {length} bytes");
    }
}
