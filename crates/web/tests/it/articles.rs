//! `/articles`, `/help/articles`, and articles in an answer.

use crate::agent::{asked, value};
use crate::browser::{House, encoded};
use testing::on_both;

/// A form as the page of a new article sends it.
fn form(state: &str, title: &str, html: &str) -> String {
    encoded(&[("state", state), ("title_en", title), ("text_en", &format!("html:{html}"))])
}

on_both! {
    async fn an_article_is_written_published_and_found_on_the_help_page(world: World) {
        let house = House::open(world).await;
        let (mut chika, mut visitor) = (house.agent(house.cast.chika).await, house.browser());
        let hostile = "<h2>First</h2><script>alert(1)</script><p onclick=\"x()\">Press <strong>twice</strong>. <a href=\"javascript:x()\">so</a></p><table><tr><td style=\"position:fixed\">60</td></tr></table>";
        let made = chika.post("/articles", &form("draft", "Reset: the 61 <kettle>", hostile)).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let path = made.location().to_owned();
        let id = path.rsplit('/').next().unwrap().to_owned();
        let page = chika.get(&path).await.text();
        assert!(page.contains("Reset: the 61 &#60;kettle&#62;") && page.contains("<strong>twice</strong>"), "{page}");
        assert!(!page.contains("alert(1)") && !page.contains("onclick=\"x") && !page.contains("javascript:") && !page.contains("position:fixed"));
        assert_eq!(visitor.get(&format!("/help/articles/{id}")).await.status, 404, "a draft is nobody's");
        assert!(!visitor.get("/help").await.text().contains("/help/articles"));

        assert_eq!(chika.post(&format!("{path}/state"), "state=public&version=1").await.status, 303);
        assert!(visitor.get("/help").await.text().contains("/help/articles"));
        let found = visitor.get("/help/articles?q=kettle+twice").await.text();
        let address = format!("/help/articles/{id}-reset-the-61-kettle");
        assert!(found.contains(&format!("href=\"{address}\"")), "{found}");
        assert_eq!(visitor.get(&format!("/help/articles/{id}-other")).await.location(), address);
        let shown = visitor.get(&address).await.text();
        assert!(shown.contains("<td>60</td>") && shown.contains("lang=\"en\"") && !shown.contains("Chika"), "{shown}");
        assert!(visitor.get("/help/articles?q=%3Cb%3Enothing").await.text().contains("&#60;b&#62;nothing"));
        for nowhere in ["/help/articles/0", "/help/articles/abc", "/help/articles/99999999999999999999", "/help/articles?category=77"] {
            assert_eq!(visitor.get(nowhere).await.status, 404, "{nowhere}");
        }

        assert_eq!(chika.post(&format!("{path}/state"), "state=internal&version=2").await.status, 303);
        assert_eq!(visitor.get(&address).await.status, 404, "and away it is");
        assert!(!visitor.get("/help/articles?q=kettle").await.text().contains(&address));
    }

    async fn a_stranger_searches_sixty_times_a_minute_and_reads_on(world: World) {
        let house = House::open(world).await;
        let mut visitor = house.browser();
        // One a second comes back while the test is on its way.
        let (mut answered, mut status) = (0, 200);
        while answered < 500 && status == 200 {
            status = visitor.get("/help/articles?q=kettle").await.status.as_u16();
            answered += 1;
        }
        assert!(status == 429 && answered > 60, "{status} after {answered}");
        assert_eq!(visitor.get("/help/articles").await.status, 200, "reading is free");
    }

    async fn whoever_was_slower_keeps_what_they_typed_and_sees_what_it_says_now(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let path = chika.post("/articles", &form("draft", "Lids", "<p>one</p>")).await.location().to_owned();
        let seen = value(&chika.get(&format!("{path}/edit")).await.text(), "version").to_owned();
        let save = |title: &str, html: &str| format!("{}&version={seen}", form("draft", title, html));
        assert_eq!(chika.post(&path, &save("Lids", "<p>two</p>")).await.status, 303);
        let late = chika.post(&path, &save("My lids", "<p>three</p>")).await;
        assert_eq!(late.status, 409);
        let page = late.text();
        assert!(page.contains("My lids") && page.contains("three") && page.contains("article-now") && page.contains("two"), "{page}");
        let untitled = chika.post("/articles", &form("public", " ", "<p>x</p>")).await;
        assert_eq!(untitled.status, 422);
        assert!(untitled.text().contains("id=\"title_en-reason\"") && untitled.text().contains("&#60;p&#62;x&#60;/p&#62;"), "{}", untitled.text());
        let told = chika.get(&format!("{path}/versions/2")).await.text();
        assert!(told.contains("<del>one</del>") && told.contains("<ins>two</ins>"), "{told}");
        assert_eq!(chika.post(&format!("{path}/versions/1/restore"), "version=2").await.status, 303);
        assert!(chika.get(&path).await.text().contains("<p>one</p>"));
        assert_eq!(chika.get(&format!("{path}/versions/77")).await.status, 404);
    }

    async fn an_answer_is_offered_articles_of_those_who_may_see_the_ticket(world: World) {
        let house = House::open(world).await;
        let ticket = asked(&house, "The lid is gone", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        chika.post("/articles", &form("public", "Lids", "<p>They are sold apart.</p>")).await;
        chika.post("/articles", &form("draft", "Lids to come", "<p>x</p>")).await;
        let offered = chika.get(&format!("/tickets/{ticket}/articles?find=lid")).await.text();
        let offered: serde_json::Value = serde_json::from_str(&offered).unwrap();
        assert_eq!((offered.as_array().map(Vec::len), &offered[0]["title"]), (Some(1), &"Lids".into()));
        let piece = chika.get(&format!("/tickets/{ticket}/articles/{}", offered[0]["id"])).await.text();
        let piece: serde_json::Value = serde_json::from_str(&piece).unwrap();
        assert_eq!(piece["html"], "<p>They are sold apart.</p>");
        assert!(piece["link"].as_str().unwrap().ends_with("-lids"), "{piece}");
        let mut eve = house.agent(house.cast.eve).await;
        assert_eq!(eve.get(&format!("/tickets/{ticket}/articles?find=lid")).await.status, 404);
    }

    async fn a_ticket_is_linked_to_the_article_that_answered_it(world: World) {
        let house = House::open(world).await;
        let ticket = asked(&house, "The lid is gone", house.cast.kei, house.cast.support).await.number;
        let (mut chika, mut eve) = (house.agent(house.cast.chika).await, house.agent(house.cast.eve).await);
        let article = chika.post("/articles", &form("public", "Lids", "<p>They are sold apart.</p>")).await.location().to_owned();
        let path = format!("/tickets/{ticket}/articles");
        assert!(chika.get("/articles/options?find=lid").await.text().contains("<option value=\"Lids\">"));
        assert_eq!(chika.post(&path, "article=nothing").await.status, 422);
        assert_eq!(chika.post(&path, "article=lids").await.status, 303);
        let page = chika.get(&format!("/tickets/{ticket}")).await.text();
        assert!(page.contains("Answered by") && page.contains("linked the article"), "{page}");
        let told = chika.get(&article).await.text();
        assert!(told.contains("It answered 1 ticket") && told.contains("The lid is gone"), "{told}");
        assert!(!eve.get(&article).await.text().contains("id=\"answered\""), "whose tickets she does not see");
        let id = article.rsplit('/').next().unwrap();
        assert_eq!(chika.post(&path, &format!("remove={id}")).await.status, 303);
        assert!(!chika.get(&article).await.text().contains("id=\"answered\""));
    }
}
