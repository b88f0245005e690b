//! A condition means the same in memory and in SQL.

use crate::desk_work::*;
use base::{Address, Language, Moment, Stretch};
use desk::condition::{Condition, Custom, Field, Kin, Operand, Operator, Span, Test, Type, Viewer, When, Whom};
use desk::conversation::Side;
use desk::form::{self, FieldWish, Holder, ItemId, Label, Nature, Shape, Value};
use desk::object::ObjectTypeId;
use desk::people::{OrganizationId, PersonId, TeamId};
use desk::ticket::{
    Category, Kind, Order, Origin, Priority, Rating, Relation, Snooze, Stars, TagId, Task, TaskFacts, Ticket, TicketId,
    TicketNumber, Time, TimeFacts, TimeId,
};
use desk::{Actor, Done, Scope};
use service::{Tx, people};
use std::collections::BTreeSet;
use store::conversation::sides;
use store::ticket::matching::{Among, Wanted};
use store::ticket::{facts, links, matching, people as circle, ratings, stars, tags, tasks, tickets, times};
use testing::{Cast, World, email};

/// The same numbers in every run (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn one<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn maybe<T>(&mut self, value: T) -> Option<T> {
        (self.below(3) > 0).then_some(value)
    }

    fn perhaps(&mut self) -> Option<Moment> {
        let moment = self.moment();
        self.maybe(moment)
    }

    fn moment(&mut self) -> Moment {
        let hours = self.below(24 * 80) as i64 - 24 * 60;
        Moment(testing::START.0 + hours * 3_600_000 + self.below(2) as i64)
    }
}

const TEXTS: [&str; 8] =
    ["The kettle leaks", "返金のお願い", "50% off!", "under_score", "ÉCLAIR", "REFUND please", "", "Ｆｕｌｌ width"];

/// Items with what is known of them; in a hierarchy the second one takes over what it does not say itself.
const LIST: &str = "One :: grade=a; warranty=1 year\n  Two :: grade=b\nThree";

struct Desk {
    tags: Vec<TagId>,
    people: Vec<PersonId>,
    /// Who is one of them since they were merged.
    merged: PersonId,
    teams: Vec<TeamId>,
    organization: OrganizationId,
    fields: Vec<form::Field>,
    others: Vec<form::Field>,
    assets: ObjectTypeId,
}

/// A field of each shape.
fn fields(tx: &mut Tx) -> Done<Vec<form::Field>> {
    let list = || Vec::new();
    let natures = [
        Nature::Text,
        Nature::Number { digits: 1, least: None, most: None },
        Nature::Time,
        Nature::Flag,
        Nature::Choice { items: list() },
        Nature::Choices { items: list() },
        Nature::Tree { items: list() },
        Nature::Person,
    ];
    let wish = |nature| FieldWish {
        key: String::new(),
        nature,
        label: Label::new("X", ""),
        help: Label::default(),
        asks: form::Asks::default(),
        active: true,
    };
    let made = natures.into_iter().enumerate().map(|(at, nature)| {
        let wish = FieldWish { key: format!("f{at}"), ..wish(nature) };
        service::form::create_field(tx, Holder::Ticket, wish, LIST)
    });
    made.collect()
}

/// The same of whoever asked, of their organisation, of the team, and of what is linked.
fn fields_of_others(tx: &mut Tx, assets: ObjectTypeId) -> Done<Vec<form::Field>> {
    let natures = [
        Nature::Text,
        Nature::Number { digits: 1, least: None, most: None },
        Nature::Time,
        Nature::Flag,
        Nature::Choice { items: Vec::new() },
        Nature::Choices { items: Vec::new() },
        Nature::Tree { items: Vec::new() },
    ];
    let mut made = Vec::new();
    for holder in [Holder::Person, Holder::Organization, Holder::Team, Holder::Object(assets)] {
        for (at, nature) in natures.iter().enumerate() {
            let (label, help) = (Label::new("Y", ""), Label::default());
            let (key, asks) = (format!("g{at}"), form::Asks::default());
            let wish = FieldWish { key, nature: nature.clone(), label, help, asks, active: true };
            made.push(service::form::create_field(tx, holder, wish, LIST)?);
        }
    }
    Ok(made)
}

fn value(dice: &mut Dice, desk: &Desk, field: &form::Field) -> Option<Value> {
    if dice.below(3) == 0 {
        return None;
    }
    let item = ItemId(1 + dice.below(3) as i64);
    Some(match field.nature.shape() {
        Shape::Text => Value::Text(dice.one(&TEXTS[..6]).to_owned()),
        Shape::Amount(_) => Value::Number(dice.below(4) as i64 - 1),
        Shape::Moment => Value::Moment(dice.moment()),
        Shape::Flag => Value::Yes,
        Shape::Item => Value::Items(vec![item]),
        Shape::Items => Value::Items(if item.0 == 3 { vec![ItemId(1), ItemId(2)] } else { vec![item] }),
        Shape::Person | Shape::Organization | Shape::Object | Shape::Properties => {
            Value::Person(dice.one(&desk.people))
        }
    })
}

fn ticket(dice: &mut Dice, desk: &Desk, blank: &Ticket, number: i64) -> Ticket {
    let category = dice.one(Category::ALL);
    let snooze = match dice.below(4) {
        0 => Snooze::UntilReply,
        1 => Snooze::Until(dice.moment()),
        _ => Snooze::Awake,
    };
    let mut tags: Vec<TagId> = desk.tags.iter().copied().filter(|_| dice.below(2) == 0).collect();
    tags.sort_unstable();
    let moment = dice.moment();
    Ticket {
        number: TicketNumber(number),
        subject: dice.one(&TEXTS).to_owned(),
        preview: dice.one(&TEXTS).to_owned(),
        category,
        priority: dice.one(Priority::ALL),
        kind: dice.one(Kind::ALL),
        origin: dice.one(Origin::ALL),
        language: dice.one(&[None, Some(Language::English), Some(Language::Japanese)]),
        tags,
        team: dice.one(&desk.teams),
        assignee: dice.one(&[None, Some(desk.people[0]), Some(desk.people[1])]),
        requester: dice.one(&desk.people),
        organization: dice.maybe(desk.organization),
        snooze,
        spam: dice.below(8) == 0,
        trashed_at: (dice.below(8) == 0).then_some(moment),
        messages: dice.below(5) as i64,
        created_at: dice.moment(),
        updated_at: dice.moment(),
        received_at: dice.perhaps(),
        replied_at: dice.perhaps(),
        first_replied_at: dice.perhaps(),
        solved_at: dice.perhaps(),
        ..blank.clone()
    }
}

/// Tasks, times, a side conversation, and how it stands to the ticket before it.
fn hang(tx: &mut Tx, dice: &mut Dice, ticket: &Ticket, before: Option<TicketId>, person: PersonId) -> Done<()> {
    if dice.below(2) == 0 {
        let what = TaskFacts { text: "Call back".into(), ..TaskFacts::default() };
        let mut task = Task::new(ticket.id, what, "", testing::START);
        task.id = tasks::add(tx, &task)?;
        if dice.below(2) == 0 {
            task.finish(person, testing::START);
            tasks::save(tx, &task)?;
        }
    }
    if dice.below(2) == 0 {
        let minutes = 1 + dice.below(4) as i64;
        let what = TimeFacts { minutes, activity: None, at: testing::START, day: None, note: String::new() };
        let time = Time { id: TimeId(0), ticket: ticket.id, person, what, removed: false, version: 1 };
        times::add(tx, &time)?;
    }
    if let (true, Ok(mut side)) = (dice.below(2) == 0, Side::begin(ticket, 0, "The pump", None, testing::START)) {
        if dice.below(2) == 0 {
            side.finish();
        }
        sides::add(tx, &side)?;
    }
    match before {
        Some(before) => Ok(links::add(tx, ticket.id, before, dice.one(Relation::ALL))?),
        None => Ok(()),
    }
}

fn condition(dice: &mut Dice, desk: &Desk, depth: usize) -> Condition {
    if depth == 0 || dice.below(3) == 0 {
        return Condition::Test(test(dice, desk));
    }
    let parts = (0..=dice.below(3)).map(|_| condition(dice, desk, depth - 1)).collect();
    match dice.below(3) {
        0 => Condition::All(parts),
        1 => Condition::Any(parts),
        _ => Condition::None(parts),
    }
}

fn test(dice: &mut Dice, desk: &Desk) -> Test {
    let own = || desk.fields.iter().chain(&desk.others);
    let customs = own().map(Custom::of).chain(own().filter_map(Custom::properties_of)).map(Field::Custom);
    let all: Vec<Field> = Field::ALL.iter().copied().chain(customs).collect();
    let field = dice.one(&all);
    let operator = dice.one(Operator::of(field.kind()));
    let operand = if operator.stands_alone() { Operand::Nothing } else { operand(dice, desk, field) };
    Test::new(field, operator, operand.clone())
        .unwrap_or_else(|why| panic!("{field:?} {operator:?} {operand:?}: {why:?}"))
}

fn operand(dice: &mut Dice, desk: &Desk, field: Field) -> Operand {
    let several = 1 + dice.below(2);
    match field.kind() {
        Type::Word(list) | Type::MaybeWord(list) => {
            Operand::Words((0..several).map(|_| dice.one(list).to_owned()).collect())
        }
        Type::One(kin) | Type::MaybeOne(kin) | Type::Many(kin) => {
            let known: Vec<Whom> = match kin {
                Kin::Team => desk.teams.iter().map(|id| Whom::Id(id.0)).collect(),
                Kin::Tag => desk.tags.iter().map(|id| Whom::Id(id.0)).collect(),
                Kin::Agent => desk.people.iter().map(|id| Whom::Id(id.0)).chain([Whom::Me]).collect(),
                Kin::Person => desk.people.iter().chain([&desk.merged]).map(|id| Whom::Id(id.0)).collect(),
                Kin::ObjectType => vec![Whom::Id(desk.assets.0), Whom::Id(desk.assets.0 + 1)],
                Kin::Calendar => vec![Whom::Id(1), Whom::Id(2), Whom::Id(3)],
                Kin::Status | Kin::Organization | Kin::Brand | Kin::Mailbox | Kin::Topic | Kin::Item | Kin::Object => {
                    vec![Whom::Id(1), Whom::Id(2)]
                }
            };
            Operand::Ids((0..several).map(|_| dice.one(&known)).collect())
        }
        Type::Text | Type::MaybeText => {
            let words =
                ["kettle", "KEI", "返金", "%", "_", "!", "éclair", "example", "Please", "The kettle leaks", "width"];
            let known = ["grade=a", "grade=B", "warranty=1 year", "grade", "year"];
            let words: &[&str] = if is_of_items(field) { &known } else { &words };
            Operand::Texts((0..several).map(|_| dice.one(words).to_owned()).collect())
        }
        Type::Number => Operand::Number(dice.below(4) as i64),
        Type::Amount(_) => Operand::Number(dice.below(4) as i64 - 1),
        Type::Moment => Operand::When(dice.one(&[
            When::Within(Span::Days(9)),
            When::Older(Span::Hours(30)),
            When::Coming(Span::Days(5)),
            When::In(Stretch::Day, 0),
            When::In(Stretch::Week, -1),
            When::In(Stretch::Month, 0),
            When::In(Stretch::Year, -1),
            When::Between("2026-02-20".into(), "2026-02-27".into()),
            When::Older(Span::Weeks(1)),
            When::On("2026-02-20".into()),
            When::Before("2026-02-20".into()),
            When::After("2026-02-20".into()),
        ])),
        Type::Flag => unreachable!("a flag says everything by itself"),
    }
}

fn is_of_items(field: Field) -> bool {
    matches!(field, Field::Custom(Custom { shape: Shape::Properties, .. }))
}

async fn a_random_desk(world: &World, cast: &Cast) -> Desk {
    let (blank, cast) = (asked(world, cast).await, *cast);
    system(world, move |tx| {
        let organization = people::create_organization(tx, "Sakura Trading")?.id;
        let merged = people::create_organization(tx, "Sakura KK")?.id;
        people::merge_organizations(tx, merged, organization)?;
        let merged = people::find_or_create(tx, &Address::bare(email("kei@private.example")), None)?.id;
        people::merge_people(tx, merged, cast.kei)?;
        let names = ["leak", "refund", "vip"];
        let tags = names.iter().filter_map(|name| tags::add(tx, name).transpose()).collect::<Result<Vec<_>, _>>()?;
        let assets = service::object::create_object_type(tx, crate::object::a_type("Asset"))?;
        let contracts = service::object::create_object_type(tx, crate::object::a_type("Contract"))?;
        // One that is always open, and one that is open tomorrow.
        let tomorrow = desk::sla::Day(testing::START.in_zone("UTC").date()).plus(1).weekday();
        for always in [true, false] {
            let day: Vec<_> = desk::sla::Interval::new(0, 1_440).into_iter().collect();
            let of = |weekday| if always || weekday == tomorrow { day.clone() } else { Vec::new() };
            let hours = desk::sla::Hours { week: std::array::from_fn(of), ..desk::sla::Hours::usual("UTC") };
            service::sla::create_calendar(tx, desk::sla::CalendarWish { name: format!("Open {always}"), hours })?;
        }
        let desk = Desk {
            others: fields_of_others(tx, assets)?,
            assets,
            tags,
            people: vec![cast.chika, cast.ben, cast.kei, cast.mio],
            merged,
            teams: vec![cast.support, cast.billing],
            organization,
            fields: fields(tx)?,
        };
        let mut dice = Dice(7);
        let mut things = Vec::new();
        for n in 0..12 {
            let of = if n % 3 == 0 { contracts } else { assets };
            things.push(service::object::create_object(
                tx,
                of,
                &format!("Thing {n}"),
                &service::form::Filling::default(),
            )?);
        }
        for field in &desk.others {
            let holders: Vec<i64> = match field.holder {
                Holder::Person => desk.people.iter().map(|id| id.0).collect(),
                Holder::Organization => vec![organization.0],
                Holder::Team => desk.teams.iter().map(|id| id.0).collect(),
                Holder::Object(_) => things.iter().map(|id| id.0).collect(),
                Holder::Ticket => Vec::new(),
            };
            for holder in holders {
                let value = value(&mut dice, &desk, field);
                store::form::values::set(tx, field, holder, value.as_ref())?;
            }
        }
        let mut before = None;
        for number in 0..150 {
            let made = tickets::add(tx, &ticket(&mut dice, &desk, &blank, 200_000 + number))?;
            hang(tx, &mut dice, &made, before, desk.people[0])?;
            before = Some(made.id);
            for field in &desk.fields {
                let value = value(&mut dice, &desk, field);
                store::form::values::set(tx, field, made.id.0, value.as_ref())?;
            }
            if dice.below(3) == 0 {
                let (stars, at) = (Stars::of(1 + dice.below(5) as i64).expect("one to five"), dice.moment());
                let comment = dice.one(&TEXTS).to_owned();
                ratings::set(tx, made.id, &Rating { stars, comment, at, agent: None, team: made.team })?;
            }
            for thing in &things {
                if dice.below(6) == 0 {
                    store::object::links::add(tx, made.id, *thing)?;
                }
            }
            for person in &desk.people {
                if dice.below(3) == 0 {
                    circle::add_participant(tx, made.id, *person)?;
                }
                if dice.below(3) == 0 {
                    circle::add_follower(tx, made.id, *person)?;
                }
                if dice.below(3) == 0 {
                    stars::add(tx, *person, made.id)?;
                }
            }
        }
        Ok(desk)
    })
    .await
}

testing::on_both! {
    async fn in_memory_and_in_sql_it_is_the_same(world: World) {
        let cast = world.cast().await;
        system(&world, move |tx| service::people::set_tier(tx, cast.kei, desk::people::Tier::Vip)).await;
        let desk = a_random_desk(&world, &cast).await;
        let viewer = Viewer { person: cast.chika, now: testing::START, zone: "Asia/Tokyo".into() };
        let wrong = world.desk.ask(Actor::System, move |read| {
            let all = desk::condition::Needs {
                viewer: true,
                circle: true,
                requester: true,
                tier: true,
                fields: true,
                owners: true,
                properties: true,
                objects: true,
                hanging: true,
                hours: true,
                selves: true,
                rating: true,
                queue: true,
                rules: false,
            };
            let known = facts::known_after(read, TicketId(0), 1000, all)?;
            let mut dice = Dice(42);
            let (mut wrong, mut some) = (Vec::new(), 0);
            for _ in 0..400 {
                let condition = condition(&mut dice, &desk, 3);
                let read_back = Condition::read(&condition.written());
                if read_back.as_ref() != Ok(&condition) {
                    wrong.push(format!("{} reads back as {read_back:?}", condition.written()));
                }
                let held: BTreeSet<TicketId> = known.iter().filter(|one| condition.holds(&one.facts(), &viewer)).map(|one| one.ticket.id).collect();
                let wanted = Wanted { scope: &Scope::All, condition: &condition, viewer: &viewer, among: Among::All };
                let found = matching::ids(read, wanted, TicketId(0), 1000)?;
                some += usize::from(!held.is_empty() && held.len() < known.len());
                if held != found.into_iter().collect() {
                    wrong.push(condition.written());
                }
            }
            assert!(some > 200, "only {some} of 400 conditions tell tickets apart");
            Ok(wrong)
        }).await.unwrap();
        assert_eq!(wrong, Vec::<String>::new());
    }

    async fn every_order_goes_on_where_its_page_ended(world: World) {
        let cast = world.cast().await;
        a_random_desk(&world, &cast).await;
        let viewer = Viewer { person: cast.chika, now: testing::START, zone: "UTC".into() };
        world.desk.ask(Actor::System, move |read| {
            let everything = Condition::everything();
            for order in Order::ALL {
                let all = Wanted { scope: &Scope::All, condition: &everything, viewer: &viewer, among: Among::All };
                let mut wanted = |after, limit| matching::page(read, all, *order, after, limit);
                let whole: Vec<_> = wanted(None, 1000)?.into_iter().map(|(_, mark)| mark).collect();
                assert_eq!(whole.len(), 151);
                assert!(order.is_of_words() || whole.is_sorted_by(|a, b| if order.is_falling() { (a.key, a.id) > (b.key, b.id) } else { (a.key, a.id) < (b.key, b.id) }), "{order:?}");
                let (mut pages, mut after) = (Vec::new(), None);
                loop {
                    let page = wanted(after, 40)?;
                    after = page.last().map(|(_, mark)| *mark);
                    pages.extend(page.iter().map(|(_, mark)| *mark));
                    if page.len() < 40 { break; }
                }
                assert_eq!(pages, whole, "{order:?}");
            }
            Ok(())
        }).await.unwrap();
    }

    async fn nobody_finds_what_is_not_theirs(world: World) {
        let cast = world.cast().await;
        a_random_desk(&world, &cast).await;
        let viewer = Viewer { person: cast.dai, now: testing::START, zone: "UTC".into() };
        let (dai, eve) = (world.actor(cast.dai).await.scope(), world.actor(cast.eve).await.scope());
        world.desk.ask(Actor::System, move |read| {
            let everything = Condition::everything();
            let wanted = |scope| Wanted { scope, condition: &everything, viewer: &viewer, among: Among::All };
            let seen = matching::page(read, wanted(&dai), Order::Newest, None, 1000)?;
            assert!(!seen.is_empty() && seen.iter().all(|(line, _)| line.ticket.team == cast.support));
            assert_eq!(matching::count(read, wanted(&dai), 1000)?, seen.len() as i64);
            assert_eq!(matching::count(read, wanted(&eve), 1000)?, 0);
            Ok(())
        }).await.unwrap();
    }
}
