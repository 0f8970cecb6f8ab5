//! The QR code of the current version as a drawing and as a picture.

use crate::DocumentError;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write as _;

/// Light modules around the code that readers need.
const QUIET: usize = 4;

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
