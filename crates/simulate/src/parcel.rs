//! A request on its way, and what other things than the service answer.

use crate::ground::Answer;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use daybook_wire::MEDIA_TYPE;
use daybook_wire::code::{Code, Refusal};
use std::io;

/// A request that can be sent as often as the link likes.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// What is done.
    pub method: Method,
    /// Where.
    pub path: String,
    /// By whom.
    pub access: Option<String>,
    /// And what else is said.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub body: Bytes,
}

impl Parcel {
    /// An empty one.
    pub fn new(method: Method, path: &str, access: Option<&str>) -> Self {
        let (path, access) = (format!("/v1/{path}"), access.map(str::to_owned));
        Self { method, path, access, headers: Vec::new(), body: Bytes::new() }
    }

    fn request(&self, body: Body) -> Request<Body> {
        let mut request = Request::builder().method(&self.method).uri(&self.path);
        if let Some(access) = &self.access {
            request = request.header(header::AUTHORIZATION, format!("Bearer {access}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(body).expect("a request")
    }

    /// All of it.
    pub fn whole(&self) -> Request<Body> {
        self.request(Body::from(self.body.clone()))
    }

    /// Half of it, and then the link is gone.
    pub fn half(&self) -> Request<Body> {
        let half = self.body.slice(..self.body.len() / 2);
        let pieces = [Ok(half), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
        self.request(Body::from_stream(futures::stream::iter(pieces)))
    }
}

/// Somebody else's page, perhaps with a word about when to come back.
pub fn page(status: StatusCode, retry_after: Option<u64>) -> Answer {
    let mut headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("text/html"))]);
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    (status, headers, Bytes::from_static(b"<h1>Welcome to the school's Wi-Fi</h1>"))
}

/// An answer in our protocol that says no.
pub fn refusal(code: Code, retry_after: Option<u64>) -> Answer {
    let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))]);
    let body = Refusal { code, reference: "LINK".to_owned(), retry_after, limit: None };
    let status = StatusCode::from_u16(code.status()).expect("a status");
    (status, headers, serde_json::to_vec(&body).expect("a refusal is JSON").into())
}
