//! Dovecot's mailboxes, watched.

use crate::fetch::Watch;
use crate::world::{Keeper, Notebook, until};
use channels::fetch::{First, Mailbox, Then, Way, folders, probe};
use channels::server::{Fingerprint, Login, Patience, Security, Server, Trouble, Trust};
use platform::Hidden;
use std::time::Duration;
use testing::peers::Dovecot;

fn server(dovecot: &Dovecot, port: u16, security: Security) -> Server {
    Server {
        host: "localhost".into(),
        port,
        security,
        trust: Trust::Certificate(Fingerprint::of(&dovecot.identity.certificate)),
        login: Some(Login::Password { user: "aya@customer.example".into(), password: Hidden::new(Dovecot::PASSWORD) }),
        patience: Patience::default(),
    }
}

pub fn mailbox(dovecot: &Dovecot, first: First, then: Then) -> Mailbox {
    Mailbox {
        name: "aya".into(),
        way: Way::Imap(server(dovecot, dovecot.imaps, Security::Tls)),
        folder: "INBOX".into(),
        first,
        then,
        poll: Duration::from_secs(300),
        retry: Duration::from_millis(100),
        message_limit: 1_000_000,
    }
}

fn files(dovecot: &Dovecot, folder: &str) -> Vec<String> {
    let maildir = dovecot.mail().join("aya@customer.example/Maildir").join(folder);
    let names = ["new", "cur"].into_iter().filter_map(|part| std::fs::read_dir(maildir.join(part)).ok()).flatten();
    names.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[tokio::test]
async fn mail_in_a_real_mailbox_is_fetched_as_it_comes_and_put_away() {
    let Some(dovecot) = Dovecot::start().await else { return };
    dovecot.deliver("aya@customer.example", "Subject: 見積\r\n\r\n.first \u{1F600}\r\n").await;
    dovecot.deliver("aya@customer.example", &format!("Subject: big\r\n\r\n{}", "0123456789\r\n".repeat(100_000))).await;
    let mailbox = mailbox(&dovecot, First::All, Then::Move("済み/対応".into()));
    let watch = Watch::start(mailbox, Keeper::new(), Notebook::at(None));
    watch.well().await;
    dovecot.deliver("aya@customer.example", "Subject: second\r\n\r\nhi\r\n").await;
    let kept = watch.kept(2).await;
    assert!(kept[0].ends_with("Subject: 見積\r\n\r\n.first \u{1F600}\r\n"), "{}", kept[0]);
    assert!(kept[1].ends_with("Subject: second\r\n\r\nhi\r\n"));
    until("the second is put away", || files(&dovecot, ".&bggwfw-.&W,5f3A-").len() == 2).await;
    until("the big one stays alone", || files(&dovecot, "").len() == 1).await;
    let skipped = watch.notebook.skipped.lock().unwrap().clone();
    assert!(skipped[0].header.ends_with(b"Subject: big\r\n\r\n"));
    assert_eq!(watch.notebook.warning(), None);
    watch.end().await;
}

#[tokio::test]
async fn a_real_mailbox_can_be_marked_emptied_or_left_alone() {
    for then in [Then::Leave, Then::MarkSeen, Then::Delete] {
        let Some(dovecot) = Dovecot::start().await else { return };
        dovecot.deliver("aya@customer.example", "Subject: one\r\n\r\nhi\r\n").await;
        let watch =
            Watch::start(mailbox(&dovecot, First::LastDays(2), then.clone()), Keeper::new(), Notebook::at(None));
        watch.kept(1).await;
        watch.well().await;
        let files = files(&dovecot, "");
        match then {
            Then::Leave => assert!(files.len() == 1 && !files[0].ends_with('S'), "{files:?}"),
            Then::MarkSeen => assert!(files.len() == 1 && files[0].ends_with('S'), "{files:?}"),
            Then::Delete => assert!(files.is_empty(), "{files:?}"),
            Then::Move(_) | Then::DeleteAfter(_) => unreachable!("not among those above"),
        }
        watch.end().await;
    }
}

fn by_pop3(dovecot: &Dovecot, first: First, then: Then) -> Mailbox {
    let way = Way::Pop3(server(dovecot, dovecot.pop3s, Security::Tls));
    Mailbox { way, poll: Duration::from_millis(100), ..mailbox(dovecot, first, then) }
}

#[tokio::test]
async fn a_real_mailbox_is_read_by_pop3_and_emptied() {
    let Some(dovecot) = Dovecot::start().await else { return };
    dovecot.deliver("aya@customer.example", "Subject: 見積\r\n\r\n.first \u{1F600}\r\n").await;
    let (keeper, notebook) = (Keeper::new(), Notebook::at(None));
    *keeper.notebook.lock().unwrap() = Some(notebook.clone());
    let watch = Watch::start(by_pop3(&dovecot, First::All, Then::Delete), keeper, notebook);
    watch.kept(1).await;
    dovecot.deliver("aya@customer.example", "Subject: second\r\n\r\nhi\r\n").await;
    let kept = watch.kept(2).await;
    assert!(kept[0].ends_with("Subject: 見積\r\n\r\n.first \u{1F600}\r\n"), "{}", kept[0]);
    until("both are gone there", || files(&dovecot, "").is_empty()).await;
    assert_eq!(watch.keeper.messages().len(), 2);
    watch.end().await;
}

#[tokio::test]
async fn pop3_is_tried_out_over_tls_and_starttls() {
    let Some(dovecot) = Dovecot::start().await else { return };
    dovecot.deliver("aya@customer.example", "Subject: one\r\n\r\nhi\r\n").await;
    for (port, security) in [(dovecot.pop3s, Security::Tls), (dovecot.pop3, Security::StartTls)] {
        let way = Way::Pop3(server(&dovecot, port, security));
        let steps = probe(&Mailbox { way, ..mailbox(&dovecot, First::All, Then::Leave) }).await;
        assert!(steps.len() == 4 && steps.iter().all(channels::probe::Step::ok), "{steps:?}\n{}", dovecot.log());
        assert_eq!(steps[3].found, "1");
    }
}

#[tokio::test]
async fn a_real_mailbox_is_tried_out_over_tls_and_starttls() {
    let Some(dovecot) = Dovecot::start().await else { return };
    dovecot.deliver("aya@customer.example", "Subject: one\r\n\r\nhi\r\n").await;
    for (port, security) in [(dovecot.imaps, Security::Tls), (dovecot.imap, Security::StartTls)] {
        let mailbox =
            Mailbox { way: Way::Imap(server(&dovecot, port, security)), ..mailbox(&dovecot, First::All, Then::Leave) };
        let steps = probe(&mailbox).await;
        assert!(steps.len() == 5 && steps.iter().all(channels::probe::Step::ok), "{steps:?}\n{}", dovecot.log());
    }
    let mut wrong = server(&dovecot, dovecot.imaps, Security::Tls);
    wrong.login = Some(Login::Password { user: "aya@customer.example".into(), password: Hidden::new("wrong") });
    assert!(matches!(folders(&wrong).await, Err(Trouble::LoginRefused(_))));
}
