//! Words with slips of the pen.

use crate::compile::{any, beginning};
use tantivy::Term;
use tantivy::query::{BoostQuery, FuzzyTermQuery, Query};
use tantivy::schema::Field;

/// A find by a slip counts so much less than one as it was typed.
const SLIP: f32 = 0.4;
/// Words that only begin like this.
const BEGUN: f32 = 0.6;
const SHORTEST_BEGINNING: usize = 3;

/// A word in its forms, longer ones that begin with it, and those that differ by a letter or two. Numbers have no slips.
pub(crate) fn like(field: Field, word: &str, forms: Box<dyn Query>) -> Box<dyn Query> {
    let mut all = vec![forms];
    if word.chars().count() >= SHORTEST_BEGINNING {
        all.push(Box::new(BoostQuery::new(beginning(field, word), BEGUN)));
    }
    let slips = slips(word);
    if slips > 0 {
        let like = FuzzyTermQuery::new(Term::from_field_text(field, word), slips, true);
        all.push(Box::new(BoostQuery::new(Box::new(like), SLIP)));
    }
    any(all)
}

/// How many slips a word may have.
pub(crate) fn slips(word: &str) -> u8 {
    let spelled = word.chars().all(char::is_alphabetic);
    match word.chars().count() {
        5..=8 if spelled => 1,
        9.. if spelled => 2,
        _ => 0,
    }
}
