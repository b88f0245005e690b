//! Shutting a door: the idle hear 421, messages in flight end.

use super::talk::House;
use crate::world::{Keeper, until};
use channels::listen::{Dialect, Limits};
use std::time::Duration;

#[tokio::test]
async fn at_shutdown_the_idle_are_told_and_messages_in_flight_are_kept() {
    let keeper = Keeper::new();
    *keeper.delay.lock().unwrap() = Duration::from_millis(200);
    let house = House::with(Dialect::Lmtp, Limits::default(), keeper).await;
    let mut idle = house.greeted("LHLO mx").await;
    let mut busy = house.greeted("LHLO mx").await;
    busy.open_data().await;
    busy.send("first half\r\n").await;
    house.stop.trigger();
    idle.expect("421 4.3.2").await;
    idle.expect_end().await;
    busy.send("second half\r\n.\r\n").await;
    busy.expect("250").await;
    busy.expect("421 4.3.2").await;
    drop((idle, busy));
    until("the door is closed", || house.serving.is_finished()).await;
    assert_eq!(house.keeper.messages(), ["first half\r\nsecond half\r\n"]);
    assert!(tokio::net::TcpStream::connect(house.address).await.is_err());
}

#[tokio::test]
async fn a_client_that_never_ends_does_not_hold_up_the_shutdown() {
    let limits = Limits { farewell: Duration::from_millis(200), ..Limits::default() };
    let house = House::with(Dialect::Smtp, limits, Keeper::new()).await;
    let mut endless = house.greeted("EHLO mx").await;
    endless.open_data().await;
    house.stop.trigger();
    until("the door is closed", || house.serving.is_finished()).await;
    assert_eq!(house.keeper.messages().len(), 0);
}
