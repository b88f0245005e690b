//! `/login`, `/logout`

use super::hashing::is_right;
use crate::Web;
use crate::answer::{Answer, Failure, html, see, status_of};
use crate::app::FORGET;
use crate::next;
use crate::signed::{Agent, Visitor, WORKSPACE, session_cookie};
use axum::Form;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use base::Email;
use desk::people::PersonId;
use desk::{Actor, Error, Refusal};
use serde::Deserialize;
use service::access;
use views::access::{Login, Tried};

#[derive(Deserialize)]
pub struct Said {
    notice: Option<String>,
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub async fn show(visitor: Visitor, agent: Option<Agent>, Query(said): Query<Said>) -> Answer {
    let next = next::ours(&said.next).unwrap_or("/");
    if agent.is_some() {
        return Ok(see(next));
    }
    let notice = match said.notice.as_deref() {
        Some("signed-out") => Some("login-signed-out"),
        Some("password-changed") => Some("login-password-changed"),
        _ => None,
    };
    Ok(html(&Login { shell: visitor.shell(), tried: Tried::default(), notice, next }))
}

pub async fn create(State(web): State<Web>, visitor: Visitor, jar: CookieJar, Form(form): Form<Credentials>) -> Answer {
    let next = next::ours(&form.next).unwrap_or("/");
    match sign_in(&web, &visitor, &form).await {
        Ok(cookie) => Ok((jar.add(cookie), see(next)).into_response()),
        Err(Error::Refused(refusal)) => {
            let tried = Tried::new(form.email, "", refusal);
            let page = Login { shell: visitor.shell(), tried, notice: None, next };
            Ok((status_of(refusal), html(&page)).into_response())
        }
        Err(error) => Err(Failure::new(error, visitor.language())),
    }
}

pub async fn destroy(State(web): State<Web>, agent: Option<Agent>, jar: CookieJar) -> Answer {
    if let Some(Agent(seat)) = agent {
        let token = seat.token.clone();
        web.desk.change(seat.actor, move |tx| access::sign_out(tx, &token)).await?;
    }
    let jar = jar.remove(Cookie::build(WORKSPACE).path("/"));
    Ok((jar, FORGET, see("/login?notice=signed-out")).into_response())
}

/// The same time and the same answer whether the account exists, the password is wrong, or both.
async fn sign_in(web: &Web, visitor: &Visitor, form: &Credentials) -> Result<Cookie<'static>, Error> {
    let address = visitor.remote.address.clone();
    if !web.throttle.sign_in(&address) {
        return Err(Refusal::TooManyTries.into());
    }
    let email = Email::typed(&form.email);
    let (asked, host) = (email.clone(), address.clone());
    web.desk.change(Actor::Anonymous, move |tx| access::may_try(tx, asked.as_ref(), &host)).await?;
    let known = match email.clone() {
        Some(email) => web.desk.ask(Actor::Anonymous, move |read| access::credentials(read, &email)).await?,
        None => None,
    };
    match right_person(web, known, &form.password).await? {
        Some(person) => begin(web, visitor, person).await,
        None => {
            web.desk.change(Actor::Anonymous, move |tx| access::sign_in_failed(tx, email.as_ref(), &address)).await?;
            Err(Refusal::SignInWrong.into())
        }
    }
}

async fn right_person(web: &Web, known: Option<(PersonId, String)>, password: &str) -> Result<Option<PersonId>, Error> {
    let right = is_right(web, password, known.as_ref().map(|(_, hash)| hash.as_str())).await?;
    Ok(known.filter(|_| right).map(|(person, _)| person))
}

/// Opens a session for somebody who has proved who they are.
pub async fn begin(web: &Web, visitor: &Visitor, person: PersonId) -> Result<Cookie<'static>, Error> {
    let (browser, address) = (visitor.remote.browser.clone(), visitor.remote.address.clone());
    let (token, _) =
        web.desk.change(Actor::Anonymous, move |tx| access::sign_in(tx, person, &browser, &address)).await?;
    Ok(session_cookie(web, WORKSPACE, &token))
}
