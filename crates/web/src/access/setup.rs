//! `/setup/TOKEN`: the first start.

use super::choose::spent;
use super::hashing::hashed;
use super::login::begin;
use crate::Web;
use crate::answer::{Answer, Failure, html, see, status_of};
use crate::signed::Visitor;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use base::{Email, Language, Token};
use desk::access::sound_password;
use desk::people::{person_name, time_zone};
use desk::{Actor, Error, Refusal};
use serde::Deserialize;
use service::access;
use views::access::{SetUp, SetUpForm, Tried};

#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    organization: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    time_zone: String,
}

pub async fn show(State(web): State<Web>, visitor: Visitor, Path(token): Path<String>) -> Answer {
    if let Some(elsewhere) = closed(&web, &visitor, &token).await? {
        return Ok(elsewhere);
    }
    let form = SetUpForm {
        language: visitor.language().tag().into(),
        time_zone: if visitor.language() == Language::Japanese { "Asia/Tokyo".into() } else { "UTC".into() },
        ..SetUpForm::default()
    };
    Ok(html(&page(&visitor, &token, Tried { form, ..Tried::default() })))
}

pub async fn create(
    State(web): State<Web>,
    visitor: Visitor,
    jar: CookieJar,
    Path(token): Path<String>,
    Form(wish): Form<Wish>,
) -> Answer {
    if let Some(elsewhere) = closed(&web, &visitor, &token).await? {
        return Ok(elsewhere);
    }
    let set_up = match sound(&wish) {
        Ok(()) => set_up(&web, &visitor, &token, &wish).await.map_err(|error| ("", error)),
        Err((field, refusal)) => Err((field, refusal.into())),
    };
    match set_up {
        Ok(cookie) => Ok((jar.add(cookie), see("/")).into_response()),
        Err((field, Error::Refused(refusal))) => {
            let Wish { organization, name, email, password: _, language, time_zone } = wish;
            let tried = Tried::new(SetUpForm { organization, name, email, language, time_zone }, field, refusal);
            Ok((status_of(refusal), html(&page(&visitor, &token, tried))).into_response())
        }
        Err((_, error)) => Err(Failure::new(error, visitor.language())),
    }
}

/// Where to go instead, once somebody has set the desk up or with a link that opens nothing.
async fn closed(web: &Web, visitor: &Visitor, token: &str) -> Result<Option<Response>, Failure> {
    if !web.throttle.sign_in(&visitor.remote.address) {
        return Err(Failure::new(Refusal::TooManyTries, visitor.language()));
    }
    let link = Token::presented(token);
    let asked = move |read: &mut service::Read| Ok((access::is_set_up(read)?, access::set_up_opens(read, &link)?));
    match web.desk.ask(Actor::System, asked).await.map_err(|error| Failure::new(error, visitor.language()))? {
        (true, _) => Ok(Some(see("/login"))),
        (false, false) => spent(visitor, Refusal::LinkUsedOrOld.into(), None).map(Some),
        (false, true) => Ok(None),
    }
}

/// Whether the form is; else the first field that is not, and why.
fn sound(wish: &Wish) -> Result<(), (&'static str, Refusal)> {
    person_name(&wish.organization).map_err(|refusal| ("organization", refusal))?;
    person_name(&wish.name).map_err(|refusal| ("name", refusal))?;
    Email::typed(&wish.email).ok_or(("email", Refusal::AddressInvalid))?;
    sound_password(&wish.password).map_err(|refusal| ("password", refusal))?;
    Language::from_tag(&wish.language).ok_or(("language", Refusal::LanguageUnknown))?;
    time_zone(&wish.time_zone).map_err(|refusal| ("time_zone", refusal))?;
    Ok(())
}

async fn set_up(web: &Web, visitor: &Visitor, token: &str, wish: &Wish) -> Result<Cookie<'static>, Error> {
    let language = Language::from_tag(&wish.language).ok_or(Refusal::LanguageUnknown)?;
    let set_up = access::SetUp {
        link: Token::presented(token),
        organization: wish.organization.clone(),
        name: wish.name.clone(),
        email: Email::typed(&wish.email).ok_or(Refusal::AddressInvalid)?,
        password_hash: hashed(web, &wish.password).await?,
        language,
        time_zone: wish.time_zone.clone(),
        team: base::words::of(language).say("setup-first-team").to_owned(),
    };
    let person = web.desk.change(Actor::Anonymous, move |tx| access::set_up(tx, set_up)).await?;
    begin(web, visitor, person).await
}

fn page(visitor: &Visitor, token: &str, tried: Tried<SetUpForm>) -> SetUp<'static> {
    SetUp { shell: visitor.shell(), action: format!("/setup/{token}"), tried, zones: base::zones() }
}
