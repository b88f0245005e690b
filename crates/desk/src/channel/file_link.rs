//! A file that went as a link in a letter, because the letter would have been too large with it.

use crate::Refusal;
use crate::conversation::AttachmentId;
use base::Moment;

/// What its address is signed for.
pub const CONTEXT: &str = "file-link";

#[derive(Clone, Debug, PartialEq)]
pub struct FileLink {
    pub file: AttachmentId,
    pub until: Moment,
    pub revoked_at: Option<Moment>,
    /// For the first time, by whomever: machines that read mail follow links as well.
    pub fetched_at: Option<Moment>,
}

impl FileLink {
    pub fn new(file: AttachmentId, until: Moment) -> Self {
        Self { file, until, revoked_at: None, fetched_at: None }
    }

    pub fn is_good(&self, now: Moment) -> bool {
        self.revoked_at.is_none() && now <= self.until
    }

    pub fn revoke(&mut self, now: Moment) -> Result<(), Refusal> {
        if self.is_good(now) {
            self.revoked_at = Some(now);
            Ok(())
        } else {
            Err(Refusal::FileLinkOld)
        }
    }
}

/// The files that travel inside a letter with so much room, and those it has links to. Pictures in the text are always
/// inside and take their room first, wherever they stand; a file that fits is not left out because a larger one before it
/// did not.
pub fn shared_out<F>(files: &[F], room: i64, of: impl Fn(&F) -> (i64, bool)) -> (Vec<&F>, Vec<&F>) {
    let pictures: i64 = files.iter().map(&of).filter(|(_, inline)| *inline).map(|(size, _)| size).sum();
    let mut room = (room - pictures).max(0);
    files.iter().partition(|file| {
        let (size, inline) = of(file);
        let fits = inline || size <= room;
        room -= if fits && !inline { size } else { 0 };
        fits
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_fits_is_inside_and_pictures_always_are() {
        let files = [(6, false), (5, false), (4, false), (50, true)];
        let sizes = |room| {
            let (inside, linked) = shared_out(&files, room, |file| *file);
            let of = |files: Vec<&(i64, bool)>| files.iter().map(|file| file.0).collect::<Vec<_>>();
            (of(inside), of(linked))
        };
        assert_eq!(sizes(100), (vec![6, 5, 4, 50], vec![]));
        assert_eq!(sizes(60), (vec![6, 4, 50], vec![5]), "the picture takes its room first, though it stands last");
        assert_eq!(sizes(10), (vec![50], vec![6, 5, 4]));
        assert_eq!(sizes(i64::MAX), (vec![6, 5, 4, 50], vec![]));
    }

    #[test]
    fn a_link_ends_by_itself_or_by_a_word_and_only_once() {
        let now = Moment(1_000);
        let mut link = FileLink::new(AttachmentId(1), now.plus(Duration::from_secs(60)));
        assert!(link.is_good(now) && !link.is_good(now.plus(Duration::from_secs(61))));
        assert_eq!(link.revoke(now), Ok(()));
        assert!(!link.is_good(now));
        assert_eq!(link.revoke(now), Err(Refusal::FileLinkOld));
    }
}
