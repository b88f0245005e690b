//! `/tickets/{number}`: what is shown, and to whom.

use super::{asked, asked_with, menu, value};
use crate::browser::{House, encoded};
use base::{CleanHtml, Digest};
use desk::Actor;
use desk::channel::Evidence;
use desk::conversation::Compose;
use desk::form::{Asks, FieldWish, Holder, Label, Nature};
use desk::ticket::{Checklist, ChecklistId, Origin, TaskFacts};
use service::conversation::{self, Apart, Incoming};
use service::{form, ticket};
use testing::on_both;

on_both! {
    async fn a_ticket_shows_what_was_said_who_asked_and_where_it_stands(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle <leaks>", cast.mio, cast.support).await;
        let page = house.agent(cast.chika).await.get(&format!("/tickets/{}", ticket.number)).await.text();
        for shown in ["The kettle &#60;leaks&#62;", "It leaks when it boils.", "佐藤 美緒", "mio@kyaku.example", "Support", "<kippu-composer"] {
            assert!(page.contains(shown), "{shown} in {page}");
        }
        assert!(!page.contains("<leaks>"));
    }

    async fn a_link_leads_by_what_is_known_of_its_ticket(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let aya = house.world.actor(cast.aya).await;
        let wish = |key: &str, nature| {
            let (label, help) = (Label::new(key, ""), Label::default());
            FieldWish { key: key.into(), nature, label, help, asks: Asks::default(), active: true }
        };
        let template = "https://shop.example/{value}?by={email}&of={ticket}&at={shop}".to_owned();
        let (shop, order) = (wish("shop", Nature::Text), wish("order", Nature::Link { template }));
        let made = house.world.desk.change(aya, move |tx| {
            let shop = form::create_field(tx, Holder::Ticket, shop, "")?.id;
            let order = form::create_field(tx, Holder::Ticket, order, "")?.id;
            form::set_typed(tx, number, order, &["A/7".into()], "Asia/Tokyo", None)?;
            Ok((shop, order))
        });
        let (shop, _) = made.await.unwrap();
        let (path, mut chika) = (format!("/tickets/{number}"), house.agent(cast.chika).await);
        assert!(!chika.get(&path).await.text().contains("https://shop.example/"), "nothing is known of the shop");
        let chikas = house.world.actor(cast.chika).await;
        let set = move |tx: &mut service::Tx| form::set_typed(tx, number, shop, &["大阪 1".into()], "Asia/Tokyo", None);
        house.world.desk.change(chikas, set).await.unwrap();
        let page = chika.get(&path).await.text();
        let link = format!("https://shop.example/A%2F7?by=kei%40customer.example&#38;of={number}&#38;at=%E5%A4%A7%E9%98%AA%201");
        assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
    }

    async fn what_is_not_there_and_what_is_not_yours_look_the_same(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.billing).await;
        let mut dai = house.agent(cast.dai).await;
        let (strange, missing) = (dai.get(&format!("/tickets/{}", ticket.number)).await, dai.get("/tickets/999999").await);
        assert_eq!((strange.status.as_u16(), missing.status.as_u16()), (404, 404));
        assert_eq!(strange.text(), missing.text());
        for nonsense in ["/tickets/abc", "/tickets/-1", "/tickets/99999999999999999999"] {
            assert_eq!(dai.get(nonsense).await.status, 404, "{nonsense}");
        }
    }

    async fn a_light_agent_reads_and_notes_and_is_offered_nothing_else(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let page = house.agent(cast.dai).await.get(&format!("/tickets/{}", ticket.number)).await.text();
        assert!(page.contains("value=\"note\" checked"), "{page}");
        for absent in ["value=\"reply\"", "status-menu", "snooze-menu", "/trash", "id=\"rename\""] {
            assert!(!page.contains(absent), "{absent}");
        }
    }

    async fn the_list_it_was_opened_from_stands_beside_it_unless_one_hides_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let path = format!("/tickets/{}?view=open", ticket.number);
        assert!(ben.get(&path).await.text().contains("aria-current=\"true\""));
        ben.post("/me/appearance", "beside=off").await;
        let page = ben.get(&path).await.text();
        assert!(!page.contains("id=\"rows\"") && page.contains("href=\"/tickets?view=open\""), "{page}");
    }

    async fn changes_fold_messages_stand_and_a_sentence_says_who_did_what(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (number, by) = (ticket.number, house.world.actor(cast.chika).await);
        house.world.desk.change(by, move |tx| {
            let tags = ticket::tags_named(tx, &["leak".into()])?;
            ticket::set_tags(tx, number, tags, None)?;
            ticket::assign(tx, number, Some(cast.chika), None)?;
            ticket::set_priority(tx, number, desk::ticket::Priority::High, None)?;
            conversation::note(tx, number, Compose { text: "Look at the lid".into(), ..Compose::default() })
        }).await.unwrap();
        let page = house.agent(cast.chika).await.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains("3 changes") && page.contains("<details class=\"events\""), "{page}");
        assert!(page.contains("<b>Chika Ueda</b> added <b>leak</b>"), "{page}");
        assert!(page.contains("<b>Chika Ueda</b> took the ticket"));
        assert!(page.contains("message note") && page.contains("Look at the lid"));
    }

    async fn a_quotation_folds_and_html_stands_in_a_frame_of_its_own(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut first = Incoming::said(cast.kei, Origin::Mail, "Thank you\n\n> We look into it");
        first.new_text = "Thank you".into();
        let plain = asked_with(&house, "Plain", cast.support, first).await;
        let mut first = Incoming::said(cast.kei, Origin::Mail, "See the table");
        first.html = CleanHtml::clean("<table><tr><td>A-1</td></tr></table><img src=\"https://elsewhere.example/pixel.gif\"><script>x</script>");
        let rich = asked_with(&house, "Rich", cast.support, first).await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get(&format!("/tickets/{}", plain.number)).await.text();
        assert!(page.contains("<details class=\"quote\"") && page.contains("&gt; We look into it"), "{page}");
        let page = ben.get(&format!("/tickets/{}", rich.number)).await.text();
        let frame = page.split("<iframe src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a frame");
        assert!(page.contains("data-images"), "pictures from elsewhere wait");
        let body = ben.get(frame).await;
        assert!(body.text().contains("A-1") && !body.text().contains(" src=\"https:"), "{}", body.text());
        let policy = body.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("allow-scripts"), "{policy}");
        assert!(!policy.contains("https:"));
        let shown = ben.get(&format!("{frame}?images=1")).await;
        assert!(shown.text().contains(" src=\"https://elsewhere.example/pixel.gif\""), "{}", shown.text());
        assert!(shown.header("content-security-policy").contains("img-src 'self' data: https:"));
    }

    async fn what_is_in_another_language_than_the_page_says_so(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let japanese = asked(&house, "ログインできません", cast.mio, cast.support).await.number;
        let mut first = Incoming::said(cast.kei, Origin::Mail, "See the table");
        first.html = CleanHtml::clean("<table><tr><td>A-1</td></tr></table>");
        let english = asked_with(&house, "The kettle leaks", cast.support, first).await.number;
        let mut ben = house.agent(cast.ben).await;
        let list = ben.get("/tickets?view=open").await.text();
        assert!(list.contains(" lang=\"ja\">ログインできません</a>") && !list.contains(" lang=\"en\">The kettle leaks"), "{list}");
        let page = ben.get(&format!("/tickets/{japanese}")).await.text();
        assert!(page.contains("id=\"subject\" lang=\"ja\"") && !page.contains("message-text\" lang"), "{page}");
        assert!(ben.get(&format!("/tickets/{japanese}/print")).await.text().contains("<h1 lang=\"ja\">"));
        assert_eq!(ben.post(&format!("/tickets/{japanese}/tab"), "tab=on").await.status, 303);
        house.index().await;
        let (quoted, clipped) = ("<span lang=\"ja\">ログインできません</span>", "<span class=\"clip\" lang=\"ja\">");
        for (path, shown) in [
            ("/tabs".to_owned(), quoted),
            ("/activity".to_owned(), quoted),
            (format!("/palette?q=%23{japanese}"), clipped),
            ("/search/instant?q=%E3%83%AD%E3%82%B0%E3%82%A4%E3%83%B3".to_owned(), clipped),
        ] {
            let page = ben.get(&path).await.text();
            assert!(page.contains(shown) && !page.contains("lang=\"en\">The kettle leaks"), "{path}: {page}");
        }
        let portal = ben.post(&format!("/tickets/{japanese}/as-requester"), "").await.text();
        assert!(portal.contains("portal-title\" lang=\"ja\">ログインできません"), "{portal}");
        let me = ben.get("/me").await.text();
        let form = [("version", value(&me, "version")), ("name", "Ben"), ("language", "ja"), ("time_zone", "Asia/Tokyo")];
        assert_eq!(ben.post("/me", &encoded(&form)).await.status, 303);
        let list = ben.get("/tickets?view=open").await.text();
        assert!(list.contains(" lang=\"en\">The kettle leaks</a>") && !list.contains(" lang=\"ja\">ログインできません"), "{list}");
        let page = ben.get(&format!("/tickets/{english}")).await.text();
        let frame = page.split("<iframe src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a frame");
        assert!(ben.get(frame).await.text().contains("<html lang=\"en\">"), "the letter's, not its reader's");
    }

    async fn the_original_can_be_read_and_saved_by_who_may_read_the_ticket(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let raw: Digest = house.web.blobs.put(&b"From: kei@customer.example\r\n\r\n<script>x</script>\xff"[..]).await.unwrap();
        let mut first = Incoming::said(cast.kei, Origin::Mail, "Hello");
        first.raw = Some(raw);
        let ticket = asked_with(&house, "Raw", cast.support, first).await;
        let mut ben = house.agent(cast.ben).await;
        let menu = menu(&mut ben, ticket.number).await;
        let path = menu.split("href=\"").find(|part| part.contains("/original\"")).and_then(|part| part.split('"').next()).expect("a link").to_owned();
        let read = ben.get(&path).await;
        assert_eq!((read.header("content-type"), read.header("x-content-type-options")), ("text/plain; charset=utf-8", "nosniff"));
        assert!(read.text().starts_with("From: kei@customer.example"));
        let saved = ben.get(&format!("{path}?save=1")).await;
        assert!(saved.header("content-disposition").starts_with("attachment;") && saved.body.ends_with(b"\xff"));
        assert_eq!(house.agent(cast.eve).await.get(&path).await.status, 404);
    }

    async fn a_message_is_only_found_on_its_own_ticket(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, other) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Other", cast.kei, cast.support).await);
        let id = house.world.desk.ask(Actor::System, move |read| {
            let page = ticket::page(read, one.number)?;
            Ok(page.timeline.into_iter().find_map(|entry| match entry {
                ticket::Entry::Message(said) => Some(said.message.id),
                ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
            }))
        }).await.unwrap().unwrap();
        let mut ben = house.agent(cast.ben).await;
        for part in ["", "/menu", "/body"] {
            assert_eq!(ben.get(&format!("/tickets/{}/messages/{id}{part}", one.number)).await.status, 200, "{part}");
            assert_eq!(ben.get(&format!("/tickets/{}/messages/{id}{part}", other.number)).await.status, 404, "{part}");
        }
    }

    async fn a_messages_menu_comes_when_it_is_opened_or_as_a_page(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get(&format!("/tickets/{}", ticket.number)).await.text();
        for part in ["data-quote", "data-copy", "/separate\"", "/redact\""] {
            assert!(!page.contains(part), "{part} waits: {page}");
            let menu = menu(&mut ben, ticket.number).await;
            assert!(menu.contains(part) && !menu.contains("<html"), "{part}: {menu}");
        }
        let link = page.split("href=\"").filter_map(|part| part.split('"').next()).find(|path| path.contains("/messages/")).expect("a link");
        let own = ben.get(link).await.text();
        assert!(own.contains("<html") && own.contains("About this message") && own.contains("/redact\""), "{own}");
        for path in [link.to_owned(), format!("{link}/menu")] {
            assert_eq!(house.agent(cast.eve).await.get(&path).await.status, 404, "{path}");
            let told = house.agent(cast.dai).await.get(&path).await.text();
            assert!(told.contains("data-copy") && !told.contains("/redact\""), "who may not remove it is not asked: {told}");
        }
    }

    async fn a_doubtful_message_says_so_above_itself_and_the_rest_on_asking(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let other = asked(&house, "An earlier one", cast.kei, cast.support).await.number;
        let mut first = Incoming::said(cast.kei, Origin::Mail, "Pay at once");
        let forged = Evidence::Forged { address: "kei@customer.example".into() };
        first.evidence = Evidence::written(&[forged, Evidence::PossiblyRelated { number: other }, Evidence::Nothing {}]);
        first.warnings = vec!["warning-suspicious-attachment".into(), "warning-bad-date".into()];
        let ticket = asked_with(&house, "Pay", cast.support, first).await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get(&format!("/tickets/{}", ticket.number)).await.text();
        let (body, _) = page.split("class=\"message-body\"").nth(1).and_then(|rest| rest.split_once("-menu\" popover")).expect("a message and its menu");
        let menu = menu(&mut ben, ticket.number).await;
        assert!(body.contains("banner danger") && body.contains("kei@customer.example did not send it"), "{body}");
        assert!(body.contains(&format!("href=\"/tickets/{other}\"")) && body.contains("An attachment is a program"), "{body}");
        assert!(!body.contains("date cannot be read") && menu.contains("date cannot be read"), "{menu}");
        assert!(menu.contains("Nothing connects it to an earlier ticket."), "{menu}");
    }

    async fn others_who_look_or_write_are_named(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        let path = format!("/tickets/{}/presence", ticket.number);
        assert!(!ben.get(&path).await.text().contains("avatar"), "nobody else is here");
        assert_eq!(chika.put(&path, "state=writing").await.status, 204);
        assert_eq!(house.agent(cast.eve).await.get(&path).await.status, 404);
    }

    async fn a_task_is_made_of_a_message_also_without_a_script(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let other = asked(&house, "As before", cast.kei, cast.support).await.number;
        let newest = |number| house.world.desk.ask(Actor::System, move |read| Ok(ticket::page(read, number)?.newest.unwrap()));
        let (own, theirs) = (newest(number).await.unwrap(), newest(other).await.unwrap());
        let (mut chika, mut dai) = (house.agent(cast.chika).await, house.agent(cast.dai).await);
        let path = format!("/tickets/{number}/messages/{own}");
        let menu = chika.get(&format!("{path}/menu")).await.text();
        assert!(menu.contains(&format!("href=\"{path}/task\"")) && menu.contains("data-words=\"It leaks when it boils.\""), "{menu}");
        assert!(!dai.get(&format!("{path}/menu")).await.text().contains("/task\""), "who only reads makes none");
        let form = chika.get(&format!("{path}/task")).await.text();
        assert!(form.contains(&format!("name=\"message\" value=\"{own}\"")) && form.contains("value=\"It leaks when it boils.\""), "{form}");
        assert_eq!(chika.get(&format!("/tickets/{number}/messages/{theirs}/task")).await.status, 404);
        let task = |message| format!("text=It+leaks&owner={}&message={message}", cast.chika);
        let tasks = format!("/tickets/{number}/tasks");
        assert_eq!(chika.post(&tasks, &task(theirs)).await.status, 404);
        assert_eq!(chika.post(&tasks, &task(own)).await.status, 303);
        let page = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains(&format!("class=\"task-ticket\" href=\"#message-{own}\"")), "{page}");
        let mine = chika.get("/tasks").await.text();
        assert!(mine.contains(&format!("href=\"/tickets/{number}#message-{own}\"")), "{mine}");
    }

    async fn a_task_leads_to_the_ticket_to_which_its_message_has_gone(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let second = Incoming::said(cast.kei, Origin::Mail, "And the mill is loud.");
        let message = house.world.desk.change(Actor::System, move |tx| conversation::incoming(tx, number, second)).await.unwrap();
        let mut chika = house.agent(cast.chika).await;
        let task = format!("text=Look+at+it&owner={}&message={message}", cast.chika);
        assert_eq!(chika.post(&format!("/tickets/{number}/tasks"), &task).await.status, 303);
        let by = house.world.actor(cast.chika).await;
        let apart = Apart { messages: vec![message], ..Apart::default() };
        let into = house.world.desk.change(by, move |tx| conversation::split(tx, number, &apart, None)).await.unwrap().number;
        let link = format!("class=\"task-ticket\" href=\"/tickets/{into}#message-{message}\"");
        for page in [format!("/tickets/{number}"), "/tasks".to_owned()] {
            let page = chika.get(&page).await.text();
            assert!(page.contains(&link), "{page}");
        }
    }

    async fn a_task_keeps_its_owner_when_its_ticket_has_gone_to_another_team(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let path = format!("/tickets/{number}");
        let mut ben = house.agent(cast.ben).await;
        assert_eq!(ben.post(&format!("{path}/tasks"), &format!("text=Call+Kei&owner={}", cast.chika)).await.status, 303);
        let outside = format!("<option value=\"{}\" selected>Chika Ueda (not in this team)</option>", cast.chika);
        assert!(!ben.get(&path).await.text().contains(&outside));
        assert_eq!(ben.post(&format!("{path}/team"), &format!("team={}", cast.billing)).await.status, 303);
        let page = ben.get(&path).await.text();
        assert!(page.contains(&outside), "{page}");
        let task = house.world.desk.ask(Actor::System, move |read| Ok(ticket::page(read, number)?.depth.tasks[0].id)).await.unwrap();
        let form = format!("text=Call+Kei+back&owner={}&version=1", cast.chika);
        assert_eq!(ben.post(&format!("{path}/tasks/{task}"), &form).await.status, 303);
        let page = ben.get(&path).await.text();
        assert!(page.contains("Call Kei back") && page.contains(&outside), "{page}");
    }

    async fn the_same_checklist_on_two_tickets_that_became_one_stands_there_twice(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let source = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let target = asked(&house, "It leaks still", cast.kei, cast.support).await.number;
        let by = house.world.actor(cast.aya).await;
        let merged = house.world.desk.change(by, move |tx| {
            let items = vec!["Ask".to_owned(), "Send".to_owned()];
            let list = Checklist { id: ChecklistId(0), name: "Return".into(), items, teams: vec![], version: 1 };
            let list = ticket::create_checklist(tx, list)?.id;
            for number in [source, target] {
                ticket::apply_checklist(tx, number, list)?;
                ticket::add_task(tx, number, TaskFacts { text: "Call Kei".into(), ..TaskFacts::default() })?;
            }
            ticket::merge(tx, source, target, None)
        });
        merged.await.unwrap();
        let mut chika = house.agent(cast.chika).await;
        let page = chika.get(&format!("/tickets/{target}")).await.text();
        assert!(page.contains(&format!(">Return (#{source}) <span")) && page.contains(">Return <span"), "{page}");
        assert_eq!(page.matches(">0/2</span>").count(), 2, "{page}");
        assert!(page.contains("data-command=\"Checklist: Return\""), "the palette names it so: {page}");
        let print = chika.get(&format!("/tickets/{target}/print?tasks=1")).await.text();
        assert!(print.contains(&format!("<h3>Return (#{source})</h3>")) && print.contains("<h3>Return</h3>"), "{print}");
    }

    async fn a_number_in_a_task_leads_to_its_ticket_for_whoever_may_see_that(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let other = asked(&house, "As before", cast.kei, cast.support).await.number;
        let secret = asked(&house, "An invoice", cast.kei, cast.billing).await.number;
        let mut chika = house.agent(cast.chika).await;
        let task = format!("text=Compare+%23{other}+and+%23{secret}&owner={}", cast.chika);
        assert_eq!(chika.post(&format!("/tickets/{number}/tasks"), &task).await.status, 303);
        let page = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains(&format!("class=\"task-ticket\" href=\"/tickets/{other}\"")), "{page}");
        let mine = chika.get("/tasks").await.text();
        assert!(mine.contains(&format!("<a class=\"link\" href=\"/tickets/{other}\">#{other}</a>")), "{mine}");
        let page = house.agent(cast.dai).await.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains(&format!("#{secret}")) && !page.contains(&format!("/tickets/{secret}\"")), "{page}");
    }
}
