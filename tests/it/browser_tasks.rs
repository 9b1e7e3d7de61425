//! What people do in the reading room, done in a browser: with the mouse, with the keyboard alone, without a script, and
//! on a phone.

use std::fs;

use serde_json::json;

use crate::{
    browser::{Browser, key},
    harness::{Folder, sample, three},
    served::Served,
};

/// The number of hits that a page says it has.
const TOTAL: &str = "Number.parseInt(document.querySelector('.heading h1').textContent)";

#[test]
fn results_come_as_one_types_and_are_narrowed() {
    let served = Served::new(sample(), "");
    let browser = Browser::new(&served);
    browser.go("/search?q=harbour");
    browser.js("window.isSame = true");
    browser.write("#q", " flo");
    browser.write("#q", "od");
    browser.until("location.search === '?q=harbour+flood'");
    let all = browser.js(&format!("return {TOTAL}")).as_u64().expect("a number");
    assert!(all > 5, "{all}");
    assert!(browser.js("return document.querySelectorAll('#results mark').length").as_u64() > Some(5));
    // A name is completed in the box.
    browser.write("#q", " Lin Me");
    browser.until(
        "document.querySelector('.completions:not([hidden]) li')?.textContent.startsWith('Lin Meihua')",
    );
    browser.press(&[key::DOWN, key::ENTER].concat());
    browser.until("document.querySelector('#q').value === 'harbour flood person:\"Lin Meihua\" '");
    browser.until(&format!("location.search.includes('Meihua') && {TOTAL} < {all}"));
    assert_eq!(browser.js("return window.isSame"), true, "the page was loaded anew");
    // A chip takes it away again; a value of a facet asks for less, and its sign leaves it out.
    browser.follow(".chips li:last-child a");
    browser.until(&format!("{TOTAL} === {all}"));
    browser.follow(".facet li a");
    browser.until(&format!("{TOTAL} <= {all} && location.search.includes('person=')"));
    let with = browser.js(&format!("return {TOTAL}")).as_u64().expect("a number");
    browser.go("/search?q=harbour+flood");
    browser.follow(".facet li .not");
    browser.until(&format!("{TOTAL} === {all} - {with} && location.search.includes('-person')"));
    browser.assert_quiet();
}

#[test]
fn a_span_of_the_timeline_is_drawn() {
    let served = Served::new(sample(), "");
    let browser = Browser::new(&served);
    browser.go("/search?q=ferry");
    let all = browser.js(&format!("return {TOTAL}")).as_u64().expect("a number");
    browser.draw(".timeline svg", 0.3, 0.6);
    browser.until("location.search.includes('since=') && location.search.includes('until=')");
    browser.until(&format!("{TOTAL} > 0 && {TOTAL} < {all}"));
    assert!(browser.text(".chips").contains("from"), "{}", browser.text(".chips"));
    browser.js("history.back()");
    browser.until(&format!("location.search === '?q=ferry' && {TOTAL} === {all}"));
    browser.assert_quiet();
}

#[test]
fn an_article_is_read_by_its_marks_and_quoted() {
    let served = Served::new(sample(), "");
    let browser = Browser::new(&served);
    let origin = format!("http://{}", served.host);
    let permissions =
        json!({"origin": origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    browser.tools("Browser.grantPermissions", &permissions);
    browser.go("/search?q=%22tidal+gate%22");
    browser.follow("li.hit h2 a");
    let marks = browser.js("return document.querySelectorAll('.story mark').length");
    assert!(marks.as_u64() > Some(1), "{marks}");
    for number in [1, 2] {
        browser.press("n");
        browser.until(&format!("document.querySelector('.story mark.now')?.id === 'm{number}'"));
        browser.until(&format!(
            "document.querySelector('.matches [role=status]').textContent === '{number} of {marks}'"
        ));
    }
    browser.press("p");
    browser.until("document.querySelector('.story mark.now')?.id === 'm1'");
    // Marks are switched off and on.
    let colour = "return getComputedStyle(document.querySelector('.story mark')).backgroundColor";
    let on = browser.js(colour);
    browser.press("h");
    assert_ne!(browser.js(colour), on);
    browser.press("h");
    assert_eq!(browser.js(colour), on);
    // A passage is copied with its citation and its address, which leads to it.
    browser.js(
        "const text = document.querySelector('#p2').firstChild; const range = document.createRange();
         range.setStart(text, 0); range.setEnd(text, 20); getSelection().removeAllRanges(); getSelection().addRange(range);",
    );
    browser.until("document.querySelector('button.copy:not([hidden])')");
    let passage = browser.js("return getSelection().toString().trim()");
    browser.press("c");
    browser.until("document.querySelector('button.copy').textContent === 'Copied'");
    let copied = browser.promised("navigator.clipboard.readText()");
    let copied = copied.as_str().expect("text");
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines[0], format!("“{}”", passage.as_str().expect("text")));
    assert!(lines[1].contains("20"), "no citation: {copied}");
    assert!(lines[2].starts_with(&format!("{origin}/article/")), "{copied}");
    assert!(lines[2].contains("#p2:~:text="), "{copied}");
    browser.go(lines[2].strip_prefix(&origin).expect("an address here"));
    browser.until("document.querySelector('#p2:target')");
    browser.assert_quiet();
}

#[test]
fn a_name_is_corrected_where_it_is_read() {
    let folder = three();
    let served = Served::new(&folder, "");
    let browser = Browser::new(&served);
    browser.go("/search?q=ferry");
    browser.follow(".names a[href='/person/Walter%20Dunne']");
    assert_eq!(browser.text("h1"), "Walter Dunne");
    browser.click(".choices summary");
    browser.write(".choices input[name=to]", "<b>Wally</b> Dunne");
    browser.follow(".choices form:has(input[name=to]) button");
    assert!(browser.text("main").contains("<b>Wally</b> Dunne"), "{}", browser.text("main"));
    browser.follow(".decide button");
    assert_eq!(browser.text("h1"), "<b>Wally</b> Dunne");
    assert!(served.page("/people").contains("&lt;b&gt;Wally&lt;/b&gt; Dunne"));
    browser.follow(".made button");
    assert_eq!(browser.here(), "/corrections");
    assert!(browser.text(".log").contains("undone"), "{}", browser.text(".log"));
    assert!(!served.page("/people").contains("Wally"));
    // In one article a name is somebody else's.
    browser.go("/search?q=bell");
    browser.follow("li.hit h2 a");
    browser.js("document.querySelector('.names-list a[href*=assign]').focus()");
    browser.follow(".names-list a[href*=assign]");
    browser.write("input[name=to]", "Nora Dunne the younger");
    browser.follow("form.tools button");
    browser.follow(".decide button");
    assert!(browser.here().starts_with("/article/"), "{}", browser.here());
    assert_eq!(folder.count("--person 'Nora Dunne the younger'"), 1);
    browser.assert_quiet();
}

#[test]
fn another_of_the_same_name_is_told_apart_from_the_profile() {
    let folder = three();
    let served = Served::new(&folder, "");
    let browser = Browser::new(&served);
    browser.go("/person/Nora%20Dunne");
    browser.click(".choices summary");
    browser.follow(".choices a[href*=assign]");
    browser.follow(".newest li a");
    browser.write("input[name=to]", "Nora Dunne of Merrow");
    browser.follow("form.tools button");
    assert!(
        browser.text("main table").contains("Nora Dunne of Merrow, 1 article"),
        "{}",
        browser.text("main")
    );
    browser.follow(".decide button");
    assert!(browser.here().starts_with("/article/"), "{}", browser.here());
    assert!(browser.text(".made").contains("Change 1 is made"), "{}", browser.text(".made"));
    assert_eq!(folder.count("--person 'Nora Dunne of Merrow'"), 1);
    browser.follow(".made button");
    assert!(browser.text(".log").contains("undone"), "{}", browser.text(".log"));
    assert_eq!(folder.count("--person 'Nora Dunne'"), 1);
    browser.assert_quiet();
}

#[test]
fn everything_can_be_done_by_keys() {
    let folder = Folder::of_sample();
    folder.done("index .");
    let served = Served::new(&folder, "");
    let browser = Browser::new(&served);
    browser.go("/");
    browser.press("/");
    browser.press("ferr");
    browser.until("location.search === '?q=ferr' && document.querySelectorAll('li.hit').length > 4");
    browser.js("window.isOld = true");
    browser.press(&["y", key::ENTER].concat());
    browser.until(
        "!window.isOld && location.pathname === '/search' && document.querySelectorAll('li.hit').length > 4",
    );
    browser.press(key::ESCAPE);
    browser.press("jj");
    browser.until("document.querySelectorAll('li.hit')[1].classList.contains('current')");
    browser.press("k");
    browser.until("document.querySelectorAll('li.hit')[0].contains(document.activeElement)");
    browser.press(key::ENTER);
    browser.until("document.querySelector('.story')");
    let first = browser.js("return document.querySelector('.story').dataset.id");
    // A star, and what is read is seen; all without leaving the page.
    browser.js("window.isSame = true");
    browser.press("s");
    browser.until("document.querySelector('form.star button')?.textContent === '★ Starred'");
    let marks = || fs::read_to_string(folder.join(".morgue/desk/marks.txt")).unwrap_or_default();
    // An article that is open for a while is seen without a key.
    let star = format!("star {} ", first.as_str().expect("an id"));
    assert!(marks().lines().any(|line| line.starts_with(&star)), "{}", marks());
    for (keys, state) in [("", "✓ Seen"), ("m", "Mark as seen"), ("m", "✓ Seen")] {
        browser.press(keys);
        browser.until(&format!("document.querySelector('form.seen button')?.textContent === '{state}'"));
    }
    assert_eq!(browser.js("return window.isSame"), true, "the page was loaded anew");
    // On to the next that was not seen, and back to the hits.
    browser.press("u");
    browser.until(&format!("document.querySelector('.story')?.dataset.id !== {first}"));
    browser.press("b");
    browser.until("document.querySelectorAll('li.hit.seen').length >= 1");
    // Whoever comes back stands at the hit that was left.
    browser.until("document.querySelector('li.hit.current')?.id === location.hash.slice(1)");
    // From the hits, too.
    browser.press("u");
    browser.until("document.querySelector('li.hit.current:not(.seen) a') === document.activeElement");
    browser.press("?");
    browser.until("location.pathname === '/help' && document.querySelector('#keys')");
    // The first that the tabulator finds is the way past the masthead.
    browser.go("/search?q=ferry");
    browser.press(key::TAB);
    assert_eq!(browser.js("return document.activeElement.className"), "skip");
    browser.press(key::ENTER);
    browser.until("document.activeElement.id === 'content'");
    browser.press(key::TAB);
    browser.until("document.querySelector('main').contains(document.activeElement)");
    browser.assert_quiet();
}

#[test]
fn a_result_is_kept_as_a_file() {
    let served = Served::new(sample(), "");
    let browser = Browser::new(&served);
    browser.go("/search?q=ferry");
    browser.click(".exports summary");
    browser.click(".exports a[href*='format=csv']");
    let files = browser.kept();
    let table = fs::read_to_string(&files[0]).expect("a table");
    assert!(table.starts_with("rank,") && table.lines().count() > 5, "{table}");
    browser.assert_quiet();
}

#[test]
fn no_script_is_needed() {
    let folder = three();
    let served = Served::new(&folder, "");
    let browser = Browser::new(&served);
    browser.tools("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    browser.wide(360);
    browser.go("/");
    browser.write("#q", "gate");
    browser.follow(".search button");
    assert_eq!(browser.text(".heading h1"), "1 article");
    browser.follow("li.hit h2 a");
    browser.click("#first-match");
    assert!(browser.here().ends_with("#m1"), "{}", browser.here());
    browser.follow("form.star button");
    assert_eq!(browser.text("form.star button"), "★ Starred");
    browser.follow("nav a[href='/starred']");
    assert!(browser.text(".hits").contains("Harbour gate opens"));
    browser.go("/person/Walter%20Dunne");
    browser.click(".choices summary");
    browser.write(".choices input[name=other]", "Nora Dunne");
    browser.follow(".choices button");
    browser.follow(".decide button");
    assert_eq!(folder.count("--person 'Nora Dunne'"), 2);
    browser.follow(".made button");
    assert_eq!(folder.count("--person 'Nora Dunne'"), 1);
    folder.write("d.txt", "Lanterns on the quay\n\nForty lanterns were lit on Friday night.\n");
    browser.go("/status");
    browser.follow("form[action='/index'] button");
    browser.until("document.querySelector('main').innerText.includes('1 added')");
    browser.assert_quiet();
}

#[test]
fn scripts_in_articles_are_text() {
    let script = "<script>window.isBroken = true</script><img src=x onerror='window.isBroken = true'>";
    let folder = Folder::with(&[(
        "<img src=x onerror=alert(1)>.md",
        &format!(
            "---\ntitle: \"Gate {script}\"\nurl: \"javascript:alert(1)\"\nauthor: \"Ann {script}\"\n---\n\n\
             The gate was opened by Mayor Ann Lund on Monday.\n\n    {script}\n"
        ),
    )]);
    folder.done("index .");
    let id = folder.ids().into_values().next().expect("an article");
    let served = Served::new(&folder, "");
    let browser = Browser::new(&served);
    let query = "gate+%3Cscript%3Ewindow.isBroken%3Dtrue%3C%2Fscript%3E";
    let pages = [
        "/".to_owned(),
        "/search?q=gate".to_owned(),
        format!("/search?q={query}&person={query}"),
        format!("/article/{id}?q={query}"),
        format!("/article/{id}/original"),
        format!("/correct?do=rename&kind=person&name=Ann+Lund&to={query}"),
        "/people".to_owned(),
    ];
    for page in pages {
        browser.go(&page);
        assert!(browser.js("return window.isBroken ?? null").is_null(), "{page}");
        let elements =
            "return document.querySelectorAll('main img, main script, a[href^=javascript]').length";
        assert_eq!(browser.js(elements), 0, "{page}");
        assert!(!browser.text("main").is_empty(), "{page}");
    }
    browser.go("/search?q=gate");
    assert!(browser.text("li.hit h2").contains("<script>"), "{}", browser.text("li.hit h2"));
    browser.assert_quiet();
}
