//! One-time links: made once, mailed or printed, opened once.

use base::Token;
use desk::access::Purpose;
use desk::people::PersonId;
use desk::{Done, Refusal};
use store::Tx;
use store::access::links;

/// A fresh link; earlier ones for the same purpose open no more.
pub fn offer(tx: &mut Tx, purpose: Purpose, person: Option<PersonId>) -> Done<Token> {
    let token = Token::random();
    let expires_at = tx.now().plus(purpose.lasts());
    links::forget(tx, purpose, person)?;
    links::add(tx, &token.digest(), purpose, person, expires_at)?;
    Ok(token)
}

/// Opens a link that belongs to a person.
pub fn open(tx: &mut Tx, token: &Token, purpose: Purpose) -> Done<PersonId> {
    let opened = links::spend(tx, &token.digest(), purpose)?;
    Ok(opened.flatten().ok_or(Refusal::LinkUsedOrOld)?)
}
