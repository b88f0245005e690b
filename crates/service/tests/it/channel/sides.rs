//! Side conversations: what is asked beside a ticket comes back beside it, and never reaches whoever asked.

use super::office::{Office, answering, forged, mail, proved};
use crate::desk_work::{assert_missing, assert_refused, by, last_kinds, now, position};
use base::{Address, CleanHtml, Email, Moment};
use desk::channel::{Arrival, Decision, Evidence, Letter, LetterKind, Nature};
use desk::conversation::{Chosen, Compose, MessageId, SideDraft, SideId, SideState};
use desk::notification::Wishes;
use desk::ticket::{Category, Snooze, Ticket, TicketNumber};
use desk::{Actor, Refusal};
use service::conversation::Beside;
use service::ticket::{Entry, SidePage};
use service::{channel, conversation, notification, ticket};
use std::time::Duration;
use testing::email;

fn to(address: &str, text: &str) -> Compose {
    let to = vec![Address::bare(email(address))];
    Compose { text: text.into(), to, hold: Some(Duration::ZERO), ..Compose::default() }
}

/// Kei's ticket, and Chika's question to the supplier about it.
async fn begun(office: &Office) -> (Ticket, SideId, Letter) {
    let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
    let ticket = office.ticket(first).await;
    let number = ticket.number;
    let begin = move |tx: &mut service::Tx| {
        conversation::begin_side(tx, number, "Serial numbers", to("sato@parts.example", "Which lot is it?"))
    };
    let (side, message) = by(&office.world, office.cast.chika, begin).await.unwrap();
    (ticket, side, office.letter_of(message).await)
}

/// Chika forwards a ticket to the supplier, who answers that letter a minute later.
async fn forwarded(office: &Office, number: TicketNumber) -> (MessageId, MessageId) {
    let which = to("sato@parts.example", "Which lot is it?");
    let forward =
        by(&office.world, office.cast.chika, move |tx| conversation::forward(tx, number, which)).await.unwrap();
    let sent = office.letter_of(forward).await;
    office.world.clock.advance(Duration::from_secs(60));
    let answer = answering(&sent.message_id, mail("f1@parts.example", "sato@parts.example", "Re: Fwd: No login"));
    (forward, office.takes(answer).await.message.unwrap())
}

/// Going beside is taken back.
async fn undone(office: &Office, ticket: &Ticket) -> desk::Done<Ticket> {
    let at = position(&office.world, ticket, "went_beside").await;
    by(&office.world, office.cast.chika, move |tx| ticket::undo(tx, at)).await
}

async fn side(office: &Office, number: TicketNumber) -> SidePage {
    let actor = office.world.actor(office.cast.chika).await;
    let page = office.world.desk.ask(actor, move |read| ticket::page(read, number)).await.unwrap();
    let found = page.timeline.into_iter().find_map(|entry| match entry {
        Entry::Side(side) => Some(*side),
        Entry::Message(_) | Entry::Event(_) => None,
    });
    found.expect("there is one")
}

async fn reply_to(office: &Office, letter: &Letter) -> Email {
    let id = letter.id;
    let sending = office.world.desk.ask(Actor::System, move |read| channel::sending(read, id)).await.unwrap();
    sending.reply_to.unwrap()
}

async fn side_of(office: &Office, message: MessageId) -> Option<SideId> {
    let load = move |read: &mut service::Read| Ok(store::conversation::messages::load(read, message)?.unwrap());
    let message = office.world.desk.ask(Actor::System, load).await.unwrap();
    assert!(!message.public, "the requester never sees it");
    message.side
}

testing::on_both! {
    async fn a_side_begins_a_thread_of_its_own_under_its_own_subject(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, letter) = begun(&office).await;
        assert_eq!((letter.kind, letter.subject.as_str()), (LetterKind::Forward, "Serial numbers"));
        let sending = office.world.desk.ask(Actor::System, move |read| channel::sending(read, letter.id)).await.unwrap();
        assert_eq!(sending.dispatch.thread, desk::conversation::Thread::default(), "nothing of the requester's thread");
        assert!(sending.answered.is_empty());
        assert!(sending.reply_to.unwrap().as_str().starts_with(&format!("support+s.{id}.")));
        let after = now(&office.world, ticket.number).await;
        assert_eq!((after.category, after.preview, after.replied_at), (ticket.category, ticket.preview, None), "the ticket stands as it did");
        let page = side(&office, ticket.number).await;
        assert_eq!((page.side.owner, page.side.state, page.said.len()), (Some(office.cast.chika), SideState::Open, 1));
        assert_eq!(page.answer.to[0].address.email, email("sato@parts.example"));
    }

    async fn an_answer_comes_back_beside_the_ticket_by_its_message_and_by_its_address(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, letter) = begun(&office).await;
        let answer = office.takes(answering(&letter.message_id, mail("s1@parts.example", "sato@parts.example", "Re: Serial numbers"))).await;
        assert_eq!((answer.decision, answer.ticket), (Decision::Reply, Some(ticket.id)));
        assert_eq!(answer.evidence, [Evidence::AnswersOurs { id: letter.message_id.clone() }]);
        assert_eq!(side_of(&office, answer.message.unwrap()).await, Some(id));
        let address = reply_to(&office, &letter).await;
        let other = office.takes_to(&address.as_str().to_uppercase(), mail("s2@parts.example", "ito@parts.example", "Lot 7")).await;
        assert_eq!(other.evidence, [Evidence::SideAddress {}]);
        assert_eq!(side_of(&office, other.message.unwrap()).await, Some(id));
        let third = office.takes(answering("s1@parts.example", mail("s3@parts.example", "sato@parts.example", "And one more"))).await;
        assert_eq!(side_of(&office, third.message.unwrap()).await, Some(id));
        assert_eq!(side(&office, ticket.number).await.said.len(), 4);
    }

    async fn what_a_third_party_answers_to_a_forward_is_answered_in_its_thread_beside_the_ticket(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let (asked, number) = (office.messages(first).await[0].id, office.ticket(first).await.number);
        let waits = office.ticket(first).await.received_at;
        let which = to("sato@parts.example", "Which lot is it?");
        let forward = by(&office.world, office.cast.chika, move |tx| conversation::forward(tx, number, which)).await.unwrap();
        let sent = office.letter_of(forward).await;
        office.world.clock.advance(Duration::from_secs(60));
        let answer = office.takes(answering(&sent.message_id, mail("s1@parts.example", "sato@parts.example", "Re: Fwd: No login"))).await;
        let answer = answer.message.unwrap();
        assert_eq!(side_of(&office, answer).await, None, "it stands in the ticket, and the requester does not see it");
        let begin = |who, message| by(&office.world, who, move |tx| conversation::go_beside(tx, number, message));
        assert_missing(begin(office.cast.chika, asked).await);
        assert_missing(begin(office.cast.chika, forward).await);
        assert_refused(begin(office.cast.dai, answer).await, Refusal::NotAllowed);
        assert_missing(begin(office.cast.eve, answer).await);
        let beside = begin(office.cast.chika, answer).await.unwrap();
        assert_eq!((side_of(&office, forward).await, side_of(&office, answer).await), (Some(beside), Some(beside)));
        assert_eq!(begin(office.cast.chika, answer).await.unwrap(), beside, "it is there already");
        let page = side(&office, number).await;
        let to_whom: Vec<_> = page.answer.to.iter().chain(&page.answer.cc).map(|one| one.address.email.clone()).collect();
        assert_eq!((page.side.subject.as_str(), to_whom), ("No login", vec![email("sato@parts.example")]));
        assert_eq!(office.ticket(first).await.received_at, waits, "it is not the requester who wrote");
        let thanks = to("sato@parts.example", "Thank you");
        let thanks = by(&office.world, office.cast.chika, move |tx| conversation::write_side(tx, beside, thanks)).await.unwrap();
        let letter = office.letter_of(thanks).await;
        let thread = letter.dispatch().thread;
        assert_eq!((letter.subject.as_str(), thread.in_reply_to.as_deref()), ("Re: No login", Some("s1@parts.example")));
        assert_eq!(thread.references, [sent.message_id.as_str(), "s1@parts.example"], "nothing of the requester's thread");
        let to_kei = to("kei@customer.example", "Psst");
        assert_refused(by(&office.world, office.cast.chika, move |tx| conversation::write_side(tx, beside, to_kei)).await, Refusal::SideWithRequester);
        let more = office.takes(answering(&letter.message_id, mail("s2@parts.example", "sato@parts.example", "Re: No login"))).await;
        assert_eq!(side_of(&office, more.message.unwrap()).await, Some(beside));
        let public = office.world.desk.ask(Actor::Requester(office.cast.kei), move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(public.messages.len(), 1);
    }

    async fn what_went_beside_comes_back_as_long_as_nobody_has_written_there(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let (ticket, chika) = (office.ticket(first).await, office.cast.chika);
        let (forward, answer) = forwarded(&office, ticket.number).await;
        let number = ticket.number;
        let begin = || by(&office.world, chika, move |tx| conversation::go_beside(tx, number, answer));
        let begun = begin().await.unwrap();
        assert_eq!(last_kinds(&office.world, &ticket, 2).await, ["went_beside", "side_begun"]);
        undone(&office, &ticket).await.unwrap();
        assert_eq!((side_of(&office, forward).await, side_of(&office, answer).await), (None, None));
        assert_missing(by(&office.world, chika, move |tx| conversation::finish_side(tx, begun)).await);
        let actor = office.world.actor(chika).await;
        let page = office.world.desk.ask(actor, move |read| ticket::page(read, number)).await.unwrap();
        assert!(!page.timeline.iter().any(|entry| matches!(entry, Entry::Side(_))), "an empty one is gone");
        assert_refused(undone(&office, &ticket).await, Refusal::NothingToUndo);
        let beside = begin().await.unwrap();
        let draft = SideDraft {
            subject: String::new(), to: String::new(), cc: String::new(), text: "Thank".into(), html: CleanHtml::default(),
            chosen: Chosen::default(), attachments: Vec::new(), name: String::new(), revision: 1, updated_at: Moment(0),
        };
        by(&office.world, chika, move |tx| conversation::save_side_draft(tx, Beside::Side(beside), draft)).await.unwrap();
        assert_refused(undone(&office, &ticket).await, Refusal::SideGoesOn);
        let thanks = to("sato@parts.example", "Thank you");
        by(&office.world, chika, move |tx| conversation::write_side(tx, beside, thanks)).await.unwrap();
        assert_refused(undone(&office, &ticket).await, Refusal::SideGoesOn);
        assert_eq!(side_of(&office, answer).await, Some(beside));
    }

    async fn a_side_that_was_there_is_left_as_it_was(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, letter) = begun(&office).await;
        let number = ticket.number;
        let (forward, answer) = forwarded(&office, number).await;
        by(&office.world, office.cast.chika, move |tx| conversation::finish_side(tx, id)).await.unwrap();
        let before = side(&office, number).await.side;
        let begin = || by(&office.world, office.cast.chika, move |tx| conversation::go_beside(tx, number, answer));
        assert_eq!(begin().await.unwrap(), id);
        let page = side(&office, number).await;
        assert_eq!((page.side.state, page.said.len()), (SideState::Open, 3));
        undone(&office, &ticket).await.unwrap();
        let page = side(&office, number).await;
        assert_eq!((page.side, page.said.len()), (before, 1));
        assert_eq!((side_of(&office, forward).await, side_of(&office, answer).await), (None, None));
        begin().await.unwrap();
        office.takes(answering(&letter.message_id, mail("s1@parts.example", "sato@parts.example", "Re: Serial numbers"))).await;
        assert_refused(undone(&office, &ticket).await, Refusal::SideGoesOn);
    }

    async fn the_requester_reads_nothing_of_it(world: World) {
        let office = Office::open(world).await;
        let (ticket, _, letter) = begun(&office).await;
        office.takes(answering(&letter.message_id, mail("s1@parts.example", "sato@parts.example", "Re: Serial numbers"))).await;
        let number = ticket.number;
        let page = office.world.desk.ask(Actor::Requester(office.cast.kei), move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!((page.messages.len(), page.participants.len()), (1, 0));
        let reply = office.replies(ticket.id, "kei@customer.example").await;
        let sending = office.world.desk.ask(Actor::System, move |read| channel::sending(read, reply.id)).await.unwrap();
        assert_eq!(sending.dispatch.thread.references, ["a1@customer.example"]);
        assert!(sending.answered.iter().all(|said| said.author != "sato@parts.example"));
        assert_eq!(sending.conversation, None);
    }

    async fn a_sender_known_from_beside_alone_stays_beside(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, _) = begun(&office).await;
        let subject = format!("About #{}", ticket.number);
        let answer = office.takes(mail("s9@parts.example", "sato@parts.example", &subject)).await;
        assert_eq!(answer.ticket, Some(ticket.id));
        assert_eq!(side_of(&office, answer.message.unwrap()).await, Some(id));
        assert_eq!(answer.evidence[1], Evidence::SideSender { address: "sato@parts.example".into() });
    }

    async fn an_agent_who_answers_a_side_by_mail_writes_to_nobody(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, letter) = begun(&office).await;
        let said = Arrival { verdicts: proved(), ..answering(&letter.message_id, mail("b1@hinode.example", "ben@hinode.example", "Re: Serial numbers")) };
        let answer = office.takes(said).await;
        assert_eq!(answer.evidence[1], Evidence::SideAgent { address: "ben@hinode.example".into() });
        assert_eq!(side_of(&office, answer.message.unwrap()).await, Some(id));
        assert_eq!(office.messages(ticket.id).await.len(), 3, "and no reply went out");
    }

    async fn whoever_began_it_and_the_assignee_hear_of_an_answer_and_nobody_of_a_machines(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, letter) = begun(&office).await;
        let (number, ben) = (ticket.number, office.cast.ben);
        by(&office.world, office.cast.chika, move |tx| ticket::assign(tx, number, Some(ben), None)).await.unwrap();
        by(&office.world, office.cast.chika, |tx| notification::choose(tx, Wishes::read("spoke,failed"))).await.unwrap();
        let away = Arrival { nature: Nature::AutoReply, ..answering(&letter.message_id, mail("s0@parts.example", "sato@parts.example", "Away")) };
        assert_eq!(office.takes(away).await.decision, Decision::AutoReply);
        let mentions = |read: &mut service::Read| conversation::mentions(read, None, 10);
        let actor = office.world.actor(office.cast.chika).await;
        assert_eq!(office.world.desk.ask(actor.clone(), mentions).await.unwrap().len(), 0);
        let answer = office.takes(answering(&letter.message_id, mail("s1@parts.example", "sato@parts.example", "Re: Serial numbers"))).await;
        assert_eq!(office.world.desk.ask(actor, mentions).await.unwrap().len(), 1);
        let actor = office.world.actor(ben).await;
        assert_eq!(office.world.desk.ask(actor, mentions).await.unwrap().len(), 1);
        let told = office.world.desk.change(Actor::System, move |tx| {
            let all = store::events::of_ticket(tx, ticket.id, 0, 1000)?;
            notification::follow(tx, all.iter().rfind(|one| one.event.kind() == "side_answered").unwrap())?;
            notification::deliver_due(tx)
        });
        let notice = told.await.unwrap().into_iter().next().expect("Chika wants letters");
        let address = reply_to(&office, &notice).await;
        assert!(address.as_str().starts_with(&format!("support+s.{id}.")), "an answer to it does not reach the requester: {address}");
        let back = office.takes(Arrival { verdicts: proved(), ..answering(&notice.message_id, mail("c1@hinode.example", "chika@hinode.example", "Re: Serial numbers")) }).await;
        assert_eq!(side_of(&office, back.message.unwrap()).await, Some(id));
        assert_eq!(answer.ticket, Some(ticket.id));
    }

    async fn an_answer_wakes_the_ticket_opens_the_side_and_leaves_the_status(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, letter) = begun(&office).await;
        let number = ticket.number;
        office.set_category(ticket.id, Category::OnHold).await;
        by(&office.world, office.cast.chika, move |tx| {
            conversation::finish_side(tx, id)?;
            ticket::snooze(tx, number, Snooze::UntilReply, None)
        }).await.unwrap();
        assert_eq!(side(&office, number).await.side.state, SideState::Done);
        office.takes(answering(&letter.message_id, mail("s1@parts.example", "sato@parts.example", "Re: Serial numbers"))).await;
        let after = office.ticket(ticket.id).await;
        assert_eq!((after.category, after.snooze), (Category::OnHold, Snooze::Awake));
        let page = side(&office, number).await;
        assert_eq!((page.side.state, page.answer.to[0].address.email.as_str()), (SideState::Open, "sato@parts.example"));
    }

    async fn nobody_of_the_ticket_is_written_to_beside_it(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, _) = begun(&office).await;
        let number = ticket.number;
        let to_kei = move |tx: &mut service::Tx| conversation::begin_side(tx, number, "Secret", to("KEI@customer.example", "Psst"));
        assert_refused(by(&office.world, office.cast.chika, to_kei).await, Refusal::SideWithRequester);
        let answer = Arrival { cc: vec![Address::bare(email("kei@customer.example"))], ..mail("s1@parts.example", "sato@parts.example", "With a copy") };
        let address = office.letter_of(side(&office, number).await.said[0].message.id).await;
        office.takes_to(reply_to(&office, &address).await.as_str(), answer).await;
        let page = side(&office, number).await;
        assert!(page.answer.cc.is_empty(), "whom a supplier copied in is not answered: {:?}", page.answer.cc);
        assert_missing(by(&office.world, office.cast.kei, move |tx| conversation::write_side(tx, id, to("x@parts.example", "Me?"))).await);
        let nobody = by(&office.world, office.cast.dai, move |tx| conversation::finish_side(tx, id)).await;
        assert!(nobody.is_err(), "a light agent answers nobody");
    }

    async fn a_forged_address_leads_nowhere_and_a_forged_sender_is_doubted(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, letter) = begun(&office).await;
        let wrong = format!("support+s.{id}.00000000000000000000@hinode.example");
        assert_ne!(office.takes_to(&wrong, mail("m1@evil.example", "mallory@evil.example", "hello")).await.ticket, Some(ticket.id));
        let said = Arrival { verdicts: forged(), ..answering(&letter.message_id, mail("s1@parts.example", "sato@parts.example", "Pay here")) };
        let decided = office.takes(said).await;
        assert!(decided.evidence.iter().any(|one| matches!(one, Evidence::Forged { .. })));
        assert_eq!(side_of(&office, decided.message.unwrap()).await, Some(id));
    }

    async fn what_is_taken_back_is_nobodys_draft_and_what_is_merged_goes_along(world: World) {
        let office = Office::open(world).await;
        let (ticket, id, letter) = begun(&office).await;
        let write = move |tx: &mut service::Tx| conversation::write_side(tx, id, Compose { hold: None, ..to("sato@parts.example", "Hurry!") });
        let message = by(&office.world, office.cast.chika, write).await.unwrap();
        let back = by(&office.world, office.cast.chika, move |tx| conversation::take_back(tx, message)).await.unwrap();
        assert_eq!(back, None);
        let other = office.takes(mail("a2@customer.example", "kei@customer.example", "Another")).await.ticket.unwrap();
        let into = office.ticket(other).await.number;
        let number = ticket.number;
        by(&office.world, office.cast.aya, move |tx| ticket::merge(tx, number, into, None)).await.unwrap();
        assert_eq!(side(&office, into).await.side.id, id);
        let answer = office.takes(answering(&letter.message_id, mail("s1@parts.example", "sato@parts.example", "Re: Serial numbers"))).await;
        assert_eq!(answer.ticket, Some(other));
        let merged = office.ticket(other).await;
        let at = position(&office.world, &merged, "ticket_absorbed").await;
        by(&office.world, office.cast.aya, move |tx| ticket::undo(tx, at)).await.unwrap();
        assert_eq!(side(&office, number).await.side.id, id, "and it comes back");
    }
}
