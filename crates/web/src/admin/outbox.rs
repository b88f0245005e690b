//! `/admin/outbox`

use super::asked::{Asked, ask};
use super::tried::{above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::channel::{Letter, LetterId, LetterState};
use desk::ticket::TicketNumber;
use desk::{Done, Permission};
use service::{Read, Tx, channel, ticket};
use views::admin::outbox::{Outbox, STATES};

const INDEX: &str = "/admin/outbox";
const PAGE: usize = 50;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, &here.query, None).await?))
}

pub async fn retry(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::retry_letter(tx, letter)).await;
    told(&web, &here, done, &fields).await
}

pub async fn cancel(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::cancel_letter(tx, letter)).await;
    told(&web, &here, done, &fields).await
}

/// `from` is who did not get it, `to` who shall.
pub async fn redirect(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>, fields: Fields) -> Answer {
    let (from, to) = (fields.text("from").to_owned(), fields.text("to").to_owned());
    let redirect = move |tx: &mut Tx| channel::redirect_letter(tx, letter, &from, &to);
    let done = web.desk.change(here.seat.actor.clone(), redirect).await;
    told(&web, &here, done, &fields).await
}

/// Whoever may answer on the letter's ticket may do this too, and sees no outbox.
async fn told(web: &Web, here: &Here, done: Done<Letter>, fields: &Fields) -> Answer {
    if here.seat.actor.may(Permission::Operate).is_err() {
        return done.map(|_| here.done("/", Said::Saved)).map_err(|error| here.fail(error));
    }
    match tried(here, done, fields, above)? {
        Ok(_) => Ok(here.done(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(web, here, &here.origin(), again.form.reason("")).await?)),
    }
}

struct Found {
    state: LetterState,
    counts: Vec<(LetterState, i64)>,
    letters: Vec<(Letter, Option<TicketNumber>)>,
    older: Option<LetterId>,
}

/// `asks` is the address the list stands at.
async fn page(web: &Web, here: &Here, asks: &Fields, reason: Option<&'static str>) -> Result<Outbox<'static>, Failure> {
    let (wanted, before) = (LetterState::named(asks.text("state")), asks.maybe("before").unwrap_or_default());
    let asked = ask(web, here, Permission::Operate, move |read| found(read, wanted, before));
    let Asked { shell, frame, found: Found { state, counts, letters, older } } = asked.await?;
    Ok(Outbox { shell, frame, state, counts, letters, older, reason })
}

/// Where no state is asked for, what needs somebody comes first.
fn found(read: &mut Read, wanted: Option<LetterState>, before: Option<LetterId>) -> Done<Found> {
    let counts = channel::letter_counts(read)?;
    let any = |state: &LetterState| counts.iter().any(|(other, letters)| other == state && *letters > 0);
    let state = wanted.or_else(|| STATES.into_iter().find(any)).unwrap_or(LetterState::Sent);
    let mut letters = channel::letters(read, state, before, PAGE + 1)?;
    let more = letters.len() > PAGE;
    letters.truncate(PAGE);
    let older = letters.last().map(|letter| letter.id).filter(|_| more);
    let mut with_number = |letter: Letter| {
        let number = letter.ticket.map(|id| ticket::number_of(read, id)).transpose()?.flatten();
        Ok((letter, number))
    };
    Ok(Found { state, letters: letters.into_iter().map(&mut with_number).collect::<Done<_>>()?, counts, older })
}
