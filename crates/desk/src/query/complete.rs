//! How a question may go on from where somebody types.

use super::field::{Field, State, Thing};
use crate::people::Tier;
use crate::ticket::{Category, Origin, Priority};

/// A proposal: what stands in the place of the last word.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The word that is being typed begins here.
    pub from: usize,
    pub text: String,
    /// The key of what it means.
    pub key: String,
}

const MOST: usize = 8;

/// Proposals for the end of a text: fields that begin like its last word, or values of the field that stands there.
pub fn complete(text: &str) -> Vec<Proposal> {
    let from = text
        .rfind([' ', '\u{3000}', '(', '（'])
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let word = text[from..].trim_start_matches(['-', '－']);
    let from = text.len() - word.len();
    let mut all: Vec<Proposal> = match word.split_once([':', '：']) {
        Some((label, value)) => match Field::named(&label.to_lowercase()) {
            Some(field) => values(field, value, from + label.len()).collect(),
            None => Vec::new(),
        },
        None if word.is_empty() => Vec::new(),
        None => fields(&word.to_lowercase(), from),
    };
    all.truncate(MOST);
    all
}

fn fields(word: &str, from: usize) -> Vec<Proposal> {
    let begins = |field: &&Field| field.words().iter().any(|name| name.starts_with(word));
    let proposal = |field: &Field| Proposal {
        from,
        text: format!("{}:", field.name()),
        key: format!("query-field-{}", field.name()),
    };
    Field::ALL.iter().filter(begins).map(proposal).collect()
}

/// Values that are words of ours; names of tags and teams are known elsewhere.
fn values(field: Field, begun: &str, colon: usize) -> impl Iterator<Item = Proposal> {
    let words: Vec<&'static str> = match field {
        Field::Is => State::ALL.iter().map(|state| state.name()).collect(),
        Field::Has => Thing::ALL.iter().map(|thing| thing.name()).collect(),
        Field::Tier => Tier::ALL.iter().map(|tier| tier.name()).collect(),
        Field::Priority => Priority::ALL.iter().map(|priority| priority.name()).collect(),
        Field::Channel => Origin::ALL.iter().map(|origin| origin.name()).collect(),
        Field::Status => Category::ALL.iter().map(|category| category.name()).collect(),
        Field::Assignee => vec!["me", "none"],
        Field::Created | Field::Updated => {
            vec!["today", "yesterday", "this-week", "last-7-days", "last-30-days", "this-month"]
        }
        Field::Due => vec!["today", "tomorrow", "this-week", "next-7-days", "this-month"],
        Field::Rating => vec!["low", "high", "5", "4", "3", "2", "1"],
        Field::From | Field::To | Field::Subject | Field::Tag | Field::Team | Field::Organization => Vec::new(),
    };
    let begun = begun.to_lowercase();
    words.into_iter().filter(move |word| word.starts_with(&begun)).map(move |word| Proposal {
        from: colon + 1,
        text: word.to_owned(),
        key: format!("query-value-{}", word.replace('_', "-")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(text: &str) -> Vec<String> {
        complete(text).into_iter().map(|proposal| format!("{}{}", &text[..proposal.from], proposal.text)).collect()
    }

    #[test]
    fn fields_and_their_values_are_proposed() {
        assert_eq!(proposed("返金 st"), ["返金 status:"]);
        assert_eq!(proposed("is:un"), ["is:unread", "is:unassigned"]);
        assert_eq!(proposed("(-pri"), ["(-priority:"]);
        assert_eq!(proposed("件"), ["subject:"]);
        assert_eq!(proposed("created:last"), ["created:last-7-days", "created:last-30-days"]);
        assert!(proposed("zzz").is_empty() && proposed("").is_empty());
    }
}
