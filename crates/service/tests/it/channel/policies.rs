//! What the installation wants done with incoming mail.

use super::office::{Office, answering, mail};
use crate::desk_work::by;
use base::{Address, Digest, Moment};
use desk::channel::{AfterClosing, Against, Arrival, Decision, Evidence, Handling, Twin};
use desk::conversation::NewAttachment;
use desk::ticket::{Category, Place};
use desk::{Actor, Error, Refusal};
use service::{channel, conversation, people};
use std::time::Duration;
use testing::email;

async fn wants(office: &Office, wish: Handling) {
    let by = office.world.actor(office.cast.aya).await;
    office.world.desk.change(by, move |tx| channel::change_policy(tx, &Handling::default(), &wish)).await.unwrap();
}

testing::on_both! {
    async fn a_blocked_senders_mail_lies_with_the_spam_and_is_not_lost(world: World) {
        let office = Office::open(world).await;
        wants(&office, Handling { blocked: vec!["@bad.example".into()], ..Handling::default() }).await;
        let decided = office.takes(mail("a1@bad.example", "kei@bad.example", "Buy")).await;
        assert_eq!(decided.decision, Decision::New);
        assert!(decided.evidence.contains(&Evidence::Blocked { address: "kei@bad.example".into() }), "{:?}", decided.evidence);
        assert_eq!(office.ticket(decided.ticket.unwrap()).await.place(), Place::Spam);
        let other = office.takes(mail("b1@good.example", "mio@good.example", "Help")).await;
        assert_eq!(office.ticket(other.ticket.unwrap()).await.place(), Place::Open);
    }

    async fn who_is_blocked_gets_in_by_no_other_address(world: World) {
        let office = Office::open(world).await;
        let (kei, mio, ben) = (office.cast.kei, office.cast.mio, office.cast.ben);
        let blocks = |blocked| by(&office.world, ben, move |tx| people::block_person(tx, kei, blocked));
        let adds = |address: &'static str| by(&office.world, ben, move |tx| people::add_address(tx, kei, &email(address)));
        let place = |id: &'static str, from: &'static str| {
            let office = &office;
            async move { office.ticket(office.takes(mail(id, from, id)).await.ticket.unwrap()).await.place() }
        };
        blocks(true).await.unwrap();
        let log = office.world.desk.ask(Actor::System, |read| service::audit(read, None, 10)).await.unwrap();
        let told: Vec<&str> = log.events.iter().map(|one| one.event.kind()).collect();
        assert!(told.contains(&"person_blocked") && !told.contains(&"setting_changed"), "it is said once: {told:?}");
        adds("kei@spammer2.example").await.unwrap();
        assert_eq!(place("a1@spammer2.example", "kei@spammer2.example").await, Place::Spam, "one that came later");
        let against = by(&office.world, ben, |tx| channel::against(tx, &[email("kei@spammer2.example")])).await.unwrap();
        assert_eq!(against[0].1, Against::Blocked, "and whoever writes there is warned");
        assert_eq!(place("a2@kyaku.example", "mio@kyaku.example").await, Place::Open);
        let merge = by(&office.world, ben, move |tx| people::merge_people(tx, mio, kei)).await.unwrap();
        assert_eq!(place("a3@kyaku.example", "mio@kyaku.example").await, Place::Spam, "they are one, and blocked");
        by(&office.world, ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert_eq!(place("a4@kyaku.example", "mio@kyaku.example").await, Place::Open, "and are not any more");
        assert_eq!(place("a5@customer.example", "kei@customer.example").await, Place::Spam);
        assert_eq!(place("a6@spammer2.example", "kei@spammer2.example").await, Place::Spam);
        let merge = by(&office.world, ben, move |tx| people::merge_people(tx, kei, mio)).await.unwrap();
        assert!(by(&office.world, ben, move |tx| people::is_blocked(tx, mio)).await.unwrap(), "whoever goes to whom");
        by(&office.world, ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert!(!by(&office.world, ben, move |tx| people::is_blocked(tx, mio)).await.unwrap());
        blocks(false).await.unwrap();
        assert_eq!(place("a7@spammer2.example", "kei@spammer2.example").await, Place::Open);
    }

    async fn a_spam_mark_counts_where_one_believes_it(world: World) {
        let office = Office::open(world).await;
        let marked = |id: &str| Arrival { spam_mark: true, ..mail(id, "kei@customer.example", "Buy") };
        let before = office.takes(marked("a1@customer.example")).await;
        assert_eq!(office.ticket(before.ticket.unwrap()).await.place(), Place::Open);
        wants(&office, Handling { spam_marks: true, allowed: vec!["mio@kyaku.example".into()], ..Handling::default() }).await;
        let after = office.takes(marked("a2@customer.example")).await;
        assert_eq!(office.ticket(after.ticket.unwrap()).await.place(), Place::Spam);
        let allowed = Arrival { from: Some(Address::bare(email("mio@kyaku.example"))), ..marked("a3@customer.example") };
        let allowed = office.takes(allowed).await;
        assert_eq!(office.ticket(allowed.ticket.unwrap()).await.place(), Place::Open);
    }

    async fn an_answer_opens_a_closed_ticket_again_within_the_days_that_were_set(world: World) {
        let office = Office::open(world).await;
        wants(&office, Handling { closed: AfterClosing::Within(7), ..Handling::default() }).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await.ticket.unwrap();
        office.set_category(first, Category::Closed).await;
        let soon = office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: Printer"))).await;
        assert_eq!((soon.ticket, soon.decision), (Some(first), Decision::Reply));
        assert_eq!(office.ticket(first).await.category, Category::Open);
        office.set_category(first, Category::Closed).await;
        office.world.clock.advance(Duration::from_secs(8 * 24 * 3600));
        let late = office.takes(answering("a1@customer.example", mail("a3@customer.example", "kei@customer.example", "Re: Printer"))).await;
        assert_ne!(late.ticket, Some(first));
        assert_eq!(late.decision, Decision::FollowUp);
    }

    async fn the_same_message_in_two_mailboxes_makes_as_many_tickets_as_one_wants(world: World) {
        let office = Office::open(world).await;
        let letter = |id: &str| Arrival { date: Some(Moment(1_767_500_000_000)), ..mail(id, "kei@customer.example", id) };
        let one = office.takes_at(office.support, letter("a1@customer.example")).await;
        let two = office.takes_at(office.sales, letter("a1@customer.example")).await;
        assert_ne!(one.ticket, two.ticket);
        wants(&office, Handling { twin: Twin::One, ..Handling::default() }).await;
        let one = office.takes_at(office.support, letter("b1@customer.example")).await;
        let two = office.takes_at(office.sales, letter("b1@customer.example")).await;
        assert_eq!((two.ticket, two.decision), (one.ticket, Decision::Duplicate));
    }

    async fn an_answer_that_reached_two_mailboxes_stands_on_its_ticket_once(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await.ticket.unwrap();
        let answer = || answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: Printer"));
        office.takes_at(office.support, answer()).await;
        let again = office.takes_at(office.sales, answer()).await;
        assert_eq!((again.ticket, again.decision), (Some(first), Decision::Duplicate));
        assert_eq!(office.messages(first).await.len(), 2);
    }

    async fn what_we_wrote_ourselves_is_folded_without_any_mark(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await.ticket.unwrap();
        let number = office.ticket(ticket).await.number;
        let ours = "Dear Kei,\nplease switch it off and on again.\nThen tell us what the display says.";
        let by = office.world.actor(office.cast.chika).await;
        let compose = desk::conversation::Compose { text: ours.into(), to: vec![Address::bare(email("kei@customer.example"))], ..Default::default() };
        office.world.desk.change(by, move |tx| service::conversation::reply(tx, number, compose)).await.unwrap();
        let answer = Arrival { text: format!("It says E4.\n\n{ours}"), ..answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: Printer")) };
        office.takes(answer).await;
        let messages = office.messages(ticket).await;
        assert_eq!(messages.last().unwrap().new_text, "It says E4.");
        assert!(messages.last().unwrap().text.contains("switch it off"), "nothing is lost");
    }

    async fn a_teams_name_behind_the_plus_opens_its_ticket_there(world: World) {
        let office = Office::open(world).await;
        let decided = office.takes_to("support+billing@hinode.example", mail("a1@customer.example", "kei@customer.example", "Invoice")).await;
        assert_eq!(office.ticket(decided.ticket.unwrap()).await.team, office.cast.billing, "{:?}", decided.evidence);
    }

    async fn what_a_computer_would_run_is_saved_under_a_safe_name_by_agents_alone(world: World) {
        let office = Office::open(world).await;
        let file = |name: &str| NewAttachment {
            digest: Digest::of(name.as_bytes()),
            name: name.into(),
            content_type: "application/octet-stream".into(),
            size: 1,
            inline: false,
            content_id: None,
        };
        let arrival = Arrival { files: vec![file("請求書.pdf.exe"), file("script.zzz")], ..mail("a1@customer.example", "kei@customer.example", "Invoice") };
        let ticket = office.ticket(office.takes(arrival).await.ticket.unwrap()).await;
        let chika = office.world.actor(office.cast.chika).await;
        let shelf = |by: desk::Actor| {
            let office = &office;
            async move {
                let read = move |read: &mut service::Read| {
                    let files = conversation::files(read, ticket.number)?.files;
                    let saved = files.iter().map(|file| conversation::attachment(read, file.id)).collect::<desk::Done<Vec<_>>>()?;
                    assert_eq!(saved, files);
                    Ok(saved)
                };
                office.world.desk.ask(by, read).await.unwrap()
            }
        };
        let names = |files: &[desk::conversation::Attachment]| files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
        let files = shelf(chika.clone()).await;
        assert_eq!(names(&files), ["script.zzz", "請求書.pdf.exe.unsafe"]);
        let program = files[1].id;
        let theirs = office.world.desk.ask(desk::Actor::Requester(ticket.requester), move |read| conversation::attachment(read, program)).await.unwrap();
        assert_eq!(theirs.name, "請求書.pdf.exe", "whose file it is knows it by its name");
        wants(&office, Handling { runnable: vec!["zzz".into()], ..Handling::default() }).await;
        assert_eq!(names(&shelf(chika).await), ["script.zzz.unsafe", "請求書.pdf.exe"]);
    }

    async fn a_number_in_the_text_counts_where_one_wants_it(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await.ticket.unwrap();
        let number = office.ticket(first).await.number;
        let naming = |id: &str, from: &str| Arrival { text: format!("About #{number}: it works."), ..mail(id, from, "Good news") };
        let before = office.takes(naming("a2@customer.example", "kei@customer.example")).await;
        assert_eq!(before.decision, Decision::New);
        wants(&office, Handling { numbers_in_text: true, ..Handling::default() }).await;
        let after = office.takes(naming("a3@customer.example", "kei@customer.example")).await;
        assert_eq!((after.ticket, after.decision), (Some(first), Decision::Reply));
        assert!(after.evidence.contains(&Evidence::NumberInText { number }));
        let stranger = office.takes(naming("b1@stranger.example", "x@stranger.example")).await;
        assert_eq!(stranger.decision, Decision::New);
    }

    async fn only_who_sets_the_desk_up_changes_the_policy(world: World) {
        let office = Office::open(world).await;
        let by = office.world.actor(office.cast.chika).await;
        let refused = office.world.desk.change(by, |tx| channel::change_policy(tx, &Handling::default(), &Handling::default())).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed))), "{refused:?}");
        let stale = Handling { spam_marks: true, ..Handling::default() };
        let by = office.world.actor(office.cast.aya).await;
        let conflict = office.world.desk.change(by, move |tx| channel::change_policy(tx, &stale, &Handling::default())).await;
        assert!(matches!(conflict, Err(Error::Conflict)), "{conflict:?}");
    }
}
