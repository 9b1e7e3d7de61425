//! What becomes of short articles, and that no input does harm.

use proptest::prelude::*;

use super::resolve;
use crate::{Kind, Mention, marked, tokens};

/// Resolves a text whose mentions are marked as `<p Ann Lund>`, `<o Lund & Sons>` and `<l Paris>`; the names
/// are expected one a line, as "Ann Lund: Lund, Ann Lund", forms by how often they stand in the text.
#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    let (text, tokens, mentions) = marked::read(marked);
    let names = resolve(&text, &tokens, &mentions);
    let lines: Vec<String> =
        names.iter().map(|name| format!("{}: {}", name.canonical, name.forms.join(", "))).collect();
    assert_eq!(lines, expected, "{marked}");
}

#[test]
fn halves_of_double_names() {
    check(
        "<p Ann Long-Holm> spoke. <p David Holm>, a painter, was next. <p Holm> was sad.",
        &["Ann Long-Holm: Ann Long-Holm", "David Holm: David Holm, Holm"],
    );
    check("<p Bashar al-Lund> spoke. <p Lund> left.", &["Bashar al-Lund: Bashar al-Lund, Lund"]);
}

#[test]
fn surnames_titles_and_given_names() {
    check(
        "<p Ann Lund> spoke. <p Lund>'s aide agreed. <p Mayor Lund> left, and so did <p Ann>.",
        &["Ann Lund: Ann Lund, Lund, Mayor Lund, Ann"],
    );
    check(
        "<p Lund> to resign\n\nMayor <p Ann Lund> said so. <p Lund> has had enough.",
        &["Ann Lund: Lund, Ann Lund"],
    );
    check("<p Wei Dongxu> met <p Foreign Minister Wei>.", &["Wei Dongxu: Wei Dongxu, Foreign Minister Wei"]);
    check("<p President Ann Lund> is <p Lund's> name.", &["Ann Lund: President Ann Lund, Lund"]);
    check(
        "<p Juan García Davila> and <p García Davila>, once <p García>.",
        &["Juan García Davila: Juan García Davila, García Davila, García"],
    );
}

#[test]
fn initials_short_forms_and_spellings() {
    check(
        "<p John Lund> or <p J. Lund> or <p John Q. Lund>",
        &["John Q. Lund: John Lund, J. Lund, John Q. Lund"],
    );
    check(
        "<p George W. Lund>, son of <p George H. W. Lund>",
        &["George W. Lund: George W. Lund", "George H. W. Lund: George H. W. Lund"],
    );
    check("<p Bill Lund>, born <p William Lund>", &["William Lund: Bill Lund, William Lund"]);
    check("<p Mohammed Saleh>, also <p Muhammad Saleh>", &["Mohammed Saleh: Mohammed Saleh, Muhammad Saleh"]);
    check(
        "<p Ann Lundgren>, <p Ann Lundgern>, <p Ann Lundgrenn>",
        &["Ann Lundgrenn: Ann Lundgren, Ann Lundgrenn", "Ann Lundgern: Ann Lundgern"],
    );
    check(
        "<p Ivan Petrenko>, <p Petrenkov> and <p Petrinko>",
        &["Ivan Petrenko: Ivan Petrenko, Petrinko", "Petrenkov: Petrenkov"],
    );
}

#[test]
fn offices_say_who_is_meant() {
    check(
        "Treasury Secretary <p James Baker> met Senator <p Howard Baker>. Secretary <p Baker> left, Senator <p Baker> stayed.",
        &["James Baker: James Baker, Baker", "Howard Baker: Howard Baker, Baker"],
    );
    check(
        "For King <p Salman> came Crown Prince <p Mohammed bin Salman>. <p Salman> was late.",
        &["Salman: Salman", "Mohammed bin Salman: Salman, Mohammed bin Salman"],
    );
    check(
        "President <p Lund> was there with First Lady <p Margaret Lund>.",
        &["Lund: Lund", "Margaret Lund: Margaret Lund"],
    );
    check("<p Ann Lund> won. President <p Lund> said so.", &["Ann Lund: Ann Lund, Lund"]);
}

#[test]
fn people_with_one_surname() {
    check(
        "Mr. <p Lund> and Mrs. <p Lund> met. Mr. <p Lund> spoke, then Mrs. <p Lund>.",
        &["Lund: Lund", "Lund: Lund"],
    );
    check(
        "<p Bill Lund> and <p Mary Lund>. Mrs. <p Lund> sang.",
        &["Bill Lund: Bill Lund", "Mary Lund: Mary Lund, Lund"],
    );
    check(
        "<p Per Lund>, son of <p Olle Lund>. <p Lund> is 30.",
        &["Per Lund: Per Lund, Lund", "Olle Lund: Olle Lund"],
    );
    let between = "And so on. ".repeat(150);
    check(
        &format!("<p Per Lund> ran. {between}<p Olle Lund> sat. <p Lund> is 30."),
        &["Per Lund: Per Lund", "Olle Lund: Olle Lund, Lund"],
    );
}

#[test]
fn acronyms() {
    check(
        "The <o Association of Southeast Asian Nations> met. <o ASEAN> was late.",
        &["Association of Southeast Asian Nations: Association of Southeast Asian Nations, ASEAN"],
    );
    check(
        "The <o WHO> said. The <o World Health Organization> did.",
        &["World Health Organization: WHO, World Health Organization"],
    );
    check(
        "<o Democratic Party for the People> and <o DPP>",
        &["Democratic Party for the People: Democratic Party for the People, DPP"],
    );
    check(
        "<o Workers Without Walls> (<o TSM>) met. <o TSM> is old.",
        &["Workers Without Walls: TSM, Workers Without Walls"],
    );
    check(
        "<o Blue Party> (<o DPL>), <o Den Party Line>, <o DPL>",
        &["Blue Party: DPL, Blue Party", "Den Party Line: Den Party Line"],
    );
    check(
        "<o EXETER> ‹<o EXT>› rose.\n\n<o Exeter Corp> ‹<o EXT>› rose.",
        &["Exeter Corp: EXT, EXETER, Exeter Corp"],
    );
    check("<o EXETER> ‹<o XTR.F>› rose.", &["Exeter: EXETER, XTR.F"]);
    check(
        "<o Paint and Wall Corp> rose, <o P and W> said.",
        &["Paint and Wall Corp: Paint and Wall Corp, P and W"],
    );
    check("<o P&W> of <o Paint & Wall Corp>", &["Paint & Wall Corp: P&W, Paint & Wall Corp"]);
    check("<o Lake Fish Boats Inc> or <o LFB>", &["Lake Fish Boats Inc: Lake Fish Boats Inc, LFB"]);
    check("<o CFR> (<o Council for Roads>)", &["Council for Roads: CFR, Council for Roads"]);
    check(
        "<o Harbour Daily News> (<o AFP>) reported. <o AFP> too.",
        &["Harbour Daily News: Harbour Daily News", "AFP: AFP"],
    );
    check(
        "<o Lake Bank> lost to <o Land Bank>; <o LB> fell.",
        &["Lake Bank: Lake Bank", "Land Bank: Land Bank", "LB: LB"],
    );
}

#[test]
fn short_forms_of_bodies() {
    check("<o Lund> of the <o Lund Institution>", &["Lund Institution: Lund, Lund Institution"]);
    check(
        "<o LUND'S> CUTS DEBT\n\n<o Lund's Harbour Rating Inc> cut it. <o Lund's> said so.",
        &["Lund's Harbour Rating Inc: LUND'S, Lund's Harbour Rating Inc, Lund's"],
    );
    check(
        "<o LUNDGREN> CUTS DEBT\n\n<o Lundgren Harbour Rating> cut it.",
        &["Lundgren Harbour Rating: LUNDGREN, Lundgren Harbour Rating"],
    );
    check(
        "<o LUNDGREN> CUTS DEBT\n\n<o Aker>, <o Bo>, <o Cy> and <o Lundgren Harbour Rating> cut it.",
        &[
            "LUNDGREN: LUNDGREN",
            "Aker: Aker",
            "Bo: Bo",
            "Cy: Cy",
            "Lundgren Harbour Rating: Lundgren Harbour Rating",
        ],
    );
    check(
        "<o Harbour Motor Holdings> rose. <o Harbour Motor> fell.",
        &["Harbour Motor Holdings: Harbour Motor Holdings, Harbour Motor"],
    );
    check(
        "<o Ministry of the Interior>, <o Interior Ministry>",
        &["Ministry of the Interior: Ministry of the Interior, Interior Ministry"],
    );
    check(
        "The <o National Assembly> met; the <o Assembly> rose.",
        &["National Assembly: National Assembly, Assembly"],
    );
    check("<o UN Refugee Agency> and the <o UN>", &["UN Refugee Agency: UN Refugee Agency", "UN: UN"]);
    check(
        "<o Liberal Democratic Party>, <o Democratic Party>",
        &["Liberal Democratic Party: Liberal Democratic Party", "Democratic Party: Democratic Party"],
    );
    check(
        "<o Lake Group> and <o Lake Company> fight over <o Lake>",
        &["Lake Group: Lake Group", "Lake Company: Lake Company", "Lake: Lake"],
    );
    check(
        "<o Lake Holdings Ltd> or <o Lake Holdings> or just <o Lake>",
        &["Lake Holdings Ltd: Lake Holdings Ltd, Lake Holdings, Lake"],
    );
    check(
        "<o Lake Airlines> in <l Lake>, says <o Lake>",
        &["Lake Airlines: Lake Airlines", "Lake: Lake", "Lake: Lake"],
    );
    check("<o The World Bank>, <o the World Bank>", &["World Bank: The World Bank, the World Bank"]);
}

#[test]
fn places() {
    check(
        "<l U.S.>, <l US>, <l United States>, <l America>",
        &["United States: U.S., US, United States, America"],
    );
    check(
        "<l Lund, Sweden> is <l Lund>, not <l Sweden>",
        &["Lund, Sweden: Lund, Sweden, Lund", "Sweden: Sweden"],
    );
    check(
        "<l Democratic Republic of Congo> (<l DRC>)",
        &["Democratic Republic of Congo: Democratic Republic of Congo, DRC"],
    );
}

#[test]
fn kinds_stay_apart() {
    check(
        "<p Henry Lund> founded <o Lund>. <p Lund> left <o Lund> in <l Lund>.",
        &["Henry Lund: Henry Lund, Lund", "Lund: Lund", "Lund: Lund"],
    );
}

#[test]
fn names_are_shown_clean() {
    check(
        "<l STOCKHOLM>: <p ANN LUND> of <o NATO> wrote",
        &["Stockholm: STOCKHOLM", "Ann Lund: ANN LUND", "NATO: NATO"],
    );
    check(
        "<l ROME>, <p DE GAULLE>, <o BANK OF ITALY>, <o CONGRESS>, <o NATO>",
        &[
            "Rome: ROME",
            "De Gaulle: DE GAULLE",
            "Bank of Italy: BANK OF ITALY",
            "Congress: CONGRESS",
            "NATO: NATO",
        ],
    );
    check("<p Ann  Lund> and <p Ann Lund>", &["Ann Lund: Ann Lund"]);
    check("<p President>, <p …>", &[]);
}

/// Words of which names, titles and nonsense are made.
const WORDS: &str = "[AB][.]?|Lund|Lund's|US|U[.]S[.]|Mr[.]?|the|of|Jr|\\PC{0,4}";

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::Person), Just(Kind::Organization), Just(Kind::Place)]
}

/// No mention stands in two names, and names are in the order of their first mentions.
fn check_partition(text: &str, tokens: &[tokens::Token], mentions: &[Mention]) {
    let names = resolve(text, tokens, mentions);
    assert!(names.iter().all(|name| name.mentions.is_sorted() && !name.forms.is_empty()));
    assert!(names.is_sorted_by_key(|name| name.mentions[0]));
    let mut all: Vec<u32> = names.iter().flat_map(|name| name.mentions.iter().copied()).collect();
    all.sort_unstable();
    assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(all.last().is_none_or(|last| (*last as usize) < mentions.len()));
}

proptest! {
    #[test]
    fn any_mentions_of_words_are_parted(
        words in prop::collection::vec((WORDS, kind(), 0..4_usize), 0..40),
    ) {
        let (mut text, mut spans) = (String::new(), Vec::new());
        for (word, kind, gap) in &words {
            let start = text.len();
            text.push_str(word);
            spans.push((*kind, start, text.len()));
            text.push_str([" ", "\n", " (", ") "][*gap]);
        }
        let mut tokens = Vec::new();
        tokens::tokenize(&text, &mut tokens);
        let mentions = spans.into_iter().map(|(kind, start, end)| marked::mention(kind, start as u32..end as u32, &tokens));
        check_partition(&text, &tokens, &mentions.collect::<Vec<_>>());
    }

    #[test]
    fn ranges_that_fit_no_text_do_no_harm(
        text in "\\PC{0,40}",
        ranges in prop::collection::vec((kind(), 0..60_u32, 0..60_u32, 0..20_u32), 0..12),
    ) {
        let mut tokens = Vec::new();
        tokens::tokenize(&text, &mut tokens);
        let mention = |(kind, start, end, token): (Kind, u32, u32, u32)| {
            Mention { kind, range: start..end, tokens: token..token + 1 }
        };
        let mentions: Vec<Mention> = ranges.into_iter().map(mention).collect();
        check_partition(&text, &tokens, &mentions);
    }
}

#[test]
fn relatives_are_not_one_by_a_longer_name() {
    check(
        "<p Nawaf Al-Holm Al-Lund> named his son, Sheikh <p Ahmad Nawaf Al-Holm Al-Lund>.",
        &[
            "Nawaf Al-Holm Al-Lund: Nawaf Al-Holm Al-Lund",
            "Ahmad Nawaf Al-Holm Al-Lund: Ahmad Nawaf Al-Holm Al-Lund",
        ],
    );
    check(
        "<p Salman bin Holm> and <p Mohammed bin Salman bin Holm>",
        &["Salman bin Holm: Salman bin Holm", "Mohammed bin Salman bin Holm: Mohammed bin Salman bin Holm"],
    );
    check(
        "<p Idriss Lund> came. His son <p Mahamat Idriss Lund> left, and <p Mahamat Lund> stayed out.",
        &["Idriss Lund: Idriss Lund", "Mahamat Idriss Lund: Mahamat Idriss Lund, Mahamat Lund"],
    );
    check(
        "<p Robert Lund Jr.> is a son of <p Robert Lund>.",
        &["Robert Lund Jr.: Robert Lund Jr.", "Robert Lund: Robert Lund"],
    );
    check(
        "<p Luis Lula da Holm>, called <p Lula da Holm>",
        &["Luis Lula da Holm: Luis Lula da Holm, Lula da Holm"],
    );
    check(
        "<p Lund Jae> came, and <p Lund Boo>, his sister. Ms. <p Lund> left, Mr. <p Lund> stayed.",
        &["Lund Jae: Lund Jae, Lund", "Lund Boo: Lund Boo, Lund"],
    );
}
