//! Where Google and Microsoft grant access, and what we ask for (RFC 6749, RFC 7636).

use super::outside::Audience;
use crate::api::unreached;
use crate::server::{Trouble, quotable};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use desk::channel::{Application, Provider};
use http::Request;
use platform::Hidden;
use platform::http::Http;
use sha2::{Digest, Sha256};
use url::form_urlencoded::Serializer;

const GOOGLE: &str = "https://accounts.google.com";
const GOOGLE_TOKENS: &str = "https://oauth2.googleapis.com";
const MICROSOFT: &str = "https://login.microsoftonline.com";

/// What a provider gave.
pub(super) struct Given {
    pub(super) access: Hidden,
    /// Seconds it is good for.
    pub(super) lasts: u64,
    pub(super) refresh: Option<Hidden>,
    /// Seconds the refresh token is good for, where that is told.
    pub(super) refresh_lasts: Option<u64>,
}

/// How a token is asked for.
pub(super) enum Ask<'a> {
    Code {
        code: &'a str,
        verifier: &'a Hidden,
        back: &'a str,
    },
    Refresh(&'a Hidden),
    /// The organisation has said yes for our application itself.
    Application,
}

/// Where a person says yes. `state` comes back with them; `verifier` is the proof that it is we who ask for the token.
pub(super) fn door(application: &Application, audience: Audience, back: &str, state: &str, verifier: &str) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    let mut query = Serializer::new(String::new());
    query
        .append_pair("client_id", &application.client)
        .append_pair("response_type", "code")
        .append_pair("redirect_uri", back)
        .append_pair("scope", scope(application, audience))
        .append_pair("state", state)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256");
    // Only whoever is asked anew is given a refresh token anew.
    match application.provider {
        Provider::Google => query.append_pair("access_type", "offline").append_pair("prompt", "consent"),
        Provider::Microsoft => query.append_pair("prompt", "select_account"),
    };
    let base = match application.provider {
        Provider::Google => format!("{}/o/oauth2/v2/auth", authority(application, GOOGLE)),
        Provider::Microsoft => format!("{}/authorize", microsoft(application)),
    };
    format!("{base}?{}", query.finish())
}

pub(super) async fn token(
    http: &Http,
    application: &Application,
    secret: Option<&Hidden>,
    audience: Audience,
    ask: Ask<'_>,
) -> Result<Given, Trouble> {
    let request = Request::post(token_address(application))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .body(Bytes::from(form(application, secret, audience, &ask)))
        .map_err(|fault| Trouble::Settings(fault.to_string()))?;
    let answer = http.send(request).await.map_err(|fault| unreached(&fault))?;
    read(answer.status().as_u16(), answer.body())
}

/// What is asked, as a form (RFC 6749 §4.1.3, §6, §4.4.2).
fn form(application: &Application, secret: Option<&Hidden>, audience: Audience, ask: &Ask<'_>) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("client_id", &application.client);
    if let Some(secret) = secret {
        form.append_pair("client_secret", secret.reveal());
    }
    match ask {
        Ask::Code { code, verifier, back } => form
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", back)
            .append_pair("code_verifier", verifier.reveal()),
        Ask::Refresh(token) => {
            form.append_pair("grant_type", "refresh_token").append_pair("refresh_token", token.reveal());
            match application.provider {
                Provider::Google => &mut form,
                Provider::Microsoft => form.append_pair("scope", scope(application, audience)),
            }
        }
        Ask::Application => form
            .append_pair("grant_type", "client_credentials")
            .append_pair("scope", &default_scope(application, audience)),
    };
    form.finish()
}

fn read(status: u16, body: &[u8]) -> Result<Given, Trouble> {
    let body: serde_json::Value = serde_json::from_slice(body).map_err(|_| Trouble::gibberish(body))?;
    let text = |key: &str| body[key].as_str().unwrap_or_default();
    if let Some(access) = body["access_token"].as_str().filter(|_| status == 200) {
        return Ok(Given {
            access: Hidden::new(access),
            lasts: body["expires_in"].as_u64().unwrap_or(300),
            refresh: body["refresh_token"].as_str().map(Hidden::new),
            refresh_lasts: body["refresh_token_expires_in"].as_u64(),
        });
    }
    let why = quotable(&format!("{} {}", text("error"), text("error_description")));
    match text("error") {
        "invalid_grant" | "interaction_required" | "consent_required" => Err(Trouble::NotSignedIn(why)),
        "temporarily_unavailable" | "server_error" => Err(Trouble::Lost(why)),
        "" => Err(Trouble::Lost(format!("{status}"))),
        _ => Err(Trouble::LoginRefused(why)),
    }
}

fn token_address(application: &Application) -> String {
    match application.provider {
        Provider::Google => format!("{}/token", authority(application, GOOGLE_TOKENS)),
        Provider::Microsoft => format!("{}/token", microsoft(application)),
    }
}

fn microsoft(application: &Application) -> String {
    let tenant = if application.tenant.is_empty() { "common" } else { &application.tenant };
    format!("{}/{tenant}/oauth2/v2.0", authority(application, MICROSOFT))
}

fn authority<'a>(application: &'a Application, usual: &'a str) -> &'a str {
    if application.authority.is_empty() { usual } else { &application.authority }
}

/// Where the provider's service is.
pub(super) fn service(application: &Application) -> &str {
    match application.provider {
        _ if !application.service.is_empty() => &application.service,
        Provider::Google => "https://gmail.googleapis.com",
        Provider::Microsoft => "https://graph.microsoft.com",
    }
}

fn scope(application: &Application, audience: Audience) -> &'static str {
    match (application.provider, audience) {
        (Provider::Google, _) => "https://mail.google.com/",
        (Provider::Microsoft, Audience::Mail) => {
            "offline_access https://outlook.office.com/IMAP.AccessAsUser.All \
             https://outlook.office.com/POP.AccessAsUser.All https://outlook.office.com/SMTP.Send"
        }
        (Provider::Microsoft, Audience::Api) => {
            "offline_access https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send \
             https://graph.microsoft.com/Mail.ReadWrite.Shared https://graph.microsoft.com/Mail.Send.Shared"
        }
    }
}

/// All that was granted to the application.
fn default_scope(application: &Application, audience: Audience) -> String {
    let resource = match audience {
        Audience::Mail => "https://outlook.office365.com",
        Audience::Api => service(application),
    };
    format!("{resource}/.default")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn microsoft(tenant: &str) -> Application {
        Application { client: "our id".into(), tenant: tenant.into(), ..Application::none(Provider::Microsoft) }
    }

    #[test]
    fn the_door_names_us_what_we_want_and_the_challenge_of_our_proof() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let door = door(&microsoft("x.example"), Audience::Api, "https://d.example/back", "st", verifier);
        assert!(
            door.starts_with("https://login.microsoftonline.com/x.example/oauth2/v2.0/authorize?client_id=our+id&")
        );
        assert!(door.contains("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"));
        assert!(door.contains("redirect_uri=https%3A%2F%2Fd.example%2Fback&") && door.contains("offline_access"));
        assert!(!door.contains(verifier));
    }

    #[test]
    fn what_a_person_must_mend_is_told_apart_from_what_passes() {
        let no = |status, body: &str| read(status, body.as_bytes()).err().unwrap();
        assert!(matches!(
            no(400, r#"{"error":"invalid_grant","error_description":"revoked"}"#),
            Trouble::NotSignedIn(_)
        ));
        assert!(matches!(no(401, r#"{"error":"invalid_client"}"#), Trouble::LoginRefused(_)));
        assert!(matches!(no(503, r#"{"error":"temporarily_unavailable"}"#), Trouble::Lost(_)));
        assert!(matches!(no(502, "<html>"), Trouble::Gibberish(_)));
        let given = read(200, br#"{"access_token":"a","expires_in":3599,"refresh_token":"r"}"#).unwrap();
        assert_eq!((given.lasts, given.refresh.unwrap().reveal()), (3599, "r"));
    }
}
