//! The daily letter: what is overdue, what is due today, and who waits for an answer.

use super::chat;
use super::deliver::{language, veiled, write_summary};
use super::wishes::zone;
use crate::ticket;
use base::Moment;
use desk::Done;
use desk::channel::Letter;
use desk::notification::{Summary, SummaryGroup, SummaryLine, SummaryWhat, Wishes};
use desk::people::PersonId;
use desk::ticket::{Ticket, View};
use store::notification::wishes as table;
use store::people::persons;
use store::ticket::routings;
use store::{Read, Tx};

/// Tickets of one person that are looked through, and lines of each part.
const LOOKED: usize = 200;
const MOST_LINES: usize = 20;
/// Days ahead in which one without rest is found.
const WEEK: usize = 8;

pub(super) fn is_due(read: &mut Read) -> Done<bool> {
    Ok(!table::digests_due(read)?.is_empty())
}

/// When the next one goes: at the hour, on a day that is no day of rest.
pub(super) fn next_digest(wishes: &Wishes, now: Moment, zone: &str) -> Option<Moment> {
    let hour = i8::try_from(wishes.digest?).ok()?;
    let rests = |at: Moment| {
        let weekday = usize::try_from(at.in_zone(zone).weekday().to_monday_zero_offset()).unwrap_or_default();
        wishes.quiet.is_some_and(|quiet| quiet.days.get(weekday).copied().unwrap_or_default())
    };
    let days = std::iter::successors(Some(now), |day| {
        let next = day.in_zone(zone).tomorrow().ok()?;
        Some(Moment(next.timestamp().as_millisecond()))
    });
    let hours = days.take(WEEK).filter_map(|day| day.at_hour(hour, zone));
    hours.filter(|at| *at > now).find(|at| !rests(*at))
}

pub(super) fn write_due(tx: &mut Tx) -> Done<Vec<Letter>> {
    let mut letters = Vec::new();
    for person in table::digests_due(tx)? {
        letters.extend(write(tx, person)?);
    }
    Ok(letters)
}

/// A day with nothing to tell has no letter, and nobody gets one while they are away.
fn write(tx: &mut Tx, id: PersonId) -> Done<Option<Letter>> {
    let (found, person) = (table::of(tx, id)?, persons::load(tx, id)?);
    let (Some((agent, wishes)), Some(person)) = (found, person) else {
        table::next_digest(tx, id, None)?;
        return Ok(None);
    };
    let zone = zone(tx, &person)?;
    let next = next_digest(&wishes, tx.now(), &zone);
    table::next_digest(tx, id, next)?;
    let now = tx.now();
    if routings::absence(tx, id)?.is_some_and(|absence| absence.holds(now)) {
        return Ok(None);
    }
    let groups = tx.act_as(agent.actor(), |tx| groups(tx, &zone))?;
    if groups.is_empty() {
        return Ok(None);
    }
    let count = groups.iter().map(|group| group.lines.len() as i64 + group.more).sum();
    let (language, lead) = (language(tx, &person)?, "digest-lead".to_owned());
    let summary = veiled(tx, Summary { language, zone, lead, count, discreet: false, groups })?;
    if wishes.digest_chat {
        chat::send_digest(tx, id, &summary)?;
    }
    write_summary(tx, &person, "digest-subject", &summary)
}

/// Each ticket once, where it presses most.
fn groups(read: &mut Read, zone: &str) -> Done<Vec<SummaryGroup>> {
    let (me, now) = (read.actor().person(), read.now());
    let tonight = now.in_zone(zone).tomorrow().and_then(|day| day.start_of_day());
    let tonight = tonight.map_or(now, |day| Moment(day.timestamp().as_millisecond()));
    let (mut overdue, mut today, mut waiting) = (Vec::new(), Vec::new(), Vec::new());
    for (task, number, subject) in ticket::my_tasks(read)? {
        let line = |due| SummaryLine { number, subject, what: SummaryWhat::Due(due, task.what.text.clone()) };
        match task.what.due {
            Some(due) if due <= now => overdue.push(line(due)),
            Some(due) if due < tonight => today.push(line(due)),
            Some(_) | None => {}
        }
    }
    let mine = ticket::list(read, View::Mine, None, LOOKED)?.lines;
    for ticket in mine.into_iter().map(|line| line.ticket).filter(|ticket| ticket.assignee == me) {
        let line = |what| SummaryLine { number: ticket.number, subject: ticket.subject.clone(), what };
        match next_due(&ticket) {
            Some(due) if due <= now => overdue.push(line(SummaryWhat::Due(due, String::new()))),
            Some(due) if due < tonight => today.push(line(SummaryWhat::Due(due, String::new()))),
            Some(_) | None if ticket.is_unanswered() => waiting.push(line(SummaryWhat::Nothing)),
            Some(_) | None => {}
        }
    }
    let parts = [("digest-overdue", overdue), ("digest-today", today), ("digest-waiting", waiting)];
    let group = |(key, mut lines): (&str, Vec<SummaryLine>)| {
        let more = lines.len().saturating_sub(MOST_LINES) as i64;
        lines.truncate(MOST_LINES);
        SummaryGroup { key: key.to_owned(), lines, more }
    };
    Ok(parts.into_iter().filter(|(_, lines)| !lines.is_empty()).map(group).collect())
}

/// The nearer of what was promised and what somebody has set.
fn next_due(ticket: &Ticket) -> Option<Moment> {
    ticket.due_at.into_iter().chain(ticket.deadline).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::notification::Quiet;

    fn at(text: &str) -> Moment {
        Moment::on_wall_clock(text, "Asia/Tokyo").unwrap()
    }

    #[test]
    fn it_goes_at_its_hour_on_days_of_work() {
        let days = [false, false, false, false, false, true, true];
        let quiet = Some(Quiet { from: 0, until: 0, days });
        let wishes = Wishes { digest: Some(8), quiet, ..Wishes::default() };
        // 6 March 2026 is a Friday.
        for (now, next) in [
            ("2026-03-06T07:59", "2026-03-06T08:00"),
            ("2026-03-06T08:00", "2026-03-09T08:00"),
            ("2026-03-07T12:00", "2026-03-09T08:00"),
        ] {
            assert_eq!(next_digest(&wishes, at(now), "Asia/Tokyo"), Some(at(next)), "{now}");
        }
        assert_eq!(next_digest(&Wishes::default(), at("2026-03-06T07:59"), "Asia/Tokyo"), None);
        let always = Some(Quiet { from: 0, until: 0, days: [true; 7] });
        assert_eq!(next_digest(&Wishes { quiet: always, ..wishes }, at("2026-03-06T07:59"), "Asia/Tokyo"), None);
    }
}
