//! The desktop app's door. Everything behind it is in the library, so that a field tablet starts from the same place.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    daybook_app::run();
}
