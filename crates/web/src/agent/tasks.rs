//! `/tasks`: what I am to do, or somebody of my teams, on whichever ticket.

use super::asked::{Asked, ask};
use super::here::Here;
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use base::Moment;
use service::{people, ticket};
use views::agent::At;
use views::agent::tasks::{Group, Line, Tasks};

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let of_teams = here.query.text("of") == "teams";
    let asked = ask(&web, &here, At::Tasks, move |read| {
        let (found, teams) = match of_teams {
            true => (ticket::team_tasks(read)?, people::teams(read)?),
            false => (ticket::my_tasks(read)?, Vec::new()),
        };
        let tickets = ticket::spoken_of(read, found.iter().map(|(task, _, _)| task.what.text.as_str()))?;
        let origins = ticket::origins(read, found.iter().map(|(task, _, _)| task))?;
        Ok((found, teams, tickets, origins))
    });
    let Asked { shell, frame, found: (found, teams, tickets, origins) } = asked.await?;
    let (now, tonight) = (here.seat.now, end_of_day(here.seat.now, &here.seat.zone));
    let mut groups =
        ["tasks-overdue", "tasks-today", "tasks-later", "tasks-undated"].map(|key| Group { key, lines: Vec::new() });
    for (task, number, subject) in found {
        let group = match task.what.due {
            Some(due) if due <= now => 0,
            Some(due) if due < tonight => 1,
            Some(_) => 2,
            None => 3,
        };
        let team = teams.iter().find(|team| Some(team.id) == task.what.team);
        let team = team.map(|team| team.name.clone()).unwrap_or_default();
        let origin = task.message.and_then(|message| Some((*origins.get(&message)?, message)));
        groups[group].lines.push(Line { task, number, subject, team, origin });
    }
    let groups = groups.into_iter().filter(|group| !group.lines.is_empty()).collect();
    Ok(here.show(&Tasks { shell, frame, groups, of_teams, tickets }))
}

/// The next midnight where the person lives.
pub fn end_of_day(now: Moment, zone: &str) -> Moment {
    let tomorrow = now.in_zone(zone).tomorrow().and_then(|day| day.start_of_day());
    tomorrow.map_or(now, |midnight| Moment(midnight.timestamp().as_millisecond()))
}
