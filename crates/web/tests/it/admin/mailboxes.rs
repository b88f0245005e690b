//! Mailboxes: their settings, their passwords, their trial.

use super::{reason, value};
use crate::browser::{House, encoded};
use axum::http::StatusCode;
use std::sync::{Arc, Mutex};
use testing::World;
use web::{ProbeServer, ProbeStep, ProbeWish, Web};

type Probed = Arc<Mutex<Vec<ProbeWish>>>;

/// Seals by writing what is sealed and where; remembers what was tried.
async fn open(world: World) -> (House, Probed) {
    let probed = Probed::default();
    let seen = probed.clone();
    let house = House::open_with(world, move |web: &mut Web| {
        web.seal = Arc::new(|text, place| format!("sealed[{place}]{}", text.len()));
        web.probe = Arc::new(move |wish| {
            seen.lock().unwrap().push(wish);
            let step = ProbeStep {
                what: "probe-login",
                passed: false,
                detail: "no <such> user".into(),
                certificate: Some("AB:CD".into()),
            };
            Box::pin(async move { vec![step] })
        });
    })
    .await;
    (house, probed)
}

fn form<'f>(team: &'f str, changed: &[(&'f str, &'f str)]) -> String {
    let mut fields = vec![
        ("address", "help@hinode.example"),
        ("name", "Hinode"),
        ("team", team),
        ("language", "en"),
        ("acknowledge", "on"),
        ("receiving", "imap"),
        ("in_host", "imap.hinode.example"),
        ("in_port", "993"),
        ("in_security", "tls"),
        ("in_user", ""),
        ("in_password", "hunter2 hunter2"),
        ("in_folder", "INBOX"),
        ("in_after", "mark_seen"),
        ("in_first", "from_now"),
        ("sending", "smtp"),
        ("out_host", "smtp.hinode.example"),
        ("out_port", "465"),
        ("out_security", "tls"),
        ("out_user", "help"),
        ("out_password", "another one"),
    ];
    for (name, value) in changed {
        fields.retain(|(other, _)| other != name);
        fields.push((name, value));
    }
    encoded(&fields)
}

testing::on_both! {
    async fn a_mailbox_is_saved_with_its_passwords_sealed_and_shows_them_never(world: World) {
        let (house, _) = open(world).await;
        let (mut aya, team) = (house.agent(house.cast.aya).await, house.cast.support.to_string());
        assert_eq!(aya.post("/admin/mailboxes", &form(&team, &[])).await.location(), "/admin/mailboxes");
        let page = aya.get("/admin/mailboxes/1").await;
        assert!(!page.everything().contains("hunter2") && !page.everything().contains("sealed["));
        let page = page.text();
        assert!(page.contains("A password is saved"));
        assert_eq!((value(&page, "in_host").as_str(), value(&page, "in_user").as_str()), ("imap.hinode.example", "help@hinode.example"));
        assert!(aya.get("/admin/mailboxes").await.text().contains("Not looked at yet"));
        assert!(aya.get("/admin/audit").await.text().contains("added the mailbox <b>help@hinode.example</b>"));
    }

    async fn a_password_left_empty_is_kept_for_the_same_server_alone(world: World) {
        let (house, _) = open(world).await;
        let (mut aya, team) = (house.agent(house.cast.aya).await, house.cast.support.to_string());
        aya.post("/admin/mailboxes", &form(&team, &[])).await;
        let empty = [("in_password", ""), ("out_password", ""), ("version", "1")];
        let elsewhere = [&empty[..], &[("in_host", "imap.evil.example")]].concat();
        let refused = aya.post("/admin/mailboxes/1", &form(&team, &elsewhere)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reason(&refused.text(), "in_password").is_some());
        assert_eq!(value(&refused.text(), "in_host"), "imap.evil.example");
        assert_eq!(aya.post("/admin/mailboxes/1", &form(&team, &empty)).await.status, StatusCode::SEE_OTHER);
    }

    async fn wrong_input_is_answered_beside_its_field(world: World) {
        let (house, _) = open(world).await;
        let (mut aya, team) = (house.agent(house.cast.aya).await, house.cast.support.to_string());
        for (field, typed) in [
            ("address", "help"), ("name", ""), ("in_host", "a b"), ("in_port", "99999"), ("in_password", ""),
            ("out_host", ""), ("out_port", "x"), ("out_password", ""),
        ] {
            let refused = aya.post("/admin/mailboxes", &form(&team, &[(field, typed)])).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(reason(&refused.text(), field).is_some(), "{field}");
            assert_eq!(value(&refused.text(), field), typed, "{field}");
        }
        assert!(aya.get("/admin/mailboxes").await.text().contains("No mailboxes yet"));
    }

    async fn a_trial_asks_both_servers_changes_nothing_and_keeps_what_was_typed(world: World) {
        let (house, probed) = open(world).await;
        let (mut aya, team) = (house.agent(house.cast.aya).await, house.cast.support.to_string());
        let before = house.world.log_end().await;
        let tried = aya.post("/admin/mailboxes/try", &form(&team, &[])).await;
        assert_eq!(tried.status, StatusCode::OK);
        let page = tried.text();
        assert!(page.contains("no &#60;such&#62; user") && page.contains("value=\"in_trust=AB:CD\""));
        assert_eq!(value(&page, "in_password"), "hunter2 hunter2");
        assert_eq!(house.world.log_end().await, before);
        let probed = probed.lock().unwrap();
        let [first, second] = probed.as_slice() else { panic!("{probed:?}") };
        let ProbeServer::Incoming(incoming) = &first.server else { panic!("{first:?}") };
        assert_eq!(incoming.sealed_password, "sealed[mailbox help@hinode.example password]15");
        assert!(matches!(&second.server, ProbeServer::Outgoing(outgoing) if outgoing.host == "smtp.hinode.example"));
    }

    async fn a_mailbox_is_switched_off_and_on_and_an_older_page_is_told_so(world: World) {
        let (house, _) = open(world).await;
        let (mut aya, team) = (house.agent(house.cast.aya).await, house.cast.support.to_string());
        aya.post("/admin/mailboxes", &form(&team, &[])).await;
        assert_eq!(aya.post("/admin/mailboxes/1/deactivate", "version=1").await.status, StatusCode::SEE_OTHER);
        assert!(aya.get("/admin/mailboxes").await.text().contains("Switched off"));
        assert_eq!(aya.post("/admin/mailboxes/1/activate", "version=1").await.status, StatusCode::CONFLICT);
        assert_eq!(aya.post("/admin/mailboxes/1/remove", "version=2").await.location(), "/admin/mailboxes");
    }

    async fn a_certificate_that_somebody_accepts_is_tried_and_stands_in_the_form(world: World) {
        let (house, probed) = open(world).await;
        let (mut aya, team) = (house.agent(house.cast.aya).await, house.cast.support.to_string());
        let certificate = ["AB"; 32].join(":");
        let accept = format!("in_trust={certificate}");
        let tried = aya.post("/admin/mailboxes/try", &form(&team, &[("accept", &accept)])).await.text();
        assert_eq!(value(&tried, "in_trust"), certificate);
        let probed = probed.lock().unwrap();
        let ProbeServer::Incoming(incoming) = &probed[0].server else { panic!("{probed:?}") };
        assert_eq!(incoming.trust.as_deref(), Some(certificate.as_str()));
    }

    async fn what_is_found_from_an_address_stands_in_the_form(world: World) {
        let incoming = r#"{"protocol":"imap","host":"imap.hinode.example","port":993,"security":"tls","user":"help",
            "sealed_password":"","folder":"INBOX","after":"leave","first":"all"}"#;
        let incoming: desk::channel::Incoming = serde_json::from_str(incoming).unwrap();
        let house = House::open_with(world, move |web: &mut Web| {
            web.discover = Arc::new(move |address| {
                let known = address.domain() == "hinode.example";
                let found = known.then(|| web::Discovered { incoming: Some(incoming.clone()), outgoing: None });
                Box::pin(async move { found })
            });
        })
        .await;
        let mut aya = house.agent(house.cast.aya).await;
        let found = aya.post("/admin/mailboxes/find", "address=help@hinode.example&name=Hinode&in_host=old").await.text();
        assert_eq!((value(&found, "in_host").as_str(), value(&found, "in_user").as_str()), ("imap.hinode.example", "help"));
        assert_eq!(value(&found, "name"), "Hinode", "what was typed stays");
        let nothing = aya.post("/admin/mailboxes/find", "address=help@elsewhere.example").await.text();
        assert!(nothing.contains("Nothing was found"));
    }
}
