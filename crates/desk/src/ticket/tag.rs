//! A word tickets are gathered by.

use crate::Refusal;

base::id!(TagId);

/// A ticket carries at most this many.
pub const MOST_TAGS: usize = 30;

#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
    pub version: i64,
}

/// Trimmed, lower case, white space as one hyphen, 1 to 50 characters.
pub fn tag_name(text: &str) -> Result<String, Refusal> {
    let text = base::seen(text);
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control() || c == ',').filter(|w| !w.is_empty()).collect();
    let name = words.join("-").to_lowercase();
    match name.chars().count() {
        0 => Err(Refusal::NameEmpty),
        1..=50 => Ok(name),
        _ => Err(Refusal::NameTooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_lower_case_word() {
        assert_eq!(tag_name("  Steam　Wand "), Ok("steam-wand".into()));
        assert_eq!(tag_name("返金"), Ok("返金".into()));
        assert_eq!(tag_name(" , "), Err(Refusal::NameEmpty));
        assert_eq!(tag_name("\u{200b}"), Err(Refusal::NameEmpty));
    }
}
