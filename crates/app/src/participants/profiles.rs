//! Profiles, written by participants or by organisers for them, and suggestions put aside.

use super::door::Entered;
use super::times;
use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::Action;
use domain::ids::{MatchmakingId, OrganisationId, TypedId};
use domain::matchmaking::Matchmaking;
use domain::participants::{Hand, Profile, ProfileWords};
use domain::record::{Kind, Stored};
use store::{Filter, Theirs};

/// The profile of a participant in a session, deleted or not, if there is one.
async fn find(
    desk: &mut Desk<'_>,
    session: MatchmakingId,
    of: OrganisationId,
) -> Result<Option<Stored<Profile>>> {
    let code = Filter {
        codes: Some(vec![Profile::code(session, of)]),
        deleted: store::Deleted::Shown,
        ..Filter::all()
    };
    Ok(desk.list::<Profile>(code).await?.into_iter().next())
}

/// Changes the profile of a participant, or begins one.
async fn changed(
    desk: &mut Desk<'_>,
    session: &Matchmaking,
    (of, hand): (OrganisationId, Hand),
    rule: impl FnOnce(Profile) -> std::result::Result<Profile, AppError> + Send,
) -> Result<Saved> {
    let takes_part = session.participants.iter().any(|p| p.organisation == of);
    if !takes_part {
        return Err(Refusal::new("refused-not-taking-part").into());
    }
    let found = find(desk, session.id, of).await?;
    let Some(mut stored) = found else {
        let id = desk.app().new_id();
        let profile = rule(Profile::blank(id, session, of, hand))?;
        return desk.create(profile).await;
    };
    if stored.is_deleted() {
        // Only organisers delete profiles; a participant who writes again begins anew.
        stored.version = desk.undelete::<Profile>(stored.id).await?.version;
    }
    let version = stored.version;
    let profile = rule(stored.record)?;
    desk.save(profile, version).await
}

/// Says something else of a participant, unless the words were changed since `revision`.
fn rewritten(profile: Profile, words: &ProfileWords, revision: u32, hand: Hand) -> Result<Profile> {
    if profile.revision != revision {
        let body = serde_json::to_string(&profile).unwrap_or_default();
        return Err(AppError::Conflict(Box::new(Theirs {
            kind: Kind::Profile,
            id: profile.id.uuid(),
            version: i64::from(profile.revision),
            body,
        })));
    }
    let words = profile
        .rewrite(words.clone(), hand)
        .map_err(Refusal::from)?;
    Ok(words)
}

impl App {
    /// Writes the participant's own profile. Allowed until the link ends: also after booking.
    ///
    /// # Errors
    /// [`AppError::Conflict`] with the revision that stands when the words were changed since
    /// `revision`, and refusals of what is too long.
    pub async fn write_own_profile(
        &self,
        entered: &Entered,
        words: &ProfileWords,
        revision: u32,
    ) -> Result<Saved> {
        let holder = entered.holder;
        self.work(&entered.caller, "profile.write", |mut desk| async move {
            let session = desk.get::<Matchmaking>(holder.session).await?;
            times::check(&session, holder.organisation, &words.times)?;
            let who = (holder.organisation, Hand::Participant);
            let rule = |profile| rewritten(profile, words, revision, Hand::Participant);
            let saved = changed(&mut desk, &session, who, rule).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Writes the profile of a participant for it.
    ///
    /// # Errors
    /// As for [`App::write_own_profile`], and when the caller may not change the session.
    pub async fn write_profile_for(
        &self,
        caller: &Caller,
        (session, of): (MatchmakingId, OrganisationId),
        words: &ProfileWords,
        revision: u32,
    ) -> Result<Saved> {
        self.session_to_change(caller, session).await?;
        let hand = Hand::Organiser { user: caller.user };
        self.work(caller, "profile.write_for", |mut desk| async move {
            let session = desk.get::<Matchmaking>(session).await?;
            times::check(&session, of, &words.times)?;
            let rule = |profile| rewritten(profile, words, revision, hand);
            let saved = changed(&mut desk, &session, (of, hand), rule).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Puts a suggestion aside for good (`aside`), or takes that back. The pair is suggested to
    /// neither.
    ///
    /// # Errors
    /// [`AppError::Missing`] when the other does not take part.
    pub async fn put_aside(
        &self,
        entered: &Entered,
        other: OrganisationId,
        aside: bool,
    ) -> Result<Saved> {
        let holder = entered.holder;
        let intention = if aside {
            "suggestion.dismiss"
        } else {
            "suggestion.restore"
        };
        let now = self.clock().now();
        self.work(&entered.caller, intention, |mut desk| async move {
            let session = desk.get::<Matchmaking>(holder.session).await?;
            let there = session.participants.iter().any(|p| p.organisation == other);
            if !there || other == holder.organisation {
                return Err(AppError::Missing);
            }
            let rule = |profile: Profile| {
                Ok(if aside {
                    profile.dismiss(other, now)
                } else {
                    profile.restore(other)
                })
            };
            let who = (holder.organisation, Hand::Participant);
            let saved = changed(&mut desk, &session, who, rule).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Takes back for a participant that it put another aside: the pair may be suggested and meet
    /// again.
    ///
    /// # Errors
    /// When the caller may not change the session, or the pair was not put aside.
    pub async fn take_back_aside(
        &self,
        caller: &Caller,
        (session, of): (MatchmakingId, OrganisationId),
        other: OrganisationId,
    ) -> Result<Saved> {
        self.session_to_change(caller, session).await?;
        self.work(caller, "suggestion.restore_for", |mut desk| async move {
            let found = find(&mut desk, session, of).await?;
            let stored = found.filter(|p| !p.is_deleted() && p.dismissed.contains(&other));
            let stored = stored.ok_or(AppError::Missing)?;
            let version = stored.version;
            let saved = desk.save(stored.record.restore(other), version).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Sets how participants book meetings of a session, and what counts for suggestions.
    ///
    /// # Errors
    /// Refusals of what makes no sense, or [`AppError::Conflict`].
    pub async fn set_booking(
        &self,
        caller: &Caller,
        (session, version): (MatchmakingId, i64),
        booking: &domain::participants::Booking,
    ) -> Result<Saved> {
        self.session_to_change(caller, session).await?;
        if booking.answer_days == Some(0) {
            return Err(Refusal::new("refused-answer-days").at("answer_days").into());
        }
        let which = (Action::Edit, session, Some(version));
        self.change(
            caller,
            "matchmaking.booking",
            which,
            |session: Matchmaking| {
                Ok(Matchmaking {
                    booking: booking.clone(),
                    ..session
                })
            },
        )
        .await
    }
}
