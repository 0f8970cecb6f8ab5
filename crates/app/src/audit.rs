//! The audit trail as people read it: who did what when, and what was different afterwards.

use crate::caller::Caller;
use crate::error::Result;
use crate::find::Heading;
use crate::kept::Kept;
use crate::kinds::{AnyRecord, with_kind};
use crate::look::Look;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{MissionId, TypedId, UserId};
use domain::record::Kind;
use domain::text::Localised;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::Door;
use store::audit::{Difference, Entry, TrailFilter};
use uuid::Uuid;

pub use store::audit::Verb;

/// Entries of the trail on a page.
const PAGE: u32 = 100;

/// A field that an entry changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Where it is in the record: `names`, `1`, `text`.
    pub path: Vec<String>,
    /// What stood there, if anything did.
    pub before: Option<String>,
    /// What stands there, if anything does.
    pub after: Option<String>,
}

/// One entry of the trail.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its number in the agency's chain.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// The name of who did it; none for the program itself.
    pub who: Option<String>,
    /// Through which door.
    pub door: Option<Door>,
    /// The intention, such as `agreement.sign`.
    pub intention: String,
    /// What was done.
    pub verb: Verb,
    /// The record with its kind.
    pub record: Option<(Kind, Uuid)>,
    /// The record's version after it.
    pub version: Option<i64>,
    /// Its mission.
    pub mission: Option<Uuid>,
    /// What the record was called after it.
    pub heading: Heading,
    /// The fields that changed; of records only in the history of one.
    pub changes: Vec<FieldChange>,
    /// A remark, for events.
    pub note: String,
    /// Whether what the record said was erased from the trail.
    pub erased: bool,
}

/// The history of one record.
#[derive(Debug, Clone)]
pub struct RecordHistory {
    /// The record as it stands.
    pub record: AnyRecord,
    /// What happened to it, the newest first.
    pub steps: Vec<Step>,
    /// What other records are called whose ids appear in the changes.
    pub named: BTreeMap<Uuid, Heading>,
    /// Where the next page begins, if there is one.
    pub before: Option<i64>,
}

/// Which part of the trail is asked for.
#[derive(Debug, Clone, Default)]
pub struct TrailAsked {
    /// Of one mission.
    pub mission: Option<MissionId>,
    /// Of one user.
    pub user: Option<UserId>,
    /// Only entries before this number.
    pub before: Option<i64>,
}

/// A page of the trail of the whole agency.
#[derive(Debug, Clone)]
pub struct Trail {
    /// The entries, the newest first.
    pub steps: Vec<Step>,
    /// Where the next page begins, if there is one.
    pub before: Option<i64>,
    /// What the records and teams are called whose ids appear in the changes.
    pub named: BTreeMap<Uuid, Heading>,
    /// The members of the agency, for choosing among them.
    pub members: Vec<(UserId, String)>,
    /// The number and the hash of the newest entry: printed or sent elsewhere, they prove later
    /// that nothing was cut off.
    pub head: (i64, String),
}

impl App {
    /// The history of one record with its differences, the newest first.
    ///
    /// # Errors
    /// When the caller may not see the record or the trail.
    pub async fn history(
        &self,
        caller: &Caller,
        kind: Kind,
        id: Uuid,
        before: Option<i64>,
    ) -> Result<RecordHistory> {
        let mut look = self.look(caller).await?;
        let record = look.any(kind, id).await?;
        caller.ask(Action::View, Subject::Audit, record.mission)?;
        let filter = TrailFilter {
            record: Some((kind, id)),
            before,
            limit: Some(PAGE),
            ..TrailFilter::default()
        };
        let entries = look.reader().trail(&filter).await?;
        let members = look.user_names(&entries).await?;
        let mut steps: Vec<Step> = entries.iter().map(|entry| step(entry, &members)).collect();
        for at in 0..entries.len() {
            let earlier = match entries[at + 1..].iter().find(|e| e.after.is_some()) {
                Some(entry) => entry.after.as_ref().map(|a| a.body.clone()),
                None => look.earlier_body(kind, id, entries[at].version).await,
            };
            steps[at].changes = match &entries[at].after {
                Some(after) => differences(earlier.as_deref(), &after.body),
                None => Vec::new(),
            };
        }
        let named = look.headings(&ids_in(&steps)).await?;
        Ok(RecordHistory {
            record,
            before: next_page(&entries),
            steps,
            named,
        })
    }

    /// A page of the whole trail, the newest first.
    ///
    /// # Errors
    /// When the caller may not see the trail.
    pub async fn trail(&self, caller: &Caller, asked: &TrailAsked) -> Result<Trail> {
        let only = caller.actor.only;
        caller.ask(Action::View, Subject::Audit, asked.mission.or(only))?;
        let mut look = self.look(caller).await?;
        let filter = TrailFilter {
            mission: asked.mission.or(only).map(|m| m.uuid()),
            user: asked.user,
            before: asked.before,
            limit: Some(PAGE),
            ..TrailFilter::default()
        };
        let entries = look.reader().trail(&filter).await?;
        let names = look.user_names(&entries).await?;
        let (seq, hash) = look.reader().trail_head().await?;
        let mut members: Vec<(UserId, String)> = names.clone().into_iter().collect();
        members.sort_by(|a, b| a.1.cmp(&b.1));
        let mut steps: Vec<Step> = entries.iter().map(|entry| step(entry, &names)).collect();
        for (step, entry) in steps.iter_mut().zip(&entries) {
            step.changes = event_changes(entry);
        }
        let named = look.named_in(&ids_in(&steps)).await?;
        Ok(Trail {
            steps,
            named,
            before: next_page(&entries),
            members,
            head: (seq, hash.iter().map(|b| format!("{b:02x}")).collect()),
        })
    }
}

impl Look<'_> {
    /// What records and teams of these ids are called.
    async fn named_in(&mut self, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Heading>> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut named = self.headings(ids).await?;
        for team in self.reader().teams().await? {
            let name = Localised::new(self.caller().language, &team.name);
            named.insert(team.id.uuid(), Heading::Text(name));
        }
        Ok(named)
    }

    /// The names of the agency's members, and of those who left but did something.
    async fn user_names(&mut self, entries: &[Entry]) -> Result<BTreeMap<UserId, String>> {
        let members = self.reader().members().await?;
        let mut names: BTreeMap<UserId, String> = members
            .into_iter()
            .map(|(_, user)| (user.id, user.name))
            .collect();
        let acted: BTreeSet<UserId> = entries.iter().filter_map(|entry| entry.user).collect();
        for user in acted {
            if let std::collections::btree_map::Entry::Vacant(empty) = names.entry(user)
                && let Ok(account) = self.reader().account(user).await
            {
                empty.insert(account.user.name);
            }
        }
        Ok(names)
    }

    /// The body before a version, for the last entry of a page; none for the first version or
    /// where it was erased.
    async fn earlier_body(&mut self, kind: Kind, id: Uuid, version: Option<i64>) -> Option<String> {
        let earlier = version?.checked_sub(1).filter(|v| *v > 0)?;
        let snapshot = self.reader().snapshot(kind, id, earlier).await;
        snapshot.ok().map(|snapshot| snapshot.body)
    }
}

fn next_page(entries: &[Entry]) -> Option<i64> {
    let full = entries.len() == PAGE as usize;
    entries.last().filter(|_| full).map(|entry| entry.seq)
}

fn step(entry: &Entry, members: &BTreeMap<UserId, String>) -> Step {
    let heading = match (&entry.after, entry.kind) {
        (Some(after), Some(kind)) => heading(kind, &after.body),
        _ => Heading::default(),
    };
    Step {
        seq: entry.seq,
        at: entry.at,
        who: entry.user.and_then(|user| members.get(&user).cloned()),
        door: entry.door(),
        intention: entry.intention.clone(),
        verb: entry.verb,
        record: entry.kind.zip(entry.record),
        version: entry.version,
        mission: entry.mission,
        heading,
        changes: Vec::new(),
        note: entry.note.clone(),
        erased: entry.erased_at.is_some(),
    }
}

fn heading(kind: Kind, body: &str) -> Heading {
    with_kind!(kind, R => {
        let record: Option<R> = serde_json::from_str(body).ok();
        record.map(|record| record.heading()).unwrap_or_default()
    })
}

/// What an event changed that says how something was and how it is, such as an account.
fn event_changes(entry: &Entry) -> Vec<FieldChange> {
    let body = match (&entry.after, entry.verb) {
        (Some(after), Verb::Event) => serde_json::from_str::<Difference<Value>>(&after.body),
        _ => return Vec::new(),
    };
    let side = |value: Option<Value>| value.unwrap_or_default().to_string();
    body.map_or_else(
        |_| Vec::new(),
        |of| differences(Some(&side(of.before)), &side(of.after)),
    )
}

/// The leaves in which two bodies differ, in the order of the later one.
fn differences(before: Option<&str>, after: &str) -> Vec<FieldChange> {
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let before = before.map(parse).unwrap_or_default();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    leaves(&before, &mut Vec::new(), &mut old);
    leaves(&parse(after), &mut Vec::new(), &mut new);
    let was: BTreeMap<&[String], &str> = old.iter().map(|(p, v)| (&p[..], v.as_str())).collect();
    let is: BTreeMap<&[String], &str> = new.iter().map(|(p, v)| (&p[..], v.as_str())).collect();
    let paths = new
        .iter()
        .chain(old.iter().filter(|(p, _)| !is.contains_key(&p[..])));
    paths
        .map(|(path, _)| FieldChange {
            path: path.clone(),
            before: was.get(&path[..]).map(|v| (*v).to_owned()),
            after: is.get(&path[..]).map(|v| (*v).to_owned()),
        })
        // The id and the mission say nothing new about a record.
        .filter(|change| change.before != change.after && change.path[0] != "id")
        .collect()
}

fn leaves(value: &Value, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
    let mut inner = |key: String, value: &Value| {
        path.push(key);
        leaves(value, path, found);
        path.pop();
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| inner(key.clone(), value)),
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(at, value)| inner(at.to_string(), value));
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => found.push((path.clone(), text.clone())),
        other => found.push((path.clone(), other.to_string())),
    }
}

fn ids_in(steps: &[Step]) -> Vec<Uuid> {
    let changes = steps.iter().flat_map(|step| &step.changes);
    let values = changes.flat_map(|change| change.before.iter().chain(&change.after));
    let values = values.map(String::as_str);
    let notes = steps.iter().flat_map(|step| step.note.split(' '));
    let ids: BTreeSet<Uuid> = values
        .chain(notes)
        .filter_map(|value| Uuid::parse_str(value).ok())
        .collect();
    ids.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: Option<&str>, after: &str) -> Vec<String> {
        let show = |c: &FieldChange| {
            let side = |v: &Option<String>| v.clone().unwrap_or_else(|| "–".into());
            format!(
                "{}: {} → {}",
                c.path.join("."),
                side(&c.before),
                side(&c.after)
            )
        };
        differences(before, after).iter().map(show).collect()
    }

    #[test]
    fn only_what_differs_is_told() {
        let before = r#"{"id":"1","title":{"en":"Lunch"},"seats":20,"hosts":["a","b"]}"#;
        let after = r#"{"id":"1","title":{"en":"Dinner","de":"Essen"},"seats":20,"hosts":["a"]}"#;
        assert_eq!(
            shown(Some(before), after),
            [
                "title.de: – → Essen",
                "title.en: Lunch → Dinner",
                "hosts.1: b → –"
            ]
        );
        assert!(shown(Some(after), after).is_empty());
    }

    #[test]
    fn a_new_record_tells_everything_that_is_filled_in() {
        let after = r#"{"id":"1","title":{"en":"Lunch"},"note":"","room":null,"official":true}"#;
        assert_eq!(
            shown(None, after),
            ["official: – → true", "title.en: – → Lunch"]
        );
    }
}
