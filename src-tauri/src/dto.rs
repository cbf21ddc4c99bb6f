//! What crosses to the webview beside the store's views: where the app stands, what it is asked, what is refused.
//!
//! Turned into `ui/src/backend/generated` by a test; a drift between the two fails it.

mod form;
mod keeping;
mod map;
mod porch;

pub use form::{
    About, CarryLine, CarryPreview, DraftCard, DraftChange, EntryCard, EntryPage, Filled, FormCard, KeptPicture, OfferAsk, OfferAt,
    OpenDraft, Picture,
};
pub use keeping::{HandedIn, KeychainStanding, RescueSaved, SettingsCard, SpaceCard};
pub use map::{AreaMap, RouteWish};
pub use porch::{
    BrowserSignIn, ChoosingCode, CodeStrength, LockReason, Notice, OfflineWords, PersonLine, ReleaseCard, ReleaseForm, ReleaseProgress,
};

use daybook_record::code::{Programme, Role, VaccineMethod};
use daybook_record::{Fault, Kind, Moment, RecordId};
use daybook_store::view::{AreaLine, Unsent};
use daybook_sync::spare::Spare;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the app stands. Asked for after every bell.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Status {
    /// Which page comes first.
    pub stage: Stage,
    /// Who works here; none before the first sign-in and while locked.
    pub person: Option<PersonCard>,
    /// Whose work lies on this device, the last who worked here first; without the person who works here.
    pub people: Vec<PersonLine>,
    /// What must be told before anything else.
    pub notice: Option<Notice>,
    /// Whose code is being chosen.
    pub choosing_code: Option<ChoosingCode>,
    /// A forgotten code, with support.
    pub release: Option<ReleaseCard>,
    /// The name under which people sign in through their organisation, where the service offers it.
    pub organisation_sign_in: Option<String>,
    /// A sign-in that goes on in the browser.
    pub browser_sign_in: Option<BrowserSignIn>,
    /// The team asks for this person's data to be removed, and not all of it is handed in yet.
    pub wipe_waits: bool,
    /// The desk is about to lock, and why.
    pub must_lock: Option<LockReason>,
    /// Seconds until it locks because nobody touched it, shortly before.
    pub locks_in_seconds: Option<u32>,
    /// Room on the disk.
    pub space: SpaceCard,
    /// Where a rescue file is proposed to go.
    pub rescue_folder: String,
    /// The connection, as our own service's answers tell.
    pub connection: Connection,
    /// What waits on this device.
    pub unsent: Unsent,
    /// End of the last sync in which everything arrived.
    pub last_synced_at: Option<Moment>,
    /// A running snooze.
    pub snooze: Option<SnoozeCard>,
    /// The service has been reachable for a settled time, something waits, and no snooze runs: the full page is due at the
    /// next page boundary.
    pub ask_to_sync: bool,
    /// A sync is going on.
    pub syncing: bool,
    /// Failed syncs in a row.
    pub failures_in_a_row: u32,
    /// From so many failures on, the page says whom to contact.
    pub failures_before_contact: u32,
    /// The least time the syncing page shows, milliseconds.
    pub minimum_display_ms: u32,
    /// Minutes offered under *Not now*.
    pub snooze_minutes: Vec<u32>,
    /// Service clock minus device clock in seconds, when it is more than ten minutes.
    pub clock_wrong_seconds: Option<i64>,
    /// Today here.
    pub today: chrono::NaiveDate,
    /// The app's version.
    pub app_version: String,
    /// The service's address, as it was signed in to, or the one proposed.
    pub server: String,
    /// This device's name.
    pub device_name: String,
    /// The demo's switch: true, false, or none where this is no demo.
    pub demo_link_cut: Option<bool>,
}

/// Which page comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody has signed in on this device.
    SignIn,
    /// Somebody is signed in, or was released: the code for working offline is chosen. Nothing is kept before.
    ChooseCode,
    /// Somebody has; her code is asked for.
    Unlock,
    /// The first download has not come to its end.
    FirstDownload,
    /// Ready for work.
    Open,
}

/// Who works here.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PersonCard {
    /// Given and family name.
    pub name: String,
    /// As she signs in.
    pub username: String,
    /// What she may do.
    pub role: Role,
    /// The organisation's name.
    pub organisation: String,
    /// Her teams.
    pub teams: Vec<TeamContact>,
    /// The areas of campaigns she works in: without any, she sees nothing of campaigns.
    pub areas: Vec<AreaLine>,
}

/// A team and how to reach it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TeamContact {
    /// Key.
    pub key: String,
    /// Name.
    pub name: String,
    /// Whom to ring.
    pub phone: Option<String>,
    /// Whom to write to.
    pub email: Option<String>,
}

/// The connection, judged by our own service's answer and by nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// Not asked yet.
    Unknown,
    /// Our service answers.
    Online,
    /// Nothing answers.
    Offline,
    /// Something answers that is not our service: a captive portal, a proxy.
    NotOurService,
    /// Our service answers with an error.
    ServiceFailing,
}

/// A running snooze.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SnoozeCard {
    /// Until when; none: only when the person presses Sync.
    pub until: Option<Moment>,
}

/// When to ask again.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SnoozeChoice {
    /// In so many minutes.
    Minutes {
        /// How many.
        minutes: u32,
    },
    /// This afternoon (13:30), or tomorrow morning (8:00) once that is past.
    Later,
    /// Only when I press Sync.
    OnlyWhenAsked,
}

/// Signing in: online. The code for working offline is chosen afterwards.
#[derive(Clone, Deserialize, TS)]
pub struct SignInForm {
    /// Address of the service.
    pub server: String,
    /// As given by the team.
    pub username: String,
    /// Never kept.
    pub password: String,
    /// What the team will read: "Nadia's laptop".
    pub device_name: String,
    /// True where this person's own data lies here, does not open for her, and is to be set aside for a new start.
    pub set_aside: bool,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Saved {
    /// The record.
    pub record: RecordId,
    /// False where it said the same already, so that nothing was written.
    pub changed: bool,
}

impl From<daybook_store::Saved> for Saved {
    fn from(saved: daybook_store::Saved) -> Self {
        Self { record: saved.record, changed: saved.change.is_some() }
    }
}

/// A record, named for removal or undoing.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct RecordRef {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub record: RecordId,
}

/// Today's default batch for a programme and method: gone tomorrow.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct DefaultBatch {
    /// Programme.
    pub programme: Programme,
    /// Method.
    pub method: VaccineMethod,
    /// The batch; none to clear.
    pub batch: Option<RecordId>,
}

/// The full page "You're back online".
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BackOnline {
    /// What waits.
    pub unsent: Unsent,
    /// Bytes that will travel, after packing, as estimated.
    pub bytes: u64,
    /// Seconds it will take on this connection; none where there is nothing to tell it from.
    pub seconds: Option<u32>,
    /// Why it is offered to bring the essentials alone; none where it is not.
    pub spare: Option<Spare>,
    /// The person says that this connection costs money.
    pub costs: bool,
}

/// Why a command was refused. The UI turns the code into words; nobody matches a string.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CommandError {
    /// What kind.
    pub code: ErrorCode,
    /// Field by field, for `invalid`.
    pub faults: Vec<Fault>,
    /// Tries left before a wait, for `wrong_code`.
    pub tries_left: Option<u32>,
    /// Seconds to wait, for `wait` and `slow_down`.
    pub wait_seconds: Option<u32>,
    /// A short reference that support can look up in this device's log.
    pub reference: String,
}

/// The closed list of refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Some fields are wrong.
    Invalid,
    /// No such thing on this device.
    NotFound,
    /// The device is locked.
    Locked,
    /// The code for working offline is wrong.
    WrongCode,
    /// Too many wrong codes.
    Wait,
    /// The code for working offline is too easy to guess.
    WeakCode,
    /// What was typed is not what was shown.
    DoesNotMatch,
    /// Too long without contact: a sign-in is asked for beside the code.
    Expired,
    /// This computer has no keychain, or none that answers.
    NoKeychain,
    /// The keychain did not give what opens this person's data: her code does.
    KeychainRefused,
    /// The team does not allow it.
    NotAllowed,
    /// This person's data is on this device already.
    AlreadyHere,
    /// Support cannot release this data: it was never sealed for that.
    CannotBeReleased,
    /// There is nothing to save or to send.
    NothingThere,
    /// The folder cannot be written to.
    FolderNotWritable,
    /// User name or password is wrong.
    WrongCredentials,
    /// People of this organisation sign in through it.
    UseOrganisation,
    /// Too many tries at the service.
    SlowDown,
    /// Nothing answers.
    Offline,
    /// Something answers that is not our service.
    NotOurService,
    /// Our service answers with an error.
    ServiceFailing,
    /// The session is over.
    SignInAgain,
    /// The team has blocked this device.
    DeviceBlocked,
    /// The app is too old for the service.
    AppTooOld,
    /// A sync is going on.
    Busy,
    /// It was sent already, so it cannot be undone here.
    AlreadySent,
    /// Another person's data is on this device under that name.
    AnotherPerson,
    /// The database was written by a newer Daybook.
    NewerVersion,
    /// The database does not open. It was left as it is.
    Damaged,
    /// No room on the disk.
    OutOfSpace,
    /// The service has no maps, or no routes.
    NotOffered,
    /// The tile server or the routing engine behind the service does not do what is asked.
    EngineFailing,
    /// No way leads from one of the points to another.
    NoWay,
    /// No household with a place waits.
    NothingWaits,
    /// There is no such file.
    NoSuchFile,
    /// The file is no map.
    NotAMap,
    /// The file is a map of pictures and not of streets.
    NotAVectorMap,
    /// The file is a map of somewhere else.
    MapElsewhere,
    /// The map is larger than a device takes.
    MapTooLarge,
    /// A fault of the app.
    Internal,
}
