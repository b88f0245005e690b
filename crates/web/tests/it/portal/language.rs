//! `/help/language`, and how pages say no.

use super::KEI;
use crate::browser::{HOST, House};
use testing::on_both;

on_both! {
    async fn a_chosen_language_is_kept_and_leads_back(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser().saying("referer", &format!("http://{HOST}/help/requests/new"));
        assert_eq!(browser.post("/help/language", "language=ja").await.location(), "/help/requests/new");
        for path in ["/help", "/help/requests/new", "/help/sign-in", "/login", "/forgot", "/nothing/here", "/reset/none"] {
            let page = browser.get(path).await.text();
            assert!(page.contains("<html lang=\"ja\""), "{path}: {page}");
        }
    }

    async fn nobody_is_led_elsewhere_by_choosing_a_language(world: World) {
        let house = House::open(world).await;
        for referer in ["https://evil.example/help", "http://desk.example//evil.example", ""] {
            let mut browser = house.browser().saying("referer", referer);
            assert_eq!(browser.post("/help/language", "language=ja").await.location(), "/help", "{referer}");
        }
    }

    async fn whoever_is_signed_in_may_choose_too(world: World) {
        let house = House::open(world).await;
        let mut kei = house.requester(KEI).await;
        assert!(kei.get("/help").await.text().contains("<html lang=\"en\""));
        kei.post("/help/language", "language=ja").await;
        assert!(kei.get("/help").await.text().contains("<html lang=\"ja\""));
        assert!(kei.get("/help/requests/999999").await.text().contains("<html lang=\"ja\""));
    }

    async fn a_browsers_own_language_is_spoken_until_somebody_chooses(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser().saying("accept-language", "ja,en;q=0.5");
        assert!(browser.get("/help").await.text().contains("<html lang=\"ja\""));
        assert!(browser.get("/r/1/x").await.text().contains("<html lang=\"ja\""));
    }

    async fn a_page_that_says_no_keeps_to_the_theme_and_leads_back(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser().with("theme", "dark");
        for (path, status, home) in [("/help/nothing", 404, "/help"), ("/nothing", 404, "/"), ("/r/abc/x", 404, "/help"), ("/help/language", 405, "/help")] {
            let reply = browser.get(path).await;
            assert_eq!(reply.status, status, "{path}");
            let page = reply.text();
            assert!(page.contains("data-theme=\"dark\"") && page.contains(&format!("href=\"{home}\"")), "{path}: {page}");
            assert!(page.contains(">Page not found</h1>"), "{path}: {page}");
        }
    }
}
