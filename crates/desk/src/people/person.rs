//! Anybody Kippu knows: one person, any number of addresses.

use super::{OrganizationId, is_shared};
use crate::{Event, Refusal};
use base::{Email, Language, Moment};
use serde::{Deserialize, Serialize};

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

/// What is said of a person and may be edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub language: Option<Language>,
    /// IANA name.
    pub time_zone: Option<String>,
    pub organization: Option<OrganizationId>,
}

/// Whose tickets one person may see beside their own, and who may see those of one.
pub const MOST_OVERSEEN: usize = 50;
/// A person has at most this many addresses.
pub const MOST_ADDRESSES: usize = 20;

/// One of a person's addresses.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonAddress {
    pub email: Email,
    /// They have opened a link we mailed there.
    pub verified: bool,
    /// What somebody has said of it; none: as its name suggests.
    pub shared: Option<bool>,
}

impl PersonAddress {
    /// Several people may write from it.
    pub fn is_shared(&self) -> bool {
        self.shared.unwrap_or_else(|| is_shared(&self.email))
    }
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

    pub fn profile(&self) -> Profile {
        Profile {
            name: self.name.clone(),
            language: self.language,
            time_zone: self.time_zone.clone(),
            organization: self.organization,
        }
    }

    /// Takes over what somebody edited; the event says what was there before.
    pub fn describe(&mut self, wish: Profile) -> Result<Event, Refusal> {
        let to = Profile {
            name: if wish.name.is_empty() { wish.name } else { person_name(&wish.name)? },
            time_zone: wish.time_zone.as_deref().map(time_zone).transpose()?,
            ..wish
        };
        let from = self.profile();
        Profile {
            name: self.name,
            language: self.language,
            time_zone: self.time_zone,
            organization: self.organization,
        } = to.clone();
        Ok(Event::PersonChanged { person: self.id, from, to })
    }
}

/// A name somebody typed: trimmed, 1 to 120 characters, one line.
pub fn person_name(text: &str) -> Result<String, Refusal> {
    let name = one_line(text);
    match name.chars().count() {
        0 => Err(Refusal::NameEmpty),
        1..=120 => Ok(name),
        _ => Err(Refusal::NameTooLong),
    }
}

/// A name some machine gave us: one line, at most 120 characters, perhaps empty.
pub fn given_name(text: &str) -> String {
    one_line(text).chars().take(120).collect::<String>().trim_end().to_owned()
}

fn one_line(text: &str) -> String {
    base::seen(text).replace(|c: char| c.is_control(), " ").trim().to_owned()
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

/// Characters of what they sign letters with.
pub const LONGEST_SIGNATURE: usize = 2_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn kei() -> Person {
        Person {
            id: PersonId(4),
            name: "Kei".into(),
            email: Email::parse("kei@customer.example"),
            language: None,
            time_zone: None,
            organization: None,
            created_at: Moment(0),
            version: 1,
        }
    }

    #[test]
    fn a_change_of_a_person_says_what_was_before() {
        let mut kei = kei();
        let before = kei.profile();
        let after = Profile { name: " Kei Tanaka ".into(), time_zone: Some("Asia/Tokyo".into()), ..before.clone() };
        let event = kei.describe(after).unwrap();
        assert_eq!(kei.name, "Kei Tanaka");
        assert_eq!(event, Event::PersonChanged { person: kei.id, from: before, to: kei.profile() });
    }

    #[test]
    fn nobody_lives_in_a_zone_that_is_none() {
        let mut kei = kei();
        let wish = Profile { time_zone: Some("Mars/Olympus".into()), ..kei.profile() };
        assert_eq!(kei.describe(wish), Err(Refusal::TimeZoneUnknown));
        assert_eq!(kei.time_zone, None);
    }

    #[test]
    fn who_has_no_name_is_shown_by_the_address() {
        let nameless = Person { name: String::new(), ..kei() };
        assert_eq!(nameless.shown(), "kei@customer.example");
        assert_eq!(Person { email: None, ..nameless }.shown(), "?");
    }

    #[test]
    fn a_name_is_one_line_of_bounded_length() {
        assert_eq!(person_name(" Aya\nMori "), Ok("Aya Mori".into()));
        assert_eq!(person_name("\t"), Err(Refusal::NameEmpty));
        assert_eq!(person_name(&"あ".repeat(121)), Err(Refusal::NameTooLong));
        assert_eq!(person_name("\u{200b}\u{200b}"), Err(Refusal::NameEmpty));
        assert_eq!(person_name("\u{202e}Aya\u{200b} Mori"), Ok("Aya Mori".into()));
        assert_eq!(given_name("\u{200b}"), "");
        assert_eq!(given_name(&"あ".repeat(500)).chars().count(), 120);
    }

    #[test]
    fn people_are_found_whatever_the_case_and_the_spaces() {
        assert_eq!(folded("  Kei   TANAKA "), "kei tanaka");
        assert_eq!(folded("田中　圭"), "田中 圭");
    }
}
