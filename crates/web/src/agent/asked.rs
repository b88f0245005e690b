//! A page's own question together with what stands around every page, from one consistent picture.

use super::around::around;
use super::here::Here;
use crate::Web;
use crate::answer::{Failure, Speak};
use desk::Done;
use service::Read;
use views::Shell;
use views::agent::{At, Frame};

pub struct Asked<T> {
    pub shell: Shell<'static>,
    pub frame: Frame,
    pub found: T,
}

pub async fn ask<T: Send + 'static>(
    web: &Web,
    here: &Here,
    at: At,
    question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
) -> Result<Asked<T>, Failure> {
    let happened = here.happened();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| Ok((around(read, happened)?, question(read)?)));
    let (around, found) = asked.await.speak(&here.seat)?;
    Ok(Asked { shell: here.shell(), frame: around.frame(here, at), found })
}
