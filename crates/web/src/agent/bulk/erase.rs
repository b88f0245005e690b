//! Many tickets deleted for ever: how many is asked first and typed by hand, for there is no way back.

use super::{counted, path, told};
use crate::Web;
use crate::agent::asked::{Asked, ask};
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::lists::Which;
use crate::agent::said::Said;
use crate::answer::{Answer, status_of};
use axum::http::StatusCode;
use desk::ticket::{Act, TicketNumber};
use desk::{Done, Error, Permission, Refusal};
use service::ticket::{self, MOST_AT_ONCE};
use views::agent::At;
use views::agent::bulk::BulkErase;

pub(super) async fn erase(web: &Web, here: &Here, form: &Fields, which: Option<Which>, back: String) -> Answer {
    here.seat.actor.may(Permission::Erase).map_err(|error| here.fail(error))?;
    let ticked: Vec<TicketNumber> = form.values("ticket", MOST_AT_ONCE);
    let whole = match form.text("all") {
        "on" => which,
        "" => None,
        _ => return Err(here.fail(Refusal::FormIncomplete)),
    };
    if whole.is_none() && ticked.is_empty() {
        return Ok(here.unchanged(&back));
    }
    if !form.has("sure") {
        return asking(web, here, form, whole, ticked, back, None).await;
    }
    let sure: Option<i64> = form.value("sure").ok();
    let done = match whole.clone() {
        Some(which) => everything(web, here, which, sure).await,
        None => some(web, here, form, ticked.clone(), sure, back.clone()).await,
    };
    match done {
        Ok(answer) => answer,
        Err(Error::Refused(refusal @ Refusal::NumberTypedOtherwise)) => {
            asking(web, here, form, whole, ticked, back, Some(refusal)).await
        }
        Err(error) => Err(here.fail(error)),
    }
}

/// More may have come into the trash since it was counted.
fn agree(sure: Option<i64>, tickets: i64) -> Done<()> {
    if sure == Some(tickets) { Ok(()) } else { Err(Refusal::NumberTypedOtherwise.into()) }
}

async fn everything(web: &Web, here: &Here, which: Which, sure: Option<i64>) -> Done<Answer> {
    let finder = web.finder.clone();
    let begun = web.desk.change(here.seat.actor.clone(), move |tx| {
        let more = which.narrowing(tx, &finder)?.map_err(|_| Refusal::FormIncomplete)?;
        let total = counted(tx, &which, more.as_ref())?;
        agree(sure, total)?;
        ticket::run_over_view(tx, which.view, more.as_ref(), Act::Erase, total)
    });
    Ok(Ok(here.go(&path(begun.await?.id), Said::Begun)))
}

async fn some(
    web: &Web,
    here: &Here,
    form: &Fields,
    ticked: Vec<TicketNumber>,
    sure: Option<i64>,
    back: String,
) -> Done<Answer> {
    let word = form.text("view").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        agree(sure, ticket::once(tx, &ticked)?.len() as i64)?;
        ticket::run_over(tx, &ticked, Act::Erase, &word)
    });
    let (run, outcomes) = done.await?;
    Ok(told(web, here, back, &run, outcomes).await)
}

async fn asking(
    web: &Web,
    here: &Here,
    form: &Fields,
    whole: Option<Which>,
    ticked: Vec<TicketNumber>,
    back: String,
    refusal: Option<Refusal>,
) -> Answer {
    let kept: Vec<(&str, String)> = match &whole {
        Some(which) => which.pairs().into_iter().chain([("all", "on".to_owned())]).collect(),
        None => {
            let view = [("view", form.text("view").to_owned())];
            view.into_iter().chain(ticked.iter().map(|number| ("ticket", number.to_string()))).collect()
        }
    };
    let finder = web.finder.clone();
    let asked = ask(web, here, At::Elsewhere, move |read| match whole {
        Some(which) => {
            let more = which.narrowing(read, &finder)?.map_err(|_| Refusal::FormIncomplete)?;
            counted(read, &which, more.as_ref())
        }
        None => Ok(ticket::once(read, &ticked)?.len() as i64),
    });
    let Asked { shell, frame, found: tickets } = asked.await?;
    let status = refusal.map_or(StatusCode::OK, status_of);
    let page = BulkErase { shell, frame, back, kept, tickets, reason: refusal.map(Refusal::key) };
    Ok(here.show_again(status, &page))
}
