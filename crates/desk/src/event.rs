//! Everything that happens, as one recorded change each: enough to explain it and to invert it.

mod asked;

use crate::access::{Level, Role};
use crate::approval::{ApprovalId, ApprovalState, ProcedureId};
use crate::automation::{DeliveryId, RuleId, WebhookId};
use crate::channel::{
    FilterId, GuardId, IntakeId, KeyChange, LetterId, LetterKind, MailboxId, Provider, Withheld, Worry,
};
use crate::conversation::{AttachmentId, CarriedDrafts, MacroId, MarkerId, MessageId, ReadingId, SideId};
use crate::flow::{FlowId, FlowRunId, NodeId};
use crate::form::{FieldId, FormId, TopicId, Value};
use crate::knowledge::{ArticleCategoryId, ArticleId, ArticleState};
use crate::notification::{ChatId, Muted};
use crate::object::{ObjectId, ObjectTypeId};
use crate::panel::PanelId;
use crate::people::{About, HandleKind, OrganizationId, PersonId, PersonNoteId, Profile, TeamId, Tier};
use crate::sla::{At, CalendarId, PolicyId, Target};
use crate::ticket::{
    ActivityId, Because, BrandId, ChecklistId, Kind, MailingId, Priority, ReferredTo, Relation, RunId, SkillId, Snooze,
    Stars, StatusId, TagId, TaskCommentId, TaskFacts, TaskId, TemplateId, TicketId, TicketNumber, TimeFacts, TimeId,
    Via, ViewId, Way, WorkflowId,
};
use base::{Language, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Person(PersonId),
    /// The desk itself: mail, clock.
    System,
    /// A rule that somebody has made.
    Rule(RuleId),
    /// A flow that somebody has made.
    Flow(FlowId),
    /// Not signed in: a form, a failed login.
    Anonymous,
}

/// Where an event stands in the log. On PostgreSQL the transaction comes first, because numbers become visible out of order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub transaction: i64,
    pub position: i64,
}

/// As pages write it: `transaction-position`.
impl fmt::Display for Place {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}-{}", self.transaction, self.position)
    }
}

impl FromStr for Place {
    type Err = ParseIntError;

    fn from_str(written: &str) -> Result<Self, ParseIntError> {
        let (transaction, position) = written.split_once('-').unwrap_or((written, ""));
        Ok(Self { transaction: transaction.parse()?, position: position.parse()? })
    }
}

/// An event as the log keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    pub place: Place,
    pub at: Moment,
    pub who: Who,
    /// Position of the event that led to this one.
    pub cause: Option<i64>,
    /// Nobody in the house is told of it.
    pub quiet: bool,
    pub event: Event,
}

macro_rules! events {
    (
        ticket { $($(#[$told:meta])* $ticket:ident = $ticket_key:literal { $($ticket_field:ident : $ticket_type:ty),* $(,)? })* }
        house { $($(#[$of:meta])* $house:ident = $house_key:literal { $($house_field:ident : $house_type:ty),* $(,)? })* }
    ) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        pub enum Event {
            $($(#[$told])* #[serde(rename = $ticket_key)] $ticket { $($ticket_field: $ticket_type),* },)*
            $($(#[$of])* #[serde(rename = $house_key)] $house { $($house_field: $house_type),* },)*
        }

        impl Event {
            /// Every kind there is; each has its sentence in `locales` under `event-…`.
            pub const KINDS: &[&str] = &[$($ticket_key,)* $($house_key,)*];

            /// The word in columns and APIs: `ticket_snoozed`.
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$ticket { .. } => $ticket_key,)*
                    $(Self::$house { .. } => $house_key,)*
                }
            }

            /// What the sentence of this kind may speak of, besides who did it.
            #[cfg(test)]
            const FIELDS: &[(&str, &[&str])] = &[
                $(($ticket_key, &[$(stringify!($ticket_field)),*]),)*
                $(($house_key, &[$(stringify!($house_field)),*]),)*
            ];
        }

        /// Every event that stands in a ticket's timeline, as a pattern.
        #[macro_export]
        macro_rules! of_a_ticket {
            () => { $($crate::Event::$ticket { .. })|* };
        }

        /// Every event that stands in no timeline, as a pattern.
        #[macro_export]
        macro_rules! of_the_house {
            () => { $($crate::Event::$house { .. })|* };
        }
    };
}

events! {
    ticket {
        TicketCreated = "ticket_created" { ticket: TicketId, follow_up_of: Option<TicketId> }
        MessageReceived = "message_received" { ticket: TicketId, message: MessageId }
        MessageSent = "message_sent" { ticket: TicketId, message: MessageId }
        MessageForwarded = "message_forwarded" { ticket: TicketId, message: MessageId }
        MessageTakenBack = "message_taken_back" { ticket: TicketId, message: MessageId }
        /// A letter that waited for its moment stays unsent, because somebody wrote meanwhile; it is a draft again.
        MessageHeldBack = "message_held_back" { ticket: TicketId, message: MessageId }
        /// One that had not left stays unsent, because its ticket went into the trash or the spam; it is a draft again.
        MessageKept = "message_kept" { ticket: TicketId, message: MessageId }
        /// It stands in the timelines of both tickets.
        MessageMoved = "message_moved" { ticket: TicketId, message: MessageId, from: TicketNumber, to: TicketNumber }
        /// Its original was read anew.
        MessageReread = "message_reread" { ticket: TicketId, message: MessageId, from: ReadingId, to: ReadingId }
        /// A message that only said thank you: the ticket stays solved.
        ThanksTaken = "thanks_taken" { ticket: TicketId, message: MessageId }
        NoteAdded = "note_added" { ticket: TicketId, message: MessageId }
        /// An agent asks somebody else about the ticket, beside the talk with its requester.
        SideBegun = "side_begun" { ticket: TicketId, side: SideId, subject: String }
        SideWritten = "side_written" { ticket: TicketId, side: SideId, message: MessageId, subject: String }
        SideAnswered = "side_answered" { ticket: TicketId, side: SideId, message: MessageId, subject: String }
        SideDone = "side_done" { ticket: TicketId, side: SideId, subject: String }
        SideReopened = "side_reopened" { ticket: TicketId, side: SideId, subject: String }
        /// What was said on the ticket with somebody else stands in a side conversation now.
        WentBeside = "went_beside" { ticket: TicketId, side: SideId, subject: String, messages: Vec<MessageId> }
        PersonMentioned = "person_mentioned" { ticket: TicketId, message: MessageId, person: PersonId }
        /// A colleague said something about a shared draft.
        DraftCommented = "draft_commented" { ticket: TicketId, person: PersonId }
        DraftTakenOver = "draft_taken_over" { ticket: TicketId, person: PersonId }
        /// Somebody who leads let a ticket go that this person held while answering.
        LockBroken = "lock_broken" { ticket: TicketId, person: PersonId }
        /// This person answers, and is asked to let somebody else go on.
        AnswerAsked = "answer_asked" { ticket: TicketId, person: PersonId }
        /// This person asked, and does not go on.
        AnswerKept = "answer_kept" { ticket: TicketId, person: PersonId }
        /// With what was written, to this person.
        AnswerHandedOver = "answer_handed_over" { ticket: TicketId, person: PersonId }
        /// Somebody answers instead of this person, whose text stays theirs.
        AnswerTaken = "answer_taken" { ticket: TicketId, person: PersonId }
        SubjectChanged = "subject_changed" { ticket: TicketId, from: String, to: String }
        StatusChanged = "status_changed" { ticket: TicketId, from: StatusId, to: StatusId }
        PriorityChanged = "priority_changed" { ticket: TicketId, from: Priority, to: Priority }
        KindChanged = "kind_changed" { ticket: TicketId, from: Kind, to: Kind }
        TagsChanged = "tags_changed" { ticket: TicketId, from: Vec<TagId>, to: Vec<TagId> }
        TeamChanged = "team_changed" { ticket: TicketId, from: TeamId, to: TeamId }
        AssigneeChanged = "assignee_changed" { ticket: TicketId, from: Option<PersonId>, to: Option<PersonId> }
        /// `organization`: for which it was asked before, as far as that is known.
        RequesterChanged = "requester_changed" { ticket: TicketId, from: PersonId, to: PersonId, organization: Option<OrganizationId> }
        /// It is asked for another organisation, or for none.
        OrganizationChanged = "organization_changed" { ticket: TicketId, from: Option<OrganizationId>, to: Option<OrganizationId> }
        /// `one_with`: who they were until two became one.
        ParticipantAdded = "participant_added" { ticket: TicketId, person: PersonId, one_with: Option<PersonId> }
        /// `one_with`: who they are since two became one.
        ParticipantRemoved = "participant_removed" { ticket: TicketId, person: PersonId, one_with: Option<PersonId> }
        /// Answers go to them no more, or again.
        ParticipantPaused = "participant_paused" { ticket: TicketId, person: PersonId, paused: bool }
        FollowerAdded = "follower_added" { ticket: TicketId, person: PersonId }
        FollowerRemoved = "follower_removed" { ticket: TicketId, person: PersonId }
        /// Somebody comes to it who does not see its team; `from`: how far they might go before.
        TicketReferred = "ticket_referred" { ticket: TicketId, to: ReferredTo, from: Option<Level>, level: Level, word: String }
        ReferralWithdrawn = "referral_withdrawn" { ticket: TicketId, to: ReferredTo, level: Level }
        /// `then`: the status it gets when it wakes at its moment.
        TicketSnoozed = "ticket_snoozed" { ticket: TicketId, from: Snooze, to: Snooze, then: Option<StatusId> }
        TicketWoken = "ticket_woken" { ticket: TicketId, from: Snooze }
        TicketTrashed = "ticket_trashed" { ticket: TicketId }
        TicketRestored = "ticket_restored" { ticket: TicketId }
        TicketMarkedSpam = "ticket_marked_spam" { ticket: TicketId }
        TicketMarkedNotSpam = "ticket_marked_not_spam" { ticket: TicketId }
        /// Its conversation goes on in another ticket, whose timeline has `ticket_absorbed`.
        TicketMerged = "ticket_merged" { ticket: TicketId, into: TicketNumber }
        /// What was said on the other ticket stands here now.
        TicketAbsorbed = "ticket_absorbed" { ticket: TicketId, from: TicketNumber, messages: Vec<MessageId>, drafts: Option<CarriedDrafts>, stars: Option<Vec<PersonId>> }
        TicketUnmerged = "ticket_unmerged" { ticket: TicketId, from: TicketNumber }
        /// Some of what was said on it has a ticket of its own, whose timeline has `ticket_split_off`.
        TicketSplit = "ticket_split" { ticket: TicketId, into: TicketNumber, messages: Vec<MessageId> }
        TicketSplitOff = "ticket_split_off" { ticket: TicketId, from: TicketNumber }
        /// What was split off went back.
        TicketRejoined = "ticket_rejoined" { ticket: TicketId, into: TicketNumber }
        TicketCopied = "ticket_copied" { ticket: TicketId, into: TicketNumber }
        TicketCopiedFrom = "ticket_copied_from" { ticket: TicketId, from: TicketNumber }
        /// Stands in both timelines, each with what the other one is to it.
        TicketLinked = "ticket_linked" { ticket: TicketId, other: TicketNumber, relation: Relation }
        TicketUnlinked = "ticket_unlinked" { ticket: TicketId, other: TicketNumber, relation: Relation }
        /// Nothing has to be done before it any more: the other was the last.
        TicketUnblocked = "ticket_unblocked" { ticket: TicketId, other: TicketNumber }
        /// The other has to be done before it again.
        TicketBlocked = "ticket_blocked" { ticket: TicketId, other: TicketNumber }
        TaskAdded = "task_added" { ticket: TicketId, task: TaskId, text: String }
        TaskChanged = "task_changed" { ticket: TicketId, task: TaskId, from: TaskFacts, to: TaskFacts }
        /// `text`: the task's own words. `people`: whom it concerns.
        TaskCommented = "task_commented" { ticket: TicketId, task: TaskId, comment: TaskCommentId, text: String, people: Vec<PersonId> }
        TaskCommentRemoved = "task_comment_removed" { ticket: TicketId, task: TaskId, text: String }
        TaskDone = "task_done" { ticket: TicketId, task: TaskId, text: String }
        TaskReopened = "task_reopened" { ticket: TicketId, task: TaskId, text: String }
        /// Its moment has come, and it is not done; `person` owns it.
        TaskCameDue = "task_came_due" { ticket: TicketId, task: TaskId, person: PersonId, text: String }
        TaskRemoved = "task_removed" { ticket: TicketId, task: TaskId, text: String }
        TaskRestored = "task_restored" { ticket: TicketId, task: TaskId, text: String }
        /// Every step of it is a task now.
        ChecklistApplied = "checklist_applied" { ticket: TicketId, name: String, tasks: Vec<TaskId> }
        DeadlineChanged = "deadline_changed" { ticket: TicketId, from: Option<Moment>, to: Option<Moment> }
        /// The moment until which it was promised has come, and it is not done.
        DeadlineCame = "deadline_came" { ticket: TicketId, at: Moment }
        TimeLogged = "time_logged" { ticket: TicketId, time: TimeId, person: PersonId, minutes: i64 }
        TimeChanged = "time_changed" { ticket: TicketId, time: TimeId, person: PersonId, from: TimeFacts, to: TimeFacts }
        TimeRemoved = "time_removed" { ticket: TicketId, time: TimeId, person: PersonId, minutes: i64 }
        TimeRestored = "time_restored" { ticket: TicketId, time: TimeId, person: PersonId, minutes: i64 }
        /// What it said is gone from everywhere.
        PassageRedacted = "passage_redacted" { ticket: TicketId, message: MessageId }
        MessageRedacted = "message_redacted" { ticket: TicketId, message: MessageId }
        FileRedacted = "file_redacted" { ticket: TicketId, message: MessageId }
        /// Whoever holds the letter has fetched a file that went as a link, for the first time; and cannot any more.
        FileFetched = "file_fetched" { ticket: TicketId, message: MessageId, name: String }
        FileLinkRevoked = "file_link_revoked" { ticket: TicketId, message: MessageId, name: String }
        NoteEdited = "note_edited" { ticket: TicketId, message: MessageId }
        /// A passage was highlighted for colleagues; and is not any more.
        TextMarked = "text_marked" { ticket: TicketId, message: MessageId, marker: MarkerId }
        TextUnmarked = "text_unmarked" { ticket: TicketId, message: MessageId, marker: MarkerId }
        /// Some recipients' servers accepted the letter, and the others are still waited for.
        LetterLeft = "letter_left" { letter: LetterId, ticket: Option<TicketId> }
        /// Every recipient's server accepted the letter. `answer`: it is the last answer of its ticket.
        LetterSent = "letter_sent" { letter: LetterId, ticket: Option<TicketId>, answer: Option<bool> }
        LetterFailed = "letter_failed" { letter: LetterId, ticket: Option<TicketId>, reason: String, answer: Option<bool> }
        LetterRetried = "letter_retried" { letter: LetterId, ticket: Option<TicketId> }
        /// Goes to another address instead.
        LetterRedirected = "letter_redirected" { letter: LetterId, ticket: Option<TicketId>, from: String, to: String }
        LetterBounced = "letter_bounced" { letter: LetterId, ticket: Option<TicketId>, address: String, reason: String, answer: Option<bool> }
        /// The connection broke after the letter was handed over: a person decides.
        LetterUncertain = "letter_uncertain" { letter: LetterId, ticket: Option<TicketId>, reason: String, answer: Option<bool> }
        LetterCancelled = "letter_cancelled" { letter: LetterId, ticket: Option<TicketId> }
        /// It leaves when somebody else has said yes; `why` names the guards that ask for it.
        LetterAwaits = "letter_awaits" { letter: LetterId, ticket: Option<TicketId>, why: String }
        LetterApproved = "letter_approved" { letter: LetterId, ticket: Option<TicketId> }
        LetterDeclined = "letter_declined" { letter: LetterId, ticket: Option<TicketId>, reason: String }
        /// An automatic letter was not written.
        LetterWithheld = "letter_withheld" { ticket: Option<TicketId>, address: String, reason: Withheld }
        /// Two machines answered each other: for a day this correspondent gets no automatic letter of any kind.
        BreakerTripped = "breaker_tripped" { ticket: Option<TicketId>, address: String }
        MessageDecided = "message_decided" { intake: IntakeId, ticket: Option<TicketId>, decision: crate::channel::Decision }
        MessageUnreadable = "message_unreadable" { intake: IntakeId, ticket: Option<TicketId> }
        /// From `since` on another policy counts for the ticket, or another version of it.
        SlaChosen = "sla_chosen" { ticket: TicketId, policy: Option<PolicyId>, version: i64, since: Moment }
        /// A step on the way to a due time, or after it, was taken.
        SlaWarned = "sla_warned" { ticket: TicketId, target: Target, at: At }
        /// It goes to this person by itself, and why.
        TicketRouted = "ticket_routed" { ticket: TicketId, person: PersonId, because: Because, among: i64, away: i64, full: i64, lacking: Option<i64>, load: Option<i64>, effort: Option<i64> }
        /// It lay untouched for so long, and goes on to somebody else or to nobody.
        AssignmentTimedOut = "assignment_timed_out" { ticket: TicketId, person: PersonId, minutes: i64 }
        /// The requester wrote to somebody who is away, and whoever stands in cannot: it is the team's again.
        NobodyStandsIn = "nobody_stands_in" { ticket: TicketId, person: PersonId }
        SlaBreached = "sla_breached" { ticket: TicketId, target: Target, due: Moment }
        FieldChanged = "field_changed" { ticket: TicketId, field: FieldId, from: Option<Value>, to: Option<Value> }
        ObjectLinked = "object_linked" { ticket: TicketId, object: ObjectId, of: ObjectTypeId, name: String }
        ObjectUnlinked = "object_unlinked" { ticket: TicketId, object: ObjectId, of: ObjectTypeId, name: String }
        /// An article of the knowledge base answered it.
        ArticleLinked = "article_linked" { ticket: TicketId, article: ArticleId, name: String }
        ArticleUnlinked = "article_unlinked" { ticket: TicketId, article: ArticleId, name: String }
        TopicChanged = "topic_changed" { ticket: TicketId, from: Option<TopicId>, to: Option<TopicId> }
        /// Its requester says how content they are; `agent` had answered last.
        TicketRated = "ticket_rated" { ticket: TicketId, from: Option<Stars>, to: Stars, comment: String, agent: Option<PersonId> }
        /// A letter asks them to.
        RatingAsked = "rating_asked" { ticket: TicketId }
        /// Somebody began it by hand.
        RulePressed = "rule_pressed" { ticket: TicketId, rule: RuleId, name: String }
        /// It would act, and waits for a person to say so.
        RuleSuggested = "rule_suggested" { ticket: TicketId, rule: RuleId, name: String }
        /// One of its steps was refused; the others were taken.
        RuleFailed = "rule_failed" { ticket: TicketId, rule: RuleId, name: String, step: String, reason: String }
        /// One of the steps of a macro was refused; the others were taken.
        MacroFailed = "macro_failed" { ticket: TicketId, prepared: MacroId, name: String, step: String, reason: String }
        /// It would have gone on in a circle.
        RuleHeld = "rule_held" { ticket: TicketId, rule: RuleId, name: String }
        /// Somebody began it by hand.
        FlowPressed = "flow_pressed" { ticket: TicketId, flow: FlowId, name: String }
        /// It proposes to begin, and waits for a person to say so.
        FlowSuggested = "flow_suggested" { ticket: TicketId, flow: FlowId, run: FlowRunId, name: String }
        FlowStarted = "flow_started" { ticket: TicketId, flow: FlowId, run: FlowRunId, name: String }
        /// A step was refused: it goes no further until a person says how.
        FlowFailed = "flow_failed" { ticket: TicketId, flow: FlowId, run: FlowRunId, node: NodeId, name: String, reason: String }
        /// Somebody had it try its step once more.
        FlowRetried = "flow_retried" { ticket: TicketId, flow: FlowId, run: FlowRunId, name: String }
        /// Somebody had it go on without its step.
        FlowSkipped = "flow_skipped" { ticket: TicketId, flow: FlowId, run: FlowRunId, name: String }
        FlowCancelled = "flow_cancelled" { ticket: TicketId, flow: FlowId, run: FlowRunId, name: String }
        FlowDone = "flow_done" { ticket: TicketId, flow: FlowId, run: FlowRunId, name: String }
        /// It would have gone on in a circle, or there are too many on this ticket.
        FlowHeld = "flow_held" { ticket: TicketId, flow: FlowId, name: String, reason: String }
        /// On its way to an address outside.
        WebhookCalled = "webhook_called" { ticket: TicketId, webhook: WebhookId, name: String, delivery: DeliveryId }
        /// Nobody took it for a day, or nobody wants it any more.
        WebhookFailed = "webhook_failed" { ticket: TicketId, webhook: WebhookId, name: String, delivery: DeliveryId }
        ApprovalAsked = "approval_asked" { ticket: TicketId, approval: ApprovalId, name: String, asked: Vec<PersonId> }
        /// One of those who were asked has said yes or no.
        ApprovalAnswered = "approval_answered" { ticket: TicketId, approval: ApprovalId, person: PersonId, yes: bool, note: String }
        ApprovalReminded = "approval_reminded" { ticket: TicketId, approval: ApprovalId, name: String, people: i64 }
        /// Nobody had decided in time: this person's word alone does.
        ApprovalEscalated = "approval_escalated" { ticket: TicketId, approval: ApprovalId, person: PersonId }
        ApprovalDecided = "approval_decided" { ticket: TicketId, approval: ApprovalId, name: String, to: ApprovalState }
        ApprovalWithdrawn = "approval_withdrawn" { ticket: TicketId, approval: ApprovalId, name: String }
        /// With this ticket the number of open tickets of its team went over a bound that a rule or a flow asks for.
        QueueCrossed = "queue_crossed" { ticket: TicketId, team: TeamId, from: i64, to: i64 }
        /// An agent opened it; told only while a rule or a flow listens.
        TicketOpened = "ticket_opened" { ticket: TicketId, person: PersonId }
        /// An agent closed its last page of it some moments ago.
        TicketLeft = "ticket_left" { ticket: TicketId, person: PersonId }
        /// The event at `position` was taken back by its inverse; with it `left` went out of this ticket again.
        Undone = "undone" { ticket: TicketId, position: i64, left: Option<TicketNumber> }
    }
    house {
        /// What an agent wants to be told of, and how.
        NoticesChosen = "notices_chosen" { person: PersonId, from: String, to: String }
        /// Somebody was told of something, or has seen it: their open pages show it.
        InboxChanged = "inbox_changed" { people: Vec<PersonId> }
        MuteChanged = "mute_changed" { person: PersonId, what: Muted, target: i64, muted: bool }
        PushSubscribed = "push_subscribed" { person: PersonId }
        PushUnsubscribed = "push_unsubscribed" { person: PersonId }
        /// Somebody chose where their notifications go as messages in a chat, or that they do not any more.
        ChatChosen = "chat_chosen" { person: PersonId, name: String }
        ChatLeft = "chat_left" { person: PersonId }
        /// Somebody's calendar has a new secret address, or none any more.
        CalendarFeedChanged = "calendar_feed_changed" { person: PersonId, open: bool }
        PersonCreated = "person_created" { person: PersonId }
        PersonChanged = "person_changed" { person: PersonId, from: Profile, to: Profile }
        /// `name`: what the other one was called.
        PeopleMerged = "people_merged" { person: PersonId, from: PersonId, name: String }
        PeopleUnmerged = "people_unmerged" { person: PersonId, from: PersonId, name: String }
        /// They are not one, although it looks so.
        PeopleKeptApart = "people_kept_apart" { person: PersonId, other: PersonId }
        PersonBlocked = "person_blocked" { person: PersonId }
        PersonUnblocked = "person_unblocked" { person: PersonId }
        AddressAdded = "address_added" { person: PersonId, address: String }
        AddressRemoved = "address_removed" { person: PersonId, address: String }
        /// Several people write from it, or one, whatever it is called.
        AddressShared = "address_shared" { person: PersonId, address: String }
        AddressOwned = "address_owned" { person: PersonId, address: String }
        AddressChosen = "address_chosen" { person: PersonId, from: String, to: String }
        SignatureChanged = "signature_changed" { person: PersonId, from: String, to: String }
        ShortcutsChosen = "shortcuts_chosen" { person: PersonId, from: String, to: String }
        /// With or without numbers beside queues.
        NumbersShown = "numbers_shown" { person: PersonId, shown: bool }
        /// One's own clock begins when one begins to write, or not.
        ClockChosen = "clock_chosen" { person: PersonId, begins: bool }
        OrganizationCreated = "organization_created" { organization: OrganizationId }
        OrganizationRenamed = "organization_renamed" { organization: OrganizationId, from: String, to: String }
        OrganizationDescribed = "organization_described" { organization: OrganizationId, from: About, to: About }
        /// `name`: what the other one was called.
        OrganizationsMerged = "organizations_merged" { organization: OrganizationId, from: OrganizationId, name: String, members: i64, tickets: i64 }
        OrganizationsUnmerged = "organizations_unmerged" { organization: OrganizationId, from: OrganizationId, name: String }
        OrganizationRemoved = "organization_removed" { organization: OrganizationId, name: String }
        OrganizationJoined = "organization_joined" { organization: OrganizationId, person: PersonId }
        OrganizationLeft = "organization_left" { organization: OrganizationId, person: PersonId }
        ContactNamed = "contact_named" { organization: OrganizationId, person: PersonId }
        ContactDropped = "contact_dropped" { organization: OrganizationId, person: PersonId }
        PhoneAdded = "phone_added" { person: PersonId, number: String }
        PhoneRemoved = "phone_removed" { person: PersonId, number: String }
        HandleAdded = "handle_added" { person: PersonId, service: HandleKind, handle: String }
        HandleRemoved = "handle_removed" { person: PersonId, service: HandleKind, handle: String }
        PersonNoteAdded = "person_note_added" { person: PersonId, note: PersonNoteId }
        PersonNoteRemoved = "person_note_removed" { person: PersonId, note: PersonNoteId }
        TierChanged = "tier_changed" { person: PersonId, from: Tier, to: Tier }
        /// People with an address there who belonged to nobody are members now.
        DomainAdded = "domain_added" { organization: OrganizationId, domain: String, members: i64 }
        DomainRemoved = "domain_removed" { organization: OrganizationId, domain: String }
        AgentInvited = "agent_invited" { person: PersonId, role: Role }
        AgentJoined = "agent_joined" { person: PersonId }
        RoleChanged = "role_changed" { person: PersonId, from: Role, to: Role }
        LevelChanged = "level_changed" { person: PersonId, team: TeamId, from: Level, to: Level }
        AgentDeactivated = "agent_deactivated" { person: PersonId }
        AgentReactivated = "agent_reactivated" { person: PersonId }
        PasswordChanged = "password_changed" { person: PersonId }
        PasswordForgotten = "password_forgotten" { person: PersonId }
        SignInLinkAsked = "sign_in_link_asked" { person: PersonId }
        /// The same by somebody who is nobody yet.
        NewcomerAsked = "newcomer_asked" {}
        SignedIn = "signed_in" { person: PersonId }
        SignInFailed = "sign_in_failed" { person: Option<PersonId> }
        SignedOut = "signed_out" { person: PersonId }
        SessionRevoked = "session_revoked" { person: PersonId }
        /// A program may ask the API as somebody; none: until it is removed.
        AccessTokenCreated = "access_token_created" { person: PersonId, name: String, until: Option<Moment>, changes: Option<bool> }
        AccessTokenRemoved = "access_token_removed" { person: PersonId, name: String }
        TeamCreated = "team_created" { team: TeamId }
        TeamLockChanged = "team_lock_changed" { team: TeamId, minutes: i64 }
        TeamRenamed = "team_renamed" { team: TeamId, from: String, to: String }
        TeamsOrdered = "teams_ordered" { from: Vec<TeamId>, to: Vec<TeamId> }
        TeamRemoved = "team_removed" { team: TeamId, name: String }
        StatusCreated = "status_created" { status: StatusId }
        StatusEdited = "status_edited" { status: StatusId }
        StatusRemoved = "status_removed" { status: StatusId }
        WorkflowCreated = "workflow_created" { workflow: WorkflowId, name: String }
        WorkflowChanged = "workflow_changed" { workflow: WorkflowId, name: String }
        WorkflowRemoved = "workflow_removed" { workflow: WorkflowId, name: String }
        CalendarCreated = "calendar_created" { calendar: CalendarId, name: String }
        CalendarChanged = "calendar_changed" { calendar: CalendarId, name: String }
        CalendarRemoved = "calendar_removed" { calendar: CalendarId, name: String }
        SlaPolicyCreated = "sla_policy_created" { policy: PolicyId, name: String }
        SlaPolicyChanged = "sla_policy_changed" { policy: PolicyId, name: String }
        SlaPolicyRemoved = "sla_policy_removed" { policy: PolicyId, name: String }
        SlaPoliciesOrdered = "sla_policies_ordered" { from: Vec<PolicyId>, to: Vec<PolicyId> }
        RoutingChanged = "routing_changed" { team: TeamId, from: Way, to: Way }
        SkillCreated = "skill_created" { skill: SkillId, name: String }
        SkillChanged = "skill_changed" { skill: SkillId, name: String }
        SkillRemoved = "skill_removed" { skill: SkillId, name: String }
        /// Whether they take tickets of this channel, whether that is fixed, and how much of it they can have in hand.
        DutySet = "duty_set" { person: PersonId, via: Via, paused: bool, locked: bool, most: i64 }
        LoadSet = "load_set" { person: PersonId, most: i64 }
        EffortChanged = "effort_changed" {}
        HoursSet = "hours_set" { person: PersonId, calendar: Option<CalendarId> }
        /// Without a beginning: from that moment on.
        AbsenceSet = "absence_set" { person: PersonId, from: Option<Moment>, until: Option<Moment> }
        TagCreated = "tag_created" { tag: TagId }
        TagRenamed = "tag_renamed" { tag: TagId, from: String, to: String }
        TagRemoved = "tag_removed" { tag: TagId, name: String }
        /// Deleted for ever: what happened on it is gone with it.
        TicketErased = "ticket_erased" { erased: TicketId, number: TicketNumber }
        PersonFieldChanged = "person_field_changed" { person: PersonId, field: FieldId, from: Option<Value>, to: Option<Value> }
        OrganizationFieldChanged = "organization_field_changed" { organization: OrganizationId, field: FieldId, from: Option<Value>, to: Option<Value> }
        TeamFieldChanged = "team_field_changed" { team: TeamId, field: FieldId, from: Option<Value>, to: Option<Value> }
        /// An agent looked at a page as this person sees it.
        SeenAsRequester = "seen_as_requester" { person: PersonId, number: Option<TicketNumber> }
        PeopleExported = "people_exported" { people: i64 }
        ObjectTypeCreated = "object_type_created" { object_type: ObjectTypeId, name: String }
        ObjectTypeChanged = "object_type_changed" { object_type: ObjectTypeId, name: String }
        ObjectTypeRemoved = "object_type_removed" { object_type: ObjectTypeId, name: String }
        ObjectCreated = "object_created" { object: ObjectId, name: String }
        ObjectRenamed = "object_renamed" { object: ObjectId, from: String, to: String }
        ObjectFieldChanged = "object_field_changed" { object: ObjectId, field: FieldId, from: Option<Value>, to: Option<Value> }
        ObjectRemoved = "object_removed" { object: ObjectId, name: String }
        ObjectRestored = "object_restored" { object: ObjectId, name: String }
        ObjectsImported = "objects_imported" { object_type: ObjectTypeId, name: String, created: i64, changed: i64 }
        ObjectsExported = "objects_exported" { object_type: ObjectTypeId, name: String, objects: i64 }
        ArticleCreated = "article_created" { article: ArticleId, name: String }
        ArticleChanged = "article_changed" { article: ArticleId, name: String }
        ArticleMoved = "article_moved" { article: ArticleId, name: String, from: ArticleState, to: ArticleState }
        /// An older version was brought back.
        ArticleRestored = "article_restored" { article: ArticleId, name: String, version: i64 }
        ArticleCategoryCreated = "article_category_created" { category: ArticleCategoryId, name: String }
        ArticleCategoryChanged = "article_category_changed" { category: ArticleCategoryId, name: String }
        ArticleCategoryRemoved = "article_category_removed" { category: ArticleCategoryId, name: String }
        FieldCreated = "field_created" { field: FieldId, name: String }
        FieldEdited = "field_edited" { field: FieldId, name: String }
        FieldRemoved = "field_removed" { field: FieldId, name: String }
        FormCreated = "form_created" { form: FormId, name: String }
        FormEdited = "form_edited" { form: FormId, name: String }
        FormRemoved = "form_removed" { form: FormId, name: String }
        TopicCreated = "topic_created" { topic: TopicId, name: String }
        TopicEdited = "topic_edited" { topic: TopicId, name: String }
        TopicRemoved = "topic_removed" { topic: TopicId, name: String }
        BrandCreated = "brand_created" { brand: BrandId, name: String }
        BrandChanged = "brand_changed" { brand: BrandId, name: String }
        BrandRemoved = "brand_removed" { brand: BrandId, name: String }
        MailboxCreated = "mailbox_created" { mailbox: MailboxId }
        MailboxChanged = "mailbox_changed" { mailbox: MailboxId }
        MailboxActivated = "mailbox_activated" { mailbox: MailboxId }
        MailboxDeactivated = "mailbox_deactivated" { mailbox: MailboxId }
        MailboxRemoved = "mailbox_removed" { mailbox: MailboxId }
        MailboxTroubled = "mailbox_troubled" { mailbox: MailboxId, worry: Worry }
        MailboxRecovered = "mailbox_recovered" { mailbox: MailboxId, worry: Worry }
        MailboxAuthorized = "mailbox_authorized" { mailbox: MailboxId }
        ApplicationRegistered = "application_registered" { provider: Provider }
        GuardCreated = "guard_created" { guard: GuardId, name: String }
        GuardChanged = "guard_changed" { guard: GuardId, name: String }
        GuardRemoved = "guard_removed" { guard: GuardId, name: String }
        FilterCreated = "filter_created" { filter: FilterId, name: String }
        FilterChanged = "filter_changed" { filter: FilterId, name: String }
        FilterRemoved = "filter_removed" { filter: FilterId, name: String }
        FiltersOrdered = "filters_ordered" { filters: i64 }
        WordingChanged = "wording_changed" { letter: LetterKind, language: Language, mailbox: Option<MailboxId> }
        WordingReset = "wording_reset" { letter: LetterKind, language: Language, mailbox: Option<MailboxId> }
        MacroCreated = "macro_created" { prepared: MacroId, name: String }
        MacroChanged = "macro_changed" { prepared: MacroId, name: String }
        MacroRemoved = "macro_removed" { prepared: MacroId, name: String }
        ActivityCreated = "activity_created" { activity: ActivityId, name: String }
        ActivityChanged = "activity_changed" { activity: ActivityId, name: String }
        ChecklistCreated = "checklist_created" { checklist: ChecklistId, name: String }
        ChecklistChanged = "checklist_changed" { checklist: ChecklistId, name: String }
        ChecklistRemoved = "checklist_removed" { checklist: ChecklistId, name: String }
        TemplateCreated = "template_created" { template: TemplateId, name: String }
        TemplateChanged = "template_changed" { template: TemplateId, name: String }
        TemplateRemoved = "template_removed" { template: TemplateId, name: String }
        SigningKeyChanged = "signing_key_changed" { domain: String, selector: String, what: KeyChange }
        MailKeyChanged = "mail_key_changed" { address: String, fingerprint: String, what: KeyChange }
        InstallationSetUp = "installation_set_up" { person: PersonId }
        SettingChanged = "setting_changed" { key: String, from: String, to: String }
        /// The text of a file is known: it can be found now.
        FileRead = "file_read" { file: AttachmentId }
        JobBuried = "job_buried" { job: i64 }
        JobRetried = "job_retried" { job: i64 }
        ViewCreated = "view_created" { view: ViewId, name: String }
        ViewChanged = "view_changed" { view: ViewId, from: String, to: String }
        /// Colours that several people see in a list every desk has.
        ListColoured = "list_coloured" { list: String }
        ViewRemoved = "view_removed" { view: ViewId, name: String }
        ViewRestored = "view_restored" { view: ViewId, name: String }
        /// Every count of a view has come to its end: open pages show it.
        ViewsCounted = "views_counted" { views: i64 }
        /// One's own tree alone.
        ViewsOrdered = "views_ordered" { person: PersonId }
        /// One's own star: it stands in no timeline.
        TicketStarred = "ticket_starred" { person: PersonId, starred: TicketId }
        TicketUnstarred = "ticket_unstarred" { person: PersonId, starred: TicketId }
        /// One's own clock: what it took stands in the timeline.
        TimerStarted = "timer_started" { person: PersonId, timed: TicketId }
        TimerStopped = "timer_stopped" { person: PersonId, timed: TicketId }
        /// Taken out of the house as a file.
        TicketsExported = "tickets_exported" { view: String, format: String, tickets: i64 }
        RuleCreated = "rule_created" { rule: RuleId, name: String }
        RuleChanged = "rule_changed" { rule: RuleId, name: String }
        RuleRemoved = "rule_removed" { rule: RuleId, name: String }
        RuleSwitched = "rule_switched" { rule: RuleId, name: String, to: String }
        RulesOrdered = "rules_ordered" { rules: i64 }
        FlowCreated = "flow_created" { flow: FlowId, name: String }
        /// Its draft.
        FlowChanged = "flow_changed" { flow: FlowId, name: String }
        FlowPublished = "flow_published" { flow: FlowId, name: String, version: i64 }
        FlowSwitched = "flow_switched" { flow: FlowId, name: String, active: bool, to: Option<String> }
        FlowRemoved = "flow_removed" { flow: FlowId, name: String }
        WebhookCreated = "webhook_created" { webhook: WebhookId, name: String }
        WebhookChanged = "webhook_changed" { webhook: WebhookId, name: String }
        WebhookRemoved = "webhook_removed" { webhook: WebhookId, name: String }
        WebhookSwitched = "webhook_switched" { webhook: WebhookId, name: String, active: bool }
        PanelCreated = "panel_created" { panel: PanelId, name: String }
        PanelChanged = "panel_changed" { panel: PanelId, name: String }
        PanelRemoved = "panel_removed" { panel: PanelId, name: String }
        /// Those it had given up are asked about once more.
        PanelAskedAgain = "panel_asked_again" { panel: PanelId, name: String, people: i64 }
        /// What was empty of them, or of their organisation, was filled with what another system knows.
        PersonFilled = "person_filled" { person: PersonId, panel: PanelId, name: String, fields: i64 }
        ChatCreated = "chat_created" { chat: ChatId, name: String }
        ChatChanged = "chat_changed" { chat: ChatId, name: String }
        ChatRemoved = "chat_removed" { chat: ChatId, name: String }
        WebhookSecretRenewed = "webhook_secret_renewed" { webhook: WebhookId, name: String }
        /// Somebody asked for it once more.
        WebhookReplayed = "webhook_replayed" { webhook: WebhookId, name: String, delivery: DeliveryId }
        ProcedureCreated = "procedure_created" { procedure: ProcedureId, name: String }
        ProcedureChanged = "procedure_changed" { procedure: ProcedureId, name: String }
        ProcedureRemoved = "procedure_removed" { procedure: ProcedureId, name: String }
        /// They see the tickets of another one in the portal.
        OversightGiven = "oversight_given" { person: PersonId, over: PersonId }
        OversightEnded = "oversight_ended" { person: PersonId, over: PersonId }
        ManagerChanged = "manager_changed" { person: PersonId, from: Option<PersonId>, to: Option<PersonId> }
        /// From a file, or one that comes with the program.
        SetUpImported = "set_up_imported" { name: String, made: i64, kept: i64 }
        SetUpExported = "set_up_exported" { name: String, parts: i64 }
        RunBegun = "run_begun" { run: RunId, tickets: i64 }
        RunCancelled = "run_cancelled" { run: RunId }
        RunUndone = "run_undone" { run: RunId }
        /// What guards warned of was looked at, and is sent by another run.
        RunConfirmed = "run_confirmed" { run: RunId, guards: String, tickets: i64 }
        MailingBegun = "mailing_begun" { mailing: MailingId, tickets: i64 }
        MailingCancelled = "mailing_cancelled" { mailing: MailingId }
        DemoRemoved = "demo_removed" { tickets: i64 }
    }
}

impl Event {
    /// The ticket in whose timeline it stands.
    pub fn ticket(&self) -> Option<TicketId> {
        use Event::*;
        match self {
            of_the_house!() => None,
            LetterLeft { ticket, .. }
            | LetterSent { ticket, .. }
            | LetterFailed { ticket, .. }
            | LetterRetried { ticket, .. }
            | LetterRedirected { ticket, .. }
            | LetterBounced { ticket, .. }
            | LetterUncertain { ticket, .. }
            | LetterCancelled { ticket, .. }
            | LetterAwaits { ticket, .. }
            | LetterApproved { ticket, .. }
            | LetterDeclined { ticket, .. }
            | LetterWithheld { ticket, .. }
            | BreakerTripped { ticket, .. }
            | MessageDecided { ticket, .. }
            | MessageUnreadable { ticket, .. } => *ticket,
            TicketCreated { ticket, .. }
            | MessageReceived { ticket, .. }
            | MessageSent { ticket, .. }
            | MessageForwarded { ticket, .. }
            | MessageTakenBack { ticket, .. }
            | MessageHeldBack { ticket, .. }
            | MessageKept { ticket, .. }
            | MessageMoved { ticket, .. }
            | MessageReread { ticket, .. }
            | ThanksTaken { ticket, .. }
            | NoteAdded { ticket, .. }
            | SideBegun { ticket, .. }
            | SideWritten { ticket, .. }
            | SideAnswered { ticket, .. }
            | SideDone { ticket, .. }
            | SideReopened { ticket, .. }
            | WentBeside { ticket, .. }
            | PersonMentioned { ticket, .. }
            | DraftCommented { ticket, .. }
            | DraftTakenOver { ticket, .. }
            | LockBroken { ticket, .. }
            | AnswerAsked { ticket, .. }
            | AnswerKept { ticket, .. }
            | AnswerHandedOver { ticket, .. }
            | AnswerTaken { ticket, .. }
            | SubjectChanged { ticket, .. }
            | StatusChanged { ticket, .. }
            | PriorityChanged { ticket, .. }
            | KindChanged { ticket, .. }
            | TagsChanged { ticket, .. }
            | TeamChanged { ticket, .. }
            | AssigneeChanged { ticket, .. }
            | RequesterChanged { ticket, .. }
            | OrganizationChanged { ticket, .. }
            | ParticipantAdded { ticket, .. }
            | ParticipantRemoved { ticket, .. }
            | ParticipantPaused { ticket, .. }
            | FollowerAdded { ticket, .. }
            | FollowerRemoved { ticket, .. }
            | TicketReferred { ticket, .. }
            | ReferralWithdrawn { ticket, .. }
            | TicketSnoozed { ticket, .. }
            | TicketWoken { ticket, .. }
            | TicketTrashed { ticket, .. }
            | TicketRestored { ticket, .. }
            | TicketMarkedSpam { ticket, .. }
            | TicketMarkedNotSpam { ticket, .. }
            | TicketMerged { ticket, .. }
            | TicketAbsorbed { ticket, .. }
            | TicketUnmerged { ticket, .. }
            | TicketSplit { ticket, .. }
            | TicketSplitOff { ticket, .. }
            | TicketRejoined { ticket, .. }
            | TicketCopied { ticket, .. }
            | TicketCopiedFrom { ticket, .. }
            | TicketLinked { ticket, .. }
            | TicketUnlinked { ticket, .. }
            | TicketUnblocked { ticket, .. }
            | TicketBlocked { ticket, .. }
            | TaskAdded { ticket, .. }
            | TaskChanged { ticket, .. }
            | TaskCommented { ticket, .. }
            | TaskCommentRemoved { ticket, .. }
            | TaskDone { ticket, .. }
            | TaskReopened { ticket, .. }
            | TaskCameDue { ticket, .. }
            | TaskRemoved { ticket, .. }
            | TaskRestored { ticket, .. }
            | ChecklistApplied { ticket, .. }
            | DeadlineChanged { ticket, .. }
            | DeadlineCame { ticket, .. }
            | TimeLogged { ticket, .. }
            | TimeChanged { ticket, .. }
            | TimeRemoved { ticket, .. }
            | TimeRestored { ticket, .. }
            | PassageRedacted { ticket, .. }
            | MessageRedacted { ticket, .. }
            | FileRedacted { ticket, .. }
            | FileFetched { ticket, .. }
            | FileLinkRevoked { ticket, .. }
            | NoteEdited { ticket, .. }
            | TextMarked { ticket, .. }
            | TextUnmarked { ticket, .. }
            | SlaChosen { ticket, .. }
            | SlaWarned { ticket, .. }
            | TicketRouted { ticket, .. }
            | AssignmentTimedOut { ticket, .. }
            | NobodyStandsIn { ticket, .. }
            | QueueCrossed { ticket, .. }
            | TicketOpened { ticket, .. }
            | TicketLeft { ticket, .. }
            | SlaBreached { ticket, .. }
            | FieldChanged { ticket, .. }
            | ObjectLinked { ticket, .. }
            | ObjectUnlinked { ticket, .. }
            | ArticleLinked { ticket, .. }
            | ArticleUnlinked { ticket, .. }
            | TopicChanged { ticket, .. }
            | TicketRated { ticket, .. }
            | RatingAsked { ticket, .. }
            | RulePressed { ticket, .. }
            | RuleSuggested { ticket, .. }
            | RuleFailed { ticket, .. }
            | MacroFailed { ticket, .. }
            | RuleHeld { ticket, .. }
            | FlowPressed { ticket, .. }
            | FlowStarted { ticket, .. }
            | FlowSuggested { ticket, .. }
            | FlowFailed { ticket, .. }
            | FlowRetried { ticket, .. }
            | FlowSkipped { ticket, .. }
            | FlowCancelled { ticket, .. }
            | FlowDone { ticket, .. }
            | FlowHeld { ticket, .. }
            | WebhookCalled { ticket, .. }
            | WebhookFailed { ticket, .. }
            | ApprovalAsked { ticket, .. }
            | ApprovalAnswered { ticket, .. }
            | ApprovalReminded { ticket, .. }
            | ApprovalEscalated { ticket, .. }
            | ApprovalDecided { ticket, .. }
            | ApprovalWithdrawn { ticket, .. }
            | Undone { ticket, .. } => Some(*ticket),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn an_event_reads_back_as_it_was_written() {
        let event =
            Event::TicketSnoozed { ticket: TicketId(4), from: Snooze::Awake, to: Snooze::Until(Moment(9)), then: None };
        let json = serde_json::to_string(&event).unwrap();
        assert!(json.starts_with(r#"{"kind":"ticket_snoozed""#), "{json}");
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
        assert_eq!(event.ticket(), Some(TicketId(4)));
    }

    #[test]
    fn no_two_kinds_share_a_name() {
        let mut kinds = Event::KINDS.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), Event::KINDS.len());
    }

    #[test]
    fn every_kind_has_a_sentence_in_every_language_that_speaks_of_its_fields_alone() {
        for words in Language::ALL.map(words::of) {
            for (kind, fields) in Event::FIELDS {
                let key = format!("event-{}", kind.replace('_', "-"));
                assert!(words.knows(&key), "{key} in {:?}", words.language());
                let mut args = words::Args::new();
                for field in fields.iter().chain(&["who"]) {
                    args.set(*field, "x");
                }
                let said = words.tell(&key, &args);
                assert!(!said.contains('{'), "{key} in {:?}: {said}", words.language());
            }
        }
    }
}
