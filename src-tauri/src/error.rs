//! From what went wrong inside to one closed code at the edge. The cause goes to the journal under the reference, and is
//! never shown raw.

use crate::dto::{CommandError, ErrorCode};
use crate::keychain::NoHelp;
use daybook_record::{Fault, World};
use daybook_store::map::MapFault;
use daybook_store::view::SyncEnd;
use daybook_store::{OpenError, RescueError, StoreError};
use daybook_sync::engine::NotBegun;
use daybook_sync::unit::map::NoMap;
use daybook_sync::unit::routes::NoRoute;
use daybook_sync::{Code, Interruption, Trouble};

/// What a command refuses with, before it has a reference.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Faults(Vec<Fault>),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Opening a store.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A rescue file.
    #[error(transparent)]
    Rescue(#[from] RescueError),
    /// The service.
    #[error(transparent)]
    Service(#[from] Trouble),
    /// Handing in did not end well.
    #[error(transparent)]
    HandIn(#[from] Interruption),
    /// A map did not come.
    #[error(transparent)]
    Map(#[from] NoMap),
    /// A route did not come.
    #[error(transparent)]
    Route(#[from] NoRoute),
    /// A sync did not begin.
    #[error(transparent)]
    NotBegun(#[from] NotBegun),
    /// The computer's keychain.
    #[error(transparent)]
    Keychain(#[from] NoHelp),
    /// Anything that is only a code.
    #[error("{0:?}")]
    Plain(ErrorCode),
}

impl From<ErrorCode> for Refused {
    fn from(code: ErrorCode) -> Self {
        Refused::Plain(code)
    }
}

impl Refused {
    /// The error at the edge, written to the journal.
    pub fn at_the_edge(self, world: &dyn World) -> CommandError {
        let code = self.code();
        let reference = self.service_reference().unwrap_or_else(|| reference(world));
        if !matches!(self, Refused::Faults(_)) {
            // `Display` of every cause is free of patient data by its own rule; `Debug` is not used.
            tracing::warn!(reference, ?code, cause = %self, "a command was refused");
        }
        let (tries_left, wait_seconds) = match &self {
            Refused::Open(OpenError::WrongCode { tries_left }) => (Some(*tries_left), None),
            Refused::Open(OpenError::Wait { seconds }) => (None, u32::try_from(*seconds).ok()),
            Refused::Service(Trouble::Refused(refusal)) => (None, refusal.retry_after.and_then(|seconds| u32::try_from(seconds).ok())),
            _ => (None, None),
        };
        let faults = if let Refused::Faults(faults) = self { faults } else { vec![] };
        CommandError { code, faults, tries_left, wait_seconds, reference }
    }

    fn service_reference(&self) -> Option<String> {
        match self {
            Refused::Service(trouble) => trouble.reference().filter(|reference| !reference.is_empty()).map(str::to_owned),
            Refused::HandIn(interruption)
            | Refused::Map(NoMap::Interrupted(interruption))
            | Refused::Route(NoRoute::Interrupted(interruption)) => interruption.reference().map(str::to_owned),
            _ => None,
        }
    }

    fn code(&self) -> ErrorCode {
        match self {
            Refused::Faults(_) => ErrorCode::Invalid,
            Refused::Plain(code) => *code,
            Refused::Store(error) | Refused::NotBegun(NotBegun::Store(error)) => store_code(error),
            Refused::NotBegun(NotBegun::Busy) => ErrorCode::Busy,
            Refused::Rescue(error) => match error {
                RescueError::NoKey => ErrorCode::CannotBeReleased,
                RescueError::NoRoom => ErrorCode::OutOfSpace,
                RescueError::Io(_) => ErrorCode::FolderNotWritable,
                RescueError::Store(error) => store_code(error),
            },
            Refused::Open(error) => match error {
                OpenError::WrongCode { .. } => ErrorCode::WrongCode,
                OpenError::Wait { .. } => ErrorCode::Wait,
                OpenError::NotTheKey => ErrorCode::KeychainRefused,
                OpenError::NewerVersion { .. } => ErrorCode::NewerVersion,
                OpenError::Damaged => ErrorCode::Damaged,
                OpenError::AlreadyThere => ErrorCode::AlreadyHere,
                OpenError::BeingWiped => ErrorCode::NotFound,
                OpenError::NoRandomness | OpenError::Io(_) | OpenError::Db(_) => ErrorCode::Internal,
            },
            Refused::Keychain(NoHelp::Absent(_) | NoHelp::Silent) => ErrorCode::NoKeychain,
            Refused::Keychain(NoHelp::Refused(_)) => ErrorCode::KeychainRefused,
            Refused::HandIn(interruption) => interruption_code(interruption),
            Refused::Map(no_map) => match no_map {
                NoMap::Interrupted(interruption) => interruption_code(interruption),
                NoMap::Busy => ErrorCode::Busy,
                NoMap::TooLarge | NoMap::File(MapFault::TooLarge) => ErrorCode::MapTooLarge,
                NoMap::Changing => ErrorCode::EngineFailing,
                NoMap::NoArea => ErrorCode::NotFound,
                NoMap::File(MapFault::NoFile) => ErrorCode::NoSuchFile,
                NoMap::File(MapFault::NotMbtiles) => ErrorCode::NotAMap,
                NoMap::File(MapFault::NotVector) => ErrorCode::NotAVectorMap,
                NoMap::File(MapFault::Elsewhere) => ErrorCode::MapElsewhere,
                NoMap::File(MapFault::Store(error)) => store_code(error),
            },
            Refused::Route(NoRoute::NothingWaits) => ErrorCode::NothingWaits,
            Refused::Route(NoRoute::Interrupted(interruption)) => interruption_code(interruption),
            Refused::Service(trouble) | Refused::NotBegun(NotBegun::NoConnection(trouble)) => match trouble {
                Trouble::NoAnswer | Trouble::TooSlow => ErrorCode::Offline,
                Trouble::NotOurService { .. } => ErrorCode::NotOurService,
                Trouble::Failing { .. } => ErrorCode::ServiceFailing,
                Trouble::Refused(refusal) => match refusal.code {
                    Code::WrongCredentials => ErrorCode::WrongCredentials,
                    Code::SlowDown => ErrorCode::SlowDown,
                    Code::DeviceBlocked => ErrorCode::DeviceBlocked,
                    Code::AppTooOld => ErrorCode::AppTooOld,
                    Code::UseOrganisation => ErrorCode::UseOrganisation,
                    Code::TokenExpired | Code::SignInAgain => ErrorCode::SignInAgain,
                    _ => ErrorCode::ServiceFailing,
                },
            },
        }
    }
}

fn interruption_code(interruption: &Interruption) -> ErrorCode {
    match interruption {
        Interruption::NoEngine { code: Code::NotOffered, .. } => ErrorCode::NotOffered,
        Interruption::NoEngine { code: Code::NoWay, .. } => ErrorCode::NoWay,
        Interruption::NoEngine { .. } => ErrorCode::EngineFailing,
        _ => match interruption.end() {
            SyncEnd::NotOurService => ErrorCode::NotOurService,
            SyncEnd::SignInAgain => ErrorCode::SignInAgain,
            SyncEnd::DeviceBlocked => ErrorCode::DeviceBlocked,
            SyncEnd::AppTooOld => ErrorCode::AppTooOld,
            SyncEnd::OutOfSpace => ErrorCode::OutOfSpace,
            SyncEnd::LinkLost => ErrorCode::Offline,
            _ => ErrorCode::ServiceFailing,
        },
    }
}

fn store_code(error: &StoreError) -> ErrorCode {
    match error {
        StoreError::Unknown(_) => ErrorCode::NotFound,
        StoreError::AlreadySent => ErrorCode::AlreadySent,
        StoreError::DiskFull => ErrorCode::OutOfSpace,
        StoreError::Damaged => ErrorCode::Damaged,
        // Nothing more is recorded; in a moment it is closed.
        StoreError::BeingWiped => ErrorCode::Locked,
        _ => ErrorCode::Internal,
    }
}

/// A short reference to be read out: `D-4F7A2C`.
pub(crate) fn reference(world: &dyn World) -> String {
    let mut bytes = [0; 3];
    world.random(&mut bytes);
    format!("D-{:02X}{:02X}{:02X}", bytes[0], bytes[1], bytes[2])
}
