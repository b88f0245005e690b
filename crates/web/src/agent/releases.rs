//! `/releases`: letters that wait for a second person's word.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use super::ticket::page::{Told, drawn};
use crate::Web;
use crate::answer::{Answer, status_of};
use axum::extract::State;
use axum::http::StatusCode;
use base::Moment;
use desk::channel::{LONGEST_HOLD, LetterId};
use desk::conversation::MessageId;
use desk::ticket::StatusId;
use desk::{Error, Refusal};
use service::{channel, ticket};
use views::agent::At;
use views::agent::releases::{Releases, Waiting};

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    page(&web, &here, None).await
}

/// `refused`: the letter that did not leave, and why.
async fn page(web: &Web, here: &Here, refused: Option<(LetterId, Refusal)>) -> Answer {
    let language = here.seat.words.language();
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let statuses = ticket::statuses(read)?;
        let named = |id: StatusId| Some(statuses.iter().find(|status| status.id == id)?.shown(language).to_owned());
        let mut all = channel::waiting_letters(read)?;
        // What has stopped it may keep it from the list.
        if let Some((letter, _)) = refused.filter(|(letter, _)| all.iter().all(|one| one.release.letter != *letter)) {
            all.extend(channel::waiting_letter(read, letter)?);
            all.sort_by_key(|one| one.release.letter);
        }
        Ok(all.into_iter().map(|one| (one.sets.and_then(&named), one)).collect::<Vec<_>>())
    });
    let Asked { shell, frame, found } = asked.await?;
    let status = refused.map_or(StatusCode::OK, |(_, refusal)| status_of(refusal));
    let why = |letter: LetterId| refused.filter(|(its, _)| *its == letter).map(|(_, refusal)| refusal.key());
    let waiting = found.into_iter().map(|one| Waiting { refused: why(one.1.release.letter), ..waiting(one) }).collect();
    Ok(here.show_again(status, &Releases { shell, frame, waiting }))
}

fn waiting((sets, one): (Option<String>, channel::Waiting)) -> Waiting {
    let channel::Waiting { release, ticket, message, files, due_at, author, author_id, may_decide, since, .. } = one;
    Waiting {
        letter: release.letter,
        number: ticket.number,
        message,
        files,
        author,
        author_id,
        why: release.why,
        at: release.asked_at,
        due_at,
        sets,
        may_decide,
        stopped: ticket.lets_go().err().map(Refusal::key),
        refused: None,
        since,
    }
}

/// `/releases/{waiting}/approve`: `knows` names the newest of what was said since.
pub async fn approve(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>, form: Fields) -> Answer {
    let knows: Option<MessageId> = form.maybe("knows").map_err(|refusal| here.fail(refusal))?;
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::approve_letter(tx, letter, knows)).await;
    match done {
        Ok(sent) => Ok(here.done("/releases", left(&here, sent.due_at))),
        Err(Error::Refused(
            refusal @ (Refusal::LetterOvertaken | Refusal::ReleaseHeld | Refusal::TicketTrashed | Refusal::TicketSpam),
        )) => again(&web, &here, letter, refusal).await,
        Err(error) => Err(here.fail(error)),
    }
}

/// At once, or at a moment that somebody chose or a guard put it off to.
fn left(here: &Here, due_at: Moment) -> Said {
    if due_at.since(here.seat.now).as_secs() > LONGEST_HOLD { Said::ApprovedFor(due_at) } else { Said::Approved }
}

/// The page it was asked on, with the reason beside the letter.
async fn again(web: &Web, here: &Here, letter: LetterId, refusal: Refusal) -> Answer {
    let asked_at = here.asked_at("");
    let ticket = asked_at.strip_prefix("/tickets/").and_then(|rest| rest.split(['?', '#']).next());
    match ticket.and_then(|number| number.parse().ok()) {
        Some(number) => {
            let told = Told { letter: Some((letter, refusal.key())), ..Told::nothing() };
            let status = status_of(refusal);
            drawn(web, here, number, &here.origin(), told, |here, page| here.show_again(status, page)).await
        }
        None => page(web, here, Some((letter, refusal))).await,
    }
}

/// `/releases/{waiting}/decline`
pub async fn decline(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>, form: Fields) -> Answer {
    let reason = form.text("reason").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::decline_letter(tx, letter, &reason)).await;
    done.map_err(|error| here.fail(error))?;
    Ok(here.done("/releases", Said::SentBack))
}
