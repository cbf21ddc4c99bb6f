//! Where the demo's campaign is: a village on no map, with streets a hundred and twenty metres apart and four houses to a block.

/// Longitude of its south-west corner.
pub const WEST: f64 = 39.20;
/// Latitude of its south-west corner.
pub const SOUTH: f64 = -15.05;
/// Degrees between two streets: about a hundred and twenty metres near the equator.
pub const BLOCK: f64 = 0.001_1;

/// The village that so many households need: streets in each direction.
pub fn streets_for(households: usize) -> u32 {
    (2..=200).find(|streets| houses(*streets) as usize >= households).unwrap_or(200)
}

/// Houses in a village of so many streets in each direction.
pub const fn houses(streets: u32) -> u32 {
    4 * (streets - 1) * (streets - 1)
}

/// Longitude and latitude of the `n`th house.
pub fn house(streets: u32, n: u32) -> [f64; 2] {
    house_in([WEST, SOUTH], streets, n)
}

/// The same in a village with its south-west corner elsewhere: each house stands off a street, four to a block.
pub fn house_in([west, south]: [f64; 2], streets: u32, n: u32) -> [f64; 2] {
    let blocks = streets - 1;
    let (block, corner) = ((n / 4) % (blocks * blocks), n % 4);
    let off = |far: bool| if far { BLOCK * 0.78 } else { BLOCK * 0.22 };
    let (east, north) = (f64::from(block % blocks) * BLOCK, f64::from(block / blocks) * BLOCK);
    [west + east + off(corner % 2 == 1), south + north + off(corner / 2 == 1)]
}

/// West, south, east, north, with a margin around the outermost streets.
pub fn bounds(streets: u32) -> [f64; 4] {
    bounds_in([WEST, SOUTH], streets)
}

/// The same of a village with its south-west corner elsewhere.
pub fn bounds_in([west, south]: [f64; 2], streets: u32) -> [f64; 4] {
    let side = BLOCK * f64::from(streets - 1);
    [west - BLOCK, south - BLOCK, west + side + BLOCK, south + side + BLOCK]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_household_has_a_house_of_its_own_inside_the_village() {
        let streets = streets_for(3_000);
        assert!(houses(streets) >= 3_000 && houses(streets - 1) < 3_000);
        let [west, south, east, north] = bounds(streets);
        let mut seen = std::collections::BTreeSet::new();
        for n in 0..3_000 {
            let [longitude, latitude] = house(streets, n);
            assert!(west < longitude && longitude < east && south < latitude && latitude < north);
            assert!(seen.insert((longitude.to_bits(), latitude.to_bits())), "house {n} stands on another");
        }
    }
}
