//! Missions and their legs.

mod ahead;
mod clashes;
mod derived;
mod dossier;
pub(crate) mod shelf;

pub use clashes::{Clash, ClashOver};
pub(crate) use dossier::Named;
pub use dossier::{Contents, Dossier};

use crate::caller::Caller;
use crate::desk::Saved;
use crate::error::{AppError, Refusal, Result};
use crate::find::Findable;
use crate::kept::Kept;
use crate::look::Look;
use crate::office::App;
use domain::access::Action;
use domain::ids::MissionId;
use domain::missions::{Leg, Mission, MissionCode, Stage, StageRefused};
use domain::parties::PartyRef;
use domain::record::Stored;
use store::Filter;

impl Kept for Mission {
    fn mission(&self) -> Option<MissionId> {
        Some(self.id)
    }

    fn check(&self) -> std::result::Result<(), Refusal> {
        if self.title.is_empty() {
            return Err(Refusal::new("refused-title-missing").at("title"));
        }
        Ok(())
    }

    fn findable(&self) -> Option<Findable> {
        let mut found = Findable::by_title(&self.title).also([self.code.as_str()]);
        for theme in &self.themes {
            found = found.also_text(theme);
        }
        Some(found)
    }

    fn parties(&self) -> Vec<PartyRef> {
        let organisations = self.lead.iter().chain(&self.co_organisers);
        let mut all: Vec<PartyRef> = organisations.map(|o| PartyRef::Organisation(*o)).collect();
        all.extend(self.head.map(PartyRef::Person));
        all
    }
}

impl Kept for Leg {
    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_names(&self.place))
    }

    fn parties(&self) -> Vec<PartyRef> {
        self.host.map(PartyRef::Organisation).into_iter().collect()
    }
}

impl From<StageRefused> for Refusal {
    fn from(refused: StageRefused) -> Self {
        match refused {
            StageRefused::NotNext { from, to } => Refusal::new("refused-mission-stage")
                .arg("from", from.code())
                .arg("to", to.code())
                .at("stage"),
            StageRefused::CauseMissing => Refusal::new("refused-cause-missing").at("cause"),
        }
    }
}

impl App {
    /// The mission of a code.
    ///
    /// # Errors
    /// [`AppError::Missing`] where there is none, or the caller may not see it.
    pub async fn mission_by_code(&self, caller: &Caller, code: &str) -> Result<Stored<Mission>> {
        self.look(caller).await?.mission_by_code(code).await
    }

    /// Moves a mission to another stage on a day (in its home zone: today).
    ///
    /// # Errors
    /// [`StageRefused`] as a refusal, or [`AppError::Conflict`].
    pub async fn advance_mission(
        &self,
        caller: &Caller,
        id: MissionId,
        version: i64,
        to: Stage,
        cause: Option<String>,
    ) -> Result<Saved> {
        let now = self.clock().now();
        self.change::<Mission>(
            caller,
            "mission.advance",
            (Action::Edit, id, Some(version)),
            |mut mission| {
                let today = mission.home_zone.local(now).date();
                mission.state = mission.state.advance(to, today, cause.clone())?;
                Ok(mission)
            },
        )
        .await
    }

    /// The legs of a mission in the order of travel.
    ///
    /// # Errors
    /// When the caller may not see the mission.
    pub async fn legs(&self, caller: &Caller, mission: MissionId) -> Result<Vec<Stored<Leg>>> {
        self.list(caller, Filter::of_mission(mission)).await
    }
}

impl Look<'_> {
    /// The mission of a code.
    ///
    /// # Errors
    /// [`AppError::Missing`] where there is none, or the caller may not see it.
    pub async fn mission_by_code(&mut self, code: &str) -> Result<Stored<Mission>> {
        let code = MissionCode::new(code).map_err(|_| AppError::Missing)?;
        let filter = Filter {
            codes: Some(vec![code.to_string()]),
            ..Filter::all()
        };
        let found = self.list::<Mission>(filter).await?;
        found.into_iter().next().ok_or(AppError::Missing)
    }
}
