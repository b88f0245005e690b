//! Signing in at the workspace. Nothing here tells whether an account exists: an unknown address is counted, refused and
//! made to wait as a known one.

use base::{Email, Moment, Token};
use desk::access::tries::{COUNTED, Guessed, MOST_LETTERS, WINDOW, host};
use desk::access::{Browser, Session};
use desk::people::{Agent, PersonId};
use desk::{Done, Event, Refusal};
use store::access::{sessions, tries};
use store::people::{addresses, agents};
use store::{Read, Tx};

/// Counts a try before it is made, and refuses it when there were too many: who tries a thousand at once gets no further
/// than who tries them one after the other. A refused try does not count.
pub fn may_try(tx: &mut Tx, email: Option<&Email>, from: &str) -> Done<()> {
    let mut keys = vec![(Guessed::Host, host_key(from))];
    keys.extend(email.map(|email| (Guessed::Address, address_key(email))));
    for (guessed, key) in &keys {
        if !guessed.allows(&count(tx, key)?) {
            return Err(Refusal::TooManyTries.into());
        }
    }
    Ok(())
}

/// Who signs in with this address, and the PHC string to compare the password with. Only for doors that compare it.
pub fn credentials(read: &mut Read, email: &Email) -> Done<Option<(PersonId, String)>> {
    let Some(person) = addresses::owner(read, email)? else { return Ok(None) };
    let active = agents::load(read, person)?.is_some_and(|agent| agent.active);
    Ok(agents::password_hash(read, person)?.filter(|_| active).map(|hash| (person, hash)))
}

/// Opens a session for an agent who has proved who they are.
pub fn sign_in(tx: &mut Tx, person: PersonId, browser: &str, from: &str) -> Done<(Token, Session)> {
    let agent = agents::load(tx, person)?.filter(may_enter).ok_or(Refusal::SignInWrong)?;
    let token = Token::random();
    let browser = Browser { address: from.to_owned(), name: browser.to_owned() };
    let session = Session::begin(token.digest(), person, true, &browser, tx.now());
    sessions::add(tx, &session)?;
    // First the host, as when they are counted, so that two transactions never wait for each other.
    tries::take_back(tx, &host_key(from))?;
    forget_tries(tx, person)?;
    tx.act_as(agent.actor(), |tx| tx.record(Event::SignedIn { person }))?;
    Ok((token, session))
}

/// Writes a failed try into the log. It was counted already.
pub fn sign_in_failed(tx: &mut Tx, email: Option<&Email>, _from: &str) -> Done<()> {
    let person = match email {
        Some(email) => addresses::owner(tx, email)?,
        None => None,
    };
    tx.record(Event::SignInFailed { person })?;
    Ok(())
}

/// Whoever has proved to be that person need not wait for what others tried.
pub(super) fn forget_tries(tx: &mut Tx, person: PersonId) -> Done<()> {
    for address in addresses::of_person(tx, person)? {
        tries::forget(tx, &address_key(&address.email))?;
    }
    Ok(())
}

/// One more letter with a link to this address; false when it has had enough of them for now. Counted for every address,
/// known or not, so that not even the time it takes tells them apart.
pub(super) fn may_post(tx: &mut Tx, email: &Email) -> Done<bool> {
    let asked = count(tx, &format!("letter:{}", email.canonical()))?;
    Ok(asked.iter().map(|(_, letters)| letters).sum::<i64>() <= MOST_LETTERS)
}

/// Counts one more; all of the last hour in their windows, this one among them.
fn count(tx: &mut Tx, key: &str) -> Done<Vec<(Moment, i64)>> {
    let now = tx.now();
    let into = now.millis().rem_euclid(WINDOW.as_millis() as i64);
    tries::count(tx, key, Moment(now.millis() - into))?;
    Ok(tries::since(tx, key, now.minus(COUNTED))?)
}

fn may_enter(agent: &Agent) -> bool {
    agent.active && agent.joined_at.is_some()
}

fn address_key(email: &Email) -> String {
    format!("address:{}", email.canonical())
}

fn host_key(from: &str) -> String {
    format!("host:{}", host(from))
}
