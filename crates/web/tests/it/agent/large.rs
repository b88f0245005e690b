//! Files of agents beyond what a letter carries: streamed in, streamed out, bounded, and nothing left of what was not taken.

use super::composer::last;
use super::{asked, value};
use crate::browser::{Browser, House, Multipart, Reply};
use axum::body::{Body, Bytes};
use axum::http::Method;
use desk::conversation::MostAttached;
use futures_util::stream;
use service::house::{self, Wish};
use std::io::{Cursor, Error, Read};
use std::sync::Arc;
use std::time::Duration;
use testing::on_both;
use tokio::sync::Semaphore;

const MEGABYTE: usize = 1024 * 1024;

/// What agents may attach from now on.
pub async fn allow(house: &House, megabytes: i64) {
    let by = house.world.actor(house.cast.aya).await;
    let allowed = house.world.desk.change(by, move |tx| {
        let seen = house::load(tx)?.wish();
        house::change(tx, &seen, &Wish { attached: MostAttached::of(megabytes)?, ..seen.clone() })
    });
    allowed.await.unwrap();
}

/// What stands before and behind the bytes of a file in a form.
fn around() -> (Bytes, Bytes) {
    let form = Multipart::default().file("file", "film.bin", "application/octet-stream", b"@@").bytes();
    let at = form.windows(2).position(|two| two == b"@@").unwrap();
    (form[..at].to_vec().into(), form[at + 2..].to_vec().into())
}

fn zeros(pieces: usize) -> impl Iterator<Item = Bytes> {
    std::iter::repeat_n(Bytes::from(vec![0; MEGABYTE]), pieces)
}

/// As it comes over a network: a piece, a pause, another piece.
fn coming(pieces: impl Iterator<Item = Result<Bytes, Error>> + Send + 'static) -> Body {
    Body::from_stream(stream::unfold(pieces, |mut pieces| async move {
        tokio::task::yield_now().await;
        pieces.next().map(|piece| (piece, pieces))
    }))
}

/// More than anybody else may attach, and then nothing more, and no end.
fn stalled(arrived: Arc<Semaphore>) -> Body {
    let pieces = std::iter::once(around().0).chain(zeros(28));
    Body::from_stream(stream::unfold((pieces, arrived), |(mut pieces, arrived)| async move {
        tokio::task::yield_now().await;
        let Some(piece) = pieces.next() else {
            arrived.add_permits(1);
            return std::future::pending().await;
        };
        Some((Ok::<_, Error>(piece), (pieces, arrived)))
    }))
}

/// More than is held in memory, then a little again and again, and no end.
fn trickling() -> Body {
    let pieces = std::iter::once(around().0).chain(zeros(3)).chain(std::iter::repeat(Bytes::from_static(b"0")));
    Body::from_stream(stream::unfold(pieces, |mut pieces| async move {
        tokio::time::sleep(Duration::from_millis(10)).await;
        pieces.next().map(|piece| (Ok::<_, Error>(piece), pieces))
    }))
}

async fn send(browser: &mut Browser, path: &str, body: Body) -> Reply {
    browser.send(Method::POST, path, Some(&Multipart::default().content_type()), body).await
}

/// Blobs, and files that are not blobs yet.
async fn left(house: &House) -> (usize, usize) {
    let aside = std::fs::read_dir(house.files.path().join("aside")).unwrap().count();
    (house.web.blobs.walk(None, 10).await.unwrap().len(), aside)
}

on_both! {
    async fn a_large_file_goes_in_and_out_in_pieces(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}", ticket.number);
        let mut chika = house.agent(cast.chika).await;
        let film: Vec<u8> = (0..30 * MEGABYTE + 5).map(|n| (n % 251) as u8).collect();
        let (head, foot) = around();
        let pieces = [vec![head], film.chunks(300_000).map(Bytes::copy_from_slice).collect(), vec![foot]].concat();
        let kept = send(&mut chika, &format!("{path}/draft/files"), coming(pieces.into_iter().map(Ok))).await;
        assert_eq!(kept.status, 201, "{}", kept.text());
        assert_eq!(left(&house).await, (1, 0));
        let digest = value(&kept.text(), "kept").to_owned();
        let form = Multipart::of(&[("kind", "reply"), ("to", "kei@customer.example"), ("text", "See the film"), ("kept", &digest)]);
        assert_eq!(chika.upload(&format!("{path}/messages"), &form).await.status, 303);
        let file = last(&house, ticket.number).await.attachments.remove(0);
        assert_eq!((file.name.as_str(), file.size), ("film.bin", film.len() as i64));
        let at = format!("/attachments/{}/film.bin", file.id);
        let whole = chika.get(&at).await;
        assert_eq!((whole.status.as_u16(), whole.header("content-length")), (200, film.len().to_string().as_str()));
        assert!(whole.body[..] == film[..]);
        let part = chika.clone().saying("range", "bytes=2000000-4999999").get(&at).await;
        assert_eq!((part.status.as_u16(), part.header("content-length")), (206, "3000000"));
        assert!(part.body[..] == film[2_000_000..5_000_000]);
        let none = chika.clone().saying("range", "bytes=40000000-").get(&at).await;
        assert_eq!((none.status.as_u16(), none.header("content-range"), none.body.len()), (416, format!("bytes */{}", film.len()).as_str(), 0));
        let known = chika.clone().saying("if-none-match", whole.header("etag")).get(&at).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
        assert_eq!(house.agent(cast.eve).await.get(&at).await.status, 404);
        assert_eq!(house.requester("mio@kyaku.example").await.get(&at).await.status, 404);
    }

    async fn a_part_of_a_large_file_is_all_that_is_read(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let film: Vec<u8> = (0..3 * MEGABYTE).map(|n| (n % 251) as u8).collect();
        let form = Multipart::of(&[("kind", "note"), ("text", "See the film")]).file("file", "film.bin", "application/octet-stream", &film);
        assert_eq!(chika.upload(&format!("/tickets/{}/messages", ticket.number), &form).await.status, 303);
        let file = last(&house, ticket.number).await.attachments.remove(0);
        let stored = house.files.path().join(&file.digest.as_str()[..2]).join(&file.digest.as_str()[2..]);
        let mut damaged = film.clone();
        damaged[1_500_000] ^= 255;
        std::fs::write(&stored, &damaged).unwrap();
        let at = format!("/attachments/{}/film.bin", file.id);
        let size = film.len();
        for (range, part) in [
            ("0-0", 0..1),
            ("3145727-3145727", size - 1..size),
            ("-1", size - 1..size),
            ("-70000", size - 70_000..size),
            ("2000000-", 2_000_000..size),
            ("3000000-99999999", 3_000_000..size),
            ("1048575-1048576", MEGABYTE - 1..MEGABYTE + 1),
            ("2000000-2999999", 2_000_000..3_000_000),
        ] {
            let reply = chika.clone().saying("range", &format!("bytes={range}")).get(&at).await;
            assert_eq!((reply.status.as_u16(), reply.header("content-length")), (206, part.len().to_string().as_str()), "{range}");
            assert_eq!(reply.header("content-range"), format!("bytes {}-{}/{size}", part.start, part.end - 1), "{range}");
            assert!(reply.body[..] == film[part], "{range}");
        }
        for range in ["3145728-", "-0"] {
            let none = chika.clone().saying("range", &format!("bytes={range}")).get(&at).await;
            assert_eq!((none.status.as_u16(), none.header("content-range")), (416, format!("bytes */{size}").as_str()), "{range}");
        }
        std::fs::write(&stored, &film[..size - 1]).unwrap();
        let cut = chika.clone().saying("range", "bytes=0-0").get(&at).await;
        assert_eq!(cut.status, 500, "what lost its end is damaged, whatever is asked of it");
    }

    async fn the_files_of_a_ticket_are_packed_piece_by_piece(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}", ticket.number);
        let mut chika = house.agent(cast.chika).await;
        let film: Vec<u8> = (0..3 * MEGABYTE + 5).map(|n| (n % 251) as u8).collect();
        let form = Multipart::of(&[("kind", "note"), ("text", "Both")])
            .file("file", "film.bin", "application/octet-stream", &film).file("file", "small.txt", "text/plain", b"small");
        assert_eq!(chika.upload(&format!("{path}/messages"), &form).await.status, 303);
        let archive = chika.get(&format!("{path}/files.zip")).await;
        let mut archive = zip::ZipArchive::new(Cursor::new(archive.body.to_vec())).unwrap();
        for (name, bytes) in [("film.bin", &film[..]), ("small.txt", &b"small"[..])] {
            let mut packed = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut packed).unwrap();
            assert!(packed == bytes, "{name}");
        }
    }

    async fn a_form_without_an_end_is_cut_off_and_leaves_nothing(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let files = format!("/tickets/{}/draft/files", ticket.number);
        allow(&house, 25).await;
        // It says that it is short, and goes on.
        let mut chika = house.agent(cast.chika).await.saying("content-length", "1000");
        let endless = std::iter::once(around().0).chain(zeros(10_000)).map(Ok);
        let refused = send(&mut chika, &files, coming(endless)).await;
        assert!(refused.status == 413 && !refused.is_html(), "{} {}", refused.status, refused.text());
        assert_eq!(left(&house).await, (0, 0));
        // No other form of an agent's takes it either.
        let endless = std::iter::once(around().0).chain(zeros(10_000)).map(Ok);
        assert_eq!(send(&mut chika, "/tickets", coming(endless)).await.status, 413);
        assert_eq!(left(&house).await, (0, 0));
    }

    async fn a_file_that_breaks_off_leaves_nothing(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let path = format!("/tickets/{}", ticket.number);
        let mut chika = house.agent(cast.chika).await;
        let broken = || Error::other("the network is gone");
        for to in ["draft/files", "messages"] {
            let pieces = std::iter::once(around().0).chain(zeros(30)).map(Ok).chain(std::iter::once(Err(broken())));
            let refused = send(&mut chika, &format!("{path}/{to}"), coming(pieces)).await;
            assert_eq!(refused.status, 422, "{to}");
            let pieces = std::iter::once(around().0).chain(zeros(30)).map(Ok);
            assert_eq!(send(&mut chika, &format!("{path}/{to}"), coming(pieces)).await.status, 422, "{to}");
            assert_eq!(left(&house).await, (0, 0), "{to}");
        }
        assert!(!chika.get(&path).await.text().contains("film.bin"));
    }

    async fn a_form_that_trickles_for_too_long_is_refused_and_leaves_nothing(world: World) {
        let house = House::open_with(world, |web| web.longest_form = Duration::from_secs(1)).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        // As a script asks.
        let chika = house.agent(cast.chika).await.saying("accept", "*/*");
        // Where files go ahead of a form it is said in words, where the form itself is too slow on a page.
        for (path, on_a_page) in [(format!("/tickets/{}/draft/files", ticket.number), false), ("/tickets".into(), true)] {
            let refused = send(&mut chika.clone(), &path, trickling()).await;
            let said = refused.text();
            assert!(refused.status == 422 && said.contains("The files took too long to arrive"), "{path}: {} {said}", refused.status);
            assert_eq!(refused.is_html(), on_a_page, "{path}");
            assert_eq!(left(&house).await, (0, 0), "{path}");
        }
        let small = Multipart::default().file("file", "small.txt", "text/plain", b"small");
        assert_eq!(chika.clone().upload("/loose/files", &small).await.status, 201, "what comes in time is taken");
    }

    async fn nobody_takes_every_place_for_large_files(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let files = format!("/tickets/{}/draft/files", ticket.number);
        let (chika, arrived) = (house.agent(cast.chika).await, Arc::new(Semaphore::new(0)));
        let under_way: Vec<_> = (0..3)
            .map(|_| {
                let (mut chika, files, body) = (chika.clone(), files.clone(), stalled(arrived.clone()));
                tokio::spawn(async move { send(&mut chika, &files, body).await })
            })
            .collect();
        drop(arrived.acquire_many(3).await.unwrap());
        let film = || {
            let (head, foot) = around();
            coming(std::iter::once(head).chain(zeros(28)).chain([foot]).map(Ok))
        };
        let refused = send(&mut chika.clone(), &files, film()).await;
        assert!(refused.status == 429 && !refused.is_html(), "{}", refused.text());
        let small = Multipart::default().file("file", "small.txt", "text/plain", b"small");
        assert_eq!(chika.clone().upload(&files, &small).await.status, 201, "what is not large needs no place");
        assert_eq!(send(&mut house.agent(cast.ben).await, &files, film()).await.status, 201, "a colleague has places");
        for one in under_way {
            one.abort();
            assert!(one.await.is_err());
        }
        assert_eq!(send(&mut chika.clone(), &files, film()).await.status, 201, "they are free again");
    }
}
