//! The counter: the one room that says tauri. Commands are thin — parse, call, map the error; the desk holds what is open.

mod clock;
pub mod command;
mod demo;
pub mod desk;
pub mod dto;
pub mod error;
mod event;
mod journal;
pub mod keychain;
pub mod settings;

use daybook_record::World;
use desk::Desk;
use settings::Settings;
use std::sync::Arc;
use tauri::{Builder, Manager, RunEvent, Runtime};

/// Every command, on any runtime: the real window, or the tests' mock with the real permissions.
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(tauri::generate_handler![
        command::person::status,
        command::person::sign_in,
        command::person::sign_in_through_organisation,
        command::person::cancel_sign_in,
        command::person::suggest_code,
        command::person::judge_code,
        command::person::propose_code,
        command::person::confirm_code,
        command::person::unlock,
        command::person::unlock_expired,
        command::person::unlock_with_keychain,
        command::person::lock,
        command::person::note_activity,
        command::person::put_notice_away,
        command::person::look_now,
        command::keeping::save_rescue,
        command::keeping::send_copy,
        command::keeping::ask_release,
        command::keeping::end_release,
        command::keeping::start_again,
        command::keeping::settings,
        command::keeping::set_second_copy,
        command::keeping::use_keychain,
        command::keeping::leave_keychain,
        command::read::contacts,
        command::read::own_words,
        command::read::sessions,
        command::read::session,
        command::read::find_children,
        command::read::child,
        command::read::vaccines,
        command::read::batches,
        command::record::new_id,
        command::record::save_vaccination,
        command::record::save_attendance,
        command::record::save_note,
        command::record::save_consent,
        command::record::save_batch,
        command::record::set_default_batch,
        command::record::remove,
        command::record::undo_removal,
        command::form::forms,
        command::form::open_form,
        command::form::drafts,
        command::form::open_draft,
        command::form::save_draft,
        command::form::discard_draft,
        command::form::restore_draft,
        command::form::offer,
        command::form::begin_row,
        command::form::carry_preview,
        command::form::carry_over,
        command::form::save_entry,
        command::form::entries,
        command::form::entry,
        command::form::keep_picture,
        command::form::picture,
        command::usage::note_used,
        command::usage::usage,
        command::dashboard::dashboards,
        command::dashboard::dashboard,
        command::people::find_people,
        command::people::household,
        command::people::individual,
        command::people::similar_people,
        command::people::ids_left,
        command::people::save_household,
        command::people::save_individual,
        command::people::move_individual,
        command::people::move_household,
        command::people::mark_duplicate,
        command::sync::unsent,
        command::sync::back_online,
        command::sync::rest_of_sync,
        command::sync::set_connection_costs,
        command::sync::snooze,
        command::sync::end_snooze,
        command::sync::sync,
        command::sync::units,
        command::sync::sync_units,
        command::sync::stop_sync,
        command::sync::account,
        command::sync::history,
        command::map::maps,
        command::map::map_points,
        command::map::map_tile,
        command::map::map_size,
        command::map::fetch_map,
        command::map::stop_map,
        command::map::bring_map,
        command::map::remove_map,
        command::map::route,
        command::map::plan_route,
        command::window::print,
        command::window::cut_demo_link,
    ])
}

/// The desk of an app: what the commands are given.
pub fn desk_for<R: Runtime>(app: &tauri::AppHandle<R>, settings: Settings) -> Arc<Desk> {
    desk_in(app, settings, Arc::new(clock::RealWorld::start()))
}

/// The same in another world: tests move its clock.
pub fn desk_in<R: Runtime>(app: &tauri::AppHandle<R>, settings: Settings, world: Arc<dyn World>) -> Arc<Desk> {
    Desk::new(settings, world, event::bell(app))
}

/// Starts the app and returns when its window is closed.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    let outcome = with_commands(Builder::default())
        .setup(|app| {
            let settings = Settings::from_surroundings(app.path().app_local_data_dir()?);
            journal::begin(&settings.folder)?;
            let settings = settings.believing_surroundings()?;
            settings.hold_alone()?;
            let desk = desk_for(app.handle(), settings);
            desk.begin();
            app.manage(desk);
            Ok(())
        })
        .build(context());
    match outcome {
        Ok(app) => app.run(|app, event| {
            // What is unsent is copied once more.
            if matches!(event, RunEvent::Exit) {
                app.state::<Arc<Desk>>().quit();
            }
        }),
        Err(error) => {
            tracing::error!(%error, "the app could not start");
            std::process::exit(1);
        }
    }
}

/// The real context, with the real permissions: the tests of the commands run under it.
pub fn context<R: Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}
