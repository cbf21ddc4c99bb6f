//! A village that nobody lives in: streets, a river with one bridge, houses, a clinic, names in two scripts. Drawn by code, so
//! that tests know where everything is, and free of anybody's licence.

use daybook_server::demo::village::{BLOCK, bounds_in, house_in, houses};
use std::fmt::Write as _;

/// Where the village lies and how large it is. Streets run west to east and south to north, a hundred and twenty metres apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Village {
    /// Longitude of its south-west corner.
    pub west: f64,
    /// Latitude of its south-west corner.
    pub south: f64,
    /// Streets in each direction.
    pub streets: u32,
}

/// Names of the streets from west to east; the last comes in a script that runs from right to left.
const NAMES: &[&str] = &["Mango Street", "Rua da Escola", "Well Road", "Barabara ya Soko", "Market Street", "شارع السوق"];

impl Default for Village {
    fn default() -> Self {
        Self { west: 39.20, south: -15.05, streets: 12 }
    }
}

/// West, south, east, north of a village, with a margin around its outermost streets.
pub fn bounds_of(village: &Village) -> [f64; 4] {
    bounds_in([village.west, village.south], village.streets)
}

impl Village {
    /// Longitude and latitude of a crossing.
    pub fn crossing(&self, east: u32, north: u32) -> [f64; 2] {
        [self.west + BLOCK * f64::from(east), self.south + BLOCK * f64::from(north)]
    }

    /// Longitude and latitude of the `n`th house: each stands off a street, four to a block.
    pub fn house(&self, n: u32) -> [f64; 2] {
        house_in([self.west, self.south], self.streets, n)
    }

    /// How many houses stand in it.
    pub fn houses(&self) -> u32 {
        houses(self.streets)
    }

    /// Where the river runs: between these two streets, counted from the south. One bridge crosses it.
    pub const fn river_after(&self) -> u32 {
        self.streets / 2
    }

    /// The street that crosses the river.
    pub const fn bridge_at(&self) -> u32 {
        1
    }

    /// All of it as OSM XML.
    pub fn osm_xml(&self) -> String {
        let mut drawing = Drawing::default();
        self.draw_streets(&mut drawing);
        self.draw_river(&mut drawing);
        for n in 0..self.houses() {
            let [east, north] = self.house(n);
            let number = (n + 1).to_string();
            let tags: &[(&str, &str)] = if n == 0 {
                &[("building", "yes"), ("amenity", "clinic"), ("name", "Posto de saúde")]
            } else {
                &[("building", "yes"), ("addr:housenumber", &number)]
            };
            drawing.square([east, north], BLOCK * 0.08, tags);
        }
        let [west, south, east, north] = bounds_of(self);
        drawing
            .node([(west + east) / 2.0, (south + north) / 2.0], &[("place", "village"), ("name", "Aldeia Nova"), ("population", "2400")]);
        drawing.finish([west, south, east, north])
    }

    /// A crossing is one node for both its streets, or nobody could turn there.
    fn draw_streets(&self, drawing: &mut Drawing) {
        let crossings: Vec<Vec<u64>> =
            (0..self.streets).map(|north| (0..self.streets).map(|east| drawing.node(self.crossing(east, north), &[])).collect()).collect();
        for (place, row) in crossings.iter().enumerate() {
            let number = format!("{} {}", place + 1, "Avenue");
            drawing.way(row, &[("highway", "residential"), ("name", &number)]);
        }
        for place in 0..self.streets as usize {
            let name = NAMES[place % NAMES.len()];
            let column: Vec<u64> = crossings.iter().map(|row| row[place]).collect();
            let (south, north) = column.split_at(self.river_after() as usize);
            let tags = [("highway", if place == 1 { "tertiary" } else { "residential" }), ("name", name)];
            drawing.way(south, &tags);
            drawing.way(north, &tags);
            if place == self.bridge_at() as usize
                && let (Some(from), Some(to)) = (south.last(), north.first())
            {
                drawing.way(&[*from, *to], &[("highway", "tertiary"), ("name", name), ("bridge", "yes"), ("layer", "1")]);
            }
        }
    }

    fn draw_river(&self, drawing: &mut Drawing) {
        let [west, _, east, _] = bounds_of(self);
        let [_, below] = self.crossing(0, self.river_after());
        let north = below - BLOCK / 2.0;
        let (a, b) = (drawing.node([west, north], &[]), drawing.node([east, north], &[]));
        drawing.way(&[a, b], &[("waterway", "river"), ("name", "Rio Pequeno")]);
    }
}

/// What has been drawn so far: nodes before ways, as readers of OSM XML want it.
#[derive(Default)]
struct Drawing {
    nodes: String,
    ways: String,
    last: u64,
}

impl Drawing {
    fn node(&mut self, [east, north]: [f64; 2], tags: &[(&str, &str)]) -> u64 {
        self.last += 1;
        let id = self.last;
        let _ = writeln!(self.nodes, r#"<node id="{id}" version="1" lat="{north:.7}" lon="{east:.7}">{}</node>"#, tagged(tags));
        id
    }

    fn way(&mut self, nodes: &[u64], tags: &[(&str, &str)]) {
        self.last += 1;
        let through = nodes.iter().fold(String::new(), |mut through, node| {
            let _ = write!(through, r#"<nd ref="{node}"/>"#);
            through
        });
        let _ = writeln!(self.ways, r#"<way id="{}" version="1">{through}{}</way>"#, self.last, tagged(tags));
    }

    fn square(&mut self, [east, north]: [f64; 2], half: f64, tags: &[(&str, &str)]) {
        let corners = [[-half, -half], [half, -half], [half, half], [-half, half]];
        let mut nodes: Vec<u64> = corners.iter().map(|[x, y]| self.node([east + x, north + y], &[])).collect();
        nodes.push(nodes[0]);
        self.way(&nodes, tags);
    }

    fn finish(self, [west, south, east, north]: [f64; 4]) -> String {
        let bounds = format!(r#"<bounds minlat="{south:.7}" minlon="{west:.7}" maxlat="{north:.7}" maxlon="{east:.7}"/>"#);
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\">\n{bounds}\n{}{}</osm>\n", self.nodes, self.ways)
    }
}

/// None of our names needs escaping.
fn tagged(tags: &[(&str, &str)]) -> String {
    tags.iter().fold(String::new(), |mut tagged, (key, value)| {
        let _ = write!(tagged, r#"<tag k="{key}" v="{value}"/>"#);
        tagged
    })
}
