//! "U.S. Officials said": a country before a plain noun is no body.
//!
//! Texts of agencies have a capital behind every point, "U.S." among them, and headlines in every word; a model takes what
//! stands there for a name. These nouns name no body of a country by themselves, as "Senate" or "Treasury" do; what is left of
//! the mention is the country.

use crate::{
    Kind, Mention,
    tokens::{Class, Token},
};

/// Nouns and what stands before them, as they are written behind a point.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "acreage", "agricultural", "aid", "airlines", "allies", "ally", "analysts", "authorities", "banking", "banks",
    "banks'", "bonds", "budget", "business", "buyers", "car", "cars", "citizens", "coal", "commercial", "companies",
    "company", "consumer", "consumers", "copper", "corn", "corporate", "corporations", "cotton", "credit", "crop",
    "crops", "crude", "currency", "dealers", "debt", "deficit", "demand", "diplomats", "dollar", "dollars",
    "domestic", "economic", "economists", "economy", "equities", "equity", "export", "exporters", "exports", "farm",
    "farmers", "financial", "firm", "firms", "fiscal", "food", "foreign", "funds", "futures", "gasoline", "gold",
    "goods", "government", "grain", "grains", "growers", "growth", "import", "importers", "imports", "industrial",
    "industries", "industry", "inflation", "insurers", "interest", "investment", "investors", "lawmakers", "lawyers",
    "leaders", "legislation", "legislators", "long-term", "manufacturers", "manufacturing", "market", "markets",
    "measures", "meat", "merchandise", "monetary", "money", "mortgage", "negotiators", "officers", "official",
    "officials", "officials'", "oil", "oilseed", "output", "policy", "pork", "pressure", "pressures", "price",
    "prices", "producers", "production", "raids", "rate", "rates", "refiners", "request", "reserves", "restrictions",
    "retail", "rice", "sales", "sanctions", "securities", "semiconductor", "share", "shares", "shipments", "ships",
    "short-term", "soybean", "soybeans", "spending", "stock", "stocks", "subsidiary", "subsidies", "sugar",
    "supplies", "tariffs", "tax", "taxes", "textile", "trade", "trading", "unemployment", "unit",
    "users", "warships", "wheat", "wholesale", "workers",
];

/// Mends mentions.
pub(crate) fn mend(text: &str, tokens: &[Token], mentions: &mut [Mention]) {
    for mention in mentions.iter_mut().filter(|mention| mention.kind == Kind::Organization) {
        let own = tokens.get(mention.tokens.start as usize..mention.tokens.end as usize).unwrap_or_default();
        let Some((country, rest)) = own.split_first().filter(|(_, rest)| !rest.is_empty()) else { continue };
        if !matches!(country.of(text), "U.S." | "U.K.") {
            continue;
        }
        let mut words = rest.iter().filter(|token| token.class == Class::Word);
        if words.all(|word| NOUNS.binary_search(&word.of(text).to_ascii_lowercase().as_str()).is_ok()) {
            mention.kind = Kind::Place;
            mention.tokens.end = mention.tokens.start + 1;
            mention.range.end = country.end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked;

    #[test]
    fn plain_nouns_are_no_bodies() {
        assert!(NOUNS.is_sorted(), "{:?}", NOUNS.windows(2).find(|pair| pair[0] > pair[1]));
        let check = |before: &str, after: &str| {
            marked::check(|text, tokens, mentions| mend(text, tokens, mentions), before, after);
        };
        check("Then <o U.S. Officials> said", "Then <l U.S.> Officials said");
        check("<o U.S. Interest Rates> rose", "<l U.S.> Interest Rates rose");
        check(
            "the <o U.S. Treasury> and the <o U.S. Trade Commission>",
            "the <o U.S. Treasury> and the <o U.S. Trade Commission>",
        );
        check("<o U.S. Steel> rose", "<o U.S. Steel> rose");
        check("the <o U.S.> said", "the <o U.S.> said");
        check("<o Swiss Banks> rose", "<o Swiss Banks> rose");
    }
}
