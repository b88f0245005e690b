//! A condition as SQL over `tickets t`: the same text for both databases, and the same answer as [`Condition::holds`].
//!
//! Every part is true or false, never NULL, so that "none of" may simply negate it. Ids and texts are always parameters.

use crate::Read;
use crate::form::fields;
use crate::people::selves;
use crate::sla::calendars;
use crate::value::Value;
use desk::Fault;
use desk::condition::{Condition, Custom, Field, Operand, Operator, Selves, Test, Viewer, Whose, folded};
use desk::form::{self, Nature, Shape};
use desk::sla::Door;
use std::sync::Arc;

/// The text of a condition, whose parameters go on after those that were there.
pub(crate) fn sql(condition: &Condition, viewer: &Viewer, beside: &Beside, values: &mut Vec<Value<'static>>) -> String {
    Writer { viewer, beside, values }.part(condition)
}

/// What a condition rests on beside the rows of tickets, as far as it asks for it.
#[derive(Default)]
pub(crate) struct Beside {
    /// Which calendars are open now.
    doors: Vec<Door>,
    /// Fields of items, whose properties are the set-up's.
    lists: Vec<form::Field>,
    /// Organizations and people that are one since they were merged.
    selves: Arc<Selves>,
}

impl Beside {
    pub(crate) fn of(read: &mut Read, condition: &Condition) -> Result<Self, Fault> {
        let (needs, now) = (condition.needs(), read.now());
        let doors = if needs.hours { calendars::doors(read, now)? } else { Vec::new() };
        let mut lists = if needs.properties { fields::all(read)? } else { Vec::new() };
        lists.retain(|field| condition.asks_for_items_of(field.id));
        let selves = if needs.selves { selves::all(read)? } else { Arc::default() };
        Ok(Self { doors, lists, selves })
    }
}

struct Writer<'w> {
    viewer: &'w Viewer,
    beside: &'w Beside,
    values: &'w mut Vec<Value<'static>>,
}

impl Writer<'_> {
    fn part(&mut self, condition: &Condition) -> String {
        match condition {
            Condition::All(parts) => self.group(parts, " AND ", "TRUE"),
            Condition::Any(parts) => self.group(parts, " OR ", "FALSE"),
            Condition::None(parts) => format!("NOT {}", self.group(parts, " OR ", "FALSE")),
            Condition::Test(test) => self.test(test),
        }
    }

    fn group(&mut self, parts: &[Condition], between: &str, empty: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.part(part)).collect();
        if parts.is_empty() { empty.to_owned() } else { format!("({})", parts.join(between)) }
    }

    fn put(&mut self, value: impl Into<Value<'static>>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn list(&mut self, values: impl IntoIterator<Item = Value<'static>>) -> String {
        let places: Vec<String> = values.into_iter().map(|value| self.put(value)).collect();
        places.join(", ")
    }

    fn test(&mut self, test: &Test) -> String {
        if test.operator.is_of_rules() {
            // Refused where conditions of lists are made.
            return "FALSE".to_owned();
        }
        let meant = test.meant(&self.beside.selves);
        let test: &Test = &meant;
        match source(test.field) {
            Source::Column(column) => self.column(column, test),
            Source::Amount(column) => self.amount(column, test),
            Source::Rows(table, column) => {
                self.rows(&format!("FROM {table} x WHERE x.ticket_id = t.id"), &format!("x.{column}"), test)
            }
            Source::Custom(custom) => self.custom(custom, test),
            Source::Hours => if test.holds_of(&self.beside.doors, self.viewer) { "TRUE" } else { "FALSE" }.to_owned(),
            Source::Objects => {
                let from = "FROM ticket_objects l JOIN objects x ON x.id = l.object_id WHERE l.ticket_id = t.id";
                self.rows(from, "x.type_id", test)
            }
            Source::Texts(texts) => self.texts(texts, test),
            Source::Moment(column) => self.moment(column, test),
            Source::Flag(flag) => match (test.operator, test.field) {
                (Operator::Yes, Field::Starred) => self.starred(),
                (_, Field::Starred) => format!("NOT {}", self.starred()),
                (Operator::Yes, _) => flag.to_owned(),
                (_, _) => format!("NOT {flag}"),
            },
        }
    }

    fn starred(&mut self) -> String {
        let me = self.put(self.viewer.person);
        format!("EXISTS (SELECT 1 FROM stars x WHERE x.ticket_id = t.id AND x.person_id = {me})")
    }

    /// One value, or none.
    fn column(&mut self, column: &str, test: &Test) -> String {
        use Operator::*;
        let values = operands(test, self.viewer);
        match test.operator {
            Set => format!("{column} IS NOT NULL"),
            Unset => format!("{column} IS NULL"),
            NoneOf => format!("({column} IS NULL OR {column} NOT IN ({}))", self.list(values)),
            Equals => format!("{column} = {}", self.list(values)),
            Least => format!("{column} >= {}", self.list(values)),
            Most => format!("{column} <= {}", self.list(values)),
            AnyOf | AllOf | Yes | No | Contains | Lacks | Begins | Ends | When | Matches | Changed | Became | Was
            | Reached | Fell => {
                format!("({column} IS NOT NULL AND {column} IN ({}))", self.list(values))
            }
        }
    }

    /// A number, or none: what is none is neither small nor large.
    fn amount(&mut self, column: &str, test: &Test) -> String {
        let asked = self.column(column, test);
        if test.operator.stands_alone() { asked } else { format!("({column} IS NOT NULL AND {asked})") }
    }

    /// Any number of values in a table of their own.
    fn rows(&mut self, from: &str, column: &str, test: &Test) -> String {
        use Operator::*;
        let any = |more: &str| format!("EXISTS (SELECT 1 {from}{more})");
        let values = operands(test, self.viewer);
        match test.operator {
            Set => any(""),
            Unset => format!("NOT {}", any("")),
            AllOf => {
                let each: Vec<String> =
                    values.into_iter().map(|value| any(&format!(" AND {column} = {}", self.put(value)))).collect();
                format!("({})", each.join(" AND "))
            }
            NoneOf => format!("NOT {}", any(&format!(" AND {column} IN ({})", self.list(values)))),
            Least => any(&format!(" AND {column} >= {}", self.list(values))),
            Most => any(&format!(" AND {column} <= {}", self.list(values))),
            AnyOf | Yes | No | Contains | Lacks | Equals | Begins | Ends | When | Matches | Changed | Became | Was
            | Reached | Fell => any(&format!(" AND {column} IN ({})", self.list(values))),
        }
    }

    /// What people have put into a field of their own.
    fn custom(&mut self, Custom { whose, id, shape }: Custom, test: &Test) -> String {
        let holder = match whose {
            Whose::Ticket => "field_values x WHERE x.holder_id = t.id",
            Whose::Requester => "field_values x WHERE x.holder_id = t.requester_id",
            Whose::Organization => "field_values x WHERE x.holder_id = t.organization_id",
            Whose::Team => "field_values x WHERE x.holder_id = t.team_id",
            Whose::Object => {
                "ticket_objects l JOIN field_values x ON x.holder_id = l.object_id WHERE l.ticket_id = t.id"
            }
        };
        let from = format!("FROM {holder} AND x.field_id = {}", id.0);
        match (shape, &test.operand) {
            (Shape::Flag, _) => {
                let not = if test.operator == Operator::Yes { "" } else { "NOT " };
                format!("{not}EXISTS (SELECT 1 {from} AND x.number = 1)")
            }
            (Shape::Text, Operand::Texts(_)) => {
                self.texts(Texts { column: "x.text", from: &format!("EXISTS (SELECT 1 {from} AND ({{any}}))") }, test)
            }
            (Shape::Moment, Operand::When(when)) => {
                let range = when.range(self.viewer.now, &self.viewer.zone);
                let (first, until) = (self.put(range.start), self.put(range.end));
                format!("EXISTS (SELECT 1 {from} AND x.number >= {first} AND x.number < {until})")
            }
            (Shape::Properties, _) => self.known(&from, id, test),
            (_, _) => self.rows(&from, "x.number", test),
        }
    }

    /// What is known of the item that was chosen: the set-up says of which ones it is as the test wants it.
    fn known(&mut self, from: &str, id: form::FieldId, test: &Test) -> String {
        let nature = self.beside.lists.iter().find(|field| field.id == id).map(|field| &field.nature);
        let (chosen, items) = test.among_items(nature.map(Nature::items).unwrap_or_default());
        let first = if matches!(nature, Some(Nature::Tree { .. })) { " AND x.position = 0" } else { "" };
        let any = match items.as_slice() {
            [] => "FALSE".to_owned(),
            items => {
                let items = self.list(items.iter().map(|item| Value::Int(item.0)));
                format!("EXISTS (SELECT 1 {from}{first} AND x.number IN ({items}))")
            }
        };
        if chosen { any } else { format!("NOT {any}") }
    }

    fn texts(&mut self, texts: Texts, test: &Test) -> String {
        let Operand::Texts(wanted) = &test.operand else { return "FALSE".to_owned() };
        let like: Vec<String> = wanted
            .iter()
            .map(|text| {
                format!(
                    "LOWER({} {{bytewise}}) LIKE {} ESCAPE '!'",
                    texts.column,
                    self.put(pattern(test.operator, text))
                )
            })
            .collect();
        let any = texts.from.replace("{any}", &like.join(" OR "));
        if test.operator == Operator::Lacks { format!("NOT {any}") } else { any }
    }

    fn moment(&mut self, column: &str, test: &Test) -> String {
        match &test.operand {
            Operand::When(when) => {
                let range = when.range(self.viewer.now, &self.viewer.zone);
                let (from, until) = (self.put(range.start), self.put(range.end));
                format!("({column} IS NOT NULL AND {column} >= {from} AND {column} < {until})")
            }
            Operand::Nothing
            | Operand::Words(_)
            | Operand::Ids(_)
            | Operand::Texts(_)
            | Operand::Pattern(_)
            | Operand::Number(_) => {
                let not = if test.operator == Operator::Set { " NOT" } else { "" };
                format!("{column} IS{not} NULL")
            }
        }
    }
}

fn operands(test: &Test, viewer: &Viewer) -> Vec<Value<'static>> {
    match &test.operand {
        Operand::Words(words) => words.iter().cloned().map(Value::from).collect(),
        Operand::Ids(ids) => ids.iter().map(|whom| Value::Int(whom.id(viewer))).collect(),
        Operand::Number(number) => vec![Value::Int(*number)],
        Operand::Nothing | Operand::Texts(_) | Operand::When(_) | Operand::Pattern(_) => Vec::new(),
    }
}

/// Nothing in it means anything to `LIKE … ESCAPE '!'`.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// For `LIKE … ESCAPE '!'`.
fn pattern(operator: Operator, text: &str) -> String {
    use Operator::*;
    let text = escaped(&folded(text));
    match operator {
        Equals => text,
        Begins => format!("{text}%"),
        Ends => format!("%{text}"),
        Contains | Lacks | AnyOf | AllOf | NoneOf | Set | Unset | Yes | No | Least | Most | When | Matches
        | Changed | Became | Was | Reached | Fell => format!("%{text}%"),
    }
}

/// What hangs on a ticket `t`; whoever looks at one ticket asks in the same words.
pub(super) const OPEN_TASK: &str =
    "EXISTS (SELECT 1 FROM tasks x WHERE x.ticket_id = t.id AND x.done_at IS NULL AND NOT x.removed)";
pub(super) const OPEN_SIDE: &str = "EXISTS (SELECT 1 FROM sides x WHERE x.ticket_id = t.id AND x.state = 'open')";
pub(super) const FILES: &str = "EXISTS (SELECT 1 FROM messages m JOIN attachments x ON x.message_id = m.id
    WHERE m.ticket_id = t.id AND NOT m.taken_back AND NOT x.inline)";
pub(super) const MINUTES: &str = "(SELECT CAST(COALESCE(SUM(x.minutes), 0) AS BIGINT) FROM times x
    WHERE x.ticket_id = t.id AND NOT x.removed)";

/// Of another that must be done first: it lives on where it was merged into, and what went into this one keeps it from nothing.
pub(super) const BLOCKED: &str = "EXISTS (
    WITH RECURSIVE way (id) AS (
        SELECT x.other_id FROM ticket_links x WHERE x.ticket_id = t.id AND x.relation = 'blocker'
        UNION SELECT b.merged_into FROM way w JOIN tickets b ON b.id = w.id WHERE b.merged_into IS NOT NULL)
    SELECT 1 FROM way w JOIN tickets b ON b.id = w.id WHERE b.id <> t.id AND b.place IN ('open', 'snoozed'))";

macro_rules! linked {
    ($relation:literal) => {
        Source::Flag(concat!(
            "EXISTS (SELECT 1 FROM ticket_links x WHERE x.ticket_id = t.id AND x.relation = '",
            $relation,
            "')"
        ))
    };
}

/// Where a field's value lies.
enum Source {
    Column(&'static str),
    /// A number, or none.
    Amount(&'static str),
    Rows(&'static str, &'static str),
    Custom(Custom),
    Objects,
    Hours,
    Texts(Texts<'static>),
    Moment(&'static str),
    Flag(&'static str),
}

struct Texts<'t> {
    column: &'t str,
    /// Where it is read from; `{any}` is what is wanted of it.
    from: &'t str,
}

const fn own(column: &'static str) -> Source {
    Source::Texts(Texts { column, from: "({any})" })
}

const fn source(field: Field) -> Source {
    match field {
        Field::Place => Source::Column("t.place"),
        Field::Category => Source::Column("t.category"),
        Field::Priority => Source::Column("t.priority"),
        Field::Kind => Source::Column("t.kind"),
        Field::Channel => Source::Column("t.origin"),
        Field::Language => Source::Column("t.language"),
        Field::Status => Source::Column("t.status_id"),
        Field::Team => Source::Column("t.team_id"),
        Field::Brand => Source::Column("t.brand_id"),
        Field::Requester => Source::Column("t.requester_id"),
        Field::Assignee => Source::Column("t.assignee_id"),
        Field::Organization => Source::Column("t.organization_id"),
        Field::Mailbox => Source::Column("t.mailbox_id"),
        Field::Topic => Source::Column("t.topic_id"),
        Field::Number => Source::Column("t.number"),
        Field::Messages => Source::Column("t.messages"),
        Field::Tags => Source::Rows("ticket_tags", "tag_id"),
        Field::Participants => Source::Rows("participants", "person_id"),
        Field::Followers => Source::Rows("followers", "person_id"),
        Field::Subject => own("t.subject"),
        Field::LastMessage => own("t.preview"),
        Field::RequesterName => Source::Texts(Texts {
            column: "x.name",
            from: "EXISTS (SELECT 1 FROM people x WHERE x.id = t.requester_id AND ({any}))",
        }),
        Field::RequesterAddress => Source::Texts(Texts {
            column: "x.address",
            from: "EXISTS (SELECT 1 FROM addresses x WHERE x.person_id = t.requester_id AND ({any}))",
        }),
        Field::Tier => Source::Column(crate::people::tiers::OF_TICKET),
        Field::OrganizationName => Source::Texts(Texts {
            column: "x.name",
            from: "EXISTS (SELECT 1 FROM organizations x WHERE x.id = t.organization_id AND ({any}))",
        }),
        Field::CreatedAt => Source::Moment("t.created_at"),
        Field::UpdatedAt => Source::Moment("t.updated_at"),
        Field::ReceivedAt => Source::Moment("t.received_at"),
        Field::RepliedAt => Source::Moment("t.replied_at"),
        Field::FirstRepliedAt => Source::Moment("t.first_replied_at"),
        Field::SolvedAt => Source::Moment("t.solved_at"),
        Field::Deadline => Source::Moment("t.deadline"),
        Field::Custom(custom) => Source::Custom(custom),
        // Refused where conditions of tickets are read.
        Field::Mail(_) => Source::Flag("FALSE"),
        Field::Objects => Source::Objects,
        Field::OpenTask => Source::Flag(OPEN_TASK),
        Field::OpenSide => Source::Flag(OPEN_SIDE),
        Field::HasFiles => Source::Flag(FILES),
        Field::MinutesWorked => Source::Column(MINUTES),
        Field::HasProblem => linked!("problem"),
        Field::HasIncidents => linked!("incident"),
        Field::IsDuplicate => linked!("original"),
        Field::HasParent => linked!("parent"),
        Field::HasChildren => linked!("child"),
        Field::Blocked => Source::Flag(BLOCKED),
        Field::WorkingHours => Source::Hours,
        // 0: until a reply, which is no moment.
        Field::DueAt => Source::Moment("t.due_at"),
        Field::Sla => Source::Column("t.sla"),
        Field::Approval => Source::Column("t.approval"),
        Field::Delivery => Source::Column("t.delivery"),
        Field::Rating => Source::Amount("t.rating"),
        Field::RatedAt => Source::Moment("t.rated_at"),
        Field::RatingComment => Source::Texts(Texts {
            column: "x.comment",
            from: "EXISTS (SELECT 1 FROM ratings x WHERE x.ticket_id = t.id AND x.stars IS NOT NULL AND ({any}))",
        }),
        // Refused where conditions of lists are made; a few rows all the same.
        Field::TeamQueue => Source::Column(
            "(SELECT CAST(COALESCE(SUM(c.tickets), 0) AS BIGINT) FROM cells c
              WHERE c.whose IN (-1, 0) AND c.team_id = t.team_id AND c.place = 'open')",
        ),
        Field::WakesAt => Source::Moment("NULLIF(t.snoozed_until, 0)"),
        Field::Snoozed => Source::Flag("(t.snoozed_until IS NOT NULL)"),
        Field::Starred => Source::Flag(""),
        Field::Unanswered => Source::Flag(
            "(t.received_at IS NOT NULL AND (t.replied_at IS NULL OR t.received_at > t.replied_at)
              AND t.category NOT IN ('solved', 'closed'))",
        ),
    }
}
