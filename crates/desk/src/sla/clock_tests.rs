//! Clocks against a walk through every minute, over random histories.

use super::simulator::{MINUTE, minutes, some_calendar, some_start};
use super::*;
use crate::people::TeamId;
use crate::ticket::{Category, Priority};
use base::Moment;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

/// A clock as the walk sees it, in minutes.
#[derive(Clone, Debug)]
struct Walked {
    target: Target,
    episode: i64,
    started: i64,
    worked: u64,
    promised: u64,
    /// Minute after the last one that counted, or in which it began to run again.
    reached: i64,
    breached: Option<i64>,
    ended: Option<(i64, bool)>,
}

struct Scene {
    start: Moment,
    log: Vec<Entry>,
    policies: Policies,
    calendars: Calendars,
    long: i64,
}

#[derive(Clone, Copy)]
struct State {
    category: Category,
    priority: Priority,
    team: TeamId,
    assigned: bool,
    snoozed: bool,
    away: bool,
    answered: bool,
    waits: bool,
    policy: Option<(PolicyId, i64)>,
    run: Option<(bool, Option<CalendarId>)>,
}

fn walk(scene: &Scene) -> Vec<Walked> {
    let open: BTreeMap<CalendarId, Vec<bool>> =
        scene.calendars.iter().map(|(id, calendar)| (*id, minutes(calendar, scene.start, scene.long))).collect();
    let mut state: Option<State> = None;
    let mut clocks: Vec<Walked> = Vec::new();
    let mut log = scene.log.iter().peekable();
    for minute in 0..=scene.long {
        let at = Moment(scene.start.0 + minute * MINUTE);
        while let Some(entry) = log.next_if(|entry| entry.at <= at) {
            happens(scene, &mut state, &mut clocks, entry, minute);
        }
        let Some(state) = state.as_mut().filter(|_| minute < scene.long) else { continue };
        let Some(terms) = state.policy.map(|policy| &scene.policies[&policy]) else { continue };
        let stands = stands(state, terms);
        let counts = terms.calendar.is_none_or(|id| open[&id][minute as usize]);
        let changed = state.run != Some((stands, terms.calendar));
        state.run = Some((stands, terms.calendar));
        for clock in clocks.iter_mut().filter(|clock| clock.ended.is_none() && !stands) {
            if changed {
                clock.reached = minute;
            }
            if clock.breached.is_none() && clock.worked > clock.promised {
                clock.breached = Some(minute);
            }
            if counts {
                if clock.breached.is_none() && clock.worked == clock.promised {
                    clock.breached = Some(clock.reached);
                }
                clock.worked += 1;
                clock.reached = minute + 1;
            }
        }
    }
    clocks
}

fn stands(state: &State, terms: &Terms) -> bool {
    state.away
        || state.category == Category::Solved
        || terms.pauses.contains(&state.category)
        || (state.snoozed && terms.pauses_snoozed)
}

fn happens(scene: &Scene, state: &mut Option<State>, clocks: &mut Vec<Walked>, entry: &Entry, minute: i64) {
    let mut spoke = false;
    let mut moved = false;
    match (entry.what, state.as_mut()) {
        (What::Created(b), None) => {
            *state = Some(State {
                category: b.category,
                priority: b.priority,
                team: b.team,
                assigned: b.assigned,
                snoozed: false,
                away: false,
                answered: false,
                waits: false,
                policy: None,
                run: None,
            });
        }
        (_, None) => return,
        (What::Created(_), Some(_)) => {}
        (What::Asked, Some(state)) => state.waits = true,
        (What::Answered, Some(_)) => spoke = true,
        (What::Noted, Some(state)) => spoke = state.policy.is_some_and(|policy| scene.policies[&policy].notes_answer),
        (What::Category(category), Some(state)) => state.category = category,
        (What::Priority(priority), Some(state)) => state.priority = priority,
        (What::Assigned(to), Some(state)) => state.assigned = state.assigned || to,
        (What::Team(team), Some(state)) => {
            moved = state.team != team;
            state.team = team;
        }
        (What::Snoozed(snoozed), Some(state)) => state.snoozed = snoozed,
        (What::Away(away), Some(state)) => state.away = away,
        (What::Chosen(policy), Some(state)) => state.policy = policy,
    }
    let Some(state) = state.as_mut() else { return };
    if spoke {
        state.answered = true;
        state.waits = false;
    }
    let (done, closed) = (state.category.is_done(), state.category == Category::Closed);
    for target in Target::ALL.iter().copied() {
        let promised =
            state.policy.and_then(|policy| scene.policies[&policy].minutes(target, state.priority)).map(u64::from);
        let kept = match target {
            Target::FirstResponse | Target::NextResponse | Target::Update => spoke,
            Target::Resolution => done,
            Target::Assignment => state.assigned,
            Target::Team => done || moved,
        };
        let wanted = match target {
            Target::FirstResponse => !closed && !state.answered,
            Target::NextResponse => !closed && state.answered && state.waits,
            Target::Assignment => !closed && !state.assigned,
            Target::Update | Target::Resolution | Target::Team => !done,
        };
        if let Some(clock) = clocks.iter_mut().find(|clock| clock.target == target && clock.ended.is_none()) {
            match promised {
                _ if kept => clock.ended = Some((minute, true)),
                Some(promised) if wanted => clock.promised = promised,
                _ => clock.ended = Some((minute, false)),
            }
        }
        let runs = clocks.iter().any(|clock| clock.target == target && clock.ended.is_none());
        if let (false, true, Some(promised)) = (runs, wanted && !done && !state.away, promised) {
            let episode = clocks.iter().filter(|clock| clock.target == target).count() as i64 + 1;
            clocks.push(Walked {
                target,
                episode,
                started: minute,
                worked: 0,
                promised,
                reached: minute,
                breached: None,
                ended: None,
            });
        }
    }
}

fn some_terms(calendars: Vec<CalendarId>) -> impl Strategy<Value = Terms> {
    let minutes = || prop::option::weighted(0.8, 1u32..3000);
    let promises = prop::collection::vec(prop::collection::vec(minutes(), Priority::ALL.len()), Target::ALL.len());
    let pauses = prop::sample::subsequence(vec![Category::Pending, Category::OnHold], 0..=2);
    let calendar = prop::option::weighted(0.8, prop::sample::select(calendars));
    (calendar, promises, pauses, any::<bool>(), any::<bool>()).prop_map(
        |(calendar, promises, pauses, pauses_snoozed, notes_answer)| Terms {
            calendar,
            promises: Target::ALL
                .iter()
                .zip(promises)
                .map(|(target, times)| {
                    let mut promise = Promise::nothing(*target);
                    Priority::ALL.iter().zip(times).for_each(|(priority, minutes)| promise.set(*priority, minutes));
                    promise
                })
                .collect(),
            pauses,
            pauses_snoozed,
            notes_answer,
            steps: Vec::new(),
        },
    )
}

fn some_what() -> impl Strategy<Value = What> {
    let chosen = prop::option::weighted(0.85, (1i64..3).prop_map(|id| (PolicyId(id), 1)));
    prop_oneof![
        3 => Just(What::Asked),
        3 => Just(What::Answered),
        1 => Just(What::Noted),
        4 => prop::sample::select(Category::ALL.to_vec()).prop_map(What::Category),
        2 => prop::sample::select(Priority::ALL.to_vec()).prop_map(What::Priority),
        1 => any::<bool>().prop_map(What::Assigned),
        1 => (1i64..3).prop_map(|team| What::Team(TeamId(team))),
        1 => any::<bool>().prop_map(What::Snoozed),
        1 => any::<bool>().prop_map(What::Away),
        2 => chosen.prop_map(What::Chosen),
    ]
}

fn some_scene() -> impl Strategy<Value = Scene> {
    let ids = vec![CalendarId(1), CalendarId(2)];
    let calendars = some_start().prop_flat_map(|start| (Just(start), some_calendar(start), some_calendar(start)));
    let entries = prop::collection::vec((0i64..9 * 1440, some_what()), 0..14);
    (calendars, some_terms(ids.clone()), some_terms(ids), entries, 1i64..12 * 1440).prop_map(
        |((start, first, second), one, two, entries, long)| {
            let beginning =
                Beginning { category: Category::New, priority: Priority::Normal, team: TeamId(1), assigned: false };
            let entry = |at: i64, what| Entry { at: Moment(start.0 + at * MINUTE), what };
            let mut log = vec![entry(0, What::Created(beginning)), entry(0, What::Chosen(Some((PolicyId(1), 1))))];
            let mut entries = entries;
            entries.sort_by_key(|(at, _)| *at);
            log.extend(entries.into_iter().map(|(at, what)| entry(at, what)));
            Scene {
                start,
                log,
                policies: [((PolicyId(1), 1), one), ((PolicyId(2), 1), two)].into(),
                calendars: [(CalendarId(1), first), (CalendarId(2), second)].into(),
                long,
            }
        },
    )
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let log: Vec<_> = self.log.iter().map(|entry| ((entry.at.0 - self.start.0) / MINUTE, entry.what)).collect();
        write!(f, "from {} for {} minutes: {log:?}\n{:#?}\n{:#?}", self.start, self.long, self.policies, self.calendars)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_clock_is_what_a_walk_through_every_minute_says(scene in some_scene()) {
        let minute = |moment: Moment| (moment.0 - scene.start.0) / MINUTE;
        let now = Moment(scene.start.0 + scene.long * MINUTE);
        let mut clocks = reckon(&scene.log, &scene.policies, &scene.calendars, now);
        let mut walked = walk(&scene);
        clocks.sort_by_key(|clock| (clock.target, clock.episode));
        walked.sort_by_key(|clock| (clock.target, clock.episode));
        let told = |clock: &Clock| (
            clock.target, clock.episode, minute(clock.started_at), clock.worked.as_secs() / 60, clock.promised.as_secs() / 60,
            clock.breached_at.map(minute), clock.ended_at().map(|at| (minute(at), matches!(clock.state, ClockState::Kept(_)))),
        );
        let seen = |clock: &Walked| (
            clock.target, clock.episode, clock.started, clock.worked, clock.promised, clock.breached, clock.ended,
        );
        prop_assert_eq!(clocks.iter().map(told).collect::<Vec<_>>(), walked.iter().map(seen).collect::<Vec<_>>());

        // What is due is when the time is over if nothing more happens.
        for clock in clocks.iter().filter(|clock| clock.state == ClockState::Running && clock.breached_at.is_none()) {
            if let Some(due) = clock.due(&scene.calendars, now) {
                let later = reckon(&scene.log.iter().copied().filter(|entry| entry.at <= now).collect::<Vec<_>>(), &scene.policies, &scene.calendars, due.plus(Duration::from_secs(40 * 86_400)));
                let same = later.iter().find(|other| (other.target, other.episode) == (clock.target, clock.episode)).expect("it goes on");
                prop_assert!(same.breached_at.is_none_or(|at| at == due), "{:?} {:?}", same.breached_at, due);
            }
            let story = clock.story(&scene.calendars, now);
            let counted: i64 = story.iter().filter(|chapter| chapter.counts() && !chapter.ahead).map(|chapter| chapter.until.0 - chapter.from.0).sum();
            prop_assert_eq!(counted, clock.worked.as_millis() as i64);
            prop_assert!(story.windows(2).all(|pair| pair[0].until == pair[1].from));
        }
    }
}
