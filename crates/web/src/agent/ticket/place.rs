//! `/tickets/{number}/messages/{id}`: a message that stands in the wrong place or was read in the wrong charset.

use super::change::{change, refused};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::rich::written;
use crate::agent::said::Said;
use crate::answer::Answer;
use axum::extract::State;
use desk::conversation::{AttachmentId, MessageId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Refusal};
use service::conversation::{self, Anew};
use service::{Tx, channel, ticket};

/// `move`: to the ticket whose number was given.
pub async fn relocate(
    State(web): State<Web>,
    here: Here,
    Id((number, id)): Id<(TicketNumber, MessageId)>,
    form: Fields,
) -> Answer {
    let typed = form.text("ticket").to_owned();
    let to = TicketNumber::typed(&typed);
    carry(&web, &here, number, typed, move |tx| {
        conversation::message(tx, number, id)?;
        conversation::may_relocate(tx, id)?;
        conversation::relocate(tx, id, to.ok_or(Refusal::NoSuchTicket)?).map_err(|error| match error {
            Error::Missing => Refusal::NoSuchTicket.into(),
            error => error,
        })
    })
    .await
}

/// `separate`: to a ticket of its own.
pub async fn separate(State(web): State<Web>, here: Here, Id((number, id)): Id<(TicketNumber, MessageId)>) -> Answer {
    carry(&web, &here, number, String::new(), move |tx| {
        conversation::message(tx, number, id)?;
        conversation::separate(tx, id)
    })
    .await
}

/// `edit`: a note says something else now.
pub async fn edit(
    State(web): State<Web>,
    here: Here,
    Id((number, id)): Id<(TicketNumber, MessageId)>,
    form: Fields,
) -> Answer {
    let (text, html) = written(|name| form.text(name), "text", "html");
    let typed = text.replace("\r\n", "\n");
    let edited = web.desk.change(here.seat.actor.clone(), move |tx| {
        let ticket = conversation::edit_note(tx, number, id, &text, html)?;
        ticket::just_changed(tx, &ticket)
    });
    match edited.await {
        Ok(Some(position)) => Ok(here.done(&path(number), Said::Changed(number, position))),
        Ok(None) => Ok(here.unchanged(&path(number))),
        Err(error) => refused(&web, &here, number, typed, error).await,
    }
}

/// `redact`: gone for good, or one `file` of it, or a `passage`.
pub async fn redact(
    State(web): State<Web>,
    here: Here,
    Id((number, id)): Id<(TicketNumber, MessageId)>,
    form: Fields,
) -> Answer {
    let typed = form.text("passage").to_owned();
    let wipe = move |tx: &mut Tx| match (form.maybe("file")?, form.has("part")) {
        (Some(file), _) => conversation::redact_file(tx, number, AttachmentId(file)),
        (None, true) => conversation::redact_passage(tx, number, id, form.text("passage")),
        (None, false) => conversation::redact(tx, number, id),
    };
    change(&web, &here, number, typed, wipe).await
}

/// `/tickets/{number}/files/{id}/revoke`: the link by which a file went leads nowhere any more.
pub async fn revoke_link(
    State(web): State<Web>,
    here: Here,
    Id((number, id)): Id<(TicketNumber, AttachmentId)>,
) -> Answer {
    let revoke = move |tx: &mut Tx| channel::revoke_file_link(tx, number, id);
    change(&web, &here, number, String::new(), revoke).await
}

/// `read`: its original once more, perhaps as the charset that was chosen.
pub async fn read(
    State(web): State<Web>,
    here: Here,
    Id((number, id)): Id<(TicketNumber, MessageId)>,
    form: Fields,
) -> Answer {
    let charset = Some(form.text("charset").to_owned()).filter(|charset| !charset.is_empty());
    match anew(&web, &here, number, id, charset).await {
        Ok(Some(position)) => Ok(here.done(&path(number), Said::Changed(number, position))),
        Ok(None) => Ok(here.unchanged(&path(number))),
        Err(error) => refused(&web, &here, number, String::new(), error).await,
    }
}

/// The place of the change in the log; none: it reads the same, or is being read.
async fn anew(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    id: MessageId,
    charset: Option<String>,
) -> Done<Option<i64>> {
    let actor = || here.seat.actor.clone();
    let raw = match web.desk.ask(actor(), move |read| conversation::anew(read, number, id)).await? {
        Anew::Original(raw) => raw,
        Anew::Unreadable => {
            web.desk.change(actor(), move |tx| channel::read_again(tx, id)).await?;
            return Ok(None);
        }
    };
    let reading = (web.reader)(raw, charset).await?.ok_or(Refusal::NoOriginal)?;
    let changed = move |tx: &mut Tx| match conversation::reread(tx, id, &reading)? {
        Some(ticket) => ticket::just_changed(tx, &ticket),
        None => Ok(None),
    };
    web.desk.change(actor(), changed).await
}

/// The message's new ticket with the word about it, or its old one with the reason.
async fn carry(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    typed: String,
    verb: impl FnOnce(&mut Tx) -> Done<Ticket> + Send + 'static,
) -> Answer {
    let moved = web.desk.change(here.seat.actor.clone(), move |tx| {
        let ticket = verb(tx)?;
        let position = ticket::just_changed(tx, &ticket)?.ok_or(Error::Missing)?;
        Ok((ticket, position))
    });
    match moved.await {
        Ok((ticket, _)) if here.seat.actor.may_read(&ticket).is_err() => Ok(here.go("/tickets", Said::Saved)),
        Ok((ticket, position)) => Ok(here.go(&path(ticket.number), Said::Changed(ticket.number, position))),
        Err(error) => refused(web, here, number, typed, error).await,
    }
}

fn path(number: TicketNumber) -> String {
    format!("/tickets/{number}")
}
