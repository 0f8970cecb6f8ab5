//! The QR code of the current version as a drawing and as a picture.

use crate::DocumentError;
use fast_qr::{ECL, QRBuilder};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::fmt::Write as _;
use std::io::Write as _;

/// Light modules around the code that readers need.
const QUIET: usize = 4;

/// Pixels of a module in the picture.
const SCALE: usize = 8;

/// A QR code as its dark modules.
pub(crate) struct Code {
    dark: Vec<Vec<bool>>,
}

impl Code {
    /// The code of an address, with 15 % redundancy.
    pub(crate) fn new(link: &str) -> Result<Self, DocumentError> {
        let code = QRBuilder::new(link.as_bytes())
            .ecl(ECL::M)
            .build()
            .map_err(|_| DocumentError::LinkTooLong)?;
        let dark = (0..code.size)
            .map(|y| code[y].iter().map(|module| module.value()).collect())
            .collect();
        Ok(Self { dark })
    }

    /// Modules on a side, with the quiet zone.
    fn side(&self) -> usize {
        self.dark.len() + 2 * QUIET
    }

    /// The code as a picture (PNG, 8 pixels a module, grey) and its side in pixels.
    pub(crate) fn png(&self) -> (Vec<u8>, u32) {
        let side = self.side() * SCALE;
        let mut rows = Vec::with_capacity((side + 1) * side);
        for y in 0..side {
            rows.push(0); // no filter
            rows.extend((0..side).map(|x| {
                if self.is_dark(x / SCALE, y / SCALE) {
                    0
                } else {
                    255
                }
            }));
        }
        let size = u32::try_from(side).unwrap_or(u32::MAX);
        let mut header = Vec::new();
        header.extend(size.to_be_bytes());
        header.extend(size.to_be_bytes());
        header.extend([8, 0, 0, 0, 0]); // 8 bits, grey, no interlace
        let mut deflated = ZlibEncoder::new(Vec::new(), Compression::best());
        // Writing into memory does not fail.
        let rows = deflated
            .write_all(&rows)
            .and_then(|()| deflated.finish())
            .unwrap_or_default();
        let mut png = vec![137, 80, 78, 71, 13, 10, 26, 10];
        for (name, body) in [(b"IHDR", header), (b"IDAT", rows), (b"IEND", Vec::new())] {
            chunk(&mut png, *name, &body);
        }
        (png, size)
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        let inner = |at: usize| at.checked_sub(QUIET);
        let row = inner(y).and_then(|y| self.dark.get(y));
        inner(x).and_then(|x| row?.get(x)).copied().unwrap_or(false)
    }

    /// The code as one path of an SVG drawing.
    pub(crate) fn svg(&self) -> String {
        let side = self.side();
        let mut path = String::new();
        for (y, row) in self.dark.iter().enumerate() {
            let mut x = 0;
            while x < row.len() {
                let width = row[x..].iter().take_while(|dark| **dark).count();
                if width > 0 {
                    let _ = write!(path, "M{} {}h{width}v1h-{width}z", x + QUIET, y + QUIET);
                }
                x += width.max(1);
            }
        }
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path fill="#1c211e" d="{path}"/></svg>"##
        )
    }
}

/// Appends a chunk of a PNG file: length, name, body, checksum of name and body.
fn chunk(png: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    let mut sum = Crc::new();
    sum.update(&name);
    sum.update(body);
    png.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes());
    png.extend(name);
    png.extend(body);
    png.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_zone() {
        let code =
            Code::new("http://127.0.0.1:8080/missions/LN-DE-2023/documents/programme").unwrap();
        let last = code.dark.len() - 1;
        assert!(code.dark[0][0] && code.dark[0][last] && code.dark[last][0]);
        assert!(
            code.svg().contains("M4 4h7v1h-7z"),
            "the upper left finder begins after the quiet zone"
        );
        assert_eq!(
            code.svg(),
            Code::new("http://127.0.0.1:8080/missions/LN-DE-2023/documents/programme")
                .unwrap()
                .svg()
        );
    }

    #[test]
    fn an_endless_address_is_refused() {
        let link = "x".repeat(4000);
        assert!(matches!(Code::new(&link), Err(DocumentError::LinkTooLong)));
    }
}
