//! `/tickets/{number}/claim`: who answers the ticket, and who goes on with the answer.

use crate::Web;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use base::Moment;
use desk::Done;
use desk::conversation::Draft;
use desk::ticket::{PATIENCE, Ticket, TicketNumber};
use service::Tx;
use service::conversation;
use service::ticket::{self, Answering};
use views::agent::ticket::{Claim, ClaimLine, ClaimSays, Claimed};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        let (answering, own) = (ticket::answering(read, number)?, conversation::draft(read, number)?);
        let (sharers, commenters) = (conversation::sharers(read, number)?, conversation::commenters(read, number)?);
        Ok((answering, own, sharers, commenters, conversation::came_back(read, number)?))
    });
    let (answering, own, sharers, commenters, came_back) = asked.await.speak(&here.seat)?;
    let claim = Claimed { sharers, commenters, came_back, ..claimed(answering.as_ref(), own.as_ref(), here.seat.now) };
    Ok(html(&Claim { shell: here.shell(), number, claim }))
}

/// `own`: what the one who looks has begun.
pub(super) fn claimed(answering: Option<&Answering>, own: Option<&Draft>, now: Moment) -> Claimed {
    let again = answering.map(|one| changes_in(one, now));
    let begun = own.is_some_and(|draft| !draft.is_empty());
    let given = own.filter(|draft| draft.is_empty()).map(|draft| draft.revision);
    Claimed { line: answering.and_then(|one| line(one, begun, now)), again, given, ..Claimed::default() }
}

pub async fn ask(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    change(&web, &here, number, ticket::ask_for_answer).await
}

pub async fn hand_over(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    change(&web, &here, number, ticket::hand_over_answer).await
}

pub async fn keep(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    change(&web, &here, number, ticket::keep_answer).await
}

pub async fn take_up(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    change(&web, &here, number, ticket::take_up_answer).await
}

pub async fn instead(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    change(&web, &here, number, ticket::answer_instead).await
}

/// `lock/break`: somebody else's ticket is let go.
pub async fn break_lock(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    change(&web, &here, number, ticket::break_lock).await
}

/// `lock/release`: and anybody's.
pub async fn release_lock(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    change(&web, &here, number, ticket::release_lock).await
}

async fn change(
    web: &Web,
    here: &Here,
    number: TicketNumber,
    verb: fn(&mut Tx, TicketNumber) -> Done<Ticket>,
) -> Answer {
    let changed = web.desk.change(here.seat.actor.clone(), move |tx| verb(tx, number)).await;
    match changed {
        Ok(ticket) => {
            web.live.moved(ticket.number);
            Ok(here.unchanged(&format!("/tickets/{}", ticket.number)))
        }
        Err(error) => super::change::refused(web, here, number, String::new(), error).await,
    }
}

/// Seconds until it is over, or until somebody has waited for long enough.
fn changes_in(one: &Answering, now: Moment) -> u64 {
    let ends = one.lock.wish.map(|wish| wish.at.plus(PATIENCE)).filter(|end| *end > now);
    let next = ends.map_or(one.lock.until, |end| end.min(one.lock.until));
    next.since(now).as_secs() + 1
}

fn line(one: &Answering, begun: bool, now: Moment) -> Option<ClaimLine> {
    let (lock, own) = (one.lock, Some(one.lock.person) == one.me);
    let wish = lock.wish.filter(|wish| !wish.kept || !wish.is_over(now));
    let (says, whom) = match wish {
        Some(wish) if own && !wish.kept => (ClaimSays::Wish, wish.by),
        Some(wish) if Some(wish.by) == one.me && wish.kept => (ClaimSays::Kept, lock.person),
        Some(wish) if Some(wish.by) == one.me && wish.is_over(now) => (ClaimSays::Silent, lock.person),
        Some(wish) if Some(wish.by) == one.me => (ClaimSays::Asked, lock.person),
        Some(_) | None if own && lock.passed && one.untouched => (ClaimSays::Passed, lock.before?),
        Some(_) | None if own && one.holds && one.untouched => (ClaimSays::Taken, lock.before?),
        Some(_) | None if own => return None,
        Some(_) | None if lock.before == one.me && begun => (ClaimSays::Instead, lock.person),
        Some(_) | None if lock.before == one.me && lock.passed => (ClaimSays::Given, lock.person),
        Some(_) | None => (ClaimSays::Answers, lock.person),
    };
    let name = one.names.get(&whom).cloned().unwrap_or_default();
    let Answering { may_reply, holds, may_break, .. } = *one;
    Some(ClaimLine { says, name, since: lock.since, until: lock.until, may_reply, holds, may_break })
}
