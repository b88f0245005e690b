//! Texts with variables that people write: letters, signatures, prepared answers. They reach nothing but the values
//! they are given, and end in bounded time and size.

use base::CleanHtml;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// Characters of a template, steps it may take, octets it may become.
const LONGEST: usize = 20_000;
const FUEL: u64 = 50_000;
const LARGEST: usize = 200_000;

/// What a text may speak of. Every one of them is there, be it empty: a word that is not among them is a mistake.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Values {
    pub ticket: OfTicket,
    pub requester: OfPerson,
    pub agent: OfPerson,
    pub mailbox: OfMailbox,
    pub organization: String,
    /// What stands in the ticket's fields, by their keys; only where rules and flows fill in.
    pub field: BTreeMap<String, String>,
    /// What is known of the items chosen there, by the field's key and the property's name.
    pub property: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OfTicket {
    pub number: String,
    pub subject: String,
    /// In the reader's language.
    pub status: String,
    /// How many stars its requester gave, and what they said; empty: none.
    pub rating: String,
    pub rating_comment: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OfPerson {
    pub name: String,
    pub email: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OfMailbox {
    pub name: String,
    pub email: String,
}

impl Values {
    /// As they are written between braces, for whoever writes a text.
    pub const NAMES: &[&str] = &[
        "ticket.number",
        "ticket.subject",
        "ticket.status",
        "ticket.rating",
        "ticket.rating_comment",
        "requester.name",
        "requester.email",
        "agent.name",
        "agent.email",
        "mailbox.name",
        "mailbox.email",
        "organization",
    ];
}

/// Why a text cannot be used, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The first is 1.
    pub line: usize,
    pub why: Why,
    /// The word in question, or the machine's own words; may be empty.
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A brace or a word is missing or out of place.
    Form,
    /// No such variable, filter or function.
    Unknown,
    /// It never ends, or becomes too large.
    Endless,
    TooLong,
}

impl Why {
    pub const ALL: &[Self] = &[Self::Form, Self::Unknown, Self::Endless, Self::TooLong];

    /// Of the sentence that says what is wrong.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Form => "template-form",
            Self::Unknown => "template-unknown",
            Self::Endless => "template-endless",
            Self::TooLong => "template-too-long",
        }
    }
}

/// The text with its variables filled in. Plain text: whoever puts it into a page escapes it there.
pub fn filled(template: &str, values: &Values) -> Result<String, Mistake> {
    render(template, values, AutoEscape::None)
}

/// A text that becomes JSON: each variable is written as a value of it, in quotation marks where it is a text.
pub fn filled_json(template: &str, values: &impl Serialize) -> Result<String, Mistake> {
    let text = render(template, values, AutoEscape::Json)?;
    let read = serde_json::from_str::<serde::de::IgnoredAny>(&text);
    read.map_err(|error| Mistake { line: error.line().max(1), why: Why::Form, detail: error.to_string() })?;
    Ok(text)
}

fn render(template: &str, values: &impl Serialize, escape: AutoEscape) -> Result<String, Mistake> {
    if template.chars().count() > LONGEST {
        return Err(Mistake { line: 1, why: Why::TooLong, detail: String::new() });
    }
    if !template.contains('{') {
        return Ok(template.to_owned());
    }
    let mut machine = Environment::new();
    machine.set_fuel(Some(FUEL));
    machine.set_recursion_limit(50);
    machine.set_undefined_behavior(UndefinedBehavior::Strict);
    machine.set_auto_escape_callback(move |_| escape.clone());
    let parsed = machine.template_from_str(template).map_err(|error| mistake(&error))?;
    let mut out = Bounded(Vec::new());
    parsed.render_captured_to(minijinja::value::Serde(values), &mut out).map(drop).map_err(|error| mistake(&error))?;
    Ok(String::from_utf8_lossy(&out.0).into_owned())
}

/// A text with a form: what is filled in is words and never marks, and what stands in braces is read as it was typed, not as
/// HTML writes it.
pub fn filled_html(html: &CleanHtml, values: &Values) -> Result<CleanHtml, Mistake> {
    if html.as_str().len() > LARGEST {
        return Err(Mistake { line: 1, why: Why::TooLong, detail: String::new() });
    }
    let filled = render(&as_typed(html.as_str()), values, AutoEscape::Html)?;
    // Whatever the template did with it.
    Ok(CleanHtml::clean(&filled))
}

/// With signs instead of their names in what stands in braces: `{% if a &gt; 3 %}`.
fn as_typed(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(begin) = rest.find('{') {
        let close = match rest.as_bytes().get(begin + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(_) | None => {
                out.push_str(&rest[..=begin]);
                rest = &rest[begin + 1..];
                continue;
            }
        };
        let Some(length) = rest[begin..].find(close) else { break };
        let (before, inside) = (&rest[..begin], &rest[begin..begin + length]);
        out.push_str(before);
        let signs = [("&nbsp;", " "), ("\u{a0}", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        out.push_str(&signs.iter().fold(inside.to_owned(), |text, (name, sign)| text.replace(name, sign)));
        rest = &rest[begin + length..];
    }
    out.push_str(rest);
    out
}

/// The same, but what cannot be filled in stays as it stands: a letter must leave.
pub fn filled_or_bare(template: &str, values: &Values) -> String {
    filled(template, values).unwrap_or_else(|_| template.to_owned())
}

/// Whether the text can be used.
pub fn sound(template: &str) -> Result<(), Mistake> {
    filled(template, &Values::default()).map(drop)
}

/// The same of a text with a form.
pub fn sound_html(html: &CleanHtml) -> Result<(), Mistake> {
    filled_html(html, &Values::default()).map(drop)
}

/// The same where fields can be spoken of: which there are is known only when it is filled in.
pub fn sound_with_fields(template: &str) -> Result<(), Mistake> {
    let field = keys_in(template).map(|key| (key.to_owned(), String::new())).collect();
    let mut property: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (key, name) in properties_in(template) {
        property.entry(key.to_owned()).or_default().insert(name.to_owned(), String::new());
    }
    filled(template, &Values { field, property, ..Values::default() }).map(drop)
}

/// The keys of fields that a template may speak of: `field.order`.
pub fn keys_in(template: &str) -> impl Iterator<Item = &str> {
    template.split("field.").skip(1).map(|rest| word(rest).0)
}

/// The same of properties of what is chosen in a field: `property.device.cost_centre`.
pub fn properties_in(template: &str) -> impl Iterator<Item = (&str, &str)> {
    template.split("property.").skip(1).filter_map(|rest| {
        let (key, rest) = word(rest);
        Some((key, word(rest.strip_prefix('.')?).0))
    })
}

fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len()))
}

fn mistake(error: &Error) -> Mistake {
    let why = match error.kind() {
        ErrorKind::UndefinedError
        | ErrorKind::UnknownFilter
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownMethod => Why::Unknown,
        ErrorKind::OutOfFuel | ErrorKind::WriteFailure => Why::Endless,
        // Kinds may be added to a foreign list; all the others are ways to write it wrongly.
        _ => Why::Form,
    };
    Mistake { line: error.line().unwrap_or(1), why, detail: error.detail().unwrap_or_default().to_owned() }
}

struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST {
            return Err(io::Error::other("the text becomes too large"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_form_takes_words_and_no_marks() {
        let requester = OfPerson { name: "<b onclick=x>Kei</b>".into(), email: String::new() };
        let values = Values { requester, ..Values::default() };
        let html = CleanHtml::clean("<p>Dear <em>{{ requester.name }}</em>{% if 3 > 2 %}!{% endif %}</p>");
        let said = filled_html(&html, &values).unwrap();
        assert_eq!(said.as_str(), "<p>Dear <em>&lt;b onclick=x&gt;Kei&lt;/b&gt;</em>!</p>");
        let sly = CleanHtml::clean("<p>{{ requester.name|safe }}</p>");
        assert_eq!(filled_html(&sly, &values).unwrap().as_str(), "<p><b>Kei</b></p>", "what runs is gone all the same");
        assert!(filled_html(&CleanHtml::clean("<p>{{ nobody }}</p>"), &values).is_err());
        assert!(filled_html(&CleanHtml::clean("<p>{{ <b>requester</b>.name }}</p>"), &values).is_err());
    }

    fn values() -> Values {
        Values {
            requester: OfPerson { name: "Kei <b>".into(), email: "kei@x.example".into() },
            ticket: OfTicket { number: "100042".into(), ..OfTicket::default() },
            ..Values::default()
        }
    }

    #[test]
    fn variables_are_filled_in_as_they_are() {
        let text = "Dear {{ requester.name }},\n{% if ticket.subject %}x{% else %}#{{ ticket.number }}{% endif %}\n";
        assert_eq!(filled(text, &values()), Ok("Dear Kei <b>,\n#100042".into()));
        assert_eq!(filled("50 % of {", &values()).unwrap(), "50 % of {");
    }

    #[test]
    fn every_name_that_is_offered_is_known() {
        for name in Values::NAMES {
            assert_eq!(sound(&format!("{{{{ {name} }}}}")), Ok(()), "{name}");
        }
    }

    #[test]
    fn fields_are_spoken_of_by_their_keys() {
        let text = "Order {{ field.order|upper }} of {{ field.shop_2 }}";
        assert_eq!(keys_in(text).collect::<Vec<_>>(), ["order", "shop_2"]);
        assert_eq!((sound_with_fields(text), sound(text).map_err(|mistake| mistake.why)), (Ok(()), Err(Why::Unknown)));
        assert!(sound_with_fields("{{ field.order ").is_err());
    }

    #[test]
    fn properties_are_spoken_of_behind_the_key_of_their_field() {
        let text = "{{ property.device.cost_centre }} of {{ field.device }}{{ property.room.floor|upper }}";
        assert_eq!(properties_in(text).collect::<Vec<_>>(), [("device", "cost_centre"), ("room", "floor")]);
        assert_eq!(sound_with_fields(text), Ok(()));
        assert!(sound("{{ property.device.cost_centre }}").is_err());
        assert_eq!(properties_in("property.x property.").count(), 0);
    }

    #[test]
    fn a_mistake_points_at_its_line() {
        let at = |text: &str| sound(text).map_err(|mistake| (mistake.line, mistake.why));
        assert_eq!(at("a\nb {{ requester.nmae }}"), Err((2, Why::Unknown)));
        assert_eq!(at("a\n\n{{ requester.name "), Err((3, Why::Form)));
        assert_eq!(at("{{ ticket.number|nosuch }}"), Err((1, Why::Unknown)));
        assert_eq!(
            at("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}"),
            Err((1, Why::Endless))
        );
        assert_eq!(at("{{ 'x' * 90000 }}{{ 'x' * 90000 }}{{ 'x' * 90000 }}"), Err((1, Why::Endless)));
        assert_eq!(at(&"x".repeat(20_001)), Err((1, Why::TooLong)));
    }

    #[test]
    fn a_template_reaches_nothing_else() {
        for text in ["{% include 'x' %}", "{% import 'x' as y %}", "{{ environ }}"] {
            assert!(sound(text).is_err(), "{text}");
        }
    }
}
