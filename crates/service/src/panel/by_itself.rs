//! A panel fills what is empty by itself: whoever becomes known is asked about once, by a job, at a measured pace. What
//! comes to nothing is tried again for some hours, then given up and shown to those who configure.

use super::fill::{self, Kept, Whom};
use super::{panel, values_of};
use crate::people::must_find;
use base::Moment;
use desk::panel::{Panel, PanelId, PanelValues, next_try};
use desk::people::{Person, PersonId};
use desk::{Done, Event, Permission, Recorded, Refusal};
use std::time::Duration;
use store::people::{addresses, agents, merges, persons};
use store::{Read, Tx, askings, jobs, panels as table};

/// Under which the reader's place is kept.
pub const READER: &str = "enrich";
/// The kind of the job that asks; its body is the panel's id.
pub const ENRICH: &str = "enrich";
/// Whom one panel asks about within a minute, at most. One that fails rests as long.
const MOST_A_MINUTE: i64 = 60;
const MINUTE: Duration = Duration::from_secs(60);
/// So long a last try may take.
const BROKEN_OFF: Duration = Duration::from_secs(3_600);
/// Those given up that a page shows.
const MOST_SHOWN: usize = 10;
/// There nothing is known of them, which is an answer.
const NOTHING: &str = "panel-nothing";
const FAILED: &str = "panel-failed";
/// Why a try comes to nothing.
const REASONS: [&str; 8] = [
    "panel-denied",
    FAILED,
    "panel-slow",
    "panel-inner",
    "panel-large",
    "panel-unreachable",
    "panel-secret-lost",
    "refusal-answer-no-json",
];
/// What the next try would not say otherwise.
const HOPELESS: [&str; 2] = ["panel-large", "refusal-answer-no-json"];

/// What is to be asked now.
#[derive(Clone, Debug)]
pub struct Asking {
    pub panel: Panel,
    pub person: PersonId,
    pub address: String,
    tries: i64,
}

/// How a panel that asks by itself gets on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Askings {
    pub waiting: i64,
    pub given_up: i64,
    /// The last of them: who, when, and the key of why.
    pub last: Vec<(Person, Moment, &'static str)>,
}

/// A panel's name, when it filled something of somebody, and how much.
pub type Filled = (String, Moment, i64);

/// Whoever becomes known, or gets a first address, is to be asked about. Agents are not.
pub fn follow(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    let (person, first) = if let Event::PersonCreated { person } = &recorded.event {
        (*person, true)
    } else if let Event::AddressAdded { person, .. } = &recorded.event {
        (*person, false)
    } else {
        return Ok(());
    };
    let panels = asking(tx)?;
    if panels.is_empty() || known(tx, person)?.is_none() {
        return Ok(());
    }
    if first || addresses::of_person(tx, person)?.len() == 1 {
        let now = tx.now();
        for panel in panels {
            if askings::since(tx, panel)? < recorded.place.position {
                askings::add(tx, panel, person, Some(now))?;
            }
        }
    }
    Ok(())
}

/// Somebody who came with many others is never asked about.
pub(crate) fn leave_out(tx: &mut Tx, person: PersonId) -> Done<()> {
    for panel in asking(tx)? {
        askings::add(tx, panel, person, None)?;
    }
    Ok(())
}

/// Looked at often, because it costs nothing where no panel asks by itself.
pub fn is_due(read: &mut Read) -> Done<bool> {
    for panel in asking(read)? {
        if its_turn(read, panel)? && !jobs::waits(read, &key(panel))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A job for each panel that has somebody to ask about; how many.
pub(crate) fn enrich_due(tx: &mut Tx) -> Done<usize> {
    let (now, mut added) = (tx.now(), 0);
    for panel in asking(tx)? {
        let key = key(panel);
        if its_turn(tx, panel)? && !jobs::waits(tx, &key)? {
            jobs::add(tx, ENRICH, &panel.to_string(), Some(&key), now)?;
            added += 1;
        }
    }
    Ok(added)
}

/// Whom a panel asks about next; none: nobody, or not now.
pub fn next_asking(tx: &mut Tx, id: PanelId) -> Done<Option<Asking>> {
    tx.actor().must_be_system()?;
    let Some(panel) = table::load(tx, id)?.filter(|panel| panel.wish.asks_by_itself()) else { return Ok(None) };
    while its_turn(tx, id)? {
        let Some((person, before)) = askings::next(tx, id)? else { break };
        match address(tx, &panel, person)? {
            // Each of its tries was broken off.
            Some(_) if next_try(before).is_none() => askings::failed(tx, id, person, FAILED, None)?,
            Some(address) => {
                let tries = before + 1;
                let due_at = tx.now().plus(next_try(tries).unwrap_or(BROKEN_OFF));
                askings::begin(tx, id, person, tries, due_at)?;
                return Ok(Some(Asking { panel, person, address, tries }));
            }
            None => askings::forget(tx, id, person)?,
        }
    }
    Ok(None)
}

/// What came back: the answer, or the key of why there is none. What a panel that was changed meanwhile asked for is not
/// taken; it asks again.
pub fn asked(tx: &mut Tx, asking: &Asking, answered: Result<&str, &'static str>) -> Done<()> {
    tx.actor().must_be_system()?;
    let Asking { panel, person, tries, .. } = asking;
    let same = |now: &Panel| now.version == panel.version;
    if table::load(tx, panel.id)?.filter(same).is_none() {
        return Ok(());
    }
    let said = match answered {
        Ok(text) => panel.wish.fills(text).map_err(|refusal| refusal.key()),
        Err(NOTHING) => Ok(Vec::new()),
        Err(why) => Err(why),
    };
    match (said, known(tx, *person)?) {
        (_, None) => askings::forget(tx, panel.id, *person)?,
        (Ok(said), Some(known)) => {
            let whom = Whom { person: *person, organization: known.organization };
            let kept = Kept::of(tx, whom)?;
            if fill::fill(tx, panel, whom, &said, &kept)? == 0 {
                askings::told(tx, panel.id, *person, 0)?;
            }
        }
        (Err(why), Some(_)) => {
            let pause = next_try(*tries).filter(|_| !HOPELESS.contains(&why));
            let due_at = pause.map(|pause| tx.now().plus(pause));
            askings::failed(tx, panel.id, *person, why, due_at)?;
        }
    }
    Ok(())
}

/// How it gets on, for those who configure.
pub fn askings_of(read: &mut Read, id: PanelId) -> Done<Askings> {
    panel(read, id)?;
    let (waiting, given_up) = askings::counts(read, id)?;
    let mut last = Vec::new();
    for (person, at, why) in askings::given_up(read, id, MOST_SHOWN)? {
        last.extend(persons::load(read, person)?.map(|person| (person, at, reason(&why))));
    }
    Ok(Askings { waiting, given_up, last })
}

/// Panels that gave somebody up, with how many.
pub fn given_up(read: &mut Read) -> Done<Vec<(PanelId, i64)>> {
    read.actor().may(Permission::Configure)?;
    let mut all = Vec::new();
    for panel in asking(read)? {
        let (_, given_up) = askings::counts(read, panel)?;
        all.extend((given_up > 0).then_some((panel, given_up)));
    }
    Ok(all)
}

/// Whoever was given up is asked about once more, as often as before.
pub fn ask_again(tx: &mut Tx, id: PanelId) -> Done<()> {
    let panel = panel(tx, id)?;
    if !panel.wish.asks_by_itself() {
        return Err(Refusal::PanelNotByItself.into());
    }
    let people = askings::again(tx, id)?;
    if people > 0 {
        tx.record(Event::PanelAskedAgain { panel: id, name: panel.wish.name, people: people as i64 })?;
    }
    Ok(())
}

/// What panels have filled of somebody, the last first.
pub fn filled_of(read: &mut Read, person: PersonId) -> Done<Vec<Filled>> {
    must_find(read, person)?;
    Ok(askings::filled(read, person)?)
}

/// As it was written down.
fn reason(key: &str) -> &'static str {
    REASONS.into_iter().find(|reason| *reason == key).unwrap_or(FAILED)
}

fn asking(read: &mut Read) -> Done<Vec<PanelId>> {
    let all = table::all(read)?.into_iter().filter(|panel| panel.wish.asks_by_itself());
    Ok(all.map(|panel| panel.id).collect())
}

fn its_turn(read: &mut Read, panel: PanelId) -> Done<bool> {
    if !askings::any_due(read, panel)? {
        return Ok(false);
    }
    let (asked, failed) = askings::lately(read, panel, read.now().minus(MINUTE))?;
    Ok(asked < MOST_A_MINUTE && failed == 0)
}

fn key(panel: PanelId) -> String {
    format!("{ENRICH}-{panel}")
}

/// Somebody who is nobody else by now, and no agent.
fn known(read: &mut Read, id: PersonId) -> Done<Option<Person>> {
    if merges::home(read, id)? != Some(id) || agents::load(read, id)?.is_some() {
        return Ok(None);
    }
    Ok(persons::load(read, id)?)
}

/// Where to ask about somebody; none: there is nothing to ask.
fn address(read: &mut Read, panel: &Panel, id: PersonId) -> Done<Option<String>> {
    let Some(person) = known(read, id)? else { return Ok(None) };
    let values: PanelValues = values_of(read, &panel.wish, &person, person.organization)?;
    Ok(panel.wish.address(&values).filter(|_| !panel.wish.lacks(&values)))
}
