//! The parts of a page: header, facts, chips, names, people, figures, tabs, history.
//!
//! Each part is a typed struct with its template; `{{ part }}` puts it on a page. Texts given to
//! them are already in the reader's language; names of people and companies stay as they are.

use askama::Template;
use domain::language::Language;
use domain::names::Names;
use domain::text::Localised;

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

/// The head of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "kit/header.html")]
pub struct Header {
    /// The title for the reader.
    pub title: String,
    /// The language of the title, if it is not the reader's.
    pub title_lang: String,
    /// The title in a second language with its code.
    pub second: Option<(String, String)>,
    /// Where the page belongs: links from the top down.
    pub trail: Vec<Link>,
    /// Chips and short facts in one line.
    pub facts: Vec<Html>,
    /// Buttons at the right.
    pub actions: Vec<Action>,
}

impl Header {
    /// A head with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// A title in several languages: the reader's, and a second one below.
    #[must_use]
    pub fn localised(language: Language, title: &Localised) -> Self {
        let mut header = Self::new(title.for_reader(language));
        if let Some((tag, _)) = title.pick(language) {
            tag.as_str().clone_into(&mut header.title_lang);
        }
        header.second = title
            .beside(language)
            .map(|(tag, text)| (tag.as_str().to_owned(), text.to_owned()));
        header
    }

    /// A bearer of names: the name for the reader, the original below.
    #[must_use]
    pub fn named(language: Language, names: &Names) -> Self {
        let shown = names.display(language);
        let mut header = Self::new(shown.text.clone());
        shown.language.as_str().clone_into(&mut header.title_lang);
        header.second = names
            .original(language)
            .map(|name| (name.language.as_str().to_owned(), name.text.clone()));
        header
    }

    /// Adds a fact or a chip.
    #[must_use]
    pub fn fact(mut self, fact: impl Into<Html>) -> Self {
        self.facts.push(fact.into());
        self
    }

    /// Adds a button.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// Adds a link to the page above.
    #[must_use]
    pub fn below(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.trail.push(Link::new(href, label));
        self
    }
}

/// Facts with their labels. Facts that are not known are left out by the page, not shown empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "kit/facts.html")]
pub struct Facts {
    /// Label and fact.
    pub list: Vec<(String, Html)>,
}

impl Facts {
    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, fact: impl Into<Html>) -> Self {
        self.list.push((label.into(), fact.into()));
        self
    }

    /// Adds a fact if it is known.
    #[must_use]
    pub fn known(self, label: impl Into<String>, fact: Option<impl Into<Html>>) -> Self {
        match fact {
            Some(fact) => self.with(label, fact),
            None => self,
        }
    }
}

/// A figure that stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub label: String,
    /// The number as written in the reader's language.
    pub value: String,
    /// What belongs to it: "of 168 asked".
    pub note: String,
    /// Where its records are.
    pub href: Option<String>,
}

/// A line of figures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "kit/figures.html")]
pub struct Figures {
    /// The figures.
    pub list: Vec<Figure>,
}

impl Figures {
    /// Adds a figure.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, value: impl Into<String>, note: &str) -> Self {
        self.list.push(Figure {
            label: label.into(),
            value: value.into(),
            note: note.to_owned(),
            href: None,
        });
        self
    }
}

/// Views of one thing, as tabs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "kit/tabs.html")]
pub struct Tabs {
    /// What the tabs choose, for screen readers.
    pub label: String,
    /// The tabs, and whether each is the present one.
    pub list: Vec<(Link, bool)>,
    /// Buttons at the right.
    pub actions: Vec<Action>,
}

impl Tabs {
    /// No tabs yet.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// Adds a tab.
    #[must_use]
    pub fn tab(mut self, href: impl Into<String>, label: impl Into<String>, current: bool) -> Self {
        self.list.push((Link::new(href, label), current));
        self
    }

    /// Adds a button.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }
}

/// Something that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What.
    pub title: String,
    /// Why, and what can be done.
    pub text: String,
    /// The way to do it.
    pub action: Option<Action>,
}

/// What waits for a decision, for the side of a page.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/needs.html")]
pub struct Needs {
    /// The heading.
    pub title: String,
    /// The list.
    pub list: Vec<Need>,
    /// What to say when nothing waits.
    pub empty: String,
}

impl Needs {
    /// The list under its usual heading.
    #[must_use]
    pub fn new(language: Language, list: Vec<Need>) -> Self {
        Self {
            title: i18n::t(language, "common-needs-you", &[]),
            list,
            empty: i18n::t(language, "common-needs-nothing", &[]),
        }
    }
}

/// Something that happened, as the history shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// When, as written in the reader's language.
    pub when: String,
    /// The same for machines (RFC 3339).
    pub machine: String,
    /// Who did it.
    pub who: String,
    /// What was done.
    pub what: Html,
    /// The fields that changed: label, before, after.
    pub changes: Vec<(String, String, String)>,
}

/// The history of a record, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/history.html")]
pub struct History {
    /// What happened.
    pub list: Vec<Event>,
    /// What to say when nothing did.
    pub empty: String,
}

/// People in short, as bubbles with their initials.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/people.html")]
pub struct People {
    /// Initials and full name.
    pub list: Vec<(String, String)>,
    /// How many more there are.
    pub more: usize,
    /// The words for them.
    pub more_label: String,
}

impl People {
    /// The first `room` people by name.
    #[must_use]
    pub fn new(language: Language, names: &[String], room: usize) -> Self {
        let more = names.len().saturating_sub(room);
        Self {
            list: names
                .iter()
                .take(room)
                .map(|name| (initials(name), name.clone()))
                .collect(),
            more,
            more_label: i18n::t(language, "common-people-more", &[("count", more.into())]),
        }
    }
}

/// Two letters or one character for a name: 郝鹏 becomes 郝, Katrin Berg becomes KB.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name
        .split([' ', '-', '·'])
        .filter(|w| w.chars().next().is_some_and(char::is_alphabetic))
        .collect();
    let first = words.first().and_then(|w| w.chars().next());
    match (first, words.last().and_then(|w| w.chars().next())) {
        (Some(first), _) if !first.is_ascii() && domain_is_han(first) => first.to_string(),
        (Some(first), Some(last)) if words.len() > 1 => {
            format!("{}{}", first.to_uppercase(), last.to_uppercase())
        }
        (Some(first), _) => first.to_uppercase().to_string(),
        _ => "?".to_owned(),
    }
}

fn domain_is_han(c: char) -> bool {
    domain::language::Script::guess(&c.to_string()) == domain::language::Script::Hans
}

/// A name in the reader's script with the original beside it, or a name that nobody identified.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/name.html")]
pub struct NameView {
    /// The name for the reader.
    pub shown: String,
    /// Its language.
    pub lang: String,
    /// The original with its language.
    pub original: Option<(String, String)>,
    /// Where its bearer's page is.
    pub href: Option<String>,
    /// The mark of a name that stands as printed, and why.
    pub unresolved: Option<(String, String)>,
}

impl NameView {
    /// The name of a bearer for a reader.
    #[must_use]
    pub fn new(language: Language, names: &Names) -> Self {
        let shown = names.display(language);
        Self {
            shown: shown.text.clone(),
            lang: shown.language.as_str().to_owned(),
            original: names
                .original(language)
                .map(|name| (name.language.as_str().to_owned(), name.text.clone())),
            href: None,
            unresolved: names.is_unresolved().then(|| {
                (
                    i18n::t(language, "common-name-unresolved", &[]),
                    i18n::t(language, "common-name-unresolved-why", &[]),
                )
            }),
        }
    }

    /// A name that stands only as a source prints it, without a record.
    #[must_use]
    pub fn printed(language: Language, text: &str) -> Self {
        Self {
            shown: text.to_owned(),
            lang: String::new(),
            original: None,
            href: None,
            unresolved: Some((
                i18n::t(language, "common-name-unresolved", &[]),
                i18n::t(language, "common-name-unresolved-why", &[]),
            )),
        }
    }

    /// Leads to the bearer's page.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// A text in the reader's language with a second one beside it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/words.html")]
pub struct Words {
    /// The text and its language.
    pub first: (String, String),
    /// The second text and its language.
    pub second: Option<(String, String)>,
}

impl Words {
    /// A text for a reader.
    #[must_use]
    pub fn new(language: Language, text: &Localised) -> Self {
        let pair = |(tag, text): (&domain::language::LanguageTag, &str)| {
            (tag.as_str().to_owned(), text.to_owned())
        };
        Self {
            first: text.pick(language).map(pair).unwrap_or_default(),
            second: text.beside(language).map(pair),
        }
    }

    /// The text without the second language.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.second = None;
        self
    }
}

/// What an empty page says: what is missing and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/empty.html")]
pub struct Empty {
    /// What is missing.
    pub title: String,
    /// What to do next.
    pub hint: String,
    /// The way to do it.
    pub action: Option<Action>,
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
    use domain::names::{Certainty, Identity, Name, NameRole};

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
