//! `/admin/macros`: a text with its form, and files that go along.

use super::value;
use crate::browser::{House, Multipart};
use testing::on_both;

on_both! {
    async fn a_macro_is_written_with_a_form_and_files_and_used_in_a_new_ticket(world: World) {
        let house = House::open(world).await;
        let (mut aya, mut chika) = (house.agent(house.cast.aya).await, house.agent(house.cast.chika).await);
        let picture = aya.upload("/loose/images", &Multipart::of(&[]).file("file", "lid.png", "image/png", b"\x89PNG\r\n")).await;
        let picture = picture.text().split('"').nth(3).unwrap().to_owned();
        let html = format!("html:<p onclick=x>Dear <b>{{{{ requester.name }}}}</b> <img src=\"cid:{picture}\"></p><script>x</script>");
        let fields = [("name", "Refund"), ("shortcut", "refund"), ("text_en", &*html), ("text_ja", ""), ("act", "save")];
        let form = Multipart::of(&fields).file("file", "plan.pdf", "application/pdf", b"%PDF");
        let seen = aya.upload("/admin/macros/preview", &form).await.text();
        assert!(seen.contains("<b>") && seen.contains("/loose/images/") && seen.contains("plan.pdf"), "{seen}");
        assert!(!seen.contains("<p onclick"), "{seen}");
        let wrong = aya.upload("/admin/macros", &Multipart::of(&[("name", "Refund"), ("shortcut", "two words"), ("text_en", &*html)]).file("file", "plan.pdf", "application/pdf", b"%PDF")).await;
        assert!(wrong.status == 422 && wrong.text().contains("plan.pdf"), "nothing is lost: {}", wrong.text());
        let made = aya.upload("/admin/macros", &form).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let told = chika.get("/tickets/new/macros").await.text();
        assert!(told.contains("plan.pdf") && told.contains("cid:") && !told.contains("onclick"), "{told}");
        assert_eq!(chika.get(&format!("/loose/images/{picture}")).await.status, 200);
        let id = told.split("\"id\":").nth(1).unwrap().split(',').next().unwrap().to_owned();
        let begun = chika.get(&format!("/tickets/new?prepared={id}")).await.text();
        assert!(begun.contains("plan.pdf") && begun.contains("name=\"kept\""), "{begun}");
        // Without the editor: a text that says the same keeps its form, another one is plain.
        let page = aya.get(&format!("/admin/macros/{id}")).await.text();
        let (version, before) = (value(&page, "version"), value(&page, "html_en"));
        assert!(before.contains("cid:"), "{before}");
        let plain = [("version", &*version), ("name", "Refund"), ("shortcut", "refund"), ("text_en", "Dear you"), ("html_en", "<p>Dear <b>me</b></p>"), ("act", "save")];
        assert_eq!(aya.upload(&format!("/admin/macros/{id}"), &Multipart::of(&plain)).await.status, 303);
        let told = chika.get("/tickets/new/macros").await.text();
        assert!(told.contains("Dear you") && told.contains("\"html\":\"\"") && !told.contains("plan.pdf"), "{told}");
    }

    async fn an_agent_makes_macros_of_their_own_on_the_same_page(world: World) {
        let house = House::open(world).await;
        let (mut aya, mut chika) = (house.agent(house.cast.aya).await, house.agent(house.cast.chika).await);
        assert!(chika.get("/me").await.text().contains("href=\"/admin/macros\""));
        // What stood in the composer.
        let begun = [("act", "draw"), ("audience", "mine"), ("text_en", "html:<p>Dear <b>you</b></p>")];
        let page = chika.upload("/admin/macros", &Multipart::of(&begun)).await;
        let text = page.text();
        assert!(page.status == 200 && text.contains("Dear") && !text.contains("name=\"audience\""), "{text}");
        let fields = [("name", "Gratitude"), ("shortcut", "thanks"), ("text_en", "Thank you"), ("act", "save")];
        assert_eq!(chika.upload("/admin/macros", &Multipart::of(&fields)).await.status, 303);
        assert!(chika.get("/tickets/new/macros").await.text().contains("Thank you"));
        assert!(chika.get("/admin/macros").await.text().contains("/thanks"));
        assert_eq!(aya.get("/tickets/new/macros").await.text(), "[]");
        assert!(!aya.get("/admin/macros").await.text().contains("/thanks"));
        assert!(!aya.get("/admin/rules/new?step=apply_macro").await.text().contains("Gratitude"));
    }
}
