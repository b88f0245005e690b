//! `/admin`: what its forms take, and what they say when they do not. Who may come in is the table of roles' affair.

mod agents;
mod approvals;
mod brands;
mod chats;
mod lists;
mod macros;
mod mailboxes;
mod numbers;
mod organization;
mod panels;
mod priorities;
mod running;
mod setups;
mod sla;
mod writing;

/// The value a field of the page holds.
pub fn value(page: &str, name: &str) -> String {
    let input = page
        .split("<input")
        .find(|part| part.contains(&format!("name=\"{name}\"")))
        .unwrap_or_else(|| panic!("no field {name}"));
    let value =
        input.split('>').next().and_then(|tag| tag.split(" value=\"").nth(1)).and_then(|rest| rest.split('"').next());
    value.unwrap_or_default().to_owned()
}

/// The text of the reason that stands beside a field, or is missing.
pub fn reason<'p>(page: &'p str, field: &str) -> Option<&'p str> {
    let reason = page.split(&format!("id=\"{field}-reason\"")).nth(1)?;
    reason.split("<span>").nth(1)?.split("</span>").next()
}
