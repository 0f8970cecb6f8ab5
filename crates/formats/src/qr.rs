//! QR codes: error correction level M, quiet zone of four modules.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

/// Modules of white on each side, as ISO/IEC 18004 asks for.
pub const QUIET_ZONE: usize = 4;

/// The text cannot be a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// More than version 40 holds at level M (about 2,300 bytes).
    #[error("the text is too long for a QR code")]
    TooLong,
    /// There is nothing to encode.
    #[error("there is no text to encode")]
    Empty,
}

/// The modules of a code, without the quiet zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    size: usize,
    dark: Vec<bool>,
}

impl Matrix {
    /// Modules on one side, 21 to 177.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether the module is dark; outside of the code everything is light.
    pub fn is_dark(&self, row: usize, column: usize) -> bool {
        row < self.size
            && column < self.size
            && self
                .dark
                .get(row * self.size + column)
                .copied()
                .unwrap_or(false)
    }

    /// The modules row by row.
    pub fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dark.chunks(self.size)
    }
}

/// The modules of the code of a text.
pub fn matrix(text: &str) -> Result<Matrix, QrError> {
    if text.is_empty() {
        return Err(QrError::Empty);
    }
    let code = QRBuilder::new(text)
        .ecl(ECL::M)
        .build()
        .map_err(|_| QrError::TooLong)?;
    let dark = code
        .data
        .iter()
        .take(code.size * code.size)
        .map(|module| module.value())
        .collect();
    Ok(Matrix {
        size: code.size,
        dark,
    })
}

/// The code as an SVG picture without width and height: the page decides the size.
///
/// One path in black on white, the same bytes for the same text.
pub fn svg(text: &str) -> Result<String, QrError> {
    use std::fmt::Write as _;
    let matrix = matrix(text)?;
    let side = matrix.size() + 2 * QUIET_ZONE;
    let mut path = String::new();
    for (row, modules) in matrix.rows().enumerate() {
        let mut column = 0;
        while column < modules.len() {
            let run = modules[column..].iter().take_while(|dark| **dark).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(
                    path,
                    "M{} {}h{run}v1h-{run}z",
                    column + QUIET_ZONE,
                    row + QUIET_ZONE
                );
            }
            column += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_finder_patterns_stand_in_their_corners() {
        let code = matrix("https://example.org/missions/LN-DE-2023").unwrap();
        let last = code.size() - 7;
        for (row, column) in [(0, 0), (0, last), (last, 0)] {
            for i in 0..7 {
                assert!(code.is_dark(row, column + i) && code.is_dark(row + 6, column + i));
                assert!(code.is_dark(row + i, column) && code.is_dark(row + i, column + 6));
            }
            assert!(!code.is_dark(row + 1, column + 1));
            assert!(code.is_dark(row + 3, column + 3));
        }
        assert!(!code.is_dark(code.size(), 0));
    }

    #[test]
    fn level_m_is_written_into_the_format_bits() {
        let code = matrix("a").unwrap();
        // Format information (row 8, columns 0 and 1) after unmasking with 10101...: M is 00.
        assert_eq!((code.is_dark(8, 0), code.is_dark(8, 1)), (true, false));
    }

    #[test]
    fn the_picture_has_the_quiet_zone_and_every_dark_module() {
        let text = "https://example.org/t/辽宁";
        let (code, picture) = (matrix(text).unwrap(), svg(text).unwrap());
        let side = code.size() + 8;
        assert!(picture.contains(&format!("viewBox=\"0 0 {side} {side}\"")));
        let path = picture.split("fill=\"#000\" d=\"").nth(1).unwrap();
        let drawn: usize = path
            .split('M')
            .skip(1)
            .map(|run| {
                run.split('h')
                    .nth(1)
                    .unwrap()
                    .split('v')
                    .next()
                    .unwrap()
                    .parse::<usize>()
                    .unwrap()
            })
            .sum();
        let dark: usize = code
            .rows()
            .map(|row| row.iter().filter(|m| **m).count())
            .sum();
        assert_eq!(drawn, dark);
        assert_eq!(picture, svg(text).unwrap());
    }

    #[test]
    fn empty_and_too_long_texts_are_refused() {
        assert_eq!(svg(""), Err(QrError::Empty));
        assert_eq!(svg(&"x".repeat(3000)), Err(QrError::TooLong));
    }
}
