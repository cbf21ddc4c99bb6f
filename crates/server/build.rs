//! The app's own words in English go into the service, so that what a campaign says instead is held to them when it is taken in.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// Where the app keeps them, seen from this crate.
const TEXTS: &str = "../../ui/src/texts/en";

fn main() -> io::Result<()> {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join(TEXTS);
    println!("cargo::rerun-if-changed={}", texts.display());
    let mut files: Vec<_> = fs::read_dir(&texts)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut out = String::from("&[\n");
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        writeln!(out, "    ({:?}, include_str!({:?})),", stem, file.display().to_string()).map_err(io::Error::other)?;
    }
    out.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("app_texts.rs"), out)
}
