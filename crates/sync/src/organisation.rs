//! Signing in through one's organisation: it goes on in the person's own browser, and here its end is waited for. No
//! password of the organisation's ever comes near this device's app.

use crate::engine::About;
use crate::remote::{Remote, Trouble};
use crate::sign_in::{card, entered};
use daybook_record::DeviceId;
use daybook_store::{Profile, Tokens};
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn};
use reqwest::Url;

/// A sign-in that waits for the person. No `Debug`: whoever has it comes in as her.
pub struct Begun {
    /// To be opened in the person's browser, and in nothing of ours.
    pub address: String,
    /// Shown on both sides, so that nobody finishes what somebody else began.
    pub words: String,
    finish: OrganisationFinish,
    device_name: String,
    server: String,
}

/// Begins one.
pub async fn begin(
    remote: &dyn Remote,
    server: &str,
    device_name: &str,
    device: Option<DeviceId>,
    about: &About,
) -> Result<Begun, Trouble> {
    let reply = remote.organisation_sign_in(&OrganisationSignIn { device: card(device_name, device, about) }).await?;
    if !is_for_a_browser(&reply.address) {
        return Err(Trouble::NotOurService { status: 200 });
    }
    Ok(Begun {
        address: reply.address,
        words: reply.words,
        finish: OrganisationFinish { id: reply.id, secret: reply.secret },
        device_name: device_name.to_owned(),
        server: server.to_owned(),
    })
}

/// Asks how it ended; none while the person is not done.
pub async fn ask(remote: &dyn Remote, begun: &Begun) -> Result<Option<(Profile, Tokens)>, Trouble> {
    let reply = remote.organisation_finish(&begun.finish).await?;
    Ok(reply.map(|reply| entered(reply, begun.device_name.clone(), begun.server.clone())))
}

/// What the system is asked to open is a page and nothing else: no file, no program, and in clear on this machine only.
fn is_for_a_browser(address: &str) -> bool {
    Url::parse(address).is_ok_and(|address| {
        let here = matches!(address.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        let plain = address.username().is_empty() && address.password().is_none();
        plain && (address.scheme() == "https" || (address.scheme() == "http" && here))
    })
}

#[cfg(test)]
mod tests {
    use super::is_for_a_browser;

    #[test]
    fn only_a_page_is_opened_in_the_browser() {
        for address in ["https://daybook.example/organisation/a1", "http://127.0.0.1:8080/organisation/a1"] {
            assert!(is_for_a_browser(address), "{address}");
        }
        for address in
            ["http://daybook.example/", "file:///etc/passwd", "calc.exe", "javascript:alert(1)", "https://a@b.example/", "--help", ""]
        {
            assert!(!is_for_a_browser(address), "{address}");
        }
    }
}
