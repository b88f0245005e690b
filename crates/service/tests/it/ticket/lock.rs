//! One answer at a time.

use crate::desk_work::*;
use desk::conversation::Mode;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use desk::{Error, Refusal};
use service::conversation::{self, Begun, Beside, Compose};
use service::ticket;
use std::time::Duration;
use testing::{Cast, World};

pub async fn writes(world: &World, who: PersonId, number: TicketNumber, mode: Mode, text: &'static str) {
    let save = move |tx: &mut service::Tx| {
        let revision = conversation::draft(tx, number)?.map_or(0, |draft| draft.revision) + 1;
        let begun = Begun {
            mode,
            text: text.into(),
            html: base::CleanHtml::default(),
            to: String::new(),
            cc: String::new(),
            bcc: String::new(),
            attachments: Vec::new(),
            shared: false,
            name: String::new(),
            chosen: Default::default(),
            revision,
        };
        conversation::save_draft(tx, number, begun)
    };
    assert!(by(world, who, save).await.unwrap());
}

pub async fn sends(world: &World, who: PersonId, number: TicketNumber) -> Result<(), Error> {
    by(world, who, move |tx| conversation::reply(tx, number, to_kei("We look into it."))).await.map(drop)
}

async fn held(world: &World, who: PersonId, number: TicketNumber) -> Option<String> {
    seen_by(world, who, move |read| ticket::held_by_another(read, number)).await.unwrap().map(|(name, _)| name)
}

pub async fn locking(world: &World) -> (Cast, TicketNumber) {
    let cast = world.cast().await;
    mailbox(world, &cast).await;
    by(world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 10)).await.unwrap();
    let number = asked(world, &cast).await.number;
    (cast, number)
}

testing::on_both! {
    async fn whoever_answers_keeps_others_from_sending_until_it_is_sent(world: World) {
        let (cast, number) = locking(&world).await;
        writes(&world, cast.chika, number, Mode::Reply, "We lo").await;
        assert!(held(&world, cast.ben, number).await.is_some() && held(&world, cast.chika, number).await.is_none());
        assert_refused(sends(&world, cast.ben, number).await, Refusal::TicketHeld);
        writes(&world, cast.ben, number, Mode::Reply, "Me too").await;
        assert_refused(sends(&world, cast.ben, number).await, Refusal::TicketHeld);
        sends(&world, cast.chika, number).await.unwrap();
        assert_eq!(held(&world, cast.ben, number).await, None);
        sends(&world, cast.ben, number).await.unwrap();
    }

    async fn a_forward_and_a_letter_in_a_side_conversation_are_answers_as_well(world: World) {
        let (cast, number) = locking(&world).await;
        let to_supplier = || Compose { text: "Do you have a lid?".into(), to: vec![base::Address::bare(testing::email("parts@supplier.example"))], ..Compose::default() };
        let forwards = |who| by(&world, who, move |tx| conversation::forward(tx, number, to_supplier()));
        let asks = |who| by(&world, who, move |tx| conversation::begin_side(tx, number, "A lid", to_supplier()));
        writes(&world, cast.chika, number, Mode::Forward, "Please lo").await;
        assert!(held(&world, cast.ben, number).await.is_some());
        assert_refused(forwards(cast.ben).await, Refusal::TicketHeld);
        assert_refused(asks(cast.ben).await, Refusal::TicketHeld);
        assert_refused(sends(&world, cast.ben, number).await, Refusal::TicketHeld);
        forwards(cast.chika).await.unwrap();
        assert_eq!(held(&world, cast.ben, number).await, None);
        let begun = desk::conversation::SideDraft {
            subject: String::new(), to: String::new(), cc: String::new(), text: "Do you".into(), html: base::CleanHtml::default(),
            revision: 1, updated_at: world.desk.now(), chosen: desk::conversation::Chosen::default(),
            attachments: Vec::new(), name: String::new(),
        };
        by(&world, cast.chika, move |tx| conversation::save_side_draft(tx, Beside::Ticket(number), begun)).await.unwrap();
        assert_refused(asks(cast.ben).await, Refusal::TicketHeld);
        let (side, _) = asks(cast.chika).await.unwrap();
        assert_eq!(held(&world, cast.ben, number).await, None, "it is sent");
        writes(&world, cast.chika, number, Mode::Reply, "We lo").await;
        let more = to_supplier();
        assert_refused(by(&world, cast.ben, move |tx| conversation::write_side(tx, side, more)).await, Refusal::TicketHeld);
        let more = to_supplier();
        by(&world, cast.chika, move |tx| conversation::write_side(tx, side, more)).await.unwrap();
        assert!(held(&world, cast.ben, number).await.is_some(), "her answer is still being written");
    }

    async fn it_ends_by_itself_and_when_somebody_gives_it_up(world: World) {
        let (cast, number) = locking(&world).await;
        writes(&world, cast.chika, number, Mode::Reply, "We lo").await;
        writes(&world, cast.chika, number, Mode::Note, "We lo").await;
        assert_eq!(held(&world, cast.ben, number).await, None, "a note holds nothing");
        writes(&world, cast.chika, number, Mode::Reply, "We look").await;
        world.clock.advance(Duration::from_secs(10 * 60));
        assert_eq!(held(&world, cast.ben, number).await, None);
        sends(&world, cast.ben, number).await.unwrap();
    }

    async fn a_mailbox_may_say_otherwise_than_the_team(world: World) {
        let (cast, number) = locking(&world).await;
        let writes_so = |lock| {
            by(&world, cast.aya, move |tx| {
                let mailbox = service::channel::mailboxes(tx)?.remove(0).0;
                let mut ticket = store::ticket::tickets::load(tx, number)?.unwrap();
                ticket.mailbox = Some(mailbox.id);
                store::ticket::tickets::save(tx, &mut ticket)?;
                let writing = desk::channel::Writing { lock, ..service::channel::writing(tx, mailbox.id)? };
                service::channel::change_writing(tx, mailbox.id, mailbox.version, writing).map(drop)
            })
        };
        writes_so(Some(0)).await.unwrap();
        writes(&world, cast.chika, number, Mode::Reply, "We lo").await;
        assert_eq!(held(&world, cast.ben, number).await, None, "the team would hold it");
        by(&world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 0)).await.unwrap();
        writes_so(Some(5)).await.unwrap();
        writes(&world, cast.chika, number, Mode::Reply, "We look").await;
        assert_refused(sends(&world, cast.ben, number).await, Refusal::TicketHeld);
        world.clock.advance(Duration::from_secs(5 * 60));
        sends(&world, cast.ben, number).await.unwrap();
        assert_refused(writes_so(Some(121)).await, Refusal::LockMinutes);
        writes_so(None).await.unwrap();
        writes(&world, cast.chika, number, Mode::Reply, "We look on").await;
        assert_eq!(held(&world, cast.ben, number).await, None, "the team holds nothing");
    }

    async fn those_who_lead_let_it_go(world: World) {
        let (cast, number) = locking(&world).await;
        writes(&world, cast.chika, number, Mode::Reply, "We lo").await;
        assert_refused(by(&world, cast.chika, move |tx| ticket::break_lock(tx, number)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| ticket::break_lock(tx, number)).await);
        let ticket = by(&world, cast.ben, move |tx| ticket::break_lock(tx, number)).await.unwrap();
        assert_eq!(last_event(&world, &ticket).await.kind(), "lock_broken");
        writes(&world, cast.chika, number, Mode::Reply, "We look").await;
        assert_refused(sends(&world, cast.chika, number).await, Refusal::TicketHeld);
        let said = |who| seen_by(&world, who, move |read| ticket::answering(read, number));
        let (hers, his) = (said(cast.chika).await.unwrap().unwrap(), said(cast.ben).await.unwrap().unwrap());
        assert_eq!((hers.lock.person, hers.lock.before, hers.may_break), (cast.ben, Some(cast.chika), false));
        assert!(his.may_break && his.untouched);
        writes(&world, cast.ben, number, Mode::Reply, "I do").await;
        sends(&world, cast.ben, number).await.unwrap();
        sends(&world, cast.chika, number).await.unwrap();
    }

    async fn what_is_released_belongs_to_whoever_writes_next(world: World) {
        let (cast, number) = locking(&world).await;
        let release = |who| by(&world, who, move |tx| ticket::release_lock(tx, number));
        writes(&world, cast.chika, number, Mode::Reply, "We lo").await;
        assert_missing(release(cast.eve).await);
        release(cast.ben).await.unwrap();
        assert!(held(&world, cast.ben, number).await.is_some(), "it is not his");
        by(&world, cast.ben, move |tx| ticket::break_lock(tx, number)).await.unwrap();
        release(cast.ben).await.unwrap();
        assert_eq!(held(&world, cast.chika, number).await, None);
        writes(&world, cast.chika, number, Mode::Reply, "We look").await;
        assert_refused(sends(&world, cast.ben, number).await, Refusal::TicketHeld);
    }

    async fn without_minutes_nobody_waits(world: World) {
        let (cast, number) = locking(&world).await;
        writes(&world, cast.chika, number, Mode::Reply, "We lo").await;
        by(&world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 0)).await.unwrap();
        sends(&world, cast.ben, number).await.unwrap();
        assert_refused(by(&world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 121)).await, Refusal::LockMinutes);
        assert_refused(by(&world, cast.ben, move |tx| ticket::set_lock_minutes(tx, cast.support, 1)).await, Refusal::NotAllowed);
    }
}
