//! What every page of the workspace asks beside its own question: the queue tree with its numbers.

use super::here::Here;
use desk::people::Team;
use desk::{Done, Level};
use service::Read;
use service::ticket::Counts;
use views::agent::{At, Frame, Queues};

pub struct Around {
    pub counts: Counts,
    /// Every team there is.
    pub teams: Vec<Team>,
    /// A mailbox needs somebody, and who looks could do it.
    pub alarmed: bool,
}

pub fn around(read: &mut Read) -> Done<Around> {
    Ok(Around {
        counts: service::ticket::counts(read)?,
        teams: service::people::teams(read)?,
        alarmed: service::channel::any_worry(read)?,
    })
}

impl Around {
    pub fn queues(&self, here: &Here, at: At) -> Queues {
        let mine = self.teams.iter().filter(|team| here.seat.actor.level(team.id) > Level::None).cloned();
        Queues::new(at, mine, |view| self.counts.of(view))
    }

    pub fn frame(&self, here: &Here, at: At) -> Frame {
        Frame {
            queues: self.queues(here, at),
            toasts: here.toasts(),
            comfortable: here.comfortable,
            alarmed: self.alarmed,
        }
    }
}
