//! POP3 mailboxes on servers that follow a script.

use super::{Watch, mailbox, way};
use crate::scripted::{Scripted, script};
use crate::send::password;
use crate::world::{Keeper, Notebook, until};
use channels::fetch::{First, Mailbox, Then, Way, probe};
use channels::ports::{By, Health, IntakeFault, Skip, Source};
use channels::server::{Bearer, Login, Trouble};
use platform::Hidden;
use std::sync::Arc;
use std::time::Duration;

const HELLO: [&str; 4] = ["+OK ready", "<CAPA", "+OK", "."];

fn pop3(server: &Scripted, first: First, then: Then) -> Mailbox {
    let mut mailbox = mailbox(server);
    let way = Way::Pop3(way(&mut mailbox).clone());
    Mailbox { way, first, then, poll: Duration::from_millis(20), ..mailbox }
}

fn remembering() -> (Arc<Keeper>, Arc<Notebook>) {
    let (keeper, notebook) = (Keeper::new(), Notebook::at(None));
    *keeper.notebook.lock().unwrap() = Some(notebook.clone());
    (keeper, notebook)
}

fn after_hello(lines: &[&str]) -> Vec<crate::scripted::Do> {
    script(&[&HELLO[..], lines].concat())
}

#[tokio::test]
async fn each_name_is_taken_once_and_deleted_only_when_it_is_kept() {
    let server = Scripted::serve(vec![
        after_hello(&[
            "<UIDL",
            "+OK",
            "1 aa",
            "2 bb",
            ".",
            "<LIST",
            "+OK",
            "1 20",
            "2 5000",
            ".",
            "<RETR 1",
            "+OK",
            "Subject: one",
            "",
            "..dot",
            ".",
            "<DELE 1",
            "+OK",
            "<TOP 2 0",
            "+OK",
            "Subject: big",
            "",
            ".",
            "<QUIT",
            "+OK bye",
        ]),
        after_hello(&[
            "<UIDL",
            "+OK",
            "1 bb",
            "2 cc",
            ".",
            "<LIST",
            "+OK",
            "1 5000",
            "2 8",
            ".",
            "<RETR 2",
            "+OK",
            "Subject: c",
            "",
            ".",
            "<DELE 2",
            "+OK",
            "<QUIT",
            "+OK bye",
        ]),
    ])
    .await;
    let (keeper, notebook) = remembering();
    let watch = Watch::start(pop3(&server, First::All, Then::Delete), keeper, notebook);
    assert_eq!(watch.kept(2).await, ["Subject: one\r\n\r\n.dot\r\n", "Subject: c\r\n\r\n"]);
    let source = Source::Fetched { mailbox: "support".into(), by: By::Pop3, name: "aa".into() };
    assert_eq!(watch.keeper.envelopes()[0].source, source);
    let skipped = watch.notebook.skipped.lock().unwrap().clone();
    assert_eq!((skipped[0].name.as_str(), &skipped[0].why, skipped[0].octets), ("bb", &Skip::TooBig, 5000));
    watch.end().await;
}

#[tokio::test]
async fn a_probe_that_came_round_is_deleted_where_the_rest_stays() {
    let both = ["<UIDL", "+OK", "1 aa", "2 bb", ".", "<LIST", "+OK", "1 5", "2 5", "."];
    let taken = ["<RETR 1", "+OK", "one", ".", "<RETR 2", "+OK", "probe", ".", "<DELE 2", "+OK", "<QUIT", "+OK bye"];
    let server = Scripted::serve(vec![after_hello(&[&both[..], &taken].concat())]).await;
    let (keeper, notebook) = remembering();
    *keeper.probe.lock().unwrap() = Some("probe");
    let watch = Watch::start(pop3(&server, First::All, Then::Leave), keeper, notebook);
    watch.kept(2).await;
    until("the server is left", || server.heard().iter().any(|line| line == "QUIT")).await;
    let deleted: Vec<_> = server.heard().into_iter().filter(|line| line.starts_with("DELE")).collect();
    assert_eq!(deleted, ["DELE 2"]);
    watch.end().await;
}

#[tokio::test]
async fn what_cannot_be_kept_stays_on_the_server() {
    let server = Scripted::serve(vec![after_hello(&[
        "<UIDL", "+OK", "1 aa", ".", "<LIST", "+OK", "1 5", ".", "<RETR 1", "+OK", "a", ".", "<QUIT", "+OK",
    ])])
    .await;
    let keeper = Keeper::refusing(IntakeFault::Temporary("the disk is full".into()));
    let watch = Watch::start(pop3(&server, First::All, Then::Delete), keeper, Notebook::at(None));
    until("it is ill", || matches!(watch.notebook.health().last(), Some(Health::Ill { .. }))).await;
    assert!(!server.heard().iter().any(|line| line.starts_with("DELE")), "{:?}", server.heard());
    assert_eq!(*watch.notebook.bookmark.lock().unwrap(), "", "the first look is not over");
    watch.end().await;
}

#[tokio::test]
async fn what_was_kept_and_not_deleted_before_the_connection_broke_is_deleted_the_next_time() {
    let server = Scripted::serve(vec![
        after_hello(&["<UIDL", "+OK", "1 aa", ".", "<LIST", "+OK", "1 5", ".", "<RETR 1", "+OK", "a", ".", "<DELE 1"]),
        after_hello(&["<UIDL", "+OK", "1 aa", ".", "<LIST", "+OK", "1 5", ".", "<DELE 1", "+OK", "<QUIT", "+OK"]),
    ])
    .await;
    let (keeper, notebook) = remembering();
    let watch = Watch::start(pop3(&server, First::All, Then::Delete), keeper, notebook);
    watch.well().await;
    assert_eq!(watch.kept(1).await.len(), 1);
    assert_eq!(server.heard().iter().filter(|line| *line == "DELE 1").count(), 2);
    watch.end().await;
}

#[tokio::test]
async fn from_now_on_passes_over_what_is_there_and_some_days_go_by_the_date() {
    let old = ["<UIDL", "+OK", "1 aa", ".", "<LIST", "+OK", "1 90", "."];
    let now = Scripted::serve(vec![after_hello(&[&old[..], &["<QUIT", "+OK"]].concat())]).await;
    let watch = Watch::start(pop3(&now, First::FromNow, Then::Leave), Keeper::new(), Notebook::at(None));
    watch.well().await;
    assert_eq!((watch.keeper.messages().len(), watch.notebook.passed.lock().unwrap().clone()), (0, vec!["aa".into()]));
    watch.end().await;

    let dated =
        [&old[..], &["<RETR 1", "+OK", "Date: Sun, 1 Feb 2026 09:00:00 +0000", "", ".", "<QUIT", "+OK"]].concat();
    for (days, taken) in [(7, 0), (60, 1)] {
        let server = Scripted::serve(vec![after_hello(&dated)]).await;
        let watch = Watch::start(pop3(&server, First::LastDays(days), Then::Leave), Keeper::new(), Notebook::at(None));
        watch.well().await;
        assert_eq!(watch.keeper.messages().len(), taken, "{days} days");
        watch.end().await;
    }
}

#[tokio::test]
async fn a_server_without_names_is_told_in_words() {
    let server = Scripted::serve(vec![after_hello(&["<UIDL", "-ERR unknown", "<QUIT", "+OK"])]).await;
    let steps = probe(&pop3(&server, First::All, Then::Leave)).await;
    assert_eq!(steps.last().unwrap().trouble, Some(Trouble::NoUidl));
}

#[tokio::test]
async fn a_login_is_shown_in_the_way_the_server_knows() {
    let token = Login::Token { user: "aya".into(), bearer: Bearer::fixed(Hidden::new("ya11")) };
    let plain = ["+OK", "<CAPA", "+OK", "SASL PLAIN", ".", "<AUTH PLAIN", "+ ", "<AGF5YQBzM2NyZXQgcGFzcw==", "+OK in"];
    let user = ["+OK", "<CAPA", "-ERR what", "<USER aya", "+OK", "<PASS s3cret pass", "-ERR no"];
    let refused = [
        "+OK",
        "<CAPA",
        "+OK",
        "SASL XOAUTH2",
        ".",
        "<AUTH XOAUTH2",
        "+",
        "<dXNlcj1heWEBYXV0aD1CZWFyZXIgeWExMQEB",
        "+ eyJzdGF0dXMiOiI0MDAifQ==",
        "<",
        "-ERR expired",
    ];
    for (lines, login, passes) in
        [(&plain[..], password(), true), (&user[..], password(), false), (&refused[..], Some(token), false)]
    {
        let server = Scripted::serve(vec![script(&[lines, &["<UIDL", "+OK", ".", "<QUIT", "+OK"]].concat())]).await;
        let mut mailbox = pop3(&server, First::All, Then::Leave);
        way(&mut mailbox).login = login;
        let steps = probe(&mailbox).await;
        let step = steps.iter().find(|step| step.what == "probe-login").unwrap();
        assert_eq!(step.ok(), passes, "{steps:?}");
    }
}
