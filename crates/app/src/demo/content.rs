//! What the files under `demo/` hold, read and checked once.

use base::Language;
use desk::knowledge::ArticleState;
use desk::people::{Sharing, Tier};
use desk::sla::Step;
use desk::ticket::{Category as Stands, Glyph, Kind, Priority};
use desk::{Level, Role};
use rust_embed::RustEmbed;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/demo"]
struct Files;

/// Everything there is to draw from.
pub struct Content {
    pub company: Company,
    pub people: Vec<Person>,
    pub threads: Vec<Thread>,
    pub simulator: Simulator,
    pub ratings: Vec<Opinion>,
    /// What was written down, by category.
    pub shelf: Vec<Category>,
    pub macros: Vec<Canned>,
    pub tools: Tools,
}

/// What is answered again and again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Canned {
    pub key: String,
    pub name: Both,
    pub team: Option<String>,
    pub tags: Vec<String>,
    pub status: Status,
    pub text: Both,
}

#[derive(Deserialize)]
struct Macros {
    #[serde(rename = "macro")]
    macros: Vec<Canned>,
}

/// What agents work with beside that.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tools {
    #[serde(rename = "activity")]
    pub activities: Vec<Named>,
    #[serde(rename = "checklist")]
    pub checklists: Vec<Steps>,
    #[serde(rename = "template")]
    pub templates: Vec<Begun>,
    #[serde(rename = "view")]
    pub views: Vec<Seen>,
    pub calendar: Office,
    #[serde(rename = "policy")]
    pub policies: Vec<Promises>,
    #[serde(rename = "task")]
    pub tasks: Vec<Task>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub name: Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    pub key: String,
    pub name: Both,
    pub team: String,
    pub items: Vec<Both>,
}

/// A new ticket as far as it is filled in beforehand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begun {
    pub name: Both,
    pub team: String,
    pub kind: Kind,
    pub priority: Priority,
    pub tags: Vec<String>,
    /// A key of [`Steps`].
    pub checklist: Option<String>,
    pub opening: String,
    pub due: Both,
    pub subject: Both,
    pub text: Both,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub name: Both,
    pub glyph: Glyph,
    pub tone: i64,
    pub condition: String,
}

/// When somebody is there: the same hours from Monday to Friday, and none on public holidays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub name: Both,
    pub hours: String,
}

/// Hours of the office within which something happens, by priority, and who hears of it on the way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promises {
    pub name: Both,
    /// None: for everything.
    pub condition: Option<String>,
    pub first_response: BTreeMap<Priority, u32>,
    pub resolution: BTreeMap<Priority, u32>,
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    pub team: Option<String>,
    pub text: Both,
}

#[derive(Deserialize)]
pub struct Company {
    pub name: Both,
    pub domain: String,
    pub time_zone: String,
    #[serde(rename = "team")]
    pub teams: Vec<Team>,
    #[serde(rename = "agent")]
    pub agents: Vec<Agent>,
    #[serde(rename = "mailbox")]
    pub mailboxes: Vec<Mailbox>,
    #[serde(rename = "tag")]
    pub tags: Vec<Tag>,
    #[serde(rename = "organization")]
    pub organizations: Vec<Organization>,
}

/// What somebody says with so many stars.
#[derive(Deserialize)]
pub struct Opinion {
    pub stars: i64,
    #[serde(flatten)]
    pub text: Both,
}

/// Articles that stand together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub name: Both,
    #[serde(rename = "article")]
    pub articles: Vec<Article>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    pub state: ArticleState,
    pub title: Both,
    pub html: Both,
}

#[derive(Deserialize)]
struct Shelf {
    #[serde(rename = "category")]
    categories: Vec<Category>,
}

#[derive(Deserialize)]
struct Ratings {
    #[serde(rename = "rating")]
    ratings: Vec<Opinion>,
}

/// A text in both languages.
#[derive(Deserialize)]
pub struct Both {
    ja: String,
    en: String,
}

impl Both {
    pub fn in_(&self, language: Language) -> &str {
        match language {
            Language::Japanese => &self.ja,
            Language::English => &self.en,
        }
    }
}

#[derive(Deserialize)]
pub struct Team {
    pub key: String,
    pub name: Both,
}

#[derive(Deserialize)]
pub struct Agent {
    pub key: String,
    pub name: Both,
    pub call: Both,
    pub email: String,
    pub role: Role,
    pub speaks: Vec<Language>,
    pub title: Both,
    pub teams: BTreeMap<String, Level>,
    /// The main team first.
    pub answers: Vec<String>,
}

#[derive(Deserialize)]
pub struct Mailbox {
    pub address: String,
    pub name: Both,
    pub team: String,
    pub language: Language,
}

#[derive(Deserialize)]
pub struct Tag {
    pub slug: String,
}

#[derive(Deserialize)]
pub struct Organization {
    pub key: String,
    pub name: Both,
    pub domains: Vec<String>,
    pub language: Language,
    pub tier: Tier,
    #[serde(default)]
    pub sharing: Sharing,
    /// A key of [`Agent`]: who looks after it.
    pub manager: Option<String>,
    pub notes: Option<Both>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    Customer,
    Business,
    Employee,
}

#[derive(Deserialize)]
pub struct Person {
    pub name: String,
    /// In Latin letters, where the name is not.
    pub latin: Option<String>,
    pub call: String,
    pub emails: Vec<String>,
    pub kind: From,
    /// A key of [`Organization`], or `self`.
    pub organization: Option<String>,
    pub language: Language,
    pub time_zone: String,
    pub phone: Option<String>,
    #[serde(default)]
    pub tier: Tier,
    /// Keys of further organisations.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Turned to first in theirs.
    #[serde(default)]
    pub contact: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    New,
    Open,
    Pending,
    OnHold,
    Solved,
    Closed,
    Spam,
}

impl Status {
    /// Where somebody puts it; the desk itself closes what is solved.
    pub const fn settles(self) -> Stands {
        match self {
            Self::New => Stands::New,
            Self::Open => Stands::Open,
            Self::Pending => Stands::Pending,
            Self::OnHold => Stands::OnHold,
            Self::Solved | Self::Closed | Self::Spam => Stands::Solved,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Form,
    Portal,
    Chat,
    Phone,
}

#[derive(Deserialize)]
struct ThreadFile {
    language: Language,
    thread: Vec<Thread>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    /// For whoever writes the files.
    #[cfg_attr(not(test), expect(dead_code, reason = "only the tests of the files name it"))]
    pub key: String,
    /// Of its file.
    #[serde(default, skip_deserializing)]
    pub language: Language,
    pub team: String,
    pub channel: Channel,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub priority: Priority,
    pub tags: Vec<String>,
    pub status: Status,
    pub from: Option<From>,
    pub person: Option<String>,
    pub sender: Option<Sender>,
    pub assignee: Option<String>,
    pub subjects: Vec<String>,
    #[serde(default)]
    pub slots: BTreeMap<String, Vec<String>>,
    #[serde(rename = "message")]
    pub messages: Vec<Message>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    pub name: String,
    pub email: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Requester,
    Agent,
    Colleague,
    System,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    Incoming,
    Reply,
    Note,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub by: By,
    pub kind: Said,
    #[serde(deserialize_with = "span")]
    pub after: Duration,
    /// The key of an agent, or `assignee`.
    pub author: Option<String>,
    pub text: String,
    #[serde(default)]
    pub attachments: Vec<File>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub name: String,
    pub kind: Paper,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    Photo,
    Pdf,
    Log,
    Csv,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulator {
    pub incoming: Vec<Incoming>,
    pub follow_up: Vec<Line>,
    pub reply: Vec<Line>,
    pub note: Vec<Line>,
}

#[derive(Deserialize)]
pub struct Incoming {
    pub language: Language,
    pub team: String,
    pub from: From,
    pub person: Option<String>,
    pub subject: String,
    #[serde(default)]
    pub slots: BTreeMap<String, Vec<String>>,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub language: Language,
    pub text: String,
}

impl Content {
    /// # Errors
    /// The file that is not as `demo/README.md` says, and why.
    pub fn read() -> Result<Self, String> {
        #[derive(Deserialize)]
        struct People {
            person: Vec<Person>,
        }
        let mut threads = Vec::new();
        let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with("threads/")).collect();
        names.sort();
        for name in names {
            let file: ThreadFile = parse(&name)?;
            threads.extend(file.thread.into_iter().map(|thread| Thread { language: file.language, ..thread }));
        }
        let people: People = parse("people.toml")?;
        Ok(Self {
            company: parse("company.toml")?,
            people: people.person,
            threads,
            simulator: parse("simulator.toml")?,
            ratings: parse::<Ratings>("ratings.toml")?.ratings,
            shelf: parse::<Shelf>("articles.toml")?.categories,
            macros: parse::<Macros>("macros.toml")?.macros,
            tools: parse("tools.toml")?,
        })
    }
}

fn parse<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    let file = Files::get(name).ok_or_else(|| format!("demo/{name} is not there"))?;
    let text = std::str::from_utf8(&file.data).map_err(|error| format!("demo/{name}: {error}"))?;
    toml::from_str(text).map_err(|error| format!("demo/{name}: {error}"))
}

/// `12m`, `3h`, `2d`.
fn span<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(from)?;
    let number = |unit| text.strip_suffix(unit).and_then(|number: &str| number.parse::<u64>().ok());
    let seconds = match (number('m'), number('h'), number('d')) {
        (Some(minutes), _, _) => minutes * 60,
        (_, Some(hours), _) => hours * 3600,
        (_, _, Some(days)) => days * 86_400,
        (None, None, None) => return Err(serde::de::Error::custom(format!("{text:?} is no span like 12m, 3h or 2d"))),
    };
    Ok(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn content() -> Content {
        Content::read().unwrap()
    }

    #[test]
    fn every_file_is_as_its_readme_says() {
        let content = content();
        assert!(content.threads.len() >= 200, "{}", content.threads.len());
        let japanese = content.threads.iter().filter(|thread| thread.language == Language::Japanese).count();
        assert!((80..=130).contains(&japanese), "{japanese}");
        assert_eq!(content.simulator.incoming.len(), 40);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let content = content();
        let company = &content.company;
        let teams: HashSet<&str> = company.teams.iter().map(|team| team.key.as_str()).collect();
        let agents: HashSet<&str> = company.agents.iter().map(|agent| agent.key.as_str()).collect();
        let tags: HashSet<&str> = company.tags.iter().map(|tag| tag.slug.as_str()).collect();
        let organizations: HashSet<&str> = company.organizations.iter().map(|one| one.key.as_str()).collect();
        let addresses: HashSet<&str> =
            content.people.iter().flat_map(|person| &person.emails).map(String::as_str).collect();
        for agent in &company.agents {
            assert!(
                agent.teams.keys().chain(&agent.answers).all(|team| teams.contains(team.as_str())),
                "{}",
                agent.key
            );
        }
        assert!(company.mailboxes.iter().all(|mailbox| teams.contains(mailbox.team.as_str())));
        for organization in &company.organizations {
            assert!(organization.manager.as_deref().is_none_or(|agent| agents.contains(agent)), "{}", organization.key);
        }
        for person in &content.people {
            let organization = person.organization.as_deref();
            assert!(organization.is_none_or(|key| key == "self" || organizations.contains(key)), "{}", person.name);
            assert_eq!(organization.is_none(), person.kind == From::Customer, "{}", person.name);
            assert!(person.beside.iter().all(|key| organizations.contains(key.as_str())), "{}", person.name);
            assert!(organization.is_some() || !person.contact, "{}", person.name);
        }
        for thread in &content.threads {
            let key = &thread.key;
            assert!(teams.contains(thread.team.as_str()), "{key}");
            assert!(thread.tags.iter().all(|tag| tags.contains(tag.as_str())), "{key}");
            assert!(thread.from.is_some() != thread.sender.is_some(), "{key} needs one of from and sender");
            assert!(thread.person.as_deref().is_none_or(|email| addresses.contains(email)), "{key}");
            assert!(thread.assignee.as_deref().is_none_or(|agent| agents.contains(agent)), "{key}");
            let author = |message: &Message| {
                message.author.as_deref().is_none_or(|who| who == "assignee" || agents.contains(who))
            };
            assert!(thread.messages.iter().all(author), "{key}");
        }
        for incoming in &content.simulator.incoming {
            assert!(teams.contains(incoming.team.as_str()), "{}", incoming.subject);
            assert!(incoming.person.as_deref().is_none_or(|email| addresses.contains(email)), "{}", incoming.subject);
        }
    }

    #[test]
    fn every_thread_begins_with_its_requester_and_is_told_in_order() {
        let mut keys = HashSet::new();
        for thread in content().threads {
            assert!(keys.insert(thread.key.clone()), "{} twice", thread.key);
            assert!(thread.key.starts_with(thread.language.tag()), "{}", thread.key);
            assert!(!thread.subjects.is_empty());
            let first = &thread.messages[0];
            assert_eq!(
                (first.by, first.kind, first.after),
                (By::Requester, Said::Incoming, Duration::ZERO),
                "{}",
                thread.key
            );
            for message in &thread.messages {
                let kind = match message.by {
                    By::Requester => Said::Incoming,
                    By::Agent => Said::Reply,
                    By::Colleague | By::System => Said::Note,
                };
                assert_eq!(message.kind, kind, "{}", thread.key);
            }
        }
    }
}
