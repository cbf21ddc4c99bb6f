//! Maps and routes at the service, from a real tile server and a real routing engine.

use crate::ground::{Ground, Laptop, ORG, good, refused};
use daybook_record::kind::{Area, Campaign};
use daybook_record::{Facts, Kind, RecordId};
use daybook_server::people::assign_area;
use daybook_testkit::map::{Engines, Village, bounds_of};
use daybook_wire::code::Code;
use daybook_wire::map::{TILE_MEDIA_TYPE, TileId, TileSet, set_sha256, tile_sha256};
use daybook_wire::route::{RouteReply, RouteRequest, Turn};
use daybook_wire::{MEDIA_TYPE, limit};

const VILLAGE: Village = Village { west: 39.20, south: -15.05, streets: 12 };

/// Two areas over a drawn village; the northern team goes through the first.
async fn ground(engines: Option<&Engines>) -> Ground {
    let (tile_server, router) = (engines.map(Engines::tile_server), engines.map(Engines::router));
    let ground = Ground::with(move |config| {
        config.tile_server = tile_server.clone();
        config.router = router.clone();
        config.tile_set_seconds = 0;
    })
    .await;
    let campaign = Campaign { key: "nets".into(), name: "Nets".into(), languages: vec!["en".into()], ..Campaign::default() };
    ground.put(Kind::Campaign, RecordId::of_campaign("nets"), &Facts::of(&campaign));
    let [west, south, east, north] = bounds_of(&VILLAGE);
    for key in ["aldeia", "hill"] {
        let (campaign, name) = ("nets".to_owned(), format!("The {key}"));
        let area =
            Area { key: key.into(), campaign, name, west, south, east, north, smallest_zoom: 10, largest_zoom: 14, households: None };
        ground.put(Kind::Area, RecordId::of_area(key), &Facts::of(&area));
    }
    ground.tell(|_, tx| assign_area(tx, ORG, "north", "aldeia", true).unwrap());
    ground
}

async fn tile(laptop: &Laptop, TileId { z, x, y }: TileId) -> Vec<u8> {
    let response = laptop.get(&format!("/v1/tiles/aldeia/{z}/{x}/{y}")).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["content-type"].to_str().unwrap()), (200, TILE_MEDIA_TYPE));
    assert!(response.headers().get("content-encoding").is_none(), "a tile is packed once");
    response.bytes().await.unwrap().to_vec()
}

fn ask(points: Vec<[f64; 2]>) -> RouteRequest {
    RouteRequest { area: "aldeia".into(), points, back_to_start: false, keep_order: false }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tiles_of_an_area_are_counted_weighed_and_come_to_the_checksum_that_was_announced() {
    let engines = Engines::of_village(&VILLAGE).unwrap();
    let ground = ground(Some(&engines)).await;
    let nadia = ground.sign_in("nadia").await;
    let set: TileSet = good(nadia.get("/v1/tiles/aldeia")).await;
    assert!(set.is_sound() && set.bytes > 1_000 && set.attribution.contains("OpenStreetMap"), "{set:?}");
    let mut summed = Vec::new();
    let mut bytes = 0;
    for id in set.extent().tiles() {
        let data = tile(&nadia, id).await;
        bytes += data.len() as u64;
        summed.push((id, tile_sha256(&data)));
    }
    assert_eq!((summed.len() as u64, bytes, set_sha256(summed)), (set.tiles, set.bytes, set.sha256));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_a_tile_of_another_teams_area_or_from_outside_her_own() {
    let engines = Engines::of_village(&VILLAGE).unwrap();
    let ground = ground(Some(&engines)).await;
    let (nadia, sara) = (ground.sign_in("nadia").await, ground.sign_in("sara").await);
    let set: TileSet = good(nadia.get("/v1/tiles/aldeia")).await;
    let TileId { z, x, y } = set.extent().tiles().last().unwrap();
    for path in [
        "/v1/tiles/hill".to_owned(),
        format!("/v1/tiles/hill/{z}/{x}/{y}"),
        format!("/v1/tiles/aldeia/{z}/{}/{y}", x + 50),
        "/v1/tiles/aldeia/9/311/276".to_owned(),
        "/v1/tiles/nowhere".to_owned(),
    ] {
        assert_eq!(refused(nadia.get(&path)).await.code, Code::NotFound, "{path}");
    }
    assert_eq!(refused(sara.get("/v1/tiles/aldeia")).await.code, Code::NotFound);
    assert_eq!(refused(nadia.get("/v1/tiles/aldeia/10/x/1")).await.code, Code::Malformed);
    assert_eq!(refused(sara.post("/v1/routes", &ask(vec![VILLAGE.house(1), VILLAGE.house(2)]))).await.code, Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_route_visits_every_house_once_keeps_to_the_bridge_and_has_a_turn_list() {
    let engines = Engines::of_village(&VILLAGE).unwrap();
    let ground = ground(Some(&engines)).await;
    let nadia = ground.sign_in("nadia").await;
    // Houses on both sides of the river, given in an order that nobody would walk.
    let houses = [400, 5, 300, 130, 12, 399];
    let points: Vec<_> = houses.iter().map(|house| VILLAGE.house(*house)).collect();
    let route: RouteReply = good(nadia.post("/v1/routes", &ask(points.clone()))).await;
    let mut visited: Vec<_> = route.legs.iter().map(|leg| leg.to).collect();
    assert_ne!(visited, [1, 2, 3, 4, 5], "the order is the engine's");
    visited.sort_unstable();
    assert_eq!(visited, [1, 2, 3, 4, 5]);
    assert_eq!(route.off_the_way.len(), points.len());
    let [bridge, _] = VILLAGE.crossing(VILLAGE.bridge_at(), 0);
    let ([_, below], [_, above]) = (VILLAGE.crossing(0, VILLAGE.river_after() - 1), VILLAGE.crossing(0, VILLAGE.river_after()));
    for leg in &route.legs {
        assert!(
            leg.steps.first().is_some_and(|step| step.turn == Turn::Depart)
                && leg.steps.last().is_some_and(|step| step.turn == Turn::Arrive)
        );
        for pair in leg
            .line
            .windows(2)
            .filter(|pair| (pair[0][1] <= below) != (pair[1][1] <= below) && (pair[0][1] >= above) != (pair[1][1] >= above))
        {
            assert!((pair[0][0] - bridge).abs() < 1e-4, "the river is crossed on the bridge alone");
        }
    }
    let back: RouteReply = good(nadia.post("/v1/routes", &RouteRequest { back_to_start: true, ..ask(points.clone()) })).await;
    assert_eq!(back.legs.last().unwrap().to, 0);
    let kept: RouteReply = good(nadia.post("/v1/routes", &RouteRequest { keep_order: true, ..ask(points) })).await;
    assert_eq!(kept.legs.iter().map(|leg| leg.to).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert!(route.metres < kept.metres);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_points_and_points_elsewhere_are_refused_before_the_engine_hears_of_them() {
    let ground = ground(None).await;
    let nadia = ground.sign_in("nadia").await;
    let many = refused(nadia.post("/v1/routes", &ask(vec![VILLAGE.house(1); limit::ROUTE_POINTS + 1]))).await;
    assert_eq!((many.code, many.limit), (Code::TooLarge, Some(limit::ROUTE_POINTS as u64)));
    for points in [vec![VILLAGE.house(1)], vec![VILLAGE.house(1), [7.42, 43.74]]] {
        assert_eq!(refused(nadia.post("/v1/routes", &ask(points))).await.code, Code::Malformed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_without_engines_and_engines_that_are_down_are_told_apart() {
    let points = || ask(vec![VILLAGE.house(1), VILLAGE.house(2)]);
    let without = ground(None).await;
    let nadia = without.sign_in("nadia").await;
    assert_eq!(refused(nadia.get("/v1/tiles/aldeia")).await.code, Code::NotOffered);
    assert_eq!(refused(nadia.post("/v1/routes", &points())).await.code, Code::NotOffered);
    let mut engines = Engines::of_village(&VILLAGE).unwrap();
    let with = ground(Some(&engines)).await;
    let nadia = with.sign_in("nadia").await;
    let _: TileSet = good(nadia.get("/v1/tiles/aldeia")).await;
    engines.stop_tiles();
    engines.stop_router();
    for request in [nadia.get("/v1/tiles/aldeia"), nadia.post("/v1/routes", &points())] {
        let response = request.send().await.unwrap();
        assert_eq!((response.status().as_u16(), response.headers()["content-type"].to_str().unwrap()), (502, MEDIA_TYPE));
        assert!(response.headers().contains_key("retry-after"));
    }
}
