//! `/admin/arrived`

use super::asked::{Asked, ask};
use super::tried::{above, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure, Speak};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use desk::channel::{Flight, Intake, IntakeId, IntakeState, Mailbox, Sighting};
use desk::{Done, Fault, Permission};
use service::{Read, channel};
use views::admin::arrived::Arrived;

const INDEX: &str = "/admin/arrived";
const PAGE: usize = 50;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, &here.query, None).await?))
}

/// Has a message read once more.
pub async fn read(State(web): State<Web>, here: Here, Id(intake): Id<IntakeId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::retry_read(tx, intake)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.done(INDEX, Said::Saved)),
        Err(again) => {
            Ok(here.show_again(again.status, &page(&web, &here, &here.origin(), again.form.reason("")).await?))
        }
    }
}

/// The bytes as they arrived (RFC 5322), to be saved and never shown.
pub async fn raw(State(web): State<Web>, here: Here, Id(id): Id<IntakeId>) -> Answer {
    let intake =
        web.desk.ask(here.seat.actor.clone(), move |read| channel::original(read, id)).await.speak(&here.seat)?;
    let bytes = web.blobs.get(&intake.raw).await.map_err(|fault| here.fail(Fault::new(fault)))?;
    let bytes = bytes.ok_or_else(|| here.fail(Fault::new(format!("intake {id} has lost its bytes"))))?;
    let name = format!("attachment; filename=\"{id}.eml\"");
    let disposition = HeaderValue::from_str(&name).map_err(|error| here.fail(Fault::new(error)))?;
    let kind = HeaderValue::from_static("message/rfc822");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

struct Found {
    state: IntakeState,
    failed: i64,
    received: i64,
    intakes: Vec<(Intake, Sighting)>,
    mailboxes: Vec<Mailbox>,
    older: Option<IntakeId>,
}

async fn page(
    web: &Web,
    here: &Here,
    asks: &Fields,
    reason: Option<&'static str>,
) -> Result<Arrived<'static>, Failure> {
    let (wanted, before) = (IntakeState::named(asks.text("state")), asks.maybe("before").unwrap_or_default());
    let asked = ask(web, here, Permission::Operate, move |read| found(read, wanted, before));
    let Asked { shell, frame, found: Found { state, failed, received, intakes, mailboxes, older } } = asked.await?;
    Ok(Arrived { shell, frame, state, failed, received, intakes, mailboxes, older, reason })
}

/// Where no state is asked for: what could not be read, if there is any.
fn found(read: &mut Read, wanted: Option<IntakeState>, before: Option<IntakeId>) -> Done<Found> {
    let failed = channel::arrived_count(read, IntakeState::Failed)?;
    let received = channel::arrived_count(read, IntakeState::Received)?;
    let state = wanted.unwrap_or(if failed > 0 { IntakeState::Failed } else { IntakeState::Read });
    let mut intakes = channel::arrived(read, state, before, PAGE + 1)?;
    let more = intakes.len() > PAGE;
    intakes.truncate(PAGE);
    let older = intakes.last().map(|intake| intake.id).filter(|_| more);
    let mailboxes = channel::mailboxes(read)?.into_iter().map(|(mailbox, _)| mailbox).collect();
    let sighted = |intake: Intake| channel::sighting(read, Flight::In(intake.id)).map(|line| (intake, line));
    let intakes = intakes.into_iter().map(sighted).collect::<Done<_>>()?;
    Ok(Found { state, failed, received, intakes, mailboxes, older })
}
