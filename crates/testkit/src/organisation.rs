//! An organisation's own sign-in: a real OpenID provider that runs beside the test, and a person's browser on the way
//! through it.
//!
//! What is deliberately not here: a browser that draws. Nothing that is asked of a person there needs one.

use daybook_server::config::OrganisationSignIn;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::NamedTempFile;

type Told<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// A provider; it goes when this goes.
pub struct Provider {
    process: Child,
    issuer: String,
    secret: NamedTempFile,
}

impl Provider {
    /// One that sends people back to that address, and to no other.
    pub fn start(redirect: &str) -> io::Result<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/tests/oidc");
        if !folder.join("node_modules/oidc-provider").is_dir() {
            let words =
                "the OpenID provider of this test is not installed: `cargo xtask test` does it, or `npm ci` in crates/server/tests/oidc";
            return Err(io::Error::new(io::ErrorKind::NotFound, words));
        }
        let mut node = Command::new("node");
        node.arg("provider.mjs").arg(redirect).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut secret = NamedTempFile::new()?;
        secret.write_all(b"not a secret: it is only in this test\n")?;
        let mut provider = Self { process: node.spawn()?, issuer: String::new(), secret };
        if let Some(said) = provider.process.stdout.take() {
            BufReader::new(said).read_line(&mut provider.issuer)?;
        }
        provider.issuer.truncate(provider.issuer.trim_end().len());
        if !provider.issuer.starts_with("http://127.0.0.1:") {
            return Err(io::Error::other(format!("the provider did not start: {}", provider.issuer)));
        }
        Ok(provider)
    }

    /// A service's settings for signing in through it, with passwords of the service's own beside it or without.
    pub fn settings(&self, name: &str, password_sign_in: bool) -> OrganisationSignIn {
        OrganisationSignIn {
            issuer: self.issuer.clone(),
            client_id: "daybook".into(),
            client_secret_file: Some(self.secret.path().to_owned()),
            claim: "preferred_username".into(),
            name: name.to_owned(),
            password_sign_in,
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A person's browser: keeps cookies and follows where it is sent.
pub struct Browser {
    client: Client,
    cookies: BTreeMap<String, String>,
}

/// Where it arrived.
pub struct Page {
    /// How that was answered.
    pub status: StatusCode,
    /// Where that is.
    pub address: Url,
    /// What stands there.
    pub text: String,
}

impl Page {
    /// What the page has in a hidden field.
    pub fn hidden(&self, name: &str) -> Option<&str> {
        self.text.split(&format!("name=\"{name}\" value=\"")).nth(1)?.split('"').next()
    }
}

impl Browser {
    /// One that was never used.
    pub fn open() -> Told<Self> {
        Ok(Self { client: Client::builder().redirect(Policy::none()).build()?, cookies: BTreeMap::new() })
    }

    /// Goes there.
    pub async fn go(&mut self, address: &str) -> Told<Page> {
        let address = Url::parse(address)?;
        let request = self.client.get(address.clone());
        self.follow(address, request).await
    }

    /// Sends the form on a page.
    pub async fn send(&mut self, page: &Page, fields: &str) -> Told<Page> {
        let action = page.text.split("action=\"").nth(1).and_then(|rest| rest.split('"').next());
        let action = action.ok_or_else(|| format!("no form on {}: {}", page.address, page.text))?;
        let address = page.address.join(action)?;
        let form = "application/x-www-form-urlencoded";
        let request = self.client.post(address.clone()).header("content-type", form).body(fields.to_owned());
        self.follow(address, request).await
    }

    /// Signs in with the organisation under that name, and comes back to Daybook.
    pub async fn through(&mut self, address: &str, name: &str) -> Told<Page> {
        let sign_in = self.go(address).await?;
        let consent = self.send(&sign_in, &format!("prompt=login&login={name}&password=whatever")).await?;
        self.send(&consent, "prompt=consent").await
    }

    /// Says there whether the letters are the same.
    pub async fn compares(&mut self, page: &Page, same: bool) -> Told<Page> {
        let proof = page.hidden("proof").ok_or_else(|| format!("nothing to compare: {}", page.text))?;
        self.send(page, &format!("proof={proof}&answer={}", if same { "yes" } else { "no" })).await
    }

    async fn follow(&mut self, mut address: Url, mut request: RequestBuilder) -> Told<Page> {
        for _ in 0..12 {
            let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
            let response = request.header("cookie", cookies).send().await?;
            for set in response.headers().get_all("set-cookie") {
                if let Some((name, value)) = set.to_str()?.split(';').next().and_then(|cookie| cookie.split_once('=')) {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
            let Some(to) = response.headers().get("location") else {
                return Ok(Page { status: response.status(), address, text: response.text().await? });
            };
            address = address.join(to.to_str()?)?;
            request = self.client.get(address.clone());
        }
        Err("sent round in circles".into())
    }
}
