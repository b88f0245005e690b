//! Messages of one thread that are decided at the same moment, as after an outage.

use super::office::{Office, mail};
use desk::channel::{Arrival, Decision, Source};
use service::{Actor, channel};

testing::on_both! {
    async fn the_same_message_decided_at_once_in_ten_places_is_one_message(world: World) {
        let office = Office::open(world).await;
        let mut decisions = Vec::new();
        for _ in 0..10 {
            let id = office.receive(office.new_intake(Source::Imap, Some(office.support))).await[0];
            let desk = office.world.desk.clone();
            let arrival = mail("a1@customer.example", "new@customer.example", "Hello");
            decisions.push(tokio::spawn(async move { desk.change(Actor::System, move |tx| channel::decide(tx, id, arrival)).await }));
        }
        let mut new = 0;
        for decision in decisions {
            new += usize::from(decision.await.unwrap().unwrap().decision == Decision::New);
        }
        assert_eq!(new, 1);
    }

    async fn a_conversation_decided_all_at_once_is_one_ticket(world: World) {
        let office = Office::open(world).await;
        let ids: Vec<String> = (0..10).map(|n| format!("a{n}@customer.example")).collect();
        let mut decisions = Vec::new();
        for n in 0..10usize {
            let id = office.receive(office.new_intake(Source::Imap, Some(office.support))).await[0];
            let arrival = mail(&ids[n], "new@customer.example", &format!("Subject {n}"));
            let arrival = Arrival { references: ids[..n].to_vec(), ..arrival };
            let desk = office.world.desk.clone();
            decisions.push(tokio::spawn(async move { desk.change(Actor::System, move |tx| channel::decide(tx, id, arrival)).await }));
        }
        let mut tickets = Vec::new();
        for decision in decisions {
            tickets.push(decision.await.unwrap().unwrap().ticket);
        }
        tickets.dedup();
        assert_eq!(tickets.len(), 1, "{tickets:?}");
    }
}
