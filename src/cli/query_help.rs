//! `morgue help query`: the query language in short. It is no command, so it is told apart before commands are.

use std::{ffi::OsString, io::Write};

use super::{Failure, Outcome, print};

/// What is printed; docs/query.md is the whole of it.
const TEXT: &str = "\
How a query is written, in short:

  harbour plan           both words, in any form of theirs (plans, planned), any case, any accents
  \"tidal gate\"           one behind the other; \"tidal gate\"~3 with at most three words among them
  =vote  =\"tidal gates\"  with just these endings; case:Gate as written, capitals and accents included
  vot*  wom?n            any letters; one letter
  harbuor~  harbuor~2    one letter or two wrong, too few, too many or swapped
  /colou?r(ed)?/         a regular expression for one word, from its beginning to its end

  ferry OR boat          either            ferry -boat, ferry NOT boat   the first without the second
  ferry AND boat         both              (ferry OR boat) tide          groups

  flood w/5 gate         at most five words between, either order; also flood NEAR/5 gate
  flood pre/5 gate       in this order
  flood w/s gate         in one sentence; w/p in one paragraph
  flood NOT w/5 gate     a flood without a gate near it
  atleast3(flood)        three times or more

  title:flood  lede:flood  body:flood      headline; headline and first two paragraphs; below the headline
  person:\"Lin Meihua\"  org:  place:        a name, by any form of it; near others, too:
                                           person:\"Lin Meihua\" w/10 flood, person:Hale w/p person:Iyer
  source:  author:  section:  lang:  path:  is:copy  has:date
  date:2018  date:2018-03..2019  since:2018  until:yesterday  date:\"last month\"  since:90d

NOT and - bind tightest, then OR, then distances, then AND, then words side by side:
  a OR b w/5 c d  is  ((a OR b) w/5 c) d
Whatever is typed has a reading, and the reading is shown where it differs; --strict makes that an error.
`morgue search --explain QUERY` shows what a query became. The whole language: docs/query.md.
";

/// Whether the arguments ask for it.
pub(super) fn is_wanted(arguments: &[OsString]) -> bool {
    arguments.len() == 3 && arguments[1] == "help" && arguments[2] == "query"
}

/// Prints it.
pub(super) fn print() -> Result<Outcome, Failure> {
    let mut out = print::output();
    out.write_all(TEXT.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}
