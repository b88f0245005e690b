//! Where a request comes from.

use crate::Web;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::SocketAddr;

/// The other side's address and what its browser calls itself, both cut to a sane length.
pub struct Remote {
    pub address: String,
    pub browser: String,
}

impl FromRequestParts<Web> for Remote {
    type Rejection = Infallible;

    /// `X-Forwarded-For` counts only from this machine or a proxy that was named: the last entry, which that proxy wrote.
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let address = match (peer, forwarded) {
            (Some(ip), Some(chain)) if ip.is_loopback() || web.proxies.contain(ip) => {
                chain.rsplit(',').next().unwrap_or_default().trim().to_owned()
            }
            (Some(ip), _) => ip.to_string(),
            (None, _) => String::new(),
        };
        let browser = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self { address: address.chars().take(64).collect(), browser: browser.chars().take(200).collect() })
    }
}
