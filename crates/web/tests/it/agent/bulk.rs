//! `/tickets/bulk`

use super::{asked, followed, now};
use crate::browser::House;
use desk::conversation::MacroWish;
use desk::form::{Asks, FieldWish, FileBounds, Holder, Label, Nature, TopicWish, Value};
use desk::ticket::{Category, Kind};
use service::conversation;
use service::ticket::{self, Entry};
use testing::on_both;

on_both! {
    async fn everything_that_is_ticked_changes_at_once(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, two) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Two", cast.mio, cast.billing).await);
        let mut ben = house.agent(cast.ben).await;
        let ticked = format!("ticket={}&ticket={}&view=open&tag=", one.number, two.number);
        let reply = ben.post("/tickets/bulk", &format!("{ticked}&assignee={}", cast.ben)).await;
        let page = followed(&mut ben, reply).await;
        assert!(page.contains("2 tickets changed: Assign"), "{page}");
        let at = page.find("href=\"/tickets/runs/").expect("it leads to what became of each");
        let path: String = page[at + 6..].chars().take_while(|c| *c != '"').collect();
        let mine = ben.get("/tickets/runs").await.text();
        assert!(mine.contains(&format!("<a href=\"{path}\">Assign</a>")) && mine.contains(&format!("{path}/undo")), "{mine}");
        assert!(ben.get(&path).await.text().contains("<td>One</td>"));
        let mut aya = house.agent(cast.aya).await;
        assert!(aya.get("/tickets/runs").await.text().contains("No bulk changes"), "only one's own");
        ben.post("/tickets/bulk", &format!("{ticked}leak&act=tag")).await;
        ben.post("/tickets/bulk", &format!("{ticked}&act=trash")).await;
        for number in [one.number, two.number] {
            let ticket = now(&house, number).await;
            assert_eq!((ticket.assignee, ticket.tags.len(), ticket.trashed_at.is_some()), (Some(cast.ben), 1, true));
        }
    }

    async fn everything_that_is_ticked_is_linked_to_one_ticket(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let problem = asked(&house, "All kettles leak", cast.kei, cast.support).await.number;
        let (one, two) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Two", cast.mio, cast.support).await);
        let mut chika = house.agent(cast.chika).await;
        assert!(chika.get("/tickets?view=open").await.text().contains("name=\"act\" value=\"link\""));
        let ticked = format!("ticket={}&ticket={}&view=open&act=link&relation=problem", one.number, two.number);
        for to in ["999999", "soon", ""] {
            let refused = chika.post("/tickets/bulk", &format!("{ticked}&link_to={to}")).await;
            assert!(refused.status == 422 && refused.text().contains("There is no ticket of this number"), "{to}: {}", refused.text());
        }
        let reply = chika.post("/tickets/bulk", &format!("{ticked}&link_to=%23{problem}")).await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("2 tickets changed: Link to a ticket"), "{page}");
        let page = chika.get(&format!("/tickets/{problem}/incidents")).await.text();
        assert!(page.contains("One") && page.contains("Two"), "{page}");
    }

    async fn many_are_deleted_for_ever_when_their_number_is_typed(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, two) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Two", cast.kei, cast.support).await);
        let mut ben = house.agent(cast.ben).await;
        let ticked = format!("ticket={}&ticket={}&view=trash", one.number, two.number);
        ben.post("/tickets/bulk", &format!("{ticked}&act=trash")).await;
        assert!(ben.get("/tickets?view=trash").await.text().contains("name=\"act\" value=\"erase\""));
        assert!(!ben.get("/tickets?view=open").await.text().contains("name=\"act\" value=\"erase\""));
        let mut chika = house.agent(cast.chika).await;
        assert!(!chika.get("/tickets?view=trash").await.text().contains("name=\"act\" value=\"erase\""));
        assert_eq!(chika.post("/tickets/bulk", &format!("{ticked}&act=erase&sure=2")).await.status, 403);
        let asks = ben.post("/tickets/bulk", &format!("{ticked}&act=erase")).await;
        let page = asks.text();
        assert!(asks.status == 200 && page.contains("Delete 2 tickets for ever?") && page.contains("Type 2 to go on"), "{page}");
        for sure in ["", "3", "two"] {
            let again = ben.post("/tickets/bulk", &format!("{ticked}&act=erase&sure={sure}")).await;
            assert!(again.status == 422 && again.text().contains("This is another number"), "{sure}: {}", again.text());
        }
        assert!(now(&house, one.number).await.trashed_at.is_some());
        let reply = ben.post("/tickets/bulk", &format!("{ticked}&act=erase&sure=%EF%BC%92")).await;
        let page = followed(&mut ben, reply).await;
        assert!(page.contains("2 tickets were deleted for ever") && !page.contains("/tickets/runs/"), "{page}");
        assert_eq!(ben.get(&format!("/tickets/{}", one.number)).await.status, 404);
    }

    async fn the_whole_trash_goes_in_the_background_as_long_as_it_is_as_large_as_was_typed(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut ben = house.agent(cast.ben).await;
        for subject in ["One", "Two"] {
            let number = asked(&house, subject, cast.kei, cast.support).await.number;
            ben.post("/tickets/bulk", &format!("ticket={number}&view=open&act=trash")).await;
        }
        let page = ben.post("/tickets/bulk", "all=on&view=trash&act=erase").await.text();
        assert!(page.contains("Delete 2 tickets for ever?"), "{page}");
        let more = asked(&house, "Three", cast.kei, cast.support).await.number;
        ben.post("/tickets/bulk", &format!("ticket={more}&view=open&act=trash")).await;
        let again = ben.post("/tickets/bulk", "all=on&view=trash&act=erase&sure=2").await;
        assert!(again.status == 422 && again.text().contains("Delete 3 tickets for ever?"), "{}", again.text());
        let begun = ben.post("/tickets/bulk", "all=on&view=trash&act=erase&sure=3").await;
        assert!(begun.status == 303 && begun.location().starts_with("/tickets/runs/"), "{}", begun.everything());
        assert_eq!(ben.post("/tickets/bulk", "all=maybe&view=trash&act=erase&sure=3").await.status, 422);
    }

    async fn each_that_stays_as_it_was_says_why(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, read_only) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Two", cast.kei, cast.billing).await);
        let mut chika = house.agent(cast.chika).await;
        let form = format!("ticket={}&ticket={}&ticket=999999&view=open&assignee={}", one.number, read_only.number, cast.chika);
        let reply = chika.post("/tickets/bulk", &form).await;
        let page = reply.text();
        assert!(page.contains("1 changed, 2 left as they were") && page.contains("Not there any more"), "{page}");
        assert!(page.contains("<td>One</td>") && page.contains("<td>Two</td>"), "which they are is said: {page}");
        assert!(page.contains("href=\"/tickets/runs/"), "the page is found again: {page}");
        assert_eq!(now(&house, one.number).await.assignee, Some(cast.chika));
        assert_eq!(now(&house, read_only.number).await.assignee, None);
    }

    async fn each_that_was_snoozed_says_until_when(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, read_only) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Two", cast.kei, cast.billing).await);
        let mut chika = house.agent(cast.chika).await;
        for (until, told) in [("until=reply", "Snoozed until somebody replies"), ("until=tomorrow", "Snoozed until Mon 2 Mar 2026, 09:00")] {
            let page = chika.post("/tickets/bulk", &format!("ticket={}&ticket={}&view=open&{until}", one.number, read_only.number)).await.text();
            assert!(page.contains("1 changed, 1 left as it was") && page.contains(told), "{page}");
            let at = page.find("href=\"/tickets/runs/").expect("it is found again");
            let path: String = page[at + 6..].chars().take_while(|c| *c != '"').collect();
            assert!(chika.get(&path).await.text().contains(told), "{told}");
        }
    }

    async fn more_than_are_changed_at_once_are_refused_and_none_is_left_out_in_silence(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "One", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let others: String = (0..ticket::MOST_AT_ONCE).map(|nth| format!("&ticket={}", 900_000 + nth)).collect();
        let reply = ben.post("/tickets/bulk", &format!("view=open&act=trash&ticket={}{others}", ticket.number)).await;
        assert!(reply.status == 422 && reply.text().contains("At most 200 selected tickets"), "{}", reply.text());
        assert_eq!(now(&house, ticket.number).await.trashed_at, None);
    }

    async fn nothing_ticked_and_nonsense_change_nothing(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "One", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        assert_eq!(ben.post("/tickets/bulk", "act=trash&view=open").await.location(), "/tickets?view=open");
        for form in ["act=explode", "assignee=x", "status=", ""] {
            assert_eq!(ben.post("/tickets/bulk", &format!("ticket={}&{form}", ticket.number)).await.status, 422, "{form}");
        }
        assert_eq!(now(&house, ticket.number).await.category, Category::New);
    }

    async fn a_field_is_filled_in_for_many_with_the_input_it_has_beside_a_ticket_and_so_is_a_topic(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, two) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Two", cast.kei, cast.support).await);
        let by = house.world.actor(cast.aya).await;
        let made = house.world.desk.change(by, move |tx| {
            let field = |tx: &mut service::Tx, key: &str, nature, items| {
                let wish = FieldWish { key: key.into(), nature, label: Label::new(key, ""), help: Label::default(), asks: Asks::default(), active: true };
                service::form::create_field(tx, Holder::Ticket, wish, items)
            };
            let parts = field(tx, "parts", Nature::Choices { items: Vec::new() }, "Lid\nHandle\nBase")?;
            let papers = field(tx, "papers", Nature::File { bounds: FileBounds::default() }, "")?.id;
            let of_people = FieldWish { key: "grade".into(), nature: Nature::Text, label: Label::new("grade", ""), help: Label::default(), asks: Asks::default(), active: true };
            let grade = service::form::create_field(tx, Holder::Person, of_people, "")?.id;
            let empty = Label::default;
            let wish = TopicWish { name: Label::new("Repair", ""), help: empty(), kind: Kind::Task, form: None, team: None, priority: None, text: empty(), public: false, active: true, numbering: None };
            Ok((parts, papers, grade, service::form::create_topic(tx, wish)?))
        });
        let (parts, papers, grade, topic) = made.await.unwrap();
        let items: Vec<_> = parts.nature.items().iter().map(|item| item.id).collect();
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get("/tickets?view=open").await.text();
        assert!(page.contains(&format!("name=\"topic\" value=\"{topic}\"")) && page.contains("hx-get=\"/tickets/bulk/field\""), "{page}");
        assert!(!page.contains(">papers</option>"), "a file is not typed: {page}");
        let input = ben.get(&format!("/tickets/bulk/field?field={}", parts.id)).await.text();
        assert_eq!(input.matches("type=\"checkbox\" name=\"field_value\"").count(), 3, "{input}");
        for (field, status) in [(papers.to_string(), 404), (grade.to_string(), 404), ("999999".into(), 404), ("x".into(), 422), (String::new(), 200)] {
            assert_eq!(ben.get(&format!("/tickets/bulk/field?field={field}")).await.status, status, "{field}");
        }
        let ticked = format!("ticket={}&ticket={}&view=open", one.number, two.number);
        let several = format!("act=field&field={}&field_value={}&field_value={}", parts.id, items[0], items[2]);
        for said in [several, format!("topic={topic}")] {
            let reply = ben.post("/tickets/bulk", &format!("{ticked}&{said}")).await;
            let page = followed(&mut ben, reply).await;
            assert!(page.contains("2 tickets changed"), "{said}: {page}");
        }
        let ids = [one.id, two.id];
        let by = house.world.actor(cast.ben).await;
        let contents = house.world.desk.ask(by, move |read| service::form::contents(read, &ids)).await.unwrap();
        for ticket in [&one, &two] {
            assert_eq!(contents.value(ticket.id, parts.id), Some(&Value::Items(vec![items[0], items[2]])));
            let now = now(&house, ticket.number).await;
            assert_eq!((now.topic, now.kind), (Some(topic), Kind::Task), "with the topic comes its type");
        }
        ben.post("/tickets/bulk", &format!("{ticked}&topic=0")).await;
        assert_eq!(now(&house, one.number).await.topic, None);
        assert_eq!(ben.post("/tickets/bulk", &format!("{ticked}&topic=x")).await.status, 422);
    }

    async fn type_due_date_snooze_and_following_are_said_once_for_many(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, two) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Two", cast.kei, cast.support).await);
        let mut chika = house.agent(cast.chika).await;
        let page = chika.get("/tickets?view=open").await.text();
        for name in ["name=\"kind\" value=\"incident\"", "name=\"words\"", "name=\"due\"", "value=\"follow\"", "value=\"unfollow\""] {
            assert!(page.contains(name), "{name}: {page}");
        }
        let ticked = format!("ticket={}&ticket={}&view=open&tag=", one.number, two.number);
        let clock = |at: base::Moment| at.in_zone("Asia/Tokyo").strftime("%F %H:%M").to_string();
        for (said, told) in [
            ("kind=incident", "2 tickets changed: Type"),
            ("act=deadline&due=%E6%98%8E%E5%BE%8C%E6%97%A515%E6%99%82", "2 tickets changed: Due date"),
            ("act=follow", "2 tickets changed: Follow"),
            ("until=reply", "2 tickets snoozed until somebody replies"),
            ("act=snooze&words=%E6%98%8E%E6%97%A5%E3%81%AE%E6%9C%9D", "2 tickets snoozed until Mon 2 Mar 2026, 09:00"),
        ] {
            let reply = chika.post("/tickets/bulk", &format!("{ticked}&{said}")).await;
            let page = followed(&mut chika, reply).await;
            assert!(page.contains(told), "{said}: {page}");
        }
        for number in [one.number, two.number] {
            let ticket = now(&house, number).await;
            assert_eq!(ticket.kind, desk::ticket::Kind::Incident);
            assert_eq!(ticket.deadline.map(clock).as_deref(), Some("2026-03-03 15:00"));
            assert!(matches!(ticket.snooze, desk::ticket::Snooze::Until(at) if clock(at) == "2026-03-02 09:00"), "{:?}", ticket.snooze);
            let by = house.world.actor(cast.chika).await;
            let page = house.world.desk.ask(by, move |read| ticket::page(read, number)).await.unwrap();
            assert!(page.followers.contains(&cast.chika));
        }
        // It is seen where tickets are looked at, and in files.
        for path in ["/tickets?view=snoozed".to_owned(), format!("/tickets/{}/card", one.number)] {
            let page = chika.get(&path).await.text();
            assert!(page.contains("data-state=\"ok\"") && page.contains("title=\"Due date\""), "{path}: {page}");
        }
        let file = chika.get("/tickets/export?view=snoozed&columns=all").await.text();
        assert!(file.lines().nth(1).is_some_and(|line| line.contains("2026-03-03 15:00")), "{file}");
        // Nothing that is not understood changes anything.
        for said in ["act=snooze&words=some+day", "act=snooze&words=", "act=deadline&due=whenever"] {
            let reply = chika.post("/tickets/bulk", &format!("{ticked}&{said}")).await;
            assert_eq!(reply.status, 422, "{said}");
            assert!(reply.text().contains("This moment is not understood"), "{said}");
        }
        // Without words there is no due date any more; that is one change, and is taken back as one.
        let reply = chika.post("/tickets/bulk", &format!("{ticked}&act=deadline&due=")).await;
        let undo = reply.location().to_owned();
        assert_eq!(now(&house, one.number).await.deadline, None, "{undo}");
        let page = followed(&mut chika, reply).await;
        let at = page.find("/tickets/runs/").expect("it can be taken back");
        let path: String = page[at..].chars().take_while(|c| *c != '"').collect();
        let reply = chika.post(&path, "").await;
        assert_eq!(now(&house, one.number).await.deadline.map(clock).as_deref(), Some("2026-03-03 15:00"));
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("Undone: Due date"), "{page}");
    }

    async fn many_become_one_when_it_is_said_which(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, two) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Two", cast.mio, cast.support).await);
        let mut chika = house.agent(cast.chika).await;
        let ticked = format!("ticket={}&ticket={}&view=open&act=merge", two.number, one.number);
        let page = chika.post("/tickets/bulk", &ticked).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        assert!(page.contains(&format!("name=\"into\" value=\"{}\" checked", one.number)), "the oldest is proposed: {page}");
        assert!(page.contains("佐藤 美緒") && page.contains("in copy of them"), "{page}");
        assert_eq!(now(&house, two.number).await.number, two.number, "nothing is done yet");
        for (said, status) in [
            (format!("{ticked}&all=on"), 422),
            (format!("ticket={}&view=open&act=merge", one.number), 422),
            (format!("{ticked}&sure=on"), 422),
            (format!("{ticked}&sure=on&into=x"), 422),
            (format!("{ticked}&sure=on&into=999999"), 422),
        ] {
            assert_eq!(chika.post("/tickets/bulk", &said).await.status, status, "{said}");
        }
        let reply = chika.post("/tickets/bulk", &format!("{ticked}&sure=on&into={}", one.number)).await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("/tickets/runs/"), "it can be taken back: {page}");
        assert_eq!(now(&house, two.number).await.number, one.number);
        // Nobody learns of what they do not see.
        let mut dai = house.agent(cast.dai).await;
        let hidden = asked(&house, "Three", cast.kei, cast.billing).await;
        let page = dai.post("/tickets/bulk", &format!("ticket={}&ticket={}&view=open&act=merge", hidden.number, one.number)).await;
        assert!(page.status != 200 && !page.text().contains("Three"), "{}", page.text());
    }

    async fn an_answer_to_many_is_sent_once_for_each_page_that_was_shown(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let one = asked(&house, "One", cast.kei, cast.support).await;
        let wish = MacroWish { name: "Sorry".into(), shortcut: "sorry".into(), text_en: "Sorry.".into(), ..MacroWish::default() };
        let by = house.world.actor(cast.aya).await;
        let sorry = house.world.desk.change(by, move |tx| conversation::create_macro(tx, wish)).await.unwrap().id;
        let mut chika = house.agent(cast.chika).await;
        let asks = format!("ticket={}&view=open&answer={sorry}", one.number);
        let (first, second) = (slip(&chika.post("/tickets/bulk", &asks).await.text()), slip(&chika.post("/tickets/bulk", &asks).await.text()));
        // As the page has it.
        let sends = |slip: &str| format!("view=open&ticket={}&answer={sorry}&sure=on&slip={slip}", one.number);
        let replies = || async {
            let (by, number) = (house.world.actor(cast.chika).await, one.number);
            let page = house.world.desk.ask(by, move |read| ticket::page(read, number)).await.unwrap();
            let said = page.timeline.iter().filter_map(|entry| if let Entry::Message(said) = entry { Some(said) } else { None });
            said.filter(|said| said.message.text.contains("Sorry")).count()
        };
        for (sent, slip, expected) in [(1, &first, "The reply leaves in "), (1, &first, "Nothing was sent twice"), (2, &second, "data-countdown=\"10\"")] {
            let reply = chika.post("/tickets/bulk", &sends(slip)).await;
            assert_eq!(reply.status, 303);
            let page = followed(&mut chika, reply).await;
            assert!(page.contains(expected), "{expected}: {page}");
            assert_eq!(replies().await, sent);
        }
        let stale = chika.post("/tickets/bulk", &sends("nothing")).await;
        assert_eq!(stale.status, 422);
        assert!(stale.text().contains("too old to be sent") && stale.text().contains("name=\"slip\""), "{}", stale.text());
        assert_eq!(replies().await, 2);
    }
}

fn slip(page: &str) -> String {
    let slip = page.split("name=\"slip\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    slip.unwrap_or_else(|| panic!("no slip: {page}")).to_owned()
}
