//! `/`: what needs me now.

use super::around::{Around, around};
use super::here::Here;
use super::lists::row;
use super::tasks::end_of_day;
use crate::Web;
use crate::answer::{Answer, Failure, Speak, html};
use crate::signed::Visitor;
use axum::extract::State;
use axum::response::Response;
use desk::channel::LetterState;
use desk::people::PersonId;
use desk::ticket::{Snooze, Status, Tag, View};
use desk::{Actor, Done, Permission};
use service::ticket::{Counts, Line};
use service::{Read, access, channel, conversation, ticket};
use views::agent::home::{Home, Unset};
use views::agent::{At, Row};

/// Rows in each part of the page; tickets looked through for them.
const SHOWN: usize = 8;
const SEARCHED: usize = 200;

/// Whoever is not signed in is led to the door; before the first set-up there is none yet.
pub async fn show(State(web): State<Web>, visitor: Visitor, here: Result<Here, Response>) -> Answer {
    match here {
        Ok(here) => home(&web, &here).await,
        Err(door) => {
            let asked = web.desk.ask(Actor::Anonymous, access::is_set_up).await;
            let is_set_up = asked.map_err(|error| Failure::new(error, visitor.language()))?;
            Ok(if is_set_up { door } else { html(&Unset { shell: visitor.shell() }) })
        }
    }
}

struct Needs {
    around: Around,
    counts: Counts,
    statuses: Vec<Status>,
    tags: Vec<Tag>,
    mine: Vec<Line>,
    unassigned: Vec<Line>,
    snoozed: Vec<Line>,
    begun: Vec<Line>,
    failed: i64,
}

fn needs(read: &mut Read, happened: Option<i64>) -> Done<Needs> {
    let around = around(read, happened)?;
    let counts = match &around.counts {
        Some(counts) => counts.clone(),
        None => ticket::counts(read)?,
    };
    Ok(Needs {
        around,
        counts,
        statuses: ticket::statuses(read)?,
        tags: ticket::tags(read)?,
        mine: ticket::list(read, View::Mine, None, SEARCHED)?.lines,
        unassigned: ticket::list(read, View::Unassigned, None, SHOWN)?.lines,
        snoozed: ticket::list(read, View::Snoozed, None, SEARCHED)?.lines,
        begun: conversation::begun(read, SHOWN)?,
        failed: failed(read)?,
    })
}

/// Letters that need somebody's hand, for those whose affair the outbox is.
fn failed(read: &mut Read) -> Done<i64> {
    if read.actor().may(Permission::Operate).is_err() {
        return Ok(0);
    }
    let counts = channel::letter_counts(read)?;
    let stuck = counts.iter().filter(|(state, _)| matches!(state, LetterState::Failed | LetterState::Uncertain));
    Ok(stuck.map(|(_, letters)| letters).sum())
}

async fn home(web: &Web, here: &Here) -> Answer {
    let happened = here.happened();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| needs(read, happened)).await;
    let needs = asked.speak(&here.seat)?;
    let language = here.seat.words.language();
    let drawn = |line| row(line, &needs.statuses, &needs.tags, language, None);
    let answering: Vec<Row> = needs.mine.iter().map(drawn).filter(Row::awaits_us).collect();
    let tonight = end_of_day(here.seat.now, &here.seat.zone);
    let wakes = |line: &&Line| {
        is_mine(line, here.seat.person) && matches!(line.ticket.snooze, Snooze::Until(at) if at <= tonight)
    };
    Ok(here.show(&Home {
        shell: here.shell(),
        frame: needs.around.frame(here, At::Home),
        answering: answering.len() as i64,
        answers: answering.into_iter().take(SHOWN).collect(),
        mine: needs.counts.of(View::Mine),
        unassigned: needs.unassigned.iter().map(drawn).collect(),
        unassigned_count: needs.counts.of(View::Unassigned),
        waking: needs.snoozed.iter().filter(wakes).map(drawn).collect(),
        // The same ticket may stand in another part as well.
        begun: needs.begun.iter().map(drawn).map(|row| Row { under: "begun-".into(), ..row }).collect(),
        failed: needs.failed,
        releases: needs.around.releases.unwrap_or(0),
    }))
}

fn is_mine(line: &Line, who: PersonId) -> bool {
    line.ticket.assignee.is_none_or(|assignee| assignee == who)
}
