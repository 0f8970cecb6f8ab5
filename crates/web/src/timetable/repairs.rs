//! How a request without a place could fit, with a button that tries it.

use app::timetables::{Fix, Offer};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, RequestId, TimetableId};
use domain::matchmaking::{Request, Timetable};
use domain::record::{Kind, Stored};
use i18n::Value;
use serde::Deserialize;

use super::Frame;
use super::clash::Contradiction;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::kit::{Action, Header};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Of which timetable it is asked.
#[derive(Debug, Default, Deserialize)]
pub struct Seen {
    version: Option<u32>,
}

/// One way.
struct Way {
    words: String,
    note: String,
    attempt: Option<Action>,
}

#[derive(Template)]
#[template(path = "timetable/repairs.html")]
struct Repairs {
    page: Page,
    header: Header,
    why: String,
    clash: Option<Contradiction>,
    ways: Vec<Way>,
}

/// Shows the ways.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, request)): Path<(String, MatchmakingId, RequestId)>,
    Query(seen): Query<Seen>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let asked = frame.file.request(request).ok_or_else(Problem::missing)?;
    let chosen = match seen.version {
        Some(number) => frame.file.numbered(number),
        None => frame.file.published().or_else(|| frame.file.newest()),
    };
    let chosen = chosen.ok_or_else(Problem::missing)?;
    let offers = site
        .app()
        .repairs(&seat.caller, (id, chosen.id), request)
        .await?;
    let clash = site
        .app()
        .clash(&seat.caller, (id, chosen.id), request)
        .await?;
    let edits = frame.may(&seat, Right::Edit, Kind::Matchmaking)
        && frame.may(&seat, Right::Edit, Kind::Request);
    let page = frame.framed(seat.page);
    let sight = Sight {
        page: &page,
        frame: &frame,
        asked,
        chosen,
    };
    let ways = offers.iter().map(|offer| sight.way(offer, edits)).collect();
    let shown = Repairs {
        header: sight.header(),
        why: sight.why(),
        clash: clash.map(|clash| Contradiction::of(&page, &frame, &clash)),
        ways,
        page,
    };
    Ok(rendered(&shown))
}

/// Makes the change and keeps the timetable that shows it works, as a draft.
pub async fn attempt(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, request)): Path<(String, MatchmakingId, RequestId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let timetable = submitted
        .id::<TimetableId>("timetable")
        .ok_or_else(Problem::missing)?;
    let fixes: Option<Vec<Fix>> = submitted.raw("fix").split(';').map(parsed).collect();
    let fixes = fixes.ok_or_else(Problem::missing)?;
    let version = submitted.version().unwrap_or_default();
    let number = site
        .app()
        .try_repair(&seat.caller, (id, version, timetable), request, &fixes)
        .await?
        .to_string();
    let tail = format!("?view=versions&version={number}");
    Ok(Flash::done("repair-tried")
        .with("name", &number)
        .to(&frame.at(&tail)))
}

/// A repair as a form carries it.
fn code(fix: Fix) -> String {
    match fix {
        Fix::Unfix(request) => format!("unfix {request}"),
        Fix::Widen(request) => format!("widen {request}"),
        Fix::Drop(request) => format!("drop {request}"),
        Fix::RaiseCap(who) => format!("cap {who}"),
        Fix::OpenSlot(who, slot) => format!("slot {who} {slot}"),
        Fix::AddTable(slot) => format!("table {slot}"),
        Fix::AddPerson(who) => format!("person {who}"),
    }
}

/// Repairs that are made together, as a form carries them.
fn codes(fixes: &[Fix]) -> String {
    let codes: Vec<String> = fixes.iter().map(|fix| code(*fix)).collect();
    codes.join(";")
}

fn parsed(code: &str) -> Option<Fix> {
    let words: Vec<&str> = code.split(' ').collect();
    Some(match words[..] {
        ["unfix", request] => Fix::Unfix(request.parse().ok()?),
        ["widen", request] => Fix::Widen(request.parse().ok()?),
        ["drop", request] => Fix::Drop(request.parse().ok()?),
        ["cap", who] => Fix::RaiseCap(who.parse().ok()?),
        ["slot", who, slot] => Fix::OpenSlot(who.parse().ok()?, slot.parse().ok()?),
        ["table", slot] => Fix::AddTable(slot.parse().ok()?),
        ["person", who] => Fix::AddPerson(who.parse().ok()?),
        _ => return None,
    })
}

struct Sight<'a> {
    page: &'a Page,
    frame: &'a Frame,
    asked: &'a Stored<Request>,
    chosen: &'a Stored<Timetable>,
}

impl Sight<'_> {
    fn header(&self) -> Header {
        let back = format!("?view=unplaced&version={}", self.chosen.number);
        let title = self.frame.file.session.title.for_reader(self.page.language);
        Header::new(self.meeting(self.asked.id)).below(self.frame.at(&back), title)
    }

    fn why(&self) -> String {
        let found = self.chosen.unplaced.iter();
        let mut found = found.filter(|one| one.request == self.asked.id);
        found.next().map_or_else(String::new, |one| {
            let why = app::timetables::Why::read(one);
            super::unplaced::why(self.page, self.frame, &why, self.asked.id)
        })
    }

    fn meeting(&self, id: RequestId) -> String {
        super::clash::meeting(self.page, self.frame, id)
    }

    fn words(&self, fix: Fix) -> String {
        let say =
            |key: &str, args: &[(&'static str, Value)]| i18n::t(self.page.language, key, args);
        let meeting = |id| [("meeting", Value::Text(self.meeting(id)))];
        let who = |id| {
            (
                "who",
                Value::Text(self.frame.called(self.page.language, id)),
            )
        };
        let time = |slot| ("time", Value::Text(self.frame.clock(slot)));
        match fix {
            Fix::Unfix(request) => say("repair-unfix", &meeting(request)),
            Fix::Widen(request) => say("repair-window", &meeting(request)),
            Fix::Drop(request) => say("repair-drop", &meeting(request)),
            Fix::RaiseCap(id) => say("repair-cap", &[who(id)]),
            Fix::OpenSlot(id, slot) => say("repair-slot", &[who(id), time(slot)]),
            Fix::AddTable(slot) => say("repair-table", &[time(slot)]),
            Fix::AddPerson(id) => say("repair-person", &[who(id)]),
        }
    }

    /// Changes that are made together.
    fn all_words(&self, fixes: &[Fix]) -> String {
        let words: Vec<String> = fixes.iter().map(|fix| self.words(*fix)).collect();
        words.join(&self.page.t("repair-with"))
    }

    fn way(&self, offer: &Offer, edits: bool) -> Way {
        let place = offer.timetable.placements.iter();
        let mut place = place.filter(|p| p.request == self.asked.id);
        let place = place.next().map_or_else(String::new, |p| {
            let (time, table) = (self.frame.clock(p.slot), self.frame.table(p.table));
            let place = if table.is_empty() {
                time
            } else {
                self.page
                    .t2("timetable-place", ("time", time), ("table", table))
            };
            self.page.t1("repair-then", "place", place)
        });
        let others = self.page.n("repair-others", offer.others);
        let attempt = edits.then(|| {
            let at = self.frame.at(&format!("/repairs/{}", self.asked.id));
            Action::post(self.page.t("repair-try"), at)
                .with("fix", codes(&offer.fixes))
                .with("timetable", self.chosen.id)
                .with(crate::form::VERSION, self.frame.file.session.version)
        });
        Way {
            words: self.all_words(&offer.fixes),
            note: [place, others].join(" "),
            attempt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repair_comes_back_from_a_form_as_it_was() {
        let request: RequestId = "01890000-0000-7000-8000-000000000001".parse().unwrap();
        let who = "01890000-0000-7000-8000-000000000002".parse().unwrap();
        for fix in [
            Fix::Unfix(request),
            Fix::Widen(request),
            Fix::Drop(request),
            Fix::RaiseCap(who),
            Fix::OpenSlot(who, 3),
            Fix::AddTable(0),
            Fix::AddPerson(who),
        ] {
            assert_eq!(parsed(&code(fix)), Some(fix));
        }
        assert_eq!(parsed("slot 3"), None);
    }
}
