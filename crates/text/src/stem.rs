//! Light stemming: endings of number, gender and tense go, meanings stay. Words come folded, so without accents.

use crate::detect::Tongue;
use std::borrow::Cow;

/// What is shorter has no ending worth taking off.
const SHORTEST: usize = 4;

/// The stem of a folded word. Words with digits or of other scripts stay as they are.
pub fn stem(word: &str, tongue: Tongue) -> Cow<'_, str> {
    if word.len() < SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    match tongue {
        Tongue::English => english(word),
        Tongue::German => Cow::Borrowed(cut(word, &["ern", "en", "em", "er", "es", "e", "n", "s"], 4)),
        Tongue::French => french(word),
        Tongue::Spanish | Tongue::Portuguese => {
            Cow::Borrowed(cut(word, &["ciones", "cion", "coes", "cao", "es", "os", "as", "s", "o", "a", "e"], 4))
        }
        Tongue::Italian => Cow::Borrowed(cut(word, &["zione", "zioni", "i", "e", "o", "a"], 4)),
        Tongue::Dutch => Cow::Borrowed(cut(word, &["en", "s", "e"], 4)),
    }
}

/// Every form under which a word that somebody asks for may be kept: itself first.
pub fn forms(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    for form in Tongue::ALL.into_iter().map(|tongue| stem(word, tongue)) {
        if !all.iter().any(|known| *known == form) {
            all.push(form.into_owned());
        }
    }
    all
}

/// Takes the first ending off that leaves enough.
fn cut<'w>(word: &'w str, endings: &[&str], least: usize) -> &'w str {
    let rest = endings.iter().filter_map(|ending| word.strip_suffix(ending)).find(|rest| rest.len() >= least);
    rest.unwrap_or(word)
}

fn english(word: &str) -> Cow<'_, str> {
    let one = singular(word);
    let bare = ["ing", "ed"].iter().find_map(|ending| one.strip_suffix(ending)).filter(|rest| has_vowel(rest));
    match bare {
        Some(rest) if rest.len() >= 3 => Cow::Owned(without_double(rest).to_owned()),
        Some(_) | None if one.len() > SHORTEST => match one {
            Cow::Borrowed(one) => Cow::Borrowed(one.strip_suffix('e').unwrap_or(one)),
            Cow::Owned(one) => Cow::Owned(one.strip_suffix('e').unwrap_or(&one).to_owned()),
        },
        Some(_) | None => one,
    }
}

fn singular(word: &str) -> Cow<'_, str> {
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| rest.len() >= 2) {
        return Cow::Owned(format!("{rest}y"));
    }
    let hissing = ["sses", "xes", "zes", "ches", "shes"].iter().any(|ending| word.ends_with(ending));
    if hissing {
        return Cow::Borrowed(&word[..word.len() - 2]);
    }
    let stays = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    Cow::Borrowed(word.strip_suffix('s').filter(|_| !stays).unwrap_or(word))
}

fn has_vowel(text: &str) -> bool {
    text.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// shipp(ing) is ship, but call(ing) stays call.
fn without_double(text: &str) -> &str {
    let bytes = text.as_bytes();
    match bytes {
        [.., a, b] if a == b && !matches!(a, b'l' | b's' | b'z' | b'e' | b'o') => &text[..text.len() - 1],
        _ => text.strip_suffix('e').filter(|rest| rest.len() >= SHORTEST).unwrap_or(text),
    }
}

fn french(word: &str) -> Cow<'_, str> {
    match word.strip_suffix("aux").filter(|rest| rest.len() >= 3 && !rest.ends_with('e')) {
        Some(rest) => Cow::Owned(format!("{rest}al")),
        None => Cow::Borrowed(cut(word, &["ements", "ement", "ees", "es", "er", "ez", "ee", "s", "x", "e"], 4)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        let families: &[(Tongue, &[&str])] = &[
            (Tongue::English, &["refund", "refunds", "refunded", "refunding"]),
            (Tongue::English, &["charge", "charges", "charged", "charging"]),
            (Tongue::English, &["ship", "ships", "shipped", "shipping"]),
            (Tongue::English, &["delivery", "deliveries"]),
            (Tongue::English, &["address", "addresses"]),
            (Tongue::German, &["rechnung", "rechnungen"]),
            (Tongue::French, &["facture", "factures"]),
            (Tongue::French, &["journal", "journaux"]),
            (Tongue::Spanish, &["pedido", "pedidos"]),
        ];
        for (tongue, words) in families {
            let stems: Vec<_> = words.iter().map(|word| stem(word, *tongue)).collect();
            assert!(stems.windows(2).all(|two| two[0] == two[1]), "{stems:?}");
        }
    }

    #[test]
    fn short_words_and_numbers_stay() {
        for word in ["is", "bus", "red", "sing", "a20931", "猫"] {
            assert_eq!(stem(word, Tongue::English), word);
        }
    }

    proptest! {
        #[test]
        fn a_stem_is_never_empty_or_longer_than_its_word(word in "[a-z]{1,20}") {
            for form in forms(&word) {
                prop_assert!(!form.is_empty() && form.len() <= word.len());
            }
        }
    }
}
