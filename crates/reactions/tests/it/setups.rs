//! The set-ups that come with the program: each is brought in, and one request goes all its way through it.

use crate::desk_of_mail::open;
use crate::rules::{condition, page, system};
use base::{Address, CleanHtml, Digest, Language};
use desk::approval::ApprovalState;
use desk::automation::Stage;
use desk::conversation::{Acts, MacroWish, NewAttachment};
use desk::form::{FieldId, TopicId, TopicWish};
use desk::people::PersonId;
use desk::setup::{Fate, LARGEST_FILE, Part, SetUp, Shipped};
use desk::sla::Target;
use desk::ticket::{Category, Numbering, Priority, Succession, TicketNumber};
use desk::{Actor, Error, Event, Refusal};
use reactions::{Jobs, step};
use service::automation::Switch;
use service::conversation::{self, Compose};
use service::form::{self, Given};
use service::setup::{Imported, export_set_up, import_set_up, look_at_export, look_at_set_up};
use service::ticket::{self, Asked};
use service::{approval, people, sla};
use std::time::Duration;
use testing::{Cast, World, email, refusal};

const DAY: Duration = Duration::from_secs(24 * 3_600);

async fn follow(world: &World) {
    step(&world.desk, &Jobs::new()).await.unwrap();
}

fn shipped(key: &str) -> SetUp {
    SetUp::read(Shipped::named(key).unwrap().text()).unwrap()
}

async fn import(world: &World, cast: &Cast, setup: &SetUp, rules: Switch) -> Imported {
    let (by, setup) = (world.actor(cast.aya).await, setup.clone());
    let language = Language::English;
    let look = setup.clone();
    let seen = world.desk.ask(by.clone(), move |read| look_at_set_up(read, &look, language)).await.unwrap();
    let made = world.desk.change(by, move |tx| import_set_up(tx, &setup, language, rules)).await.unwrap();
    assert_eq!(seen, made, "what was shown is what was made");
    made
}

/// Brought in whole, and then there is nothing left of it to bring in.
async fn brought(world: &World, cast: &Cast, key: &str) {
    let setup = shipped(key);
    let made = import(world, cast, &setup, Switch::On(Stage::Act)).await;
    assert_eq!(made.count(Fate::Kept), 0, "{key}: {:?}", made.lines);
    let again = import(world, cast, &setup, Switch::On(Stage::Act)).await;
    assert_eq!(again.count(Fate::Made), 0, "{key}: {:?}", again.lines);
    follow(world).await;
}

async fn topic(world: &World, name: &'static str) -> TopicId {
    let named = move |tx: &mut service::Tx| {
        Ok(form::topics(tx)?.into_iter().find(|topic| topic.wish.name.en == name).map(|topic| topic.id))
    };
    system(world, named).await.expect("there is such a topic")
}

async fn fields(world: &World, typed: &[(&'static str, &'static str)]) -> Vec<(FieldId, Vec<String>)> {
    let typed = typed.to_vec();
    system(world, move |tx| {
        let all = form::fields(tx)?;
        let of = |key: &str| all.iter().find(|field| field.key == key).expect("there is such a field").id;
        Ok(typed.iter().map(|(key, text)| (of(key), vec![(*text).to_owned()])).collect())
    })
    .await
}

/// Through the form of the portal.
async fn asks(
    world: &World,
    subject: &str,
    about: &'static str,
    typed: &[(&'static str, &'static str)],
) -> desk::Done<TicketNumber> {
    let given =
        Given { topic: Some(topic(world, about).await), typed: fields(world, typed).await, zone: String::new() };
    let asked = Asked {
        name: "Kei".into(),
        email: Some(email("kei@customer.example")),
        subject: subject.into(),
        text: "Please help.".into(),
        attachments: vec![],
        language: Language::English,
        brand: None,
        organization: None,
        priority: None,
        given,
    };
    let number = world.desk.change(Actor::Anonymous, move |tx| ticket::ask(tx, asked)).await?.number;
    follow(world).await;
    Ok(number)
}

async fn says(world: &World, person: PersonId, number: TicketNumber, yes: bool) {
    // Who is asked need not see the ticket.
    let (by, id) = (
        world.actor(person).await,
        system(world, move |tx| Ok(approval::approvals_of(tx, number)?.0.remove(0).id)).await,
    );
    world.desk.change(by, move |tx| approval::answer(tx, id, yes, "Because")).await.unwrap();
    follow(world).await;
}

async fn answers(world: &World, cast: &Cast, number: TicketNumber) {
    let by = world.actor(cast.aya).await;
    let compose = Compose {
        to: vec![Address::bare(email("kei@customer.example"))],
        text: "We are on it.".into(),
        ..Compose::default()
    };
    world.desk.change(by, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
    follow(world).await;
}

async fn turns(world: &World, cast: &Cast, number: TicketNumber, to: Category) -> desk::Done<()> {
    let by = world.actor(cast.aya).await;
    let turn = move |tx: &mut service::Tx| {
        let status = ticket::statuses(tx)?.into_iter().find(|one| one.category == to && one.standard).unwrap();
        ticket::set_status(tx, number, status.id, None).map(drop)
    };
    world.desk.change(by, turn).await
}

/// The target is promised to this ticket, and whether it is still open.
async fn promised(world: &World, number: TicketNumber, target: Target) -> Option<bool> {
    let page = page(world, number).await;
    let all = system(world, move |tx| sla::promised(tx, &page.ticket)).await;
    all.iter().find(|one| one.clock.target == target).map(|one| one.clock.is_open())
}

async fn team(world: &World, number: TicketNumber) -> String {
    let id = page(world, number).await.ticket.team;
    system(world, move |tx| Ok(people::teams(tx)?.into_iter().find(|team| team.id == id).unwrap().name)).await
}

async fn notes(world: &World, number: TicketNumber) -> String {
    use service::ticket::Entry;
    let texts = page(world, number).await.timeline.into_iter().filter_map(|entry| match entry {
        Entry::Message(said) => Some(said.message.text),
        Entry::Event(_) | Entry::Side(_) => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

testing::on_both! {
    async fn support_refunds_after_a_yes_and_answers_in_time(world: World) {
        let cast = open(&world).await;
        brought(&world, &cast, "support").await;
        let wrong = asks(&world, "It broke", "Return or refund", &[("order_number", "?"), ("wished_outcome", "Refund")]).await;
        assert_eq!(refusal(wrong), Refusal::FieldsWrong);
        let typed = [("order_number", "A-1234"), ("wished_outcome", "Refund"), ("refund_amount", "12000")];
        let number = asks(&world, "It broke", "Return or refund", &typed).await.unwrap();
        assert_eq!(team(&world, number).await, "Returns");
        assert_eq!(page(&world, number).await.ticket.approval, Some(ApprovalState::Pending));
        assert_eq!(promised(&world, number, Target::FirstResponse).await, Some(true));
        assert!(page(&world, number).await.ticket.due_at.is_some());
        says(&world, cast.ben, number, true).await;
        assert!(notes(&world, number).await.contains("Approved: refund it"), "{}", notes(&world, number).await);
        answers(&world, &cast, number).await;
        assert_eq!(promised(&world, number, Target::FirstResponse).await, Some(false));
        turns(&world, &cast, number, Category::Solved).await.unwrap();
        let small = [("order_number", "A-1235"), ("wished_outcome", "Refund"), ("refund_amount", "900")];
        let small = asks(&world, "A cup", "Return or refund", &small).await.unwrap();
        assert_eq!(page(&world, small).await.ticket.approval, None);
        assert!(notes(&world, small).await.contains("Below 10,000 yen"));
    }

    async fn it_hears_of_outages_and_gives_access_after_a_yes(world: World) {
        let cast = open(&world).await;
        brought(&world, &cast, "it").await;
        let typed = [("it_category", "Wi-Fi"), ("it_impact", "Everybody")];
        let number = asks(&world, "No network", "Something is broken", &typed).await.unwrap();
        let now = page(&world, number).await.ticket;
        assert_eq!((now.priority, team(&world, number).await.as_str()), (Priority::Urgent, "Infrastructure"));
        assert_eq!(promised(&world, number, Target::Resolution).await, Some(true));
        answers(&world, &cast, number).await;
        assert_eq!(promised(&world, number, Target::FirstResponse).await, Some(false));
        // An incident ends with its cause, and only then.
        assert_eq!(refusal(turns(&world, &cast, number, Category::Solved).await), Refusal::FieldsToClose);
        let cause = fields(&world, &[("it_cause", "Outside")]).await.remove(0);
        system(&world, move |tx| form::set_typed(tx, number, cause.0, &cause.1, "UTC", None).map(drop)).await;
        turns(&world, &cast, number, Category::Solved).await.unwrap();

        let typed = [("it_system", "Accounting"), ("it_reason", "A new task")];
        let number = asks(&world, "Accounting, please", "Access to a system", &typed).await.unwrap();
        assert_eq!(page(&world, number).await.ticket.approval, Some(ApprovalState::Pending));
        says(&world, cast.ben, number, true).await;
        assert_eq!(team(&world, number).await, "Infrastructure");
        assert!(notes(&world, number).await.contains("set the access up"));
        let number = asks(&world, "Mail, please", "Access to a system", &[("it_system", "Mail and calendar"), ("it_reason", "x")]).await.unwrap();
        says(&world, cast.ben, number, false).await;
        assert_eq!(page(&world, number).await.ticket.category, Category::Solved);
    }

    async fn facilities_puts_dangers_first_and_asks_before_it_buys(world: World) {
        let cast = open(&world).await;
        brought(&world, &cast, "facilities").await;
        let typed = [("place", "Entrance"), ("work_kind", "Light and power"), ("danger", "on")];
        let number = asks(&world, "A bare wire", "Something needs repair", &typed).await.unwrap();
        assert_eq!(page(&world, number).await.ticket.priority, Priority::Urgent);
        assert_eq!(promised(&world, number, Target::FirstResponse).await, Some(true));
        answers(&world, &cast, number).await;
        assert_eq!(promised(&world, number, Target::FirstResponse).await, Some(false));

        let dear = [("article", "Ten chairs"), ("cost", "180000")];
        let number = asks(&world, "Chairs", "Buy something for the office", &dear).await.unwrap();
        assert_eq!(page(&world, number).await.ticket.approval, Some(ApprovalState::Pending));
        says(&world, cast.ben, number, true).await;
        assert!(notes(&world, number).await.contains("It may be bought"));
        let silent = asks(&world, "Tables", "Buy something for the office", &dear).await.unwrap();
        // Nobody says anything for five days: that is a no.
        world.clock.advance(DAY * 6);
        follow(&world).await;
        let now = page(&world, silent).await.ticket;
        assert_eq!((now.approval, now.category), (Some(ApprovalState::Rejected), Category::Solved));
        let cheap = asks(&world, "Pens", "Buy something for the office", &[("article", "Pens"), ("cost", "500")]).await.unwrap();
        assert!(notes(&world, cheap).await.contains("It may be bought"));
    }

    async fn the_office_grants_leave_and_needs_everybody_for_what_is_dear(world: World) {
        let cast = open(&world).await;
        brought(&world, &cast, "office").await;
        let manager = cast.dai;
        system(&world, move |tx| people::set_manager(tx, cast.kei, Some(manager))).await;
        let leave = [("leave_kind", "Paid"), ("leave_from", "2026-03-09"), ("leave_until", "2026-03-13")];
        let number = asks(&world, "A week off", "Leave", &leave).await.unwrap();
        says(&world, manager, number, true).await;
        let now = page(&world, number).await;
        assert_eq!((now.ticket.approval, now.ticket.category), (Some(ApprovalState::Approved), Category::Solved));
        assert!(notes(&world, number).await.contains("your leave is approved"));
        let special = [("leave_kind", "Special"), ("leave_from", "2026-03-09"), ("leave_until", "2026-03-13")];
        assert_eq!(refusal(asks(&world, "Special leave", "Leave", &special).await), Refusal::FieldsWrong);

        let dear = [("purchase_article", "A server"), ("purchase_cost", "800000"), ("office_reason", "The old one is full")];
        let number = asks(&world, "A server", "Purchase", &dear).await.unwrap();
        for person in [manager, cast.ben, cast.aya] {
            assert_eq!(page(&world, number).await.ticket.approval, Some(ApprovalState::Pending));
            says(&world, person, number, true).await;
        }
        let now = page(&world, number).await;
        assert_eq!((now.ticket.approval, now.ticket.category), (Some(ApprovalState::Approved), Category::Open));
        answers(&world, &cast, number).await;
        assert_eq!(promised(&world, number, Target::FirstResponse).await, Some(false));

        let number = asks(&world, "Rin joins us", "Somebody joins us", &[("newcomer_name", "Rin"), ("newcomer_on", "2026-04-01")]).await.unwrap();
        assert!(notes(&world, number).await.contains("prepare the contract"));
        assert!(notes(&world, TicketNumber(number.0 + 1)).await.contains("prepare pay and insurance"));
    }

    async fn what_has_a_name_already_stays_as_it_is(world: World) {
        let cast = open(&world).await;
        let by = world.actor(cast.aya).await;
        world.desk.change(by, |tx| {
            people::create_team(tx, "customer support")?;
            let wish = desk::form::FieldWish {
                key: "order_number".into(),
                nature: desk::form::Nature::Number { digits: 0, least: None, most: None },
                label: desk::form::Label::new("Order", ""),
                help: desk::form::Label::default(),
                asks: desk::form::Asks::default(),
                active: true,
            };
            form::create_field(tx, desk::form::Holder::Ticket, wish, "").map(drop)
        }).await.unwrap();
        let made = import(&world, &cast, &shipped("support"), Switch::Off).await;
        let kept: Vec<(Part, &str)> = made.lines.iter().filter(|line| line.fate == Fate::Kept).map(|line| (line.part, line.name.as_str())).collect();
        assert_eq!(kept, [(Part::Teams, "Customer support")]);
        // The key of another kind is left alone.
        let number = asks(&world, "It broke", "Problem with an order", &[("order_number_2", "A-1234"), ("order_problem", "Broken")]).await.unwrap();
        assert_eq!(team(&world, number).await, "customer support");
        let rules = system(&world, |tx| service::automation::rules(tx)).await;
        assert!(rules.iter().all(|rule| !rule.active));
    }

    async fn links_name_each_other_in_whatever_order_they_stand(world: World) {
        let cast = open(&world).await;
        let link = |id: i64, label: &str, names: &str| format!(
            r#"{{"id":{id},"label":{{"en":"{label}"}},"nature":{{"kind":"link","template":"https://x.example/{{value}}?{names}"}}}}"#
        );
        let fields = [
            link(1, "Parcel", "a={order}&b={depot}"),
            link(2, "Order", "a={customer}&b={parcel}"),
            link(3, "Customer", "a={email}"),
            r#"{"id":4,"label":{"en":"Depot"},"nature":{"kind":"text"}}"#.to_owned(),
        ];
        let setup = |fields: &[String]| {
            let fields = fields.join(",");
            SetUp::read(&format!(r#"{{"kippu":"setup","version":1,"name":{{"en":"Shop"}},"fields":[{fields}]}}"#)).unwrap()
        };
        let made = import(&world, &cast, &setup(&fields), Switch::Off).await;
        assert_eq!(made.lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["Parcel", "Order", "Customer", "Depot"]);
        assert_eq!(made.count(Fate::Made), 4);
        assert_eq!(import(&world, &cast, &setup(&fields), Switch::Off).await.count(Fate::Made), 0);
        let there: Vec<_> = system(&world, |tx| form::fields(tx)).await.into_iter().map(|field| (field.key, field.nature)).collect();
        let read: Vec<_> = setup(&fields).fields.into_iter().map(|part| (part.label.en.to_lowercase(), part.nature)).collect();
        assert_eq!(there, read);
        // What is nowhere is named by none of them.
        let by = world.actor(cast.aya).await;
        let astray = setup(&[link(1, "Return", "a={refund}"), link(2, "Refund", "a={voucher}")]);
        let done = world.desk.change(by, move |tx| import_set_up(tx, &astray, Language::English, Switch::Off)).await;
        assert_eq!(refusal(done), Refusal::LinkNameUnknown);
        assert_eq!(system(&world, |tx| form::fields(tx)).await.len(), 4);
    }

    async fn what_is_refused_halfway_leaves_nothing_behind(world: World) {
        let cast = open(&world).await;
        let by = world.actor(cast.aya).await;
        let mut setup = shipped("facilities");
        // More than the desk takes: refused by the last verb of all.
        let view = setup.views[0].clone();
        for n in 0..250 {
            let name = desk::form::Label::new(format!("View {n}"), "");
            setup.views.push(desk::setup::ViewPart { id: desk::ticket::ViewId(100 + n), name, ..view.clone() });
        }
        let whole = setup.clone();
        let done = world.desk.change(by, move |tx| import_set_up(tx, &whole, Language::English, Switch::Off)).await;
        assert!(matches!(done, Err(Error::Refused(_))));
        assert!(system(&world, |tx| form::topics(tx)).await.is_empty());
        assert_eq!(system(&world, |tx| people::teams(tx)).await.len(), 2);
        let made = import(&world, &cast, &shipped("facilities"), Switch::Off).await;
        assert_eq!(made.count(Fate::Kept), 0);
    }

    async fn a_desk_is_saved_as_a_file_and_made_again_from_it(world: World) {
        let cast = open(&world).await;
        let by = world.actor(cast.aya).await;
        for key in ["support", "it", "facilities", "office"] {
            import(&world, &cast, &shipped(key), Switch::Off).await;
        }
        let chika = cast.chika;
        world.desk.change(by.clone(), move |tx| {
            use desk::automation::{Responsible, RuleWish, Step};
            let wish = |name: &str, steps| RuleWish { name: name.into(), on: vec!["ticket_created".into()], steps, ..RuleWish::default() };
            service::automation::create_rule(tx, wish("To Chika", vec![Step::Assign(Responsible::Agent(chika))]))?;
            let flow = service::flow::flows(tx)?.first().expect("the office has flows").id;
            service::automation::create_rule(tx, wish("Begins a flow", vec![Step::StartFlow(flow)]))?;
            let acts = |steps| Acts { steps, ..Acts::default() };
            let prepared = |word: &str, steps| MacroWish { name: word.into(), shortcut: word.into(), acts: acts(steps), ..MacroWish::default() };
            conversation::create_macro(tx, prepared("asks", vec![Step::AskRating, Step::SetPriority(Priority::Low)]))?;
            // A flow may use macros, so that a macro that begins one cannot come before it.
            conversation::create_macro(tx, prepared("begins", vec![Step::StartFlow(flow)]))?;
            let here = RuleWish { condition: condition(r#"{"all":[{"field":"mailbox","operator":"any_of","value":[1]}]}"#), ..wish("Only here", vec![Step::Wake]) };
            service::automation::create_rule(tx, here)
        }).await.unwrap();
        let monthly = Numbering { prefix: "7".into(), ..Numbering::usual(Succession::Month) };
        let wish = monthly.clone();
        world.desk.change(by.clone(), move |tx| {
            let topic = form::topics(tx)?.into_iter().next().unwrap();
            form::change_topic(tx, topic.id, topic.version, TopicWish { numbering: Some(wish), ..topic.wish })
        }).await.unwrap();
        let name = desk::form::Label::new("Hinode", "日の出");
        let seen = world.desk.ask(by.clone(), look_at_export).await.unwrap();
        let (file, left) = world.desk.change(by.clone(), move |tx| export_set_up(tx, name, desk::form::Label::default())).await.unwrap();
        assert_eq!(seen.1, left);
        let left: Vec<_> = left.iter().map(|line| (line.part, line.name.as_str())).collect();
        assert_eq!(left, [(Part::Macros, "begins"), (Part::Rules, "Only here")]);
        assert_eq!(file.people.len(), 1);
        let read = SetUp::read(&file.written()).unwrap();
        assert_eq!(read, file);
        // Here everything is there.
        assert_eq!(import(&world, &cast, &read, Switch::Off).await.count(Fate::Made), 0);
        // On another desk nobody is called Chika: whoever brings it in stands in.
        let other = World::on(testing::Database::sqlite());
        let cast = {
            let (aya, support) = other.set_up().await;
            Cast { aya, support, ..cast }
        };
        let made = import(&other, &cast, &read, Switch::On(Stage::Act)).await;
        assert_eq!(made.count(Fate::StandsIn), 1, "{:?}", made.lines);
        assert_eq!(made.count(Fate::Made) + made.count(Fate::Kept), read_count(&read) - 1);
        let told = other.desk.ask(Actor::System, |read| Ok(store::events::after(read, Default::default(), 2_000)?)).await.unwrap();
        assert!(told.iter().any(|one| matches!(&one.event, Event::SetUpImported { made, .. } if *made > 100)));
        let topics = other.desk.ask(other.actor(cast.aya).await, form::topics).await.unwrap();
        let numbered: Vec<_> = topics.into_iter().filter_map(|topic| topic.wish.numbering).collect();
        assert_eq!(numbered, [monthly]);
        // And from there it is the same file.
        let by = other.actor(cast.aya).await;
        let (again, left) = other.desk.ask(by, look_at_export).await.unwrap();
        assert!(left.is_empty(), "{left:?}");
        for part in Part::ALL.iter().filter(|part| **part != Part::Teams) {
            assert_eq!(again.count(*part), file.count(*part), "{}", part.name());
        }
    }

    async fn macros_bring_their_pictures_and_files_once(world: World) {
        let cast = open(&world).await;
        let by = world.actor(cast.aya).await;
        world.desk.change(by.clone(), |tx| conversation::create_macro(tx, with_files())).await.unwrap();
        let name = desk::form::Label::new("Hinode", "");
        let (mut file, left) = world.desk.change(by, move |tx| export_set_up(tx, name, desk::form::Label::default())).await.unwrap();
        let left: Vec<_> = left.iter().map(|line| (line.part, line.name.as_str(), line.fate)).collect();
        assert_eq!(left, [(Part::Files, "Lid: film", Fate::LeftOut)], "what is too large stays here");
        assert_eq!(SetUp::read(&file.written()).unwrap_err().refusal, Refusal::SetUpFileBroken, "its bytes are not in it yet");
        for octets in [b"lid".as_slice(), b"plan".as_slice()] {
            file.put_in(octets);
        }
        let read = SetUp::read(&file.written()).unwrap();
        assert_eq!(read, file);
        assert!(!read.written().contains("@kippu"), "names stay here");
        assert_eq!(import(&world, &cast, &read, Switch::Off).await.count(Fate::Made), 0);

        let other = World::on(testing::Database::sqlite());
        let cast = {
            let (aya, support) = other.set_up().await;
            Cast { aya, support, ..cast }
        };
        let fates = |made: &Imported| -> Vec<(String, Fate)> {
            let files = made.lines.iter().filter(|line| line.part == Part::Files);
            files.map(|line| (line.name.clone(), line.fate)).collect()
        };
        let both = |lid: Fate, plan: Fate| vec![("Lid: lid".to_owned(), lid), ("Lid: plan".to_owned(), plan)];
        let made = import(&other, &cast, &read, Switch::Off).await;
        assert_eq!(fates(&made), both(Fate::Made, Fate::Made));
        let again = import(&other, &cast, &read, Switch::Off).await;
        assert_eq!((again.count(Fate::Made), fates(&again)), (0, both(Fate::Kept, Fate::Kept)));
        let by = other.actor(cast.aya).await;
        let own = other.desk.ask(by.clone(), conversation::macros).await.unwrap().remove(0);
        let held: Vec<_> = own.files.iter().map(|file| (file.name.as_str(), file.size, file.inline)).collect();
        assert_eq!(held, [("lid", 3, true), ("plan", 4, false)]);
        assert_eq!(own.files.iter().map(|file| &file.digest).collect::<Vec<_>>(), [&Digest::of(b"lid"), &Digest::of(b"plan")]);
        let shown = own.files[0].content_id.clone().unwrap();
        assert_eq!(own.html_en.image_ids(), [shown.clone()]);
        assert!(shown.ends_with("@kippu") && shown != "lid@kippu", "its name here is nobody else's: {shown}");

        // It stays as it was made here: what it has not got does not come.
        let wish = MacroWish { name: own.name, shortcut: own.shortcut, html_en: own.html_en, files: vec![own.files[0].clone()], ..MacroWish::default() };
        other.desk.change(by.clone(), move |tx| conversation::change_macro(tx, own.id, own.version, wish)).await.unwrap();
        let again = import(&other, &cast, &read, Switch::Off).await;
        assert_eq!((again.count(Fate::Made), fates(&again)), (0, both(Fate::Kept, Fate::StaysAway)));
        assert_eq!(other.desk.ask(by, conversation::macros).await.unwrap()[0].files.len(), 1);
    }

    async fn nobody_but_an_administrator_brings_a_set_up_in(world: World) {
        let cast = open(&world).await;
        for person in [cast.ben, cast.chika, cast.dai] {
            let by = world.actor(person).await;
            let setup = shipped("it");
            let done = world.desk.change(by.clone(), move |tx| import_set_up(tx, &setup, Language::English, Switch::Off)).await;
            assert_eq!(refusal(done), Refusal::NotAllowed);
            assert_eq!(refusal(world.desk.ask(by, look_at_export).await), Refusal::NotAllowed);
        }
        let kei = world.actor(cast.kei).await;
        assert!(matches!(world.desk.ask(kei, look_at_export).await, Err(Error::Missing)));
    }
}

/// A picture in the text, a file that goes along, and one that is too large for a set-up.
fn with_files() -> MacroWish {
    let file = |name: &str, size: i64, inline| NewAttachment {
        digest: Digest::of(name.as_bytes()),
        name: name.into(),
        content_type: if inline { "image/png".into() } else { "application/pdf".into() },
        size,
        inline,
        content_id: Some(format!("{name}@kippu")),
    };
    MacroWish {
        name: "Lid".into(),
        shortcut: "lid".into(),
        html_en: CleanHtml::clean("<p>The lid: <img src=\"cid:lid@kippu\"></p>"),
        files: vec![file("lid", 3, true), file("film", LARGEST_FILE + 1, false), file("plan", 4, false)],
        ..MacroWish::default()
    }
}

/// Of everything that is told line by line: standard statuses are not.
fn read_count(setup: &SetUp) -> usize {
    let named = setup.statuses.iter().filter(|one| !one.name.is_empty()).count();
    Part::ALL.iter().filter(|part| **part != Part::Statuses).map(|part| setup.count(*part)).sum::<usize>() + named
}
