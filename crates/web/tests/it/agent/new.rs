//! `/tickets/new`

use super::large::allow;
use super::{asked, now, value};
use crate::browser::{House, Multipart, encoded};
use desk::ticket::{Origin, Priority, TicketNumber};
use service::ticket;
use testing::on_both;

fn number(location: &str) -> TicketNumber {
    location.trim_start_matches("/tickets/").parse().expect("a ticket")
}

/// The id of the standard status of a category.
async fn status(house: &House, category: &'static str) -> String {
    let actor = house.world.actor(house.cast.chika).await;
    let statuses = house.world.desk.ask(actor, ticket::statuses).await.unwrap();
    statuses.into_iter().find(|status| status.category.name() == category).unwrap().id.to_string()
}

on_both! {
    async fn what_looks_like_it_is_shown_once_and_what_is_changed_since_is_compared_again(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (kettle, mill) = (asked(&house, "The kettle leaks", cast.kei, cast.support).await.number, asked(&house, "Grinder is loud", cast.kei, cast.support).await.number);
        let (mut aya, mut chika) = (house.agent(cast.aya).await, house.agent(cast.chika).await);
        let team = cast.support.to_string();
        let form = |subject, told: &[TicketNumber]| {
            let fields = [("opening", "said"), ("requester", "kei@customer.example"), ("subject", subject), ("text", "Again."), ("team", &*team)];
            told.iter().fold(Multipart::of(&fields), |form, number| form.field("anyway", number.to_string().as_bytes()))
        };
        let hidden = |number: TicketNumber| format!(r#"name="anyway" value="{number}""#);
        let shown = chika.upload("/tickets", &form("Kettle leaks", &[])).await;
        let page = shown.text();
        assert!(shown.status == 422 && page.contains(&hidden(kettle)) && !page.contains(&hidden(mill)), "{page}");
        let again = chika.upload("/tickets", &form("Grinder is loud", &[kettle])).await;
        let page = again.text();
        assert!(again.status == 422 && page.contains(&hidden(kettle)) && page.contains(&hidden(mill)), "{page}");
        assert_eq!(chika.upload("/tickets", &form("Grinder is loud", &[kettle, mill])).await.status, 303);

        let page = aya.get("/admin/templates/alike").await.text();
        let seen = value(&page, "seen").replace("&#34;", "\"");
        let wish = |days| encoded(&[("seen", &seen), ("days", days)]);
        let refused = aya.post("/admin/templates/alike", &wish("soon")).await;
        assert!(refused.status == 422 && refused.text().contains("from 0 to 365"), "{}", refused.text());
        assert_eq!(aya.post("/admin/templates/alike", &wish("0")).await.location(), "/admin/templates");
        assert_eq!(chika.upload("/tickets", &form("Kettle leaks", &[])).await.status, 303, "nothing is compared");
    }

    async fn what_looks_like_it_is_told_while_one_types_as_far_as_one_may_see(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let kettle = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let secret = asked(&house, "Kettle leaks again", cast.kei, cast.billing).await.number;
        let (mut aya, mut dai) = (house.agent(cast.aya).await, house.agent(cast.dai).await);
        let typed = |subject: &str, told: &str| encoded(&[("requester", "kei@customer.example"), ("subject", subject), ("anyway", told)]);
        let link = |number: TicketNumber| format!(r#"href="/tickets/{number}" target="_blank""#);
        let found = dai.post("/tickets/new/alike", &typed("Kettle leaks", "")).await.text();
        assert!(found.contains(&link(kettle)) && !found.contains(&link(secret)), "{found}");
        let found = aya.post("/tickets/new/alike", &typed("Kettle leaks", &kettle.to_string())).await.text();
        assert!(found.contains(&link(secret)) && !found.contains(&link(kettle)), "what was told of is not told again: {found}");
        assert_eq!(dai.post("/tickets/new/alike", &typed("Grinder is loud", "")).await.text().trim(), "");
        assert_eq!(dai.post("/tickets/new/alike", &typed(&"x".repeat(300), "")).await.status, 422);
    }

    async fn an_agent_writes_down_a_call(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let team = cast.support.to_string();
        let form = Multipart::of(&[
            ("opening", "said"), ("requester", "yuki@shop.example"), ("name", "林 由紀"), ("subject", "Grinder is loud"),
            ("text", "She called about the grinder."), ("team", &team), ("origin", "phone"), ("priority", "high"),
            ("tags", "grinder、騒音"), ("take", "on"),
        ]);
        let reply = chika.upload("/tickets", &form).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let ticket = now(&house, number(reply.location())).await;
        assert_eq!((ticket.subject.as_str(), ticket.origin, ticket.priority), ("Grinder is loud", Origin::Phone, Priority::High));
        assert_eq!((ticket.assignee, ticket.tags.len()), (Some(cast.chika), 2));
        let page = chika.get(reply.location()).await.text();
        assert!(page.contains("林 由紀") && page.contains("She called about the grinder."), "{page}");
    }

    async fn an_agent_writes_first(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        let team = cast.billing.to_string();
        let form = Multipart::of(&[("opening", "write"), ("requester", "kei@customer.example"), ("subject", "Your invoice"), ("text", "Here it is."), ("team", &team)])
            .file("file", "invoice.pdf", "application/pdf", b"%PDF");
        let reply = ben.upload("/tickets", &form).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let page = ben.get(reply.location()).await.text();
        assert!(page.contains("message reply") && page.contains("invoice.pdf") && page.contains("Kei Tanaka"), "{page}");
    }

    async fn what_is_written_has_its_form_its_pictures_and_its_copies(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        let team = cast.billing.to_string();
        let picture = ben.upload("/loose/images", &Multipart::of(&[]).file("file", "lid.png", "image/png", b"\x89PNG\r\n")).await;
        assert_eq!(picture.status, 201, "{}", picture.text());
        let id = picture.text().split('"').nth(3).unwrap().to_owned();
        assert_eq!(ben.get(&format!("/loose/images/{id}")).await.status, 200);
        assert_eq!(house.agent(cast.chika).await.get(&format!("/loose/images/{id}")).await.status, 404, "nobody else's affair");
        let html = format!("<p>Look: <strong>here</strong> <img src=\"cid:{id}\"></p>");
        let form = Multipart::of(&[
            ("opening", "write"), ("requester", "Kei Tanaka <kei@customer.example>"), ("requester", ""), ("subject", "The lid"), ("team", &team),
            ("html", &html), ("text", "Look: here"), ("cc", "mio@kyaku.example"), ("bcc", "yuki@shop.example"), ("signs", "nothing"),
            ("send_at_words", "tomorrow 10:00"), ("status", &status(&house, "on_hold").await),
        ]);
        let reply = ben.upload("/tickets", &form).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let number = number(reply.location());
        assert_eq!(now(&house, number).await.category, desk::ticket::Category::New, "nothing has left");
        let page = house.world.desk.ask(desk::Actor::System, move |read| ticket::page(read, number)).await.unwrap();
        let said = page.timeline.into_iter().find_map(|entry| match entry {
            ticket::Entry::Message(said) => Some(said),
            ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
        });
        let said = said.expect("a message");
        assert!(said.message.html.as_str().contains("<strong>here</strong>"), "{:?}", said.message.html);
        assert!(said.attachments.iter().any(|file| file.inline && file.content_id.as_deref() == Some(id.as_str())));
        assert_eq!((said.message.cc[0].email.as_str(), said.message.bcc[0].email.as_str()), ("mio@kyaku.example", "yuki@shop.example"));
        assert_eq!(said.sets.map(|status| status.to_string()), Some(status(&house, "on_hold").await));
        let letter = said.letter.expect("a letter");
        assert!(letter.due_at > house.world.desk.now().plus(std::time::Duration::from_secs(3600)), "it waits");
    }

    async fn files_of_a_form_that_was_not_taken_are_still_there(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let team = cast.support.to_string();
        let fields = [("opening", "write"), ("requester", "kei@customer.example"), ("text", "Here it is"), ("team", &*team)];
        let form = Multipart::of(&fields).field("subject", b" ").file("file", "invoice.pdf", "application/pdf", b"%PDF");
        let refused = chika.upload("/tickets", &form).await;
        assert_eq!(refused.status, 422);
        let page = refused.text();
        assert!(page.contains("invoice.pdf") && page.contains("Here it is"), "{page}");
        let kept = page.split("name=\"kept\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let form = Multipart::of(&fields).field("subject", b"Your invoice").field("kept", kept.as_bytes());
        let reply = chika.upload("/tickets", &form).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        assert!(chika.get(reply.location()).await.text().contains("invoice.pdf"));
    }

    async fn files_go_ahead_of_a_form_that_has_no_draft_and_are_nobody_elses_affair(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        allow(&house, 30).await;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let (forms, to) = ([format!("/tickets/{number}/sides/new"), "/tickets/new".into()], [format!("/tickets/{number}/sides"), "/tickets".into()]);
        for form in forms {
            let page = chika.get(&form).await.text();
            assert!(page.contains("data-files=\"/loose/files\"") && page.contains("data-most=\"30000000\""), "{form}: {page}");
            assert!(page.contains("The files of one message may have 30 MB together."), "{form}: {page}");
        }
        let file = |name: &str, bytes: &[u8]| Multipart::default().file("file", name, "application/pdf", bytes);
        let team = cast.support.to_string();
        for path in to {
            let ahead = chika.upload("/loose/files", &file("../見積<1>.pdf", b"%PDF-1.7")).await;
            let shown = ahead.text();
            assert!(ahead.status == 201 && shown.contains("見積&#60;1&#62;.pdf") && !shown.contains(".."), "{path}: {shown}");
            let kept = value(&shown, "kept").to_owned();
            let other = chika.upload("/loose/files", &file("other.pdf", b"%PDF-1.8")).await.text();
            let other = value(&other, "kept").to_owned();
            let off = format!("/loose/files/{other}/remove");
            assert_eq!(house.agent(cast.ben).await.post(&off, "").await.status, 404, "{path}");
            assert_eq!(chika.post(&off, "").await.status, 204, "{path}");
            assert_eq!(chika.post(&off, "").await.status, 404, "{path}");
            let form = Multipart::of(&[
                ("opening", "said"), ("requester", "yuki@shop.example"), ("subject", "The offer"), ("text", "Here it is."), ("team", &team),
                ("to", "sato@parts.example"), ("kept", &kept), ("kept", &other),
            ]);
            let reply = chika.upload(&path, &form).await;
            assert_eq!(reply.status, 303, "{path}: {}", reply.text());
            let page = chika.get(reply.location().split('#').next().unwrap()).await.text();
            assert!(page.contains("見積&#60;1&#62;.pdf") && !page.contains("other.pdf"), "{path}: {page}");
        }
        let large = chika.upload("/loose/files", &file("large.pdf", &vec![0; 30_000_001])).await;
        assert!(large.status == 413 && !large.is_html(), "{}", large.text());
        assert_eq!(chika.upload("/loose/files", &Multipart::of(&[("file", "no file")])).await.status, 422);
    }

    async fn several_people_get_one_ticket_each_when_that_was_meant(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let team = cast.support.to_string();
        let fields = [
            ("opening", "write"), ("requester", "Kei Tanaka <kei@customer.example>"), ("requester", "one@guests.example、two@guests.example"),
            ("subject", "We move"), ("text", "In June."), ("team", &*team),
        ];
        let refused = chika.upload("/tickets", &Multipart::of(&fields)).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("One ticket each") && refused.text().contains("one@guests.example、two@guests.example"), "{}", refused.text());
        let copied = Multipart::of(&fields).field("each", b"on").field("cc", b"mio@kyaku.example");
        assert_eq!(chika.upload("/tickets", &copied).await.status, 422);
        let unclear = Multipart::of(&fields).field("each", b"on").field("requester", "田中".as_bytes());
        let unclear = chika.upload("/tickets", &unclear).await;
        assert!(unclear.status == 422 && unclear.text().contains("This is about: 田中."), "{}", unclear.text());
        let begun = chika.upload("/tickets", &Multipart::of(&fields).field("each", b"on")).await;
        assert_eq!(begun.status, 303, "{}", begun.text());
        let path = begun.location().to_owned();
        assert!(path.starts_with("/tickets/mailings/"), "{path}");
        let page = chika.get(&path).await.text();
        assert!(page.contains("0 of 3 are open") && page.contains("two@guests.example"), "{page}");
        assert_eq!(house.agent(cast.ben).await.get(&path).await.status, 404);
        let id = desk::ticket::MailingId(path.rsplit('/').next().unwrap().parse().unwrap());
        while house.world.desk.change(desk::Actor::System, move |tx| ticket::mail_on(tx, id)).await.unwrap() {}
        let page = chika.get(&path).await.text();
        assert!(page.contains("3 tickets were opened, 0 were not"), "{page}");
        assert_eq!(page.matches("class=\"link\" href=\"/tickets/").count(), 3);
    }

    async fn a_template_fills_in_the_form_and_what_was_typed_stays(world: World) {
        let house = House::open(world).await;
        let (cast, mut aya, mut chika) = (house.cast, house.agent(house.cast.aya).await, house.agent(house.cast.chika).await);
        let team = cast.support.to_string();
        let form = [
            ("act", "keep"), ("template_name", "New colleague"), ("opening", "note"), ("subject", "Somebody begins on Monday"), ("team", &*team),
            ("type", "task"), ("priority", "high"), ("tags", "onboarding"), ("due", "in 3 days"), ("cc", "desk@works.example"), ("text", "Laptop, badge, key."),
        ];
        let kept = aya.upload("/tickets", &Multipart::of(&form).file("file", "list.pdf", "application/pdf", b"%PDF")).await;
        assert!(kept.status == 200 && kept.text().contains("The template is kept."), "{} {}", kept.status, kept.text());
        assert_eq!(chika.upload("/tickets", &Multipart::of(&form)).await.status, 403);
        let page = chika.get("/tickets/new").await.text();
        assert!(page.contains("New colleague") && !page.contains("template_name"), "{page}");
        let id = page.split("name=\"template\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let typed = Multipart::of(&[("template", &*id), ("requester", "kei@customer.example"), ("subject", ""), ("text", "My own words"), ("team", &team), ("tags", "mine"), ("opening", "said"), ("priority", "normal")]);
        let filled = chika.upload("/tickets", &typed).await;
        assert_eq!(filled.status, 200);
        let page = filled.text();
        for shown in ["kei@customer.example", "My own words", "Somebody begins on Monday", "mine, onboarding", "in 3 days", "desk@works.example"] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert!(!page.contains("Laptop, badge, key."), "what was typed stays");
        assert!(page.contains("value=\"note\" checked") && page.contains("value=\"high\" selected") && page.contains("value=\"task\" selected"), "{page}");
        let fresh = chika.upload("/tickets", &Multipart::of(&[("template", &*id), ("team", &team)])).await.text();
        assert!(fresh.contains("Laptop, badge, key.") && fresh.contains("list.pdf"), "{fresh}");
        assert_eq!(chika.upload("/tickets", &Multipart::of(&[("template", "987654"), ("team", &team)])).await.status, 404);
        let index = aya.get("/admin/templates").await.text();
        assert!(index.contains("New colleague"), "{index}");
        assert_eq!(aya.post(&format!("/admin/templates/{id}/remove"), "").await.status, 303);
    }

    async fn a_ticket_begins_with_its_type_its_steps_and_its_day(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let (team, me) = (cast.support.to_string(), cast.chika.to_string());
        let steps = desk::ticket::Checklist { id: desk::ticket::ChecklistId(0), name: "Move".into(), items: vec!["Pack".into()], teams: vec![], version: 1 };
        let list = house.world.desk.change(house.world.actor(cast.aya).await, move |tx| ticket::create_checklist(tx, steps)).await.unwrap().id.to_string();
        let fields = [("opening", "note"), ("requester", "kei@customer.example"), ("subject", "We move"), ("text", "Soon"), ("team", &*team), ("type", "task"), ("assignee", &*me), ("checklist", &*list)];
        let wrong = chika.upload("/tickets", &Multipart::of(&fields).field("due", b"some day")).await;
        assert!(wrong.status == 422 && wrong.text().contains("due-reason"), "{}", wrong.text());
        let reply = chika.upload("/tickets", &Multipart::of(&fields).field("due", "明後日".as_bytes())).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let ticket = now(&house, number(reply.location())).await;
        assert_eq!((ticket.kind, ticket.assignee), (desk::ticket::Kind::Task, Some(cast.chika)));
        let evening = base::Moment::on_wall_clock("2026-03-03T18:00", "Asia/Tokyo");
        assert_eq!(ticket.deadline, evening, "a day without an hour ends in the evening, as on the ticket itself");
        assert!(chika.get(reply.location()).await.text().contains("Pack"));
    }

    async fn the_composer_is_told_what_it_asks_for(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut ben = house.agent(cast.ben).await;
        let told = ben.get("/tickets/new/recipients?address=kei%40customer.example&address=ghost%40elsewhere.example&requester=mio%40customer.example").await.text();
        assert!(told.contains(r#""name":"Kei Tanaka""#) && told.contains(r#""reason":"known""#), "{told}");
        assert!(told.contains(r#""reason":"new""#) && told.contains(r#""level":"warning""#), "{told}");
        assert!(ben.get("/tickets/new/mentionable").await.text().contains("Chika"));
        assert_eq!(ben.get("/tickets/new/macros").await.text(), "[]");
        assert_eq!(ben.get("/tickets/new/signature?team=x&from=987654").await.status, 404);
        assert_eq!(ben.get("/tickets/new/signature?team=1").await.status, 200);
    }

    async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let end = house.world.log_end().await;
        let (support, billing) = (cast.support.to_string(), cast.billing.to_string());
        let good = [("requester", "kei@customer.example"), ("subject", "The lid"), ("text", "It leaks"), ("team", &*support)];
        for (name, value, status) in [
            ("requester", "nobody", 422), ("subject", " ", 422), ("text", "", 422), ("team", "x", 422), ("team", &*billing, 403),
        ] {
            let fields: Vec<_> = good.iter().map(|(field, kept)| (*field, if *field == name { value } else { *kept })).collect();
            let refused = chika.upload("/tickets", &Multipart::of(&fields)).await;
            assert_eq!(refused.status, status, "{name}={value}: {}", refused.text());
            if status == 422 {
                assert!(refused.text().contains("role=\"alert\""), "{name}");
                let kept = if name == "subject" { "It leaks" } else { "The lid" };
                assert!(refused.text().contains(kept), "{name}");
            }
        }
        assert_eq!(house.world.log_end().await, end, "nothing has happened");
    }

    async fn a_link_fills_in_whom_it_is_for(world: World) {
        let house = House::open(world).await;
        let page = house.agent(house.cast.ben).await.get("/tickets/new?requester=%22%3Ekei%40customer.example").await.text();
        assert!(page.contains("value=\"&#34;&#62;kei@customer.example\""), "{page}");
    }

    async fn who_has_no_address_is_named_by_number_by_choice_or_made_when_that_is_said(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let team = cast.support.to_string();
        let said = |whom: &str, subject: &str| Multipart::of(&[("opening", "said"), ("requester", whom), ("subject", subject), ("text", "He called."), ("team", &team), ("origin", "phone")]);
        let first = chika.upload("/tickets", &said("Taro <090-1234-5678>", "The lid")).await;
        assert_eq!(first.status, 303, "{}", first.text());
        let taro = now(&house, number(first.location())).await.requester;
        let page = chika.get(first.location()).await.text();
        assert!(page.contains("+819012345678") && page.contains("nothing is mailed to them"), "{page}");
        let again = chika.upload("/tickets", &said("０９０−１２３４−５６７８", "The handle")).await;
        assert_eq!(now(&house, number(again.location())).await.requester, taro, "found by the number, however it is typed");
        let end = house.world.log_end().await;
        let unclear = chika.upload("/tickets", &said("Taro", "The spout")).await;
        assert!(unclear.status == 422 && unclear.text().contains(&format!("value=\"#{taro}\"")), "{}", unclear.text());
        let other = chika.upload("/tickets", &said("Hanako <090-1234-5678>", "The spout")).await;
        assert!(other.status == 422 && other.text().contains(&format!("value=\"#{taro}\"")), "a number of somebody else: {}", other.text());
        assert_eq!(house.world.log_end().await, end, "nobody is made by typing");
        let stale = said("Hanako", "The spout").field("whom", b"new").field("whom_for", b"Taro");
        assert_eq!(chika.upload("/tickets", &stale).await.status, 422, "chosen for another name");
        let chosen = said("Taro", "The spout").field("whom", format!("#{taro}").as_bytes()).field("whom_for", b"Taro");
        assert_eq!(now(&house, number(chika.upload("/tickets", &chosen).await.location())).await.requester, taro);
        let fresh = said("Taro", "The grip").field("whom", b"new").field("whom_for", b"Taro");
        assert_ne!(now(&house, number(chika.upload("/tickets", &fresh).await.location())).await.requester, taro);
        assert_eq!(chika.upload("/tickets", &said("Nobody <#987654>", "The grip")).await.status, 422);
        let letter = Multipart::of(&[("opening", "write"), ("requester", &format!("Taro <#{taro}>")), ("subject", "The seal"), ("text", "Dear Taro"), ("team", &team)]);
        let unreached = chika.upload("/tickets", &letter).await;
        assert!(unreached.status == 422 && unreached.text().contains("no e-mail address"), "{}", unreached.text());
        let offered = chika.get("/people/options?all=on&requester=Taro").await.text();
        assert!(offered.contains(&format!("<option value=\"#{taro}\">Taro</option>")), "{offered}");
        assert!(!chika.get("/people/options?requester=Taro").await.text().contains("option"));
    }

    async fn addresses_are_proposed_while_one_types(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        let found = ben.get("/people/options?requester=kei").await.text();
        assert!(found.contains("<option value=\"kei@customer.example\">Kei Tanaka</option>"), "{found}");
        assert!(!ben.get("/people/options?requester=").await.text().contains("option"));
    }
}
