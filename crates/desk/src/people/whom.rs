//! Whom a ticket is for, as whoever writes down what was said names them.

use super::{PersonId, dialled, person_name};
use crate::Refusal;
use base::{Address, Email};

#[derive(Clone, Debug, PartialEq)]
pub enum Whom {
    Address(Address),
    /// The number as it was typed; the name may be empty.
    Phone {
        number: String,
        name: String,
    },
    /// Chosen among those who are known.
    Known(PersonId),
    /// A name by itself finds and makes nobody: it may be somebody else's as well.
    Called(String),
    /// Of whom it was said that nobody knows them yet.
    New {
        name: String,
        number: Option<String>,
    },
}

impl Whom {
    /// `Kei Tanaka <kei@x.example>`, `kei@x.example`, `Kei <090-1234-5678>`, `Kei <#57>`, `Kei Tanaka`.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let (name, way) = match text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            Some((name, way)) => (name.trim().trim_matches('"').trim(), way.trim()),
            None => ("", text),
        };
        if let Some(whom) = Self::by(name, way) {
            return Ok(whom);
        }
        if way != text || way.contains(['@', '＠', '<', '>']) {
            return Err(Refusal::AddressInvalid);
        }
        person_name(way).map(Self::Called).map_err(|_| Refusal::AddressInvalid)
    }

    /// A name, which may be empty, and what finds them: an address, a number or `#57`.
    pub fn by(name: &str, way: &str) -> Option<Self> {
        if let Some(email) = Email::typed(way) {
            return Some(Self::Address(Address::new(name, email)));
        }
        if let Some(id) = way.strip_prefix('#').and_then(|id| id.parse().ok()) {
            return Some(Self::Known(PersonId(id)));
        }
        dialled(way).map(|_| Self::Phone { number: way.to_owned(), name: name.to_owned() })
    }

    /// The same, to be kept; none: nothing finds them.
    pub fn parts(&self) -> Option<(String, String)> {
        match self {
            Self::Address(Address { name, email }) => Some((name.clone().unwrap_or_default(), email.to_string())),
            Self::Phone { number, name } => Some((name.clone(), number.clone())),
            Self::Known(id) => Some((String::new(), format!("#{id}"))),
            Self::Called(_) | Self::New { .. } => None,
        }
    }

    /// What they are called, where that was not said yet.
    pub fn named(self, called: &str) -> Self {
        match self {
            Self::Address(Address { name: None, email }) => Self::Address(Address::new(called.trim(), email)),
            Self::Phone { number, name } if name.is_empty() => Self::Phone { number, name: called.trim().to_owned() },
            whom @ (Self::Address(_) | Self::Phone { .. } | Self::Known(_) | Self::Called(_) | Self::New { .. }) => {
                whom
            }
        }
    }

    /// Nobody who is known is meant.
    pub fn anew(self) -> Self {
        match self {
            Self::Phone { number, name } => Self::New { name, number: Some(number) },
            Self::Called(name) => Self::New { name, number: None },
            whom @ (Self::Address(_) | Self::Known(_) | Self::New { .. }) => whom,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_named_by_address_by_number_by_choice_or_by_name() {
        let kei = Email::parse("kei@x.example").unwrap();
        assert_eq!(Whom::read("kei@x.example"), Ok(Whom::Address(Address::bare(kei.clone()))));
        assert_eq!(Whom::read("ｋｅｉ＠ｘ．example"), Ok(Whom::Address(Address::bare(kei.clone()))));
        assert_eq!(Whom::read("\"Kei\" <kei@x.example>"), Ok(Whom::Address(Address::new("Kei", kei))));
        let phone = |number: &str, name: &str| Ok(Whom::Phone { number: number.into(), name: name.into() });
        assert_eq!(Whom::read(" 090-1234-5678 "), phone("090-1234-5678", ""));
        assert_eq!(Whom::read("太郎 <０９０ー１２３４ー５６７８>"), phone("０９０ー１２３４ー５６７８", "太郎"));
        assert_eq!(Whom::read("林 正雄 <#57>"), Ok(Whom::Known(PersonId(57))));
        assert_eq!(Whom::read("Taro  Phone"), Ok(Whom::Called("Taro  Phone".into())));
        for wrong in ["", "kei@", "kei＠", "Kei <kei>", "<#x>", &"あ".repeat(121)] {
            assert_eq!(Whom::read(wrong), Err(Refusal::AddressInvalid), "{wrong}");
        }
    }

    #[test]
    fn what_finds_somebody_is_kept_and_read_again() {
        for text in ["Kei <kei@x.example>", "kei@x.example", "Taro <090-1234-5678>", "090-1234-5678", "#57"] {
            let whom = Whom::read(text).unwrap();
            let (name, way) = whom.parts().unwrap();
            assert_eq!(Whom::by(&name, &way), Some(whom), "{text}");
        }
        assert_eq!(Whom::read("Taro").unwrap().parts(), None);
    }

    #[test]
    fn only_who_cannot_be_found_by_an_address_is_made_by_a_choice() {
        let typed = |text: &str| Whom::read(text).unwrap().named("Taro").anew();
        assert_eq!(typed("090-1234-5678"), Whom::New { name: "Taro".into(), number: Some("090-1234-5678".into()) });
        assert_eq!(typed("Jiro"), Whom::New { name: "Jiro".into(), number: None });
        assert_eq!(typed("#57"), Whom::Known(PersonId(57)));
    }
}
