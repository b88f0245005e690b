//! Very many customers: names put together from those of the people we know, found by their place.

use crate::demo::content::Content;
use crate::demo::draw::Draw;
use base::{Address, Email, Language, Moment};
use desk::people::{Person, PersonId};
use service::Fault;
use service::whole::bulk::Bulk;

pub struct Crowd {
    seed: u64,
    first: i64,
    people: usize,
    japanese: Names,
    english: Names,
}

/// Each name with its Latin letters.
#[derive(Default)]
struct Names {
    family: Vec<(String, String)>,
    given: Vec<(String, String)>,
}

pub struct Customer {
    pub id: PersonId,
    pub name: String,
    /// How one addresses them.
    pub call: String,
    pub address: Address,
    pub language: Language,
}

const DOMAINS: [&str; 5] = ["tegami.example", "postbox.example", "hikari.example", "keitai.example", "mail.example"];
/// People of one transaction.
const BATCH: usize = 5000;

impl Crowd {
    /// `first` is the id of the first of them.
    pub fn new(content: &Content, seed: u64, first: i64, people: usize) -> Self {
        let (mut japanese, mut english) = (Names::default(), Names::default());
        for person in &content.people {
            let latin = person.latin.as_ref().unwrap_or(&person.name);
            let (Some((given_latin, family_latin)), Some((one, two))) =
                (latin.split_once(' '), person.name.split_once(' '))
            else {
                continue;
            };
            let names = match person.language {
                Language::Japanese => &mut japanese,
                Language::English => &mut english,
            };
            let (family, given) = if person.language == Language::Japanese { (one, two) } else { (two, one) };
            names.family.push((family.to_owned(), plain(family_latin)));
            names.given.push((given.to_owned(), plain(given_latin)));
        }
        Self { seed, first, people, japanese, english }
    }

    /// Somebody who writes this language: every second one does.
    pub fn somebody(&self, language: Language, draw: &mut Draw) -> Customer {
        let place = draw.below(self.people.div_ceil(2)) * 2 + usize::from(language == Language::English);
        self.at(place.min(self.people - 1))
    }

    pub fn at(&self, place: usize) -> Customer {
        let language = if place.is_multiple_of(2) { Language::Japanese } else { Language::English };
        let names = match language {
            Language::Japanese => &self.japanese,
            Language::English => &self.english,
        };
        let mut draw = Draw::of(self.seed ^ 0x0063_726f_7764, place as u64);
        let (family, given) =
            (&names.family[draw.below(names.family.len())], &names.given[draw.below(names.given.len())]);
        let (name, call) = match language {
            Language::Japanese => (format!("{} {}", family.0, given.0), family.0.clone()),
            Language::English => (format!("{} {}", given.0, family.0), given.0.clone()),
        };
        let domain = DOMAINS[draw.below(DOMAINS.len())];
        let id = self.first + place as i64;
        let email =
            Email::parse(&format!("{}.{}.{id}@{domain}", given.1, family.1)).expect("plain letters make an address");
        Customer { id: PersonId(id), address: Address::new(name.clone(), email), name, call, language }
    }

    /// All of them become known to the desk.
    pub fn join(&self, bulk: &mut Bulk, at: Moment) -> Result<(), Fault> {
        let mut place = 0;
        while place < self.people {
            let end = (place + BATCH).min(self.people);
            let people: Vec<(Person, Email)> = (place..end).map(|place| person(self.at(place), at)).collect();
            bulk.people(&people)?;
            place = end;
        }
        Ok(())
    }
}

fn person(customer: Customer, created_at: Moment) -> (Person, Email) {
    let email = customer.address.email;
    let person = Person {
        id: customer.id,
        name: customer.name,
        email: Some(email.clone()),
        language: Some(customer.language),
        time_zone: None,
        organization: None,
        created_at,
        version: 1,
    };
    (person, email)
}

/// Letters alone, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nobody_shares_an_address_and_everybody_is_found_again() {
        let crowd = Crowd::new(&Content::read().unwrap(), 1, 1000, 5000);
        let addresses: HashSet<String> = (0..5000).map(|place| crowd.at(place).address.email.canonical()).collect();
        assert_eq!(addresses.len(), 5000);
        let mut draw = Draw::seeded(1);
        for _ in 0..100 {
            let customer = crowd.somebody(Language::Japanese, &mut draw);
            assert_eq!(customer.language, Language::Japanese);
            assert_eq!(crowd.at((customer.id.0 - 1000) as usize).name, customer.name);
        }
    }
}
