//! A second look before sending, in every form that sends: the guard by its name, and what waits for a colleague.

use super::{asked, followed, now, value};
use crate::browser::{HOST, House, Multipart};
use desk::Role;
use desk::channel::{Attached, Effect, GuardWish};
use desk::conversation::{MacroWish, NewAttachment};
use desk::ticket::{Category, Relation, TicketNumber};
use service::{channel, conversation, people, ticket};
use testing::on_both;

/// A guard that warns of prices.
async fn warns(house: &House) {
    let wish = GuardWish { name: "Prices <5?".into(), words: vec!["price".into()], ..GuardWish::default() };
    let aya = house.world.actor(house.cast.aya).await;
    house.world.desk.change(aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
}

/// Chika does not send alone yet.
async fn novice(house: &House) {
    let (aya, chika) = (house.world.actor(house.cast.aya).await, house.cast.chika);
    let change = house.world.desk.change(aya, move |tx| {
        let (_, agent) = people::agents(tx)?.into_iter().find(|(person, _)| person.id == chika).expect("an agent");
        people::set_role(tx, chika, Role::Novice, agent.version)
    });
    change.await.unwrap();
}

/// A problem with one incident, Kei's.
async fn problem(house: &House) -> (TicketNumber, TicketNumber) {
    let cast = house.cast;
    let problem = asked(house, "All kettles leak", cast.stranger, cast.support).await.number;
    let incident = asked(house, "Mine leaks", cast.kei, cast.support).await.number;
    let chika = house.world.actor(cast.chika).await;
    let link = house.world.desk.change(chika, move |tx| ticket::link(tx, problem, incident, Relation::Incident, None));
    link.await.unwrap();
    (problem, incident)
}

const WAITS: &str = "A colleague reads this before it leaves";
const NAMED: &str = "Prices &#60;5?";
const APPROVES: &str = "action=\"/releases/1/approve\"";

on_both! {
    async fn a_letter_that_opens_a_ticket_is_warned_of_and_sent_by_whoever_has_looked(world: World) {
        let house = House::open(world).await;
        warns(&house).await;
        let (team, mut chika) = (house.cast.support.to_string(), house.agent(house.cast.chika).await);
        let form = |opening, confirmed: &str| {
            let fields = [("opening", opening), ("requester", "kei@customer.example"), ("subject", "Offer"), ("text", "The price is 7."), ("team", &*team)];
            let form = Multipart::of(&fields);
            if confirmed.is_empty() { form } else { form.field("confirmed", confirmed.as_bytes()) }
        };
        let end = house.world.log_end().await;
        let refused = chika.upload("/tickets", &form("write", "")).await;
        let page = refused.text();
        assert_eq!(refused.status, 422, "{page}");
        assert!(page.contains(NAMED) && page.contains("name=\"confirmed\"") && page.contains("The price is 7."), "{page}");
        assert_eq!(house.world.log_end().await, end, "no ticket is there");
        let noted = chika.upload("/tickets", &form("note", "")).await;
        assert_eq!(noted.status, 303, "a note goes to nobody");
        let number = noted.location().trim_start_matches("/tickets/").to_owned();
        let sent = chika.upload("/tickets", &form("write", "on").field("anyway", number.as_bytes())).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        assert!(chika.get(sent.location()).await.text().contains("message reply"));
    }

    async fn a_picture_in_the_text_is_warned_of_by_name_and_leaves_once_it_was_looked_at(world: World) {
        let house = House::open(world).await;
        let (aya, chika) = (house.world.actor(house.cast.aya).await, house.world.actor(house.cast.chika).await);
        let wish = GuardWish { name: "Files?".into(), attached: Attached::Something, ..GuardWish::default() };
        house.world.desk.change(aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let lid = NewAttachment {
            digest: base::Digest::of(b"lid"),
            name: "lid.png".into(),
            content_type: "image/png".into(),
            size: 3,
            inline: true,
            content_id: Some("lid@kippu".into()),
        };
        house.world.desk.change(chika, move |tx| conversation::attach(tx, number, lid)).await.unwrap();
        let mut chika = house.agent(house.cast.chika).await;
        let path = format!("/tickets/{number}/messages");
        let said = [("kind", "reply"), ("to", "kei@customer.example"), ("text", "See"), ("html", "<p>See <img src=\"cid:lid@kippu\"></p>")];
        let refused = chika.upload(&path, &Multipart::of(&said)).await;
        let page = refused.text();
        assert!(refused.status == 422 && page.contains("<b>Files?</b>") && page.contains("name=\"confirmed\""), "{page}");
        assert_eq!(chika.upload(&path, &Multipart::of(&said).field("confirmed", b"on")).await.status, 303);
    }

    async fn when_a_letter_leaves_and_what_it_sets_outlive_a_warning(world: World) {
        let house = House::open(world).await;
        warns(&house).await;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let path = format!("/tickets/{number}/messages");
        let statuses = house.world.desk.ask(desk::Actor::System, |read| ticket::statuses(read)).await.unwrap();
        let solved = statuses.iter().find(|status| status.category == Category::Solved).expect("one").id.to_string();
        let form = |more: &[(&str, &str)]| {
            let said = [("kind", "reply"), ("to", "kei@customer.example"), ("text", "The price is 7.")];
            Multipart::of(&[&said[..], more].concat())
        };
        let both = [("send_at", "tomorrow"), ("sets", &*solved)];
        let refused = chika.upload(&path, &form(&both)).await;
        let page = refused.text();
        assert!(refused.status == 422 && page.contains("Leaves ") && page.contains("Sets the status to "), "{page}");
        let leaves = value(&page, "leaves").to_owned();
        assert_eq!(value(&page, "sets"), solved);
        // The main button says nothing of them.
        let sent = chika.upload(&path, &form(&[("leaves", &leaves), ("sets", &solved), ("confirmed", "on")])).await;
        let page = followed(&mut chika, sent).await;
        assert!(page.contains("Scheduled for") && page.contains(" · Sets the status to "), "{page}");
        assert_eq!(now(&house, number).await.category, Category::New, "nothing has left");
        let refused = chika.upload(&path, &form(&[("status", &solved), ("leaves", &leaves), ("send_at_words", "in 2 hours")])).await;
        assert_ne!(value(&refused.text(), "leaves"), leaves, "what is said now counts");
    }

    async fn when_the_letter_of_a_new_ticket_leaves_outlives_a_warning(world: World) {
        let house = House::open(world).await;
        warns(&house).await;
        let (team, mut chika) = (house.cast.support.to_string(), house.agent(house.cast.chika).await);
        let form = |more: &[(&str, &str)]| {
            let fields = [("opening", "write"), ("requester", "kei@customer.example"), ("subject", "Offer"), ("text", "The price is 7."), ("team", &*team)];
            Multipart::of(&[&fields[..], more].concat())
        };
        assert_eq!(value(&chika.upload("/tickets", &form(&[("send_at", "theirs")])).await.text(), "leaves"), "theirs");
        let page = chika.upload("/tickets", &form(&[("send_at", "tomorrow")])).await.text();
        let sent = chika.upload("/tickets", &form(&[("leaves", value(&page, "leaves")), ("confirmed", "on")])).await;
        let page = followed(&mut chika, sent).await;
        assert!(page.contains("Scheduled for"), "{page}");
    }

    async fn an_answer_to_many_is_warned_of_by_name_and_sent_by_whoever_has_looked(world: World) {
        let house = House::open(world).await;
        warns(&house).await;
        let wish = MacroWish { name: "Offer".into(), shortcut: "offer".into(), text_en: "The price is 7.".into(), ..MacroWish::default() };
        let aya = house.world.actor(house.cast.aya).await;
        let offer = house.world.desk.change(aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let asks = format!("view=open&ticket={number}&answer={offer}");
        let page = chika.post("/tickets/bulk", &asks).await.text();
        assert!(page.contains(NAMED) && page.contains("name=\"confirmed\""), "{page}");
        let send = |page: &str, more: &str| format!("{asks}&sure=on&slip={}{more}", value(page, "slip"));
        let left = chika.post("/tickets/bulk", &send(&page, "")).await;
        assert!(left.status == 207 && left.text().contains("Not sent: a guard warns of it"), "{}", left.text());
        let page = chika.post("/tickets/bulk", &asks).await.text();
        let other = chika.post("/tickets/bulk", &send(&page, "&confirmed=on&warned=Another")).await;
        assert_eq!(other.status, 207, "a guard that nobody was shown still stops it");
        let page = chika.post("/tickets/bulk", &asks).await.text();
        let sent = chika.post("/tickets/bulk", &send(&page, "&confirmed=on&warned=Prices+%3C5%3F")).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        assert!(chika.get(&format!("/tickets/{number}")).await.text().contains("The price is 7."));
    }

    async fn what_a_warning_kept_of_many_is_sent_with_one_press(world: World) {
        let house = House::open(world).await;
        warns(&house).await;
        let wish = MacroWish { name: "Offer".into(), shortcut: "offer".into(), text_en: "The price is 7.".into(), ..MacroWish::default() };
        let aya = house.world.actor(house.cast.aya).await;
        let offer = house.world.desk.change(aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let asks = format!("view=open&ticket={number}&answer={offer}");
        let page = chika.post("/tickets/bulk", &asks).await.text();
        let left = chika.post("/tickets/bulk", &format!("{asks}&sure=on&slip={}", value(&page, "slip"))).await.text();
        assert!(left.contains("id=\"unsent\"") && left.contains(NAMED), "{left}");
        let at = left.find("/tickets/runs/").expect("it leads to what became of each");
        let run: String = left[at..].trim_start_matches("/tickets/runs/").chars().take_while(char::is_ascii_digit).collect();
        let shown = chika.get(&format!("/tickets/runs/{run}")).await.text();
        assert!(shown.contains("id=\"unsent\"") && shown.contains(NAMED), "{shown}");
        let press = format!("/tickets/runs/{run}/send");
        assert_eq!(house.agent(house.cast.ben).await.post(&press, "").await.status, 404);
        let sent = chika.post(&press, "").await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let next: String = sent.location().trim_start_matches("/tickets/runs/").chars().take_while(char::is_ascii_digit).collect();
        let next = desk::ticket::RunId(next.parse().expect("it leads to the run that sends"));
        while house.world.desk.change(desk::Actor::System, move |tx| ticket::step(tx, next)).await.unwrap() {}
        assert!(chika.get(&format!("/tickets/{number}")).await.text().contains("The price is 7."));
        let again = chika.post(&press, "").await;
        assert!(again.status != 303 && again.text().contains("Nothing is left here"), "{}", again.text());
    }

    async fn a_letter_that_is_held_says_by_which_guard_and_until_when(world: World) {
        let house = House::open(world).await;
        let aya = house.world.actor(house.cast.aya).await;
        let wish = GuardWish { name: "Prices <5?".into(), words: vec!["price".into()], effect: Effect::Hold, minutes: 10, ..GuardWish::default() };
        house.world.desk.change(aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "The price is 7.")]);
        let sent = chika.upload(&format!("/tickets/{number}/messages"), &form).await;
        let page = followed(&mut chika, sent).await;
        assert!(page.contains("Held until") && page.contains(NAMED) && !page.contains("Scheduled for"), "{page}");
        assert!(page.contains("A guard holds the message until ") && !page.contains("data-countdown"), "{page}");
    }

    async fn one_answer_to_all_incidents_is_warned_of_by_name(world: World) {
        let house = House::open(world).await;
        warns(&house).await;
        let (problem, incident) = problem(&house).await;
        let mut chika = house.agent(house.cast.chika).await;
        let path = format!("/tickets/{problem}/incidents");
        let form = |page: &str, more: &[(&str, &str)]| {
            let (slip, number) = (value(page, "slip").to_owned(), incident.to_string());
            let fields = [("chosen", "on"), ("slip", &*slip), ("ticket", &*number), ("text", "The price is 7.")];
            Multipart::of(&[&fields[..], more].concat())
        };
        let page = chika.get(&path).await.text();
        assert!(!page.contains("name=\"confirmed\"") && !page.contains(WAITS), "{page}");
        let refused = chika.upload(&path, &form(&page, &[])).await;
        let page = refused.text();
        assert_eq!(refused.status, 422);
        assert!(page.contains(NAMED) && page.contains("name=\"confirmed\"") && page.contains("The price is 7."), "{page}");
        let sent = chika.upload(&path, &form(&page, &[("confirmed", "on")])).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, &*format!("/tickets/{problem}")), "{}", sent.text());
        assert!(chika.get(&format!("/tickets/{incident}")).await.text().contains("The price is 7."));
    }

    async fn how_the_letters_to_all_incidents_leave_is_said(world: World) {
        let house = House::open(world).await;
        let (aya, chika) = (house.world.actor(house.cast.aya).await, house.world.actor(house.cast.chika).await);
        let wish = GuardWish { name: "Kyaku".into(), recipients: vec!["kyaku.example".into()], effect: Effect::Hold, minutes: 10, ..GuardWish::default() };
        house.world.desk.change(aya, |tx| channel::create_guard(tx, wish)).await.unwrap();
        let (problem, one) = problem(&house).await;
        let two = asked(&house, "Mine too", house.cast.mio, house.cast.support).await.number;
        house.world.desk.change(chika, move |tx| ticket::link(tx, problem, two, Relation::Incident, None)).await.unwrap();
        let mut chika = house.agent(house.cast.chika).await;
        let (path, one, two) = (format!("/tickets/{problem}/incidents"), one.to_string(), two.to_string());
        let both = [("chosen", "on"), ("ticket", &*one), ("ticket", &*two)];
        for (more, said) in [
            (&[("text", "Hello")][..], &["One letter leaves in 10 s", "A guard holds one letter until "][..]),
            (&[("text", "Hello again"), ("send_at_words", "tomorrow 10:00")][..], &["Scheduled. 2 letters leave from "][..]),
        ] {
            let page = chika.get(&path).await.text();
            let fields = [&both[..], more, &[("slip", value(&page, "slip"))]].concat();
            let sent = chika.upload(&path, &Multipart::of(&fields)).await;
            let page = followed(&mut chika, sent).await;
            assert!(said.iter().all(|said| page.contains(said)), "{said:?}: {page}");
        }
    }

    async fn one_answer_to_all_incidents_has_its_form_and_its_files_also_after_a_refusal(world: World) {
        let house = House::open(world).await;
        let (problem, incident) = problem(&house).await;
        let mut chika = house.agent(house.cast.chika).await;
        let path = format!("/tickets/{problem}/incidents");
        let page = chika.get(&path).await.text();
        assert!(page.contains("kippu-editor") && page.contains("data-files=\"/loose/files\"") && page.contains("/tickets/new/macros"), "{page}");
        let fields = [("chosen", "on"), ("slip", value(&page, "slip")), ("html", "<p>We send <strong>a new handle</strong>.</p>"), ("text", "")];
        let refused = chika.upload(&path, &Multipart::of(&fields).file("file", "handle.pdf", "application/pdf", b"%PDF")).await;
        let page = refused.text();
        assert!(refused.status == 422 && page.contains("handle.pdf") && page.contains("a new handle"), "nobody is chosen: {page}");
        let number = incident.to_string();
        let more = [("ticket", &*number), ("kept", value(&page, "kept")), ("send_at_words", "tomorrow 10:00")];
        let sent = chika.upload(&path, &Multipart::of(&[&fields[..], &more].concat())).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let page = house.world.desk.ask(desk::Actor::System, move |read| ticket::page(read, incident)).await.unwrap();
        let said = page.timeline.into_iter().find_map(|entry| match entry {
            ticket::Entry::Message(said) => said.letter.is_some().then_some(said),
            ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
        });
        let said = said.expect("a letter");
        assert!(said.message.html.as_str().contains("<strong>a new handle</strong>"), "{:?}", said.message.html);
        assert_eq!(said.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["handle.pdf"]);
        let due = said.letter.map(|letter| letter.due_at);
        assert!(due > Some(house.world.desk.now().plus(std::time::Duration::from_secs(3600))), "it waits");
    }

    async fn what_is_asked_beside_a_ticket_is_warned_of_by_name(world: World) {
        let house = House::open(world).await;
        warns(&house).await;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let path = format!("/tickets/{number}/sides");
        let form = Multipart::of(&[("to", "x@supplier.example"), ("subject", "A question"), ("text", "Your price?")]);
        let refused = chika.upload(&path, &form).await;
        assert!(refused.status == 422 && refused.text().contains(NAMED), "{}", refused.text());
        assert_eq!(chika.upload(&path, &form.field("confirmed", b"on")).await.status, 303);
    }

    async fn a_novice_reads_beforehand_that_it_will_wait(world: World) {
        let house = House::open(world).await;
        let (problem, incident) = problem(&house).await;
        let mut chika = house.agent(house.cast.chika).await;
        let pages = [format!("/tickets/{incident}"), format!("/tickets/{problem}/incidents"), format!("/tickets/{incident}/sides/new"), "/tickets/new".into()];
        for path in &pages {
            assert!(!chika.get(path).await.text().contains(WAITS), "{path}");
        }
        let wish = MacroWish { name: "Sorry".into(), shortcut: "sorry".into(), text_en: "Sorry.".into(), ..MacroWish::default() };
        let aya = house.world.actor(house.cast.aya).await;
        let sorry = house.world.desk.change(aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let many = format!("ticket={incident}&view=open&answer={sorry}");
        assert!(!chika.post("/tickets/bulk", &many).await.text().contains(WAITS));
        novice(&house).await;
        assert!(chika.post("/tickets/bulk", &many).await.text().contains(WAITS));
        for path in &pages {
            assert!(chika.get(path).await.text().contains(WAITS), "{path}");
        }
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "Hello")]);
        let sent = chika.upload(&format!("/tickets/{incident}/messages"), &form).await;
        let page = followed(&mut chika, sent).await;
        assert!(page.contains("Waits for approval"), "{page}");
        assert_eq!(chika.post("/releases/1/approve", "").await.status, 403);
        let mut ben = house.agent(house.cast.ben).await;
        let listed = ben.get("/releases").await.text();
        assert!(listed.contains("does not send alone") && listed.contains("Chika Ueda"), "{listed}");
        let card = "class=\"figure warning\" href=\"/releases\"";
        assert!(ben.get("/").await.text().contains(card), "whoever may approve sees it at home");
        assert!(!chika.get("/").await.text().contains(card), "its writer does not");
    }

    async fn whoever_decides_sees_the_letter_as_it_will_leave(world: World) {
        let house = House::open(world).await;
        novice(&house).await;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let statuses = house.world.desk.ask(desk::Actor::System, |read| ticket::statuses(read)).await.unwrap();
        let solved = statuses.iter().find(|status| status.category == Category::Solved).expect("one");
        let (sets, id) = (format!("Sets the status to {}", solved.shown(base::Language::English)), solved.id.to_string());
        let said = [
            ("kind", "reply"),
            ("to", "kei@customer.example"),
            ("bcc", "boss@customer.example"),
            ("text", "Our page"),
            ("html", "<p>Our <a href=\"https://elsewhere.example/\">page</a></p>"),
            ("send_at", "tomorrow"),
            ("status", &*id),
        ];
        let form = Multipart::of(&said).file("file", "prices.txt", "text/plain", b"7");
        let sent = chika.upload(&format!("/tickets/{number}/messages"), &form).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let mut ben = house.agent(house.cast.ben).await;
        let listed = ben.get("/releases").await.text();
        assert!(listed.contains("<dt>Bcc</dt><dd>boss@customer.example</dd>") && !listed.contains("<dt>Cc</dt>"), "{listed}");
        assert!(listed.contains("<iframe src=\"/tickets/") && listed.contains("href=\"/attachments/"), "{listed}");
        assert!(listed.contains("Leaves ") && listed.contains(&sets), "{listed}");
        let approved = ben.post("/releases/1/approve", "").await;
        assert!(followed(&mut ben, approved).await.contains("Approved. The letter leaves on "), "it says when");
    }

    async fn what_is_sent_back_while_something_else_is_written_is_told_above_it(world: World) {
        let house = House::open(world).await;
        novice(&house).await;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let (page, claim) = (format!("/tickets/{number}"), format!("/tickets/{number}/claim"));
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "Hello")]);
        assert_eq!(chika.upload(&format!("{page}/messages"), &form).await.status, 303);
        let begun = "kind=forward&text=Our+margin&forward_to=ami%40supplier.example";
        assert_eq!(chika.put(&format!("{page}/draft"), begun).await.status, 204);
        assert!(!chika.get(&claim).await.text().contains("came back"));
        assert_eq!(house.agent(house.cast.ben).await.post("/releases/1/decline", "reason=No").await.status, 303);
        for path in [&page, &claim] {
            let told = chika.get(path).await.text();
            assert!(told.contains("A letter of yours came back") && told.contains(&format!("{page}/drafts")), "{told}");
        }
        let shown = chika.get(&page).await.text();
        assert!(shown.contains(">Our margin</textarea>") && shown.contains("ami@supplier.example"), "{shown}");
        let kept = chika.get(&format!("{page}/drafts")).await.text();
        assert!(kept.contains("Hello") && kept.contains("kei@customer.example"), "{kept}");
    }

    async fn what_is_asked_beside_a_ticket_says_that_it_waits_or_was_sent_back(world: World) {
        let house = House::open(world).await;
        novice(&house).await;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let form = Multipart::of(&[("to", "ami@supplier.example"), ("subject", "The lid"), ("text", "Which lot?")]);
        assert_eq!(chika.upload(&format!("/tickets/{number}/sides"), &form).await.status, 303);
        let head = |page: &str| page.split("class=\"beside-with clip\">").nth(1).unwrap().split("class=\"beside-time\"").next().unwrap().to_owned();
        let waits = head(&chika.get(&format!("/tickets/{number}")).await.text());
        assert!(waits.contains("ami@supplier.example") && waits.contains("Waits for approval"), "{waits}");
        assert_eq!(house.agent(house.cast.ben).await.post("/releases/1/decline", "reason=No").await.status, 303);
        let back = head(&chika.get(&format!("/tickets/{number}")).await.text());
        assert!(back.contains("ami@supplier.example") && back.contains("Sent back"), "{back}");
    }

    async fn what_was_said_since_is_seen_before_a_letter_is_let_go(world: World) {
        let house = House::open(world).await;
        novice(&house).await;
        let (kei, ticket) = (house.cast.kei, asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await);
        let (number, path) = (ticket.number, format!("/tickets/{}", ticket.number));
        let mut chika = house.agent(house.cast.chika).await;
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "Hello")]);
        assert_eq!(chika.upload(&format!("{path}/messages"), &form).await.status, 303);
        let mut ben = house.agent(house.cast.ben).await;
        assert!(!ben.get("/releases").await.text().contains("name=\"knows\""));
        let said = conversation::Incoming::said(kei, desk::ticket::Origin::Mail, "I do not want it any more.");
        let wrote = house.world.desk.change(desk::Actor::System, move |tx| conversation::incoming(tx, number, said)).await.unwrap();
        for page in ["/releases", &path] {
            let page = ben.get(page).await.text();
            assert!(page.contains("Kei Tanaka wrote since") && page.contains(&format!("{path}#message-{wrote}")), "{page}");
            assert_eq!(value(&page, "knows"), wrote.to_string());
        }
        let mut there = ben.clone().saying("referer", &format!("http://{HOST}{path}"));
        for refused in [ben.post("/releases/1/approve", "").await, there.post("/releases/1/approve", "").await] {
            let page = refused.text();
            let form = page.split(APPROVES).nth(1).and_then(|rest| rest.split("</form>").next()).unwrap_or_default();
            assert!(refused.status == 422 && form.contains("somebody has written since"), "{page}");
            assert!(form.contains("id=\"release-1-reason\"") && form.contains(" aria-invalid=\"true\" aria-describedby=\"release-1-reason\""), "{form}");
            assert!(!page.contains("data-refused"), "it stands nowhere else: {page}");
        }
        let approved = ben.post("/releases/1/approve", &format!("knows={wrote}")).await;
        assert!(followed(&mut ben, approved).await.contains("Approved. The letter is on its way."));
    }

    async fn a_letter_in_the_trash_says_why_it_stays_and_may_be_sent_back(world: World) {
        let house = House::open(world).await;
        novice(&house).await;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let path = format!("/tickets/{number}");
        let mut chika = house.agent(house.cast.chika).await;
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "Hello")]);
        assert_eq!(chika.upload(&format!("{path}/messages"), &form).await.status, 303);
        let mut ben = house.agent(house.cast.ben).await;
        for page in ["/releases", &path] {
            assert!(ben.get(page).await.text().contains(APPROVES), "{page}");
        }
        assert_eq!(ben.post(&format!("{path}/trash"), "").await.status, 303);
        assert!(!ben.get("/releases").await.text().contains("id=\"release-1\""));
        let refused = ben.post("/releases/1/approve", "").await;
        assert_eq!(refused.status, 422);
        let why = format!("This ticket is in the trash. Restore it first. <a class=\"link\" href=\"{path}\">#{number}</a>");
        for page in [ben.get(&path).await.text(), refused.text()] {
            assert!(page.contains(&why) && page.contains("/releases/1/decline") && !page.contains(APPROVES), "{page}");
        }
        let sent_back = ben.post("/releases/1/decline", "reason=No").await;
        assert!(followed(&mut ben, sent_back).await.contains("Sent back to its writer"));
    }

    async fn a_guard_keeps_how_many_what_form_and_who_approves(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let ben = house.cast.ben;
        let form = |pattern: &str| {
            format!("name=Cards&active=on&least=5&pattern={pattern}&attached=whatever&effect=approve&minutes=5&approver={ben}&approving_role=administrator")
        };
        let refused = aya.post("/admin/guards", &form("%28")).await;
        let page = refused.text();
        assert!(refused.status == 422 && page.contains("id=\"pattern-reason\""), "{page}");
        let few = aya.post("/admin/guards", &form("a").replace("least=5", "least=many")).await;
        assert!(few.status == 422 && few.text().contains("id=\"least-reason\""), "{}", few.text());
        assert_eq!(aya.post("/admin/guards", &form("%5Cd%7B12%7D")).await.status, 303);
        let kept = aya.get("/admin/guards/1").await.text();
        for kept_as in [
            "name=\"least\" type=\"text\" value=\"5\"".to_owned(),
            "value=\"\\d{12}\"".to_owned(),
            format!("name=\"approver\" value=\"{ben}\" checked"),
            "name=\"approving_role\" value=\"administrator\" checked".to_owned(),
        ] {
            assert!(kept.contains(&kept_as), "{kept_as}: {kept}");
        }
        let listed = aya.get("/admin/guards").await.text();
        assert!(listed.contains("to 5 people or more") && listed.contains("by those who are named"), "{listed}");
    }

    async fn whoever_is_blocked_or_gets_no_mail_is_warned_of(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "Mine leaks", house.cast.kei, house.cast.support).await.number;
        let (aya, kei) = (house.world.actor(house.cast.aya).await, house.cast.kei);
        let mut chika = house.agent(house.cast.chika).await;
        let path = format!("/tickets/{number}");
        assert!(!chika.get(&path).await.text().contains("is blocked here"));
        let blocked = house.world.desk.change(aya, move |tx| {
            people::block_person(tx, kei, true)?;
            channel::change_do_not_mail(tx, "*@robots.example")
        });
        blocked.await.unwrap();
        let page = chika.get(&path).await.text();
        assert!(page.contains("chip pick danger") && page.contains("Mail from this address is blocked here."), "{page}");
        let told = chika.get(&format!("{path}/recipients?address=a@robots.example&address=kei@customer.example")).await.text();
        assert!(told.contains("no automatic mail") && told.contains("is blocked here"), "{told}");
    }
}
