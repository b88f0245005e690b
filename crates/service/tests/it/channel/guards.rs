//! A second look before sending: what is stopped leaves when it shall, and with nobody before.

use super::office::{Office, answering, mail};
use crate::desk_work::{assert_missing, assert_refused, begun, by, last_kinds, now};
use base::Address;
use desk::automation::{Role, Step, Texts};
use desk::channel::{Against, Approvers, Departure, Effect, Fate, GuardWish, LetterId, LetterKind, LetterState};
use desk::conversation::{Acts, Compose, MacroWish, MessageId, Mode, SideDraft, Talk};
use desk::notification::Occasion;
use desk::people::PersonId;
use desk::ticket::{Act, Category, Ticket};
use desk::{Actor, Refusal};
use service::ticket::Opening;
use service::{channel, conversation, notification, people, readers, ticket};
use std::time::Duration;
use testing::email;

fn to_kei(text: &str) -> Compose {
    let to = vec![Address::bare(email("kei@customer.example"))];
    Compose { text: text.into(), to, hold: Some(Duration::ZERO), ..Compose::default() }
}

/// Kei's ticket, and a guard against what says "price".
async fn guarded(office: &Office, effect: Effect) -> Ticket {
    let wish =
        GuardWish { name: "Prices?".into(), words: vec!["price".into()], effect, minutes: 10, ..GuardWish::default() };
    by(&office.world, office.cast.aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
    let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Offer")).await.ticket.unwrap();
    office.ticket(first).await
}

async fn replies(office: &Office, ticket: &Ticket, text: &'static str) -> (MessageId, LetterId) {
    let number = ticket.number;
    let message =
        by(&office.world, office.cast.chika, move |tx| conversation::reply(tx, number, to_kei(text))).await.unwrap();
    (message, office.letter_of(message).await.id)
}

testing::on_both! {
    async fn a_warning_stops_a_letter_until_its_writer_has_looked(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Warn).await;
        let number = ticket.number;
        let price = move |confirmed: bool| move |tx: &mut service::Tx| {
            conversation::reply(tx, number, Compose { confirmed, ..to_kei("The PRICE is 7.") })
        };
        assert_refused(by(&office.world, office.cast.chika, price(false)).await, Refusal::GuardWarns);
        let warned = by(&office.world, office.cast.chika, move |tx| channel::guard_warnings(tx, number, &to_kei("The price"))).await;
        assert_eq!(warned.unwrap(), ["Prices?"]);
        by(&office.world, office.cast.chika, price(true)).await.unwrap();
        by(&office.world, office.cast.chika, move |tx| conversation::reply(tx, number, to_kei("Hello"))).await.unwrap();
    }

    async fn a_held_letter_leaves_later(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Hold).await;
        let (message, letter) = replies(&office, &ticket, "The price is 7.").await;
        let held = office.letter_of(message).await;
        assert_eq!((held.state, &held.guards()[..]), (LetterState::Held, &["Prices?".to_owned()][..]), "it says why");
        let leaving = by(&office.world, office.cast.chika, move |tx| channel::leaving(tx, message)).await;
        assert_eq!(leaving.unwrap(), Departure::Guarded(held.due_at));
        assert!(office.claims("postman").await.is_empty());
        assert_eq!(now(&office.world, ticket.number).await.status, ticket.status, "nothing has left");
        office.world.clock.advance(Duration::from_secs(601));
        assert_eq!(office.sends(Fate::Accepted).await[0].id, letter);
        assert_eq!(now(&office.world, ticket.number).await.category, Category::Pending);
    }

    async fn what_waits_leaves_with_nobody_before_a_second_person_says_yes(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let number = ticket.number;
        let copy = Compose { cc: vec![Address::bare(email("mio@kyaku.example"))], ..to_kei("The price is 7.") };
        let message = by(&office.world, office.cast.chika, move |tx| conversation::reply(tx, number, copy)).await.unwrap();
        let letter = office.letter_of(message).await.id;
        assert_eq!(office.letter_of(message).await.state, LetterState::Awaiting);
        assert_eq!(office.letter_of(message).await.guards(), ["Prices?"]);
        assert!(office.participants(ticket.id).await.is_empty(), "nobody takes part by what has not left");
        office.world.clock.advance(Duration::from_secs(7 * 24 * 3600));
        assert!(office.claims("postman").await.is_empty());
        let seen = office.world.desk.ask(Actor::Requester(office.cast.kei), move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(seen.messages.len(), 1, "the requester sees nothing of it");
        let from = email("kei@customer.example");
        let redirected = by(&office.world, office.cast.ben, move |tx| channel::redirect_letter(tx, letter, from.as_str(), "boss@customer.example")).await;
        assert!(redirected.is_err(), "nor does it go elsewhere instead");
        let approve = move |tx: &mut service::Tx| channel::approve_letter(tx, letter, None);
        assert_refused(by(&office.world, office.cast.chika, approve).await, Refusal::NotAllowed);
        assert_missing(by(&office.world, office.cast.eve, approve).await);
        let waiting = by(&office.world, office.cast.ben, |tx| channel::waiting_letters(tx)).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].may_decide, &waiting[0].release.why[..]), (1, true, &["Prices?".to_owned()][..]));
        by(&office.world, office.cast.ben, approve).await.unwrap();
        assert_refused(by(&office.world, office.cast.ben, approve).await, Refusal::NothingToApprove);
        assert!(office.participants(ticket.id).await.contains(&office.cast.mio), "and who was named takes part now");
        assert_eq!(office.sends(Fate::Accepted).await.len(), 1);
        assert!(last_kinds(&office.world, &ticket, 6).await.contains(&"letter_approved"));
    }

    async fn the_status_of_a_letter_that_is_approved_before_its_moment_comes_when_it_has_left(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let number = ticket.number;
        let later = Compose { send_at: Some(testing::START.plus(Duration::from_secs(3600))), ..to_kei("The price is 7.") };
        let message = by(&office.world, office.cast.chika, move |tx| conversation::reply(tx, number, later)).await.unwrap();
        let leaving = by(&office.world, office.cast.chika, move |tx| channel::leaving(tx, message)).await;
        assert_eq!(leaving.unwrap(), Departure::Awaits);
        let letter = office.letter_of(message).await.id;
        by(&office.world, office.cast.ben, move |tx| channel::approve_letter(tx, letter, None)).await.unwrap();
        assert_eq!(now(&office.world, number).await.status, ticket.status, "nothing has left");
        office.world.clock.advance(Duration::from_secs(3601));
        assert_eq!(office.sends(Fate::Accepted).await.len(), 1);
        assert_eq!(now(&office.world, number).await.category, Category::Pending);
    }

    async fn what_is_sent_back_is_a_draft_again_and_did_nothing(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let number = ticket.number;
        let (message, letter) = replies(&office, &ticket, "The price is 7.").await;
        by(&office.world, office.cast.ben, move |tx| channel::decline_letter(tx, letter, " Not yet ")).await.unwrap();
        assert_eq!(office.letter_of(message).await.state, LetterState::Cancelled);
        assert_eq!(now(&office.world, number).await.category, ticket.category);
        let draft = by(&office.world, office.cast.chika, move |tx| conversation::draft(tx, number)).await.unwrap();
        assert_eq!(draft.unwrap().text, "The price is 7.");
        let mentions = by(&office.world, office.cast.chika, |tx| conversation::mentions(tx, None, 10)).await.unwrap();
        assert_eq!(mentions.len(), 1);
    }

    async fn whom_a_letter_that_is_sent_back_called_is_called_no_more(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let (number, dai) = (ticket.number, office.cast.dai);
        let (message, letter) = replies(&office, &ticket, "The price is 7, as @Dai Nishi says.").await;
        by(&office.world, office.cast.chika, move |tx| conversation::mention(tx, number, message, &[dai])).await.unwrap();
        let found = async || {
            let called = by(&office.world, dai, |tx| conversation::mentions(tx, None, 10)).await.unwrap().len();
            (called, by(&office.world, dai, move |tx| ticket::page(tx, number)).await.unwrap().followers)
        };
        assert_eq!(found().await, (1, vec![dai]));
        by(&office.world, office.cast.ben, move |tx| channel::decline_letter(tx, letter, "Not yet")).await.unwrap();
        assert_eq!(found().await, (0, vec![]));
    }

    async fn what_is_sent_back_is_mixed_into_nothing_that_others_read(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let (number, chika) = (ticket.number, office.cast.chika);
        let (_, letter) = replies(&office, &ticket, "The price is 7.").await;
        let forward = conversation::Begun { mode: Mode::Forward, to: "ami@supplier.example".into(), ..begun("Our margin is 40 %", 1) };
        by(&office.world, chika, move |tx| conversation::save_draft(tx, number, forward)).await.unwrap();
        by(&office.world, office.cast.ben, move |tx| channel::decline_letter(tx, letter, "Not yet")).await.unwrap();
        let told = || by(&office.world, chika, move |tx| conversation::came_back(tx, number));
        let draft = by(&office.world, chika, move |tx| conversation::draft(tx, number)).await.unwrap().unwrap();
        assert_eq!((draft.mode, draft.to.as_str(), draft.text.as_str()), (Mode::Forward, "ami@supplier.example", "Our margin is 40 %"));
        let kept = by(&office.world, chika, move |tx| Ok(conversation::drafts(tx, number)?.versions)).await.unwrap();
        assert_eq!((kept[0].mode, kept[0].to.as_str(), kept[0].text.as_str()), (Mode::Reply, "kei@customer.example", "The price is 7."));
        assert!(told().await.unwrap());
        let forward = Compose { to: vec![Address::bare(email("ami@supplier.example"))], ..to_kei("Our margin is 40 %") };
        by(&office.world, chika, move |tx| conversation::forward(tx, number, forward)).await.unwrap();
        assert!(told().await.unwrap(), "the answer is still to be written");
        by(&office.world, chika, move |tx| conversation::reply(tx, number, to_kei("It is cheap."))).await.unwrap();
        assert!(!told().await.unwrap());
    }

    async fn whoever_may_approve_is_told_and_whoever_wrote_hears_of_the_refusal(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let (_, letter) = replies(&office, &ticket, "The price is 7.").await;
        let told = |who: PersonId| {
            let world = &office.world;
            async move {
                while world.desk.ask(Actor::System, |read| readers::must_wait(read, "notify")).await.unwrap() {
                    let follow = |tx: &mut service::Tx| readers::follow(tx, "notify", notification::follow);
                    world.desk.change(Actor::System, follow).await.unwrap();
                }
                let list = by(world, who, |tx| Ok(notification::inbox(tx, true, None, 50)?.told)).await.unwrap();
                let meant = [Occasion::Release, Occasion::Returned];
                list.into_iter().map(|one| one.facts).filter(|told| meant.contains(&told.occasion)).collect::<Vec<_>>()
            }
        };
        for who in [office.cast.aya, office.cast.ben] {
            let heard = told(who).await;
            assert_eq!((heard.len(), heard[0].who.as_str(), heard[0].detail.name()), (1, "Chika Ueda", "Prices?"));
        }
        assert!(told(office.cast.chika).await.is_empty(), "what she did she knows");
        assert!(told(office.cast.dai).await.is_empty() && told(office.cast.eve).await.is_empty(), "nor those who may not");
        by(&office.world, office.cast.ben, move |tx| channel::decline_letter(tx, letter, " Not yet ")).await.unwrap();
        let heard = told(office.cast.chika).await;
        assert_eq!((heard.len(), heard[0].occasion), (1, Occasion::Returned));
        assert_eq!((heard[0].who.as_str(), heard[0].detail.name()), ("Ben Okada", "Not yet"), "who, and why");
        assert!(told(office.cast.ben).await.iter().all(|one| one.occasion != Occasion::Returned));
    }

    async fn nobody_approves_their_own_and_its_writer_may_take_it_back(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let number = ticket.number;
        let message = by(&office.world, office.cast.ben, move |tx| conversation::reply(tx, number, to_kei("The price"))).await.unwrap();
        let letter = office.letter_of(message).await.id;
        assert_refused(by(&office.world, office.cast.ben, move |tx| channel::approve_letter(tx, letter, None)).await, Refusal::OwnLetter);
        let draft = by(&office.world, office.cast.ben, move |tx| conversation::take_back(tx, message)).await.unwrap();
        assert!(draft.is_some());
        let waiting = by(&office.world, office.cast.aya, |tx| channel::waiting_letters(tx)).await.unwrap();
        assert!(waiting.is_empty());
    }

    async fn guards_are_the_administrators(world: World) {
        let office = Office::open(world).await;
        let wish = || GuardWish { name: "Look".into(), ..GuardWish::default() };
        assert_refused(by(&office.world, office.cast.ben, move |tx| channel::create_guard(tx, wish())).await, Refusal::NotAllowed);
        let id = by(&office.world, office.cast.aya, move |tx| channel::create_guard(tx, wish())).await.unwrap();
        let off = move |tx: &mut service::Tx| channel::change_guard(tx, id, GuardWish { active: false, ..wish() }, 1);
        by(&office.world, office.cast.aya, off).await.unwrap();
        assert!(by(&office.world, office.cast.aya, off).await.is_ok(), "the same again is no change");
        by(&office.world, office.cast.aya, move |tx| channel::remove_guard(tx, id)).await.unwrap();
        assert_missing(by(&office.world, office.cast.aya, move |tx| channel::guard(tx, id)).await);
    }

    async fn a_status_sent_with_what_waits_comes_when_it_leaves(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let number = ticket.number;
        let solved = crate::desk_work::status(&office.world, Category::Solved).await;
        let compose = Compose { status_after: Some(solved), ..to_kei("The price is 7.") };
        let message = by(&office.world, office.cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        assert_eq!(now(&office.world, number).await.category, ticket.category, "nobody sees it before");
        let letter = office.letter_of(message).await.id;
        by(&office.world, office.cast.ben, move |tx| channel::approve_letter(tx, letter, None)).await.unwrap();
        assert_eq!(now(&office.world, number).await.category, Category::Solved);
    }

    async fn the_status_that_a_macro_sets_comes_with_the_letter_that_waits(world: World) {
        let office = Office::open(world).await;
        let (ben, novice) = (office.cast.ben, novice(&office).await);
        let solved = crate::desk_work::status(&office.world, Category::Solved).await;
        let field = Acts { status: Some(solved), ..Acts::default() };
        let step = Acts { steps: vec![Step::SetStatus(solved)], ..Acts::default() };
        for (word, acts) in [("field", field), ("step", step)] {
            let wish = MacroWish { name: word.into(), shortcut: word.into(), text_en: "It is done.".into(), acts, ..MacroWish::default() };
            let id = by(&office.world, office.cast.aya, |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
            for bulk in [false, true] {
                let asked = mail(&format!("{word}-{bulk}@customer.example"), "kei@customer.example", &format!("The {word}, {bulk}"));
                let first = office.takes(asked).await.ticket.unwrap();
                let before = office.ticket(first).await;
                let number = before.number;
                let answers = move |tx: &mut service::Tx| match bulk {
                    true => ticket::run_over(tx, &[number], Act::Answer(id), "open").map(drop),
                    false => {
                        let said = conversation::reply(tx, number, to_kei("It is done."))?;
                        conversation::act_with(tx, number, said, &[id], None)
                    }
                };
                by(&office.world, novice, answers).await.unwrap();
                assert_eq!(now(&office.world, number).await.status, before.status, "{word} {bulk}: nothing has left");
                let waiting = by(&office.world, ben, |tx| Ok(channel::waiting_letters(tx)?.remove(0))).await.unwrap();
                assert_eq!((waiting.ticket.number, waiting.sets), (number, Some(solved)), "{word} {bulk}");
                by(&office.world, ben, move |tx| channel::approve_letter(tx, waiting.release.letter, None)).await.unwrap();
                assert_eq!(now(&office.world, number).await.status, solved, "{word} {bulk}");
            }
        }
    }

    async fn a_status_set_meanwhile_stays(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let number = ticket.number;
        let (_, letter) = replies(&office, &ticket, "The price is 7.").await;
        let hold = crate::desk_work::status(&office.world, Category::OnHold).await;
        let sets = || by(&office.world, office.cast.ben, |tx| Ok(channel::waiting_letters(tx)?.remove(0).sets));
        assert!(sets().await.unwrap().is_some_and(|to| to != ticket.status));
        by(&office.world, office.cast.chika, move |tx| ticket::set_status(tx, number, hold, None)).await.unwrap();
        assert_eq!(sets().await.unwrap(), None, "nothing is promised that will not be");
        by(&office.world, office.cast.ben, move |tx| channel::approve_letter(tx, letter, None)).await.unwrap();
        assert_eq!(now(&office.world, number).await.category, Category::OnHold);
    }

    async fn what_the_talk_has_overtaken_leaves_when_whoever_approves_knows(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let (number, ben) = (ticket.number, office.cast.ben);
        let approve = |letter, knows| by(&office.world, ben, move |tx| channel::approve_letter(tx, letter, knows));
        let since = async || {
            by(&office.world, ben, |tx| Ok(channel::waiting_letters(tx)?.remove(0).since)).await.unwrap()
        };
        let (message, letter) = replies(&office, &ticket, "The price is 7.").await;
        let sets = || by(&office.world, ben, |tx| Ok(channel::waiting_letters(tx)?.remove(0).sets));
        assert!(since().await.is_empty() && sets().await.unwrap().is_some());
        office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Re: Offer"))).await;
        let told = since().await;
        assert_eq!((told.len(), told[0].who.as_str(), told[0].answered), (1, "Kei Tanaka", false));
        assert_eq!(sets().await.unwrap(), None);
        let shown = by(&office.world, ben, move |tx| ticket::page(tx, number)).await.unwrap().timeline.into_iter().find_map(|entry| match entry {
            ticket::Entry::Message(said) if said.message.id == message => Some(said.since),
            ticket::Entry::Message(_) | ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
        });
        assert_eq!(shown, Some(told.clone()), "the ticket's page says so, too");
        for knows in [None, Some(message)] {
            assert_refused(approve(letter, knows).await, Refusal::LetterOvertaken);
        }
        approve(letter, Some(told[0].message)).await.unwrap();
        assert_eq!(now(&office.world, number).await.status, ticket.status, "Kei waits for an answer to what she wrote");

        let (_, letter) = replies(&office, &ticket, "The price is 8.").await;
        let say = |who, text: &'static str| by(&office.world, who, move |tx| conversation::reply(tx, number, to_kei(text)));
        say(office.cast.chika, "One more thing, at no price.").await.unwrap();
        assert!(since().await.is_empty(), "what one wrote oneself is no news, and waits");
        say(office.cast.aya, "We call you today.").await.unwrap();
        let told = since().await;
        assert_eq!((told.len(), told[0].who.as_str(), told[0].answered), (1, "Aya Mori", true));
        assert_refused(approve(letter, None).await, Refusal::LetterOvertaken);
        approve(letter, Some(told[0].message)).await.unwrap();
    }

    async fn nothing_is_approved_in_the_trash_or_the_spam(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let (number, ben) = (ticket.number, office.cast.ben);
        let (_, letter) = replies(&office, &ticket, "The price is 7.").await;
        let approve = || by(&office.world, ben, move |tx| channel::approve_letter(tx, letter, None));
        let shown = || by(&office.world, ben, |tx| Ok((channel::waiting_letters(tx)?.len(), channel::waiting_counted(tx)?)));
        by(&office.world, ben, move |tx| ticket::trash(tx, number, None)).await.unwrap();
        assert_refused(approve().await, Refusal::TicketTrashed);
        assert_eq!(shown().await.unwrap(), (0, Some(0)));
        let one = |who| by(&office.world, who, move |tx| channel::waiting_letter(tx, letter));
        assert_eq!(one(ben).await.unwrap().map(|one| one.ticket.number), Some(number), "whoever was refused sees it");
        assert_eq!(one(office.cast.eve).await.unwrap(), None);
        by(&office.world, ben, move |tx| ticket::restore(tx, number, None)).await.unwrap();
        by(&office.world, ben, move |tx| ticket::mark_spam(tx, number, None)).await.unwrap();
        assert_refused(approve().await, Refusal::TicketSpam);
        assert_eq!(shown().await.unwrap(), (0, Some(0)));
        by(&office.world, ben, move |tx| ticket::mark_not_spam(tx, number, None)).await.unwrap();
        assert_eq!(shown().await.unwrap(), (1, Some(1)));
        approve().await.unwrap();
    }

    async fn nobody_approves_past_a_colleague_who_holds_the_ticket(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        let (number, team, ben) = (ticket.number, office.cast.support, office.cast.ben);
        let (_, letter) = replies(&office, &ticket, "The price is 7.").await;
        by(&office.world, office.cast.aya, move |tx| ticket::set_lock_minutes(tx, team, 10)).await.unwrap();
        let approve = || by(&office.world, ben, move |tx| channel::approve_letter(tx, letter, None));
        let begins = |who| by(&office.world, who, move |tx| conversation::save_draft(tx, number, begun("I answer", 1)));
        begins(office.cast.aya).await.unwrap();
        assert_refused(approve().await, Refusal::ReleaseHeld);
        by(&office.world, office.cast.aya, move |tx| conversation::drop_draft(tx, number)).await.unwrap();
        begins(office.cast.chika).await.unwrap();
        approve().await.unwrap();
    }

    async fn only_what_one_may_let_go_is_counted(world: World) {
        let office = Office::open(world).await;
        let ticket = guarded(&office, Effect::Approve).await;
        replies(&office, &ticket, "The price is 7.").await;
        let number = ticket.number;
        by(&office.world, office.cast.ben, move |tx| conversation::reply(tx, number, to_kei("My price is 8."))).await.unwrap();
        let counted = |who| { let world = &office.world; async move { by(world, who, |tx| channel::waiting_counted(tx)).await.unwrap() } };
        assert_eq!(counted(office.cast.ben).await, Some(1), "not one's own");
        assert_eq!(counted(office.cast.aya).await, Some(2));
        assert_eq!(counted(office.cast.chika).await, None);
    }

    async fn a_letter_waits_for_those_whom_its_guards_name(world: World) {
        let office = Office::open(world).await;
        let (aya, ben, dai) = (office.cast.aya, office.cast.ben, office.cast.dai);
        let names = |person: PersonId| GuardWish {
            name: "Who?".into(),
            effect: Effect::Approve,
            approvers: Approvers { people: vec![person], ..Approvers::default() },
            ..GuardWish::default()
        };
        let (one, another) = (names(dai), names(ben));
        let guard = by(&office.world, aya, move |tx| channel::create_guard(tx, one)).await.unwrap();
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Offer")).await.ticket.unwrap();
        let ticket = office.ticket(first).await;
        let (message, letter) = replies(&office, &ticket, "Hello").await;
        let number = ticket.number;
        let decides = |who| by(&office.world, who, move |tx| {
            let waiting = channel::waiting_letters(tx)?.remove(0).may_decide;
            let said = ticket::page(tx, number)?.timeline.into_iter().find_map(|entry| match entry {
                ticket::Entry::Message(said) if said.message.id == message => Some(said.decides),
                ticket::Entry::Message(_) | ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
            });
            Ok((waiting, said, channel::waiting_counted(tx)?))
        });
        assert_eq!(decides(ben).await.unwrap(), (false, Some(false), Some(0)));
        assert_eq!(decides(aya).await.unwrap(), (true, Some(true), Some(1)), "an administrator always may");
        let approve = move |tx: &mut service::Tx| channel::approve_letter(tx, letter, None);
        assert_refused(by(&office.world, ben, approve).await, Refusal::NotAllowed);
        assert_refused(by(&office.world, ben, move |tx| channel::decline_letter(tx, letter, "No")).await, Refusal::NotAllowed);
        by(&office.world, aya, approve).await.unwrap();
        by(&office.world, aya, move |tx| channel::change_guard(tx, guard, another, 1)).await.unwrap();
        let (_, letter) = replies(&office, &ticket, "Hello again").await;
        by(&office.world, ben, move |tx| channel::approve_letter(tx, letter, None)).await.unwrap();
    }

    async fn many_recipients_and_what_looks_like_a_number_stop_a_letter(world: World) {
        let office = Office::open(world).await;
        let wish = |name: &str| GuardWish { name: name.into(), ..GuardWish::default() };
        let many = GuardWish { least: 3, ..wish("Many") };
        let number = GuardWish { pattern: r"\b\d{4}-\d{4}-\d{4}\b".into(), ..wish("Number") };
        for wish in [many, number] {
            by(&office.world, office.cast.aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
        }
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Offer")).await.ticket.unwrap();
        let number = office.ticket(first).await.number;
        let address = |one: &str| Address::bare(email(one));
        let warned = |compose: Compose| {
            by(&office.world, office.cast.chika, move |tx| channel::guard_warnings(tx, number, &compose))
        };
        let two = Compose { cc: vec![address("mio@kyaku.example")], bcc: vec![address("MIO@kyaku.example")], ..to_kei("Hello") };
        assert!(warned(two.clone()).await.unwrap().is_empty(), "everybody counts once");
        let three = Compose { bcc: vec![address("boss@customer.example")], ..two };
        assert_eq!(warned(three).await.unwrap(), ["Many"]);
        assert_eq!(warned(to_kei("１２３４－５６７８－９０１２")).await.unwrap(), ["Number"]);
        assert!(warned(to_kei("1234-5678")).await.unwrap().is_empty());
        let wrong = GuardWish { pattern: "(".into(), ..wish("Wrong") };
        assert_refused(by(&office.world, office.cast.aya, |tx| channel::create_guard(tx, wrong)).await, Refusal::PatternInvalid);
    }

    async fn words_and_addresses_stop_a_letter_however_they_are_spelt(world: World) {
        let office = Office::open(world).await;
        let wish = |name: &str| GuardWish { name: name.into(), ..GuardWish::default() };
        let words = vec!["ﾌﾟﾗｲｽ".into(), "Confidential".into(), "secret offer".into()];
        let words = GuardWish { words, ..wish("Words") };
        let one = GuardWish { recipients: vec!["Mio@Kyaku.example".into(), "rival.example".into()], ..wish("One") };
        for wish in [words, one] {
            by(&office.world, office.cast.aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
        }
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Offer")).await.ticket.unwrap();
        let number = office.ticket(first).await.number;
        let warned = |to: &'static str, text: &'static str| {
            let compose = Compose { to: vec![Address::bare(email(to))], ..to_kei(text) };
            by(&office.world, office.cast.chika, move |tx| channel::guard_warnings(tx, number, &compose))
        };
        for text in ["ぷらいす", "プライスです", "ＣＯＮＦＩＤＥＮＴＩＡＬ", "confidential", "a secret\noffer", "secret  Offer", "プラ\nイス"] {
            assert_eq!(warned("kei@customer.example", text).await.unwrap(), ["Words"], "{text}");
        }
        assert_eq!(warned("MIO@kyaku.example", "Hello").await.unwrap(), ["One"]);
        assert_eq!(warned("x@sub.rival.example", "Hello").await.unwrap(), ["One"]);
        for to in ["kei@customer.example", "other@kyaku.example", "x@notrival.example"] {
            assert!(warned(to, "Hello").await.unwrap().is_empty(), "{to}");
        }
        let wrong = GuardWish { recipients: vec!["kei@".into()], ..wish("Wrong") };
        assert_refused(by(&office.world, office.cast.aya, |tx| channel::create_guard(tx, wrong)).await, Refusal::GuardRecipientInvalid);
    }

    async fn what_everybody_shares_and_whom_nobody_knows_is_outside(world: World) {
        let office = Office::open(world).await;
        let (chika, team) = (office.cast.chika, office.cast.support);
        let wish = GuardWish { name: "Out?".into(), outside: true, effect: Effect::Approve, ..GuardWish::default() };
        by(&office.world, office.cast.aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
        let first = office.takes(mail("a1@gmail.com", "kei.gm@gmail.com", "Offer")).await.ticket.unwrap();
        let number = office.ticket(first).await.number;
        let sends = |to: Vec<&'static str>| {
            let office = &office;
            async move {
                let to = to.into_iter().map(|one| Address::bare(email(one))).collect();
                let compose = Compose { to, ..to_kei("Hello") };
                let message = by(&office.world, chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
                office.letter_of(message).await.state
            }
        };
        assert_ne!(sends(vec!["kei.gm@gmail.com"]).await, LetterState::Awaiting, "whoever asked is inside");
        assert_eq!(sends(vec!["kei.gm@gmail.com", "someone.else@gmail.com"]).await, LetterState::Awaiting);
        let to_rival = || Compose { to: vec![Address::bare(email("ceo@rival.example"))], ..to_kei("Good morning") };
        let begins = || {
            let office = &office;
            let wish = crate::desk_work::by_agent(&office.cast, Opening::Write(to_rival()));
            async move {
                let begun = by(&office.world, chika, move |tx| {
                    let requester = people::find_or_create(tx, &Address::bare(email("ceo@rival.example")), None)?.id;
                    ticket::create_by_agent(tx, ticket::ByAgent { requester, participants: vec![], ..wish })
                });
                let ticket = begun.await.unwrap();
                let message = office.messages(ticket.id).await.pop().unwrap().id;
                office.letter_of(message).await
            }
        };
        let letter = begins().await;
        assert_eq!(letter.state, LetterState::Awaiting, "the agent begins the talk");
        let wish = GuardWish { name: "Out!".into(), outside: true, ..GuardWish::default() };
        by(&office.world, office.cast.aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
        let rival = [Address::bare(email("ceo@rival.example"))];
        let warned = move |tx: &mut service::Tx| channel::opening_warnings(tx, team, "Offer", &to_rival(), &rival);
        assert_eq!(by(&office.world, chika, warned).await.unwrap(), ["Out!"]);
        by(&office.world, office.cast.ben, move |tx| channel::approve_letter(tx, letter.id, None)).await.unwrap();
        office.sends(Fate::Accepted).await;
        assert_ne!(begins().await.state, LetterState::Awaiting, "and now they are known");
    }

    async fn whatever_a_novice_sends_waits_and_they_let_nothing_go(world: World) {
        let office = Office::open(world).await;
        let novice = novice(&office).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Offer")).await.ticket.unwrap();
        let number = office.ticket(first).await.number;
        let before = now(&office.world, number).await.category;
        let answer = by(&office.world, novice, move |tx| conversation::reply(tx, number, to_kei("Hello"))).await.unwrap();
        let forward = Compose { to: vec![Address::bare(email("x@supplier.example"))], ..to_kei("Do you know?") };
        let beside = forward.clone();
        let forward = by(&office.world, novice, move |tx| conversation::forward(tx, number, forward)).await.unwrap();
        let (_, side) = by(&office.world, novice, move |tx| conversation::begin_side(tx, number, "A question", beside)).await.unwrap();
        for message in [answer, forward, side] {
            assert_eq!(office.letter_of(message).await.state, LetterState::Awaiting);
        }
        assert_eq!(now(&office.world, number).await.category, before, "nobody outside sees by the status what has not left");
        office.world.clock.advance(Duration::from_secs(24 * 3600));
        assert!(office.claims("postman").await.is_empty());
        let letter = office.letter_of(answer).await.id;
        assert_refused(by(&office.world, novice, move |tx| channel::approve_letter(tx, letter, None)).await, Refusal::NotAllowed);
        assert_eq!(by(&office.world, novice, |tx| channel::waiting_counted(tx)).await.unwrap(), None);
        let waiting = by(&office.world, office.cast.ben, |tx| channel::waiting_letters(tx)).await.unwrap();
        assert!(waiting.len() == 3 && waiting.iter().all(|one| one.release.why.is_empty() && one.may_decide));
        by(&office.world, office.cast.ben, move |tx| channel::approve_letter(tx, letter, None)).await.unwrap();
        assert_eq!(office.sends(Fate::Accepted).await.len(), 1);
        assert_eq!(now(&office.world, number).await.category, Category::Pending, "and now the ticket waits for its requester");
    }

    async fn what_is_sent_back_beside_a_ticket_is_there_again_whatever_was_begun_since(world: World) {
        let office = Office::open(world).await;
        let novice = novice(&office).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Offer")).await.ticket.unwrap();
        let number = office.ticket(first).await.number;
        let asks = |text: &str| Compose { to: vec![Address::bare(email("ami@supplier.example"))], ..to_kei(text) };
        let (which, when) = (asks("Which lot?"), asks("When?"));
        let (side, message) = by(&office.world, novice, move |tx| conversation::begin_side(tx, number, "The lid", which)).await.unwrap();
        let declines = async |message: MessageId| {
            let letter = office.letter_of(message).await.id;
            by(&office.world, office.cast.ben, move |tx| channel::decline_letter(tx, letter, "Be kind")).await.unwrap();
        };
        let kept = || by(&office.world, novice, move |tx| Ok((conversation::drafts(tx, number)?.versions, conversation::came_back(tx, number)?)));
        declines(message).await;
        assert_eq!(kept().await.unwrap(), (vec![], false), "its page offers it");
        let draft = by(&office.world, novice, move |tx| conversation::draft(tx, number)).await.unwrap();
        assert!(draft.is_none(), "it is none to the requester");

        let message = by(&office.world, novice, move |tx| conversation::write_side(tx, side, when)).await.unwrap();
        let begun = SideDraft {
            subject: String::new(),
            to: "ami@supplier.example".into(),
            cc: String::new(),
            text: "And how many?".into(),
            html: Default::default(),
            chosen: Default::default(),
            attachments: vec![],
            name: String::new(),
            revision: 1,
            updated_at: testing::START,
        };
        let beside = conversation::Beside::Side(side);
        by(&office.world, novice, move |tx| conversation::save_side_draft(tx, beside, begun)).await.unwrap();
        declines(message).await;
        let (versions, told) = kept().await.unwrap();
        assert_eq!((versions.len(), versions[0].text.as_str(), &versions[0].talk, told), (1, "When?", &Talk::Side(side), true));
        let version = versions[0].id;
        let hand = || by(&office.world, novice, move |tx| Ok(conversation::side_draft(tx, beside)?.unwrap().text));
        assert_eq!(hand().await.unwrap(), "And how many?");
        by(&office.world, novice, move |tx| conversation::restore_draft(tx, number, version)).await.unwrap();
        assert_eq!((hand().await.unwrap().as_str(), kept().await.unwrap().1), ("When?", false));
    }

    async fn a_novice_opens_a_ticket_with_a_letter_that_waits(world: World) {
        let office = Office::open(world).await;
        let novice = novice(&office).await;
        let wish = crate::desk_work::by_agent(&office.cast, Opening::Write(to_kei("Good morning")));
        let ticket = by(&office.world, novice, move |tx| ticket::create_by_agent(tx, wish)).await.unwrap();
        let message = office.messages(ticket.id).await.pop().unwrap().id;
        assert_eq!(office.letter_of(message).await.state, LetterState::Awaiting);
    }

    async fn what_a_macro_writes_for_a_novice_waits_and_comes_back_to_them(world: World) {
        let office = Office::open(world).await;
        let novice = novice(&office).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Offer")).await.ticket.unwrap();
        let number = office.ticket(first).await.number;
        let text = Texts { en: "Thank you.".into(), ja: String::new() };
        let step = |to: Role| Step::Write { to: vec![to], address: String::new(), subject: Texts::default(), text: text.clone() };
        let (outside, inside) = (step(Role::Requester), step(Role::Team));
        let macros = by(&office.world, office.cast.aya, move |tx| {
            let acts = Acts { steps: vec![outside, inside], ..Acts::default() };
            let wish = MacroWish { name: "Thanks".into(), shortcut: "thanks".into(), acts, ..MacroWish::default() };
            Ok(conversation::create_macro(tx, wish)?.id)
        });
        let id = macros.await.unwrap();
        by(&office.world, novice, move |tx| conversation::act(tx, number, id)).await.unwrap();
        let letters = office.world.desk.ask(Actor::System, move |read| Ok(store::channel::letters::of_ticket(read, first)?)).await.unwrap();
        let rules: Vec<_> = letters.iter().filter(|letter| letter.kind == LetterKind::Rule).collect();
        let waits = |letter: &&&desk::channel::Letter| letter.state == LetterState::Awaiting;
        assert_eq!((rules.len(), rules.iter().filter(waits).count()), (2, 1), "colleagues may read it at once");
        let waiting = by(&office.world, office.cast.ben, |tx| channel::waiting_letters(tx)).await.unwrap();
        assert_eq!(waiting[0].author_id, Some(novice));
        let letter = waiting[0].release.letter;
        by(&office.world, office.cast.ben, move |tx| channel::decline_letter(tx, letter, "Not this one")).await.unwrap();
        let draft = by(&office.world, novice, move |tx| conversation::draft(tx, number)).await.unwrap();
        assert_eq!(draft.unwrap().text, "Thank you.");
        let mentions = by(&office.world, novice, |tx| conversation::mentions(tx, None, 10)).await.unwrap();
        assert_eq!(mentions.len(), 1);
    }

    async fn what_speaks_against_a_recipient_is_said_the_gravest_first(world: World) {
        let office = Office::open(world).await;
        let (kei, aya) = (office.cast.kei, office.cast.aya);
        by(&office.world, aya, move |tx| people::block_person(tx, kei, true)).await.unwrap();
        by(&office.world, aya, |tx| channel::change_do_not_mail(tx, "*@customer.example\nmio@kyaku.example")).await.unwrap();
        let all = ["kei@customer.example", "Mio@kyaku.example", "x@elsewhere.example"].map(email);
        let said = by(&office.world, office.cast.chika, move |tx| channel::against(tx, &all)).await.unwrap();
        let said: Vec<Against> = said.into_iter().map(|(_, against)| against).collect();
        assert_eq!(said, [Against::Blocked, Against::NotMailed]);
        let kei = [email("kei@customer.example")];
        assert_missing(by(&office.world, office.cast.stranger, move |tx| channel::against(tx, &kei)).await);
    }
}

/// Chika is new here.
async fn novice(office: &Office) -> PersonId {
    let chika = office.cast.chika;
    let set = move |tx: &mut service::Tx| {
        let agent = store::people::agents::load(tx, chika)?.expect("Chika is an agent");
        people::set_role(tx, chika, desk::Role::Novice, agent.version)
    };
    by(&office.world, office.cast.aya, set).await.unwrap();
    chika
}
