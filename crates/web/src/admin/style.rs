//! `/admin/style`

use super::asked::{Asked, ask};
use crate::Web;
use crate::agent::here::Here;
use crate::answer::Answer;
use axum::extract::State;
use desk::Permission;
use views::admin::style::Style;
use views::agent::ticket::specimen::{Pieces, Sample};

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found: () } = ask(&web, &here, Permission::Configure, |_| Ok(())).await?;
    let sample = Sample::new(&shell);
    let pieces = Pieces::new(&shell, &sample);
    Ok(here.show(&Style { shell, frame, pieces }))
}
