//! Logging in to mailboxes, and the connection test.

use super::{mailbox, way};
use crate::scripted::{Scripted, script};
use crate::send::password;
use channels::fetch::{Mailbox, folders, probe};
use channels::server::{Bearer, Fingerprint, Login, Security, Trouble, Trust};
use platform::Hidden;

async fn probed(lines: &[&str], change: impl FnOnce(&mut Mailbox, &Scripted)) -> (Vec<String>, Option<Trouble>) {
    let server = Scripted::serve(vec![script(lines)]).await;
    let mut mailbox = mailbox(&server);
    way(&mut mailbox).login = password();
    change(&mut mailbox, &server);
    let steps = probe(&mailbox).await;
    let names = steps.iter().map(|step| format!("{} {} {}", step.what, step.ok(), step.found).trim().to_owned());
    (names.collect(), steps.last().and_then(|step| step.trouble.clone()))
}

#[tokio::test]
async fn the_test_of_a_mailbox_lists_its_folders() {
    let (steps, trouble) = probed(
        &[
            "* OK hello",
            "<k1 CAPABILITY",
            "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR",
            "k1 OK",
            "<k2 AUTHENTICATE PLAIN AGF5YQBzM2NyZXQgcGFzcw==",
            "k2 OK in",
            "<k3 CAPABILITY",
            "* CAPABILITY IMAP4rev1",
            "k3 OK",
            "<k4 LIST \"\" \"*\"",
            "* LIST (\\HasNoChildren) \"/\" INBOX",
            "* LIST () \"/\" \"&U9dP4Xux-\"",
            "* LIST (\\Noselect) \"/\" shared",
            "* LIST () NIL {3}\r\na b",
            "k4 OK",
            "<k5 SELECT \"INBOX\"",
            "* OK [UIDVALIDITY 1]",
            "* OK [UIDNEXT 1]",
            "k5 OK",
            "<k6 LOGOUT",
        ],
        |_, _| {},
    )
    .await;
    assert_eq!(trouble, None);
    assert_eq!(
        steps,
        [
            "probe-connect true",
            "probe-unencrypted true",
            "probe-login true",
            "probe-folders true INBOX, a b, 受信箱",
            "probe-folder true INBOX",
        ]
    );
}

#[tokio::test]
async fn without_sasl_the_login_is_quoted() {
    let server = Scripted::serve(vec![script(&[
        "* OK hello",
        "<k1",
        "* CAPABILITY IMAP4rev1",
        "k1 OK",
        "<k2 LOGIN \"a\\\"b\" \"c\\\\d\"",
        "k2 OK in",
        "<k3",
        "* CAPABILITY X",
        "k3 OK",
        "<k4 LIST",
        "k4 OK",
        "<k5 LOGOUT",
    ])])
    .await;
    let mut settings = way(&mut mailbox(&server)).clone();
    settings.login = Some(Login::Password { user: "a\"b".into(), password: Hidden::new("c\\d") });
    assert_eq!(folders(&settings).await, Ok(vec![]));
}

#[tokio::test]
async fn a_refused_token_is_heard_out() {
    let (steps, trouble) = probed(
        &[
            "* OK hello",
            "<k1",
            "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2",
            "k1 OK",
            "<k2 AUTHENTICATE XOAUTH2",
            "+ ",
            "<dXNlcj1heWEBYXV0aD1CZWFyZXIgeWExMQEB",
            "+ eyJzdGF0dXMiOiI0MDAifQ==",
            "<",
            "k2 NO [AUTHENTICATIONFAILED] expired",
        ],
        |mailbox, _| {
            way(mailbox).login = Some(Login::Token { user: "aya".into(), bearer: Bearer::fixed(Hidden::new("ya11")) })
        },
    )
    .await;
    assert_eq!(steps, ["probe-connect true", "probe-unencrypted true", "probe-login false"]);
    assert_eq!(trouble, Some(Trouble::LoginRefused("[AUTHENTICATIONFAILED] expired".into())));
}

#[tokio::test]
async fn starttls_comes_before_the_login() {
    let (steps, _) = probed(
        &[
            "* OK hello",
            "<k1",
            "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED",
            "k1 OK",
            "<k2 STARTTLS",
            "k2 OK go",
            "tls",
            "<k3 CAPABILITY",
            "* CAPABILITY IMAP4rev1",
            "k3 OK",
            "<k4 LOGIN",
            "k4 NO no",
        ],
        |mailbox, server| {
            way(mailbox).security = Security::StartTls;
            way(mailbox).trust = Trust::Certificate(Fingerprint::of(&server.identity.certificate));
        },
    )
    .await;
    assert_eq!(steps, ["probe-connect true", "probe-encrypt true", "probe-login false"]);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let (steps, trouble) = probed(
        &[
            "* OK hello",
            "<k1",
            "* CAPABILITY IMAP4rev1",
            "k1 OK",
            "<k2 LOGIN",
            "k2 OK",
            "<k3",
            "* CAPABILITY IMAP4rev1",
            "k3 OK",
            "<k4 LIST",
            "k4 OK",
            "<k5 SELECT \"Support\"",
            "k5 NO Mailbox doesn't exist: Support",
        ],
        |mailbox, _| mailbox.folder = "Support".into(),
    )
    .await;
    assert_eq!(steps.last().map(String::as_str), Some("probe-folder false"));
    assert_eq!(trouble, Some(Trouble::Refused("Mailbox doesn't exist: Support".into())));
}

#[tokio::test]
async fn a_server_that_forbids_plain_logins_is_understood() {
    let lines = ["* OK hello", "<k1", "* CAPABILITY IMAP4rev1 LOGINDISABLED", "k1 OK"];
    assert_eq!(probed(&lines, |_, _| {}).await.1, Some(Trouble::NoLoginWay));
}
