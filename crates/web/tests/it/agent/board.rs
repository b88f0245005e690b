//! Lists as boards.

use super::{asked, followed, now};
use crate::browser::{HOST, House, encoded};
use desk::people::PersonId;
use desk::ticket::{Category, Kind, Priority, StatusId, Transition, WorkflowWish};
use service::ticket;
use testing::on_both;

async fn status(house: &House, person: PersonId, category: Category) -> StatusId {
    let actor = house.world.actor(person).await;
    let all = house.world.desk.ask(actor, ticket::statuses).await.unwrap();
    all.into_iter().find(|one| one.category == category).unwrap().id
}

/// The part of the page with the cards of one column.
fn column<'p>(page: &'p str, id: &str) -> &'p str {
    let begin = page.split(&format!("id=\"column-{id}\"")).nth(1).unwrap_or_else(|| panic!("no column {id}: {page}"));
    begin.split("</section>").next().unwrap()
}

on_both! {
    async fn a_list_is_a_board_for_who_wants_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        for _ in 0..23 {
            asked(&house, "A kettle", cast.kei, cast.support).await;
        }
        let other = asked(&house, "Beans", cast.mio, cast.billing).await;
        let (mut ben, mut dai) = (house.agent(cast.ben).await, house.agent(cast.dai).await);
        let answer = ben.post("/tickets/arrange", "view=open&grouping=&order=subject&board=status").await;
        assert_eq!(answer.location(), "/tickets?view=open&order=subject");
        let new = status(&house, cast.ben, Category::New).await;
        let page = ben.get("/tickets?view=open").await.text();
        let first = column(&page, &new.to_string());
        assert_eq!((first.matches("class=\"board-card unread\"").count(), first.contains(">24</span>")), (20, true), "{first}");
        assert!(first.contains(&format!("href=\"/tickets?view=open&#38;group=status&#38;in={new}\"")), "{first}");
        assert!(page.contains(" slim\"") && page.contains("id=\"board-menu\""), "{page}");
        let more = format!("/tickets?view=open&deep={new}.40");
        assert!(first.contains(&more.replace('&', "&#38;")), "{first}");
        let deeper = ben.get(&more).await.text();
        assert_eq!(column(&deeper, &new.to_string()).matches("class=\"board-card unread\"").count(), 24);
        // A heading of it, and every other list, is a list.
        assert!(!ben.get(&format!("/tickets?view=open&group=status&in={new}")).await.text().contains("id=\"board\""));
        assert!(!ben.get("/tickets?view=unassigned").await.text().contains("id=\"board\""));
        assert!(!dai.get("/tickets?view=open").await.text().contains("id=\"board\""), "it is Ben's choice");
        // Who may change nothing sees it, and moves nothing.
        dai.post("/tickets/arrange", "view=open&grouping=&order=newest&board=team").await;
        let page = dai.get("/tickets?view=open").await.text();
        assert!(page.contains("class=\"board-card") && !page.contains("board-move\"") && !page.contains("draggable=\"true\""), "{page}");
        assert!(!page.contains(&format!("id=\"column-{}\"", cast.billing)) && !page.contains(&format!("id=\"card-{}\"", other.number)));
        // What nobody understands, and what cannot be a board.
        let odd = "/tickets?view=open&deep=x&deep=.&deep=1.2.3&deep=1.99999999999999999999&deep=1.40.9-9";
        assert_eq!(ben.get(odd).await.status, 200);
        for wrong in ["board=tag", "board=nonsense"] {
            let wish = format!("view=open&grouping=&order=newest&{wrong}");
            assert_eq!(ben.post("/tickets/arrange", &wish).await.status, 422);
        }
        let narrowed = ben.get("/tickets?view=open&q=Beans").await.text();
        assert_eq!(narrowed.matches("class=\"board-card unread\"").count(), 1, "{narrowed}");
        ben.post("/tickets/arrange", "view=open&grouping=&order=newest&board=").await;
        assert!(!ben.get("/tickets?view=open").await.text().contains("id=\"board\""));
    }

    async fn a_card_is_put_into_another_column_or_stays_with_a_reason(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "A kettle", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        chika.post("/tickets/arrange", "view=open&grouping=&order=newest&board=status").await;
        let (new, open) = (status(&house, cast.chika, Category::New).await, status(&house, cast.chika, Category::Open).await);
        let solved = status(&house, cast.chika, Category::Solved).await;
        let number = ticket.number.to_string();
        let version = now(&house, ticket.number).await.version.to_string();
        let put = |to: StatusId, version: &str| {
            let to = to.to_string();
            encoded(&[("view", "open"), ("deep", &format!("{new}.40")), ("grouping", "status"), ("ticket", &number), ("version", version), ("to", &to)])
        };
        let reply = chika.post("/tickets/board", &put(open, &version)).await;
        assert_eq!(reply.location(), format!("/tickets?view=open&deep={new}.40"));
        let page = followed(&mut chika, reply).await;
        assert!(column(&page, &open.to_string()).contains(&format!("id=\"card-{number}\"")), "{page}");
        assert!(page.contains("class=\"toast\"") && page.contains(&format!("<span>#{number}: Status: Open</span>")), "{page}");
        // Taken back there, it is said which change of which ticket.
        let undo = page.split('"').find(|part| part.contains("/undo/")).expect("a way back").to_owned();
        let mut there = chika.clone().saying("referer", &format!("http://{HOST}/tickets?view=open"));
        let reply = there.post(&undo, "").await;
        assert_eq!(reply.location(), "/tickets?view=open");
        let page = followed(&mut there, reply).await;
        assert!(page.contains(&format!("<span>Undone: #{number}: Status: Open</span>")), "{page}");
        let version = now(&house, ticket.number).await.version.to_string();
        assert_eq!(chika.post("/tickets/board", &put(open, &version)).await.status, 303);
        // On any other page as well.
        assert!(chika.get("/people").await.text().contains(&format!("<span>#{number}: Status: Open</span>")));
        // Somebody was there first.
        let reply = chika.post("/tickets/board", &put(solved, &version)).await;
        assert_eq!(reply.status, 409);
        assert!(reply.text().contains("stays where it was") || reply.text().contains("Somebody else changed"), "{}", reply.text());
        // A workflow that knows no way from there: with the reason, and the card where it was.
        let step = Transition { from: new, to: open, roles: vec![], teams: vec![], fields: vec![], tasks: false };
        let wish = WorkflowWish { name: "Questions".into(), kinds: Kind::ALL.to_vec(), topics: vec![], transitions: vec![step] };
        let actor = house.world.actor(cast.aya).await;
        house.world.desk.change(actor, move |tx| ticket::create_workflow(tx, wish)).await.unwrap();
        let version = now(&house, ticket.number).await.version.to_string();
        let reply = chika.post("/tickets/board", &put(solved, &version)).await;
        assert_eq!((reply.status.as_u16(), reply.header("hx-push-url")), (422, "false"));
        let page = reply.text();
        assert!(page.contains("role=\"alert\"") && page.contains(&format!("{number} stays where it was.")), "{page}");
        assert!(column(&page, &open.to_string()).contains(&format!("id=\"card-{number}\"")), "{page}");
        assert_eq!(now(&house, ticket.number).await.category, Category::Open);
        // Nothing that is no move, and nothing that is not there.
        for wrong in ["view=open", "view=open&grouping=tag&ticket=1&to=1", "view=open&grouping=status&to=1", "view=open&grouping=priority&ticket=x&to=high"] {
            let reply = chika.post("/tickets/board", wrong).await;
            assert!([404, 422].contains(&reply.status.as_u16()), "{wrong}: {}", reply.status);
        }
        assert_eq!(chika.post("/tickets/board", "").await.status, 404);
        let reply = chika.post("/tickets/board", &format!("view=open&grouping=priority&ticket={number}&to=urgent")).await;
        assert_eq!((reply.status.as_u16(), now(&house, ticket.number).await.priority), (303, Priority::Urgent));
        let reply = chika.post("/tickets/board", &format!("view=open&grouping=priority&ticket={number}&to=urgent")).await;
        assert_eq!(reply.status, 303, "nothing has changed");
    }
}
