//! Letters that carry a one-time link.

use crate::{channel, house};
use base::{Email, Token, words};
use desk::access::{LinkLetter, Purpose};
use desk::channel::NewLetter;
use desk::people::Person;
use desk::{Done, Fault};
use store::Tx;

/// Puts the letter with the link into the outbox, in the language of whoever reads it.
pub fn post(tx: &mut Tx, purpose: Purpose, to: &Person, at: &Email, link: &Token) -> Done<()> {
    let Some((kind, subject)) = purpose.letter() else { return Ok(()) };
    let house = house::load(tx)?;
    let language = to.language.unwrap_or(house.language);
    let subject = words::of(language).with(subject, "organization", house.organization.as_str());
    let details = LinkLetter {
        name: to.name.clone(),
        language,
        organization: house.organization,
        token: link.reveal().to_owned(),
    };
    let letter = NewLetter {
        kind,
        ticket: None,
        message: None,
        mailbox: None,
        message_id: None,
        to: vec![at.clone()],
        subject,
        details: serde_json::to_string(&details).map_err(Fault::new)?,
        due_at: tx.now(),
    };
    channel::post_automatic(tx, letter)?;
    Ok(())
}
