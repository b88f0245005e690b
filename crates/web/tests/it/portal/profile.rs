//! `/help/profile`

use super::KEI;
use crate::browser::{House, encoded};
use testing::on_both;

fn version(page: &str) -> String {
    let at = page.find("name=\"version\" value=\"").unwrap() + "name=\"version\" value=\"".len();
    page[at..].split('"').next().unwrap().to_owned()
}

on_both! {
    async fn whoever_asks_sees_and_changes_what_is_theirs(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        for (name, requester) in [("Floor", "required"), ("Contract", "shown"), ("Risk", "hidden")] {
            let form = encoded(&[("of", "person"), ("kind", "text"), ("label_en", name), ("active", "on"), ("agent", "optional"), ("requester", requester)]);
            assert_eq!(aya.post("/admin/fields", &form).await.status, 303);
        }
        let page = aya.get("/admin/fields?of=person").await.text();
        let ids: Vec<String> = page.match_indices("id=\"field-").map(|(at, start)| page[at + start.len()..].split('"').next().unwrap().to_owned()).collect();
        let mut kei = house.requester(KEI).await;
        let page = kei.get("/help/profile").await.text();
        assert!(page.contains("Floor") && page.contains("Contract") && !page.contains("Risk"), "{page}");
        let (seen, floor, contract) = (version(&page), format!("field-{}", ids[0]), format!("field-{}", ids[1]));
        let refused = kei.post("/help/profile", &encoded(&[("version", &seen), ("name", "Kei"), (&floor, "")])).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(&format!("{floor}-reason")), "{}", refused.text());
        let form = encoded(&[("version", &seen), ("name", "Kei T."), ("language", "en"), (&floor, "3"), (&contract, "our own words")]);
        assert_eq!(kei.post("/help/profile", &form).await.location(), "/help/profile?done=saved");
        let page = kei.get("/help/profile?done=saved").await.text();
        assert!(page.contains("Kei T.") && page.contains("value=\"3\"") && !page.contains("our own words"), "{page}");
        assert_eq!(kei.post("/help/profile", &form).await.status, 409);
        assert!(kei.get("/help").await.text().contains("/help/profile"));
    }
}
