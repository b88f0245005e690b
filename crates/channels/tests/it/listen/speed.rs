//! How fast the listeners alone are, with an intake that costs nothing. Run by hand: `cargo test --release -p channels
//! -- --ignored --nocapture how_many`.

use super::talk::House;
use channels::listen::Dialect;
use std::time::Instant;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement, not a test"]
async fn how_many_messages_per_second_eight_connections_bring() {
    const EACH: usize = 2000;
    let house = House::open(Dialect::Lmtp).await;
    let message =
        format!("Subject: measure\r\n\r\n{}.\r\n", "A line of text as people write it, more or less.\r\n".repeat(40));
    let begun = Instant::now();
    let mut clients = Vec::new();
    for _ in 0..8 {
        let mut talk = house.greeted("LHLO mx").await;
        let message = message.clone();
        clients.push(tokio::spawn(async move {
            for _ in 0..EACH {
                talk.send("MAIL FROM:<a@b.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n").await;
                for answer in ["250", "250", "354"] {
                    talk.expect(answer).await;
                }
                talk.send(&message).await;
                talk.expect("250").await;
            }
        }));
    }
    for client in clients {
        client.await.expect("the client ends well");
    }
    let rate = (8 * EACH) as f64 / begun.elapsed().as_secs_f64();
    println!("{rate:.0} messages of {} octets per second", message.len());
    assert_eq!(house.keeper.messages().len(), 8 * EACH);
}
