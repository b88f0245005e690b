//! `/releases`: letters that wait for a second person's word.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use desk::channel::LetterId;
use desk::ticket::StatusId;
use service::{channel, ticket};
use views::agent::At;
use views::agent::releases::{Releases, Waiting};

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let language = here.seat.words.language();
    let asked = ask(&web, &here, At::Elsewhere, move |read| {
        let statuses = ticket::statuses(read)?;
        let named = |id: StatusId| Some(statuses.iter().find(|status| status.id == id)?.shown(language).to_owned());
        let all = channel::waiting_letters(read)?.into_iter();
        Ok(all.map(|one| (one.release.status.and_then(|(_, to)| named(to)), one)).collect::<Vec<_>>())
    });
    let Asked { shell, frame, found } = asked.await?;
    Ok(here.show(&Releases { shell, frame, waiting: found.into_iter().map(waiting).collect() }))
}

fn waiting((sets, one): (Option<String>, channel::Waiting)) -> Waiting {
    let channel::Waiting { release, ticket, message, files, due_at, author, author_id, may_decide } = one;
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
    }
}

/// `/releases/{waiting}/approve`
pub async fn approve(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::approve_letter(tx, letter)).await;
    done.map_err(|error| here.fail(error))?;
    Ok(here.done("/releases", Said::Saved))
}

/// `/releases/{waiting}/decline`
pub async fn decline(State(web): State<Web>, here: Here, Id(letter): Id<LetterId>, form: Fields) -> Answer {
    let reason = form.text("reason").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::decline_letter(tx, letter, &reason)).await;
    done.map_err(|error| here.fail(error))?;
    Ok(here.done("/releases", Said::Saved))
}
