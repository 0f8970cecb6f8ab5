//! The gate: who comes by a link, with the page that is made for them.

use app::AppError;
use app::participants::{Entered, Stand};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::ids::OrganisationId;
use domain::language::Language;
use domain::names::Names;
use jiff::Timestamp;

use super::PAGES;
use crate::accounts::Knock;
use crate::kit::NameView;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::site::Site;

/// The pages behind a link, in the order of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Home,
    Profile,
    Partners,
    Requests,
    Timetable,
}

impl Place {
    const ALL: [Place; 5] = [
        Place::Home,
        Place::Profile,
        Place::Partners,
        Place::Requests,
        Place::Timetable,
    ];

    fn tail(self) -> &'static str {
        match self {
            Place::Home => "",
            Place::Profile => "/profile",
            Place::Partners => "/partners",
            Place::Requests => "/requests",
            Place::Timetable => "/timetable",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Place::Home => "participants-nav-home",
            Place::Profile => "participants-nav-profile",
            Place::Partners => "participants-nav-partners",
            Place::Requests => "participants-nav-requests",
            Place::Timetable => "participants-nav-timetable",
        }
    }
}

/// A participant at the gate: let in, with what they may see.
pub(super) struct Gate {
    pub(super) entered: Entered,
    pub(super) stand: Stand,
    pub(super) page: Page,
    token: String,
}

/// A link of the navigation.
pub(super) struct Tab {
    pub(super) href: String,
    pub(super) label: String,
    pub(super) current: bool,
    pub(super) open: usize,
}

/// What every page behind a link shows around its content.
pub(super) struct Frame {
    pub(super) page: Page,
    pub(super) session: String,
    pub(super) mission: String,
    pub(super) home: String,
    pub(super) tabs: Vec<Tab>,
    /// That booking is over, where it is.
    pub(super) closed: Option<String>,
}

impl FromRequestParts<Site> for Gate {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let page = Page::from_request_parts(parts, site)
            .await
            .map_err(IntoResponse::into_response)?;
        let Ok(knock) = Knock::from_request_parts(parts, site).await;
        let token = token_of(parts.uri.path()).to_owned();
        let language = page.language;
        let entered = site
            .app()
            .enter_by_link(&token, language, knock.visitor())
            .await;
        let found = match entered {
            Ok(entered) => site
                .app()
                .stand(&entered)
                .await
                .map(|stand| (entered, stand)),
            Err(error) => Err(error),
        };
        match found {
            Ok((entered, stand)) => Ok(Self {
                entered,
                stand,
                page,
                token,
            }),
            Err(error) => Err(refused(error, page)),
        }
    }
}

fn token_of(path: &str) -> &str {
    let rest = path.strip_prefix(PAGES).unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}

/// A link that does not work, for whatever reason, is answered alike and with what helps.
pub(super) fn refused(error: AppError, mut page: Page) -> Response {
    match &error {
        AppError::Missing => {}
        AppError::Refused(refusal) if refusal.key == "refused-wait" => {
            return Problem::new(StatusCode::TOO_MANY_REQUESTS).into_response();
        }
        _ => return Problem::from(error).into_response(),
    }
    page = page.at(Section::Elsewhere, "participants-gone");
    page.bare = true;
    let mut response = rendered(&Gone { page });
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

#[derive(Template)]
#[template(path = "participants/gone.html")]
struct Gone {
    page: Page,
}

impl Gate {
    /// An address behind this link.
    pub(super) fn at(&self, tail: &str) -> String {
        format!("{PAGES}{}{tail}", self.token)
    }

    /// The token, for what is made from it.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// The reader's language.
    pub(super) fn language(&self) -> Language {
        self.page.language
    }

    /// A moment in the zone of the session.
    pub(super) fn moment(&self, at: Timestamp) -> String {
        moment(&self.page, &self.stand, at)
    }

    /// The name of a participant.
    pub(super) fn name(&self, id: OrganisationId) -> NameView {
        view(self.language(), self.stand.names_of(id))
    }

    /// What stands around the content of a page.
    pub(super) fn frame(&self, place: Place, title: &'static str) -> Frame {
        let page = self.page.clone().at(Section::Elsewhere, title);
        let waiting = self
            .stand
            .requests()
            .iter()
            .filter(|r| is_waiting(r))
            .count();
        let tabs = Place::ALL.map(|one| Tab {
            href: self.at(one.tail()),
            label: page.t(one.key()),
            current: one == place,
            open: if one == Place::Requests { waiting } else { 0 },
        });
        let closed = (!self.stand.books()).then(|| page.t("participants-closed"));
        Frame {
            session: self.stand.title().for_reader(page.language).to_owned(),
            mission: self.stand.mission().for_reader(page.language).to_owned(),
            home: self.at(""),
            tabs: tabs.into(),
            closed,
            page,
        }
    }
}

/// A request that waits for the reader's answer.
pub(super) fn is_waiting(request: &app::participants::OwnRequest) -> bool {
    request.incoming && request.state == domain::matchmaking::RequestState::Sent
}

/// A moment in the zone of the session, with the city whose clock it is.
pub(super) fn moment(page: &Page, stand: &Stand, at: Timestamp) -> String {
    let local = stand.zone().local(at).datetime();
    i18n::dates::date_time(page.language, local)
}

/// The name of a bearer for a reader; nothing where it is not on record any more.
pub(super) fn view(language: Language, names: Option<&Names>) -> NameView {
    names.map_or_else(
        || NameView::printed(language, "–"),
        |names| NameView::new(language, names),
    )
}
