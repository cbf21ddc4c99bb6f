//! stub
use daybook_record::World;
/// stub
pub fn key_in(_data: &std::path::Path, _world: &dyn World) -> std::io::Result<[u8; 32]> {
    Ok([0; 32])
}
