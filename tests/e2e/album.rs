//! Pictures of a scenario, and the account of it in words: what a person without a display has of the demo.

use crate::Told;
use crate::axe;
use crate::window::Window;
use std::cell::{Cell, RefCell};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A folder with pictures and `account.md`.
pub struct Album {
    folder: PathBuf,
    account: RefCell<File>,
    pictures: Cell<u32>,
    faults: RefCell<Vec<String>>,
}

impl Album {
    /// An empty one: what an earlier run left there goes.
    pub fn new(folder: PathBuf) -> Told<Self> {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let account = RefCell::new(File::create(folder.join("account.md"))?);
        Ok(Self { folder, account, pictures: Cell::new(0), faults: RefCell::default() })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where drivers and webviews say what nobody but a mender reads.
    pub fn log(&self) -> Told<File> {
        Ok(File::options().create(true).append(true).open(self.folder.join("webview.log"))?)
    }

    /// Says a sentence of the account.
    pub fn tell(&self, words: &str) -> Told {
        println!("  {words}");
        Ok(writeln!(self.account.borrow_mut(), "{words}\n")?)
    }

    /// Fails where axe found something serious on a page that was looked at. Told at the end, so that one run tells all.
    pub fn verdict(&self) -> Told {
        let faults = self.faults.borrow();
        if faults.is_empty() { Ok(()) } else { Err(format!("axe finds:\n{}", faults.join("\n")).into()) }
    }

    /// Looks at the page as it is: a picture at each width, and what axe finds on either.
    pub async fn look(&self, window: &Window, name: &str) -> Told {
        let number = self.pictures.get() + 1;
        self.pictures.set(number);
        for &(width, height) in window.sizes() {
            window.resize(width, height).await?;
            let file = format!("{number:02}-{name}-{width}.png");
            window.picture(&self.folder.join(&file)).await?;
            let found = axe::serious_findings(window, &format!("{name} at {width}")).await?;
            self.faults.borrow_mut().extend(found);
        }
        Ok(writeln!(self.account.borrow_mut(), "![{name}]({number:02}-{name}-1280.png)\n")?)
    }

    /// A picture as it is this moment, of what will not stand still.
    pub async fn snapshot(&self, window: &Window, name: &str) -> Told {
        let number = self.pictures.get() + 1;
        self.pictures.set(number);
        window.snapshot(&self.folder.join(format!("{number:02}-{name}.png"))).await
    }
}
