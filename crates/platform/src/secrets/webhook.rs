//! The signature of Standard Webhooks (standardwebhooks.com, "Signature scheme").

use crate::Hidden;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// `v1,<base64>` of HMAC-SHA256 over `id.seconds.body`, with the octets that stand in base64 behind `whsec_`.
/// None: that is no such secret.
pub fn webhook_signature(secret: &Hidden, id: &str, seconds: i64, body: &str) -> Option<String> {
    let key = STANDARD.decode(secret.reveal().strip_prefix("whsec_")?).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the reference implementations.
    #[test]
    fn it_signs_as_the_standard_says() {
        let secret = Hidden::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let signed =
            webhook_signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        assert_eq!(webhook_signature(&Hidden::new("secret"), "a", 1, "b"), None);
    }
}
