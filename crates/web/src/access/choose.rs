//! Choosing a password behind a one-time link: what invitation and reset have in common.

use super::hashing::hashed;
use super::login::begin;
use crate::Web;
use crate::answer::{Answer, Failure, html, see, status_of};
use crate::signed::Visitor;
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use base::Token;
use desk::access::{Purpose, sound_password};
use desk::people::{Person, PersonId};
use desk::{Actor, Done, Error, Refusal};
use serde::Deserialize;
use service::{Tx, access};
use views::access::{ChoosePassword, Spent, Tried};

pub struct Choice {
    pub purpose: Purpose,
    pub path: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    /// Key and path of the way to another link.
    pub again: (&'static str, &'static str),
    pub verb: fn(&mut Tx, &Token, &str) -> Done<PersonId>,
}

#[derive(Deserialize)]
pub struct Password {
    #[serde(default)]
    password: String,
}

pub async fn show(web: &Web, visitor: &Visitor, choice: &'static Choice, token: &str) -> Answer {
    match invited(web, visitor, choice, token).await {
        Ok(person) => Ok(html(&page(visitor, choice, token, &person, Tried::default()))),
        Err(error) => spent(visitor, error, Some(choice.again)),
    }
}

pub async fn create(
    web: &Web,
    visitor: &Visitor,
    jar: CookieJar,
    choice: &'static Choice,
    token: String,
    form: Password,
) -> Answer {
    let person = match invited(web, visitor, choice, &token).await {
        Ok(person) => person,
        Err(error) => return spent(visitor, error, Some(choice.again)),
    };
    match keep(web, visitor, choice, &token, &form.password).await {
        Ok(cookie) => Ok((jar.add(cookie), see("/")).into_response()),
        Err(Error::Refused(Refusal::LinkUsedOrOld)) => {
            spent(visitor, Refusal::LinkUsedOrOld.into(), Some(choice.again))
        }
        Err(Error::Refused(refusal)) => {
            let tried = Tried::new((), "password", refusal);
            Ok((status_of(refusal), html(&page(visitor, choice, &token, &person, tried))).into_response())
        }
        Err(error) => Err(Failure::new(error, visitor.language())),
    }
}

/// A link that opens no more says so, and where to get another. Every other no is said as always.
pub fn spent(visitor: &Visitor, error: Error, again: Option<(&'static str, &'static str)>) -> Answer {
    match error {
        Error::Refused(refusal @ Refusal::LinkUsedOrOld) => {
            let page = Spent { shell: visitor.shell(), reason: refusal.key(), again };
            Ok((status_of(refusal), html(&page)).into_response())
        }
        error => Err(Failure::new(error, visitor.language())),
    }
}

async fn keep(
    web: &Web,
    visitor: &Visitor,
    choice: &'static Choice,
    token: &str,
    password: &str,
) -> Result<Cookie<'static>, Error> {
    sound_password(password)?;
    let hash = hashed(web, password).await?;
    let token = Token::presented(token);
    let person = web.desk.change(Actor::Anonymous, move |tx| (choice.verb)(tx, &token, &hash)).await?;
    begin(web, visitor, person).await
}

/// Whom the link is for.
async fn invited(web: &Web, visitor: &Visitor, choice: &Choice, token: &str) -> Result<Person, Error> {
    let (token, purpose) = (Token::presented(token), choice.purpose);
    if web.throttle.sign_in(&visitor.remote.address) {
        web.desk.ask(Actor::Anonymous, move |read| access::whose_link(read, &token, purpose)).await
    } else {
        Err(Refusal::TooManyTries.into())
    }
}

fn page(visitor: &Visitor, choice: &Choice, token: &str, person: &Person, tried: Tried<()>) -> ChoosePassword<'static> {
    ChoosePassword {
        shell: visitor.shell(),
        title: choice.title,
        lead: choice.lead,
        action: format!("{}/{token}", choice.path),
        email: person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        tried,
    }
}
