//! Each rule of threading as a sentence, and the ways in which strangers try to get in.

use super::office::{Office, answering, forged, mail, proved};
use base::Address;
use desk::channel::{Arrival, Decision, Evidence, Nature};
use desk::conversation::MessageKind;
use desk::ticket::{Category, Place};
use service::{Actor, channel};
use std::time::Duration;
use testing::email;

const DAY: Duration = Duration::from_secs(24 * 3600);

testing::on_both! {
    async fn an_answer_to_our_letter_joins_its_ticket(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await;
        assert_eq!((first.decision, &first.evidence[..]), (Decision::New, &[Evidence::Nothing {}][..]));
        let letter = office.replies(first.ticket.unwrap(), "kei@customer.example").await;
        let answer = office.takes(answering(&letter.message_id, mail("a2@customer.example", "kei@customer.example", "Re: No login"))).await;
        assert_eq!((answer.decision, answer.ticket), (Decision::Reply, first.ticket));
        assert_eq!(answer.evidence, [Evidence::AnswersOurs { id: letter.message_id }]);
        assert_eq!(office.ticket(first.ticket.unwrap()).await.category, Category::Open);
    }

    async fn an_answer_to_our_acknowledgement_joins_its_ticket(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let letter = office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, first)).await.unwrap().unwrap();
        let answer = office.takes(answering(&letter.message_id, mail("a2@customer.example", "kei@customer.example", "Thanks"))).await;
        assert_eq!(answer.ticket, Some(first));
    }

    async fn a_message_at_the_reply_address_joins_whoever_sends_it_and_whatever_it_says(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let letter = office.replies(ticket, "kei@customer.example").await;
        let sending = office.world.desk.ask(Actor::System, move |read| channel::sending(read, letter.id)).await.unwrap();
        let address = sending.reply_to.unwrap();
        let other = office.takes_to(&address.as_str().to_uppercase(), mail("x1@private.example", "kei@private.example", "from my phone")).await;
        assert_eq!((other.decision, other.ticket), (Decision::Reply, Some(ticket)));
        assert_eq!(other.evidence, [Evidence::ReplyAddress {}, Evidence::Newcomer { address: "kei@private.example".into() }]);
        let requester = office.ticket(ticket).await.requester;
        assert_eq!(requester, office.cast.kei, "a newcomer never becomes the requester");
        assert!(office.participants(ticket).await.is_empty(), "nor takes part");
    }

    async fn a_forged_reply_address_lets_nobody_in(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await;
        let number = office.ticket(first.ticket.unwrap()).await.number;
        let forged = format!("support+t.{number}.00000000000000000000@hinode.example");
        let other = office.takes_to(&forged, mail("m1@evil.example", "mallory@evil.example", "hello")).await;
        assert_eq!(other.decision, Decision::New);
        assert_ne!(other.ticket, first.ticket);
    }

    async fn a_colleague_in_copy_who_answers_the_original_joins(world: World) {
        let office = Office::open(world).await;
        let cc = vec![Address::bare(email("boss@customer.example"))];
        let first = office.takes(Arrival { cc, ..mail("a1@customer.example", "kei@customer.example", "Invoice") }).await;
        let answer = office.takes(answering("a1@customer.example", mail("b1@customer.example", "boss@customer.example", "Re: Invoice"))).await;
        assert_eq!((answer.decision, answer.ticket), (Decision::Reply, first.ticket));
        let boss = office.person("boss@customer.example").await.unwrap();
        assert_eq!(office.participants(first.ticket.unwrap()).await, [boss]);
    }

    async fn who_takes_part_joins_by_an_ancestor_that_was_never_ours(world: World) {
        let office = Office::open(world).await;
        let to = vec![Address::bare(email("boss@customer.example")), Address::bare(email("support@hinode.example"))];
        let first = office.takes(Arrival { to, ..answering("x0@customer.example", mail("a1@customer.example", "kei@customer.example", "Re: Plan")) }).await;
        let other = office.takes(answering("x0@customer.example", mail("b1@customer.example", "boss@customer.example", "Re: Plan"))).await;
        assert_eq!(other.ticket, first.ticket);
        assert_eq!(other.evidence, [Evidence::CommonAncestor { id: "x0@customer.example".into() }]);
    }

    async fn who_is_paused_is_still_heard(world: World) {
        let office = Office::open(world).await;
        let cc = vec![Address::bare(email("boss@customer.example"))];
        let first = office.takes(Arrival { cc, ..mail("a1@customer.example", "kei@customer.example", "Invoice") }).await;
        let number = office.ticket(first.ticket.unwrap()).await.number;
        let boss = office.person("boss@customer.example").await.unwrap();
        let by = office.world.actor(office.cast.chika).await;
        let pause = move |tx: &mut service::Tx| service::ticket::pause_participant(tx, number, boss, true, None).map(drop);
        office.world.desk.change(by.clone(), pause).await.unwrap();
        let answer = office.takes(answering("a1@customer.example", mail("b1@customer.example", "boss@customer.example", "Re: Invoice"))).await;
        assert_eq!((answer.decision, answer.ticket), (Decision::Reply, first.ticket));
        let page = office.world.desk.ask(by, move |read| service::ticket::page(read, number)).await.unwrap();
        assert_eq!((&page.paused[..], page.reply_all.cc.len()), (&[boss][..], 0));
        let to: Vec<&str> = page.reply_all.to.iter().map(|one| one.address.email.as_str()).collect();
        assert_eq!(to, ["kei@customer.example"], "not even to what they wrote");
    }

    async fn two_readers_of_one_newsletter_never_meet(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(answering("news1@hinode.example", mail("a1@customer.example", "kei@customer.example", "Re: News"))).await;
        let other = office.takes(answering("news1@hinode.example", mail("b1@kyaku.example", "mio@kyaku.example", "Re: News"))).await;
        assert_ne!(other.ticket, first.ticket);
        let number = office.ticket(first.ticket.unwrap()).await.number;
        assert_eq!(other.evidence, [Evidence::PossiblyRelated { number }]);
    }

    async fn an_original_that_comes_after_its_answer_joins_it(world: World) {
        let office = Office::open(world).await;
        let to = vec![Address::bare(email("boss@customer.example")), Address::bare(email("support@hinode.example"))];
        let answer = office.takes(Arrival { to, ..answering("x0@customer.example", mail("a1@customer.example", "kei@customer.example", "Re: Plan")) }).await;
        let original = office.takes(mail("x0@customer.example", "boss@customer.example", "Plan")).await;
        assert_eq!(original.ticket, answer.ticket);
        assert_eq!(original.evidence, [Evidence::WasReferredTo { id: "x0@customer.example".into() }]);
    }

    async fn the_mark_lets_in_the_requester_and_colleagues_but_no_stranger(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await;
        let number = office.ticket(first.ticket.unwrap()).await.number;
        let mark = office.world.desk.ask(Actor::System, move |read| Ok(channel::mark(read, number))).await.unwrap();
        let again = office.takes(mail("a2@customer.example", "kei@customer.example", &format!("Still {mark}"))).await;
        assert_eq!((again.ticket, &again.evidence[..]), (first.ticket, &[Evidence::Mark { number }][..]));
        let in_text = Arrival { text: format!("> {mark}\nIt is me."), ..mail("b1@customer.example", "boss@customer.example", "Login") };
        assert_eq!(office.takes(in_text).await.ticket, first.ticket);
        let stranger = office.takes(mail("m1@evil.example", "mallory@evil.example", &format!("Re: No login {mark}"))).await;
        assert_ne!(stranger.ticket, first.ticket);
        assert_eq!(stranger.evidence, [Evidence::PossiblyRelated { number }]);
    }

    async fn the_number_in_the_subject_lets_in_only_who_takes_part(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await;
        let number = office.ticket(first.ticket.unwrap()).await.number;
        let subject = format!("About #{number}");
        let own = office.takes(mail("a2@customer.example", "kei@customer.example", &subject)).await;
        assert_eq!((own.ticket, &own.evidence[..]), (first.ticket, &[Evidence::Number { number }][..]));
        for (id, from) in [("b1@customer.example", "boss@customer.example"), ("m1@evil.example", "mallory@evil.example"), ("c1@x", "chika@hinode.example")] {
            let other = office.takes(mail(id, from, &subject)).await;
            assert_ne!(other.ticket, first.ticket, "{from}");
            assert!(other.evidence.contains(&Evidence::PossiblyRelated { number }), "{from}: {:?}", other.evidence);
        }
    }

    async fn a_sender_whose_domain_disowns_the_message_is_a_stranger(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await;
        let number = office.ticket(first.ticket.unwrap()).await.number;
        let subject = format!("About #{number}");
        let forged = office.takes(Arrival { verdicts: forged(), ..mail("m1@customer.example", "kei@customer.example", &subject) }).await;
        assert_ne!(forged.ticket, first.ticket);
        assert!(forged.evidence.contains(&Evidence::Forged { address: "kei@customer.example".into() }), "{:?}", forged.evidence);
    }

    async fn the_same_subject_joins_while_the_ticket_is_open_and_recent(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "お問い合わせ")).await;
        let other = office.takes(mail("b1@kyaku.example", "mio@kyaku.example", "お問い合わせ")).await;
        assert_ne!(other.ticket, first.ticket, "two customers never share a ticket for a subject");
        let again = office.takes(mail("a2@customer.example", "kei@customer.example", "Re: お問い合わせ")).await;
        assert_eq!((again.ticket, &again.evidence[..]), (first.ticket, &[Evidence::SameSubject {}][..]));
        let elsewhere = office.takes_at(office.sales, mail("a3@customer.example", "kei@customer.example", "お問い合わせ")).await;
        assert_ne!(elsewhere.ticket, first.ticket, "another mailbox is another matter");
        office.set_category(first.ticket.unwrap(), Category::Solved).await;
        let solved = office.takes(mail("a4@customer.example", "kei@customer.example", "お問い合わせ")).await;
        assert_ne!(solved.ticket, first.ticket, "what is solved is done");
        office.world.clock.advance(15 * DAY);
        let late = office.takes(mail("a5@customer.example", "kei@customer.example", "お問い合わせ")).await;
        assert_ne!(late.ticket, solved.ticket, "what is old is another matter");
    }

    async fn daily_reports_of_a_machine_stay_apart(world: World) {
        let office = Office::open(world).await;
        let report = |id: &str| Arrival { unanswerable: true, ..mail(id, "monitor@customer.example", "Daily report") };
        let first = office.takes(report("r1@customer.example")).await;
        let second = office.takes(report("r2@customer.example")).await;
        assert_ne!(first.ticket, second.ticket);
    }

    async fn another_systems_reference_is_learned_and_found_again(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@itsm.example", "desk@itsm.example", "[INC0012345] printer")).await;
        let again = office.takes(mail("a2@itsm.example", "desk@itsm.example", "Comment added: INC0012345")).await;
        assert_eq!(again.ticket, first.ticket);
        assert_eq!(again.evidence, [Evidence::ForeignReference { reference: "INC0012345".into() }]);
        let colleague = office.takes(mail("b1@itsm.example", "noreply@itsm.example", "INC0012345 closed")).await;
        assert_eq!(colleague.ticket, first.ticket, "the same system, whichever of its addresses it writes from");
        let other = office.takes(mail("c1@other.example", "kei@customer.example", "INC0012345")).await;
        assert_ne!(other.ticket, first.ticket);
    }

    async fn an_answer_to_a_solved_ticket_opens_it_and_to_a_closed_one_follows_up(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let letter = office.replies(first, "kei@customer.example").await;
        office.set_category(first, Category::Solved).await;
        office.takes(answering(&letter.message_id, mail("a2@customer.example", "kei@customer.example", "Re: No login"))).await;
        assert_eq!(office.ticket(first).await.category, Category::Open);
        office.set_category(first, Category::Closed).await;
        let after = office.takes(answering(&letter.message_id, mail("a3@customer.example", "kei@customer.example", "Re: No login"))).await;
        let number = office.ticket(first).await.number;
        assert_eq!(after.decision, Decision::FollowUp);
        assert_eq!(after.evidence, [Evidence::AnswersOurs { id: letter.message_id.clone() }, Evidence::FollowsUp { number }]);
        let follow_up = office.ticket(after.ticket.unwrap()).await;
        assert_eq!((follow_up.follow_up_of, follow_up.requester), (Some(first), office.cast.kei));
        let next = office.takes(answering(&letter.message_id, mail("a4@customer.example", "kei@customer.example", "Re: No login"))).await;
        assert_eq!((next.decision, next.ticket), (Decision::Reply, after.ticket), "the second answer finds the follow-up");
    }

    async fn an_answer_brings_a_ticket_back_from_the_trash(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let number = office.ticket(ticket).await.number;
        office.world.desk.change(Actor::System, move |tx| service::ticket::trash(tx, number, None)).await.unwrap();
        let answer = office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: No login"))).await;
        assert!(answer.evidence.contains(&Evidence::Restored {}));
        assert_eq!(office.ticket(ticket).await.place(), Place::Open);
    }

    async fn an_agents_mail_is_a_note_that_the_requester_never_sees(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let answer = office.takes(answering("a1@customer.example", mail("c1@hinode.example", "chika@hinode.example", "Re: No login"))).await;
        assert_eq!(answer.ticket, Some(ticket));
        assert!(answer.evidence.contains(&Evidence::AgentNote { address: "chika@hinode.example".into() }));
        let note = office.messages(ticket).await.pop().unwrap();
        assert_eq!((note.kind, note.public, note.author), (MessageKind::Note, false, Some(office.cast.chika)));
    }

    async fn what_was_found_out_about_a_sender_stays_with_the_message(world: World) {
        let office = Office::open(world).await;
        let first = mail("a1@customer.example", "kei@customer.example", "No login");
        let ticket = office.takes(Arrival { verdicts: proved(), ..first }).await.ticket.unwrap();
        office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "More"))).await;
        let number = office.ticket(ticket).await.number;
        let page = office.world.desk.ask(Actor::System, move |read| service::ticket::page(read, number)).await.unwrap();
        let found: Vec<_> = page.timeline.into_iter().filter_map(|entry| match entry {
            service::ticket::Entry::Message(said) => Some(said.verdicts),
            service::ticket::Entry::Event(_) | service::ticket::Entry::Side(_) => None,
        }).collect();
        assert_eq!(found, [Some(proved()), None], "nobody was asked about the second");
    }

    async fn an_agent_who_asks_is_a_requester_like_others(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("c1@hinode.example", "chika@hinode.example", "My screen")).await;
        let again = office.takes(answering("c1@hinode.example", mail("c2@hinode.example", "chika@hinode.example", "Re: My screen"))).await;
        assert_eq!(again.ticket, first.ticket);
        assert_eq!(office.messages(first.ticket.unwrap()).await.pop().unwrap().kind, MessageKind::Incoming);
    }

    async fn what_an_agent_forwards_names_the_original_sender_as_a_proposal(world: World) {
        let office = Office::open(world).await;
        let forwarded_from = Some(Address::bare(email("kei@customer.example")));
        let forwarded = office.takes(Arrival { forwarded_from, ..mail("c1@hinode.example", "chika@hinode.example", "FW: No login") }).await;
        assert!(forwarded.evidence.contains(&Evidence::ForwardedFor { address: "kei@customer.example".into() }));
        assert_eq!(office.ticket(forwarded.ticket.unwrap()).await.requester, office.cast.chika, "anybody can write a name into a text");
    }

    async fn a_customers_forward_makes_nobody_else_the_requester(world: World) {
        let office = Office::open(world).await;
        let forwarded_from = Some(Address::bare(email("mio@kyaku.example")));
        let forwarded = office.takes(Arrival { forwarded_from, ..mail("a1@customer.example", "kei@customer.example", "Fwd: x") }).await;
        assert_eq!(forwarded.evidence, [Evidence::Nothing {}]);
        assert_eq!(office.ticket(forwarded.ticket.unwrap()).await.requester, office.cast.kei);
    }

    async fn our_own_letter_that_comes_back_is_ignored(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let letter = office.replies(ticket, "kei@customer.example").await;
        let back = office.takes(mail(&letter.message_id, "support@hinode.example", "Re: No login")).await;
        assert_eq!((back.decision, back.ticket), (Decision::Ignored, Some(ticket)));
        assert_eq!(office.messages(ticket).await.len(), 2);
    }

    async fn a_letter_known_under_another_id_is_answered_bounces_and_comes_back_like_any_other(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        office.replies(ticket, "kei@customer.example").await;
        let number = office.ticket(ticket).await.number;
        office.world.desk.change(Actor::System, move |tx| channel::known_as(tx, number, "r1@hinode.example")).await.unwrap();
        let answer = office.takes(answering("r1@hinode.example", mail("x1@private.example", "kei@private.example", "Re: No login"))).await;
        assert_eq!(answer.ticket, Some(ticket));
        let back = office.takes(mail("r1@hinode.example", "support@hinode.example", "Re: No login")).await;
        assert_eq!((back.decision, back.ticket), (Decision::Ignored, Some(ticket)));
        let bounce = Arrival { nature: Nature::Bounce, proved: true, ..mail("d1@mx", "MAILER-DAEMON@mx", "Failed") };
        let bounced = office.takes(answering("r1@hinode.example", bounce)).await;
        assert_eq!((bounced.decision, bounced.ticket), (Decision::Bounce, Some(ticket)));
    }

    async fn a_list_is_asked_by_its_members_not_by_itself(world: World) {
        let office = Office::open(world).await;
        let from = Some(Address::new("Mio via Team", email("team@groups.example")));
        let reply_to = vec![Address::bare(email("mio@kyaku.example"))];
        let list = Arrival { nature: Nature::List, from, reply_to, ..mail("l1@groups.example", "x@x", "Question") };
        let first = office.takes(list).await;
        assert_eq!(office.ticket(first.ticket.unwrap()).await.requester, office.cast.mio);
        assert!(first.evidence.contains(&Evidence::MailingList {}));
    }

    async fn a_form_that_writes_with_our_address_asks_for_whom_it_names(world: World) {
        let office = Office::open(world).await;
        let reply_to = vec![Address::bare(email("mio@kyaku.example"))];
        let form = office.takes(Arrival { reply_to, ..mail("f1@hinode.example", "support@hinode.example", "Contact form") }).await;
        assert_eq!(office.ticket(form.ticket.unwrap()).await.requester, office.cast.mio);
    }

    async fn a_message_from_our_own_address_is_a_note_on_the_ticket_it_answers(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let own = office.takes(answering("a1@customer.example", mail("w1@hinode.example", "support@hinode.example", "Re: No login"))).await;
        assert_eq!(own.ticket, Some(ticket));
        assert_eq!(office.messages(ticket).await.pop().unwrap().kind, MessageKind::Note);
    }

    async fn the_same_message_in_two_mailboxes_is_two_tickets_that_know_of_each_other(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Hello both")).await;
        let second = office.takes_at(office.sales, mail("a1@customer.example", "kei@customer.example", "Hello both")).await;
        assert_eq!(second.decision, Decision::New);
        assert_ne!(second.ticket, first.ticket);
        let number = office.ticket(first.ticket.unwrap()).await.number;
        assert!(second.evidence.contains(&Evidence::AlsoIn { number }));
        let answer = answering("a1@customer.example", mail("b1@customer.example", "kei@customer.example", "Re: Hello both"));
        assert_eq!(office.takes_at(office.sales, answer).await.ticket, second.ticket, "answers go where they arrive");
    }

    async fn a_crowd_does_not_take_part(world: World) {
        let office = Office::open(world).await;
        let cc = (0..200).map(|n| Address::bare(email(&format!("p{n}@crowd.example")))).collect();
        let first = office.takes(Arrival { cc, ..mail("a1@customer.example", "kei@customer.example", "To all") }).await;
        assert!(first.evidence.contains(&Evidence::Crowd { recipients: 200 }));
        assert!(office.participants(first.ticket.unwrap()).await.is_empty());
        assert_eq!(office.person("p7@crowd.example").await, None);
    }

    async fn a_stranger_who_joins_brings_nobody_along(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let cc = vec![Address::bare(email("friend@evil.example"))];
        let joined = office.takes(Arrival { cc, ..answering("a1@customer.example", mail("m1@evil.example", "mallory@evil.example", "Re: No login")) }).await;
        assert_eq!(joined.ticket, Some(ticket));
        assert!(office.participants(ticket).await.is_empty());
        assert!(!office.messages(ticket).await.pop().unwrap().public, "the requester's page does not show it");
    }

    async fn a_message_without_a_sender_is_kept_all_the_same(world: World) {
        let office = Office::open(world).await;
        let nobody = office.takes(Arrival { from: None, message_id: None, ..mail("", "kei@customer.example", "") }).await;
        assert_eq!(nobody.decision, Decision::New);
        assert_eq!(office.ticket(nobody.ticket.unwrap()).await.subject, "Words.");
    }

    async fn an_endless_id_is_known_again(world: World) {
        let office = Office::open(world).await;
        let long = format!("{}@customer.example", "長".repeat(900));
        let first = office.takes(mail(&long, "kei@customer.example", "Long")).await;
        let answer = office.takes(answering(&long, mail("b1@customer.example", "boss@elsewhere.example", "Re: Long"))).await;
        assert_eq!(answer.ticket, first.ticket);
    }

    async fn an_automatic_reply_joins_but_opens_nothing(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let letter = office.replies(ticket, "kei@customer.example").await;
        let away = Arrival { nature: Nature::AutoReply, proved: true, ..mail("v1@customer.example", "kei@customer.example", "自動返信: No login") };
        let joined = office.takes(answering(&letter.message_id, away.clone())).await;
        assert_eq!((joined.decision, joined.ticket), (Decision::AutoReply, Some(ticket)));
        assert_eq!(office.ticket(ticket).await.category, Category::Pending);
        let by_subject = office.takes(Arrival { message_id: Some("v2@customer.example".into()), ..away }).await;
        assert_eq!(by_subject.ticket, Some(ticket), "without ids, its subject says what it answers");
    }

    async fn an_automatic_reply_to_nothing_makes_no_ticket_unless_it_may_be_a_person(world: World) {
        let office = Office::open(world).await;
        let away = Arrival { nature: Nature::AutoReply, proved: true, ..mail("v1@customer.example", "kei@customer.example", "Away") };
        let ignored = office.takes(away.clone()).await;
        assert_eq!((ignored.decision, ignored.ticket), (Decision::Ignored, None));
        let guessed = office.takes(Arrival { proved: false, message_id: Some("v2@customer.example".into()), ..away }).await;
        assert_eq!(guessed.decision, Decision::New);
    }

    async fn a_reference_is_marked_with_the_language_of_whoever_reads(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await;
        let message = office.messages(first.ticket.unwrap()).await.pop().unwrap();
        assert_eq!(Evidence::read(&message.evidence), first.evidence);
        let says = |language| first.evidence[0].say(base::words::of(language));
        assert_ne!(says(base::Language::English), says(base::Language::Japanese));
    }

    async fn an_answer_to_a_merged_ticket_reaches_the_one_it_went_into_by_every_clue(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let letter = office.replies(first, "kei@customer.example").await;
        let sending = office.world.desk.ask(Actor::System, { let id = letter.id; move |read| channel::sending(read, id) }).await.unwrap();
        let (address, mark) = (sending.reply_to.unwrap(), sending.mark.unwrap());
        let into = office.takes(mail("b1@customer.example", "kei@customer.example", "Still no login")).await.ticket.unwrap();
        let (from, to) = (office.ticket(first).await.number, office.ticket(into).await.number);
        let by = office.world.actor(office.cast.aya).await;
        office.world.desk.change(by, move |tx| service::ticket::merge(tx, from, to, None).map(drop)).await.unwrap();
        let by_id = office.takes(answering(&letter.message_id, mail("a2@customer.example", "kei@customer.example", "Re"))).await;
        let by_address = office.takes_to(address.as_str(), mail("a3@customer.example", "kei@customer.example", "from my phone")).await;
        let by_mark = office.takes(mail("a4@customer.example", "kei@customer.example", &format!("About {mark}"))).await;
        let by_number = office.takes(mail("a5@customer.example", "kei@customer.example", &format!("About #{from}"))).await;
        for decided in [by_id, by_address, by_mark, by_number] {
            assert_eq!((decided.decision, decided.ticket), (Decision::Reply, Some(into)), "{:?}", decided.evidence);
        }
    }

    async fn what_comes_through_a_group_belongs_to_its_author_and_is_answered_to_them(world: World) {
        let office = Office::open(world).await;
        let group = email("support@groups.example");
        let arrival = Arrival {
            nature: Nature::List,
            list: Some(group.clone()),
            original_from: Some(Address::new("Kei Tanaka", email("kei@customer.example"))),
            reply_to: vec![Address::bare(group.clone())],
            to: vec![Address::bare(group.clone())],
            ..mail("a1@customer.example", group.as_str(), "No login")
        };
        let arrival = Arrival { from: Some(Address::new("Kei Tanaka via Support", group)), ..arrival };
        let ticket = office.takes(arrival).await.ticket.unwrap();
        assert_eq!(office.ticket(ticket).await.requester, office.cast.kei);
        let (number, by) = (office.ticket(ticket).await.number, office.world.actor(office.cast.chika).await);
        let page = office.world.desk.ask(by, move |read| service::ticket::page(read, number)).await.unwrap();
        let to: Vec<_> = page.reply_all.to.iter().chain(&page.reply_all.cc).map(|one| one.address.email.to_string()).collect();
        assert_eq!(to, ["kei@customer.example"], "nothing goes round through the group");
    }

    async fn a_message_that_goes_round_says_so(world: World) {
        let office = Office::open(world).await;
        let decided = office.takes(Arrival { hops: 80, ..mail("a1@customer.example", "kei@customer.example", "No login") }).await;
        assert!(decided.evidence.contains(&Evidence::Circling { hops: 80 }), "{:?}", decided.evidence);
    }

    async fn a_seal_that_is_trusted_overrules_what_broke_on_the_way(world: World) {
        use desk::channel::{Found, Handling, Verdict, Verdicts};
        let office = Office::open(world).await;
        let sealed = || {
            let found = Found { sealer: "lists.example".into(), sealed_pass: true, ..forged().found };
            let verdicts = Verdicts { arc: Verdict::Pass, found, ..forged() };
            Arrival { verdicts, ..mail("a1@customer.example", "kei@customer.example", "No login") }
        };
        let before = office.takes(sealed()).await;
        assert!(before.evidence.contains(&Evidence::Forged { address: "kei@customer.example".into() }), "{:?}", before.evidence);
        let by = office.world.actor(office.cast.aya).await;
        let trusting = Handling { sealers: vec!["lists.example".into()], ..Handling::default() };
        office.world.desk.change(by, move |tx| channel::change_policy(tx, &Handling::default(), &trusting)).await.unwrap();
        let after = office.takes(Arrival { message_id: Some("a2@customer.example".into()), ..sealed() }).await;
        assert!(after.evidence.contains(&Evidence::Sealed { sealer: "lists.example".into() }), "{:?}", after.evidence);
        assert!(!after.evidence.iter().any(|one| matches!(one, Evidence::Forged { .. })));
    }

    async fn a_slip_in_a_number_with_a_check_digit_leads_nowhere(world: World) {
        use desk::ticket::Numbering;
        let office = Office::open(world).await;
        let by = office.world.actor(office.cast.aya).await;
        let checked = Numbering { check: true, ..Numbering::default() };
        office.world.desk.change(by, move |tx| service::ticket::change_numbering(tx, &Numbering::default(), checked)).await.unwrap();
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let number = office.ticket(first).await.number.to_string();
        for (nth, at) in [(2, 6), (3, 5), (4, 2)] {
            let mut wrong = number.clone().into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + 1) % 10;
            let subject = format!("Matter {nth} #{}", String::from_utf8(wrong).unwrap());
            let other = office.takes(mail(&format!("a{nth}@customer.example"), "kei@customer.example", &subject)).await;
            assert_eq!((other.decision, other.ticket == Some(first)), (Decision::New, false), "{subject}");
        }
        let right = office.takes(mail("a9@customer.example", "kei@customer.example", &format!("Matter 9 #{number}"))).await;
        assert_eq!((right.decision, right.ticket), (Decision::Reply, Some(first)));
        let named = desk::ticket::TicketNumber(number.parse().unwrap());
        assert_eq!(right.evidence, [Evidence::Number { number: named }]);
        // Whoever has nothing to do with it is not let in, checked or not.
        let stranger = office.takes(mail("m1@evil.example", "mallory@evil.example", &format!("Me too #{number}"))).await;
        assert_eq!(stranger.decision, Decision::New);
    }
}
