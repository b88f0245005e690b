//! How content somebody is: on their request, and behind the link in a letter.

use super::{KEI, asked, number, turned};
use crate::browser::House;
use desk::ticket::{Category, RATING_LINK, Stars, TicketNumber};
use service::{Actor, ticket};
use std::time::Duration;
use testing::on_both;

async fn rated(house: &House, number: TicketNumber) -> Option<i64> {
    let seen = house.world.desk.ask(Actor::System, move |read| ticket::visible(read, number)).await;
    seen.expect("a ticket").rating.map(Stars::number)
}

on_both! {
    async fn the_link_in_a_letter_chooses_and_a_button_sends(world: World) {
        let house = House::open(world).await;
        let number = number(&asked(&mut house.requester(KEI).await, "A broken cup", "It came in two.").await);
        turned(&house, number, Category::Solved).await;
        let now = house.world.desk.now();
        let link = format!("/rate/{number}/{}", ticket::rating_link(&**house.world.desk.signer(), number, house.cast.kei, now));
        let mut browser = house.browser();
        let page = browser.get(&format!("{link}?stars=2")).await;
        assert_eq!(page.status, 200);
        assert_eq!(rated(&house, number).await, None, "a machine follows every link");
        let page = page.text();
        assert!(page.contains(r#"value="2" required checked"#) && page.contains("A broken cup"), "{page}");
        assert!(!page.contains("It came in two."), "the link opens the rating alone");
        let none = browser.post(&link, "comment=Only+words").await;
        assert_eq!(none.status, 422);
        assert!(none.text().contains("Only words"), "what was typed is still there");
        assert_eq!(browser.post(&link, &format!("stars=3&comment={}", "x".repeat(2_001))).await.status, 422);
        assert_eq!(browser.post(&link, "stars=9").await.status, 422);
        assert_eq!(rated(&house, number).await, None);
        let sent = browser.post(&link, "stars=2&comment=%3Cb%3ESlow%3C%2Fb%3E").await;
        assert_eq!((sent.location(), rated(&house, number).await), (format!("{link}?done=yes").as_str(), Some(2)));
        let thanks = browser.get(sent.location()).await.text();
        assert!(thanks.contains("&#60;b&#62;Slow") && thanks.contains(r#"value="2" required checked"#), "{thanks}");
        browser.post(&link, "stars=4").await;
        assert_eq!(rated(&house, number).await, Some(4));
        assert_eq!(browser.get(&format!("{link}x")).await.status, 404);
        assert_eq!(browser.get(&link.replace(&number.to_string(), "100999")).await.status, 404);
        house.world.clock.advance(RATING_LINK + Duration::from_secs(1));
        let late = browser.get(&link).await;
        assert_eq!(late.status, 422);
        let late = late.text();
        assert!(late.contains("too old") && !late.contains("A broken cup") && !late.contains(&number.to_string()), "{late}");
        assert_eq!(browser.post(&link, "stars=5").await.status, 422);
        assert!(browser.cookies.is_empty());
    }

    async fn a_request_that_is_done_is_rated_where_it_stands(world: World) {
        let house = House::open(world).await;
        let mut kei = house.requester(KEI).await;
        let path = asked(&mut kei, "A broken cup", "It came in two.").await;
        let number = number(&path);
        assert!(!kei.get(&path).await.text().contains("How did we do?"));
        assert_eq!(kei.post(&format!("{path}/rating"), "stars=5").await.status, 422);
        turned(&house, number, Category::Closed).await;
        assert!(kei.get(&path).await.text().contains("How did we do?"));
        let refused = kei.post(&format!("{path}/rating"), "comment=Fine").await;
        assert!(refused.status == 422 && refused.text().contains("Fine"));
        let done = kei.post(&format!("{path}/rating"), "stars=5&comment=Fine").await;
        assert_eq!(done.location(), format!("{path}?done=rated"));
        assert!(kei.get(&path).await.text().contains("Your rating"));
        assert_eq!(rated(&house, number).await, Some(5));
        let by_link = crate::portal::link(&house, number);
        assert_eq!(house.browser().post(&format!("{by_link}/rating"), "stars=1").await.location(), format!("{by_link}?done=rated"));
        assert_eq!(rated(&house, number).await, Some(1));
        let mut aya = house.agent(house.cast.aya).await;
        let page = aya.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains("1 of 5 stars: Very dissatisfied") && page.contains("★☆☆☆☆"), "{page}");
        // An agent who looks as the requester does nothing for them.
        let looked = aya.post(&format!("/tickets/{number}/as-requester"), "").await.text();
        assert!(!looked.contains("Your rating"), "{looked}");
    }
}
