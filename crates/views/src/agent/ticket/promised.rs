//! What is promised for a ticket, and why it is due when it is: every stretch of time that counted or did not.

use super::TicketPage;
use crate::Shell;
use crate::admin::calendars::{span_told, why_told};
use crate::agent::due::Due;
use base::Moment;
use base::words::Args;
use desk::sla::{Chapter, Clock, ClockState, Standing, Tells, amount_told};

pub struct Promised {
    pub clock: Clock,
    pub policy: String,
    /// Its name; none: around the clock.
    pub calendar: Option<String>,
    pub due: Option<Moment>,
    pub story: Vec<Chapter>,
    /// In which the story is told.
    pub zone: String,
}

/// Lines of a story that are shown; the newest.
const LINES: usize = 12;

impl Promised {
    fn minutes(long: std::time::Duration) -> i64 {
        i64::try_from(long.as_secs() / 60).unwrap_or(i64::MAX)
    }
}

impl TicketPage<'_> {
    pub(super) fn is_promised(&self) -> bool {
        self.promised.iter().any(|one| one.clock.is_open())
    }

    /// The next due time.
    pub(super) fn due(&self) -> Option<Due> {
        self.ticket.due_at.map(Due::new)
    }

    /// Those that are open, and those that are broken.
    pub(super) fn told(&self) -> Vec<&Promised> {
        let worth = |one: &&Promised| one.clock.is_open() || one.clock.breached_at.is_some();
        self.promised.iter().filter(worth).take(6).collect()
    }

    pub(super) fn target_of(&self, one: &Promised) -> &'static str {
        one.clock.target.key()
    }

    /// When it is due, or why the clock stands.
    pub(super) fn stand(&self, one: &Promised) -> String {
        let long = |at: Moment| self.shell.when_exactly(&at).long().to_owned();
        match (one.clock.state, one.due) {
            (ClockState::Paused(standing), _) => self.shell.with("sla-stands", stood(standing, &self.shell)),
            (_, Some(due)) if due < self.shell.now => self.shell.with("sla-was-due", &long(due)),
            (_, Some(due)) => self.shell.with("sla-due-at", &long(due)),
            (_, None) => one.clock.breached_at.map_or_else(String::new, |at| self.shell.with("sla-was-due", &long(at))),
        }
    }

    pub(super) fn of_policy(&self, one: &Promised) -> String {
        let mut args = Args::new();
        args.set("policy", one.policy.as_str());
        args.set("calendar", one.calendar.as_deref().unwrap_or_else(|| self.shell.words.say("admin-sla-always")));
        self.shell.words.tell("sla-policy-of", &args)
    }

    pub(super) fn within(&self, one: &Promised) -> String {
        let mut args = Args::new();
        args.set("worked", amount_told(Promised::minutes(one.clock.worked), self.shell.words));
        args.set("promised", amount_told(Promised::minutes(one.clock.promised), self.shell.words));
        self.shell.words.tell("sla-within", &args)
    }

    pub(super) fn chapters<'p>(&self, one: &'p Promised) -> &'p [Chapter] {
        &one.story[one.story.len().saturating_sub(LINES)..]
    }

    pub(super) fn chapter(&self, chapter: &Chapter, one: &Promised) -> String {
        let why = match &chapter.tells {
            Tells::Time(why) => why_told(why, self.shell.words),
            Tells::Stood(standing) => stood(*standing, &self.shell).to_owned(),
        };
        format!("{} · {why}", span_told(chapter.from, chapter.until, &one.zone, self.shell.words))
    }

    pub(super) fn adds(&self, chapter: &Chapter) -> String {
        if chapter.counts() {
            amount_told((chapter.until.0 - chapter.from.0) / 60_000, self.shell.words)
        } else {
            "–".to_owned()
        }
    }
}

fn stood<'s>(standing: Standing, shell: &'s Shell) -> &'s str {
    shell.words.say(match standing {
        Standing::Status(category) => category.key(),
        Standing::Snoozed => "sla-stood-snoozed",
        Standing::Away => "sla-stood-away",
    })
}
