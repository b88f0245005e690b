//! STARTTLS at our doors.

use super::talk::House;
use crate::send::email;
use crate::world::Keeper;
use bytes::Bytes;
use channels::listen::{Dialect, Identity, Limits};
use channels::send::{Letter, Postman, Relay};
use channels::server::{Fingerprint, Patience, Security, Server, Trust};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

struct Shown {
    house: House,
    certificate: Vec<u8>,
    folder: tempfile::TempDir,
}

async fn open() -> Shown {
    let folder = tempfile::tempdir().unwrap();
    let identity = Identity::own(folder.path(), "desk.example").unwrap();
    let house = House::showing(Some(identity), Dialect::Smtp, Limits::default(), Keeper::new()).await;
    let certificate = certificate(&folder);
    Shown { house, certificate, folder }
}

fn certificate(folder: &tempfile::TempDir) -> Vec<u8> {
    CertificateDer::from_pem_file(folder.path().join("mail-certificate.pem")).unwrap().to_vec()
}

async fn sends(shown: &House, certificate: &[u8]) -> bool {
    let server = Server {
        host: "localhost".into(),
        port: shown.address.port(),
        security: Security::StartTls,
        trust: Trust::Certificate(Fingerprint::of(certificate)),
        login: None,
        patience: Patience::default(),
    };
    let mut postman = Postman::new(Relay { server, hello: "customer.example".into() });
    let raw = Bytes::from_static(b"Subject: private\r\n\r\nhi\r\n");
    let letter = Letter { from: Some(email("aya@customer.example")), to: vec![email("support@desk.example")], raw };
    let sent = postman.send(&letter).await.is_ok();
    postman.rest().await;
    sent
}

#[tokio::test]
async fn a_message_comes_in_encrypted() {
    let Shown { house, certificate, .. } = open().await;
    assert!(sends(&house, &certificate).await);
    assert_eq!(house.keeper.messages().len(), 1);
}

#[tokio::test]
async fn a_certificate_that_was_renewed_is_shown_without_a_restart() {
    let Shown { house, certificate: before, folder } = open().await;
    let elsewhere = tempfile::tempdir().unwrap();
    Identity::own(elsewhere.path(), "desk.example").unwrap();
    for file in ["mail-key.pem", "mail-certificate.pem"] {
        std::fs::copy(elsewhere.path().join(file), folder.path().join(file)).unwrap();
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
        std::fs::File::options().write(true).open(folder.path().join(file)).unwrap().set_modified(later).unwrap();
    }
    let after = certificate(&folder);
    assert_ne!(before, after);
    assert!(sends(&house, &after).await);
}

#[tokio::test]
async fn starttls_is_offered_once_and_forgets_what_was_said_before() {
    let Shown { house, .. } = open().await;
    let mut talk = house.connect().await;
    talk.expect("220").await;
    let offered = talk.ask("EHLO a.example", "250").await;
    assert!(offered.contains("250-STARTTLS"), "{offered}");
    talk.ask("STARTTLS now", "501").await;
    talk.ask("MAIL FROM:<aya@customer.example>", "250").await;
    talk.ask("STARTTLS", "220").await;
}

#[tokio::test]
async fn what_is_said_in_the_clear_after_starttls_is_not_heard() {
    let Shown { house, .. } = open().await;
    let mut talk = house.greeted("EHLO a.example").await;
    talk.send("STARTTLS\r\nMAIL FROM:<evil@customer.example>\r\n").await;
    talk.expect("220").await;
    assert_eq!(talk.hear().await, "", "the door is closed");
}

#[tokio::test]
async fn a_door_without_a_certificate_offers_none() {
    let house = House::open(Dialect::Smtp).await;
    let mut talk = house.connect().await;
    talk.expect("220").await;
    assert!(!talk.ask("EHLO a.example", "250").await.contains("STARTTLS"));
    talk.ask("STARTTLS", "502").await;
}
