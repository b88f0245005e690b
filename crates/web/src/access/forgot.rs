//! `/forgot`: a link for a new password. The answer is the same whether the account exists or not.

use crate::Web;
use crate::answer::{Answer, Failure, html, status_of};
use crate::signed::Visitor;
use axum::Form;
use axum::extract::State;
use axum::response::IntoResponse;
use base::Email;
use desk::{Actor, Refusal};
use serde::Deserialize;
use service::access;
use views::access::{Forgot, Tried};

#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    email: String,
}

pub async fn show(visitor: Visitor) -> Answer {
    Ok(html(&Forgot { shell: visitor.shell(), tried: Tried::default(), sent: false }))
}

pub async fn create(State(web): State<Web>, visitor: Visitor, Form(wish): Form<Wish>) -> Answer {
    let refused = match Email::typed(&wish.email) {
        None => Some(("email", Refusal::AddressInvalid)),
        Some(_) if !web.throttle.sign_in(&visitor.remote.address) => Some(("", Refusal::TooManyTries)),
        Some(email) => {
            let sent = web.desk.change(Actor::Anonymous, move |tx| access::forgot_password(tx, &email)).await;
            sent.map_err(|error| Failure::new(error, visitor.language()))?;
            None
        }
    };
    Ok(match refused {
        None => html(&Forgot { shell: visitor.shell(), tried: Tried::default(), sent: true }),
        Some((field, refusal)) => {
            let tried = Tried::new(wish.email, field, refusal);
            (status_of(refusal), html(&Forgot { shell: visitor.shell(), tried, sent: false })).into_response()
        }
    })
}
