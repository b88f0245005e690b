//! Numbers for tickets, by the scheme of the desk or of their topic. Whatever makes a ticket gets its number here.

use crate::{house, setting};
use desk::form::TopicId;
use desk::ticket::{Numbering, Succession, TicketNumber};
use desk::{Done, Fault, Permission};
use store::form::topics;
use store::ticket::numbers;
use store::{Read, Tx, turns};

const KEY: &str = "numbering";
/// Among several hundred thousand numbers of the ten thousand millions that ten digits draw, the second try is rare.
const TRIES: usize = 16;
/// Numbers that are stepped over at once.
const STRIDE: usize = 1_000;
/// What counts the numbers for which a scheme has no more room.
const BEYOND: &str = "ticket beyond its scheme";
/// How many numbers a preview shows.
const EXAMPLES: usize = 3;

/// How the desk numbers tickets that no topic numbers.
pub fn numbering(read: &mut Read) -> Done<Numbering> {
    read.actor().may(Permission::Configure)?;
    in_force(read)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_numbering(tx: &mut Tx, seen: &Numbering, wish: Numbering) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let wish = wish.sound()?;
    if setting::change(tx, KEY, seen, &wish)? {
        begin_anew(tx, None, Some(seen), &wish)?;
    }
    Ok(())
}

/// The numbers that come next if tickets are numbered so, or such as may come. A topic that is yet to be made has the id 0.
pub fn foresee_numbers(read: &mut Read, topic: Option<TopicId>, wish: Numbering) -> Done<Vec<TicketNumber>> {
    read.actor().may(Permission::Configure)?;
    let wish = wish.sound()?;
    if wish.way == Succession::Random {
        return Ok((0..EXAMPLES).filter_map(|_| wish.drawn(base::random_bits())).collect());
    }
    let now = match topic {
        Some(id) => topics::load(read, id)?.and_then(|topic| topic.wish.numbering),
        None => Some(in_force(read)?),
    };
    let date = wish.way.date(read.now(), &house::load(read)?.time_zone);
    let counted = match begins_anew(now.as_ref(), &wish) {
        true => None,
        false => numbers::counted(read, &within(&count_of(topic), &date))?,
    };
    let mut count = counted.map_or(wish.start, |counted| counted + 1);
    let mut found = Vec::new();
    while found.len() < EXAMPLES
        && let Some((free, number)) = first_free(read, &wish, &date, count)?
    {
        found.push(number);
        count = free + 1;
    }
    Ok(found)
}

/// A topic's scheme has changed: where it counts in sequence from another number now, it does so at once.
pub(crate) fn begin_anew(
    tx: &mut Tx,
    topic: Option<TopicId>,
    from: Option<&Numbering>,
    to: &Numbering,
) -> Result<(), Fault> {
    if begins_anew(from, to) { numbers::forget(tx, &count_of(topic)) } else { Ok(()) }
}

fn begins_anew(from: Option<&Numbering>, to: &Numbering) -> bool {
    let counts = |numbering: &&Numbering| numbering.way == Succession::Sequence;
    counts(&to) && from.filter(counts).map(|from| from.start) != Some(to.start)
}

/// The number of a ticket that is about to be made. One after the other: two that are made at the same moment never get
/// the same one, whatever their schemes.
pub(super) fn next_number(tx: &mut Tx, topic: Option<TopicId>) -> Done<TicketNumber> {
    turns::take(tx, ["ticket number".to_owned()].into())?;
    let own = match topic {
        Some(id) => topics::load(tx, id)?.and_then(|topic| topic.wish.numbering).map(|numbering| (Some(id), numbering)),
        None => None,
    };
    let (owner, numbering) = match own {
        Some(own) => own,
        None => (None, in_force(tx)?),
    };
    let number = match numbering.way {
        Succession::Random => drawn(tx, &numbering)?,
        Succession::Sequence | Succession::Year | Succession::Month | Succession::Day => {
            counted(tx, &count_of(owner), &numbering)?
        }
    };
    match number {
        Some(number) => Ok(number),
        // No letter is refused because its number would be too long.
        None => Ok(counted(tx, BEYOND, &Numbering::default())?.ok_or_else(|| Fault::new("no ticket number is left"))?),
    }
}

fn drawn(tx: &mut Tx, numbering: &Numbering) -> Done<Option<TicketNumber>> {
    for _ in 0..TRIES {
        if let Some(number) = numbering.drawn(base::random_bits())
            && !numbers::is_given(tx, number)?
        {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

fn counted(tx: &mut Tx, whose: &str, numbering: &Numbering) -> Done<Option<TicketNumber>> {
    let date = match numbering.way {
        Succession::Sequence | Succession::Random => String::new(),
        Succession::Year | Succession::Month | Succession::Day => {
            numbering.way.date(tx.now(), &house::load(tx)?.time_zone)
        }
    };
    let name = within(whose, &date);
    let count = numbers::count(tx, &name, numbering.start)?;
    let Some((free, number)) = first_free(tx, numbering, &date, count)? else { return Ok(None) };
    if free != count {
        numbers::go_on(tx, &name, free)?;
    }
    Ok(Some(number))
}

/// The first count from one on whose number no ticket has.
fn first_free(
    read: &mut Read,
    numbering: &Numbering,
    date: &str,
    mut count: i64,
) -> Result<Option<(i64, TicketNumber)>, Fault> {
    while let Some(number) = numbering.counted(date, count) {
        if !numbers::is_given(read, number)? {
            return Ok(Some((count, number)));
        }
        let given = numbers::given_from(read, number, STRIDE)?;
        while numbering.counted(date, count).is_some_and(|number| given.binary_search(&number).is_ok()) {
            count += 1;
        }
    }
    Ok(None)
}

/// Each scheme counts for itself.
fn count_of(owner: Option<TopicId>) -> String {
    owner.map_or_else(|| "ticket".to_owned(), |topic| format!("ticket of topic {topic}"))
}

/// Each day, month or year is counted from 1.
fn within(whose: &str, date: &str) -> String {
    if date.is_empty() { whose.to_owned() } else { format!("{whose} in {date}") }
}

fn in_force(read: &mut Read) -> Done<Numbering> {
    setting::in_force(read, KEY)
}
