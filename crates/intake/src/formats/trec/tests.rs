//! Records of each paper, filled with texts of our own.

use crate::{
    Article,
    read::tests::{read_all, subjects},
};

fn article(text: &str) -> Article {
    let kept = read_all("records", text.as_bytes()).1;
    assert_eq!((kept.articles.len(), kept.problems.len()), (1, 0), "{:?}", kept.problems);
    kept.articles.into_iter().next().expect("an article")
}

/// Checks headline, writers, date, source and text.
fn check(text: &str, expected: [&str; 5]) -> Article {
    let article = article(text);
    let found = [
        article.title.clone().unwrap_or_default(),
        article.authors.join(";"),
        article.date.map(|date| date.to_string()).unwrap_or_default(),
        article.source.clone().unwrap_or_default(),
        article.body(),
    ];
    assert_eq!(found, expected, "{text}");
    article
}

#[test]
fn associated_press() {
    let article = check(
        "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<FILEID>AP-NR-02-12-88 2344EST</FILEID>\n<FIRST>u i AM-Doe</FIRST>\n\
         <HEAD>Harbour Closes</HEAD>\n<HEAD>Eds: Leads</HEAD>\n<BYLINE>By JANE DOE</BYLINE>\n\
         <BYLINE>Associated Press Writer</BYLINE>\n<DATELINE>PORT DOE (AP) </DATELINE>\n<TEXT>\n   The mayor closed the \
         harbour.\n</TEXT>\n</DOC>",
        ["Harbour Closes", "Jane Doe", "1988-02-12", "AP", "The mayor closed the harbour."],
    );
    assert_eq!(article.dateline.as_deref(), Some("PORT DOE (AP)"));
    assert_eq!(article.member.as_deref(), Some("AP880212-0001"));
}

#[test]
fn financial_times() {
    let article = check(
        "<DOC>\n<DOCNO>FT922-3333</DOCNO>\n<PROFILE>_AN-CEKASAAFT</PROFILE>\n<DATE>920511\n</DATE>\n<HEADLINE>\n\
         FT  11 MAY 92 / Harbour closes\n</HEADLINE>\n<BYLINE>\n   By JANE DOE\n</BYLINE>\n<TEXT>\nThe mayor closed \
         it.\n</TEXT>\n<XX>\nCompanies:-\n</XX>\n<CO>Doe Shipping.\n    Roe Docks.\n</CO>\n<CN>GBZ  United Kingdom, EC.\n\
         </CN>\n<PUB>The Financial Times\n</PUB>\n<PAGE>\nLondon Page 1\n</PAGE>\n</DOC>",
        ["Harbour closes", "Jane Doe", "1992-05-11", "The Financial Times", "The mayor closed it."],
    );
    let subjects: Vec<_> = article.subjects.iter().map(|subject| subject.name.as_str()).collect();
    assert_eq!(subjects, ["Doe Shipping", "Roe Docks", "United Kingdom"]);
}

#[test]
fn los_angeles_times() {
    let article = check(
        "<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n<DOCID> 1 </DOCID>\n<DATE>\n<P>\nJanuary 1, 1989, Sunday, Home Edition\n\
         </P>\n</DATE>\n<SUBJECT>\n<P>\nHARBOURS -- DOE COUNTY; SHIPS\n</P>\n</SUBJECT>\n<SECTION>\n<P>\nMetro; Page 1; Column 2\n</P>\n</SECTION>\n<LENGTH>\n<P>\n12 words\n</P>\n</LENGTH>\n\
         <HEADLINE>\n<P>\nHARBOUR CLOSES;\n</P>\n<P>\nMAYOR SILENT\n</P>\n</HEADLINE>\n<BYLINE>\n<P>\nBy JANE DOE\n</P>\n\
         </BYLINE>\n<TEXT>\n<P>\nThe mayor closed\nit.\n</P>\n<P>\nNobody knows why.\n</P>\n</TEXT>\n</DOC>",
        [
            "HARBOUR CLOSES; MAYOR SILENT",
            "Jane Doe",
            "1989-01-01",
            "Los Angeles Times",
            "The mayor closed it.\n\nNobody knows why.",
        ],
    );
    assert_eq!(article.section.as_deref(), Some("Metro"));
    assert_eq!(article.keywords, ["HARBOURS -- DOE COUNTY", "SHIPS"]);
}

#[test]
fn wall_street_journal() {
    let article = check(
        "<DOC>\n<DOCNO> WSJ870324-0001 </DOCNO>\n<HL> Harbours:@  Mayor Closes Port Doe\n----\nBy Jane Doe</HL>\n\
         <DD> 03/24/87</DD>\n<SO> WALL STREET JOURNAL (J), PAGE B1</SO>\n<CO> DOE </CO>\n<IN> SHP\nTENDER OFFERS, MERGERS, ACQUISITIONS (TNM)</IN>\n<LP> The mayor \
         closed it. </LP>\n<TEXT>\nNobody knows why. </TEXT>\n</DOC>",
        [
            "Harbours: Mayor Closes Port Doe",
            "Jane Doe",
            "1987-03-24",
            "WALL STREET JOURNAL",
            "The mayor closed it.\n\nNobody knows why.",
        ],
    );
    assert_eq!(article.keywords, ["TENDER OFFERS, MERGERS, ACQUISITIONS"]);

    let article = check(
        "<DOC>\n<DOCNO> WSJ900731-0003 </DOCNO>\n<HL> Technology:\n@  Harbour Closes\n@  ----\n@  By Jane Doe\n@  Staff Reporter of The Wall \
         Street Journal </HL>\n<DATE> 07/31/90 </DATE>\n<SO> WALL STREET JOURNAL (J), PAGE B1 </SO>\n<GV>\nCONGRESS (CNG)\n</GV>\n<RE> \
         DOELAND (DL)\nNORTH AMERICA (NME)\n</RE>\n<TEXT>\nIt rained.\n</TEXT>\n</DOC>",
        ["Technology: Harbour Closes", "Jane Doe", "1990-07-31", "WALL STREET JOURNAL", "It rained."],
    );
    assert_eq!(article.keywords, ["CONGRESS"]);
    assert_eq!(subjects(&article), "Place DOELAND, Place NORTH AMERICA");
}

#[test]
fn corrections_and_notes() {
    let article = check(
        "<DOC>\n<DOCNO> LA010190-0003 </DOCNO>\n<HEADLINE><P>HARBOUR CLOSES</P></HEADLINE>\n<TEXT><P>It rained.</P></TEXT>\n<CORRECTION-DATE><P>\
         January 3, 1990</P></CORRECTION-DATE>\n<CORRECTION><P>For the record: it poured.</P></CORRECTION>\n</DOC>",
        ["HARBOUR CLOSES", "", "1990-01-01", "Los Angeles Times", "It rained.\n\nFor the record: it poured."],
    );
    assert_eq!(article.member.as_deref(), Some("LA010190-0003"));
    let article = check(
        "<DOC>\n<DOCNO> FBIS4-4 </DOCNO>\n<HEADER>\n<AU> FBIS-EEU-94-100 </AU>\n<DATE1> 21 May 1994 </DATE1>\n</HEADER>\n<F P=100> Doeland </F>\n\
         <H3> <TI> Harbour Closes </TI></H3>\n<TEXT>\nLanguage: <F P=105> English </F>\nArticle Type:BFN\n<F P=106> [Article by Jane Doe: \
         \"Harbour Closes\"] </F>\n  [Text] It rained.\n</TEXT>\n</DOC>",
        ["Harbour Closes", "Jane Doe", "1994-05-21", "FBIS", "It rained."],
    );
    assert_eq!(subjects(&article), "Place Doeland");
    let article = check(
        "<DOC>\n<DOCNO> SJMN91-06001001 </DOCNO>\n<DESCRIPT> HARBOURS; WEATHER </DESCRIPT>\n<LEADPARA> It rained. </LEADPARA>\n<HEADLINE> Harbour \
         closes </HEADLINE>\n<DATELINE> PORT DOE (AP) _ </DATELINE>\n<TP>MKTS  Sales.\n</TP>\n</DOC>",
        ["Harbour closes", "", "", "San Jose Mercury News", "It rained."],
    );
    assert_eq!(article.keywords, ["HARBOURS", "WEATHER", "Sales"]);
    assert_eq!(article.dateline.as_deref(), Some("PORT DOE (AP)"));
}

#[test]
fn fbis_and_later_wires() {
    check(
        "<DOC>\n<DOCNO> FBIS3-1 </DOCNO>\n<HT> \"doe047\" </HT>\n<HEADER>\n<H2> Doeland </H2>\n<DATE1> 10 Mar 94 </DATE1>\n\
         </HEADER>\n<H3> <TI> Harbour Closes </TI></H3>\n<F P=100> Doeland </F>\n<TEXT>\nLanguage: <F P=105> English </F>\n\
         Article Type:BFN\n\n[Text] The mayor closed it.\n</TEXT>\n</DOC>",
        ["Harbour Closes", "", "1994-03-10", "FBIS", "The mayor closed it."],
    );
    check(
        "<DOC id=\"AFP_ENG_19940512.0001\" type=\"story\" >\n<HEADLINE>\nHarbour closes\n</HEADLINE>\n<DATELINE>\nPORT \
         DOE, May 12\n</DATELINE>\n<TEXT>\n<P>\nThe mayor closed it.\n</P>\n</TEXT>\n</DOC>",
        ["Harbour closes", "", "1994-05-12", "AFP", "The mayor closed it."],
    );
    check(
        "<DOC>\n<DOCNO> APW19980601.0001 </DOCNO>\n<DOCTYPE> NEWS </DOCTYPE>\n<DATE_TIME> 06/01/1998 10:02:00 </DATE_TIME>\n\
         <BODY>\n<SLUG> BC-Doe </SLUG>\n<HEADLINE> Harbour closes </HEADLINE>\n<TEXT> The mayor closed it.\n</TEXT>\n</BODY>\n</DOC>",
        ["Harbour closes", "", "1998-06-01", "AP", "The mayor closed it."],
    );
}
