//! Fields that people define, and what stands in them.

use super::*;
use desk::form::{Currency, Value};
use desk::{Event, Refusal};
use service::{people, ticket};

testing::on_both! {
    async fn a_field_is_used_as_soon_as_it_is_made(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let price = field(&world, &cast, "Price", Nature::Money { currency: Currency::Jpy }, "").await;
        let id = price.id;
        let seen = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(seen.details.places.len(), 1);
        let version = seen.ticket.version;
        let set = move |typed: &'static str, seen| move |tx: &mut service::Tx| form::set_typed(tx, number, id, &[typed.to_owned()], "Asia/Tokyo", seen);
        let ticket = by(&world, cast.chika, set("￥1,200", Some(version))).await.unwrap();
        assert_conflict(by(&world, cast.ben, set("7", Some(version))).await);
        let page = seen_by(&world, cast.dai, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.details.answers.get(&id), Some(&Value::Number(1_200)));
        let told = log(&world, &ticket).await.pop().unwrap().event;
        assert_eq!(told, Event::FieldChanged { ticket: ticket.id, field: id, from: None, to: Some(Value::Number(1_200)) });
        // The same again is no change.
        let again = by(&world, cast.chika, set("1200", None)).await.unwrap();
        assert_eq!(again.version, ticket.version);
    }

    async fn what_is_no_value_is_refused_and_who_may_not_is_told_nothing(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let count = field(&world, &cast, "Count", Nature::Number { digits: 0, least: Some(1), most: Some(5) }, "").await.id;
        let person = field(&world, &cast, "Approver", Nature::Person, "").await.id;
        let set = move |id, typed: &'static str| move |tx: &mut service::Tx| form::set_typed(tx, number, id, &[typed.to_owned()], "UTC", None);
        assert_refused(by(&world, cast.chika, set(count, "9")).await, Refusal::NumberOutside);
        assert_refused(by(&world, cast.chika, set(count, "many")).await, Refusal::NumberInvalid);
        assert_refused(by(&world, cast.chika, set(person, "nobody@nowhere.example")).await, Refusal::PersonUnknown);
        by(&world, cast.chika, set(person, "ben@hinode.example")).await.unwrap();
        assert_refused(by(&world, cast.dai, set(count, "2")).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, set(count, "2")).await);
        assert_missing(by(&world, cast.kei, set(person, "ben@hinode.example")).await);
        assert_missing(by(&world, cast.chika, set(desk::form::FieldId(999), "2")).await);
        let made = wish("Mine", Nature::Text);
        assert_refused(by(&world, cast.chika, move |tx| form::create_field(tx, Holder::Ticket, made, "")).await, Refusal::NotAllowed);
    }

    async fn a_link_names_only_what_is_there(world: World) {
        let cast = world.cast().await;
        field(&world, &cast, "Shop", Nature::Text, "").await;
        let makes = |holder, name: &str, template: &str| {
            let wish = wish(name, Nature::Link { template: format!("https://x.example/{{value}}?a={template}") });
            by(&world, cast.aya, move |tx| form::create_field(tx, holder, wish, ""))
        };
        for (name, template) in [("One", "{shop}"), ("Two", "{ticket}{email}{organization}"), ("Three", "")] {
            makes(Holder::Ticket, name, template).await.unwrap();
        }
        for template in ["{nothing}", "{ Shop }", "{}"] {
            assert_refused(makes(Holder::Ticket, "Four", template).await, Refusal::LinkNameUnknown);
        }
        for template in ["{ticket}", "{shop}"] {
            assert_refused(makes(Holder::Person, "Five", template).await, Refusal::LinkNameUnknown);
        }
        let made = makes(Holder::Ticket, "Six", "").await.unwrap();
        let other = FieldWish { label: made.label, ..wish("Six", Nature::Link { template: "https://x.example/{value}{gone}".into() }) };
        let change = by(&world, cast.aya, move |tx| form::change_field(tx, made.id, 1, other, "")).await;
        assert_refused(change, Refusal::LinkNameUnknown);
    }

    async fn a_change_of_a_field_is_taken_back(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let id = field(&world, &cast, "Order", Nature::Text, "").await.id;
        let set = move |typed: &'static str| move |tx: &mut service::Tx| form::set_typed(tx, number, id, &[typed.to_owned()], "UTC", None);
        by(&world, cast.chika, set("A-1")).await.unwrap();
        let ticket = by(&world, cast.chika, set("A-2")).await.unwrap();
        let position = log(&world, &ticket).await.pop().unwrap().place.position;
        by(&world, cast.chika, move |tx| ticket::undo(tx, position)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.details.answers.get(&id), Some(&Value::Text("A-1".into())));
        assert_refused(by(&world, cast.chika, move |tx| ticket::undo(tx, position)).await, Refusal::NothingToUndo);
    }

    async fn who_stands_in_a_field_was_named_whole_and_is_called_as_they_are_now(world: World) {
        let cast = world.cast().await;
        let (number, kei, mio) = (asked(&world, &cast).await.number, cast.kei, cast.mio);
        let payer = field(&world, &cast, "Payer", Nature::Person, "").await.id;
        let house = field(&world, &cast, "House", Nature::Organization, "").await.id;
        let (from, into) = by(&world, cast.ben, |tx| Ok((people::create_organization(tx, "Sakura")?.id, people::create_organization(tx, "Sakura Works")?.id))).await.unwrap();
        let set = move |id, typed: &str| {
            let typed = [typed.to_owned()];
            move |tx: &mut service::Tx| form::set_typed(tx, number, id, &typed, "UTC", None)
        };
        for begun in ["Kei", "kei@", "#0", "0"] {
            assert_refused(by(&world, cast.chika, set(payer, begun)).await, Refusal::PersonUnknown);
        }
        for whole in ["tanaka KEI", "Kei Tanaka <kei@customer.example>", &format!("#{kei}"), &kei.to_string()] {
            by(&world, cast.chika, set(payer, whole)).await.unwrap();
        }
        by(&world, cast.chika, set(house, "sakura")).await.unwrap();
        by(&world, cast.ben, move |tx| Ok((people::merge_people(tx, kei, mio)?, people::merge_organizations(tx, from, into)?))).await.unwrap();
        // As a form and the API send again what stands there.
        by(&world, cast.chika, set(payer, &kei.to_string())).await.unwrap();
        by(&world, cast.chika, set(house, &from.to_string())).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        let told = (page.details.answers.get(&payer), page.details.answers.get(&house));
        assert_eq!(told, (Some(&Value::Person(kei)), Some(&Value::Organization(from))), "so that taking it back brings back what was");
        let names = (page.names.get(&kei), page.details.organizations.get(&from).map(String::as_str));
        assert_eq!(names, (page.names.get(&mio), Some("Sakura Works")));
        let id = page.ticket.id;
        let shown = seen_by(&world, cast.chika, move |read| Ok(form::contents(read, &[id])?.called.people)).await.unwrap();
        assert_eq!(shown.get(&kei), page.names.get(&mio));
    }

    async fn what_something_has_becomes_inactive_and_does_not_go(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let color = field(&world, &cast, "Colour", Nature::Choice { items: vec![] }, "Red | 赤\nGreen").await;
        let (id, before) = (color.id, color.clone());
        by(&world, cast.chika, move |tx| form::set_typed(tx, number, id, &["Red".into()], "UTC", None)).await.unwrap();
        assert_refused(by(&world, cast.aya, move |tx| form::remove_field(tx, id)).await, Refusal::FieldInUse);
        let less = FieldWish { nature: color.nature.clone(), ..wish("Colour", Nature::Text) };
        let after = by(&world, cast.aya, move |tx| form::change_field(tx, id, 1, less, "Green\nBlue")).await.unwrap();
        let names = |field: &Field| field.nature.items().iter().filter(|item| !item.inactive).map(|item| item.label.en.clone()).collect::<Vec<_>>();
        assert_eq!((names(&before), names(&after)), (vec!["Red".to_owned(), "Green".into()], vec!["Green".to_owned(), "Blue".into()]));
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.details.answers.get(&id), Some(&Value::Items(vec![ItemId(1)])));
        assert_refused(by(&world, cast.chika, move |tx| form::set_typed(tx, number, id, &["Red".into()], "UTC", None)).await, Refusal::ItemUnknown);
    }

    async fn the_desk_counts_and_computes(world: World) {
        let cast = world.cast().await;
        let run = field(&world, &cast, "Case", Nature::Sequence { prefix: "C-".into(), width: 4 }, "").await.id;
        let price = field(&world, &cast, "Price", Nature::Number { digits: 2, least: None, most: None }, "").await.id;
        let total = field(&world, &cast, "Total", Nature::Formula { expression: "price * 1.1".into(), digits: 1 }, "").await.id;
        let (one, two) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.chika, move |tx| form::set_typed(tx, two, price, &["19.50".into()], "UTC", None)).await.unwrap();
        let of = |number| seen_by(&world, cast.chika, move |read| Ok(ticket::page(read, number)?.details.answers));
        assert_eq!(of(one).await.unwrap().get(&run), Some(&Value::Text("C-0001".into())));
        let second = of(two).await.unwrap();
        assert_eq!(second.get(&run), Some(&Value::Text("C-0002".into())));
        assert_eq!(second.get(&total), Some(&Value::Number(215)));
        assert_refused(by(&world, cast.chika, move |tx| form::set_typed(tx, one, run, &["C-9".into()], "UTC", None)).await, Refusal::FieldComputed);
    }

    async fn an_item_carries_properties_that_formulas_reckon_with(world: World) {
        let cast = world.cast().await;
        let list = "Laptop :: price=1200.5; vendor=Dell\nMouse";
        let device = field(&world, &cast, "Device", Nature::Choice { items: vec![] }, list).await;
        let total = Nature::Formula { expression: "property.device.price * 2".into(), digits: 1 };
        let total = field(&world, &cast, "Total", total, "").await.id;
        let (number, id) = (asked(&world, &cast).await.number, device.id);
        let choose = |typed: &'static str| by(&world, cast.chika, move |tx| form::set_typed(tx, number, id, &[typed.to_owned()], "UTC", None));
        let reckoned = || async { seen_by(&world, cast.chika, move |read| Ok(ticket::page(read, number)?.details.answers.get(&total).cloned())).await.unwrap() };
        choose("Laptop").await.unwrap();
        assert_eq!(reckoned().await, Some(Value::Number(24_010)));
        choose("Mouse").await.unwrap();
        assert_eq!(reckoned().await, None);
        let wrong = FieldWish { nature: device.nature.clone(), ..wish("Device", Nature::Text) };
        let wrong = by(&world, cast.aya, move |tx| form::change_field(tx, id, 1, wrong, "Laptop :: Price=1")).await;
        assert_refused(wrong, Refusal::PropertyInvalid);
    }

    async fn many_tickets_get_a_value_at_once_and_lose_it_again(world: World) {
        let cast = world.cast().await;
        let numbers = vec![asked(&world, &cast).await.number, asked(&world, &cast).await.number];
        let id = field(&world, &cast, "Order", Nature::Text, "").await.id;
        let act = desk::ticket::Act::SetField { field: id, typed: vec!["A-7".into()], zone: "UTC".into() };
        let (first, all) = (numbers[0], numbers.clone());
        let (run, _) = by(&world, cast.chika, move |tx| ticket::run_over(tx, &all, act, "open")).await.unwrap();
        assert_eq!((run.changed, run.kept), (2, 0));
        let of = |number| seen_by(&world, cast.chika, move |read| Ok(ticket::page(read, number)?.details.answers));
        assert_eq!(of(first).await.unwrap().get(&id), Some(&Value::Text("A-7".into())));
        by(&world, cast.chika, move |tx| ticket::undo_run(tx, run.id)).await.unwrap();
        assert_eq!(of(first).await.unwrap().get(&id), None);
    }
}
