//! How letters leave, and what keeps them from it.

use super::office::{Office, answering, attempt, mail, outcomes, wish};
use crate::desk_work::{by, log, status};
use base::{Address, CleanHtml, Digest, Language, Moment};
use desk::Who;
use desk::channel::{Departure, Fate, Hardness, Letter, LetterKind, LetterState, Outcome, WordingWish, Writing};
use desk::conversation::{Compose, Message, Mode, NewAttachment, Signature};
use desk::ticket::{Category, StatusId, TicketId};
use service::ticket::Entry;
use service::{Actor, Event, Refusal, channel, conversation};
use std::time::Duration;
use testing::{email, refusal};

impl Office {
    async fn writes(&self, writing: Writing) {
        let (by, support) = (self.world.actor(self.cast.aya).await, self.support);
        let write = move |tx: &mut service::Tx| {
            let version = channel::mailbox(tx, support)?.version;
            channel::change_writing(tx, support, version, writing)
        };
        self.world.desk.change(by, write).await.unwrap();
    }

    async fn asked(&self, id: &str) -> TicketId {
        self.takes(mail(id, "kei@customer.example", "No login")).await.ticket.unwrap()
    }

    async fn schedules(&self, ticket: TicketId, compose: Compose) -> Letter {
        let number = self.ticket(ticket).await.number;
        let compose = Compose {
            text: "Here it is.".into(),
            to: vec![Address::bare(email("kei@customer.example"))],
            send_at: Some(testing::START.plus(Duration::from_secs(3600))),
            ..compose
        };
        let by = self.world.actor(self.cast.chika).await;
        let message = self.world.desk.change(by, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        self.letter_of(message).await
    }

    async fn kinds(&self, ticket: TicketId) -> Vec<&'static str> {
        self.events(ticket).await.iter().map(Event::kind).collect()
    }

    async fn unreachable(&self, address: &str) -> Option<(Hardness, i64)> {
        let address = email(address);
        let asked = self.world.desk.ask(Actor::System, move |read| channel::unreachable(read, &[address]));
        asked.await.unwrap().first().map(|one| (one.hardness, one.times))
    }

    /// The status that what was said last there sets when it has left.
    async fn sets(&self, ticket: TicketId) -> Option<StatusId> {
        let number = self.ticket(ticket).await.number;
        let page = by(&self.world, self.cast.ben, move |tx| service::ticket::page(tx, number)).await.unwrap();
        let said = page.timeline.into_iter().filter_map(|entry| match entry {
            Entry::Message(said) if said.letter.is_some() => Some(said.sets),
            Entry::Message(_) | Entry::Event(_) | Entry::Side(_) => None,
        });
        said.last().flatten()
    }

    /// The newest letter goes to a server that says this of its one recipient.
    async fn answered(&self, fate: Fate, detail: &str) -> Letter {
        let letter = self.claims("postman").await.remove(0);
        let outcome = Outcome { address: letter.deliveries[0].address.clone(), fate, detail: detail.into() };
        self.tells(attempt(&letter, "postman"), vec![outcome]).await;
        self.letter(letter.id).await
    }
}

fn last(messages: Vec<Message>) -> Message {
    messages.into_iter().next_back().unwrap()
}

testing::on_both! {
    async fn a_mailbox_says_how_long_its_letters_can_be_taken_back(world: World) {
        let office = Office::open(world).await;
        office.writes(Writing { hold: 45, ..Writing::default() }).await;
        let ticket = office.asked("a1@customer.example").await;
        let letter = office.schedules(ticket, Compose::default()).await;
        assert_eq!(letter.due_at, testing::START.plus(Duration::from_secs(3600)));
        let number = office.ticket(ticket).await.number;
        let compose = Compose { text: "Now.".into(), to: vec![Address::bare(email("kei@customer.example"))], ..Compose::default() };
        let by = office.world.actor(office.cast.chika).await;
        let message = office.world.desk.change(by, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        assert_eq!(office.letter_of(message).await.due_at, testing::START.plus(Duration::from_secs(45)));
    }

    async fn an_answer_says_who_saw_it_in_the_portal_where_its_mailbox_wants_to_know(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let number = office.ticket(ticket).await.number;
        let desk = &office.world.desk;
        let first = |who: Actor| desk.ask(who, move |read| service::ticket::looks_first(read, number));
        let look = |who: Actor| desk.change(who, move |tx| service::ticket::looked(tx, number));
        let (kei, chika) = (Actor::Requester(office.cast.kei), office.world.actor(office.cast.chika).await);
        let seen = async || {
            let page = desk.ask(chika.clone(), move |read| service::ticket::page(read, number)).await.unwrap();
            let said = page.timeline.into_iter().filter_map(|entry| match entry {
                service::ticket::Entry::Message(said) => Some(said.looks),
                service::ticket::Entry::Event(_) | service::ticket::Entry::Side(_) => None,
            });
            said.last().unwrap()
        };
        office.replies(ticket, "kei@customer.example").await;
        office.sends(Fate::Accepted).await;
        assert!(!first(kei.clone()).await.unwrap(), "it is off unless somebody wants it");
        look(kei.clone()).await.unwrap();
        assert!(seen().await.is_empty());
        office.writes(Writing { tracks: true, ..Writing::default() }).await;
        assert!(first(kei.clone()).await.unwrap());
        assert!(look(Actor::Requester(office.cast.mio)).await.is_err(), "whose it is not sees nothing");
        desk.change(chika.clone(), move |tx| service::ticket::as_requester(tx, number, None)).await.unwrap();
        assert!(seen().await.is_empty(), "who looks with their eyes is not them");
        look(kei.clone()).await.unwrap();
        let noted = [(office.cast.kei, testing::START)];
        assert_eq!(seen().await, noted);
        office.world.clock.advance(Duration::from_secs(60));
        assert!(!first(kei.clone()).await.unwrap());
        look(kei.clone()).await.unwrap();
        assert_eq!(seen().await, noted, "the first time counts");
        office.replies(ticket, "kei@customer.example").await;
        assert!(!first(kei.clone()).await.unwrap(), "what has not left nobody saw");
        office.sends(Fate::Accepted).await;
        assert!(first(kei).await.unwrap(), "a new answer is seen anew");
    }

    async fn how_a_letter_leaves_is_told_to_whoever_wrote_it(world: World) {
        let office = Office::open(world).await;
        let chika = office.cast.chika;
        office.writes(Writing { hold: 45, ..Writing::default() }).await;
        let ticket = office.asked("a1@customer.example").await;
        let number = office.ticket(ticket).await.number;
        let leaving = async |letter: &Letter| {
            let message = letter.message.unwrap();
            by(&office.world, chika, move |tx| channel::leaving(tx, message)).await.unwrap()
        };
        let to = vec![Address::bare(email("kei@customer.example"))];
        let compose = Compose { text: "Now.".into(), to, ..Compose::default() };
        let message = by(&office.world, chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        let held = office.letter_of(message).await;
        assert_eq!(leaving(&held).await, Departure::Soon(testing::START.plus(Duration::from_secs(45))));
        by(&office.world, chika, move |tx| conversation::take_back(tx, message)).await.unwrap();
        assert_eq!(leaving(&held).await, Departure::Not);
        let later = office.schedules(ticket, Compose::default()).await;
        assert_eq!(leaving(&later).await, Departure::Scheduled(later.due_at));
        office.world.clock.advance(Duration::from_secs(7200));
        assert_eq!(leaving(&later).await, Departure::Now);
        assert_eq!(leaving(&office.replies(ticket, "kei@customer.example").await).await, Departure::Now);
    }

    async fn the_status_of_a_letter_that_leaves_later_comes_when_it_has_left(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let before = office.ticket(ticket).await;
        let solved = status(&office.world, Category::Solved).await;
        office.schedules(ticket, Compose { status_after: Some(solved), ..Compose::default() }).await;
        assert_eq!((office.ticket(ticket).await.status, office.sets(ticket).await), (before.status, Some(solved)));
        office.world.clock.advance(Duration::from_secs(7200));
        office.sends(Fate::Deferred).await;
        assert_eq!(office.ticket(ticket).await.status, before.status, "nobody has got it");
        office.world.clock.advance(Duration::from_secs(7200));
        office.sends(Fate::Accepted).await;
        assert_eq!((office.ticket(ticket).await.status, office.sets(ticket).await), (solved, None));
        let log = log(&office.world, &before).await;
        let sent = log.iter().find(|one| one.event.kind() == "letter_sent").unwrap().place.position;
        let set = log.iter().find(|one| one.event.kind() == "status_changed").unwrap();
        assert_eq!((set.who, set.cause), (Who::Person(office.cast.chika), Some(sent)));
    }

    async fn a_letter_that_some_have_got_has_left_though_others_are_waited_for(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        office.set_category(ticket, Category::Open).await;
        let solved = status(&office.world, Category::Solved).await;
        let cc = vec![Address::bare(email("boss@customer.example"))];
        let letter = office.schedules(ticket, Compose { cc, status_after: Some(solved), ..Compose::default() }).await;
        office.world.clock.advance(Duration::from_secs(7200));
        let claimed = office.claims("postman").await.remove(0);
        let mut told = outcomes(&claimed, Fate::Accepted);
        told[1].fate = Fate::Deferred;
        assert_eq!(office.tells(attempt(&claimed, "postman"), told).await, Some(LetterState::Queued));
        let (left, now) = (office.letter(letter.id).await.sent_at, office.world.desk.now());
        let answered = office.ticket(ticket).await;
        assert_eq!((left, answered.replied_at, answered.status), (Some(now), Some(now), solved));
        assert_eq!(office.sets(ticket).await, None);
        let kinds = office.kinds(ticket).await;
        assert!(kinds.contains(&"letter_left") && !kinds.contains(&"letter_sent"), "{kinds:?}");
        office.set_category(ticket, Category::Open).await;
        office.world.clock.advance(Duration::from_secs(7200));
        office.sends(Fate::Accepted).await;
        let sent = office.letter(letter.id).await;
        assert_eq!((sent.state, sent.sent_at), (LetterState::Sent, Some(now)));
        assert_eq!(office.ticket(ticket).await.category, Category::Open, "its status came once");
    }

    async fn what_only_its_archive_has_got_has_not_left(world: World) {
        let office = Office::open(world).await;
        let archive = email("archive@hinode.example");
        office.writes(Writing { archive: Some(archive.clone()), ..Writing::default() }).await;
        let ticket = office.asked("a1@customer.example").await;
        let letter = office.schedules(ticket, Compose::default()).await;
        office.world.clock.advance(Duration::from_secs(7200));
        let claimed = office.claims("postman").await.remove(0);
        let mut told = outcomes(&claimed, Fate::Deferred);
        let copy = told.iter_mut().find(|one| one.address == archive).expect("it keeps a copy");
        copy.fate = Fate::Accepted;
        assert_eq!(office.tells(attempt(&claimed, "postman"), told).await, Some(LetterState::Queued));
        assert_eq!((office.letter(letter.id).await.sent_at, office.ticket(ticket).await.replied_at), (None, None));
        assert!(!office.kinds(ticket).await.contains(&"letter_left"));
        office.world.clock.advance(Duration::from_secs(7200));
        office.sends(Fate::Accepted).await;
        let now = Some(office.world.desk.now());
        assert_eq!((office.letter(letter.id).await.sent_at, office.ticket(ticket).await.replied_at), (now, now));
    }

    async fn what_was_said_or_set_since_keeps_the_status_of_a_letter_that_leaves_later(world: World) {
        let office = Office::open(world).await;
        let asked = office.asked("a1@customer.example").await;
        let lid = office.takes(mail("b1@customer.example", "kei@customer.example", "The lid")).await.ticket.unwrap();
        let before = office.ticket(asked).await;
        for ticket in [asked, lid] {
            office.schedules(ticket, Compose { unless_answered: Some(false), ..Compose::default() }).await;
            assert!(office.sets(ticket).await.is_some());
        }
        office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: No login"))).await;
        office.set_category(lid, Category::OnHold).await;
        assert_eq!((office.sets(asked).await, office.sets(lid).await), (None, None), "nothing is promised that will not be");
        office.world.clock.advance(Duration::from_secs(7200));
        assert_eq!(office.sends(Fate::Accepted).await.len(), 2);
        assert_eq!((office.ticket(asked).await.status, office.ticket(lid).await.category), (before.status, Category::OnHold));
    }

    async fn a_letter_taken_back_before_its_moment_has_set_nothing_and_sent_at_once_it_does(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let before = office.ticket(ticket).await;
        let (number, chika) = (before.number, office.cast.chika);
        let solved = status(&office.world, Category::Solved).await;
        let letter = office.schedules(ticket, Compose { status_after: Some(solved), ..Compose::default() }).await;
        let message = letter.message.unwrap();
        let draft = by(&office.world, chika, move |tx| conversation::take_back(tx, message)).await.unwrap().unwrap();
        assert_eq!((office.ticket(ticket).await.status, draft.chosen.status), (before.status, Some(solved)));
        assert!(!office.kinds(ticket).await.contains(&"status_changed"));
        let to = vec![Address::bare(email("kei@customer.example"))];
        let compose = Compose { text: draft.text, to, status_after: draft.chosen.status, ..Compose::default() };
        by(&office.world, chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        assert_eq!(office.ticket(ticket).await.status, solved, "it leaves in a moment, and comes back with it");
    }

    async fn a_scheduled_letter_stays_when_the_requester_writes_before(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let letter = office.schedules(ticket, Compose::default()).await;
        office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: No login"))).await;
        assert_eq!(office.letter(letter.id).await.state, LetterState::Cancelled);
        assert!(office.kinds(ticket).await.contains(&"message_held_back"));
        let (number, chika) = (office.ticket(ticket).await.number, office.world.actor(office.cast.chika).await);
        let draft = office.world.desk.ask(chika, move |read| conversation::draft(read, number)).await.unwrap();
        assert_eq!(draft.map(|draft| draft.text), Some("Here it is.".into()));
        office.world.clock.advance(Duration::from_secs(7200));
        assert!(office.claims("postman").await.is_empty());
    }

    async fn a_letter_held_back_leaves_another_alone_that_was_begun_meanwhile(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        office.schedules(ticket, Compose::default()).await;
        let (number, chika) = (office.ticket(ticket).await.number, office.world.actor(office.cast.chika).await);
        let to = "ami@supplier.example".to_owned();
        let forward = conversation::Begun { mode: Mode::Forward, to, ..crate::desk_work::begun("Our margin is 40 %", 1) };
        office.world.desk.change(chika.clone(), move |tx| conversation::save_draft(tx, number, forward)).await.unwrap();
        office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: No login"))).await;
        let found = office.world.desk.ask(chika, move |read| {
            Ok((conversation::draft(read, number)?.unwrap(), conversation::drafts(read, number)?.versions, conversation::came_back(read, number)?))
        });
        let (draft, kept, told) = found.await.unwrap();
        assert_eq!((draft.mode, draft.to.as_str(), draft.text.as_str()), (Mode::Forward, "ami@supplier.example", "Our margin is 40 %"));
        assert_eq!((kept.len(), kept[0].text.as_str(), told), (1, "Here it is.", true));
    }

    async fn what_is_to_leave_later_stays_with_a_ticket_that_is_put_away(world: World) {
        let office = Office::open(world).await;
        let lid = office.takes(mail("b1@customer.example", "kei@customer.example", "The lid")).await.ticket.unwrap();
        for (ticket, spam) in [(office.asked("a1@customer.example").await, false), (lid, true)] {
            let before = office.ticket(ticket).await;
            let letter = office.schedules(ticket, Compose { unless_answered: Some(false), ..Compose::default() }).await;
            let (number, chika) = (before.number, office.world.actor(office.cast.chika).await);
            let away = move |tx: &mut service::Tx| match spam {
                true => service::ticket::mark_spam(tx, number, None),
                false => service::ticket::trash(tx, number, None),
            };
            office.world.desk.change(chika.clone(), away).await.unwrap();
            assert_eq!(office.letter(letter.id).await.state, LetterState::Cancelled);
            assert!(office.kinds(ticket).await.contains(&"message_kept"), "its history says so");
            let back = move |tx: &mut service::Tx| match spam {
                true => service::ticket::mark_not_spam(tx, number, None),
                false => service::ticket::restore(tx, number, None),
            };
            office.world.desk.change(chika.clone(), back).await.unwrap();
            let draft = office.world.desk.ask(chika, move |read| conversation::draft(read, number)).await.unwrap();
            assert_eq!(draft.map(|draft| draft.text), Some("Here it is.".into()));
            let after = office.ticket(ticket).await;
            assert_eq!((after.status, after.replied_at), (before.status, None), "nobody was answered");
        }
        office.world.clock.advance(Duration::from_secs(7200));
        assert!(office.claims("postman").await.is_empty());
    }

    async fn what_can_still_be_taken_back_stays_with_a_ticket_that_is_put_away(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let before = office.ticket(ticket).await;
        let number = before.number;
        let (ben, chika) = (office.world.actor(office.cast.ben).await, office.world.actor(office.cast.chika).await);
        let to = vec![Address::bare(email("kei@customer.example"))];
        let compose = Compose { text: "Here it is.".into(), to, ..Compose::default() };
        let message = office.world.desk.change(chika.clone(), move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        assert_eq!(office.letter_of(message).await.state, LetterState::Held);
        office.world.desk.change(ben, move |tx| service::ticket::mark_spam(tx, number, None)).await.unwrap();
        assert_eq!(office.letter_of(message).await.state, LetterState::Cancelled);
        assert!(office.kinds(ticket).await.contains(&"message_kept"), "its history says so");
        let draft = office.world.desk.ask(chika, move |read| conversation::draft(read, number)).await.unwrap();
        assert_eq!(draft.map(|draft| draft.text), Some("Here it is.".into()));
        let after = office.ticket(ticket).await;
        assert_eq!((after.status, after.replied_at), (before.status, None), "nobody was answered");
        office.world.clock.advance(Duration::from_secs(60));
        assert!(office.claims("postman").await.is_empty());
    }

    async fn a_letter_that_was_to_leave_in_any_case_leaves(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let letter = office.schedules(ticket, Compose { unless_answered: Some(false), ..Compose::default() }).await;
        office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: No login"))).await;
        assert_eq!(office.letter(letter.id).await.state, LetterState::Held);
        office.world.clock.advance(Duration::from_secs(7200));
        assert_eq!(office.claims("postman").await.len(), 1);
    }

    async fn a_machine_that_answers_keeps_nothing_back(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let letter = office.schedules(ticket, Compose::default()).await;
        let away = mail("a2@customer.example", "kei@customer.example", "Out of office");
        let away = desk::channel::Arrival { nature: desk::channel::Nature::AutoReply, proved: true, ..away };
        office.takes(answering("a1@customer.example", away)).await;
        assert_eq!(office.letter(letter.id).await.state, LetterState::Held);
    }

    async fn nobody_schedules_into_the_past(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let number = office.ticket(ticket).await.number;
        let compose = Compose {
            text: "Late.".into(), to: vec![Address::bare(email("kei@customer.example"))], send_at: Some(Moment(1)), ..Compose::default()
        };
        let by = office.world.actor(office.cast.chika).await;
        let done = office.world.desk.change(by, move |tx| conversation::reply(tx, number, compose)).await;
        assert_eq!(refusal(done), Refusal::SendInThePast);
    }

    async fn an_address_is_known_as_unreachable_until_somebody_writes_from_it(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        office.replies(ticket, "kei@customer.example").await;
        let letter = office.answered(Fate::Refused, "552 5.2.2 mailbox full").await;
        assert_eq!((letter.state, office.unreachable("kei@customer.example").await), (LetterState::Failed, Some((Hardness::Soft, 1))));
        office.replies(ticket, "kei@customer.example").await;
        office.answered(Fate::Refused, "550 5.1.1 no such user").await;
        assert_eq!(office.unreachable("KEI@customer.example").await, Some((Hardness::Hard, 2)));
        office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: No login"))).await;
        assert_eq!(office.unreachable("kei@customer.example").await, None);
    }

    async fn a_letter_that_failed_goes_to_somebody_else(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("a1@customer.example").await;
        let letter = office.replies(ticket, "kei@customer.example").await;
        office.answered(Fate::Refused, "550 5.1.1 no such user").await;
        assert_eq!(office.ticket(ticket).await.category, Category::Open, "somebody must look");
        let (by, id) = (office.world.actor(office.cast.chika).await, letter.id);
        office.world.desk.change(by, move |tx| channel::redirect_letter(tx, id, "kei@customer.example", "office@customer.example")).await.unwrap();
        let sent = office.answered(Fate::Accepted, "250 ok").await;
        let addresses: Vec<_> = sent.deliveries.iter().map(|delivery| delivery.address.as_str()).collect();
        assert_eq!((sent.state, addresses), (LetterState::Sent, vec!["office@customer.example"]));
        assert!(office.kinds(ticket).await.contains(&"letter_redirected"));
    }

    async fn a_loop_trips_a_breaker_that_says_so_and_stays_out_for_a_day(world: World) {
        let office = Office::open(world).await;
        let mut answers = 0;
        let mut tickets = Vec::new();
        for n in 0..20 {
            let ticket = office.takes(mail(&format!("{n}@x"), "robot@other.example", &format!("Case {n}"))).await.ticket.unwrap();
            let done = office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, ticket)).await.unwrap();
            answers += usize::from(done.is_some());
            tickets.push(ticket);
            office.world.clock.advance(Duration::from_secs(1800));
        }
        assert_eq!(answers, 20, "one each half hour may be a person");
        for n in 20..40 {
            let ticket = office.takes(mail(&format!("{n}@x"), "robot@other.example", &format!("Case {n}"))).await.ticket.unwrap();
            office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, ticket)).await.unwrap();
            tickets.push(ticket);
        }
        let mut tripped = 0;
        for ticket in &tickets {
            tripped += office.kinds(*ticket).await.iter().filter(|kind| **kind == "breaker_tripped").count();
        }
        assert_eq!(tripped, 1, "it trips once, and stays tripped");
    }

    async fn nothing_goes_by_machine_where_somebody_said_so(world: World) {
        let office = Office::open(world).await;
        let by = office.world.actor(office.cast.aya).await;
        office.world.desk.change(by, |tx| channel::change_do_not_mail(tx, " *@Customer.example \n")).await.unwrap();
        let ticket = office.asked("1@x").await;
        let done = office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, ticket)).await.unwrap();
        assert_eq!(done, None);
        assert!(office.kinds(ticket).await.contains(&"letter_withheld"));
        assert_eq!(office.replies(ticket, "kei@customer.example").await.state, LetterState::Queued, "people still write");
    }

    async fn an_acknowledgement_says_what_somebody_worded(world: World) {
        let office = Office::open(world).await;
        let (by, support) = (office.world.actor(office.cast.aya).await, office.support);
        let wording = WordingWish { subject: "[{{ ticket.number }}] {{ ticket.subject }}".into(), body: "Dear {{ requester.name }},\n\nwe are on it.".into() };
        let wrong = WordingWish { body: "{{ requester.nmae }}".into(), ..wording.clone() };
        let word = move |tx: &mut service::Tx, wish| channel::word(tx, LetterKind::Acknowledgement, Language::English, Some(support), 0, wish);
        assert_eq!(refusal(office.world.desk.change(by.clone(), move |tx| word(tx, wrong)).await), Refusal::TemplateWrong);
        office.world.desk.change(by.clone(), move |tx| word(tx, wording)).await.unwrap();
        let ticket = office.asked("1@x").await;
        let letter = office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, ticket)).await.unwrap().unwrap();
        let number = office.ticket(ticket).await.number;
        assert_eq!(letter.subject, format!("[{number}] No login"));
        assert!(letter.details.contains("we are on it."), "{}", letter.details);
        let reset = move |tx: &mut service::Tx| channel::reset_wording(tx, LetterKind::Acknowledgement, Language::English, Some(support));
        office.world.desk.change(by, reset).await.unwrap();
        let other = office.takes(mail("2@x", "mio@kyaku.example", "Other")).await.ticket.unwrap();
        let letter = office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, other)).await.unwrap().unwrap();
        assert_eq!(letter.subject, "Re: Other");
    }

    async fn a_requester_hears_that_it_is_solved_where_the_mailbox_says_so(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("1@x").await;
        office.set_category(ticket, Category::Solved).await;
        let tell = move |tx: &mut service::Tx| channel::tell_done(tx, ticket);
        assert_eq!(office.world.desk.change(Actor::System, tell).await.unwrap(), None);
        office.writes(Writing { tells_solved: true, ..Writing::default() }).await;
        let letter = office.world.desk.change(Actor::System, tell).await.unwrap().unwrap();
        assert_eq!((letter.kind, office.world.desk.change(Actor::System, tell).await.unwrap()), (LetterKind::Solved, None));
    }

    async fn a_requester_hears_that_it_is_closed_where_the_mailbox_says_so_but_not_of_old_mail(world: World) {
        let office = Office::open(world).await;
        office.writes(Writing { tells_closed: true, ..Writing::default() }).await;
        let ticket = office.asked("1@x").await;
        office.set_category(ticket, Category::Closed).await;
        let tell = |ticket| move |tx: &mut service::Tx| channel::tell_done(tx, ticket);
        let letter = office.world.desk.change(Actor::System, tell(ticket)).await.unwrap().unwrap();
        assert_eq!(letter.kind, LetterKind::Closed);
        let new = office.new_intake(desk::channel::Source::Import, Some(office.support));
        let intake = office.receive(new).await[0];
        let old = office.decide(intake, mail("2@x", "mio@kyaku.example", "Long ago")).await.ticket.unwrap();
        office.world.desk.change(Actor::System, move |tx| channel::settle(tx, old, Category::Closed)).await.unwrap();
        assert_eq!(office.ticket(old).await.category, Category::Closed);
        assert_eq!(office.world.desk.change(Actor::System, tell(old)).await.unwrap(), None);
    }

    async fn a_mailbox_that_was_not_told_writes_as_its_brand(world: World) {
        let office = Office::open(world).await;
        let (by, support) = (office.world.actor(office.cast.aya).await, office.support);
        let (of_brand, own) = office.world.desk.change(by, move |tx| {
            let brand = service::ticket::brands(tx)?.remove(0);
            let wish = Writing { signature: "Of the brand".into(), ..Writing::default() };
            channel::change_brand_writing(tx, brand.id, brand.version, wish)?;
            let of_brand = channel::writing(tx, support)?.signature;
            let version = channel::mailbox(tx, support)?.version;
            channel::change_writing(tx, support, version, Writing { signature: "Own".into(), ..Writing::default() })?;
            Ok((of_brand, channel::writing(tx, support)?.signature))
        }).await.unwrap();
        assert_eq!((of_brand.text.as_str(), own.text.as_str()), ("Of the brand", "Own"));
    }

    async fn a_mailboxs_signature_has_a_form_and_its_picture_is_for_whoever_answers(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("1@x").await;
        let logo = NewAttachment {
            digest: Digest::of(b"logo"),
            name: "logo.png".into(),
            content_type: "image/png".into(),
            size: 4,
            inline: true,
            content_id: Some("logo@kippu".into()),
        };
        let html = CleanHtml::clean("<p><b>{{ mailbox.name }}</b>, {{ requester.name }} <img src=\"cid:logo@kippu\"></p>");
        let signature = Signature { html, pictures: vec![logo.clone()], ..Signature::default() };
        office.writes(Writing { signature, ..Writing::default() }).await;
        let (number, chika) = (office.ticket(ticket).await.number, office.world.actor(office.cast.chika).await);
        let page = office.world.desk.ask(chika.clone(), move |read| service::ticket::page(read, number)).await.unwrap();
        let shown = page.beneath.signature;
        assert!(shown.html.as_str().contains("cid:logo@kippu") && !shown.html.as_str().contains("{{"), "{}", shown.html.as_str());
        assert!(!shown.text.contains("logo") && !shown.text.is_empty(), "{}", shown.text);
        assert_eq!(shown.files, [logo.clone()]);
        let look = |read: &mut service::Read| conversation::loose(read, "logo@kippu");
        assert_eq!(office.world.desk.ask(chika, look).await.unwrap(), logo);
        assert!(office.world.desk.ask(Actor::Requester(office.cast.kei), look).await.is_err());
        let letter = office.schedules(ticket, Compose::default()).await;
        let sending = office.world.desk.ask(Actor::System, move |read| channel::sending(read, letter.id)).await.unwrap();
        assert_eq!(sending.signature, shown);
        assert!(sending.files.is_empty(), "it is no file of the message");
    }

    async fn a_letter_is_written_from_the_mailbox_one_chose_and_may_use(world: World) {
        let office = Office::open(world).await;
        let ticket = office.asked("1@x").await;
        let (number, sales) = (office.ticket(ticket).await.number, office.sales);
        let compose = Compose { text: "From sales.".into(), to: vec![Address::bare(email("kei@customer.example"))], from: Some(sales), ..Compose::default() };
        let (chika, ben) = (office.world.actor(office.cast.chika).await, office.world.actor(office.cast.ben).await);
        let same = compose.clone();
        let done = office.world.desk.change(chika, move |tx| conversation::reply(tx, number, same)).await;
        assert_eq!(refusal(done), Refusal::NotAllowed);
        office.world.desk.change(ben, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        assert_eq!(last(office.messages(ticket).await).from.unwrap().email, email("sales@hinode.example"));
    }

    async fn a_mailbox_keeps_how_it_writes_and_refuses_its_own_address_as_archive(world: World) {
        let office = Office::open(world).await;
        office.writes(Writing { hold: 30, ..Writing::default() }).await;
        let (by, support) = (office.world.actor(office.cast.aya).await, office.support);
        let kept = office.world.desk.ask(by.clone(), move |read| channel::writing(read, support)).await.unwrap();
        assert_eq!(kept, Writing { hold: 30, ..Writing::default() });
        let own = Writing { archive: Some(email("sales@hinode.example")), ..Writing::default() };
        let done = office.world.desk.change(by.clone(), move |tx| channel::change_writing(tx, support, 2, own)).await;
        assert_eq!(refusal(done), Refusal::AddressIsOurs);
        let (change, team) = (wish("support@hinode.example", office.cast.support), office.support);
        office.world.desk.change(by.clone(), move |tx| channel::change_mailbox(tx, team, 2, change)).await.unwrap();
        let kept = office.world.desk.ask(by, move |read| channel::writing(read, support)).await.unwrap();
        assert_eq!(kept.hold, 30, "other settings leave it alone");
    }
}
