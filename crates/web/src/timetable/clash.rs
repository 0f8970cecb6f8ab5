//! What contradicts a meeting without a place, in sentences.

use app::timetables::{Claim, Clash};
use domain::ids::{ItemId, OrganisationId, RequestId};
use i18n::Value;

use super::Frame;
use crate::page::Page;

/// Demands that cannot all be kept.
pub(super) struct Contradiction {
    pub head: String,
    pub claims: Vec<String>,
}

impl Contradiction {
    pub fn of(page: &Page, frame: &Frame, clash: &Clash) -> Self {
        let head = if clash.minimal {
            "conflict-minimal"
        } else {
            "conflict-found"
        };
        let claims = clash.claims.iter().map(|one| claim(page, frame, one));
        Self {
            head: page.t(head),
            claims: claims.collect(),
        }
    }
}

/// A meeting by its two sides.
pub(super) fn meeting(page: &Page, frame: &Frame, id: RequestId) -> String {
    let called = |id| frame.called(page.language, id);
    let sides = frame.file.request(id).map(|r| (r.from, r.to));
    sides.map_or_else(String::new, |(from, to)| {
        let (first, second) = (("first", called(from)), ("second", called(to)));
        page.t2("timetable-pair", first, second)
    })
}

fn claim(page: &Page, frame: &Frame, claim: &Claim) -> String {
    let say = |key: &str, args: &[(&'static str, Value)]| i18n::t(page.language, key, args);
    let called = |id: OrganisationId| frame.called(page.language, id);
    let who = |id: &OrganisationId| ("who", Value::Text(called(*id)));
    let one = |id: &RequestId| [("meeting", Value::Text(meeting(page, frame, *id)))];
    let time = |slots: &[u32]| ("time", Value::Text(frame.clocks(page.language, slots)));
    let count = |n: u32| ("count", Value::from(i64::from(n)));
    match claim {
        Claim::Tables => say("conflict-tables", &[]),
        Claim::Pause(id, longest) => say("conflict-pause", &[who(id), count(*longest)]),
        Claim::Locked(request) => say("conflict-locked", &one(request)),
        Claim::Window(request) => say("conflict-window", &one(request)),
        Claim::Fixed(request) => say("conflict-fixed", &one(request)),
        Claim::Cap(id, cap) => say("conflict-cap", &[who(id), count(*cap)]),
        Claim::Apart(first, second) => {
            let first = ("first", Value::Text(called(*first)));
            let second = ("second", Value::Text(called(*second)));
            say("conflict-apart", &[first, second])
        }
        Claim::Engaged(id, item, slots) => match item.and_then(|item| title(page, frame, item)) {
            Some(title) => {
                let item = ("item", Value::Text(title));
                say("conflict-engaged-at", &[who(id), item, time(slots)])
            }
            None => say("conflict-engaged", &[who(id), time(slots)]),
        },
        Claim::Away(id, slots) => say("conflict-away", &[who(id), time(slots)]),
        Claim::People(all, people) => {
            let names = page.language.listed(all.iter().map(|id| called(*id)));
            let names = ("who", Value::Text(names));
            say("conflict-people", &[names, count(*people)])
        }
        Claim::Minimum(id, least) => say("conflict-minimum", &[who(id), count(*least)]),
        Claim::Meetings(all) => {
            let pairs: Vec<String> = all.iter().map(|id| meeting(page, frame, *id)).collect();
            let pairs = ("meeting", Value::Text(pairs.join("; ")));
            say("conflict-meeting", &[pairs, count(all.len() as u32)])
        }
    }
}

fn title(page: &Page, frame: &Frame, item: ItemId) -> Option<String> {
    let item = frame.dossier.item(item)?;
    Some(item.title.for_reader(page.language).to_owned())
}
