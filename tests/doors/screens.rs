//! The screens: read from their import lines.

use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder that ends so, in order. Nothing below a folder that is not there.
pub fn files_under(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(inside) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = inside.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (folders, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
    let files = files.into_iter().filter(|file| file.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)));
    files.chain(folders.iter().flat_map(|folder| files_under(folder, endings))).collect()
}

/// An import of a screen's file: what it names, and whether it is gone once TypeScript was compiled.
struct Import {
    named: String,
    only_types: bool,
}

fn ui() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src")
}

/// What only tests use: `x.test.ts`, and what they share, `test-x.ts`.
fn is_of_tests(file: &str) -> bool {
    file.contains(".test.") || file.rsplit('/').next().is_some_and(|name| name.starts_with("test-"))
}

/// Each file by its path below `ui/src`, with its imports, static and dynamic.
fn imports() -> Vec<(String, Vec<Import>)> {
    let of = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        let statements = text.split(';').filter_map(|statement| {
            let statement = statement.trim_start();
            let at = ["from '", "import '", "import('"].iter().find_map(|before| Some(statement.find(before)? + before.len()))?;
            let named = statement[at..].split('\'').next()?.to_owned();
            let clause = statement.rsplit("*/").next().unwrap_or_default().trim_start();
            Some(Import { named, only_types: clause.starts_with("import type") || clause.starts_with("export type") })
        });
        (file.strip_prefix(ui()).unwrap().to_string_lossy().into_owned(), statements.collect())
    };
    files_under(&ui(), &["ts", "tsx"]).into_iter().map(of).collect()
}

#[test]
fn there_are_screens_to_look_at() {
    assert!(imports().iter().map(|(_, imports)| imports.len()).sum::<usize>() > 50);
}

#[test]
fn one_file_alone_knows_tauri() {
    let screens = imports().into_iter().filter(|(file, _)| !is_of_tests(file));
    let knowing = screens.filter(|(_, imports)| imports.iter().any(|import| import.named.starts_with("@tauri-apps")));
    assert_eq!(knowing.map(|(file, _)| file).collect::<Vec<_>>(), ["backend/tauri.ts"]);
}

#[test]
fn screens_know_of_the_backend_only_its_types() {
    for (file, imports) in imports() {
        let may_choose = file == "main.tsx" || is_of_tests(&file) || file.starts_with("backend/");
        for import in imports.iter().filter(|import| import.named.split('/').any(|part| part == "backend")) {
            let own_hook = import.named.ends_with("shared/backend") || (file.starts_with("shared/") && import.named == "./backend");
            assert!(may_choose || own_hook || import.only_types, "{file} imports {} for more than its types", import.named);
        }
    }
}

#[test]
fn the_generated_types_are_not_repeated_by_hand() {
    let generated: Vec<_> = files_under(&ui().join("backend/generated"), &["ts"]);
    let names: Vec<_> = generated.iter().map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert!(names.len() > 40, "only {} types cross", names.len());
    for file in files_under(&ui(), &["ts", "tsx"]).into_iter().filter(|file| !generated.contains(file)) {
        let text = fs::read_to_string(&file).unwrap();
        for name in &names {
            assert!(
                !text.contains(&format!("export interface {name} ")) && !text.contains(&format!("export type {name} =")),
                "{} says again what a {name} is",
                file.display()
            );
        }
    }
}
