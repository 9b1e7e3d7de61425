//! The graph of names, written for other programs.

use crate::harness::{Folder, sample};

#[test]
fn pairs_of_names_are_a_table() {
    let table = sample().done("network --graph csv --min-articles 9 --min-together 5 --kind person");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows[0], "a,a_kind,b,b_kind,articles,score");
    assert!(rows.len() > 2, "{table}");
    let first: Vec<&str> = rows[1].split(',').collect();
    let both = sample().count(&format!("--person '{}' --person '{}'", first[0], first[2]));
    assert_eq!(first[4], both.to_string(), "{table}");
    let narrow = sample().done("network 'ferry' --graph csv --min-articles 9 --min-together 5 --kind person");
    assert!(narrow.lines().count() < rows.len(), "{narrow}");
}

#[test]
fn graphs_are_whole_documents_whatever_the_names() {
    let folder = Folder::with(&[
        (
            "a.txt",
            "Deal\n\nThe bank Cole & Sons Ltd. was bought by Harbour <Trust> Inc., its chief, Jane Doe, said.\n",
        ),
        (
            "b.txt",
            "Deal\n\nJane Doe, the chief of Cole & Sons Ltd., resigned on Monday, Harbour Trust Inc. said.\n",
        ),
    ]);
    folder.done("index .");
    for (format, end) in [("graphml", "</graphml>"), ("gexf", "</gexf>")] {
        let text = folder.done(&format!("network --graph {format} --min-articles 1"));
        assert!(text.trim_end().ends_with(end) && text.contains("Jane Doe"), "{text}");
        assert!(!text.contains("& ") && !text.contains("<Trust>"), "{text}");
        assert!(text.contains("source="), "{text}");
    }
}
