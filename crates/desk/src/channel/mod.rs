//! Mail boxes, what came in and what goes out.

mod agents;
mod arrival;
mod comparison;
mod condition;
pub mod courtesy;
pub mod echo;
pub mod entry;
mod evidence;
mod fate;
pub mod file_link;
mod filter;
pub mod flight;
mod grant;
mod guard;
pub mod hook;
mod intake;
mod letter;
mod mail_key;
mod mailbox;
pub mod mark;
mod notice;
pub mod orders;
pub mod policy;
pub mod probe;
mod protection;
mod reach;
mod rhythm;
mod signing_key;
pub mod subject;
mod threading;
mod verdict;
mod wording;
mod worry;
mod writing;

pub use agents::{Kept, Speaking};
pub use arrival::{Arrival, Failure, Nature};
pub use comparison::{Comparison, MOST_LISTED};
pub use condition::Condition;
pub use courtesy::Withheld;
pub use entry::{Admits, Entry, EntryWish};
pub use evidence::Evidence;
pub use fate::PATIENCE;
pub use file_link::FileLink;
pub use filter::{Filter, FilterId, FilterWish, Keep, MOST_FILTERS, Sets, Sifted, Way, sift};
pub use flight::{Flight, Life, Sighting, Step, TurnedAway};
pub use grant::{
    Application, Grant, Provider, WARNING_DAYS, days_until, grant_context, secret_context, verifier_context,
};
pub use guard::{
    Approvers, Attached, Effect, Guard, GuardId, GuardWish, Leaving, MOST_GUARDS, Release, Since, Stopped, stopped,
};
pub use hook::{Hook, HookKind, hook_context};
pub use intake::{Client, Decided, Decision, Intake, IntakeId, IntakeState, NewIntake, Source};
pub use letter::{
    Acknowledgement, Alarm, AnswerState, Attempt, Declined, Delivery, DeliveryState, Departure, Fate, Letter, LetterId,
    LetterKind, LetterState, NewLetter, Outcome, Reminder, Try,
};
pub use mail_key::{
    Beyond, Closes, Closing, KeySource, KeyTrust, MailKey, MailKeyId, Protect, Standard, closing, mail_key_context,
};
pub use mailbox::{
    AfterFetch, Carriage, FirstRun, Health, Incoming, Mailbox, MailboxId, MailboxWish, Outgoing, Protocol, Security,
    SignIn, password_context,
};
pub use notice::{Notice, What};
pub use policy::{AfterClosing, Handling, MOST_SENDERS, Twin, Unwanted};
pub use probe::Probe;
pub use protection::{Encryption, Protection, Signature, Worth};
pub use reach::{Against, Hardness, Unreachable};
pub use rhythm::{Rhythm, Silence, WEEKS};
pub use signing_key::{
    Algorithm, KeyChange, NewSigningKey, SigningKey, SigningKeyId, SigningState, selector, signing_key_context,
};
pub use threading::{Lead, RECENT, Standing, said_at};
pub use verdict::{Flaw, Found, Policy, Signed, Verdict, Verdicts, Witness};
pub use wording::{Wording, WordingWish};
pub use worry::{Facts, LONGEST_WAIT, ROUND, Worry, worries};
pub use writing::{Beneath, LONGEST_HOLD, Quotation, SenderName, SignaturePlace, Signs, Writing, signature};
