//! Messages and servers that are not as they should be: one of them never stops the mailbox.

use super::{Watch, after_open, mailbox};
use crate::scripted::{Do, Scripted, script};
use crate::world::{Keeper, Notebook, until};
use channels::ports::{Health, IntakeFault, Skip};
use channels::server::Trouble;

async fn watched(scripts: Vec<Vec<Do>>) -> (Watch, Scripted) {
    let server = Scripted::serve(scripts).await;
    (Watch::start(mailbox(&server), Keeper::new(), Notebook::at(None)), server)
}

#[tokio::test]
async fn a_message_that_is_too_big_is_left_and_reported_with_its_header() {
    let (watch, _server) = watched(vec![after_open(&[
        "<k3",
        "* SEARCH 1 2 3",
        "k3 OK",
        "<k4",
        "* 1 FETCH (UID 1 RFC822.SIZE 5000)",
        "* 2 FETCH (UID 2 RFC822.SIZE 2)",
        "* 3 FETCH (UID 3 RFC822.SIZE 2)",
        "k4 OK",
        "<k5 UID FETCH 1 (UID BODY.PEEK[HEADER]<0.65536>)",
        "* 1 FETCH (UID 1 BODY[HEADER]<0> {14}\r\nSubject: big\r\n)",
        "k5 OK",
        // The server was wrong about the size of the third.
        "<k6 UID FETCH 2:3",
        "* 2 FETCH (UID 2 BODY[] {2}\r\nok)",
        &format!("* 3 FETCH (UID 3 BODY[] {{2000}}\r\n{})", "x".repeat(2000)),
        "k6 OK",
        "<k7",
        "* 3 FETCH (UID 3 BODY[HEADER]<0> NIL)",
        "k7 OK",
        "stall",
    ])])
    .await;
    watch.well().await;
    assert_eq!(watch.kept(1).await, ["ok"]);
    let skipped = watch.notebook.skipped.lock().unwrap().clone();
    let seen: Vec<_> =
        skipped.iter().map(|message| (message.name.as_str(), &message.why, &message.header[..])).collect();
    assert_eq!(seen, [("7.1", &Skip::TooBig, &b"Subject: big\r\n"[..]), ("7.3", &Skip::TooBig, &b""[..])]);
    watch.end().await;
}

#[tokio::test]
async fn a_message_the_server_will_not_give_is_left_out_and_the_others_are_taken() {
    let (watch, _server) = watched(vec![after_open(&[
        "<k3",
        "* SEARCH 1 2 3",
        "k3 OK",
        "<k4",
        "* 1 FETCH (UID 1 RFC822.SIZE 2)",
        "* 2 FETCH (UID 2 RFC822.SIZE 2)",
        "* 3 FETCH (UID 3 RFC822.SIZE 2)",
        "k4 OK",
        "<k5 UID FETCH 1:3",
        "* 1 FETCH (UID 1 BODY[] {2}\r\naa)",
        "k5 NO [SERVERBUG] broken",
        "<k6 UID FETCH 1 ",
        "* 1 FETCH (UID 1 BODY[] {2}\r\naa)",
        "k6 OK",
        "<k7 UID FETCH 2 ",
        "k7 NO [SERVERBUG] broken",
        "<k8 UID FETCH 2 (UID BODY.PEEK[HEADER]",
        "k8 NO [SERVERBUG] broken",
        "<k9 UID FETCH 3 ",
        "* 3 FETCH (UID 3 BODY[] {2}\r\ncc)",
        "k9 OK",
        "stall",
    ])])
    .await;
    watch.well().await;
    assert_eq!(watch.kept(2).await, ["aa", "cc"]);
    let skipped = watch.notebook.skipped.lock().unwrap().clone();
    assert_eq!(skipped.len(), 1);
    let why = Skip::Unreadable(Trouble::Refused("[SERVERBUG] broken".into()));
    assert_eq!((skipped[0].name.as_str(), &skipped[0].why), ("7.2", &why));
    watch.end().await;
}

#[tokio::test]
async fn a_message_over_which_the_connection_breaks_is_left_out_in_the_end() {
    let sizes = ["<k4", "* 1 FETCH (UID 1 RFC822.SIZE 2)", "* 2 FETCH (UID 2 RFC822.SIZE 2)", "k4 OK"];
    let all = ["<k3 UID SEARCH", "* SEARCH 1 2", "k3 OK"];
    let breaks = after_open(&[&all[..], &sizes, &["<k5 UID FETCH 1"]].concat());
    let again = ["<k3 UID SEARCH UID 1:*", "* SEARCH 1 2", "k3 OK"];
    let breaks_again = after_open(&[&again[..], &sizes, &["<k5 UID FETCH 1 "]].concat());
    let goes_on = ["<k5 UID FETCH 2 ", "* 2 FETCH (UID 2 BODY[] {2}\r\nbb)", "k5 OK", "stall"];
    let last = after_open(&[&again[..], &sizes, &goes_on].concat());
    let middle = std::iter::repeat_n(breaks_again, 5);
    let (watch, _server) = watched(std::iter::once(breaks).chain(middle).chain([last]).collect()).await;
    assert_eq!(watch.kept(1).await, ["bb"]);
    watch.well().await;
    assert_eq!(watch.notebook.skipped.lock().unwrap().len(), 1);
    assert_eq!(watch.notebook.last().map(|place| place.uid), Some(2));
    watch.end().await;
}

#[tokio::test]
async fn what_the_desk_refuses_is_reported_and_what_it_cannot_keep_now_waits() {
    let found = ["<k3", "* SEARCH 1", "k3 OK", "<k4", "* 1 FETCH (UID 1 RFC822.SIZE 2)", "k4 OK"];
    let given = ["<k5", "* 1 FETCH (UID 1 BODY[] {2}\r\n11)", "k5 OK"];
    let one = |end: &[&str]| after_open(&[&found[..], &given, end].concat());
    let server = Scripted::serve(vec![one(&["<k6", "k6 OK", "stall"])]).await;
    let refusing = Keeper::refusing(IntakeFault::Permanent("no".into()));
    let watch = Watch::start(mailbox(&server), refusing, Notebook::at(None));
    watch.well().await;
    assert_eq!(watch.notebook.skipped.lock().unwrap()[0].why, Skip::Refused("no".into()));
    watch.end().await;

    let server = Scripted::serve(vec![one(&[]), one(&["stall"])]).await;
    let full = Keeper::refusing(IntakeFault::Temporary("disk full".into()));
    let watch = Watch::start(mailbox(&server), full, Notebook::at(None));
    let ill = || matches!(watch.notebook.health().last(), Some(Health::Ill { trouble: Trouble::NotKept(_), .. }));
    until("the trouble is told", ill).await;
    assert_eq!(watch.notebook.last().map(|place| place.uid), Some(0));
    *watch.keeper.fault.lock().unwrap() = None;
    assert_eq!(watch.kept(1).await, ["11"]);
    watch.end().await;
}

#[tokio::test]
async fn new_mail_is_fetched_when_the_server_calls() {
    let (watch, _server) = watched(vec![script(&[
        "* OK hello",
        "<k1",
        "* CAPABILITY IMAP4rev1 IDLE",
        "k1 OK",
        "<k2",
        "* OK [UIDVALIDITY 7]",
        "* OK [UIDNEXT 1]",
        "k2 OK",
        "<k3 UID SEARCH ALL",
        "* SEARCH",
        "k3 OK",
        "<k4 IDLE",
        "+ idling",
        "* OK still here",
        "* 1 EXISTS",
        "<DONE",
        "k4 OK",
        "<k5 UID SEARCH UID 1:*",
        "* SEARCH 1",
        "k5 OK",
        "<k6",
        "* 1 FETCH (UID 1 RFC822.SIZE 3)",
        "k6 OK",
        "<k7",
        "* 1 FETCH (UID 1 BODY[] {3}\r\nnew)",
        "k7 OK",
        "<k8 IDLE",
        "+ idling",
        "stall",
    ])])
    .await;
    assert_eq!(watch.kept(1).await, ["new"]);
    watch.end().await;
}

#[tokio::test]
async fn mail_that_is_announced_while_we_are_busy_is_not_forgotten() {
    let take = |uid: &str, announce: &str| {
        let lines = format!(
            "* SEARCH {uid}|k3 OK|<|* 1 FETCH (UID {uid} RFC822.SIZE 3)|k4 OK|<|* 1 FETCH (UID {uid} BODY[] \"new\")|{announce}k5 OK"
        );
        lines.split('|').map(str::to_owned).collect::<Vec<_>>()
    };
    let first = take("1", "* 2 EXISTS|");
    let second: Vec<_> =
        take("2", "").iter().map(|line| line.replace("k5", "k8").replace("k4", "k7").replace("k3", "k6")).collect();
    let lines: Vec<&str> = ["<k3 UID SEARCH"]
        .into_iter()
        .chain(first.iter().map(String::as_str))
        .chain(["<k6 UID SEARCH"])
        .chain(second.iter().map(String::as_str))
        .chain(["stall"])
        .collect();
    let (watch, _server) = watched(vec![after_open(&lines)]).await;
    assert_eq!(watch.kept(2).await, ["new", "new"]);
    watch.end().await;
}

#[tokio::test]
async fn mail_announced_before_we_are_invited_to_wait_is_fetched_at_once() {
    let (watch, _server) = watched(vec![script(&[
        "* OK hello",
        "<k1",
        "* CAPABILITY IMAP4rev1 IDLE",
        "k1 OK",
        "<k2",
        "* OK [UIDVALIDITY 7]",
        "* OK [UIDNEXT 1]",
        "k2 OK",
        "<k3",
        "* SEARCH",
        "k3 OK",
        "<k4 IDLE",
        "* 1 EXISTS",
        "+ idling",
        "<DONE",
        "k4 OK",
        "<k5 UID SEARCH UID 1:*",
        "* SEARCH 1",
        "k5 OK",
        "<k6",
        "* 1 FETCH (UID 1 RFC822.SIZE 3)",
        "k6 OK",
        "<k7",
        "* 1 FETCH (UID 1 BODY[] \"new\")",
        "k7 OK",
        "<k8 IDLE",
        "+ idling",
        "stall",
    ])])
    .await;
    assert_eq!(watch.kept(1).await, ["new"]);
    watch.end().await;
}

#[tokio::test]
async fn after_a_failure_the_mailbox_says_so_and_tries_again() {
    let calm = after_open(&["<k3", "* SEARCH", "k3 OK", "stall"]);
    let (watch, _server) = watched(vec![
        script(&["* BYE overloaded"]),
        script(&["HTTP/1.1 400 Bad Request"]),
        after_open(&["<k3", "* BYE shutting down"]),
        calm,
    ])
    .await;
    watch.well().await;
    let health = watch.notebook.health();
    let troubles: Vec<_> = health
        .iter()
        .map(|health| match health {
            Health::Ill { trouble, attempt, .. } => format!("{attempt} {}", trouble.key()),
            Health::Well { .. } => "well".into(),
        })
        .collect();
    assert_eq!(
        troubles,
        ["1 channel-trouble-refused", "2 channel-trouble-gibberish", "3 channel-trouble-lost", "well"]
    );
    watch.end().await;
}
