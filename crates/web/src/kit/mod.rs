//! The parts of a page: header, facts, chips, names, people, figures, tabs, history.
//!
//! Each part is a typed struct with its template; `{{ part }}` puts it on a page. Texts given to
//! them are already in the reader's language; names of people and companies stay as they are.

mod bearer;
mod body;
mod head;

use askama::Template;

pub use bearer::{NameView, People, Words, initials};
pub use body::{Empty, Event, Facts, Figure, Figures, History, Need, Needs};
pub use head::{Header, Tabs};

/// Lets a template put a component on a page without escaping it again: its own template has.
macro_rules! component {
    ($($name:ident),* $(,)?) => {$(
        impl askama::filters::HtmlSafe for $name {}
    )*};
}
pub(crate) use component;

/// Markup made by a component; never by hand from what people typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// The markup of a component.
    pub fn of(component: &impl askama::filters::HtmlSafe) -> Self {
        Self(component.to_string())
    }

    /// Words, escaped.
    #[must_use]
    pub fn words(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => safe.push_str("&amp;"),
                '<' => safe.push_str("&lt;"),
                '>' => safe.push_str("&gt;"),
                '"' => safe.push_str("&quot;"),
                '\'' => safe.push_str("&#39;"),
                other => safe.push(other),
            }
        }
        Self(safe)
    }

    /// Several parts in one line.
    #[must_use]
    pub fn joined(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<String> = parts.into_iter().map(|part| part.0).collect();
        Self(parts.join(" "))
    }

    /// Several parts one below the other.
    #[must_use]
    pub fn listed(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<String> = parts
            .into_iter()
            .map(|part| format!("<span class=\"line\">{}</span>", part.0))
            .collect();
        Self(parts.concat())
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Display for Html {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Self::words(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self::words(&text)
    }
}

macro_rules! html_from {
    ($($name:ident),* $(,)?) => {$(
        impl From<$name> for Html {
            fn from(component: $name) -> Self {
                Self::of(&component)
            }
        }
    )*};
}
/// How settled something is, shown by colour and by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Settled: confirmed, approved, held.
    Confirmed,
    /// Open: tentative, invited, in progress.
    Tentative,
    /// Needs a person's decision or breaks a rule.
    Decide,
    /// Neither: over, cancelled, for information.
    Quiet,
}

impl Mood {
    /// The class that shows it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Tentative => "tentative",
            Self::Decide => "decide",
            Self::Quiet => "quiet",
        }
    }
}

/// A state in a word or two.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = r#"<span class="state {{ mood.class() }}">{{ label }}</span>"#,
    ext = "html"
)]
pub struct Chip {
    /// How settled it is.
    pub mood: Mood,
    /// Its words.
    pub label: String,
}

impl Chip {
    /// A chip.
    pub fn new(mood: Mood, label: impl Into<String>) -> Self {
        let label = label.into();
        Self { mood, label }
    }
}

/// A link with words.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(source = r#"<a href="{{ href }}">{{ label }}</a>"#, ext = "html")]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub label: String,
}

impl Link {
    /// A link.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
        }
    }
}

/// The weight of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one main action of a page.
    Main,
    /// Any other.
    Plain,
    /// It removes something.
    Danger,
}

/// A button: it leads to a page, or posts to an address at once.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/action.html")]
pub struct Action {
    /// Its words.
    pub label: String,
    /// Where it leads or posts.
    pub href: String,
    /// Whether it posts.
    pub posts: bool,
    /// Its weight.
    pub weight: Weight,
    /// Values that go along with a post.
    pub values: Vec<(String, String)>,
}

impl Action {
    /// A link that looks like a button.
    pub fn open(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            posts: false,
            weight: Weight::Plain,
            values: Vec::new(),
        }
    }

    /// A button that posts.
    pub fn post(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            posts: true,
            ..Self::open(label, href)
        }
    }

    /// Makes it the page's main action.
    #[must_use]
    pub fn main(mut self) -> Self {
        self.weight = Weight::Main;
        self
    }

    /// Shows that it removes something.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.weight = Weight::Danger;
        self
    }

    /// Sends a value along.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.push((name.to_owned(), value.to_string()));
        self
    }
}

component!(
    Html, Chip, Link, Action, Header, Facts, Figures, Tabs, Needs, History, People, NameView,
    Words, Empty,
);
html_from!(
    Chip, Link, Action, Facts, Figures, People, NameView, Words, Empty,
);
#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use domain::language::Language;
    use domain::names::{Certainty, Identity, Name, NameRole, Names};

    #[test]
    fn what_people_typed_is_escaped_everywhere() {
        let evil = "<script>alert(\"1\")</script>";
        let parts = [
            Html::words(evil).to_string(),
            Chip::new(Mood::Decide, evil).to_string(),
            Link::new("/x", evil).to_string(),
            Header::new(evil).fact(evil).to_string(),
            Facts::default().with(evil, evil).to_string(),
            NameView::printed(Language::En, evil).to_string(),
            Action::post(evil, "/x").with("a", evil).to_string(),
        ];
        for part in parts {
            assert!(!part.contains("<script"), "{part}");
            assert!(
                part.contains("&#60;script") || part.contains("&lt;script"),
                "{part}"
            );
        }
    }

    #[test]
    fn initials_suit_the_script() {
        assert_eq!(initials("郝鹏"), "郝");
        assert_eq!(initials("Katrin Berg"), "KB");
        assert_eq!(initials("Jörg von der Marwitz"), "JM");
        assert_eq!(initials("Øystein"), "Ø");
        assert_eq!(initials("  "), "?");
    }

    #[test]
    fn a_name_shows_its_original_or_its_mark() {
        let known = Names::new(
            vec![
                Name::new(Language::ZhHans, NameRole::OfRecord, "陈绍旺"),
                Name::new(Language::En, NameRole::OfRecord, "Chen Shaowang"),
            ],
            Identity::Known {
                certainty: Certainty::High,
            },
        )
        .unwrap();
        let html = NameView::new(Language::De, &known)
            .link("/people/1")
            .to_string();
        assert!(html.contains("lang=\"en\""), "{html}");
        assert!(html.contains("lang=\"zh-Hans\">陈绍旺"), "{html}");
        assert!(html.contains("href=\"/people/1\""), "{html}");
        let printed = Names::as_printed(Language::En, "Renos Company").unwrap();
        let html = NameView::new(Language::De, &printed).to_string();
        assert!(html.contains("wie gedruckt"), "{html}");
    }

    #[test]
    fn people_beyond_the_room_are_counted() {
        let names: Vec<String> = ["A B", "C D", "E F"].map(str::to_owned).into();
        let html = People::new(Language::En, &names, 2).to_string();
        assert!(
            html.contains("AB") && html.contains("CD") && !html.contains("EF"),
            "{html}"
        );
        assert!(html.contains("+1"), "{html}");
    }
}
