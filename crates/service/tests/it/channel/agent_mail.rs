//! Agents who answer by mail, and the letters that tell them that there is something to answer.

use super::office::{Office, answering, forged, mail, proved};
use crate::desk_work::begun;
use base::{Address, CleanHtml, Digest};
use desk::channel::{
    Arrival, Decided, Evidence, Fate, GuardWish, Handling, Letter, LetterKind, LetterState, Nature, Notice, What,
};
use desk::conversation::{Compose, Message, MessageKind, NewAttachment};
use desk::notification::Wishes;
use desk::people::PersonId;
use desk::ticket::{Category, TicketId};
use service::{Actor, channel, conversation, notification};
use testing::email;

const CHIKA: &str = "chika@hinode.example";

/// As Chika's mail program sends it, confirmed by her domain.
fn hers(id: &str, text: &str) -> Arrival {
    Arrival { text: text.into(), verdicts: proved(), ..mail(id, CHIKA, "Re: No login") }
}

impl Office {
    /// Kei asked.
    async fn kei_asked(&self) -> TicketId {
        self.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap()
    }

    async fn answers(&self, arrival: Arrival) -> Decided {
        self.takes(answering("a1@customer.example", arrival)).await
    }

    async fn last(&self, ticket: TicketId) -> Message {
        self.messages(ticket).await.pop().unwrap()
    }

    /// Letters of these kinds.
    async fn chooses(&self, agent: PersonId, letters: &str) {
        let wish = Wishes::read(letters);
        let by = self.world.actor(agent).await;
        self.world.desk.change(by, move |tx| notification::choose(tx, wish)).await.unwrap();
    }

    async fn assigns(&self, ticket: TicketId, agent: PersonId) {
        let (by, number) = (self.world.actor(self.cast.aya).await, self.ticket(ticket).await.number);
        self.world.desk.change(by, move |tx| service::ticket::assign(tx, number, Some(agent), None)).await.unwrap();
    }

    /// What the reader of the log does with everything that happened on a ticket.
    async fn notifies(&self, ticket: TicketId) -> Vec<Letter> {
        self.world
            .desk
            .change(Actor::System, move |tx| {
                let all = store::events::of_ticket(tx, ticket, 0, 500)?;
                for recorded in all {
                    notification::follow(tx, &recorded)?;
                }
                notification::deliver_due(tx)
            })
            .await
            .unwrap()
    }

    async fn kept(&self, ticket: TicketId) -> Vec<Vec<String>> {
        let found = move |read: &mut service::Read| Ok(store::channel::letters::of_ticket(read, ticket)?);
        let letters = self.world.desk.ask(Actor::System, found).await.unwrap();
        letters
            .iter()
            .filter(|letter| letter.kind == LetterKind::Kept)
            .map(|letter| match what(letter) {
                What::Kept { why } => why,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    /// The address at which the reader of a notice answers.
    async fn answers_at(&self, letter: &Letter) -> String {
        let id = letter.id;
        let sending = self.world.desk.ask(Actor::System, move |read| channel::sending(read, id)).await.unwrap();
        sending.reply_to.unwrap().as_str().to_owned()
    }

    /// Chika has a notice, and its address.
    async fn notified(&self) -> (TicketId, String) {
        self.chooses(self.cast.chika, "assigned,failed").await;
        let ticket = self.kei_asked().await;
        self.assigns(ticket, self.cast.chika).await;
        let letter = self.notifies(ticket).await.remove(0);
        (ticket, self.answers_at(&letter).await)
    }
}

fn what(letter: &Letter) -> What {
    serde_json::from_str::<Notice>(&letter.details).unwrap().what
}

testing::on_both! {
    async fn what_an_agent_answers_goes_to_the_requester_as_their_reply(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        let decided = office.answers(hers("c1@hinode.example", "Try again.")).await;
        assert_eq!(decided.ticket, Some(ticket));
        assert!(decided.evidence.contains(&Evidence::AgentSpoke { address: CHIKA.into() }), "{:?}", decided.evidence);
        let reply = office.last(ticket).await;
        assert_eq!((reply.kind, reply.author, reply.text.as_str()), (MessageKind::Reply, Some(office.cast.chika), "Try again."));
        assert_eq!(Some(reply.id), decided.message);
        assert!(reply.raw.is_some() && reply.evidence.contains("agent-spoke"), "its original and its reason stay with it");
        let letter = office.letter_of(reply.id).await;
        let to: Vec<&str> = letter.deliveries.iter().map(|one| one.address.as_str()).collect();
        assert_eq!((letter.kind, to), (LetterKind::Reply, vec!["kei@customer.example"]));
        let after = office.ticket(ticket).await;
        assert_eq!((after.category, after.assignee), (Category::Pending, Some(office.cast.chika)));
        assert!(office.kept(ticket).await.is_empty());
    }

    async fn what_an_agent_wrote_keeps_its_form_unless_orders_stand_in_it(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        let html = CleanHtml::clean("<p>Try <b>both</b>:</p><ul><li>off</li><li>on</li></ul><img src=\"cid:lamp\">");
        let lamp = NewAttachment {
            digest: Digest::of(b"lamp"), name: "lamp.png".into(), content_type: "image/png".into(), size: 4, inline: true, content_id: Some("lamp".into()),
        };
        let written = |id, text: &str| Arrival { new_html: html.clone(), files: vec![lamp.clone()], ..hers(id, text) };
        office.answers(written("c1@hinode.example", "Try both:\noff\non")).await;
        let reply = office.last(ticket).await;
        assert_eq!((reply.kind, reply.text.as_str()), (MessageKind::Reply, html.to_text().as_str()));
        assert!(reply.html.as_str().contains("<b>both</b>") && reply.html.as_str().contains("cid:lamp"));
        office.answers(written("c2@hinode.example", "#solve\nTry both:\noff\non")).await;
        let reply = office.last(ticket).await;
        assert_eq!((reply.text.as_str(), reply.html.as_str()), ("Try both:\noff\non", ""));
    }

    async fn without_a_proof_it_stays_a_note_and_the_agent_hears_why(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        office.answers(mail("c1@hinode.example", CHIKA, "Re: No login")).await;
        assert_eq!(office.last(ticket).await.kind, MessageKind::Note);
        assert_eq!(office.kept(ticket).await.len(), 1);
    }

    async fn a_forged_sender_reaches_nobody_and_is_told_nothing(world: World) {
        let office = Office::open(world).await;
        let (ticket, address) = office.notified().await;
        let before = office.messages(ticket).await.len();
        office.takes_to(&address, Arrival { verdicts: forged(), ..mail("m1@evil.example", CHIKA, "Re: No login") }).await;
        let new: Vec<MessageKind> = office.messages(ticket).await[before..].iter().map(|message| message.kind).collect();
        assert!(!new.contains(&MessageKind::Reply), "{new:?}");
        assert!(office.kept(ticket).await.is_empty());
    }

    async fn the_address_of_a_notice_is_proof_enough_for_its_agent_alone(world: World) {
        let office = Office::open(world).await;
        let (ticket, address) = office.notified().await;
        let decided = office.takes_to(&address, mail("c1@hinode.example", CHIKA, "Re: No login")).await;
        assert_eq!((decided.ticket, office.last(ticket).await.kind), (Some(ticket), MessageKind::Reply));
        let other = office.takes_to(&address, mail("d1@hinode.example", "ben@hinode.example", "Re: No login")).await;
        assert_ne!(other.ticket, Some(ticket), "another agent's address opens nothing");
        let stranger = office.takes_to(&address, mail("m1@evil.example", "mallory@evil.example", "Re: No login")).await;
        assert_ne!(stranger.ticket, Some(ticket));
    }

    async fn orders_on_the_first_lines_are_carried_out_and_left_out(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        office.answers(hers("c1@hinode.example", "#solve\n#assign me\n#tag login\n\nDone.\n#assign stays")).await;
        let (reply, after) = (office.last(ticket).await, office.ticket(ticket).await);
        assert_eq!((reply.kind, reply.text.as_str()), (MessageKind::Reply, "Done.\n#assign stays"));
        assert_eq!((after.category, after.assignee, after.tags.len()), (Category::Solved, Some(office.cast.chika), 1));
    }

    async fn a_note_that_is_ordered_is_a_note_without_a_word_to_anybody(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        for (messages, id, text) in [(2, "c1@hinode.example", "＃メモ\n中だけの話です"), (3, "c2@hinode.example", "♯メモ\n中だけの話です")] {
            office.answers(hers(id, text)).await;
            let note = office.last(ticket).await;
            assert_eq!((note.kind, note.new_text.as_str()), (MessageKind::Note, "中だけの話です"), "{text}");
            assert_eq!(office.messages(ticket).await.len(), messages);
            assert!(office.kept(ticket).await.is_empty());
        }
    }

    async fn orders_alone_say_nothing(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        let decided = office.answers(hers("c1@hinode.example", "#close\n")).await;
        assert_eq!((decided.message, office.messages(ticket).await.len()), (None, 1));
        assert_eq!(office.ticket(ticket).await.category, Category::Closed);
    }

    async fn a_slip_in_an_order_sends_nothing(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        let decided = office.answers(hers("c1@hinode.example", "#clsoe\nBye.")).await;
        assert!(decided.evidence.contains(&Evidence::OrderUnknown { word: "clsoe".into() }));
        assert_eq!((office.last(ticket).await.kind, office.kept(ticket).await.len()), (MessageKind::Note, 1));
        assert_eq!(office.ticket(ticket).await.category, Category::New);
    }

    async fn an_order_that_is_refused_is_told_and_the_answer_goes_all_the_same(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        office.answers(hers("c1@hinode.example", "#assign nobody-we-know\nHello.")).await;
        assert_eq!(office.last(ticket).await.kind, MessageKind::Reply);
        let kept = office.kept(ticket).await;
        assert!(kept[0][0].contains("nobody-we-know"), "{kept:?}");
    }

    async fn what_a_guard_stops_is_told_by_its_name_and_not_as_a_lack_of_rights(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        let by = office.world.actor(office.cast.aya).await;
        let wish = GuardWish { name: "Prices?".into(), words: vec!["price".into()], ..GuardWish::default() };
        office.world.desk.change(by, |tx| channel::create_guard(tx, wish)).await.unwrap();
        let decided = office.answers(hers("c1@hinode.example", "The price is 7.")).await;
        assert_eq!(office.last(ticket).await.kind, MessageKind::Note);
        assert!(!decided.evidence.contains(&Evidence::AgentNotAllowed { address: CHIKA.into() }), "{:?}", decided.evidence);
        let kept = office.kept(ticket).await;
        assert!(kept[0][0].contains("Prices?"), "{kept:?}");
    }

    async fn what_the_requester_has_already_is_not_sent_again(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        let both = vec![Address::bare(email("kei@customer.example")), Address::bare(email("support@hinode.example"))];
        office.answers(Arrival { to: both, ..hers("c1@hinode.example", "Try again.") }).await;
        assert_eq!((office.last(ticket).await.kind, office.kept(ticket).await.len()), (MessageKind::Note, 0));
    }

    async fn what_an_agent_answers_to_somebody_else_than_the_requester_goes_to_nobody(world: World) {
        let office = Office::open(world).await;
        office.chooses(office.cast.chika, "assigned,spoke,failed").await;
        let ticket = office.kei_asked().await;
        office.assigns(ticket, office.cast.chika).await;
        let (number, by) = (office.ticket(ticket).await.number, office.world.actor(office.cast.ben).await);
        let asks = Compose { text: "Which lot?".into(), to: vec![Address::bare(email("sato@parts.example"))], hold: Some(std::time::Duration::ZERO), ..Compose::default() };
        let forward = office.world.desk.change(by, move |tx| conversation::forward(tx, number, asks)).await.unwrap();
        let forward = office.letter_of(forward).await.message_id;
        office.takes(answering(&forward, mail("s1@parts.example", "sato@parts.example", "Re: Fwd: No login"))).await;
        let notice = office.notifies(ticket).await.into_iter().find(|letter| matches!(what(letter), What::Spoke { apart: true, .. }));
        let notice = notice.expect("it says that the requester does not see it").message_id;
        for (id, answered) in [("c1@hinode.example", notice.as_str()), ("c2@hinode.example", "s1@parts.example"), ("c3@hinode.example", forward.as_str())] {
            let decided = office.takes(answering(answered, hers(id, "Lot 7 is 300 yen?"))).await;
            assert!(decided.evidence.contains(&Evidence::AgentApart { address: CHIKA.into() }), "{answered}: {:?}", decided.evidence);
            assert_eq!(office.last(ticket).await.kind, MessageKind::Note, "{answered}");
        }
        assert!(!office.kept(ticket).await.is_empty(), "they hear of it");
        office.answers(hers("c4@hinode.example", "Try again.")).await;
        assert_eq!(office.last(ticket).await.kind, MessageKind::Reply, "the requester is answered as ever");
    }

    async fn an_absence_note_of_an_agent_is_a_note_and_answered_by_nobody(world: World) {
        let office = Office::open(world).await;
        let (ticket, address) = office.notified().await;
        office.takes_to(&address, Arrival { nature: Nature::AutoReply, proved: true, ..hers("c1@hinode.example", "Away.") }).await;
        assert_eq!((office.last(ticket).await.kind, office.kept(ticket).await.len()), (MessageKind::Note, 0));
        assert_eq!(office.notifies(ticket).await.iter().filter(|letter| !matches!(what(letter), What::Assigned { .. })).count(), 0);
    }

    async fn two_machines_stop_by_themselves(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        for n in 0..25 {
            office.answers(hers(&format!("c{n}@hinode.example"), "On and on.")).await;
        }
        let replies = office.messages(ticket).await.iter().filter(|message| message.kind == MessageKind::Reply).count();
        assert_eq!(replies as i64, 20);
    }

    async fn where_it_is_not_wanted_everything_stays_a_note(world: World) {
        let office = Office::open(world).await;
        let by = office.world.actor(office.cast.aya).await;
        let off = Handling { agents_by_mail: false, ..Handling::default() };
        office.world.desk.change(by, move |tx| channel::change_policy(tx, &Handling::default(), &off)).await.unwrap();
        let ticket = office.kei_asked().await;
        office.answers(hers("c1@hinode.example", "Try again.")).await;
        assert_eq!((office.last(ticket).await.kind, office.kept(ticket).await.len()), (MessageKind::Note, 1));
    }

    async fn an_agent_hears_what_they_wish_to_hear_and_no_more(world: World) {
        let office = Office::open(world).await;
        office.chooses(office.cast.chika, "assigned,spoke,failed").await;
        let ticket = office.kei_asked().await;
        office.assigns(ticket, office.cast.chika).await;
        office.answers(mail("a2@customer.example", "kei@customer.example", "Re: No login")).await;
        let told: Vec<bool> = office.notifies(ticket).await.iter().map(|letter| matches!(what(letter), What::Spoke { .. })).collect();
        assert_eq!(told.iter().filter(|spoke| **spoke).count(), 2, "what was there when it was given, and what came later: {told:?}");
        office.world.clock.advance(std::time::Duration::from_secs(3 * 24 * 3600));
        assert!(office.notifies(ticket).await.is_empty(), "nobody hears of the past");
        let later = office.takes(mail("a3@customer.example", "kei@customer.example", "Another")).await.ticket.unwrap();
        office.chooses(office.cast.chika, "-").await;
        office.assigns(later, office.cast.chika).await;
        assert!(office.notifies(later).await.is_empty());
    }

    async fn the_author_of_a_letter_that_did_not_arrive_hears_it(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        office.replies(ticket, "kei@customer.example").await;
        office.sends(Fate::Refused).await;
        let told = office.notifies(ticket).await;
        let told: Vec<&Letter> = told.iter().filter(|letter| matches!(what(letter), What::Failed { .. })).collect();
        assert_eq!(told.len(), 1);
        let to: Vec<&str> = told[0].deliveries.iter().map(|one| one.address.as_str()).collect();
        assert_eq!(to, [CHIKA]);
        assert!(matches!(what(told[0]), What::Failed { ref address, .. } if address == "kei@customer.example"), "{:?}", what(told[0]));
        office.sends(Fate::Refused).await;
        assert!(office.notifies(ticket).await.is_empty(), "nothing is told twice, and a notice that does not arrive is no news of its own");
    }

    async fn what_an_agent_has_begun_in_the_composer_outlives_their_answer_by_mail(world: World) {
        let office = Office::open(world).await;
        let ticket = office.kei_asked().await;
        let (number, by) = (office.ticket(ticket).await.number, office.world.actor(office.cast.chika).await);
        let begun = begun("Dear Kei, in short", 1);
        office.world.desk.change(by.clone(), move |tx| conversation::save_draft(tx, number, begun)).await.unwrap();
        office.answers(hers("c1@hinode.example", "Try again.")).await;
        assert_eq!(office.last(ticket).await.kind, MessageKind::Reply);
        let draft = office.world.desk.ask(by, move |read| conversation::draft(read, number)).await.unwrap();
        assert_eq!(draft.unwrap().text, "Dear Kei, in short");
    }

    async fn what_a_novice_answers_by_mail_waits_like_the_rest(world: World) {
        let office = Office::open(world).await;
        let (aya, chika) = (office.world.actor(office.cast.aya).await, office.cast.chika);
        let novice = move |tx: &mut service::Tx| {
            let agent = store::people::agents::load(tx, chika)?.expect("Chika is an agent");
            service::people::set_role(tx, chika, desk::Role::Novice, agent.version)
        };
        office.world.desk.change(aya, novice).await.unwrap();
        let ticket = office.kei_asked().await;
        office.answers(hers("c1@hinode.example", "Try again.")).await;
        let answer = office.last(ticket).await;
        assert_eq!(office.letter_of(answer.id).await.state, LetterState::Awaiting);
    }
}
