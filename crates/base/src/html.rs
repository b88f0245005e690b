//! HTML from outside, made harmless: the only HTML that may reach a page unescaped.

mod bound;
mod plain;
mod policy;
mod rewrite;

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// HTML that was cleaned here. There is no other way to make one.
///
/// Nothing in it runs, nothing in it is fetched: images from the network wait in `data-remote-src` until
/// [`CleanHtml::with_remote_images`] is asked for, images of the message itself have a `cid:` source until
/// [`CleanHtml::map_images`] gives them an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CleanHtml(String);

impl CleanHtml {
    /// Cleans HTML from anybody, in time linear in its length.
    pub fn clean(html: &str) -> Self {
        Self(policy::cleaner().clean(&bound::bounded(html)).to_string())
    }

    /// Only words with their marks: paragraphs, headings, lists, tables, quotations, emphasis and links. It can stand in the
    /// midst of a page, because nothing of it looks like anything but words.
    pub fn words(html: &str) -> Self {
        Self(policy::words().clean(&bound::bounded(html)).to_string())
    }

    /// Plain text as HTML: escaped, lines broken.
    pub fn from_text(text: &str) -> Self {
        Self(rewrite::escaped(text).replace("\r\n", "\n").replace('\n', "<br>"))
    }

    /// What the store kept of a value that was clean when it was written.
    pub fn trusted(stored: String) -> Self {
        Self(stored)
    }

    /// One after the other.
    pub fn and(self, next: Self) -> Self {
        Self(self.0 + &next.0)
    }

    /// The same HTML with its images from the network shown: their servers learn that somebody looks.
    pub fn with_remote_images(&self) -> Self {
        Self(rewrite::remote_images_shown(&self.0))
    }

    /// True when images wait for [`CleanHtml::with_remote_images`].
    pub fn has_remote_images(&self) -> bool {
        self.0.contains("data-remote-src=")
    }

    /// Gives the images inside the message (`cid:`) the address `find` knows for a Content-ID; one that it does not
    /// know loses its source.
    pub fn map_images(&self, find: impl Fn(&str) -> Option<String>) -> Self {
        Self(rewrite::images_mapped(&self.0, &find))
    }

    /// Without the images inside.
    pub fn without_images(&self) -> Self {
        self.map_images(|_| None)
    }

    /// Bars in the place of what `find` names in a text, with the same length.
    pub fn blackened(&self, find: impl Fn(&str) -> Vec<Range<usize>>) -> Self {
        Self(rewrite::blackened(&self.0, &find))
    }

    /// What it says as plain text: paragraphs and lists on lines of their own, quotations behind `> `, links with their
    /// address, images by their description.
    pub fn to_text(&self) -> String {
        plain::text(&self.0)
    }

    /// Content-IDs of the images inside, as they stand.
    pub fn image_ids(&self) -> Vec<String> {
        let mut found = Vec::new();
        let seen = std::cell::RefCell::new(&mut found);
        rewrite::images_mapped(&self.0, &|id| {
            seen.borrow_mut().push(id.to_owned());
            None
        });
        found
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn what_runs_is_gone_and_what_is_read_stays() {
        for (html, clean) in [
            ("<p onclick=x()>a</p>", "<p>a</p>"),
            ("a<script>x</script>b", "ab"),
            ("<a href=\"java\tscript:x\">a</a>", "<a>a</a>"),
            ("<a href=\"https://e.example/?a=1&amp;b=2\">a</a>", "<a href=\"https://e.example/?a=1&amp;b=2\">a</a>"),
            ("<a href=\"data:text/html,x\">a</a>", "<a>a</a>"),
            ("<form action=x><input value=y>a</form>", "a"),
            ("<svg><script>x</script></svg>a", "a"),
            ("&eacute;&#233; &amp;amp; &lt;b&gt; &nosuch; &", "éé &amp;amp; &lt;b&gt; &amp;nosuch; &amp;"),
            ("<a href=\"javascript&colon;x\">a</a>", "<a>a</a>"),
            ("<p style=\"color:red;position:fixed;background:url(//e)\">a</p>", "<p style=\"color:red\">a</p>"),
            ("<p style=\"color: rgb(1,2,3); width: expression(x)\">a</p>", "<p style=\"color:rgb(1,2,3)\">a</p>"),
            ("<font color=red>a</font>", "<font color=\"red\">a</font>"),
        ] {
            assert_eq!(without_link_policy(html), clean, "{html}");
        }
    }

    /// Cleaned, without the two attributes every link gets.
    fn without_link_policy(html: &str) -> String {
        CleanHtml::clean(html)
            .as_str()
            .replace(" target=\"_blank\"", "")
            .replace(" rel=\"noopener noreferrer nofollow\"", "")
    }

    #[test]
    fn what_is_blackened_is_gone_between_marks_and_from_addresses() {
        let find = |text: &str| text.match_indices("4111 1").map(|(at, found)| at..at + found.len()).collect();
        for (html, black) in [
            ("<p>My card 4111 1111 &amp; more</p>", "<p>My card ████ █111 &amp; more</p>"),
            ("<p>41<b>11 1</b>111</p>", "<p>██<b>██ █</b>111</p>"),
            ("<p>4111</p><p> 1</p>", "<p>4111</p><p> 1</p>"),
            (
                "<a href=\"https://e.example/4111 1\">x</a>",
                "<a target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>",
            ),
        ] {
            let black = CleanHtml::clean(black);
            let found = CleanHtml::clean(html).blackened(find);
            assert_eq!(found.to_text(), black.to_text(), "{html}");
            assert!(!found.as_str().contains("4111 1"), "{}", found.as_str());
            assert_eq!(CleanHtml::clean(found.as_str()), found, "it is as clean as before");
        }
    }

    #[test]
    fn among_our_own_words_only_words_may_stand() {
        let html = "<h1>A</h1><p style=\"color:red\" class=x onclick=y>b <b>c</b><img src=x><script>z</script></p><a href=\"javascript:x\">d</a><table><td>e</table>";
        let words = CleanHtml::words(html);
        assert_eq!(
            words
                .as_str()
                .replace(" rel=\"noopener noreferrer nofollow\" target=\"_blank\"", "")
                .replace(" target=\"_blank\" rel=\"noopener noreferrer nofollow\"", ""),
            "A<p>b <b>c</b></p><a>d</a><table><tbody><tr><td>e</td></tr></tbody></table>"
        );
    }

    #[test]
    fn every_link_opens_beside_the_desk_and_tells_nothing_of_it() {
        for html in
            ["<a href=\"https://e.example\">a</a>", "<a href=\"https://e.example\" target=_self rel=opener>a</a>"]
        {
            let clean = CleanHtml::clean(html);
            assert!(
                clean.as_str().contains("target=\"_blank\"")
                    && clean.as_str().contains("rel=\"noopener noreferrer nofollow\"")
            );
        }
    }

    #[test]
    fn remote_images_wait_until_they_are_asked_for() {
        let clean = CleanHtml::clean(
            "<img src=\"https://e.example/a.gif?x=1&amp;y=2\" srcset=\"//e 2x\"><table background=\"//e\"></table>",
        );
        assert_eq!(clean.as_str(), "<img data-remote-src=\"https://e.example/a.gif?x=1&amp;y=2\"><table></table>");
        assert!(clean.has_remote_images());
        assert_eq!(
            clean.with_remote_images().as_str(),
            "<img src=\"https://e.example/a.gif?x=1&amp;y=2\"><table></table>"
        );
    }

    #[test]
    fn nobody_smuggles_a_source_that_is_no_image() {
        for html in [
            "<img src=javascript:x>",
            "<img data-remote-src=javascript:x>",
            "<img src=\"data:text/html,x\">",
            "<img src=file:///x>",
        ] {
            let clean = CleanHtml::clean(html);
            assert_eq!(clean.with_remote_images().as_str(), "<img>", "{html}");
        }
    }

    #[test]
    fn inline_images_get_the_address_they_are_served_at() {
        let clean =
            CleanHtml::clean("<img src=\"cid:a@b\"><img src=\"cid:none\"><img src=\"data:image/png;base64,AA==\">");
        let mapped = clean.map_images(|id| (id == "a@b").then(|| "/blobs/1?a&b".to_owned()));
        assert_eq!(mapped.as_str(), "<img src=\"/blobs/1?a&amp;b\"><img><img src=\"data:image/png;base64,AA==\">");
    }

    #[test]
    fn a_long_text_is_not_cut_inside_a_character() {
        let html = "表&eacute;".repeat(2_000);
        assert_eq!(CleanHtml::clean(&html).as_str(), "表é".repeat(2_000));
    }

    #[test]
    fn bombs_are_cleaned_in_time() {
        for html in [
            "<div>".repeat(50_000) + "text",
            "<b>".repeat(50_000) + "text",
            format!(
                "{}{}text",
                (0..2_000).map(|n| format!("<font size={n}>")).collect::<String>(),
                "<p>".repeat(50_000)
            ),
            "<table><tr><td>".repeat(30_000) + "text",
            "<div></b>".repeat(50_000) + "text",
            "<a href=x>".repeat(50_000) + "text",
            "<script>".repeat(50_000) + "text",
            "<!--".repeat(50_000) + "text",
            "<".repeat(200_000),
            "<p a".repeat(50_000),
            "&".repeat(200_000),
            "©".repeat(100_000),
            format!("<p title=\"{}\">", "&".repeat(200_000)),
        ] {
            let start = Instant::now();
            CleanHtml::clean(&html);
            assert!(start.elapsed() < Duration::from_secs(20), "{}", &html[..40]);
        }
    }
}
