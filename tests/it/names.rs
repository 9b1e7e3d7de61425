//! Correcting who is who: what is said holds at once, is kept in a file one can read, and can be taken back.

use crate::harness::{Folder, text};

/// Two people who are perhaps one, a body, and somebody who is called like another.
fn archive() -> Folder {
    let folder = Folder::with(&[
        (
            "a.txt",
            "Bridge opened by mayor\n\nThe mayor, Marta Oldenburg, opened the bridge on Monday. Mrs Oldenburg thanked the builders.\n",
        ),
        (
            "b.txt",
            "Mayor on holiday\n\nThe mayor, Martha Aldenburg, will spend August at the coast, her office said on Friday. Mrs Aldenburg likes to sail.\n",
        ),
        (
            "c.txt",
            "Bakery shut\n\nJohn Smith closed his bakery in Mill Lane. Smith blamed the price of flour.\n",
        ),
        (
            "d.txt",
            "Striker signs\n\nJohn Smith signed for Rovers on Tuesday. Smith scored twelve goals last year.\n",
        ),
        ("e.txt", "The lady of the bridge\n\nWhat the lady of the bridge wants, the town gets.\n"),
    ]);
    folder.done("index .");
    folder
}

fn people(folder: &Folder) -> Vec<(String, u64)> {
    let rows = folder.json_lines("people --format jsonl");
    rows.iter()
        .map(|row| (text(&row["name"]).to_owned(), row["articles"].as_u64().expect("a count")))
        .collect()
}

fn corrections(folder: &Folder) -> String {
    std::fs::read_to_string(folder.join(".morgue/desk/names.toml")).expect("the corrections")
}

#[test]
fn a_join_holds_at_once_and_can_be_undone() {
    let folder = archive();
    let before = people(&folder);
    assert!(before.contains(&("Marta Oldenburg".into(), 1)), "{before:?}");
    insta::assert_snapshot!(folder.run("names join 'marta oldenburg' 'Martha Aldenburg' --yes"), @r#"
    exit 0
    --- stderr
    Marta Oldenburg: Marta Oldenburg, 1 article → Marta Oldenburg, 2 articles
    Martha Aldenburg: Martha Aldenburg, 1 article → Marta Oldenburg, 2 articles
    Change 1 is made; `morgue names undo` takes it back.
    "#);
    assert!(people(&folder).contains(&("Marta Oldenburg".into(), 2)));
    assert_eq!(folder.count("--person 'Martha Aldenburg'"), 2);
    assert_eq!(folder.count("'person:\"Marta Oldenburg\" coast'"), 1);
    insta::assert_snapshot!(corrections(&folder), @r#"
    [[person]]
    name = "Marta Oldenburg"
    also = ["Martha Aldenburg"]
    "#);
    folder.done("names undo --yes");
    assert_eq!(people(&folder), before);
    let log = folder.json_lines("names log --format jsonl");
    assert_eq!((log.len(), &log[0]["undoes"], &log[1]["undone"]), (2, &1.into(), &true.into()));
}

#[test]
fn comments_stay_and_hand_work_is_not_overwritten() {
    let folder = archive();
    folder.done("names join 'Marta Oldenburg' 'Martha Aldenburg' --yes");
    let by_hand =
        corrections(&folder).replace("\"Martha Aldenburg\"]", "\"Martha Aldenburg\"] # same office");
    folder.write(".morgue/desk/names.toml", format!("# ours\n{by_hand}"));
    folder.done("names alias 'Marta Oldenburg' 'the lady of the bridge' --yes");
    insta::assert_snapshot!(corrections(&folder), @r#"
    # ours
    [[person]]
    name = "Marta Oldenburg"
    also = ["Martha Aldenburg", "the lady of the bridge"] # same office
    "#);
    let refused = folder.run("names undo 1 --yes");
    assert_eq!(refused.code, Some(2), "{refused}");
    assert!(refused.stderr.contains("was changed by hand where change 1 stands"), "{refused}");
    folder.done("names undo --yes");
    assert!(corrections(&folder).ends_with("also = [\"Martha Aldenburg\"] # same office\n"));
}

#[test]
fn an_alias_that_was_never_found_is_searched_as_a_phrase() {
    let folder = archive();
    assert_eq!(folder.count("--person 'Marta Oldenburg'"), 1);
    folder.done("names alias 'Marta Oldenburg' 'the lady of the bridge' --yes");
    assert_eq!(folder.count("--person 'Marta Oldenburg'"), 2);
    assert!(people(&folder).contains(&("Marta Oldenburg".into(), 2)));
}

#[test]
fn people_of_one_name_are_told_apart_by_the_article() {
    let folder = archive();
    assert!(people(&folder).contains(&("John Smith".into(), 2)));
    folder.done("names assign d.txt 'John Smith' 'John Smith (striker)' --yes");
    let now = people(&folder);
    assert!(
        now.contains(&("John Smith".into(), 1)) && now.contains(&("John Smith (striker)".into(), 1)),
        "{now:?}"
    );
    let paths = folder.run("search --person 'John Smith (striker)' --paths").stdout;
    assert_eq!(paths.trim(), "d.txt");
}

#[test]
fn what_is_no_person_is_in_no_list() {
    let folder = archive();
    folder.done("names ignore 'John Smith' --yes");
    assert!(people(&folder).iter().all(|(name, _)| name != "John Smith"));
    folder.done("names undo --yes");
    folder.done("names kind 'John Smith' org --yes");
    assert!(people(&folder).iter().all(|(name, _)| name != "John Smith"));
    let bodies = folder.json_lines("orgs --format jsonl");
    assert!(bodies.iter().any(|row| row["name"] == "John Smith"), "{bodies:?}");
}

#[test]
fn nothing_is_changed_unasked_or_without_a_name() {
    let folder = archive();
    insta::assert_snapshot!(folder.run("names rename 'John Smith' 'Jack Smith'"), @r"
    exit 2
    --- stderr
    John Smith: John Smith, 2 articles → Jack Smith, 2 articles
    Jack Smith: Jack Smith, 0 articles → Jack Smith, 2 articles
    error: nobody is there to be asked; nothing was changed
    hint: --yes makes the change without asking
    ");
    insta::assert_snapshot!(folder.run("names ignore Smith --yes"), @r#"
    exit 2
    --- stderr
    error: no article has the name "Smith"
    hint: names with these words: "John Smith"
    "#);
    assert!(!folder.join(".morgue/desk/names.toml").exists());
}

#[test]
fn a_table_comes_back_from_a_spreadsheet() {
    let folder = archive();
    let table = folder.run("names export --kind person").stdout;
    assert!(table.starts_with("kind,form,articles,name,wikidata,viaf\n"), "{table}");
    assert_eq!(folder.run_on(table.as_bytes(), "names import - --yes").code, Some(0));
    assert!(!folder.join(".morgue/desk/names.toml").exists(), "an unchanged table changes nothing");
    let edited = table
        .replace("Martha Aldenburg,1,Martha Aldenburg,,", "Martha Aldenburg,1,Marta Oldenburg,,")
        .replace("Marta Oldenburg,1,Marta Oldenburg,,", "Marta Oldenburg,1,Marta Oldenburg,Q7,");
    assert_ne!(edited, table);
    assert_eq!(folder.run_on(edited.as_bytes(), "names import - --yes").code, Some(0));
    assert!(people(&folder).contains(&("Marta Oldenburg".into(), 2)));
    assert!(corrections(&folder).contains("wikidata = \"Q7\""));
    let again = folder.run("names export --kind person").stdout;
    assert_eq!(folder.run_on(again.as_bytes(), "names import - --yes").code, Some(0));
    assert_eq!(folder.json_lines("names log --format jsonl").len(), 1, "what came out goes in unchanged");
    insta::assert_snapshot!(folder.run_on(b"kind,form,name\nwoman,A B,C D\n", "names import - --yes"), @r#"
    exit 2
    --- stderr
    error: -, line 2: "woman" is no kind; write person, organization or place
    hint: nothing was changed
    "#);
    let twice = b"kind,form,name\nperson,Marta Oldenburg,Ann\nperson,Marta Oldenburg,Joan\n";
    insta::assert_snapshot!(folder.run_on(twice, "names import - --yes"), @r#"
    exit 2
    --- stderr
    error: -, line 3: "Marta Oldenburg" is "Joan" here, and "Ann" in line 2
    hint: nothing was changed
    "#);
}

#[test]
fn changes_that_stand_on_each_other_are_taken_back_from_the_last() {
    let folder = archive();
    folder.done("names join 'Marta Oldenburg' 'Martha Aldenburg' --yes");
    folder.done("names alias 'Marta Oldenburg' 'the harbour lady' --yes");
    insta::assert_snapshot!(folder.run("names undo 1 --yes"), @r#"
    exit 2
    --- stderr
    error: change 2 stands on the lines of change 1; take back change 2 first, and make it again then
    "#);
    folder.done("names undo 2 --yes");
    folder.done("names undo 1 --yes");
    assert!(people(&folder).contains(&("Martha Aldenburg".into(), 1)));
}

#[test]
fn an_assignment_holds_in_an_index_that_is_made_anew() {
    let folder = archive();
    let path = folder.json("search --format json oldenburg")["hits"][0]["path"].clone();
    folder.done(&format!("names assign {} 'Marta Oldenburg' 'Marta Oldenburg (smith)' --yes", text(&path)));
    assert!(people(&folder).contains(&("Marta Oldenburg (smith)".into(), 1)));
    let corrections = corrections(&folder).replace("article = \"", "article = \"zz");
    folder.write(".morgue/desk/names.toml", corrections);
    assert!(people(&folder).contains(&("Marta Oldenburg (smith)".into(), 1)));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let folder = archive();
    let check = |line: &str| assert_eq!(folder.run(line).code, Some(2), "{line}");
    check("names join '' 'Marta Oldenburg' --yes");
    check("names alias 'Marta Oldenburg' '…' --yes");
    check("names split 'Marta Oldenburg' 'marta oldenburg' --yes");
    assert!(!folder.join(".morgue/desk/names.toml").exists());
}

#[test]
fn contradictions_are_found_with_their_lines() {
    let folder = archive();
    insta::assert_snapshot!(folder.run("names check"), @r"
    exit 0
    --- stderr
    Nothing contradicts itself.
    ");
    folder.write(
        ".morgue/desk/names.toml",
        "[[person]]\nname = \"Marta Oldenburg\"\nalso = [\"John Smith\"]\n\n[[person]]\nname = \"Jack\"\nalso = [\"John Smith\"]\n",
    );
    insta::assert_snapshot!(folder.run("names check"), @r#"
    exit 2
    --- stdout
    names.toml:5: "John Smith" belongs to "Marta Oldenburg" (names.toml, line 1) and to "Jack"; keep one of them
    --- stderr
    error: the corrections contradict themselves in 1 line
    hint: edit the files in [DIR]/.morgue/desk
    "#);
}

#[test]
fn an_article_with_names_of_two_kinds_counts_once() {
    let folder = Folder::with(&[(
        "a.txt",
        "Bridge\n\nMarta Oldenburg opened the bridge on Monday. The Oldenburg Foundation paid for it.\n",
    )]);
    folder.done("index .");
    folder.write(
        ".morgue/desk/names.toml",
        "[[person]]\nname = \"Marta Oldenburg\"\nkind = \"organization\"\n\n[[organization]]\nname = \"Marta Oldenburg\"\nalso = [\"Oldenburg Foundation\"]\n",
    );
    let rows = folder.json_lines("orgs oldenburg --format jsonl");
    let counts: Vec<_> =
        rows.iter().map(|row| (row["articles"].as_u64(), row["mentions"].as_u64())).collect();
    assert_eq!(counts, [(Some(1), Some(2))], "{rows:?}");
}

#[test]
fn what_an_article_is_shown_with_follows_the_corrections() {
    let folder = Folder::with(&[
        (
            "a.txt",
            "Ferry late\n\nWalter Dunne of Merrow Marine Ltd waited for the ferry on Monday, said Nora Kell of the harbour office.\n",
        ),
        (
            "b.txt",
            "Ferry sunk\n\nThe ferry of Merrow Marine Ltd sank. The old Merrow Marine Ltd sheds are empty, Walter Dunne said on Monday.\n",
        ),
    ]);
    folder.done("index .");
    let shown = |kind: &str| {
        let hits = folder.json_lines("search ferry --sort oldest --format jsonl");
        hits.iter().map(|hit| hit[kind].to_string()).collect::<Vec<_>>().join(" ")
    };
    assert!(shown("people").contains("Nora Kell") && shown("organizations").contains("Merrow Marine"));
    folder.done("names ignore 'Nora Kell' --yes");
    folder.done("names rename 'Walter Dunne' 'Walter P. Dunne' --yes");
    assert_eq!(shown("people"), r#"["Walter P. Dunne"] ["Walter P. Dunne"]"#);
    assert_eq!(folder.count("--person 'Nora Kell'"), 0);
    let id = folder.ids().into_values().next().expect("an article");
    assert!(text(&folder.run(&format!("show {id}")).stdout.into()).contains("Walter P. Dunne"));
    // As many articles have a name by its new kind as had it by the old.
    let before = folder.count("'org:\"Merrow Marine Ltd\"'");
    folder.done("names kind 'Merrow Marine Ltd' place --yes");
    assert_eq!(folder.count("'place:\"Merrow Marine Ltd\"'"), before);
    assert!(shown("places").contains("Merrow Marine") && !shown("organizations").contains("Merrow Marine"));
}
