//! A mailbox at Microsoft, on a service that answers as its documentation says.

use super::Watch;
use crate::world::{Keeper, Notebook, until};
use channels::api::Account;
use channels::fetch::{First, Mailbox, Then, Way, probe};
use channels::ports::{By, Health, Source};
use channels::server::{Bearer, Trouble};
use platform::Hidden;
use platform::config::Networks;
use platform::http::Http;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testing::peers::{Answered, Asked, HttpService};

pub fn account(service: &HttpService) -> Account {
    Account {
        http: Http::new(Networks::read("127.0.0.0/8").unwrap()).unwrap(),
        base: service.url(),
        user: "help@desk.example".into(),
        bearer: Bearer::fixed(Hidden::new("token-1")),
    }
}

pub fn settings(way: Way, first: First, then: Then) -> Mailbox {
    let (poll, retry) = (Duration::from_millis(30), Duration::from_millis(10));
    Mailbox { name: "support".into(), way, folder: "INBOX".into(), first, then, poll, retry, message_limit: 1000 }
}

/// What the service has, and how it behaves.
#[derive(Default)]
struct Graph {
    messages: Vec<(&'static str, &'static str)>,
    moved: Vec<String>,
    busy: bool,
    /// Delta links before this one are too old.
    oldest_delta: u32,
    delta: u32,
}

const USER: &str = "/v1.0/users/help@desk.example";

fn answer(graph: &mut Graph, asked: &Asked, base: &str) -> Answered {
    assert_eq!(asked.header("authorization"), "Bearer token-1");
    let target = asked.target.strip_prefix(USER).unwrap_or_else(|| panic!("{}", asked.target));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if std::mem::take(&mut graph.busy) {
        return Answered::json(429, r#"{"error":{"code":"TooManyRequests","message":"slow down"}}"#)
            .with("Retry-After", "1");
    }
    let item = |(id, _): &(&str, &str)| format!(r#"{{"id":"{id}","receivedDateTime":"2026-03-01T09:00:00Z"}}"#);
    match (asked.method.as_str(), path) {
        ("GET", "/mailFolders/inbox/messages/delta") if query.contains("deltatoken") => {
            let n: u32 = query.rsplit_once('=').unwrap().1.parse().unwrap();
            if n < graph.oldest_delta {
                return Answered::json(410, r#"{"error":{"code":"SyncStateNotFound","message":"too old"}}"#);
            }
            let items: Vec<String> = graph.messages.iter().skip(n as usize).map(item).collect();
            graph.delta = graph.messages.len() as u32;
            let gone = r#"{"id":"x","@removed":{"reason":"deleted"}}"#.to_owned();
            page(
                base,
                &[items, vec![gone]].concat(),
                &format!("deltaLink\":\"{base}{USER}{path}?$deltatoken={}", graph.delta),
            )
        }
        // The first look comes in pages of one.
        ("GET", "/mailFolders/inbox/messages/delta") => {
            let at: usize = query.rsplit_once("skiptoken=").map_or(0, |(_, at)| at.parse().unwrap());
            let items: Vec<String> = graph.messages.iter().skip(at).take(1).map(item).collect();
            let link = if at + 1 < graph.messages.len() {
                format!("nextLink\":\"{base}{USER}{path}?$skiptoken={}", at + 1)
            } else {
                format!("deltaLink\":\"{base}{USER}{path}?$deltatoken={}", graph.messages.len())
            };
            page(base, &items, &link)
        }
        ("GET", "/mailFolders/inbox/messages") => {
            page(base, &graph.messages.iter().map(item).collect::<Vec<_>>(), "count\":\"1")
        }
        ("GET", "/mailFolders") => Answered::json(200, r#"{"value":[]}"#),
        ("POST", "/mailFolders") => Answered::json(201, r#"{"id":"put-away"}"#),
        ("GET", "/mailFolders/inbox") => Answered::json(200, r#"{"displayName":"Posteingang","totalItemCount":2}"#),
        (method, path) => {
            let rest = path.strip_prefix("/messages/").unwrap_or_else(|| panic!("{method} {path}"));
            let (id, what) = rest.split_once('/').unwrap_or((rest, ""));
            match (method, what) {
                ("GET", "$value") => match graph.messages.iter().find(|(other, _)| *other == id) {
                    Some((_, raw)) => Answered::bytes(*raw),
                    None => Answered::json(404, r#"{"error":{"code":"ErrorItemNotFound"}}"#),
                },
                ("POST", "move") => {
                    assert_eq!(asked.text(), r#"{"destinationId":"put-away"}"#);
                    graph.moved.push(id.to_owned());
                    Answered::json(201, "{}")
                }
                _ => panic!("{method} {path}"),
            }
        }
    }
}

fn page(_: &str, items: &[String], link: &str) -> Answered {
    Answered::json(200, format!(r#"{{"value":[{}],"@odata.{link}"}}"#, items.join(",")))
}

async fn graph(messages: &[(&'static str, &'static str)]) -> (HttpService, Arc<Mutex<Graph>>) {
    let graph = Arc::new(Mutex::new(Graph { messages: messages.to_vec(), ..Graph::default() }));
    let (known, address) = (graph.clone(), Arc::new(Mutex::new(String::new())));
    let base = address.clone();
    let service = HttpService::start(move |asked| {
        let base = base.lock().unwrap().clone();
        answer(&mut known.lock().unwrap(), asked, &base)
    })
    .await;
    *address.lock().unwrap() = service.url();
    (service, graph)
}

fn remembering() -> (Arc<Keeper>, Arc<Notebook>) {
    let (keeper, notebook) = (Keeper::new(), Notebook::at(None));
    *keeper.notebook.lock().unwrap() = Some(notebook.clone());
    (keeper, notebook)
}

#[tokio::test]
async fn pages_are_read_to_their_end_and_each_message_is_put_away_once_it_is_kept() {
    let (service, state) = graph(&[("a", "Subject: a\r\n\r\nA"), ("b", "Subject: b\r\n\r\nB")]).await;
    state.lock().unwrap().busy = true;
    let (keeper, notebook) = remembering();
    let way = Way::Graph(account(&service));
    let watch = Watch::start(settings(way, First::All, Then::Move("Done".into())), keeper, notebook);
    until("it waits as it is told", || {
        matches!(watch.notebook.health().first(), Some(Health::Ill { trouble: Trouble::Busy(1), .. }))
    })
    .await;
    assert_eq!(watch.kept(2).await, ["Subject: a\r\n\r\nA", "Subject: b\r\n\r\nB"]);
    state.lock().unwrap().messages.push(("c", "Subject: c\r\n\r\nC"));
    assert_eq!(watch.kept(3).await[2], "Subject: c\r\n\r\nC");
    until("all are put away", || state.lock().unwrap().moved == ["a", "b", "c"]).await;
    let source = Source::Fetched { mailbox: "support".into(), by: By::Graph, name: "a".into() };
    assert_eq!(watch.keeper.envelopes()[0].source, source);
    watch.end().await;
}

#[tokio::test]
async fn a_delta_link_that_is_too_old_begins_anew_without_taking_anything_twice() {
    let (service, state) = graph(&[("a", "A")]).await;
    let (keeper, notebook) = remembering();
    let watch = Watch::start(settings(Way::Graph(account(&service)), First::All, Then::Leave), keeper, notebook);
    watch.kept(1).await;
    watch.well().await;
    {
        let mut state = state.lock().unwrap();
        state.oldest_delta = 2;
        state.messages.push(("b", "B"));
    }
    assert_eq!(watch.kept(2).await, ["A", "B"]);
    watch.end().await;
}

#[tokio::test]
async fn from_now_on_asks_for_what_comes_from_now_on() {
    let (service, _) = graph(&[("a", "A")]).await;
    let watch = Watch::start(
        settings(Way::Graph(account(&service)), First::FromNow, Then::Leave),
        Keeper::new(),
        Notebook::at(None),
    );
    watch.well().await;
    assert_eq!(watch.keeper.messages().len(), 0);
    let first = service.asked()[0].value("$filter");
    let first = if first.is_empty() { service.asked()[0].value("%24filter") } else { first };
    assert_eq!(first, "receivedDateTime ge 2026-03-01T09:30:00Z");
    watch.end().await;
}

#[tokio::test]
async fn a_link_to_another_house_is_not_followed_with_our_token() {
    let service =
        HttpService::start(|_| Answered::json(200, r#"{"value":[],"@odata.nextLink":"http://127.0.0.2:1/steal"}"#))
            .await;
    let watch = Watch::start(
        settings(Way::Graph(account(&service)), First::All, Then::Leave),
        Keeper::new(),
        Notebook::at(None),
    );
    until("it is ill", || {
        matches!(watch.notebook.health().first(), Some(Health::Ill { trouble: Trouble::Gibberish(_), .. }))
    })
    .await;
    watch.end().await;
}

#[tokio::test]
async fn the_test_of_a_mailbox_finds_its_folder() {
    let (service, _) = graph(&[]).await;
    let steps = probe(&settings(Way::Graph(account(&service)), First::All, Then::Leave)).await;
    assert_eq!(steps.last().unwrap().found, "Posteingang (2)", "{steps:?}");
}
