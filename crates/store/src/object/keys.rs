//! What an object is found by, from its beginning: the name from each of its words on, and what stands in fields of text.

use crate::{Tx, values};
use desk::Fault;
use desk::form::FieldId;
use desk::object::Object;
use desk::people::folded;

/// A text of more words is found by its first ones.
const WORDS: usize = 6;
/// Keys of one object, and characters of one.
const MOST: usize = 60;
const LONGEST: usize = 200;
/// Characters of a text that a list goes by.
const ORDERED: usize = 100;

/// Everything again, from its name and what stands in it. What is removed is not found.
pub fn renew(tx: &mut Tx, object: &Object, texts: &[(FieldId, String)]) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM object_keys WHERE object_id = $1", values![object.id])?;
    tx.conn.execute("DELETE FROM object_orders WHERE object_id = $1", values![object.id])?;
    if object.removed_at.is_some() {
        return Ok(());
    }
    for (field, text) in texts {
        tx.conn.execute(
            "INSERT INTO object_orders (field_id, key, object_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            values![*field, ordered(text), object.id],
        )?;
    }
    let short = texts.iter().map(|(_, text)| text).filter(|text| text.chars().count() <= 250);
    for key in of(std::iter::once(&object.name).chain(short)) {
        tx.conn.execute(
            "INSERT INTO object_keys (type_id, key, object_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            values![object.of, key, object.id],
        )?;
    }
    Ok(())
}

/// What a list goes by.
pub(super) fn ordered(text: &str) -> String {
    folded(text).chars().take(ORDERED).collect()
}

fn of<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<String> {
    let mut keys = Vec::new();
    for text in texts {
        let text: String = folded(text).chars().take(LONGEST).collect();
        let starts = text.match_indices(' ').map(|(at, _)| at + 1);
        let words = std::iter::once(0).chain(starts).take(WORDS).map(|start| text[start..].trim().to_owned());
        keys.extend(words.filter(|key| !key.is_empty()).collect::<Vec<_>>());
    }
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(MOST);
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_found_from_each_of_its_words_on() {
        let keys = of(["ThinkPad X1 Carbon".to_owned(), "SN-0042".to_owned()].iter());
        assert_eq!(keys, ["carbon", "sn-0042", "thinkpad x1 carbon", "x1 carbon"]);
    }
}
