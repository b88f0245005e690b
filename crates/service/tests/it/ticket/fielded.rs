//! Lists sorted by what stands in fields that people have defined.

use crate::desk_work::*;
use desk::condition::Condition;
use desk::form::{Asks, FieldId, FieldWish, Holder, Label, Nature};
use desk::people::PersonId;
use desk::ticket::{Audience, Glyph, Layout, Order, Origin, Sorting, TicketNumber, View, ViewWish};
use service::conversation::Incoming;
use service::form;
use service::ticket::{self, After, Narrowing, NewTicket};
use std::sync::Arc;
use testing::{Cast, World};

/// A price, a state, a serial number, and whose it is: which has no order.
#[derive(Clone, Copy)]
pub struct Fields {
    pub price: FieldId,
    pub state: FieldId,
    pub serial: FieldId,
    owner: FieldId,
}

pub async fn fields(world: &World, cast: &Cast) -> Fields {
    let made = by(world, cast.aya, move |tx| {
        let mut field = |en: &str, nature, list: &str| {
            let (label, help) = (Label::new(en, ""), Label::default());
            let wish = FieldWish { key: String::new(), nature, label, help, asks: Asks::default(), active: true };
            form::create_field(tx, Holder::Ticket, wish, list)
        };
        let price = field("Price", Nature::Number { digits: 0, least: None, most: None }, "")?.id;
        let state = field("State", Nature::Choice { items: vec![] }, "New\nOld\nBroken")?.id;
        Ok(Fields {
            price,
            state,
            serial: field("Serial", Nature::Text, "")?.id,
            owner: field("Owner", Nature::Person, "")?.id,
        })
    });
    made.await.unwrap()
}

async fn set(world: &World, cast: &Cast, number: TicketNumber, field: FieldId, typed: &str) {
    let typed = [typed.to_owned()];
    by(world, cast.ben, move |tx| form::set_typed(tx, number, field, &typed, "UTC", None)).await.unwrap();
}

/// Tickets called A to F, of the support team; and one of the billing team. In two of them nothing stands.
async fn a_desk(world: &World, cast: &Cast, fields: Fields) -> Vec<TicketNumber> {
    let things = [
        ("A", "10", "Old", "z-1"),
        ("B", "-5", "New", "Y-2"),
        ("C", "10", "Broken", "x-3"),
        ("D", "", "", ""),
        ("E", "7", "New", "y-1"),
        ("F", "", "", ""),
        ("G", "8", "Old", "y-2"),
    ];
    let mut numbers = Vec::new();
    for (name, price, state, serial) in things {
        let team = if name == "G" { cast.billing } else { cast.support };
        let asked = NewTicket::asked(name, cast.kei, team, Incoming::said(cast.kei, Origin::Mail, "It leaks."));
        let number = system(world, move |tx| ticket::create(tx, asked)).await.number;
        for (field, typed) in [(fields.price, price), (fields.state, state), (fields.serial, serial)] {
            if !typed.is_empty() {
                set(world, cast, number, field, typed).await;
            }
        }
        numbers.push(number);
    }
    numbers
}

/// The names of all tickets, page after page.
async fn names(
    world: &World,
    who: PersonId,
    (view, more): (View, Option<Narrowing>),
    order: impl Into<Sorting>,
    limit: usize,
) -> String {
    let (mut all, mut after, order): (String, Option<After>, Sorting) = (String::new(), None, order.into());
    loop {
        let (from, more) = (after, more.clone());
        let page = seen_by(world, who, move |read| ticket::list_in(read, (view, more.as_ref()), order, from, limit));
        let page = page.await.unwrap();
        assert!(page.lines.len() <= limit && !(page.lines.is_empty() && page.next.is_some()), "{order:?}: {page:?}");
        all.extend(page.lines.iter().map(|line| line.ticket.subject.as_str()));
        // As an address carries it.
        after = page.next.map(|after| After::read(&after.to_string()).unwrap());
        if after.is_none() {
            return all;
        }
    }
}

testing::on_both! {
    async fn a_list_goes_by_a_field_both_ways_and_ends_with_those_that_have_nothing(world: World) {
        let cast = world.cast().await;
        let fields = fields(&world, &cast).await;
        a_desk(&world, &cast, fields).await;
        let open = || (View::AllOpen, None);
        let usual = names(&world, cast.dai, open(), Order::Newest, 50).await;
        assert_eq!(usual.len(), 6, "Dai sees the support team's alone: {usual}");
        for limit in [1, 2, 4, 50] {
            for (id, falling, wanted) in [
                (fields.price, false, "BEACFD"), (fields.price, true, "CAEBFD"),
                (fields.state, false, "BEACFD"), (fields.state, true, "CAEBFD"),
                (fields.serial, false, "CEBAFD"), (fields.serial, true, "ABECFD"),
                // People have no order, and what is not there has none either.
                (fields.owner, false, usual.as_str()), (FieldId(999), true, usual.as_str()),
            ] {
                let sorted = names(&world, cast.dai, open(), Sorting::Field { id, falling }, limit).await;
                assert_eq!(sorted, wanted, "{id} {falling} {limit}");
            }
        }
        let by_price = Sorting::Field { id: fields.price, falling: false };
        assert_eq!(names(&world, cast.ben, open(), by_price, 3).await, "BEGACFD", "Ben sees both teams");
        assert_eq!(names(&world, cast.eve, open(), by_price, 3).await, "", "Eve sees none");
        let narrow = |text: &str| Narrowing::from(Condition::read(text).unwrap());
        let few = narrow(r#"{"all":[{"field":"subject","operator":"contains","value":["C"]}]}"#);
        assert_eq!(names(&world, cast.ben, (View::AllOpen, Some(few)), by_price, 3).await, "C");
    }

    async fn what_changes_moves_and_what_goes_elsewhere_is_no_more_among_them(world: World) {
        let cast = world.cast().await;
        let fields = fields(&world, &cast).await;
        let numbers = a_desk(&world, &cast, fields).await;
        let by_price = Sorting::Field { id: fields.price, falling: false };
        let by_serial = Sorting::Field { id: fields.serial, falling: true };
        let wish = ViewWish {
            audience: Audience::Mine,
            name_en: "All of it".into(),
            name_ja: String::new(),
            glyph: Glyph::View,
            tone: 0,
            condition: Condition::read(r#"{"all":[{"field":"place","operator":"any_of","value":["open","trash"]}]}"#).unwrap(),
            layout: Some(Layout { order: by_price, ..Layout::default() }),
            counted: false,
        };
        let saved = by(&world, cast.ben, move |tx| ticket::create_view(tx, None, wish)).await.unwrap().id;
        let layout = seen_by(&world, cast.ben, move |read| ticket::layout_of(read, View::Saved(saved))).await.unwrap();
        assert_eq!(layout.order, by_price, "a view keeps its order");
        let (open, all) = (|| (View::AllOpen, None), || (View::Saved(saved), None));
        set(&world, &cast, numbers[0], fields.price, "-90").await;
        set(&world, &cast, numbers[1], fields.price, "").await;
        assert_eq!(names(&world, cast.ben, open(), by_price, 2).await.get(..4), Some("AEGC"));
        let e = numbers[4];
        by(&world, cast.ben, move |tx| ticket::trash(tx, e, None)).await.unwrap();
        assert_eq!(names(&world, cast.ben, open(), by_price, 2).await.get(..3), Some("AGC"), "it is in the trash now");
        // Both places are walked at once.
        for limit in [1, 3, 50] {
            assert_eq!(names(&world, cast.ben, all(), by_price, limit).await.get(..4), Some("AEGC"), "{limit}");
            assert_eq!(names(&world, cast.ben, all(), by_serial, limit).await.get(..5), Some("AGBEC"), "{limit}");
        }
        by(&world, cast.ben, move |tx| ticket::restore(tx, e, None)).await.unwrap();
        assert_eq!(names(&world, cast.ben, open(), by_price, 2).await.get(..4), Some("AEGC"));
        // What the index has found, and nothing else.
        let ids = seen_by(&world, cast.ben, move |read| ticket::list_in(read, (View::AllOpen, None), by_price, None, 3)).await.unwrap();
        let these: Arc<[_]> = ids.lines.iter().map(|line| line.ticket.id).collect();
        let found = Narrowing { condition: Condition::everything(), these: Some(these) };
        assert_eq!(names(&world, cast.ben, (View::AllOpen, Some(found)), by_serial, 2).await, "AGE");
    }
}
