//! Persons with their addresses, the organisations they belong to, and the agents and teams who answer them.

mod agent;
mod askers;
mod handle;
mod import;
mod likeness;
mod merging;
mod note;
mod organization;
mod organization_merge;
mod person;
mod phone;
mod shortcut;
mod team;
mod tier;
mod whom;

pub use agent::Agent;
pub use askers::Askers;
pub use handle::{Handle, HandleKind, MOST_HANDLES, handle, handle_folded, handles};
pub use import::{
    Cut, Entry, Holds, MOST_COLUMNS, MOST_OCTETS, MOST_OCTETS_IN_PIECES, MOST_ROWS, MOST_ROWS_IN_PIECES, PIECE,
    PeopleImport, PeopleImportId, PeopleImportState, Table, cut, entry, guess, guess_all, guess_with, lines, table,
};
pub use likeness::{Likeness, called_alike, compact, is_shared, likeness, mailbox, turned};
pub use merging::{
    MOST_MERGED, Moved, PersonMerge, PersonMergeId, filled_in, may_become_one, with_filled, without_filled,
};
pub use note::{
    BETWEEN_NOTES, LONGEST_PERSON_NOTE, MOST_PERSON_NOTES, PersonNote, PersonNoteId, notes_in, person_note,
};
pub use organization::{
    About, LONGEST_NOTES, MOST_CONTACTS, MOST_DOMAINS, MOST_ORGANIZATIONS, Organization, OrganizationId, Sharing,
    domain, house, notes, organization_folded,
};
pub use organization_merge::{Carried, MOST_CARRIED, OrganizationMerge, OrganizationMergeId, apart, together};
pub use person::{
    LONGEST_SIGNATURE, MOST_ADDRESSES, MOST_OVERSEEN, Person, PersonAddress, PersonId, Profile, folded, given_name,
    person_name, time_zone,
};
pub use phone::{MOST_PHONES, Phone, PhoneKind, dialled, phone, spellings};
pub use shortcut::{Area, SHORTCUTS, Shortcut, Shortcuts};
pub use team::{Team, TeamId};
pub use tier::Tier;
pub use whom::Whom;
