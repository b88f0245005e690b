//! One ticket: its head, its timeline, where one answers, and all that is known beside the talk.

mod about;
mod beside;
mod body;
mod claim;
mod composer;
mod delivery;
mod depth;
mod detail;
mod facts;
pub(crate) mod happened;
mod opened;
mod panels;
mod presence;
mod promised;
mod sealed;
mod sections;
pub mod specimen;
mod spoken;
mod timeline;
mod trusted;

pub use super::files::file_path;
pub use about::{About, AboutPage, TaskOf, Version};
pub use beside::Beside;
pub use body::Body;
pub use claim::{Claim, ClaimLine, ClaimSays, Claimed};
pub use composer::{AlongShown, Brought, Composer, Kept};
pub use delivery::Delivered;
pub(crate) use depth::relations;
pub use depth::{ArticleLine, Depth, Links, ObjectLine, TaskLine, Tasks, TimeLine};
pub use detail::{Detail, Known};
pub use facts::Facts;
pub use happened::{Change, Happened, step_told, told};
pub use opened::Opened;
pub use panels::Steps;
pub use presence::{Presence, Present};
pub use promised::Promised;
pub use spoken::{Spoken, hides};
pub use timeline::{Entry, Part, parts};
pub use trusted::verdict_word;

use super::flag::Flag;
use super::list::List;
use super::names::Names;
use super::referrals::Referred;
use super::row::Row;
use super::{Face, Frame, Standing};
use crate::Shell;
use crate::admin::Choice;
use crate::approval::Question;
pub use crate::rating::RatingShown;
use askama::Template;
use base::Moment;
use desk::conversation::Ink;
use desk::people::{OrganizationId, Person, PersonId, Team};
use desk::ticket::{Asks, Kind, Snooze, Tag, Ticket, TicketNumber};
use happened::kind_key;
use spoken::origin_key;

/// What the one who looks may do here, as the policy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct May {
    pub note: bool,
    pub change: bool,
    pub reply: bool,
    /// What they write leaves without a second person's word.
    pub alone: bool,
    /// Say who else comes to it, and where its messages stand.
    pub direct: bool,
    pub discard: bool,
    /// Delete it for ever, once it is in the trash.
    pub erase: bool,
}

/// Why the last wish was not taken, above everything else.
#[derive(Clone, Debug)]
pub struct Notice {
    pub key: &'static str,
    /// Where it is about several things: each with the key of its own reason.
    pub each: Vec<(String, &'static str)>,
    /// What was typed, so that it is not lost.
    pub typed: Option<String>,
    /// Organisations whose name begins so, where none is called so.
    pub near: Vec<String>,
}

/// One of the tickets that became one, or all of them.
pub struct Thread {
    pub number: Option<TicketNumber>,
    pub path: String,
    pub current: bool,
}

#[derive(Template)]
#[template(path = "agent/ticket.html")]
pub struct TicketPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// The list it was opened from, beside it.
    pub list: Option<List<'a>>,
    pub heading: String,
    /// The list it was opened from.
    pub back: Option<String>,
    pub ticket: &'a Ticket,
    pub may: May,
    pub requester: &'a Person,
    /// The requester is no agent, and has lists in the portal.
    pub from_outside: bool,
    pub organization: Option<&'a str>,
    /// All that the requester belongs to, to choose among.
    pub organizations: &'a [(OrganizationId, String)],
    /// The agent who looks after it.
    pub account_manager: Option<&'a str>,
    /// How much the requester matters.
    pub tier: desk::people::Tier,
    pub phones: &'a [desk::people::Phone],
    pub participants: &'a [Person],
    /// Those of them to whom no answer goes.
    pub paused: &'a [PersonId],
    pub followers: Vec<(PersonId, &'a str)>,
    pub referrals: Vec<Referred<'a>>,
    pub starred: bool,
    /// They do not want to hear of it.
    pub muted: bool,
    /// The status it gets when it wakes at its moment, by name.
    pub wakes_into: Option<&'a str>,
    /// They were told of something here that they have not seen.
    pub unseen: bool,
    /// It comes to them when they open it.
    pub comes: bool,
    pub names: Names<'a>,
    pub parts: Vec<Part<'a>>,
    /// Ways to read it where others went into it; else none.
    pub threads: Vec<Thread>,
    /// Older messages than are shown, and where they are read.
    pub hidden: i64,
    pub older: Option<String>,
    /// Where the newest are read, if these are not.
    pub newer: Option<String>,
    pub assignable: &'a [(PersonId, String)],
    /// Who is away, and when each is back.
    pub away: &'a std::collections::BTreeMap<PersonId, base::Moment>,
    pub others: Vec<Row<'a>>,
    /// How many open tickets they have, and whether there are more that were not counted.
    pub open: (i64, bool),
    pub depth: Depth<'a>,
    pub steps: Steps,
    pub composer: Composer<'a>,
    pub snoozes: Vec<Nap>,
    /// Rules that a person may begin here.
    pub buttons: &'a [(desk::automation::RuleId, String)],
    /// Flows under way, and whether there were any; those that a person may begin here.
    pub flows: Vec<super::flows::FlowLine>,
    pub flows_past: bool,
    pub flow_buttons: &'a [(desk::flow::FlowId, String)],
    /// What was asked of approvers.
    pub approvals: Vec<Question<'a>>,
    /// How content the requester is.
    pub rating: Option<RatingShown<'a>>,
    /// Statuses that may not follow now, with the key of the reason.
    pub closed: std::collections::BTreeMap<desk::ticket::StatusId, &'static str>,
    /// How approvals may be asked for.
    pub procedures: &'a [(desk::approval::ProcedureId, String)],
    /// Changes and notes are hidden, as the one who looks wanted it last.
    pub only_talk: bool,
    /// What other systems know of the requester, each by its name; it comes after the page.
    pub panels: &'a [(desk::panel::PanelId, String)],
    pub notice: Option<Notice>,
    /// Fields that people have defined, with what stands in them.
    pub details: Vec<Detail>,
    /// What is known of the requester and their organisation.
    pub about: Vec<Known>,
    /// What it may be about; empty: nobody has made topics.
    pub topics: Vec<Choice>,
    /// What is promised: the open ones first.
    pub promised: Vec<Promised>,
}

/// A proposed end of a snooze.
#[derive(Clone, Debug)]
pub struct Nap {
    /// As the form sends it.
    pub word: &'static str,
    pub key: &'static str,
    /// None: until a reply.
    pub at: Option<Moment>,
}

impl<'a> TicketPage<'a> {
    const fn menus(&self) -> sections::Menus<'_, 'a> {
        sections::Menus(self)
    }

    const fn timeline(&self) -> sections::Timeline<'_, 'a> {
        sections::Timeline(self)
    }

    const fn writing(&self) -> sections::Writing<'_, 'a> {
        sections::Writing(self)
    }

    const fn side(&self) -> sections::Side<'_, 'a> {
        sections::Side(self)
    }

    /// Side conversations that are not done.
    fn open_sides(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Beside(beside) if beside.is_open())).count()
    }

    fn title(&self) -> String {
        format!("#{} {}", self.ticket.number, self.ticket.subject)
    }

    /// Where everything about it is posted.
    fn path(&self) -> String {
        format!("/tickets/{}", self.ticket.number)
    }

    fn viewer_id(&self) -> i64 {
        self.viewer().map_or(0, |person| person.0)
    }

    fn way_back(&self) -> &str {
        self.back.as_deref().unwrap_or("/tickets")
    }

    fn status(&self) -> Standing<'a> {
        Standing::find(self.ticket.status, self.ticket.category, self.names.statuses, self.names.language)
    }

    fn statuses(&self) -> Vec<Standing<'a>> {
        self.names.statuses.iter().map(|status| Standing::of(status, self.names.language)).collect()
    }

    /// Why a status may not follow now; empty: it may.
    fn closed(&self, status: &Standing) -> &'static str {
        self.closed.get(&status.id).copied().unwrap_or_default()
    }

    /// The one who looks keeps it open.
    fn is_kept(&self) -> bool {
        self.frame.queues.tabs.holds(&self.ticket.number)
    }

    /// The status that "solve" sets, if it is not solved yet.
    fn solves(&self) -> Option<Standing<'a>> {
        let solved = self.names.statuses.iter().filter(|status| status.category == desk::ticket::Category::Solved);
        let standard = solved.max_by_key(|status| status.standard)?;
        let open = !self.closed.contains_key(&standard.id);
        (open && !self.ticket.category.is_done() && self.may.change)
            .then(|| Standing::of(standard, self.names.language))
    }

    fn team(&self) -> &'a str {
        self.names.team(self.ticket.team)
    }

    fn teams(&self) -> &'a [Team] {
        self.names.teams
    }

    fn assignee(&self) -> Option<(Face, &'a str)> {
        let person = self.ticket.assignee?;
        let name = self.names.person(person);
        Some((Face::of(person, name), name))
    }

    fn has(&self, person: &PersonId) -> bool {
        self.ticket.assignee == Some(*person)
    }

    fn is_mine(&self) -> bool {
        self.viewer().is_some() && self.ticket.assignee == self.viewer()
    }

    fn viewer(&self) -> Option<PersonId> {
        self.shell.viewer.as_ref().map(|viewer| viewer.person)
    }

    /// The one who looks has written it.
    fn is_own(&self, spoken: &Spoken) -> bool {
        spoken.author_id().is_some() && spoken.author_id() == self.viewer()
    }

    /// Why nothing may leave from it now.
    fn stopped(&self) -> Option<&'static str> {
        self.ticket.lets_go().err().map(desk::Refusal::key)
    }

    /// May the one who looks be given it?
    fn may_take(&self) -> bool {
        self.may.change && self.assignable.iter().any(|(person, _)| Some(*person) == self.viewer())
    }

    /// Something is written where nothing can be said any more: there is no composer to read it in.
    fn is_unsent(&self) -> bool {
        let written = self.composer.reason.is_some() || !self.composer.text().trim().is_empty();
        self.ticket.trashed_at.is_some() && written
    }

    fn is_paused(&self, person: &Person) -> bool {
        self.paused.contains(&person.id)
    }

    fn follows(&self) -> bool {
        self.followers.iter().any(|(person, _)| Some(*person) == self.viewer())
    }

    fn priorities(&self) -> Vec<Flag<'_>> {
        self.shell.flags(|one| one == self.ticket.priority)
    }

    fn kinds(&self) -> Vec<(Kind, &'static str)> {
        Kind::ALL.iter().map(|one| (*one, kind_key(*one))).collect()
    }

    fn kind(&self) -> &'static str {
        kind_key(self.ticket.kind)
    }

    fn topic(&self) -> Option<&'a str> {
        self.ticket.topic.map(|id| self.names.topic(id))
    }

    /// What passages are highlighted with.
    fn inks(&self) -> Vec<(&'static str, &'static str)> {
        Ink::ALL.iter().map(|ink| (ink.name(), ink.key())).collect()
    }

    /// There is something to choose.
    fn asks_organization(&self) -> bool {
        self.may.change && (self.may.discard || !self.organizations.is_empty() || self.organization.is_some())
    }

    fn is_organization(&self, id: &OrganizationId) -> bool {
        self.ticket.organization == Some(*id)
    }

    fn is_topic(&self, choice: &Choice) -> bool {
        self.ticket.topic.is_some_and(|id| id.to_string() == choice.value)
    }

    fn flag(&self) -> Flag<'_> {
        self.shell.flag(self.ticket.priority)
    }

    fn origin(&self) -> &'static str {
        origin_key(self.ticket.origin)
    }

    fn tags(&self) -> Vec<&'a Tag> {
        self.names.tags.iter().filter(|tag| self.ticket.tags.contains(&tag.id)).collect()
    }

    /// What the ticket's tags are without one of them, as the form sends it.
    fn tags_without(&self, gone: &Tag) -> String {
        let rest = self.tags().into_iter().filter(|tag| tag.id != gone.id).map(|tag| tag.name.as_str());
        rest.collect::<Vec<_>>().join(", ")
    }

    fn tags_line(&self) -> String {
        self.tags().into_iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Many open at once stand out.
    fn open_tone(&self) -> &'static str {
        match self.open.0 {
            ..=1 => "",
            2..=4 => "accent",
            5.. => "warning",
        }
    }

    fn requester_mark(&self) -> Option<super::tier::Mark> {
        super::tier::mark(self.tier)
    }

    fn requester_face(&self) -> Face {
        Face::of(self.requester.id, self.requester.shown())
    }

    fn sleeps(&self) -> bool {
        self.ticket.snooze != Snooze::Awake
    }

    fn wakes_at(&self) -> Option<Moment> {
        match self.ticket.snooze {
            Snooze::Until(moment) => Some(moment),
            Snooze::Awake | Snooze::UntilReply => None,
        }
    }

    fn face(&self, person: &PersonId, name: &str) -> Face {
        Face::of(*person, name)
    }

    fn away(&self, person: &PersonId) -> Option<String> {
        self.away.get(person).map(|until| self.shell.away(until))
    }

    fn named(&self, person: &PersonId, name: &str) -> String {
        self.shell.named(name, self.away.get(person))
    }

    fn folds(&self, changes: &[happened::Change]) -> bool {
        Part::folds(changes)
    }

    fn counted(&self, changes: &[happened::Change]) -> String {
        self.shell.count("timeline-changes", &(changes.len() as i64))
    }

    fn recipient(&self, delivery: &desk::channel::Delivery) -> (&'static str, &'static str, &'static str) {
        (Delivered::recipient_icon(delivery), Delivered::recipient_state(delivery), Delivered::recipient_key(delivery))
    }

    /// Where it is, when it leaves, and what stopped it.
    fn delivery(&self, delivered: &Delivered) -> String {
        let when = self.shell.when_exactly(&delivered.letter.due_at);
        let mut args = base::words::Args::new();
        args.set("when", when.short().to_owned());
        args.set("guards", delivered.guards.join(self.shell.say("admin-list-comma")));
        self.shell.words.tell(delivered.key(), &args)
    }

    fn opened(&self, at: &base::Moment) -> String {
        let when = self.shell.when_exactly(at);
        self.shell.words.with("delivery-opened-at", "when", when.short().to_owned())
    }

    fn looked(&self, at: &base::Moment) -> String {
        self.shell.words.with("delivery-looked", "when", self.shell.when_exactly(at).short().to_owned())
    }

    fn looked_by(&self, name: &str, at: &base::Moment) -> String {
        let mut args = base::words::Args::new();
        args.set("name", name.to_owned());
        args.set("when", self.shell.when_exactly(at).short().to_owned());
        self.shell.words.tell("delivery-looked-by", &args)
    }

    /// Until when a file can be fetched, or why it cannot; and since when it is known to have been.
    fn link_told(&self, link: &desk::channel::FileLink) -> String {
        let say =
            |key, at: &base::Moment| self.shell.words.with(key, "when", self.shell.when_exactly(at).short().to_owned());
        let state = match &link.revoked_at {
            Some(at) => say("file-link-revoked", at),
            None if self.is_good(link) => say("file-link-until", &link.until),
            None => say("file-link-over", &link.until),
        };
        let fetched = link.fetched_at.as_ref().map(|at| say("file-link-fetched", at));
        [Some(state), fetched].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn as_links(&self, linked: &[(&desk::conversation::Attachment, &desk::channel::FileLink)]) -> String {
        self.shell.count("files-as-links", &(linked.len() as i64))
    }

    fn is_good(&self, link: &desk::channel::FileLink) -> bool {
        link.is_good(self.shell.now)
    }

    fn instead_of(&self, delivery: &desk::channel::Delivery) -> String {
        self.shell.words.with("admin-redirect-from", "address", delivery.address.to_string())
    }
}
