//! Builds the lexicon from word vectors, lists of names and the small words that training texts have inside
//! names.

use std::{fs, path::Path};

use names::{
    lexicon::{DIMENSIONS, Lexicon, NewWord, list},
    tokens::tokenize,
};
use rustc_hash::FxHashMap;

use crate::{
    clusters,
    data::Text,
    failure::Failure,
    random::Random,
    usage::{self, Usage},
};

/// One unit of a vector's bytes.
pub(crate) const VECTOR_UNIT: f32 = 1.0 / 32.0;

/// How many words have a vector.
const WITH_VECTOR: usize = 100_000;

/// How many of them are frequent enough to be common words if they are in no list of names.
const FREQUENT: usize = 20_000;

/// Lists of names that hasty writers write small.
const OFTEN_SMALL: u16 = list::COUNTRY | list::REGION | list::CITY_LARGE | list::CITY | list::GIVEN;

/// Builds the lexicon's bytes: the most frequent words of `glove.txt` and the names of `lists.tsv`.
pub(crate) fn build(inputs: &Path, texts: &[&Text], random: &mut Random) -> Result<Vec<u8>, Failure> {
    let (forms, vectors) = read_vectors(&inputs.join("glove.txt"))?;
    let (leaves, levels) = clusters::cluster(&vectors, random);
    let (mut lists, places, bodies) = read_lists(&inputs.join("lists.tsv"))?;
    let usage = Usage::new(texts);
    let often_small =
        lists.iter().filter(|(_, bits)| **bits & OFTEN_SMALL != 0).map(|(word, _)| word.clone());
    for word in usage.small_names(&often_small.collect::<Vec<_>>()) {
        *lists.entry(word).or_default() |= list::EDGE;
    }
    for (word, bit) in usage::learnt_lists(&usage) {
        *lists.entry(word).or_default() |= bit;
    }
    for word in usage.common(&forms[..forms.len().min(FREQUENT)], |word| lists.contains_key(word)) {
        *lists.entry(word).or_default() |= list::COMMON;
    }
    let mut words = Vec::new();
    for (rank, form) in forms.into_iter().enumerate() {
        let logarithm = (rank as u32 / 256 + 1).ilog2().min(7) as u16;
        let vector = vectors[rank].map(|value| (value / VECTOR_UNIT).round().clamp(-127.0, 127.0) as i8);
        let lists = lists.remove(&form).unwrap_or_default() | logarithm << list::RANK_SHIFT;
        words.push(NewWord { text: form, lists, vector: Some((leaves[rank], vector)) });
    }
    let mut rest: Vec<NewWord> =
        lists.into_iter().map(|(text, lists)| NewWord { text, lists, vector: None }).collect();
    rest.sort_by(|a, b| a.text.cmp(&b.text));
    words.extend(rest);
    Ok(Lexicon::write(&words, &levels, &places, &bodies))
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::Read(path.to_owned(), error))
}

fn read_vectors(path: &Path) -> Result<(Vec<String>, Vec<[f32; DIMENSIONS]>), Failure> {
    let content = read(path)?;
    let mut words = Vec::new();
    let mut vectors = Vec::new();
    for line in content.lines().take(WITH_VECTOR) {
        let mut fields = line.split(' ');
        words.push(fields.next().unwrap_or_default().to_owned());
        let mut vector = [0.0; DIMENSIONS];
        for value in &mut vector {
            let field = fields.next().and_then(|field| field.parse().ok());
            *value = field.ok_or_else(|| Failure::Vector(path.to_owned(), words.len()))?;
        }
        vectors.push(vector);
    }
    Ok((words, vectors))
}

type Lists = FxHashMap<String, u16>;

/// Names by their words, in lower case.
type Phrases = Vec<Vec<String>>;

/// Words with their lists, names of places of several words, and names of organizations.
fn read_lists(path: &Path) -> Result<(Lists, Phrases, Phrases), Failure> {
    let content = read(path)?;
    let (mut lists, mut places, mut bodies) = (Lists::default(), Phrases::new(), Phrases::new());
    let mut tokens = Vec::new();
    for line in content.lines() {
        let Some((kind, name)) = line.split_once('\t') else { continue };
        let name = name.to_lowercase().replace('’', "'");
        tokenize(&name, &mut tokens);
        let bit = match kind {
            "organization" => {
                bodies.push(tokens.iter().map(|t| t.of(&name).to_owned()).collect());
                continue;
            }
            "given" => list::GIVEN,
            "surname_common" => list::SURNAME_COMMON,
            "surname" => list::SURNAME,
            "city_large" => list::CITY_LARGE,
            "city" => list::CITY,
            "town" => list::TOWN,
            "country" => list::COUNTRY,
            "region" => list::REGION,
            _ => return Err(Failure::List(path.to_owned(), kind.to_owned())),
        };
        if tokens.len() == 1 {
            *lists.entry(name).or_default() |= bit;
        } else if bit != list::TOWN {
            for token in tokens.iter().map(|t| t.of(&name)).filter(|t| t.len() > 3) {
                *lists.entry(token.to_owned()).or_default() |= list::PLACE_PART;
            }
            if tokens.len() <= 4 {
                places.push(tokens.iter().map(|t| t.of(&name).to_owned()).collect());
            }
        }
    }
    Ok((lists, places, bodies))
}
