//! Why a clock is due when it is: everything that counted, everything that did not, and what is still to come.

use super::{CalendarId, Calendars, Clock, Piece, Standing, Why};
use base::Moment;
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    pub from: Moment,
    pub until: Moment,
    pub tells: Tells,
    /// It lies ahead.
    pub ahead: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tells {
    Time(Why),
    Stood(Standing),
}

impl Chapter {
    pub fn counts(&self) -> bool {
        self.tells == Tells::Time(Why::Open)
    }
}

impl Clock {
    /// From its beginning to its end, or to when it is due.
    pub fn story(&self, calendars: &Calendars, now: Moment) -> Vec<Chapter> {
        let mut story: Vec<Chapter> = Vec::new();
        for run in &self.runs {
            match run.standing {
                Some(standing) => story.push(Chapter {
                    from: run.from,
                    until: run.until,
                    tells: Tells::Stood(standing),
                    ahead: false,
                }),
                None => story.extend(told(run.calendar, calendars, run.from..run.until, false)),
            }
        }
        if let Some(due) = self.due(calendars, now).filter(|due| *due > now) {
            story.extend(told(self.calendar, calendars, now..due, true));
        }
        story
    }
}

fn told(calendar: Option<CalendarId>, calendars: &Calendars, during: Range<Moment>, ahead: bool) -> Vec<Chapter> {
    let pieces = match calendar.and_then(|id| calendars.get(&id)) {
        Some(calendar) => calendar.explain(during),
        None => vec![Piece { from: during.start, until: during.end, why: Why::Open }],
    };
    let chapter = |piece: Piece| Chapter { from: piece.from, until: piece.until, tells: Tells::Time(piece.why), ahead };
    pieces.into_iter().filter(|piece| piece.from < piece.until).map(chapter).collect()
}
