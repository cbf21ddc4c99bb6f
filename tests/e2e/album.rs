//! Pictures of a scenario, and the account of it in words: what a person without a display has of the demo.

use crate::Told;
use crate::axe;
use crate::window::Window;
use std::cell::{Cell, RefCell};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A desk, and the narrowest screen that anybody works at.
const WIDTHS: [u32; 2] = [1280, 360];

/// A folder with pictures and `account.md`.
pub struct Album {
    folder: PathBuf,
    account: RefCell<File>,
    pictures: Cell<u32>,
}

impl Album {
    /// An empty one: what an earlier run left there goes.
    pub fn new(folder: PathBuf) -> Told<Self> {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let account = RefCell::new(File::create(folder.join("account.md"))?);
        Ok(Self { folder, account, pictures: Cell::new(0) })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says a sentence of the account.
    pub fn tell(&self, words: &str) -> Told {
        println!("  {words}");
        Ok(writeln!(self.account.borrow_mut(), "{words}\n")?)
    }

    /// Looks at the page as it is: a picture at each width, and nothing serious that axe finds on either.
    pub async fn look(&self, window: &Window, name: &str) -> Told {
        let number = self.pictures.get() + 1;
        self.pictures.set(number);
        for width in WIDTHS.into_iter().rev() {
            window.widen(width).await?;
            let file = format!("{number:02}-{name}-{width}.png");
            window.picture(&self.folder.join(&file)).await?;
            axe::finds_nothing_serious(window, &format!("{name} at {width}")).await?;
            if width == WIDTHS[0] {
                writeln!(self.account.borrow_mut(), "![{name}]({file})\n")?;
            }
        }
        Ok(())
    }
}
