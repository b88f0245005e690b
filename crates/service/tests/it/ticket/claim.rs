//! Two who answer the same ticket: they hear of each other, and no text is lost.

use super::lock::{locking, sends, writes};
use crate::desk_work::*;
use desk::Refusal;
use desk::conversation::Mode;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::conversation::Begun;
use service::{conversation, ticket};
use std::time::Duration;
use testing::{Cast, World};

async fn claimant(world: &World, number: TicketNumber, who: PersonId) -> Option<PersonId> {
    seen_by(world, who, move |read| ticket::claimant(read, number)).await.unwrap()
}

async fn draft_of(world: &World, who: PersonId, number: TicketNumber) -> String {
    let draft = seen_by(world, who, move |read| conversation::draft(read, number)).await.unwrap();
    draft.map(|draft| draft.text).unwrap_or_default()
}

/// What the door with a composer does before it sends.
async fn sends_knowing(world: &World, who: PersonId, number: TicketNumber, knows: Option<PersonId>) -> desk::Done<()> {
    let send = move |tx: &mut service::Tx| {
        ticket::nobody_else_answers(tx, number, knows)?;
        conversation::reply(tx, number, to_kei("We look into it.")).map(drop)
    };
    by(world, who, send).await
}

/// Chika writes, and nobody is kept from sending.
async fn answered(world: &World) -> (Cast, TicketNumber) {
    let (cast, number) = locking(world).await;
    by(world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 0)).await.unwrap();
    writes(world, cast.chika, number, Mode::Reply, "We lo").await;
    (cast, number)
}

testing::on_both! {
    async fn whoever_writes_is_said_to_answer_until_they_send_or_stop(world: World) {
        let (cast, number) = answered(&world).await;
        let said = seen_by(&world, cast.ben, move |read| ticket::answering(read, number)).await.unwrap().unwrap();
        assert_eq!((said.lock.person, said.holds, said.may_reply), (cast.chika, false, true));
        writes(&world, cast.chika, number, Mode::Note, "We lo").await;
        assert_eq!(claimant(&world, number, cast.ben).await, None, "a note is no answer");
        writes(&world, cast.chika, number, Mode::Reply, "We look").await;
        world.clock.advance(Duration::from_secs(3 * 60 - 1));
        writes(&world, cast.chika, number, Mode::Reply, "We look into").await;
        world.clock.advance(Duration::from_secs(3 * 60 - 1));
        assert_eq!(claimant(&world, number, cast.ben).await, Some(cast.chika));
        world.clock.advance(Duration::from_secs(1));
        assert_eq!(claimant(&world, number, cast.ben).await, None);
        writes(&world, cast.chika, number, Mode::Reply, "We look into it").await;
        sends(&world, cast.chika, number).await.unwrap();
        assert_eq!(claimant(&world, number, cast.ben).await, None);
        assert_missing(seen_by(&world, cast.eve, move |read| ticket::answering(read, number)).await);
    }

    async fn whoever_sends_as_well_is_asked_once(world: World) {
        let (cast, number) = answered(&world).await;
        writes(&world, cast.ben, number, Mode::Reply, "Me too").await;
        assert_eq!(claimant(&world, number, cast.ben).await, Some(cast.chika), "who came first");
        assert_refused(sends_knowing(&world, cast.ben, number, None).await, Refusal::ColleagueAnswers);
        assert_refused(sends_knowing(&world, cast.ben, number, Some(cast.aya)).await, Refusal::ColleagueAnswers);
        sends_knowing(&world, cast.ben, number, Some(cast.chika)).await.unwrap();
        assert_eq!(claimant(&world, number, cast.ben).await, Some(cast.chika), "she is still writing");
        sends_knowing(&world, cast.chika, number, None).await.unwrap();
    }

    async fn a_letter_in_a_side_conversation_is_an_answer_too(world: World) {
        let (cast, number) = locking(&world).await;
        by(&world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 0)).await.unwrap();
        let begun = desk::conversation::SideDraft {
            subject: String::new(), to: String::new(), cc: String::new(), text: "Do you".into(), html: base::CleanHtml::default(),
            revision: 1, updated_at: world.desk.now(), chosen: desk::conversation::Chosen::default(),
            attachments: Vec::new(), name: String::new(),
        };
        let at = conversation::Beside::Ticket(number);
        by(&world, cast.chika, move |tx| conversation::save_side_draft(tx, at, begun)).await.unwrap();
        assert_refused(sends_knowing(&world, cast.ben, number, None).await, Refusal::ColleagueAnswers);
    }

    async fn an_answer_is_handed_over_with_all_that_was_written(world: World) {
        let (cast, number) = answered(&world).await;
        writes(&world, cast.ben, number, Mode::Reply, "Mine").await;
        let ask = |who| by(&world, who, move |tx| ticket::ask_for_answer(tx, number));
        assert_refused(by(&world, cast.chika, move |tx| ticket::hand_over_answer(tx, number)).await, Refusal::NobodyAnswers);
        assert_refused(ask(cast.chika).await, Refusal::NobodyAnswers);
        assert_missing(ask(cast.eve).await);
        assert_refused(ask(cast.dai).await, Refusal::NotAllowed);
        let told = ask(cast.ben).await.unwrap();
        assert_eq!(last_event(&world, &told).await.kind(), "answer_asked");
        assert_refused(ask(cast.aya).await, Refusal::AskedAlready);
        let told = by(&world, cast.chika, move |tx| ticket::hand_over_answer(tx, number)).await.unwrap();
        assert_eq!(last_event(&world, &told).await.kind(), "answer_handed_over");
        assert_eq!(draft_of(&world, cast.ben, number).await, "We lo");
        assert_eq!(draft_of(&world, cast.chika, number).await, "");
        let said = seen_by(&world, cast.ben, move |read| ticket::answering(read, number)).await.unwrap().unwrap();
        assert_eq!((said.lock.person, said.lock.before, said.lock.passed), (cast.ben, Some(cast.chika), true));
        for (who, had) in [(cast.ben, "Mine"), (cast.chika, "We lo")] {
            let kept = seen_by(&world, who, move |read| conversation::drafts(read, number)).await.unwrap().versions;
            assert!(kept.iter().any(|version| version.text == had), "nothing is lost: {kept:?}");
        }
        sends_knowing(&world, cast.ben, number, None).await.unwrap();
    }

    async fn who_keeps_it_says_so_and_silence_lets_another_go_on(world: World) {
        let (cast, number) = answered(&world).await;
        let ask = || by(&world, cast.ben, move |tx| ticket::ask_for_answer(tx, number));
        let take_up = || by(&world, cast.ben, move |tx| ticket::take_up_answer(tx, number));
        assert_refused(take_up().await, Refusal::NobodyAnswers);
        ask().await.unwrap();
        let told = by(&world, cast.chika, move |tx| ticket::keep_answer(tx, number)).await.unwrap();
        assert_eq!(last_event(&world, &told).await.kind(), "answer_kept");
        world.clock.advance(Duration::from_secs(61));
        assert_refused(take_up().await, Refusal::NobodyAnswers);
        ask().await.unwrap();
        world.clock.advance(Duration::from_secs(59));
        assert_refused(take_up().await, Refusal::NobodyAnswers);
        world.clock.advance(Duration::from_secs(1));
        let told = take_up().await.unwrap();
        assert_eq!(last_event(&world, &told).await.kind(), "answer_taken");
        assert_eq!(draft_of(&world, cast.ben, number).await, "We lo");
        assert_eq!(draft_of(&world, cast.chika, number).await, "We lo", "hers stays hers");
        assert_eq!(claimant(&world, number, cast.chika).await, Some(cast.ben));
    }

    async fn who_answers_all_the_same_takes_no_text(world: World) {
        let (cast, number) = answered(&world).await;
        writes(&world, cast.ben, number, Mode::Reply, "Mine").await;
        let instead = || by(&world, cast.ben, move |tx| ticket::answer_instead(tx, number));
        let told = instead().await.unwrap();
        assert_eq!(last_event(&world, &told).await.kind(), "answer_taken");
        assert_eq!((draft_of(&world, cast.ben, number).await, draft_of(&world, cast.chika, number).await), ("Mine".into(), "We lo".into()));
        writes(&world, cast.chika, number, Mode::Reply, "We look").await;
        assert_refused(sends_knowing(&world, cast.chika, number, None).await, Refusal::ColleagueAnswers);
        sends_knowing(&world, cast.ben, number, None).await.unwrap();
        assert_refused(instead().await, Refusal::NobodyAnswers);
    }

    async fn where_others_are_kept_from_sending_one_may_ask_and_not_take(world: World) {
        let (cast, number) = locking(&world).await;
        writes(&world, cast.chika, number, Mode::Reply, "We lo").await;
        let asked = by(&world, cast.ben, move |tx| ticket::ask_for_answer(tx, number)).await;
        asked.unwrap();
        assert_refused(by(&world, cast.ben, move |tx| ticket::answer_instead(tx, number)).await, Refusal::TicketHeld);
        world.clock.advance(Duration::from_secs(60));
        assert_refused(by(&world, cast.ben, move |tx| ticket::take_up_answer(tx, number)).await, Refusal::TicketHeld);
        assert_eq!(draft_of(&world, cast.ben, number).await, "", "nor the text");
        by(&world, cast.ben, move |tx| ticket::ask_for_answer(tx, number)).await.expect("he may ask again");
        by(&world, cast.chika, move |tx| ticket::hand_over_answer(tx, number)).await.unwrap();
        assert_refused(sends(&world, cast.chika, number).await, Refusal::TicketHeld);
        sends(&world, cast.ben, number).await.unwrap();
    }

    async fn a_draft_that_is_taken_over_is_one_and_its_writer_is_told_whose_it_is(world: World) {
        let (cast, number) = answered(&world).await;
        let (ben, chika) = (cast.ben, cast.chika);
        let shares = |text: &str, revision| {
            let draft = Begun { shared: true, name: "window".into(), ..begun(text, revision) };
            by(&world, chika, move |tx| conversation::save_draft(tx, number, draft))
        };
        let hers = || seen_by(&world, chika, move |read| conversation::drafts(read, number));
        assert!(shares("We look into it", 2).await.unwrap());
        // Her claim is long over: she is told all the same.
        world.clock.advance(Duration::from_secs(4 * 60));
        by(&world, ben, move |tx| conversation::take_over_draft(tx, number, chika)).await.unwrap();
        let said = seen_by(&world, chika, move |read| ticket::answering(read, number)).await.unwrap().unwrap();
        assert_eq!((said.lock.person, said.lock.before, said.lock.passed), (ben, Some(chika), true));
        assert_eq!((draft_of(&world, ben, number).await, draft_of(&world, chika, number).await), ("We look into it".into(), String::new()));
        assert!(!shares("We look into it, and more", 3).await.unwrap(), "her page still shows it");
        let kept = hers().await.unwrap();
        assert!(kept.versions.iter().any(|one| one.text == "We look into it, and more"), "{:?}", kept.versions);
        let shared: Vec<_> = kept.shared.iter().map(|(draft, ..)| draft.person).collect();
        assert_eq!((shared, draft_of(&world, chika, number).await), (vec![ben], String::new()), "there is one of it");
        assert!(shares("Something else", 4).await.unwrap(), "what she writes next goes on from there");
        assert!(!hers().await.unwrap().versions.iter().any(|one| one.text.is_empty()), "nothing is nothing to go back to");
    }

    async fn what_a_third_one_answers_stays_theirs_and_a_note_is_no_answer(world: World) {
        let (cast, number) = answered(&world).await;
        let (ben, chika) = (cast.ben, cast.chika);
        let take = || by(&world, ben, move |tx| conversation::take_over_draft(tx, number, chika));
        let shares = |mode, text: &str, revision| {
            let draft = Begun { mode, shared: true, ..begun(text, revision) };
            by(&world, chika, move |tx| conversation::save_draft(tx, number, draft))
        };
        shares(Mode::Note, "Look at the lid", 2).await.unwrap();
        take().await.unwrap();
        assert_eq!(claimant(&world, number, chika).await, None);
        shares(Mode::Reply, "We look", 4).await.unwrap();
        world.clock.advance(Duration::from_secs(4 * 60));
        writes(&world, cast.aya, number, Mode::Reply, "I do").await;
        take().await.unwrap();
        assert_eq!(claimant(&world, number, chika).await, Some(cast.aya));
    }

    async fn who_leaves_answers_no_more_and_keeps_the_draft(world: World) {
        let (cast, number) = answered(&world).await;
        by(&world, cast.ben, move |tx| ticket::leave_answer(tx, number)).await.unwrap();
        assert_eq!(claimant(&world, number, cast.ben).await, Some(cast.chika), "it is not his");
        by(&world, cast.chika, move |tx| ticket::leave_answer(tx, number)).await.unwrap();
        assert_eq!((claimant(&world, number, cast.ben).await, draft_of(&world, cast.chika, number).await), (None, "We lo".into()));
        by(&world, cast.aya, move |tx| ticket::set_lock_minutes(tx, cast.support, 10)).await.unwrap();
        writes(&world, cast.chika, number, Mode::Reply, "We look").await;
        by(&world, cast.chika, move |tx| ticket::leave_answer(tx, number)).await.unwrap();
        assert_eq!(claimant(&world, number, cast.ben).await, Some(cast.chika), "who holds it holds it");
    }

    async fn rows_hear_in_one_question_and_only_of_what_one_sees(world: World) {
        let (cast, number) = answered(&world).await;
        let other = asked(&world, &cast).await.number;
        let among = |who| seen_by(&world, who, move |read| ticket::answered_among(read, &[number, other]));
        let seen = among(cast.ben).await.unwrap();
        assert_eq!(seen[&number].as_ref().map(|(person, _)| *person), Some(cast.chika));
        assert_eq!(seen[&other], None);
        assert!(among(cast.eve).await.unwrap().is_empty());
        assert!(among(cast.kei).await.is_err());
    }
}
