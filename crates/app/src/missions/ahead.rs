//! Reading ahead: the missions that people work on are read before the first of them asks.

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::office::App;
use domain::access::Actor;
use domain::accounts::UserRole;
use domain::ids::{AgencyId, MissionId};
use domain::missions::Mission;
use std::collections::BTreeMap;
use store::{Door, Filter, Order, house};

/// Agencies for which is read ahead.
const AGENCIES: usize = 3;
/// Missions of each: those that were changed last.
const MISSIONS: u32 = 2;
/// Roles, the most frequent ones: readers with different rights see different dossiers.
const ROLES: usize = 2;

impl App {
    /// Reads the dossiers of the missions that were changed last, so that after a start the first
    /// readers find them. They take as long as for anybody else; nobody waits for this.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn read_ahead(&self) -> Result<()> {
        let agencies = self.store().read(house()).await?.agencies().await?;
        for (_, agency) in agencies.into_iter().take(AGENCIES) {
            let (missions, roles) = self.most_read(agency.id).await?;
            for role in roles {
                let mut reader = Caller::program(agency.id, Door::CommandLine);
                reader.actor = Actor::with_role(role, None);
                for mission in &missions {
                    match self.dossier(&reader, *mission).await {
                        // Not everybody may see every mission.
                        Ok(_) | Err(AppError::Missing | AppError::Forbidden) => {}
                        Err(error) => return Err(error),
                    }
                }
            }
        }
        Ok(())
    }

    async fn most_read(&self, agency: AgencyId) -> Result<(Vec<MissionId>, Vec<UserRole>)> {
        let mut reader = self.store().read(agency).await?;
        let last = Filter::all()
            .order(Order::Updated, true)
            .page(None, MISSIONS);
        let missions = reader.list::<Mission>(&last).await?;
        let mut counts: BTreeMap<&'static str, (usize, UserRole)> = BTreeMap::new();
        for (member, _) in reader.members().await? {
            let role = member.membership.role;
            if member.revoked_at.is_none() && member.membership.mission.is_none() {
                counts.entry(role.code()).or_insert((0, role)).0 += 1;
            }
        }
        let mut roles: Vec<(usize, UserRole)> = counts.into_values().collect();
        roles.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        Ok((
            missions.iter().map(|mission| mission.record.id).collect(),
            roles
                .into_iter()
                .take(ROLES)
                .map(|(_, role)| role)
                .collect(),
        ))
    }
}
