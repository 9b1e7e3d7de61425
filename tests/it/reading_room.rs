//! What pages say to those who read them: while a word is typed, of texts without a headline, of names asked for by another
//! form, of dates, and of what cannot be asked.

use crate::{
    harness::{Folder, list, sample, text, three},
    served::{Served, assert_has, between},
};

#[test]
fn a_word_that_is_being_typed_is_the_beginning_of_one() {
    let served = Served::new(sample(), "");
    assert_has(&served.page("/search?q=council+ferr"), &["<h1>No article</h1>", "“ferr” stands in no text."]);
    let typing = served.page("/search?q=council+ferr&typing=true");
    assert!(!typing.contains("<h1>No article</h1>"), "{typing}");
    // What was taken for the beginning is said, and goes along to the articles.
    assert_has(&typing, &["ferr*", "q=council+ferr*&amp;at=1"]);
    // A word that stands somewhere is itself, and a phrase is left alone.
    for query in ["ferry", "%22council+ferr"] {
        let page = |typing: &str| served.page(&format!("/search?q={query}{typing}"));
        assert_eq!(page("&typing=true"), page(""), "{query}");
    }
}

#[test]
fn a_query_has_a_limit_and_so_have_its_chips() {
    let served = Served::new(sample(), "");
    let words = |number: usize| vec!["ferry"; number].join("+");
    let long = served.page(&format!("/search?q={}", words(40)));
    assert_eq!(long.matches("class=\"chip\"").count(), 24);
    assert_has(&long, &["and 16 more"]);
    let refused = served.get(&format!("/search?q={}", words(2000)));
    assert_eq!(refused.status, 400);
    assert_has(refused.text(), &["This cannot be asked", "at most 8000 bytes"]);
    assert!(refused.body.len() < 60_000, "{}", refused.body.len());
    assert_eq!(served.get(&format!("/api/v1/search?q={}", words(2000))).status, 400);
}

#[test]
fn a_year_that_is_asked_for_is_one_chip() {
    let served = Served::new(sample(), "");
    let page = served.page("/search?q=ferry&since=2018&until=2018");
    assert_has(&page, &["<a class=\"chip\" href=\"/search?q=ferry\"><span class=\"label\">in</span> 2018<"]);
    let page = served.page("/search?q=ferry&since=2018&until=2019");
    assert_has(&page, &[">from</span> 2018<", ">to</span> 2019<", "href=\"/search?q=ferry&amp;until=2019\""]);
}

#[test]
fn what_cannot_be_asked_stays_in_the_box() {
    let served = Served::new(sample(), "");
    let page = served.get("/search?q=tidal+gate&since=soon");
    assert_eq!(page.status, 400);
    assert_has(page.text(), &["value=\"tidal gate\"", "“last month” or 90d"]);
    assert!(!page.text().contains("soon"), "{}", page.text());
}

#[test]
fn a_name_asked_for_by_another_form_is_not_offered_again() {
    let folder = three();
    let served = Served::new(&folder, "");
    folder.done("names rename 'Walter Dunne' 'Walter P. Dunne' --yes");
    let page = served.page("/search?person=Walter+Dunne");
    assert!(!page.contains("<a href=\"/search?person=Walter+Dunne&amp;person="), "{page}");
    assert_has(&page, &["<h1>1 article</h1>"]);
}

#[test]
fn a_text_without_a_headline_is_called_by_its_beginning() {
    let text = "The ferry to Merrow Island was late again on Monday, said Walter Dunne of the harbour office. \
                Nobody knew why, and nobody had asked until the evening.\n";
    let folder = Folder::with(&[("notes/a.txt", text)]);
    folder.done("index .");
    let served = Served::new(&folder, "");
    let list = served.page("/search?q=ferry");
    let beginning = "The ferry to Merrow Island";
    assert!(between(&list, "<h2 dir=\"auto\">", "</h2>").contains(beginning), "{list}");
    let id = folder.ids().into_values().next().expect("an article");
    let article = served.page(&format!("/article/{id}"));
    assert!(between(&article, "<h1 dir=\"auto\">", "</h1>").contains(beginning), "{article}");
    let person = served.page("/person/Walter%20Dunne");
    assert!(between(&person, "<ul class=\"newest\">", "</ul>").contains(beginning), "{person}");
}

#[test]
fn a_month_is_a_calendar_and_a_year_has_twelve_places() {
    let served = Served::new(sample(), "");
    // The first of February 2020 was a Saturday.
    let month = served.page("/dates?month=2020-02");
    assert_has(&month, &["<ol class=\"days from-6\">", "14<span class=\"unseen\"> February 2020, </span>"]);
    let days = between(&month, "<ol class=\"days", "</ol>");
    assert_eq!(days.matches("<li>").count(), 29);
    let years = served.page("/dates");
    let year = between(&years, "<section class=\"year\">", "</section>");
    assert_eq!(year.matches("<li>").count(), 12);
}

#[test]
fn lines_of_a_picture_are_those_of_the_network() {
    let served = Served::new(sample(), "");
    let page = served.page("/person/Prakash%20Iyer");
    let network = sample().done("network --person 'Prakash Iyer' --graph csv");
    let lines = page.split("<line class=\"pair\"").skip(1).map(|line| between(line, "<title>", "</title>"));
    let mut checked = 0;
    for line in lines {
        let (names, count) = line.split_once(": ").expect("a count");
        let (one, other) = names.split_once(", ").expect("two names");
        let count = count.split(' ').next().expect("a number");
        // name, kind, name, kind, articles, score
        let edge = network.lines().map(|edge| edge.split(',').collect::<Vec<_>>()).find(|edge| {
            edge.len() == 6 && ([edge[0], edge[2]] == [one, other] || [edge[0], edge[2]] == [other, one])
        });
        let edge = edge.unwrap_or_else(|| panic!("{line} is not in the network"));
        assert_eq!(edge[4], count, "{line}");
        checked += 1;
    }
    assert!(checked > 10, "{checked}");
}

#[test]
fn a_misspelt_name_leads_to_the_right_one() {
    let served = Served::new(sample(), "");
    assert_has(&served.page("/person/Prakash%20Iyre"), &["/person/Prakash%20Iyer"]);
}

#[test]
fn what_was_changed_by_hand_is_not_undone() {
    let folder = three();
    let served = Served::new(&folder, "");
    folder.done("names join 'Walter Dunne' 'Nora Dunne' --yes");
    let desk = folder.join(".morgue/desk/names.toml");
    let by_hand = std::fs::read_to_string(&desk).expect("corrections").replace("Nora Dunne", "Norah Dunne");
    folder.write(".morgue/desk/names.toml", &by_hand);
    let refused = served.post("/undo", &[("number", "1")]);
    assert_eq!(refused.status, 409);
    // The file is called as it is called.
    assert_has(refused.text(), &[&format!("<p class=\"sentence\">{} was changed by hand", desk.display())]);
    assert_eq!(std::fs::read_to_string(&desk).expect("corrections"), by_hand);
}

#[test]
fn the_help_card_asks_for_what_the_archive_has() {
    let served = Served::new(sample(), "");
    let page = served.page("/help");
    let examples: Vec<&str> =
        page.split("/search?q=").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(examples.len(), 4, "{examples:?}");
    for example in examples {
        assert_has(&served.page(&format!("/search?q={example}")), &["class=\"hits\""]);
    }
}

#[test]
fn the_next_unseen_hit_is_found_behind_many_that_were_seen() {
    let files: Vec<(String, String)> = (1..=60)
        .map(|day| {
            (
                format!("{day:02}.txt"),
                format!("Gate, part {day}\n\nThe gate was opened again, {day} of 60.\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = Folder::with(&files);
    folder.done("index .");
    let served = Served::new(&folder, "");
    let found = served.json("/api/v1/search?q=gate&limit=100");
    let ids: Vec<&str> = list(&found["hits"]).iter().map(|hit| text(&hit["id"])).collect();
    let way = |at: usize| {
        let page = served.page(&format!("/article/{}?q=gate&at={at}", ids[at - 1]));
        let link = |id: &str| {
            let rest = page.split(&format!("<a id=\"{id}\"")).nth(1)?;
            let at = between(rest, "at=", "\"").parse::<usize>().expect("a place");
            assert!(rest.contains(&format!("/article/{}", ids[at - 1])), "{at}");
            Some(at)
        };
        (link("previous"), link("next"), link("next-unseen"))
    };
    assert_eq!(way(1), (None, Some(2), Some(2)));
    for id in &ids[1..50] {
        served.post("/marks", &[("id", id), ("mark", "seen")]);
    }
    assert_eq!(way(1), (None, Some(2), Some(51)));
    assert_eq!(way(50), (Some(49), Some(51), Some(51)));
    assert_eq!(way(60), (Some(59), None, None));
}

#[test]
fn sources_have_letters() {
    let served = Served::new(sample(), "");
    let page = served.page("/sources");
    assert_has(&page, &["/sources?letter=E\"", "The Ellery Packet"]);
    assert_has(&served.page("/sources?letter=E"), &["The Ellery Packet", "aria-current=\"true\">E</a>"]);
    assert!(!served.page("/sources?letter=M").contains(">The Ellery Packet</a>"));
}
