//! Objects that a desk keeps, and the tickets they have to do with.

mod conditions;
mod import;

use crate::desk_work::*;
use desk::form::{Asks, Field, FieldId, FieldWish, Holder, Label, Nature, Owner, Value};
use desk::object::{Grant, ObjectGlyph, ObjectId, ObjectTypeId, ObjectTypeWish, Party, Right};
use desk::people::PersonId;
use desk::{Error, Event, Refusal, Role};
use service::form::{self, Filling};
use service::object::{self, Sort};
use service::ticket;
use testing::{Cast, World};

pub fn a_type(en: &str) -> ObjectTypeWish {
    ObjectTypeWish {
        name: Label::new(en, ""),
        plural: Label::default(),
        help: Label::default(),
        glyph: ObjectGlyph::Tag,
        grants: Grant::usual(),
        columns: Vec::new(),
        active: true,
    }
}

/// Assets with a serial number and an owner.
struct Assets {
    of: ObjectTypeId,
    serial: FieldId,
    owner: FieldId,
}

async fn assets(world: &World, cast: &Cast) -> Assets {
    by(world, cast.aya, |tx| {
        let of = object::create_object_type(tx, a_type("Asset"))?;
        let mut field = |en: &str, nature| -> desk::Done<Field> {
            let (label, help) = (Label::new(en, ""), Label::default());
            let wish = FieldWish { key: String::new(), nature, label, help, asks: Asks::default(), active: true };
            form::create_field(tx, Holder::Object(of), wish, "")
        };
        let (serial, owner) = (field("Serial number", Nature::Text)?.id, field("Owner", Nature::Person)?.id);
        Ok(Assets { of, serial, owner })
    })
    .await
    .unwrap()
}

fn filling(pairs: &[(FieldId, &str)]) -> Filling {
    let typed = pairs.iter().map(|(id, text)| (*id, vec![(*text).to_owned()])).collect();
    Filling { typed, zone: "UTC".into() }
}

async fn made(world: &World, who: PersonId, assets: &Assets, name: &'static str, serial: &str) -> ObjectId {
    let (of, given) = (assets.of, filling(&[(assets.serial, serial)]));
    by(world, who, move |tx| object::create_object(tx, of, name, &given)).await.unwrap()
}

async fn found(world: &World, who: PersonId, of: ObjectTypeId, find: &'static str, sort: Sort) -> Vec<String> {
    let page = seen_by(world, who, move |read| object::objects(read, of, find, sort, None, 50)).await.unwrap();
    page.objects.into_iter().map(|object| object.name).collect()
}

testing::on_both! {
    async fn an_object_is_made_found_and_changed(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        let laptop = made(&world, cast.chika, &assets, "ThinkPad X1 Carbon", "SN-0042").await;
        made(&world, cast.chika, &assets, "Laser printer", "PR-7").await;
        for (find, name) in [("x1", "ThinkPad X1 Carbon"), ("sn-0", "ThinkPad X1 Carbon"), ("PR", "Laser printer")] {
            assert_eq!(found(&world, cast.dai, assets.of, find, Sort::Name).await, [name], "{find}");
        }
        assert_eq!(found(&world, cast.dai, assets.of, "", Sort::Name).await, ["Laser printer", "ThinkPad X1 Carbon"]);
        assert_eq!(found(&world, cast.dai, assets.of, "", Sort::Newest).await.len(), 2);
        let page = seen_by(&world, cast.chika, move |read| object::object(read, laptop)).await.unwrap();
        let (version, given) = (page.object.version, filling(&[(assets.serial, "SN-0043"), (assets.owner, "mio@kyaku.example")]));
        by(&world, cast.chika, move |tx| object::change_object(tx, laptop, "ThinkPad X2", &given, version)).await.unwrap();
        assert_eq!(found(&world, cast.dai, assets.of, "sn-0042", Sort::Name).await, Vec::<String>::new());
        assert_eq!(found(&world, cast.dai, assets.of, "sn-0043", Sort::Name).await, ["ThinkPad X2"]);
        let mio = cast.mio;
        let hers = seen_by(&world, cast.dai, move |read| object::objects_of_person(read, mio)).await.unwrap();
        assert_eq!(hers.len(), 1);
        // Whoever she becomes has it too, as long as they are one.
        let kei = cast.kei;
        let merge = by(&world, cast.ben, move |tx| service::people::merge_people(tx, mio, kei)).await.unwrap();
        let theirs = seen_by(&world, cast.dai, move |read| object::objects_of_person(read, kei)).await.unwrap();
        assert_eq!(theirs.iter().map(|(object, _)| object.id).collect::<Vec<_>>(), [laptop]);
        by(&world, cast.ben, move |tx| service::people::unmerge_people(tx, merge)).await.unwrap();
        let theirs = seen_by(&world, cast.dai, move |read| object::objects_of_person(read, kei)).await.unwrap();
        assert!(theirs.is_empty());
        // A page that was drawn before is a conflict.
        let given = filling(&[]);
        assert_conflict(by(&world, cast.chika, move |tx| object::change_object(tx, laptop, "Again", &given, version)).await);
    }

    async fn pages_go_on_where_they_ended(world: World) {
        let cast = world.cast().await;
        let of = assets(&world, &cast).await.of;
        by(&world, cast.chika, move |tx| {
            (0..25).try_for_each(|n| object::create_object(tx, of, &format!("Asset {:02}", n % 13), &Filling::default()).map(drop))
        }).await.unwrap();
        for (find, sort) in [("", Sort::Name), ("", Sort::Changed), ("", Sort::Newest), ("asset", Sort::Name)] {
            let (mut all, mut after) = (Vec::new(), None);
            loop {
                let from = after.clone();
                let page = seen_by(&world, cast.dai, move |read| object::objects(read, of, find, sort, from, 7)).await.unwrap();
                all.extend(page.objects.iter().map(|object| object.id));
                after = page.next;
                if after.is_none() { break; }
            }
            let many = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!((all.len(), many), (25, 25), "{find} {sort:?}");
        }
    }

    async fn a_list_goes_by_a_field_both_ways_and_ends_with_those_that_have_nothing(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        let of = assets.of;
        let (price, state) = by(&world, cast.aya, move |tx| {
            let mut field = |en: &str, nature, list: &str| {
                let (label, help) = (Label::new(en, ""), Label::default());
                let wish = FieldWish { key: String::new(), nature, label, help, asks: Asks::default(), active: true };
                form::create_field(tx, Holder::Object(of), wish, list)
            };
            let price = field("Price", Nature::Number { digits: 0, least: None, most: None }, "")?.id;
            Ok((price, field("State", Nature::Choice { items: vec![] }, "New\nOld\nBroken")?.id))
        }).await.unwrap();
        let things = [("A", "10", "Old", "z-1"), ("B", "-5", "New", "Y-2"), ("C", "10", "Broken", "x-3"), ("D", "", "", ""), ("E", "7", "New", "y-1"), ("F", "", "", "")];
        for (name, cost, how, serial) in things {
            let given = filling(&[(price, cost), (state, how), (assets.serial, serial)]);
            by(&world, cast.chika, move |tx| object::create_object(tx, of, name, &given)).await.unwrap();
        }
        let names = |id, falling, limit| {
            let world = &world;
            async move {
                let (mut all, mut after) = (String::new(), None);
                loop {
                    let (from, sort) = (after.clone(), Sort::Field { id, falling });
                    let page = seen_by(world, cast.dai, move |read| object::objects(read, of, "", sort, from, limit)).await.unwrap();
                    all.extend(page.objects.iter().map(|object| object.name.as_str()));
                    after = page.next;
                    if after.is_none() { break all; }
                }
            }
        };
        for limit in [1, 2, 4, 50] {
            for (id, falling, wanted) in [
                (price, false, "BEACDF"), (price, true, "CAEBDF"),
                (state, false, "BEACDF"), (state, true, "CABEDF"),
                (assets.serial, false, "CEBADF"), (assets.serial, true, "ABECDF"),
                // People have no order.
                (assets.owner, false, "ABCDEF"), (FieldId(999), true, "ABCDEF"),
            ] {
                assert_eq!(names(id, falling, limit).await, wanted, "{id} {falling} {limit}");
            }
        }
        let first = seen_by(&world, cast.dai, move |read| object::objects(read, of, "", Sort::Name, None, 1)).await.unwrap().objects.remove(0);
        let given = filling(&[(price, "99"), (state, "Old"), (assets.serial, "a-0")]);
        by(&world, cast.chika, move |tx| object::change_object(tx, first.id, "A", &given, first.version)).await.unwrap();
        assert_eq!(names(assets.serial, false, 50).await, "ACEBDF", "what was changed has moved");
        for (word, sort) in [("field-7", Sort::Field { id: FieldId(7), falling: false }), ("field-7-down", Sort::Field { id: FieldId(7), falling: true }), ("field-x", Sort::Name)] {
            assert_eq!(Sort::named(word), sort);
            assert!(sort == Sort::Name || sort.name() == word);
        }
    }

    async fn requesters_choose_their_own_objects_and_find_no_others(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        let of = assets.of;
        let (topic, field, house) = by(&world, cast.aya, move |tx| {
            let wish = |en: &str, nature| FieldWish {
                key: String::new(), nature, label: Label::new(en, ""), help: Label::default(), asks: Asks::default(), active: true,
            };
            let house = form::create_field(tx, Holder::Object(of), wish("Held by", Nature::Organization), "")?.id;
            let field = form::create_field(tx, Holder::Ticket, wish("Which one", Nature::Object { of }), "")?;
            let parts = vec![crate::form::part(&field, desk::form::Ask::Required, vec![])];
            let form = form::create_form(tx, desk::form::FormWish { name: Label::new("Repair", ""), parts })?;
            let topic = form::create_topic(tx, desk::form::TopicWish {
                name: Label::new("Repair", ""), help: Label::default(), kind: desk::ticket::Kind::Task, form: Some(form), team: None,
                priority: None, numbering: None, text: Label::default(), public: true, active: true,
            })?;
            Ok((topic, field.id, house))
        }).await.unwrap();
        let sakura = by(&world, cast.aya, move |tx| {
            let sakura = service::people::create_organization(tx, "Sakura")?.id;
            store::people::memberships::add(tx, cast.kei, sakura)?;
            Ok(sakura)
        }).await.unwrap();
        let own = |name: &'static str, field, text: String| by(&world, cast.chika, move |tx| object::create_object(tx, of, name, &filling(&[(field, &text)])));
        let laptop = own("Laptop of Kei", assets.owner, "kei@customer.example".into()).await.unwrap();
        let printer = own("Printer of Sakura", house, sakura.to_string()).await.unwrap();
        let secret = own("Laptop of Mio", assets.owner, "mio@kyaku.example".into()).await.unwrap();
        own("Nobody's", assets.serial, "SN-1".into()).await.unwrap();
        let gone = own("Old laptop of Kei", assets.owner, "kei@customer.example".into()).await.unwrap();
        let version = seen_by(&world, cast.aya, move |read| object::object(read, gone)).await.unwrap().object.version;
        by(&world, cast.aya, move |tx| object::remove_object(tx, gone, version)).await.unwrap();
        let sheet = |who: desk::Actor, typed: String| {
            let given = form::Given { topic: Some(topic), typed: vec![(field, vec![typed])], zone: "UTC".into() };
            world.desk.ask(who, move |read| form::sheet(read, &given, desk::form::Audience::Requester))
        };
        let kei = world.actor(cast.kei).await;
        let seen = sheet(kei.clone(), String::new()).await.unwrap();
        assert_eq!(seen.objects[&field], [(laptop, "Laptop of Kei".to_owned()), (printer, "Printer of Sakura".to_owned())]);
        for good in [laptop.to_string(), printer.to_string()] {
            assert_eq!(sheet(kei.clone(), good).await.unwrap().wrong, []);
        }
        for bad in [secret.to_string(), gone.to_string(), "Laptop of Mio".into(), "SN-1".into(), "Laptop".into(), "0".into()] {
            assert_eq!(sheet(kei.clone(), bad.clone()).await.unwrap().wrong, [(field, Refusal::ObjectUnknown)], "{bad}");
        }
        assert_eq!(sheet(desk::Actor::Anonymous, laptop.to_string()).await.unwrap().wrong, [(field, Refusal::ObjectUnknown)]);
        assert!(sheet(desk::Actor::Anonymous, String::new()).await.unwrap().objects[&field].is_empty());
        // What they chose they find again on the page of their request; another's has no name there.
        let number = asked(&world, &cast).await.number;
        let chosen = |typed: &'static str| by(&world, cast.chika, move |tx| {
            form::set_topic(tx, number, Some(topic), None)?;
            form::set_typed(tx, number, field, &[typed.to_owned()], "UTC", None)
        });
        let read = || seen_by(&world, cast.kei, move |read| Ok(ticket::public_page(read, number)?.details));
        chosen("Laptop of Kei").await.unwrap();
        let details = read().await.unwrap();
        assert_eq!((details.fields.len(), details.called.objects.get(&laptop).map(String::as_str)), (1, Some("Laptop of Kei")));
        chosen("Laptop of Mio").await.unwrap();
        let details = read().await.unwrap();
        assert_eq!((details.fields.len(), details.called.objects.get(&secret)), (0, None));
        // Agents find all of them by name, as before.
        let chika = world.actor(cast.chika).await;
        let given = form::Given { topic: Some(topic), typed: vec![(field, vec!["Laptop of Mio".into()])], zone: "UTC".into() };
        let drawn = world.desk.ask(chika, move |read| form::sheet(read, &given, desk::form::Audience::Agent)).await.unwrap();
        assert!(drawn.wrong.is_empty() && drawn.objects.is_empty());
    }

    async fn rights_are_by_role_and_team_and_a_stranger_finds_nothing(world: World) {
        let cast = world.cast().await;
        let grants = vec![
            Grant { party: Party::Role(Role::Supervisor), right: Right::Manage },
            Grant { party: Party::Team(cast.support), right: Right::See },
        ];
        let of = by(&world, cast.aya, move |tx| object::create_object_type(tx, ObjectTypeWish { grants, ..a_type("Room") })).await.unwrap();
        let room = by(&world, cast.ben, move |tx| object::create_object(tx, of, "Fuji", &Filling::default())).await.unwrap();
        // Chika is in the team: she sees it and changes nothing. Eve is in none.
        seen_by(&world, cast.chika, move |read| object::object(read, room)).await.unwrap();
        let given = Filling::default();
        assert_refused(by(&world, cast.chika, move |tx| object::change_object(tx, room, "Hakone", &given, 1)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.chika, move |tx| object::create_object(tx, of, "Nasu", &Filling::default())).await, Refusal::NotAllowed);
        assert_missing(seen_by(&world, cast.eve, move |read| object::object(read, room)).await);
        assert_missing(seen_by(&world, cast.eve, move |read| object::objects(read, of, "", Sort::Name, None, 5)).await);
        assert_missing(seen_by(&world, cast.kei, move |read| object::object(read, room)).await);
        assert!(seen_by(&world, cast.eve, object::object_types).await.unwrap().is_empty());
        assert_missing(by(&world, cast.eve, move |tx| object::begin_objects_export(tx, of)).await);
        assert_refused(by(&world, cast.chika, move |tx| object::begin_objects_export(tx, of)).await, Refusal::NotAllowed);
    }

    async fn a_ticket_is_linked_and_both_tell_of_it_as_far_as_one_may_see(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        let laptop = made(&world, cast.chika, &assets, "ThinkPad", "SN-1").await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| object::link_object(tx, number, laptop, None)).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| object::link_object(tx, number, laptop, None)).await, Refusal::ObjectAlreadyLinked);
        assert_refused(by(&world, cast.dai, move |tx| object::link_object(tx, number, laptop, None)).await, Refusal::NotAllowed);
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.depth.objects.iter().map(|one| one.object.id).collect::<Vec<_>>(), [laptop]);
        let there = seen_by(&world, cast.chika, move |read| object::object(read, laptop)).await.unwrap();
        assert_eq!(there.tickets.iter().map(|line| line.ticket.number).collect::<Vec<_>>(), [number]);
        // Whoever may not see the ticket is told nothing of it on the object's page.
        let for_eve = seen_by(&world, cast.eve, move |read| object::object(read, laptop)).await.unwrap();
        assert!(for_eve.tickets.is_empty() && for_eve.history.iter().all(|(one, _)| one.event.ticket().is_none()));
        // Nor of the object in the ticket's history who may not see its type.
        let (of, grants) = (assets.of, vec![Grant { party: Party::Role(Role::Supervisor), right: Right::Manage }]);
        by(&world, cast.aya, move |tx| object::change_object_type(tx, of, 1, ObjectTypeWish { grants, ..a_type("Asset") })).await.unwrap();
        let hidden = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        let tells = |entry: &ticket::Entry| matches!(entry, ticket::Entry::Event(happened) if happened.recorded.event.object().is_some());
        assert!(hidden.depth.objects.is_empty() && !hidden.timeline.iter().any(tells));
        let linked = log(&world, &hidden.ticket).await.into_iter().find(|one| one.event.object().is_some()).unwrap().place.position;
        let told = |who| seen_by(&world, who, move |read| Ok(service::happened(read, linked)?.is_some()));
        assert_eq!((told(cast.ben).await.unwrap(), told(cast.chika).await.unwrap()), (true, false));
        assert_missing(by(&world, cast.chika, move |tx| object::unlink_object(tx, number, laptop, None)).await);
    }

    async fn a_link_and_a_change_are_taken_back(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        let laptop = made(&world, cast.chika, &assets, "ThinkPad", "SN-1").await;
        let number = asked(&world, &cast).await.number;
        let ticket = by(&world, cast.chika, move |tx| object::link_object(tx, number, laptop, None)).await.unwrap();
        let position = log(&world, &ticket).await.pop().unwrap().place.position;
        by(&world, cast.chika, move |tx| ticket::undo(tx, position)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert!(page.depth.objects.is_empty());
        let (seen, given) = (1, filling(&[(assets.serial, "SN-2")]));
        let version = seen_by(&world, cast.chika, move |read| object::object(read, laptop)).await.unwrap().object.version;
        assert!(version >= seen);
        by(&world, cast.chika, move |tx| object::change_object(tx, laptop, "ThinkPad", &given, version)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| object::object(read, laptop)).await.unwrap();
        let (change, may) = &page.history[0];
        assert!(matches!(change.event, Event::ObjectFieldChanged { .. }) && *may);
        let position = change.place.position;
        by(&world, cast.chika, move |tx| object::undo_object(tx, position)).await.unwrap();
        let owner = Owner::Object(laptop);
        let profile = seen_by(&world, cast.chika, move |read| form::profile(read, owner)).await.unwrap();
        assert_eq!(profile.answers.get(&assets.serial), Some(&Value::Text("SN-1".into())));
        assert_refused(by(&world, cast.chika, move |tx| object::undo_object(tx, position)).await, Refusal::ChangedSince);
    }

    async fn what_is_removed_is_in_no_list_and_comes_back(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        let laptop = made(&world, cast.chika, &assets, "ThinkPad", "SN-1").await;
        let version = seen_by(&world, cast.ben, move |read| object::object(read, laptop)).await.unwrap().object.version;
        assert_refused(by(&world, cast.chika, move |tx| object::remove_object(tx, laptop, version)).await, Refusal::NotAllowed);
        by(&world, cast.ben, move |tx| object::remove_object(tx, laptop, version)).await.unwrap();
        assert!(found(&world, cast.chika, assets.of, "", Sort::Name).await.is_empty());
        assert!(found(&world, cast.chika, assets.of, "sn", Sort::Name).await.is_empty());
        let of = assets.of;
        assert_refused(by(&world, cast.aya, move |tx| object::remove_object_type(tx, of)).await, Refusal::ObjectTypeInUse);
        let given = Filling::default();
        assert_refused(by(&world, cast.ben, move |tx| object::change_object(tx, laptop, "X", &given, version + 1)).await, Refusal::ObjectRemoved);
        by(&world, cast.ben, move |tx| object::restore_object(tx, laptop)).await.unwrap();
        assert_eq!(found(&world, cast.chika, assets.of, "sn", Sort::Name).await, ["ThinkPad"]);
        assert!(matches!(by(&world, cast.ben, move |tx| object::restore_object(tx, laptop)).await, Err(Error::Missing)));
    }

    async fn a_field_holds_an_object_by_its_name(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        let laptop = made(&world, cast.chika, &assets, "ThinkPad", "SN-1").await;
        let of = assets.of;
        let device = by(&world, cast.aya, move |tx| {
            let (label, help) = (Label::new("Device", ""), Label::default());
            let wish = FieldWish { key: String::new(), nature: Nature::Object { of }, label, help, asks: Asks::default(), active: true };
            form::create_field(tx, Holder::Ticket, wish, "")
        }).await.unwrap().id;
        let number = asked(&world, &cast).await.number;
        let set = move |typed: &str| {
            let typed = [typed.to_owned()];
            move |tx: &mut service::Tx| form::set_typed(tx, number, device, &typed, "UTC", None)
        };
        for begun in ["nothing", "think", "SN", "#0"] {
            assert_refused(by(&world, cast.chika, set(begun)).await, Refusal::ObjectUnknown);
        }
        for whole in ["THINKPAD", "sn-1", &format!("#{laptop}"), &laptop.to_string()] {
            by(&world, cast.chika, set("")).await.unwrap();
            by(&world, cast.chika, set(whole)).await.unwrap();
            let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
            assert_eq!(page.details.answers.get(&device), Some(&Value::Object(laptop)), "{whole}");
            assert_eq!(page.details.objects.get(&laptop).map(String::as_str), Some("ThinkPad"));
        }
        made(&world, cast.chika, &assets, "Thinkpad", "SN-2").await;
        assert_refused(by(&world, cast.chika, set("ThinkPad")).await, Refusal::ObjectUnclear);
        assert_refused(by(&world, cast.aya, move |tx| object::remove_object_type(tx, of)).await, Refusal::ObjectTypeInUse);
    }
}
