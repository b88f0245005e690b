//! A mailbox at Microsoft, by Graph (v1.0): a folder's changes are asked by delta links, messages come as they arrived.
//!
//! <https://learn.microsoft.com/graph/delta-query-messages>, <https://learn.microsoft.com/graph/outlook-get-mime-message>

use super::Then;
use super::selected::Content;
use super::shelf::{Bookmark, Entry, Given, Look, Shelf};
use crate::api::{Account, Question, Told};
use crate::ports::By;
use crate::probe::Step;
use crate::server::Trouble;
use base::Moment;
use bytes::Bytes;
use serde_json::{Value, json};

pub(super) struct Graph {
    account: Account,
    folder: String,
    /// The folder's own name for itself, once it is known.
    folder_id: Option<String>,
    /// Where messages are moved to, once it is known.
    moved_to: Option<String>,
}

/// Names stay the same when a message is moved.
const IMMUTABLE: (&str, &str) = ("prefer", "IdType=\"ImmutableId\", odata.maxpagesize=200");
/// Pages of one look; more come with the next.
const MOST_PAGES: usize = 5000;
const ROOM_FOR_FRAMING: usize = 1024;

impl Graph {
    pub(super) fn new(account: &Account, folder: &str) -> Self {
        Self { account: account.clone(), folder: folder.to_owned(), folder_id: None, moved_to: None }
    }

    fn address(&self, rest: &[&str]) -> Result<url::Url, Trouble> {
        self.account.address(&[&["v1.0", "users", &self.account.user], rest].concat())
    }

    async fn folder(&mut self) -> Result<String, Trouble> {
        if let Some(known) = &self.folder_id {
            return Ok(known.clone());
        }
        let missing = || Trouble::Refused(format!("there is no folder {}", self.folder));
        let found = self.find(&self.folder).await?.ok_or_else(missing)?;
        Ok(self.folder_id.insert(found).clone())
    }

    /// A folder by the names on the way to it; `INBOX` is the inbox in every language.
    async fn find(&self, path: &str) -> Result<Option<String>, Trouble> {
        let mut found: Option<String> = None;
        for name in path.split('/') {
            if found.is_none() && name.eq_ignore_ascii_case("inbox") {
                found = Some("inbox".into());
                continue;
            }
            let mut address = match &found {
                None => self.address(&["mailFolders"])?,
                Some(parent) => self.address(&["mailFolders", parent, "childFolders"])?,
            };
            let filter = format!("displayName eq '{}'", name.replace('\'', "''"));
            address.query_pairs_mut().append_pair("$filter", &filter).append_pair("$select", "id");
            let answer = self.account.json(Question::get(address)).await?.unwrap_or_default();
            match answer["value"][0]["id"].as_str() {
                Some(id) => found = Some(id.to_owned()),
                None => return Ok(None),
            }
        }
        Ok(found)
    }

    async fn destination(&mut self, name: &str) -> Result<String, Trouble> {
        if let Some(known) = &self.moved_to {
            return Ok(known.clone());
        }
        let id = match self.find(name).await? {
            Some(id) => id,
            None => {
                self.account
                    .made(Question::post(self.address(&["mailFolders"])?, &json!({ "displayName": name })), name)
                    .await?
            }
        };
        Ok(self.moved_to.insert(id).clone())
    }

    /// Page after page; the link to what changes from then on. `None`: the link we began with is too old.
    async fn pages(&self, first: String, entries: &mut Vec<Entry>) -> Result<Option<String>, Trouble> {
        let mut address = first;
        for _ in 0..MOST_PAGES {
            let question = Question::get(address).header(IMMUTABLE.0, IMMUTABLE.1);
            let Some(page) = self.account.json(question).await? else { return Ok(None) };
            entries.extend(page["value"].as_array().into_iter().flatten().filter_map(entry));
            match (page["@odata.nextLink"].as_str(), page["@odata.deltaLink"].as_str()) {
                (Some(next), _) => address = next.to_owned(),
                (None, Some(delta)) => return Ok(Some(delta.to_owned())),
                (None, None) => return Ok(Some(String::new())),
            }
        }
        Err(Trouble::Gibberish("pages without an end".into()))
    }

    /// The folder from its beginning, or from a moment on.
    async fn begin(&mut self, since: Option<Moment>) -> Result<Look, Trouble> {
        let folder = self.folder().await?;
        let mut address = self.address(&["mailFolders", &folder, "messages", "delta"])?;
        address.query_pairs_mut().append_pair("$select", "receivedDateTime").append_pair("changeType", "created");
        if let Some(since) = since {
            address.query_pairs_mut().append_pair("$filter", &received_since(since));
        }
        let mut entries = Vec::new();
        let link = self.pages(address.into(), &mut entries).await?.unwrap_or_default();
        Ok(Look { entries, bookmark: Bookmark { at: link, since }.written(), whole: false })
    }

    fn message(&self, name: &str, rest: &[&str]) -> Result<url::Url, Trouble> {
        self.address(&[&["messages", name], rest].concat())
    }

    async fn attempt(&self, question: Question) -> Result<Option<Trouble>, Trouble> {
        self.account.attempt(question.header("prefer", "IdType=\"ImmutableId\"")).await
    }
}

impl Shelf for Graph {
    const BY: By = By::Graph;

    async fn look(&mut self, bookmark: &str, since: Option<Moment>) -> Result<Look, Trouble> {
        let Some(Bookmark { at, since: began }) = Bookmark::read(bookmark) else { return self.begin(since).await };
        let mut entries = Vec::new();
        match self.pages(at, &mut entries).await? {
            Some(link) => Ok(Look { entries, bookmark: Bookmark { at: link, since: began }.written(), whole: false }),
            // What changed meanwhile is not told any more: everything is listed, and what is known is known.
            None => self.begin(began).await,
        }
    }

    async fn all(&mut self, bookmark: &str) -> Result<Vec<Entry>, Trouble> {
        let folder = self.folder().await?;
        let mut address = self.address(&["mailFolders", &folder, "messages"])?;
        address.query_pairs_mut().append_pair("$select", "receivedDateTime").append_pair("$top", "500");
        if let Some(since) = Bookmark::read(bookmark).and_then(|bookmark| bookmark.since) {
            address.query_pairs_mut().append_pair("$filter", &received_since(since));
        }
        let mut entries = Vec::new();
        self.pages(address.into(), &mut entries).await?;
        Ok(entries)
    }

    async fn content(&mut self, name: &str, room: usize) -> Result<Given, Trouble> {
        let question = Question::get(self.message(name, &["$value"])?).with_room(room + ROOM_FOR_FRAMING);
        match self.account.ask(question.header("prefer", "IdType=\"ImmutableId\"")).await {
            Ok(Told::Answer(answer)) if answer.body().len() > room => Ok(Given::Content(Content::TooBig)),
            Ok(Told::Answer(answer)) => Ok(Given::Content(Content::Whole(answer.into_body()))),
            Ok(Told::TooBig) => Ok(Given::Content(Content::TooBig)),
            Ok(Told::NotThere | Told::TooOld) => Ok(Given::Gone),
            Err(refused @ Trouble::Refused(_)) => Ok(Given::Refused(refused)),
            Err(trouble) => Err(trouble),
        }
    }

    async fn header(&mut self, name: &str) -> Result<Bytes, Trouble> {
        let mut address = self.message(name, &[])?;
        address.query_pairs_mut().append_pair("$select", "internetMessageHeaders");
        let question = Question::get(address).header("prefer", "IdType=\"ImmutableId\"");
        let message = self.account.json(question).await?.unwrap_or_default();
        Ok(written(message["internetMessageHeaders"].as_array().map_or(&[], Vec::as_slice)))
    }

    async fn settle(&mut self, name: &str, then: &Then) -> Result<Option<Trouble>, Trouble> {
        match then {
            Then::Leave | Then::DeleteAfter(_) => Ok(None),
            Then::MarkSeen => self.attempt(Question::patch(self.message(name, &[])?, &json!({ "isRead": true }))).await,
            Then::Delete => self.attempt(Question::delete(self.message(name, &[])?)).await,
            Then::Move(to) => {
                let to = self.destination(to).await?;
                let moved = Question::post(self.message(name, &["move"])?, &json!({ "destinationId": to }));
                self.attempt(moved).await
            }
        }
    }

    async fn close(self) -> Result<(), Trouble> {
        Ok(())
    }
}

fn received_since(moment: Moment) -> String {
    format!("receivedDateTime ge {}", moment.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ"))
}

/// Removed ones are told too; they are no new messages.
fn entry(item: &Value) -> Option<Entry> {
    if item.get("@removed").is_some() {
        return None;
    }
    let at = item["receivedDateTime"].as_str().and_then(Moment::from_rfc3339);
    Some(Entry { name: item["id"].as_str()?.to_owned(), octets: None, at })
}

/// A header as it travels, of what a service has read from it.
pub(super) fn written(fields: &[Value]) -> Bytes {
    let line = |field: &Value| {
        let (name, value) = (field["name"].as_str()?, field["value"].as_str()?);
        Some(format!("{name}: {}\r\n", value.replace(['\r', '\n'], " ")))
    };
    let lines: String = fields.iter().filter_map(line).collect();
    format!("{lines}\r\n").into()
}

/// Asks for a token, then for the folder.
pub(super) async fn probe(account: &Account, folder: &str) -> Vec<Step> {
    let mut graph = Graph::new(account, folder);
    if let Err(trouble) = account.bearer.token().await {
        return vec![Step::failed("probe-login", trouble)];
    }
    let mut steps = vec![Step::passed("probe-login")];
    let found = async {
        let id = graph.folder().await?;
        let question = Question::get(graph.address(&["mailFolders", &id])?);
        graph.account.json(question).await?.ok_or_else(|| Trouble::Refused(format!("there is no folder {folder}")))
    };
    steps.push(match found.await {
        Ok(found) => {
            let name = found["displayName"].as_str().unwrap_or(folder);
            Step::found("probe-folder", format!("{name} ({})", found["totalItemCount"].as_i64().unwrap_or_default()))
        }
        Err(trouble) => Step::failed("probe-folder", trouble),
    });
    steps
}
