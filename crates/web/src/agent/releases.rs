//! `/releases`: letters that wait for a second person's word.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use super::ticket::change::refused;
use crate::Web;
use crate::answer::{Answer, status_of};
use axum::extract::State;
use axum::http::StatusCode;
use desk::channel::LetterId;
use desk::conversation::MessageId;
use desk::ticket::StatusId;
use desk::{Error, Refusal};
use service::{channel, ticket};
use views::agent::At;
use views::agent::releases::{Releases, Waiting};

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    page(&web, &here, None).await
}

async fn page(web: &Web, here: &Here, refusal: Option<Refusal>) -> Answer {
    let language = here.seat.words.language();
    let asked = ask(web, here, At::Elsewhere, move |read| {
        let statuses = ticket::statuses(read)?;
        let named = |id: StatusId| Some(statuses.iter().find(|status| status.id == id)?.shown(language).to_owned());
        let all = channel::waiting_letters(read)?.into_iter();
        Ok(all.map(|one| (one.release.status.and_then(|(_, to)| named(to)), one)).collect::<Vec<_>>())
    });
    let Asked { shell, frame, found } = asked.await?;
    let (status, refused) = (refusal.map_or(StatusCode::OK, status_of), refusal.map(Refusal::key));
    let waiting = found.into_iter().map(waiting).collect();
    Ok(here.show_again(status, &Releases { shell, frame, refused, waiting }))
}

fn waiting((sets, one): (Option<String>, channel::Waiting)) -> Waiting {
    let channel::Waiting { release, ticket, message, files, due_at, author, author_id, may_decide, since } = one;
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
        since,
    }
}

/// `/releases/{waiting}/approve`: `knows` names the newest of what was said since.
pub async fn approve(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>, form: Fields) -> Answer {
    let knows: Option<MessageId> = form.maybe("knows").map_err(|refusal| here.fail(refusal))?;
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::approve_letter(tx, letter, knows)).await;
    match done {
        Ok(_) => Ok(here.done("/releases", Said::Saved)),
        Err(Error::Refused(
            refusal @ (Refusal::LetterOvertaken | Refusal::ReleaseHeld | Refusal::TicketTrashed | Refusal::TicketSpam),
        )) => again(&web, &here, refusal).await,
        Err(error) => Err(here.fail(error)),
    }
}

/// The page it was asked on, with the reason why the letter does not leave.
async fn again(web: &Web, here: &Here, refusal: Refusal) -> Answer {
    let asked_at = here.asked_at("");
    let ticket = asked_at.strip_prefix("/tickets/").and_then(|rest| rest.split(['?', '#']).next());
    match ticket.and_then(|number| number.parse().ok()) {
        Some(number) => refused(web, here, number, String::new(), refusal.into()).await,
        None => page(web, here, Some(refusal)).await,
    }
}

/// `/releases/{waiting}/decline`
pub async fn decline(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>, form: Fields) -> Answer {
    let reason = form.text("reason").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::decline_letter(tx, letter, &reason)).await;
    done.map_err(|error| here.fail(error))?;
    Ok(here.done("/releases", Said::Saved))
}
