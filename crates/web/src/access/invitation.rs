//! `/invitation/TOKEN`: an invited agent chooses a password and is in.

use super::choose::{self, Choice};
use crate::Web;
use crate::answer::Answer;
use crate::signed::Visitor;
use axum::Form;
use axum::extract::{Path, State};
use axum_extra::extract::cookie::CookieJar;
use desk::access::Purpose;

const CHOICE: Choice = Choice {
    purpose: Purpose::Invitation,
    path: "/invitation",
    title: "invitation-title",
    lead: "invitation-lead",
    again: ("spent-sign-in", "/login"),
    verb: service::access::accept_invitation,
};

pub async fn show(State(web): State<Web>, visitor: Visitor, Path(token): Path<String>) -> Answer {
    choose::show(&web, &visitor, &CHOICE, &token).await
}

pub async fn create(
    State(web): State<Web>,
    visitor: Visitor,
    jar: CookieJar,
    Path(token): Path<String>,
    Form(form): Form<choose::Password>,
) -> Answer {
    choose::create(&web, &visitor, jar, &CHOICE, token, form).await
}
