//! Short forms that everybody knows, whatever an archive says of them.
//!
//! Only those are here that hardly ever mean anything else in the news: "ICC" is a court, a chamber and a cricket
//! council.

use crate::Kind;

/// A name with its well-known short forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// How it is shown.
    pub name: &'static str,
    /// Its own key and those of its short forms (see [`crate::key`]).
    pub keys: &'static [&'static str],
}

const fn row(name: &'static str, keys: &'static [&'static str]) -> Known {
    Known { name, keys }
}

#[rustfmt::skip]
const PLACES: &[Known] = &[
    row("United States", &["united states", "us", "usa", "united states of america", "america"]),
    row("United Kingdom", &["united kingdom", "uk", "britain", "great britain"]),
    row("United Arab Emirates", &["united arab emirates", "uae", "emirates"]),
    row("European Union", &["european union", "eu"]),
    row("Soviet Union", &["soviet union", "ussr"]),
    row("Ivory Coast", &["ivory coast", "cote divoire", "cote d ivoire"]),
    row("Myanmar", &["myanmar", "burma"]),
    row("East Timor", &["east timor", "timor leste"]),
    row("Czech Republic", &["czech republic", "czechia"]),
    row("Washington, D.C.", &["washington dc", "washington district of columbia"]),
    row("Hong Kong", &["hong kong", "hongkong"]),
];

#[rustfmt::skip]
const ORGANIZATIONS: &[Known] = &[
    row("United Nations", &["united nations", "un"]),
    row("European Union", &["european union", "eu"]),
    row("European Economic Community", &["european economic community", "eec"]),
    row("European Commission", &["european commission", "ec commission", "eu commission", "european community commission"]),
    row("NATO", &["nato", "north atlantic treaty organization", "north atlantic treaty organisation"]),
    row("World Health Organization", &["world health organization", "world health organisation", "who"]),
    row("World Trade Organization", &["world trade organization", "world trade organisation", "wto"]),
    row("International Monetary Fund", &["international monetary fund", "imf"]),
    row("OPEC", &[
        "opec", "organization of petroleum exporting countries", "organization of oil exporting countries",
        "organisation of petroleum exporting countries",
    ]),
    row("OECD", &[
        "oecd", "organization for economic cooperation development",
        "organization for economic co operation development",
        "organisation for economic co operation development",
    ]),
    row("International Atomic Energy Agency", &["international atomic energy agency", "iaea"]),
    row("UNICEF", &["unicef", "united nations childrens fund", "un childrens fund"]),
    row("UNESCO", &["unesco", "united nations educational scientific cultural organization"]),
    row("UNHCR", &["unhcr", "un refugee agency", "united nations high commissioner for refugees"]),
    row("ASEAN", &["asean", "association of southeast asian nations"]),
    row("African Union", &["african union", "au"]),
    row("ECOWAS", &["ecowas", "economic community of west african states"]),
    row("Federal Reserve", &["federal reserve", "fed", "federal reserve board", "us federal reserve", "us federal reserve board", "federal reserve system"]),
    row("U.S. Agriculture Department", &["usda", "us agriculture department", "us department of agriculture"]),
    row("U.S. Treasury", &["us treasury", "us treasury department", "us department of treasury"]),
    row("State Department", &["state department", "us state department", "us department of state", "department of state"]),
    row("FBI", &["fbi", "federal bureau of investigation"]),
    row("CIA", &["cia", "central intelligence agency"]),
    row("NASA", &["nasa", "national aeronautics space administration"]),
    row("Securities and Exchange Commission", &["securities exchange commission", "sec", "us securities exchange commission"]),
    row("Food and Drug Administration", &["food drug administration", "fda", "us food drug administration"]),
    row("Environmental Protection Agency", &["environmental protection agency", "epa", "us environmental protection agency"]),
    row("Federal Communications Commission", &["federal communications commission", "fcc"]),
    row("Federal Trade Commission", &["federal trade commission", "ftc"]),
    row("Internal Revenue Service", &["internal revenue service", "irs"]),
    row("New York Stock Exchange", &["new york stock exchange", "nyse"]),
    row("Standard and Poor's", &["standard poor", "standard poor corp", "standard poor corporation"]),
    row("Moody's", &["moody", "moody investors service", "moody investors service inc"]),
    row("BBC", &["bbc", "british broadcasting corporation", "british broadcasting corp"]),
    row("British Petroleum", &["british petroleum", "bp", "british petroleum co plc", "british petroleum co"]),
    row("IBM", &[
        "ibm", "international business machines", "international business machines corp",
        "international business machines corporation",
    ]),
    row("General Motors", &["general motors", "gm", "general motors corp", "general motors corporation", "general motors co"]),
    row("AT&T", &["at t", "att", "american telephone telegraph", "american telephone telegraph co"]),
    row("Bharatiya Janata Party", &["bharatiya janata party", "bjp"]),
    row("African National Congress", &["african national congress", "anc"]),
    row("Kuomintang", &["kuomintang", "kmt"]),
    row("Pan American Health Organization", &["pan american health organization", "pan american health organisation", "paho"]),
    row("Islamic Revolutionary Guard Corps", &["islamic revolutionary guard corps", "islamic revolutionary guards corps", "irgc"]),
    row("FIFA", &["fifa", "federation internationale de football association", "federation of international football association"]),
    row("UEFA", &["uefa", "union of european football associations"]),
    row("International Olympic Committee", &["international olympic committee", "ioc"]),
    row("NBA", &["nba", "national basketball association"]),
    row("NFL", &["nfl", "national football league"]),
    row("NHL", &["nhl", "national hockey league"]),
    row("Palestine Liberation Organization", &["palestine liberation organization", "plo", "palestine liberation organisation"]),
    row("Human Rights Watch", &["human rights watch", "hrw"]),
];

/// The well-known name that a key stands for.
pub fn known(kind: Kind, key: &str) -> Option<&'static Known> {
    let rows = match kind {
        Kind::Person => return None,
        Kind::Organization => ORGANIZATIONS,
        Kind::Place => PLACES,
    };
    rows.iter().find(|row| row.keys.contains(&key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::key_of;

    #[test]
    fn keys_are_written_as_names_are_taken_apart() {
        for (kind, rows) in [(Kind::Place, PLACES), (Kind::Organization, ORGANIZATIONS)] {
            let mut seen = std::collections::HashSet::new();
            for row in rows {
                assert!(row.keys.contains(&key_of(kind, row.name).as_str()), "{}", row.name);
                assert!(
                    row.keys.iter().all(|key| seen.insert(*key) && key_of(kind, key) == *key),
                    "{}",
                    row.name
                );
            }
        }
    }
}
