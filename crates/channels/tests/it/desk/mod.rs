//! The doors wired to a real desk: what is carried, fetched and kept.

mod carrying;
mod consent;
mod fetching;
mod taking;
mod webhooks;

use base::Language;
use channels::desk::{Outside, Premises};
use channels::trust::Examiner;
use desk::channel::{Carriage, Incoming, MailboxId, MailboxWish, Outgoing, Security, SignIn};
use desk::people::PersonId;
use platform::blobs::Blobs;
use platform::config::{BlobsConfig, Networks};
use platform::secrets::Secrets;
use service::channel;
use std::sync::Arc;
use std::time::{Duration, Instant};
use testing::World;

pub struct House {
    pub premises: Premises,
    pub world: World,
    pub aya: PersonId,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn open(world: World) -> Self {
        let (aya, _) = world.set_up().await;
        let folder = tempfile::tempdir().unwrap();
        let premises = Premises {
            desk: world.desk.clone(),
            blobs: Arc::new(Blobs::open(&BlobsConfig::Folder(folder.path().to_owned())).unwrap()),
            secrets: Arc::new(Secrets::random()),
            examiner: Examiner::silent(),
            outside: Outside::new(Networks::read("127.0.0.0/8").unwrap()).unwrap(),
            rush: channels::desk::Rush::default(),
            url: "https://help.desk.example".into(),
        };
        Self { premises, world, aya, _folder: folder }
    }

    pub async fn mailbox(&self, address: &str, incoming: Option<Incoming>, outgoing: Option<Outgoing>) -> MailboxId {
        let (by, address) = (self.world.actor(self.aya).await, address.to_owned());
        let made = self.world.desk.change(by, move |tx| {
            let wish = MailboxWish {
                address,
                name: "Desk".into(),
                team: service::people::teams(tx)?[0].id,
                brand: None,
                language: Language::English,
                acknowledge: false,
                reply_addresses: true,
                observes: false,
                incoming,
                outgoing,
            };
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
