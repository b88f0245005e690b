//! No page and no verb walks through a whole table or sorts one: the plan of every statement that was asked while
//! everybody knocked at every door, and the desk's own work was done.

use crate::browser::House;
use crate::roles;
use desk::channel::MailboxId;
use desk::form::{Asks, FieldId, FieldWish, Holder, Label, Nature};
use desk::object::ObjectTypeId;
use desk::ticket::{Grouping, Order, Sorting, View};
use service::object::{self, Sort};
use service::ticket::{self, Look};
use service::{Actor, channel, form, jobs, readers, schedule};
use std::time::Duration;
use testing::plans::{self, Plan};

/// A company has dozens of these, whatever the number of its tickets; and what is always emptied again.
const SMALL: &[&str] = &[
    "agent_hours",
    "absences",
    "agent_duties",
    "activities",
    "article_categories",
    "approval_procedures",
    "agents",
    "brands",
    "calendar_versions",
    "calendars",
    "cells",
    "guards",
    "mail_filters",
    "mail_hooks",
    "chats",
    "chat_choices",
    "checklists",
    "fields",
    "flows",
    "flow_versions",
    "forms",
    "leases",
    "levels",
    "mailboxes",
    "migrations",
    "numbers",
    "highlights",
    "panels",
    "queue_lengths",
    "object_types",
    "readers",
    "rule_walks",
    "rules",
    "routing_turns",
    "routings",
    "settings",
    "skills",
    "sla_cells",
    "sla_policies",
    "sla_policy_versions",
    "statuses",
    "tags",
    "team_locks",
    "teams",
    "templates",
    "topics",
    "turns",
    "webhooks",
    "workflows",
];

/// What may walk or sort nevertheless, and why.
const ALLOWED: &[(&str, &str)] = &[
    ("FROM tickets WHERE status_id = $1 LIMIT 1", "a status is removed once in a year"),
    ("EXISTS (SELECT 1 FROM tickets WHERE mailbox_id = $1)", "so is a mailbox"),
    ("SELECT digest FROM attachments UNION", "a backup or a demo's end goes through everything"),
    (
        "SELECT m.author_id FROM messages m LEFT JOIN letters l",
        "who answered last: the answers of one ticket, or of five",
    ),
    ("FROM messages m JOIN attachments a ON a.message_id = m.id WHERE m.ticket_id = $1", "the files of one ticket"),
    ("JOIN file_links f ON f.attachment_id = a.id", "those of them that went as links"),
    ("DELETE FROM file_links WHERE attachment_id IN", "the same when they are taken away"),
    ("FROM organization_domains WHERE organization_id = $1", "the domains of one organisation"),
    ("leased_until < $1 OR leased_until > $3", "letters of holders that are gone: a handful"),
    ("FROM jobs GROUP BY state", "what is done is gone"),
    ("FROM participants c JOIN tickets t", "as many as one person is in copy of"),
    ("SELECT tag_id, COUNT(*) FROM ticket_tags", "one page of the administration"),
    ("SELECT COUNT(*) FROM tickets", "of a demo"),
    ("AND state <> 'sending' AND due_at <= $3", "of all mailboxes at once: so only the demo claims"),
    ("FROM messages m JOIN verdicts v ON v.message_id = m.id", "of one ticket's messages"),
    ("FROM messages m JOIN markers k ON k.message_id = m.id", "so are their highlights"),
    ("FROM views WHERE removed_at IS NULL ORDER BY id", "the views of a desk: at most hundreds"),
    ("FROM macros WHERE", "the macros of a desk, and a hundred for each agent at most"),
    ("FROM wordings ORDER BY kind", "the letters of a desk, all of them"),
    ("FROM worries ORDER BY mailbox_id", "what is wrong with mailboxes right now"),
    ("FROM mail_key_addresses a JOIN mail_keys k", "the keys of one address"),
    ("WITH RECURSIVE reached", "what hangs on one ticket, link by link"),
    ("FROM ticket_links WHERE ticket_id IN", "the links of one ticket"),
    ("FROM tasks k WHERE k.ticket_id IN", "the tasks of one ticket"),
    ("FROM times w WHERE w.ticket_id IN", "the hours of one ticket"),
    ("AS entries FROM times w", "a report sums up what people entered in a span of time"),
    ("WITH RECURSIVE way", "where one merged ticket went"),
    ("JOIN note_versions v ON v.message_id = m.id", "what the notes of one ticket said before"),
    ("UNION SELECT raw FROM intakes WHERE message_id", "the original of one message"),
    ("FROM side_drafts s LEFT JOIN sides c", "what one person has begun to write"),
    ("SELECT 1 FROM drafts WHERE attachments LIKE", "once for each file that is taken away for good"),
    ("FROM phones WHERE", "the numbers of one person, or of a page of an export"),
    ("FROM handles WHERE", "so are the names"),
    ("FROM memberships m JOIN", "what one person belongs to, or who belongs to one organisation beside another one"),
    ("FROM contacts c JOIN people p", "twenty at most"),
    ("FROM said s JOIN attachments a", "what one person sent on a page of tickets"),
    ("FROM people p JOIN tickets t ON t.requester_id = p.id", "once when an organisation's tier changes"),
    ("WITH RECURSIVE merged", "what was merged into one ticket, or who into one person"),
    ("FROM articles", "twenty thousand at most"),
    ("FROM task_comments WHERE task_id IN", "what is said of the tasks of one ticket"),
    ("FROM oversight x JOIN people p", "fifty at most"),
    ("UPDATE tasks SET team_id", "a team is removed once in a year"),
    ("FROM mailings WHERE state = 'running'", "those that are under way, a handful"),
    ("t.id IN {numbers:$1}", "few tickets, each looked up by its id, in whatever order"),
    (
        "SELECT MIN(x.number) FROM field_values x WHERE x.holder_id = t.id",
        "the item of each of the first tickets of a list",
    ),
];

testing::on_both! {
    async fn nothing_walks_through_a_large_table_or_sorts_one(world: World) {
        let house = House::open(world).await;
        roles::walk_as_everybody(&house).await;
        work(&house).await;
        let location = house.world.database().location();
        let plans = plans::of(&location, plans::asked()).unwrap();
        assert!(plans.len() > 150, "only {} statements were asked", plans.len());
        let bad: Vec<String> = plans.iter().filter(|plan| !is_allowed(&plan.sql)).filter_map(wrong).collect();
        assert!(bad.is_empty(), "{} of {}:\n{}", bad.len(), plans.len(), bad.join("\n\n"));
    }
}

/// What no page asks: the clock, jobs, letters, readers.
async fn work(house: &House) {
    let desk = &house.world.desk;
    let span = Duration::from_secs(10);
    desk.ask(Actor::System, schedule::is_due).await.unwrap();
    desk.ask(Actor::System, channel::calling_mailboxes).await.unwrap();
    let sorts = desk.change(Actor::System, sorted_objects).await.unwrap();
    for (of, sort) in sorts {
        desk.ask(Actor::System, move |read| object::objects(read, of, "", sort, None, 5)).await.unwrap();
    }
    grouped_in_every_order(house).await;
    desk.ask(Actor::System, |read| readers::lags(read, "acknowledge")).await.unwrap();
    desk.ask(Actor::System, |read| readers::must_wait(read, "acknowledge")).await.unwrap();
    desk.ask(Actor::System, |read| jobs::is_due(read, channel::READ)).await.unwrap();
    desk.change(Actor::System, move |tx| {
        schedule::tick(tx, "test")?;
        jobs::claim(tx, channel::READ, "test", span, 5)?;
        jobs::keep(tx, "test", span)?;
        jobs::expire(tx)?;
        jobs::hand_back(tx, "test")?;
        channel::claim_letters_of(tx, None, "test", span, 5)?;
        channel::claim_letters_of(tx, Some(MailboxId(1)), "test", span, 5)?;
        channel::keep_letters(tx, "test", span)?;
        channel::hand_back_letters(tx, "test")?;
        readers::follow(tx, "test", |_, _| Ok(()))
    })
    .await
    .unwrap();
}

/// Lists of objects by fields of each kind that has an order.
fn sorted_objects(tx: &mut service::Tx) -> service::Done<Vec<(ObjectTypeId, Sort)>> {
    let of = object::object_types(tx)?.remove(0).0.id;
    let both = |id| [false, true].map(|falling| (of, Sort::Field { id, falling }));
    Ok(ordered_fields(tx, Holder::Object(of))?.into_iter().flat_map(both).collect())
}

/// The last one has items.
fn ordered_fields(tx: &mut service::Tx, holder: Holder) -> service::Done<Vec<FieldId>> {
    let natures = [Nature::Text, Nature::Flag, Nature::Choice { items: Vec::new() }];
    let mut made = Vec::new();
    for nature in natures {
        let (label, help) = (Label::new(nature.kind(), ""), Label::default());
        let wish = FieldWish { key: String::new(), nature, label, help, asks: Asks::default(), active: true };
        made.push(form::create_field(tx, holder, wish, "One")?.id);
    }
    Ok(made)
}

/// Headings, some of them beyond the first tickets, and boards.
async fn grouped_in_every_order(house: &House) {
    let desk = &house.world.desk;
    let fields = desk.change(Actor::System, |tx| ordered_fields(tx, Holder::Ticket)).await.unwrap();
    let items = Grouping::Field(*fields.last().expect("there are three"));
    let own = fields.into_iter().flat_map(|id| [false, true].map(|falling| Sorting::Field { id, falling }));
    let orders: Vec<Sorting> = Order::ALL.iter().copied().map(Sorting::By).chain(own).collect();
    let ben = house.world.actor(house.cast.ben).await;
    let all = move |read: &mut service::Read| -> service::Done<()> {
        let list = (View::AllOpen, None);
        for order in orders {
            for grouping in
                [Grouping::Team, Grouping::Requester, Grouping::Tier, Grouping::Tag, Grouping::CreatedDay, items]
            {
                let look = Look { reads: 1, ..Look::new(order, grouping) };
                let seen = ticket::headings(read, list, look)?.headings;
                let expanded: Vec<_> = seen.into_iter().map(|heading| heading.bucket).collect();
                ticket::headings(read, list, Look { expanded: &expanded, ..look })?;
            }
            for grouping in Grouping::BOARDS {
                ticket::board(read, list, order, grouping, &[])?;
            }
        }
        Ok(())
    };
    desk.ask(ben, all).await.unwrap();
}

fn is_allowed(sql: &str) -> bool {
    ALLOWED.iter().any(|(part, _)| sql.contains(part))
}

/// The steps that are wrong, with their statement.
fn wrong(plan: &Plan) -> Option<String> {
    let steps: Vec<Step> = plan.steps.iter().map(|step| Step::read(step, &plan.sql)).collect();
    let large = steps.iter().any(|step| matches!(step, Step::Walk(_) | Step::AlongIndex(_) | Step::Look(_)));
    let page = plan.sql.contains("LIMIT") && !steps.contains(&Step::Sort);
    let bad = steps.iter().enumerate().filter(|(at, step)| match step {
        Step::Walk(_) => true,
        // Along an index in its order, and no further than a page.
        Step::AlongIndex(_) => !page,
        Step::Sort => large && !is_short(&steps[..*at]),
        Step::Look(_) | Step::Part | Step::Other => false,
    });
    let bad: Vec<&String> = bad.map(|(at, _)| &plan.steps[at]).collect();
    (!bad.is_empty()).then(|| format!("{bad:#?}\n{}\n{:#?}", plan.sql, plan.steps))
}

/// What is sorted is a part of the statement that ended after a page.
fn is_short(before: &[Step]) -> bool {
    let driving = before
        .iter()
        .rev()
        .find(|step| matches!(step, Step::Look(_) | Step::Walk(_) | Step::AlongIndex(_) | Step::Part));
    driving == Some(&Step::Part)
}

/// A step, as far as large tables go.
#[derive(Debug, PartialEq)]
enum Step {
    /// From the first row to the last.
    Walk(String),
    AlongIndex(String),
    /// Where an index says, to more than one row.
    Look(String),
    /// Through what another part of the statement found.
    Part,
    Sort,
    Other,
}

impl Step {
    /// SQLite says `SCAN t` and `SEARCH t USING INDEX …`, PostgreSQL `Seq Scan on tickets t` and `Sort`.
    fn read(step: &str, sql: &str) -> Self {
        let words = step.trim_start().trim_start_matches("->").trim_start();
        if words.contains("TEMP B-TREE FOR ORDER BY") || words.starts_with("Sort  ") {
            return Self::Sort;
        }
        let (kind, rest) = match (words.split_once(' '), words.split_once("Seq Scan on ")) {
            (_, Some((_, rest))) => ("SCAN", rest),
            (Some((kind @ ("SCAN" | "SEARCH"), rest)), None) => (kind, rest),
            (_, None) => return Self::Other,
        };
        let name = rest.split_whitespace().next().unwrap_or_default();
        let large = table_of(sql, name).map(|table| (table.to_owned(), SMALL.contains(&table)));
        match (kind, large) {
            ("SCAN", None) => Self::Part,
            (_, Some((_, true)) | None) => Self::Other,
            ("SCAN", Some((table, false))) if rest.contains("USING") => Self::AlongIndex(table),
            ("SCAN", Some((table, false))) => Self::Walk(table),
            (_, Some(_)) if rest.contains("PRIMARY KEY (rowid=?)") || rest.contains("addresses_by_person") => {
                Self::Other
            }
            (_, Some((table, false))) => Self::Look(table),
        }
    }
}

/// The table behind a name in a statement: itself, or what the name is short for. None: a part of the statement.
fn table_of<'s>(sql: &'s str, name: &'s str) -> Option<&'s str> {
    let words: Vec<&str> =
        sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let named = words.windows(3).find(|three| {
        let begins = ["FROM", "JOIN", "UPDATE"].contains(&three[0]);
        begins && (three[2] == name || (three[2] == "AS" && words.contains(&name)))
    });
    match named {
        Some(three) => Some(three[1]),
        None => words
            .windows(2)
            .find(|two| ["FROM", "JOIN", "UPDATE"].contains(&two[0]) && two[1] == name)
            .map(|two| two[1]),
    }
}
