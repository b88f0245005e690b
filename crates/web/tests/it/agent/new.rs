//! `/tickets/new`

use super::now;
use crate::browser::{House, Multipart};
use desk::ticket::{Origin, Priority, TicketNumber};
use testing::on_both;

fn number(location: &str) -> TicketNumber {
    location.trim_start_matches("/tickets/").parse().expect("a ticket")
}

on_both! {
    async fn an_agent_writes_down_a_call(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let team = cast.support.to_string();
        let form = Multipart::of(&[
            ("opening", "said"), ("requester", "yuki@shop.example"), ("name", "林 由紀"), ("subject", "Grinder is loud"),
            ("text", "She called about the grinder."), ("team", &team), ("origin", "phone"), ("priority", "high"),
            ("tags", "grinder、騒音"), ("take", "on"),
        ]);
        let reply = chika.upload("/tickets", &form).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let ticket = now(&house, number(reply.location())).await;
        assert_eq!((ticket.subject.as_str(), ticket.origin, ticket.priority), ("Grinder is loud", Origin::Phone, Priority::High));
        assert_eq!((ticket.assignee, ticket.tags.len()), (Some(cast.chika), 2));
        let page = chika.get(reply.location()).await.text();
        assert!(page.contains("林 由紀") && page.contains("She called about the grinder."), "{page}");
    }

    async fn an_agent_writes_first(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        let team = cast.billing.to_string();
        let form = Multipart::of(&[("opening", "write"), ("requester", "kei@customer.example"), ("subject", "Your invoice"), ("text", "Here it is."), ("team", &team)])
            .file("file", "invoice.pdf", "application/pdf", b"%PDF");
        let reply = ben.upload("/tickets", &form).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let page = ben.get(reply.location()).await.text();
        assert!(page.contains("message reply") && page.contains("invoice.pdf") && page.contains("Kei Tanaka"), "{page}");
    }

    async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        let end = house.log_end().await;
        let (support, billing) = (cast.support.to_string(), cast.billing.to_string());
        let good = [("requester", "kei@customer.example"), ("subject", "The lid"), ("text", "It leaks"), ("team", &*support)];
        for (name, value, status) in [
            ("requester", "nobody", 422), ("subject", " ", 422), ("text", "", 422), ("team", "x", 422), ("team", &*billing, 403),
        ] {
            let fields: Vec<_> = good.iter().map(|(field, kept)| (*field, if *field == name { value } else { *kept })).collect();
            let refused = chika.upload("/tickets", &Multipart::of(&fields)).await;
            assert_eq!(refused.status, status, "{name}={value}: {}", refused.text());
            if status == 422 {
                assert!(refused.text().contains("role=\"alert\""), "{name}");
                let kept = if name == "subject" { "It leaks" } else { "The lid" };
                assert!(refused.text().contains(kept), "{name}");
            }
        }
        assert_eq!(house.log_end().await, end, "nothing has happened");
    }

    async fn a_link_fills_in_whom_it_is_for(world: World) {
        let house = House::open(world).await;
        let page = house.agent(house.cast.ben).await.get("/tickets/new?requester=%22%3Ekei%40customer.example").await.text();
        assert!(page.contains("value=\"&#34;&#62;kei@customer.example\""), "{page}");
    }

    async fn addresses_are_proposed_while_one_types(world: World) {
        let house = House::open(world).await;
        let mut ben = house.agent(house.cast.ben).await;
        let found = ben.get("/people/options?requester=kei").await.text();
        assert!(found.contains("<option value=\"kei@customer.example\">Kei Tanaka</option>"), "{found}");
        assert!(!ben.get("/people/options?requester=").await.text().contains("option"));
    }
}
