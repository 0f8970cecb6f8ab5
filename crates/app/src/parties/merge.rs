//! Two records of one party become one. Everything that named the one that goes names the kept
//! one from then on; the gone one stays as a redirect. All of it is one batch, so it can be
//! taken back as a whole.

use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{AppError, Refusal, Result};
use crate::kept::Kept;
use crate::kinds::{naming, with_kind};
use crate::look::Look;
use crate::office::App;
use crate::parties::redirects::rename;
use crate::parties::similar::party_of;
use domain::access::{Action, Subject};
use domain::ids::{BatchId, MatchmakingId, TypedId};
use domain::matchmaking::Matchmaking;
use domain::parties::{Chosen, Organisation, PartyRef, Person};
use domain::programme::Participation;
use domain::record::{Kind, Stored};
use store::Filter;
use store::search::SearchQuery;
use uuid::Uuid;

/// The intention under which merges stand in the trail.
const INTENTION: &str = "party.merge";
/// Records that name a party are counted up to here.
const COUNTED: usize = 400;
/// Redirects followed one after another.
pub(super) const STEPS: usize = 8;

/// A party whose records can be merged.
pub trait Mergeable: Kept {
    /// This record with what another record of the same party knew.
    ///
    /// # Errors
    /// When the names of both cannot stand together.
    fn merged_with(&self, gone: &Self, chosen: &Chosen) -> std::result::Result<Self, Refusal>;
    /// The record that took its place.
    fn merged_into(&self) -> Option<Self::Id>;
    /// The same as a redirect.
    #[must_use]
    fn redirected(self, to: Self::Id) -> Self;
}

macro_rules! mergeable {
    ($($party:ty),*) => {$(
        impl Mergeable for $party {
            fn merged_with(&self, gone: &Self, chosen: &Chosen) -> std::result::Result<Self, Refusal> {
                let merged = <$party>::merged_with(self, gone, chosen);
                merged.map_err(|_| Refusal::new("refused-merge-names").at("names"))
            }
            fn merged_into(&self) -> Option<Self::Id> {
                self.merged_into
            }
            fn redirected(mut self, to: Self::Id) -> Self {
                self.merged_into = Some(to);
                self
            }
        }
    )*};
}

mergeable!(Organisation, Person);

/// What is to be merged.
#[derive(Debug, Clone)]
pub struct Merge<Id> {
    /// The record that stays, at the version that was seen.
    pub kept: (Id, i64),
    /// The record that becomes a redirect, at the version that was seen.
    pub gone: (Id, i64),
    /// What is taken from the gone one where both say something.
    pub chosen: Chosen,
}

/// Two records side by side.
#[derive(Debug, Clone)]
pub struct SideBySide<R> {
    /// The record that is to stay.
    pub kept: Stored<R>,
    /// The record that is to go.
    pub gone: Stored<R>,
    /// How many records name the one and the other, as far as they are counted.
    pub named: [usize; 2],
}

impl App {
    /// Two records of a kind side by side, before they are merged.
    ///
    /// # Errors
    /// When the caller may not merge parties of this kind, or one is missing.
    pub async fn side_by_side<R: Mergeable>(
        &self,
        caller: &Caller,
        kept: R::Id,
        gone: R::Id,
    ) -> Result<SideBySide<R>> {
        may_merge::<R>(caller)?;
        let mut look = self.look(caller).await?;
        let (kept, gone) = (look.get::<R>(kept).await?, look.get::<R>(gone).await?);
        let mut named = [0; 2];
        for (count, id) in named.iter_mut().zip([kept.record.id(), gone.record.id()]) {
            *count = look.count_naming(party_of(R::KIND, id.uuid())).await?;
        }
        Ok(SideBySide { kept, gone, named })
    }

    /// Merges two records of a party.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when either changed since it was seen; a refusal where both are the
    /// same record or both take part in one matchmaking session.
    pub async fn merge<R: Mergeable>(
        &self,
        caller: &Caller,
        merge: &Merge<R::Id>,
    ) -> Result<Saved> {
        may_merge::<R>(caller)?;
        if merge.kept.0 == merge.gone.0 {
            return Err(Refusal::new("refused-merge-same").into());
        }
        let batch: BatchId = self.new_id();
        self.work_in_batch(caller, INTENTION, batch, |mut desk| async move {
            let saved = desk.merge::<R>(merge).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Takes a merge back by the record that went: both stand as before.
    ///
    /// # Errors
    /// A refusal when something was changed since, [`AppError::Missing`] when it was not merged.
    pub async fn unmerge<R: Mergeable>(&self, caller: &Caller, gone: R::Id) -> Result<Saved> {
        may_merge::<R>(caller)?;
        self.work(caller, "party.unmerge", |mut desk| async move {
            let saved = desk.unmerge::<R>(gone).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// The party that took the place of a merged one, if it was merged and the caller may see it.
    ///
    /// # Errors
    /// When the store cannot be read, or the caller may not see parties of this kind.
    pub async fn successor(&self, caller: &Caller, party: PartyRef) -> Result<Option<PartyRef>> {
        caller.ask(Action::View, Subject::Record(party.kind()), None)?;
        let mut look = self.look(caller).await?;
        let mut now = party;
        for _ in 0..STEPS {
            let next = match now {
                PartyRef::Organisation(id) => look
                    .reader()
                    .find::<Organisation>(id)
                    .await?
                    .and_then(|one| one.record.merged_into)
                    .map(PartyRef::Organisation),
                PartyRef::Person(id) => look
                    .reader()
                    .find::<Person>(id)
                    .await?
                    .and_then(|one| one.record.merged_into)
                    .map(PartyRef::Person),
            };
            match next {
                Some(next) => now = next,
                None => break,
            }
        }
        let met = match now {
            PartyRef::Organisation(id) => look.get::<Organisation>(id).await.is_ok(),
            PartyRef::Person(id) => look.get::<Person>(id).await.is_ok(),
        };
        Ok((met && now != party).then_some(now))
    }
}

impl Look<'_> {
    async fn count_naming(&mut self, party: PartyRef) -> Result<usize> {
        let groups = naming(party);
        let asked = SearchQuery {
            groups: &groups,
            limit: COUNTED,
            ..SearchQuery::default()
        };
        Ok(self.reader().search(&asked).await?.len())
    }
}

/// Who merges deletes one record and changes others, of every mission.
fn may_merge<R: Kept>(caller: &Caller) -> Result<()> {
    caller.ask(Action::Edit, Subject::Record(R::KIND), None)?;
    caller.ask(Action::Delete, Subject::Record(R::KIND), None)?;
    if caller.actor.only.is_some() {
        return Err(AppError::Forbidden);
    }
    Ok(())
}

impl Desk<'_> {
    async fn merge<R: Mergeable>(&mut self, merge: &Merge<R::Id>) -> Result<Saved> {
        let kept = self.get::<R>(merge.kept.0).await?;
        let gone = self.get::<R>(merge.gone.0).await?;
        let (from, to) = (gone.record.id().uuid(), kept.record.id().uuid());
        let sessions = self.refuse_same_session(from, to).await?;
        for kind in Kind::ALL {
            with_kind!(kind, K => self.move_references::<K>(from, to).await?);
        }
        self.tx()
            .move_participant_links(from, to, &sessions)
            .await?;
        let merged = kept.record.merged_with(&gone.record, &merge.chosen)?;
        let saved = self.replace(merged, merge.kept.1).await?;
        let redirect = gone.record.redirected(merge.kept.0);
        let redirect = self.replace(redirect, merge.gone.1).await?;
        self.delete::<R>(merge.gone.0, Some(redirect.version))
            .await?;
        Ok(saved)
    }

    async fn unmerge<R: Mergeable>(&mut self, gone: R::Id) -> Result<Saved> {
        let record = self.tx().find::<R>(gone).await?.ok_or(AppError::Missing)?;
        let Some(kept) = record.record.merged_into() else {
            return Err(AppError::Missing);
        };
        let batch = self
            .tx()
            .batch_of(R::KIND, gone.uuid(), record.version)
            .await?;
        let batch = batch.ok_or(AppError::Missing)?;
        let touched = self.tx().batch_records(batch).await?;
        self.take_back(batch).await?;
        let sessions: Vec<MatchmakingId> = touched
            .iter()
            .filter(|(kind, _)| *kind == Kind::Matchmaking)
            .map(|(_, id)| MatchmakingId::from_uuid(*id))
            .collect();
        let (from, to) = (kept.uuid(), gone.uuid());
        self.tx()
            .move_participant_links(from, to, &sessions)
            .await?;
        let back = self.get::<R>(gone).await?;
        Ok(Saved {
            id: back.record.id().uuid(),
            version: back.version,
        })
    }

    /// The sessions in which the gone one takes part; refuses where the kept one does as well:
    /// two participants with requests and meetings of their own are not made one.
    async fn refuse_same_session(&mut self, gone: Uuid, kept: Uuid) -> Result<Vec<MatchmakingId>> {
        let sessions = self.tx().mentioning::<Matchmaking>(gone).await?;
        let has = |session: &Matchmaking, id: Uuid| {
            let mut all = session.participants.iter();
            all.any(|one| one.organisation.uuid() == id)
        };
        if let Some(both) = sessions.iter().find(|s| has(s, gone) && has(s, kept)) {
            let title = both.title.for_reader(self.caller().language).to_owned();
            return Err(Refusal::new("refused-merge-same-session")
                .arg("session", title)
                .into());
        }
        Ok(sessions.iter().map(|session| session.record.id).collect())
    }

    /// Every living record of a kind that names `from` names `to` instead.
    async fn move_references<R: Kept>(&mut self, from: Uuid, to: Uuid) -> Result<()> {
        for stored in self.tx().mentioning::<R>(from).await? {
            let id = stored.record.id();
            if id.uuid() == from || id.uuid() == to {
                continue;
            }
            let internal = |e: serde_json::Error| AppError::Internal(e.to_string());
            let mut body = serde_json::to_value(&stored.record).map_err(internal)?;
            rename(&mut body, &from.to_string(), &to.to_string());
            let record: R = serde_json::from_value(body).map_err(internal)?;
            let saved = self.replace(record, stored.version).await?;
            if R::KIND == Kind::Participation {
                self.drop_double(saved).await?;
            }
        }
        Ok(())
    }

    /// Where both took part in the same item in the same role, one participation is enough.
    pub(super) async fn drop_double(&mut self, moved: Saved) -> Result<()> {
        use domain::ids::ParticipationId;
        let id = ParticipationId::from_uuid(moved.id);
        let moved = self.tx().get::<Participation>(id).await?;
        let all = self
            .tx()
            .list::<Participation>(&Filter::of_mission(moved.record.mission))
            .await?;
        let double = all.iter().any(|one| {
            one.record.id != id
                && one.record.party == moved.record.party
                && one.record.item == moved.record.item
                && one.record.role == moved.record.role
                && one.record.side == moved.record.side
        });
        if double {
            self.delete::<Participation>(id, Some(moved.version))
                .await?;
        }
        Ok(())
    }
}
