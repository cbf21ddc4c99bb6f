//! What maps and routes share: a client for the engines behind the service, and how their troubles are told.
//!
//! An engine's addresses name places, so no error of this kind ever carries one.

use daybook_wire::code::Code;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use std::time::Duration;

/// How long one answer of an engine may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long it may take to reach it.
const CONNECT: Duration = Duration::from_secs(3);

/// Why an engine gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The configuration names none.
    #[error("none is configured")]
    NotConfigured,
    /// The configuration names no address.
    #[error("its address is none: it begins with http:// or https://")]
    BadAddress,
    /// The configuration names one elsewhere.
    #[error("it is not on this machine: people's places would travel in addresses")]
    NotHere,
    /// It does not answer.
    #[error("it does not answer")]
    Silent,
    /// It answers with an error.
    #[error("it answers with status {0}")]
    Status(u16),
    /// It answers in a way that is not understood.
    #[error("it answers in a way that is not understood")]
    Nonsense,
    /// Its answer is larger than anything that travels on.
    #[error("its answer is too large")]
    TooLarge,
    /// It has nothing for this area.
    #[error("it has nothing there")]
    Nothing,
    /// There is no way between the points.
    #[error("there is no way")]
    NoWay,
}

impl EngineError {
    /// As the wire says it.
    pub fn code(self) -> Code {
        match self {
            Self::NotConfigured | Self::BadAddress | Self::NotHere => Code::NotOffered,
            Self::Silent | Self::Status(_) | Self::Nonsense => Code::EngineFailing,
            Self::TooLarge => Code::TooLarge,
            Self::Nothing => Code::NotFound,
            Self::NoWay => Code::NoWay,
        }
    }
}

impl From<reqwest::Error> for EngineError {
    fn from(error: reqwest::Error) -> Self {
        error.status().map_or(Self::Silent, |status| Self::Status(status.as_u16()))
    }
}

/// A client that goes straight to an engine and nowhere else.
pub(crate) fn client() -> Result<Client, EngineError> {
    let client = Client::builder().no_proxy().redirect(Policy::none()).timeout(PATIENCE).connect_timeout(CONNECT);
    client.build().map_err(|_| EngineError::Silent)
}

/// The address of an engine, with room for a path behind it.
pub(crate) fn address(text: &str) -> Result<Url, EngineError> {
    let mut url = Url::parse(text.trim()).map_err(|_| EngineError::BadAddress)?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(EngineError::BadAddress);
    }
    url.set_query(None);
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

/// Reads no more than that.
pub(crate) async fn read(mut response: reqwest::Response, most: usize) -> Result<Vec<u8>, EngineError> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await? {
        if body.len() + piece.len() > most {
            return Err(EngineError::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}
