use base::{Language, words};
use desk::channel::{AfterFetch, FirstRun, Security, SignIn};

#[test]
fn every_choice_has_its_word_in_every_language() {
    for words in Language::ALL.map(words::of) {
        let all = Security::ALL.iter().map(|one| ("security", one.name()));
        let all = all.chain(SignIn::ALL.iter().map(|one| ("sign-in", one.name())));
        let all = all.chain(AfterFetch::ALL.iter().map(|one| ("after", one.name())));
        for (what, word) in all.chain(FirstRun::ALL.iter().map(|one| ("first", one.name()))) {
            assert!(words.knows(&format!("admin-{what}-{}", word.replace('_', "-"))), "{what} {word}");
        }
    }
}
