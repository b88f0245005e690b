//! Where an answer sends us on to, and what we take along (RFC 9110, 15.4).

use super::fault::HttpFault;
use ::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use ::http::{HeaderMap, Method, Request, StatusCode};
use bytes::Bytes;
use url::Url;

/// The request to send next, or `None` when this is the answer.
pub fn next(
    from: &Url,
    request: &Request<Bytes>,
    status: StatusCode,
    answer: &HeaderMap,
) -> Result<Option<Request<Bytes>>, HttpFault> {
    let Some(location) = answer.get(LOCATION).filter(|_| leads_on(status)) else { return Ok(None) };
    let to = location.to_str().ok().and_then(|text| from.join(text).ok());
    let to = to.ok_or(HttpFault::Redirect("its address cannot be read"))?;
    let mut next = request.clone();
    *next.uri_mut() = to.as_str().parse().map_err(|_| HttpFault::Redirect("its address cannot be read"))?;
    if becomes_get(status, request.method()) {
        *next.method_mut() = Method::GET;
        *next.body_mut() = Bytes::new();
        next.headers_mut().remove(CONTENT_TYPE);
        next.headers_mut().remove(CONTENT_LENGTH);
    }
    match (from.scheme(), to.scheme()) {
        ("https", "http") => Err(HttpFault::Redirect("it leads from https to http")),
        _ if same_house(from, &to) => Ok(Some(next)),
        _ if !next.body().is_empty() => Err(HttpFault::Redirect("it would hand what we send to somebody else")),
        _ => Ok(Some(as_a_stranger(next))),
    }
}

fn leads_on(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn becomes_get(status: StatusCode, method: &Method) -> bool {
    match status.as_u16() {
        303 => method != Method::HEAD,
        301 | 302 => method == Method::POST,
        _ => false,
    }
}

/// The same origin, or the same host now with TLS.
fn same_house(from: &Url, to: &Url) -> bool {
    let upgraded = from.scheme() == "http" && to.scheme() == "https" && from.port().is_none() && to.port().is_none();
    from.origin() == to.origin() || (from.host() == to.host() && upgraded)
}

/// What was said to one server, keys above all, is not said to another.
fn as_a_stranger(mut request: Request<Bytes>) -> Request<Bytes> {
    let mut plain = HeaderMap::new();
    for name in [ACCEPT, ACCEPT_LANGUAGE] {
        if let Some(value) = request.headers_mut().remove(&name) {
            plain.insert(name, value);
        }
    }
    *request.headers_mut() = plain;
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    fn led(status: u16, from: &str, to: &str, body: &'static str) -> Result<Option<Request<Bytes>>, HttpFault> {
        let method = if body.is_empty() { "GET" } else { "POST" };
        let request =
            Request::builder().method(method).uri(from).header("accept", "text/html").header("x-api-key", "k");
        let answer = HeaderMap::from_iter([(LOCATION, to.parse().unwrap())]);
        let request = request.body(Bytes::from_static(body.as_bytes())).unwrap();
        next(&Url::parse(from).unwrap(), &request, StatusCode::from_u16(status).unwrap(), &answer)
    }

    #[test]
    fn an_answer_that_leads_nowhere_is_the_answer() {
        assert!(led(200, "https://a.example/", "/b", "").unwrap().is_none());
        assert!(led(304, "https://a.example/", "/b", "").unwrap().is_none());
    }

    #[test]
    fn in_the_same_house_everything_is_taken_along() {
        let next = led(307, "https://a.example/x", "/b?c", "text").unwrap().unwrap();
        assert_eq!(next.uri(), "https://a.example/b?c");
        assert_eq!((next.method(), next.body().len(), next.headers().len()), (&Method::POST, 4, 2));
        assert!(
            led(308, "http://a.example/", "https://a.example/", "text")
                .unwrap()
                .unwrap()
                .headers()
                .contains_key("x-api-key")
        );
    }

    #[test]
    fn a_stranger_hears_no_key_and_gets_no_body() {
        let next = led(302, "https://a.example/", "https://b.example/", "").unwrap().unwrap();
        assert!(next.headers().contains_key("accept") && !next.headers().contains_key("x-api-key"));
        assert!(led(307, "https://a.example/", "https://b.example/", "text").is_err());
        assert!(led(307, "https://a.example/", "https://a.example:8443/", "text").is_err());
    }

    #[test]
    fn see_other_is_read_and_not_sent_again() {
        let next = led(303, "https://a.example/", "/done", "text").unwrap().unwrap();
        assert_eq!((next.method(), next.body().len()), (&Method::GET, 0));
    }

    #[test]
    fn nobody_leads_us_out_of_tls() {
        assert!(led(302, "https://a.example/", "http://a.example/", "").is_err());
    }
}
