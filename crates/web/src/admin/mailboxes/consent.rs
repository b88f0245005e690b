//! `/admin/mailboxes/{mailbox}/authorize` and where people come back to

use super::super::asked::{Asked, ask};
use super::health;
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Speak, status_of};
use axum::extract::State;
use axum::http::StatusCode;
use desk::channel::{MailboxId, SignIn};
use desk::{Error, Permission, Refusal};
use service::channel;
use views::admin::mailboxes::Leave;

/// The way to the provider's page. A form may not lead to another house, a link may.
pub async fn create(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    let asked = ask(&web, &here, Permission::Configure, move |read| channel::mailbox(read, id)).await?;
    let Asked { shell, frame, found: mailbox } = asked;
    match (web.consent.begin)(here.seat.actor.clone(), id).await {
        Ok(address) => {
            let provider = mailbox.consent().and_then(SignIn::provider).ok_or_else(|| here.fail(Error::Missing))?;
            Ok(here.show(&Leave { shell, frame, mailbox, provider, address }))
        }
        Err(Error::Refused(refusal)) if refusal != Refusal::NotAllowed => {
            let page = health::page(&web, &here, id, Some(shell.words.say(refusal.key()).to_owned())).await?;
            Ok(here.show_again(status_of(refusal), &page))
        }
        Err(error) => Err(here.fail(error)),
    }
}

/// Somebody is back from the provider's page.
pub async fn back(State(web): State<Web>, here: Here) -> Answer {
    ask(&web, &here, Permission::Configure, |_| Ok(())).await?;
    let (state, code) = (here.query.text("state").to_owned(), here.query.text("code").to_owned());
    let said_no = no(&here.query);
    let language = here.seat.words.language();
    let ended = (web.consent.end)(here.seat.actor.clone(), state, code, language).await;
    let (id, trouble) = ended.speak(&here.seat)?;
    match said_no.or(trouble) {
        None => Ok(here.go(&format!("/admin/mailboxes/{id}/health"), Said::Saved)),
        Some(trouble) => {
            let page = health::page(&web, &here, id, Some(trouble)).await?;
            Ok(here.show_again(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// What the provider says against it, if it does (RFC 6749 §4.1.2.1).
fn no(query: &Fields) -> Option<String> {
    let said = [query.text("error"), query.text("error_description")].join(" ");
    let said: String = said.trim().chars().filter(|c| !c.is_control()).take(300).collect();
    (!said.is_empty()).then_some(said)
}
