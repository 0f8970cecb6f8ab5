//! Names of cells and columns: `C5`, `AA`.

/// Row and column, from 0, of a cell name such as `C5`.
pub(super) fn position(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let (letters, digits) = name.split_at(letters);
    let column = letters.bytes().fold(0, |sum, letter| {
        sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    Some((number(digits)?.checked_sub(1)?, column - 1))
}

/// A whole number of at most seven digits.
pub(super) fn number(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`.
pub(super) fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_names_and_positions_are_inverse() {
        for (name, at) in [
            ("A1", (0, 0)),
            ("C5", (4, 2)),
            ("Z9", (8, 25)),
            ("AA10", (9, 26)),
            ("XFD1048576", (1_048_575, 16_383)),
        ] {
            assert_eq!(position(name), Some(at));
            assert_eq!(format!("{}{}", column_name(at.1), at.0 + 1), name);
        }
        for bad in ["", "A", "1", "A0", "ABCD1", "A12345678", "A-1", "1A", "Ä1"] {
            assert_eq!(position(bad), None, "{bad}");
        }
    }
}
