//! Requesters have no password: a link mailed to their address signs them in at the portal.

use super::links;
use super::post::post;
use super::sign_in::may_post;
use crate::house;
use crate::people::stranger;
use base::{Address, Email, Token};
use desk::access::{Asking, Browser, Purpose, Session};
use desk::{Actor, Done, Event};
use store::Tx;
use store::access::sessions;
use store::channel::mailboxes;
use store::people::persons;

/// Mails the link. The answer is the same for an address nobody has, and for one that asks too often.
pub fn ask_sign_in_link(tx: &mut Tx, email: &Email) -> Done<()> {
    if !may_post(tx, email)? {
        return Ok(());
    }
    let Some(person) = persons::with_address(tx, email)? else { return greet(tx, email) };
    let link = links::offer(tx, Purpose::SignIn, person.id, email)?;
    post(tx, Purpose::SignIn, &person, email, &link)?;
    tx.record(Event::SignInLinkAsked { person: person.id })?;
    Ok(())
}

/// Where newcomers may show that an address is theirs, they get a link as well. Until they open it they are nobody.
fn greet(tx: &mut Tx, email: &Email) -> Done<()> {
    if house::load(tx)?.asking != Asking::Verified || mailboxes::of_address(tx, email)?.is_some() {
        return Ok(());
    }
    let newcomer = stranger(tx, &Address::bare(email.clone()), None)?;
    let link = links::offer_newcomer(tx, Purpose::SignIn, email)?;
    post(tx, Purpose::SignIn, &newcomer, email, &link)?;
    tx.record(Event::NewcomerAsked {})?;
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
