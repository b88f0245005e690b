//! Approvals: procedures that those who steer make, questions that rules and people put, answers from every door.

mod answer;
mod ask;
mod carry;
mod clock;
mod letter;
mod link;
mod list;
mod procedures;

pub(crate) use answer::let_go;
pub use answer::{answer, withdraw};
pub use ask::ask;
pub(crate) use carry::{carry, carry_back};
pub(crate) use clock::{is_due, look_at_due};
pub use link::{answer_by_link, approval_link, asked_by_link};
pub(crate) use list::approvals_on;
pub use list::{Asked, approvals_of, asked, waiting_counted, waiting_for_me};
pub use procedures::{change_procedure, create_procedure, procedure, procedure_names, procedures, remove_procedure};
