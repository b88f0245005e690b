//! How a mailbox fares, the way to a provider's page, and our applications with providers.

use super::super::Form;
use super::Standing;
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Moment;
use desk::channel::{Application, Condition, Grant, Mailbox, Provider, SignIn, WARNING_DAYS, Worry};

#[derive(Template)]
#[template(path = "admin/mailbox-health.html")]
pub struct HealthPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub condition: Condition,
    /// Why what was just tried did not work.
    pub trouble: Option<String>,
}

/// Before one goes to the provider's own page.
#[derive(Template)]
#[template(path = "admin/mailbox-leave.html")]
pub struct Leave<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub mailbox: Mailbox,
    pub provider: Provider,
    pub address: String,
}

#[derive(Template)]
#[template(path = "admin/applications.html")]
pub struct Applications<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub forms: Vec<(Application, Form)>,
    /// Where providers send people back to.
    pub back: String,
}

/// What is wrong, as a sentence.
pub const fn worry_key(worry: Worry) -> &'static str {
    match worry {
        Worry::Unreachable => "worry-unreachable",
        Worry::Silent => "worry-silent",
        Worry::AccessEnded => "worry-access-ended",
        Worry::AccessEnds => "worry-access-ends",
        Worry::SecretEnds => "worry-secret-ends",
        Worry::ProbeLost => "worry-probe-lost",
        Worry::LettersWait => "worry-letters-wait",
    }
}

/// As people know it.
pub const fn provider_name(provider: Provider) -> &'static str {
    match provider {
        Provider::Google => "Google",
        Provider::Microsoft => "Microsoft",
    }
}

impl HealthPage<'_> {
    fn title(&self) -> &str {
        self.condition.mailbox.address.as_str()
    }

    fn path(&self) -> String {
        format!("/admin/mailboxes/{}", self.condition.mailbox.id)
    }

    fn standing(&self) -> Standing {
        Standing::of(&self.condition.mailbox, &self.condition.health)
    }

    /// The provider whose page a person must visit for this mailbox.
    fn provider(&self) -> Option<&'static str> {
        let consent = self.condition.mailbox.consent().filter(|consent| consent.needs_person())?;
        consent.provider().map(provider_name)
    }

    fn by_application(&self) -> bool {
        self.condition.mailbox.consent() == Some(SignIn::App)
    }

    /// Whole days until the access ends, if it is known.
    fn days_left(&self, grant: &Grant) -> Option<i64> {
        grant.days_left(self.shell.now)
    }

    fn ends_soon(&self, days: &i64) -> bool {
        *days <= WARNING_DAYS
    }

    fn worry_key(&self, worry: &Worry) -> &'static str {
        worry_key(*worry)
    }

    /// Messages that would usually have come since the last one, rounded.
    fn expected(&self) -> i64 {
        self.condition.silence.expected.round() as i64
    }

    /// How long the last letter was under way.
    fn round_seconds(&self) -> Option<i64> {
        let probe = self.condition.probe.as_ref()?;
        Some((probe.arrived_at?.0 - probe.sent_at.0) / 1000)
    }

    fn fetches(&self) -> bool {
        self.condition.mailbox.incoming.is_some()
    }
}

impl Leave<'_> {
    fn title(&self) -> &str {
        self.mailbox.address.as_str()
    }

    fn provider(&self) -> &'static str {
        provider_name(self.provider)
    }
}

impl Applications<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-applications")
    }

    fn name(&self, one: &Application) -> &'static str {
        provider_name(one.provider)
    }

    fn lead_key(&self, one: &Application) -> &'static str {
        match one.provider {
            Provider::Google => "admin-application-google-lead",
            Provider::Microsoft => "admin-application-microsoft-lead",
        }
    }

    fn is_microsoft(&self, one: &Application) -> bool {
        one.provider == Provider::Microsoft
    }

    fn secret_hint(&self, one: &Application) -> &'static str {
        if one.sealed_secret.is_empty() { "" } else { "admin-secret-saved" }
    }

    fn days_left(&self, end: &Moment) -> i64 {
        desk::channel::days_until(*end, self.shell.now)
    }
}
