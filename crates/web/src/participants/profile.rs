//! The form of a profile, for the participant itself and for organisers who fill it in.

use app::participants::Line;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId};
use domain::language::{Language, LanguageTag};
use domain::participants::{ProfileWords, Sector};
use domain::record::Kind;

use super::gate::{Frame, Gate, Place};
use super::roll::Hall;
use super::times;
use crate::conflict::{self, Conflict};
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::{Chip, Header, Mood};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, sorted};
use crate::site::Site;

/// Languages offered besides those of the program.
const MORE: [&str; 8] = ["tr", "fr", "es", "it", "ru", "ja", "ko", "ar"];

#[derive(Template)]
#[template(path = "participants/profile.html")]
struct Own {
    frame: Frame,
    form: Option<Form>,
    conflict: Option<Conflict>,
}

/// The participant's own profile.
pub(super) async fn own(gate: Gate) -> Response {
    let (words, revision) = gate.stand.profile();
    rendered(&page(&gate, &words, revision))
}

fn page(gate: &Gate, words: &ProfileWords, revision: u32) -> Own {
    let mut form = Form::new(gate.language(), gate.at("/profile"));
    fields(&mut form, words);
    times::field(&mut form, words, &gate.stand.times());
    form.version(i64::from(revision));
    form.cancel(gate.at(""));
    Own {
        frame: gate.frame(Place::Profile, "participants-nav-profile"),
        form: Some(form),
        conflict: None,
    }
}

/// Writes the own profile.
pub(super) async fn save(
    State(site): State<Site>,
    gate: Gate,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let (words, revision) = read(&mut submitted);
    let mut now = None;
    if submitted.is_fine() {
        let answer = site
            .app()
            .write_own_profile(&gate.entered, &words, revision)
            .await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(_) => return Ok(Flash::done("participants-saved").to(&gate.at("/partners"))),
            Sent::Overtaken(at) => now = Some(at),
            Sent::Refused => {}
        }
    }
    let (words, revision) = site.app().stand(&gate.entered).await?.profile();
    let mut page = page(&gate, &words, revision);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(form), Some(at)) = (&page.form, now) {
        page.conflict = Some(Conflict::new(form, &submitted, at));
        page.form = None;
        status = StatusCode::CONFLICT;
    } else if let Some(form) = &mut page.form {
        form.refill(&submitted);
    }
    let mut response = rendered(&page);
    *response.status_mut() = status;
    Ok(response)
}

/// The profile of a participant, for an organiser.
pub(super) async fn of(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, firm)): Path<(String, MatchmakingId, OrganisationId)>,
) -> Result<Response, Problem> {
    let hall = Hall::load(&site, &seat, &code, id).await?;
    hall.ask(&seat, Right::Edit, Kind::Matchmaking)?;
    Ok(sheet(seat, &hall, firm)?.shown())
}

/// Writes the profile of a participant for it.
pub(super) async fn save_for(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, firm)): Path<(String, MatchmakingId, OrganisationId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let hall = Hall::load(&site, &seat, &code, id).await?;
    hall.ask(&seat, Right::Edit, Kind::Matchmaking)?;
    hall.roll.line(firm).ok_or_else(Problem::missing)?;
    let (words, revision) = read(&mut submitted);
    if submitted.is_fine() {
        let answer = site
            .app()
            .write_profile_for(&seat.caller, (id, firm), &words, revision)
            .await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(_) => {
                return Ok(Flash::done("participants-saved").to(&hall.at("/participants")));
            }
            Sent::Overtaken(now) => {
                let hall = Hall::load(&site, &seat, &code, id).await?;
                return Ok(sheet(seat, &hall, firm)?.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(seat, &hall, firm)?.again(&submitted))
}

fn sheet(seat: Seat, hall: &Hall, firm: OrganisationId) -> Result<Sheet, Problem> {
    let line = hall.roll.line(firm).ok_or_else(Problem::missing)?;
    let page = hall.framed(seat.page);
    let (words, revision) = hall.roll.profile(firm);
    let action = hall.at(&format!("/participants/{firm}"));
    let mut form = Form::new(page.language, action);
    fields(&mut form, &words);
    times::field(&mut form, &words, &hall.roll.times(firm));
    form.version(i64::from(revision));
    form.cancel(hall.at("/participants"));
    let mut header = match &line.names {
        Some(names) => Header::named(page.language, names),
        None => Header::new(firm.to_string()),
    };
    header = header
        .below(hall.at(""), hall.title(page.language))
        .below(hall.at("/participants"), page.t("participants-roll"));
    if let Some(key) = written_by(line) {
        header = header.fact(Chip::new(Mood::Quiet, page.t(key)));
    }
    Ok(Sheet::new(page, header, form))
}

/// By whose hand the profile was last written.
pub(super) fn written_by(line: &Line) -> Option<&'static str> {
    use domain::participants::Hand;
    line.written_by.map(|hand| match hand {
        Hand::Participant => "participants-written-by-them",
        Hand::Organiser { .. } => "participants-written-for-them",
    })
}

fn fields(form: &mut Form, words: &ProfileWords) {
    let language = form.language;
    form.lines("about", "participants-about", &words.about)
        .hint("participants-about-hint");
    form.lines("offers", "participants-offers", &words.offers.join("\n"))
        .hint("participants-offers-hint");
    form.lines("needs", "participants-needs", &words.needs.join("\n"))
        .hint("participants-needs-hint");
    let chosen: Vec<String> = words.sectors.iter().map(|s| s.code().to_owned()).collect();
    let codes = Sector::ALL.iter().map(|sector| sector.code());
    let sectors = Choice::of_codes(language, "participants-sector-", codes);
    form.several("sectors", "participants-sectors", &chosen, sectors);
    form.line("regions", "participants-regions", &words.regions.join(", "))
        .hint("participants-regions-hint");
    let chosen: Vec<String> = words
        .languages
        .iter()
        .map(|tag| tag.as_str().to_owned())
        .collect();
    let own = Language::ALL.iter().map(|one| one.code());
    let mut codes: Vec<&str> = own.chain(MORE).collect();
    codes.extend(chosen.iter().map(String::as_str));
    let mut seen = Vec::new();
    codes.retain(|code| {
        !seen.contains(code) && {
            seen.push(*code);
            true
        }
    });
    let choice = |code: &&str| Choice::new(*code, i18n::languages::name(language, code));
    let languages = codes.iter().map(choice).collect();
    form.several("languages", "participants-languages", &chosen, languages);
    form.line("comes", "participants-comes", &words.comes)
        .hint("participants-comes-hint");
}

fn read(submitted: &mut Submitted) -> (ProfileWords, u32) {
    let things = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let about = submitted.lines("about");
    let offers = things(&submitted.lines("offers"));
    let needs = things(&submitted.lines("needs"));
    let sectors = submitted.several("sectors", Sector::from_code);
    let regions = submitted.line("regions");
    let regions = regions.split([',', '、', '，', ';', '；']).map(str::trim);
    let regions = regions.filter(|one| !one.is_empty()).map(str::to_owned);
    let regions = regions.collect();
    let languages = submitted.several("languages", |code| LanguageTag::new(code).ok());
    let comes = submitted.line("comes");
    let revision = submitted.version().unwrap_or_default();
    let words = ProfileWords {
        about,
        offers,
        needs,
        sectors,
        regions,
        languages,
        comes,
        times: times::read(submitted),
    };
    (words, u32::try_from(revision).unwrap_or_default())
}
