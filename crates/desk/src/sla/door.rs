//! Whether a calendar is open at a moment, and when that turns.

use super::{Calendar, CalendarId};
use base::Moment;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    pub calendar: CalendarId,
    pub open: bool,
    /// None: not within two months.
    pub turns_at: Option<Moment>,
}

/// How far ahead is looked.
const AHEAD: Duration = Duration::from_secs(62 * 24 * 3600);

impl Calendar {
    pub fn door(&self, now: Moment) -> Door {
        let end = now.plus(AHEAD);
        let first = self.open(now..end).into_iter().next();
        let open = first.as_ref().is_some_and(|first| first.start <= now);
        let turn = first.map(|first| if open { first.end } else { first.start });
        Door { calendar: self.id, open, turns_at: turn.filter(|turn| *turn < end) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Hours, Version};
    use super::*;

    #[test]
    fn a_door_says_whether_it_is_open_and_when_it_turns() {
        let version = Version { since: Moment(i64::MIN), hours: Hours::usual("Asia/Tokyo") };
        let calendar =
            Calendar { id: CalendarId(1), name: String::new(), removed: false, version: 1, versions: vec![version] };
        let at = |text: &str| calendar.door(Moment::from_rfc3339(text).unwrap());
        let told = |door: Door| (door.open, door.turns_at.unwrap().rfc3339());
        // A Friday at ten, its closing to the minute, and the weekend after it.
        assert_eq!(told(at("2026-03-06T01:00:00Z")), (true, "2026-03-06T08:00:00Z".into()));
        assert_eq!(told(at("2026-03-06T08:00:00Z")), (false, "2026-03-09T00:00:00Z".into()));
        assert_eq!(told(at("2026-03-07T03:00:00Z")), (false, "2026-03-09T00:00:00Z".into()));
        assert_eq!(told(at("2026-03-09T00:00:00Z")), (true, "2026-03-09T08:00:00Z".into()));
    }
}
