//! How a change of a setting is told in the log: in words, never as the setting is kept.

use crate::access::{Acquaintance, Asking, Copies, Role};
use crate::channel::Handling;
use crate::ticket::{Lookalikes, NewTags, Numbering, Taking, Thanks, TimeAsking};
use base::Language;
use serde::de::DeserializeOwned;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// From one to the other, as people typed them.
    Texts(String, String),
    /// From one choice to another, by their Fluent keys.
    Choices(&'static str, &'static str),
    /// What of it is another now, by Fluent keys.
    Parts(Vec<&'static str>),
    /// There is more to it than a sentence holds.
    Whole,
}

impl Change {
    pub fn of(key: &str, from: &str, to: &str) -> Self {
        told(key, from, to).unwrap_or(Self::Whole)
    }

    fn parts<const N: usize>(all: [(&'static str, bool); N]) -> Self {
        let parts: Vec<_> = all.into_iter().filter(|(_, changed)| *changed).map(|(key, _)| key).collect();
        if parts.is_empty() { Self::Whole } else { Self::Parts(parts) }
    }
}

/// None: it cannot be read.
fn told(key: &str, from: &str, to: &str) -> Option<Change> {
    Some(match key {
        "organization" | "time_zone" | "attached" | "close_after_days" => Change::Texts(from.to_owned(), to.to_owned()),
        "language" => {
            let name = |tag| Language::from_tag(tag).map(|language| language.endonym().to_owned());
            Change::Texts(name(from)?, name(to)?)
        }
        "asking" => Change::Choices(Asking::named(from)?.key(), Asking::named(to)?.key()),
        "acquaintance" => Change::Choices(Acquaintance::named(from)?.key(), Acquaintance::named(to)?.key()),
        "copies" => Change::Choices(Copies::named(from)?.key(), Copies::named(to)?.key()),
        "claim_on_reply" => Change::Choices(Taking::named(from)?.key(), Taking::named(to)?.key()),
        "reopened_to_last" => {
            let switch = |word| if word == "on" { "me-on" } else { "me-off" };
            Change::Choices(switch(from), switch(to))
        }
        "thanks" => {
            let (from, to) = both::<Thanks>(from, to)?;
            Change::Choices(from.key(), to.key())
        }
        "new_tags" => {
            let (from, to) = both::<NewTags>(from, to)?;
            Change::Choices(from.key(), to.key())
        }
        "time_asking" => match both::<TimeAsking>(from, to)? {
            (from, to) if from.asks != to.asks => Change::Choices(from.asks.key(), to.asks.key()),
            _ => Change::Whole,
        },
        "numbering" => {
            let (from, to) = both::<Numbering>(from, to)?;
            if from.way != to.way {
                return Some(Change::Choices(from.way.key(), to.way.key()));
            }
            Change::parts([
                ("numbering-prefix", from.prefix != to.prefix),
                ("numbering-digits", from.digits != to.digits),
                ("numbering-start", from.start != to.start),
                ("numbering-check", from.check != to.check),
            ])
        }
        "lookalikes" => {
            let (from, to) = both::<Lookalikes>(from, to)?;
            Change::parts([
                ("alike-subject", from.subject != to.subject),
                ("alike-fields", from.fields != to.fields),
                ("alike-organization", from.organization != to.organization),
                ("alike-days", from.days != to.days),
            ])
        }
        "incoming" => {
            let (from, to) = both::<Handling>(from, to)?;
            Change::parts([
                ("incoming-closed", from.closed != to.closed),
                ("incoming-twin", from.twin != to.twin),
                ("incoming-numbers", from.numbers_in_text != to.numbers_in_text),
                ("incoming-agents", from.agents_by_mail != to.agents_by_mail),
                ("incoming-blocked", from.blocked != to.blocked),
                ("incoming-allowed", from.allowed != to.allowed),
                ("incoming-spam-marks", from.spam_marks != to.spam_marks),
                ("incoming-sealers", from.sealers != to.sealers),
                ("incoming-runnable", from.runnable != to.runnable),
            ])
        }
        // Whose they are.
        "notices" => Change::Parts(vec![Role::named(to)?.key()]),
        _ => Change::Whole,
    })
}

fn both<T: DeserializeOwned>(from: &str, to: &str) -> Option<(T, T)> {
    Some((serde_json::from_str(from).ok()?, serde_json::from_str(to).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::{AfterClosing, Twin};
    use crate::ticket::Succession;
    use base::words;

    #[test]
    fn a_setting_is_told_in_words_and_never_as_it_is_kept() {
        let handling = |blocked: &[&str]| {
            let blocked = blocked.iter().map(|one| (*one).to_owned()).collect();
            serde_json::to_string(&Handling { blocked, ..Handling::default() }).unwrap()
        };
        let numbering = |way| serde_json::to_string(&Numbering::usual(way)).unwrap();
        let (nobody, somebody) = (handling(&[]), handling(&["@x.example"]));
        let (counted, drawn) = (numbering(Succession::Sequence), numbering(Succession::Random));
        for (key, from, to, change) in [
            ("organization", "Hinode", "ひので", Change::Texts("Hinode".into(), "ひので".into())),
            ("language", "en", "ja", Change::Texts("English".into(), "日本語".into())),
            (
                "acquaintance",
                "everybody",
                "of_tickets",
                Change::Choices("acquaintance-everybody", "acquaintance-of-tickets"),
            ),
            ("claim_on_reply", "on", "off", Change::Choices("claims-reply", "claims-never")),
            ("thanks", "\"stay\"", "\"reopen\"", Change::Choices("thanks-stay", "thanks-reopen")),
            ("incoming", nobody.as_str(), somebody.as_str(), Change::Parts(vec!["incoming-blocked"])),
            ("numbering", counted.as_str(), drawn.as_str(), Change::Choices("numbering-sequence", "numbering-random")),
            ("notices", "agent", "agent", Change::Parts(vec![Role::Agent.key()])),
            ("incoming", "{torn", "{}", Change::Whole),
            ("one of a later day", "{}", "[]", Change::Whole),
        ] {
            assert_eq!(Change::of(key, from, to), change, "{key}");
            let keys = match &change {
                Change::Choices(from, to) => vec![*from, *to],
                Change::Parts(parts) => parts.clone(),
                Change::Texts(..) | Change::Whole => Vec::new(),
            };
            for words in Language::ALL.map(words::of) {
                assert!(keys.iter().all(|key| words.knows(key)), "{keys:?} in {:?}", words.language());
            }
        }
    }

    #[test]
    fn every_part_of_a_setting_has_words_in_every_language() {
        let other = Handling {
            closed: AfterClosing::Reopen,
            twin: Twin::One,
            blocked: vec!["@a.example".into()],
            allowed: vec!["@b.example".into()],
            spam_marks: true,
            agents_by_mail: false,
            numbers_in_text: true,
            sealers: vec!["c.example".into()],
            runnable: Vec::new(),
        };
        let kept = |handling: &Handling| serde_json::to_string(handling).unwrap();
        let Change::Parts(parts) = Change::of("incoming", &kept(&Handling::default()), &kept(&other)) else {
            panic!("all of it is another")
        };
        assert_eq!(parts.len(), 9);
        for words in Language::ALL.map(words::of) {
            assert!(parts.iter().all(|key| words.knows(key)), "{parts:?} in {:?}", words.language());
        }
    }
}
