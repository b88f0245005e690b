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
use service::{channel, conversation};
use views::agent::At;
use views::agent::releases::{Releases, Waiting};

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ask(&web, &here, At::Elsewhere, |read| {
        let all = channel::waiting_letters(read)?;
        let with_files = |one: channel::Waiting| {
            let (_, files) = conversation::message(read, one.ticket.number, one.message.id)?;
            Ok((one, files.into_iter().map(|file| file.name).collect()))
        };
        all.into_iter().map(with_files).collect::<desk::Done<Vec<_>>>()
    });
    let Asked { shell, frame, found } = asked.await?;
    Ok(here.show(&Releases { shell, frame, waiting: found.into_iter().map(waiting).collect() }))
}

fn waiting((one, files): (channel::Waiting, Vec<String>)) -> Waiting {
    let channel::Waiting { release, ticket, message, author, author_id, may_decide } = one;
    let to = message.to.iter().chain(&message.cc).chain(&message.bcc);
    Waiting {
        letter: release.letter,
        number: ticket.number,
        message: message.id,
        to: to.map(|address| address.email.to_string()).collect(),
        subject: message.subject,
        author,
        author_id,
        files,
        text: message.text,
        why: release.why,
        at: release.asked_at,
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
