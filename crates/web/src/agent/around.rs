//! What every page of the workspace asks beside its own question: the queue tree with its numbers.

use super::here::Here;
use base::words::Args;
use desk::object::ObjectType;
use desk::people::Team;
use desk::ticket::{Duties, Duty, SavedView, Tab, Via, View};
use desk::{Done, Level};
use service::ticket::Counts;
use service::{Audit, Read};
use views::agent::ticket::told;
use views::agent::{At, ChannelLine, Clock, Frame, Names, Queues, Toast};

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
    /// What was just changed, or taken back.
    pub happened: Option<Audit>,
}

/// `happened`: where in the log what was just changed stands.
pub fn around(read: &mut Read, happened: Option<i64>) -> Done<Around> {
    let teams = service::people::teams(read)?;
    around_among(read, teams, happened)
}

/// For a page that has asked for the teams already.
pub fn around_among(read: &mut Read, teams: Vec<Team>, happened: Option<i64>) -> Done<Around> {
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
        happened: happened.map(|position| service::happened(read, position)).transpose()?.flatten(),
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

    /// What was just done; of a change to a ticket, what it was.
    fn toasts(&self, here: &Here) -> Vec<Toast> {
        let mut toasts = here.toasts();
        if let Some(text) = self.told(here) {
            toasts.iter_mut().for_each(|toast| toast.text.clone_from(&text));
        }
        toasts
    }

    /// `#100042: Priority: High`
    fn told(&self, here: &Here) -> Option<String> {
        let (found, shell) = (self.happened.as_ref()?, here.shell());
        let recorded = found.events.first()?;
        let number = found.tickets.get(&recorded.event.ticket()?)?;
        let names = Names {
            people: &found.people,
            statuses: &found.statuses,
            teams: &found.teams,
            tags: &found.tags,
            book: &found.book,
            topics: &found.topics,
            organizations: &found.organizations,
            objects: &found.objects,
            zone: &here.seat.zone,
            rules: &found.rules,
            flows: &found.flows,
            language: shell.words.language(),
        };
        let mut args = Args::new();
        args.set("n", number.to_string());
        args.set("what", told(recorded, &names, &shell));
        let text = shell.words.tell("said-changed-on", &args);
        Some(if here.undone().is_some() { shell.with("said-undone-what", &text) } else { text })
    }

    pub fn frame(&self, here: &Here, at: At) -> Frame {
        Frame {
            queues: self.queues(here, at),
            toasts: self.toasts(here),
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
