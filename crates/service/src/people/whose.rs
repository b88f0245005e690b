//! Whose a typed address is, as far as whoever writes may know it.

use super::found;
use base::Email;
use desk::Done;
use store::Read;
use store::channel::outbox;
use store::people::{agents, persons};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One of us.
    Colleague,
    Known,
    /// Nobody has written with it, or nobody the acting agent finds; or all that was ever written to it was taken back.
    Stranger,
}

/// Each address with the name of whom it belongs to; a stranger has none.
pub fn whose(read: &mut Read, addresses: &[Email]) -> Done<Vec<(Email, Option<String>, Whose)>> {
    read.actor().must_be_agent()?;
    let mut all = Vec::new();
    for email in addresses {
        let person = persons::with_address(read, email)?;
        let colleague = person.is_some() && agents::of_address(read, email)?;
        let person = match person {
            Some(person) if colleague => Some(person),
            Some(person) if outbox::took_back_all(read, person.id, email)? => None,
            Some(person) => found(read, vec![person])?.pop(),
            None => None,
        };
        let whose = match &person {
            Some(_) if colleague => Whose::Colleague,
            Some(_) => Whose::Known,
            None => Whose::Stranger,
        };
        let name = person.map(|person| person.name).filter(|name| !name.is_empty());
        all.push((email.clone(), name, whose));
    }
    Ok(all)
}
