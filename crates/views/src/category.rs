//! How a category of statuses looks, to agents and to requesters alike.

use desk::ticket::Category;

/// As CSS writes it.
pub const fn shape(category: Category) -> &'static str {
    match category {
        Category::New => "new",
        Category::Open => "open",
        Category::Pending => "pending",
        Category::OnHold => "on-hold",
        Category::Solved => "solved",
        Category::Closed => "closed",
    }
}

pub const fn icon(category: Category) -> &'static str {
    match category {
        Category::New => "status-new",
        Category::Open => "status-open",
        Category::Pending => "status-pending",
        Category::OnHold => "status-on-hold",
        Category::Solved => "status-solved",
        Category::Closed => "status-closed",
    }
}
