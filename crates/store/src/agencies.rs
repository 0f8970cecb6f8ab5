//! Agencies and their teams.

use crate::db::{Query, Row, Value, id};
use crate::error::{Result, StoreError};
use crate::tx::{Reader, Tx, house};
use domain::accounts::{Agency, Team};
use domain::ids::{AgencyId, TeamId, TypedId};

fn agency(row: &Row) -> Result<(Agency, i64)> {
    let body: String = row.get(0)?;
    Ok((serde_json::from_str(&body)?, row.get(1)?))
}

impl Tx {
    /// Makes an agency, with an audit chain of its own. Only the house can: open the transaction
    /// on [`house`].
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the code exists, [`StoreError::Missing`] outside of the house.
    pub async fn create_agency(&mut self, code: &str, agency: &Agency) -> Result<()> {
        if self.agency() != house() {
            return Err(StoreError::Missing);
        }
        let now = self.stamp.micros();
        let query = Query::new(
            "INSERT INTO agency (id, code, name, body, version, created_at, updated_at) VALUES ",
        )
        .row([
            id(agency.id),
            code.into(),
            agency.name.as_str().into(),
            serde_json::to_string(agency)?.into(),
            1_i64.into(),
            now.into(),
            now.into(),
        ]);
        self.execute(query).await?;
        let query = Query::new("INSERT INTO audit_head (agency_id, seq, hash) VALUES ").row([
            id(agency.id),
            0_i64.into(),
            vec![0; 32].into(),
        ]);
        self.execute(query).await?;
        self.note_event(None, format!("agency {} created", agency.id));
        Ok(())
    }

    /// Changes the own agency's name and zone.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the version is another or the agency not this one.
    pub async fn update_agency(&mut self, agency: &Agency, expected: i64) -> Result<()> {
        let query = Query::new("UPDATE agency SET name = ")
            .bind(agency.name.as_str())
            .sql(", body = ")
            .bind(serde_json::to_string(agency)?)
            .sql(", version = version + 1, updated_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE id = ")
            .id(self.agency())
            .sql(" AND id = ")
            .id(agency.id)
            .sql(" AND version = ")
            .bind(expected);
        match self.execute(query).await? {
            1 => {
                self.note_event(None, "agency changed");
                Ok(())
            }
            _ => Err(StoreError::Missing),
        }
    }

    /// Makes a team.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the name exists.
    pub async fn create_team(&mut self, team: &Team) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new(
            "INSERT INTO team (agency_id, id, name, version, created_at, updated_at, deleted_at) \
             VALUES ",
        )
        .row([
            id(self.agency()),
            id(team.id),
            team.name.as_str().into(),
            1_i64.into(),
            now.into(),
            now.into(),
            Value::Int(None),
        ]);
        self.execute(query).await?;
        self.note_event(None, format!("team {} created", team.id));
        Ok(())
    }

    /// Renames a team.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is not there, [`StoreError::Taken`] when the name exists.
    pub async fn rename_team(&mut self, team: &Team) -> Result<()> {
        let query = Query::new("UPDATE team SET version = version + 1, name = ")
            .bind(team.name.as_str())
            .sql(", updated_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND deleted_at IS NULL AND id = ")
            .id(team.id);
        self.one_team(query, team.id, "renamed").await
    }

    /// Deletes a team; its members stay members of the agency.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is not there.
    pub async fn delete_team(&mut self, team: TeamId) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new("UPDATE team SET version = version + 1, deleted_at = ")
            .bind(now)
            .sql(", updated_at = ")
            .bind(now)
            .sql(" WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND deleted_at IS NULL AND id = ")
            .id(team);
        self.one_team(query, team, "deleted").await
    }

    async fn one_team(&mut self, query: Query, team: TeamId, what: &str) -> Result<()> {
        match self.execute(query).await? {
            1 => {
                self.note_event(None, format!("team {team} {what}"));
                Ok(())
            }
            _ => Err(StoreError::Missing),
        }
    }
}

impl Reader {
    /// The own agency and its version.
    ///
    /// # Errors
    /// [`StoreError::Missing`] for the house, which is no agency.
    pub async fn agency_record(&mut self) -> Result<(Agency, i64)> {
        let query = Query::new("SELECT body, version FROM agency WHERE id = ").id(self.agency);
        agency(&self.first(query).await?.ok_or(StoreError::Missing)?)
    }

    /// All agencies of the installation: for the house's own work and the command line.
    ///
    /// # Errors
    /// [`StoreError::Missing`] outside of the house.
    pub async fn agencies(&mut self) -> Result<Vec<(String, Agency)>> {
        if self.agency != house() {
            return Err(StoreError::Missing);
        }
        let rows = self
            .fetch(Query::new(
                "SELECT body, version, code FROM agency ORDER BY code",
            ))
            .await?;
        rows.iter()
            .map(|row| Ok((row.get(2)?, agency(row)?.0)))
            .collect()
    }

    /// The agency of a code, where the house asks.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none.
    pub async fn agency_by_code(&mut self, code: &str) -> Result<AgencyId> {
        let query = Query::new("SELECT id FROM agency WHERE code = ").bind(code);
        let row = self.first(query).await?.ok_or(StoreError::Missing)?;
        Ok(AgencyId::from_uuid(row.get(0)?))
    }

    /// The teams of the agency by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn teams(&mut self) -> Result<Vec<Team>> {
        let query = Query::new("SELECT id, name FROM team WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND deleted_at IS NULL ORDER BY name, id");
        let rows = self.fetch(query).await?;
        rows.iter()
            .map(|row| {
                Ok(Team {
                    id: row.id(0)?,
                    name: row.get(1)?,
                })
            })
            .collect()
    }
}
