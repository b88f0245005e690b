//! `/admin/statuses`

use super::asked::{Asked, ask};
use super::tried::{above, order, seen, tried};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::ticket::{Category, Closing, StatusId, Thanks};
use desk::{Error, Permission, Refusal};
use service::ticket;
use views::admin::Form;
use views::admin::statuses::{StatusPage, Statuses};

const INDEX: &str = "/admin/statuses";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&list(&web, &here, Form::default()).await?))
}

async fn list(web: &Web, here: &Here, form: Form) -> Result<Statuses<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, |read| {
        Ok((ticket::statuses(read)?, ticket::closing(read)?, ticket::thanks(read)?))
    });
    let Asked { shell, frame, found: (statuses, kept, thanks) } = asked.await?;
    let closing = form.or("seen", serde_json::to_string(&kept).unwrap_or_default()).or("days", kept.days);
    let stays = if thanks == Thanks::Stay { "on" } else { "" };
    let thanks = Form::default().with("seen", serde_json::to_string(&thanks).unwrap_or_default()).with("stays", stays);
    Ok(Statuses { shell, frame, statuses, closing, thanks })
}

/// Whether a mere thank-you leaves what is solved as it is.
pub async fn thanks(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (seen, wish) = (seen(&fields), if fields.has("stays") { Thanks::Stay } else { Thanks::Reopen });
    let change = move |tx: &mut service::Tx| ticket::change_thanks(tx, seen?, wish);
    match tried(&here, web.desk.change(here.seat.actor.clone(), change).await, &fields, |_| "stays")? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &list(&web, &here, again.form).await?)),
    }
}

/// After how many days what was solved is closed; 0: never.
pub async fn closing(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (seen, days) = (seen(&fields), fields.value("days").map_err(|_| Refusal::ClosingInvalid));
    let change = move |tx: &mut service::Tx| ticket::change_closing(tx, seen?, Closing { days: days? });
    match tried(&here, web.desk.change(here.seat.actor.clone(), change).await, &fields, |_| "days")? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &list(&web, &here, again.form).await?)),
    }
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Form::default().with("category", Category::Open.name())).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (category, (en, ja)) =
        (Category::named(fields.text("category")).ok_or(Refusal::FormIncomplete), names(&fields));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::create_status(tx, category?, &en, &ja)).await;
    match tried(&here, done, &fields, field)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, None, again.form).await?)),
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(status): Id<StatusId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(status), Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(status): Id<StatusId>, fields: Fields) -> Answer {
    let (version, (en, ja)) = (fields.value("version"), names(&fields));
    let done = web
        .desk
        .change(here.seat.actor.clone(), move |tx| ticket::rename_status(tx, status, &en, &ja, Some(version?)))
        .await;
    match tried(&here, done, &fields, field)? {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, Some(status), again.form).await?)),
    }
}

pub async fn standard(State(web): State<Web>, here: Here, Id(status): Id<StatusId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::make_standard(tx, status)).await;
    done.map(|_| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(status): Id<StatusId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::remove_status(tx, status)).await;
    match tried(&here, done, &fields, above)? {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, Some(status), again.form).await?)),
    }
}

pub async fn reorder(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let order: Result<Vec<StatusId>, Refusal> = order(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| ticket::order_statuses(tx, &order?)).await;
    done.map(|()| here.go(INDEX, Said::Saved)).map_err(|error| here.fail(error))
}

async fn page(web: &Web, here: &Here, id: Option<StatusId>, form: Form) -> Result<StatusPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let status = ticket::statuses(read)?.into_iter().find(|status| Some(status.id) == id);
        if status.is_some() == id.is_some() { Ok(status) } else { Err(Error::Missing) }
    });
    let Asked { shell, frame, found: status } = asked.await?;
    let form = match &status {
        Some(status) => {
            form.or("name_en", &status.name_en).or("name_ja", &status.name_ja).or("version", status.version)
        }
        None => form,
    };
    Ok(StatusPage { shell, frame, status, form })
}

fn names(fields: &Fields) -> (String, String) {
    (fields.text("name_en").to_owned(), fields.text("name_ja").to_owned())
}

fn field(refusal: Refusal) -> &'static str {
    if refusal == Refusal::FormIncomplete { "category" } else { "name_en" }
}
