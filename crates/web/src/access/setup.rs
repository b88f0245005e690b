//! `/setup/TOKEN`: the first start.

use super::login::begin;
use crate::Web;
use crate::answer::{Answer, Failure, html, see, status_of};
use crate::signed::Visitor;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum_extra::extract::cookie::CookieJar;
use base::{Email, Language, Token};
use desk::access::sound_password;
use desk::{Actor, Error, Fault, Refusal};
use platform::Hidden;
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
    if web.desk.ask(Actor::System, access::is_set_up).await? {
        return Ok(see("/login"));
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
    match set_up(&web, &visitor, &token, &wish).await {
        Ok(cookie) => Ok((jar.add(cookie), see("/")).into_response()),
        Err(Error::Refused(refusal)) => {
            let form = SetUpForm {
                organization: wish.organization,
                name: wish.name,
                email: wish.email,
                language: wish.language,
                time_zone: wish.time_zone,
            };
            let tried = Tried::new(form, field_of(refusal), refusal);
            Ok((status_of(refusal), html(&page(&visitor, &token, tried))).into_response())
        }
        Err(error) => Err(Failure::new(error, visitor.language())),
    }
}

async fn set_up(
    web: &Web,
    visitor: &Visitor,
    token: &str,
    wish: &Wish,
) -> Result<axum_extra::extract::cookie::Cookie<'static>, Error> {
    if !web.throttle.sign_in(&visitor.remote.address) {
        return Err(Refusal::TooManyTries.into());
    }
    let email = Email::parse(&wish.email).ok_or(Refusal::AddressInvalid)?;
    let language = Language::from_tag(&wish.language).ok_or(Refusal::LanguageUnknown)?;
    sound_password(&wish.password)?;
    let password_hash = web.passwords.hash(&Hidden::new(wish.password.as_str())).await.map_err(Fault::new)?;
    let set_up = access::SetUp {
        link: Token::presented(token),
        organization: wish.organization.clone(),
        name: wish.name.clone(),
        email,
        password_hash,
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

fn field_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::AddressInvalid => "email",
        Refusal::PasswordTooShort | Refusal::PasswordTooLong | Refusal::PasswordCommon => "password",
        Refusal::TimeZoneUnknown => "time_zone",
        _ => "",
    }
}
