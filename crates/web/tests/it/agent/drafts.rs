//! `/drafts`

use super::asked;
use crate::browser::{House, encoded};
use testing::on_both;

on_both! {
    async fn all_that_one_has_begun_stands_on_one_page_and_is_found_by_name(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let kettle = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let lid = asked(&house, "A lid is missing", cast.kei, cast.support).await.number;
        let mut chika = house.agent(cast.chika).await;
        assert!(!chika.get("/tickets?view=open").await.text().contains("href=\"/drafts\""), "who has begun nothing is spared it");
        assert!(chika.get("/drafts").await.text().contains("You have begun nothing"));

        let side = encoded(&[("to", "sato@parts.example"), ("subject", "The hinge"), ("text", "Which lot")]);
        for (path, form) in [
            (format!("/tickets/{kettle}/draft"), "kind=reply&text=Dear+%3CKei%3E"),
            (format!("/tickets/{lid}/draft"), "kind=note&text=Between+us"),
            (format!("/tickets/{lid}/sides/draft"), side.as_str()),
        ] {
            assert_eq!(chika.put(&path, form).await.status, 204, "{path}");
        }
        let (answer, note, beside) =
            (format!("href=\"/tickets/{kettle}#composer\""), format!("href=\"/tickets/{lid}#composer\""), format!("href=\"/tickets/{lid}/sides/new\""));
        let page = chika.get("/drafts").await.text();
        for (link, says) in [
            (&answer, "Reply</span> Dear &#60;Kei&#62;"),
            (&note, "Note</span> Between us"),
            (&beside, "Side conversation</span> The hinge · Which lot"),
        ] {
            assert!(page.contains(link) && page.contains(says), "{says}: {page}");
        }
        let page = chika.get("/tickets?view=open").await.text();
        assert!(page.contains("href=\"/drafts\" data-key=\"g f\"") && page.contains("My drafts</span><span class=\"count\">3<"), "{page}");
        assert!(chika.get("/queues?at=drafts").await.text().contains("data-key=\"g f\" aria-current=\"page\""));
        assert!(house.agent(cast.ben).await.get("/drafts").await.text().contains("You have begun nothing"), "one's own alone");

        let palette = |typed: &str| format!("/palette?{}", encoded(&[("q", typed)]));
        for typed in ["drafts", "draft", "下書き"] {
            let page = chika.get(&palette(typed)).await.text();
            assert!([&answer, &note, &beside].iter().all(|link| page.contains(*link)), "{typed}: {page}");
            assert!(page.contains("href=\"/drafts\""), "{typed}: {page}");
        }
        assert!(chika.get(&palette("my drafts")).await.text().contains("href=\"/drafts\""));
        let page = chika.get(&palette("draft kettle")).await.text();
        assert!(page.contains(&answer) && !page.contains(&note), "{page}");
        assert!(!chika.get(&palette("kettle")).await.text().contains("#composer"), "only where drafts are meant");
    }
}
