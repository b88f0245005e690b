//! Which language the spaced words of a text are, by the small words no sentence does without.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    English,
    German,
    French,
    Spanish,
    Portuguese,
    Italian,
    Dutch,
}

impl Tongue {
    pub const ALL: [Self; 7] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Portuguese, Self::Italian, Self::Dutch];

    const fn small_words(self) -> &'static [&'static str] {
        match self {
            Self::English => &[
                "the", "and", "is", "to", "of", "you", "my", "for", "not", "have", "this", "was", "we", "with",
                "please", "it",
            ],
            Self::German => &[
                "der", "die", "das", "und", "ist", "ich", "nicht", "ein", "eine", "mit", "bitte", "wir", "sie", "für",
                "auf", "den",
            ],
            Self::French => &[
                "le", "la", "les", "et", "est", "je", "pas", "une", "des", "pour", "vous", "avec", "nous", "mon", "du",
                "que",
            ],
            Self::Spanish => &[
                "el", "los", "las", "y", "es", "no", "una", "por", "con", "para", "mi", "que", "del", "gracias",
                "pero", "se",
            ],
            Self::Portuguese => &[
                "o", "os", "não", "uma", "com", "para", "meu", "minha", "obrigado", "obrigada", "do", "da", "em",
                "você", "mas", "que",
            ],
            Self::Italian => &[
                "il", "gli", "è", "non", "una", "con", "per", "mio", "della", "grazie", "sono", "che", "di", "ho",
                "ma", "nel",
            ],
            Self::Dutch => &[
                "de", "het", "een", "en", "ik", "niet", "met", "voor", "mijn", "graag", "zijn", "van", "op", "wij",
                "maar", "heb",
            ],
        }
    }
}

/// How many words are looked at.
const ENOUGH: usize = 60;

/// English where nothing speaks for another.
pub fn tongue(text: &str) -> Tongue {
    let mut seen = [0_usize; Tongue::ALL.len()];
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| (1..=8).contains(&word.len())).take(ENOUGH) {
        let word = word.to_lowercase();
        for (count, tongue) in seen.iter_mut().zip(Tongue::ALL) {
            *count += usize::from(tongue.small_words().contains(&word.as_str()));
        }
    }
    let most = seen.iter().copied().max().unwrap_or_default();
    Tongue::ALL.into_iter().zip(seen).find(|(_, count)| *count == most).map_or(Tongue::English, |(tongue, _)| tongue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_a_language() {
        let table = [
            ("My kettle is not working, please help me with the refund.", Tongue::English),
            ("Ich habe die Rechnung nicht erhalten, bitte senden Sie sie mir.", Tongue::German),
            ("Je n'ai pas reçu la facture, pouvez-vous la renvoyer pour nous ?", Tongue::French),
            ("No he recibido la factura, por favor envíenla con el pedido.", Tongue::Spanish),
            ("Não recebi a fatura, você pode enviar para o meu endereço?", Tongue::Portuguese),
            ("Non ho ricevuto la fattura, grazie per l'aiuto, sono in attesa", Tongue::Italian),
            ("Ik heb de factuur niet ontvangen, graag met spoed voor mijn werk", Tongue::Dutch),
            ("返金をお願いします", Tongue::English),
        ];
        for (text, is) in table {
            assert_eq!(tongue(text), is, "{text}");
        }
    }
}
