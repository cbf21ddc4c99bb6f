//! What the laptop's process does: it opens the store, records without a pause, syncs without a pause, and says each word on
//! its standard output only once it is true.

use daybook_record::draft::Entry;
use daybook_record::kind::Note;
use daybook_record::{ChangeId, Facts, Kind, Made, RecordId, World};
use daybook_server::{ActualWorld, demo};
use daybook_store::view::{ChildQuery, SyncEnd};
use daybook_store::{Hardness, OfflineCode, Store};
use daybook_sync::engine::{About, Engine};
use daybook_sync::report::Progress;
use daybook_sync::sign_in::{Credentials, sign_in};
use daybook_sync::{HttpRemote, Remote};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub const FOLDER: &str = "DAYBOOK_KILL_FOLDER";
pub const URL: &str = "DAYBOOK_KILL_URL";
/// Set where she only sends what is left, and goes when it is done.
pub const LAST: &str = "DAYBOOK_KILL_LAST";

pub fn code() -> OfflineCode {
    OfflineCode::new("gravel tunnel biscuit lantern otter").unwrap()
}

pub fn about() -> About {
    About { app_version: "0.1.0".into(), platform: "linux".into() }
}

/// Signs in for the first time, and makes her folder.
pub async fn settles_in(url: &str, root: &Path) -> PathBuf {
    let world = ActualWorld::default();
    let (profile, tokens) = sign_in(&HttpRemote::new(url).unwrap(), credentials(url, None), &about()).await.unwrap();
    let store = Store::create(root, &code(), &profile, Hardness::for_tests(), &world).unwrap();
    store.set_tokens(Some(&tokens)).unwrap();
    store.folder().to_owned()
}

fn credentials(url: &str, store: Option<&Store>) -> Credentials {
    Credentials {
        username: "nadia".into(),
        password: demo::PASSWORD.into(),
        device_name: "Nadia's laptop".into(),
        device: store.map(|store| store.profile().device),
        server: url.into(),
    }
}

pub fn works_until_killed() {
    let (Some(folder), Ok(url)) = (std::env::var_os(FOLDER).map(PathBuf::from), std::env::var(URL)) else { return };
    let world: Arc<dyn World> = Arc::new(ActualWorld::default());
    println!("phase opening");
    let store = Store::unlock(&folder, &code(), world.as_ref()).unwrap();
    store.close_interrupted(world.now()).unwrap();
    let last = std::env::var_os(LAST).is_some();
    if !last {
        let (store, world) = (store.clone(), world.clone());
        std::thread::spawn(move || records(&store, world.as_ref()));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(syncs(&store, world, &url, last));
}

/// A note, an edit of it, another edit; at once, about one child after the other.
fn records(store: &Store, world: &dyn World) {
    let children = loop {
        let children = store.find_children(&ChildQuery::default(), world.today()).unwrap();
        if !children.is_empty() {
            break children;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    for child in children.iter().cycle() {
        let record = RecordId(world.mint());
        for text in ["calm", "less calm", "calm again"] {
            let note = Note { child: child.id, text: text.into(), at: world.now(), recorded_by: None };
            let entry = Entry { kind: Kind::Note, record, facts: Facts::of(&note) };
            let saved = store.record(&entry, ChangeId(world.mint()), Made::now(world, None)).unwrap();
            println!("saved {} {record} {}", saved.change.unwrap(), child.id);
            std::thread::sleep(Duration::from_millis(11));
        }
    }
}

async fn syncs(store: &Store, world: Arc<dyn World>, url: &str, last: bool) {
    let remote: Arc<dyn Remote> = Arc::new(HttpRemote::new(url).unwrap());
    let engine = Engine::new(store.clone(), remote.clone(), world, about());
    loop {
        let told = Mutex::new(String::new());
        let report = move |progress: Progress| {
            let phase = if progress.waiting_seconds.is_some() {
                "waiting to try again".into()
            } else {
                format!("{:?}", progress.phase).to_lowercase()
            };
            let mut told = told.lock().unwrap();
            if *told != phase {
                println!("phase {phase}");
                *told = phase;
            }
        };
        let sync = engine.sync(Arc::new(report)).await.unwrap();
        let end = store.account(sync).unwrap().unwrap().end;
        println!("ended {end:?}");
        if end == SyncEnd::SignInAgain
            && let Ok((_, tokens)) = sign_in(remote.as_ref(), credentials(url, Some(store)), &about()).await
        {
            store.set_tokens(Some(&tokens)).unwrap();
            println!("signed in");
        }
        if last && end == SyncEnd::Completed {
            return;
        }
        println!("phase recording only");
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
}
