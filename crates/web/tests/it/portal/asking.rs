//! `/help/requests/new`

use super::{KEI, number, request, tickets};
use crate::browser::{House, Multipart};
use desk::conversation::MOST_ATTACHED_BYTES;
use testing::on_both;

fn stranger(name: &str, email: &str, subject: &str, text: &str) -> Multipart {
    Multipart::of(&[("name", name), ("email", email), ("subject", subject), ("text", text), ("website", "")])
}

/// An administrator says who may write on the help page.
async fn choose(house: &House, seen: &str, asking: &str) {
    let mut aya = house.agent(house.cast.aya).await;
    let page = aya.get("/admin/organization").await.text();
    let [organization, language, zone] =
        ["seen_organization", "seen_language", "seen_time_zone"].map(|name| crate::admin::value(&page, name));
    let form = [
        ("organization", organization.as_str()),
        ("language", &language),
        ("time_zone", &zone),
        ("asking", asking),
        ("seen_organization", &organization),
        ("seen_language", &language),
        ("seen_time_zone", &zone),
        ("seen_asking", seen),
    ];
    assert_eq!(aya.post("/admin/organization", &crate::browser::encoded(&form)).await.status, 303);
}

on_both! {
    async fn the_log_names_no_unknown_doer_of_what_a_visitor_brought_about(world: World) {
        let house = House::open(world).await;
        let form = stranger("Rin Oka", "rin@new.example", "A broken cup", "It came in two.");
        assert_eq!(house.browser().upload("/help/requests", &form).await.status, 200);
        let log = house.agent(house.cast.aya).await.get("/admin/audit").await.text();
        assert!(log.contains("<b>Rin Oka</b> was added") && !log.contains("added <b>Rin Oka</b>"), "{log}");
    }

    async fn a_stranger_asks_with_files_and_learns_the_number_and_nothing_else(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser();
        assert!(browser.get("/help/requests/new").await.text().contains("name=\"email\""));
        let form = stranger("Kei T.", KEI, "A broken cup", "It came in two.").file("files", "cup.png", "image/png", b"\x89PNG cup");
        let thanks = browser.upload("/help/requests", &form).await;
        assert_eq!(thanks.status, 200);
        assert!(thanks.text().contains("#1000"), "{}", thanks.text());
        assert!(!thanks.text().contains("/r/") && browser.cookies.is_empty(), "an address that was typed proves nothing");

        let mut kei = house.requester(KEI).await;
        let list = kei.get("/help/requests").await.text();
        assert!(list.contains("A broken cup"));
        let path = list.split("href=\"").find_map(|part| part.strip_prefix("/help/requests/1").map(|rest| format!("/help/requests/1{}", rest.split('"').next().unwrap_or_default())));
        let page = kei.get(&path.expect("a link to the request")).await.text();
        assert!(page.contains("It came in two.") && page.contains("cup.png"), "{page}");
    }

    async fn an_address_in_wide_letters_is_the_same_address(world: World) {
        let house = House::open(world).await;
        let asked = stranger("Kei T.", "ｋｅｉ＠customer．example", "A wide cup", "It came in two.");
        assert_eq!(house.browser().upload("/help/requests", &asked).await.status, 200);
        assert!(house.requester(KEI).await.get("/help/requests").await.text().contains("A wide cup"));
    }

    async fn the_form_can_be_for_who_signed_in_or_for_nobody_and_the_verb_says_so_too(world: World) {
        let house = House::open(world).await;
        let mut kei = house.requester(KEI).await;
        let mut stranger_there = house.browser();
        let asked = stranger("Kei T.", KEI, "A broken cup", "It came in two.");

        choose(&house, "anybody", "verified").await;
        assert_eq!(stranger_there.get("/help/requests/new").await.door(), "/help/sign-in");
        assert!(stranger_there.get("/help/sign-in").await.text().contains("also if you are new here"));
        assert_eq!(stranger_there.upload("/help/requests", &asked).await.status, 422);
        choose(&house, "verified", "signed_in").await;
        assert!(!stranger_there.get("/help/sign-in").await.text().contains("also if you are new here"));
        assert_eq!(stranger_there.get("/help/requests/new").await.door(), "/help/sign-in");
        assert_eq!(stranger_there.upload("/help/requests", &asked).await.status, 422);
        assert_eq!(kei.get("/help/requests/new").await.status, 200);
        assert_eq!(kei.upload("/help/requests", &request("Beans", "More, please.")).await.status, 303);

        choose(&house, "signed_in", "nobody").await;
        for browser in [&mut stranger_there, &mut kei] {
            let page = browser.get("/help/requests/new").await;
            assert!(page.status == 422 && page.text().contains("Requests are not taken on this page"), "{}", page.status);
            assert!(!browser.get("/help").await.text().contains("/help/requests/new\">"));
            assert_eq!(browser.upload("/help/requests", &asked).await.status, 422);
        }
        assert_eq!(tickets(&house).await, 1);
    }

    async fn who_is_signed_in_need_not_say_who_they_are(world: World) {
        let house = House::open(world).await;
        let mut kei = house.requester(KEI).await;
        let form = kei.get("/help/requests/new").await.text();
        assert!(!form.contains("name=\"email\"") && form.contains("Kei Tanaka"));
        let reply = kei.upload("/help/requests", &request("Beans", "More, please.").file("files", "list.txt", "text/plain", b"beans")).await;
        assert_eq!(reply.status, 303);
        let page = kei.get(reply.location()).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("More, please.") && page.text().contains("list.txt"));
        assert!(number(reply.location()).0 >= 100_000);
    }

    async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser();
        for (form, id, kept) in [
            (stranger("", KEI, "Cup", "Two."), "name-reason", "Two."),
            (stranger("Kei", "not an address", "Cup", "Two."), "email-reason", "not an address"),
            (stranger("Kei", KEI, "", "Two."), "subject-reason", "Two."),
            (stranger("Kei", KEI, "Cup", "  "), "text-reason", "Cup"),
        ] {
            let reply = browser.upload("/help/requests", &form).await;
            let page = reply.text();
            assert_eq!(reply.status, 422, "{id}");
            assert!(page.contains(&format!("id=\"{id}\"")) && page.contains(&format!("aria-describedby=\"{id}")), "{id}: {page}");
            assert!(page.contains("aria-invalid") && page.contains(kept), "{id}: {page}");
        }
        assert_eq!(tickets(&house).await, 0);
    }

    async fn files_that_could_not_be_kept_are_asked_for_again(world: World) {
        let house = House::open(world).await;
        let reply = house.browser().upload("/help/requests", &stranger("Kei", KEI, "", "Two.").file("files", "a.txt", "text/plain", b"a")).await;
        assert_eq!(reply.status, 422);
        assert!(reply.text().contains("choose your files once more"));
    }

    async fn a_file_too_large_is_refused_and_the_words_stay(world: World) {
        let house = House::open(world).await;
        let large = vec![b'x'; MOST_ATTACHED_BYTES as usize + 1];
        let form = stranger("Kei", KEI, "Cup", "Two.").file("files", "large.bin", "application/octet-stream", &large);
        let reply = house.browser().upload("/help/requests", &form).await;
        assert_eq!(reply.status, 413);
        assert!(reply.text().contains("files-reason") && reply.text().contains("Two."));
        assert_eq!(tickets(&house).await, 0);
    }

    async fn whoever_fills_the_hidden_field_gets_thanks_and_no_ticket(world: World) {
        let house = House::open(world).await;
        let form = Multipart::of(&[("name", "Bot"), ("email", KEI), ("subject", "Buy"), ("text", "Buy"), ("website", "https://spam.example")]);
        assert_eq!(house.browser().upload("/help/requests", &form).await.status, 200);
        assert_eq!(tickets(&house).await, 0);
    }

    async fn from_one_place_ten_requests_a_minute_are_taken(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser();
        let mut statuses = Vec::new();
        for n in 0..11 {
            let reply = browser.upload("/help/requests", &stranger("Kei", KEI, &format!("Cup {n}"), "Two.")).await;
            statuses.push(reply.status.as_u16());
            if n == 10 {
                assert!(reply.text().contains("Cup 10"), "what was typed stays");
            }
        }
        assert_eq!(statuses, [vec![200; 10], vec![429]].concat());
        let elsewhere = house.browser().upload("/help/requests", &stranger("Kei", KEI, "Cup", "Two.")).await;
        assert_eq!(elsewhere.status, 200);
    }
}
