//! One message on the standard input, as a mail system hands it over.

use crate::office::{Office, SUPPORT};
use crate::program::Place;
use crate::sink::Sink;
use testing::Database;

const MESSAGE: &str = "From nobody Sun Mar  1 10:00:00 2026\nFrom: Kei <kei@customer.example>\nTo: support@desk.example\n\
    Subject: By pipe\nMessage-ID: <p1@customer.example>\n\nWhere is it?\n";

async fn piped(database: Database) {
    let place = Place::new(database);
    let nobody = place.piped(&["--recipient", "nobody@desk.example"], MESSAGE);
    assert_eq!(nobody.0, Some(67), "{}", nobody.1);
    let sink = Sink::open().await;
    let running = place.start().await;
    let mut office = Office::open(&place, sink.port).await;
    assert_eq!(place.piped(&[], "").0, Some(65));
    let taken = place.piped(&["--recipient", SUPPORT, "--sender", "kei@customer.example"], MESSAGE);
    assert_eq!(taken.0, Some(0), "{}", taken.1);
    office.ticket("By pipe").await;
    assert!(running.end().success());

    // Nobody is at home: it is kept all the same, and read when somebody is.
    let other = MESSAGE.replace("By pipe", "At night").replace("p1@", "p2@");
    assert_eq!(place.piped(&[], &other).0, Some(0));
    let running = place.start().await;
    office.ticket("At night").await;
    assert!(running.end().success());
}

#[test]
fn a_mail_system_hands_over_a_message_whether_the_desk_runs_or_not_on_sqlite() {
    testing::run(|| piped(Database::sqlite()));
}

#[test]
fn a_mail_system_hands_over_a_message_whether_the_desk_runs_or_not_on_postgres() {
    if let Some(database) = Database::postgres() {
        testing::run(|| piped(database));
    }
}

#[test]
fn a_mail_system_keeps_what_cannot_be_kept_here() {
    let place = Place::new(Database::sqlite());
    let (code, said) = place.piped(&["--database", "postgres://nobody@127.0.0.1:1/none"], MESSAGE);
    assert_eq!(code, Some(75), "{said}");
    let (code, said) = place.piped(&["--workers", "many"], MESSAGE);
    assert_eq!(code, Some(75), "wrong settings may be put right: {said}");
}
