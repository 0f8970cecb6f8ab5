//! What every page is given: language, navigation, messages, and the way to its texts.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use domain::language::Language;
use i18n::{Text, Value};

use crate::flash::{self, Flash};
pub use crate::nav::{MissionNav, NavLink, Preference, Section};
use crate::problem::Problem;
use crate::site::Site;

/// Who is signed in, as the page shows it.
#[derive(Debug, Clone)]
pub struct Account {
    /// The person's name.
    pub name: String,
    /// Their office.
    pub agency: String,
    /// Their role in the reader's language.
    pub role: String,
    /// Whether the administration of users is theirs.
    pub administers: bool,
    /// Whether they may read the audit trail.
    pub audits: bool,
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The word in cookies, addresses and markup.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.code() == code)
    }
}

/// Everything that the frame of a page needs. Handlers take it as an argument.
#[derive(Debug, Clone)]
pub struct Page {
    /// The reader's language.
    pub language: Language,
    /// The title in the browser's tab, without the name of the program.
    pub title: String,
    /// The nonce of this answer's scripts and styles.
    pub nonce: String,
    /// The number by which this request is named in logs.
    pub request_id: String,
    /// Light or dark.
    pub theme: Theme,
    /// Path and query of the page.
    pub address: String,
    /// Which part of the program this is.
    pub section: Section,
    /// The mission whose pages are being read.
    pub mission: Option<MissionNav>,
    /// Who is signed in.
    pub account: Option<Account>,
    /// A message from the page before.
    pub flash: Option<Flash>,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// The query of `/live` for the changes this page wants to hear of; empty for none.
    pub live: Option<String>,
    /// Whether the page has no navigation (sign-in, print).
    pub bare: bool,
}

impl Page {
    /// Reads language, theme and message of a request.
    #[must_use]
    pub fn read(site: &Site, uri: &Uri, headers: &HeaderMap, nonce: String, id: String) -> Self {
        let query = uri.query().unwrap_or_default();
        let asked =
            |name: &str, from: &str| parameter(query, name).or_else(|| cookie(headers, from));
        let language = asked("lang", "lang")
            .and_then(|code| Language::from_code(&code))
            .or_else(|| accepted(headers))
            .unwrap_or(site.settings().language);
        Self {
            language,
            title: String::new(),
            nonce,
            request_id: id,
            theme: asked("theme", "theme")
                .and_then(|code| Theme::from_code(&code))
                .unwrap_or_default(),
            address: uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), |p| p.as_str().to_owned()),
            section: Section::Elsewhere,
            mission: None,
            account: None,
            flash: cookie(headers, flash::COOKIE).and_then(|c| Flash::read(&c)),
            demo: !site.settings().demo.is_empty(),
            live: None,
            bare: false,
        }
    }

    /// Names the page in the browser's tab and its part in the navigation.
    #[must_use]
    pub fn at(mut self, section: Section, title: impl Into<Text>) -> Self {
        self.section = section;
        self.title = title.into().render(self.language);
        self
    }

    /// Shows the navigation of a mission.
    #[must_use]
    pub fn in_mission(mut self, mission: MissionNav) -> Self {
        self.mission = Some(mission);
        self
    }

    /// Keeps the page up to date with changes: `mission=ID` or `id=ID`.
    #[must_use]
    pub fn live(mut self, query: impl Into<String>) -> Self {
        self.live = Some(query.into());
        self
    }

    /// A message of the catalogues.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        i18n::t(self.language, key, &[])
    }

    /// A message with one argument.
    #[must_use]
    pub fn t1(&self, key: &str, name: &'static str, value: impl Into<Value>) -> String {
        i18n::t(self.language, key, &[(name, value.into())])
    }

    /// A message with two arguments.
    #[must_use]
    pub fn t2<A: Into<Value>, B: Into<Value>>(
        &self,
        key: &str,
        first: (&'static str, A),
        second: (&'static str, B),
    ) -> String {
        let args = [(first.0, first.1.into()), (second.0, second.1.into())];
        i18n::t(self.language, key, &args)
    }

    /// A message with the argument `count`.
    #[must_use]
    pub fn n(&self, key: &str, count: impl Into<Value>) -> String {
        self.t1(key, "count", count)
    }

    /// A text in the reader's language.
    #[must_use]
    pub fn text(&self, text: &Text) -> String {
        text.render(self.language)
    }

    /// The message from the page before, in the reader's language.
    #[must_use]
    pub fn flash_text(&self, flash: &Flash) -> String {
        flash.text(self.language)
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        crate::assets::url(name)
    }

    /// The address of this page with other parameters; their old values go.
    #[must_use]
    pub fn address_with(&self, name: &str, value: &str) -> String {
        let (path, query) = self.address.split_once('?').unwrap_or((&self.address, ""));
        let mut kept: Vec<&str> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name))
            .collect();
        let added = format!("{name}={value}");
        kept.push(&added);
        format!("{path}?{}", kept.join("&"))
    }
}

impl FromRequestParts<Site> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Problem::broken("a page outside the shell"))
    }
}

/// A parameter of a query string, decoded.
#[must_use]
pub fn parameter(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(n, _)| n == name)
        .map(|(_, value)| value.into_owned())
}

/// A cookie of a request.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value.to_owned())
}

/// The first language of `Accept-Language` that the program speaks, by weight.
fn accepted(headers: &HeaderMap) -> Option<Language> {
    let text = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wanted: Vec<(u32, Language)> = text
        .split(',')
        .filter_map(|part| {
            let (code, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let weight: f32 = weight.trim().parse().unwrap_or(0.0);
            // Whole thousandths sort exactly; the header allows three digits.
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to 0..=1000"
            )]
            let weight = (weight.clamp(0.0, 1.0) * 1000.0) as u32;
            Language::from_code(code).map(|language| (weight, language))
        })
        .collect();
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wanted.first().map(|(_, language)| *language)
}
