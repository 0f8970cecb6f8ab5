//! Records that come back after a merge: deleted while a party had two records, they still name
//! the one that went, and from now on name the one that took its place.

use crate::desk::{Desk, Saved};
use crate::error::{AppError, Result};
use crate::kept::Kept;
use crate::parties::merge::STEPS;
use domain::ids::{MatchmakingId, TypedId};
use domain::parties::{Organisation, Person};
use domain::record::{Kind, Stored};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::{Deleted, Filter};
use uuid::Uuid;

impl Desk<'_> {
    /// The record that has just come back, naming the parties of today.
    ///
    /// # Errors
    /// A refusal where a rule of the record does not let it name them.
    pub(crate) async fn follow_merges<R: Kept>(&mut self, back: Stored<R>) -> Result<Stored<R>> {
        let internal = |e: serde_json::Error| AppError::Internal(e.to_string());
        let mut body = serde_json::to_value(&back.record).map_err(internal)?;
        let own = back.record.id().uuid();
        let redirects = self.redirects(mentioned(&body)).await?;
        let mut moved = Vec::new();
        for (gone, kept) in redirects {
            if gone != own && kept != own && rename(&mut body, &gone.to_string(), &kept.to_string())
            {
                moved.push((gone, kept));
            }
        }
        if moved.is_empty() {
            return Ok(back);
        }
        let record: R = serde_json::from_value(body).map_err(internal)?;
        record.check()?;
        if R::KIND == Kind::Matchmaking {
            let session = [MatchmakingId::from_uuid(own)];
            for (gone, kept) in moved {
                self.tx()
                    .move_participant_links(gone, kept, &session)
                    .await?;
            }
        }
        Ok(self.tx().update(&record, back.version).await?)
    }

    /// Deletes a participation that has just come back where another one says the same already.
    pub(crate) async fn drop_if_double(&mut self, kind: Kind, back: Saved) -> Result<()> {
        if kind == Kind::Participation {
            self.drop_double(back).await?;
        }
        Ok(())
    }

    /// Which of these ids are of parties that were merged, with what took their place.
    async fn redirects(&mut self, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, Uuid>> {
        let (mut next, mut unknown) = (BTreeMap::new(), ids.clone());
        for _ in 0..STEPS {
            let found = self.merged(&unknown).await?;
            unknown = found.values().copied().collect();
            next.extend(found);
            unknown.retain(|id| !next.contains_key(id));
            if unknown.is_empty() {
                break;
            }
        }
        let last = |mut id: Uuid| {
            for _ in 0..STEPS {
                id = *next.get(&id)?;
                if !next.contains_key(&id) {
                    return Some(id);
                }
            }
            None
        };
        Ok(ids
            .into_iter()
            .filter_map(|id| Some((id, last(id)?)))
            .collect())
    }

    /// Which of these ids are of redirects, and where each leads.
    async fn merged(&mut self, ids: &BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, Uuid>> {
        let mut found = BTreeMap::new();
        let ids: Vec<Uuid> = ids.iter().copied().collect();
        for some in ids.chunks(1_000) {
            let filter = Filter {
                ids: Some(some.to_vec()),
                ..Filter::all()
            };
            let filter = filter.deleted(Deleted::Only);
            for one in self.tx().list::<Organisation>(&filter).await? {
                let next = one.record.merged_into.map(|id| id.uuid());
                found.extend(next.map(|next| (one.record.id.uuid(), next)));
            }
            for one in self.tx().list::<Person>(&filter).await? {
                let next = one.record.merged_into.map(|id| id.uuid());
                found.extend(next.map(|next| (one.record.id.uuid(), next)));
            }
        }
        Ok(found)
    }
}

/// All ids that stand in a record, as values or as the names of fields.
fn mentioned(value: &Value) -> BTreeSet<Uuid> {
    match value {
        Value::String(text) => text.parse().into_iter().collect(),
        Value::Array(list) => list.iter().flat_map(mentioned).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, one)| {
                let mut ids = mentioned(one);
                ids.extend(name.parse::<Uuid>());
                ids
            })
            .collect(),
        _ => BTreeSet::new(),
    }
}

/// Writes another id wherever one stands in a record; what stands in a list twice by that stands
/// there once.
pub(super) fn rename(value: &mut Value, from: &str, to: &str) -> bool {
    match value {
        Value::String(text) if text == from => {
            to.clone_into(text);
            true
        }
        Value::Array(list) => {
            let renamed: Vec<bool> = list.iter_mut().map(|one| rename(one, from, to)).collect();
            let any = renamed.contains(&true);
            let mut seen: Vec<Value> = Vec::new();
            if any {
                list.retain(|one| {
                    let fresh = !seen.contains(one);
                    seen.push(one.clone());
                    fresh
                });
            }
            any
        }
        Value::Object(fields) => {
            let mut any = false;
            if let Some(own) = fields.remove(from) {
                fields.entry(to.to_owned()).or_insert(own);
                any = true;
            }
            for one in fields.values_mut() {
                any |= rename(one, from, to);
            }
            any
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_are_found_wherever_they_stand() {
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        let value = json!({
            "hosts": [a, "not an id"],
            "by": {b.to_string(): {"party": {"id": c}}},
            "number": 7,
        });
        assert_eq!(mentioned(&value), BTreeSet::from([a, b, c]));
    }

    #[test]
    fn an_id_is_renamed_everywhere_and_stands_in_a_list_once() {
        let mut value = json!({
            "hosts": ["a", "b", "c"],
            "numbers": [1, 1],
            "party": {"kind": "organisation", "id": "a"},
            "by": {"a": 7},
            "note": "a b",
        });
        assert!(rename(&mut value, "a", "b"));
        let expected = json!({
            "hosts": ["b", "c"],
            "numbers": [1, 1],
            "party": {"kind": "organisation", "id": "b"},
            "by": {"b": 7},
            "note": "a b",
        });
        assert_eq!(value, expected);
        assert!(!rename(&mut value, "a", "b"));
    }
}
