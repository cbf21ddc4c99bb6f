//! Configuration: defaults, then `daybook-server.toml`, then `DAYBOOK_…` of the environment, then what was typed.

use daybook_wire::session::Levers;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The folder in which everything is kept.
    pub data: PathBuf,
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The certificate, with its chain, in PEM. Without it the service listens on loopback alone.
    pub tls_certificate: Option<PathBuf>,
    /// Its private key, in PEM.
    pub tls_key: Option<PathBuf>,
    /// Listen off loopback without TLS: only where a proxy that speaks it stands in front, on a network that is trusted.
    pub plain_http: bool,
    /// Where browsers reach this service: `https://daybook.example`. Needed where people sign in through their organisation
    /// and a proxy stands in front.
    pub public_url: Option<String>,
    /// Organisations whose people sign in through them, by ODS code.
    pub organisation: BTreeMap<String, OrganisationSignIn>,
    /// Memory that hashing one password takes, KiB.
    pub argon2_kib: u32,
    /// Seconds that an access token lives.
    pub access_seconds: u64,
    /// Days that a refresh token lives.
    pub refresh_days: u64,
    /// How long a push waits for its changes to be taken before it answers 202, milliseconds.
    pub push_wait_ms: u64,
    /// Changes taken in one transaction.
    pub changes_per_transaction: usize,
    /// Most records in a page, whatever is asked for.
    pub page_records: u32,
    /// Most bytes in a page before packing, whatever is asked for.
    pub page_bytes: u32,
    /// Wrong passwords in a row, of one account or one address, after which it must wait.
    pub sign_in_tries: u32,
    /// How long it must wait then, seconds.
    pub sign_in_wait_seconds: u64,
    /// Seconds after which a request is given up. Handing in a file is given ten times as long.
    pub request_seconds: u64,
    /// Most requests that are worked on at a time; past it the answer is `unavailable`.
    pub requests_at_a_time: usize,
    /// Most connections at a time; past it a connection is closed at once. The machine must allow some hundred more open files.
    pub connections_at_a_time: usize,
    /// Apps older than this are told to update; empty for none.
    pub oldest_app: String,
    /// Where vector tiles come from, as `{address}/{z}/{x}/{y}`: martin, or any server that answers like it. Without it there are no maps.
    pub tile_server: Option<String>,
    /// An OSRM-compatible routing engine on this machine. Without it there are no routes.
    pub router: Option<String>,
    /// Whom maps and routes are from; shown wherever they are drawn.
    pub map_attribution: String,
    /// Seconds after which it is looked again whether the tiles of an area changed.
    pub tile_set_seconds: u64,
    /// Logs as JSON, one line an event.
    pub log_json: bool,
    /// What every device is told, unless it has levers of its own.
    pub levers: Levers,
}

/// How the people of one organisation sign in through it (OpenID Connect).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationSignIn {
    /// The provider's address, as it calls itself.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// A file with the secret it has given us.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// The claim that holds the user name.
    #[serde(default = "preferred_username")]
    pub claim: String,
    /// As the button says it.
    pub name: String,
    /// Whether a password of ours works too.
    #[serde(default)]
    pub password_sign_in: bool,
}

fn preferred_username() -> String {
    "preferred_username".to_owned()
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("daybook-data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            tls_certificate: None,
            tls_key: None,
            plain_http: false,
            public_url: None,
            organisation: BTreeMap::new(),
            argon2_kib: 19 * 1024,
            access_seconds: 15 * 60,
            refresh_days: 30,
            push_wait_ms: 4_000,
            changes_per_transaction: 64,
            page_records: 5_000,
            page_bytes: 4 * 1024 * 1024,
            sign_in_tries: 8,
            sign_in_wait_seconds: 60,
            request_seconds: 30,
            requests_at_a_time: 512,
            connections_at_a_time: 768,
            oldest_app: String::new(),
            tile_server: None,
            router: None,
            map_attribution: "© OpenStreetMap contributors".to_owned(),
            tile_set_seconds: 300,
            log_json: false,
            levers: Levers::default(),
        }
    }
}

/// What was typed: each wins over file and environment.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    /// `--data`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// `--listen`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
}

impl Config {
    /// For a folder and a port of its own, with hashing made cheap: what tests want.
    pub fn for_tests(data: &Path) -> Self {
        Self { data: data.to_owned(), listen: SocketAddr::from(([127, 0, 0, 1], 0)), argon2_kib: 64, ..Self::default() }
    }

    /// Gathers the configuration. `file` must exist when it is named; otherwise `daybook-server.toml` is read where there is one.
    pub fn gather(file: Option<&Path>, typed: Typed) -> Result<Self, Box<figment::Error>> {
        let defaults = Figment::from(Serialized::defaults(Config::default()));
        let with_file = match file {
            Some(file) => defaults.merge(Toml::file_exact(file)),
            None => defaults.merge(Toml::file("daybook-server.toml")),
        };
        with_file
            // Other programs of Daybook have settings of their own under the same prefix.
            .merge(Env::prefixed("DAYBOOK_").filter(|key| is_setting(key.as_str())).split("__"))
            .merge(Serialized::defaults(typed))
            .extract()
            .map_err(Box::new)
    }
}

/// True for `ACCESS_SECONDS`, and for `LEVERS__TRIES`.
fn is_setting(key: &str) -> bool {
    let first = key.split("__").next().unwrap_or_default().to_lowercase();
    serde_json::to_value(Config::default()).is_ok_and(|all| all.get(&first).is_some())
}

#[cfg(test)]
#[expect(clippy::result_large_err, reason = "the jail of figment wants its own error")]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_wins_over_the_environment_and_that_over_the_file() {
        figment::Jail::expect_with(|jail| {
            jail.create_file("daybook-server.toml", "page_records = 10\nargon2_kib = 1024\nlisten = '127.0.0.1:1'\n[levers]\ntries = 9\n")?;
            jail.set_env("DAYBOOK_ARGON2_KIB", "2048");
            jail.set_env("DAYBOOK_LISTEN", "127.0.0.1:2");
            jail.set_env("DAYBOOK_LEVERS__PROBE_SECONDS", "7");
            jail.set_env("DAYBOOK_SOMETHING_ELSE", "x");
            let typed = Typed { listen: Some(SocketAddr::from(([127, 0, 0, 1], 3))), ..Typed::default() };
            let config = Config::gather(None, typed).map_err(|error| *error)?;
            assert_eq!((config.page_records, config.argon2_kib, config.listen.port(), config.levers.tries), (10, 2048, 3, 9));
            assert_eq!((config.levers.probe_seconds, config.levers.batch_changes), (7, Levers::default().batch_changes));
            Ok(())
        });
    }

    #[test]
    fn a_setting_that_does_not_exist_is_told() {
        figment::Jail::expect_with(|jail| {
            jail.create_file("daybook-server.toml", "page_recods = 10\n")?;
            assert!(Config::gather(None, Typed::default()).is_err());
            Ok(())
        });
    }
}
