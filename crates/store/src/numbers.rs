//! Human numbers, seats that only one may hold, and places that are counted.

use crate::db::{Query, id};
use crate::error::{Result, StoreError};
use crate::tx::{Reader, Tx};
use domain::ids::TypedId;
use uuid::Uuid;

impl Tx {
    /// The next human number of this name, from 1, without gaps: it is given back when the
    /// transaction is not committed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_number(&mut self, name: &str) -> Result<i64> {
        let query = Query::new("INSERT INTO counter (agency_id, name, value) VALUES ")
            .row([id(self.agency()), name.into(), 1_i64.into()])
            .sql(" ON CONFLICT (agency_id, name) DO UPDATE SET value = counter.value + 1")
            .sql(" RETURNING value");
        let row = self.first(query).await?;
        row.ok_or(StoreError::Missing)?.get(0)
    }

    /// Reserves something that only one may hold: a seat, a slot of a person, a table at a time.
    /// `scope` is the thing it is unique in, `what` its name there.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when somebody holds it; the transaction must be given up then.
    pub async fn reserve(&mut self, scope: Uuid, what: &str, holder: Uuid) -> Result<()> {
        let query = Query::new(
            "INSERT INTO reservation (agency_id, scope_id, what, holder_id, created_at) VALUES ",
        )
        .row([
            id(self.agency()),
            scope.into(),
            what.into(),
            holder.into(),
            self.stamp.micros().into(),
        ]);
        match self.execute(query).await {
            Err(StoreError::Taken(_)) => Err(StoreError::Taken(what.to_owned())),
            other => other.map(|_| ()),
        }
    }

    /// Gives back everything this holder reserved. Returns how much it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn release(&mut self, holder: Uuid) -> Result<u64> {
        let query = Query::new("DELETE FROM reservation WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND holder_id = ")
            .bind(holder);
        self.execute(query).await
    }

    /// Sets how many places there are.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when more are taken already.
    pub async fn set_capacity(&mut self, stock: Uuid, capacity: i64) -> Result<()> {
        let query = Query::new("INSERT INTO stock (agency_id, id, taken, capacity) VALUES ")
            .row([
                id(self.agency()),
                stock.into(),
                0_i64.into(),
                capacity.into(),
            ])
            .sql(" ON CONFLICT (agency_id, id) DO UPDATE SET capacity = excluded.capacity");
        self.execute(query).await.map(|_| ())
    }

    /// Takes so many places, or none: a negative number gives them back.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when there are not enough left.
    pub async fn take(&mut self, stock: Uuid, places: i64) -> Result<()> {
        let query = Query::new("UPDATE stock SET taken = taken + ")
            .bind(places)
            .sql(" WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND id = ")
            .bind(stock)
            .sql(" AND taken + ")
            .bind(places)
            .sql(" <= capacity AND taken + ")
            .bind(places)
            .sql(" >= 0");
        match self.execute(query).await? {
            1 => Ok(()),
            _ => Err(StoreError::Taken("stock".into())),
        }
    }
}

impl Reader {
    /// Who holds what in this scope.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reservations(&mut self, scope: Uuid) -> Result<Vec<(String, Uuid)>> {
        let query = Query::new("SELECT what, holder_id FROM reservation WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND scope_id = ")
            .bind(scope)
            .sql(" ORDER BY what");
        let rows = self.fetch(query).await?;
        rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
    }

    /// How many places are taken, and of how many.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such stock.
    pub async fn stock(&mut self, stock: impl TypedId) -> Result<(i64, i64)> {
        let query = Query::new("SELECT taken, capacity FROM stock WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND id = ")
            .id(stock);
        let row = self.first(query).await?.ok_or(StoreError::Missing)?;
        Ok((row.get(0)?, row.get(1)?))
    }
}
