//! What kind of value a field has, with what belongs to that kind. It is chosen once; what it asks for may change.

use super::{Currency, External, FileBounds, Item};
use crate::Refusal;
use crate::object::ObjectTypeId;
use serde::{Deserialize, Serialize};

/// Characters of a one-line value and of a long one.
pub const LONGEST_LINE: usize = 250;
pub const LONGEST_TEXT: usize = 10_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Nature {
    Text,
    LongText,
    /// Words with their marks, as HTML that was cleaned.
    RichText,
    /// Files within bounds.
    File {
        bounds: FileBounds,
    },
    /// One line that fits a regular expression.
    Pattern {
        pattern: String,
    },
    Number {
        digits: u8,
        least: Option<i64>,
        most: Option<i64>,
    },
    Money {
        currency: Currency,
    },
    Date,
    /// A day with its time.
    Time,
    Flag,
    Choice {
        items: Vec<Item>,
    },
    Choices {
        items: Vec<Item>,
    },
    /// A choice in a hierarchy.
    Tree {
        items: Vec<Item>,
    },
    Person,
    Organization,
    Ticket,
    /// One of the things a desk keeps: an order, an asset.
    Object {
        of: ObjectTypeId,
    },
    /// One of what another system offers while one types.
    External {
        source: External,
    },
    /// A value that opens an address: `https://shop.example/orders/{value}?by={email}`.
    Link {
        template: String,
    },
    /// Given out by the desk when something is made: `ORD-00042`.
    Sequence {
        prefix: String,
        width: u8,
    },
    /// Computed from the other fields.
    Formula {
        expression: String,
        digits: u8,
    },
}

/// How a value lies in the columns, and so what can be asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    Text,
    /// Scaled by so many digits.
    Amount(u8),
    Moment,
    Flag,
    Item,
    Items,
    Person,
    Organization,
    Object,
    /// Of the items that were chosen, as conditions see them; no field lies so.
    Properties,
}

impl Nature {
    /// The words of all kinds, in the order in which they are offered.
    pub const KINDS: &[&str] = &[
        "text",
        "long_text",
        "rich_text",
        "number",
        "money",
        "date",
        "time",
        "flag",
        "choice",
        "choices",
        "tree",
        "person",
        "organization",
        "ticket",
        "object",
        "external",
        "file",
        "link",
        "pattern",
        "sequence",
        "formula",
    ];

    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::RichText => "rich_text",
            Self::File { .. } => "file",
            Self::Pattern { .. } => "pattern",
            Self::Number { .. } => "number",
            Self::Money { .. } => "money",
            Self::Date => "date",
            Self::Time => "time",
            Self::Flag => "flag",
            Self::Choice { .. } => "choice",
            Self::Choices { .. } => "choices",
            Self::Tree { .. } => "tree",
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Ticket => "ticket",
            Self::Object { .. } => "object",
            Self::External { .. } => "external",
            Self::Link { .. } => "link",
            Self::Sequence { .. } => "sequence",
            Self::Formula { .. } => "formula",
        }
    }

    pub const fn shape(&self) -> Shape {
        match self {
            Self::Text | Self::LongText | Self::RichText | Self::Pattern { .. } | Self::Link { .. } => Shape::Text,
            Self::File { .. } => Shape::Text,
            Self::Ticket | Self::Sequence { .. } | Self::External { .. } => Shape::Text,
            Self::Number { digits, .. } | Self::Formula { digits, .. } => Shape::Amount(*digits),
            Self::Money { currency } => Shape::Amount(currency.digits()),
            Self::Date | Self::Time => Shape::Moment,
            Self::Flag => Shape::Flag,
            Self::Choice { .. } | Self::Tree { .. } => Shape::Item,
            Self::Choices { .. } => Shape::Items,
            Self::Person => Shape::Person,
            Self::Organization => Shape::Organization,
            Self::Object { .. } => Shape::Object,
        }
    }

    pub fn items(&self) -> &[Item] {
        match self {
            Self::Choice { items } | Self::Choices { items } | Self::Tree { items } => items,
            Self::Text | Self::LongText | Self::Pattern { .. } | Self::Number { .. } | Self::Money { .. } => &[],
            Self::Date | Self::Time | Self::Flag | Self::Person | Self::Organization | Self::Ticket => &[],
            Self::Link { .. } | Self::Sequence { .. } | Self::Formula { .. } | Self::Object { .. } => &[],
            Self::External { .. } | Self::RichText | Self::File { .. } => &[],
        }
    }

    /// Nobody types it.
    pub const fn is_computed(&self) -> bool {
        matches!(self, Self::Sequence { .. } | Self::Formula { .. })
    }

    /// A cell of a table can say what stands in it.
    pub const fn is_of_tables(&self) -> bool {
        !self.is_computed() && !matches!(self, Self::File { .. })
    }

    /// Within limits, and of a kind with what it was before.
    ///
    /// # Errors
    /// A pattern or an expression that is none, bounds that cross, a link without a place for the value.
    pub fn sound(self) -> Result<Self, Refusal> {
        match &self {
            Self::Pattern { pattern } => super::pattern::sound(pattern)?,
            Self::Number { digits, least, most } => {
                let crossed = least.zip(*most).is_some_and(|(least, most)| least > most);
                if *digits > 6 || crossed {
                    return Err(Refusal::BoundsInvalid);
                }
            }
            Self::External { source } => source.sound()?,
            Self::File { bounds } => bounds.sound()?,
            Self::Link { template } => {
                let web = template.starts_with("https://") || template.starts_with("http://");
                let names = pieces(template).is_some_and(|pieces| pieces.iter().any(|(_, name)| *name == Some(VALUE)));
                if !web || !names || template.len() > 1_000 {
                    return Err(Refusal::LinkInvalid);
                }
            }
            Self::Sequence { prefix, width } => {
                if prefix.chars().count() > 20 || *width > 12 || prefix.chars().any(char::is_control) {
                    return Err(Refusal::BoundsInvalid);
                }
            }
            Self::Formula { expression, digits } => {
                if *digits > 6 {
                    return Err(Refusal::BoundsInvalid);
                }
                super::formula::sound(expression)?;
            }
            Self::Text
            | Self::LongText
            | Self::RichText
            | Self::Money { .. }
            | Self::Date
            | Self::Time
            | Self::Flag => {}
            Self::Choice { .. } | Self::Choices { .. } | Self::Tree { .. } => {}
            Self::Person | Self::Organization | Self::Ticket | Self::Object { .. } => {}
        }
        Ok(self)
    }

    /// Names in the address of a link, beside that of its own value.
    pub fn names_of_others(&self) -> Vec<&str> {
        let Self::Link { template } = self else { return Vec::new() };
        let names = pieces(template).unwrap_or_default().into_iter().filter_map(|(_, name)| name);
        names.filter(|name| *name != VALUE).collect()
    }

    /// Where a value leads. `others`: what another name stands for. None: it leads nowhere, or one of them stands for nothing;
    /// an address with a hole may lead to somebody else.
    pub fn link(&self, value: &str, others: impl Fn(&str) -> Option<String>) -> Option<String> {
        let Self::Link { template } = self else { return None };
        let mut link = String::with_capacity(template.len() + value.len());
        for (text, name) in pieces(template)? {
            link.push_str(text);
            match name {
                None => {}
                Some(VALUE) => link.push_str(&encoded(value)),
                Some(name) => link.push_str(&encoded(&others(name).filter(|other| !other.is_empty())?)),
            }
        }
        Some(link)
    }
}

/// The name of the own value.
const VALUE: &str = "value";

/// The text of an address up to each name in braces, with the name; the rest has none. None: a brace has no partner.
fn pieces(template: &str) -> Option<Vec<(&str, Option<&str>)>> {
    let (mut pieces, mut rest) = (Vec::new(), template);
    while let Some((text, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        if text.contains('}') || name.contains('{') {
            return None;
        }
        pieces.push((text, Some(name)));
        rest = behind;
    }
    if rest.contains('}') {
        return None;
    }
    pieces.push((rest, None));
    Some(pieces)
}

/// RFC 3986: everything but unreserved characters, octet by octet.
pub(super) fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_place_in_a_link() {
        let link = Nature::Link { template: "https://shop.example/orders/{value}?x=1".into() };
        let leads = link.link("A&b=/../返", |_| None);
        assert_eq!(leads, Some("https://shop.example/orders/A%26b%3D%2F..%2F%E8%BF%94?x=1".into()));
        for wrong in
            ["javascript:{value}", "https://x.example/", "https://x.example/{value", "https://x.example/{value}}"]
        {
            assert_eq!(Nature::Link { template: wrong.into() }.sound(), Err(Refusal::LinkInvalid), "{wrong}");
        }
    }

    #[test]
    fn a_link_names_others_and_leads_nowhere_without_them() {
        let link = Nature::Link { template: "https://x.example/{value}?by={email}&of={ticket}".into() };
        assert_eq!(link.names_of_others(), ["email", "ticket"]);
        let known = |name: &str| match name {
            "email" => Some("kei+a@customer.example".to_owned()),
            "ticket" => Some("{value}".to_owned()),
            _ => None,
        };
        let leads = "https://x.example/7?by=kei%2Ba%40customer.example&of=%7Bvalue%7D";
        assert_eq!(link.link("7", known).as_deref(), Some(leads), "what is put in names nothing");
        assert_eq!(link.link("7", |name| known(name).filter(|_| name == "email")), None);
        assert_eq!(link.link("7", |_| Some(String::new())), None);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(Nature::Number { digits: 0, least: Some(5), most: Some(1) }.sound(), Err(Refusal::BoundsInvalid));
        assert!(Nature::Pattern { pattern: "(".into() }.sound().is_err());
        assert!(Nature::Formula { expression: "a +".into(), digits: 0 }.sound().is_err());
    }

    #[test]
    fn every_kind_has_its_word() {
        assert!(Nature::KINDS.contains(&Nature::LongText.kind()));
        assert_eq!(Nature::KINDS.len(), 21);
    }
}
