//! The flight recorder: by which words a mail is found again, and the steps of its way in or out.

use super::{Evidence, IntakeId, LetterId};
use crate::ticket::TicketNumber;
use base::{Email, Moment};

/// A mail on its way, in or out, or one that was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flight {
    In(IntakeId),
    Out(LetterId),
    /// An automatic letter that was not written: the event that says so.
    Withheld(i64),
}

impl Flight {
    pub const fn way(self) -> &'static str {
        match self {
            Self::In(_) => "in",
            Self::Out(_) => "out",
            Self::Withheld(_) => "withheld",
        }
    }

    pub const fn item(self) -> i64 {
        match self {
            Self::In(IntakeId(id)) | Self::Out(LetterId(id)) | Self::Withheld(id) => id,
        }
    }

    pub fn named(way: &str, item: i64) -> Option<Self> {
        match way {
            "in" => Some(Self::In(IntakeId(item))),
            "out" => Some(Self::Out(LetterId(item))),
            "withheld" => Some(Self::Withheld(item)),
            _ => None,
        }
    }
}

/// One line of what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    pub flight: Flight,
    pub at: Moment,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub ticket: Option<TicketNumber>,
    /// The key of the word for how it ended.
    pub outcome: &'static str,
}

/// Who was turned away at the door.
#[derive(Clone, Debug, PartialEq)]
pub struct TurnedAway {
    pub at: Moment,
    pub remote: String,
    pub sender: String,
    pub recipient: String,
    /// The key of the sentence that says why.
    pub reason: String,
}

impl TurnedAway {
    /// Of whom nothing more is known.
    pub fn nobody(at: Moment, reason: &str) -> Self {
        let (remote, sender, recipient) = Default::default();
        Self { at, remote, sender, recipient, reason: reason.to_owned() }
    }
}

/// The whole way of one mail, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    pub found: Sighting,
    /// Without angle brackets; may be empty.
    pub message_id: String,
    pub steps: Vec<Step>,
}

/// One thing that happened to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub at: Moment,
    /// The key of its sentence, and what that speaks of.
    pub key: &'static str,
    pub facts: Vec<(&'static str, String)>,
    /// Why, where that was decided by evidence.
    pub evidence: Vec<Evidence>,
    pub failed: bool,
}

impl Step {
    pub fn new(at: Moment, key: &'static str, facts: Vec<(&'static str, String)>) -> Self {
        Self { at, key, facts, evidence: Vec::new(), failed: false }
    }

    pub fn failed(self) -> Self {
        Self { failed: true, ..self }
    }
}

/// Keys of one mail at most.
const MOST: usize = 40;

/// What a mail is found by: its id, whole addresses and their domains, and the words of its subject.
pub fn keys<'a>(message_id: &str, addresses: impl IntoIterator<Item = &'a Email>, subject: &str) -> Vec<String> {
    let mut keys = Vec::new();
    if !message_id.is_empty() {
        keys.push(id_key(message_id));
    }
    for address in addresses.into_iter().take(20) {
        keys.push(format!("a:{}", address.canonical()));
        keys.push(format!("d:{}", address.domain()));
    }
    keys.extend(words(subject).map(|word| format!("w:{word}")));
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(MOST);
    keys
}

/// What somebody types into the one box: a Message-ID, an address, `@domain`, or words of a subject. All of the keys of one
/// alternative must fit.
pub fn asked(query: &str) -> Vec<Vec<String>> {
    let query = query.trim();
    let bare = query.trim_matches(['<', '>']);
    if query.is_empty() || query.len() > 1_000 {
        return Vec::new();
    }
    if let Some(domain) = bare.strip_prefix('@') {
        return vec![vec![format!("d:{}", domain.to_lowercase())]];
    }
    if !bare.contains(char::is_whitespace) && bare.contains(['@', '＠']) {
        let address = Email::typed(bare).map(|email| vec![format!("a:{}", email.canonical())]);
        return address.into_iter().chain([vec![id_key(bare)]]).collect();
    }
    let mut all: Vec<String> = words(query).map(|word| format!("w:{word}")).collect();
    all.sort_unstable();
    all.dedup();
    // Long words are rare: the search walks over what has the first.
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    if all.is_empty() { Vec::new() } else { vec![all] }
}

fn id_key(id: &str) -> String {
    format!("i:{}", id.chars().take(200).collect::<String>())
}

/// Words of scripts with spaces; of the others, pairs of neighbouring characters. At most 24, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    for word in lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()) {
        for run in runs(word) {
            let letters: Vec<char> = run.chars().collect();
            if letters.iter().all(|c| is_dense(*c)) && letters.len() > 1 {
                found.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
            } else {
                found.push(run.chars().take(40).collect());
            }
        }
    }
    found.into_iter().take(24)
}

/// `返金abc` → `返金`, `abc`.
fn runs(word: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before: Option<bool> = None;
    for (at, c) in word.char_indices() {
        let dense = is_dense(c);
        if before.is_some_and(|before| before != dense) {
            runs.push(&word[start..at]);
            start = at;
        }
        before = Some(dense);
    }
    runs.push(&word[start..]);
    runs
}

/// Scripts written without spaces.
const fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alternative_of_a_question_finds_its_mail() {
        let kei = Email::parse("Kei@Customer.example").unwrap();
        let keys = keys("abc@mx.example", [&kei], "Re: 返金のお願い ORDER-12 Printer");
        for query in [
            "abc@mx.example",
            "<abc@mx.example>",
            "kei@customer.example",
            "@customer.example",
            "返金",
            "printer order-12",
        ] {
            let fits = asked(query).into_iter().any(|all| all.iter().all(|key| keys.contains(key)));
            assert!(fits, "{query}: {keys:?}");
        }
        for query in ["", "mio@customer.example", "scanner", "返品"] {
            assert!(!asked(query).into_iter().any(|all| all.iter().all(|key| keys.contains(key))), "{query}");
        }
    }

    #[test]
    fn a_subject_of_any_length_gives_few_keys() {
        assert!(keys("", [], &"返金".repeat(1_000)).len() <= MOST);
    }
}
