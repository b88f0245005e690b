//! The pages of notifications, activity and the calendar, as people use them.

use super::asked;
use crate::browser::{House, encoded};
use axum::http::StatusCode;
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use service::{Actor, notification, readers, ticket};

/// A ticket of Chika's, of which she was told.
async fn told(house: &House) -> TicketNumber {
    let cast = house.cast;
    let number = asked(house, "The lid is gone", cast.kei, cast.support).await.number;
    assigned(house, number, cast.chika).await;
    number
}

async fn assigned(house: &House, number: TicketNumber, to: PersonId) {
    let by = house.world.actor(house.cast.aya).await;
    house.world.desk.change(by, move |tx| ticket::assign(tx, number, Some(to), None)).await.unwrap();
    while house.world.desk.ask(Actor::System, |read| readers::must_wait(read, "notify")).await.unwrap() {
        house.world.desk.change(Actor::System, |tx| readers::follow(tx, "notify", notification::follow)).await.unwrap();
    }
}

testing::on_both! {
    async fn the_list_leads_to_what_was_said_and_is_read_when_the_ticket_was_looked_at(world: World) {
        let house = House::open(world).await;
        let number = told(&house).await;
        let mut chika = house.agent(house.cast.chika).await;
        let page = chika.get("/notifications").await.text();
        assert!(page.contains("Aya Mori gave you this ticket") && page.contains("The lid is gone"), "{page}");
        assert!(page.contains(&format!("/tickets/{number}#message-")), "what was said is a click away");
        assert!(page.contains(r#"<span class="count">2</span>"#), "the tree counts them");
        let ticket = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(ticket.contains(&format!(r#"data-seen="/tickets/{number}/seen""#)));
        assert_eq!(chika.post(&format!("/tickets/{number}/seen"), "").await.status, StatusCode::NO_CONTENT);
        let ticket = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(!ticket.contains("data-seen="), "there is nothing left to see");
        assert!(chika.get("/notifications").await.text().contains("You are up to date"));
        assert!(chika.get("/notifications?show=all").await.text().contains("The lid is gone"));
        let mut ben = house.agent(house.cast.ben).await;
        assert!(!ben.get("/notifications?show=all").await.text().contains("The lid is gone"), "nobody else hears of it");
    }

    async fn settings_are_kept_as_they_were_chosen_and_what_is_no_time_is_refused(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let form = [("received_app", "teams"), ("failed_mail", "mine"), ("quiet", "on"), ("quiet_from", "21:30"),
            ("quiet_until", "07:00"), ("quiet_sunday", "on"), ("letters", "5"), ("digest", "7")];
        assert_eq!(chika.post("/me/notifications", &encoded(&form)).await.status, StatusCode::SEE_OTHER);
        let page = chika.get("/me/notifications").await.text();
        for kept in [r#"value="21:30""#, r#"<option value="teams" selected>"#, r#"<option value="7" selected>"#, r#"name="quiet_sunday" value="on" checked"#] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
        let bad = [("quiet", "on"), ("quiet_from", "late"), ("quiet_until", "07:00"), ("letters", "5")];
        let refused = chika.post("/me/notifications", &encoded(&bad)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Please enter times such as"), "{}", refused.text());
        let silent = chika.post("/me/browsers", "endpoint=&public_key=&auth=").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn the_page_says_whose_the_table_is_and_gives_it_back_to_the_role(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let usual = "As administrators chose for your role";
        assert!(chika.get("/me/notifications").await.text().contains(usual));
        let form = [("received_app", "teams"), ("letters", "5"), ("digest", "7")];
        assert_eq!(chika.post("/me/notifications", &encoded(&form)).await.status, StatusCode::SEE_OTHER);
        let page = chika.get("/me/notifications").await.text();
        assert!(page.contains("This table is your own choice") && !page.contains(usual), "{page}");
        let back = [&form[..], &[("act", "usual")]].concat();
        assert_eq!(chika.post("/me/notifications", &encoded(&back)).await.status, StatusCode::SEE_OTHER);
        let page = chika.get("/me/notifications").await.text();
        assert!(page.contains(usual) && page.contains(r#"<option value="7" selected>"#), "the rest stays: {page}");
        let wrong = [&form[..], &[("act", "else")]].concat();
        assert_eq!(chika.post("/me/notifications", &encoded(&wrong)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_calendar_is_read_by_its_secret_address_alone_and_only_when_it_has_changed(world: World) {
        let house = House::open(world).await;
        let number = told(&house).await;
        let (by, due) = (house.world.actor(house.cast.chika).await, house.world.desk.now().plus(std::time::Duration::from_secs(86_400)));
        let owner = Some(house.cast.chika);
        let planned = house.world.desk.change(by, move |tx| {
            let what = desk::ticket::TaskFacts { text: "Call Kei".into(), owner, due: Some(due), ..desk::ticket::TaskFacts::default() };
            ticket::add_task(tx, number, what)?;
            ticket::set_deadline(tx, number, Some(due), None)
        });
        planned.await.unwrap();
        let mut chika = house.agent(house.cast.chika).await;
        let page = chika.post("/me/calendar", "act=open").await.text();
        let address = page.split("/calendar/").nth(1).and_then(|rest| rest.split('"').next()).expect("it is shown once").to_owned();
        assert!(!chika.get("/me/notifications").await.text().contains(&address));
        let mut program = house.browser();
        let read = program.get(&format!("/calendar/{address}")).await;
        assert_eq!((read.status, read.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8"));
        let text = read.text().replace("\r\n ", "");
        assert!(text.contains(&format!("SUMMARY:Due: #{number} The lid is gone")), "{text}");
        assert!(text.contains(&format!("UID:deadline-{number}@")), "{text}");
        let task = text.split("BEGIN:VEVENT").find(|event| event.contains("UID:task-")).expect("the task is in it");
        let now = house.world.desk.now().in_zone("UTC").strftime("%Y%m%dT%H%M%SZ").to_string();
        assert!(task.contains(&format!("LAST-MODIFIED:{now}")) && task.contains("Call Kei"), "it changed now, and is due tomorrow: {task}");
        let tag = read.header("etag").to_owned();
        let again = house.browser().saying("if-none-match", &tag).get(&format!("/calendar/{address}")).await;
        assert_eq!((again.status, again.text().len()), (StatusCode::NOT_MODIFIED, 0));
        chika.post("/me/calendar", "act=close").await;
        assert_eq!(program.get(&format!("/calendar/{address}")).await.status, StatusCode::NOT_FOUND);
    }

    async fn activity_and_the_app_are_there(world: World) {
        let house = House::open(world).await;
        let number = told(&house).await;
        let mut chika = house.agent(house.cast.chika).await;
        let page = chika.get("/activity").await.text();
        assert!(page.contains(&format!("#{number}")) && page.contains(r#"class="activity-day""#), "{page}");
        assert!(page.contains(&format!("#{number} The lid is gone · Kei Tanaka")), "{page}");
        assert_eq!(page.matches("id=\"event-").count(), 2, "that it came, with its message, and that it was assigned: {page}");
        chika.post(&format!("/tickets/{number}/calls"), "text=It+is+under+the+sofa").await;
        let page = chika.get("/activity").await.text();
        assert!(page.contains("<b>Chika Ueda</b> wrote down what <b>Kei Tanaka</b> said"), "{page}");
        assert!(chika.get("/activity?kind=work").await.text().contains("Nothing here"));
        let manifest = chika.get("/manifest.webmanifest").await;
        assert_eq!(manifest.header("content-type"), "application/manifest+json");
        let manifest: serde_json::Value = serde_json::from_str(&manifest.text()).unwrap();
        assert_eq!((manifest["start_url"].as_str(), manifest["icons"].as_array().map(Vec::len)), (Some("/"), Some(3)));
        for icon in manifest["icons"].as_array().unwrap() {
            assert_eq!(chika.get(icon["src"].as_str().unwrap()).await.header("content-type"), "image/png");
        }
        let worker = chika.get("/sw.js").await;
        assert_eq!((worker.header("content-type"), worker.header("cache-control")), ("text/javascript; charset=utf-8", "no-cache"));
        let out = chika.post("/logout", "").await;
        assert_eq!(out.header("clear-site-data"), "\"storage\"");
    }
}
