//! One of very many tickets: what is said on it changes it by the same rules as ever, only nobody waits for the desk.

use super::Wish;
use super::crowd::{Crowd, Customer};
use super::words::Pool;
use crate::demo::content::{Content, Said};
use crate::demo::draw::Draw;
use crate::demo::found::Found;
use base::{Address, CleanHtml, Language, Moment};
use desk::channel::MailboxId;
use desk::conversation::{Message, MessageId, MessageKind};
use desk::people::PersonId;
use desk::ticket::{Category, Kind, Origin, Priority, Status, Ticket, TicketId, TicketNumber, letter_subject};
use desk::{Event, Level, Refusal, Who};
use service::whole::bulk::{Next, Whole};
use std::collections::BTreeMap;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// So far back the first of them lies.
const SPAN: i64 = 400 * DAY;
/// Of the tickets of these days some are still open.
const RECENT: i64 = 30 * DAY;
/// How many of a hundred tickets each team gets, in their order.
const SHARES: [usize; 6] = [40, 15, 25, 12, 5, 3];

const PRIORITIES: [Priority; 5] = [Priority::Low, Priority::Normal, Priority::Normal, Priority::Normal, Priority::High];

pub struct Making<'m> {
    found: &'m Found,
    crowd: &'m Crowd,
    pool: &'m Pool,
    wish: &'m Wish,
    next: Next,
    /// Who may answer in each team.
    answering: Vec<Vec<(PersonId, &'m str)>>,
    /// The addresses of each team in both languages.
    mailboxes: Vec<[(MailboxId, &'m Address); 2]>,
}

impl<'m> Making<'m> {
    pub fn new(
        content: &Content,
        found: &'m Found,
        crowd: &'m Crowd,
        pool: &'m Pool,
        wish: &'m Wish,
        next: Next,
    ) -> Self {
        let answering = found.teams.iter().map(|team| {
            let may = found
                .agents
                .iter()
                .filter(|(_, _, actor)| actor.role() != Some(desk::Role::Light) && actor.level(*team) >= Level::Reply);
            may.map(|(person, name, _)| (*person, name.as_str())).collect()
        });
        let mailboxes = content.company.teams.iter().map(|team| {
            let fits = |language: Option<Language>| {
                let known = |place: usize| &content.company.mailboxes[place];
                let mut of_team = found.mailboxes.iter().filter(|(place, ..)| known(*place).team == team.key);
                of_team.find(|(place, ..)| language.is_none_or(|language| known(*place).language == language))
            };
            Language::ALL.map(|language| {
                let (_, id, address) = fits(Some(language)).or_else(|| fits(None)).unwrap_or(&found.mailboxes[0]);
                (*id, address)
            })
        });
        Self { answering: answering.collect(), mailboxes: mailboxes.collect(), found, crowd, pool, wish, next }
    }

    /// When the first of them begins.
    pub fn opening(&self) -> Moment {
        Moment(self.wish.now.0 - SPAN)
    }

    /// The ticket at a place; they are made in order, because their messages are numbered through.
    pub fn ticket(&mut self, place: usize) -> Whole {
        let mut draw = Draw::of(self.wish.seed ^ 0x6d61_7373, self.next.ticket as u64 + place as u64);
        let mut life = self.born(place, &mut draw);
        let spoken = draw.between(1, 9);
        for _ in 1..spoken {
            life.pause(&mut draw);
            let kind = match (draw.percent(12), life.whole.messages.last().map(|last| last.kind)) {
                (true, _) => MessageKind::Note,
                (false, Some(MessageKind::Incoming)) => MessageKind::Reply,
                (false, _) => MessageKind::Incoming,
            };
            life.say(kind, &mut draw);
        }
        life.end(&mut draw);
        // Half of all is worked on by the clock.
        life.whole.minutes = draw.percent(50).then(|| draw.between(3, 60));
        let whole = life.whole;
        self.next.message += whole.messages.len() as i64;
        whole
    }

    fn born(&self, place: usize, draw: &mut Draw) -> Life<'_> {
        let language = if draw.percent(50) { Language::Japanese } else { Language::English };
        let customer = self.crowd.somebody(language, draw);
        let team = share(draw).min(self.found.teams.len() - 1);
        let (mailbox, ours) =
            self.mailboxes[team.min(self.mailboxes.len() - 1)][usize::from(language == Language::Japanese)];
        let step = SPAN / self.wish.tickets.max(1) as i64;
        let at = Moment(self.opening().0 + step * place as i64 + draw.between(0, step.max(1) - 1));
        let (assignee, agent) = draw.pick(&self.answering[team]).copied().unwrap_or((PersonId(0), ""));
        let people = BTreeMap::from([
            ("customer", customer.name.clone()),
            ("customer_call", customer.call.clone()),
            ("agent", agent.to_owned()),
            ("agent_call", agent.to_owned()),
        ]);
        let mut ticket = self.blank(place, team, &customer, at);
        ticket.subject = self.pool.subject(language, draw);
        ticket.mailbox = Some(mailbox);
        ticket.priority = PRIORITIES[draw.below(PRIORITIES.len())];
        ticket.kind = Kind::ALL[draw.below(Kind::ALL.len())];
        ticket.tags = (0..draw.below(3)).filter_map(|_| draw.pick(&self.found.tags).copied()).collect();
        ticket.tags.sort_unstable();
        ticket.tags.dedup();
        let created = Event::TicketCreated { ticket: ticket.id, follow_up_of: None };
        let events = vec![(at, Who::Person(customer.id), created)];
        let whole = Whole { ticket, messages: Vec::new(), events, minutes: None };
        let mut life = Life { making: self, whole, customer, ours, assignee, people, at };
        life.say(MessageKind::Incoming, draw);
        life
    }

    fn blank(&self, place: usize, team: usize, customer: &Customer, at: Moment) -> Ticket {
        let new = self.status(Category::New);
        Ticket {
            id: TicketId(self.next.ticket + place as i64),
            number: TicketNumber(self.next.number + place as i64),
            language: Some(customer.language),
            ..Ticket::blank(new.id, new.category, self.found.teams[team], customer.id, self.found.brand, at)
        }
    }

    fn status(&self, category: Category) -> &'m Status {
        let found = self.found.statuses.iter().find(|status| status.category == category);
        found.unwrap_or(&self.found.statuses[0])
    }
}

fn share(draw: &mut Draw) -> usize {
    let mut drawn = draw.below(SHARES.iter().sum());
    for (team, share) in SHARES.iter().enumerate() {
        if drawn < *share {
            return team;
        }
        drawn -= share;
    }
    0
}

/// A ticket while it is being made.
struct Life<'m> {
    making: &'m Making<'m>,
    whole: Whole,
    customer: Customer,
    ours: &'m Address,
    assignee: PersonId,
    people: BTreeMap<&'static str, String>,
    at: Moment,
}

impl Life<'_> {
    fn pause(&mut self, draw: &mut Draw) {
        let pause = draw.between(HOUR / 6, 20 * HOUR);
        self.at = Moment((self.at.0 + pause).min(self.making.wish.now.0 - HOUR / 60));
    }

    fn say(&mut self, kind: MessageKind, draw: &mut Draw) {
        let message = self.message(kind, draw);
        let (ticket, id) = (self.whole.ticket.id, message.id);
        // A message from outside is refused by nothing, and nothing here is in the trash.
        let _: Result<(), Refusal> = self.whole.ticket.say(&message);
        self.whole.messages.push(message);
        match kind {
            MessageKind::Incoming => {
                self.happens(Who::Person(self.customer.id), Event::MessageReceived { ticket, message: id });
                self.turn(self.whole.ticket.category.after_incoming(), Who::System);
            }
            MessageKind::Reply | MessageKind::Forward => {
                self.happens(Who::Person(self.assignee), Event::MessageSent { ticket, message: id });
                self.assign();
                self.turn(self.whole.ticket.category.after_reply(), Who::Person(self.assignee));
            }
            MessageKind::Note => self.happens(Who::Person(self.assignee), Event::NoteAdded { ticket, message: id }),
        }
    }

    fn message(&self, kind: MessageKind, draw: &mut Draw) -> Message {
        let ticket = &self.whole.ticket;
        let id = self.making.next.message + self.whole.messages.len() as i64;
        let (said, author, from, to) = match kind {
            MessageKind::Incoming => (Said::Incoming, self.customer.id, Some(&self.customer.address), Some(self.ours)),
            MessageKind::Reply | MessageKind::Forward => {
                (Said::Reply, self.assignee, Some(self.ours), Some(&self.customer.address))
            }
            MessageKind::Note => (Said::Note, self.assignee, None, None),
        };
        let language = self.customer.language;
        Message {
            id: MessageId(id),
            ticket: ticket.id,
            kind,
            author: Some(author),
            origin: if kind == MessageKind::Incoming { Origin::Mail } else { Origin::Agent },
            at: self.at,
            subject: match kind {
                MessageKind::Incoming => ticket.subject.clone(),
                MessageKind::Reply | MessageKind::Forward => letter_subject(false, &ticket.subject),
                MessageKind::Note => String::new(),
            },
            from: from.cloned(),
            reply_to: Vec::new(),
            to: to.into_iter().cloned().collect(),
            cc: Vec::new(),
            bcc: Vec::new(),
            text: self.making.pool.text(said, &self.people, language, draw),
            html: CleanHtml::default(),
            new_text: String::new(),
            // They grow with the messages, so that their index grows at its end.
            message_id: from.map(|from| format!("{id:012x}.demo@{}", from.email.domain())),
            raw: None,
            automatic: false,
            public: kind != MessageKind::Note,
            taken_back: false,
            side: None,
            warnings: Vec::new(),
            evidence: String::new(),
        }
    }

    /// What is old is closed, as the desk does by itself; of what is recent every second one is still somebody's work.
    fn end(&mut self, draw: &mut Draw) {
        let recent = self.making.wish.now.since(self.whole.ticket.created_at).as_millis() < RECENT as u128;
        match draw.below(100) {
            0 => {
                let marked = self.whole.ticket.mark_spam();
                self.happened(Who::Person(self.assignee), marked.ok());
            }
            1..=60 if recent => {
                if draw.percent(70) {
                    self.assign();
                }
            }
            61..=64 if recent => self.turn(Category::OnHold, Who::Person(self.assignee)),
            _ => {
                self.solve();
                let closed = Moment(self.at.0 + 7 * DAY);
                if closed < self.making.wish.now {
                    self.at = closed;
                    self.turn(Category::Closed, Who::System);
                }
            }
        }
        self.whole.ticket.updated_at = self.whole.ticket.updated_at.max(self.at);
    }

    fn solve(&mut self) {
        self.assign();
        self.turn(Category::Solved, Who::Person(self.assignee));
    }

    fn assign(&mut self) {
        if self.whole.ticket.assignee.is_none() && self.assignee != PersonId(0) {
            let assigned = self.whole.ticket.assign(Some(self.assignee));
            self.happened(Who::Person(self.assignee), assigned.ok().flatten());
        }
    }

    fn turn(&mut self, to: Category, who: Who) {
        if to != self.whole.ticket.category {
            let turned = self.whole.ticket.set_status(self.making.status(to), self.at);
            self.happened(who, turned.ok().flatten());
        }
    }

    fn happened(&mut self, who: Who, event: Option<Event>) {
        event.into_iter().for_each(|event| self.happens(who, event));
    }

    fn happens(&mut self, who: Who, event: Event) {
        self.whole.events.push((self.at, who, event));
    }
}
