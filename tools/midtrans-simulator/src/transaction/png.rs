//! A PNG writer as small as the format allows: gray, uncompressed, one picture at a time.
//!
//! A crate for PNG would bring two versions of its compressor along, for pictures of a few
//! kilobytes that never leave the machine.

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// A stored block of deflate holds no more than this.
const BLOCK: usize = 65_535;

/// A square picture; `None` when its side does not fit the format.
pub(super) fn grayscale(side: usize, pixel: impl Fn(usize, usize) -> u8) -> Option<Vec<u8>> {
    let length = u32::try_from(side).ok()?.to_be_bytes();
    // Depth 8, gray, and the one method there is of compression, filter and order.
    let header = [length.as_slice(), &length, &[8, 0, 0, 0, 0]].concat();

    let mut rows = Vec::with_capacity(side * (side + 1));
    for y in 0..side {
        rows.push(0); // no filter
        rows.extend((0..side).map(|x| pixel(x, y)));
    }

    let mut file = SIGNATURE.to_vec();
    chunk(&mut file, *b"IHDR", &header)?;
    chunk(&mut file, *b"IDAT", &stored(&rows)?)?;
    chunk(&mut file, *b"IEND", &[])?;
    Some(file)
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    let content = [kind.as_slice(), data].concat();
    file.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
    file.extend_from_slice(&content);
    file.extend(crc32(&content).to_be_bytes());
    Some(())
}

/// A zlib stream of blocks that are stored as they are.
fn stored(data: &[u8]) -> Option<Vec<u8>> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = data.chunks(BLOCK).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).ok()?;
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    stream.extend(adler32(data).to_be_bytes());
    Some(stream)
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 0 { 0 } else { 0xEDB8_8320 }
        })
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    let (low, high) = bytes.iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % MODULUS;
        (low, (high + low) % MODULUS)
    });
    (high << 16) | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_the_standard_ones() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn a_file_has_its_three_parts() {
        let file = grayscale(300, |_, _| 0).unwrap();
        for part in [b"IHDR", b"IDAT", b"IEND"] {
            assert!(file.windows(4).any(|window| window == part));
        }
    }
}
