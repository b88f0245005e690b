//! The doors wired to a real desk: what is carried, fetched and kept.

mod carrying;
mod chats;
mod consent;
mod external;
mod fetching;
mod hooks;
mod panels;
mod push;
mod taking;
mod webhooks;

use crate::premises::premises;
use channels::desk::Premises;
use desk::channel::{Carriage, Incoming, MailboxId, MailboxWish, Outgoing, Security, SignIn};
use desk::people::PersonId;
use service::channel;
use std::time::{Duration, Instant};
use testing::{Cast, World};

pub struct House {
    pub premises: Premises,
    pub world: World,
    pub aya: PersonId,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn open(world: World) -> Self {
        let (aya, _) = world.set_up().await;
        Self::of(world, aya)
    }

    pub async fn with_cast(world: World) -> (Self, Cast) {
        let cast = world.cast().await;
        (Self::of(world, cast.aya), cast)
    }

    fn of(world: World, aya: PersonId) -> Self {
        let (premises, folder) = premises(&world);
        Self { premises, world, aya, _folder: folder }
    }

    pub async fn mailbox(&self, address: &str, incoming: Option<Incoming>, outgoing: Option<Outgoing>) -> MailboxId {
        let (by, address) = (self.world.actor(self.aya).await, address.to_owned());
        let made = self.world.desk.change(by, move |tx| {
            let wish = MailboxWish::plain(&address, "Desk", service::people::teams(tx)?[0].id);
            let wish = MailboxWish { incoming, outgoing, ..wish };
            channel::create_mailbox(tx, wish)
        });
        made.await.unwrap().id
    }
}

/// A relay on this machine, in the clear and without a login.
pub fn plain(port: u16) -> Outgoing {
    let (host, user, sealed_password) = ("localhost".into(), String::new(), String::new());
    let (carriage, sign_in) = (Carriage::Smtp, SignIn::Password);
    Outgoing { carriage, host, port, security: Security::None, user, sealed_password, sign_in, trust: None }
}

/// Asks until the answer is yes.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
