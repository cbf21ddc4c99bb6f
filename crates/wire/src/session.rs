//! Signing in, and the greeting with which every sync begins.

use crate::order::Order;
use daybook_record::code::Role;
use daybook_record::{DeviceId, Moment, Scope, UserId};
use serde::{Deserialize, Serialize};

/// `POST /v1/sign-in`
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SignInRequest {
    /// As given by the team.
    pub username: String,
    /// Never logged: this type has no `Debug`.
    pub password: String,
    /// This device, so that the team can see and block it.
    pub device: DeviceCard,
}

/// What a device says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeviceCard {
    /// The id it was given at its first sign-in; none before.
    #[schema(value_type = Option<String>)]
    pub id: Option<DeviceId>,
    /// As the person named it: "Nadia's laptop".
    pub name: String,
    /// Version of the app.
    pub app_version: String,
    /// `linux`, `windows`, `macos`, `android`, `ios`.
    pub platform: String,
    /// The public half of the device's own signature (Ed25519, hex). The service keeps the first it is told, and believes
    /// what is handed in for this device, by whomever, only where it is signed with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// Reply to signing in.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SignInReply {
    /// Goes with every request from here on.
    pub tokens: Tokens,
    /// The device's id.
    #[schema(value_type = String)]
    pub device: DeviceId,
    /// Who signed in.
    pub person: Person,
    /// Public half of the organisation's recovery key (`age1…`): keys, copies and rescue files are sealed to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
}

/// Who signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Person {
    /// The user.
    #[schema(value_type = String)]
    pub id: UserId,
    /// As she signs in.
    pub username: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What she may do.
    #[schema(value_type = String)]
    pub role: Role,
    /// ODS code of the organisation.
    pub organisation: String,
    /// Its name.
    pub organisation_name: String,
    /// Keys and names of her teams.
    pub teams: Vec<TeamCard>,
}

/// A team, as much as a person needs to reach it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TeamCard {
    /// Key, as in the scope `team:KEY`.
    pub key: String,
    /// Name.
    pub name: String,
    /// Whom to ring.
    #[serde(default)]
    pub phone: Option<String>,
    /// Whom to write to.
    #[serde(default)]
    pub email: Option<String>,
}

/// A pair of tokens. Opaque; hashed at rest on the service. No `Debug`.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Tokens {
    /// Short-lived: `Authorization: Bearer …`.
    pub access: String,
    /// Exchanged once for a new pair.
    pub refresh: String,
    /// Seconds the access token lives.
    pub access_seconds: u64,
}

/// `POST /v1/refresh`. Reply: [`Tokens`]. A refresh token used twice ends the session.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RefreshRequest {
    /// The one from the last pair.
    pub refresh: String,
}

/// `POST /v1/hello`: the greeting. Says what the device knows of itself; learns what holds today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HelloRequest {
    /// The device, as it is now.
    pub device: DeviceCard,
    /// How many changes wait on it.
    pub unsent: u64,
    /// The device's clock.
    #[schema(value_type = String)]
    pub time: Moment,
    /// Bytes free where the device keeps its data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_bytes: Option<u64>,
}

/// Reply to the greeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HelloReply {
    /// Changes when the service was restored from a backup: then everything since is offered again.
    pub epoch: String,
    /// The service's clock.
    #[schema(value_type = String)]
    pub time: Moment,
    /// The person, as she is now: names and teams change.
    pub person: Person,
    /// What she may carry, and under which name people know it.
    pub scopes: Vec<ScopeCard>,
    /// The levers for this device.
    pub levers: Levers,
    /// Public half of the organisation's recovery key, as in [`SignInReply::recovery`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
    /// What the team asks of this device. Each comes again until it is reported done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<Order>,
    /// Pictures (their SHA-256, in hex) that entries of this device name and the service has not got: it is asked for those that
    /// it has. More may be asked for the next time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<String>,
}

/// A scope that a person may pull.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ScopeCard {
    /// Which.
    #[schema(value_type = String)]
    pub scope: Scope,
    /// As people say it.
    pub name: String,
    /// About how many records it holds; counted once, for the progress line.
    pub about: u64,
}

/// What the service sets for each device and the device obeys at once (law 12). Seconds, milliseconds, bytes, counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Levers {
    /// Most changes in one batch file.
    pub batch_changes: u32,
    /// Most bytes of a batch file before packing.
    pub batch_bytes: u32,
    /// Most records in one page.
    pub page_records: u32,
    /// Most bytes in one page before packing.
    pub page_bytes: u32,
    /// How long the service must have been reachable without a break before we ask, milliseconds.
    pub settled_ms: u32,
    /// The least time the syncing page shows, milliseconds.
    pub minimum_display_ms: u32,
    /// Seconds between probes while all is well.
    pub probe_seconds: u32,
    /// Seconds until a request is given up.
    pub request_timeout_seconds: u32,
    /// Most tries of one request in one sync.
    pub tries: u32,
    /// Minutes offered under *Not now*.
    pub snooze_minutes: Vec<u32>,
    /// Minutes between quiet downloads while online; 0 switches them off.
    pub quiet_download_minutes: u32,
    /// Quiet downloads where the service can be reached again.
    pub quiet_when_online: bool,
    /// Quiet downloads where the machine has slept.
    pub quiet_after_sleep: bool,
    /// What was recorded is sent without a press of the button, too. Only for campaigns whose people know of it.
    pub uploads_by_themselves: bool,
    /// It is sent once so many changes wait; 0 never. Only together with `uploads_by_themselves`.
    pub sync_after_changes: u32,
    /// With fewer ids from the pool left than that, a device asks for more.
    pub ids_low: u32,
    /// How many it asks for at once.
    pub ids_block: u32,
    /// Failed syncs in a row after which the page says whom to contact.
    pub failures_before_contact: u32,
    /// Minutes without a touch after which the app locks; 0 never.
    pub lock_after_minutes: u32,
    /// Days without contact after which the app opens only with a sign-in; 0 never. Destroys nothing.
    pub expires_after_days: u32,
    /// Below so many megabytes free the app says that space runs short.
    pub space_low_mb: u32,
    /// A person may let the keychain of her computer open her work beside her code, after a start of the app. Not where a
    /// computer's account is shared: the keychain opens for whoever is signed in to it.
    pub keychain_allowed: bool,
    /// What is used, and how long it takes, is counted: of nobody in particular. Otherwise nothing of it is kept.
    pub usage_counted: bool,
}

impl Default for Levers {
    fn default() -> Self {
        Self {
            batch_changes: 200,
            batch_bytes: 512 * 1024,
            page_records: 2_000,
            page_bytes: 2 * 1024 * 1024,
            settled_ms: 5_000,
            minimum_display_ms: 3_000,
            probe_seconds: 15,
            request_timeout_seconds: 30,
            tries: 4,
            snooze_minutes: vec![15, 60],
            quiet_download_minutes: 0,
            quiet_when_online: false,
            quiet_after_sleep: false,
            uploads_by_themselves: false,
            sync_after_changes: 0,
            ids_low: 25,
            ids_block: 100,
            failures_before_contact: 3,
            lock_after_minutes: 15,
            expires_after_days: 30,
            space_low_mb: 500,
            keychain_allowed: false,
            usage_counted: true,
        }
    }
}

impl Levers {
    /// The same, within what is sane: a slip of the hand at the service must not stop a device.
    pub fn clamped(mut self) -> Self {
        self.batch_changes = self.batch_changes.clamp(1, 5_000);
        self.batch_bytes = self.batch_bytes.clamp(16 * 1024, 16 * 1024 * 1024);
        self.page_records = self.page_records.clamp(1, 10_000);
        self.page_bytes = self.page_bytes.clamp(16 * 1024, 16 * 1024 * 1024);
        self.settled_ms = self.settled_ms.clamp(0, 120_000);
        self.minimum_display_ms = self.minimum_display_ms.clamp(0, 30_000);
        self.probe_seconds = self.probe_seconds.clamp(1, 600);
        self.request_timeout_seconds = self.request_timeout_seconds.clamp(2, 300);
        self.tries = self.tries.clamp(1, 20);
        self.snooze_minutes.retain(|minutes| (1..=24 * 60).contains(minutes));
        self.snooze_minutes.truncate(4);
        if self.snooze_minutes.is_empty() {
            self.snooze_minutes = Levers::default().snooze_minutes;
        }
        self.quiet_download_minutes = self.quiet_download_minutes.min(24 * 60);
        self.sync_after_changes = self.sync_after_changes.min(10_000);
        self.ids_low = self.ids_low.min(500);
        self.ids_block = self.ids_block.clamp(1, crate::ids::MOST_IDS);
        self.failures_before_contact = self.failures_before_contact.clamp(1, 20);
        self.lock_after_minutes = self.lock_after_minutes.min(12 * 60);
        self.expires_after_days = self.expires_after_days.min(365);
        self.space_low_mb = self.space_low_mb.clamp(50, 10_000);
        self
    }
}
