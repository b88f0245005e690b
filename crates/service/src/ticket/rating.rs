//! Requesters rate what was done for them: signed in, by the link to their request, or by the one in a letter that asks.

use super::load::{any, locked, ours};
use crate::channel;
use crate::conversation::may_say;
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{RATING_LINK, Rating, RatingWish, Ticket, TicketNumber};
use desk::{Actor, Done, Error, Event, Refusal};
use store::conversation::messages;
use store::ticket::ratings;
use store::{Read, Signer, Tx};

/// What the link is signed for.
const CONTEXT: &str = "rating-link";

/// A ticket as whoever rates it sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rateable {
    pub number: TicketNumber,
    pub subject: String,
    pub rating: Option<Rating>,
}

/// Only who asked rates; who is in copy reads and writes.
pub fn rate(tx: &mut Tx, number: TicketNumber, wish: RatingWish) -> Done<Ticket> {
    let mut ticket = locked(tx, number)?;
    may_say(tx, &ticket)?;
    if tx.actor().person() != Some(ticket.requester) {
        return Err(Refusal::NotAllowed.into());
    }
    let (before, asked) = ratings::of(tx, ticket.id)?;
    let agent = messages::last_responder(tx, ticket.id)?.or(ticket.assignee);
    let now = tx.now();
    if let Some((rating, event)) = ticket.rate(wish, before.as_ref(), asked.is_some(), agent, now)? {
        ratings::set(tx, ticket.id, &rating)?;
        tx.record(event)?;
        (ticket.rating, ticket.rated_at) = (Some(rating.stars), Some(rating.at));
    }
    Ok(ticket)
}

/// A letter to the requester, once for each time the ticket is closed.
pub fn ask_for_rating(tx: &mut Tx, number: TicketNumber) -> Done<()> {
    let ticket = ours(tx, number, None)?;
    let (_, asked) = ratings::of(tx, ticket.id)?;
    ticket.may_ask_for_rating(asked)?;
    channel::post_rating(tx, &ticket)?.ok_or(Refusal::LetterWithheld)?;
    ratings::asked(tx, ticket.id)?;
    tx.record(Event::RatingAsked { ticket: ticket.id })?;
    Ok(())
}

/// How it was rated; whoever may read the ticket may know it.
pub(crate) fn rating_of(read: &mut Read, ticket: &Ticket) -> Done<Option<Rating>> {
    // Most tickets have none, and their page asks this too.
    if ticket.rating.is_none() { Ok(None) } else { Ok(ratings::of(read, ticket.id)?.0) }
}

/// The requester, whose is the ticket, may rate it now.
pub(crate) fn may_rate(read: &mut Read, ticket: &Ticket) -> Done<bool> {
    let asked = !ticket.category.is_done() && ratings::of(read, ticket.id)?.1.is_some();
    Ok(ticket.may_be_rated(asked))
}

/// What stands behind the ticket's number in the link: `PERSON.UNTIL.TAG`. It opens nothing else.
pub fn rating_link(signer: &dyn Signer, number: TicketNumber, person: PersonId, asked: Moment) -> String {
    let until = asked.plus(RATING_LINK);
    format!("{person}.{}.{}", until.0, signer.sign(CONTEXT, &signed(number, person, until)))
}

fn signed(number: TicketNumber, person: PersonId, until: Moment) -> String {
    format!("{number}.{person}.{}", until.0)
}

/// Whoever holds the link is that person, for this one thing, as long as it is good. Only a link of ours is told that it
/// is too old.
fn whose(read: &Read, number: TicketNumber, link: &str) -> Done<PersonId> {
    let mut parts = link.splitn(3, '.');
    let mut part = || parts.next().ok_or(Error::Missing);
    let person: PersonId = part()?.parse().map_err(|_| Error::Missing)?;
    let until = Moment(part()?.parse().map_err(|_| Error::Missing)?);
    if !read.signer().verify(CONTEXT, &signed(number, person, until), part()?) {
        return Err(Error::Missing);
    }
    if read.now() > until { Err(Refusal::RatingLinkOld.into()) } else { Ok(person) }
}

/// Looking changes nothing: machines that read mail follow every link.
pub fn rateable_by_link(read: &mut Read, number: TicketNumber, link: &str) -> Done<Rateable> {
    let person = whose(read, number, link)?;
    let ticket = any(read, number)?;
    let asked = ratings::of(read, ticket.id)?;
    if ticket.requester != person || !ticket.may_be_rated(asked.1.is_some()) {
        return Err(Error::Missing);
    }
    Ok(Rateable { number: ticket.number, subject: ticket.subject, rating: asked.0 })
}

pub fn rate_by_link(tx: &mut Tx, number: TicketNumber, link: &str, wish: RatingWish) -> Done<()> {
    rateable_by_link(tx, number, link)?;
    let person = whose(tx, number, link)?;
    tx.act_as(Actor::Requester(person), |tx| rate(tx, number, wish)).map(drop)
}
