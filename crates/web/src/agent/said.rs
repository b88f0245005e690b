//! What was just done, carried over one redirect in a cookie: a word of ours and numbers, nothing anybody wrote.

use base::Moment;
use base::words::Args;
use desk::conversation::MessageId;
use desk::ticket::{Ran, RunId, TicketNumber, TimeId, ViewId};
use views::Shell;
use views::agent::bulk::ACTS;
use views::agent::report::lasted;
use views::agent::{Ends, Look, Toast, Undo};

pub const COOKIE: &str = "said";
/// Between several.
pub const AND: &str = "~";

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// A letter that can be taken back until then, and leaves.
    Sent(MessageId, Moment),
    /// One that cannot be taken back.
    Gone,
    /// One whose moment was chosen.
    Scheduled(MessageId, Moment),
    /// One that a guard puts off.
    Guarded(MessageId, Moment),
    /// A letter that waits for somebody else's word.
    Awaits(MessageId),
    /// A letter that waited for a second person's word leaves.
    Approved,
    /// The same, at a moment.
    ApprovedFor(Moment),
    SentBack,
    /// So many letters that were written at once, and when the first of them leaves.
    LettersLeave(i64, Moment),
    LettersScheduled(i64, Moment),
    LettersGuarded(i64, Moment),
    LettersAwait(i64),
    LettersGone(i64),
    TakenBack,
    /// What else was begun meanwhile is among what was written before.
    TakenBackBeside(TicketNumber),
    Noted,
    /// A change with its place in the log, so that it can be undone.
    Changed(TicketNumber, i64),
    /// The same, taken back.
    ChangeUndone(TicketNumber, i64),
    Undone,
    Saved,
    Created(TicketNumber),
    /// Deleted for ever.
    Erased(TicketNumber),
    ErasedMany(i64),
    /// A view that can be brought back.
    ViewRemoved(ViewId),
    /// So many tickets at once, which can be taken back; and the key of what was done to them.
    Ran(RunId, i64, &'static str),
    /// The same, taken back.
    RunUndone(&'static str),
    /// So many at once: they sleep until a moment.
    Snoozed(RunId, i64, Moment),
    SnoozedUntilReply(RunId, i64),
    /// So many at once: their answers, all of which can be taken back until then.
    Answered(RunId, i64, Moment),
    /// A change of many that goes on.
    Begun,
    Cancelled,
    NothingToTake,
    /// What a clock took is entered on a ticket that one sees no more.
    ClockedUnseen(TicketNumber, Ran),
    /// A clock that was probably forgotten, with its entry.
    ClockedLong(TicketNumber, TimeId, Ran),
    /// The page had been sent before.
    Twice,
}

impl Said {
    pub fn written(self) -> String {
        match self {
            Self::Sent(message, until) => format!("sent.{message}.{}", until.millis()),
            Self::Gone => "gone".into(),
            Self::Scheduled(message, at) => format!("scheduled.{message}.{}", at.millis()),
            Self::Guarded(message, until) => format!("guarded.{message}.{}", until.millis()),
            Self::Awaits(message) => format!("awaits.{message}"),
            Self::Approved => "approved".into(),
            Self::ApprovedFor(at) => format!("approved-for.{}", at.millis()),
            Self::SentBack => "sent-back".into(),
            Self::LettersLeave(letters, first) => format!("letters-leave.{letters}.{}", first.millis()),
            Self::LettersScheduled(letters, first) => format!("letters-scheduled.{letters}.{}", first.millis()),
            Self::LettersGuarded(letters, first) => format!("letters-guarded.{letters}.{}", first.millis()),
            Self::LettersAwait(letters) => format!("letters-await.{letters}"),
            Self::LettersGone(letters) => format!("letters-gone.{letters}"),
            Self::TakenBack => "taken-back".into(),
            Self::TakenBackBeside(ticket) => format!("taken-back-beside.{ticket}"),
            Self::Noted => "noted".into(),
            Self::Changed(ticket, position) => format!("changed.{ticket}.{position}"),
            Self::ChangeUndone(ticket, position) => format!("change-undone.{ticket}.{position}"),
            Self::Undone => "undone".into(),
            Self::Saved => "saved".into(),
            Self::Created(ticket) => format!("created.{ticket}"),
            Self::Erased(ticket) => format!("erased.{ticket}"),
            Self::ErasedMany(tickets) => format!("erased-many.{tickets}"),
            Self::ViewRemoved(view) => format!("view-removed.{view}"),
            Self::Ran(run, tickets, what) => format!("ran.{run}.{tickets}.{what}"),
            Self::Answered(run, tickets, until) => format!("answered.{run}.{tickets}.{}", until.millis()),
            Self::RunUndone(what) => format!("run-undone.{what}"),
            Self::Snoozed(run, tickets, until) => format!("snoozed.{run}.{tickets}.{}", until.millis()),
            Self::SnoozedUntilReply(run, tickets) => format!("snoozed-until-reply.{run}.{tickets}"),
            Self::Begun => "begun".into(),
            Self::Cancelled => "cancelled".into(),
            Self::NothingToTake => "nothing-to-take".into(),
            Self::ClockedUnseen(ticket, Ran(minutes)) => format!("clocked-unseen.{ticket}.{minutes}"),
            Self::ClockedLong(ticket, time, Ran(minutes)) => format!("clocked-long.{ticket}.{time}.{minutes}"),
            Self::Twice => "twice".into(),
        }
    }

    /// What is none of ours says nothing.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let word = parts.next()?;
        let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
        match word {
            "sent" => Some(Self::Sent(MessageId(number()?), Moment(number()?))),
            "gone" => Some(Self::Gone),
            "scheduled" => Some(Self::Scheduled(MessageId(number()?), Moment(number()?))),
            "guarded" => Some(Self::Guarded(MessageId(number()?), Moment(number()?))),
            "awaits" => Some(Self::Awaits(MessageId(number()?))),
            "approved" => Some(Self::Approved),
            "approved-for" => Some(Self::ApprovedFor(Moment(number()?))),
            "sent-back" => Some(Self::SentBack),
            "letters-leave" => Some(Self::LettersLeave(number()?, Moment(number()?))),
            "letters-scheduled" => Some(Self::LettersScheduled(number()?, Moment(number()?))),
            "letters-guarded" => Some(Self::LettersGuarded(number()?, Moment(number()?))),
            "letters-await" => Some(Self::LettersAwait(number()?)),
            "letters-gone" => Some(Self::LettersGone(number()?)),
            "taken-back" => Some(Self::TakenBack),
            "taken-back-beside" => Some(Self::TakenBackBeside(TicketNumber(number()?))),
            "noted" => Some(Self::Noted),
            "changed" => Some(Self::Changed(TicketNumber(number()?), number()?)),
            "change-undone" => Some(Self::ChangeUndone(TicketNumber(number()?), number()?)),
            "undone" => Some(Self::Undone),
            "saved" => Some(Self::Saved),
            "created" => Some(Self::Created(TicketNumber(number()?))),
            "erased" => Some(Self::Erased(TicketNumber(number()?))),
            "erased-many" => Some(Self::ErasedMany(number()?)),
            "view-removed" => Some(Self::ViewRemoved(ViewId(number()?))),
            "ran" => Some(Self::Ran(RunId(number()?), number()?, act(parts.next()?)?)),
            "answered" => Some(Self::Answered(RunId(number()?), number()?, Moment(number()?))),
            "run-undone" => Some(Self::RunUndone(act(parts.next()?)?)),
            "snoozed" => Some(Self::Snoozed(RunId(number()?), number()?, Moment(number()?))),
            "snoozed-until-reply" => Some(Self::SnoozedUntilReply(RunId(number()?), number()?)),
            "begun" => Some(Self::Begun),
            "cancelled" => Some(Self::Cancelled),
            "nothing-to-take" => Some(Self::NothingToTake),
            "clocked-unseen" => Some(Self::ClockedUnseen(TicketNumber(number()?), Ran(number()?))),
            "clocked-long" => Some(Self::ClockedLong(TicketNumber(number()?), TimeId(number()?), Ran(number()?))),
            "twice" => Some(Self::Twice),
            _ => None,
        }
    }

    pub fn toast(self, shell: &Shell) -> Toast {
        let words = shell.words;
        let plain = |icon, key: &str| Toast { kind: "", icon, text: words.say(key).to_owned(), undo: None, look: None };
        let undo = |action| Some(Undo { action, ends: None });
        let take_back = |message: MessageId| format!("/messages/{message}/take-back");
        let look = |path, key| Some(Look { path, key });
        // None: it is over.
        let ends = |until: Moment, then: String| {
            let left = until.since(shell.now);
            (!left.is_zero()).then_some(Ends { left, then })
        };
        let clocked = |key: &str, ticket: TicketNumber, ran: Ran| {
            let mut args = Args::new();
            args.set("n", ticket.to_string());
            args.set("ran", lasted(ran.0));
            args.set("time", lasted(ran.entered()));
            Toast { text: words.tell(key, &args), ..plain("clock", "") }
        };
        let many = |tickets: i64, what: &str| {
            let mut args = Args::new();
            args.set("n", tickets);
            args.set("what", words.say(what));
            words.tell("said-many", &args)
        };
        let letters = |icon, key: &str, n: i64, first: String| {
            let mut args = Args::new();
            args.set("n", n);
            args.set("first", first);
            Toast { text: words.tell(key, &args), ..plain(icon, "") }
        };
        let undo_run = |run: RunId| format!("/tickets/runs/{run}/undo");
        let ran = |run: RunId, text: String| Toast {
            kind: "change",
            text,
            undo: undo(undo_run(run)),
            look: look(format!("/tickets/runs/{run}"), "run-look"),
            ..plain("check", "")
        };
        match self {
            Self::Sent(message, until) => match ends(until, words.say("said-sent").to_owned()) {
                Some(ends) => Toast {
                    text: words.with("said-leaves", "seconds", ends.seconds()),
                    undo: Some(Undo { action: take_back(message), ends: Some(ends) }),
                    ..plain("send", "")
                },
                None => plain("send", "said-sent"),
            },
            Self::Gone => plain("send", "said-sent"),
            Self::Scheduled(message, at) => Toast {
                text: shell.with("said-scheduled", &shell.whole(&at)),
                undo: undo(take_back(message)),
                ..plain("clock", "")
            },
            Self::Guarded(message, until) => Toast {
                text: shell.with("said-guarded", &shell.whole(&until)),
                undo: undo(take_back(message)),
                ..plain("clock", "")
            },
            Self::Awaits(message) => Toast { undo: undo(take_back(message)), ..plain("lock", "said-awaits") },
            Self::Approved => plain("send", "said-approved"),
            Self::ApprovedFor(at) => {
                Toast { text: shell.with("said-approved-for", &shell.whole(&at)), ..plain("clock", "") }
            }
            Self::SentBack => plain("undo", "said-sent-back"),
            Self::LettersLeave(n, first) => match ends(first, String::new()) {
                Some(ends) => letters("send", "said-letters-leave", n, ends.seconds().to_string()),
                None => letters("send", "said-letters-gone", n, String::new()),
            },
            Self::LettersScheduled(n, first) => letters("clock", "said-letters-scheduled", n, shell.whole(&first)),
            Self::LettersGuarded(n, first) => letters("clock", "said-letters-guarded", n, shell.whole(&first)),
            Self::LettersAwait(n) => letters("lock", "said-letters-await", n, String::new()),
            Self::LettersGone(n) => letters("send", "said-letters-gone", n, String::new()),
            Self::TakenBack => plain("undo", "said-taken-back"),
            Self::TakenBackBeside(ticket) => Toast {
                look: look(format!("/tickets/{ticket}/drafts"), "drafts-see"),
                ..plain("undo", "said-taken-back-beside")
            },
            Self::Noted => plain("note", "said-noted"),
            Self::Changed(ticket, position) => Toast {
                kind: "change",
                undo: undo(format!("/tickets/{ticket}/undo/{position}")),
                ..plain("check", "said-changed")
            },
            Self::ChangeUndone(..) | Self::Undone => Toast { kind: "undone", ..plain("undo", "said-undone") },
            Self::Saved => plain("check", "said-saved"),
            Self::Created(ticket) => {
                Toast { text: words.with("said-created", "n", ticket.to_string()), ..plain("check", "") }
            }
            Self::Erased(ticket) => {
                Toast { text: words.with("said-erased", "n", ticket.to_string()), ..plain("trash", "") }
            }
            Self::ErasedMany(tickets) => {
                Toast { text: words.with("said-erased-many", "n", tickets), ..plain("trash", "") }
            }
            Self::ViewRemoved(view) => {
                Toast { undo: undo(format!("/views/{view}/restore")), ..plain("trash", "said-view-removed") }
            }
            Self::Ran(run, tickets, what) => ran(run, many(tickets, what)),
            Self::Answered(run, tickets, until) => {
                let done = many(tickets, "bulk-answer");
                match ends(until, done.clone()) {
                    Some(ends) => {
                        let mut args = Args::new();
                        args.set("n", tickets);
                        args.set("seconds", ends.seconds());
                        let undo = Some(Undo { action: undo_run(run), ends: Some(ends) });
                        Toast { undo, ..ran(run, words.tell("said-answered", &args)) }
                    }
                    None => Toast { undo: None, ..ran(run, done) },
                }
            }
            Self::RunUndone(what) => {
                Toast { kind: "undone", text: shell.with("said-undone-what", words.say(what)), ..plain("undo", "") }
            }
            Self::Snoozed(run, tickets, until) => {
                let mut args = Args::new();
                args.set("n", tickets);
                args.set("until", shell.whole(&until));
                ran(run, words.tell("said-snoozed", &args))
            }
            Self::SnoozedUntilReply(run, tickets) => ran(run, words.with("said-snoozed-until-reply", "n", tickets)),
            Self::Begun => plain("clock", "said-begun"),
            Self::Cancelled => plain("close", "said-cancelled"),
            Self::NothingToTake => plain("info", "said-nothing-to-take"),
            Self::ClockedUnseen(ticket, ran) => clocked("said-clocked-unseen", ticket, ran),
            Self::ClockedLong(ticket, time, ran) => Toast {
                look: look(format!("/tickets/{ticket}#time-{time}"), "said-clocked-look"),
                ..clocked("said-clocked-long", ticket, ran)
            },
            Self::Twice => plain("info", "said-twice"),
        }
    }
}

fn act(key: &str) -> Option<&'static str> {
    ACTS.iter().copied().find(|act| *act == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::conversation::MacroId;
    use desk::form::FieldId;
    use desk::people::TeamId;
    use desk::ticket::{Act, Kind, Priority, Relation, StatusId};
    use views::agent::bulk;

    #[test]
    fn what_was_said_is_read_as_it_was_written() {
        for said in [
            Said::Sent(MessageId(7), Moment(1_772_357_400_000)),
            Said::Gone,
            Said::Scheduled(MessageId(7), Moment(1_772_357_400_000)),
            Said::Guarded(MessageId(7), Moment(1_772_357_400_000)),
            Said::Awaits(MessageId(8)),
            Said::Approved,
            Said::ApprovedFor(Moment(1_772_357_400_000)),
            Said::SentBack,
            Said::LettersLeave(3, Moment(1_772_357_400_000)),
            Said::LettersScheduled(3, Moment(1_772_357_400_000)),
            Said::LettersGuarded(1, Moment(1_772_357_400_000)),
            Said::LettersAwait(2),
            Said::LettersGone(2),
            Said::TakenBack,
            Said::TakenBackBeside(TicketNumber(100_001)),
            Said::Noted,
            Said::Changed(TicketNumber(100_001), 9),
            Said::ChangeUndone(TicketNumber(100_001), 9),
            Said::Erased(TicketNumber(100_001)),
            Said::ErasedMany(12),
            Said::Undone,
            Said::Saved,
            Said::Created(TicketNumber(100_002)),
            Said::Ran(RunId(4), 12, "field-priority"),
            Said::Answered(RunId(4), 12, Moment(1_772_357_400_000)),
            Said::RunUndone("bulk-tag-add"),
            Said::Snoozed(RunId(4), 12, Moment(1_772_357_400_000)),
            Said::SnoozedUntilReply(RunId(4), 12),
            Said::Begun,
            Said::Cancelled,
            Said::NothingToTake,
            Said::ClockedUnseen(TicketNumber(100_001), Ran(45)),
            Said::ClockedLong(TicketNumber(100_001), TimeId(5), Ran(4320)),
            Said::Twice,
            Said::ViewRemoved(ViewId(3)),
        ] {
            assert_eq!(Said::read(&said.written()), Some(said));
        }
        assert_eq!(Said::read("sent.<script>"), None);
        assert_eq!(Said::read("sent.7"), None);
        assert_eq!(Said::read("snoozed.4.12.soon"), None);
        assert_eq!(Said::read("ran.4.12.said-saved"), None);
    }

    #[test]
    fn whatever_is_done_to_many_is_said() {
        for act in [
            Act::Assign(None),
            Act::SetStatus(StatusId(1)),
            Act::SetPriority(Priority::High),
            Act::SetKind(Kind::Task),
            Act::SetTopic(None),
            Act::SetField { field: FieldId(1), typed: Vec::new(), zone: String::new() },
            Act::MoveToTeam(TeamId(1)),
            Act::Macro(MacroId(1)),
            Act::Answer(MacroId(1)),
            Act::AnswerChecked { id: MacroId(1), warned: Vec::new() },
            Act::AddTags(Vec::new()),
            Act::RemoveTags(Vec::new()),
            Act::SnoozeUntil(Moment(0)),
            Act::SnoozeUntilReply,
            Act::Wake,
            Act::SetDeadline(None),
            Act::Follow,
            Act::Unfollow,
            Act::MergeInto(TicketNumber(100_001)),
            Act::Link { to: TicketNumber(100_001), relation: Relation::Problem },
            Act::MarkSpam,
            Act::MarkNotSpam,
            Act::Trash,
            Act::Restore,
            Act::Erase,
        ] {
            let said = Said::RunUndone(bulk::act(&act));
            assert_eq!(Said::read(&said.written()), Some(said), "{act:?}");
        }
    }
}
