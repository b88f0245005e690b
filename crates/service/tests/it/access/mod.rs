//! Who comes in, and how.

mod invitation;
mod password;
mod portal;
mod sessions;
mod set_up;
mod sign_in;
mod ticket_link;

use base::Token;
use desk::access::LinkLetter;
use desk::channel::{LetterId, LetterState};
use service::Actor;
use testing::World;

/// The links that lie in the outbox, the newest first, with the address they go to.
pub async fn letters(world: &World) -> Vec<(String, LinkLetter)> {
    let letters = world
        .desk
        .ask(Actor::System, |read| {
            Ok(store::channel::outbox::in_state(read, LetterState::Queued, LetterId(i64::MAX), 50)?)
        })
        .await
        .unwrap();
    let opened = letters.into_iter().map(|letter| {
        (letter.deliveries[0].address.to_string(), serde_json::from_str(&letter.details).expect("a link's details"))
    });
    opened.collect()
}

/// The link of the newest letter.
pub async fn mailed(world: &World) -> Token {
    Token::presented(letters(world).await[0].1.token.clone())
}
