//! A list as a board: what stands under one heading is a column, and a card that is put into another one is changed by the
//! verb there is for that.

use super::beneath::beneath;
use super::found::{Narrowing, narrowed, viewer};
use super::grouped::{COUNTED_UP_TO, HEADINGS, Pile, counted, in_order, names};
use super::layout::layout_of;
use super::{After, Line, assign, move_to_team, set_layout, set_priority, set_status};
use crate::house;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Bucket, Grouping, Layout, Priority, Sorting, StatusId, Ticket, TicketNumber, View};
use desk::{Done, Level, Refusal};
use store::people::teams;
use store::ticket::{matching, statuses};
use store::{Read, Tx};

/// Cards of a column at first, and with each *more*.
pub const CARDS: usize = 20;
/// Cards of a column on one page. Beyond them it goes on after the last one.
pub const MOST_CARDS: usize = 100;
/// Up to so many agents have a column each, whether or not they have a ticket.
const FEW_AGENTS: usize = 12;

/// How far one looks into one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    pub bucket: Bucket,
    /// Behind which ticket it begins; none: from the first one.
    pub after: Option<After>,
    pub cards: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BoardColumn {
    pub bucket: Bucket,
    /// What people are called; empty for all else, which the page has words for.
    pub name: String,
    /// How many there are, whatever is shown.
    pub tickets: usize,
    pub lines: Vec<Line>,
    pub after: Option<After>,
    /// Where it goes on; none: there are no more.
    pub next: Option<After>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// In the order of [`super::headings`]. Those without a ticket are there too, so that a card can be put there.
    pub columns: Vec<BoardColumn>,
    /// The list is longer than was counted.
    pub cut: bool,
    /// There are more columns.
    pub beyond: bool,
}

/// A view, or what of it another condition leaves, as a board: counted once, and one page of each column that has any.
pub fn board(
    read: &mut Read,
    (view, more): (View, Option<&Narrowing>),
    order: impl Into<Sorting>,
    grouping: Grouping,
    reaches: &[Reach],
) -> Done<Board> {
    let order = order.into();
    must_make_a_board(grouping)?;
    let held = narrowed(read, view, more)?;
    let (viewer, scope) = (viewer(read)?, read.actor().scope());
    let tally = matching::tally(read, held.wanted(&scope, &viewer), grouping, COUNTED_UP_TO + 1)?;
    let cut = tally.iter().map(|(_, tickets)| tickets).sum::<usize>() > COUNTED_UP_TO;
    let mut piles = standing(read, grouping)?;
    counted(grouping, &tally, &viewer.zone, &mut piles);
    if piles.len() > HEADINGS {
        piles.retain(|pile| pile.tickets > 0);
    }
    in_order(read, grouping, &mut piles)?;
    let beyond = piles.len() > HEADINGS;
    piles.truncate(HEADINGS);
    let mut names = names(read, grouping, &piles)?;
    let mut columns = Vec::new();
    for Pile { bucket, tickets, .. } in piles {
        let reach = reaches.iter().find(|reach| reach.bucket == bucket);
        let after = reach.and_then(|reach| reach.after);
        let cards = reach.map_or(CARDS, |reach| reach.cards.clamp(CARDS, MOST_CARDS));
        let (lines, next) = match grouping.holds(&bucket).filter(|_| tickets > 0) {
            Some(within) => {
                let page = beneath(read, &held, (within, tickets), order, after, cards)?;
                (page.lines, page.next)
            }
            None => (Vec::new(), None),
        };
        let name = names.remove(&bucket.0).unwrap_or_default();
        columns.push(BoardColumn { bucket, name, tickets, lines, after, next });
    }
    Ok(Board { columns, cut, beyond })
}

fn must_make_a_board(grouping: Grouping) -> Result<(), Refusal> {
    if grouping.makes_a_board() { Ok(()) } else { Err(Refusal::FormIncomplete) }
}

/// Columns that are there without a ticket.
fn standing(read: &mut Read, grouping: Grouping) -> Done<Vec<Pile>> {
    let words: Vec<String> = match grouping {
        Grouping::Status => statuses::all(read)?.into_iter().map(|one| one.id.to_string()).collect(),
        Grouping::Priority => house::priorities(read)?.used().map(|one| one.name().to_owned()).collect(),
        Grouping::Team => {
            let actor = read.actor().clone();
            let seen = teams::all(read)?.into_iter().filter(|team| actor.level(team.id) > Level::None);
            seen.map(|team| team.id.to_string()).collect()
        }
        Grouping::Assignee => {
            let me = read.actor().person();
            let mut agents: Vec<PersonId> =
                crate::people::answering(read)?.into_iter().map(|(person, _)| person).collect();
            if agents.len() > FEW_AGENTS {
                agents.retain(|agent| Some(*agent) == me);
            }
            [String::new()].into_iter().chain(agents.into_iter().map(|agent| agent.to_string())).collect()
        }
        Grouping::Kind | Grouping::Requester | Grouping::Organization | Grouping::Tag => Vec::new(),
        Grouping::Topic | Grouping::Tier | Grouping::Channel | Grouping::Mailbox | Grouping::Brand => Vec::new(),
        Grouping::Rating | Grouping::DueDay | Grouping::DeadlineDay | Grouping::CreatedDay | Grouping::Field(_) => {
            Vec::new()
        }
    };
    Ok(words.into_iter().map(|word| Pile::empty(Bucket(word))).collect())
}

/// As what the one who looks wants a list; none: as a list.
pub fn set_board(tx: &mut Tx, view: View, board: Option<Grouping>) -> Done<()> {
    board.map_or(Ok(()), must_make_a_board)?;
    let layout = layout_of(tx, view)?;
    if layout.board == board { Ok(()) } else { set_layout(tx, view, Some(Layout { board, ..layout })) }
}

/// Puts a card into another column of the board.
pub fn move_card(
    tx: &mut Tx,
    number: TicketNumber,
    grouping: Grouping,
    to: &Bucket,
    version: Option<i64>,
) -> Done<Ticket> {
    let id = || to.0.parse::<i64>().map_err(|_| Refusal::FormIncomplete);
    match grouping {
        Grouping::Status => set_status(tx, number, StatusId(id()?), version),
        Grouping::Team => move_to_team(tx, number, TeamId(id()?), version),
        Grouping::Assignee if to.0.is_empty() => assign(tx, number, None, version),
        Grouping::Assignee => assign(tx, number, Some(PersonId(id()?)), version),
        Grouping::Priority => {
            let to = Priority::named(&to.0).ok_or(Refusal::FormIncomplete)?;
            set_priority(tx, number, to, version)
        }
        Grouping::Kind | Grouping::Requester | Grouping::Organization | Grouping::Tag => {
            Err(Refusal::FormIncomplete.into())
        }
        Grouping::Topic | Grouping::Tier | Grouping::Channel | Grouping::Mailbox | Grouping::Brand => {
            Err(Refusal::FormIncomplete.into())
        }
        Grouping::Rating | Grouping::DueDay | Grouping::DeadlineDay | Grouping::CreatedDay | Grouping::Field(_) => {
            Err(Refusal::FormIncomplete.into())
        }
    }
}
