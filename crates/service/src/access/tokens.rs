//! Tokens with which agents' own programs ask the API, as whoever made them.

use base::{Language, Token};
use desk::access::{AccessToken, AccessTokenId, Lasting, MOST_ACCESS_TOKENS, access_token_name};
use desk::people::PersonId;
use desk::{Actor, Done, Error, Event, Refusal};
use store::access::tokens as table;
use store::people::{agents, persons};
use store::{Read, Tx};

/// A program at the API: as whom it asks, and how that person is spoken to.
#[derive(Clone, Debug)]
pub struct Program {
    pub actor: Actor,
    pub language: Option<Language>,
    pub time_zone: Option<String>,
    pub token: AccessToken,
}

fn me(read: &Read) -> Done<PersonId> {
    read.actor().must_be_agent()?;
    read.actor().person().ok_or(Error::Missing)
}

/// The acting agent's own, the newest first.
pub fn access_tokens(read: &mut Read) -> Done<Vec<AccessToken>> {
    let me = me(read)?;
    Ok(table::of_person(read, me)?)
}

/// The answer is its secret, shown once. `changes`: a program may do with it what the agent may, and not only read.
pub fn create_access_token(tx: &mut Tx, name: &str, lasting: Lasting, changes: bool) -> Done<Token> {
    let me = me(tx)?;
    let name = access_token_name(name)?;
    if table::of_person(tx, me)?.len() >= MOST_ACCESS_TOKENS {
        return Err(Refusal::TooManyAccessTokens.into());
    }
    let (secret, now) = (Token::random(), tx.now());
    let token = AccessToken {
        id: AccessTokenId(0),
        person: me,
        name: name.clone(),
        changes,
        created_at: now,
        expires_at: lasting.until(now),
        used_at: None,
    };
    table::add(tx, &token, &secret.digest())?;
    tx.record(Event::AccessTokenCreated { person: me, name, until: token.expires_at, changes: Some(changes) })?;
    Ok(secret)
}

pub fn remove_access_token(tx: &mut Tx, id: AccessTokenId) -> Done<()> {
    let me = me(tx)?;
    let name = table::remove(tx, me, id)?.ok_or(Error::Missing)?;
    tx.record(Event::AccessTokenRemoved { person: me, name })?;
    Ok(())
}

/// Who asks with a secret: with what they may see at this moment. None: it is not good, or not any more.
pub fn program_of(read: &mut Read, secret: &Token) -> Done<Option<Program>> {
    let now = read.now();
    let token = table::with_digest(read, &secret.digest())?.filter(|token| !token.has_expired(now));
    let Some(token) = token else { return Ok(None) };
    let agent = agents::load(read, token.person)?.filter(|agent| agent.active && agent.joined_at.is_some());
    let (Some(agent), Some(person)) = (agent, persons::load(read, token.person)?) else { return Ok(None) };
    Ok(Some(Program { actor: agent.actor(), language: person.language, time_zone: person.time_zone, token }))
}

/// Writes down that a program has asked. Worth a transaction only when [`AccessToken::wants_used`].
pub fn program_asked(tx: &mut Tx, secret: &Token) -> Done<()> {
    let now = tx.now();
    if let Some(Program { token, .. }) = program_of(tx, secret)?
        && token.wants_used(now)
    {
        table::used(tx, token.id, now)?;
    }
    Ok(())
}
