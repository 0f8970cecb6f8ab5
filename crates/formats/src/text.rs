//! What every written file needs to know about text: controls, width and formula starts.

/// The text without control characters, which XML 1.0 and iCalendar cannot carry.
///
/// Line feeds and tabs stay; a carriage return (alone or before a line feed) becomes a line feed.
pub(crate) fn without_controls(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\n' | '\t' => clean.push(c),
            '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => clean.push(c),
        }
    }
    clean
}

/// Whether a spreadsheet could take the text for a formula when it opens a CSV file.
///
/// The characters are those of OWASP's page on CSV injection (`=`, `+`, `-`, `@`, tab, carriage
/// return) and their full-width forms, which Chinese and Japanese input methods produce and
/// spreadsheets fold. A leading apostrophe would be eaten as well, so it counts too.
pub(crate) fn starts_like_formula(text: &str) -> bool {
    let first = text.chars().next();
    let first_visible = text.trim_start().chars().next();
    let risky = |c: char| {
        matches!(
            c,
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '\''
                | '＝'
                | '＋'
                | '－'
                | '＠'
                | '−'
                | '﹦'
                | '﹢'
                | '﹣'
                | '﹫'
        )
    };
    first.is_some_and(risky) || first_visible.is_some_and(risky)
}

/// The width of the widest line, in half-width columns: Chinese characters take two.
pub(crate) fn display_width(text: &str) -> usize {
    text.lines()
        .map(|line| line.chars().map(char_width).sum())
        .max()
        .unwrap_or(0)
}

fn char_width(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036F | 0x200B..=0x200F => 0,
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_go_and_line_breaks_stay() {
        assert_eq!(without_controls("a\u{0}b\u{7}c\u{9F}"), "abc");
        assert_eq!(
            without_controls("a\r\nb\rc\nd\te\u{2028}f"),
            "a\nb\nc\nd\te\nf"
        );
    }

    #[test]
    fn formula_starts_are_seen_in_half_and_full_width() {
        for text in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠a", " =1", "'=1",
        ] {
            assert!(starts_like_formula(text), "{text:?}");
        }
        for text in ["", "a=b", "王伟", "1-2", "3+4"] {
            assert!(!starts_like_formula(text), "{text:?}");
        }
    }

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(display_width("王伟"), 4);
        assert_eq!(display_width("Müller\nab"), 6);
        assert_eq!(display_width(""), 0);
    }
}
