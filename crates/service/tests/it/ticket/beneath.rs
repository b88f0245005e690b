//! Beneath every heading, and in every column of a board, tickets stand in the order of the list.

use super::fielded;
use crate::desk_work::*;
use desk::form::FieldId;
use desk::ticket::{Bucket, Category, Grouping, Order, Origin, Priority, Sorting, TicketNumber, View};
use service::conversation::Incoming;
use service::form;
use service::ticket::{self, After, CARDS, Line, Look, Narrowing, NewTicket, Reach};
use service::{Done, Read};
use std::time::Duration;
use testing::{Cast, World};

/// What is shown of a heading, and what the list itself has of it.
#[derive(Debug)]
struct Shown {
    what: String,
    lines: Vec<TicketNumber>,
    wanted: Vec<TicketNumber>,
    /// It begins as it must; more of it may be left to be asked for.
    in_part: bool,
}

impl Shown {
    fn is_right(&self) -> bool {
        if self.in_part { self.wanted.starts_with(&self.lines) } else { self.wanted == self.lines }
    }
}

fn numbers(lines: &[Line]) -> Vec<TicketNumber> {
    lines.iter().map(|line| line.ticket.number).collect()
}

/// A price, a state and a serial number.
async fn fields(world: &World, cast: &Cast) -> [FieldId; 3] {
    let made = fielded::fields(world, cast).await;
    [made.price, made.state, made.serial]
}

/// A ticket, of which each is a little different; in every fourth nothing stands.
async fn one_of_many(world: &World, cast: &Cast, fields: [FieldId; 3], at: usize) -> TicketNumber {
    let team = if at % 5 == 4 { cast.billing } else { cast.support };
    let who = if at % 3 == 0 { cast.mio } else { cast.kei };
    let subject = format!("{} {at}", ["Zinc", "amber", "Émile", "bronze"][at % 4]);
    let asked = NewTicket::asked(&subject, who, team, Incoming::said(who, Origin::Mail, "It leaks."));
    let number = system(world, move |tx| ticket::create(tx, asked)).await.number;
    let to = status(world, [Category::Open, Category::Pending, Category::New][at % 3]).await;
    let (ben, priority) = (cast.ben, Priority::ALL[at % Priority::ALL.len()]);
    let typed =
        [((at * 7) % 5).to_string(), ["Old", "New", "Broken"][(at / 2) % 3].to_owned(), format!("s-{}", (at * 11) % 6)];
    by(world, cast.ben, move |tx| {
        ticket::set_priority(tx, number, priority, None)?;
        ticket::set_status(tx, number, to, None)?;
        if at % 2 == 0 && at % 5 != 4 {
            ticket::assign(tx, number, Some(ben), None)?;
        }
        for (field, typed) in fields.into_iter().zip(typed) {
            if at % 4 != 3 {
                form::set_typed(tx, number, field, &[typed], "UTC", None)?;
            }
        }
        Ok(())
    })
    .await
    .unwrap();
    world.clock.advance(Duration::from_secs(((at * 13) % 7) as u64));
    number
}

fn every_sorting(fields: [FieldId; 3]) -> Vec<Sorting> {
    let own = fields.into_iter().flat_map(|id| [false, true].map(|falling| Sorting::Field { id, falling }));
    Order::ALL.iter().copied().map(Sorting::By).chain(own).collect()
}

/// What of a list that is in order belongs under a heading.
fn wanted(
    read: &mut Read,
    all: &[TicketNumber],
    grouping: Grouping,
    bucket: &Bucket,
    most: usize,
) -> Done<Vec<TicketNumber>> {
    let more = Narrowing::from(grouping.holds(bucket).expect("a heading that can be"));
    let its = numbers(&ticket::list_in(read, (View::AllOpen, Some(&more)), Order::Newest, None, 50)?.lines);
    Ok(all.iter().filter(|number| its.contains(number)).take(most).copied().collect())
}

/// The headings of a list, from its first tickets and from the second one on beyond them.
fn headings(read: &mut Read, order: Sorting, grouping: Grouping) -> Done<Vec<Shown>> {
    let list: (View, Option<&Narrowing>) = (View::AllOpen, None);
    let all = numbers(&ticket::list_in(read, list, order, None, 50)?.lines);
    let whole = ticket::headings(read, list, Look::new(order, grouping))?.headings;
    let look = Look { reads: 1, ..Look::new(order, grouping) };
    let beyond = ticket::headings(read, list, look)?.headings.into_iter().filter(|one| one.beyond);
    let expanded: Vec<Bucket> = beyond.map(|one| one.bucket).take(ticket::MOST_EXPANDED).collect();
    let far = ticket::headings(read, list, Look { expanded: &expanded, ..look })?.headings;
    let mut shown = Vec::new();
    for (one, far) in whole.iter().map(|one| (one, false)).chain(far.iter().map(|one| (one, true))) {
        shown.push(Shown {
            what: format!("{order:?} under {grouping:?} {:?}, {far}", one.bucket),
            lines: numbers(&one.lines),
            wanted: wanted(read, &all, grouping, &one.bucket, ticket::UNDER_ONE)?,
            in_part: far && !expanded.contains(&one.bucket),
        });
    }
    Ok(shown)
}

fn columns(read: &mut Read, order: Sorting, grouping: Grouping) -> Done<Vec<Shown>> {
    let list: (View, Option<&Narrowing>) = (View::AllOpen, None);
    let all = numbers(&ticket::list_in(read, list, order, None, 50)?.lines);
    let mut shown = Vec::new();
    for column in ticket::board(read, list, order, grouping, &[])?.columns {
        shown.push(Shown {
            what: format!("{order:?} in the column {grouping:?} {:?}", column.bucket),
            lines: numbers(&column.lines),
            wanted: wanted(read, &all, grouping, &column.bucket, CARDS)?,
            in_part: false,
        });
    }
    Ok(shown)
}

testing::on_both! {
    async fn beneath_every_heading_tickets_stand_in_the_order_of_the_list(world: World) {
        let cast = world.cast().await;
        let fields = fields(&world, &cast).await;
        for at in 0..22 {
            one_of_many(&world, &cast, fields, at).await;
        }
        let groupings = [
            Grouping::Status, Grouping::Team, Grouping::Assignee, Grouping::Priority, Grouping::Requester,
            Grouping::Tag, Grouping::CreatedDay, Grouping::Field(fields[1]),
        ];
        for order in every_sorting(fields) {
            let shown = seen_by(&world, cast.ben, move |read| {
                let mut shown = Vec::new();
                for grouping in groupings {
                    shown.extend(headings(read, order, grouping)?);
                }
                for grouping in Grouping::BOARDS {
                    shown.extend(columns(read, order, grouping)?);
                }
                Ok(shown)
            }).await.unwrap();
            assert!(shown.iter().any(|one| one.lines.len() > 4), "{order:?}");
            for one in shown {
                assert!(one.is_right(), "{}: {one:?}", one.what);
            }
        }
    }

    async fn a_column_goes_on_in_the_order_of_the_list(world: World) {
        let cast = world.cast().await;
        let fields = fields(&world, &cast).await;
        for at in 0..CARDS + 16 {
            one_of_many(&world, &cast, fields, at).await;
        }
        let support = Bucket(cast.support.to_string());
        let more = Narrowing::from(Grouping::Team.holds(&support).expect("a team"));
        for order in every_sorting(fields) {
            let (more, bucket) = (more.clone(), support.clone());
            let (whole, cards) = seen_by(&world, cast.ben, move |read| {
                let whole = numbers(&ticket::list_in(read, (View::AllOpen, Some(&more)), order, None, 50)?.lines);
                let (mut cards, mut after) = (Vec::new(), None);
                loop {
                    let reach = [Reach { bucket: bucket.clone(), after, cards: CARDS }];
                    let board = ticket::board(read, (View::AllOpen, None), order, Grouping::Team, &reach)?;
                    let column = board.columns.into_iter().find(|one| one.bucket == bucket).expect("its column");
                    cards.extend(numbers(&column.lines));
                    // As an address carries it.
                    after = column.next.map(|after| After::read(&after.to_string()).expect("an address"));
                    if after.is_none() {
                        return Ok((whole, cards));
                    }
                }
            }).await.unwrap();
            assert!(whole.len() > CARDS, "{order:?}");
            assert_eq!(cards, whole, "{order:?}");
        }
    }

    async fn under_headings_what_has_nothing_in_the_field_comes_last(world: World) {
        let cast = world.cast().await;
        let fields = fields(&world, &cast).await;
        let mut all = Vec::new();
        for (at, price) in ["10", "", "-5", "", "7"].into_iter().enumerate() {
            let asked = NewTicket::asked("The kettle", cast.kei, cast.support, Incoming::said(cast.kei, Origin::Mail, "It leaks."));
            let number = system(&world, move |tx| ticket::create(tx, asked)).await.number;
            if !price.is_empty() {
                let typed = [price.to_owned()];
                by(&world, cast.ben, move |tx| form::set_typed(tx, number, fields[0], &typed, "UTC", None)).await.unwrap();
            }
            world.clock.advance(Duration::from_secs(60 + at as u64));
            all.push(number);
        }
        for (falling, places) in [(false, [2, 4, 0, 3, 1]), (true, [0, 4, 2, 3, 1])] {
            let order = Sorting::Field { id: fields[0], falling };
            let (lines, cards) = seen_by(&world, cast.dai, move |read| {
                let heading = ticket::headings(read, (View::AllOpen, None), Look::new(order, Grouping::Requester))?.headings.remove(0);
                let column = ticket::board(read, (View::AllOpen, None), order, Grouping::Team, &[])?.columns.remove(0);
                Ok((numbers(&heading.lines), numbers(&column.lines)))
            }).await.unwrap();
            let wanted = places.map(|place| all[place]);
            assert_eq!(lines, wanted, "{falling}");
            assert_eq!(cards, wanted, "{falling}");
            // What they may not see is not there, in whatever order.
            let none = seen_by(&world, cast.eve, move |read| ticket::headings(read, (View::AllOpen, None), Look::new(order, Grouping::Team))).await;
            assert!(none.unwrap().headings.is_empty());
        }
    }
}
