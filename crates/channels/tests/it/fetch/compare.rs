//! The nightly comparison of a folder's list with what was kept.

use super::{NOW, Watch, after_open, mailbox};
use crate::scripted::Scripted;
use crate::world::{Keeper, Notebook, until};
use base::Moment;
use channels::fetch::Then;
use channels::ports::{Compared, Place};
use std::time::Duration;

fn known(kept: &[(&str, i64)]) -> std::sync::Arc<Notebook> {
    let notebook = Notebook::at(Some(Place { uidvalidity: 7, uid: 9, base: 3, at: NOW }));
    *notebook.due.lock().unwrap() = true;
    notebook.kept.lock().unwrap().extend(kept.iter().map(|(name, at)| (name.to_string(), Moment(*at))));
    notebook
}

#[tokio::test]
async fn what_was_missed_is_found_and_fetched_and_our_place_does_not_go_back() {
    let server = Scripted::serve(vec![after_open(&[
        "<k3 UID SEARCH UID 10:*",
        "* SEARCH 9",
        "k3 OK",
        "<k4 UID SEARCH ALL",
        "* SEARCH 2 4 5 9",
        "k4 OK",
        "<k5 UID FETCH 5 (UID RFC822.SIZE)",
        "* 3 FETCH (UID 5 RFC822.SIZE 4)",
        "k5 OK",
        "<k6 UID FETCH 5 (UID BODY.PEEK[])",
        "* 3 FETCH (UID 5 BODY[] {4}\r\nlost)",
        "k6 OK",
        "stall",
    ])])
    .await;
    let (notebook, keeper) = (known(&[("7.4", 0), ("7.9", 0)]), Keeper::new());
    *keeper.notebook.lock().unwrap() = Some(notebook.clone());
    let watch = Watch::start(mailbox(&server), keeper, notebook);
    watch.well().await;
    assert_eq!(watch.kept(1).await, ["lost"]);
    assert_eq!(watch.notebook.last().map(|place| (place.uid, place.base)), Some((9, 3)));
    let names = ["7.2", "7.4", "7.5", "7.9"].map(String::from).to_vec();
    let found = Compared { names, missing: vec!["7.5".into()], fetched: 1 };
    assert_eq!(*watch.notebook.compared.lock().unwrap(), [found]);
    watch.end().await;
}

#[tokio::test]
async fn what_was_to_stay_for_some_days_is_deleted_when_they_are_over() {
    let server = Scripted::serve(vec![after_open(&[
        "<k3 UID SEARCH UID 10:*",
        "k3 OK",
        "<k4 UID SEARCH ALL",
        "* SEARCH 4 9",
        "k4 OK",
        "<k5 UID STORE 4 +FLAGS.SILENT (\\Deleted)",
        "k5 OK",
        "<k6 UID EXPUNGE 4",
        "k6 OK",
        "stall",
    ])])
    .await;
    let mut settings = mailbox(&server);
    settings.then = Then::DeleteAfter(Duration::from_secs(3600));
    let watch = Watch::start(settings, Keeper::new(), known(&[("7.4", 0), ("7.9", NOW.0)]));
    until("it is compared", || watch.notebook.compared.lock().unwrap().len() == 1).await;
    assert!(server.heard().contains(&"k6 UID EXPUNGE 4".to_owned()), "{:?}", server.heard());
    watch.end().await;
}
