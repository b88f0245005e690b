//! A ticket shown to somebody who does not see its team.

use super::asked;
use crate::admin::{reason, value};
use crate::browser::{House, encoded};
use axum::http::StatusCode;

testing::on_both! {
    async fn it_is_referred_on_a_page_found_in_a_list_and_taken_back(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (path, referrals) = (format!("/tickets/{}", ticket.number), format!("/tickets/{}/referrals", ticket.number));
        let (mut chika, mut eve) = (house.agent(cast.chika).await, house.agent(cast.eve).await);
        assert_eq!(eve.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(!eve.get("/tickets").await.text().contains("/tickets/referred"), "who has nothing there is spared it");

        let page = chika.get(&referrals).await.text();
        let to = format!("person-{}", cast.eve);
        assert!(page.contains(&format!("value=\"{to}\"")) && !page.contains(&format!("person-{}\"", cast.ben)), "{page}");
        let version = value(&page, "version");
        let form = |to: &str, word: &str| encoded(&[("version", &version), ("to", to), ("level", "read"), ("word", word)]);
        for (to, field) in [("", "to"), ("person-4711", "to"), ("team-", "to"), (&*format!("team-{}", cast.support), "to")] {
            let refused = chika.post(&referrals, &form(to, "Look")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
            assert!(reason(&refused.text(), field).is_some(), "{to}");
        }
        let long = chika.post(&referrals, &form(&to, &"x".repeat(501))).await.text();
        assert!(reason(&long, "word").is_some());
        let done = chika.post(&referrals, &form(&to, "Please <look>")).await;
        assert_eq!((done.status, done.location().split('?').next()), (StatusCode::SEE_OTHER, Some(&*path)));
        let page = chika.get(&path).await.text();
        assert!(page.contains("Please &lt;look&gt;") && page.contains("id=\"ticket-referrals\""));
        assert_eq!(chika.post(&referrals, &form(&to, "Late")).await.status, StatusCode::CONFLICT);

        let page = eve.get(&path).await.text();
        assert!(page.contains("The kettle leaks") && !page.contains("priority-menu") && !page.contains("/referrals\""), "she reads, and refers to nobody");
        let list = eve.get("/tickets/referred").await.text();
        assert!(list.contains("The kettle leaks") && list.contains("aria-current=\"page\""));
        assert_eq!(eve.get(&referrals).await.status, StatusCode::FORBIDDEN);
        assert_eq!(eve.get(&format!("{path}/split")).await.status, StatusCode::FORBIDDEN);

        let version = value(&chika.get(&referrals).await.text(), "version");
        let gone = chika.post(&referrals, &encoded(&[("version", &version), ("remove", &to)])).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        assert_eq!(eve.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(!eve.get("/tickets/referred").await.text().contains("The kettle leaks"));
        assert_eq!(chika.post(&referrals, "remove=nobody").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
