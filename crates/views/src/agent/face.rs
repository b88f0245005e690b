//! A person in a circle: initials on one of eight tones, always the same for the same person.

use desk::people::PersonId;

#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    pub initials: String,
    /// 1 to 8.
    pub tone: i64,
}

impl Face {
    pub fn of(person: PersonId, name: &str) -> Self {
        Self { initials: initials(name), tone: person.0.rem_euclid(8) + 1 }
    }

    /// Somebody we have no person for: a machine, or one who was never kept.
    pub fn nobody(name: &str) -> Self {
        let sum: i64 = name.bytes().map(i64::from).sum();
        Self { initials: initials(name), tone: sum % 8 + 1 }
    }
}

/// Of a Latin name the first letters of its first and last word; of any other the first character, which in Japanese is
/// the family name's.
fn initials(name: &str) -> String {
    let letter = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut words = name.split([' ', '　', '.', '@']).filter(|word| letter(word).is_some());
    let first = words.next().and_then(letter);
    let last = words.next_back().and_then(letter).filter(|_| !name.contains('@'));
    match (first, last) {
        (Some(first), Some(last)) if first.is_ascii() && last.is_ascii() => {
            [first, last].iter().collect::<String>().to_uppercase()
        }
        (Some(first), _) => first.to_uppercase().to_string(),
        (None, _) => "?".to_owned(),
    }
}
