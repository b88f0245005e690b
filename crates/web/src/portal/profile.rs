//! `/help/profile`: what the desk knows of whoever asks, as far as they may see and change it.

use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::me::{field, language};
use crate::answer::{Answer, Failure, Speak, html, see, status_of};
use crate::profiles::{self, drawn, fields_were_wrong, filling};
use crate::signed::{Requester, Seat};
use crate::upload::Brought;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use desk::people::Profile;
use desk::{Error, Refusal};
use serde::Deserialize;
use service::{form, people};
use views::admin::{Form, Reason};
use views::portal::OwnProfile;

const HERE: &str = "/help/profile";

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn show(State(web): State<Web>, Requester(seat): Requester, Query(done): Query<Done>) -> Answer {
    page(&web, &seat, profiles::Again::default(), StatusCode::OK, done.done.is_some()).await
}

pub async fn update(State(web): State<Web>, Requester(seat): Requester, Brought(fields): Brought) -> Answer {
    let (wish, version) = (wish(&fields), fields.value("version"));
    let filled = filling(&fields, &seat.zone);
    let again = filled.clone();
    let done = web.desk.change(seat.actor.clone(), move |tx| {
        people::edit_self(tx, wish?, version?)?;
        form::fill_own(tx, &filled)
    });
    let error = match done.await {
        Ok(()) => return Ok(see("/help/profile?done=saved")),
        Err(error) => error,
    };
    let wrong = if fields_were_wrong(&error) {
        let filled = again.clone();
        web.desk.ask(seat.actor.clone(), move |read| form::wrong_with_own(read, &filled)).await.speak(&seat)?
    } else {
        Vec::new()
    };
    let typed = Form::typed(fields.0.clone());
    let (status, form) = match error {
        Error::Conflict => {
            (StatusCode::CONFLICT, typed.without("version").refused(Reason { field: "", key: "admin-conflict" }))
        }
        Error::Refused(refusal) => {
            (status_of(refusal), typed.refused(Reason { field: field(refusal), key: refusal.key() }))
        }
        error => return Err(Failure::new(error, seat.words.language())),
    };
    page(&web, &seat, profiles::Again { filling: again, wrong, form }, status, false).await
}

fn wish(fields: &Fields) -> Result<Profile, Refusal> {
    let zone = fields.text("time_zone").trim();
    Ok(Profile {
        name: fields.text("name").trim().to_owned(),
        language: language(fields)?,
        time_zone: (!zone.is_empty()).then(|| zone.to_owned()),
        organization: None,
    })
}

async fn page(web: &Web, seat: &Seat, again: profiles::Again, status: StatusCode, saved: bool) -> Answer {
    let asked = web.desk.ask(seat.actor.clone(), |read| Ok((people::own_panel(read)?, form::own_profile(read)?)));
    let (panel, (own, theirs)) = asked.await.speak(seat)?;
    let (person, eyes) = (&panel.person, (seat.words.language(), seat.zone.as_str()));
    let form = again.form.clone().or("name", &person.name).or("version", person.version);
    let form = form.or("language", person.language.map_or("", base::Language::tag));
    let form = form.or("time_zone", person.time_zone.as_deref().unwrap_or_default());
    let mut blanks = drawn(&own, &again, eyes, (HERE, true));
    let mut organization_blanks = drawn(&theirs, &profiles::Again::default(), eyes, (HERE, false));
    // Pages of agents are none of theirs.
    blanks.iter_mut().chain(&mut organization_blanks).for_each(|blank| {
        blank.leads = blank.leads.take().filter(|link| !link.starts_with('/'));
    });
    let view = OwnProfile {
        shell: seat.shell(),
        form,
        email: person.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
        organization: panel.organization.as_ref().map(|organization| organization.name.clone()),
        blanks,
        organization_blanks,
        zones: base::zones(),
        saved,
    };
    Ok((status, html(&view)).into_response())
}
