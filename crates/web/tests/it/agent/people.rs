//! `/people`, `/organizations`

use super::{asked, followed, value};
use crate::browser::{House, Multipart, encoded};
use std::time::Duration;
use testing::on_both;

on_both! {
    async fn people_are_found_shown_with_their_tickets_and_edited(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        assert!(chika.get("/people?q=tana").await.text().contains("Kei Tanaka"));
        assert!(chika.get("/people?q=zzz").await.text().contains("Nobody found"));
        let path = format!("/people/{}", cast.kei);
        let page = chika.get(&path).await.text();
        assert!(page.contains("The kettle leaks") && page.contains("kei@customer.example"), "{page}");
        assert!(page.contains("<option value=\"Asia/Tokyo\">"), "zones to choose from: {page}");
        let version = value(&page, "version").to_owned();
        let form = encoded(&[("version", &version), ("name", "Kei T."), ("language", "ja"), ("time_zone", ""), ("organization", "")]);
        let reply = chika.post(&path, &form).await;
        assert!(followed(&mut chika, reply).await.contains("Kei T."));
        let late = chika.post(&path, &form).await;
        assert_eq!(late.status, 409);
        assert_eq!(chika.post(&path, "name=x&version=2&time_zone=Mars").await.status, 422);
    }

    async fn an_address_is_added_chosen_and_removed_but_never_stolen(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let path = format!("/people/{}/addresses", cast.kei);
        for act in ["add", "share", "own", "choose", "remove"] {
            let reply = chika.post(&path, &encoded(&[("act", act), ("address", "kei@home.example")])).await;
            assert_eq!(reply.status, 303, "{act}: {}", reply.text());
        }
        for (act, address) in [("add", "mio@kyaku.example"), ("add", "nonsense"), ("remove", "kei@customer.example")] {
            let refused = chika.post(&path, &encoded(&[("act", act), ("address", address)])).await;
            assert_eq!(refused.status, 422, "{act} {address}");
            assert!(refused.text().contains("role=\"alert\""));
        }
        let agents = chika.post(&format!("/people/{}/addresses", cast.aya), "act=add&address=mine%40x.example").await;
        assert_eq!(agents.status, 403, "who could give an agent an address could sign in as them");
    }

    async fn an_organisation_is_described_with_its_contacts_and_further_members(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let reply = chika.post("/organizations", "name=Sakura+Works").await;
        let path = reply.location().split('?').next().unwrap_or_default().to_owned();
        let page = chika.get(&path).await.text();
        let version = value(&page, "version").to_owned();
        let form = encoded(&[("version", &version), ("sharing", "contacts"), ("tier", "vip"), ("agent", &cast.chika.to_string()), ("notes", "Pays <late>")]);
        let reply = chika.post(&format!("{path}/about"), &form).await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("Pays &lt;late&gt;") && page.contains("Account manager") && page.contains(r#"data-tier="vip""#), "{page}");
        assert_eq!(chika.post(&format!("{path}/about"), &form).await.status, 409);
        let long = encoded(&[("version", "2"), ("sharing", "contacts"), ("tier", "vip"), ("notes", &"x".repeat(10_001))]);
        assert_eq!(chika.post(&format!("{path}/about"), &long).await.status, 422);
        let refused = chika.post(&format!("{path}/contacts"), "act=add&contacts_address=kei%40customer.example").await;
        assert_eq!(refused.status, 422, "no member yet");
        assert!(refused.text().contains("Only members can be primary contacts"));
        let person = format!("/people/{}", cast.kei);
        let refused = chika.post(&format!("{person}/organizations"), "act=join&beside=sakura").await;
        assert_eq!(refused.status, 422, "a few letters choose none");
        assert!(refused.text().contains("<q>Sakura Works</q>"), "{}", refused.text());
        let reply = chika.post(&format!("{person}/organizations"), "act=join&beside=sakura+works").await;
        assert!(followed(&mut chika, reply).await.contains("Sakura Works"));
        let reply = chika.post(&format!("{path}/contacts"), "act=add&contacts_address=kei%40customer.example").await;
        assert!(followed(&mut chika, reply).await.contains("Kei Tanaka"));
        let reply = chika.post(&format!("{person}/tier"), "tier=important").await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("primary contact") && page.contains("data-tier=\"important\""), "{page}");
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        assert!(chika.get("/tickets?view=open").await.text().contains("data-tier=\"important\""));
        assert_eq!(chika.post(&format!("{person}/tier"), "tier=gold").await.status, 422);
        assert_eq!(house.agent(cast.dai).await.post(&format!("{path}/about"), &form).await.status, 403);
        let reply = chika.post(&format!("{path}/further"), &format!("act=remove&person={}", cast.kei)).await;
        assert!(!followed(&mut chika, reply).await.contains("kei@customer.example"));
    }

    async fn somebody_nobody_has_had_mail_from_can_be_added(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        assert_eq!(chika.get("/people/new").await.status, 200);
        let reply = chika.post("/people", "email=yuki%40shop.example&name=Yuki&language=ja").await;
        assert!(followed(&mut chika, reply).await.contains("yuki@shop.example"));
        assert_eq!(chika.post("/people", "email=yuki%40shop.example").await.status, 422);
        assert_eq!(chika.post("/people", "email=").await.status, 422);
        let reply = chika.post("/people", "email=&name=Nao&number=%2B81+90+1234+5678&sort=mobile&service=line&handle=nao").await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("Nao") && page.contains("+819012345678"), "{page}");
        let reply = chika.post("/people", "email=&service=line&handle=kenji_k").await;
        assert!(followed(&mut chika, reply).await.contains("kenji_k"));
        assert_eq!(chika.post("/people", "email=&name=Ken&number=call+me&sort=mobile").await.status, 422);
        assert_eq!(house.agent(house.cast.dai).await.get("/people/new").await.status, 403);
    }

    async fn a_table_is_brought_tried_and_taken_and_what_is_left_out_is_fetched_with_every_reason(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let table = "email,name,language,phone\nrin@parts.example,Rin,fr,\n=nobody,Ann,,12\n";
        let reply = chika.upload("/people/import", &Multipart::of(&[("table", table)])).await;
        let path = reply.location().to_owned();
        let page = followed(&mut chika, reply).await;
        let reasons = ["This is no e-mail address", "Write the number with its country"];
        for told in ["one new person", "1 language left out", "Kippu does not speak “fr”", "one line left out", "Line 3", reasons[0], reasons[1], "value=\"email\" selected"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let left = chika.get(&format!("{path}/left")).await;
        assert!(left.header("content-type").starts_with("text/csv") && left.header("content-disposition").contains(".csv"));
        let text = left.text();
        assert!(text.contains("\"email\",\"name\",\"language\",\"phone\",\"Why it is left out\""), "{text}");
        assert!(text.contains("\"'=nobody\",\"Ann\",\"\",\"12\",\"") && reasons.iter().all(|reason| text.contains(reason)), "{text}");
        assert!(!text.contains("rin@parts.example"), "{text}");

        let form = "act=take&column-0=email&column-1=name&column-2=language&column-3=phone_work";
        let reply = chika.post(&path, form).await;
        assert_eq!(reply.location(), path);
        assert!(followed(&mut chika, reply).await.contains("Imported."));
        assert!(chika.get("/people?q=rin").await.text().contains("rin@parts.example"));
        assert!(chika.get("/people/import").await.text().contains(&format!("href=\"{path}\"")), "it is found again");
        let mut ben = house.agent(house.cast.ben).await;
        assert_eq!(ben.get(&path).await.status, 404);
        assert_eq!(ben.get(&format!("{path}/left")).await.status, 404);

        let right = text.replace("'=nobody", "ann@parts.example").replace("\"12\"", "\"'+81 3 1234 5678\"");
        let file = Multipart::default().file("file", "left.csv", "text/csv", right.as_bytes());
        let reply = chika.upload("/people/import", &file).await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("one new person") && !page.contains("left out</li>"), "put right, it is taken: {page}");
    }

    async fn a_table_that_says_of_nobody_who_they_are_asks_which_column_does(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let reply = chika.upload("/people/import", &Multipart::of(&[("table", "who\nrin@parts.example\n")])).await;
        let path = reply.location().to_owned();
        assert!(followed(&mut chika, reply).await.contains("Choose a column that says who it is"));
        assert_eq!(chika.post(&path, "act=try&column-0=nothing").await.status, 422);
        let reply = chika.post(&path, "act=try&column-0=email").await;
        assert!(followed(&mut chika, reply).await.contains("one new person"));
        let empty = chika.upload("/people/import", &Multipart::of(&[("table", "email\n")])).await;
        assert_eq!(empty.status, 422);
        assert!(empty.text().contains("There is no line in it"), "{}", empty.text());
    }

    async fn the_organisation_of_somebody_is_typed_by_its_name(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let reply = chika.post("/people", "email=rei%40shop.example&name=Rei").await;
        let rei = reply.location().to_owned();
        followed(&mut chika, reply).await;
        let typed = |name: &str| format!("name=Rei&version=2&organization=&organization_name={name}");
        assert_eq!(chika.post(&rei, &typed("Nowhere")).await.status, 422);
        chika.post("/organizations", "name=Parts+Ltd").await;
        let refused = chika.post(&rei, &typed("Par")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("<q>Parts Ltd</q>") && refused.text().contains("Create “Par” and save"), "{}", refused.text());
        let reply = chika.post(&rei, &typed("Parts+Ltd")).await;
        assert!(followed(&mut chika, reply).await.contains(">Parts Ltd</a>"));
    }

    async fn somebody_is_added_with_their_organisation_which_may_be_new(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        chika.post("/organizations", "name=Parts+Ltd").await;
        let refused = chika.post("/people", "email=nao%40shop.example&name=Nao&organization_name=Part").await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("<q>Parts Ltd</q>"), "{}", refused.text());
        let reply = chika.post("/people", "email=nao%40shop.example&name=Nao&organization_name=parts+ltd").await;
        assert!(followed(&mut chika, reply).await.contains(">Parts Ltd</a>"));
        let reply = chika.post("/people", "email=ken%40shop.example&name=Ken&organization_name=Tools+Ltd&make=on").await;
        assert!(followed(&mut chika, reply).await.contains(">Tools Ltd</a>"));
        let found = chika.get("/people?q=parts").await.text();
        assert!(found.contains("nao@shop.example") && !found.contains("ken@shop.example"), "members are found by their organisation: {found}");
        assert!(chika.get("/palette?q=tools").await.text().contains("/organizations/"));
        for options in ["organization_name=par", "beside=par", "merge_name=par", "name=par", "organization_name=par&name=Nao"] {
            assert!(chika.get(&format!("/organizations/options?{options}")).await.text().contains("Parts Ltd"), "{options}");
        }
        let dai = house.agent(house.cast.dai).await.post("/people", "email=x%40x.example&organization_name=New&make=on").await;
        assert_eq!(dai.status, 403);
    }

    async fn two_organisations_are_looked_at_before_they_become_one_and_come_apart_again(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        assert!(chika.get("/organizations").await.text().contains("href=\"/organizations/new\""));
        assert_eq!(chika.get("/organizations/new").await.status, 200);
        let went = chika.post("/organizations", "name=Kyaku+Ltd").await.location().to_owned();
        let stays = chika.post("/organizations", "name=Kyaku+KK").await.location().to_owned();
        let twice = chika.post("/organizations", "name=KYAKU+%EF%BC%AC%EF%BD%94%EF%BD%84").await;
        assert_eq!(twice.status, 422);
        assert!(twice.text().contains("of this name already") && twice.text().contains(&format!("href=\"{went}\"")), "{}", twice.text());
        let renamed = chika.post(&stays, "name=kyaku+ltd&version=1").await;
        assert_eq!(renamed.status, 422);
        assert!(renamed.text().contains(&format!("{went}/merge?from=")), "{}", renamed.text());
        chika.post(&format!("{went}/domains"), "act=add&domain=kyaku.example").await;
        let ticket = asked(&house, "The kettle leaks", cast.mio, cast.support).await;
        let refused = chika.post(&format!("{stays}/merge"), "merge_name=kyaku").await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("<q>Kyaku Ltd</q>"), "{}", refused.text());
        let itself = chika.post(&format!("{stays}/merge"), "merge_name=kyaku+kk").await;
        assert_eq!(itself.status, 422);
        let asks = chika.post(&format!("{stays}/merge"), "merge_name=kyaku+ltd").await;
        let id = went.rsplit('/').next().unwrap_or_default();
        assert_eq!(asks.location(), format!("{stays}/merge?from={id}"));
        let page = chika.get(asks.location()).await.text();
        for told in ["One ticket moves", "One person whose main organization it is", "kyaku.example", "The other way round"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let form = |seen: &str| format!("from={id}&sure=on&seen={seen}");
        assert_eq!(chika.post(&format!("{stays}/merge"), &form("0.0")).await.status, 409);
        assert!(crate::agent::now(&house, ticket.number).await.organization.is_some_and(|one| one.to_string() == id), "nothing has happened");
        let done = chika.post(&format!("{stays}/merge"), &form(value(&page, "seen"))).await;
        assert_eq!(done.location(), stays);
        let page = followed(&mut chika, done).await;
        assert!(page.contains("Merged into this organization") && page.contains("The kettle leaks"), "{page}");
        let old = chika.get(&went).await;
        assert_eq!((old.status.as_u16(), old.location()), (303, stays.as_str()));
        assert_eq!(chika.post(&format!("{stays}/remove"), "").await.status, 422);
        assert!(house.agent(cast.aya).await.get("/admin/audit").await.text().contains("merged the organization"));
        let merge = page.split("/organizations/merges/").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default().to_owned();
        let undone = chika.post(&format!("/organizations/merges/{merge}/undo"), "").await;
        assert_eq!(undone.location(), stays);
        followed(&mut chika, undone).await;
        assert_eq!(chika.get(&went).await.status, 200);
        let gone = chika.post(&format!("{stays}/remove"), "").await;
        assert_eq!(gone.location(), "/organizations");
        followed(&mut chika, gone).await;
        assert_eq!(chika.get(&stays).await.status, 404);
        assert_eq!(house.agent(cast.dai).await.post(&format!("{went}/remove"), "").await.status, 403);
    }

    async fn two_are_looked_at_side_by_side_before_they_become_one(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let reply = chika.post("/people", "email=k.tanaka%40private.example").await;
        let twin = reply.location().to_owned();
        followed(&mut chika, reply).await;
        let asks = chika.post(&format!("{twin}/merge"), "merge_address=kei%40customer.example").await;
        assert_eq!(asks.location(), format!("{twin}/merge?from={}", cast.kei));
        let page = chika.get(asks.location()).await.text();
        for told in ["Filled in", "Both", "One ticket moves", "k.tanaka@private.example", "The other way round"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert_eq!(crate::agent::now(&house, ticket.number).await.requester, cast.kei, "nothing has happened");
        let form = |seen: &str| format!("from={}&sure=on&seen={seen}", cast.kei);
        let stale = chika.post(&format!("{twin}/merge"), &form("0.0")).await;
        assert_eq!(stale.status, 409);
        assert!(stale.text().contains("has changed since"), "{}", stale.text());
        let seen = value(&page, "seen").to_owned();
        let done = chika.post(&format!("{twin}/merge"), &form(&seen)).await;
        assert_eq!(done.location(), twin);
        assert!(followed(&mut chika, done).await.contains("Merged into this person"));
        assert_ne!(crate::agent::now(&house, ticket.number).await.requester, cast.kei);
        assert_eq!(chika.get(&format!("{twin}/merge")).await.status, 404);
        assert_eq!(house.agent(cast.dai).await.get(&format!("{twin}/merge?from={}", cast.mio)).await.status, 403);
    }

    async fn an_agent_sees_what_the_requester_sees_and_it_is_written_down(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let elsewhere = asked(&house, "The bill is wrong", cast.kei, cast.billing).await;
        let number = ticket.number;
        let (by, note) = (house.world.actor(cast.chika).await, service::conversation::Compose { text: "Between us.".into(), ..Default::default() });
        house.world.desk.change(by, move |tx| service::conversation::note(tx, number, note)).await.unwrap();
        let page = chika.post(&format!("/tickets/{number}/as-requester"), "").await;
        assert_eq!(page.status, 200);
        let page = page.text();
        assert!(page.contains("as Kei Tanaka sees it") && page.contains("It leaks when it boils.") && !page.contains("Between us."), "{page}");
        for gone in ["<textarea", "\"/help", "sign-out", "/close\""] {
            assert!(!page.contains(gone), "{gone}: {page}");
        }
        let eve = house.agent(cast.eve).await.post(&format!("/people/{}/as-requester", cast.kei), "").await.text();
        assert!(!eve.contains("The kettle leaks"), "what she may not read is not shown her as somebody else's either");
        let list = chika.post(&format!("/people/{}/as-requester", cast.kei), "").await.text();
        assert!(list.contains("The kettle leaks") && list.contains(&format!("/tickets/{number}/as-requester")), "{list}");
        assert_eq!(chika.post(&format!("/people/{}/as-requester", cast.ben), "").await.status, 404, "agents have a page of their own");
        assert_eq!(house.agent(cast.eve).await.post(&format!("/tickets/{}/as-requester", elsewhere.number), "").await.status, 404);
        let audit = house.agent(cast.aya).await.get("/admin/audit").await.text();
        assert!(audit.contains("looked at") && audit.contains(&format!("#{number}")), "{audit}");
        let beside = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(beside.contains(&format!("action=\"/people/{}/as-requester\"", cast.kei)), "{beside}");
    }

    async fn every_list_of_a_requester_is_seen_page_by_page_through_their_eyes(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        for n in 0..26 {
            house.world.clock.advance(Duration::from_secs(60));
            asked(&house, format!("Matter {n}.").leak(), cast.mio, cast.support).await;
        }
        let lists = format!("/people/{}/as-requester", cast.mio);
        let (theirs, eyes) = (format!("/tickets/{}/as-requester", ticket.number), format!("as={}", cast.mio));
        assert_eq!(chika.post(&lists, "of=others").await.status, 404, "they oversee nobody");
        assert_eq!(chika.post(&theirs, &eyes).await.status, 404, "it is not theirs to see");
        let oversight = format!("/people/{}/oversight", cast.mio);
        assert_eq!(chika.post(&oversight, "act=give&oversees=kei%40customer.example").await.status, 303);

        let first = chika.post(&lists, "").await.text();
        assert!(first.contains("Matter 25.") && !first.contains("Matter 0.") && first.contains("value=\"others\""), "{first}");
        let second = chika.post(&lists, &encoded(&[("after", value(&first, "after"))])).await.text();
        assert!(second.contains("Matter 0.") && !second.contains("Matter 25.") && !second.contains("name=\"after\""), "{second}");
        let others = chika.post(&lists, "of=others").await.text();
        assert!(others.contains("The kettle leaks") && others.contains("Kei Tanaka") && !others.contains("Matter 25."), "{others}");
        assert_eq!(value(&others, "as"), cast.mio.to_string());
        let page = chika.post(&theirs, &eyes).await.text();
        assert!(page.contains("as 佐藤 美緒 sees it") && page.contains("Kei Tanaka") && page.contains(&lists), "{page}");
        for page in [first, second, others, page] {
            assert!(!page.contains("\"/help"), "nothing leads out: {page}");
        }
        assert_eq!(chika.post(&lists, "organization=999999").await.status, 404);
        assert_eq!(chika.post(&lists, "organization=x").await.status, 404);
    }

    async fn who_has_no_address_is_named_by_number_or_by_choice(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let number = "number=%2B81+90+1234+5678&sort=mobile";
        let reply = chika.post("/people", &format!("email=&name=Nao,+A&{number}")).await;
        let nao = reply.door().to_owned();
        let id = nao.rsplit('/').next().unwrap_or_default().to_owned();
        let page = followed(&mut chika, reply).await;
        let link = format!("/tickets/new?requester=Nao%20%20A%20%3C%23{id}%3E");
        assert!(page.contains(&link) && page.contains("Merge with somebody else"), "{page}");
        assert!(chika.get(&link).await.text().contains(&format!("#{id}")));

        let kei = format!("/people/{}", cast.kei);
        let merge = |typed: &str| (format!("{kei}/merge"), encoded(&[("merge_address", typed)]));
        let (bare, choice) = (format!("#{id}"), format!("Nao A <#{id}>"));
        for typed in ["+81 90 1234 5678", "０９０−１２３４−５６７８", bare.as_str(), choice.as_str()] {
            let (path, form) = merge(typed);
            assert_eq!(chika.post(&path, &form).await.location(), format!("{kei}/merge?from={id}"), "{typed}");
        }
        let (path, form) = merge("Nao");
        let unclear = chika.post(&path, &form).await;
        assert!(unclear.status == 422 && unclear.text().contains("not clear who is meant"), "{}", unclear.text());
        let (path, form) = merge("#987654");
        assert_eq!(chika.post(&path, &form).await.status, 422);

        let reply = chika.post("/organizations", "name=Sakura+Works").await;
        let company = reply.door().to_owned();
        for (path, form) in [
            (format!("{kei}/manager"), [("act", "set"), ("manager", choice.as_str())]),
            (format!("{kei}/oversight"), [("act", "give"), ("oversees", choice.as_str())]),
            (format!("{company}/further"), [("act", "add"), ("further_address", choice.as_str())]),
            (format!("{company}/contacts"), [("act", "add"), ("contacts_address", "+81 90 1234 5678")]),
        ] {
            let reply = chika.post(&path, &encoded(&form)).await;
            assert_eq!(reply.status, 303, "{path}: {}", reply.text());
        }
        chika.post("/people", &format!("email=&name=Riku&{number}")).await;
        let (path, form) = merge("+81 90 1234 5678");
        assert_eq!(chika.post(&path, &form).await.status, 422, "two have the number");
    }

    async fn spam_and_trash_are_marked_among_somebodys_tickets_and_counted_nowhere(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let spam = asked(&house, "Cheap watches", cast.kei, cast.support).await.number;
        let gone = asked(&house, "Asked by mistake", cast.kei, cast.support).await.number;
        let by = house.world.actor(cast.chika).await;
        let put_away = move |tx: &mut service::Tx| {
            service::ticket::mark_spam(tx, spam, None)?;
            service::ticket::trash(tx, gone, None)
        };
        house.world.desk.change(by, put_away).await.unwrap();
        let page = chika.get(&format!("/people/{}", cast.kei)).await.text();
        assert!(page.contains("<span>1 ticket</span><b>1 open</b>"), "{page}");
        let rows = |page: &str| page.split("<ol class=\"rows").nth(1).and_then(|rest| rest.split("</ol>").next()).unwrap_or_default().to_owned();
        let theirs = rows(&page);
        for sign in ["Spam</span>", "Trash</span>"] {
            assert_eq!(theirs.matches(sign).count(), 1, "{sign}: {theirs}");
        }
        assert!(theirs.contains("Cheap watches") && theirs.contains("The kettle leaks"), "{theirs}");
        let list = rows(&chika.get("/tickets?view=spam").await.text());
        assert!(list.contains("Cheap watches") && !list.contains("Spam</span>"), "the list is of spam: {list}");
    }

    async fn an_organisation_gathers_who_writes_from_its_domains(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let reply = chika.post("/organizations", "name=Kyaku+Ltd").await;
        let path = reply.location().to_owned();
        followed(&mut chika, reply).await;
        assert_eq!(chika.post(&format!("{path}/domains"), "act=add&domain=kyaku.example").await.status, 303);
        asked(&house, "The kettle leaks", cast.mio, cast.support).await;
        let page = chika.get(&path).await.text();
        assert!(page.contains("佐藤 美緒") && page.contains("The kettle leaks"), "{page}");
        assert!(page.contains("<span>1 ticket</span><b>1 open</b>"), "{page}");
        assert!(house.agent(cast.eve).await.get(&path).await.text().contains("0 tickets"), "of another team");
        assert_eq!(chika.post(&format!("{path}/domains"), "act=add&domain=gmail.com").await.status, 422);
        let version = value(&page, "version").to_owned();
        assert_eq!(chika.post(&path, &encoded(&[("version", &version), ("name", "Kyaku KK")])).await.status, 303);
        assert_eq!(chika.post(&path, &encoded(&[("version", &version), ("name", "Late")])).await.status, 409);
        assert!(chika.get("/organizations?q=ky").await.text().contains("Kyaku KK"));
        assert_eq!(chika.post("/organizations", "name=+").await.status, 422);
        assert_eq!(chika.get("/organizations/999").await.status, 404);
    }
}
