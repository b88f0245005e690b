//! Parts of the real screens for the style page, drawn from their own templates with invented words: none of it is kept anywhere.

use super::{ClaimLine, ClaimSays, Claimed, Composer, Depth, May, Nap, Part, Spoken, Steps, TicketPage};
use crate::Shell;
use crate::agent::board::{Board, Card, Column as BoardColumn};
use crate::agent::list::{Label, List};
use crate::agent::names::Names;
use crate::agent::palette::{Find, Group};
use crate::agent::row::{Row, Tint};
use crate::agent::sending::Sending;
use crate::agent::tabs::Tabs;
use crate::agent::{At, Frame, Look, Queues, Standing, Toast, Undo};
use askama::Template;
use base::{Address, CleanHtml, Email, Language, Moment};
use desk::automation::RuleId;
use desk::channel::{
    Against, Beneath, Delivery, DeliveryState, Letter, LetterId, LetterKind, LetterState, Quotation, Signs, Writing,
};
use desk::conversation::{Message, MessageId, MessageKind, Prepared, Reason, Recipient, Recipients};
use desk::flow::FlowId;
use desk::form::Book;
use desk::object::ObjectId;
use desk::people::{OrganizationId, Person, PersonId, Team, TeamId, Tier};
use desk::ticket::{
    Asks, BrandId, Category, Order, Origin, Priority, Shown, Status, StatusId, Tab, Tag, TagId, Ticket, TicketId,
    TicketNumber, View,
};
use std::collections::BTreeMap;
use std::time::Duration;

const REQUESTER: PersonId = PersonId(3);
const AGENT: PersonId = PersonId(5);
/// Of the ticket whose talk is drawn: no real one has it, so that nothing that is begun on a ticket stands here.
const NOBODYS: i64 = 0;

/// What the parts show; they borrow from it.
pub struct Sample {
    tickets: Vec<Ticket>,
    talk: Ticket,
    requester: Person,
    messages: Vec<Message>,
    letter: Letter,
    statuses: Vec<Status>,
    teams: Vec<Team>,
    tags: Vec<Tag>,
    people: BTreeMap<PersonId, String>,
    organizations: BTreeMap<OrganizationId, String>,
    objects: BTreeMap<ObjectId, String>,
    rules: BTreeMap<RuleId, String>,
    flows: BTreeMap<FlowId, String>,
    book: Book,
    reply: Recipients,
    reply_all: Recipients,
    against: Vec<(Email, Against)>,
    writing: Writing,
    beneath: Beneath,
    zone: String,
    away: BTreeMap<PersonId, Moment>,
}

#[derive(Template)]
#[template(path = "agent/specimen.html")]
pub struct Pieces<'a> {
    shell: Shell<'a>,
    page: TicketPage<'a>,
    list: List<'a>,
    rows: Vec<Row<'a>>,
    narrow: Vec<Row<'a>>,
    groups: Vec<Group>,
    toasts: Vec<Toast>,
    open_tabs: Tabs,
}

/// What there is, in its order: its word in the page, and the key of its name.
pub const PIECES: [(&str, &str); 10] = [
    ("rows", "style-rows"),
    ("board", "style-board"),
    ("talk", "style-talk"),
    ("composer", "style-composer"),
    ("menu", "style-menu"),
    ("dialog", "style-dialog"),
    ("palette", "palette-title"),
    ("toast", "style-toast"),
    ("tabs", "tabs-title"),
    ("waiting", "style-waiting"),
];

impl Sample {
    pub fn new(shell: &Shell) -> Self {
        let say = |key: &str| shell.words.say(key).to_owned();
        let (name, agent) = (say("sample-name"), say("sample-agent"));
        let categories = [Category::New, Category::Open, Category::Pending, Category::Solved];
        let (writing, now) = (Writing::default(), shell.now);
        Self {
            tickets: (1..).zip(categories).map(|(nth, category)| ticket(shell, 100_040 + nth, category)).collect(),
            talk: ticket(shell, NOBODYS, Category::Open),
            requester: person(name.clone(), now),
            messages: messages(shell, &name, &agent),
            letter: letter(now),
            statuses: (1..).zip(Category::ALL).map(|(id, category)| status(id, *category)).collect(),
            teams: vec![Team { id: TeamId(1), name: say("sample-team"), position: 1, version: 1 }],
            tags: vec![Tag { id: TagId(1), name: say("sample-tag"), version: 1 }],
            people: BTreeMap::from([(REQUESTER, name.clone()), (AGENT, agent)]),
            organizations: BTreeMap::new(),
            objects: BTreeMap::new(),
            rules: BTreeMap::new(),
            flows: BTreeMap::new(),
            book: Book::default(),
            reply: Recipients {
                to: vec![recipient(&name, "kei@example.com", Reason::Requester)],
                ..Default::default()
            },
            reply_all: Recipients {
                to: vec![recipient(&name, "kei@example.com", Reason::Requester)],
                cc: vec![
                    recipient("", "stock@example.com", Reason::WasInCc),
                    recipient("", "parts@example.org", Reason::WasInCc),
                    recipient("", "former@example.com", Reason::Participant),
                ],
                bcc: Vec::new(),
            },
            against: vec![(email("former@example.com"), Against::Nobody)],
            beneath: Beneath {
                signs: Signs::Mailbox,
                signature: Prepared::default(),
                room: writing.most_attached,
                protect: None,
                keyed: false,
            },
            writing,
            zone: shell.zone.clone(),
            away: BTreeMap::new(),
        }
    }

    fn names(&self, language: Language) -> Names<'_> {
        Names {
            people: &self.people,
            statuses: &self.statuses,
            teams: &self.teams,
            tags: &self.tags,
            book: &self.book,
            topics: &[],
            organizations: &self.organizations,
            objects: &self.objects,
            zone: &self.zone,
            rules: &self.rules,
            flows: &self.flows,
            language,
        }
    }

    fn rows(&self, shell: &Shell, under: &str) -> Vec<Row<'_>> {
        let lit = Tint { label: shell.words.say("tone-danger").to_owned(), tone: "danger", spot: String::new() };
        let row = |ticket| self.row(ticket, shell.words.language(), under);
        let mut rows: Vec<Row<'_>> = self.tickets.iter().map(row).collect();
        for (nth, row) in rows.iter_mut().enumerate() {
            row.current = nth == 2;
            row.starred = nth == 0;
            if nth == 1 {
                row.lit = vec![lit.clone()];
            }
        }
        rows
    }

    fn row<'a>(&'a self, ticket: &'a Ticket, language: Language, under: &str) -> Row<'a> {
        let names = self.names(language);
        Row {
            ticket,
            status: Standing::find(ticket.status, ticket.category, &self.statuses, language),
            requester: self.requester.shown(),
            tier: if ticket.priority == Priority::High { Tier::Vip } else { Tier::Standard },
            assignee: ticket.assignee.map(|person| names.person(person)),
            tags: self.tags.iter().map(|tag| tag.name.as_str()).collect(),
            columns: &Shown::USUAL,
            team: names.team(ticket.team),
            organization: "",
            words: Vec::new(),
            details: Vec::new(),
            starred: false,
            lit: Vec::new(),
            under: under.to_owned(),
            current: false,
            there: None,
            place: None,
        }
    }

    fn standings(&self, language: Language) -> Vec<Standing<'_>> {
        self.statuses.iter().map(|status| Standing::of(status, language)).collect()
    }

    /// A column for each status but the last; one of them is empty.
    fn board(&self, shell: &Shell) -> Board<'_> {
        let language = shell.words.language();
        let column = |status: &Standing<'_>| {
            let all = self.tickets.iter().filter(|ticket| ticket.status == status.id);
            let card = |ticket| Card { row: self.row(ticket, language, ""), suffix: String::new(), movable: true };
            let cards: Vec<Card<'_>> = all.map(card).collect();
            (status.shape(), status.name.to_owned(), cards)
        };
        let columns = self.standings(language).into_iter().take(5).map(|standing| {
            let (id, name, cards) = column(&standing);
            BoardColumn {
                id: id.to_owned(),
                bucket: id.to_owned(),
                label: Label::Text(name),
                standing: Some(standing),
                face: None,
                priority: None,
                icon: "status-open",
                tickets: cards.len() as i64,
                cards,
                list: "view=open".to_owned(),
                more: None,
                first: None,
            }
        });
        Board {
            grouping: "status".to_owned(),
            columns: columns.collect(),
            cut: false,
            beyond: false,
            pairs: Vec::new(),
            source: shell.path.clone(),
        }
    }

    fn list(&self, shell: &Shell) -> List<'_> {
        List {
            view: View::Mine,
            word: "mine".to_owned(),
            query: "view=mine".to_owned(),
            filter: "",
            unordered: "view=mine".to_owned(),
            order: Order::Newest.into(),
            columns: &Shown::USUAL,
            own_columns: Vec::new(),
            headed: false,
            groups: None,
            board: Some(self.board(shell)),
            under: None,
            heading: None,
            misunderstood: false,
            rows: Vec::new(),
            after: None,
            next: None,
            bulk: None,
        }
    }

    fn composer<'a>(&'a self, shell: &Shell, may: May) -> Composer<'a> {
        let line = ClaimLine {
            says: ClaimSays::Answers,
            name: shell.words.say("sample-agent").to_owned(),
            since: shell.now.minus(minutes(3)),
            until: shell.now,
            may_reply: true,
            holds: false,
            may_break: false,
        };
        Composer {
            number: self.talk.number,
            may,
            reply: &self.reply,
            reply_all: &self.reply_all,
            draft: None,
            seen: None,
            statuses: self.standings(shell.words.language()),
            reason: None,
            sender: None,
            sending: Sending {
                senders: Vec::new(),
                signs: Signs::Mailbox,
                quotation: Some(Quotation::Last),
                unless_answered: Some(true),
                moments: vec![
                    Nap { word: "hour", key: "send-in-an-hour", at: Some(shell.now.plus(minutes(60))) },
                    Nap { word: "tomorrow", key: "send-tomorrow", at: Some(shell.now.plus(minutes(24 * 60))) },
                ],
                their_zone: None,
                protect: None,
                leaves: None,
                sets: None,
            },
            along: Vec::new(),
            most: self.writing.most_attached,
            writing: &self.writing,
            beneath: &self.beneath,
            against: &self.against,
            inside: vec!["example.com".to_owned()],
            warned: Vec::new(),
            knows: None,
            claim: Claimed { line: Some(line), ..Claimed::default() },
        }
    }

    fn spoken<'a>(&'a self, message: &'a Message, shell: &Shell) -> Spoken<'a> {
        let sent = message.kind == MessageKind::Reply;
        Spoken {
            message,
            number: self.talk.number,
            files: &[],
            adornments: &[],
            delivered: Spoken::letter(sent.then_some(&self.letter), shell.now),
            since: &[],
            looks: Vec::new(),
            links: &[],
            came_from: None,
            author: message.author.map_or("", |person| self.people.get(&person).map_or("", String::as_str)),
            first_new: false,
            last: false,
            may_take_back: false,
            may_release: false,
            refused: None,
            verdicts: None,
            may_change: false,
            requester: None,
            protection: None,
            markers: Vec::new(),
            framed: false,
            tickets: &[],
        }
    }

    fn page<'a>(&'a self, shell: &Shell<'a>) -> TicketPage<'a> {
        let may =
            May { note: true, change: true, reply: true, alone: true, direct: true, discard: false, erase: false };
        let part = |message| Part::Message(Box::new(self.spoken(message, shell)));
        TicketPage {
            list: None,
            heading: String::new(),
            back: None,
            ticket: &self.talk,
            may,
            requester: &self.requester,
            from_outside: false,
            organization: None,
            organizations: &[],
            account_manager: None,
            tier: Tier::Standard,
            phones: &[],
            participants: &[],
            paused: &[],
            followers: Vec::new(),
            referrals: Vec::new(),
            starred: false,
            muted: false,
            wakes_into: None,
            unseen: false,
            comes: false,
            names: self.names(shell.words.language()),
            parts: self.messages.iter().map(part).collect(),
            threads: Vec::new(),
            hidden: 0,
            older: None,
            newer: None,
            assignable: &[],
            away: &self.away,
            others: Vec::new(),
            open: (1, false),
            depth: nothing_beside(),
            steps: Steps::default(),
            composer: self.composer(shell, may),
            snoozes: Vec::new(),
            buttons: &[],
            flows: Vec::new(),
            flows_past: false,
            flow_buttons: &[],
            approvals: Vec::new(),
            rating: None,
            closed: BTreeMap::new(),
            procedures: &[],
            only_talk: false,
            panels: &[],
            notice: None,
            details: Vec::new(),
            about: Vec::new(),
            topics: Vec::new(),
            promised: Vec::new(),
            frame: frame(),
            shell: shell.clone(),
        }
    }
}

impl<'a> Pieces<'a> {
    pub fn new(shell: &Shell<'a>, sample: &'a Sample) -> Self {
        let say = |key: &str| shell.words.say(key).to_owned();
        let undo = Undo { action: "/tickets/0/undo/0".to_owned(), ends: None };
        let look = Look { path: shell.path.clone(), key: "run-look" };
        Self {
            page: sample.page(shell),
            list: sample.list(shell),
            rows: sample.rows(shell, ""),
            narrow: sample.rows(shell, "narrow-"),
            groups: vec![Group {
                key: "palette-results",
                puts: Vec::new(),
                finds: vec![
                    found("ticket", say("sample-subject"), "#100042"),
                    found("person", say("sample-name"), "kei@example.com"),
                    found("settings", say("frame-admin"), ""),
                ],
            }],
            toasts: vec![
                Toast { kind: "", icon: "check", text: say("said-saved"), undo: Some(undo), look: None },
                Toast { kind: "", icon: "info", text: say("run-leave"), undo: None, look: Some(look) },
            ],
            open_tabs: Tabs {
                lines: sample.tickets.iter().map(|ticket| tab(ticket, shell.now)).collect(),
                at: sample.tickets.first().map(|ticket| ticket.number),
            },
            shell: shell.clone(),
        }
    }
}

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address of an example domain is one")
}

fn recipient(name: &str, address: &str, reason: Reason) -> Recipient {
    let address = match name {
        "" => Address::bare(email(address)),
        name => Address::new(name, email(address)),
    };
    Recipient { address, reason }
}

fn status(id: i64, category: Category) -> Status {
    let name = String::new();
    Status {
        id: StatusId(id),
        category,
        name_en: name.clone(),
        name_ja: name,
        position: id,
        standard: true,
        version: 1,
    }
}

fn person(name: String, now: Moment) -> Person {
    Person {
        id: REQUESTER,
        name,
        email: Some(email("kei@example.com")),
        language: None,
        time_zone: None,
        organization: None,
        created_at: now,
        version: 1,
    }
}

fn found(icon: &'static str, name: String, hint: &str) -> Find {
    Find { icon, name, language: None, hint: hint.to_owned(), path: "/admin/style".to_owned() }
}

fn tab(ticket: &Ticket, now: Moment) -> Tab {
    Tab {
        ticket: ticket.id,
        number: ticket.number,
        subject: ticket.subject.clone(),
        language: ticket.language,
        merged_into: None,
        pinned: true,
        opened_at: now,
        begun: ticket.category == Category::Open,
        news: ticket.category == Category::Pending,
    }
}

/// The one that is new waits for its first word, the one that is open is late.
fn ticket(shell: &Shell, number: i64, category: Category) -> Ticket {
    let now = shell.now;
    let place = Category::ALL.iter().position(|one| *one == category).unwrap_or_default();
    let (new, open) = (category == Category::New, category == Category::Open);
    let due = match category {
        Category::New => Some(now.plus(minutes(180))),
        Category::Open => Some(now.minus(minutes(20))),
        Category::Pending | Category::OnHold | Category::Solved | Category::Closed => None,
    };
    let status = StatusId(place as i64 + 1);
    Ticket {
        id: TicketId(number),
        number: TicketNumber(number),
        subject: shell.words.say("sample-subject").to_owned(),
        priority: if open { Priority::High } else { Priority::Normal },
        tags: vec![TagId(1)],
        assignee: (!new).then_some(AGENT),
        preview: shell.words.say("sample-asked").to_owned(),
        messages: 4,
        updated_at: now.minus(minutes(5 + 55 * place as u64)),
        received_at: Some(now.minus(minutes(5 + 55 * place as u64))),
        first_replied_at: (!new).then(|| now.minus(minutes(4))),
        replied_at: (!new).then(|| now.minus(minutes(4))),
        due_at: due,
        ..Ticket::blank(status, category, TeamId(1), REQUESTER, BrandId(1), now.minus(minutes(300)))
    }
}

/// What came, what went, what was noted, and what was said on the phone.
fn messages(shell: &Shell, name: &str, agent: &str) -> Vec<Message> {
    let requester = Address::new(name, email("kei@example.com"));
    let ours = Address::new(agent, email("support@example.com"));
    let said = |id: i64, kind, origin, author, key: &str| Message {
        id: MessageId(id),
        ticket: TicketId(NOBODYS),
        side: None,
        kind,
        author: Some(author),
        origin,
        at: shell.now.minus(minutes(10 * (5 - id as u64))),
        subject: shell.words.say("sample-subject").to_owned(),
        from: Some(if author == AGENT { ours.clone() } else { requester.clone() }),
        reply_to: Vec::new(),
        to: vec![if author == AGENT { requester.clone() } else { ours.clone() }],
        cc: Vec::new(),
        bcc: Vec::new(),
        text: shell.words.say(key).to_owned(),
        html: CleanHtml::default(),
        new_text: String::new(),
        message_id: None,
        raw: None,
        automatic: false,
        public: kind != MessageKind::Note,
        taken_back: false,
        warnings: Vec::new(),
        evidence: String::new(),
    };
    vec![
        said(1, MessageKind::Incoming, Origin::Mail, REQUESTER, "sample-asked"),
        said(2, MessageKind::Reply, Origin::Agent, AGENT, "sample-answered"),
        said(3, MessageKind::Note, Origin::Agent, AGENT, "sample-noted"),
        said(4, MessageKind::Incoming, Origin::Phone, REQUESTER, "sample-called"),
    ]
}

fn letter(now: Moment) -> Letter {
    let sent = Delivery {
        address: email("kei@example.com"),
        state: DeliveryState::Accepted,
        detail: "250 2.0.0 Ok".to_owned(),
    };
    Letter {
        id: LetterId(1),
        kind: LetterKind::Reply,
        state: LetterState::Sent,
        ticket: None,
        message: Some(MessageId(2)),
        mailbox: None,
        message_id: "sample@example.com".to_owned(),
        subject: String::new(),
        details: String::new(),
        due_at: now,
        attempts: 1,
        error: String::new(),
        created_at: now,
        sent_at: Some(now),
        opened_at: None,
        deliveries: vec![sent],
    }
}

fn nothing_beside() -> Depth<'static> {
    Depth {
        links: Vec::new(),
        objects: Vec::new(),
        articles: Vec::new(),
        has_object_types: false,
        unsolved: 0,
        blockers: 0,
        tasks: Vec::new(),
        open_tasks: 0,
        checklists: &[],
        times: Vec::new(),
        worked: 0,
        activities: Vec::new(),
        running: None,
        asks_time: Asks::Never,
        worked_typed: String::new(),
    }
}

fn frame() -> Frame {
    Frame {
        queues: Queues::new(At::Elsewhere, [], |_| 0),
        toasts: Vec::new(),
        comfortable: false,
        alarmed: false,
        channels: Vec::new(),
    }
}
