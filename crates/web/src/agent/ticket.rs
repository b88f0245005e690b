//! `/tickets/{number}`

pub mod about;
pub mod body;
pub mod change;
pub mod claim;
mod depth;
pub mod draft;
pub mod draft_files;
pub mod drafts;
pub mod facts;
pub mod files;
pub mod flows;
pub mod helps;
pub mod images;
pub mod links;
pub mod markers;
pub mod merge;
pub mod message;
pub mod nap;
pub mod opened;
pub mod page;
pub mod place;
pub mod presence;
pub mod print;
pub mod referrals;
pub mod rules;
pub mod sides;
pub mod split;
mod steps;
pub mod tasks;
pub mod times;

use super::here::Here;
use super::id::Id;
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use desk::ticket::TicketNumber;
use page::{Told, drawn};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let told = Told::nothing();
    drawn(&web, &here, number, &here.query, told, |here, page| here.show(page)).await
}
