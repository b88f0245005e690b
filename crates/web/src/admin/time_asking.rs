//! `/admin/activities/asking`: on which tickets whoever writes is asked how long they worked.

use super::asked::{Asked, ask};
use super::tried::{Again, above, seen, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::said::Said;
use crate::agent::sketch::Sketch;
use crate::agent::sketched::sketched;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use axum::http::StatusCode;
use desk::condition::Condition;
use desk::ticket::{Asks, TimeAsking};
use desk::{Permission, Refusal};
use service::ticket;
use views::admin::Form;
use views::admin::activities::TimeAskingPage;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, Form::default(), None).await?))
}

pub async fn update(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let (sketch, fields) = sketched(&web, &here, fields, Some(Permission::Configure)).await?;
    if !matches!(fields.text("act"), "" | "save") {
        return Ok(here.show_again(StatusCode::OK, &page(&web, &here, typed(&fields), Some(sketch)).await?));
    }
    let (seen, wish) = (seen(&fields), wish(&fields, sketch.condition()));
    let change = move |tx: &mut service::Tx| ticket::change_time_asking(tx, &seen?, wish?);
    match tried(&here, web.desk.change(here.seat.actor.clone(), change).await, &fields, field)? {
        Ok(()) => Ok(here.go("/admin/activities", Said::Saved)),
        Err(Again { status, form }) => Ok(here.show_again(status, &page(&web, &here, form, Some(sketch)).await?)),
    }
}

async fn page(web: &Web, here: &Here, form: Form, typed: Option<Sketch>) -> Result<TimeAskingPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let kept = ticket::time_asking(read)?;
        let sketch = typed.unwrap_or_else(|| Sketch::of(&kept.condition).grouped());
        let choices = ticket::choices(read, &sketch.spoken_of())?;
        let form = form.or("seen", serde_json::to_string(&kept).unwrap_or_default()).or("asks", kept.asks.name());
        Ok((form, sketch, choices))
    });
    let Asked { shell, frame, found: (form, sketch, choices) } = asked.await?;
    Ok(TimeAskingPage { root: sketch.drawn(&shell, &choices), shell, frame, form })
}

fn wish(fields: &Fields, condition: Result<Condition, Refusal>) -> Result<TimeAsking, Refusal> {
    let asks = Asks::named(fields.text("asks")).ok_or(Refusal::FormIncomplete)?;
    Ok(TimeAsking { asks, condition: condition? })
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        refusal if refusal.is_of_condition() => "condition",
        _ => above(refusal),
    }
}
