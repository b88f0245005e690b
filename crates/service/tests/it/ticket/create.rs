//! How tickets begin.

use crate::desk_work::*;
use desk::Refusal;
use desk::conversation::MessageKind;
use desk::ticket::{Category, Origin, Priority};
use service::conversation::{Compose, Incoming};
use service::ticket::{self, ByAgent, NewTicket, Opening};

testing::on_both! {
    async fn what_somebody_asks_becomes_a_new_ticket_with_its_message(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        assert_eq!((ticket.number.0, ticket.category, ticket.assignee), (100_001, Category::New, None));
        assert_eq!((ticket.messages, ticket.received_at), (1, Some(testing::START)));
        assert_eq!(ticket.preview, "My kettle leaks at the handle.");
        assert_eq!(last_kinds(&world, &ticket, 9).await, ["ticket_created", "message_received"]);
        let who = log(&world, &ticket).await[0].who;
        assert_eq!(who, desk::Who::Person(cast.kei));
        assert_eq!(asked(&world, &cast).await.number.0, 100_002);
        assert_counters_follow(&world).await;
    }

    async fn a_requester_opens_only_their_own(world: World) {
        let cast = world.cast().await;
        let (kei, support) = (cast.kei, cast.support);
        let wish = move || NewTicket::asked("Help", kei, support, Incoming::said(kei, Origin::Portal, "Please help"));
        assert!(by(&world, cast.kei, move |tx| ticket::create(tx, wish())).await.is_ok());
        assert_missing(by(&world, cast.mio, move |tx| ticket::create(tx, wish())).await);
        let anonymous = world.desk.change(service::Actor::Anonymous, move |tx| ticket::create(tx, wish())).await;
        assert_missing(anonymous);
        let empty = by(&world, cast.kei, move |tx| ticket::create(tx, NewTicket { subject: " ".into(), ..wish() })).await;
        assert_refused(empty, Refusal::SubjectEmpty);
    }

    async fn an_agent_writes_down_a_call(world: World) {
        let cast = world.cast().await;
        let wish = by_agent(&cast, Opening::Said(Compose { text: "It leaks".into(), ..Compose::default() }));
        let ticket = by(&world, cast.chika, move |tx| ticket::create_by_agent(tx, wish)).await.unwrap();
        assert_eq!((ticket.origin, ticket.priority, ticket.assignee), (Origin::Phone, Priority::High, Some(cast.chika)));
        let number = ticket.number;
        let page = seen_by(&world, cast.mio, move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!((page.messages[0].author.as_str(), page.messages[0].text.as_str()), ("Kei Tanaka", "It leaks"));
        assert_counters_follow(&world).await;
    }

    async fn an_agent_writes_down_what_they_said_themselves(world: World) {
        let cast = world.cast().await;
        let wish = by_agent(&cast, Opening::Called(Compose { text: "It is ready".into(), ..Compose::default() }));
        let (ticket, message) = by(&world, cast.chika, move |tx| ticket::begin_by_agent(tx, wish)).await.unwrap();
        assert_eq!((ticket.messages, ticket.received_at, ticket.first_replied_at), (1, None, Some(testing::START)));
        let number = ticket.number;
        let (said, _) = seen_by(&world, cast.chika, move |read| service::conversation::message(read, number, message)).await.unwrap();
        assert_eq!((said.kind, said.origin, said.author), (MessageKind::Reply, Origin::Phone, Some(cast.chika)));
    }

    async fn an_agent_writes_first(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let wish = by_agent(&cast, Opening::Write(to_kei("Your kettle is ready.")));
        let ticket = by(&world, cast.chika, move |tx| ticket::create_by_agent(tx, wish)).await.unwrap();
        assert_eq!((ticket.category, ticket.messages), (Category::Pending, 1));
        assert_eq!(last_kinds(&world, &ticket, 9).await, ["ticket_created", "message_sent", "status_changed"]);
        let number = ticket.number;
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert!(page.timeline.iter().any(|entry| matches!(entry, ticket::Entry::Message(said) if said.letter.is_some())));
    }

    async fn what_an_agent_wrote_keeps_its_form_and_leaves_from_the_mailbox_that_was_chosen(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let mut plain = desk::channel::MailboxWish::plain("billing@hinode.example", "Billing", cast.billing);
        plain.reply_addresses = false;
        let billing = by(&world, cast.aya, |tx| service::channel::create_mailbox(tx, plain)).await.unwrap().id;
        let html = base::CleanHtml::clean("<p>It <b>leaks</b></p>");
        let said = Compose { text: "It leaks".into(), html: Some(html.clone()), status_after: Some(status(&world, Category::OnHold).await), ..Compose::default() };
        let wish = by_agent(&cast, Opening::Said(said));
        let (ticket, message) = by(&world, cast.chika, move |tx| ticket::begin_by_agent(tx, wish)).await.unwrap();
        assert_eq!(ticket.category, Category::OnHold);
        let number = ticket.number;
        let (kept, _) = seen_by(&world, cast.chika, move |read| service::conversation::message(read, number, message)).await.unwrap();
        assert_eq!((kept.html, kept.kind), (html, MessageKind::Incoming));

        let from = Compose { from: Some(billing), ..to_kei("Your invoice") };
        let wish = by_agent(&cast, Opening::Write(from.clone()));
        assert_refused(by(&world, cast.chika, move |tx| ticket::begin_by_agent(tx, wish)).await, Refusal::NotAllowed);
        let wish = ByAgent { team: cast.billing, assignee: None, ..by_agent(&cast, Opening::Write(from)) };
        let (ticket, message) = by(&world, cast.ben, move |tx| ticket::begin_by_agent(tx, wish)).await.unwrap();
        assert_eq!(ticket.mailbox, Some(billing), "answers go on from there");
        let number = ticket.number;
        let (sent, _) = seen_by(&world, cast.ben, move |read| service::conversation::message(read, number, message)).await.unwrap();
        assert_eq!(sent.from.unwrap().email.to_string(), "billing@hinode.example");
    }

    async fn an_agent_opens_a_ticket_only_for_colleagues_at_first(world: World) {
        let cast = world.cast().await;
        let wish = by_agent(&cast, Opening::Note(Compose { text: "Call him back".into(), ..Compose::default() }));
        let ticket = by(&world, cast.chika, move |tx| ticket::create_by_agent(tx, wish)).await.unwrap();
        let number = ticket.number;
        assert!(seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap().messages.is_empty());
    }

    async fn nobody_opens_tickets_in_teams_they_do_not_answer_in(world: World) {
        let cast = world.cast().await;
        let said = || Opening::Said(Compose { text: "x".into(), ..Compose::default() });
        let (in_support, in_billing) = (by_agent(&cast, said()), ByAgent { team: cast.billing, assignee: None, ..by_agent(&cast, said()) });
        let wish = in_support.clone();
        assert_refused(by(&world, cast.dai, move |tx| ticket::create_by_agent(tx, wish)).await, Refusal::NotAllowed);
        let wish = in_support.clone();
        assert_missing(by(&world, cast.eve, move |tx| ticket::create_by_agent(tx, wish)).await);
        assert_missing(by(&world, cast.kei, move |tx| ticket::create_by_agent(tx, in_support)).await);
        assert_refused(by(&world, cast.chika, move |tx| ticket::create_by_agent(tx, in_billing)).await, Refusal::NotAllowed);
    }

    async fn a_closed_ticket_is_continued_by_a_new_one(world: World) {
        let cast = world.cast().await;
        let closed = asked(&world, &cast).await;
        let (number, mio, done) = (closed.number, cast.mio, status(&world, Category::Closed).await);
        by(&world, cast.chika, move |tx| {
            ticket::add_participant(tx, number, mio, None)?;
            ticket::set_status(tx, number, done, None)
        }).await.unwrap();
        let said = Incoming::said(cast.mio, Origin::Mail, "It leaks again");
        let next = system(&world, move |tx| ticket::follow_up(tx, number, said)).await;
        assert_eq!((next.follow_up_of, next.requester, next.category), (Some(closed.id), cast.mio, Category::New));
        assert_eq!(next.subject, closed.subject);
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.continued_by, [next.number]);
        let number = next.number;
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.continues, Some(closed.number));
        assert_eq!(page.participants[0].id, cast.kei, "who asked first stays in copy");
        assert_eq!(now(&world, closed.number).await.category, Category::Closed);
        assert_eq!(page.timeline.iter().filter(|entry| matches!(entry, ticket::Entry::Message(said) if said.message.kind == MessageKind::Incoming)).count(), 1);
    }
}
