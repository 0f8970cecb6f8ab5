//! Content lines of iCalendar: escaping, and folding at 75 octets between characters.

use crate::text::without_controls;

/// RFC 5545 section 3.1: a line is at most 75 octets, without the line break.
const MAX_OCTETS: usize = 75;

/// The lines of a file under construction.
pub(super) struct Lines {
    bytes: Vec<u8>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { bytes: Vec::new() }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// A property whose value is written as it is; line breaks and controls are dropped.
    pub(super) fn raw(&mut self, property: &str, value: &str) {
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        self.fold(&format!("{property}:{value}"));
    }

    /// A property of type TEXT.
    pub(super) fn text(&mut self, property: &str, value: &str) {
        self.fold(&format!("{property}:{}", escaped(value)));
    }

    /// A property with a list of TEXT values.
    pub(super) fn texts(&mut self, property: &str, values: &[String]) {
        let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
        self.fold(&format!("{property}:{}", values.join(",")));
    }

    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > MAX_OCTETS {
                self.bytes.extend_from_slice(b"\r\n ");
                octets = 1;
            }
            let mut buffer = [0; 4];
            self.bytes
                .extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            octets += c.len_utf8();
        }
        self.bytes.extend_from_slice(b"\r\n");
    }
}

/// RFC 5545 section 3.3.11; control characters are dropped, tabs become spaces.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in without_controls(text).chars() {
        match c {
            '\\' => value.push_str("\\\\"),
            ';' => value.push_str("\\;"),
            ',' => value.push_str("\\,"),
            '\n' => value.push_str("\\n"),
            '\t' => value.push(' '),
            c => value.push(c),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(property: &str, value: &str) -> String {
        let mut lines = Lines::new();
        lines.text(property, value);
        String::from_utf8(lines.into_bytes()).unwrap()
    }

    #[test]
    fn a_value_cannot_start_a_new_property() {
        let file = written("SUMMARY", "x\r\nATTENDEE:mailto:a@b.example\u{0}\u{1b}");
        assert_eq!(file, "SUMMARY:x\\nATTENDEE:mailto:a@b.example\r\n");
        let mut lines = Lines::new();
        lines.raw("URL", "https://a.example/\r\nX:y");
        assert_eq!(lines.into_bytes(), b"URL:https://a.example/X:y\r\n");
    }

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(written("A", "a;b,c\\d\ne\tf"), "A:a\\;b\\,c\\\\d\\ne f\r\n");
    }

    #[test]
    fn folding_keeps_characters_whole_and_unfolds_to_the_same() {
        for text in [
            "辽宁省代表团访问德国".repeat(20),
            "ü".repeat(200),
            "a".repeat(300),
            "🇩🇪".repeat(40),
        ] {
            let file = written("DESCRIPTION", &text);
            for line in file.split("\r\n") {
                assert!(line.len() <= 75, "{}", line.len());
            }
            assert_eq!(file.replace("\r\n ", ""), format!("DESCRIPTION:{text}\r\n"));
        }
    }
}
