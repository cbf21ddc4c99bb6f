//! As much of a vector tile as it takes to tell it from something else: the names of its layers.
//!
//! A tile is a protocol buffer: a list of layers (field 3), each with a name (field 1). It comes packed with gzip.

use flate2::read::GzDecoder;
use std::io::Read as _;

/// A tile that unpacks to more than that is none.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Unpacks a tile; none where it is not packed so, or to too much.
pub fn unpack(tile: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    GzDecoder::new(tile).take(MOST_BYTES + 1).read_to_end(&mut plain).ok()?;
    (plain.len() as u64 <= MOST_BYTES).then_some(plain)
}

/// The names of its layers; none where it is no vector tile.
pub(super) fn layers(tile: &[u8]) -> Option<Vec<String>> {
    let plain = unpack(tile)?;
    let mut names = Vec::new();
    for (field, layer) in Fields(&plain) {
        let name = Fields(layer?).find(|(field, _)| *field == 1)?.1?;
        if field != 3 {
            return None;
        }
        names.push(String::from_utf8(name.to_vec()).ok()?);
    }
    Some(names)
}

/// The fields of a message: its number, and its bytes where it has some. A field that cannot be read has none and is the last.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Option<&'a [u8]>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let read = self.read();
        if read.is_none() {
            self.0 = &[];
        }
        Some(read.unwrap_or((0, None)))
    }
}

impl<'a> Fields<'a> {
    fn read(&mut self) -> Option<(u64, Option<&'a [u8]>)> {
        let key = self.number()?;
        let length = match key & 7 {
            0 => return self.number().map(|_| (key >> 3, Some(&[][..]))),
            1 => 8,
            2 => usize::try_from(self.number()?).ok()?,
            5 => 4,
            _ => return None,
        };
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some((key >> 3, Some(bytes)))
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..10 {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << (7 * place).min(63);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write as _;

    fn packed(plain: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(plain).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn a_vector_tile_is_told_from_anything_else() {
        // Two layers: a version, then a name; a name, then a size.
        let tile = b"\x1a\x08\x78\x02\x0a\x04road\x1a\x0a\x0a\x05water\x28\x80\x20";
        assert_eq!(layers(&packed(tile)), Some(vec!["road".to_owned(), "water".to_owned()]));
        assert_eq!(layers(&packed(b"")), Some(vec![]));
        for other in [&packed(b"\x89PNG\r\n\x1a\n")[..], &packed(b"<html></html>"), &packed(&tile[..9]), b"\x89PNG", b"", tile] {
            assert_eq!(layers(other), None, "{other:?}");
        }
    }
}
