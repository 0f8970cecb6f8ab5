//! The form of a session's people: who interprets, and who sits at the tables for each participant.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId, PersonId};
use domain::interpreting::{Absence, Interpreter, LanguagePair};
use domain::matchmaking::Matchmaking;
use domain::parties::PartyRef;
use domain::record::Kind;

use super::Frame;
use super::numbers::{listed, slot_numbers};
use crate::at_hand::{self, Only};
use crate::conflict;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet};
use crate::site::Site;

/// Most slots that somebody interprets in a row.
const LONGEST_RUN: i64 = 100;

/// The form of the people.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Matchmaking)).await?;
    Ok(sheet(&site, seat, &frame, &[]).await?.shown())
}

/// Changes the people.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Matchmaking)).await?;
    let session = read(&mut submitted, frame.file.session.record.clone());
    let chosen = chosen(&submitted);
    let act = ("matchmaking.people", "");
    let kept = frame.keep((&site, &seat), &mut submitted, session, act);
    let kept = match kept.await? {
        Sent::Done(led) => return Ok(led),
        other => other,
    };
    let sheet = sheet(&site, seat, &frame, &chosen).await?;
    Ok(sheet.back(&submitted, &kept))
}

/// The people whom the rows of the form name.
fn chosen(submitted: &Submitted) -> Vec<PartyRef> {
    let rows = ["interpreters", "people"].map(|group| submitted.rows(group));
    let fields: Vec<String> = rows
        .iter()
        .flatten()
        .map(|row| format!("{row}.person"))
        .collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    at_hand::named(submitted, &fields)
}

fn person_of(code: &str) -> Option<PersonId> {
    match at_hand::party(code)? {
        PartyRef::Person(id) => Some(id),
        PartyRef::Organisation(_) => None,
    }
}

fn read(submitted: &mut Submitted, mut session: Matchmaking) -> Matchmaking {
    let slots = session.slots.len();
    session.interpreters.clear();
    for row in submitted.rows("interpreters") {
        let found = interpreter(submitted, &row, slots);
        session.interpreters.extend(found);
    }
    for participant in &mut session.participants {
        participant.people.clear();
        participant.absences.clear();
    }
    for row in submitted.rows("people") {
        seated(submitted, &row, &mut session);
    }
    session
}

fn interpreter(submitted: &mut Submitted, row: &str, slots: usize) -> Option<Interpreter> {
    if submitted.row_is_empty(row, &["person", "languages"]) {
        return None;
    }
    let field = |name: &str| format!("{row}.{name}");
    let person = submitted.required_choice(&field("person"), person_of);
    let text = submitted.required_line(&field("languages"));
    let languages: Option<Vec<LanguagePair>> = text
        .split([',', ';', '，', '、', '；'])
        .filter(|part| !part.trim().is_empty())
        .map(|part| LanguagePair::read(part).ok())
        .collect();
    if languages.is_none() {
        submitted.refuse(&field("languages"), "people-error-pairs");
    }
    let longest_run = submitted.number(&field("longest_run"), 1, LONGEST_RUN);
    let unavailable = slot_numbers(submitted, &field("unavailable"), slots);
    Some(Interpreter {
        person: person?,
        languages: languages?,
        unavailable: unavailable?,
        longest_run: longest_run.and_then(|n| u32::try_from(n).ok()),
    })
}

/// Seats the person of a row with a participant.
fn seated(submitted: &mut Submitted, row: &str, session: &mut Matchmaking) {
    if submitted.row_is_empty(row, &["person"]) {
        return;
    }
    let field = |name: &str| format!("{row}.{name}");
    let person = submitted.required_choice(&field("person"), person_of);
    let of = submitted.required_choice(&field("of"), |code| code.parse::<OrganisationId>().ok());
    let slots = slot_numbers(submitted, &field("unavailable"), session.slots.len());
    let (Some(person), Some(of), Some(slots)) = (person, of, slots) else {
        return;
    };
    let mut all = session.participants.iter_mut();
    let Some(participant) = all.find(|one| one.organisation == of) else {
        submitted.refuse(&field("of"), "form-error-choice");
        return;
    };
    participant.people.push(person);
    if !slots.is_empty() {
        participant.absences.push(Absence { person, slots });
    }
}

async fn sheet(
    site: &Site,
    seat: Seat,
    frame: &Frame,
    chosen: &[PartyRef],
) -> Result<Sheet, Problem> {
    let session = &frame.file.session;
    let mut named = chosen.to_vec();
    named.extend(session.people().into_iter().map(PartyRef::Person));
    let dossier = Some(&frame.dossier);
    let people = at_hand::choices(site.app(), &seat.caller, dossier, Only::People, &named).await?;
    let page = frame.framed(seat.page);
    let title = session.title.for_reader(page.language);
    let header = Header::new(page.t("people-title")).below(frame.at(""), title);
    let mut form = Form::new(page.language, frame.at("/people"));
    interpreter_fields(&mut form, session, &people);
    seat_fields(&mut form, frame, &people);
    form.version(session.version);
    form.cancel(frame.at(""));
    Ok(Sheet::new(page, header, form))
}

fn interpreter_fields(form: &mut Form, session: &Matchmaking, people: &[Choice]) {
    let entries = &session.interpreters;
    form.group(
        "interpreters",
        "people-interpreters",
        entries,
        |row, one| {
            let person = one.map(|one| at_hand::code(PartyRef::Person(one.person)));
            let person = person.unwrap_or_default();
            row.party("person", "people-interpreter", &person, people.to_vec())
                .search(Only::People.search())
                .required();
            let pairs = one.iter().flat_map(|one| &one.languages);
            let pairs: Vec<String> = pairs.map(ToString::to_string).collect();
            row.line("languages", "people-pairs", &pairs.join(", "))
                .hint("people-pairs-hint")
                .required()
                .half();
            let longest = one.and_then(|one| one.longest_run).map(i64::from);
            row.number("longest_run", "people-longest-run", longest)
                .between(1, LONGEST_RUN)
                .hint("people-longest-run-hint")
                .half();
            let away = one.map(|one| listed(&one.unavailable));
            let away = away.unwrap_or_default();
            row.line("unavailable", "timetable-unavailable", &away)
                .hint("timetable-unavailable-hint")
                .half();
        },
    )
    .hint("people-interpreters-hint");
}

fn seat_fields(form: &mut Form, frame: &Frame, people: &[Choice]) {
    let language = form.language;
    let session = &frame.file.session;
    let choice = |one: &domain::matchmaking::Participant| {
        Choice::new(one.organisation, frame.called(language, one.organisation))
    };
    let mut firms: Vec<Choice> = session.participants.iter().map(choice).collect();
    i18n::collate::sort_by_name(language, &mut firms, |choice| choice.label.clone());
    let entries: Vec<(OrganisationId, PersonId, Vec<u32>)> = session
        .participants
        .iter()
        .flat_map(|firm| {
            let absent = |person: PersonId| firm.absent(person).to_vec();
            let people = firm.people.iter();
            people.map(move |person| (firm.organisation, *person, absent(*person)))
        })
        .collect();
    form.group("people", "people-seated", &entries, |row, one| {
        let person = one.map(|one| at_hand::code(PartyRef::Person(one.1)));
        let person = person.unwrap_or_default();
        row.party("person", "people-person", &person, people.to_vec())
            .search(Only::People.search())
            .required();
        let of = one.map(|one| one.0.to_string()).unwrap_or_default();
        row.choice("of", "people-of", &of, firms.clone())
            .required()
            .half();
        let away = one.map(|one| listed(&one.2)).unwrap_or_default();
        row.line("unavailable", "timetable-unavailable", &away)
            .hint("timetable-unavailable-hint")
            .half();
    })
    .hint("people-seated-hint");
}
