//! One-time links: made once, mailed or printed, opened once.

use crate::people::{find_or_create, stranger};
use base::{Address, Email, Token};
use desk::access::Purpose;
use desk::people::{Person, PersonId};
use desk::{Done, Refusal};
use store::access::links::{self, For};
use store::people::{addresses, agents, persons};
use store::{Read, Tx};

/// A fresh link for a person, to be mailed to one of their addresses. Earlier ones still open: who asks twice may read
/// the first letter first.
pub fn offer(tx: &mut Tx, purpose: Purpose, person: PersonId, email: &Email) -> Done<Token> {
    offer_to(tx, purpose, &For { person: Some(person), email: Some(email.clone()) })
}

/// A fresh link for whoever reads mail to an address that nobody has yet.
pub fn offer_newcomer(tx: &mut Tx, purpose: Purpose, email: &Email) -> Done<Token> {
    offer_to(tx, purpose, &For { person: None, email: Some(email.clone()) })
}

/// A fresh link for whoever reads what the first start prints; earlier ones open no more.
pub fn offer_printed(tx: &mut Tx, purpose: Purpose) -> Done<Token> {
    links::forget(tx, purpose, None)?;
    offer_to(tx, purpose, &For::default())
}

/// Whom a link is for, before they open it. The link still opens afterwards.
pub fn whose_link(read: &mut Read, token: &Token, purpose: Purpose) -> Done<Person> {
    let whom = links::look(read, &token.digest(), purpose)?;
    match owner(read, whom, purpose)? {
        (Some(person), _) => Ok(persons::load(read, person)?.ok_or(Refusal::LinkUsedOrOld)?),
        (None, email) => stranger(read, &Address::bare(email), None),
    }
}

/// Opens a link, and with it closes all others of the same purpose. Whoever could has shown that they read mail to its
/// address; who was nobody is somebody from now on.
pub fn open(tx: &mut Tx, token: &Token, purpose: Purpose) -> Done<PersonId> {
    let whom = links::spend(tx, &token.digest(), purpose)?;
    let (person, email) = owner(tx, whom, purpose)?;
    let person = match person {
        Some(person) => person,
        None => find_or_create(tx, &Address::bare(email.clone()), None)?.id,
    };
    links::forget(tx, purpose, Some(person))?;
    links::forget_newcomer(tx, purpose, &email)?;
    addresses::verify(tx, &email)?;
    Ok(person)
}

/// The address may have moved to somebody else since it was mailed, and an agent may have left. None: nobody has it yet;
/// who was new when it was mailed may have become known since.
fn owner(read: &mut Read, whom: Option<For>, purpose: Purpose) -> Done<(Option<PersonId>, Email)> {
    let Some(For { person, email: Some(email) }) = whom else {
        return Err(Refusal::LinkUsedOrOld.into());
    };
    let owner = addresses::owner(read, &email)?;
    let still = match person {
        Some(person) => owner == Some(person) && opens_for(read, person, purpose)?,
        None => matches!(purpose, Purpose::SignIn),
    };
    if still { Ok((owner, email)) } else { Err(Refusal::LinkUsedOrOld.into()) }
}

fn opens_for(read: &mut Read, person: PersonId, purpose: Purpose) -> Done<bool> {
    Ok(match purpose {
        Purpose::SetUp => false,
        Purpose::SignIn => true,
        Purpose::Invitation | Purpose::Reset => agents::load(read, person)?.is_some_and(|agent| agent.active),
    })
}

fn offer_to(tx: &mut Tx, purpose: Purpose, whom: &For) -> Done<Token> {
    let token = Token::random();
    let expires_at = tx.now().plus(purpose.lasts());
    links::add(tx, &token.digest(), purpose, whom, expires_at)?;
    Ok(token)
}
