//! What is done with a message before a ticket is made of it.

use super::office::{Office, answering, forged, mail};
use desk::channel::{
    Admits, Arrival, Decision, Entry, EntryWish, Evidence, FilterId, FilterWish, Keep, LetterId, LetterKind,
    LetterState, Sets, Source, Way, Withheld,
};
use desk::condition::{Condition, Realm};
use desk::form::{Holder, Label, Nature};
use desk::ticket::{Kind, Place, Priority};
use desk::{Error, Refusal};
use service::{Actor, channel, form, ticket};

fn when(test: &str) -> Condition {
    Condition::read_in(&format!(r#"{{"all":[{test}]}}"#), Realm::Mail).unwrap()
}

fn subject(word: &str) -> Condition {
    when(&format!(r#"{{"field":"mail_subject","operator":"contains","value":["{word}"]}}"#))
}

async fn filter(office: &Office, wish: FilterWish) -> FilterId {
    let by = office.world.actor(office.cast.aya).await;
    let wish = FilterWish { name: if wish.name.is_empty() { "Look".into() } else { wish.name.clone() }, ..wish };
    office.world.desk.change(by, move |tx| channel::create_filter(tx, wish)).await.unwrap()
}

async fn lets_in(office: &Office, change: impl FnOnce(&mut EntryWish)) {
    let mut wish = EntryWish {
        admits: Admits::Everybody,
        listed: String::new(),
        answerable: false,
        tells: false,
        secret: String::new(),
        forget_secret: false,
        peers: String::new(),
    };
    change(&mut wish);
    let (by, id) = (office.world.actor(office.cast.aya).await, office.support);
    let change = move |tx: &mut service::Tx| {
        let version = channel::mailbox(tx, id)?.version;
        channel::change_entry(tx, id, version, wish)
    };
    office.world.desk.change(by, change).await.unwrap();
}

async fn declined(office: &Office) -> usize {
    let queued = |read: &mut service::Read| {
        Ok(store::channel::outbox::in_state(read, LetterState::Queued, LetterId(i64::MAX), 100)?)
    };
    let letters = office.world.desk.ask(Actor::System, queued).await.unwrap();
    letters.into_iter().filter(|letter| letter.kind == LetterKind::Declined).count()
}

fn kei(id: &str, subject: &str) -> Arrival {
    mail(id, "kei@customer.example", subject)
}

testing::on_both! {
    async fn a_filter_sends_a_message_where_it_belongs_and_says_so(world: World) {
        let office = Office::open(world).await;
        let tag = office.world.desk.change(Actor::System, |tx| ticket::create_tag(tx, "order")).await.unwrap();
        let sets = Sets {
            team: Some(office.cast.billing),
            priority: Some(Priority::High),
            kind: Some(Kind::Task),
            tags: vec![tag],
            ..Sets::default()
        };
        filter(&office, FilterWish { name: "Orders".into(), condition: subject("order"), sets, ..FilterWish::default() }).await;
        let decided = office.takes(kei("a1@customer.example", "My Order")).await;
        let made = office.ticket(decided.ticket.unwrap()).await;
        assert_eq!((made.team, made.priority, made.kind), (office.cast.billing, Priority::High, Kind::Task));
        assert_eq!(made.tags, [tag]);
        let why = Evidence::Filtered { filter: "Orders".into() };
        assert!(decided.evidence.contains(&why), "{:?}", decided.evidence);
        assert!(office.messages(made.id).await[0].evidence.contains("Orders"), "the message says why, too");
        let other = office.takes(kei("b1@customer.example", "Printer")).await;
        assert_eq!(office.ticket(other.ticket.unwrap()).await.team, office.cast.support);
    }

    async fn a_field_is_filled_with_what_an_expression_met(world: World) {
        let office = Office::open(world).await;
        let number = |tx: &mut service::Tx| {
            let nature = Nature::Number { digits: 0, least: None, most: None };
            let label = Label::new("Order", "注文");
            let wish = desk::form::FieldWish { key: "order".into(), nature, label, help: Label::default(), active: true, asks: Default::default() };
            Ok(form::create_field(tx, Holder::Ticket, wish, "")?.id)
        };
        let field = office.world.desk.change(Actor::System, number).await.unwrap();
        let condition = when(r#"{"field":"mail_subject","operator":"matches","value":"order (?<order>\\w+)"}"#);
        let sets = Sets { fields: vec![(field, "${order}".into())], ..Sets::default() };
        filter(&office, FilterWish { condition, sets, ..FilterWish::default() }).await;
        let filled = office.takes(kei("a1@customer.example", "Order 12345")).await.ticket.unwrap();
        let contents = move |read: &mut service::Read| {
            let ticket = store::ticket::tickets::by_id(read, filled)?.unwrap();
            let book = store::form::fields::book(read, Holder::Ticket)?;
            Ok(store::form::values::answers(read, &book, Holder::Ticket, ticket.id.0)?.get(&field).cloned())
        };
        let value = office.world.desk.ask(Actor::System, contents).await.unwrap();
        assert_eq!(value, Some(desk::form::Value::Number(12_345)));
        let wrong = office.takes(kei("b1@customer.example", "Order abc")).await;
        let why = Evidence::NotSet { what: "order".into(), value: "abc".into() };
        assert!(wrong.evidence.contains(&why) && wrong.ticket.is_some(), "{:?}", wrong.evidence);
    }

    async fn what_makes_no_ticket_is_kept_and_can_be_found(world: World) {
        let office = Office::open(world).await;
        filter(&office, FilterWish { name: "Alarms".into(), condition: subject("alarm"), keep: Keep::Ignored, ..FilterWish::default() }).await;
        let decided = office.takes(kei("a1@customer.example", "Alarm")).await;
        assert_eq!((decided.decision, decided.ticket), (Decision::Ignored, None));
        let by = office.world.actor(office.cast.aya).await;
        let found = office.world.desk.ask(by.clone(), |read| channel::find_mail(read, "kei@customer.example")).await.unwrap();
        assert_eq!((found.len(), found[0].outcome), (1, "flight-ignored"));
        let flight = found[0].flight;
        let life = office.world.desk.ask(by, move |read| channel::life(read, flight)).await.unwrap();
        let why = Evidence::FilteredOut { filter: "Alarms".into() };
        assert!(life.steps.iter().any(|step| step.evidence.contains(&why)), "{:?}", life.steps);
        assert_eq!(declined(&office).await, 0);
    }

    async fn spam_by_a_filter_lies_with_the_spam(world: World) {
        let office = Office::open(world).await;
        let points = when(r#"{"field":"mail_spam_score","operator":"least","value":50}"#);
        filter(&office, FilterWish { condition: points, keep: Keep::Spam, ..FilterWish::default() }).await;
        let spam = office.takes(Arrival { spam_score: Some(75), ..kei("a1@customer.example", "Buy") }).await;
        assert_eq!(office.ticket(spam.ticket.unwrap()).await.place(), Place::Spam);
        let ham = office.takes(Arrival { spam_score: Some(11), ..kei("b1@customer.example", "Help") }).await;
        assert_eq!(office.ticket(ham.ticket.unwrap()).await.place(), Place::Open);
    }

    async fn answers_have_filters_of_their_own(world: World) {
        let office = Office::open(world).await;
        let urgent = |way| FilterWish { way, condition: subject("printer"), sets: Sets { priority: Some(Priority::Urgent), ..Sets::default() }, ..FilterWish::default() };
        filter(&office, urgent(Way::Reply)).await;
        let first = office.takes(kei("a1@customer.example", "Printer")).await.ticket.unwrap();
        assert_eq!(office.ticket(first).await.priority, Priority::Normal);
        office.takes(answering("a1@customer.example", kei("a2@customer.example", "Re: Printer"))).await;
        assert_eq!(office.ticket(first).await.priority, Priority::Urgent);
    }

    async fn an_answer_that_a_filter_keeps_out_leaves_its_ticket_alone(world: World) {
        let office = Office::open(world).await;
        filter(&office, FilterWish { way: Way::Reply, condition: subject("unsubscribe"), keep: Keep::Ignored, ..FilterWish::default() }).await;
        let first = office.takes(kei("a1@customer.example", "Printer")).await.ticket.unwrap();
        let answer = office.takes(answering("a1@customer.example", kei("a2@customer.example", "Unsubscribe"))).await;
        assert_eq!((answer.decision, answer.ticket), (Decision::Ignored, None));
        assert_eq!(office.messages(first).await.len(), 1);
    }

    async fn a_filter_may_want_silence(world: World) {
        let office = Office::open(world).await;
        filter(&office, FilterWish { condition: subject("quiet"), silent: true, ..FilterWish::default() }).await;
        let decided = office.takes(kei("a1@customer.example", "Quiet please")).await;
        let opening = move |read: &mut service::Read| Ok(store::channel::intakes::opening(read, decided.ticket.unwrap())?.unwrap().1);
        let withheld = office.world.desk.ask(Actor::System, opening).await.unwrap();
        assert_eq!(withheld, Some(Withheld::Filtered));
    }

    async fn who_is_turned_away_is_told_so_once_a_day(world: World) {
        let office = Office::open(world).await;
        let unknown = when(r#"{"field":"mail_acquaintance","operator":"any_of","value":["unknown"]}"#);
        filter(&office, FilterWish { condition: unknown, keep: Keep::Refused, ..FilterWish::default() }).await;
        let hello = |id: &str| mail(id, "new@nobody.example", "Hello");
        let first = office.takes(hello("a1@nobody.example")).await;
        assert_eq!((first.decision, first.ticket), (Decision::Ignored, None));
        assert!(first.evidence.contains(&Evidence::ToldSo {}), "{:?}", first.evidence);
        let again = office.takes(hello("a2@nobody.example")).await;
        assert!(!again.evidence.contains(&Evidence::ToldSo {}));
        let machine = Arrival { unanswerable: true, ..mail("b1@nobody.example", "bot@nobody.example", "Beep") };
        assert!(!office.takes(machine).await.evidence.contains(&Evidence::ToldSo {}));
        assert_eq!(declined(&office).await, 1);
        let known = office.takes(mail("c1@kyaku.example", "mio@kyaku.example", "Hello")).await;
        assert_eq!(known.decision, Decision::New);
    }

    async fn a_mailbox_may_know_only_those_it_knows(world: World) {
        let office = Office::open(world).await;
        lets_in(&office, |wish| (wish.admits, wish.tells) = (Admits::Known, true)).await;
        let nobody = office.takes(mail("n1@nobody.example", "x@nobody.example", "Hello")).await;
        assert_eq!((nobody.decision, nobody.ticket), (Decision::Ignored, None));
        assert!(nobody.evidence.contains(&Evidence::NotAdmitted { address: "x@nobody.example".into() }));
        assert_eq!(declined(&office).await, 1);
        let known = office.takes(mail("c1@kyaku.example", "mio@kyaku.example", "Hello")).await;
        assert_eq!(known.decision, Decision::New);
        let agent = office.takes(mail("d1@hinode.example", "aya@hinode.example", "Hello")).await;
        assert_eq!(agent.decision, Decision::New, "colleagues may always write: {:?}", agent.evidence);
        let disguised = Arrival { verdicts: forged(), ..mail("e1@kyaku.example", "mio@kyaku.example", "Hello") };
        assert_eq!(office.takes(disguised).await.decision, Decision::Ignored, "whoever disguises themselves is not known");
        let elsewhere = office.takes_at(office.sales, mail("f1@nobody.example", "x@nobody.example", "Hello")).await;
        assert_eq!(elsewhere.decision, Decision::New);
    }

    async fn a_list_lets_in_whom_it_names(world: World) {
        let office = Office::open(world).await;
        lets_in(&office, |wish| (wish.admits, wish.listed) = (Admits::Listed, "customer.example".into())).await;
        assert_eq!(office.takes(kei("a1@customer.example", "Hello")).await.decision, Decision::New);
        assert_eq!(office.takes(mail("b1@other.example", "x@other.example", "Hello")).await.decision, Decision::Ignored);
        assert_eq!(declined(&office).await, 0, "nobody is told where nobody wants it");
    }

    async fn a_sender_that_cannot_be_answered_begins_no_ticket(world: World) {
        let office = Office::open(world).await;
        lets_in(&office, |wish| wish.answerable = true).await;
        let mute = |answerable, id: &str| Arrival { answerable, ..kei(id, "Hello") };
        assert_eq!(office.takes(mute(Some(false), "a1@customer.example")).await.decision, Decision::Ignored);
        assert_eq!(office.takes(mute(None, "a2@customer.example")).await.decision, Decision::New, "no answer is no reason");
    }

    async fn headers_are_believed_of_trusted_systems_alone(world: World) {
        let office = Office::open(world).await;
        lets_in(&office, |wish| wish.secret = "correct horse battery".into()).await;
        let header = |secret: &str| vec![
            ("X-Kippu-Priority".to_owned(), "urgent".to_owned()),
            ("X-Kippu-Team".to_owned(), "Nobody".to_owned()),
            ("X-Kippu-Secret".to_owned(), secret.to_owned()),
        ];
        let genuine = office.takes(Arrival { header: header("correct horse battery"), ..kei("a1@customer.example", "One") }).await;
        assert_eq!(office.ticket(genuine.ticket.unwrap()).await.priority, Priority::Urgent);
        let unknown = Evidence::NotSet { what: "X-Kippu-Team".into(), value: "Nobody".into() };
        assert!(genuine.evidence.contains(&Evidence::HeadersTrusted {}) && genuine.evidence.contains(&unknown), "{:?}", genuine.evidence);
        let guess = office.takes(Arrival { header: header("incorrect horse"), ..kei("b1@customer.example", "Two") }).await;
        assert_eq!(office.ticket(guess.ticket.unwrap()).await.priority, Priority::Normal);
        assert!(guess.evidence.contains(&Evidence::HeadersIgnored {}));
    }

    async fn trying_changes_nothing(world: World) {
        let office = Office::open(world).await;
        let intake = office.receive(office.new_intake(Source::Smtp, Some(office.support))).await[0];
        let arrival = kei("a1@customer.example", "Order");
        let made = office.decide(intake, arrival.clone()).await.ticket.unwrap();
        let wish = FilterWish { name: "Orders".into(), active: false, condition: subject("order"), keep: Keep::Spam, ..FilterWish::default() };
        let id = filter(&office, wish).await;
        let by = office.world.actor(office.cast.aya).await;
        let tried = office.world.desk.ask(by, move |read| channel::try_filters(read, intake, &arrival, Some(id))).await.unwrap();
        assert!(tried.alone.unwrap().holds && tried.sifted.by.is_empty(), "it is off, and would hold");
        assert_eq!(tried.way, Way::New);
        assert_eq!(office.ticket(made).await.place(), Place::Open);
    }

    async fn filters_are_asked_in_their_order(world: World) {
        let office = Office::open(world).await;
        let sets = |priority| FilterWish { sets: Sets { priority: Some(priority), ..Sets::default() }, ..FilterWish::default() };
        let high = filter(&office, sets(Priority::High)).await;
        let low = filter(&office, sets(Priority::Low)).await;
        let priority = async |id: &str| office.ticket(office.takes(kei(id, id)).await.ticket.unwrap()).await.priority;
        assert_eq!(priority("a1@customer.example").await, Priority::Low);
        let by = office.world.actor(office.cast.aya).await;
        office.world.desk.change(by.clone(), move |tx| channel::order_filters(tx, &[low, high])).await.unwrap();
        assert_eq!(priority("a2@customer.example").await, Priority::High);
        office.world.desk.change(by, move |tx| channel::remove_filter(tx, high)).await.unwrap();
        assert_eq!(priority("a3@customer.example").await, Priority::Low);
    }

    async fn only_who_sets_the_desk_up_makes_filters(world: World) {
        let office = Office::open(world).await;
        let by = office.world.actor(office.cast.chika).await;
        let wish = FilterWish { name: "Look".into(), stop: true, ..FilterWish::default() };
        let refused = office.world.desk.change(by.clone(), move |tx| channel::create_filter(tx, wish)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed))), "{refused:?}");
        let id = office.support;
        let refused = office.world.desk.ask(by, move |read| channel::entry(read, id)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed))), "{refused:?}");
        assert_eq!(Entry::default().admits, Admits::Everybody);
    }
}
