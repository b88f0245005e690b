//! Parts of a ticket's page that are templates of their own. They show what the page knows; as one template, the page took the
//! compiler minutes, which grow with the square of what one function holds.

use super::*;
use std::ops::Deref;

#[derive(Template)]
#[template(path = "agent/ticket/menus.html")]
pub(super) struct Menus<'p, 'a>(pub &'p TicketPage<'a>);

#[derive(Template)]
#[template(path = "agent/ticket/timeline.html")]
pub(super) struct Timeline<'p, 'a>(pub &'p TicketPage<'a>);

#[derive(Template)]
#[template(path = "agent/ticket/composer.html")]
pub(super) struct Writing<'p, 'a>(pub &'p TicketPage<'a>);

#[derive(Template)]
#[template(path = "agent/ticket/side.html")]
pub(super) struct Side<'p, 'a>(pub &'p TicketPage<'a>);

macro_rules! knows_what_the_page_knows {
    ($($section:ident)*) => {$(
        impl<'a> Deref for $section<'_, 'a> {
            type Target = TicketPage<'a>;

            fn deref(&self) -> &Self::Target {
                self.0
            }
        }
    )*};
}

knows_what_the_page_knows! { Menus Timeline Writing Side }
