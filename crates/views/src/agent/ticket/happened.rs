//! A recorded change as the timeline tells it: an icon, a sentence, and the way to take it back.

use crate::Shell;
use crate::agent::marked::{Marked, Particular};
use crate::agent::names::Names;
use crate::agent::report::lasted;
use base::words::Words;
use desk::approval::ApprovalState;
use desk::channel::Withheld;
use desk::form::Value;
use desk::people::PersonId;
use desk::sla::{At, amount_told};
use desk::ticket::{Because, Kind, Snooze, TagId};
use desk::{Event, Recorded, Who};

/// A recorded event, and what may be done about it.
#[derive(Clone, Copy)]
pub struct Happened<'a> {
    pub recorded: &'a Recorded,
    pub undoable: bool,
    pub undone: bool,
}

/// One line of the timeline.
pub struct Change {
    /// In the log.
    pub position: i64,
    pub icon: &'static str,
    pub sentence: Marked,
    pub at: base::Moment,
    /// Something went wrong: it must not be overlooked.
    pub failed: bool,
    pub undoable: bool,
    pub undone: bool,
    /// A rule did it, or has to do with it: why, stands elsewhere.
    pub by_rule: bool,
    /// Whoever is writing meanwhile is told.
    pub turn: bool,
}

impl Change {
    /// None: other parts of the page show it already.
    pub fn of(happened: Happened, names: &Names, shell: &Shell) -> Option<Self> {
        let Happened { recorded, undoable, undone } = happened;
        Some(Self {
            position: recorded.place.position,
            icon: icon(&recorded.event)?,
            sentence: sentence(recorded, names, shell),
            at: recorded.at,
            failed: failed(&recorded.event),
            undoable,
            undone,
            by_rule: matches!(recorded.who, Who::Rule(_) | Who::Flow(_))
                || matches!(
                    recorded.event,
                    Event::RuleSuggested { .. }
                        | Event::RuleFailed { .. }
                        | Event::RuleHeld { .. }
                        | Event::FlowHeld { .. }
                ),
            turn: !undone && is_turn(recorded, names, shell),
        })
    }
}

/// Somebody else has done what makes an answer another matter: the ticket is solved, elsewhere, or somebody else's.
fn is_turn(recorded: &Recorded, names: &Names, shell: &Shell) -> bool {
    let own = shell.viewer.as_ref().is_some_and(|viewer| recorded.who == Who::Person(viewer.person));
    let solved = |status: &&desk::ticket::Status| status.category.is_done();
    let turns = matches!(
        &recorded.event,
        Event::AssigneeChanged { .. }
            | Event::TeamChanged { .. }
            | Event::RequesterChanged { .. }
            | Event::TicketMerged { .. }
            | Event::TicketAbsorbed { .. }
            | Event::TicketUnmerged { .. }
            | Event::TicketTrashed { .. }
            | Event::TicketMarkedSpam { .. }
    );
    let ends = matches!(&recorded.event, Event::StatusChanged { to, .. }
        if names.statuses.iter().filter(solved).any(|status| status.id == *to));
    !own && (turns || ends)
}

const fn failed(event: &Event) -> bool {
    matches!(
        event,
        Event::LetterFailed { .. }
            | Event::LetterBounced { .. }
            | Event::LetterUncertain { .. }
            | Event::MessageHeldBack { .. }
            | Event::MessageKept { .. }
            | Event::LetterDeclined { .. }
            | Event::BreakerTripped { .. }
            | Event::MessageUnreadable { .. }
            | Event::RuleSuggested { .. }
            | Event::FlowSuggested { .. }
            | Event::RuleFailed { .. }
            | Event::MacroFailed { .. }
            | Event::RuleHeld { .. }
            | Event::FlowFailed { .. }
            | Event::FlowHeld { .. }
            | Event::WebhookFailed { .. }
            | Event::ApprovalEscalated { .. }
    )
}

/// None for what stands elsewhere: messages, what became of their letters, and events of the house.
const fn icon(event: &Event) -> Option<&'static str> {
    use Event::*;
    match event {
        TicketCreated { follow_up_of: Some(_), .. } => Some("link"),
        SubjectChanged { .. } => Some("pencil"),
        StatusChanged { .. } => Some("status-open"),
        PriorityChanged { .. } => Some("flag"),
        KindChanged { .. } => Some("form"),
        TagsChanged { .. } => Some("tag"),
        FieldChanged { .. } => Some("pencil"),
        TopicChanged { .. } => Some("form"),
        TeamChanged { .. } => Some("team"),
        AssigneeChanged { to: Some(_), .. } | RequesterChanged { .. } => Some("person"),
        AssigneeChanged { to: None, .. } => Some("person-off"),
        OrganizationChanged { .. } => Some("building"),
        ParticipantAdded { .. } | ParticipantRemoved { .. } | ParticipantPaused { .. } => Some("people"),
        FollowerAdded { .. } | FollowerRemoved { .. } => Some("eye"),
        TicketReferred { .. } | ReferralWithdrawn { .. } => Some("forward"),
        ThanksTaken { .. } => Some("smile"),
        TicketSnoozed { .. } => Some("snooze"),
        TicketWoken { .. } => Some("bell"),
        TicketTrashed { .. } => Some("trash"),
        TicketMerged { .. } | TicketAbsorbed { .. } => Some("merge"),
        TicketUnmerged { .. } => Some("split"),
        PassageRedacted { .. } => Some("lock"),
        MessageRedacted { .. } => Some("lock"),
        FileRedacted { .. } => Some("lock"),
        FileFetched { .. } => Some("file"),
        FileLinkRevoked { .. } => Some("link"),
        NoteEdited { .. } => Some("pencil"),
        TextMarked { .. } | TextUnmarked { .. } => Some("paint"),
        TimeLogged { .. } => Some("clock"),
        TimeChanged { .. } => Some("clock"),
        TimeRemoved { .. } => Some("clock"),
        TimeRestored { .. } => Some("clock"),
        DeadlineChanged { .. } => Some("calendar"),
        DeadlineCame { .. } => Some("clock"),
        TaskAdded { .. } => Some("status-new"),
        TaskChanged { .. } => Some("pencil"),
        TaskCommented { .. } => Some("note"),
        TaskCommentRemoved { .. } => Some("trash"),
        TaskDone { .. } => Some("check"),
        TaskReopened { .. } => Some("undo"),
        TaskCameDue { .. } => Some("clock"),
        TaskRemoved { .. } => Some("trash"),
        TaskRestored { .. } => Some("undo"),
        ChecklistApplied { .. } => Some("list"),
        TicketSplit { .. } => Some("split"),
        TicketSplitOff { .. } => Some("split"),
        TicketRejoined { .. } => Some("merge"),
        TicketCopied { .. } => Some("copy"),
        TicketCopiedFrom { .. } => Some("copy"),
        ObjectLinked { .. } | ObjectUnlinked { .. } => Some("tag"),
        ArticleLinked { .. } | ArticleUnlinked { .. } => Some("book"),
        TicketLinked { .. } => Some("link"),
        TicketUnlinked { .. } => Some("link"),
        TicketUnblocked { .. } => Some("check"),
        TicketBlocked { .. } => Some("clock"),
        TicketRestored { .. } | Undone { .. } | MessageTakenBack { .. } => Some("undo"),
        TicketMarkedSpam { .. } | TicketMarkedNotSpam { .. } => Some("spam"),
        LetterFailed { .. } | LetterBounced { .. } | LetterUncertain { .. } | MessageUnreadable { .. } => {
            Some("failed")
        }
        LetterRetried { .. } | MessageReread { .. } => Some("refresh"),
        LetterRedirected { .. } => Some("forward"),
        LetterAwaits { .. } => Some("lock"),
        LetterApproved { .. } => Some("check"),
        LetterDeclined { .. } => Some("warning"),
        MessageHeldBack { .. } | MessageKept { .. } => Some("warning"),
        BreakerTripped { .. } => Some("bolt"),
        SideBegun { .. } | SideDone { .. } | SideReopened { .. } | WentBeside { .. } => Some("side"),
        PersonMentioned { .. } => Some("at"),
        DraftTakenOver { .. } | DraftCommented { .. } => Some("pencil"),
        AnswerHandedOver { .. } | AnswerTaken { .. } => Some("pencil"),
        LockBroken { .. } => Some("lock"),
        MessageMoved { .. } => Some("link"),
        LetterWithheld { .. } => Some("info"),
        RulePressed { .. } => Some("bolt"),
        FlowPressed { .. } | FlowStarted { .. } => Some("flow"),
        FlowFailed { .. } | FlowHeld { .. } => Some("warning"),
        FlowRetried { .. } => Some("refresh"),
        FlowSkipped { .. } => Some("chevron-right"),
        FlowCancelled { .. } => Some("close"),
        FlowDone { .. } => Some("check"),
        RuleSuggested { .. } | FlowSuggested { .. } => Some("why"),
        RuleFailed { .. } | MacroFailed { .. } | RuleHeld { .. } | WebhookFailed { .. } => Some("warning"),
        WebhookCalled { .. } => Some("external"),
        ApprovalAsked { .. } | ApprovalReminded { .. } | ApprovalEscalated { .. } => Some("why"),
        ApprovalAnswered { yes: true, .. } | ApprovalDecided { to: ApprovalState::Approved, .. } => Some("check"),
        ApprovalAnswered { yes: false, .. } | ApprovalDecided { .. } => Some("close"),
        ApprovalWithdrawn { .. } => Some("undo"),
        TicketRated { .. } | RatingAsked { .. } => Some("star"),
        SlaWarned { .. } => Some("clock"),
        TicketRouted { .. } => Some("why"),
        AssignmentTimedOut { .. } => Some("clock"),
        NobodyStandsIn { .. } => Some("person"),
        QueueCrossed { .. } => Some("inbox"),
        SlaBreached { .. } => Some("warning"),
        TicketCreated { follow_up_of: None, .. }
        | MessageReceived { .. }
        | MessageSent { .. }
        | MessageForwarded { .. }
        | NoteAdded { .. }
        | SideWritten { .. }
        | SideAnswered { .. }
        | LetterLeft { .. }
        | LetterSent { .. }
        | LetterCancelled { .. }
        | SlaChosen { .. }
        | TicketOpened { .. }
        | TicketLeft { .. }
        | AnswerAsked { .. }
        | AnswerKept { .. }
        | MessageDecided { .. } => None,
        desk::of_the_house!() => None,
    }
}

pub(crate) fn sentence(recorded: &Recorded, names: &Names, shell: &Shell) -> Marked {
    let who = ("who", name(names.who(recorded.who)));
    let tell = |key: &str, more: Vec<(&'static str, Particular)>| {
        Marked::tell(shell.words, key, [who.clone()].into_iter().chain(more))
    };
    if let Event::TagsChanged { from, to, .. } = &recorded.event {
        let (key, tags) = tags_changed(from, to, names);
        return tell(key, tags);
    }
    if let Event::AssigneeChanged { to: Some(to), .. } = &recorded.event
        && recorded.who == Who::Person(*to)
    {
        return tell("timeline-taken", Vec::new());
    }
    if let Some(key) = by_a_colleague(recorded) {
        return tell(key, particulars(&recorded.event, names, shell));
    }
    let key = format!("event-{}", recorded.event.kind().replace('_', "-"));
    tell(&key, particulars(&recorded.event, names, shell))
}

/// What was done, in few words: what was set to what, else the sentence of the timeline.
pub fn told(recorded: &Recorded, names: &Names, shell: &Shell) -> String {
    short(&set_to(&recorded.event, names, shell).unwrap_or_else(|| sentence(recorded, names, shell).plain()))
}

/// `Priority: High`
fn set_to(event: &Event, names: &Names, shell: &Shell) -> Option<String> {
    let text;
    let (key, value) = if let Event::StatusChanged { to, .. } = event {
        ("ticket-status", names.status(*to))
    } else if let Event::PriorityChanged { to, .. } = event {
        ("ticket-priority", shell.priority(*to))
    } else if let Event::KindChanged { to, .. } = event {
        ("ticket-kind", shell.say(kind_key(*to)))
    } else if let Event::TeamChanged { to, .. } = event {
        ("ticket-team", names.team(*to))
    } else if let Event::AssigneeChanged { to, .. } = event {
        ("ticket-assignee", to.map_or_else(|| shell.say("list-nobody"), |id| names.person(id)))
    } else if let Event::TicketSnoozed { to: Snooze::Until(moment), .. } = event {
        text = shell.ahead(moment);
        ("ticket-snooze", text.as_str())
    } else if let Event::TicketSnoozed { to: Snooze::UntilReply, .. } = event {
        ("ticket-snooze", shell.say("snooze-reply"))
    } else if let Event::SubjectChanged { to, .. } = event {
        ("ticket-subject", to.as_str())
    } else if let Event::TagsChanged { to, .. } = event
        && !to.is_empty()
    {
        text = to.iter().map(|tag| names.tag(*tag)).collect::<Vec<_>>().join(", ");
        ("ticket-tags", text.as_str())
    } else if let Event::DeadlineChanged { to: Some(to), .. } = event {
        text = shell.when_exactly(to).short().to_owned();
        ("deadline-title", text.as_str())
    } else {
        return None;
    };
    Some(format!("{}: {value}", shell.say(key)))
}

/// Whoever follows by somebody else's hand.
fn by_a_colleague(recorded: &Recorded) -> Option<&'static str> {
    let other = |person: PersonId| matches!(recorded.who, Who::Person(who) if who != person);
    if let Event::FollowerAdded { person, .. } = recorded.event
        && other(person)
    {
        Some("event-follower-added-by")
    } else if let Event::FollowerRemoved { person, .. } = recorded.event
        && other(person)
    {
        Some("event-follower-removed-by")
    } else {
        None
    }
}

fn particulars(event: &Event, names: &Names, shell: &Shell) -> Vec<(&'static str, Particular)> {
    use Event::*;
    let change = |from: &str, to: &str| vec![("from", name(from)), ("to", name(to))];
    let person = |id| vec![("person", name(names.person(id)))];
    match event {
        SubjectChanged { from, to, .. } => change(from, to),
        StatusChanged { from, to, .. } => change(names.status(*from), names.status(*to)),
        PriorityChanged { from, to, .. } => change(shell.priority(*from), shell.priority(*to)),
        KindChanged { from, to, .. } => change(shell.say(kind_key(*from)), shell.say(kind_key(*to))),
        TeamChanged { from, to, .. } => change(names.team(*from), names.team(*to)),
        FieldChanged { field, from, to, .. } => {
            let value = |value: &Option<Value>| match value {
                Some(value) => name(&short(&names.value(*field, value))),
                None => Particular::Choice("none"),
            };
            vec![("field", name(names.field(*field))), ("from", value(from)), ("to", value(to))]
        }
        TopicChanged { from, to, .. } => {
            let one = |id: &Option<_>| id.map_or(Particular::Choice("none"), |id| name(names.topic(id)));
            vec![("from", one(from)), ("to", one(to))]
        }
        RequesterChanged { from, to, .. } => change(names.person(*from), names.person(*to)),
        OrganizationChanged { from, to, .. } => {
            let one = |id: &Option<_>| id.map_or(Particular::Choice("none"), |id| name(names.organization(id)));
            vec![("from", one(from)), ("to", one(to))]
        }
        AssigneeChanged { from, to, .. } => {
            let one = |id: &Option<_>| id.map_or(Particular::Choice("none"), |id| name(names.person(id)));
            vec![("from", one(from)), ("to", one(to))]
        }
        ParticipantAdded { person: id, .. }
        | ParticipantRemoved { person: id, .. }
        | FollowerAdded { person: id, .. }
        | FollowerRemoved { person: id, .. }
        | PersonMentioned { person: id, .. }
        | DraftCommented { person: id, .. }
        | DraftTakenOver { person: id, .. }
        | TicketOpened { person: id, .. }
        | TicketLeft { person: id, .. }
        | AnswerAsked { person: id, .. }
        | AnswerKept { person: id, .. }
        | AnswerHandedOver { person: id, .. }
        | AnswerTaken { person: id, .. }
        | LockBroken { person: id, .. } => person(*id),
        TicketReferred { to, level, word, .. } => vec![
            ("to", name(names.referred(*to))),
            ("level", Particular::Choice(level.name())),
            ("word", if word.is_empty() { Particular::Choice("none") } else { name(word) }),
        ],
        ReferralWithdrawn { to, .. } => vec![("to", name(names.referred(*to)))],
        QueueCrossed { team, from, to, .. } => {
            vec![("team", name(names.team(*team))), ("from", Particular::Count(*from)), ("to", Particular::Count(*to))]
        }
        SideBegun { subject, .. }
        | SideWritten { subject, .. }
        | SideAnswered { subject, .. }
        | SideDone { subject, .. }
        | SideReopened { subject, .. }
        | WentBeside { subject, .. } => vec![("subject", name(subject))],
        LetterRedirected { from, to, .. } => change(from, to),
        LetterAwaits { why, .. } => vec![("why", if why.is_empty() { Particular::Choice("none") } else { name(why) })],
        LetterDeclined { reason, .. } => vec![("reason", name(reason))],
        BreakerTripped { address, .. } => vec![("address", name(address))],
        TicketSnoozed { to, then, .. } => {
            let then = then.map_or(Particular::Choice("none"), |status| name(names.status(status)));
            vec![("to", until(*to, shell)), ("then", then)]
        }
        TicketMerged { into, .. }
        | TicketSplit { into, .. }
        | TicketRejoined { into, .. }
        | TicketCopied { into, .. } => {
            vec![("into", name(&into.to_string()))]
        }
        TicketAbsorbed { from, .. }
        | TicketUnmerged { from, .. }
        | TicketSplitOff { from, .. }
        | TicketCopiedFrom { from, .. } => vec![("from", name(&from.to_string()))],
        TimeLogged { person: id, minutes, .. }
        | TimeRemoved { person: id, minutes, .. }
        | TimeRestored { person: id, minutes, .. } => {
            vec![("person", name(names.person(*id))), ("minutes", name(&lasted(*minutes)))]
        }
        TimeChanged { person: id, from, to, .. } => {
            let mut told = change(&lasted(from.minutes), &lasted(to.minutes));
            told.push(("person", name(names.person(*id))));
            told
        }
        DeadlineChanged { to, .. } => {
            vec![("to", to.map_or(Particular::Choice("none"), |to| name(shell.when(&to).exactly().short())))]
        }
        DeadlineCame { at, .. } => vec![("at", name(shell.when(at).exactly().short()))],
        TaskChanged { from, to, .. } => change(&from.text, &to.text),
        TaskAdded { text, .. }
        | TaskCommented { text, .. }
        | TaskCommentRemoved { text, .. }
        | TaskDone { text, .. }
        | TaskReopened { text, .. }
        | TaskCameDue { text, .. }
        | TaskRemoved { text, .. }
        | TaskRestored { text, .. } => vec![("text", name(text))],
        ChecklistApplied { name: list, .. } => vec![("name", name(list))],
        TicketLinked { other, relation, .. } | TicketUnlinked { other, relation, .. } => {
            vec![("other", name(&other.to_string())), ("relation", Particular::Choice(relation.name()))]
        }
        TicketUnblocked { other, .. } | TicketBlocked { other, .. } => vec![("other", Particular::Ticket(*other))],
        Undone { left, .. } => vec![("left", left.map_or(Particular::Choice("none"), Particular::Ticket))],
        ObjectLinked { name: object, .. } | ObjectUnlinked { name: object, .. } => vec![("name", name(object))],
        ArticleLinked { name: article, .. } | ArticleUnlinked { name: article, .. } => vec![("name", name(article))],
        FileFetched { name: file, .. } | FileLinkRevoked { name: file, .. } => vec![("name", name(file))],
        NobodyStandsIn { person: id, .. } => vec![("person", name(names.person(*id)))],
        AssignmentTimedOut { person: id, minutes, .. } => {
            vec![("person", name(names.person(*id))), ("minutes", Particular::Count(*minutes))]
        }
        TicketRouted { person: id, because, among, away, full, lacking, load, effort, .. } => vec![
            ("person", name(names.person(*id))),
            (
                "because",
                Particular::Choice(if load.is_some() && *because == Because::Load { "least" } else { because.name() }),
            ),
            ("load", Particular::Count(load.unwrap_or(0))),
            ("effort", Particular::Count(effort.unwrap_or(1))),
            ("among", Particular::Count(*among)),
            ("away", Particular::Count(*away)),
            ("full", Particular::Count(*full)),
            ("lacking", Particular::Count(lacking.unwrap_or(0))),
        ],
        SlaWarned { target, at, .. } => {
            vec![("target", name(shell.say(target.key()))), ("at", name(&step_told(*at, shell.words)))]
        }
        SlaBreached { target, due, .. } => {
            vec![("target", name(shell.say(target.key()))), ("due", name(shell.when_exactly(due).short()))]
        }
        LetterFailed { reason, .. } | LetterUncertain { reason, .. } => vec![("reason", name(reason))],
        MessageMoved { from, to, .. } => change(&format!("#{from}"), &format!("#{to}")),
        LetterBounced { address, reason, .. } => vec![("address", name(address)), ("reason", name(reason))],
        LetterWithheld { address, reason, .. } => {
            vec![("address", name(address)), ("reason", name(shell.say(withheld_key(*reason))))]
        }
        ApprovalAsked { name: question, asked, .. } => vec![
            ("name", name(question)),
            (
                "asked",
                name(&asked.iter().map(|id| names.person(*id)).collect::<Vec<_>>().join(shell.say("admin-list-comma"))),
            ),
        ],
        ParticipantPaused { person: id, paused, .. } => vec![
            ("person", name(names.person(*id))),
            ("paused", Particular::Choice(if *paused { "yes" } else { "no" })),
        ],
        ApprovalAnswered { person: id, yes, note, .. } => vec![
            ("person", name(names.person(*id))),
            ("yes", Particular::Choice(if *yes { "yes" } else { "no" })),
            ("note", name(note)),
        ],
        ApprovalReminded { name: question, people, .. } => {
            vec![("name", name(question)), ("people", Particular::Count(*people))]
        }
        ApprovalEscalated { person: id, .. } => vec![("person", name(names.person(*id)))],
        ApprovalDecided { name: question, to, .. } => {
            vec![("name", name(question)), ("to", Particular::Choice(to.name()))]
        }
        ApprovalWithdrawn { name: question, .. } => vec![("name", name(question))],
        TicketRated { from, to, comment, .. } => vec![
            ("from", from.map_or(Particular::Choice("none"), |from| name(&from.drawn()))),
            ("to", name(&to.drawn())),
            ("comment", if comment.is_empty() { Particular::Choice("none") } else { name(&short(comment)) }),
        ],
        FlowPressed { name: flow, .. }
        | FlowStarted { name: flow, .. }
        | FlowSuggested { name: flow, .. }
        | FlowRetried { name: flow, .. }
        | FlowSkipped { name: flow, .. }
        | FlowCancelled { name: flow, .. }
        | FlowDone { name: flow, .. } => vec![("name", name(flow))],
        FlowFailed { name: flow, reason, .. } | FlowHeld { name: flow, reason, .. } => {
            vec![("name", name(flow)), ("reason", name(shell.words.say(reason)))]
        }
        RulePressed { name: rule, .. }
        | RuleSuggested { name: rule, .. }
        | RuleHeld { name: rule, .. }
        | WebhookCalled { name: rule, .. }
        | WebhookFailed { name: rule, .. } => {
            vec![("name", name(rule))]
        }
        RuleFailed { name: rule, step, reason, .. } | MacroFailed { name: rule, step, reason, .. } => {
            let step = shell.words.say(&format!("step-{}", step.replace('_', "-"))).to_owned();
            vec![("name", name(rule)), ("step", name(&step)), ("reason", name(shell.words.say(reason)))]
        }
        TicketCreated { .. }
        | MessageReceived { .. }
        | MessageSent { .. }
        | MessageForwarded { .. }
        | MessageTakenBack { .. }
        | MessageHeldBack { .. }
        | MessageKept { .. }
        | MessageReread { .. }
        | NoteAdded { .. }
        | ThanksTaken { .. }
        | PassageRedacted { .. }
        | MessageRedacted { .. }
        | FileRedacted { .. }
        | NoteEdited { .. }
        | TextMarked { .. }
        | TextUnmarked { .. }
        | TagsChanged { .. }
        | TicketWoken { .. }
        | TicketTrashed { .. }
        | TicketRestored { .. }
        | TicketMarkedSpam { .. }
        | TicketMarkedNotSpam { .. }
        | LetterLeft { .. }
        | LetterSent { .. }
        | LetterApproved { .. }
        | LetterRetried { .. }
        | LetterCancelled { .. }
        | MessageDecided { .. }
        | MessageUnreadable { .. }
        | SlaChosen { .. }
        | RatingAsked { .. } => Vec::new(),
        desk::of_the_house!() => Vec::new(),
    }
}

/// A long text is told by its beginning.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What came and what went says more than both lists.
fn tags_changed(from: &[TagId], to: &[TagId], names: &Names) -> (&'static str, Vec<(&'static str, Particular)>) {
    let list = |tags: &[TagId], other: &[TagId]| {
        let gone = tags.iter().filter(|tag| !other.contains(tag)).map(|tag| names.tag(*tag));
        gone.collect::<Vec<_>>().join(", ")
    };
    let (added, removed) = (list(to, from), list(from, to));
    let key = match (added.is_empty(), removed.is_empty()) {
        (_, true) => "timeline-tags-added",
        (true, false) => "timeline-tags-removed",
        (false, false) => "timeline-tags-changed",
    };
    (key, vec![("added", name(&added)), ("removed", name(&removed))])
}

/// How far a clock had come: `75% of the time is used`.
pub fn step_told(at: At, words: &Words) -> String {
    match at {
        At::Percent(percent) => words.with("sla-warned-percent", "x", i64::from(percent)),
        At::Before(minutes) => words.with("sla-warned-before", "x", amount_told(i64::from(minutes), words)),
        At::After(minutes) => words.with("sla-warned-after", "x", amount_told(i64::from(minutes), words)),
    }
}

fn until(snooze: Snooze, shell: &Shell) -> Particular {
    match snooze {
        Snooze::Until(moment) => Particular::Name(shell.when(&moment).long().to_owned()),
        Snooze::UntilReply | Snooze::Awake => Particular::Choice("reply"),
    }
}

fn name(text: &str) -> Particular {
    Particular::Name(text.to_owned())
}

pub const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "kind-question",
        Kind::Incident => "kind-incident",
        Kind::Problem => "kind-problem",
        Kind::Task => "kind-task",
    }
}

const fn withheld_key(reason: Withheld) -> &'static str {
    match reason {
        Withheld::Automatic => "withheld-automatic",
        Withheld::Unanswerable => "withheld-unanswerable",
        Withheld::Ours => "withheld-ours",
        Withheld::NoReply => "withheld-no-reply",
        Withheld::TooMany => "withheld-too-many",
        Withheld::Breaker => "withheld-breaker",
        Withheld::Blocked => "withheld-blocked",
        Withheld::Old => "withheld-old",
        Withheld::Observing => "withheld-observing",
        Withheld::Filtered => "withheld-filtered",
        Withheld::Keyless => "withheld-keyless",
    }
}
