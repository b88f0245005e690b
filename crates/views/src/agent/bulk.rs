//! What became of each ticket when not all of them could be changed.

use super::Frame;
use crate::Shell;
use askama::Template;
use base::Moment;
use desk::ticket::{Act, Run, RunId, RunState, TicketNumber};

#[derive(Template)]
#[template(path = "agent/bulk.html")]
pub struct BulkResults<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// With the subject, and the key of the reason where it stayed as it was.
    pub outcomes: Vec<(TicketNumber, String, Option<&'static str>)>,
    pub act: Act,
    pub back: String,
    /// Under which those that were changed are found; none: there is nothing to look at.
    pub run: Option<RunId>,
    /// Something of it can be taken back.
    pub undoable: bool,
    pub unsent: Option<Unsent>,
}

/// Letters that were not sent because guards warned of them: one press sends them, now that somebody has looked.
pub struct Unsent {
    pub run: RunId,
    pub tickets: i64,
    pub guards: Vec<String>,
}

impl BulkResults<'_> {
    fn title(&self) -> &str {
        self.shell.say("bulk-results")
    }

    fn became(&self) -> String {
        became(&self.shell, &self.act)
    }

    fn lead(&self) -> String {
        let kept = self.outcomes.iter().filter(|(_, _, reason)| reason.is_some()).count();
        let mut args = base::words::Args::new();
        args.set("changed", self.outcomes.len() - kept);
        args.set("kept", kept);
        self.shell.words.tell(if self.run.is_some() { "bulk-results-lead" } else { "bulk-erased-lead" }, &args)
    }
}

/// Before many tickets are deleted for ever: how many they are.
#[derive(Template)]
#[template(path = "agent/bulk-erase.html")]
pub struct BulkErase<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub back: String,
    /// What says which tickets are meant.
    pub kept: Vec<(&'static str, String)>,
    pub tickets: i64,
    /// What was typed is another number.
    pub reason: Option<&'static str>,
}

impl BulkErase<'_> {
    fn title(&self) -> String {
        self.shell.count("bulk-erase-title", &self.tickets)
    }
}

/// Before a macro's text is sent to many: what it says to the first of them.
#[derive(Template)]
#[template(path = "agent/bulk-answer.html")]
pub struct BulkAnswer<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub back: String,
    /// What says which tickets are meant.
    pub kept: Vec<(&'static str, String)>,
    pub id: i64,
    pub name: String,
    /// None: it is for none of the first of them.
    pub first: Option<(TicketNumber, String)>,
    pub tickets: i64,
    /// By which this page is sent once.
    pub slip: String,
    /// It was shown too long ago.
    pub stale: bool,
    /// What is sent here waits for a second person.
    pub waits: bool,
    /// Names of the guards that warn of any of the answers.
    pub warned: Vec<String>,
    /// So many of the tickets were looked at; none: all of them.
    pub looked: Option<i64>,
}

impl BulkAnswer<'_> {
    fn title(&self) -> String {
        self.shell.with("bulk-answer-title", &self.name)
    }

    fn to_first(&self, number: &TicketNumber) -> String {
        self.shell.with("bulk-answer-first", &number.to_string())
    }
}

/// Before many tickets become one: which of them it is.
#[derive(Template)]
#[template(path = "agent/bulk-merge.html")]
pub struct BulkMerge<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub back: String,
    /// The word of the list in which they were ticked.
    pub view: String,
    pub tickets: Vec<ToMerge>,
}

pub struct ToMerge {
    pub number: TicketNumber,
    pub subject: String,
    pub requester: String,
    pub created_at: Moment,
}

impl BulkMerge<'_> {
    fn title(&self) -> &str {
        self.shell.say("bulk-merge-title")
    }
}

/// A change of many tickets: how far it is, and what became of each.
#[derive(Template)]
#[template(path = "agent/run.html")]
pub struct RunPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub run: Run,
    /// Something of it can be taken back.
    pub undoable: bool,
    pub outcomes: Vec<RunOutcome>,
    pub unsent: Option<Unsent>,
    /// Where the next page begins.
    pub next: Option<i64>,
    pub back: String,
}

pub struct RunOutcome {
    pub number: TicketNumber,
    pub subject: String,
    /// The key of the reason where it was left as it was; else empty.
    pub reason: String,
    pub undone: bool,
    /// Names of the guards that warned.
    pub warned: Vec<String>,
}

impl RunPage<'_> {
    fn title(&self) -> &str {
        self.shell.say(state(&self.run))
    }

    fn lead(&self) -> String {
        lead(&self.shell, &self.run)
    }

    fn became(&self) -> String {
        became(&self.shell, &self.run.act)
    }

    /// A progress has an end, also where it was not known how many there are.
    fn most(&self) -> i64 {
        self.run.total.max(self.looked_at()).max(1)
    }

    fn looked_at(&self) -> i64 {
        self.run.changed + self.run.kept
    }
}

/// What one has changed at once of late.
#[derive(Template)]
#[template(path = "agent/runs.html")]
pub struct Runs<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub runs: Vec<Run>,
    /// The last of this page, where there are more.
    pub older: Option<RunId>,
}

impl Runs<'_> {
    fn title(&self) -> &str {
        self.shell.say("runs-title")
    }

    fn act(&self, run: &Run) -> &str {
        self.shell.say(act(&run.act))
    }

    fn state(&self, run: &Run) -> &str {
        self.shell.say(state(run))
    }

    fn lead(&self, run: &Run) -> String {
        lead(&self.shell, run)
    }
}

const fn state(run: &Run) -> &'static str {
    match run.state {
        RunState::Running => "run-running",
        RunState::Done => "run-done",
        RunState::Cancelled => "run-cancelled",
        RunState::Undoing => "run-undoing",
        RunState::Undone => "run-undone",
    }
}

fn lead(shell: &Shell, run: &Run) -> String {
    let mut args = base::words::Args::new();
    args.set("changed", run.changed);
    args.set("kept", run.kept);
    shell.words.tell(if run.has_a_way_back() { "bulk-results-lead" } else { "bulk-erased-lead" }, &args)
}

/// What each ticket became that was changed.
fn became(shell: &Shell, act: &Act) -> String {
    if let Act::SnoozeUntil(moment) = act {
        shell.with("bulk-snoozed", &shell.whole(moment))
    } else if *act == Act::SnoozeUntilReply {
        shell.say("bulk-snoozed-until-reply").to_owned()
    } else if *act == Act::Erase {
        shell.say("bulk-erased").to_owned()
    } else {
        shell.say("bulk-changed").to_owned()
    }
}

/// As the button says that does it; each of them is among [`ACTS`].
pub const fn act(act: &Act) -> &'static str {
    match act {
        Act::Assign(_) => "bulk-assign",
        Act::SetStatus(_) => "bulk-status",
        Act::SetPriority(_) => "field-priority",
        Act::SetKind(_) => "field-kind",
        Act::SetTopic(_) => "field-topic",
        Act::SetField { .. } => "bulk-field",
        Act::MoveToTeam(_) => "field-team",
        Act::Macro(_) => "bulk-macro",
        Act::Answer(_) | Act::AnswerChecked { .. } => "bulk-answer",
        Act::AddTags(_) => "bulk-tag-add",
        Act::RemoveTags(_) => "bulk-tag-remove",
        Act::SnoozeUntil(_) | Act::SnoozeUntilReply => "ticket-snooze",
        Act::Wake => "bulk-wake",
        Act::SetDeadline(_) => "deadline-title",
        Act::Follow => "ticket-follow",
        Act::Unfollow => "ticket-unfollow",
        Act::MergeInto(_) => "bulk-merge-title",
        Act::Link { .. } => "bulk-link",
        Act::MarkSpam => "bulk-spam",
        Act::MarkNotSpam => "bulk-not-spam",
        Act::Trash => "ticket-trash",
        Act::Restore => "ticket-restore",
        Act::Erase => "ticket-erase-now",
    }
}

pub const ACTS: &[&str] = &[
    "bulk-assign",
    "bulk-status",
    "field-priority",
    "field-kind",
    "field-topic",
    "bulk-field",
    "field-team",
    "bulk-macro",
    "bulk-answer",
    "bulk-tag-add",
    "bulk-tag-remove",
    "ticket-snooze",
    "bulk-wake",
    "deadline-title",
    "ticket-follow",
    "ticket-unfollow",
    "bulk-merge-title",
    "bulk-link",
    "bulk-spam",
    "bulk-not-spam",
    "ticket-trash",
    "ticket-restore",
    "ticket-erase-now",
];
