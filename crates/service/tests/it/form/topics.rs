//! Topics with a form, through the doors of requesters and agents.

use super::*;
use base::Language;
use desk::form::{Audience, Value};
use desk::people::Whom;
use desk::ticket::{Category, Lookalikes, Ticket};
use desk::{Actor, Done, Refusal};
use service::Tx;
use service::form::Given;
use service::ticket::{self, Asked};
use testing::email;

fn request(given: Given) -> Asked {
    Asked {
        name: "Kei".into(),
        email: Some(email("kei@customer.example")),
        subject: "It broke".into(),
        text: "Please help".into(),
        attachments: vec![],
        language: Language::English,
        organization: None,
        brand: None,
        priority: None,
        given,
    }
}

async fn send(world: &World, given: Given) -> Done<Ticket> {
    world.desk.change(Actor::Anonymous, move |tx| ticket::ask(tx, request(given))).await
}

/// What is returned (kettle, grinder), which lid of the kettle, and what it cost, which only agents see.
async fn returns(world: &World, cast: &Cast) -> (TopicId, [Field; 3]) {
    let what = field(world, cast, "What", Nature::Choice { items: vec![] }, "Kettle\nGrinder").await;
    let lid = field(world, cast, "Lid", Nature::Text, "").await;
    let cost = field(world, cast, "Cost", Nature::Number { digits: 0, least: None, most: None }, "").await;
    let shown = any_of(&what, 1, Effect::Show);
    let parts = vec![
        part(&what, Ask::Required, vec![]),
        part(&lid, Ask::Required, vec![shown]),
        Part { to_close: true, ..part(&cost, Ask::Hidden, vec![]) },
    ];
    (topic(world, cast, parts).await, [what, lid, cost])
}

testing::on_both! {
    async fn a_topic_brings_its_team_its_kind_and_its_fields(world: World) {
        let cast = world.cast().await;
        let (topic, [what, lid, cost]) = returns(&world, &cast).await;
        let given = Given { topic: Some(topic), typed: typed(&[(what.id, "Kettle"), (lid.id, "Oak"), (cost.id, "5")]), zone: String::new() };
        let ticket = send(&world, given).await.unwrap();
        assert_eq!((ticket.topic, ticket.kind, ticket.team), (Some(topic), Kind::Incident, cast.billing));
        let number = ticket.number;
        let answers = seen_by(&world, cast.ben, move |read| Ok(ticket::page(read, number)?.details.answers)).await.unwrap();
        assert_eq!(answers.get(&lid.id), Some(&Value::Text("Oak".into())));
        // What the requester is not asked cannot be slipped in.
        assert_eq!(answers.get(&cost.id), None);
    }

    async fn who_opens_one_is_shown_what_looks_like_it_as_the_desk_compares(world: World) {
        let cast = world.cast().await;
        let lid = field(&world, &cast, "Lid", Nature::Text, "").await.id;
        let parts = vec![Part { field: lid, requester: Ask::Optional, agent: Ask::Optional, to_close: false, rules: vec![] }];
        let topic = topic(&world, &cast, parts).await;
        let given = move |text: &str| Given { topic: Some(topic), typed: typed(&[(lid, text)]), zone: String::new() };
        let first = send(&world, given("No. 7")).await.unwrap().number;
        let like = async |subject: &'static str, text: &'static str| {
            let (kei, given) = (Whom::Known(cast.kei), given(text));
            let like = move |read: &mut service::Read| ticket::like_it(read, &kei, subject, &given);
            let lines = seen_by(&world, cast.ben, like).await.unwrap();
            lines.into_iter().map(|line| line.ticket.number).collect::<Vec<_>>()
        };
        assert_eq!(like("It broke!", "").await, [first]);
        assert!(like("Where is it", "no. 7").await.is_empty(), "fields are compared where somebody wants it");

        let wish = Lookalikes { subject: false, fields: vec![lid], days: 3, ..Lookalikes::default() };
        let choose = |wish: Lookalikes| move |tx: &mut Tx| ticket::change_lookalikes(tx, &Lookalikes::default(), wish);
        assert_refused(by(&world, cast.ben, choose(wish.clone())).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.aya, choose(Lookalikes { days: 366, ..wish.clone() })).await, Refusal::AlikeDaysInvalid);
        let unknown = Lookalikes { fields: vec![desk::form::FieldId(9_999)], ..wish.clone() };
        assert_refused(by(&world, cast.aya, choose(unknown)).await, Refusal::FieldUnknown);
        by(&world, cast.aya, choose(wish.clone())).await.unwrap();
        assert_conflict(by(&world, cast.aya, choose(wish)).await);
        assert_eq!(like("Where is it", "no. 7").await, [first]);
        assert!(like("It broke!", "No. 8").await.is_empty());
        assert!(like("It broke!", "").await.is_empty(), "what is empty is like nothing");

        system(&world, move |tx| {
            let solved = store::ticket::statuses::standard(tx, Category::Solved)?;
            ticket::set_status(tx, first, solved.id, None)
        }).await;
        assert_eq!(like("Where is it", "No. 7").await, [first], "solved lately");
        world.clock.advance(std::time::Duration::from_secs(4 * 24 * 3600));
        assert!(like("Where is it", "No. 7").await.is_empty());
    }

    async fn a_form_demands_what_it_shows_and_only_that(world: World) {
        let cast = world.cast().await;
        let (topic, [what, lid, _]) = returns(&world, &cast).await;
        let given = |pairs: &[(desk::form::FieldId, &str)]| Given { topic: Some(topic), typed: typed(pairs), zone: String::new() };
        assert_refused(send(&world, given(&[])).await, Refusal::FieldsWrong);
        assert_refused(send(&world, given(&[(what.id, "Kettle")])).await, Refusal::FieldsWrong);
        send(&world, given(&[(what.id, "Grinder")])).await.unwrap();
        // What is hidden by the answers so far is not kept.
        let ticket = send(&world, given(&[(what.id, "Grinder"), (lid.id, "Oak")])).await.unwrap();
        let number = ticket.number;
        let answers = seen_by(&world, cast.ben, move |read| Ok(ticket::page(read, number)?.details.answers)).await.unwrap();
        assert_eq!(answers.get(&lid.id), None);
        let half = given(&[(what.id, "Kettle")]);
        let sheet = world.desk.ask(Actor::Anonymous, move |read| form::sheet(read, &half, Audience::Requester)).await.unwrap();
        assert_eq!(sheet.wrong, [(lid.id, Refusal::FieldMissing)]);
    }

    async fn a_topic_for_agents_is_not_there_for_requesters(world: World) {
        let cast = world.cast().await;
        let (topic, _) = returns(&world, &cast).await;
        by(&world, cast.aya, move |tx| {
            let kept = form::topics(tx)?.remove(0);
            form::change_topic(tx, topic, 1, TopicWish { public: false, ..kept.wish })
        }).await.unwrap();
        assert_refused(send(&world, Given { topic: Some(topic), ..Given::default() }).await, Refusal::TopicUnknown);
        assert!(world.desk.ask(Actor::Anonymous, form::open_topics).await.unwrap().is_empty());
        assert_eq!(seen_by(&world, cast.chika, form::open_topics).await.unwrap().len(), 1);
        assert_missing(world.desk.ask(Actor::Anonymous, form::topics).await);
    }

    async fn an_agent_ends_a_ticket_only_with_what_its_form_demands_for_that(world: World) {
        let cast = world.cast().await;
        let (topic, [what, _, cost]) = returns(&world, &cast).await;
        let given = || Given { topic: Some(topic), typed: typed(&[(what.id, "Grinder")]), zone: String::new() };
        let number = send(&world, given()).await.unwrap().number;
        let solved = status(&world, Category::Solved).await;
        let solve = move |number| move |tx: &mut service::Tx| ticket::set_status(tx, number, solved, None);
        assert_refused(by(&world, cast.ben, solve(number)).await, Refusal::FieldsToClose);
        by(&world, cast.ben, move |tx| form::set_typed(tx, number, cost.id, &["0".into()], "UTC", None)).await.unwrap();
        assert_eq!(by(&world, cast.ben, solve(number)).await.unwrap().category, Category::Solved);
        // Who asked may be content without it.
        let other = send(&world, given()).await.unwrap().number;
        assert_eq!(by(&world, cast.kei, move |tx| ticket::close_own(tx, other)).await.unwrap().category, Category::Solved);
    }

    async fn a_topic_is_chosen_later_and_taken_back(world: World) {
        let cast = world.cast().await;
        let (topic, [what, lid, _]) = returns(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let ticket = by(&world, cast.chika, move |tx| form::set_topic(tx, number, Some(topic), None)).await.unwrap();
        assert_eq!((ticket.topic, ticket.kind), (Some(topic), Kind::Incident));
        // The form's fields are closed until what they hang on is said.
        let set = move |id, typed: &'static str| move |tx: &mut service::Tx| form::set_typed(tx, number, id, &[typed.to_owned()], "UTC", None);
        assert_refused(by(&world, cast.chika, set(lid.id, "Oak")).await, Refusal::FieldClosed);
        by(&world, cast.chika, set(what.id, "Kettle")).await.unwrap();
        by(&world, cast.chika, set(lid.id, "Oak")).await.unwrap();
        let position = log(&world, &ticket).await.iter().find(|one| one.event.kind() == "topic_changed").unwrap().place.position;
        let back = by(&world, cast.chika, move |tx| ticket::undo(tx, position)).await.unwrap();
        assert_eq!((back.topic, back.kind), (None, Kind::Question));
    }
}
