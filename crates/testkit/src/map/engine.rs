//! The engines themselves: tilemaker and OSRM prepare a map once and keep it, martin and `osrm-routed` serve it.

use super::village::Village;
use daybook_server::demo::village;
use daybook_wire::batch;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Why an engine does not run.
#[derive(Debug)]
pub enum NoEngine {
    /// It is not installed.
    Missing(PathBuf),
    /// It ended otherwise than well; what it said lies there.
    Failed(String, PathBuf),
    /// It does not answer.
    Silent(String),
    /// The machine.
    Io(io::Error),
}

impl std::fmt::Display for NoEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(program) => write!(f, "{} is not there: `cargo xtask setup` installs it", program.display()),
            Self::Failed(program, log) => write!(f, "{program} failed: see {}", log.display()),
            Self::Silent(program) => write!(f, "{program} does not answer"),
            Self::Io(error) => write!(f, "an engine could not be started: {error}"),
        }
    }
}

impl std::error::Error for NoEngine {}

impl From<io::Error> for NoEngine {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A map beside the checkout, where there is one: Monaco, as tiles and as streets.
pub fn shared_map() -> Option<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.parent()?;
    // Beside the checkout itself, or beside the folder that a second worktree stands in.
    let folder = root.ancestors().skip(1).take(2).map(|above| above.join("shared/data/maps")).find(|folder| folder.is_dir())?;
    let (tiles, streets) = (folder.join("monaco.mbtiles"), folder.join("monaco.osm.pbf"));
    (tiles.is_file() && streets.is_file()).then_some((tiles, streets))
}

/// A tile server and a routing engine at work. Dropping them stops both.
pub struct Engines {
    tiles: Serving,
    router: Serving,
    source: String,
}

impl Engines {
    /// Serves a village.
    pub fn of_village(village: &Village) -> Result<Self, NoEngine> {
        let xml = village.osm_xml();
        let made = [xml.as_str(), TILES_JSON, TILES_LUA].concat();
        let folder = prepared("village", made.as_bytes(), |folder| {
            fs::write(folder.join("village.osm"), &xml)?;
            fs::write(folder.join("tiles.json"), TILES_JSON)?;
            fs::write(folder.join("tiles.lua"), TILES_LUA)?;
            // tilemaker reads the packed form alone.
            run(folder, "osmium", Path::new("osmium"), &["cat", "--overwrite", "village.osm", "-o", "village.osm.pbf"])?;
            let tilemaker =
                ["--input", "village.osm.pbf", "--output", "village.mbtiles", "--config", "tiles.json", "--process", "tiles.lua"];
            run(folder, "tilemaker", Path::new("tilemaker"), &tilemaker)?;
            prepare_routing(folder, "village.osm", "village")
        })?;
        Self::serve(&folder.join("village.mbtiles"), &folder.join("village.osrm"))
    }

    /// Serves the village of the demo's campaign, as large as so many households need.
    pub fn for_demo(households: usize) -> Result<Self, NoEngine> {
        Self::of_village(&Village { west: village::WEST, south: village::SOUTH, streets: village::streets_for(households) })
    }

    /// Serves tiles and streets that somebody else made.
    pub fn of_files(tiles: &Path, streets: &Path) -> Result<Self, NoEngine> {
        let stem = tiles.file_stem().and_then(|stem| stem.to_str()).unwrap_or("map").to_owned();
        let packed = format!("{stem}.osm.pbf");
        let folder = prepared(&stem, &fs::read(streets)?, |folder| {
            fs::copy(streets, folder.join(&packed))?;
            prepare_routing(folder, &packed, &stem)
        })?;
        Self::serve(tiles, &folder.join(format!("{stem}.osrm")))
    }

    fn serve(tiles: &Path, streets: &Path) -> Result<Self, NoEngine> {
        let source = tiles.file_stem().and_then(|stem| stem.to_str()).unwrap_or("map").to_owned();
        let (tiles, streets) = (tiles.display().to_string(), streets.display().to_string());
        let martin = tool("bin/martin")?;
        let tiles = Serving::start("martin", |at| {
            let mut command = Command::new(&martin);
            command.args(["--listen-addresses", &at.to_string(), "--workers", "2", &tiles]);
            command
        })?;
        let routed = tool("osrm/osrm/bin/osrm-routed")?;
        let router = Serving::start("osrm-routed", |at| {
            let mut command = Command::new(&routed);
            command.args(["--algorithm", "mld", "-i", "127.0.0.1", "-p", &at.port().to_string(), "--max-trip-size", "200", &streets]);
            command
        })?;
        Ok(Self { tiles, router, source })
    }

    /// What the service is told as its `tile_server`.
    pub fn tile_server(&self) -> String {
        format!("http://{}/{}", self.tiles.address, self.source)
    }

    /// What it is told as its `router`.
    pub fn router(&self) -> String {
        format!("http://{}", self.router.address)
    }

    /// The tile server goes away.
    pub fn stop_tiles(&mut self) {
        self.tiles.stop();
    }

    /// The routing engine goes away.
    pub fn stop_router(&mut self) {
        self.router.stop();
    }
}

const TILES_JSON: &str = include_str!("tiles.json");
const TILES_LUA: &str = include_str!("tiles.lua");

/// A program that listens on a port of 127.0.0.1.
struct Serving {
    child: Child,
    address: SocketAddr,
}

impl Serving {
    /// Starts it on a free port. Somebody else may take that port first, so: three times. Never on a port that another engine of
    /// this process was given: whoever answers there must be this one.
    fn start(name: &str, command: impl Fn(SocketAddr) -> Command) -> Result<Self, NoEngine> {
        for _ in 0..3 {
            let address = free()?;
            let mut quiet = command(address);
            quiet.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut serving = Self { child: quiet.spawn()?, address };
            if serving.answers()? {
                return Ok(serving);
            }
        }
        Err(NoEngine::Silent(name.to_owned()))
    }

    fn answers(&mut self) -> Result<bool, NoEngine> {
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until && self.child.try_wait()?.is_none() {
            if TcpStream::connect_timeout(&self.address, Duration::from_millis(200)).is_ok() {
                return Ok(true);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(false)
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A free port of 127.0.0.1, and each one once.
fn free() -> io::Result<SocketAddr> {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        if GIVEN.lock().unwrap_or_else(PoisonError::into_inner).insert(address.port()) {
            return Ok(address);
        }
    }
}

/// Where cargo builds: the tests run in `<there>/debug/deps`, programs in `<there>/debug`.
fn target() -> Result<PathBuf, NoEngine> {
    let program = std::env::current_exe()?;
    let debug = program.ancestors().find(|folder| folder.ends_with("debug") || folder.ends_with("release"));
    let target = debug.and_then(Path::parent).ok_or_else(|| io::Error::other("this program does not lie where cargo builds"))?;
    Ok(target.to_owned())
}

fn tool(path: &str) -> Result<PathBuf, NoEngine> {
    let program = target()?.join("tools").join(path);
    if program.is_file() { Ok(program) } else { Err(NoEngine::Missing(program)) }
}

/// What was made of the same bytes before is taken as it is. It is made aside and moved into place whole, so that a test that
/// is killed leaves nothing half.
fn prepared(name: &str, of: &[u8], make: impl FnOnce(&Path) -> Result<(), NoEngine>) -> Result<PathBuf, NoEngine> {
    let maps = target()?.join("maps");
    let place = maps.join(format!("{name}-{}", &batch::sha256(of)[..16]));
    if place.is_dir() {
        return Ok(place);
    }
    fs::create_dir_all(&maps)?;
    // Making it takes seconds: whoever comes second waits for the first, in whichever process.
    let alone = File::create(maps.join("making.lock"))?;
    alone.lock()?;
    if !place.is_dir() {
        let aside = tempfile::tempdir_in(&maps)?;
        make(aside.path())?;
        fs::rename(aside.keep(), &place)?;
    }
    Ok(place)
}

fn prepare_routing(folder: &Path, streets: &str, stem: &str) -> Result<(), NoEngine> {
    let osrm = tool("osrm/osrm/bin/osrm-extract")?;
    let osrm = osrm.parent().unwrap_or(Path::new("")).to_owned();
    let profile = osrm.join("../share/profiles/foot.lua").display().to_string();
    let graph = format!("{stem}.osrm");
    run(folder, "osrm-extract", &osrm.join("osrm-extract"), &["-p", &profile, streets])?;
    run(folder, "osrm-partition", &osrm.join("osrm-partition"), &[&graph])?;
    run(folder, "osrm-customize", &osrm.join("osrm-customize"), &[&graph])
}

fn run(folder: &Path, name: &str, program: &Path, arguments: &[&str]) -> Result<(), NoEngine> {
    // A failure is looked into after the folder is gone, so what it said lies beside it.
    let log = folder.with_file_name(format!("{name}.log"));
    let said = File::create(&log)?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(NoEngine::Failed(name.to_owned(), log)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(NoEngine::Missing(program.to_owned())),
        Err(error) => Err(error.into()),
    }
}
