//! Kept first, read later: nothing is lost, nothing is done twice.

use super::office::{Office, answering, mail};
use desk::channel::{Arrival, Decision, Evidence, IntakeState, NewIntake, Source};
use desk::ticket::Place;
use service::{Actor, Error, Refusal, channel};
use testing::{email, refusal};

testing::on_both! {
    async fn what_a_server_gives_twice_under_one_name_is_kept_once(world: World) {
        let office = Office::open(world).await;
        let named = |name: &str| NewIntake { fetched: Some(name.into()), ..office.new_intake(Source::Pop3, Some(office.support)) };
        let first = office.receive(named("aa")).await;
        assert_eq!(office.receive(named("aa")).await, first);
        assert_ne!(office.receive(named("bb")).await, first);
        let elsewhere = NewIntake { mailbox: Some(office.sales), ..named("aa") };
        assert_ne!(office.receive(elsewhere).await, first, "another mailbox has names of its own");
        let (id, long) = (office.support, "x".repeat(3000));
        office.receive(named(&long)).await;
        let asked = vec!["cc".into(), "aa".into(), long, "dd".into()];
        let unknown = office.world.desk.ask(Actor::System, move |read| channel::unknown_names(read, id, asked)).await;
        assert_eq!(unknown.unwrap(), ["cc", "dd"]);
    }

    async fn a_comparison_is_kept_and_can_be_asked_for_again(world: World) {
        let office = Office::open(world).await;
        let (id, aya) = (office.support, office.world.actor(office.cast.aya).await);
        let found = desk::channel::Comparison { on_server: 3, missing: vec!["7.5".into()], gaps: 1, fetched: 1 };
        let (kept, asker) = (found.clone(), aya.clone());
        office.world.desk.change(Actor::System, move |tx| channel::compared(tx, id, &kept, &Default::default())).await.unwrap();
        let shown = office.world.desk.ask(aya, move |read| channel::comparison(read, id)).await.unwrap();
        assert_eq!(shown.map(|(_, shown)| shown), Some(found));
        office.world.desk.change(asker, move |tx| channel::compare_now(tx, id)).await.unwrap();
        let at = office.world.desk.ask(Actor::System, move |read| channel::compared_at(read, id)).await.unwrap();
        assert_eq!(at, None);
    }

    async fn what_is_received_is_a_row_and_a_job(world: World) {
        let office = Office::open(world).await;
        let id = office.receive(office.new_intake(Source::Lmtp, Some(office.support))).await[0];
        let (intake, jobs) = office.world.desk.ask(Actor::System, move |read| {
            Ok((channel::intake(read, id)?, store::jobs::in_state(read, "waiting", 10)?))
        }).await.unwrap();
        assert_eq!((intake.state, intake.decision), (IntakeState::Received, None));
        assert_eq!(jobs.len(), 1);
        let body = jobs[0].body.clone();
        let found = office.world.desk.ask(Actor::System, move |read| channel::to_read(read, &body)).await.unwrap();
        assert_eq!((jobs[0].kind.as_str(), found.id), (channel::READ, id));
    }

    async fn only_the_desk_itself_takes_in(world: World) {
        let office = Office::open(world).await;
        let new = office.new_intake(Source::Smtp, None);
        let aya = office.world.actor(office.cast.aya).await;
        assert!(matches!(office.world.desk.change(aya, move |tx| channel::receive(tx, new)).await, Err(Error::Missing)));
    }

    async fn a_delivery_for_two_mailboxes_is_kept_for_each(world: World) {
        let office = Office::open(world).await;
        let recipients = ["support+x@hinode.example", "SALES@hinode.example", "support@hinode.example"].map(String::from).to_vec();
        let ids = office.receive(NewIntake { recipients, ..office.new_intake(Source::Lmtp, None) }).await;
        let mut mailboxes = Vec::new();
        for id in ids {
            mailboxes.push(office.world.desk.ask(Actor::System, move |read| channel::intake(read, id)).await.unwrap().mailbox);
        }
        assert_eq!(mailboxes, [Some(office.support), Some(office.sales)]);
    }

    async fn a_message_decided_twice_is_decided_once(world: World) {
        let office = Office::open(world).await;
        let id = office.receive(office.new_intake(Source::Smtp, Some(office.support))).await[0];
        let first = office.decide(id, mail("a1@x.example", "kei@customer.example", "Hello")).await;
        let second = office.decide(id, mail("a1@x.example", "kei@customer.example", "Hello")).await;
        assert_eq!(first, second);
        assert_eq!(office.messages(first.ticket.unwrap()).await.len(), 1);
    }

    async fn the_same_message_delivered_again_is_a_duplicate(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@x.example", "kei@customer.example", "Hello")).await;
        let again = office.takes(mail("a1@x.example", "kei@customer.example", "[list] Hello")).await;
        assert_eq!((again.decision, again.ticket, again.message), (Decision::Duplicate, first.ticket, first.message));
        assert!(matches!(again.evidence[..], [Evidence::Duplicate { .. }]));
    }

    async fn a_program_that_gives_all_its_messages_one_id_loses_none(world: World) {
        let office = Office::open(world).await;
        let dated = |at| Arrival { date: Some(base::Moment(at)), ..mail("fixed@form.example", "form@form.example", "Form") };
        let first = office.takes(dated(1_700_000_000_000)).await;
        let second = office.takes(dated(1_700_000_060_000)).await;
        assert_ne!(second.decision, Decision::Duplicate);
        assert_ne!(first.message, second.message);
    }

    async fn somebody_elses_message_with_the_same_id_is_no_duplicate(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@x.example", "kei@customer.example", "Hello")).await;
        let other = office.takes(mail("a1@x.example", "mio@kyaku.example", "Hello")).await;
        assert_eq!(other.decision, Decision::New);
        assert_ne!(other.ticket, first.ticket);
    }

    async fn a_message_without_an_id_is_known_by_its_bytes(world: World) {
        let office = Office::open(world).await;
        let new = office.new_intake(Source::Imap, Some(office.support));
        let nameless = Arrival { message_id: None, ..mail("", "kei@customer.example", "Hello") };
        let (one, two) = (office.receive(new.clone()).await[0], office.receive(new).await[0]);
        office.decide(one, nameless.clone()).await;
        assert_eq!(office.decide(two, nameless.clone()).await.decision, Decision::Duplicate);
        let other = office.receive(office.new_intake(Source::Imap, Some(office.support))).await[0];
        assert_ne!(office.decide(other, nameless).await.decision, Decision::Duplicate);
    }

    async fn a_deleted_message_does_not_come_back(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@x.example", "kei@customer.example", "Hello")).await.ticket.unwrap();
        let number = office.ticket(ticket).await.number;
        office.world.desk.change(Actor::System, move |tx| service::ticket::trash(tx, number, None)).await.unwrap();
        assert_eq!(office.takes(mail("a1@x.example", "kei@customer.example", "Hello")).await.decision, Decision::Duplicate);
        assert_eq!(office.ticket(ticket).await.place(), Place::Trash);
    }

    async fn what_cannot_be_read_is_a_visible_ticket_with_the_original(world: World) {
        let office = Office::open(world).await;
        let new = NewIntake { sender: "kei@customer.example".into(), ..office.new_intake(Source::Smtp, Some(office.support)) };
        let raw = new.raw.clone();
        let id = office.receive(new).await[0];
        let unreadable = office.world.desk.change(Actor::System, move |tx| channel::unreadable(tx, id, "a bomb")).await.unwrap();
        assert_eq!(unreadable.decision, Decision::Unreadable);
        let (ticket, message) = (unreadable.ticket.unwrap(), unreadable.message.unwrap());
        assert_eq!((office.ticket(ticket).await.requester, office.ticket(ticket).await.place()), (office.cast.kei, Place::Open));
        let files = office.world.desk.ask(Actor::System, move |read| Ok(store::conversation::attachments::of_message(read, message)?)).await.unwrap();
        assert_eq!((files[0].digest.clone(), files[0].content_type.as_str()), (raw, "message/rfc822"));
    }

    async fn read_again_it_takes_the_place_of_its_stand_in(world: World) {
        let office = Office::open(world).await;
        let id = office.receive(office.new_intake(Source::Smtp, Some(office.support))).await[0];
        let stand_in = office.world.desk.change(Actor::System, move |tx| channel::unreadable(tx, id, "a bomb")).await.unwrap().ticket.unwrap();
        let ben = office.world.actor(office.cast.ben).await;
        office.world.desk.change(ben.clone(), move |tx| channel::retry_read(tx, id)).await.unwrap();
        let read = office.decide(id, mail("a1@x.example", "kei@customer.example", "Hello")).await;
        assert_eq!((read.decision, read.ticket), (Decision::New, Some(stand_in)));
        let ticket = office.ticket(stand_in).await;
        assert_eq!((ticket.subject.as_str(), ticket.requester), ("Hello", office.cast.kei));
        let again = office.world.desk.change(ben, move |tx| channel::retry_read(tx, id)).await;
        assert_eq!(refusal(again), Refusal::IntakeNotFailed);
    }

    async fn read_again_it_may_belong_elsewhere_and_its_stand_in_goes(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@x.example", "kei@customer.example", "Hello")).await.ticket;
        let id = office.receive(office.new_intake(Source::Smtp, Some(office.support))).await[0];
        let stand_in = office.world.desk.change(Actor::System, move |tx| channel::unreadable(tx, id, "a bomb")).await.unwrap().ticket.unwrap();
        office.world.desk.change(Actor::System, move |tx| channel::retry_read(tx, id)).await.unwrap();
        let answer = answering("a1@x.example", mail("a2@x.example", "kei@customer.example", "Re: Hello"));
        assert_eq!(office.decide(id, answer).await.ticket, first);
        assert_eq!(office.ticket(stand_in).await.place(), Place::Trash);
    }

    async fn an_agent_may_not_have_it_read_again(world: World) {
        let office = Office::open(world).await;
        let id = office.receive(office.new_intake(Source::Smtp, Some(office.support))).await[0];
        office.world.desk.change(Actor::System, move |tx| channel::unreadable(tx, id, "a bomb")).await.unwrap();
        let chika = office.world.actor(office.cast.chika).await;
        assert_eq!(refusal(office.world.desk.change(chika, move |tx| channel::retry_read(tx, id)).await), Refusal::NotAllowed);
    }

    async fn old_mail_keeps_its_date_and_new_mail_the_moment_it_came(world: World) {
        let office = Office::open(world).await;
        let old = base::Moment(1_600_000_000_000);
        let imported = office.receive(office.new_intake(Source::Import, Some(office.support))).await[0];
        let imported = office.decide(imported, Arrival { date: Some(old), ..mail("a1@x.example", "kei@customer.example", "Old") }).await;
        assert_eq!(office.messages(imported.ticket.unwrap()).await[0].at, old);
        let live = office.takes(Arrival { date: Some(old), ..mail("a2@x.example", "mio@kyaku.example", "Clock is wrong") }).await;
        assert_eq!(office.messages(live.ticket.unwrap()).await[0].at, testing::START);
    }

    async fn whoever_writes_for_the_first_time_becomes_a_person(world: World) {
        let office = Office::open(world).await;
        let arrival = Arrival { from: Some(base::Address::new("山田 太郎", email("taro@yamada.example"))), ..mail("a1@yamada.example", "x@x.example", "返金") };
        let first = office.takes(arrival).await;
        let requester = office.person("taro@yamada.example").await;
        assert_eq!(requester, Some(office.ticket(first.ticket.unwrap()).await.requester));
    }
}
