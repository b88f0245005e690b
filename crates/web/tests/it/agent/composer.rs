//! Answering, noting, forwarding; drafts; taking back.

use super::large::allow;
use super::{asked, asked_with, followed, now, value};
use crate::browser::{HOST, House, Multipart, encoded};
use base::{Address, Email};
use desk::automation::{Step, Texts};
use desk::channel::{MailboxWish, Writing};
use desk::conversation::{Acts, MacroWish, MessageKind, NewAttachment};
use desk::ticket::{Category, Origin, Priority, TicketNumber};
use desk::{Actor, Level};
use service::channel;
use service::conversation::{self, Incoming};
use service::people;
use service::ticket::{self, Entry, Said};
use testing::on_both;

/// What was said last on a ticket.
pub async fn last(house: &House, number: TicketNumber) -> Said {
    let page = house.world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap();
    let mut said = page.timeline.into_iter().filter_map(|entry| match entry {
        Entry::Message(said) => Some(*said),
        Entry::Event(_) | Entry::Side(_) => None,
    });
    said.next_back().expect("something was said")
}

on_both! {
    async fn a_reply_goes_out_with_its_files_and_can_be_taken_back(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let form = Multipart::of(&[("kind", "reply"), ("to", "Kei Tanaka <kei@customer.example>"), ("text", "We look into it.")])
            .file("file", "../見積.pdf", "application/pdf", b"%PDF-1.7");
        let reply = chika.upload(&format!("/tickets/{}/messages", ticket.number), &form).await;
        let page = followed(&mut chika, reply).await;
        let said = last(&house, ticket.number).await;
        assert_eq!((said.message.text.as_str(), said.attachments[0].name.as_str()), ("We look into it.", "見積.pdf"));
        assert_eq!(said.message.to[0].name.as_deref(), Some("Kei Tanaka"));
        assert_eq!(now(&house, ticket.number).await.category, Category::Pending);
        assert!(page.contains("data-countdown=\"10\"") && page.contains("Being sent"), "{page}");
        assert!(page.contains("The message leaves in <span class=\"toast-clock\" role=\"timer\">10</span> s"), "{page}");
        let reply = chika.post(&format!("/messages/{}/take-back", said.message.id), "").await;
        assert_eq!(reply.status, 303);
        let page = chika.get(&format!("/tickets/{}", ticket.number)).await.text();
        assert!(page.contains(">We look into it.</textarea>") && page.contains("見積.pdf"), "the draft is back: {page}");
        assert_eq!(now(&house, ticket.number).await.category, Category::New);
    }

    async fn what_is_said_of_a_letter_is_how_its_mailbox_lets_it_leave(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let by = house.world.actor(cast.aya).await;
        let opened = house.world.desk.change(by.clone(), move |tx| {
            let wish = MailboxWish::plain("help@hinode.example", "Hinode", cast.support);
            Ok(channel::create_mailbox(tx, wish)?.id)
        });
        let mailbox = opened.await.unwrap();
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let undo = "data-key=\"z\"";
        for (hold, leaves) in [(60, true), (0, false)] {
            let write = move |tx: &mut service::Tx| {
                let version = channel::mailbox(tx, mailbox)?.version;
                channel::change_writing(tx, mailbox, version, Writing { hold, ..Writing::default() })
            };
            house.world.desk.change(by.clone(), write).await.unwrap();
            let text = format!("We look into it: {hold}.");
            let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", &text)]);
            let reply = chika.upload(&format!("/tickets/{}/messages", ticket.number), &form).await;
            let page = followed(&mut chika, reply).await;
            assert_eq!(page.contains("data-countdown=\"60\"") && page.contains(undo), leaves, "{page}");
            assert_eq!(page.contains("<span>The message is being sent</span>") && !page.contains(undo), !leaves, "{page}");
        }
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "Good morning"), ("send_at", "tomorrow")]);
        let reply = chika.upload(&format!("/tickets/{}/messages", ticket.number), &form).await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("Scheduled. The message leaves on ") && page.contains(undo), "{page}");
        assert!(!page.contains("data-countdown"), "{page}");
    }

    async fn another_address_of_the_requester_is_of_no_other_house(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let home = Address::bare(Email::parse("kei@home.example").unwrap());
        let first = Incoming { from: Some(home), ..Incoming::said(cast.kei, Origin::Mail, "It leaks at home too.") };
        let ticket = asked_with(&house, "The kettle leaks", cast.support, first).await;
        let (page, told) = (format!("/tickets/{}", ticket.number), format!("/tickets/{}/recipients?address=kei@home.example", ticket.number));
        for foreign in [true, false] {
            let (page, told) = (chika.get(&page).await.text(), chika.get(&told).await.text());
            assert!(page.contains("kei@home.example –"), "it is answered: {page}");
            assert_eq!(page.contains("another house"), foreign, "{page}");
            assert_eq!(told.contains("another house"), foreign, "{told}");
            let add = encoded(&[("act", "add"), ("address", "kei@home.example")]);
            chika.post(&format!("/people/{}/addresses", cast.kei), &add).await;
        }
    }

    async fn where_time_is_asked_for_nothing_is_sent_without_and_nothing_is_lost(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut aya, mut chika) = (house.agent(cast.aya).await, house.agent(cast.chika).await);
        let page = aya.get("/admin/activities/asking").await.text();
        let seen = value(&page, "seen").replace("&#34;", "\"");
        let form = encoded(&[("seen", &seen), ("asks", "requires"), ("act", "save")]);
        assert_eq!(aya.post("/admin/activities/asking", &form).await.location(), "/admin/activities");
        assert_eq!(aya.post("/admin/activities/asking", &form).await.status, 409, "somebody else may have changed it since");

        let path = format!("/tickets/{}", ticket.number);
        assert!(chika.get(&path).await.text().contains(r#"name="worked" value="""#));
        let answer = |worked| Multipart::of(&[("kind", "note"), ("text", "Looked into it"), ("worked", worked)]);
        for (worked, why) in [("", "how long you worked"), ("ages<", "Minutes: write them like")] {
            let refused = chika.upload(&format!("{path}/messages"), &answer(worked)).await;
            assert_eq!(refused.status, 422);
            let page = refused.text();
            assert!(page.contains("Looked into it") && page.contains(why), "{page}");
            assert!(page.contains(&format!(r#"name="worked" value="{}""#, worked.replace('<', "&#60;"))), "{page}");
        }
        assert_eq!(chika.upload(&format!("{path}/messages"), &answer("1:30")).await.status, 303);
        let depth = house.world.desk.ask(Actor::System, move |read| Ok(ticket::page(read, ticket.number)?.depth)).await.unwrap();
        assert_eq!(depth.times.iter().map(|time| time.what.minutes).collect::<Vec<_>>(), [90]);
    }

    async fn what_is_written_on_a_ticket_that_was_trashed_meanwhile_is_said_to_be_unsent_and_stays_to_read(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        let path = format!("/tickets/{}", ticket.number);
        let form = Multipart::of(&[("kind", "note"), ("text", "Half an hour of work")]);
        assert_eq!(ben.post(&format!("{path}/trash"), "").await.status, 303);
        let refused = chika.upload(&format!("{path}/messages"), &form).await;
        assert_eq!(refused.status, 422);
        for page in [refused.text(), chika.get(&path).await.text()] {
            assert!(page.contains(">Half an hour of work</textarea>") && page.contains("was not sent"), "{page}");
        }
        let again = ben.upload(&format!("{path}/messages"), &form).await.text();
        let (_, said) = again.split_once("role=\"alert\"").expect("the reason is an alert");
        assert!(said.contains("Restore it first") && said.contains(&format!("{path}/restore")), "{said}");
        assert_eq!(ben.post(&format!("{path}/restore"), "").await.status, 303);
        assert!(chika.get(&path).await.text().contains("Half an hour of work"), "it stands in the composer again");
    }

    async fn a_note_stays_inside_and_a_forward_goes_to_somebody_else(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut dai, mut ben) = (house.agent(cast.dai).await, house.agent(cast.ben).await);
        let path = format!("/tickets/{}/messages", ticket.number);
        assert_eq!(dai.upload(&path, &Multipart::of(&[("kind", "note"), ("text", "Between us")])).await.status, 303);
        assert!(!last(&house, ticket.number).await.message.public);
        let form = Multipart::of(&[("kind", "forward"), ("to", "kei@customer.example"), ("forward_to", "smith@works.example"), ("text", "Can you mend it?")]);
        assert_eq!(ben.upload(&path, &form).await.status, 303);
        let said = last(&house, ticket.number).await;
        assert_eq!(said.message.to.len(), 1);
        assert_eq!(said.message.to[0].email.as_str(), "smith@works.example");
        let copied = form.field("cc", b"mio@kyaku.example").field("more_cc", b"boss@works.example").field("bcc", b"chief@works.example");
        assert_eq!(ben.upload(&path, &copied).await.status, 303);
        let said = last(&house, ticket.number).await.message;
        let (cc, bcc): (Vec<_>, Vec<_>) = (said.cc.iter().map(|one| one.email.as_str()).collect(), said.bcc.iter().map(|one| one.email.as_str()).collect());
        assert_eq!((cc, bcc), (vec!["boss@works.example"], vec!["chief@works.example"]), "who is in copy of an answer is in none of a forward");
        assert_eq!(ben.post(&format!("/messages/{}/take-back", said.id), "").await.status, 303);
        let page = ben.get(&format!("/tickets/{}", ticket.number)).await.text();
        assert!(page.contains("name=\"more_cc\" value=\"boss@works.example\""), "{page}");
    }

    async fn a_forward_takes_along_what_came_in_last_and_shows_it_before(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let photo = NewAttachment {
            digest: base::Digest::of(b"photo"), name: "photo.png".into(), content_type: "image/png".into(), size: 5, inline: false, content_id: None,
        };
        let first = Incoming { attachments: vec![photo], ..Incoming::said(cast.kei, Origin::Mail, "It leaks when it boils.") };
        let number = asked_with(&house, "The kettle leaks", cast.support, first).await.number;
        let from = Some(Address::bare(Email::parse("mio@kyaku.example").unwrap()));
        let price = Incoming { from, ..Incoming::said(cast.mio, Origin::Mail, "It costs us 300") };
        let price = house.world.desk.change(Actor::System, move |tx| conversation::incoming(tx, number, price)).await.unwrap();
        let (mut ben, path) = (house.agent(cast.ben).await, format!("/tickets/{number}"));
        let page = ben.get(&path).await.text();
        assert!(page.contains("The requester does not see this."), "{page}");
        let (_, choice) = page.split_once("id=\"send-along\"").expect("one chooses what goes along");
        let (choice, _) = choice.split_once("</select>").expect("it ends");
        assert!(choice.contains("Message from Kei Tanaka") && choice.contains("The whole conversation"), "{choice}");
        let last = choice.split("<option value=\"").nth(1).and_then(|option| option.split('"').next()).expect("a message");
        let shown = ben.get(&format!("{path}/along?along={last}")).await.text();
        assert!(shown.contains("It leaks when it boils.") && shown.contains("photo.png") && shown.contains("name=\"goes\""), "{shown}");
        assert!(!ben.get(&format!("{path}/along?along=all")).await.text().contains("300"));
        for nothing in [price.to_string(), "whatever".into()] {
            assert_eq!(ben.get(&format!("{path}/along?along={nothing}")).await.status, 404, "{nothing}");
        }
        let messages = format!("{path}/messages");
        let fields = [("kind", "forward"), ("forward_to", "smith@works.example"), ("text", "Can you mend it?")];
        for (more, quoted, files) in [
            (vec![("along", last)], true, 1),
            (vec![("along", last), ("shown", last)], true, 0),
            (vec![("along", "all")], true, 1),
            (vec![("along", "nothing")], false, 0),
        ] {
            let form = Multipart::of(&[&fields[..], &more[..]].concat());
            assert_eq!(ben.upload(&messages, &form).await.status, 303, "{more:?}");
            let said = self::last(&house, number).await;
            assert!(said.message.text.starts_with("Can you mend it?") && !said.message.text.contains("300"), "{}", said.message.text);
            let took = said.message.text.contains("Kei Tanaka <kei@customer.example>") && said.message.text.contains("It leaks when it boils.");
            assert_eq!((took, said.attachments.len()), (quoted, files), "{more:?}: {}", said.message.text);
        }
        let reply = ben.post(&format!("{path}/messages/{price}/side"), "").await;
        let mut there = ben.clone().saying("referer", &format!("http://{HOST}{}", reply.location()));
        let side = followed(&mut ben, reply).await;
        assert!(side.contains("mio@kyaku.example") && !side.contains("kei@customer.example"), "{side}");
        let undo = side.split(&format!("action=\"{path}/undo/")).nth(1).and_then(|rest| rest.split('"').next()).expect("it can be undone");
        assert_eq!(there.post(&format!("{path}/undo/{undo}"), "").await.location(), path, "the side is gone");
        assert!(ben.get(&path).await.text().contains(&format!("{path}/messages/{price}/side")), "it stands in the ticket again");
    }

    async fn a_reply_to_all_reaches_those_in_copy_and_a_plain_one_does_not(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let path = format!("/tickets/{}/messages", ticket.number);
        let both = [("to", "kei@customer.example"), ("cc", "mio@kyaku.example"), ("cc", ""), ("text", "Hello")];
        for (kind, copies) in [("reply", 0), ("reply_all", 1)] {
            let fields: Vec<_> = both.into_iter().chain([("kind", kind)]).collect();
            assert_eq!(ben.upload(&path, &Multipart::of(&fields)).await.status, 303);
            assert_eq!(last(&house, ticket.number).await.message.cc.len(), copies, "{kind}");
        }
    }

    async fn somebody_is_in_copy_of_a_plain_reply_and_of_what_was_begun_of_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let path = format!("/tickets/{}", ticket.number);
        let begun = "kind=reply&text=Hello&to=kei%40customer.example&cc=one%40works.example&more_cc=mio%40kyaku.example&more_cc=";
        assert_eq!(ben.put(&format!("{path}/draft"), begun).await.status, 204);
        let page = ben.get(&path).await.text();
        assert!(page.contains(r#"name="more_cc" value="mio@kyaku.example""#) && !page.contains("one@works.example"), "{page}");
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("cc", "one@works.example"), ("more_cc", "mio@kyaku.example"), ("text", "Hello")]);
        assert_eq!(ben.upload(&format!("{path}/messages"), &form).await.status, 303);
        let said = last(&house, ticket.number).await.message;
        assert_eq!(said.cc.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), ["mio@kyaku.example"]);
        assert_eq!(ben.post(&format!("/messages/{}/take-back", said.id), "").await.status, 303);
        let page = ben.get(&path).await.text();
        let chosen = page.contains(r#"value="reply" checked"#) || page.contains(r#"value="reply_all" checked"#);
        assert!(chosen && page.contains("mio@kyaku.example"), "{page}");
    }

    async fn whom_only_a_letter_that_was_taken_back_was_for_is_new(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let path = format!("/tickets/{}", ticket.number);
        let asks = format!("{path}/recipients?address=someone@elsewhere.example");
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example, Some One <someone@elsewhere.example>"), ("text", "Hello")]);
        assert_eq!(chika.upload(&format!("{path}/messages"), &form).await.status, 303);
        let said = last(&house, ticket.number).await.message.id;
        assert!(chika.get(&asks).await.text().contains(r#""reason":"known""#), "a letter is on its way to them");
        assert_eq!(chika.post(&format!("/messages/{said}/take-back"), "").await.status, 303);
        assert!(chika.get(&asks).await.text().contains(r#""reason":"new""#), "nothing has left");
        assert_eq!(chika.upload(&format!("{path}/messages"), &form).await.status, 303);
        assert!(chika.get(&asks).await.text().contains(r#""reason":"known""#));
    }

    async fn send_and_solve_is_one_press(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let by = house.world.actor(cast.ben).await;
        let statuses = house.world.desk.ask(by, ticket::statuses).await.unwrap();
        let solved = statuses.iter().find(|status| status.category == Category::Solved).unwrap().id.to_string();
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "Done"), ("status", &solved)]);
        assert_eq!(house.agent(cast.ben).await.upload(&format!("/tickets/{}/messages", ticket.number), &form).await.status, 303);
        assert_eq!(now(&house, ticket.number).await.category, Category::Solved);
    }

    async fn what_is_refused_is_kept_with_its_reason(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut ben, path) = (house.agent(cast.ben).await, format!("/tickets/{}/messages", ticket.number));
        let form = Multipart::of(&[("kind", "reply"), ("to", "nobody"), ("text", "A long and careful answer")])
            .file("file", "drawing.png", "image/png", b"png");
        let refused = ben.upload(&path, &form).await;
        assert_eq!(refused.status, 422);
        let page = refused.text();
        assert!(page.contains(">A long and careful answer</textarea>") && page.contains("drawing.png") && page.contains("composer-reason"), "{page}");
        let kept = value(&page, "kept").to_owned();
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "A long and careful answer"), ("kept", &kept)]);
        assert_eq!(ben.upload(&path, &form).await.status, 303);
        assert_eq!(last(&house, ticket.number).await.attachments[0].name, "drawing.png");
    }

    async fn nobody_answers_past_what_was_said_meanwhile(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let number = ticket.number;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get(&format!("/tickets/{number}")).await.text();
        let seen = value(&page, "seen").to_owned();
        house.world.desk.change(Actor::System, move |tx| conversation::incoming(tx, number, Incoming::said(cast.kei, Origin::Mail, "Never mind!"))).await.unwrap();
        let fields = [("kind", "reply"), ("to", "kei@customer.example"), ("text", "We look into it"), ("seen", &*seen)];
        let refused = ben.upload(&format!("/tickets/{number}/messages"), &Multipart::of(&fields)).await;
        assert_eq!(refused.status, 422);
        let page = refused.text();
        assert!(page.contains("Never mind!") && page.contains(">We look into it</textarea>"), "{page}");
        let seen = value(&page, "seen").to_owned();
        let fields = [("kind", "reply"), ("to", "kei@customer.example"), ("text", "We look into it"), ("seen", &*seen)];
        assert_eq!(ben.upload(&format!("/tickets/{number}/messages"), &Multipart::of(&fields)).await.status, 303);
    }

    async fn too_much_to_carry_is_refused_and_the_text_is_kept(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut ben, path) = (house.agent(cast.ben).await, format!("/tickets/{}/messages", ticket.number));
        let base = Multipart::of(&[("kind", "note"), ("text", "See the files")]);
        allow(&house, 25).await;
        let large = base.clone().file("file", "large.bin", "application/octet-stream", &vec![0; 25 * 1024 * 1024 + 1]);
        let many = (0..11).fold(base, |form, n| form.file("file", &format!("{n}.txt"), "text/plain", b"x"));
        for (form, status) in [(large, 413), (many, 422)] {
            let refused = ben.upload(&path, &form).await;
            assert_eq!(refused.status, status);
            assert!(refused.text().contains(">See the files</textarea>"), "{}", refused.text());
        }
    }

    async fn a_draft_is_kept_and_an_older_window_never_overwrites_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}/draft", ticket.number);
        let mut first = house.agent(cast.chika).await.saying("if-match", "\"0\"");
        let kept = first.put(&path, &encoded(&[("kind", "reply"), ("text", "Dear Kei"), ("to", "kei@customer.example")])).await;
        assert_eq!((kept.status.as_u16(), kept.header("etag")), (204, "\"1\""));
        assert_eq!(first.put(&path, "kind=reply&text=Older").await.status, 412);
        let page = house.agent(cast.chika).await.get(&format!("/tickets/{}", ticket.number)).await.text();
        assert!(page.contains(">Dear Kei</textarea>") && page.contains("data-draft-version=\"&quot;1&quot;\""), "{page}");
        let begun = |page: String| page.contains(&format!("id=\"row-begun-{}\"", ticket.number));
        assert!(begun(house.agent(cast.chika).await.get("/").await.text()));
        assert!(!begun(house.agent(cast.ben).await.get("/").await.text()));
        let other = house.agent(cast.ben).await.get(&format!("/tickets/{}", ticket.number)).await.text();
        assert!(!other.contains("Dear Kei"), "a draft is nobody else's affair");
        assert_eq!(house.agent(cast.eve).await.put(&path, "kind=note&text=x").await.status, 404);
    }

    async fn what_was_sent_is_no_draft_again_on_a_ticket_and_beside_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let mut chika = house.agent(cast.chika).await;
        let (at, beside) = (format!("/tickets/{number}"), format!("/tickets/{number}/sides"));
        let note = [("kind", "note"), ("text", "Said once"), ("draft", "first")];
        let side = [("to", "sato@parts.example"), ("subject", "A question"), ("text", "Said once"), ("draft", "second")];
        for (send, keep, read, fields) in [
            (format!("{at}/messages"), format!("{at}/draft"), at.clone(), &note[..]),
            (beside.clone(), format!("{beside}/draft"), format!("{beside}/new"), &side[..]),
        ] {
            let sent = chika.upload(&send, &Multipart::of(fields)).await;
            assert_eq!(sent.status, 303, "{send}: {}", sent.text());
            let behind = chika.put(&keep, &encoded(fields)).await;
            assert_eq!(behind.status, 204, "{keep}: nobody is troubled with it");
            let page = chika.get(&read).await.text();
            assert!(!page.contains("data-draft-at="), "{keep}: {page}");
            let next: Vec<_> = fields.iter().map(|(name, value)| if *name == "draft" { (*name, "third") } else { (*name, *value) }).collect();
            assert_eq!(chika.put(&keep, &encoded(&next)).await.status, 204);
            let page = chika.get(&read).await.text();
            assert!(page.contains("data-draft-at=") && page.contains(">Said once</textarea>"), "{keep}: what is written next is kept: {page}");
        }
    }

    async fn a_draft_remembers_who_was_left_out_and_who_was_added(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let path = format!("/tickets/{}", ticket.number);
        ben.post(&format!("{path}/participants"), "add=mio%40kyaku.example").await;
        let page = ben.get(&path).await.text();
        assert!(page.contains("value=\"佐藤 美緒 <mio@kyaku.example>\" checked") || page.contains("mio@kyaku.example&#62;\" checked"), "{page}");
        let fields = [("kind", "reply_all"), ("text", "Hello"), ("to", "Kei Tanaka <kei@customer.example>"), ("to", "smith@works.example")];
        assert_eq!(ben.put(&format!("{path}/draft"), &encoded(&fields)).await.status, 204);
        let page = ben.get(&path).await.text();
        assert!(page.contains("kei@customer.example&#62;\" checked") && !page.contains("mio@kyaku.example&#62;\" checked"), "{page}");
        assert!(page.contains("name=\"to\" value=\"smith@works.example\""), "{page}");
    }

    async fn whom_an_answer_is_for_outlives_a_note_and_nobody_ticked_is_nobody(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let path = format!("/tickets/{}", ticket.number);
        for kind in ["note", "reply"] {
            let fields = [("kind", kind), ("text", "Hello"), ("to", ""), ("cc", ""), ("more_cc", "mio@kyaku.example"), ("forward_to", "smith@works.example")];
            assert_eq!(ben.put(&format!("{path}/draft"), &encoded(&fields)).await.status, 204);
            let page = ben.get(&path).await.text();
            assert!(page.contains(r#"name="more_cc" value="mio@kyaku.example""#) && page.contains(r#"name="forward_to" value="smith@works.example""#), "{kind}: {page}");
            assert!(page.contains("kei@customer.example&#62;\"") && !page.contains("kei@customer.example&#62;\" checked"), "{kind}: {page}");
            ben.clone().saying("if-match", "\"1\"").put(&format!("{path}/draft"), "kind=note&text=").await;
        }
    }

    async fn what_was_put_in_and_chosen_is_in_the_draft_until_it_is_sent(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let path = format!("/tickets/{}", ticket.number);
        let chika = cast.chika.to_string();
        let fields = [("kind", "note"), ("text", "@Chika Ueda please look"), ("mention", &*chika), ("macro", "77"), ("signs", "nothing"), ("sending", "1")];
        assert_eq!(ben.put(&format!("{path}/draft"), &encoded(&fields)).await.status, 204);
        let page = ben.get(&path).await.text();
        assert_eq!((value(&page, "mention"), value(&page, "macro")), (&*chika, "77"));
        let signs = page.split_once("name=\"signs\"").and_then(|(_, rest)| rest.split_once("</select>")).expect("signatures").0;
        assert!(signs.contains("value=\"nothing\" selected") && !page.contains("name=\"unless_answered\" checked"), "{page}");
        // What is refused draws the same again, and what it draws is sent.
        let refused = ben.upload(&format!("{path}/messages"), &Multipart::of(&[("kind", "reply"), ("to", "nobody"), ("text", "@Chika Ueda please look"), ("mention", &*chika)])).await;
        assert_eq!(value(&refused.text(), "mention"), chika);
        let sent = ben.upload(&format!("{path}/messages"), &Multipart::of(&[("kind", "note"), ("text", "@Chika Ueda please look"), ("mention", &*chika)])).await;
        assert_eq!(sent.status, 303);
        let page = house.world.desk.ask(Actor::System, move |read| ticket::page(read, ticket.number)).await.unwrap();
        assert!(page.followers.contains(&cast.chika));
        assert!(!ben.get(&path).await.text().contains("name=\"mention\""), "sent, it is over");
    }

    async fn what_is_begun_beside_a_ticket_keeps_what_was_chosen_and_has_a_history(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let mut ben = house.agent(cast.ben).await;
        let (path, chika) = (format!("/tickets/{number}/sides"), cast.chika.to_string());
        let fields = [
            ("to", "sato@parts.example"), ("cc", "ito@parts.example"), ("subject", "The lid"), ("text", "Which lot is it from, @Chika Ueda?"),
            ("mention", &*chika), ("macro", "77"), ("signs", "nothing"),
        ];
        assert_eq!(ben.put(&format!("{path}/draft"), &encoded(&fields)).await.status, 204);
        let page = ben.get(&format!("{path}/new")).await.text();
        assert_eq!((value(&page, "mention"), value(&page, "macro"), value(&page, "cc")), (&*chika, "77", "ito@parts.example"));
        let signs = page.split_once("name=\"signs\"").and_then(|(_, rest)| rest.split_once("</select>")).expect("signatures").0;
        assert!(signs.contains("value=\"nothing\" selected"), "{page}");
        let short = [("to", "sato@parts.example"), ("subject", "The lid"), ("text", "Which")];
        let cut = ben.clone().saying("if-match", "\"1\"").put(&format!("{path}/draft"), &encoded(&short)).await;
        assert_eq!(cut.status, 204);
        let history = ben.get(&format!("/tickets/{number}/drafts")).await.text();
        assert!(history.contains("Side conversation: The lid") && history.contains("Which lot is it from"), "{history}");
        let back = ben.post(&format!("/tickets/{number}/drafts/restore"), &format!("version={}", value(&history, "version"))).await;
        assert_eq!((back.status.as_u16(), back.location().split('?').next()), (303, Some(&*format!("{path}/new"))));
        let page = ben.get(&format!("{path}/new")).await.text();
        assert!(page.contains(">Which lot is it from, @Chika Ueda?</textarea>") && value(&page, "mention") == chika, "{page}");
    }

    async fn beside_a_ticket_a_macro_acts_and_a_name_calls_as_on_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let wish = MacroWish {
            name: "Ask".into(), shortcut: "ask".into(), text_en: "Which lot?".into(),
            acts: Acts { priority: Some(Priority::Urgent), ..Acts::default() }, ..MacroWish::default()
        };
        let aya = house.world.actor(cast.aya).await;
        let asks = house.world.desk.change(aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id.to_string();
        let mut ben = house.agent(cast.ben).await;
        let (path, chika) = (format!("/tickets/{number}/sides"), cast.chika.to_string());
        let along = [("subject", "The lid"), ("text", "Which lot? @Chika Ueda knows more"), ("macro", &*asks), ("mention", &*chika)];
        let now = || async { house.world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap() };
        // What is refused has done nothing, and draws the same again.
        let refused = ben.upload(&path, &Multipart::of(&[&along[..], &[("to", "nobody")][..]].concat())).await;
        let again = refused.text();
        assert_eq!(refused.status, 422, "{again}");
        assert_eq!((value(&again, "macro"), value(&again, "mention")), (&*asks, &*chika));
        let page = now().await;
        assert!(page.ticket.priority != Priority::Urgent && !page.followers.contains(&cast.chika));
        let sent = ben.upload(&path, &Multipart::of(&[&along[..], &[("to", "sato@parts.example")][..]].concat())).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let page = now().await;
        assert!(page.ticket.priority == Priority::Urgent && page.followers.contains(&cast.chika));
    }

    async fn what_a_macro_did_is_taken_back_with_its_letter_and_its_note_made_once(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let steps = vec![Step::Note(Texts { en: "Refunded".into(), ja: String::new() })];
        let acts = Acts { priority: Some(Priority::Urgent), steps, ..Acts::default() };
        let wish = MacroWish { name: "Refund".into(), shortcut: "refund".into(), acts, ..MacroWish::default() };
        let aya = house.world.actor(cast.aya).await;
        let refund = house.world.desk.change(aya, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id.to_string();
        let (mut ben, path) = (house.agent(cast.ben).await, format!("/tickets/{number}"));
        let answer = [("kind", "reply"), ("to", "kei@customer.example"), ("text", "It is on its way"), ("macro", &*refund)];
        let said = || async {
            let page = house.world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap();
            let all = page.timeline.into_iter().filter_map(|entry| match entry {
                Entry::Message(said) => Some(said.message),
                Entry::Event(_) | Entry::Side(_) => None,
            });
            let (notes, others): (Vec<_>, Vec<_>) = all.partition(|message| message.kind == MessageKind::Note);
            (page.ticket.priority, notes.len(), others.last().expect("an answer").id.to_string())
        };
        assert_eq!(ben.upload(&format!("{path}/messages"), &Multipart::of(&answer)).await.status, 303);
        let (priority, notes, sent) = said().await;
        assert_eq!((priority, notes), (Priority::Urgent, 1));
        assert_eq!(ben.post(&format!("/messages/{sent}/take-back"), "").await.status, 303);
        assert_ne!(said().await.0, Priority::Urgent);
        // What is typed further keeps what it is in place of.
        let page = ben.get(&path).await.text();
        assert_eq!((value(&page, "macro"), value(&page, "instead")), (&*refund, &*sent));
        let version = format!("\"{}\"", value(&page, "revision"));
        let again = [&answer[..], &[("instead", &*sent)][..]].concat();
        assert_eq!(ben.clone().saying("if-match", &version).put(&format!("{path}/draft"), &encoded(&again)).await.status, 204);
        assert_eq!(value(&ben.get(&path).await.text(), "instead"), sent);
        assert_eq!(ben.upload(&format!("{path}/messages"), &Multipart::of(&again)).await.status, 303);
        let (priority, notes, _) = said().await;
        assert_eq!((priority, notes), (Priority::Urgent, 1));
        assert!(!ben.get(&path).await.text().contains("name=\"instead\""), "sent, it is over");
    }

    async fn an_answer_that_moves_its_ticket_out_of_sight_leads_to_the_list_from_where_it_is_taken_back(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let (aya, billing, reader) = (house.world.actor(cast.aya).await, cast.billing, cast.chika);
        let prepares = move |tx: &mut service::Tx| {
            let (_, agent) = people::agents(tx)?.into_iter().find(|(_, agent)| agent.person == reader).expect("an agent");
            people::set_level(tx, reader, billing, Level::None, agent.version)?;
            let acts = Acts { steps: vec![Step::MoveToTeam(billing)], ..Acts::default() };
            let wish = MacroWish { name: "Pass on".into(), shortcut: "pass".into(), acts, ..MacroWish::default() };
            conversation::create_macro(tx, wish)
        };
        let moves = house.world.desk.change(aya, prepares).await.unwrap().id.to_string();
        let (mut chika, path) = (house.agent(cast.chika).await, format!("/tickets/{number}"));
        let answer = [("kind", "reply"), ("to", "kei@customer.example"), ("text", "Billing will see to it"), ("macro", &*moves)];
        let sent = chika.upload(&format!("{path}/messages"), &Multipart::of(&answer)).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, "/tickets"));
        assert_eq!(chika.get(&path).await.status, 404);
        let undo = format!("/messages/{}/take-back", last(&house, number).await.message.id);
        let list = followed(&mut chika, sent).await;
        assert!(list.contains(&undo), "{list}");
        assert_eq!(chika.post(&undo, "").await.location(), "/");
        assert_eq!(now(&house, number).await.team, cast.support);
        let page = chika.get(&path).await.text();
        assert!(page.contains(">Billing will see to it</textarea>"), "{page}");

        // Where a colleague has moved it, it stays, and one is led to what there is.
        let answer = [("kind", "reply"), ("to", "kei@customer.example"), ("text", "We look into it")];
        assert_eq!(chika.upload(&format!("{path}/messages"), &Multipart::of(&answer)).await.location(), path);
        let (ben, said) = (house.world.actor(cast.ben).await, last(&house, number).await.message.id);
        house.world.desk.change(ben, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        assert_eq!(chika.post(&format!("/messages/{said}/take-back"), "").await.location(), "/tickets");
        assert!(last(&house, number).await.message.taken_back);
    }

    async fn a_file_is_kept_with_the_draft_as_it_is_chosen(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}", ticket.number);
        let files = format!("{path}/draft/files");
        let mut chika = house.agent(cast.chika).await;
        let file = |name: &str, bytes: &[u8]| Multipart::default().file("file", name, "application/pdf", bytes);
        let kept = chika.upload(&files, &file("../見積<1>.pdf", b"%PDF-1.7")).await;
        let shown = kept.text();
        assert_eq!(kept.status, 201, "{shown}");
        assert!(shown.contains("見積&#60;1&#62;.pdf") && !shown.contains(".."), "{shown}");
        let digest = value(&shown, "kept").to_owned();
        chika.upload(&files, &file("b.pdf", b"%PDF-1.8")).await;
        // Another window, which knows nothing of the files, keeps its text: nothing is lost by it.
        let saved = chika.clone().saying("if-match", "\"0\"").put(&format!("{path}/draft"), "kind=reply&text=Dear+Kei&to=kei%40customer.example").await;
        assert_eq!(saved.status, 204);
        let page = house.agent(cast.chika).await.get(&path).await.text();
        assert!(page.contains("見積&#60;1&#62;.pdf") && page.contains("b.pdf") && page.contains(">Dear Kei</textarea>"), "{page}");
        let other = house.agent(cast.ben).await.get(&path).await.text();
        assert!(!other.contains("b.pdf"), "a draft is nobody else's affair");
        assert_eq!(house.agent(cast.eve).await.upload(&files, &file("x.pdf", b"x")).await.status, 404);
        allow(&house, 25).await;
        let large = chika.upload(&files, &file("large.pdf", &vec![0; 25 * 1024 * 1024 + 1])).await;
        assert!(large.status == 413 && !large.is_html(), "{}", large.text());
        let full = chika.upload(&files, &file("full.pdf", &vec![0; 25 * 1024 * 1024])).await;
        assert!(full.status == 413 && !full.is_html(), "with what is there already: {}", full.text());
        assert_eq!(chika.upload(&files, &Multipart::of(&[("file", "no file")])).await.status, 422);
        assert_eq!(chika.post(&format!("{files}/{digest}/remove"), "").await.status, 204);
        assert_eq!(chika.post(&format!("{files}/nothing/remove"), "").await.status, 404);
        let page = chika.get(&path).await.text();
        assert!(!page.contains("見積") && page.contains("b.pdf"), "{page}");
        let kept = value(&page, "kept").to_owned();
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "Dear Kei"), ("kept", &kept)]);
        assert_eq!(chika.upload(&format!("{path}/messages"), &form).await.status, 303);
        assert_eq!(last(&house, ticket.number).await.attachments[0].name, "b.pdf");
        assert!(!chika.get(&path).await.text().contains("name=\"kept\""), "what was sent leaves an empty composer");
    }

    async fn what_a_draft_was_is_shown_with_whom_it_was_for(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}", ticket.number);
        let mut chika = house.agent(cast.chika).await;
        chika.put(&format!("{path}/draft"), "kind=reply&text=A+long+and+careful+answer&to=kei%40customer.example&more_cc=mio%40kyaku.example").await;
        let saved = chika.clone().saying("if-match", "\"1\"").put(&format!("{path}/draft"), "kind=note&text=Short").await;
        assert_eq!(saved.status, 204);
        let page = chika.get(&format!("{path}/drafts")).await.text();
        assert!(page.contains("To kei@customer.example<") && page.contains("Cc mio@kyaku.example<"), "{page}");
        assert!(page.contains("A long and careful answer"), "{page}");
        let version = value(&page, "version").to_owned();
        assert_eq!(chika.post(&format!("{path}/drafts/restore"), &encoded(&[("version", &version)])).await.status, 303);
        let page = chika.get(&path).await.text();
        assert!(page.contains("value=\"reply\" checked") && page.contains(">A long and careful answer</textarea>"), "{page}");
    }

    async fn a_draft_that_is_shared_is_noticed_and_seen_as_it_will_leave(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let path = format!("/tickets/{number}");
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        let prices = NewAttachment {
            digest: base::Digest::of(b"7"),
            name: "prices.txt".into(),
            content_type: "text/plain".into(),
            size: 1,
            inline: false,
            content_id: None,
        };
        let by = house.world.actor(cast.chika).await;
        house.world.desk.change(by, move |tx| conversation::attach(tx, number, prices)).await.unwrap();
        let said = [("kind", "reply"), ("to", "kei@customer.example"), ("bcc", "boss@customer.example"), ("text", "Now"), ("html", "<p><strong>Now</strong></p>")];
        let body = format!("{path}/drafts/{}/body", cast.chika);
        assert_eq!(chika.put(&format!("{path}/draft"), &encoded(&said)).await.status, 204);
        assert!(!ben.get(&path).await.text().contains("shares a draft"));
        assert_eq!(ben.get(&body).await.status, 404, "what nobody shares is nobody's affair");
        let shared = [&said[..], &[("shared", "on")]].concat();
        assert_eq!(chika.clone().saying("if-match", "\"1\"").put(&format!("{path}/draft"), &encoded(&shared)).await.status, 204);
        for page in [path.clone(), format!("{path}/claim")] {
            assert!(ben.get(&page).await.text().contains("shares a draft"), "{page}");
            assert!(!chika.get(&page).await.text().contains("shares a draft"), "her own");
        }
        let says = encoded(&[("person", &cast.chika.to_string()), ("text", "Do not send yet")]);
        assert_eq!(ben.post(&format!("{path}/drafts/comments"), &says).await.status, 303);
        for page in [path.clone(), format!("{path}/claim")] {
            assert!(chika.get(&page).await.text().contains("commented on your draft"), "{page}");
            assert!(!ben.get(&page).await.text().contains("commented on your draft"), "he knows");
        }
        let page = ben.get(&format!("{path}/drafts")).await.text();
        assert!(page.contains("To kei@customer.example<") && page.contains("Bcc boss@customer.example<"), "{page}");
        assert!(page.contains(&format!("src=\"{body}\"")) && page.contains("prices.txt"), "{page}");
        assert!(page.contains("data-live=\"ticket presence\"") && page.contains(&format!("/live?ticket={number}&amp;")), "{page}");
        assert!(ben.get(&body).await.text().contains("<strong>Now</strong>"));
    }
}
