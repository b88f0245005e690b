//! What is taken, in which order, and what happens to it then.

use super::{NOW, Watch, after_open, mailbox};
use crate::scripted::Scripted;
use crate::world::{Keeper, Notebook};
use channels::fetch::{First, Mailbox, Then};
use channels::ports::{By, Place, Source};

fn place(uidvalidity: u32, uid: u32) -> Place {
    Place { uidvalidity, uid, base: 0, at: NOW }
}

async fn watched(lines: &[&str], known: Option<Place>, change: impl FnOnce(&mut Mailbox)) -> (Watch, Scripted) {
    let server = Scripted::serve(vec![after_open(lines)]).await;
    let mut mailbox = mailbox(&server);
    change(&mut mailbox);
    (Watch::start(mailbox, Keeper::new(), Notebook::at(known)), server)
}

#[tokio::test]
async fn from_now_takes_nothing_and_remembers_where_now_is() {
    let (watch, _server) = watched(&["stall"], None, |mailbox| mailbox.first = First::FromNow).await;
    watch.well().await;
    assert_eq!(watch.notebook.last(), Some(Place { base: 99, ..place(7, 99) }));
    assert_eq!(watch.keeper.messages().len(), 0);
    watch.end().await;
}

#[tokio::test]
async fn the_last_days_are_asked_for_by_date() {
    let lines = ["<k3 UID SEARCH SINCE 22-Feb-2026", "* SEARCH", "k3 OK done", "stall"];
    let (watch, _server) = watched(&lines, None, |mailbox| mailbox.first = First::LastDays(7)).await;
    watch.well().await;
    watch.end().await;
}

#[tokio::test]
async fn messages_are_taken_in_the_order_of_their_numbers_whatever_order_they_come_in() {
    let lines = [
        "<k3 UID SEARCH ALL",
        "* SEARCH 12 3",
        "* SEARCH 5",
        "k3 OK done",
        "<k4 UID FETCH 3,5,12 (UID RFC822.SIZE)",
        "* 1 FETCH (UID 3 RFC822.SIZE 5)",
        "* 3 FETCH (RFC822.SIZE 6 UID 12)",
        "* 2 FETCH (UID 5 RFC822.SIZE 5 FLAGS ())",
        "k4 OK done",
        "<k5 UID FETCH 3,5,12 (UID BODY.PEEK[])",
        "* 3 FETCH (UID 12 BODY[] {6}\r\ntwelve)",
        "* 9 EXISTS",
        "* 1 FETCH (BODY[] {5}\r\nthree UID 3)",
        "* 4 FETCH (FLAGS (\\Seen) UID 90)",
        "* 2 FETCH (UID 5 BODY[] \"fifth\")",
        "k5 OK done",
        "stall",
    ];
    let (watch, _server) = watched(&lines, None, |_| {}).await;
    assert_eq!(watch.kept(3).await, ["three", "fifth", "twelve"]);
    watch.well().await;
    assert_eq!(watch.notebook.last(), Some(place(7, 12)));
    let source = Source::Fetched { mailbox: "support".into(), by: By::Imap, name: "7.5".into() };
    assert_eq!(watch.keeper.envelopes()[1].source, source);
    watch.end().await;
}

#[tokio::test]
async fn a_mailbox_we_know_is_read_from_where_we_were() {
    let lines = ["<k3 UID SEARCH UID 43:*", "* SEARCH 42", "k3 OK done", "stall"];
    let (watch, _server) = watched(&lines, Some(place(7, 42)), |_| {}).await;
    watch.well().await;
    assert_eq!(watch.keeper.messages().len(), 0);
    watch.end().await;
}

#[tokio::test]
async fn a_folder_that_was_renumbered_is_read_again_from_shortly_before() {
    let lines = [
        "<k3 UID SEARCH SINCE 27-Feb-2026",
        "* SEARCH 2",
        "k3 OK done",
        "<k4",
        "* 1 FETCH (UID 2 RFC822.SIZE 3)",
        "k4 OK done",
        "<k5",
        "* 1 FETCH (UID 2 BODY[] {3}\r\ntwo)",
        "k5 OK done",
        "stall",
    ];
    let (watch, _server) = watched(&lines, Some(place(6, 4000)), |mailbox| mailbox.first = First::FromNow).await;
    assert_eq!(watch.kept(1).await, ["two"]);
    watch.well().await;
    assert_eq!(watch.notebook.last(), Some(Place { base: 99, ..place(7, 2) }));
    watch.end().await;
}

const TWO: [&str; 11] = [
    "<k3 UID SEARCH ALL",
    "* SEARCH 1 2",
    "k3 OK done",
    "<k4",
    "* 1 FETCH (UID 1 RFC822.SIZE 3)",
    "* 2 FETCH (UID 2 RFC822.SIZE 3)",
    "k4 OK done",
    "<k5",
    "* 1 FETCH (UID 1 BODY[] {3}\r\none)",
    "* 2 FETCH (UID 2 BODY[] {3}\r\ntwo)",
    "k5 OK done",
];

#[tokio::test]
async fn kept_messages_are_marked_moved_or_deleted_as_wished() {
    let archive = || Then::Move("済み".into());
    for (then, commands) in [
        (Then::MarkSeen, vec!["<k6 UID STORE 1:2 +FLAGS.SILENT (\\Seen)", "k6 OK"]),
        (Then::Delete, vec!["<k6 UID STORE 1:2 +FLAGS.SILENT (\\Deleted)", "k6 OK", "<k7 UID EXPUNGE 1:2", "k7 OK"]),
        (archive(), vec!["<k6 UID MOVE 1:2 \"&bggwfw-\"", "k6 OK"]),
        (
            archive(),
            vec!["<k6 UID MOVE", "k6 NO [TRYCREATE] no", "<k7 CREATE \"&bgg", "k7 OK", "<k8 UID MOVE 1:2", "k8 OK"],
        ),
    ] {
        let lines = [&TWO[..], &commands, &["stall"]].concat();
        let (watch, server) = watched(&lines, None, |mailbox| mailbox.then = then.clone()).await;
        watch.kept(2).await;
        watch.well().await;
        assert!(server.heard().len() > 5, "{then:?}");
        assert_eq!(watch.notebook.warning(), None, "{then:?}");
        watch.end().await;
    }
}

#[tokio::test]
async fn a_probe_that_came_round_is_deleted_whatever_is_done_with_the_rest() {
    let spent = ["<k7 UID STORE 2 +FLAGS.SILENT (\\Deleted)", "k7 OK", "<k8 UID EXPUNGE 2", "k8 OK", "stall"];
    let lines = [&TWO[..], &["<k6 UID STORE 1 +FLAGS.SILENT (\\Seen)", "k6 OK"], &spent].concat();
    let server = Scripted::serve(vec![after_open(&lines)]).await;
    let keeper = Keeper::new();
    *keeper.probe.lock().unwrap() = Some("two");
    let watch = Watch::start(Mailbox { then: Then::MarkSeen, ..mailbox(&server) }, keeper, Notebook::at(None));
    watch.kept(2).await;
    watch.well().await;
    assert_eq!(watch.notebook.warning(), None);
    assert!(server.heard().iter().any(|line| line.contains("UID EXPUNGE 2")), "{:?}", server.heard());
    watch.end().await;
}

#[tokio::test]
async fn a_server_that_will_not_mark_messages_is_reported_and_read_on() {
    let lines = [&TWO[..], &["<k6 UID STORE", "k6 NO read only", "stall"]].concat();
    let (watch, _server) = watched(&lines, None, |mailbox| mailbox.then = Then::MarkSeen).await;
    watch.well().await;
    assert!(watch.notebook.warning().is_some_and(|trouble| trouble.detail() == "read only"));
    assert_eq!(watch.notebook.last(), Some(place(7, 2)));
    watch.end().await;
}
