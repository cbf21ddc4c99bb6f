//! What a nurse does again and again, step by step.

use crate::Told;
use crate::window::Window;
use daybook_server::demo::PASSWORD;

/// The code that everybody here chooses for working offline.
pub const CODE: &str = "kite harbor velvet tunnel maple";

/// A primary where flu is given today, and a secondary where HPV is.
pub const PRIMARY: &str = "Ashgrove Primary School";
pub const SECONDARY: &str = "Harrowby High School";

/// The vaccines of which the teams have a batch.
const IN_THE_FRIDGE: &str =
    "//label[starts-with(@for, 'vaccine-')][contains(., 'Fluenz') or contains(., 'Vaxigrip') or contains(., 'Gardasil 9')]";

impl Window {
    /// Fills in the first page of a new device, sends it, and chooses the code that everybody here has.
    pub async fn sign_in(&self, username: &str) -> Told {
        self.send_sign_in(username, PASSWORD).await?;
        self.choose_code(CODE).await
    }

    /// The first page of a new device.
    pub async fn send_sign_in(&self, username: &str, password: &str) -> Told {
        self.see("sign-in").await?;
        for (field, text) in [("username", username), ("password", password), ("device_name", "A laptop of the demo")] {
            self.fill(field, text).await?;
        }
        self.press("submit").await
    }

    /// Instead of the five words: a passphrase, and the same once more.
    pub async fn choose_code(&self, code: &str) -> Told {
        self.see("code-words").await?;
        self.press("own").await?;
        self.see("code-own").await?;
        self.fill("code", code).await?;
        self.press("submit").await?;
        self.see("code-check").await?;
        self.fill("code", code).await?;
        self.press("submit").await
    }

    /// Signs in, waits for the first download, and stands before the sessions.
    pub async fn get_ready(&self, username: &str) -> Told {
        self.sign_in(username).await?;
        self.see("ready").await?;
        self.press("go-to-sessions").await?;
        self.see("sessions").await.map(drop)
    }

    /// Goes to one of the places of the navigation; where it has no room in the line, through "More".
    pub async fn go_to(&self, place: &str) -> Told {
        self.press_in_navigation(&format!("nav-{place}")).await
    }

    /// Locks, as whoever leaves the laptop does.
    pub async fn lock(&self) -> Told {
        self.press_in_navigation("lock").await
    }

    async fn press_in_navigation(&self, test_id: &str) -> Told {
        self.shown(".db-nav__list").await?;
        if !self.has(test_id).await? && self.has("nav-more").await? {
            self.press("nav-more").await?;
        }
        self.press(test_id).await
    }

    /// After a restart: the code, and nothing else.
    pub async fn unlock(&self) -> Told {
        self.see("unlock").await?;
        self.fill("code", CODE).await?;
        self.press("submit").await?;
        self.see_no("unlock").await
    }

    /// Goes to today's session at that school.
    pub async fn open_session(&self, school: &str) -> Told {
        self.go_to("sessions").await?;
        self.see("sessions").await?;
        let card = format!("//article[contains(@class, 'db-session--today')]//a[normalize-space()=\"{school}\"]");
        self.press_xpath(&card).await?;
        self.see("session").await.map(drop)
    }

    /// Leaves only children in view who stand so with a programme of the session.
    pub async fn only(&self, standing: &str) -> Told {
        self.press_css(&format!("#filter-standing option[value=\"{standing}\"]")).await?;
        self.see("clear-filters").await?;
        // The list follows a moment later than the choice.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        Ok(())
    }

    /// Opens the child at that place in the list, from 0. Gives her name.
    pub async fn open_child(&self, place: usize) -> Told<String> {
        let css = format!("li[data-testid=\"child\"]:nth-of-type({}) .db-child__link", place + 1);
        let name = self.words_of(&css).await?;
        self.press_css(&css).await?;
        self.see("child-page").await?;
        Ok(name)
    }

    /// Opens a child by her name as the list says it.
    pub async fn open_child_named(&self, name: &str) -> Told {
        self.press_xpath(&format!("//li[@data-testid='child']//a[normalize-space()=\"{name}\"]")).await?;
        self.see("child-page").await.map(drop)
    }

    /// In the list: one tap on Attending, or on Absent.
    pub async fn register(&self, place: usize, attending: bool) -> Told<String> {
        let line = format!("li[data-testid=\"child\"]:nth-of-type({})", place + 1);
        let button = format!("{line} .db-register__button--{}", if attending { "attending" } else { "not_attending" });
        let name = self.words_of(&format!("{line} .db-child__link")).await?;
        self.press_css(&button).await?;
        self.shown(&format!("{button}[aria-pressed=\"true\"]")).await?;
        Ok(name)
    }

    /// From the child's page to the list again: a vaccination, whatever the pages ask. `beside` sees each page.
    pub async fn vaccinate(&self, beside: impl AsyncFn(&str) -> Told) -> Told {
        self.vaccinate_until_saved(beside).await?;
        self.see("session").await?;
        self.see("saved").await.map(drop)
    }

    /// The same, wherever one is then: the list, or the page that was due.
    pub async fn vaccinate_until_saved(&self, beside: impl AsyncFn(&str) -> Told) -> Told {
        self.press_css("a[data-testid^=\"record-\"]").await?;
        self.answer_all(beside).await
    }

    /// From the child's page and back to it: consent by phone.
    pub async fn take_consent(&self, beside: impl AsyncFn(&str) -> Told) -> Told {
        self.press_css("a[data-testid^=\"consent-\"]").await?;
        self.answer_all(beside).await?;
        self.see("child-page").await.map(drop)
    }

    /// Answers page after page of a form, until there is none.
    async fn answer_all(&self, beside: impl AsyncFn(&str) -> Told) -> Told {
        const PAGES: &str = "div[data-testid^=\"step-\"], div[data-testid^=\"consent-\"]";
        const AFTER: &str = "div[data-testid=\"session\"], div[data-testid=\"child-page\"], div[data-testid=\"back-online\"]";
        let mut page = self.which(PAGES).await?;
        loop {
            beside(&page).await?;
            self.answer(&page).await?;
            self.press("go-on").await?;
            let other = format!(":is({PAGES}):not([data-testid=\"{page}\"]), {AFTER}");
            page = self.which(&other).await?;
            if !page.starts_with("step-") && !page.starts_with("consent-") {
                return Ok(());
            }
        }
    }

    /// Answers one page of a form as most children's would be.
    async fn answer(&self, page: &str) -> Told {
        match page {
            "step-identity" => self.choose("confirmed_by-child").await,
            "step-pre-screening" => self.choose_all("statements-").await,
            "step-vaccine" => self.press_xpath(IN_THE_FRIDGE).await,
            "step-site" if self.is_there("label[for=\"site-nose\"]").await? => self.choose("site-nose").await,
            "step-site" => {
                self.choose("site-left_arm_upper_position").await?;
                self.choose("method-intramuscular").await
            }
            "step-dose" => self.choose("full_dose-full").await,
            "step-batch" => {
                self.choose_first("batch_number-").await?;
                self.choose("as-default-1").await
            }
            "step-protocol" => {
                self.choose("protocol-pgd").await?;
                self.choose("remember-1").await
            }
            "consent-route" => self.choose("route-phone").await,
            "consent-who" => self.choose_first("given_by-").await,
            "consent-response" => self.choose("response-given").await,
            "step-check" | "consent-check" => Ok(()),
            other => Err(format!("a page of the form that no one knows: {other}").into()),
        }
    }

    /// From the child's page to the list again: not given, and why.
    pub async fn not_given(&self, outcome: &str, notes: &str, beside: impl AsyncFn(&str) -> Told) -> Told {
        self.press_css("[data-testid^=\"not-given-\"]").await?;
        self.see("not-given-reason").await?;
        self.choose(&format!("outcome-{outcome}")).await?;
        self.fill("notes", notes).await?;
        beside("not-given-reason").await?;
        self.press("go-on").await?;
        self.see("not-given-check").await?;
        beside("not-given-check").await?;
        self.press("go-on").await?;
        self.see("session").await?;
        self.see("saved").await.map(drop)
    }

    /// From the child's page and back to it: a note.
    pub async fn note(&self, text: &str) -> Told {
        self.press("add-note").await?;
        self.see("note-page").await?;
        self.fill("text", text).await?;
        self.press("go-on").await?;
        self.see("child-page").await?;
        self.see("saved").await.map(drop)
    }

    /// Waits until the strip says so: `online`, `offline`, `not_our_service`, `service_failing`.
    pub async fn connection_is(&self, connection: &str) -> Told {
        self.shown(&format!("[data-testid=\"strip\"][data-connection=\"{connection}\"]")).await.map(drop)
    }

    /// Presses Sync on the full page, which must come by itself, and waits for that end.
    pub async fn sync_when_asked(&self, end: &str) -> Told {
        self.see("back-online").await?;
        self.press("sync").await?;
        self.see(end).await.map(drop)
    }

    /// Presses Sync in the strip and waits for that end.
    pub async fn sync_now(&self, end: &str) -> Told {
        self.press("sync-now").await?;
        self.see(end).await.map(drop)
    }
}
