//! `/tickets/{number}/print.pdf`

use super::asked_with;
use crate::browser::{House, Reply};
use base::{Address, CleanHtml, Email};
use desk::conversation::{Compose, NewAttachment};
use desk::form::{Asks, FieldWish, Holder, Label, Nature};
use desk::ticket::{Origin, Priority, TicketNumber};
use service::conversation::{self, Incoming};
use service::{form, ticket};
use testing::on_both;

const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x64, 0xf8, 0xcf,
    0x50, 0x0f, 0, 3, 0x86, 1, 0x80, 0x5a, 0x34, 0x7d, 0x6b, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

/// A letter with a table, a picture that stands in it, one that lost its bytes, and a note about it.
async fn ticket(house: &House) -> TicketNumber {
    let mut first = Incoming::said(house.cast.kei, Origin::Mail, "Kettle 1");
    let table = "<table><tr><td>Kettle</td><td>1</td></tr></table><img src=\"cid:a@b\"><img src=\"cid:c@d\">";
    first.html = CleanHtml::clean(table);
    let file = |name: &str, content_id: &str, digest, size| NewAttachment {
        digest,
        name: name.into(),
        content_type: "image/png".into(),
        size,
        inline: true,
        content_id: Some(content_id.into()),
    };
    let digest = house.web.blobs.put(PIXEL).await.expect("a picture is kept");
    first.attachments =
        vec![file("dot.png", "a@b", digest, 70), file("lost.png", "c@d", base::Digest::of(b"never kept"), 9)];
    let number = asked_with(house, "やかん / 漏れ", house.cast.support, first).await.number;
    let note = Compose { text: "Known since May".into(), ..Compose::default() };
    let by = house.world.actor(house.cast.ben).await;
    house.world.desk.change(by, move |tx| conversation::note(tx, number, note)).await.expect("a note is written");
    number
}

/// Priority, tags, somebody in copy, and a field of one's own.
async fn known_of(house: &House, number: TicketNumber) {
    let (mio, aya) = (house.cast.mio, house.world.actor(house.cast.aya).await);
    let made = house.world.desk.change(aya, move |tx| {
        let (label, help) = (Label::new("Shop", ""), Label::default());
        let wish =
            FieldWish { key: String::new(), nature: Nature::Text, label, help, asks: Asks::default(), active: true };
        let shop = form::create_field(tx, Holder::Ticket, wish, "")?.id;
        form::set_typed(tx, number, shop, &["Osaka".into()], "Asia/Tokyo", None)?;
        ticket::set_priority(tx, number, Priority::High, None)?;
        let tags = ticket::tags_named(tx, &["Lid".into(), "spout".into()])?;
        ticket::set_tags(tx, number, tags, None)?;
        ticket::add_participant(tx, number, mio, None)
    });
    made.await.expect("all of it is known");
}

fn is_pdf(reply: &Reply) -> bool {
    reply.status == 200 && reply.header("content-type") == "application/pdf" && reply.body.starts_with(b"%PDF-")
}

on_both! {
    async fn a_ticket_is_a_pdf_for_those_who_see_it_and_nothing_for_others(world: World) {
        let house = House::open(world).await;
        let path = format!("/tickets/{}/print.pdf", ticket(&house).await);
        let pdf = house.agent(house.cast.ben).await.get(&path).await;
        assert!(is_pdf(&pdf), "{} {}", pdf.status, pdf.text());
        let named = pdf.header("content-disposition");
        assert!(named.starts_with("attachment;") && named.contains("%E3%82%84%E3%81%8B%E3%82%93"), "{named}");
        assert!(!named.contains("%2F"), "{named}");
        assert!(is_pdf(&house.agent(house.cast.dai).await.get(&path).await), "whoever reads, prints");
        assert_eq!(house.agent(house.cast.eve).await.get(&path).await.status, 404);
        assert_eq!(house.agent(house.cast.ben).await.get("/tickets/999999/print.pdf").await.status, 404);
        assert!(!is_pdf(&house.requester("kei@customer.example").await.get(&path).await));
        assert!(!is_pdf(&house.browser().get(&path).await));
    }

    async fn notes_tasks_and_the_paper_are_as_wished(world: World) {
        let house = House::open(world).await;
        let number = ticket(&house).await;
        known_of(&house, number).await;
        let path = format!("/tickets/{number}/print");
        let mut ben = house.agent(house.cast.ben).await;
        let page = ben.get(&path).await.text();
        assert!(page.contains(&format!("formaction=\"{path}.pdf\"")), "{page}");
        let plain = ben.get(&format!("{path}.pdf")).await;
        let noted = ben.get(&format!("{path}.pdf?notes=1&sides=1&tasks=1&events=1&size=letter")).await;
        assert!(is_pdf(&plain) && is_pdf(&noted));
        let said = |reply: &Reply| {
            let read = lopdf::Document::load_mem(&reply.body).expect("it is a PDF");
            read.extract_text(&[1]).expect("its text can be read")
        };
        assert!(said(&plain).contains("やかん") && said(&plain).contains("Kettle"), "{}", said(&plain));
        assert!(!said(&plain).contains("lid, spout") && !said(&plain).contains("佐藤 美緒"), "only where it is wished");
        let detailed = ben.get(&format!("{path}.pdf?details=1&fields=1")).await;
        for what in ["lid, spout", "High", "佐藤 美緒", "Shop", "Osaka"] {
            assert!(said(&detailed).contains(what), "{what}: {}", said(&detailed));
        }
        let page = ben.get(&format!("{path}?details=1")).await.text();
        assert!(page.contains("lid, spout") && page.contains("name=\"fields\"") && !page.contains("Osaka"), "{page}");
        assert!(!said(&plain).contains("Known since May") && said(&noted).contains("Known since May"));
    }

    async fn what_the_requester_does_not_see_is_on_paper_only_where_it_is_wished(world: World) {
        let house = House::open(world).await;
        let (number, by) = (ticket(&house).await, house.world.actor(house.cast.ben).await);
        let said = house.world.desk.change(by, move |tx| {
            let to = |address: &str| vec![Address::bare(Email::parse(address).expect("it is one"))];
            let asks = Compose { text: "Do you know this lid".into(), to: to("smith@works.example"), ..Compose::default() };
            conversation::forward(tx, number, asks)?;
            let later = Some(tx.now().plus(std::time::Duration::from_secs(7200)));
            let letter = Compose { text: "Perhaps tomorrow".into(), to: to("kei@customer.example"), ..Compose::default() };
            conversation::reply(tx, number, Compose { send_at: later, unless_answered: Some(false), ..letter })
        });
        said.await.expect("both are written");
        let price = Incoming::said(house.cast.mio, Origin::Mail, "It costs us 300");
        let price = house.world.desk.change(desk::Actor::System, move |tx| conversation::incoming(tx, number, price));
        price.await.expect("somebody else answers");
        let path = format!("/tickets/{number}/print");
        let mut ben = house.agent(house.cast.ben).await;
        let apart = ["Known since May", "Do you know this lid", "It costs us 300", "Perhaps tomorrow"];
        for (query, wished) in [("", false), ("?sides=1&tasks=1", false), ("?notes=1", true)] {
            let page = ben.get(&format!("{path}{query}")).await.text();
            let pdf = ben.get(&format!("{path}.pdf{query}")).await;
            let pdf = lopdf::Document::load_mem(&pdf.body).expect("it is a PDF");
            let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
            let pdf = pdf.extract_text(&pages).expect("its text can be read");
            assert!(page.contains("Files: dot.png") && page.contains("Kettle") && pdf.contains("Kettle"), "{page}");
            for what in apart {
                assert_eq!((page.contains(what), pdf.contains(what)), (wished, wished), "{what} of {query}: {pdf}");
            }
        }
    }

    async fn what_is_older_than_a_page_shows_is_said_and_stands_on_another_paper(world: World) {
        let house = House::open(world).await;
        let (number, kei) = (ticket(&house).await, house.cast.kei);
        house.world.clock.advance(std::time::Duration::from_secs(60));
        let more = house.world.desk.change(desk::Actor::System, move |tx| {
            for n in 1..=500 {
                conversation::incoming(tx, number, Incoming::said(kei, Origin::Mail, format!("Word {n}")))?;
            }
            Ok(())
        });
        more.await.expect("all of it is said");
        let path = format!("/tickets/{number}/print");
        let mut ben = house.agent(house.cast.ben).await;
        let newest = ben.get(&format!("{path}?notes=1")).await.text();
        assert!(newest.contains("2 older messages are not shown.") && !newest.contains("Known since May"), "{newest}");
        let before = newest.split("name=\"before\" value=\"").nth(1).expect("a way to the older ones");
        let before: String = before.chars().take_while(char::is_ascii_digit).collect();
        let older = ben.get(&format!("{path}?notes=1&before={before}")).await.text();
        assert!(older.contains("Known since May") && older.contains("Newer messages are not shown."), "{older}");
        assert!(!older.contains("Word 500") && older.contains(&format!("type=\"hidden\" name=\"before\" value=\"{before}\"")));
        let pdf = ben.get(&format!("{path}.pdf")).await;
        let read = lopdf::Document::load_mem(&pdf.body).expect("it is a PDF");
        assert!(read.extract_text(&[1]).expect("its text can be read").contains("2 older messages are not shown."));
    }
}
