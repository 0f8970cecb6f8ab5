//! A message carried over a redirect: "Saved", "Deleted X – Undo".

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::language::Language;
use i18n::{Text, Value};
use serde::{Deserialize, Serialize};

/// The cookie that carries the message for one page.
pub const COOKIE: &str = "flash";

/// The mood of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// It worked.
    Done,
    /// Worth knowing.
    Note,
    /// It needs a decision or did not work.
    Decide,
}

impl Tone {
    /// The class that shows it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "confirmed",
            Self::Note => "tentative",
            Self::Decide => "decide",
        }
    }
}

/// A message for the next page, with an offer to undo what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    tone: Tone,
    key: String,
    words: Vec<(String, String)>,
    undo: Option<String>,
}

impl Flash {
    /// A message that something worked.
    #[must_use]
    pub fn done(key: &str) -> Self {
        Self::new(Tone::Done, key)
    }

    /// A message of any tone.
    #[must_use]
    pub fn new(tone: Tone, key: &str) -> Self {
        Self {
            tone,
            key: key.to_owned(),
            words: Vec::new(),
            undo: None,
        }
    }

    /// "Deleted: …" with the way back: a POST to `undo`.
    #[must_use]
    pub fn deleted(what: &str, undo: &str) -> Self {
        Self::done("common-undo-deleted")
            .with("what", what)
            .undo(undo)
    }

    /// Adds a named argument of the message.
    #[must_use]
    pub fn with(mut self, name: &str, words: &str) -> Self {
        self.words.push((name.to_owned(), words.to_owned()));
        self
    }

    /// Offers to undo by a POST to a path of this site.
    #[must_use]
    pub fn undo(mut self, path: &str) -> Self {
        self.undo = Some(path.to_owned());
        self
    }

    /// The mood.
    #[must_use]
    pub fn tone(&self) -> Tone {
        self.tone
    }

    /// Where undoing is posted; never another site.
    #[must_use]
    pub fn undo_path(&self) -> Option<&str> {
        self.undo
            .as_deref()
            .filter(|path| path.starts_with('/') && !path.starts_with("//"))
    }

    /// The message in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        // Argument names come from a cookie, so only known ones are taken.
        const NAMES: [&str; 6] = ["what", "name", "count", "who", "from", "to"];
        let mut text = Text::new(self.key.clone());
        for (name, words) in &self.words {
            if let Some(known) = NAMES.iter().find(|known| *known == name) {
                let value = match words.parse::<i64>() {
                    Ok(number) if *known == "count" => Value::Number(number),
                    _ => Value::Text(words.clone()),
                };
                text = text.with(known, value);
            }
        }
        text.render(language)
    }

    /// Redirects (303) to a path, where the message is shown once.
    #[must_use]
    pub fn to(&self, path: &str) -> Response {
        let mut response = redirect(path);
        let json = serde_json::to_vec(self).unwrap_or_default();
        let cookie = format!(
            "{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60",
            URL_SAFE_NO_PAD.encode(json)
        );
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }

    /// Reads a message from the value of its cookie; nonsense is no message.
    #[must_use]
    pub fn read(cookie: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let flash: Self = serde_json::from_slice(&bytes).ok()?;
        i18n::catalogue::has(Language::En, &flash.key).then_some(flash)
    }
}

/// A plain redirect (303) after a successful POST.
#[must_use]
pub fn redirect(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn carried(flash: &Flash) -> Option<Flash> {
        let response = flash.to("/missions");
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let cookie = response.headers()[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(cookie.contains("HttpOnly"));
        let value = cookie.split(['=', ';']).nth(1).unwrap();
        Flash::read(value)
    }

    #[test]
    fn a_message_survives_the_redirect_in_any_script() {
        let flash = Flash::deleted("沈阳 Müller", "/undo/1");
        let read = carried(&flash).unwrap();
        assert_eq!(read.text(Language::En), "Deleted: 沈阳 Müller");
        assert_eq!(read.undo_path(), Some("/undo/1"));
    }

    #[test]
    fn a_forged_cookie_leads_nowhere() {
        let away = Flash::deleted("x", "//evil.example/x");
        assert_eq!(carried(&away).unwrap().undo_path(), None);
        assert_eq!(Flash::read("!!!"), None);
        assert_eq!(carried(&Flash::done("no-such-key")), None);
    }
}
