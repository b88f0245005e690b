//! A mailbox at Google, on a service that answers as its documentation says.

use super::Watch;
use super::graph::{account, settings};
use crate::world::{Keeper, Notebook, until};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channels::fetch::{First, Then, Way};
use std::sync::{Arc, Mutex};
use testing::peers::{Answered, Asked, HttpService};

#[derive(Default)]
struct Gmail {
    messages: Vec<(&'static str, &'static str)>,
    /// The history before this id is forgotten.
    oldest: usize,
    changed: Vec<String>,
}

const USER: &str = "/gmail/v1/users/help@desk.example";

fn answer(gmail: &mut Gmail, asked: &Asked) -> Answered {
    assert_eq!(asked.header("authorization"), "Bearer token-1");
    let target = asked.target.strip_prefix(USER).unwrap_or_else(|| panic!("{}", asked.target));
    let path = target.split('?').next().unwrap();
    let history = 100 + gmail.messages.len();
    match (asked.method.as_str(), path) {
        ("GET", "/profile") => Answered::json(200, format!(r#"{{"historyId":"{history}"}}"#)),
        // The newest first, in pages of one.
        ("GET", "/messages") => {
            let at: usize = asked.value("pageToken").parse().unwrap_or(0);
            let ids: Vec<_> = gmail.messages.iter().rev().map(|(id, _)| *id).collect();
            let next = if at + 1 < ids.len() { format!(r#","nextPageToken":"{}""#, at + 1) } else { String::new() };
            match ids.get(at) {
                Some(id) => Answered::json(200, format!(r#"{{"messages":[{{"id":"{id}"}}]{next}}}"#)),
                None => Answered::json(200, r#"{"resultSizeEstimate":0}"#),
            }
        }
        ("GET", "/history") => {
            let from: usize = asked.value("startHistoryId").parse().unwrap();
            if from < gmail.oldest {
                return Answered::json(404, r#"{"error":{"code":404,"status":"NOT_FOUND"}}"#);
            }
            let added = gmail.messages.iter().skip(from - 100).map(|(id, _)| {
                format!(r#"{{"messagesAdded":[{{"message":{{"id":"{id}","labelIds":["INBOX","UNREAD"]}}}}]}}"#)
            });
            let sent = r#"{"messagesAdded":[{"message":{"id":"sent","labelIds":["SENT"]}}]}"#.to_owned();
            let all: Vec<String> = added.chain([sent]).collect();
            Answered::json(200, format!(r#"{{"history":[{}],"historyId":"{history}"}}"#, all.join(",")))
        }
        ("GET", "/labels") => Answered::json(200, r#"{"labels":[{"id":"Label_7","name":"Done"}]}"#),
        (method, path) => {
            let rest = path.strip_prefix("/messages/").unwrap_or_else(|| panic!("{method} {path}"));
            match (method, rest.split_once('/')) {
                ("GET", None) => match gmail.messages.iter().find(|(id, _)| *id == rest) {
                    Some((_, raw)) => Answered::json(200, format!(r#"{{"raw":"{}"}}"#, URL_SAFE_NO_PAD.encode(raw))),
                    None => Answered::json(404, r#"{"error":{"code":404}}"#),
                },
                ("POST", Some((id, "modify"))) => {
                    gmail.changed.push(format!("{id} {}", asked.text()));
                    Answered::json(200, "{}")
                }
                _ => panic!("{method} {path}"),
            }
        }
    }
}

async fn gmail(messages: &[(&'static str, &'static str)]) -> (HttpService, Arc<Mutex<Gmail>>) {
    let gmail = Arc::new(Mutex::new(Gmail { messages: messages.to_vec(), ..Gmail::default() }));
    let known = gmail.clone();
    (HttpService::start(move |asked| answer(&mut known.lock().unwrap(), asked)).await, gmail)
}

fn watched(service: &HttpService, first: First, then: Then) -> Watch {
    let (keeper, notebook) = (Keeper::new(), Notebook::at(None));
    *keeper.notebook.lock().unwrap() = Some(notebook.clone());
    Watch::start(settings(Way::Gmail(account(service)), first, then), keeper, notebook)
}

#[tokio::test]
async fn the_oldest_comes_first_and_then_what_history_tells() {
    let (service, state) = gmail(&[("a", "Subject: \u{ff}\r\n\r\nA"), ("b", "B")]).await;
    let watch = watched(&service, First::All, Then::Move("Done".into()));
    assert_eq!(watch.kept(2).await, ["Subject: \u{ff}\r\n\r\nA", "B"]);
    state.lock().unwrap().messages.push(("c", "C"));
    assert_eq!(watch.kept(3).await[2], "C");
    let moved = r#"a {"addLabelIds":["Label_7"],"removeLabelIds":["INBOX"]}"#;
    until("all are labelled", || state.lock().unwrap().changed.len() == 3).await;
    assert_eq!(state.lock().unwrap().changed[0], moved);
    watch.end().await;
}

#[tokio::test]
async fn a_history_that_is_forgotten_begins_anew_without_taking_anything_twice() {
    let (service, state) = gmail(&[("a", "A")]).await;
    let watch = watched(&service, First::All, Then::MarkSeen);
    watch.kept(1).await;
    watch.well().await;
    {
        let mut state = state.lock().unwrap();
        state.oldest = 1000;
        state.messages.push(("b", "B"));
    }
    assert_eq!(watch.kept(2).await, ["A", "B"]);
    assert_eq!(state.lock().unwrap().changed[0], r#"a {"removeLabelIds":["UNREAD"]}"#);
    watch.end().await;
}

#[tokio::test]
async fn the_last_days_are_asked_for_by_second() {
    let (service, _) = gmail(&[]).await;
    let watch = watched(&service, First::LastDays(1), Then::Leave);
    watch.well().await;
    let list = service.asked().into_iter().find(|asked| asked.target.contains("/messages?")).unwrap();
    assert_eq!(list.value("q"), "after:1772271000");
    watch.end().await;
}
