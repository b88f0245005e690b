//! What every page of the workspace asks beside its own question: the queue tree with its numbers.

use super::here::Here;
use desk::object::ObjectType;
use desk::people::Team;
use desk::ticket::{Duties, Duty, SavedView, Tab, Via, View};
use desk::{Done, Level};
use service::Read;
use service::ticket::Counts;
use views::agent::{At, ChannelLine, Clock, Frame, Queues};

pub struct Around {
    /// None: the one who looks wants no numbers beside queues, and none were asked for.
    pub counts: Option<Counts>,
    /// How many tickets they have starred, counted for whoever wants no numbers as well.
    pub starred: i64,
    /// Every team there is.
    pub teams: Vec<Team>,
    /// A mailbox needs somebody, and who looks could do it.
    pub alarmed: bool,
    pub saved: Vec<SavedView>,
    /// One's own that are to be done.
    pub tasks: i64,
    /// Letters that wait for somebody's word; none: who looks has none to give.
    pub releases: Option<i64>,
    /// Questions that wait for one's own word.
    pub approvals: i64,
    /// What others referred to whoever looks and is not done.
    pub referred: i64,
    /// What the one who looks has begun to write and not sent.
    pub drafts: i64,
    /// Notifications one has not seen.
    pub unread: i64,
    /// Which channels the one who looks takes.
    pub duties: Duties,
    /// Their clock that runs.
    pub clock: Option<Clock>,
    /// Tickets that the one who looks keeps open.
    pub tabs: Vec<Tab>,
    /// Those that the one who looks may see.
    pub objects: Vec<ObjectType>,
}

pub fn around(read: &mut Read) -> Done<Around> {
    let teams = service::people::teams(read)?;
    around_among(read, teams)
}

/// For a page that has asked for the teams already.
pub fn around_among(read: &mut Read, teams: Vec<Team>) -> Done<Around> {
    let counts = service::people::sees_numbers(read)?.then(|| service::ticket::counts(read)).transpose()?;
    Ok(Around {
        starred: match &counts {
            Some(counts) => counts.of(View::Starred),
            None => service::ticket::starred_count(read)?,
        },
        counts,
        teams,
        alarmed: service::channel::any_worry(read)?,
        saved: service::ticket::tree_of_views(read)?,
        tasks: service::ticket::my_tasks_counted(read)?.0,
        releases: service::channel::waiting_counted(read)?,
        approvals: service::approval::waiting_counted(read)?,
        referred: service::ticket::referred_count(read)?,
        drafts: service::conversation::unsent_count(read)?,
        unread: service::notification::unread(read)?,
        duties: service::ticket::duties(read)?,
        clock: service::ticket::clock(read)?.map(|(ticket, since)| Clock { number: ticket.number, since }),
        tabs: service::ticket::tabs(read)?,
        objects: service::object::object_types(read)?.into_iter().map(|(of, _)| of).collect(),
    })
}

impl Around {
    /// As far as they were counted.
    pub fn tickets(&self, view: View) -> i64 {
        self.counts.as_ref().map_or(0, |counts| counts.of(view))
    }

    pub fn queues(&self, here: &Here, at: At) -> Queues {
        let mine = self.teams.iter().filter(|team| here.seat.actor.level(team.id) > Level::None).cloned();
        let counted = |view: &SavedView| {
            self.counts.as_ref().and_then(|counts| counts.saved.get(&view.id)).copied().unwrap_or(Some(0))
        };
        Queues::new(at, mine, |view| self.tickets(view))
            .with_numbers(self.counts.is_some())
            .with_starred(self.starred > 0)
            .with_saved(&self.saved, here.seat.words.language(), counted)
            .with_tasks(self.tasks, self.approvals)
            .with_releases(self.releases)
            .with_referred(self.referred)
            .with_drafts(self.drafts)
            .with_unread(self.unread)
            .with_clock(self.clock)
            .with_tabs(self.tabs.clone())
            .with_objects(&self.objects, here.seat.words.language())
    }

    pub fn frame(&self, here: &Here, at: At) -> Frame {
        Frame {
            queues: self.queues(here, at),
            toasts: here.toasts(),
            comfortable: here.comfortable,
            alarmed: self.alarmed,
            channels: Via::ALL
                .iter()
                .map(|via| {
                    let Duty { paused, locked, .. } = self.duties.of(*via);
                    ChannelLine { via: *via, paused, locked }
                })
                .collect(),
        }
    }
}
