//! A mailbox at Google, by the Gmail API (v1): changes are asked from a history id on, messages come as they arrived.
//!
//! <https://developers.google.com/workspace/gmail/api/guides/sync>

use super::Then;
use super::graph::written;
use super::selected::Content;
use super::shelf::{Bookmark, Entry, Given, Look, Shelf};
use crate::api::{Account, Question, Told};
use crate::ports::By;
use crate::probe::Step;
use crate::server::Trouble;
use base::Moment;
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use bytes::Bytes;
use serde_json::{Value, json};

pub(super) struct Gmail {
    account: Account,
    folder: String,
    label: Option<String>,
    moved_to: Option<String>,
}

/// Pages of one look.
const MOST_PAGES: usize = 5000;
const ROOM_FOR_FRAMING: usize = 64 * 1024;
/// Base64 for URLs, padded or not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Gmail {
    pub(super) fn new(account: &Account, folder: &str) -> Self {
        Self { account: account.clone(), folder: folder.to_owned(), label: None, moved_to: None }
    }

    fn address(&self, rest: &[&str]) -> Result<url::Url, Trouble> {
        self.account.address(&[&["gmail", "v1", "users", &self.account.user], rest].concat())
    }

    /// A folder is a label here.
    async fn label(&mut self) -> Result<String, Trouble> {
        if let Some(known) = &self.label {
            return Ok(known.clone());
        }
        let missing = || Trouble::Refused(format!("there is no label {}", self.folder));
        let found = self.find(&self.folder).await?.ok_or_else(missing)?;
        Ok(self.label.insert(found).clone())
    }

    async fn find(&self, name: &str) -> Result<Option<String>, Trouble> {
        if name.eq_ignore_ascii_case("inbox") {
            return Ok(Some("INBOX".into()));
        }
        let labels = self.account.json(Question::get(self.address(&["labels"])?)).await?.unwrap_or_default();
        let mut labels = labels["labels"].as_array().into_iter().flatten();
        let found = labels.find(|label| label["name"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name)));
        Ok(found.and_then(|label| label["id"].as_str()).map(str::to_owned))
    }

    async fn destination(&mut self, name: &str) -> Result<String, Trouble> {
        if let Some(known) = &self.moved_to {
            return Ok(known.clone());
        }
        let id = match self.find(name).await? {
            Some(id) => id,
            None => {
                self.account.made(Question::post(self.address(&["labels"])?, &json!({ "name": name })), name).await?
            }
        };
        Ok(self.moved_to.insert(id).clone())
    }

    /// Everything with our label, or what came since a moment.
    async fn list(&mut self, since: Option<Moment>) -> Result<Vec<Entry>, Trouble> {
        let mut address = self.address(&["messages"])?;
        let label = self.label().await?;
        address.query_pairs_mut().append_pair("labelIds", &label).append_pair("maxResults", "500");
        if let Some(since) = since {
            address.query_pairs_mut().append_pair("q", &format!("after:{}", since.0 / 1000));
        }
        let mut entries = Vec::new();
        // The list does not say when; what was asked for since a moment came since then.
        let at = since;
        self.pages(&address, |page| {
            let items = page["messages"].as_array().into_iter().flatten();
            entries.extend(
                items.filter_map(|item| Some(Entry { name: item["id"].as_str()?.to_owned(), octets: None, at })),
            );
        })
        .await?;
        // Oldest first: the newest comes first there.
        entries.reverse();
        Ok(entries)
    }

    /// The answer to the last page; `None`: it is not there (any more).
    async fn pages(&self, address: &url::Url, mut each: impl FnMut(&Value) + Send) -> Result<Option<Value>, Trouble> {
        let mut next = String::new();
        for _ in 0..MOST_PAGES {
            let mut address = address.clone();
            if !next.is_empty() {
                address.query_pairs_mut().append_pair("pageToken", &next);
            }
            let Some(page) = self.account.json(Question::get(address)).await? else { return Ok(None) };
            each(&page);
            match page["nextPageToken"].as_str() {
                Some(token) => next = token.to_owned(),
                None => return Ok(Some(page)),
            }
        }
        Err(Trouble::Gibberish("pages without an end".into()))
    }

    /// The place is noted before the list is read: what comes in between is told twice, never not at all.
    async fn begin(&mut self, since: Option<Moment>) -> Result<Look, Trouble> {
        let profile = self.account.json(Question::get(self.address(&["profile"])?)).await?.unwrap_or_default();
        let at = profile["historyId"].as_str().map(str::to_owned);
        let at = at.ok_or_else(|| Trouble::Gibberish("a profile without a history id".into()))?;
        let entries = self.list(since).await?;
        Ok(Look { entries, bookmark: Bookmark { at, since }.written(), whole: false })
    }

    async fn modify(&self, name: &str, change: &Value) -> Result<Option<Trouble>, Trouble> {
        self.account.attempt(Question::post(self.address(&["messages", name, "modify"])?, change)).await
    }
}

impl Shelf for Gmail {
    const BY: By = By::Gmail;

    async fn look(&mut self, bookmark: &str, since: Option<Moment>) -> Result<Look, Trouble> {
        let Some(Bookmark { at, since: began }) = Bookmark::read(bookmark) else { return self.begin(since).await };
        let label = self.label().await?;
        let mut address = self.address(&["history"])?;
        address
            .query_pairs_mut()
            .append_pair("startHistoryId", &at)
            .append_pair("historyTypes", "messageAdded")
            .append_pair("historyTypes", "labelAdded")
            .append_pair("labelId", &label)
            .append_pair("maxResults", "500");
        let mut names: Vec<String> = Vec::new();
        let last = self.pages(&address, |page| {
            for change in page["history"].as_array().into_iter().flatten() {
                let added = ["messagesAdded", "labelsAdded"].map(|kind| change[kind].as_array().into_iter().flatten());
                let messages = added.into_iter().flatten().map(|added| &added["message"]);
                names.extend(
                    messages
                        .filter(|message| bears(message, &label))
                        .filter_map(|message| message["id"].as_str().map(str::to_owned)),
                );
            }
        });
        let Some(last) = last.await? else { return self.begin(began).await };
        names.sort_unstable();
        names.dedup();
        let entries = names.into_iter().map(|name| Entry { name, octets: None, at: None }).collect();
        let at = last["historyId"].as_str().map_or(at, str::to_owned);
        Ok(Look { entries, bookmark: Bookmark { at, since: began }.written(), whole: false })
    }

    async fn all(&mut self, bookmark: &str) -> Result<Vec<Entry>, Trouble> {
        self.list(Bookmark::read(bookmark).and_then(|bookmark| bookmark.since)).await
    }

    async fn content(&mut self, name: &str, room: usize) -> Result<Given, Trouble> {
        let mut address = self.address(&["messages", name])?;
        address.query_pairs_mut().append_pair("format", "raw");
        let question = Question::get(address).with_room(room / 3 * 4 + ROOM_FOR_FRAMING);
        let answer = match self.account.ask(question).await {
            Ok(Told::Answer(answer)) => answer,
            Ok(Told::TooBig) => return Ok(Given::Content(Content::TooBig)),
            Ok(Told::NotThere | Told::TooOld) => return Ok(Given::Gone),
            Err(refused @ Trouble::Refused(_)) => return Ok(Given::Refused(refused)),
            Err(trouble) => return Err(trouble),
        };
        let message: Value = serde_json::from_slice(answer.body()).map_err(|_| Trouble::gibberish(answer.body()))?;
        let raw = message["raw"].as_str().and_then(|raw| BASE64.decode(raw).ok());
        let raw = raw.ok_or_else(|| Trouble::Gibberish("a message without its bytes".into()))?;
        Ok(Given::Content(if raw.len() > room { Content::TooBig } else { Content::Whole(raw.into()) }))
    }

    async fn header(&mut self, name: &str) -> Result<Bytes, Trouble> {
        let mut address = self.address(&["messages", name])?;
        address.query_pairs_mut().append_pair("format", "metadata");
        let message = self.account.json(Question::get(address)).await?.unwrap_or_default();
        Ok(written(message["payload"]["headers"].as_array().map_or(&[], Vec::as_slice)))
    }

    async fn settle(&mut self, name: &str, then: &Then) -> Result<Option<Trouble>, Trouble> {
        match then {
            Then::Leave | Then::DeleteAfter(_) => Ok(None),
            Then::MarkSeen => self.modify(name, &json!({ "removeLabelIds": ["UNREAD"] })).await,
            Then::Delete => {
                self.account.attempt(Question::post(self.address(&["messages", name, "trash"])?, &json!({}))).await
            }
            Then::Move(to) => {
                let (from, to) = (self.label().await?, self.destination(to).await?);
                self.modify(name, &json!({ "addLabelIds": [to], "removeLabelIds": [from] })).await
            }
        }
    }

    async fn close(self) -> Result<(), Trouble> {
        Ok(())
    }
}

fn bears(message: &Value, label: &str) -> bool {
    message["labelIds"].as_array().is_some_and(|labels| labels.iter().any(|one| one == label))
}

/// Asks for a token, then for the label.
pub(super) async fn probe(account: &Account, folder: &str) -> Vec<Step> {
    let mut gmail = Gmail::new(account, folder);
    if let Err(trouble) = account.bearer.token().await {
        return vec![Step::failed("probe-login", trouble)];
    }
    let mut steps = vec![Step::passed("probe-login")];
    let found = async {
        let id = gmail.label().await?;
        gmail.account.json(Question::get(gmail.address(&["labels", &id])?)).await
    };
    steps.push(match found.await {
        Ok(found) => {
            let count = found.unwrap_or_default()["messagesTotal"].as_i64().unwrap_or_default();
            Step::found("probe-folder", format!("{folder} ({count})"))
        }
        Err(trouble) => Step::failed("probe-folder", trouble),
    });
    steps
}
