use base::{Language, words};
use desk::notification::{Detail, Occasion, Told};
use desk::sla::{At, Target};
use views::agent::told;

#[test]
fn every_occasion_is_told_in_every_language_without_a_gap() {
    for words in Language::ALL.map(words::of) {
        for occasion in Occasion::ALL {
            let detail = match occasion {
                Occasion::Due => Detail::Due { target: Target::FirstResponse, at: Some(At::Percent(75)) },
                _ => Detail::Named("X".into()),
            };
            for who in ["Aya", ""] {
                let said = told(&Told { occasion: *occasion, who: who.into(), detail: detail.clone() }, words);
                assert!(!said.contains('{') && !said.starts_with("told-"), "{occasion:?}: {said}");
            }
        }
    }
}
