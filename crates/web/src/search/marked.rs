//! A text in which what was searched for is marked.

use std::ops::Range;

use askama::Template;

/// A text with marked parts.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = "{% for (text, marked) in parts %}{% if *marked %}<mark>{{ text }}</mark>{% else %}{{ text }}{% endif %}{% endfor %}",
    ext = "html"
)]
pub(crate) struct Marked {
    parts: Vec<(String, bool)>,
}

impl Marked {
    /// Marks byte ranges of a text that are in order and do not overlap; ranges that do not fit
    /// the text are left out.
    pub fn new(text: &str, ranges: &[Range<usize>]) -> Self {
        let mut parts = Vec::new();
        let mut at = 0;
        for range in ranges {
            let before = text.get(at..range.start);
            if let (Some(before), Some(inside)) = (before, text.get(range.clone())) {
                parts.push((before.to_owned(), false));
                parts.push((inside.to_owned(), true));
                at = range.end;
            }
        }
        parts.push((text.get(at..).unwrap_or_default().to_owned(), false));
        parts.retain(|(text, _)| !text.is_empty());
        Self { parts }
    }

    /// Whether anything is marked.
    pub fn has_marks(&self) -> bool {
        self.parts.iter().any(|(_, marked)| *marked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_around_what_was_found_and_nothing_else_is_markup() {
        let text = "中德(沈阳)<园区>";
        let marked = Marked::new(text, std::slice::from_ref(&(7..13)));
        assert_eq!(marked.to_string(), "中德(<mark>沈阳</mark>)&#60;园区&#62;");
        assert!(marked.has_marks());
        assert_eq!(
            Marked::new("a", std::slice::from_ref(&(0..9))).to_string(),
            "a"
        );
        assert!(!Marked::new("", &[]).has_marks());
    }
}
