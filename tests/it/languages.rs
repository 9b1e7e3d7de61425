//! Articles in several languages beside each other: what is found in them, what is marked, and what is said of them.

use crate::harness::{Folder, list, text};

const ENGLISH: &str = "Title: Council buys the mill\nDate: 2023-05-02\n\n\
    The council bought the old mill on Tuesday, and the mayor, Anna Weller, said that it would be a school. The running \
    costs of the houses beside it are not known, and the national elections are in the autumn.\n";

const GERMAN: &str = "Title: Stadt verkauft drei Häuser\nDate: 2023-05-03\n\n\
    Die Stadt hat am Mittwoch drei alte Häuser am Fluss verkauft, obwohl viele Bürgerinnen dagegen gewesen sind. Der \
    Käufer heißt Jonas Brandt und will dort Wohnungen für Familien bauen, die wenig Geld haben. Über die Preise wird \
    nicht gesprochen.\n";

const FRENCH: &str = "Title: Les élections sont reportées\nDate: 2023-05-04\n\n\
    Le conseil de la ville a décidé jeudi que les élections nationales seraient reportées au mois d’octobre, parce que les listes \
    ne sont pas prêtes. Selon la mairie, l’élection précédente avait coûté trop cher, et personne ne veut recommencer.\n";

const SPANISH: &str = "Title: Nuevas ciudades junto al mar\nDate: 2023-05-05\n\n\
    El gobierno quiere construir dos ciudades junto al mar, y los vecinos dicen que no hay agua para todos. Según los \
    ingenieros, las obras empezarán en otoño y durarán cuatro años, siempre que lleguen los créditos prometidos.\n";

/// Four articles, of which one is English.
fn four() -> Folder {
    Folder::with(&[("en.txt", ENGLISH), ("de.txt", GERMAN), ("fr.txt", FRENCH), ("es.txt", SPANISH)])
}

/// The paths that a query finds, sorted, each with what is marked in its text.
fn marked(folder: &Folder, query: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    if folder.run(&format!("search {query}")).to_string().starts_with("exit 1") {
        return found;
    }
    let answer = folder.json(&format!("search --format json {query}"));
    for hit in list(&answer["hits"]) {
        let query = query.replace('\'', "");
        let shown = folder.json(&format!("show {} --format json --highlight '{query}'", text(&hit["id"])));
        let mut marks = Vec::new();
        for (field, key) in [("title", "title_highlights"), ("body", "highlights")] {
            for mark in list(&shown[key]) {
                let byte = |name: &str| mark[name].as_u64().expect("an offset") as usize;
                marks.push(text(&shown[field])[byte("start")..byte("end")].to_owned());
            }
        }
        found.push((text(&hit["path"]).to_owned(), marks));
    }
    found.sort();
    found
}

#[test]
fn words_are_found_in_each_language_in_any_form() {
    let folder = four();
    folder.done("index .");
    let check = |query: &str, expected: &[(&str, &[&str])]| {
        let found = marked(&folder, query);
        let found: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|(path, marks)| (path.as_str(), marks.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(path, marks)| (*path, marks.to_vec())).collect();
        assert_eq!(found, expected, "{query}");
    };
    check("Haus", &[("de.txt", &["Häuser", "Häuser"])]);
    check("houses", &[("en.txt", &["houses"])]);
    check("wohnung", &[("de.txt", &["Wohnungen"])]);
    check("'alten Haus'", &[("de.txt", &["Häuser", "alte", "Häuser"])]);
    check("'\"altes Haus\"'", &[("de.txt", &["alte Häuser"])]);
    check("'alte w/2 fluss'", &[("de.txt", &["alte", "Fluss"])]);
    check("title:haus", &[("de.txt", &["Häuser"])]);
    check("body:haus", &[("de.txt", &["Häuser"])]);
    check("=haus", &[]);
    check("créditos", &[("es.txt", &["créditos"])]);
    check("credito", &[("es.txt", &["créditos"])]);
    check("vecina", &[("es.txt", &["vecinos"])]);
    check("reporté", &[("fr.txt", &["reportées", "reportées"])]);
    // One word in two languages.
    check("election", &[("en.txt", &["elections"]), ("fr.txt", &["élections", "élections", "l’élection"])]);
    check("élection", &[("en.txt", &["elections"]), ("fr.txt", &["élections", "élections", "l’élection"])]);
    // One word with another stem in each.
    check("national", &[("en.txt", &["national"]), ("fr.txt", &["nationales"])]);
    check("body:national", &[("en.txt", &["national"]), ("fr.txt", &["nationales"])]);
    check("title:national", &[]);
    check("'\"national election\"'", &[("en.txt", &["national elections"])]);
    check("'\"élection nationale\"'", &[("fr.txt", &["élections nationales"])]);
    check("'national pre/1 election'", &[("en.txt", &["national", "elections"])]);
    check("'atleast2(national)'", &[]);
    check("national -autumn", &[("fr.txt", &["nationales"])]);
    check("run", &[("en.txt", &["running"])]);
    check("mayor -schools", &[]);
    check("school mill", &[("en.txt", &["mill", "mill", "school"])]);
    // An update takes an article's language with it.
    folder.write("de.txt", ENGLISH.replace("mill", "barn"));
    folder.done("index .");
    check("haus", &[]);
    check("barns", &[("de.txt", &["barn", "barn"])]);
}

#[test]
fn names_are_found_where_the_model_fits_and_the_rest_is_said() {
    let folder = four();
    insta::assert_snapshot!(folder.run("index ."), @r"
    exit 0
    --- stdout
    4 files: 4 read, 0 unchanged, 0 moved, 0 gone
    articles: 4 added, 0 changed, 0 removed, 0 unchanged
    of 4 articles 1 is in German, 1 is in Spanish, 1 is in French: no names are looked for in them
    [N] s, [N] articles/s, [N] MB/s; the index has [N] kB
    ");
    let people = folder.json("people --format json");
    let people: Vec<&str> = list(&people["names"]).iter().map(|name| text(&name["name"])).collect();
    assert_eq!(people, ["Anna Weller"]);
    let status = folder.json("status --format json");
    assert_eq!(
        (status["languages"].to_string(), status["without_names"].to_string()),
        (r#"{"de":1,"en":1,"es":1,"fr":1}"#.to_owned(), r#"{"de":1,"es":1,"fr":1}"#.to_owned())
    );
    assert!(folder.done("status").contains("1 is in German"));
    folder.remove("de.txt");
    let summary = folder.json("index . --format json");
    assert_eq!(summary["without_names"].to_string(), r#"{"es":1,"fr":1}"#);
    assert_eq!(folder.json("status --format json")["languages"].to_string(), r#"{"en":1,"es":1,"fr":1}"#);
}

#[test]
fn an_explained_query_shows_the_stems_that_stand_in_the_archive() {
    let folder = four();
    folder.done("index .");
    insta::assert_snapshot!(folder.run("search --explain --limit 0 'national houses'"), @r"
    exit 0
    --- stdout
    all of
      word national = nation, national
      word hous

    1 match, 0 shown, [N] ms
    ");
    let unknown = folder.run("search Hause zebras").to_string();
    assert!(unknown.contains("\"zebras\" stands in no text") && !unknown.contains("\"Hause\""), "{unknown}");
}

#[test]
fn a_stem_of_one_language_does_not_stand_for_words_of_another() {
    let english =
        "The mayor said as much as he could, as the council sat, and that it was as late as it gets.\n";
    let catalan = "Language: ca\n\nEl batlle va dir que els vaixells tornaran del port abans de la nit.\n";
    let folder = Folder::with(&[("a.txt", english), ("b.txt", english), ("c.txt", catalan)]);
    folder.write("b.txt", format!("{english}\nNobody knows why.\n"));
    folder.done("index .");
    // What Catalan leaves of it is "as".
    assert_eq!((folder.count("asia"), folder.count("as"), folder.count("vaixell")), (0, 2, 1));
}
