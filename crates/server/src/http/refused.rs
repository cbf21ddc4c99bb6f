//! A refusal on its way out: a closed code, and what a device needs to act on it. [`super::seal`] writes it down.

use crate::db::DbError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use daybook_wire::code::Code;

/// A request that was not done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Refused {
    pub(crate) code: Code,
    pub(crate) retry_after: Option<u64>,
    pub(crate) limit: Option<u64>,
}

impl Refused {
    pub(crate) fn with_limit(code: Code, limit: u64) -> Self {
        Self { limit: Some(limit), ..Self::from(code) }
    }

    pub(crate) fn wait(code: Code, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::from(code) }
    }

    /// What a status stands for that some layer gave without saying more.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        Self::from(match status.as_u16() {
            404 | 405 => Code::NotFound,
            413 => Code::TooLarge,
            408 | 503 | 504 => Code::Unavailable,
            400..=499 => Code::Malformed,
            _ => Code::Internal,
        })
    }
}

impl From<Code> for Refused {
    fn from(code: Code) -> Self {
        Self { code, retry_after: None, limit: None }
    }
}

impl From<DbError> for Refused {
    fn from(error: DbError) -> Self {
        tracing::error!(%error, "the database");
        match error {
            DbError::OutOfSpace => Self::wait(Code::OutOfSpace, 60),
            DbError::Unavailable(_) => Self::wait(Code::Unavailable, 5),
            DbError::Refused(_) | DbError::Damaged(_) | DbError::Newer { .. } | DbError::Undone => Self::from(Code::Internal),
        }
    }
}

impl From<crate::recovery::NoRecovery> for Refused {
    fn from(error: crate::recovery::NoRecovery) -> Self {
        tracing::error!(%error, "the recovery key");
        Self::from(Code::Internal)
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        tracing::error!(kind = ?error.kind(), "storage");
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::wait(Code::OutOfSpace, 60),
            _ => Self::from(Code::Internal),
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
