//! Things to knock at: whatever a route's address and form speak of, made when it is first needed.

use crate::browser::House;
use axum::body::Bytes;
use base::{Address, CleanHtml, Digest, Language, Token};
use desk::approval::{Approver, ProcedureId, ProcedureWish};
use desk::automation::{RuleId, RuleWish, Step, Texts, WebhookWish};
use desk::channel::{
    Attempt, Client, Effect, FilterWish, GuardWish, HookKind, LetterState, MailboxId, MailboxWish, NewIntake, Provider,
    Source,
};
use desk::condition::Condition;
use desk::conversation::MacroWish;
use desk::conversation::{Compose, Ink, MarkerWish, NewAttachment};
use desk::flow::{FlowWish, NodeId, Place, What};
use desk::knowledge::{ArticleCategoryWish, ArticleState, ArticleText, ArticleTexts, ArticleWish};
use desk::notification::{ChatService, ChatWish};
use desk::panel::{PanelWish, lines_of};
use desk::people::{PersonId, TeamId};
use desk::ticket::{
    Activity, ActivityId, Audience, BrandWish, Canvas, Category, Checklist, ChecklistId, Color, Glyph, HighlightWish,
    Need, Origin, Priority, SkillWish, Snooze, StatusId, TaskFacts, TicketNumber, TimeFacts, Tone, Transition, View,
    ViewWish, WorkflowWish,
};
use desk::{Level, Role};
use service::access::{self, Invite};
use service::conversation::{self, Incoming};
use service::flow::Edit;
use service::notification::ChatAddress;
use service::ticket::{self, NewTicket};
use service::{Actor, Done, Tx, approval, automation, channel, jobs, knowledge, people};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use testing::{cast, email};

/// Words that stand in a ticket and nowhere else: its subject, what was said, a note, a file's name and bytes.
pub const SUPPORT_WORDS: [&str; 5] = ["azurite", "basalt", "cinnabar", "dolomite", "emerald"];
pub const VAULT_WORDS: [&str; 5] = ["wulfenite", "xenotime", "ytterbite", "zircon", "vanadinite"];
/// Where in these lists the note is, which no requester may see.
pub const NOTE: usize = 2;

/// An id that nobody has.
pub const NOBODY: &str = "999999";

static NEXT: AtomicU32 = AtomicU32::new(1);

/// Whose ticket the addresses lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Kei asked Support.
    Support,
    /// Mio asked the Vault, a team in which only the administrator reads.
    Vault,
    /// Nobody asked: no such number, id, link.
    Nowhere,
}

/// Two more people and a team than in the cast.
#[derive(Clone, Copy)]
pub struct More {
    pub vault: TeamId,
    /// Agent, full in billing and nowhere else.
    pub fumi: PersonId,
}

pub async fn more(house: &House) -> More {
    let billing = house.cast.billing;
    let made = house.world.desk.change(Actor::System, move |tx| {
        let vault = people::create_team(tx, "Vault")?.id;
        Ok(More { vault, fumi: hire(tx, "Fumi", billing)? })
    });
    made.await.expect("two more can be made")
}

fn hire(tx: &mut Tx, name: &str, team: TeamId) -> Done<PersonId> {
    let address = email(&format!("{}@hinode.example", name.to_lowercase()));
    let levels = [(team, Level::Full)].into();
    access::hire(
        tx,
        Invite { name: name.into(), email: address, role: Role::Agent, levels, language: Language::English },
        cast::HASH,
    )
}

/// What has been made so far for one kind of ticket, by the name of its placeholder.
pub struct Scene<'h> {
    house: &'h House,
    more: More,
    at: At,
    /// The agent who knocks; none: a requester, or nobody.
    me: Option<PersonId>,
    made: BTreeMap<String, String>,
}

impl<'h> Scene<'h> {
    pub fn new(house: &'h House, more: More, at: At, me: Option<PersonId>) -> Self {
        Self { house, more, at, me, made: BTreeMap::new() }
    }

    /// The route's own placeholders and those of a form, filled: `/tickets/{number}` → `/tickets/100001`.
    pub async fn fill(&mut self, route: &str, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a placeholder ends");
            filled.push_str(before);
            filled.push_str(&self.thing(route, name).await);
            rest = after;
        }
        filled + rest
    }

    async fn thing(&mut self, route: &str, name: &str) -> String {
        if self.at == At::Nowhere && text_is_address(name) {
            return NOBODY.to_owned();
        }
        let name = precisely(route, name);
        if !self.made.contains_key(name) {
            self.make(route, name).await;
        }
        self.made
            .get(name)
            .unwrap_or_else(|| panic!("{route}: nothing here is called {{{name}}}: teach Scene::make"))
            .clone()
    }

    async fn make(&mut self, route: &str, name: &str) {
        match name {
            "number" | "task" | "comment" | "side" | "waiting" | "time" | "message" | "reply" | "file" | "link"
            | "position" => self.ticket(route).await,
            "marker" => self.ticket(route).await,
            "name" => self.keep(name, "file.txt"),
            "kind" => self.keep(name, "solved"),
            "language" => self.keep(name, "en"),
            "shipped" => self.keep(name, "office"),
            "digest" => self.keep(name, "0".repeat(64)),
            "image" | "kept" => self.keep(name, "nothing@kippu"),
            "template" | "macro" | "skill" | "checklist" | "activity" | "team" | "status" | "tag" | "brand"
            | "calendar" | "policy" | "person" | "mailbox" | "organization" | "field" | "form" | "topic" => {
                self.spare(name).await
            }
            "fields" | "topics" => self.own_lists().await,
            "object_type" | "person_note" => self.spare(name).await,
            "object" | "object-position" => self.object().await,
            "article" | "slug" | "category" => self.article().await,
            "person-field" => self.person_field().await,
            // None is there: reading and making keys is the locksmith's, who is not in this house.
            "key" => self.keep(name, 987_654),
            "invitation" | "reset" | "enter" | "setup" => self.token(name).await,
            "own-version" | "agent-version" => self.own_versions().await,
            "guard" => self.guard().await,
            "filter" => self.filter().await,
            "hook-token" => self.hook().await,
            "twin" => self.twin().await,
            "other-organization" => self.other_organization().await,
            "organization-merge" => self.organization_merge().await,
            "merge" => self.person_merge().await,
            "customer" | "customer-version" => self.customer().await,
            "session" => self.session().await,
            "view" | "highlight" => self.view().await,
            "mark" => self.mark().await,
            "list" => self.keep(name, "open"),
            "panel" => self.panel().await,
            "chat" => self.chat().await,
            "rule" => self.rule().await,
            "flow" | "node" => self.flow().await,
            "version" => self.keep(name, 1),
            "trial" => self.trial().await,
            "webhook" | "delivery" => self.webhook().await,
            "procedure" => self.procedure().await,
            "workflow" => self.workflow().await,
            "approval" | "approval-link" => self.approval(route).await,
            "rating-link" => self.rating(route).await,
            // Nothing was suggested to anybody.
            "firing" => self.keep(name, "4711"),
            // Nobody's: each finds their own alone, as their own tests show.
            "run" | "mailing" | "import" => self.keep(name, "4711"),
            "letter" => self.letter().await,
            "intake" | "job" => self.intake().await,
            "other" => self.other().await,
            "support" => self.keep(name, self.house.cast.support),
            "billing" => self.keep(name, self.house.cast.billing),
            "chika" => self.keep(name, self.house.cast.chika),
            "open" | "statuses" | "teams" => self.lists().await,
            "policies" => self.policies().await,
            "asset" => self.keep(name, asset()),
            "role" => self.keep(name, "agent"),
            "nobodys" => self.keep(name, NOBODY),
            "provider" => self.keep(name, "google"),
            "application-version" => self.application().await,
            "unused" => self.keep(name, NEXT.fetch_add(1, Ordering::Relaxed)),
            _ => {}
        }
    }

    /// A second ticket of the same people, for what takes two.
    async fn other(&mut self) {
        let kept = self.made.clone();
        self.ticket("").await;
        let other = self.made.get("number").cloned().unwrap_or_default();
        self.made = kept;
        self.keep("other", other);
    }

    fn keep(&mut self, name: &str, value: impl ToString) {
        self.made.insert(name.to_owned(), value.to_string());
    }

    async fn change<T: Send + 'static>(&self, by: Actor, verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static) -> T {
        self.house.world.desk.change(by, verb).await.unwrap_or_else(|error| panic!("a thing to knock at: {error}"))
    }

    /// A ticket with a mail, its original, a file, a note, a change and a reply that can still be taken back.
    async fn ticket(&mut self, route: &str) {
        let cast = self.house.cast;
        let (team, asker, words, answers) = match self.at {
            At::Support => (cast.support, cast.kei, SUPPORT_WORDS, self.house.world.actor(cast.chika).await),
            At::Vault | At::Nowhere => (self.more.vault, cast.mio, VAULT_WORDS, self.house.world.actor(cast.aya).await),
        };
        let file =
            self.house.web.blobs.put(Bytes::from(format!("{} in a file", words[4]))).await.expect("a blob is kept");
        let number =
            self.change(Actor::System, move |tx| Ok(ticket::create(tx, asked(asker, team, words, file))?.number)).await;
        let page = self
            .house
            .world
            .desk
            .ask(Actor::System, move |read| ticket::page(read, number))
            .await
            .expect("a ticket has a page");
        let first = page.timeline.iter().find_map(said).expect("it was said");
        self.keep("number", number);
        self.keep("message", first.message.id);
        self.keep("file", first.attachments[0].id);
        let signer = self.house.world.desk.signer().clone();
        self.keep("link", access::ticket_link(signer.as_ref(), number, asker));
        let (reply, position) = self.change(answers.clone(), move |tx| answer(tx, number, words)).await;
        self.keep("reply", reply);
        self.keep("position", position);
        let message = first.message.id;
        let marker = self.change(answers.clone(), move |tx| {
            let wish = MarkerWish { ink: Ink::Blue, quote: words[0].into(), start: 0, note: words[NOTE].into() };
            conversation::mark_text(tx, number, message, wish)?;
            let page = ticket::page(tx, number)?;
            let of = page.timeline.iter().find_map(said).expect("it was said");
            Ok(of.markers[0].id)
        });
        let marker = marker.await;
        self.keep("marker", marker);
        let what = TaskFacts { text: "Call back".into(), ..TaskFacts::default() };
        let task = self.change(answers.clone(), move |tx| {
            ticket::add_task(tx, number, what)?;
            let task = ticket::page(tx, number)?.depth.tasks[0].id;
            ticket::comment_task(tx, number, task, &format!("{} of a task", words[NOTE]))?;
            Ok((task, ticket::page(tx, number)?.depth.task_comments[0].id))
        });
        let (task, comment) = task.await;
        self.keep("task", task);
        self.keep("comment", comment);
        // What is said beside it is as little for its requester as a note.
        let side = self.change(answers.clone(), move |tx| {
            let to = vec![Address::bare(email("sato@parts.example"))];
            let asks = Compose { text: format!("{} beside", words[NOTE]), to, ..Compose::default() };
            Ok(conversation::begin_side(tx, number, "The lid", asks)?.0)
        });
        let side = side.await;
        self.keep("side", side);
        // A letter of somebody who may not send alone.
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let novice = self.change(Actor::System, move |tx| hire(tx, &format!("Novice{n}"), team)).await;
        let novice = self.house.world.actor(novice).await;
        let waiting = self.change(Actor::System, move |tx| {
            let people = novice.person().into_iter().collect();
            let wish = GuardWish { name: "Look".into(), people, effect: Effect::Approve, ..GuardWish::default() };
            let guard = channel::create_guard(tx, wish)?;
            let to = vec![Address::bare(email("kei@customer.example"))];
            let says = Compose { text: "Soon".into(), to, ..Compose::default() };
            let message = tx.act_as(novice, |tx| conversation::reply(tx, number, says))?;
            channel::remove_guard(tx, guard)?;
            let page = ticket::page(tx, number)?;
            let written = page.timeline.iter().filter_map(said).find(|said| said.message.id == message);
            Ok(written.and_then(|said| said.letter.as_ref()).expect("it waits").id)
        });
        let waiting = waiting.await;
        self.keep("waiting", waiting);
        let ben = self.house.world.actor(self.house.cast.ben).await;
        let by = if self.at == At::Support { ben } else { answers.clone() };
        let time = self.change(by, move |tx| {
            let what = TimeFacts { minutes: 5, activity: None, at: tx.now(), day: None, note: String::new() };
            ticket::log_time(tx, number, what)?;
            Ok(ticket::page(tx, number)?.depth.times[0].id)
        });
        let time = time.await;
        self.keep("time", time);
        let last = route.rsplit('/').next().unwrap_or_default().to_owned();
        self.change(answers, move |tx| prepare(tx, number, &last)).await;
    }

    async fn guard(&mut self) {
        let wish = GuardWish { name: "Look".into(), active: false, ..GuardWish::default() };
        let guard = self.change(Actor::System, move |tx| channel::create_guard(tx, wish)).await;
        self.keep("guard", guard);
    }

    async fn hook(&mut self) {
        self.spare("mailbox").await;
        let mailbox = MailboxId(self.made["mailbox"].parse().expect("a mailbox's number"));
        let open = move |tx: &mut Tx| channel::open_hook(tx, mailbox, HookKind::Raw, String::new());
        let token = self.change(Actor::System, open).await;
        self.keep("hook-token", token.reveal());
    }

    async fn filter(&mut self) {
        let wish = FilterWish { name: "Look".into(), active: false, stop: true, ..FilterWish::default() };
        let filter = self.change(Actor::System, move |tx| channel::create_filter(tx, wish)).await;
        self.keep("filter", filter);
    }

    /// Somebody who turns out to be somebody else.
    async fn twin(&mut self) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let address = email(&format!("twin{n}@customer.example"));
        let twin = self.change(Actor::System, move |tx| {
            Ok(people::find_or_create(tx, &Address::new(format!("Twin {n}"), address), None)?.id)
        });
        let twin = twin.await;
        self.keep("twin", twin);
    }

    async fn person_merge(&mut self) {
        self.twin().await;
        let from = self.made["twin"].parse().map(PersonId).expect("an id");
        self.twin().await;
        let into = self.made["twin"].parse().map(PersonId).expect("an id");
        let merge = self.change(Actor::System, move |tx| people::merge_people(tx, from, into)).await;
        self.keep("merge", merge);
    }

    /// One that turns out to be another one.
    async fn other_organization(&mut self) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("Other organization {n}");
        let other = self.change(Actor::System, move |tx| Ok(people::create_organization(tx, &name)?.id)).await;
        self.keep("other-organization", other);
    }

    async fn organization_merge(&mut self) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let merge = self.change(Actor::System, move |tx| {
            let from = people::create_organization(tx, &format!("Went {n}"))?.id;
            let into = people::create_organization(tx, &format!("Stayed {n}"))?.id;
            people::merge_organizations(tx, from, into)
        });
        let merge = merge.await;
        self.keep("organization-merge", merge);
    }

    async fn spare(&mut self, what: &str) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let (what, team) = (what.to_owned(), self.house.cast.billing);
        let kind = what.clone();
        let id = self.change(Actor::System, move |tx| {
            Ok(match what.as_str() {
                "team" => people::create_team(tx, &format!("Team {n}"))?.id.to_string(),
                "status" => ticket::create_status(tx, Category::Open, &format!("Status {n}"), &format!("状態 {n}"))?
                    .id
                    .to_string(),
                "tag" => ticket::create_tag(tx, &format!("tag-{n}"))?.to_string(),
                "brand" => ticket::create_brand(tx, &brand(n))?.id.to_string(),
                "activity" => ticket::create_activity(tx, activity(n))?.id.to_string(),
                "template" => {
                    let wish = desk::ticket::TemplateWish::default();
                    ticket::keep_template(tx, &format!("Template {n}"), wish, "UTC")?.to_string()
                }
                "checklist" => ticket::create_checklist(tx, checklist(n))?.id.to_string(),
                "policy" => service::sla::create_policy(tx, policy(n))?.to_string(),
                "calendar" => service::sla::create_calendar(tx, calendar(n))?.to_string(),
                "macro" => conversation::create_macro(tx, prepared(n))?.id.to_string(),
                "skill" => ticket::create_skill(tx, skill(n))?.to_string(),
                "field" => own_field(tx, n)?.to_string(),
                "form" => own_form(tx, n)?.to_string(),
                "object_type" => fresh_type(tx, n)?.to_string(),
                "topic" => service::form::create_topic(tx, own_topic(n))?.to_string(),
                "mailbox" => channel::create_mailbox(tx, mailbox(n, team))?.id.to_string(),
                "person_note" => {
                    let person = hire(tx, &format!("Noted{n}"), team)?;
                    people::add_person_note(tx, person, "Likes tea")?.to_string()
                }
                "organization" => people::create_organization(tx, &format!("Organization {n}"))?.id.to_string(),
                _ => hire(tx, &format!("Spare{n}"), team)?.to_string(),
            })
        });
        let id = id.await;
        self.keep(&kind, id);
    }

    async fn object(&mut self) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let made = self.change(Actor::System, move |tx| {
            let known = service::object::object_types(tx)?.into_iter().map(|(of, _)| of).find(|of| of.wish.active);
            let of = if let Some(of) = known { of.id } else { fresh_type(tx, n)? };
            let blank = service::form::Filling::default();
            let id = service::object::create_object(tx, of, &format!("Thing {n}"), &blank)?;
            let page = service::object::object(tx, id)?;
            Ok((id.to_string(), page.history[0].0.place.position))
        });
        let (id, position) = made.await;
        self.keep("object", id);
        self.keep("object-position", position);
    }

    /// An article for everybody, and a category in which nothing stands.
    async fn article(&mut self) {
        let made = self.change(Actor::System, |tx| {
            let name = desk::form::Label::new("Shelf", "");
            let shelf = ArticleCategoryWish { name, parent: None, position: None };
            let text = ArticleText { title: "Lid".into(), html: CleanHtml::words("<p>Words</p>") };
            let texts = ArticleTexts([(Language::Japanese, text)].into());
            let wish = ArticleWish { category: None, state: ArticleState::Public, texts };
            Ok((knowledge::create_article(tx, wish)?, knowledge::create_article_category(tx, shelf)?))
        });
        let (article, category) = made.await;
        self.keep("article", article);
        self.keep("slug", article);
        self.keep("category", category);
    }

    async fn person_field(&mut self) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let id = self.change(Actor::System, move |tx| {
            Ok(service::form::create_field(tx, desk::form::Holder::Person, own_field_wish(n), "")?.id)
        });
        let id = id.await;
        self.keep("person-field", id);
    }

    /// Fields and topics in the order in which they are.
    async fn own_lists(&mut self) {
        let made = self.change(Actor::System, |tx| {
            let n = NEXT.fetch_add(1, Ordering::Relaxed);
            own_field(tx, n)?;
            service::form::create_topic(tx, own_topic(n))?;
            let of_tickets = |field: &&desk::form::Field| field.holder == desk::form::Holder::Ticket;
            let fields = service::form::fields(tx)?;
            let fields: Vec<String> = fields.iter().filter(of_tickets).map(|field| field.id.to_string()).collect();
            let topics: Vec<String> = service::form::topics(tx)?.iter().map(|topic| topic.id.to_string()).collect();
            Ok((fields.join(","), topics.join(",")))
        });
        let (fields, topics) = made.await;
        self.keep("fields", fields);
        self.keep("topics", topics);
    }

    async fn policies(&mut self) {
        self.spare("policy").await;
        let aya = self.house.world.actor(self.house.cast.aya).await;
        let all = self.house.world.desk.ask(aya, service::sla::policies).await.expect("policies can be read");
        self.keep("policies", joined(all.iter().map(|policy| policy.id)));
    }

    /// One that everybody sees.
    async fn rule(&mut self) {
        let wish = RuleWish {
            name: "Form".into(),
            on: vec!["ticket_created".into()],
            steps: vec![Step::SetPriority(Priority::High)],
            ..RuleWish::default()
        };
        let rule = self.change(Actor::System, move |tx| service::automation::create_rule(tx, wish)).await;
        self.keep("rule", rule.id);
    }

    /// Published, and off. Its edition is 4.
    async fn flow(&mut self) {
        let made = self.change(Actor::System, |tx| {
            let wish = FlowWish { name: "Form".into(), ..FlowWish::default() };
            let flow = service::flow::create_flow(tx, wish)?;
            let place = Place { within: NodeId(0), list: 0, at: 0 };
            let what = What::Act(Some(Step::SetPriority(Priority::High)));
            let (flow, node) = service::flow::edit_flow(tx, flow.id, 1, Edit::Add(place, what))?;
            let (flow, _) =
                service::flow::edit_flow(tx, flow.id, 2, Edit::Add(place, What::new("wait").expect("a kind")))?;
            service::flow::publish_flow(tx, flow.id, flow.edition)?;
            Ok((flow.id, node))
        });
        let (flow, node) = made.await;
        self.keep("flow", flow);
        self.keep("node", node.expect("a node was added"));
    }

    async fn trial(&mut self) {
        self.rule().await;
        let rule = RuleId(self.made["rule"].parse().expect("a rule has a number"));
        let ben = self.house.world.actor(self.house.cast.ben).await;
        let trial = self.change(ben, move |tx| service::automation::try_rule(tx, rule, 7)).await;
        self.keep("trial", trial.id);
    }

    /// For a type that no ticket here has.
    async fn workflow(&mut self) {
        let made = self.change(Actor::System, move |tx| {
            let ids: Vec<StatusId> = ticket::statuses(tx)?.iter().map(|status| status.id).collect();
            let step =
                Transition { from: ids[0], to: ids[1], roles: vec![], teams: vec![], fields: vec![], tasks: false };
            let wish = WorkflowWish {
                name: "Purchases".into(),
                kinds: vec![desk::ticket::Kind::Problem],
                topics: vec![],
                transitions: vec![step],
            };
            Ok(ticket::create_workflow(tx, wish)?.id)
        });
        let id = made.await;
        self.keep("workflow", id);
    }

    /// It asks somebody who is nobody in this house.
    async fn procedure(&mut self) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let (procedure, approver) = self
            .change(Actor::System, move |tx| {
                let address = Address::bare(email(&format!("approver{n}@elsewhere.example")));
                let approver = people::find_or_create(tx, &address, None)?.id;
                let wish = ProcedureWish {
                    name: "Purchase".into(),
                    question: Texts { en: "May we?".into(), ja: String::new() },
                    approvers: vec![Approver::Person(approver)],
                    ..ProcedureWish::default()
                };
                Ok((approval::create_procedure(tx, wish)?.id, approver))
            })
            .await;
        self.keep("procedure", procedure);
        self.keep("approver", approver);
    }

    /// On the ticket at hand.
    async fn approval(&mut self, route: &str) {
        if !self.made.contains_key("number") {
            self.ticket(route).await;
        }
        self.procedure().await;
        let of = |name: &str| self.made[name].parse::<i64>().expect("a number");
        let (number, procedure) = (TicketNumber(of("number")), ProcedureId(of("procedure")));
        let approver = PersonId(of("approver"));
        let asked = self.change(Actor::System, move |tx| approval::ask(tx, number, procedure, "")).await;
        let signer = self.house.world.desk.signer().clone();
        self.keep("approval-link", approval::approval_link(signer.as_ref(), asked.id, approver));
        self.keep("approval", asked.id);
    }

    /// The ticket at hand is solved, and its requester asked.
    async fn rating(&mut self, route: &str) {
        if !self.made.contains_key("number") {
            self.ticket(route).await;
        }
        let number = TicketNumber(self.made["number"].parse().expect("a number"));
        let now = self.house.world.desk.now();
        let asker = self.change(Actor::System, move |tx| {
            let solved = ticket::statuses(tx)?.into_iter().find(|one| one.category == desk::ticket::Category::Solved);
            Ok(ticket::set_status(tx, number, solved.expect("each has one").id, None)?.requester)
        });
        let asker = asker.await;
        let signer = self.house.world.desk.signer().clone();
        self.keep("rating-link", ticket::rating_link(signer.as_ref(), number, asker, now));
    }

    /// With a call that was taken.
    async fn webhook(&mut self) {
        let wish = WebhookWish { name: "Pager".into(), url: "https://pager.example/".into(), body: String::new() };
        let (hook, delivery) = self
            .change(Actor::System, move |tx| {
                let hook = automation::create_webhook(tx, wish, "sealed")?.id;
                let delivery = automation::try_webhook(tx, hook)?.id;
                let taken = desk::automation::Attempt {
                    number: 0,
                    at: tx.now(),
                    milliseconds: 12,
                    status: Some(200),
                    said: "thanks".into(),
                };
                automation::delivery_tried(tx, delivery, taken)?;
                Ok((hook, delivery))
            })
            .await;
        self.keep("webhook", hook);
        self.keep("delivery", delivery);
    }

    async fn view(&mut self) {
        let wish = ViewWish {
            audience: Audience::Everyone,
            name_en: "A view".into(),
            name_ja: String::new(),
            glyph: Glyph::View,
            tone: 0,
            condition: Condition::everything(),
            layout: None,
            counted: true,
        };
        let ben = self.house.world.actor(self.house.cast.ben).await;
        let id = self.change(ben, move |tx| Ok(ticket::create_view(tx, None, wish)?.id)).await;
        self.keep("view", id);
        let ben = self.house.world.actor(self.house.cast.ben).await;
        let highlight = self.change(ben, move |tx| ticket::create_highlight(tx, Canvas::View(id), look_here())).await;
        self.keep("highlight", highlight);
    }

    async fn mark(&mut self) {
        let owner = self.house.cast.ben;
        let canvas = Canvas::List { list: View::AllOpen, audience: Audience::Everyone, owner };
        let ben = self.house.world.actor(owner).await;
        let make = move |tx: &mut service::Tx| {
            // Only so many fit.
            let all = ticket::list_highlights(tx, View::AllOpen)?;
            for one in all.iter().take(all.len().saturating_sub(10)) {
                ticket::remove_highlight(tx, one.id)?;
            }
            ticket::create_highlight(tx, canvas, look_here())
        };
        let mark = self.change(ben, make).await;
        self.keep("mark", mark);
    }

    async fn chat(&mut self) {
        let wish = ChatWish {
            name: "Support".into(),
            service: ChatService::Slack,
            own: false,
            hosts: Vec::new(),
            said: false,
            active: true,
        };
        let address = Some(ChatAddress { host: "hooks.slack.com".into(), sealed: "sealed".into() });
        let aya = self.house.world.actor(self.house.cast.aya).await;
        let id = self.change(aya, move |tx| service::notification::create_chat(tx, wish, address)).await;
        self.keep("chat", id);
    }

    async fn panel(&mut self) {
        let wish = PanelWish {
            name: "Shop".into(),
            url: "https://shop.example/".into(),
            lines: lines_of("Plan = plan").unwrap(),
            active: true,
            with_person: true,
            ..PanelWish::default()
        };
        let aya = self.house.world.actor(self.house.cast.aya).await;
        let id = self.change(aya, move |tx| service::panel::create_panel(tx, wish, "")).await;
        self.keep("panel", id);
    }

    async fn token(&mut self, purpose: &str) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let team = self.house.cast.billing;
        let token = match purpose {
            "invitation" => {
                let aya = self.house.world.actor(self.house.cast.aya).await;
                let levels = [(team, Level::Read)].into();
                let wish = Invite {
                    name: "Goro".into(),
                    email: email(&format!("goro{n}@hinode.example")),
                    role: Role::Agent,
                    levels,
                    language: Language::English,
                };
                self.change(aya, move |tx| access::invite(tx, wish)).await.1
            }
            "reset" => {
                let address = email(&format!("spare{n}@hinode.example"));
                self.change(Actor::System, move |tx| {
                    hire(tx, &format!("Spare{n}"), team)?;
                    access::forgot_password(tx, &address)
                })
                .await;
                self.house.newest_link().await
            }
            "enter" => {
                let address = email(&format!("guest{n}@customer.example"));
                self.change(Actor::System, move |tx| {
                    people::find_or_create(tx, &Address::bare(address.clone()), None)?;
                    access::ask_sign_in_link(tx, &address)
                })
                .await;
                self.house.newest_link().await
            }
            _ => Token::presented("set-up-was-long-ago"),
        };
        self.keep(purpose, token.reveal());
    }

    /// A letter that no server would take.
    async fn letter(&mut self) {
        let (kei, support) = (self.house.cast.kei, self.house.cast.support);
        // Whose letters wait for nobody, whoever walks.
        let ben = self.house.world.actor(self.house.cast.ben).await;
        let number = self
            .change(Actor::System, move |tx| {
                Ok(ticket::create(
                    tx,
                    NewTicket::asked("A letter", kei, support, Incoming::said(kei, Origin::Mail, "Hello")),
                )?
                .number)
            })
            .await;
        let hold = Duration::ZERO;
        self.change(ben, move |tx| {
            conversation::reply(tx, number, Compose { hold: Some(hold), ..written("Hello Kei") })
        })
        .await;
        let id = self.change(Actor::System, |tx| {
            let claimed = channel::claim_letters(tx, "test", Duration::from_secs(60), 1000)?;
            let letter = claimed
                .into_iter()
                .filter(|letter| letter.ticket.is_some())
                .max_by_key(|letter| letter.id)
                .expect("one is due");
            let attempt = Attempt { letter: letter.id, holder: "test".into(), number: letter.attempts };
            let state = channel::letter_refused(tx, &attempt, "550 5.1.1 nobody here")?;
            assert_eq!(state, Some(LetterState::Failed));
            Ok(letter.id)
        });
        let id = id.await;
        self.keep("letter", id);
    }

    /// A message that nobody could read, and the job that gave up on it.
    async fn intake(&mut self) {
        let raw = self
            .house
            .web
            .blobs
            .put(Bytes::from_static(b"From: kei@customer.example\r\n\r\n?"))
            .await
            .expect("a blob is kept");
        let recipients = vec!["nobody@hinode.example".to_owned()];
        let new = NewIntake {
            raw,
            size: 32,
            source: Source::Lmtp,
            client: Client::default(),
            fetched: None,
            cut: None,
            mailbox: None,
            sender: String::new(),
            recipients,
        };
        let (intake, job) = self
            .change(Actor::System, move |tx| {
                let intake = channel::receive(tx, new)?[0];
                channel::unreadable(tx, intake, "it cannot be read")?;
                let claimed = jobs::claim(tx, channel::READ, "test", Duration::from_secs(60), 1000)?;
                let job = claimed.into_iter().max_by_key(|job| job.id).expect("one waits");
                jobs::bury(tx, &job, "test", "it cannot be read")?;
                Ok((intake, job.id))
            })
            .await;
        self.keep("intake", intake);
        self.keep("job", job);
    }

    async fn own_versions(&mut self) {
        let Some(me) = self.me else {
            self.keep("own-version", 1);
            return self.keep("agent-version", 1);
        };
        let panel = self
            .house
            .world
            .desk
            .ask(self.house.world.actor(me).await, people::own_panel)
            .await
            .expect("everybody sees themself");
        self.keep("own-version", panel.person.version);
        self.keep("agent-version", panel.agent.map_or(1, |agent| agent.version));
    }

    async fn application(&mut self) {
        let found = self.house.world.desk.ask(Actor::System, |read| channel::application(read, Provider::Google)).await;
        self.keep("application-version", found.expect("there is always one, perhaps empty").version);
    }

    async fn customer(&mut self) {
        let id = if self.at == At::Support { self.house.cast.kei } else { self.house.cast.mio };
        let panel = self
            .house
            .world
            .desk
            .ask(Actor::System, move |read| people::panel(read, id))
            .await
            .expect("there are customers");
        self.keep("customer", id);
        self.keep("customer-version", panel.person.version);
    }

    /// Somebody else's, who is not in the table.
    async fn session(&mut self) {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let team = self.house.cast.billing;
        let token = self.change(Actor::System, move |tx| {
            let person = hire(tx, &format!("Spare{n}"), team)?;
            Ok(access::sign_in(tx, person, "", "")?.0)
        });
        let digest = token.await.digest();
        self.keep("session", digest);
    }

    async fn lists(&mut self) {
        let asked =
            self.house.world.desk.ask(Actor::System, |read| Ok((ticket::statuses(read)?, people::teams(read)?)));
        let (statuses, teams) = asked.await.expect("lists can be read");
        let open = statuses.iter().find(|status| status.category == Category::Open).expect("there is an open status");
        self.keep("open", open.id);
        self.keep("statuses", joined(statuses.iter().map(|status| status.id)));
        self.keep("teams", joined(teams.iter().map(|team| team.id)));
    }
}

fn joined(ids: impl Iterator<Item = impl ToString>) -> String {
    ids.map(|id| id.to_string()).collect::<Vec<_>>().join(",")
}

/// Stands in an address, not only in a form.
fn text_is_address(name: &str) -> bool {
    const KEPT: [&str; 11] =
        ["name", "support", "billing", "chika", "open", "statuses", "teams", "policies", "fields", "topics", "unused"];
    !KEPT.contains(&name) && !name.ends_with("-version")
}

/// What `{id}` and `{token}` mean on this route; other names say it themselves.
fn own_field(tx: &mut Tx, n: u32) -> Done<desk::form::FieldId> {
    Ok(service::form::create_field(tx, desk::form::Holder::Ticket, own_field_wish(n), "")?.id)
}

/// A house keeps only so many of them: one that nothing uses makes room.
fn fresh_type(tx: &mut Tx, n: u32) -> Done<desk::object::ObjectTypeId> {
    let known = service::object::object_types(tx)?;
    if known.len() >= desk::object::MOST_TYPES {
        let _gone = known.iter().find(|(of, _)| service::object::remove_object_type(tx, of.id).is_ok());
    }
    service::object::create_object_type(tx, own_type(n))
}

fn own_type(n: u32) -> desk::object::ObjectTypeWish {
    desk::object::ObjectTypeWish {
        name: desk::form::Label::new(format!("Kind {n}"), format!("種類 {n}")),
        plural: desk::form::Label::default(),
        help: desk::form::Label::default(),
        glyph: desk::object::ObjectGlyph::Tag,
        grants: desk::object::Grant::usual(),
        columns: Vec::new(),
        active: true,
    }
}

fn own_field_wish(n: u32) -> desk::form::FieldWish {
    desk::form::FieldWish {
        key: String::new(),
        nature: desk::form::Nature::Text,
        label: desk::form::Label::new(format!("Field {n}"), format!("項目 {n}")),
        help: desk::form::Label::default(),
        asks: desk::form::Asks::default(),
        active: true,
    }
}

fn own_form(tx: &mut Tx, n: u32) -> Done<desk::form::FormId> {
    let name = desk::form::Label::new(format!("Form {n}"), format!("フォーム {n}"));
    service::form::create_form(tx, desk::form::FormWish { name, parts: Vec::new() })
}

fn own_topic(n: u32) -> desk::form::TopicWish {
    desk::form::TopicWish {
        name: desk::form::Label::new(format!("Topic {n}"), format!("トピック {n}")),
        help: desk::form::Label::default(),
        kind: desk::ticket::Kind::Task,
        form: None,
        team: None,
        priority: None,
        numbering: None,
        text: desk::form::Label::default(),
        public: false,
        active: true,
    }
}

fn precisely<'n>(route: &str, name: &'n str) -> &'n str {
    let is = |part: &str| route.contains(part);
    match name {
        "id" if is("/take-back") => "reply",
        "id" if is("/messages/{id}") => "message",
        "id" if is("/files/{id}") || is("/attachments/{id}") => "file",
        "id" if is("/people/") => "customer",
        "id" if is("/organizations/") => "organization",
        "merge" if is("/organizations/") => "organization-merge",
        "id" if is("/notifications/") || is("/browsers/") => "nobodys",
        "token" if is("/calendar/") || is("/me/tokens/") => "nobodys",
        "type" => "object_type",
        "name" if is("/assets/") => "asset",
        "link" if is("/approve/") => "approval-link",
        "link" if is("/rate/") => "rating-link",
        "token" if is("/invitation/") => "invitation",
        "token" if is("/reset/") => "reset",
        "token" if is("/enter/") => "enter",
        "token" if is("/setup/") => "setup",
        "token" if is("/hooks/") => "hook-token",
        other => other,
    }
}

fn asked(asker: PersonId, team: TeamId, words: [&str; 5], file: Digest) -> NewTicket {
    let name = format!("{}.pdf", words[3]);
    let content_type = "application/pdf".to_owned();
    let attachment =
        NewAttachment { digest: file.clone(), name, content_type, size: 20, inline: false, content_id: None };
    let mut first = Incoming::said(asker, Origin::Mail, format!("About the {}, please", words[1]));
    first.html = CleanHtml::clean(&format!("<p>About the <b>{}</b>, please</p>", words[1]));
    first.raw = Some(file);
    first.attachments = vec![attachment];
    NewTicket::asked(format!("The {}", words[0]), asker, team, first)
}

fn said(entry: &ticket::Entry) -> Option<&ticket::Said> {
    match entry {
        ticket::Entry::Message(said) => Some(said),
        ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
    }
}

fn written(text: &str) -> Compose {
    let to = vec![Address::bare(email("kei@customer.example"))];
    Compose { text: text.to_owned(), to, ..Compose::default() }
}

fn answer(tx: &mut Tx, number: TicketNumber, words: [&str; 5]) -> Done<(desk::conversation::MessageId, i64)> {
    conversation::note(tx, number, written(&format!("Between us: {}", words[2])))?;
    let changed = ticket::set_priority(tx, number, Priority::High, None)?;
    let position = ticket::just_changed(tx, &changed)?.expect("the priority was changed");
    let to =
        vec![Address::bare(email(if words == SUPPORT_WORDS { "kei@customer.example" } else { "mio@kyaku.example" }))];
    let reply = conversation::reply(tx, number, Compose { to, ..written("We look into it") })?;
    Ok((reply, position))
}

/// As the route wants to find it: what is to be restored lies in the trash.
fn prepare(tx: &mut Tx, number: TicketNumber, wish: &str) -> Done<()> {
    match wish {
        "restore" => ticket::trash(tx, number, None).map(drop),
        "not-spam" => ticket::mark_spam(tx, number, None).map(drop),
        "wake" => ticket::snooze(tx, number, Snooze::UntilReply, None).map(drop),
        "reopen" => {
            let solved = ticket::statuses(tx)?.into_iter().find(|status| status.category == Category::Solved);
            ticket::set_status(tx, number, solved.expect("there is a solved status").id, None).map(drop)
        }
        _ => Ok(()),
    }
}

fn policy(n: u32) -> desk::sla::PolicyWish {
    use desk::sla::{PolicyWish, Promise, Target, Terms};
    let promise = Promise::nothing(Target::Resolution).with(Priority::Normal, 60);
    let (pauses, steps) = (Vec::new(), Vec::new());
    let terms =
        Terms { calendar: None, promises: vec![promise], pauses, pauses_snoozed: false, notes_answer: false, steps };
    PolicyWish { name: format!("Policy {n}"), condition: Condition::everything(), terms }
}

fn calendar(n: u32) -> desk::sla::CalendarWish {
    desk::sla::CalendarWish { name: format!("Calendar {n}"), hours: desk::sla::Hours::usual("UTC") }
}

fn brand(n: u32) -> BrandWish {
    BrandWish { name: format!("Brand {n}"), domain: String::new(), language: None, color: Color::Green }
}

fn skill(n: u32) -> SkillWish {
    SkillWish {
        name: format!("Skill {n}"),
        condition: desk::condition::Condition::everything(),
        need: Need::Preferred,
        least: 1,
        levels: BTreeMap::new(),
    }
}

fn mailbox(n: u32, team: TeamId) -> MailboxWish {
    let plain = MailboxWish::plain(format!("box{n}@hinode.example"), format!("Box {n}"), team);
    MailboxWish { reply_addresses: false, ..plain }
}

/// One of the files of the browser's part.
fn asset() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist");
    let files = std::fs::read_dir(folder).expect("the browser's part is built");
    let mut names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    names.find(|name| name.ends_with(".css")).expect("it has a style sheet")
}

fn activity(n: u32) -> Activity {
    Activity { id: ActivityId(0), name_en: format!("Work {n}"), name_ja: String::new(), active: true, version: 1 }
}

fn checklist(n: u32) -> Checklist {
    Checklist {
        id: ChecklistId(0),
        name: format!("List {n}"),
        items: vec!["Ask".into()],
        teams: Vec::new(),
        version: 1,
    }
}

fn prepared(n: u32) -> MacroWish {
    MacroWish {
        name: format!("Macro {n}"),
        shortcut: format!("macro-{n}"),
        text_en: "Hello".into(),
        ..MacroWish::default()
    }
}

fn look_here() -> HighlightWish {
    HighlightWish {
        label_en: "Look here".into(),
        label_ja: String::new(),
        tone: Tone::Warning,
        spot: None,
        condition: Condition::everything(),
    }
}
