//! What answers in the service's place.

use daybook_wire::MEDIA_TYPE;
use daybook_wire::code::{Code, Refusal};
use serde::Serialize;

/// A whole reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Answer {
    /// A captive portal: 200, HTML, "please accept our conditions".
    pub fn captive_portal() -> Self {
        Self::html(200, "<!doctype html><title>Welcome to School Wi-Fi</title><h1>Welcome</h1><form><button>Accept</button></form>")
    }

    /// A proxy that sends people to its login page.
    pub fn redirect_to_login() -> Self {
        let mut answer = Self::html(302, "");
        answer.headers.push(("location", "http://127.0.0.1:9/login".to_owned()));
        answer
    }

    /// A bare HTML reply, as a proxy or a load balancer gives it.
    pub fn html(status: u16, body: &str) -> Self {
        Self { status, headers: vec![("content-type", "text/html; charset=utf-8".to_owned())], body: body.to_owned() }
    }

    /// A good reply in our own protocol.
    pub fn ours(reply: &impl Serialize) -> Self {
        let body = serde_json::to_string(reply).unwrap_or_default();
        Self { status: 200, headers: vec![("content-type", MEDIA_TYPE.to_owned())], body }
    }

    /// The service itself refuses, in our own protocol.
    pub fn refusal(code: Code) -> Self {
        Self::refusal_for(code, None)
    }

    /// The service itself refuses and says how long to wait.
    pub fn refusal_for(code: Code, retry_after: Option<u64>) -> Self {
        let refusal = Refusal { code, reference: "LINK-TEST".to_owned(), retry_after, limit: None };
        let mut headers = vec![("content-type", MEDIA_TYPE.to_owned())];
        headers.extend(retry_after.map(|seconds| ("retry-after", seconds.to_string())));
        Self { status: code.status(), headers, body: serde_json::to_string(&refusal).unwrap_or_default() }
    }

    /// As it goes over the wire.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {} Answered\r\ncontent-length: {}\r\nconnection: close\r\n", self.status, self.body.len());
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.push_str(&self.body);
        text.into_bytes()
    }
}
