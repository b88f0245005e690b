//! Changing a ticket from its page.

use super::{asked, followed, now, value};
use crate::browser::{House, encoded};
use desk::ticket::{Category, Priority, Snooze};
use testing::on_both;

on_both! {
    async fn each_property_is_posted_by_itself_and_can_be_undone_at_once(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut chika, path) = (house.agent(cast.chika).await, format!("/tickets/{}", ticket.number));
        let page = chika.get(&path).await.text();
        let version = value(&page, "version").to_owned();
        let reply = chika.post(&format!("{path}/priority"), &encoded(&[("version", &version), ("priority", "urgent")])).await;
        let page = followed(&mut chika, reply).await;
        assert_eq!(now(&house, ticket.number).await.priority, Priority::Urgent);
        assert!(page.contains("<span>Priority: Urgent</span>"), "the word about it says what: {page}");
        let bar = chika.get(&format!("{path}/facts")).await.text();
        assert!(page.contains("id=\"bar-facts\"") && bar.contains(&format!("#{}", ticket.number)) && bar.contains("Nobody"), "{bar}");
        assert!(bar.contains("data-priority=\"urgent\"") && bar.contains("Support"), "{bar}");
        let undo = page.split("action=\"").find(|part| part.contains("/undo/")).and_then(|part| part.split('"').next()).expect("a way back").to_owned();
        assert!(page.contains("class=\"toast\""), "{page}");
        let reply = chika.post(&undo, "").await;
        let page = followed(&mut chika, reply).await;
        assert_eq!(now(&house, ticket.number).await.priority, Priority::Normal);
        assert!(!chika.get(&format!("{path}/facts")).await.text().contains("data-priority"), "the usual one is not told");
        assert!(page.contains("Undone: Priority: Urgent"), "{page}");
        assert!(!chika.get(&path).await.text().contains("class=\"toast\""), "it is said once");
    }

    async fn a_toast_says_what_was_changed(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let other = asked(&house, "It leaks still", cast.kei, cast.support).await.number;
        let mut chika = house.agent(cast.chika).await;
        for (what, form, told) in [
            ("subject", "subject=The+lid+leaks".to_owned(), "Subject: The lid leaks".to_owned()),
            ("deadline", "until=2026-03-05".into(), "Due date: 5 Mar 18:00".into()),
            ("tags", "tags=leak%2C+lid".into(), "Tags: leak, lid".into()),
            ("tags", "tags=".into(), "Chika Ueda removed leak, lid".into()),
            ("tasks", "text=Call+Kei".into(), "Chika Ueda added the task “Call Kei”".into()),
            ("links", format!("ticket={other}&relation=original"), format!("Chika Ueda marked this ticket as a duplicate of #{other}")),
            ("copy", String::new(), format!("Chika Ueda made this ticket as a duplicate of #{number}")),
        ] {
            let reply = chika.post(&format!("/tickets/{number}/{what}"), &form).await;
            let page = followed(&mut chika, reply).await;
            assert!(page.contains("<div class=\"toast\" data-kind=\"change\">") && page.contains(&format!("<span>{told}</span>")), "{told}: {page}");
        }
    }

    async fn several_tickets_are_linked_at_once_and_those_that_will_not_do_are_named(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut numbers = Vec::new();
        for subject in ["All kettles leak", "One", "Two"] {
            numbers.push(asked(&house, subject, cast.kei, cast.support).await.number);
        }
        let (mut chika, path) = (house.agent(cast.chika).await, format!("/tickets/{}", numbers[0]));
        // Beside the one that links, each has a form that takes it off.
        let linked = |page: &str| page.matches(&format!("action=\"{path}/links\"")).count() - 1;
        let typed = format!("{} 999999, {}", numbers[1], numbers[2]);
        let refused = chika.post(&format!("{path}/links"), &encoded(&[("ticket", &typed), ("relation", "incident")])).await;
        let page = refused.text();
        assert!(refused.status == 422 && page.contains("Nothing was linked.") && page.contains("<b>999999</b> There is no ticket"), "{page}");
        assert!(page.contains(&format!("<q>{typed}</q>")) && !page.contains("Incidents of this problem</h3>"), "{page}");
        let typed = format!("{}　{}", numbers[1], numbers[2]);
        let reply = chika.post(&format!("{path}/links"), &encoded(&[("ticket", &typed), ("relation", "incident")])).await;
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("Incidents of this problem</h3>") && linked(&page) == 2, "{page}");
        let undo = page.split("action=\"").find(|part| part.contains("/undo/")).and_then(|part| part.split('"').next()).expect("a way back").to_owned();
        let reply = chika.post(&undo, "").await;
        assert_eq!(linked(&followed(&mut chika, reply).await), 0);
    }

    async fn a_ticket_that_is_solved_before_what_must_be_done_first_says_so(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let before = asked(&house, "A part is missing", cast.mio, cast.support).await.number;
        let (mut chika, path) = (house.agent(cast.chika).await, format!("/tickets/{}", ticket.number));
        chika.post(&format!("{path}/links"), &encoded(&[("ticket", &before.to_string()), ("relation", "blocker")])).await;
        let page = chika.get(&path).await.text();
        assert!(page.contains("title=\"one ticket must be done first\""), "{page}");
        for number in [ticket.number, before] {
            let page = chika.get(&format!("/tickets/{number}")).await.text();
            let solve = page.split("id=\"solve\"").nth(1).expect("it can be solved");
            let solved = value(solve, "status").to_owned();
            assert_eq!(chika.post(&format!("/tickets/{number}/status"), &encoded(&[("status", &solved)])).await.status, 303);
            let left = chika.get(&path).await.text().contains("one that must be done first is still open");
            assert_eq!(left, number == ticket.number, "it is no obstacle, but it is said");
        }
        let told = format!("<a class=\"link\" href=\"/tickets/{before}\">#{before}</a> was the last");
        assert!(chika.get(&path).await.text().contains(&told));
    }

    async fn a_colleague_is_made_to_follow_and_taken_out_again(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut ben, path) = (house.agent(cast.ben).await, format!("/tickets/{}", ticket.number));
        let proposed = ben.get(&format!("{path}/readers?name=chika")).await.text();
        assert!(proposed.contains("Chika Ueda"), "{proposed}");
        assert_eq!(ben.post(&format!("{path}/followers"), "add=nobody+at+all").await.status, 422);
        let reply = ben.post(&format!("{path}/followers"), "add=chika+ueda").await;
        let page = followed(&mut ben, reply).await;
        assert!(page.contains("Chika Ueda</span><form") && page.contains("as a follower"), "{page}");
        let reply = ben.post(&format!("{path}/followers"), &format!("remove={}", cast.chika)).await;
        assert!(followed(&mut ben, reply).await.contains("Nobody follows this ticket."));
    }

    async fn a_moment_in_words_is_shown_as_it_is_understood(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let mut chika = house.agent(cast.chika).await;
        let fields = [(format!("/tickets/{number}"), "task-due"), ("/tickets?view=open".into(), "bulk-due"), ("/tickets?view=open".into(), "bulk-snooze-words"), ("/tickets/new".into(), "due")];
        for (path, field) in fields {
            let page = chika.get(&path).await.text();
            assert!(page.contains(&format!("hx-target=\"#{field}-means\"")) && page.contains(&format!("<p class=\"hint\" id=\"{field}-means\"")), "{field}: {page}");
        }
        let mut said = async |query: &str| chika.get(&format!("/understood?{query}")).await.text().trim().to_owned();
        assert_eq!(said("words=2099-03-05").await, "Thu 5 Mar 2099, 09:00", "a snooze ends in the morning");
        assert_eq!(said("until=2099-03-05").await, "Thu 5 Mar 2099, 18:00", "a term in the evening");
        assert_eq!(said("due=2099-03-05").await, "Thu 5 Mar 2099, 18:00", "so does the term of a task, of many and of a new ticket");
        assert_eq!(said("words=some+day").await, "Not understood yet");
        assert_eq!(said("words=").await, "");
    }

    async fn until_when_a_ticket_sleeps_is_said_with_its_date_once_a_weekday_could_be_two(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "The kettle leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        // It is Sunday, 1 March.
        for (at, until) in [
            ("2026-03-01T20:30", "20:30"),
            ("2026-03-06T09:00", "Fri 09:00"),
            ("2026-03-07T09:00", "7 Mar 09:00"),
            ("2026-03-08T09:00", "8 Mar 09:00"),
        ] {
            let slept = chika.post(&format!("/tickets/{number}/snooze"), &format!("until=at&at={at}")).await;
            let page = followed(&mut chika, slept).await;
            assert!(page.contains(&format!("<span>Snooze: {until}</span>")), "{at}: {page}");
        }
        let late = chika.post(&format!("/tickets/{number}/snooze"), "until=words&words=yesterday").await;
        assert_eq!(late.status, 422);
        assert!(late.text().contains("That moment has passed"), "it is understood, and late");
    }

    async fn every_other_property_changes_too(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut ben, number) = (house.agent(cast.ben).await, ticket.number);
        assert_eq!(ben.post("/organizations", "name=Lumen").await.status, 303);
        let forms = [
            ("subject", "subject=The+lid+leaks"),
            ("kind", "kind=incident"),
            ("tags", "tags=leak%2C+%E8%BF%94%E9%87%91"),
            ("assignee", &format!("assignee={}", cast.chika)),
            ("participants", "add=mio%40kyaku.example"),
            ("participants", &format!("pause={}", cast.mio)),
            ("followers", "follow=on"),
            ("snooze", "until=reply"),
            ("wake", ""),
            ("requester", "requester=new%40customer.example"),
            ("organization", "name=%EF%BC%AC%EF%BC%B5men"),
            ("spam", ""),
            ("not-spam", ""),
            ("trash", ""),
            ("restore", ""),
        ];
        for (property, form) in forms {
            let reply = ben.post(&format!("/tickets/{number}/{property}"), form).await;
            assert_eq!(reply.status, 303, "{property}: {}", reply.text());
        }
        let after = now(&house, number).await;
        assert_eq!((after.subject.as_str(), after.tags.len(), after.assignee), ("The lid leaks", 2, Some(cast.chika)));
        assert_eq!((after.snooze, after.spam, after.trashed_at), (Snooze::Awake, false, None));
        assert_ne!(after.requester, cast.kei);
        let page = ben.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains(&format!("name=\"resume\" value=\"{}\" aria-pressed=\"true\"", cast.mio)), "{page}");
        assert!(after.organization.is_some() && page.contains("set the organization to"), "{page}");
        let reply = ben.post(&format!("/tickets/{number}/organization"), "organization=").await;
        assert_eq!((reply.status.as_u16(), now(&house, number).await.organization), (303, None));
        let refused = ben.post(&format!("/tickets/{number}/organization"), "name=lum").await;
        assert_eq!((refused.status.as_u16(), now(&house, number).await.organization), (422, None), "a few letters choose none");
        assert!(refused.text().contains("<q>Lumen</q>"), "{}", refused.text());
    }

    async fn a_passage_is_highlighted_and_its_highlight_removed(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut chika, mut dai, path) = (house.agent(cast.chika).await, house.agent(cast.dai).await, format!("/tickets/{}", ticket.number));
        let page = chika.get(&path).await.text();
        let message = page.split("id=\"message-").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let long = "x".repeat(301);
        let form = |quote: &str, note: &str| encoded(&[("message", &message), ("start", "0"), ("quote", quote), ("ink", "pink"), ("note", note)]);
        for (wrong, status) in [(form(" ", ""), 422), (form("It", &long), 422), (form("It", "").replace("pink", "brown"), 422), (String::new(), 422)] {
            assert_eq!(chika.post(&format!("{path}/markers"), &wrong).await.status, status, "{wrong}");
        }
        assert_eq!(chika.post(&format!("{path}/markers"), &form("It <leaks>", "Ask & see")).await.status, 303);
        let page = dai.get(&path).await.text();
        assert!(page.contains("data-ink=\"pink\"") && page.contains("It &#60;leaks&#62;</button>") && page.contains("Ask &#38; see"), "{page}");
        assert!(!page.contains("/remove\" hx-replace-url"), "it is Chika's: {page}");
        let page = chika.get(&path).await.text();
        let remove = page.split("action=\"").find(|part| part.contains("/markers/") && part.contains("/remove\"")).and_then(|part| part.split('"').next()).unwrap().to_owned();
        assert_eq!(dai.post(&remove, "").await.status, 403);
        assert_eq!(chika.post(&remove, "").await.status, 303);
        assert!(!dai.get(&path).await.text().contains("data-ink=\"pink\""));
    }

    async fn a_status_is_set_and_solving_is_one_press(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let page = chika.get(&format!("/tickets/{}", ticket.number)).await.text();
        let solve = page.split("<form id=\"solve\"").nth(1).expect("a way to solve");
        let form = encoded(&[("version", value(solve, "version")), ("status", value(solve, "status"))]);
        let reply = chika.post(&format!("/tickets/{}/status", ticket.number), &form).await;
        let page = followed(&mut chika, reply).await;
        assert_eq!(now(&house, ticket.number).await.category, Category::Solved);
        assert!(!page.contains("id=\"solve\""), "it is solved");
    }

    async fn who_is_late_is_told_and_nothing_is_overwritten(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut ben, mut chika) = (house.agent(cast.ben).await, house.agent(cast.chika).await);
        let path = format!("/tickets/{}", ticket.number);
        let version = value(&ben.get(&path).await.text(), "version").to_owned();
        chika.post(&format!("{path}/subject"), &encoded(&[("version", &version), ("subject", "By Chika")])).await;
        let late = ben.post(&format!("{path}/subject"), &encoded(&[("version", &version), ("subject", "By Ben")])).await;
        assert_eq!(late.status, 409);
        let page = late.text();
        assert!(page.contains("Somebody else changed this ticket") && page.contains("By Ben") && page.contains("By Chika"), "{page}");
        assert_eq!(late.header("hx-push-url"), "false");
        assert_eq!(now(&house, ticket.number).await.subject, "By Chika");
    }

    async fn wrong_input_is_answered_with_a_sentence_on_the_same_page(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let end = house.world.log_end().await;
        for (property, form) in [
            ("subject", "subject=+"),
            ("status", "status=x"),
            ("status", ""),
            ("priority", "priority=enormous"),
            ("kind", ""),
            ("team", "team=nonsense"),
            ("assignee", "assignee="),
            ("assignee", "assignee=999"),
            ("requester", "requester=nobody"),
            ("organization", ""),
            ("organization", "organization=x"),
            ("organization", "name=Nobody+knows+it"),
            ("participants", "add=%00%ff"),
            ("snooze", "until=yesterday"),
            ("snooze", "until=at&at=2020-01-01T00:00"),
            ("wake", ""),
            ("restore", ""),
            ("subject", "subject=x&version=first"),
        ] {
            let reply = ben.post(&format!("/tickets/{}/{property}", ticket.number), form).await;
            assert_eq!(reply.status, 422, "{property} {form}: {}", reply.text());
            assert!(reply.text().contains("role=\"alert\"") && reply.text().contains("id=\"stage\""), "{property}");
        }
        assert_eq!(house.world.log_end().await, end, "nothing has happened");
    }

    async fn a_ticket_that_leaves_ones_teams_is_let_go(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let by = house.world.actor(cast.aya).await;
        let third = house.world.desk.change(by, |tx| service::people::create_team(tx, "Shop")).await.unwrap();
        let mut chika = house.agent(cast.chika).await;
        let reply = chika.post(&format!("/tickets/{}/team", ticket.number), &format!("team={}", third.id)).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, "/tickets"));
        assert_eq!(chika.get(&format!("/tickets/{}", ticket.number)).await.status, 404);
        let list = followed(&mut chika, reply).await;
        let undo = list.split("action=\"").find(|part| part.contains("/undo/")).and_then(|part| part.split('"').next()).expect("a way back");
        assert_eq!(chika.post(undo, "").await.status, 303);
        assert_eq!(now(&house, ticket.number).await.team, cast.support);
    }

    async fn a_step_is_only_taken_back_on_its_own_ticket(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (one, other) = (asked(&house, "One", cast.kei, cast.support).await, asked(&house, "Other", cast.kei, cast.support).await);
        let mut ben = house.agent(cast.ben).await;
        let reply = ben.post(&format!("/tickets/{}/priority", one.number), "priority=high").await;
        let page = followed(&mut ben, reply).await;
        let undo = page.split("action=\"").find(|part| part.contains("/undo/")).and_then(|part| part.split('"').next()).unwrap();
        let wrong = undo.replace(&one.number.to_string(), &other.number.to_string());
        assert_eq!(ben.post(&wrong, "").await.status, 404);
        assert_eq!(now(&house, one.number).await.priority, Priority::High);
        assert_eq!(ben.post(&format!("/tickets/{}/undo/999999", one.number), "").await.status, 404);
    }
}
