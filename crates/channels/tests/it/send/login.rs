//! Encryption, trust and login; and what the connection test says about them.

use super::{letter, password, relay, word};
use crate::scripted::{Scripted, script};
use base::Language;
use base::words;
use channels::send::{Postman, Relay, probe};
use channels::server::{Bearer, Fingerprint, Login, Security, Server, Trouble, Trust};
use platform::Hidden;

const ONE: [&str; 8] = ["<MAIL", "250 ok", "<RCPT", "250 ok", "<DATA", "354 go", "content", "250 ok"];

fn with(server: &Scripted, change: impl FnOnce(&mut Server)) -> Relay {
    let mut relay = relay(server);
    change(&mut relay.server);
    relay
}

async fn sent(relay: Relay) -> Result<String, Trouble> {
    let outcome = Postman::new(relay).send(&letter(&["a@x.example"])).await;
    outcome.map(|fates| word(&fates[0].1))
}

async fn serve(lines: &[&str]) -> Scripted {
    Scripted::serve(vec![script(lines)]).await
}

#[tokio::test]
async fn we_log_in_by_plain_where_we_can() {
    let start = ["220 mx", "<EHLO", "250-mx", "250 AUTH LOGIN PLAIN", "<AUTH PLAIN AGF5YQBzM2NyZXQgcGFzcw==", "235 ok"];
    let server = serve(&[&start[..], &ONE].concat()).await;
    assert_eq!(sent(with(&server, |to| to.login = password())).await.as_deref(), Ok("accepted 250"));
}

#[tokio::test]
async fn we_log_in_step_by_step_where_we_must() {
    let start = [
        "220 mx",
        "<EHLO",
        "250-mx",
        "250 AUTH=LOGIN",
        "<AUTH LOGIN",
        "334 VXNlcm5hbWU6",
        "<YXlh",
        "334 UGFzc3dvcmQ6",
        "<czNjcmV0IHBhc3M=",
        "235 ok",
    ];
    let server = serve(&[&start[..], &ONE].concat()).await;
    assert_eq!(sent(with(&server, |to| to.login = password())).await.as_deref(), Ok("accepted 250"));
}

#[tokio::test]
async fn a_token_is_shown_as_xoauth2_and_its_refusal_is_heard_out() {
    let server = serve(&[
        "220 mx",
        "<EHLO",
        "250-mx",
        "250 AUTH XOAUTH2",
        "<AUTH XOAUTH2 dXNlcj1heWEBYXV0aD1CZWFyZXIgeWExMQEB",
        "334 eyJzdGF0dXMiOiI0MDAifQ==",
        "<",
        "535 5.7.8 expired",
    ])
    .await;
    let token = Login::Token { user: "aya".into(), bearer: Bearer::fixed(Hidden::new("ya11")) };
    let refused = sent(with(&server, |to| to.login = Some(token))).await;
    assert_eq!(refused, Err(Trouble::LoginRefused("535 5.7.8 expired".into())));
}

#[tokio::test]
async fn a_refused_login_is_told_without_the_password() {
    let server = serve(&["220 mx", "<EHLO", "250-mx", "250 AUTH PLAIN", "<AUTH", "535 5.7.8 bad credentials"]).await;
    let trouble = sent(with(&server, |to| to.login = password())).await.expect_err("it was refused");
    assert!(matches!(trouble, Trouble::LoginRefused(_)));
    for language in Language::ALL {
        let told = trouble.tell(words::of(language));
        assert!(told.contains("535 5.7.8 bad credentials") && !told.contains("s3cret"), "{told}");
    }
}

#[tokio::test]
async fn a_server_without_a_way_to_log_in_is_named_as_such() {
    let server = serve(&["220 mx", "<EHLO", "250-mx", "250 AUTH GSSAPI"]).await;
    assert_eq!(sent(with(&server, |to| to.login = password())).await, Err(Trouble::NoLoginWay));
}

#[tokio::test]
async fn starttls_is_used_where_offered_and_insisted_on_where_asked_for() {
    let encrypted = ["220 mx", "<EHLO", "250-mx", "250 STARTTLS", "<STARTTLS", "220 go", "tls", "<EHLO", "250 mx"];
    for security in [Security::StartTls, Security::StartTlsIfOffered] {
        let server = serve(&[&encrypted[..], &ONE].concat()).await;
        let trust = Trust::Certificate(Fingerprint::of(&server.identity.certificate));
        let relay = with(&server, |to| (to.security, to.trust) = (security, trust));
        assert_eq!(sent(relay).await.as_deref(), Ok("accepted 250"));
    }
    let plain = ["220 mx", "<EHLO", "250 mx"];
    let server = serve(&[&plain[..], &ONE].concat()).await;
    let sent_plainly = sent(with(&server, |to| to.security = Security::StartTlsIfOffered)).await;
    assert_eq!(sent_plainly.as_deref(), Ok("accepted 250"));
    let server = serve(&plain).await;
    assert_eq!(sent(with(&server, |to| to.security = Security::StartTls)).await, Err(Trouble::NoStartTls));
}

#[tokio::test]
async fn without_a_login_a_voluntary_encryption_takes_any_certificate_and_with_one_it_does_not() {
    let encrypted = ["220 mx", "<EHLO", "250-mx", "250 STARTTLS", "<STARTTLS", "220 go", "tls", "<EHLO", "250 mx"];
    let server = serve(&[&encrypted[..], &ONE].concat()).await;
    let relay = with(&server, |to| to.security = Security::StartTlsIfOffered);
    assert_eq!(sent(relay).await.as_deref(), Ok("accepted 250"));
    let server = serve(&encrypted).await;
    let relay = with(&server, |to| (to.security, to.login) = (Security::StartTlsIfOffered, password()));
    assert!(matches!(sent(relay).await, Err(Trouble::Certificate { .. })));
}

#[tokio::test]
async fn what_is_said_in_the_clear_after_starttls_is_not_believed() {
    let injected = "220 go\r\n250 injected";
    let server = serve(&["220 mx", "<EHLO", "250-mx", "250 STARTTLS", "<STARTTLS", injected, "stall"]).await;
    assert!(matches!(sent(with(&server, |to| to.security = Security::StartTls)).await, Err(Trouble::Gibberish(_))));
}

#[tokio::test]
async fn a_certificate_nobody_signed_is_shown_and_can_be_accepted() {
    let tls = ["tls", "220 mx", "<EHLO", "250 mx"];
    let full = [&tls[..], &ONE].concat();
    let server = Scripted::serve(vec![script(&["tls"]), script(&full), script(&full), script(&["tls"])]).await;
    let shown = Fingerprint::of(&server.identity.certificate);
    let attempt = |host: &str, trust: Trust| {
        sent(with(&server, |to| (to.host, to.security, to.trust) = (host.to_owned(), Security::Tls, trust)))
    };
    match attempt("127.0.0.1", Trust::Public).await {
        Err(trouble @ Trouble::Certificate { .. }) => {
            assert!(trouble.tell(words::of(Language::Japanese)).contains(&shown.to_string()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(attempt("127.0.0.1", Trust::Certificate(shown)).await.as_deref(), Ok("accepted 250"));
    let authority = Trust::Authority(server.identity.pem.clone());
    assert_eq!(attempt("localhost", authority).await.as_deref(), Ok("accepted 250"));
    let another = Trust::Certificate(Fingerprint::of(b"another"));
    assert!(matches!(attempt("127.0.0.1", another).await, Err(Trouble::Certificate { .. })));
}

#[tokio::test]
async fn a_connection_test_says_how_far_it_came() {
    let steps = |relay: Relay| async move {
        let steps = probe(&relay.clone().into()).await;
        steps.iter().map(|step| format!("{} {}", step.what, step.ok())).collect::<Vec<_>>()
    };
    let start = ["220 mx", "<EHLO", "250-mx", "250 AUTH PLAIN", "<AUTH"];
    let server = serve(&[&start[..], &["235 ok", "<QUIT"]].concat()).await;
    let relay = with(&server, |to| to.login = password());
    assert_eq!(steps(relay).await, ["probe-connect true", "probe-unencrypted true", "probe-login true"]);
    server.done().await;

    let server = serve(&[&start[..], &["535 no", "<QUIT"]].concat()).await;
    let relay = with(&server, |to| to.login = password());
    assert_eq!(steps(relay).await, ["probe-connect true", "probe-unencrypted true", "probe-login false"]);

    let server = serve(&["tls"]).await;
    let relay = with(&server, |to| to.security = Security::Tls);
    assert_eq!(steps(relay).await, ["probe-connect true", "probe-encrypt false"]);

    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let relay = with(&server, |to| to.port = closed);
    assert_eq!(steps(relay).await, ["probe-connect false"]);
    let relay = with(&server, |to| to.host = "no-such-host.invalid".into());
    assert_eq!(
        probe(&relay.clone().into()).await[0].trouble,
        Some(Trouble::HostUnknown("no-such-host.invalid".into()))
    );
}
