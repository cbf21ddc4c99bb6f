//! Prepares the app's build: a placeholder UI where none was built yet, and the permissions from their own folder.

use std::path::Path;
use std::{fs, io};

fn main() {
    if let Err(error) = prepare() {
        // A build script speaks by failing.
        #[expect(clippy::panic, reason = "the only way a build script can stop the build")]
        {
            panic!("the build could not be prepared: {error}");
        }
    }
}

fn prepare() -> Result<(), Box<dyn std::error::Error>> {
    placeholder(Path::new("ui/dist"))?;
    for folder in ["ui/dist", "src-tauri/capabilities", "src-tauri/permissions", "tauri.conf.json"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    // Not `AppManifest::commands`: it would write a folder of generated permissions at the root. Permissions of our own in
    // `src-tauri/permissions` switch default-deny on for every command.
    let manifest = tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*");
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/capabilities/**/*").app_manifest(manifest);
    tauri_build::try_build(attributes)?;
    Ok(())
}

/// A fresh clone must compile before the UI was ever built.
fn placeholder(dist: &Path) -> io::Result<()> {
    let index = dist.join("index.html");
    if index.exists() {
        return Ok(());
    }
    fs::create_dir_all(dist)?;
    fs::write(
        index,
        "<!doctype html><html lang=\"en\"><title>Daybook</title><p>The screens are not built yet: run cargo xtask demo.</p></html>\n",
    )
}
