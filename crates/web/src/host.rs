//! Answers only to names we know: a stranger's name pointed at our address gets nothing (DNS rebinding, poisoned links).

use crate::Web;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use desk::Actor;
use std::net::IpAddr;

pub async fn known(State(web): State<Web>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if is_known(host, web.public_url.as_deref()) || is_a_brands(&web, name(request.headers())).await {
        next.run(request).await
    } else {
        let sentence =
            "This name is not known here. Set the public URL (KIPPU_PUBLIC_URL) to the address people use.\n";
        (StatusCode::MISDIRECTED_REQUEST, sentence).into_response()
    }
}

/// Without a public URL any name is taken as ours; with one, only its own, and this machine's addresses for probes.
fn is_known(host: &str, public_url: Option<&str>) -> bool {
    let Some(public) = public_url.and_then(|url| url.split("://").nth(1)) else { return !host.is_empty() };
    let public = without_port(public.split('/').next().unwrap_or(public));
    let name = without_port(host);
    name.eq_ignore_ascii_case(public)
        || name.eq_ignore_ascii_case("localhost")
        || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

/// A brand answers at a name of its own.
async fn is_a_brands(web: &Web, host: String) -> bool {
    !host.is_empty()
        && web.desk.ask(Actor::System, move |read| service::ticket::a_brand_answers(read, &host)).await.unwrap_or(false)
}

/// The host a request was made to, in lower case and without its port.
pub fn name(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    without_port(host).to_lowercase()
}

/// The address people use, without a slash at its end: as configured, else as this request came.
pub fn url(web: &Web, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let found = || format!("http://{host}");
    web.public_url.as_deref().map_or_else(found, |url| url.trim_end_matches('/').to_owned())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.chars().all(|c| c.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_name_and_this_machine_are_known() {
        let public = Some("https://desk.example:8443/");
        for known in ["desk.example", "DESK.example:8443", "127.0.0.1:8080", "[::1]:8080", "localhost:1"] {
            assert!(is_known(known, public), "{known}");
        }
        for unknown in ["evil.example", "desk.example.evil.example", "", "desk.example@evil.example"] {
            assert!(!is_known(unknown, public), "{unknown:?}");
        }
    }

    #[test]
    fn before_anybody_set_a_name_every_name_will_do() {
        assert!(is_known("helpdesk.internal", None));
        assert!(!is_known("", None));
    }
}
