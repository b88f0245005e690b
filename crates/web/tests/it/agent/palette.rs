//! `/palette`

use super::asked;
use crate::browser::{House, Multipart, encoded};
use testing::on_both;

on_both! {
    async fn places_tickets_and_people_are_found_by_what_they_are_called(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut ben = house.agent(cast.ben).await;
        let found = ben.get(&format!("/palette?q=%23{}", ticket.number)).await.text();
        assert!(found.contains("The kettle leaks") && found.contains("role=\"option\""), "{found}");
        // As a Japanese keyboard types it.
        house.index().await;
        let number = ticket.number.to_string();
        let wide: String = number.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
        for typed in [wide.clone(), format!("＃{wide}")] {
            let asked = encoded(&[("q", &typed)]);
            for path in ["/palette", "/search"] {
                let page = ben.get(&format!("{path}?{asked}")).await.text();
                assert!(page.contains(&format!("/tickets/{number}")), "{path}: {typed}: {page}");
            }
        }
        assert!(ben.get("/palette?q=kei").await.text().contains(&format!("/people/{}", cast.kei)));
        assert!(ben.get("/palette?q=BILL").await.text().contains(&format!("view=team-{}", cast.billing)));
        assert!(ben.get("/palette?q=snoo").await.text().contains("view=snoozed"));
        // In whatever width it was typed.
        assert!(ben.get("/palette?q=%EF%BC%B3%EF%BC%AE%EF%BC%AF%EF%BC%AF").await.text().contains("view=snoozed"));
        assert!(ben.get("/palette?q=").await.text().contains("/tickets/new"));
        assert!(ben.get("/palette?q=%3Cscript%3E").await.text().contains("Nothing found"));
    }

    async fn what_is_called_so_comes_before_tickets_that_say_so(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "Notifications do not arrive", cast.kei, cast.support).await;
        house.index().await;
        let mut ben = house.agent(cast.ben).await;
        let page = ben.get("/palette?q=notif").await.text();
        let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what}: {page}"));
        assert!(at("href=\"/notifications\"") < at("do not arrive"));
        // What only holds the word comes after the tickets.
        let page = ben.get("/palette?q=arrive").await.text();
        assert!(page.contains("do not arrive"), "{page}");
    }

    async fn every_place_and_every_view_of_ones_tree_is_found_by_name(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let built = "name_en=Steam+left&audience=mine&glyph=flag&tone=1&parent=&how-0=all&field-0.0=priority&operator-0.0=any_of&value-0.0=urgent&act=save";
        assert_eq!(chika.post("/views", built).await.status, 303);
        assert!(chika.get("/palette?q=steam").await.text().contains("Steam left"));
        let mut ben = house.agent(house.cast.ben).await;
        assert!(!ben.get("/palette?q=steam").await.text().contains("Steam left"), "it is not theirs");
        for (typed, path) in [
            ("notif", "\"/notifications\""),
            ("mention", "\"/mentions\""),
            ("activ", "\"/activity\""),
            ("all+views", "\"/views\""),
            ("referred", "\"/tickets/referred\""),
            ("approval", "\"/approvals\""),
            ("tokens", "\"/me#tokens\""),
            ("macro", "\"/admin/macros\""),
        ] {
            assert!(chika.get(&format!("/palette?q={typed}")).await.text().contains(path), "{typed}");
        }
        let mut aya = house.agent(house.cast.aya).await;
        for (typed, path) in [("administr", "\"/admin\""), ("mailbox", "\"/admin/mailboxes\""), ("letters+to", "\"/releases\"")] {
            let path = format!("href={path}");
            assert!(aya.get(&format!("/palette?q={typed}")).await.text().contains(&path), "{typed}");
            assert!(!chika.get(&format!("/palette?q={typed}")).await.text().contains(&path), "{typed}: not theirs");
        }
    }

    async fn a_ticket_takes_tags_and_macros_by_name_from_whoever_may_change_it(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.billing).await;
        let other = asked(&house, "The lid leaks", cast.kei, cast.billing).await;
        let mut ben = house.agent(cast.ben).await;
        assert_eq!(ben.post(&format!("/tickets/{}/tags", other.number), "tags=steam-wand").await.status, 303);
        let fields = [("name", "Steam refund"), ("shortcut", "refund"), ("text_en", "Dear you"), ("act", "save")];
        let mut aya = house.agent(cast.aya).await;
        assert_eq!(aya.upload("/admin/macros", &Multipart::of(&fields)).await.status, 303);
        let at = |typed: &str, number: &str| format!("/palette?{}", encoded(&[("q", typed), ("ticket", number)]));
        let (number, tagged) = (ticket.number.to_string(), other.number.to_string());
        let (tag, prepared) = (r#"data-put="tag" data-value="steam-wand""#, r#"data-put="macro" data-value="refund""#);
        for typed in ["steam", "wand steam"] {
            assert!(ben.get(&at(typed, &number)).await.text().contains(tag), "{typed}");
        }
        let page = ben.get(&at("tag steam", &number)).await.text();
        assert!(page.contains(tag) && !page.contains(prepared), "{page}");
        assert!(ben.get(&at("insert refund", &number)).await.text().contains(prepared));
        assert!(!ben.get(&at("steam", &tagged)).await.text().contains(tag), "it has it");
        assert!(!ben.get(&at("steam", "")).await.text().contains("data-put"), "at no ticket");
        assert!(!ben.get(&at("", &number)).await.text().contains("data-put"), "nothing is meant yet");
        let mut dai = house.agent(cast.dai).await;
        assert!(!dai.get(&at("steam", &number)).await.text().contains("data-put"), "another's team");
    }

    async fn a_place_is_found_word_by_word(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        for (typed, path) in [("view new", "/views/new"), ("views all", "/views"), ("作成 ビュー", "/views/new")] {
            let page = ben.get(&format!("/palette?{}", encoded(&[("q", typed)]))).await.text();
            assert!(page.contains(&format!("href=\"{path}\"")), "{typed}: {page}");
        }
        assert!(ben.get("/palette?q=view+kettle").await.text().contains("Nothing found"), "every word counts");
    }

    async fn a_place_is_found_by_its_name_in_either_language(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        for (typed, path) in [("お知らせ", "/notifications"), ("マクロ", "/admin/macros"), ("チェックリスト", "/admin/checklists"), ("macros", "/admin/macros")] {
            let page = aya.get(&format!("/palette?{}", encoded(&[("q", typed)]))).await.text();
            assert!(page.contains(&format!("href=\"{path}\"")), "{typed}: {page}");
        }
        let page = aya.get("/tickets?view=open").await.text();
        assert!(page.contains("merge, combine, 統合, とうごう"), "what commands are called besides goes along: {page}");
    }

    async fn what_one_may_not_see_is_not_found(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.billing).await;
        let mut dai = house.agent(cast.dai).await;
        assert!(!dai.get(&format!("/palette?q={}", ticket.number)).await.text().contains("kettle"));
        assert!(!dai.get("/palette?q=billing").await.text().contains("view=team"));
        assert_eq!(house.browser().get("/palette?q=kei").await.status, 303);
    }
}
