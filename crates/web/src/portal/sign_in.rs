//! `/help/sign-in`, `/help/enter/TOKEN`, `/help/sign-out`

use crate::Web;
use crate::access::choose::spent;
use crate::answer::{Answer, Failure, html, see, status_of};
use crate::next;
use crate::signed::{PORTAL, Requester, Visitor, session_cookie};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base::{Email, Token};
use desk::access::{Asking, Purpose};
use desk::{Actor, Refusal};
use serde::Deserialize;
use service::{access, house};
use views::access::Tried;
use views::portal::{Enter, SignIn};

/// Where another link is to be had.
const AGAIN: Option<(&str, &str)> = Some(("spent-again", "/help/sign-in"));

/// Where one was going, until the mailed link opens in the same browser.
const NEXT: &str = "kippu-next";

#[derive(Deserialize)]
pub struct Going {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    email: String,
}

pub async fn show(State(web): State<Web>, visitor: Visitor, jar: CookieJar, Query(going): Query<Going>) -> Answer {
    let newcomers = newcomers(&web, &visitor).await?;
    let page = html(&SignIn { shell: visitor.shell(), tried: Tried::default(), sent: false, newcomers });
    let Some(next) = next::ours(&going.next) else { return Ok(page) };
    let next = Cookie::build((NEXT, next.to_owned())).path("/help").http_only(true).same_site(SameSite::Lax).build();
    Ok((jar.add(next), page).into_response())
}

/// Whether who is new here gets a link as well.
async fn newcomers(web: &Web, visitor: &Visitor) -> Result<bool, Failure> {
    let asked = web.desk.ask(Actor::Anonymous, |read| Ok(house::load(read)?.asking == Asking::Verified)).await;
    asked.map_err(|error| Failure::new(error, visitor.language()))
}

/// The answer is the same whether we know the address or not.
pub async fn create(State(web): State<Web>, visitor: Visitor, Form(wish): Form<Wish>) -> Answer {
    let refused = match Email::typed(&wish.email) {
        None => Some(("email", Refusal::AddressInvalid)),
        Some(_) if !web.throttle.sign_in(&visitor.remote.address) => Some(("", Refusal::TooManyTries)),
        Some(email) => {
            let asked = web.desk.change(Actor::Anonymous, move |tx| access::ask_sign_in_link(tx, &email)).await;
            asked.map_err(|error| Failure::new(error, visitor.language()))?;
            None
        }
    };
    let newcomers = newcomers(&web, &visitor).await?;
    Ok(match refused {
        None => html(&SignIn { shell: visitor.shell(), tried: Tried::default(), sent: true, newcomers }),
        Some((field, refusal)) => {
            let tried = Tried::new(wish.email, field, refusal);
            (status_of(refusal), html(&SignIn { shell: visitor.shell(), tried, sent: false, newcomers }))
                .into_response()
        }
    })
}

/// The mailed link. Mail scanners follow links too: the page asks for one press before the link is spent.
pub async fn offer(State(web): State<Web>, visitor: Visitor, Path(token): Path<String>) -> Answer {
    let link = Token::presented(token.clone());
    let asked = match web.throttle.sign_in(&visitor.remote.address) {
        true => web.desk.ask(Actor::Anonymous, move |read| access::whose_link(read, &link, Purpose::SignIn)).await,
        false => Err(Refusal::TooManyTries.into()),
    };
    match asked {
        Ok(person) => {
            let (action, name) = (format!("/help/enter/{token}"), person.shown().to_owned());
            Ok(html(&Enter { shell: visitor.shell(), action, name }))
        }
        Err(error) => spent(&visitor, error, AGAIN),
    }
}

pub async fn enter(State(web): State<Web>, visitor: Visitor, jar: CookieJar, Path(token): Path<String>) -> Answer {
    let entered = if web.throttle.sign_in(&visitor.remote.address) {
        let (browser, address) = (visitor.remote.browser.clone(), visitor.remote.address.clone());
        let link = Token::presented(token);
        web.desk.change(Actor::Anonymous, move |tx| access::sign_in_by_link(tx, &link, &browser, &address)).await
    } else {
        Err(Refusal::TooManyTries.into())
    };
    match entered {
        Ok((session, _)) => {
            let going = see(jar.get(NEXT).and_then(|next| next::ours(next.value())).unwrap_or("/help/requests"));
            let jar = jar.remove(Cookie::build(NEXT).path("/help")).add(session_cookie(&web, PORTAL, &session));
            Ok((jar, going).into_response())
        }
        Err(error) => spent(&visitor, error, AGAIN),
    }
}

pub async fn destroy(State(web): State<Web>, requester: Option<Requester>, jar: CookieJar) -> Answer {
    if let Some(Requester(seat)) = requester {
        let token = seat.token.clone();
        web.desk.change(seat.actor, move |tx| access::sign_out(tx, &token)).await?;
    }
    Ok((jar.remove(Cookie::build(PORTAL).path("/")), see("/help")).into_response())
}
