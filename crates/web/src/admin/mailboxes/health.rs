//! `/admin/mailboxes/{mailbox}/health`

use super::super::asked::{Asked, ask};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure, Speak};
use axum::extract::State;
use desk::Permission;
use desk::channel::MailboxId;
use service::channel;
use views::admin::mailboxes::HealthPage;

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    Ok(here.show(&page(&web, &here, id, None).await?))
}

/// Sends a letter round now, or begins or ends doing so by the hour.
pub async fn probe(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>, fields: Fields) -> Answer {
    let hourly = fields.text("hourly").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match hourly.as_str() {
        "on" => channel::set_probing(tx, id, true),
        "off" => channel::set_probing(tx, id, false),
        _ => channel::probe_now(tx, id),
    });
    done.await.speak(&here.seat)?;
    Ok(here.go(&format!("/admin/mailboxes/{id}/health"), Said::Saved))
}

/// Has the server's list compared with ours at the next look.
pub async fn compare(State(web): State<Web>, here: Here, Id(id): Id<MailboxId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| channel::compare_now(tx, id)).await;
    done.speak(&here.seat)?;
    Ok(here.go(&format!("/admin/mailboxes/{id}/health"), Said::Saved))
}

/// `trouble`: why what was just tried did not work, in words.
pub async fn page(
    web: &Web,
    here: &Here,
    id: MailboxId,
    trouble: Option<String>,
) -> Result<HealthPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| channel::condition(read, id));
    let Asked { shell, frame, found: condition } = asked.await?;
    Ok(HealthPage { shell, frame, condition, trouble })
}
