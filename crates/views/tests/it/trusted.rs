use base::{Language, words};
use desk::channel::{Flaw, Verdict};
use views::agent::ticket::verdict_word;

#[test]
fn every_verdict_and_every_flaw_has_its_words() {
    for words in Language::ALL.map(words::of) {
        for verdict in Verdict::ALL {
            assert!(words.knows(verdict_word(*verdict)), "{verdict:?}");
        }
        for flaw in Flaw::ALL {
            assert!(words.knows(&format!("trust-flaw-{}", flaw.name().replace('_', "-"))), "{flaw:?}");
        }
    }
}
