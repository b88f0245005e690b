//! Messages of one thread that are decided at the same moment, as after an outage.

use super::office::{Office, mail};
use desk::channel::{Arrival, Decided, Decision, Source};
use service::{Actor, channel};

/// All of them at once, each in a transaction of its own.
async fn at_once(office: &Office, arrivals: Vec<Arrival>) -> Vec<Decided> {
    let mut waiting = Vec::new();
    for arrival in arrivals {
        waiting.push((office.receive(office.new_intake(Source::Imap, Some(office.support))).await[0], arrival));
    }
    let mut decisions = Vec::new();
    for (id, arrival) in waiting {
        let desk = office.world.desk.clone();
        decisions.push(tokio::spawn(async move {
            desk.change(Actor::System, move |tx| channel::decide(tx, id, arrival)).await
        }));
    }
    let mut decided = Vec::new();
    for decision in decisions {
        decided.push(decision.await.unwrap().unwrap());
    }
    decided
}

testing::on_both! {
    async fn the_same_message_decided_at_once_in_ten_places_is_one_message(world: World) {
        let office = Office::open(world).await;
        let decided = at_once(&office, vec![mail("a1@customer.example", "new@customer.example", "Hello"); 10]).await;
        assert_eq!(decided.iter().filter(|decided| decided.decision == Decision::New).count(), 1);
    }

    async fn a_conversation_decided_all_at_once_is_one_ticket(world: World) {
        let office = Office::open(world).await;
        let ids: Vec<String> = (0..10).map(|n| format!("a{n}@customer.example")).collect();
        let nth = |n: usize| Arrival { references: ids[..n].to_vec(), ..mail(&ids[n], "new@customer.example", &format!("Subject {n}")) };
        let decided = at_once(&office, (0..10).map(nth).collect()).await;
        let mut tickets: Vec<_> = decided.iter().map(|decided| decided.ticket).collect();
        tickets.dedup();
        assert_eq!(tickets.len(), 1, "{tickets:?}");
    }
}
