//! Requesters have no password: a link mailed to their address signs them in at the portal.

use super::links;
use super::post::post;
use super::sign_in::may_post;
use base::{Email, Token};
use desk::access::{Browser, Purpose, Session};
use desk::{Actor, Done, Event};
use store::Tx;
use store::access::sessions;
use store::people::persons;

/// Mails the link. The answer is the same for an address nobody has, and for one that asks too often.
pub fn ask_sign_in_link(tx: &mut Tx, email: &Email) -> Done<()> {
    let may = may_post(tx, email)?;
    let Some(person) = persons::with_address(tx, email)?.filter(|_| may) else { return Ok(()) };
    let link = links::offer(tx, Purpose::SignIn, person.id, email)?;
    post(tx, Purpose::SignIn, &person, email, &link)?;
    tx.record(Event::SignInLinkAsked { person: person.id })?;
    Ok(())
}

/// Opens a portal session. It never opens the workspace, whoever the person is.
pub fn sign_in_by_link(tx: &mut Tx, link: &Token, browser: &str, from: &str) -> Done<(Token, Session)> {
    let person = links::open(tx, link, Purpose::SignIn)?;
    let token = Token::random();
    let browser = Browser { address: from.to_owned(), name: browser.to_owned() };
    let session = Session::begin(token.digest(), person, false, &browser, tx.now());
    sessions::add(tx, &session)?;
    tx.act_as(Actor::Requester(person), |tx| tx.record(Event::SignedIn { person }))?;
    Ok((token, session))
}
