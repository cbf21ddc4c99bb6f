//! The closed list of what can go wrong, and the shape in which the service says it. Nobody matches a string.

use serde::{Deserialize, Serialize};

/// Why a request was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// 400: the request is not in the form that the protocol asks for.
    Malformed,
    /// 401: user name or password is wrong.
    WrongCredentials,
    /// 401: the access token is unknown or over; ask for a new one with the refresh token.
    TokenExpired,
    /// 401: the session is over; a person must sign in again.
    SignInAgain,
    /// 403: the team has blocked this device.
    DeviceBlocked,
    /// 403: this person may not see that scope.
    NotPermitted,
    /// 404: no such thing.
    NotFound,
    /// 404: this service has no tile server, or no routing engine.
    NotOffered,
    /// 409: the cursor was made for another user, device, scope or epoch. Start that scope from nothing.
    CursorNotYours,
    /// 409: the bytes do not continue where the upload stands; `offset` in the details says where it does.
    WrongOffset,
    /// 409: the service was restored from a backup since this device was greeted. Greet again; nothing was taken.
    EpochChanged,
    /// 413: more changes or bytes than the service takes at once; `limit` in the details. Send less.
    TooLarge,
    /// 422: what was stored does not have the checksum that was announced. Nothing was applied; send it again.
    ChecksumMismatch,
    /// 422: the file ends too early. Nothing was applied; send it again.
    Truncated,
    /// 422: the file unpacks to more than the service allows. Nothing was applied.
    Bomb,
    /// 422: not a rescue file, or one that was sealed for another service. Nothing was taken.
    NotSealedForUs,
    /// 403: the file was handed in by another device.
    FileOfAnotherDevice,
    /// 403: people of this organisation sign in through it, not with a password of ours.
    UseOrganisation,
    /// 422: no way leads from one of the points to another.
    NoWay,
    /// 426: this app is too old to sync. Changes are kept; update.
    AppTooOld,
    /// 429: too many requests; wait as `retry-after` says.
    SlowDown,
    /// 507: the service has no room. Try later.
    OutOfSpace,
    /// 500: a fault of the service.
    Internal,
    /// 502: the tile server or the routing engine behind the service does not answer as it should.
    EngineFailing,
    /// 503: the service is starting, stopping or overloaded.
    Unavailable,
}

impl Code {
    /// The HTTP status that goes with it.
    pub const fn status(self) -> u16 {
        match self {
            Code::Malformed => 400,
            Code::WrongCredentials | Code::TokenExpired | Code::SignInAgain => 401,
            Code::DeviceBlocked | Code::NotPermitted | Code::FileOfAnotherDevice | Code::UseOrganisation => 403,
            Code::NotFound | Code::NotOffered => 404,
            Code::CursorNotYours | Code::WrongOffset | Code::EpochChanged => 409,
            Code::TooLarge => 413,
            Code::ChecksumMismatch | Code::Truncated | Code::Bomb | Code::NotSealedForUs | Code::NoWay => 422,
            Code::AppTooOld => 426,
            Code::SlowDown => 429,
            Code::Internal => 500,
            Code::EngineFailing => 502,
            Code::Unavailable => 503,
            Code::OutOfSpace => 507,
        }
    }
}

/// The body of every reply that is not a success.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Refusal {
    /// What went wrong.
    pub code: Code,
    /// A short reference that support can look up in the service's log.
    pub reference: String,
    /// Seconds to wait before asking again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// For `too_large`: how much the service takes. For `wrong_offset`: where the upload stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}
