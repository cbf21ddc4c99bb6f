//! Maps and routes on their way to a device: real tiles of a drawn village, a real service, a link that can be cut.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use daybook_record::kind::{Area, Campaign};
use daybook_record::{Facts, Kind, RecordId, Unit};
use daybook_store::map::{MapFault, Tile};
use daybook_store::route::Turn;
use daybook_sync::unit::map::{MapProgress, NoMap};
use daybook_sync::unit::routes::{NoRoute, Wish};
use daybook_sync::{Code, Interruption};
use daybook_testkit::map::{Engines, Village, bounds_of, shared_map};
use daybook_testkit::server::db::{self, DbError, Origin};
use daybook_testkit::server::ingest::Ingest;
use daybook_testkit::server::people::assign_area;
use daybook_testkit::{Clinic, Road};
use daybook_wire::map::TileId;
use desk::{Nurse, clinic_with};
use serde_json::json;
use std::sync::{Arc, Mutex};

const VILLAGE: Village = Village { west: 39.20, south: -15.05, streets: 12 };
const MONACO: [f64; 4] = [7.40, 43.72, 7.44, 43.76];

/// A clinic whose tiles come from the engines, with an area over the village and one over Monaco, both of everybody's team.
fn clinic(engines: &Engines) -> Clinic {
    let (tile_server, router) = (engines.tile_server(), engines.router());
    let clinic = clinic_with(|config| daybook_testkit::server::Config {
        tile_server: Some(tile_server),
        router: Some(router),
        tile_set_seconds: 0,
        ..config
    });
    let service = clinic.service();
    let org = service.organisation(None).unwrap();
    let world = service.world.clone();
    db::write(service.db.as_ref(), |tx| -> Result<(), DbError> {
        let ingest = Ingest::new(tx, &org, world.as_ref());
        let put = |kind, id, facts| ingest.put(kind, id, &facts, Origin::Import).map(drop).unwrap();
        let campaign = Campaign { key: "nets".into(), name: "Nets".into(), ..Campaign::default() };
        put(Kind::Campaign, RecordId::of_campaign("nets"), Facts::of(&campaign));
        for (key, [west, south, east, north]) in [("aldeia", bounds_of(&VILLAGE)), ("monaco", MONACO)] {
            let (campaign, name) = ("nets".to_owned(), key.to_uppercase());
            let area =
                Area { key: key.into(), campaign, name, west, south, east, north, smallest_zoom: 10, largest_zoom: 14, households: None };
            put(Kind::Area, RecordId::of_area(key), Facts::of(&area));
            let user = tx.user_named("nadia")?.unwrap();
            for team in tx.teams_of(&org, user.id)? {
                assign_area(tx, &org, &team.key, key, true).unwrap();
            }
        }
        for (number, house) in [5_u32, 12, 130, 399].into_iter().enumerate() {
            let [longitude, latitude] = VILLAGE.house(house);
            let facts = json!({
                "area": "aldeia", "head": format!("Head {number}"), "members": 4, "at": "2026-01-05T08:00:00+00:00",
                "longitude": longitude, "latitude": latitude,
            });
            put(Kind::Household, household(number), Facts(facts.as_object().unwrap().clone().into_iter().collect()));
        }
        Ok(())
    })
    .unwrap();
    clinic
}

fn household(number: usize) -> RecordId {
    RecordId::named("household", &[&number.to_string()])
}

type Told = Arc<Mutex<Vec<MapProgress>>>;

fn listener() -> (Told, impl Fn(MapProgress) + Send + Sync) {
    let told = Told::default();
    let tell = told.clone();
    (told, move |progress| tell.lock().unwrap().push(progress))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_map_comes_down_whole_and_is_read_without_a_link() {
    let engines = Engines::of_village(&VILLAGE).unwrap();
    let clinic = clinic(&engines);
    let nurse = Nurse::ready("nadia", &clinic).await;
    let set = nurse.engine.tile_set("aldeia").await.unwrap();
    assert!(nurse.store.map("aldeia").unwrap().is_some(), "it comes with the first sync of all: {:?}", nurse.store.units());
    let map_of = async || nurse.engine.rest().await.unwrap().parts.into_iter().find(|part| part.unit == Unit::Map);
    assert_eq!(map_of().await.map(|map| map.bytes), Some(None), "this one is here, and nobody can weigh the other one");
    nurse.store.remove_map("aldeia").unwrap();
    assert_eq!(map_of().await.and_then(|map| map.bytes), Some(set.bytes), "weighed by the service, before anything is fetched");
    let (told, tell) = listener();
    let card = nurse.engine.fetch_map("aldeia", &tell).await.unwrap();
    assert_eq!((card.sha256.as_deref(), card.bytes), (Some(set.sha256.as_str()), set.bytes));
    let told = told.lock().unwrap().clone();
    assert!(told.iter().all(|now| now.tiles == set.tiles && now.here <= now.tiles), "the denominator was fixed before the first tile");
    assert!(told.windows(2).all(|pair| pair[0].here <= pair[1].here) && told.last().unwrap().complete);
    nurse.link.set(Road::Cut);
    let TileId { z, x, y } = set.extent().tiles().last().unwrap();
    let held: usize =
        set.extent().tiles().filter_map(|TileId { z, x, y }| nurse.store.map_tile("aldeia", Tile { z, x, y }).unwrap()).count();
    assert_eq!(held as u64, card.tiles);
    assert!(nurse.store.map_tile("aldeia", Tile { z, x: x + 9, y }).unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_map_that_was_cut_short_goes_on_and_the_old_one_stays_in_use_until_then() {
    let engines = Engines::of_village(&VILLAGE).unwrap();
    let clinic = clinic(&engines);
    let nurse = Nurse::ready("nadia", &clinic).await;
    let engine = nurse.engine.clone();
    nurse.store.remove_map("aldeia").unwrap();
    // Stopped at the first word of progress.
    let stopping = engine.clone();
    let stop = move |now: MapProgress| {
        if !now.complete {
            stopping.stop_maps();
        }
    };
    let first = engine.fetch_map("aldeia", &stop).await;
    assert!(matches!(first, Err(NoMap::Interrupted(Interruption::Stopped)) | Ok(_)), "{first:?}");
    let (told, tell) = listener();
    let card = engine.fetch_map("aldeia", &tell).await.unwrap();
    assert!(told.lock().unwrap().last().unwrap().complete);
    // The service's map is another one now, and the link goes away: what is here stays.
    let mut set = engine.tile_set("aldeia").await.unwrap();
    set.sha256 = "0".repeat(64);
    let begun = daybook_store::map::MapCard { sha256: Some(set.sha256), ..card.clone() };
    nurse.store.begin_map(&begun).unwrap();
    nurse.store.add_tiles("aldeia", &[(Tile { z: 10, x: 1, y: 1 }, vec![])]).unwrap();
    assert_eq!(nurse.store.map("aldeia").unwrap(), Some(card.clone()));
    assert_eq!(nurse.store.begin_map(&begun).unwrap().len(), 1, "what came is not asked for again");
    assert!(nurse.store.begin_map(&card).unwrap().is_empty(), "another map begins from nothing");
    // Areas that are no longer hers go, with what was begun of them.
    assert_eq!(nurse.store.keep_maps_of(&["monaco".to_owned()]).unwrap(), 2);
    assert_eq!(nurse.store.map("aldeia").unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_map_on_a_stick_is_looked_at_before_anything_of_it_is_taken() {
    let engines = Engines::of_village(&VILLAGE).unwrap();
    let clinic = clinic(&engines);
    let nurse = Nurse::ready("nadia", &clinic).await;
    // What one device has fetched is itself such a file.
    nurse.engine.fetch_map("aldeia", &|_| ()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("village.mbtiles");
    let map = std::fs::read_dir(nurse.store.folder().join("maps")).unwrap().next().unwrap().unwrap().path();
    std::fs::copy(map, &stick).unwrap();
    nurse.store.remove_map("aldeia").unwrap();
    let brought = nurse.engine.bring_map("aldeia", stick.clone()).await.unwrap();
    assert!(brought.sha256.is_none() && brought.tiles > 0);
    assert_eq!(nurse.store.map("aldeia").unwrap(), Some(brought));
    let elsewhere = nurse.engine.bring_map("monaco", stick).await;
    assert!(matches!(elsewhere, Err(NoMap::File(MapFault::Elsewhere))), "{elsewhere:?}");
    std::fs::write(folder.path().join("a.mbtiles"), b"not a database at all").unwrap();
    let nonsense = nurse.engine.bring_map("aldeia", folder.path().join("a.mbtiles")).await;
    assert!(matches!(nonsense, Err(NoMap::File(MapFault::NotMbtiles))), "{nonsense:?}");
    let nothing = nurse.engine.bring_map("aldeia", folder.path().join("b.mbtiles")).await;
    assert!(matches!(nothing, Err(NoMap::File(MapFault::NoFile))), "{nothing:?}");
    if let Some((monaco, _)) = shared_map() {
        let real = nurse.engine.bring_map("monaco", monaco).await.unwrap();
        assert!(real.bytes > 100_000, "{real:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_way_through_the_households_that_wait_is_kept_and_read_without_a_link() {
    let engines = Engines::of_village(&VILLAGE).unwrap();
    let clinic = clinic(&engines);
    let nurse = Nurse::ready("nadia", &clinic).await;
    assert_eq!(nurse.store.map_points("aldeia").unwrap().len(), 4);
    let wish = Wish { from: Some(VILLAGE.house(400)), ..Wish::default() };
    let route = nurse.engine.plan_route("aldeia", wish.clone()).await.unwrap();
    nurse.link.set(Road::Cut);
    let kept = nurse.store.route("aldeia").unwrap().unwrap();
    assert_eq!(kept, route);
    let mut visited: Vec<_> = kept.legs.iter().map(|leg| leg.household.unwrap()).collect();
    visited.sort();
    let mut all: Vec<_> = (0..4).map(household).collect();
    all.sort();
    assert_eq!(visited, all);
    assert!(kept.metres > 1_000 && kept.straight == 0 && kept.legs.iter().all(|leg| leg.steps.last().unwrap().turn == Turn::Arrive));
    let without = nurse.engine.plan_route("aldeia", wish).await;
    assert!(matches!(without, Err(NoRoute::Interrupted(Interruption::LinkLost))), "{without:?}");
    assert_eq!(nurse.store.kept_route("aldeia").unwrap(), Some(route), "the old one stays");
    let nobody = nurse.engine.plan_route("monaco", Wish::default()).await;
    assert!(matches!(nobody, Err(NoRoute::NothingWaits)), "{nobody:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_engine_that_is_down_is_told_as_that_and_not_as_a_lost_link() {
    let mut engines = Engines::of_village(&VILLAGE).unwrap();
    let clinic = clinic(&engines);
    let nurse = Nurse::ready("nadia", &clinic).await;
    engines.stop_tiles();
    let down = nurse.engine.fetch_map("aldeia", &|_| ()).await;
    assert!(matches!(down, Err(NoMap::Interrupted(Interruption::NoEngine { code: Code::EngineFailing, .. }))), "{down:?}");
}
