//! Anybody Kippu knows: one person, any number of addresses.

use super::OrganizationId;
use crate::Refusal;
use base::{Email, Language, Moment};

base::id!(
    /// One person, whatever addresses they write from.
    PersonId
);

#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: PersonId,
    /// As they write it; may be empty when only an address is known.
    pub name: String,
    /// The address we write to.
    pub email: Option<Email>,
    pub language: Option<Language>,
    /// IANA name.
    pub time_zone: Option<String>,
    pub organization: Option<OrganizationId>,
    pub created_at: Moment,
    pub version: i64,
}

/// One of a person's addresses.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonAddress {
    pub email: Email,
    /// They have opened a link we mailed there.
    pub verified: bool,
}

impl Person {
    /// The name where there is one, else the address.
    pub fn shown(&self) -> &str {
        match (&self.name, &self.email) {
            (name, _) if !name.is_empty() => name,
            (_, Some(email)) => email.as_str(),
            (_, None) => "?",
        }
    }
}

/// A name somebody typed: trimmed, 1 to 120 characters, one line.
pub fn person_name(text: &str) -> Result<String, Refusal> {
    let name: String = text.chars().filter(|c| !c.is_control()).collect();
    let name = name.trim();
    match name.chars().count() {
        0 => Err(Refusal::NameEmpty),
        1..=120 => Ok(name.to_owned()),
        _ => Err(Refusal::NameTooLong),
    }
}

/// A name some machine gave us: one line, at most 120 characters, perhaps empty.
pub fn given_name(text: &str) -> String {
    let name: String = text.chars().filter(|c| !c.is_control()).take(120).collect();
    name.trim().to_owned()
}

/// The form by which people are found and put in order: lower case, single spaces.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A time zone by its IANA name, as this machine knows it.
pub fn time_zone(name: &str) -> Result<String, Refusal> {
    match base::Moment::knows_zone(name) {
        true => Ok(name.to_owned()),
        false => Err(Refusal::TimeZoneUnknown),
    }
}
