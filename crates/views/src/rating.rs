//! Ratings: asked for with stars, and shown as they were given.

use crate::Shell;
use askama::Template;
use desk::ticket::{LONGEST_RATING, Rating, Stars, TicketNumber};

/// One to five stars, and a comment.
#[derive(Template)]
#[template(path = "rating/form.html")]
pub struct RatingForm<'a> {
    pub shell: Shell<'a>,
    /// Where it is posted.
    pub action: String,
    pub stars: Option<Stars>,
    pub comment: String,
    /// There is a rating, which this changes.
    pub rated: bool,
    /// Why it was not taken.
    pub reason: Option<&'static str>,
}

/// The page behind the link in a letter that asks.
#[derive(Template)]
#[template(path = "portal/rating.html")]
pub struct RatingPage<'a> {
    pub shell: Shell<'a>,
    /// None: the link opens nothing any more.
    pub asked: Option<(TicketNumber, String, RatingForm<'a>)>,
    pub thanks: bool,
    pub reason: Option<&'static str>,
}

/// A rating beside a ticket, as agents see it.
pub struct RatingShown<'a> {
    pub rating: &'a Rating,
    /// Who had answered last.
    pub agent: Option<&'a str>,
}

impl RatingForm<'_> {
    fn all(&self) -> [Stars; 5] {
        Stars::ALL
    }

    fn is(&self, stars: &Stars) -> bool {
        self.stars == Some(*stars)
    }

    fn name(&self, stars: &Stars) -> String {
        name(*stars, &self.shell)
    }

    fn longest(&self) -> usize {
        LONGEST_RATING
    }
}

impl RatingShown<'_> {
    pub fn name(&self, shell: &Shell) -> String {
        name(self.rating.stars, shell)
    }

    pub fn all(&self) -> [(Stars, bool); 5] {
        Stars::ALL.map(|stars| (stars, stars <= self.rating.stars))
    }
}

/// `4 of 5: Satisfied`
fn name(stars: Stars, shell: &Shell) -> String {
    let mut args = base::words::Args::new();
    args.set("x", stars.number());
    args.set("said", shell.words.say(stars.key()));
    shell.words.tell("rating-stars", &args)
}

impl askama::filters::HtmlSafe for RatingForm<'_> {}
