//! Two tickets about one matter become one: the conversation goes on in the target, and the number of the source leads there.

use super::{Category, Ticket};
use crate::Refusal;

impl Ticket {
    /// Goes into another ticket. Everything else about it stays as it is, so that it can stand by itself again.
    pub fn merge_into(&mut self, target: &Self) -> Result<(), Refusal> {
        if self.id == target.id {
            Err(Refusal::SameTicket)
        } else if self.trashed_at.is_some() || target.trashed_at.is_some() {
            Err(Refusal::TicketTrashed)
        } else if target.category == Category::Closed {
            Err(Refusal::TicketClosed)
        } else {
            self.merged_into = Some(target.id);
            Ok(())
        }
    }

    /// Stands by itself again, if it still lies where it was put.
    pub fn unmerge(&mut self, target: &Self) -> Result<(), Refusal> {
        if self.merged_into == Some(target.id) && target.merged_into.is_none() {
            self.merged_into = None;
            Ok(())
        } else {
            Err(Refusal::ChangedSince)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::{Place, TicketId, a_ticket};
    use base::Moment;

    fn other() -> Ticket {
        Ticket { id: TicketId(2), ..a_ticket() }
    }

    #[test]
    fn a_merged_ticket_lies_in_no_list_and_comes_back_as_it_was() {
        let (mut source, target) = (a_ticket(), other());
        source.merge_into(&target).unwrap();
        assert_eq!(source.place(), Place::Merged);
        source.unmerge(&target).unwrap();
        assert_eq!(source, a_ticket());
    }

    #[test]
    fn nothing_goes_into_itself_the_trash_or_what_is_closed() {
        assert_eq!(a_ticket().merge_into(&a_ticket()), Err(Refusal::SameTicket));
        let trashed = Ticket { trashed_at: Some(Moment(1)), ..other() };
        assert_eq!(a_ticket().merge_into(&trashed), Err(Refusal::TicketTrashed));
        assert_eq!(
            Ticket { trashed_at: Some(Moment(1)), ..a_ticket() }.merge_into(&other()),
            Err(Refusal::TicketTrashed)
        );
        assert_eq!(
            a_ticket().merge_into(&Ticket { category: Category::Closed, ..other() }),
            Err(Refusal::TicketClosed)
        );
    }

    #[test]
    fn what_lies_elsewhere_by_now_is_not_taken_out() {
        let (mut source, target) = (a_ticket(), other());
        assert_eq!(source.unmerge(&target), Err(Refusal::ChangedSince));
        source.merge_into(&target).unwrap();
        let gone = Ticket { merged_into: Some(TicketId(3)), ..other() };
        assert_eq!(source.unmerge(&gone), Err(Refusal::ChangedSince));
    }
}
