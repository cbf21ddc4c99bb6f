//! The engines that maps and routes are tried with: they run here, and know the village that was drawn.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use daybook_testkit::map::{Engines, Village, shared_map};
use serde_json::Value;

async fn get(url: String) -> (u16, Vec<u8>) {
    let response = reqwest::Client::builder().no_proxy().build().unwrap().get(url).send().await.unwrap();
    (response.status().as_u16(), response.bytes().await.unwrap().to_vec())
}

#[tokio::test]
async fn a_village_that_was_drawn_has_tiles_and_ways() {
    let village = Village::default();
    let engines = Engines::of_village(&village).unwrap();
    let (status, world) = get(format!("{}/0/0/0", engines.tile_server())).await;
    assert!(status == 200 && !world.is_empty());
    // Two crossings beside the river, far from its one bridge: as the crow flies they are two hundred and forty metres apart.
    let ([x, south], [_, north]) = (village.crossing(9, village.river_after() - 1), village.crossing(9, village.river_after()));
    let (status, answer) = get(format!("{}/route/v1/foot/{x},{south};{x},{north}", engines.router())).await;
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let metres = answer["routes"][0]["distance"].as_f64().unwrap();
    assert!(status == 200 && metres > 1_500.0, "{metres} m: nobody walks through the river");
}

#[tokio::test]
async fn a_real_town_has_tiles_and_ways_too() {
    let Some((tiles, streets)) = shared_map() else { return eprintln!("no map beside the checkout: passed over") };
    let engines = Engines::of_files(&tiles, &streets).unwrap();
    let (status, tile) = get(format!("{}/14/8529/5973", engines.tile_server())).await;
    assert!(status == 200 && tile.len() > 10_000);
    let (_, answer) = get(format!("{}/trip/v1/foot/7.4246,43.7384;7.4197,43.7396;7.4277,43.7397?source=first", engines.router())).await;
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!(answer["trips"][0]["legs"].as_array().unwrap().len(), 3);
}
