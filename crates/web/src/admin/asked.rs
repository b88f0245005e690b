//! What every page of the administration asks: its own question with what stands around it, if one may.

use crate::Web;
use crate::agent::asked;
pub use crate::agent::asked::Asked;
use crate::agent::here::Here;
use crate::answer::Failure;
use desk::{Done, Permission};
use service::Read;
use views::agent::At;

/// All from one consistent picture.
pub async fn ask<T: Send + 'static>(
    web: &Web,
    here: &Here,
    permission: Permission,
    question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
) -> Result<Asked<T>, Failure> {
    let asked = asked::ask(web, here, At::Elsewhere, move |read| {
        read.actor().may(permission)?;
        question(read)
    });
    asked.await
}
