//! Tries a server out without sending anything.

use super::conversation::Conversation;
use super::{Relay, Way};
use crate::probe::{Step, connected};

/// Connects, encrypts, logs in; stops at the first step that fails.
pub async fn probe(way: &Way) -> Vec<Step> {
    match way {
        Way::Smtp(relay) => probe_smtp(relay).await,
        Way::Service(service) => vec![match service.account().bearer.token().await {
            Ok(_) => Step::passed("probe-login"),
            Err(trouble) => Step::failed("probe-login", trouble),
        }],
    }
}

async fn probe_smtp(relay: &Relay) -> Vec<Step> {
    let mut open = match Conversation::connect(relay).await {
        Ok(open) => open,
        Err(trouble) => return connected(Err(trouble)),
    };
    let mut steps = connected(Ok(open.is_encrypted()));
    if relay.server.login.is_some() {
        steps.push(match open.log_in(relay).await {
            Ok(()) => Step::passed("probe-login"),
            Err(trouble) => Step::failed("probe-login", trouble),
        });
    }
    open.quit().await;
    steps
}
