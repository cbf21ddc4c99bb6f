//! A cell of the grid of a coverage map: about two hundred metres, so that nobody's door can be told from a figure.

use serde::{Deserialize, Serialize};

/// The height of a cell in degrees: two hundred metres.
const STEP: f64 = 0.001_8;

/// A cell. It is wider in degrees towards the poles, by whole numbers: no rounding can tell two machines different cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Its row, counted from the equator to the north.
    pub y: i32,
    /// Its place in the row, counted from Greenwich to the east.
    pub x: i32,
}

impl Cell {
    /// The cell in which a place is.
    #[expect(clippy::cast_possible_truncation, reason = "degrees over a step are far within 32 bits; what is beyond saturates")]
    pub fn at(latitude: f64, longitude: f64) -> Self {
        let y = (latitude / STEP).floor() as i32;
        Self { y, x: (longitude / width(y)).floor() as i32 }
    }

    /// Its edges in degrees: west, south, east, north.
    pub fn bounds(self) -> [f64; 4] {
        let (width, y, x) = (width(self.y), f64::from(self.y), f64::from(self.x));
        [x * width, y * STEP, (x + 1.0) * width, (y + 1.0) * STEP]
    }
}

/// How wide the cells of a row are, in degrees.
fn width(y: i32) -> f64 {
    // Rows of the latitudes at which a degree of longitude is two thirds, a third and a sixth of one at the equator.
    let steps = match y.unsigned_abs() {
        0..=26_700 => 1.0,
        26_701..=39_200 => 2.0,
        _ => 4.0,
    };
    STEP * steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_in_its_cell_and_a_cell_is_about_two_hundred_metres_across() {
        for (latitude, longitude) in [(-15.0497, 39.2003), (51.5, -0.12), (0.0, 0.0), (69.6, 18.9), (-54.8, -68.3)] {
            let [west, south, east, north] = Cell::at(latitude, longitude).bounds();
            assert!(west <= longitude && longitude < east && south <= latitude && latitude < north);
            let metres = (east - west) * 111_320.0 * f64::cos(latitude.to_radians());
            assert!((130.0..=281.0).contains(&metres), "{metres} m at {latitude}");
        }
    }
}
