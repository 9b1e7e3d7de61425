//! Reading an article, and asking why one is not found.

use crate::harness::{Folder, sample, without_names};

#[test]
fn an_article_is_printed() {
    let shown = sample().run("show 2016/2016-01-15-lifeboat-called-out-twice.txt");
    insta::assert_snapshot!(without_names(&shown.to_string()), @r"
        exit 0
        --- stdout
        Lifeboat called out twice in gale
        id: 2zdgpqrwfgwhm
        date: 2016-01-15
        language: en
        path: 2016/2016-01-15-lifeboat-called-out-twice.txt

        The Port Ellery Lifeboat was launched twice on Monday night as gusts of 90 km/h crossed the Sound. At 9.40pm it towed the crabber Bright Morning off the North Mole with a fouled propeller; at 1.15am it stood by a coaster dragging anchor below Gullhouse Point. Nobody was hurt.

        “Two shouts, one flask of tea,” said the coxswain, Lennart Voigt. The harbourmaster, Captain J. R. Hale, has asked skippers to double their lines until Sunday.
    ");
}

#[test]
fn an_article_without_headline_begins_with_its_facts() {
    let text = sample().done("show 2016/2016-11-11-police-notes.txt");
    assert!(text.starts_with("id: "), "{text}");
}

#[test]
fn an_article_is_named_by_path_id_or_the_beginning_of_it() {
    let path = "2019/2019-05-10-recount.txt";
    let id = sample().ids()[path].clone();
    let expected = sample().done(&format!("show {path}"));
    for target in [id.as_str(), &id[..6], &format!("./{path}")] {
        assert_eq!(sample().done(&format!("show {target}")), expected, "{target}");
    }
    assert_eq!(sample().run_in("2019", "show 2019-05-10-recount.txt").stdout, expected);
    let absolute = sample().join(path);
    assert_eq!(sample().done(&format!("show '{}'", absolute.display())), expected);
}

#[test]
fn the_beginning_of_several_ids_is_an_error() {
    let run = sample().run("show 2");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.starts_with("error: \"2\" is the beginning of several ids\nhint: type more of it: 2"));
}

#[test]
fn an_article_that_is_not_there_is_not_found() {
    insta::assert_snapshot!(sample().run("show nowhere.txt"), @r#"
        exit 1
        --- stderr
        No article has the id or path "nowhere.txt".
        `morgue why nowhere.txt` may say why.
    "#);
    insta::assert_snapshot!(sample().run("open nowhere.txt"), @r#"
        exit 1
        --- stderr
        No article has the id or path "nowhere.txt".
    "#);
}

#[test]
fn matches_are_made_visible() {
    let line = "show 2019/2019-05-10-recount.txt --color always --highlight";
    let shown = sample().run(&format!("{line} 'recount OR \"green crayon\"'"));
    insta::assert_snapshot!(without_names(&shown.to_string()), @r"
        exit 0
        --- stdout
        \e[1m\e[33mRecount\e[0m confirms Iyer, by 209
        \e[36mid:\e[0m qbh1e34a0a3ve
        \e[36mdate:\e[0m 2019-05-10
        \e[36msource:\e[0m packet.example.org
        \e[36murl:\e[0m https://packet.example.org/2019/05/recount-confirms-iyer
        \e[36mlanguage:\e[0m en
        \e[36mpath:\e[0m 2019/2019-05-10-recount.txt
        \e[36mpeople:\e[0m Prakash Iyer, Ingrid Solheim
        \e[36mplaces:\e[0m Port Ellery

        A \e[1m\e[33mrecount\e[0m held on Tuesday confirmed Prakash Iyer as mayor of Port Ellery. His majority falls by three, to 209. The three papers had been marked for Ingrid Solheim in \e[1m\e[33mgreen crayon\e[0m and put in the wrong pile by a tired clerk, who has asked not to be named and has been sent flowers by both candidates.
    ");
    let plain = sample().done("show 2019/2019-05-10-recount.txt");
    assert_eq!(sample().done("show 2019/2019-05-10-recount.txt --highlight recount"), plain);
}

#[test]
fn an_article_is_an_object_for_programs() {
    let view = sample().json("show 2019/2019-05-10-recount.txt --highlight 'green crayon' --format json");
    let body = view["body"].as_str().expect("a body");
    let marks: Vec<&str> = view["highlights"]
        .as_array()
        .expect("highlights")
        .iter()
        .map(|mark| {
            let at = |end: &str| mark[end].as_u64().expect("an offset") as usize;
            &body[at("start")..at("end")]
        })
        .collect();
    assert_eq!(marks, ["green", "crayon"]);
    assert_eq!(
        (view["schema"].as_u64(), view["title"].as_str()),
        (Some(1), Some("Recount confirms Iyer, by 209"))
    );
}

#[test]
fn what_was_cut_is_shown_when_asked_for() {
    let path = "2017/2017-06-09-first-pile-driven.txt";
    let (short, all) = (sample().done(&format!("show {path}")), sample().done(&format!("show {path} --all")));
    let cut: Vec<&str> = all.lines().filter(|line| !line.is_empty() && !short.contains(line)).collect();
    insta::assert_snapshot!(cut.join("\n"), @r"
        [caption] Mayor Ingrid Solheim presses the button on the Custom House steps, Tuesday.
        [caption] Mayor Ingrid Solheim presses the button on the Custom House steps, Tuesday.
        [related] Related Articles:
        [related] Council approves harbour plan after six-hour debate
        [related] Harbour trust drops tidal gate to save $3.4 million
        [related] Thirty-one years of telling ships where to go
    ");
}

#[test]
fn only_a_web_address_is_opened_as_a_page() {
    insta::assert_snapshot!(sample().run("open 2016/2016-01-15-lifeboat-called-out-twice.txt --url"), @r"
        exit 2
        --- stderr
        error: the article 2zdgpqrwfgwhm has no url
        hint: without --url its file is opened
    ");
    let folder =
        Folder::with(&[("a.txt", "Title: Rain\nURL: file:///etc/passwd\nDate: 2020-01-01\n\nIt rained.\n")]);
    folder.done("index .");
    let run = folder.run("open a.txt --url");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run}");
}

#[test]
fn why_names_the_words_that_are_missing() {
    let path = "2019/2019-05-10-recount.txt";
    insta::assert_snapshot!(sample().run(&format!("why {path} ferry recount --person Hale")), @"
    exit 0
    --- stdout
    2019/2019-05-10-recount.txt
      indexed: 1 article
      qbh1e34a0a3ve Recount confirms Iyer, by 209
        not fulfilled: ferry, person Hale
    ");
    insta::assert_snapshot!(sample().run(&format!("why {path} recount --person Solheim")), @r"
        exit 0
        --- stdout
        2019/2019-05-10-recount.txt
          indexed: 1 article
          qbh1e34a0a3ve Recount confirms Iyer, by 209
            it answers the query
    ");
    insta::assert_snapshot!(sample().run(&format!("why {path} recount -crayon")), @"
    exit 0
    --- stdout
    2019/2019-05-10-recount.txt
      indexed: 1 article
      qbh1e34a0a3ve Recount confirms Iyer, by 209
        not fulfilled: -crayon
    ");
    insta::assert_snapshot!(sample().run(&format!("why {path} --since 2020 recount")), @"
    exit 0
    --- stdout
    2019/2019-05-10-recount.txt
      indexed: 1 article
      qbh1e34a0a3ve Recount confirms Iyer, by 209
        not fulfilled: a date since 2020-01-01
    ");
    insta::assert_snapshot!(sample().run(&format!("why {path} ferry --format json")), @r#"
    exit 0
    --- stdout
    {"schema":1,"path":"2019/2019-05-10-recount.txt","exists":true,"left_out":null,"indexed":true,"outdated":false,"removed":0,"skipped":false,"problems":[],"articles":[{"id":"qbh1e34a0a3ve","title":"Recount confirms Iyer, by 209","date_reading":null,"answers":false,"newest":null,"copy_of":null,"missing":["ferry"],"cut":[]}]}
    "#);
}

#[test]
fn why_names_the_paragraphs_that_were_cut() {
    insta::assert_snapshot!(
        sample().run("why 2017/2017-06-09-first-pile-driven.txt '\"tidal gate\"'"), @r#"
    exit 0
    --- stdout
    2017/2017-06-09-first-pile-driven.txt
      indexed: 1 article
      9bn413s6ad75r First pile goes in, and a schooner comes up
        not fulfilled: "tidal gate"
        left out of search as related: Harbour trust drops tidal gate to save $3.4 million
    "#);
    insta::assert_snapshot!(
        sample().run("why 2018/2018-09-21-maternity-ward-threatened.md facebook"), @"
    exit 0
    --- stdout
    2018/2018-09-21-maternity-ward-threatened.md
      indexed: 1 article
      zq6bpw3b8fh3p Maternity ward at St Brannoc's may move to Westering
        not fulfilled: facebook
        left out of search as share: Share this on Facebook | Twitter | Email
        left out of search as share: Share this on Facebook | Twitter | Email
    ");
}

#[test]
fn why_names_the_reason_that_a_file_is_not_indexed() {
    let folder = Folder::with(&[
        ("a.txt", "Rain\n\nIt rained on the quay and on the gate.\n"),
        (".hidden/b.txt", "Rain\n\nIt rained.\n"),
        ("empty.txt", ""),
        ("picture.jpg", "no picture"),
        ("drafts/c.txt", "Rain\n\nIt rained.\n"),
        (".morgueignore", "drafts/\n"),
    ]);
    folder.done("index .");
    folder.write("new.txt", "Sun\n\nThe sun shone.\n");
    folder.write("a.txt", "Rain\n\nIt rained on the quay and on the gate, twice.\n");
    let paths =
        [".hidden/b.txt", "empty.txt", "picture.jpg", "drafts/c.txt", "new.txt", "a.txt", "nowhere.txt"];
    let reasons = paths.map(|path| folder.run(&format!("why {path}")).to_string());
    insta::assert_snapshot!(reasons.concat(), @r#"
        exit 0
        --- stdout
        .hidden/b.txt
          not walked: ".hidden" is hidden
          not in the index
        exit 0
        --- stdout
        empty.txt
          indexed: 0 articles
          problem: holds no text
        exit 0
        --- stdout
        picture.jpg
          it is of no format that is read (see `morgue formats`): it is counted as skipped
        exit 0
        --- stdout
        drafts/c.txt
          not walked: the pattern "drafts/" (.morgueignore:1) leaves it out
          not in the index
        exit 0
        --- stdout
        new.txt
          not indexed yet: run `morgue index`
        exit 0
        --- stdout
        a.txt
          indexed: 1 article
          it has changed since: run `morgue index`
          sg59dgy77t7ta Rain
        exit 1
        --- stdout
        nowhere.txt
          there is no such file
          not in the index
    "#);
}
