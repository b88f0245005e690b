//! Mailboxes: how they fare, and the settings of one.

mod pages;

pub use pages::{Applications, HealthPage, Leave, provider_name, worry_key};

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Language;
use desk::channel::{AfterFetch, FirstRun, Health, Mailbox, Security, SignIn};
use desk::people::Team;
use desk::ticket::Brand;

#[derive(Template)]
#[template(path = "admin/mailboxes.html")]
pub struct Mailboxes<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub mailboxes: Vec<(Mailbox, Health)>,
    pub teams: Vec<Team>,
}

#[derive(Template)]
#[template(path = "admin/mailbox.html")]
pub struct MailboxPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub mailbox: Option<(Mailbox, Health)>,
    pub teams: Vec<Team>,
    pub brands: Vec<Brand>,
    pub form: Form,
    /// What a trial came to; none: there was none.
    pub trial: Option<Trial>,
    /// The key of what is to be said above the form.
    pub note: Option<&'static str>,
}

/// How its servers answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    pub incoming: Vec<Step>,
    pub outgoing: Vec<Step>,
    /// What the DNS says: SPF, DKIM, DMARC.
    pub domain: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The key of what was tried.
    pub what: &'static str,
    pub passed: bool,
    /// What was found, or what was in the way; perhaps empty.
    pub detail: String,
    /// A certificate that somebody may accept.
    pub certificate: Option<String>,
}

/// How a mailbox fares, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Off,
    /// Mail is delivered to us; nothing is fetched.
    Delivered,
    /// Not looked at yet.
    Waiting,
    Well,
    /// Fetched, but something was odd.
    Warned,
    Ill,
}

impl Standing {
    pub fn of(mailbox: &Mailbox, health: &Health) -> Self {
        if !mailbox.active {
            Self::Off
        } else if mailbox.incoming.is_none() {
            Self::Delivered
        } else if health.failed_at > health.succeeded_at {
            Self::Ill
        } else if health.succeeded_at.is_none() {
            Self::Waiting
        } else if health.error.is_empty() {
            Self::Well
        } else {
            Self::Warned
        }
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Off => "admin-mailbox-off",
            Self::Delivered => "admin-mailbox-delivered",
            Self::Waiting => "admin-mailbox-waiting",
            Self::Well => "admin-mailbox-well",
            Self::Warned => "admin-mailbox-warned",
            Self::Ill => "admin-mailbox-ill",
        }
    }

    /// The badge's kind.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Off | Self::Delivered | Self::Waiting => "",
            Self::Well => "success",
            Self::Warned => "warning",
            Self::Ill => "danger",
        }
    }

    pub const fn troubled(self) -> bool {
        matches!(self, Self::Warned | Self::Ill)
    }
}

impl Mailboxes<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-mailboxes")
    }

    fn standing(&self, mailbox: &Mailbox, health: &Health) -> Standing {
        Standing::of(mailbox, health)
    }

    fn team(&self, mailbox: &Mailbox) -> &str {
        self.teams.iter().find(|team| team.id == mailbox.team).map_or("", |team| &team.name)
    }
}

impl MailboxPage<'_> {
    fn title(&self) -> &str {
        self.mailbox
            .as_ref()
            .map_or_else(|| self.shell.say("admin-mailbox-new"), |(mailbox, _)| mailbox.address.as_str())
    }

    fn standing(&self, mailbox: &Mailbox, health: &Health) -> Standing {
        Standing::of(mailbox, health)
    }

    fn action(&self) -> String {
        self.mailbox
            .as_ref()
            .map_or_else(|| "/admin/mailboxes".into(), |(mailbox, _)| format!("/admin/mailboxes/{}", mailbox.id))
    }

    /// Only where there is a choice.
    fn several_brands(&self) -> bool {
        self.brands.len() > 1
    }

    fn brand_choices(&self) -> Vec<Choice> {
        self.brands.iter().map(|brand| Choice::new(brand.id, brand.name.as_str())).collect()
    }

    fn team_choices(&self) -> Vec<Choice> {
        self.teams.iter().map(|team| Choice::new(team.id, team.name.as_str())).collect()
    }

    fn languages(&self) -> Vec<Choice> {
        Language::ALL.map(|language| Choice::new(language.tag(), language.endonym())).into()
    }

    fn securities(&self) -> Vec<Choice> {
        Security::ALL.iter().map(|one| self.choice("admin-security-", one.name())).collect()
    }

    fn afters(&self) -> Vec<Choice> {
        AfterFetch::ALL.iter().map(|one| self.choice("admin-after-", one.name())).collect()
    }

    fn firsts(&self) -> Vec<Choice> {
        FirstRun::ALL.iter().map(|one| self.choice("admin-first-", one.name())).collect()
    }

    fn sign_ins(&self) -> Vec<Choice> {
        SignIn::ALL.iter().map(|one| self.choice("admin-sign-in-", one.name())).collect()
    }

    fn receivings(&self) -> Vec<Choice> {
        ["imap", "pop3", "graph", "gmail", "delivered"].map(|one| self.explained("admin-receiving-", one)).into()
    }

    fn sendings(&self) -> Vec<Choice> {
        ["smtp", "graph", "gmail", "default"].map(|one| self.explained("admin-sending-", one)).into()
    }

    /// The hint of a password's field.
    fn password_hint(&self, incoming: bool) -> &'static str {
        let saved = self.mailbox.as_ref().is_some_and(|(mailbox, _)| {
            let saved = |sealed: &str| !sealed.is_empty();
            match incoming {
                true => mailbox.incoming.as_ref().is_some_and(|server| saved(&server.sealed_password)),
                false => mailbox.outgoing.as_ref().is_some_and(|server| saved(&server.sealed_password)),
            }
        });
        if saved { "admin-password-saved" } else { "" }
    }

    fn choice(&self, prefix: &str, word: &'static str) -> Choice {
        let key = format!("{prefix}{}", word.replace('_', "-"));
        Choice::new(word, self.shell.words.say(&key))
    }

    fn explained(&self, prefix: &str, word: &'static str) -> Choice {
        let hint = format!("{prefix}{word}-hint");
        self.choice(prefix, word).meaning(self.shell.words.say(&hint))
    }
}
