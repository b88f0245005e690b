//! What stands beneath a letter, and which of its files go as links, is said wherever one is written, before it is sent.

use super::asked;
use crate::browser::{House, Multipart};
use base::{CleanHtml, Digest};
use desk::channel::{MailKey, MailboxId, MailboxWish, Protect, Writing};
use desk::conversation::{NewAttachment, Signature};
use desk::people::TeamId;
use service::{Tx, channel};
use testing::{mail_key, on_both};

/// A mailbox of a team, whose letters carry so many octets of files.
async fn mailbox(house: &House, address: &'static str, team: TeamId, most_attached: i64) -> String {
    mailbox_that(house, address, team, Writing { most_attached, ..Writing::default() }).await
}

async fn mailbox_that(house: &House, address: &'static str, team: TeamId, writes: Writing) -> String {
    let by = house.world.actor(house.cast.aya).await;
    let made = house.world.desk.change(by, move |tx: &mut Tx| {
        let mailbox = channel::create_mailbox(tx, MailboxWish::plain(address, "Hinode", team))?;
        channel::change_writing(tx, mailbox.id, mailbox.version, writes)?;
        Ok(mailbox.id)
    });
    made.await.unwrap().to_string()
}

/// Gives a mailbox a key, by which its letters are signed or not.
async fn keyed(house: &House, mailbox: &str, address: &'static str, signs: bool) {
    let (of, by) = (MailboxId(mailbox.parse().unwrap()), house.world.actor(house.cast.aya).await);
    let key = MailKey { signs, ..mail_key(address) };
    let give = move |tx: &mut Tx| {
        channel::add_mail_key(tx, of, key)?;
        channel::protect_mailbox(tx, of, Protect::Possible)
    };
    house.world.desk.change(by, give).await.unwrap();
}

/// What it says becomes of files for which there is no room.
fn beyond(page: &str) -> Vec<&str> {
    let ways = line(page).split("<span data-beyond=\"").skip(1).filter_map(|part| part.split_once('"'));
    ways.filter(|(_, rest)| rest.starts_with('>')).map(|(way, _)| way).collect()
}

fn says_nothing(page: &str) -> bool {
    line(page).starts_with(" role=\"status\" hidden>")
}

/// The line, from where it begins.
fn line(page: &str) -> &str {
    page.split("id=\"composer-linked\"").nth(1).and_then(|rest| rest.split("</p>").next()).expect("the line is there")
}

on_both! {
    async fn a_new_ticket_says_which_files_its_letter_has_links_to(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        mailbox(&house, "support@hinode.example", cast.support, 8).await;
        let billing = mailbox(&house, "billing@hinode.example", cast.billing, 4_000).await;
        let page = ben.get("/tickets/new").await.text();
        assert!(says_nothing(&page), "{page}");
        assert!(page.contains(&format!("<option value=\"{billing}\">")), "{page}");
        // The room is the team's, or the mailbox's that was chosen.
        for (query, room) in [(format!("team={}", cast.support), 8), (format!("team={}", cast.billing), 4_000), (format!("team={}&from={billing}", cast.support), 4_000)] {
            let told = ben.get(&format!("/tickets/new/signature?{query}")).await.text();
            assert!(told.contains(&format!("<data id=\"composer-room\" value=\"{room}\">")), "{query}: {told}");
        }
        // What was not taken comes back with what is kept, weighed anew.
        let team = cast.support.to_string();
        let form = Multipart::of(&[("opening", "write"), ("requester", "kei@customer.example"), ("subject", ""), ("text", "Both"), ("team", &team)])
            .file("file", "film.bin", "application/octet-stream", b"nine byte").file("file", "note.txt", "text/plain", b"small");
        let again = ben.upload("/tickets", &form).await;
        let page = again.text();
        assert_eq!(again.status, 422, "{page}");
        assert!(line(&page).contains("<b class=\"clip\">film.bin</b>") && !says_nothing(&page), "{page}");
        assert!(page.contains("<li class=\"file\" data-size=\"9\">") && page.contains("<li class=\"file\" data-size=\"5\">"), "{page}");
    }

    async fn a_picture_in_the_text_leaves_less_room_for_the_files(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        mailbox(&house, "support@hinode.example", cast.support, 8).await;
        let picture = ben.upload("/loose/images", &Multipart::of(&[]).file("file", "lid.png", "image/png", b"\x89PNG\r\n")).await;
        let id = picture.text().split('"').nth(3).unwrap().to_owned();
        let (html, team) = (format!("<p>Look: <img src=\"cid:{id}\"></p>"), cast.support.to_string());
        let form = Multipart::of(&[("opening", "write"), ("requester", "kei@customer.example"), ("subject", ""), ("html", &html), ("text", "Look:"), ("team", &team)])
            .file("file", "note.txt", "text/plain", b"small");
        let page = ben.upload("/tickets", &form).await.text();
        assert!(line(&page).contains("<b class=\"clip\">note.txt</b>"), "{page}");
        assert!(line(&page).contains(&format!("<data data-picture=\"{id}\" value=\"6\">")), "{page}");
    }

    async fn the_pictures_of_a_signature_leave_less_room_wherever_a_letter_is_written(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        let logo = NewAttachment {
            digest: Digest::of(b"logo"),
            name: "logo.png".into(),
            content_type: "image/png".into(),
            size: 6,
            inline: true,
            content_id: Some("logo@kippu".into()),
        };
        let html = CleanHtml::clean("<p>Hinode <img src=\"cid:logo@kippu\"></p>");
        let signature = Signature { html, pictures: vec![logo], ..Signature::default() };
        mailbox_that(&house, "support@hinode.example", cast.support, Writing { signature, most_attached: 8, ..Writing::default() }).await;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let team = cast.support.to_string();
        // Each is refused for want of a subject or of somebody to write to.
        let new = [("opening", "write"), ("requester", "kei@customer.example"), ("subject", ""), ("text", "See"), ("team", &*team)];
        let side = [("to", ""), ("subject", "A question"), ("text", "See")];
        let forward = [("kind", "forward"), ("forward_to", ""), ("text", "See")];
        let (sides, messages) = (format!("/tickets/{number}/sides"), format!("/tickets/{number}/messages"));
        for (path, fields) in [("/tickets", &new[..]), (&*sides, &side[..]), (&*messages, &forward[..])] {
            let with = |signs| Multipart::of(&[fields, &[("signs", signs)]].concat()).file("file", "note.txt", "text/plain", b"small");
            let again = ben.upload(path, &with("both")).await;
            let page = again.text();
            assert_eq!(again.status, 422, "{path}: {page}");
            assert!(line(&page).contains("<b class=\"clip\">note.txt</b>"), "{path}: {page}");
            assert!(page.contains("<data data-picture=\"logo@kippu\" data-signed value=\"6\">"), "{path}: {page}");
        }
        // Without a signature there is room for it.
        let unsigned = [&new[..], &[("signs", "nothing")]].concat();
        let form = Multipart::of(&unsigned).file("file", "note.txt", "text/plain", b"small");
        let page = ben.upload("/tickets", &form).await.text();
        assert!(says_nothing(&page) && !page.contains("data-signed value"), "{page}");
    }

    async fn a_letter_that_is_closed_with_keys_is_said_to_carry_all_its_files(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        let support = mailbox(&house, "support@hinode.example", cast.support, 8).await;
        let billing = mailbox(&house, "billing@hinode.example", cast.billing, 8).await;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        // Without a key there is no choice: what is too large goes as a link.
        let page = ben.get(&format!("/tickets/{number}")).await.text();
        assert_eq!(beyond(&page), ["links"]);
        assert!(!page.contains("name=\"protect\"") && !page.contains("data-keyed"), "{page}");
        keyed(&house, &support, "support@hinode.example", true).await;
        keyed(&house, &billing, "billing@hinode.example", false).await;
        let page = ben.get(&format!("/tickets/{number}")).await.text();
        assert_eq!(beyond(&page), ["inside"], "where possible it is signed at least");
        assert!(page.contains("<data id=\"composer-room\" value=\"8\" data-keyed>"), "{page}");
        // Nobody is asked, so that none of them leaves.
        for (from, protect, says) in [
            (&support, "none", "links"),
            (&support, "sign", "inside"),
            (&support, "possible", "inside"),
            (&support, "encrypt", "inside"),
            (&billing, "possible", "perhaps"),
            (&billing, "encrypt", "inside"),
        ] {
            for (path, fields) in [("messages", [("kind", "reply"), ("text", "See")]), ("sides", [("subject", "A question"), ("text", "See")])] {
                let fields = [&fields[..], &[("to", ""), ("from", from.as_str()), ("protect", protect)]].concat();
                let form = Multipart::of(&fields).file("file", "film.bin", "application/octet-stream", b"nine byte");
                let again = ben.upload(&format!("/tickets/{number}/{path}"), &form).await;
                let page = again.text();
                assert_eq!(again.status, 422, "{path} {protect}: {page}");
                assert_eq!(beyond(&page), [says], "{path} {protect}");
                assert!(line(&page).contains("<b class=\"clip\">film.bin</b>"), "{path} {protect}: {page}");
                assert!(page.contains(&format!("<option value=\"{protect}\" selected>")), "{path} {protect}: {page}");
            }
        }
    }

    async fn another_sender_brings_how_its_letters_are_closed(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        let support = mailbox(&house, "support@hinode.example", cast.support, 8).await;
        let billing = mailbox(&house, "billing@hinode.example", cast.billing, 8).await;
        keyed(&house, &billing, "billing@hinode.example", false).await;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let chosen = "<option value=\"possible\" selected>";
        for path in ["/tickets/new".to_owned(), format!("/tickets/{number}")] {
            for (from, closes) in [(&support, false), (&billing, true)] {
                let told = ben.get(&format!("{path}/signature?from={from}")).await.text();
                assert!(told.contains("<span id=\"send-protect\" hx-swap-oob=\"innerHTML\">"), "{path}: {told}");
                assert_eq!(told.contains(chosen), closes, "{path}: {told}");
            }
        }
        // What was chosen in a new ticket stays when it is refused.
        for (from, protect, says) in [(&billing, "encrypt", "inside"), (&billing, "none", "links"), (&support, "encrypt", "links")] {
            let fields = [("opening", "write"), ("subject", "Kettle"), ("text", "See"), ("requester", ""), ("from", from.as_str()), ("protect", protect)];
            let form = Multipart::of(&fields).file("file", "film.bin", "application/octet-stream", b"nine byte");
            let again = ben.upload("/tickets", &form).await;
            let page = again.text();
            assert_eq!((again.status.as_u16(), beyond(&page)), (422, vec![says]), "{protect}: {page}");
            let closes = from == &billing;
            assert_eq!(page.contains(&format!("<option value=\"{protect}\" selected>")), closes, "{protect}: {page}");
        }
    }

    async fn how_a_letter_is_closed_by_hand_stays_with_another_sender_that_can(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben) = (house.cast, house.agent(house.cast.ben).await);
        let support = mailbox(&house, "support@hinode.example", cast.support, 8).await;
        let billing = mailbox(&house, "billing@hinode.example", cast.billing, 8).await;
        let bare = mailbox(&house, "bare@hinode.example", cast.billing, 8).await;
        keyed(&house, &support, "support@hinode.example", true).await;
        keyed(&house, &billing, "billing@hinode.example", false).await;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let now = |page: &str| -> Option<(String, String)> {
            let part = page.split("composer-protect").nth(1)?;
            let way = part.split("\" selected").next()?.rsplit('"').next()?.to_owned();
            let usually = part.split("name=\"usually\" value=\"").nth(1)?.split('"').next()?.to_owned();
            Some((way, usually))
        };
        let closed = |way: &str, usually: &str| Some((way.to_owned(), usually.to_owned()));
        for path in ["/tickets/new".to_owned(), format!("/tickets/{number}")] {
            let page = ben.get(&path).await.text();
            assert!(page.contains("hx-include=\"#team, #send-from, #send-signs, #send-protect\""), "{path}: {page}");
            for (from, sent, drawn) in [
                (&billing, "protect=sign&usually=sign", closed("possible", "possible")),
                (&billing, "protect=encrypt&usually=possible", closed("encrypt", "")),
                (&billing, "protect=none&usually=possible", closed("none", "")),
                // By hand it stays from one to the next.
                (&support, "protect=encrypt&usually=", closed("encrypt", "")),
                (&support, "protect=sign&usually=", closed("sign", "")),
                // It has no key to sign with, or none at all.
                (&billing, "protect=sign&usually=possible", closed("possible", "possible")),
                (&bare, "protect=encrypt&usually=possible", None),
                (&support, "protect=nonsense&usually=possible", closed("possible", "possible")),
            ] {
                let told = ben.get(&format!("{path}/signature?from={from}&{sent}")).await.text();
                assert_eq!(now(&told), drawn, "{path} {from} {sent}: {told}");
            }
        }
        // A letter that was not taken still knows what was chosen by hand.
        for (protect, drawn) in [("encrypt", closed("encrypt", "")), ("possible", closed("possible", "possible"))] {
            let fields = [("kind", "reply"), ("to", ""), ("text", "See"), ("from", &*support), ("protect", protect), ("usually", "possible")];
            let again = ben.upload(&format!("/tickets/{number}/messages"), &Multipart::of(&fields)).await;
            let page = again.text();
            assert_eq!((again.status.as_u16(), now(&page)), (422, drawn), "{protect}: {page}");
        }
    }

    async fn another_sender_signs_and_carries_as_it_does(world: World) {
        let house = House::open(world).await;
        let (cast, mut ben, mut chika) = (house.cast, house.agent(house.cast.ben).await, house.agent(house.cast.chika).await);
        let signs = |words: &str, most_attached| Writing { signature: words.into(), most_attached, ..Writing::default() };
        mailbox_that(&house, "support@hinode.example", cast.support, signs("The whole house", 8)).await;
        let other = mailbox_that(&house, "billing@hinode.example", cast.billing, signs("Those who count", 4_000)).await;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let at = |query: &str| format!("/tickets/{number}/signature?{query}");
        for (query, room, signed) in [
            (String::new(), 8, "The whole house"),
            (format!("from={other}"), 4_000, "Those who count"),
            (format!("from={other}&signs=own"), 4_000, ""),
            ("signs=nothing".into(), 8, ""),
        ] {
            let told = ben.get(&at(&query)).await.text();
            assert!(told.contains(&format!("<data id=\"composer-room\" value=\"{room}\">")), "{query}: {told}");
            assert!(told.contains(signed) && told.contains("composer-sign") != signed.is_empty(), "{query}: {told}");
        }
        assert_eq!(chika.get(&at(&format!("from={other}"))).await.status, 403, "she does not answer there");
        assert_eq!(ben.get(&at("from=987654")).await.status, 404);
        // What was not taken is still from there, and signed as it was to be: nobody is asked here.
        let fields = [("kind", "reply"), ("to", ""), ("text", "See"), ("from", &*other), ("signs", "mailbox"), ("quotation", "all")];
        let again = ben.upload(&format!("/tickets/{number}/messages"), &Multipart::of(&fields)).await;
        let page = again.text();
        assert_eq!(again.status, 422, "{page}");
        for kept in [&*format!("<option value=\"{other}\" selected>"), "<option value=\"mailbox\" selected>", "<option value=\"all\" selected>", "Those who count"] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
    }

    async fn a_side_conversation_says_so_too(world: World) {
        let house = House::open(world).await;
        let (cast, mut chika) = (house.cast, house.agent(house.cast.chika).await);
        mailbox(&house, "support@hinode.example", cast.support, 8).await;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let page = chika.get(&format!("/tickets/{number}/sides/new")).await.text();
        assert!(page.contains("<data id=\"composer-room\" value=\"8\">") && says_nothing(&page), "{page}");
        // Nobody is asked: it is refused, and its files are kept.
        let form = Multipart::of(&[("to", ""), ("subject", "A question"), ("text", "See both")])
            .file("file", "film.bin", "application/octet-stream", b"nine byte").file("file", "note.txt", "text/plain", b"small");
        let again = chika.upload(&format!("/tickets/{number}/sides"), &form).await;
        let page = again.text();
        assert_eq!(again.status, 422, "{page}");
        assert!(line(&page).contains("<b class=\"clip\">film.bin</b>"), "{page}");
        // The ticket's own composer has the same line, of the same mailbox.
        let page = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(page.contains("<data id=\"composer-room\" value=\"8\">") && says_nothing(&page), "{page}");
    }
}
