//! Mail boxes, what came in and what goes out.

mod intake;
mod letter;
mod mailbox;

pub use intake::{Decision, Intake, IntakeId, IntakeState, Source};
pub use letter::{Delivery, DeliveryState, Letter, LetterId, LetterKind, LetterState};
pub use mailbox::{AfterFetch, FirstRun, Health, Incoming, Mailbox, MailboxId, Outgoing, Security};
