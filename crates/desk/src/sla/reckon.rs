//! Every clock of a ticket, as it follows from what happened: a pure function of the history, the policies and the calendars.

use super::clock::between;
use super::{Beginning, Calendars, Clock, ClockState, Entry, PolicyId, Run, Standing, Target, Terms, What};
use crate::people::TeamId;
use crate::ticket::{Category, Priority};
use base::Moment;
use std::collections::BTreeMap;
use std::time::Duration;

/// Every version of every policy that a history may speak of.
pub type Policies = BTreeMap<(PolicyId, i64), Terms>;

/// The clocks of a ticket in the order in which they began, as they stand now. `log` is in order.
pub fn reckon(log: &[Entry], policies: &Policies, calendars: &Calendars, now: Moment) -> Vec<Clock> {
    let mut tale = Tale { policies, calendars, known: None, open: Vec::new(), ended: Vec::new() };
    for entry in log.iter().take_while(|entry| entry.at <= now) {
        tale.pass(entry.at);
        tale.learn(entry);
    }
    tale.pass(now);
    let Tale { mut ended, open, .. } = tale;
    ended.extend(open);
    ended.sort_by_key(|clock| (clock.started_at, clock.target, clock.episode));
    ended
}

/// What is known of the ticket at one moment of its history.
#[derive(Clone, Copy)]
struct Known {
    at: Moment,
    category: Category,
    priority: Priority,
    team: TeamId,
    /// Somebody has it, or had it once.
    assigned: bool,
    snoozed: bool,
    away: bool,
    /// We have written to the requester at least once.
    answered: bool,
    /// The requester has written since.
    waits: bool,
    policy: Option<(PolicyId, i64)>,
}

struct Tale<'t> {
    policies: &'t Policies,
    calendars: &'t Calendars,
    known: Option<Known>,
    open: Vec<Clock>,
    ended: Vec<Clock>,
}

/// What an entry fulfils.
#[derive(Default)]
struct Deeds {
    answered: bool,
    moved: bool,
}

impl Tale<'_> {
    /// Time goes by for every clock that is open.
    fn pass(&mut self, until: Moment) {
        let Some(known) = self.known.as_mut() else { return };
        let from = std::mem::replace(&mut known.at, until);
        if from >= until {
            return;
        }
        let known = *known;
        let terms = known.policy.and_then(|policy| self.policies.get(&policy));
        for clock in &mut self.open {
            let standing = terms.and_then(|terms| known.standing(terms));
            clock.pass(from, until, standing, self.calendars);
        }
    }

    fn learn(&mut self, entry: &Entry) {
        let mut deeds = Deeds::default();
        let Some(known) = self.known.as_mut() else {
            match entry.what {
                What::Created(beginning) => self.known = Some(Known::at(entry.at, beginning, None)),
                // The policy was chosen for the moment of its beginning.
                What::Chosen(policy) => self.known = Some(Known::unborn(entry.at, policy)),
                _ => return,
            }
            return self.settle(entry.at, &deeds);
        };
        match entry.what {
            What::Created(beginning) => *known = Known::at(entry.at, beginning, known.policy),
            What::Asked => known.waits = true,
            What::Answered => deeds.answered = true,
            What::Noted => {
                deeds.answered = known.policy.and_then(|p| self.policies.get(&p)).is_some_and(|t| t.notes_answer)
            }
            What::Category(category) => known.category = category,
            What::Priority(priority) => known.priority = priority,
            What::Assigned(assigned) => known.assigned |= assigned,
            What::Team(team) => deeds.moved = std::mem::replace(&mut known.team, team) != team,
            What::Snoozed(snoozed) => known.snoozed = snoozed,
            What::Away(away) => known.away = away,
            What::Chosen(policy) => known.policy = policy,
        }
        if deeds.answered {
            (known.answered, known.waits) = (true, false);
        }
        self.settle(entry.at, &deeds);
    }

    /// Ends what is kept or not wanted any more, and begins what is wanted now.
    fn settle(&mut self, now: Moment, deeds: &Deeds) {
        let Some(known) = self.known else { return };
        let policy = known.policy.and_then(|policy| Some((policy, self.policies.get(&policy)?)));
        let mut open = Vec::new();
        for mut clock in std::mem::take(&mut self.open) {
            let promised =
                policy.and_then(|(policy, terms)| Some((policy, terms, terms.long(clock.target, known.priority)?)));
            match (known.is_kept(clock.target, deeds), promised) {
                (true, _) => clock.state = ClockState::Kept(now),
                (false, None) => clock.state = ClockState::Dropped(now),
                (false, Some(_)) if !known.wants(clock.target) => clock.state = ClockState::Dropped(now),
                (false, Some((policy, terms, long))) => clock.follow(policy, terms, long, known.standing(terms)),
            }
            if clock.is_open() { open.push(clock) } else { self.ended.push(clock) }
        }
        self.open = open;
        if let Some((policy, terms)) = policy {
            for target in Target::ALL.iter().copied().filter(|target| known.begins(*target)) {
                let is_open = self.open.iter().any(|clock| clock.target == target);
                if let (false, Some(long)) = (is_open, terms.long(target, known.priority)) {
                    let before = self.ended.iter().filter(|clock| clock.target == target).count();
                    let mut clock = Clock::begun(target, before as i64 + 1, policy, now, long);
                    clock.follow(policy, terms, long, known.standing(terms));
                    self.open.push(clock);
                }
            }
        }
    }
}

impl Known {
    fn at(at: Moment, beginning: Beginning, policy: Option<(PolicyId, i64)>) -> Self {
        let Beginning { category, priority, team, assigned } = beginning;
        let (snoozed, away, answered, waits) = (false, false, false, false);
        Self { at, category, priority, team, assigned, snoozed, away, answered, waits, policy }
    }

    /// Nothing is promised before a ticket begins.
    fn unborn(at: Moment, policy: Option<(PolicyId, i64)>) -> Self {
        let beginning =
            Beginning { category: Category::Closed, priority: Priority::Normal, team: TeamId(0), assigned: true };
        Self::at(at, beginning, policy)
    }

    fn standing(&self, terms: &Terms) -> Option<Standing> {
        let stops = self.category == Category::Solved || terms.pauses.contains(&self.category);
        if self.away {
            Some(Standing::Away)
        } else if stops {
            Some(Standing::Status(self.category))
        } else {
            (self.snoozed && terms.pauses_snoozed).then_some(Standing::Snoozed)
        }
    }

    fn is_kept(&self, target: Target, deeds: &Deeds) -> bool {
        match target {
            Target::FirstResponse | Target::NextResponse | Target::Update => deeds.answered,
            Target::Resolution => self.category.is_done(),
            Target::Assignment => self.assigned,
            Target::Team => deeds.moved || self.category.is_done(),
        }
    }

    /// Somebody still waits for it.
    fn wants(&self, target: Target) -> bool {
        let done = self.category.is_done();
        match target {
            Target::FirstResponse => !self.answered && self.category != Category::Closed,
            Target::NextResponse => self.answered && self.waits && self.category != Category::Closed,
            Target::Update | Target::Resolution | Target::Team => !done,
            Target::Assignment => !self.assigned && self.category != Category::Closed,
        }
    }

    /// What stands nowhere begins nowhere: not in the trash, and nothing once it is solved.
    fn begins(&self, target: Target) -> bool {
        !self.away && !self.category.is_done() && self.wants(target)
    }
}

impl Clock {
    const fn begun(target: Target, episode: i64, policy: (PolicyId, i64), now: Moment, promised: Duration) -> Self {
        Self {
            target,
            episode,
            policy,
            calendar: None,
            started_at: now,
            promised,
            worked: Duration::ZERO,
            before: Duration::ZERO,
            runs: Vec::new(),
            state: ClockState::Running,
            breached_at: None,
        }
    }

    fn follow(&mut self, policy: (PolicyId, i64), terms: &Terms, long: Duration, standing: Option<Standing>) {
        (self.policy, self.calendar, self.promised) = (policy, terms.calendar, long);
        self.state = standing.map_or(ClockState::Running, ClockState::Paused);
    }

    fn pass(&mut self, from: Moment, until: Moment, standing: Option<Standing>, calendars: &Calendars) {
        let calendar = self.calendar;
        match self.runs.last_mut() {
            Some(last) if last.standing == standing && last.calendar == calendar => last.until = until,
            Some(_) | None => {
                self.before = self.worked;
                self.runs.push(Run { from, until, standing, calendar });
            }
        }
        if standing.is_some() {
            return;
        }
        // A promise that was made shorter than what has counted is broken at once.
        let broken = (self.worked > self.promised).then_some(from);
        self.worked += between(calendar, calendars, from, until);
        if self.breached_at.is_none() && self.worked > self.promised {
            self.breached_at = broken.or_else(|| self.reaches(self.promised, calendars, until));
        }
    }
}
