//! The form of a meeting request.

use app::timetables::Wish;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId, RequestId};
use domain::interpreting::{Interpreting, LanguagePair};
use domain::language::Language;
use domain::matchmaking::{Request, RequestState};
use domain::record::{Kind, Stored};

use super::Frame;
use crate::at_hand;
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// Whether somebody interprets follows from what both speak.
const AS_SPOKEN: &str = "as-spoken";
/// Nobody interprets.
const NOBODY: &str = "nobody";

/// The form for a new request.
pub async fn blank(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Request)).await?;
    Ok(sheet(&site, seat, &frame, None).shown())
}

/// Asks for a meeting.
pub async fn create(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Request)).await?;
    let wish = read(&mut submitted);
    if let (Some(wish), true) = (wish, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().ask_meeting(&caller, id, &wish).await;
        if let Sent::Done(_) = sorted(answer, &mut submitted)? {
            return Ok(Flash::done("timetable-asked").to(&frame.at("?view=requests")));
        }
    }
    Ok(sheet(&site, seat, &frame, None).again(&submitted))
}

/// The form of a request.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, request)): Path<(String, MatchmakingId, RequestId)>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Request)).await?;
    let request = frame.file.request(request).ok_or_else(Problem::missing)?;
    Ok(sheet(&site, seat, &frame, Some(request)).shown())
}

/// Changes a request.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, request)): Path<(String, MatchmakingId, RequestId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Request)).await?;
    let found = frame.file.request(request).ok_or_else(Problem::missing)?;
    let version = submitted.version().unwrap_or_default();
    let wish = read(&mut submitted);
    if let (Some(wish), true) = (wish, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let answer = site
            .app()
            .change_request(&caller, (request, version), &wish)
            .await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Request, saved.id, saved.version);
                let flash = Flash::done("common-saved").undo(&undo);
                return Ok(flash.to(&frame.at("?view=requests")));
            }
            Sent::Overtaken(now) => {
                return Ok(sheet(&site, seat, &frame, Some(found)).overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(&site, seat, &frame, Some(found)).again(&submitted))
}

fn read(submitted: &mut Submitted) -> Option<Wish> {
    let organisation = |code: &str| code.parse::<OrganisationId>().ok();
    let level = |code: &str| code.parse::<u8>().ok().filter(|level| *level <= 3);
    let slot = |code: &str| code.parse::<u32>().ok();
    let from = submitted.required_choice("from", organisation);
    let to = submitted.required_choice("to", organisation);
    let from_priority = submitted.required_choice("from_priority", level);
    let to_priority = submitted.required_choice("to_priority", level);
    let state = submitted.required_choice("state", RequestState::from_code);
    let mut window = submitted.several("window", slot);
    window.sort_unstable();
    let mut preferred = submitted.several("preferred", slot);
    preferred.sort_unstable();
    let fixed = submitted.choice("fixed", slot);
    let must = submitted.check("must");
    let from_person = submitted.id("from_person");
    let to_person = submitted.id("to_person");
    let interpreting = submitted.choice("interpreting", interpreting);
    let message = submitted.line("message");
    Some(Wish {
        from: from?,
        to: to?,
        from_priority: from_priority?,
        to_priority: to_priority?,
        must,
        window,
        preferred,
        fixed,
        from_person,
        to_person,
        interpreting: interpreting.unwrap_or_default(),
        message,
        state: state?,
    })
}

fn sheet(site: &Site, seat: Seat, frame: &Frame, request: Option<&Stored<Request>>) -> Sheet {
    let page = frame.framed(seat.page);
    let language = page.language;
    let title = if request.is_some() {
        "timetable-request-edit"
    } else {
        "timetable-ask"
    };
    let back = frame.at("?view=requests");
    let mut header = Header::new(page.t(title))
        .below(frame.at(""), frame.file.session.title.for_reader(language));
    if let Some(request) = request {
        header = header.fact(super::requests::chip(&page, request.state));
        let may = seat.caller.may(
            domain::access::Action::Delete,
            domain::access::Subject::Record(Kind::Request),
            Some(request.mission),
        );
        if may {
            let delete = at_hand::delete(&page, Kind::Request, request.id, request.version, &back);
            header = header.action(delete);
        }
    }
    let tail = request.map_or_else(|| "new".to_owned(), |r| r.id.to_string());
    let mut form = Form::new(language, frame.at(&format!("/requests/{tail}")));
    fields(&mut form, frame, request.map(|r| &r.record));
    match request {
        Some(request) => form.version(request.version),
        None => form.key(&fresh_key(site)),
    };
    form.cancel(back);
    Sheet::new(page, header, form)
}

fn fields(form: &mut Form, frame: &Frame, request: Option<&Request>) {
    let language = form.language;
    let mut sides: Vec<Choice> = frame
        .file
        .session
        .participants
        .iter()
        .map(|p| Choice::new(p.organisation, frame.called(language, p.organisation)))
        .collect();
    i18n::collate::sort_by_name(language, &mut sides, |choice| choice.label.clone());
    let slots = || -> Vec<Choice> {
        let all = 0..frame.file.session.slots.len() as u32;
        all.map(|slot| Choice::new(slot, frame.clock(slot)))
            .collect()
    };
    let id = |id: Option<OrganisationId>| id.map(|id| id.to_string()).unwrap_or_default();
    form.choice(
        "from",
        "timetable-from",
        &id(request.map(|r| r.from)),
        sides.clone(),
    )
    .required()
    .half();
    form.choice("to", "timetable-to", &id(request.map(|r| r.to)), sides)
        .required()
        .half();
    let wanted = request.map(|r| r.from_priority);
    level(form, "from_priority", "timetable-from-priority", wanted);
    let wanted = request.map(|r| r.to_priority);
    level(form, "to_priority", "timetable-to-priority", wanted);
    form.check(
        "must",
        "timetable-must-hint",
        request.is_some_and(|r| r.must),
    );
    let states = RequestState::ALL.iter().map(|state| state.code());
    let state = request.map_or(RequestState::Sent, |r| r.state);
    let states = Choice::of_codes(language, "timetable-request-", states);
    form.choice("state", "timetable-state", state.code(), states)
        .required()
        .half();
    let fixed = request
        .and_then(|r| r.fixed)
        .map(|slot| slot.to_string())
        .unwrap_or_default();
    form.choice("fixed", "timetable-fixed-slot", &fixed, slots())
        .half();
    let window: Vec<String> = request
        .map(|r| r.window.iter().map(u32::to_string).collect())
        .unwrap_or_default();
    form.several("window", "timetable-window", &window, slots())
        .hint("timetable-window-hint");
    best(form, slots(), request);
    people(form, frame, request);
    form.line(
        "message",
        "timetable-about",
        request.map_or("", |r| r.message.as_str()),
    );
}

/// When the meeting is best held.
fn best(form: &mut Form, slots: Vec<Choice>, request: Option<&Request>) {
    let preferred: Vec<String> = request
        .map(|r| r.preferred.iter().map(u32::to_string).collect())
        .unwrap_or_default();
    form.several("preferred", "wishes-request", &preferred, slots)
        .hint("wishes-request-hint");
}

/// Who must come of each side, where people are named, and who interprets.
fn people(form: &mut Form, frame: &Frame, request: Option<&Request>) {
    let language = form.language;
    let session = &frame.file.session;
    let of = |side: Option<OrganisationId>| -> Vec<Choice> {
        let firms = session.participants.iter();
        let firms = firms.filter(|firm| side.is_none_or(|side| firm.organisation == side));
        firms
            .flat_map(|firm| {
                let called = frame.called(language, firm.organisation);
                let people = firm.people.iter();
                people.map(move |id| {
                    let name = frame.file.name_of_person(*id, language);
                    Choice::new(id, name).detail(called.clone())
                })
            })
            .collect()
    };
    let sides = [
        (
            "from_person",
            "people-from",
            request.map(|r| (r.from, r.from_person)),
        ),
        (
            "to_person",
            "people-to",
            request.map(|r| (r.to, r.to_person)),
        ),
    ];
    for (name, label, known) in sides {
        let choices = of(known.map(|(side, _)| side));
        if choices.is_empty() {
            continue;
        }
        let person = known.and_then(|(_, person)| person);
        let person = person.map(|id| id.to_string()).unwrap_or_default();
        form.choice(name, label, &person, choices)
            .hint("people-anybody")
            .half();
    }
    interpreter(form, frame, request);
}

/// Whether somebody interprets, where the session has interpreters.
fn interpreter(form: &mut Form, frame: &Frame, request: Option<&Request>) {
    let language = form.language;
    let said = request.map_or(Interpreting::AsSpoken, |r| r.interpreting.clone());
    let mut pairs: Vec<LanguagePair> = Vec::new();
    let known = frame
        .file
        .session
        .interpreters
        .iter()
        .flat_map(|one| &one.languages);
    let own = match &said {
        Interpreting::Between(pair) => Some(pair),
        Interpreting::AsSpoken | Interpreting::Nobody => None,
    };
    for pair in known.chain(own) {
        if !pairs.iter().any(|other| other.is(pair)) {
            pairs.push(pair.clone());
        }
    }
    if pairs.is_empty() {
        return;
    }
    let usual = as_spoken(language, frame, request);
    let mut choices = vec![
        Choice::new(AS_SPOKEN, usual),
        Choice::new(NOBODY, i18n::t(language, "people-nobody", &[])),
    ];
    choices.extend(
        pairs
            .iter()
            .map(|one| Choice::new(one, super::pair(language, one))),
    );
    let code = match &said {
        Interpreting::AsSpoken => AS_SPOKEN.to_owned(),
        Interpreting::Nobody => NOBODY.to_owned(),
        Interpreting::Between(pair) => {
            let same = pairs.iter().find(|one| one.is(pair));
            same.unwrap_or(pair).to_string()
        }
    };
    form.choice("interpreting", "people-interpreter", &code, choices)
        .hint("people-interpreting-hint");
}

/// The words for the usual rule, and what it comes to for a known request.
fn as_spoken(language: Language, frame: &Frame, request: Option<&Request>) -> String {
    let usual = request.and_then(|request| {
        let usual = Request {
            interpreting: Interpreting::AsSpoken,
            ..request.clone()
        };
        frame.file.needed(&usual)
    });
    match (usual, request) {
        (Some(pair), _) => {
            let pair = super::pair(language, &pair);
            i18n::t(language, "people-as-spoken-pair", &[("pair", pair.into())])
        }
        (None, Some(_)) => i18n::t(language, "people-as-spoken-nobody", &[]),
        (None, None) => i18n::t(language, "people-as-spoken", &[]),
    }
}

/// What a choice of the form says about interpreting.
fn interpreting(code: &str) -> Option<Interpreting> {
    match code {
        AS_SPOKEN => Some(Interpreting::AsSpoken),
        NOBODY => Some(Interpreting::Nobody),
        pair => LanguagePair::read(pair).ok().map(Interpreting::Between),
    }
}

/// How much a side wants the meeting, from 3 down to 0.
fn level(form: &mut Form, name: &str, label: &'static str, wanted: Option<u8>) {
    let language = form.language;
    let word = |n: u8| i18n::t(language, &format!("timetable-priority-{n}"), &[]);
    let levels = (0..=3).rev().map(|n| Choice::new(n, word(n))).collect();
    let wanted = wanted.unwrap_or(2).to_string();
    form.choice(name, label, &wanted, levels).required().half();
}
