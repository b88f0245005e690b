//! One verb over many tickets.

use crate::desk_work::*;
use desk::ticket::{Priority, TicketNumber};
use desk::{Error, Refusal};
use service::ticket;

testing::on_both! {
    async fn each_ticket_gets_its_own_answer(world: World) {
        let cast = world.cast().await;
        let (one, trashed) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let nowhere = TicketNumber(1);
        by(&world, cast.chika, move |tx| ticket::trash(tx, trashed, None)).await.unwrap();
        let outcomes = by(&world, cast.chika, move |tx| {
            ticket::bulk(tx, &[trashed, nowhere, one], |tx, number| ticket::set_priority(tx, number, Priority::High, None))
        }).await.unwrap();
        assert!(matches!(outcomes[0], (number, Err(Error::Refused(Refusal::TicketTrashed))) if number == trashed));
        assert!(matches!(outcomes[1], (_, Err(Error::Missing))));
        assert!(matches!(&outcomes[2], (_, Ok(ticket)) if ticket.priority == Priority::High));
        assert_eq!(now(&world, one).await.priority, Priority::High);
    }
}
