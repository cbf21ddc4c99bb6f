//! The window, as a person uses it: she sees, presses, fills in and chooses. Each waits for what it needs, and says what it
//! looked for when it never came.
//!
//! Things are found by the screens' test ids and fields by their ids, so that words can change without breaking a day.

use crate::Told;
use crate::driver::Driver;
use std::path::Path;
use std::time::{Duration, Instant};
use thirtyfour::error::WebDriverResult;
use thirtyfour::prelude::*;

/// How long a person waits before she says that something is broken.
const PATIENCE: Duration = Duration::from_secs(30);

/// The narrowest screen that anybody works at, and a desk.
pub const NARROW_AND_WIDE: &[(u32, u32)] = &[(360, 1100), (1280, 900)];

/// For a browser, which does not make itself so narrow.
pub const WIDE: &[(u32, u32)] = &[(1280, 900)];

/// The open app.
pub struct Window {
    web: WebDriver,
    // Dropped after the session: it ends the app with it.
    driver: Driver,
    sizes: &'static [(u32, u32)],
}

impl Window {
    /// The window that the driver opened, with the sizes at which it is looked at.
    pub async fn new(driver: Driver, web: WebDriver, sizes: &'static [(u32, u32)]) -> Told<Self> {
        let window = Self { web, driver, sizes };
        window.until("the app's first page", async || Ok(window.web.find_all(By::Css("h1")).await?.first().cloned())).await?;
        Ok(window)
    }

    /// The sizes at which its pages are looked at; the last is the one at which it stays.
    pub fn sizes(&self) -> &'static [(u32, u32)] {
        self.sizes
    }

    /// Closes the app.
    pub async fn close(self) -> Told {
        self.web.quit().await?;
        drop(self.driver);
        Ok(())
    }

    /// The app is killed in the middle of whatever it does, as by a battery at its end.
    pub async fn die(self) -> Told {
        self.driver.kill_what_it_opened()?;
        // Nobody is there any more to answer; the session ends with the driver.
        let _ = tokio::time::timeout(Duration::from_secs(5), self.web.quit()).await;
        drop(self.driver);
        Ok(())
    }

    /// Waits until the thing is there.
    pub async fn see(&self, test_id: &str) -> Told<WebElement> {
        self.shown(&by_test_id(test_id)).await
    }

    /// Waits longer than a person would: for what comes by itself after a while.
    pub async fn see_within(&self, test_id: &str, seconds: u64) -> Told<WebElement> {
        let until = Instant::now() + Duration::from_secs(seconds);
        while Instant::now() < until && !self.has(test_id).await? {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        self.see(test_id).await
    }

    /// Waits until a field holds just that.
    pub async fn value_is(&self, id: &str, value: &str) -> Told {
        let css = format!("[id=\"{id}\"]");
        let held = async || {
            let Some(field) = self.first_shown(&css).await? else { return Ok(None) };
            Ok((field.prop("value").await?.as_deref() == Some(value)).then_some(()))
        };
        self.until(&format!("{value:?} in the field {id}"), held).await
    }

    /// Waits until what matches the CSS is there.
    pub async fn shown(&self, css: &str) -> Told<WebElement> {
        self.until(css, async || self.first_shown(css).await).await
    }

    /// Waits until the thing is gone.
    pub async fn see_no(&self, test_id: &str) -> Told {
        let css = by_test_id(test_id);
        self.until(&format!("the end of {css}"), async || Ok(self.first_shown(&css).await?.is_none().then_some(()))).await
    }

    /// True where the thing is there now. Does not wait.
    pub async fn has(&self, test_id: &str) -> Told<bool> {
        Ok(self.first_shown(&by_test_id(test_id)).await?.is_some())
    }

    /// The words of what matches the CSS.
    pub async fn words_of(&self, css: &str) -> Told<String> {
        let said = async || match self.first_shown(css).await? {
            Some(element) => element.text().await.map(Some),
            None => Ok(None),
        };
        self.until(css, said).await
    }

    /// The test id of what matches the CSS.
    pub async fn which(&self, css: &str) -> Told<String> {
        let said = async || match self.first_shown(css).await? {
            Some(element) => element.attr("data-testid").await,
            None => Ok(None),
        };
        self.until(css, said).await
    }

    /// Waits until the thing's words contain these.
    pub async fn reads(&self, test_id: &str, words: &str) -> Told {
        let css = by_test_id(test_id);
        let said = async || {
            let Some(element) = self.first_shown(&css).await? else { return Ok(None) };
            Ok(element.text().await?.contains(words).then_some(()))
        };
        self.until(&format!("{words:?} in {css}"), said).await
    }

    /// Waits until the page says these words somewhere.
    pub async fn says(&self, words: &str) -> Told {
        let said = async || Ok(self.web.find(By::Css("body")).await?.text().await?.contains(words).then_some(()));
        self.until(&format!("the words {words:?}"), said).await
    }

    /// Presses what has that test id.
    pub async fn press(&self, test_id: &str) -> Told {
        self.press_css(&by_test_id(test_id)).await
    }

    /// Presses what matches the CSS.
    pub async fn press_css(&self, css: &str) -> Told {
        let pressed = async || {
            let Some(element) = self.first_shown(css).await? else { return Ok(None) };
            if !element.is_enabled().await? {
                return Ok(None);
            }
            self.click(&element).await.map(Some)
        };
        self.until(&format!("{css}, to press it"), pressed).await
    }

    /// Presses the button or link with just these words.
    pub async fn press_words(&self, words: &str) -> Told {
        self.press_xpath(&format!("//*[self::button or self::a or self::summary][normalize-space()=\"{words}\"]")).await
    }

    /// Presses what the XPath finds.
    pub async fn press_xpath(&self, xpath: &str) -> Told {
        let pressed = async || match self.web.find_all(By::XPath(xpath)).await?.first() {
            Some(element) => self.click(element).await.map(Some),
            None => Ok(None),
        };
        self.until(&format!("{xpath}, to press it"), pressed).await
    }

    /// Fills a field in, found by its id; what stood there goes.
    pub async fn fill(&self, id: &str, text: &str) -> Told {
        let css = format!("[id=\"{id}\"]");
        let filled = async || {
            let Some(field) = self.first_shown(&css).await? else { return Ok(None) };
            field.clear().await?;
            field.send_keys(text).await.map(Some)
        };
        self.until(&format!("the field {id}"), filled).await
    }

    /// Chooses a radio or ticks a box, found by its id. The real control lies invisible under a drawn one.
    pub async fn choose(&self, id: &str) -> Told {
        let css = format!("label[for=\"{id}\"]");
        self.press_css(&css).await
    }

    /// Chooses the first of those whose ids begin so.
    pub async fn choose_first(&self, begins: &str) -> Told {
        self.press_css(&format!("label[for^=\"{begins}\"]")).await
    }

    /// Ticks all whose ids begin so.
    pub async fn choose_all(&self, begins: &str) -> Told {
        self.shown(&format!("label[for^=\"{begins}\"]")).await?;
        for label in self.web.find_all(By::Css(format!("label[for^=\"{begins}\"]"))).await? {
            self.click(&label).await?;
        }
        Ok(())
    }

    /// True where what matches the CSS is there now. Does not wait.
    pub async fn is_there(&self, css: &str) -> Told<bool> {
        Ok(self.first_shown(css).await?.is_some())
    }

    /// Goes to an address of the app by hand, as no person can: only where a page has no other way to it.
    pub async fn go(&self, address: &str) -> Told {
        self.web.execute("window.location.hash = arguments[0]", vec![serde_json::json!(address)]).await?;
        Ok(())
    }

    /// How many there are now.
    pub async fn count(&self, test_id: &str) -> Told<usize> {
        Ok(self.web.find_all(By::Css(by_test_id(test_id))).await?.len())
    }

    /// The words of everything that matches the CSS, in order.
    pub async fn all_words(&self, css: &str) -> Told<Vec<String>> {
        let mut words = Vec::new();
        for element in self.web.find_all(By::Css(css)).await? {
            words.push(element.text().await?.trim().to_owned());
        }
        Ok(words)
    }

    /// Makes the window that large, and waits until its page was drawn so.
    pub async fn resize(&self, width: u32, height: u32) -> Told {
        self.web.set_window_rect(0, 0, width, height).await?;
        let fits = async || {
            let inner = self.web.execute("return window.innerWidth", Vec::new()).await?;
            Ok((inner.json().as_u64() == Some(width.into())).then_some(()))
        };
        self.until(&format!("a window {width} wide"), fits).await?;
        self.ask("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))").await.map(drop)
    }

    /// The window as a picture, once two in a row are alike: what is still being drawn is not what a person sees.
    pub async fn picture(&self, file: &Path) -> Told {
        let mut last = self.web.screenshot_as_png().await?;
        for _ in 0..8 {
            tokio::time::sleep(Duration::from_millis(120)).await;
            let next = self.web.screenshot_as_png().await?;
            if next == last {
                break;
            }
            last = next;
        }
        Ok(std::fs::write(file, last)?)
    }

    /// The window as it is this moment.
    pub async fn snapshot(&self, file: &Path) -> Told {
        Ok(self.web.screenshot(file).await?)
    }

    /// Runs a script that calls back with a value.
    pub async fn ask(&self, script: &str) -> Told<serde_json::Value> {
        Ok(self.web.execute_async(script, Vec::new()).await?.json().clone())
    }

    /// WebKit calls what lies below the fold not interactable, so it is brought into view first.
    async fn click(&self, element: &WebElement) -> WebDriverResult<()> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.web.execute(script, vec![element.to_json()?]).await?;
        // A person waits until a button stands still; so do we, or the click lands where it was.
        let mut stood = element.rect().await?;
        for _ in 0..20 {
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            let stands = element.rect().await?;
            if (stands.x, stands.y) == (stood.x, stood.y) {
                break;
            }
            stood = stands;
        }
        element.click().await
    }

    async fn first_shown(&self, css: &str) -> WebDriverResult<Option<WebElement>> {
        for element in self.web.find_all(By::Css(css)).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Tries until there is something; a page that redraws itself under the hand is tried again.
    async fn until<T>(&self, what: &str, attempt: impl AsyncFn() -> WebDriverResult<Option<T>>) -> Told<T> {
        let until = Instant::now() + PATIENCE;
        loop {
            let trouble = match attempt().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => None,
                Err(error) => Some(error),
            };
            if Instant::now() > until {
                return Err(self.never_came(what, trouble).await.into());
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    async fn never_came(&self, what: &str, trouble: Option<thirtyfour::error::WebDriverError>) -> String {
        let page = match self.web.find(By::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        };
        let trouble = trouble.map(|error| format!(" ({error})")).unwrap_or_default();
        format!(
            "waited in vain for {what}{trouble}. The page says:\n{}",
            page.lines().map(|line| format!("    | {line}\n")).collect::<String>()
        )
    }
}

fn by_test_id(test_id: &str) -> String {
    format!("[data-testid=\"{test_id}\"]")
}
