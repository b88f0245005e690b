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
        for (occasion, detail) in [(Occasion::Created, Detail::Moved("X".into())), (Occasion::Due, Detail::Nothing)] {
            for who in ["Aya", ""] {
                let said = told(&Told { occasion, who: who.into(), detail: detail.clone() }, words);
                assert!(!said.contains('{') && !said.starts_with("told-"), "{occasion:?}: {said}");
                assert_eq!(said.contains('X'), occasion == Occasion::Created, "{said}");
            }
        }
        for who in ["Aya", ""] {
            let said = told(&Told { occasion: Occasion::Created, who: who.into(), detail: Detail::Nothing }, words);
            assert!(!said.contains('{') && !said.starts_with("told-") && said.contains(who), "{said}");
        }
    }
}

#[test]
fn what_is_told_without_what_was_written_is_a_sentence_too() {
    for words in Language::ALL.map(words::of) {
        for occasion in [Occasion::Side, Occasion::Approval, Occasion::Release, Occasion::Returned] {
            let whole = Told { occasion, who: "Aya".into(), detail: Detail::Named("X".into()) };
            let bare = told(&whole.clone().discreet(), words);
            assert!(told(&whole, words).contains('X'), "{occasion:?}");
            assert!(!bare.contains('X') && !bare.contains('“') && !bare.contains('「'), "{occasion:?}: {bare}");
        }
        for occasion in [Occasion::Noted, Occasion::Task, Occasion::TaskDue] {
            for who in ["Aya", ""] {
                let whole = Told { occasion, who: who.into(), detail: Detail::Task("X".into()) };
                let bare = told(&whole.discreet(), words);
                assert!(!bare.contains('X') && !bare.contains('“') && !bare.contains('「'), "{occasion:?}: {bare}");
            }
        }
    }
}
