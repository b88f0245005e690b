//! The areas of the administration, as far as the one who looks may enter them.

use crate::Shell;
use base::{Language, words};
use desk::Permission::{self, Automate, Configure, ManageAgents, ManageTags, Operate, Reply};

#[derive(Clone, Copy, Debug)]
pub struct Area {
    pub path: &'static str,
    /// The Fluent key of its name.
    pub key: &'static str,
    pub icon: &'static str,
    pub permission: Permission,
}

const fn area(path: &'static str, key: &'static str, icon: &'static str, permission: Permission) -> Area {
    Area { path, key, icon, permission }
}

impl Area {
    /// All by which it is found: its name, what it is for and the settings in it, in every language.
    pub fn words(&self) -> String {
        let lead = format!("{}-lead", self.key);
        let keys = || [self.key, lead.as_str()].into_iter().chain(self.settings().iter().copied());
        let said = |language: Language| {
            let words = words::of(language);
            let known: Vec<&str> = keys().map(|key| words.say(key)).filter(|said| *said != lead).collect();
            known.join(" ")
        };
        Language::ALL.map(said).join(" ")
    }

    /// The keys of what is set in it, as far as its name and its purpose do not say that.
    fn settings(&self) -> &'static [&'static str] {
        match self.path {
            "/admin/organization" => &[
                "admin-language",
                "admin-time-zone",
                "asking-title",
                "acquaintance-title",
                "copies-title",
                "attached-title",
            ],
            "/admin/agents" => &["admin-role", "admin-email"],
            "/admin/teams" => &["lock-title", "lock-minutes"],
            "/admin/mailboxes" => &[
                "admin-mailbox-name",
                "admin-acknowledge",
                "admin-reply-addresses",
                "admin-receiving-how",
                "admin-sending-how",
                "admin-writing-sender",
                "admin-writing-signs",
                "admin-writing-quotation",
                "admin-writing-answers-all",
                "admin-writing-hold",
                "admin-writing-tracks",
                "admin-writing-most-attached",
                "entry-title",
                "keys-title",
                "hook-title",
            ],
            "/admin/brands" => &["brand-domain", "brand-language"],
            "/admin/incoming" => {
                &["incoming-blocked", "incoming-allowed", "incoming-spam-marks", "incoming-runnable", "incoming-roots"]
            }
            "/admin/tags" => &["new-tags-title"],
            "/admin/statuses" => &["closing-title", "thanks-title"],
            "/admin/assignment" => &["claims-title", "admin-reopened-to-last", "effort-title"],
            "/admin/activities" => &["asking-time-title"],
            "/admin/sla" => &["admin-sla-figures", "admin-sla-snoozed", "admin-sla-notes"],
            "/admin/guards" => &["guards-lead", "guard-approve"],
            "/admin/filters" => &["filters-lead"],
            _ => &[],
        }
    }
}

/// Under the keys of their headings.
const GROUPS: [(&str, &[Area]); 4] = [
    (
        "admin-group-desk",
        &[
            area("/admin", "admin-overview", "home", Operate),
            area("/admin/organization", "admin-organization", "building", Configure),
            area("/admin/brands", "brands", "paint", Configure),
            area("/admin/setups", "admin-setups", "download", Configure),
        ],
    ),
    (
        "admin-group-people",
        &[
            area("/admin/agents", "admin-agents", "people", ManageAgents),
            area("/admin/teams", "admin-teams", "team", ManageAgents),
            area("/admin/notifications", "admin-notices", "bell", Configure),
            area("/admin/chats", "admin-chats", "chat", Configure),
        ],
    ),
    (
        "admin-group-tickets",
        &[
            area("/admin/mailboxes", "admin-mailboxes", "mail", Configure),
            area("/admin/letters", "admin-letters", "form", Configure),
            area("/admin/macros", "admin-macros", "note", Reply),
            area("/admin/templates", "admin-templates", "form", Configure),
            area("/admin/rules", "admin-rules", "bolt", Automate),
            area("/admin/flows", "admin-flows", "flow", Automate),
            area("/admin/approvals", "admin-approvals", "check", Automate),
            area("/admin/panels", "admin-panels", "panel", Configure),
            area("/admin/webhooks", "admin-webhooks", "external", Configure),
            area("/admin/activities", "admin-activities", "clock", Configure),
            area("/admin/checklists", "admin-checklists", "list", Configure),
            area("/admin/guards", "admin-guards", "lock", Configure),
            area("/admin/filters", "admin-filters", "filter", Configure),
            area("/admin/incoming", "admin-incoming", "inbox", Configure),
            area("/admin/fields", "admin-fields", "list", Configure),
            area("/admin/objects", "admin-objects", "table", Configure),
            area("/admin/forms", "admin-forms", "form", Configure),
            area("/admin/topics", "admin-topics", "flag", Configure),
            area("/admin/numbers", "admin-numbers", "list-numbered", Configure),
            area("/admin/statuses", "admin-statuses", "status-open", Configure),
            area("/admin/priorities", "admin-priorities", "priority-high", Configure),
            area("/admin/workflows", "admin-workflows", "sort", Configure),
            area("/admin/tags", "admin-tags", "tag", ManageTags),
            area("/admin/assignment", "admin-assignment", "person", Configure),
            area("/admin/skills", "admin-skills", "star", Configure),
            area("/admin/sla", "admin-sla", "clock", Configure),
            area("/admin/calendars", "admin-calendars", "calendar", Configure),
        ],
    ),
    (
        "admin-group-running",
        &[
            area("/admin/outbox", "admin-outbox", "send", Operate),
            area("/admin/flights", "admin-flights", "search", Operate),
            area("/admin/arrived", "admin-arrived", "inbox", Operate),
            area("/admin/jobs", "admin-jobs", "refresh", Operate),
            area("/admin/audit", "admin-audit", "history", Configure),
            area("/admin/style", "admin-style", "paint", Configure),
        ],
    ),
];

impl Shell<'_> {
    /// Headings with the areas beneath them; a heading without areas is none.
    pub fn areas(&self) -> Vec<(&'static str, Vec<Area>)> {
        let open = |areas: &'static [Area]| areas.iter().copied().filter(|area| self.may(area.permission)).collect();
        GROUPS
            .iter()
            .map(|(key, areas)| (*key, open(areas)))
            .filter(|(_, areas): &(_, Vec<Area>)| !areas.is_empty())
            .collect()
    }

    /// The page belongs to the area.
    pub fn is_in(&self, area: &Area) -> bool {
        let below = self.path.strip_prefix(area.path);
        below.is_some_and(|below| below.is_empty() || (area.path != "/admin" && below.starts_with('/')))
    }
}
