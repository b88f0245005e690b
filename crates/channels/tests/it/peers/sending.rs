//! Our letters in Postfix's hands.

use crate::send::{letter, word};
use channels::send::{Postman, Relay, probe};
use channels::server::{Fingerprint, Login, Patience, Security, Server, Trouble, Trust};
use platform::Hidden;
use testing::peers::{Dovecot, Postfix, free_port};

fn relay(port: u16, security: Security, trust: Trust, login: Option<Login>) -> Relay {
    let server = Server { host: "localhost".into(), port, security, trust, login, patience: Patience::default() };
    Relay { server, hello: "desk.example".into() }
}

fn aya(password: &str) -> Option<Login> {
    Some(Login::Password { user: "aya@customer.example".into(), password: Hidden::new(password) })
}

#[tokio::test]
async fn postfix_takes_letters_by_starttls_and_refuses_strangers() {
    let Some(dovecot) = Dovecot::start().await else { return };
    let Some(postfix) = Postfix::start(free_port(), &dovecot) else { return };
    let trust = Trust::Authority(postfix.identity.pem.clone());
    let mut postman = Postman::new(relay(postfix.smtp, Security::StartTls, trust, None));
    let letter = letter(&["aya@customer.example", "who@elsewhere.example", "受付@customer.example"]);
    for _ in 0..2 {
        let fates = postman.send(&letter).await.unwrap();
        let words: Vec<_> = fates.iter().map(|(_, fate)| word(fate)).collect();
        assert_eq!(words, ["accepted 250", "refused 554", "accepted 250"], "{fates:?}\n{}", postfix.log());
    }
    postman.rest().await;
}

#[tokio::test]
async fn postfix_lets_in_who_knows_the_password_and_the_test_says_so() {
    let Some(dovecot) = Dovecot::start().await else { return };
    let Some(postfix) = Postfix::start(free_port(), &dovecot) else { return };
    let trust = Trust::Certificate(Fingerprint::of(&postfix.identity.certificate));
    let with = |password: &str| relay(postfix.smtps, Security::Tls, trust.clone(), aya(password));
    let steps = probe(&with(Dovecot::PASSWORD).into()).await;
    assert!(steps.len() == 3 && steps.iter().all(channels::probe::Step::ok), "{steps:?}\n{}", postfix.log());
    let fates = Postman::new(with(Dovecot::PASSWORD)).send(&letter(&["aya@customer.example"])).await.unwrap();
    assert_eq!(word(&fates[0].1), "accepted 250");
    let steps = probe(&with("wrong").into()).await;
    assert!(matches!(steps[2].trouble, Some(Trouble::LoginRefused(_))), "{steps:?}");
}
