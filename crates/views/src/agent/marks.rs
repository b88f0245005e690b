//! Who else is at a ticket, as a mark in its row: who answers it stands first.

use super::Face;
use crate::Shell;
use askama::Template;
use desk::people::PersonId;
use desk::ticket::TicketNumber;

/// Faces in one row.
const MOST: usize = 3;

/// Marks alone, for rows that stand on a page already.
#[derive(Template)]
#[template(path = "agent/marks.html")]
pub struct Marks<'a> {
    pub shell: Shell<'a>,
    pub marks: Vec<(TicketNumber, Vec<There>)>,
}

/// Somebody at a ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct There {
    pub person: PersonId,
    pub name: String,
    pub answers: bool,
}

impl There {
    fn face(&self) -> Face {
        Face::of(self.person, &self.name)
    }

    fn said(&self, shell: &Shell) -> String {
        shell.with(if self.answers { "presence-answers" } else { "presence-looks" }, &self.name)
    }
}

/// Those who have a face in a row.
pub(crate) fn faces(there: &[There]) -> Vec<Face> {
    there.iter().take(MOST).map(There::face).collect()
}

pub(crate) fn answers(there: &[There]) -> bool {
    there.iter().any(|one| one.answers)
}

/// What all of them do.
pub(crate) fn said(there: &[There], shell: &Shell) -> String {
    there.iter().map(|one| one.said(shell)).collect::<Vec<_>>().join(" · ")
}
