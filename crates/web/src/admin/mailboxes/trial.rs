//! The check list: receiving, sending, and what the domain says of itself.

use crate::agent::here::Here;
use crate::ports::{ProbeServer, ProbeWish};
use crate::{ProbeStep, Web};
use desk::channel::{Mailbox, MailboxId};
use service::channel;
use views::admin::mailboxes::{Step, Trial};

pub async fn trial(web: &Web, here: &Here, id: Option<MailboxId>, mailbox: Mailbox) -> Trial {
    let (address, language) = (mailbox.address, here.seat.words.language());
    let incoming = mailbox.incoming.map(ProbeServer::Incoming);
    let outgoing = mailbox.outgoing.map(ProbeServer::Outgoing);
    let probe = async |server: Option<ProbeServer>| match server {
        Some(server) => steps((web.probe)(ProbeWish { mailbox: id, address: address.clone(), server, language }).await),
        None => Vec::new(),
    };
    // Who may not see the keys learns the rest all the same.
    let keys = match id {
        Some(id) => web.desk.ask(here.seat.actor.clone(), move |read| channel::signing_keys(read, id)).await,
        None => Ok(Vec::new()),
    };
    let advice = (web.locksmith.advise)(address.domain().to_lowercase(), keys.unwrap_or_default(), language).await;
    Trial { incoming: probe(incoming).await, outgoing: probe(outgoing).await, domain: steps(advice.steps) }
}

fn steps(steps: Vec<ProbeStep>) -> Vec<Step> {
    let told = |step: ProbeStep| Step {
        what: step.what,
        passed: step.passed,
        detail: step.detail,
        certificate: step.certificate,
    };
    steps.into_iter().map(told).collect()
}
