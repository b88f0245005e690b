//! Persons, organisations, teams and agents.

mod addresses;
mod agents;
mod block;
mod export;
mod find_or_create;
mod import;
mod in_pieces;
mod lists;
mod manager;
mod memberships;
mod merge;
mod namesakes;
mod notes;
mod organization_merge;
mod organizations;
mod oversight;
mod panel;
mod persons;
mod reach;
mod selves;
mod teams;
mod tiers;
mod ways;
mod whom;
mod whose;

pub use addresses::{add_address, choose_address, remove_address, share_address};
pub use agents::{
    agents, answering, choose_shortcuts, deactivate, own_signature, reactivate, sees_numbers, set_level, set_role,
    set_signature, show_numbers,
};
pub use block::{block_person, is_blocked};
pub use export::{Several, begin_people_export, people_export_page, person_fields};
pub use find_or_create::find_or_create;
pub(crate) use find_or_create::stranger;
pub use import::{Move, Report, import_people, sheet_text, try_import};
pub(crate) use in_pieces::sweep;
pub use in_pieces::{
    IMPORT, LeftLine, PeopleImportPage, ReadThrough, bring_people_import, last_people_import, left_of_people_import,
    people_import, people_import_on, read_people_import, stop_people_import, take_people_import, try_people_import,
};
pub use lists::{After, MOST_LINES, Page, PersonLine, find, list};
pub use manager::{manager, set_manager};
pub use memberships::{
    Standing, drop_contact, join_organization, leave_organization, name_contact, own_organizations, standing,
};
pub use merge::{PeopleProspect, alike, merge_people, merged, people_prospect, unmerge_people, who_is_now};
pub use namesakes::{Common, Namesakes, keep_apart, namesakes};
pub use notes::{Noted, add_person_note, person_notes, remove_person_note};
pub use organization_merge::{
    OrganizationsProspect, merge_organizations, merged_organizations, organization_is_now, organizations_prospect,
    unmerge_organizations,
};
pub use organizations::{
    OrganizationLine, add_domain, create_organization, describe_organization, list_organizations, members,
    organization, organization_called, organization_names, organizations_alike, remove_domain, remove_organization,
    rename_organization,
};
pub(crate) use organizations::{manager_for, organization_meant};
pub use oversight::{end_oversight, oversee, overseen};
pub use panel::{Panel, own_panel, panel, tickets_from};
pub(crate) use persons::editable;
pub use persons::{create_person, create_person_without_address, edit_person, edit_self, with_address};
pub use reach::must_find;
pub(crate) use reach::{finds, finds_everybody, found, must_be_known};
pub(crate) use selves::made_one_or_parted;
pub use teams::{create_team, order_teams, remove_team, rename_team, teams};
pub use tiers::{set_tier, tier};
pub use ways::{add_handle, add_phone, remove_handle, remove_phone, ways};
pub(crate) use whom::{address, doubt, known, meant};
pub use whom::{known_as, perhaps_meant, person_called};
pub use whose::{Whose, whose};
