//! `/tabs`

use super::asked;
use crate::browser::House;
use testing::on_both;

on_both! {
    async fn a_ticket_is_kept_open_in_a_row_above_every_page(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let one = asked(&house, "The kettle <leaks>", cast.kei, cast.support).await.number;
        let two = asked(&house, "Another question", cast.kei, cast.support).await.number;
        let mut chika = house.agent(cast.chika).await;
        let page = chika.get(&format!("/tickets/{one}")).await.text();
        assert!(!page.contains(r#"id="tabs""#) && page.contains(r#"name="tab" value="on""#), "nothing is there before: {page}");
        for number in [one, two] {
            assert_eq!(chika.post(&format!("/tickets/{number}/tab"), "tab=on").await.status, 303);
        }
        let page = chika.get(&format!("/tickets/{one}")).await.text();
        let current = format!(r#"href="/tickets/{one}" aria-current="page""#);
        assert!(page.contains(r#"id="tabs""#) && page.contains(&current) && page.contains("The kettle &#60;leaks&#62;"), "{page}");
        assert!(page.contains(r#"name="tab" value="off" data-key=",""#), "the key closes it: {page}");
        let row = chika.get(&format!("/tabs?ticket={one}")).await.text();
        assert!(row.contains(&current) && row.contains(&format!("/tickets/{two}/tab")) && row.contains(r#"data-key="g b""#), "{row}");
        for path in ["/", "/people", "/tickets?view=open"] {
            assert!(chika.get(path).await.text().contains(&format!(r#"action="/tickets/{two}/tab""#)), "{path}");
        }
        assert!(chika.get("/queues").await.text().contains("kept-menu"), "on a phone");
        assert!(!house.agent(cast.ben).await.get("/").await.text().contains(r#"id="tabs""#));
        assert_eq!(chika.post(&format!("/tickets/{one}/tab"), "tab=perhaps").await.status, 422);
        for number in [one, two] {
            assert_eq!(chika.post(&format!("/tickets/{number}/tab"), "tab=off").await.status, 303);
        }
        assert!(!chika.get("/").await.text().contains(r#"id="tabs""#));
        let mut eve = house.agent(cast.eve).await;
        assert_eq!(eve.post(&format!("/tickets/{one}/tab"), "tab=on").await.status, 404);
    }
}
