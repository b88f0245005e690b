//! What another system knows of who asks, shown beside the ticket: an address with variables, a secret header, and which
//! parts of the JSON that comes back are shown under which names.

use crate::Refusal;
use crate::form::Holder;
use crate::people::TeamId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

base::id!(PanelId);

/// Panels there may be, lines of one.
pub const MOST_PANELS: usize = 30;
pub const MOST_LINES: usize = 30;
/// Minutes an answer is good for, at most.
pub const LONGEST_KEPT: i64 = 24 * 60;
/// Where the secrets stand; a sealed text opens nowhere else.
pub const PANEL_SECRET: &str = "panel secret";
/// Characters of an address, of a label or a path, of one shown value.
const LONGEST_URL: usize = 2_000;
const LONGEST_NAME: usize = 80;
const LONGEST_PATH: usize = 200;
const LONGEST_SHOWN: usize = 300;
/// Values of one list that are shown.
const MOST_VALUES: usize = 10;

/// What of a person may be filled beside the fields that people have defined.
pub const NAME: &str = "requester.name";
pub const LANGUAGE: &str = "requester.language";
pub const TIME_ZONE: &str = "requester.time_zone";
pub const PHONE: &str = "requester.phone";
/// Before the key of a field of their organisation.
const OF_ORGANIZATION: &str = "organization.";

/// Minutes until the next try, after the first, the second and so on; then there is none.
const PAUSES: [u64; 4] = [1, 10, 60, 360];

#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub id: PanelId,
    pub wish: PanelWish,
    pub sealed_secret: String,
    pub version: i64,
}

/// What somebody wants a panel to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelWish {
    pub name: String,
    pub url: String,
    /// The name of the header with the secret; empty: none.
    pub header: String,
    pub lines: Vec<PanelLine>,
    /// Beside whose tickets; none: everybody's.
    pub teams: Vec<TeamId>,
    /// Minutes an answer is good for; 0: it is asked for each time.
    pub minutes: i64,
    pub active: bool,
    /// It fills what is empty when somebody becomes known, without anybody's asking.
    pub by_itself: bool,
    /// It stands on the pages of people as well.
    pub with_person: bool,
}

/// One shown value: what it is called, and where it stands (`customer.orders.0.total`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelLine {
    pub label: String,
    pub path: String,
    /// What it may fill where nothing stands ([`Fills`]); empty: nothing.
    #[serde(default)]
    pub fills: String,
}

impl PanelLine {
    /// As somebody writes it; none: it says nothing.
    fn of(row: &str) -> Option<Self> {
        let (label, path) = row.rsplit_once(['=', '＝'])?;
        let (path, fills) = path.split_once(['>', '＞', '→']).unwrap_or((path, ""));
        let trimmed = |text: &str| text.trim().to_owned();
        Some(Self { label: trimmed(label), path: trimmed(path), fills: trimmed(fills) })
    }

    fn is_sound(&self) -> bool {
        (1..=LONGEST_NAME).contains(&self.label.chars().count())
            && (1..=LONGEST_PATH).contains(&self.path.len())
            && self.path.split('.').all(|step| !step.is_empty())
            && self.fills.len() <= LONGEST_NAME
    }
}

/// Where something may be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fills<'a> {
    /// [`NAME`], [`LANGUAGE`], [`TIME_ZONE`] or [`PHONE`] of a person.
    Person(&'a str),
    /// The key of a field of people.
    Field(&'a str),
    /// The key of a field of organisations.
    Organization(&'a str),
}

impl<'a> Fills<'a> {
    /// As it stands in a line.
    pub fn of(text: &'a str) -> Option<Self> {
        match text {
            NAME | LANGUAGE | TIME_ZONE | PHONE => Some(Self::Person(text)),
            text => match text.strip_prefix(OF_ORGANIZATION) {
                Some(key) => Some(Self::Organization(key)),
                None => (!text.is_empty() && !text.contains('.')).then_some(Self::Field(text)),
            },
        }
    }
}

/// What an answer has for places that may be filled: each as its line names it, with what would be typed there.
pub type Said = Vec<(String, Vec<String>)>;

/// A field that an address speaks of: `requester.field.contract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedField<'a> {
    /// As it stands between braces.
    pub name: &'a str,
    pub holder: Holder,
    pub key: &'a str,
}

impl<'a> AskedField<'a> {
    fn of(name: &'a str) -> Option<Self> {
        let (holder, key) = name.split_once(".field.")?;
        let holder = match holder {
            "requester" => Holder::Person,
            "organization" => Holder::Organization,
            "ticket" => Holder::Ticket,
            _ => return None,
        };
        (!key.is_empty()).then_some(Self { name, holder, key })
    }
}

/// How long until it is asked once more, after so many tries that came to nothing; none: it is given up.
pub fn next_try(tries: i64) -> Option<Duration> {
    let pause = PAUSES.get(usize::try_from(tries.max(1) - 1).ok()?)?;
    Some(Duration::from_secs(pause * 60))
}

/// What an address may speak of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelValues {
    pub number: String,
    pub subject: String,
    pub requester: String,
    pub name: String,
    pub email: String,
    /// The first of their numbers.
    pub phone: String,
    pub organization: String,
    /// What stands in the fields that the address speaks of, each by its whole name.
    pub fields: BTreeMap<String, String>,
}

impl PanelValues {
    /// As they are written between braces.
    pub const NAMES: [&str; 10] = [
        "ticket.number",
        "ticket.subject",
        "requester.id",
        "requester.name",
        "requester.email",
        PHONE,
        "organization",
        "requester.field.KEY",
        "organization.field.KEY",
        "ticket.field.KEY",
    ];

    fn of(&self, name: &str) -> Option<&str> {
        Some(match name {
            "ticket.number" => &self.number,
            "ticket.subject" => &self.subject,
            "requester.id" => &self.requester,
            "requester.name" => &self.name,
            "requester.email" => &self.email,
            PHONE => &self.phone,
            "organization" => &self.organization,
            field => self.fields.get(field)?,
        })
    }
}

impl PanelWish {
    /// # Errors
    /// It has no name, no address of the web, a header that is none, or lines nobody can read.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        self.url = self.url.trim().to_owned();
        let rest = self.url.strip_prefix("https://").or_else(|| self.url.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        // Whoever writes to us must not choose whom we ask.
        let plain = !host.is_empty() && !host.contains(['@', '{', '}']) && !self.url.chars().any(char::is_control);
        if !plain || self.url.len() > LONGEST_URL {
            return Err(Refusal::UrlInvalid);
        }
        let fields = self.fields().map(|field| (field.name.to_owned(), String::new())).collect();
        filled(&self.url, &PanelValues { fields, ..PanelValues::default() }).ok_or(Refusal::PanelVariable)?;
        self.header = self.header.trim().to_owned();
        if !is_header(&self.header) {
            return Err(Refusal::HeaderInvalid);
        }
        if self.lines.is_empty() {
            return Err(Refusal::PanelEmpty);
        }
        if self.lines.len() > MOST_LINES || !self.lines.iter().all(PanelLine::is_sound) {
            return Err(Refusal::PanelLines);
        }
        if !(0..=LONGEST_KEPT).contains(&self.minutes) {
            return Err(Refusal::MinutesInvalid);
        }
        if self.by_itself && self.lines.iter().all(|line| line.fills.is_empty()) {
            return Err(Refusal::PanelFillsNothing);
        }
        // Whoever becomes known, or is looked at, has no ticket there.
        if (self.by_itself || self.with_person) && names(&self.url).any(|name| name.starts_with("ticket.")) {
            return Err(Refusal::PanelNeedsTicket);
        }
        self.teams.sort_unstable();
        self.teams.dedup();
        Ok(self)
    }

    /// Whoever becomes known is asked about.
    pub const fn asks_by_itself(&self) -> bool {
        self.active && self.by_itself
    }

    /// The fields that the address speaks of.
    pub fn fields(&self) -> impl Iterator<Item = AskedField<'_>> {
        names(&self.url).filter_map(AskedField::of)
    }

    /// The address speaks of this.
    pub fn speaks_of(&self, name: &str) -> bool {
        names(&self.url).any(|one| one == name)
    }

    /// There is nothing to ask by: a step of the path would be empty, or all that its query asks by.
    pub fn lacks(&self, values: &PanelValues) -> bool {
        let (path, query) = self.url.split_once('?').unwrap_or((self.url.as_str(), ""));
        let is_empty = |name: &str| values.of(name).is_none_or(str::is_empty);
        names(path).any(is_empty) || (names(query).next().is_some() && names(query).all(is_empty))
    }

    pub fn is_for(&self, team: TeamId) -> bool {
        self.active && (self.teams.is_empty() || self.teams.contains(&team))
    }

    /// The address for one ticket; what is put in stays within its place.
    pub fn address(&self, values: &PanelValues) -> Option<String> {
        filled(&self.url, values)
    }

    /// What is shown of an answer, line by line; what is not there is left out.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn shown(&self, answer: &str) -> Result<Vec<(String, String)>, Refusal> {
        let answer: Value = serde_json::from_str(answer).map_err(|_| Refusal::AnswerNoJson)?;
        let line = |line: &PanelLine| Some((line.label.clone(), said(at(&answer, &line.path)?)?));
        Ok(self.lines.iter().filter_map(line).collect())
    }

    /// What an answer has for what may be filled. Nobody is called by a number.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn fills(&self, answer: &str) -> Result<Said, Refusal> {
        let answer: Value = serde_json::from_str(answer).map_err(|_| Refusal::AnswerNoJson)?;
        let fills = self.lines.iter().filter(|line| !line.fills.is_empty());
        let typed = |line: &PanelLine| {
            let value = at(&answer, &line.path).filter(|value| line.fills != NAME || value.is_string())?;
            Some((line.fills.clone(), typed(value)))
        };
        Ok(fills.filter_map(typed).filter(|(_, typed)| !typed.is_empty()).collect())
    }
}

/// As people write lines: `Plan = customer.plan`, or `Plan = customer.plan > plan` where it may fill a field.
///
/// # Errors
/// One of them says nothing.
pub fn lines_of(text: &str) -> Result<Vec<PanelLine>, Refusal> {
    let rows = text.lines().map(str::trim).filter(|row| !row.is_empty());
    rows.map(|row| PanelLine::of(row).ok_or(Refusal::PanelLines)).collect()
}

/// The first line that nobody can read; the one above all is 1.
pub fn unread(text: &str) -> Option<usize> {
    let is_unread = |row: &str| !row.trim().is_empty() && PanelLine::of(row).is_none_or(|line| !line.is_sound());
    text.lines().position(is_unread).map(|above| above + 1)
}

pub fn lines_text(lines: &[PanelLine]) -> String {
    let text = |line: &PanelLine| match line.fills.as_str() {
        "" => format!("{} = {}", line.label, line.path),
        key => format!("{} = {} > {key}", line.label, line.path),
    };
    lines.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// The variables of an address.
fn names(url: &str) -> impl Iterator<Item = &str> {
    url.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(name, _)| name.trim())
}

fn filled(url: &str, values: &PanelValues) -> Option<String> {
    let mut text = String::with_capacity(url.len());
    let mut rest = url;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, beyond) = after.split_once("}}")?;
        text.push_str(before);
        put(&mut text, values.of(name.trim())?);
        rest = beyond;
    }
    text.push_str(rest);
    Some(text)
}

/// Only what RFC 3986 leaves as it is in every part of an address.
fn put(text: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// A token of RFC 9110, and none of those by which a connection is steered.
fn is_header(name: &str) -> bool {
    let steers = ["host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"];
    name.len() <= LONGEST_NAME
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        && !steers.contains(&name.to_ascii_lowercase().as_str())
}

fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, step| match value {
        Value::Object(map) => map.get(step),
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })
}

fn said(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null | Value::Object(_) => return None,
        Value::Bool(bool) => if *bool { "✓" } else { "–" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(list) => {
            let several = list.iter().filter(|one| !one.is_array()).filter_map(said).take(MOST_VALUES);
            several.collect::<Vec<_>>().join(", ")
        }
    };
    let text: String = text.chars().filter(|c| !c.is_control()).take(LONGEST_SHOWN).collect();
    (!text.is_empty()).then_some(text)
}

/// As somebody would type it into a field.
fn typed(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Object(_) => Vec::new(),
        Value::Bool(bool) => vec![bool.to_string()],
        Value::Number(number) => vec![number.to_string()],
        Value::String(text) => vec![text.trim().to_owned()].into_iter().filter(|text| !text.is_empty()).collect(),
        Value::Array(list) => list.iter().filter(|one| !one.is_array()).flat_map(typed).take(MOST_VALUES).collect(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_may_fill_a_field_is_said_as_it_would_be_typed() {
        let lines = "Plan = plan > plan\nSeats = seats → seats\nTags = tags > tags\nNone = none > none\nShown = shown";
        let wish = wish("https://shop.example", lines).expect("sound");
        assert_eq!(lines_of(&lines_text(&wish.lines)), Ok(wish.lines.clone()));
        let answer = r#"{"plan":" Gold ","seats":5,"tags":["a",true,null],"none":{},"shown":1}"#;
        let fills = wish.fills(answer).expect("JSON");
        let expected = [("plan", vec!["Gold"]), ("seats", vec!["5"]), ("tags", vec!["a", "true"])];
        let expected = expected.map(|(key, typed)| (key.to_owned(), typed.into_iter().map(str::to_owned).collect()));
        assert_eq!(fills, Vec::from(expected));
    }

    use super::*;

    fn wish(url: &str, lines: &str) -> Result<PanelWish, Refusal> {
        let lines = lines_of(lines)?;
        PanelWish { name: "Shop".into(), url: url.into(), lines, ..PanelWish::default() }.sound()
    }

    #[test]
    fn an_address_is_filled_in_and_stays_what_it_is() {
        let shop =
            wish("https://shop.example/find?by={{ requester.email }}&n={{ticket.number}}", "Plan = plan").unwrap();
        let values =
            PanelValues { email: "a+b@x.example/../?q=1#".into(), number: "100001".into(), ..PanelValues::default() };
        let address = "https://shop.example/find?by=a%2Bb%40x.example%2F..%2F%3Fq%3D1%23&n=100001";
        assert_eq!(shop.address(&values).as_deref(), Some(address));
    }

    #[test]
    fn by_itself_it_fills_something_and_speaks_of_no_ticket() {
        let by_itself = |url: &str, lines: &str| {
            let lines = lines_of(lines).unwrap();
            PanelWish { name: "Shop".into(), url: url.into(), lines, by_itself: true, ..PanelWish::default() }.sound()
        };
        let url = "https://shop.example/{{ requester.email }}";
        assert!(by_itself(url, "Plan = plan > plan").is_ok());
        assert_eq!(by_itself(url, "Plan = plan").err(), Some(Refusal::PanelFillsNothing));
        let of_ticket = "https://shop.example/{{ requester.id }}/{{ticket.number}}";
        assert_eq!(by_itself(of_ticket, "Plan = plan > plan").err(), Some(Refusal::PanelNeedsTicket));
    }

    #[test]
    fn it_asks_by_a_number_and_by_fields_and_not_where_nothing_stands() {
        let of = |url: &str| wish(url, "Plan = plan");
        let path = of("https://shop.example/{{ organization.field.contract }}/{{requester.phone}}").unwrap();
        let fields: Vec<_> = path.fields().map(|field| (field.holder, field.key)).collect();
        assert_eq!(fields, [(Holder::Organization, "contract")]);
        let contract = |value: &str| BTreeMap::from([("organization.field.contract".to_owned(), value.to_owned())]);
        let values = PanelValues { phone: "+81312345678".into(), fields: contract("K 1"), ..PanelValues::default() };
        assert_eq!(path.address(&values).as_deref(), Some("https://shop.example/K%201/%2B81312345678"));
        assert!(!path.lacks(&values));
        assert!(path.lacks(&PanelValues { fields: contract(""), ..values.clone() }), "a step of the path is empty");
        let query = of("https://shop.example/find?mail={{requester.email}}&tel={{requester.phone}}").unwrap();
        assert!(!query.lacks(&values) && query.lacks(&PanelValues::default()), "one of them is enough");
        assert!(!of("https://shop.example/all").unwrap().lacks(&PanelValues::default()));
        for url in ["{{ requester.field. }}", "{{ team.field.x }}", "{{ requester.fax }}"] {
            assert_eq!(of(&format!("https://shop.example/{url}")), Err(Refusal::PanelVariable), "{url}");
        }
    }

    #[test]
    fn on_the_page_of_a_person_it_speaks_of_no_ticket() {
        let with_person = |url: &str| {
            let lines = lines_of("Plan = plan").unwrap();
            PanelWish { name: "Shop".into(), url: url.into(), lines, with_person: true, ..PanelWish::default() }.sound()
        };
        assert!(with_person("https://shop.example/{{ requester.email }}").is_ok());
        let of_ticket = with_person("https://shop.example/{{ticket.number}}");
        assert_eq!(of_ticket.err(), Some(Refusal::PanelNeedsTicket));
    }

    #[test]
    fn what_may_be_filled_is_said_in_a_word() {
        for (text, fills) in [
            ("plan", Some(Fills::Field("plan"))),
            (NAME, Some(Fills::Person(NAME))),
            ("organization.region", Some(Fills::Organization("region"))),
            ("requester.email", None),
            ("", None),
        ] {
            assert_eq!(Fills::of(text), fills, "{text}");
        }
        let wish = wish("https://shop.example", "Name = name > requester.name").expect("sound");
        assert_eq!(wish.fills(r#"{"name":42}"#), Ok(Said::new()), "nobody is called so");
    }

    #[test]
    fn it_is_asked_a_few_times_and_given_up() {
        let minutes: Vec<_> = (1..=5).map(|tries| next_try(tries).map(|pause| pause.as_secs() / 60)).collect();
        assert_eq!(minutes, [Some(1), Some(10), Some(60), Some(360), None]);
    }

    #[test]
    fn nobody_outside_chooses_whom_we_ask() {
        for url in [
            "",
            "shop.example",
            "ftp://shop.example/",
            "https://{{ organization }}.example/",
            "https://me:pw@shop.example/",
        ] {
            assert_eq!(wish(url, "Plan = plan"), Err(Refusal::UrlInvalid), "{url}");
        }
        for url in ["https://shop.example/{{ nobody }}", "https://shop.example/{{ requester.email"] {
            assert_eq!(wish(url, "Plan = plan"), Err(Refusal::PanelVariable), "{url}");
        }
    }

    #[test]
    fn lines_say_what_is_shown_and_where_it_stands() {
        let text = "Plan = customer.plan\nLast order = orders.0.id\nTags = tags\nOwes = owes\nGone = a.b\nOpen = open";
        let shop = wish("https://shop.example/", text).unwrap();
        assert_eq!(lines_text(&shop.lines), text);
        let answer = r#"{"customer":{"plan":" Gold\n plan "},"orders":[{"id":"A-17"}],"tags":["a",1,{"b":2}],"owes":12.50,"open":true,"a":null}"#;
        let shown = shop.shown(answer).unwrap();
        let shown: Vec<(&str, &str)> = shown.iter().map(|(label, text)| (label.as_str(), text.as_str())).collect();
        assert_eq!(
            shown,
            [("Plan", "Gold plan"), ("Last order", "A-17"), ("Tags", "a, 1"), ("Owes", "12.5"), ("Open", "✓")]
        );
        assert_eq!(shop.shown("<html>"), Err(Refusal::AnswerNoJson));
        assert_eq!(shop.shown(&"[".repeat(100_000)), Err(Refusal::AnswerNoJson), "it has an end");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for lines in ["Plan", "= plan", "Plan =", "Plan = a..b", &"Plan = plan\n".repeat(31)] {
            assert_eq!(wish("https://shop.example/", lines).err(), Some(Refusal::PanelLines), "{lines}");
        }
        assert_eq!(unread("Plan = plan\r\n\r\nSite\r\n= plan"), Some(3), "as one counts them");
        assert_eq!(unread("Plan = plan\nSite = a..b"), Some(2));
        assert_eq!(unread(" \nPlan = plan > plan"), None);
        assert_eq!(wish("https://shop.example/", " ").err(), Some(Refusal::PanelEmpty));
        for header in ["Host", "a b", "x:y", "Übung"] {
            let lines = lines_of("Plan = plan").unwrap();
            let url = "https://shop.example/".to_owned();
            let wish = PanelWish { name: "Shop".into(), url, header: header.into(), lines, ..PanelWish::default() };
            assert_eq!(wish.sound().err(), Some(Refusal::HeaderInvalid), "{header}");
        }
    }
}
