//! Why a time counts or does not, piece by piece.

use super::hours::{Known, Ruled};
use super::{Calendar, Day, Hours, wall};
use base::Moment;
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub from: Moment,
    pub until: Moment,
    pub why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It counts.
    Open,
    /// Out of hours.
    Closed,
    /// The Fluent key of its name.
    Holiday(&'static str),
    /// A day of one's own, by its name.
    Own(String),
}

impl Calendar {
    /// A time cut into pieces that count and such that do not, in order and without gaps.
    pub fn explain(&self, during: Range<Moment>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = during.start;
        for open in self.open(during.clone()) {
            self.closed(at..open.start, &mut pieces);
            at = open.end;
            pieces.push(Piece { from: open.start, until: open.end, why: Why::Open });
        }
        self.closed(at..during.end, &mut pieces);
        pieces
    }

    fn closed(&self, gap: Range<Moment>, pieces: &mut Vec<Piece>) {
        for (hours, part) in self.parts(gap) {
            for piece in hours.reasons(part) {
                match pieces.last_mut() {
                    Some(last) if last.why == piece.why && last.until == piece.from => last.until = piece.until,
                    Some(_) | None => pieces.push(piece),
                }
            }
        }
    }
}

impl Hours {
    /// The reason of each day in a time that is closed.
    fn reasons(&self, gap: Range<Moment>) -> Vec<Piece> {
        if gap.start >= gap.end {
            return Vec::new();
        }
        let zone = wall::zone(&self.zone);
        let mut known = Known::default();
        let (mut day, mut pieces) = (wall::day(&zone, gap.start), Vec::new());
        loop {
            let (from, until) = (wall::moment(&zone, day, 0), wall::moment(&zone, day, 1440));
            if from >= gap.end {
                return pieces;
            }
            let part = from.max(gap.start)..until.min(gap.end);
            if part.start < part.end {
                pieces.push(Piece { from: part.start, until: part.end, why: self.why(day, &mut known) });
            }
            day = day.plus(1);
        }
    }

    fn why(&self, day: Day, known: &mut Known) -> Why {
        match self.ruled(day, known) {
            Ruled::Own(own) if !own.name.is_empty() => Why::Own(own.name.clone()),
            Ruled::Again(again) if !again.name.is_empty() => Why::Own(again.name.clone()),
            Ruled::Holiday(key) => Why::Holiday(key),
            Ruled::Own(_) | Ruled::Again(_) | Ruled::Week(_) => Why::Closed,
        }
    }
}
