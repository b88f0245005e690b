//! What every page of the administration asks: whether one may, what stands around it, and its own question.

use crate::Web;
use crate::agent::around::around;
use crate::agent::here::Here;
use crate::answer::{Failure, Speak};
use desk::{Done, Permission};
use service::Read;
use views::Shell;
use views::agent::{At, Frame};

pub struct Asked<T> {
    pub shell: Shell<'static>,
    pub frame: Frame,
    pub found: T,
}

/// All from one consistent picture.
pub async fn ask<T: Send + 'static>(
    web: &Web,
    here: &Here,
    permission: Permission,
    question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
) -> Result<Asked<T>, Failure> {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| {
        read.actor().may(permission)?;
        Ok((around(read)?, question(read)?))
    });
    let (around, found) = asked.await.speak(&here.seat)?;
    Ok(Asked { shell: here.shell(), frame: around.frame(here, At::Elsewhere), found })
}
