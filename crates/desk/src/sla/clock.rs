//! One promised time of one ticket, from when it began to run.

use super::{At, Calendar, CalendarId, PolicyId, Target};
use crate::ticket::Category;
use base::Moment;
use std::collections::BTreeMap;
use std::time::Duration;

/// Every calendar that policies speak of, with all that it was.
pub type Calendars = BTreeMap<CalendarId, Calendar>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    pub target: Target,
    /// From 1 on: some promises are made again and again.
    pub episode: i64,
    /// The policy and its version that counted last.
    pub policy: (PolicyId, i64),
    pub calendar: Option<CalendarId>,
    pub started_at: Moment,
    /// As it is promised last.
    pub promised: Duration,
    /// What has counted until its end, or until now.
    pub worked: Duration,
    /// What had counted when the last stretch began.
    pub before: Duration,
    pub runs: Vec<Run>,
    pub state: ClockState,
    /// When the time was over before it was kept. What is broken stays broken.
    pub breached_at: Option<Moment>,
}

/// A stretch of time in which a clock ran, or stood for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub from: Moment,
    pub until: Moment,
    pub standing: Option<Standing>,
    pub calendar: Option<CalendarId>,
}

/// Why a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Status(Category),
    Snoozed,
    Away,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    Running,
    Paused(Standing),
    /// Done; whether in time says `breached_at`.
    Kept(Moment),
    /// Nobody waits for it any more.
    Dropped(Moment),
}

crate::ticket_words! {
    /// How a clock stands, in one word.
    SlaState { Running = "running", Paused = "paused", Breached = "breached", Met = "met", Dropped = "dropped", }
}

impl SlaState {
    /// The Fluent key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Running => "sla-running",
            Self::Paused => "sla-paused",
            Self::Breached => "sla-breached",
            Self::Met => "sla-met",
            Self::Dropped => "sla-dropped",
        }
    }
}

impl Clock {
    /// What counts in the figures: a broken promise is one even when it was kept later.
    pub fn outcome(&self) -> SlaState {
        match (self.breached_at, self.state) {
            (Some(_), _) => SlaState::Breached,
            (None, ClockState::Running) => SlaState::Running,
            (None, ClockState::Paused(_)) => SlaState::Paused,
            (None, ClockState::Kept(_)) => SlaState::Met,
            (None, ClockState::Dropped(_)) => SlaState::Dropped,
        }
    }

    pub const fn is_open(&self) -> bool {
        matches!(self.state, ClockState::Running | ClockState::Paused(_))
    }

    pub const fn ended_at(&self) -> Option<Moment> {
        match self.state {
            ClockState::Kept(at) | ClockState::Dropped(at) => Some(at),
            ClockState::Running | ClockState::Paused(_) => None,
        }
    }

    /// When it is due if it runs on as it does now. None: it stands, or it has ended. A time that is over is when it was.
    pub fn due(&self, calendars: &Calendars, now: Moment) -> Option<Moment> {
        if self.breached_at.is_some() && self.is_open() {
            return self.breached_at;
        }
        self.reaches(self.promised, calendars, now)
    }

    /// So much has counted.
    pub fn has_reached(&self, at: At) -> bool {
        self.is_open() && self.worked >= at.threshold(self.promised)
    }

    /// The next moment at which somebody must look at it: the time is over, or a step's moment has come.
    pub fn next(&self, steps: impl Iterator<Item = At>, calendars: &Calendars, now: Moment) -> Option<Moment> {
        let over = self.breached_at.is_none().then_some(self.promised + Duration::from_millis(1));
        let steps = steps.map(|at| at.threshold(self.promised)).filter(|threshold| *threshold > self.worked);
        let earliest = steps.chain(over).min()?;
        self.reaches(earliest, calendars, now)
    }

    /// When so much will have counted.
    pub(super) fn reaches(&self, amount: Duration, calendars: &Calendars, now: Moment) -> Option<Moment> {
        match self.state {
            ClockState::Running => {
                let (from, before) = match self.runs.last() {
                    Some(run) if run.standing.is_none() && run.calendar == self.calendar => (run.from, self.before),
                    Some(_) | None => (now, self.worked),
                };
                add(self.calendar, calendars, from, amount.saturating_sub(before))
            }
            ClockState::Paused(_) | ClockState::Kept(_) | ClockState::Dropped(_) => None,
        }
    }
}

pub(super) fn between(calendar: Option<CalendarId>, calendars: &Calendars, from: Moment, until: Moment) -> Duration {
    match calendar.and_then(|id| calendars.get(&id)) {
        Some(calendar) => calendar.between(from, until),
        None => until.since(from),
    }
}

pub(super) fn add(
    calendar: Option<CalendarId>,
    calendars: &Calendars,
    from: Moment,
    amount: Duration,
) -> Option<Moment> {
    match calendar.and_then(|id| calendars.get(&id)) {
        Some(calendar) => calendar.add(from, amount),
        None => Some(from.plus(amount)),
    }
}
