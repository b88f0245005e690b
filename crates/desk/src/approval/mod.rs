//! Approvals: who is asked whether something on a ticket may be done, how many must say yes, and what becomes of silence.

mod letter;
mod procedure;
mod question;

pub use letter::ApprovalLetter;
pub use procedure::{
    Approver, AtLimit, MOST_APPROVERS, MOST_PROCEDURES, Needed, Procedure, ProcedureId, ProcedureWish,
};
pub use question::{Approval, ApprovalId, ApprovalState, Come, MOST_SEATS, Reseated, Seat, Word};
