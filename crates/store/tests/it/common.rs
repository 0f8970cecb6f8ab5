//! A small record for the contract: it lives in the table of missions or of legs.

use domain::ids::{LegId, MissionId, TypedId};
use domain::record::{Kind, Links, Record};
use serde::{Deserialize, Serialize};
use testkit::Trial;

/// A record with a code, in the table of missions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub id: MissionId,
    pub code: String,
    pub text: String,
}

impl Record for Note {
    const KIND: Kind = Kind::Mission;
    type Id = MissionId;
    fn id(&self) -> MissionId {
        self.id
    }
    fn links(&self) -> Links {
        Links {
            code: Some(self.code.clone()),
            sort: Some(self.text.clone()),
            ..Links::default()
        }
    }
}

/// A record that belongs to a note, in the table of legs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    pub id: LegId,
    pub of: MissionId,
    pub text: String,
}

impl Record for Part {
    const KIND: Kind = Kind::Leg;
    type Id = LegId;
    fn id(&self) -> LegId {
        self.id
    }
    fn links(&self) -> Links {
        Links {
            mission: Some(self.of.uuid()),
            sort: Some(self.text.clone()),
            ..Links::default()
        }
    }
}

pub fn note(trial: &Trial, code: &str, text: &str) -> Note {
    Note {
        id: MissionId::new(&*trial.clock, &*trial.chance),
        code: code.to_owned(),
        text: text.to_owned(),
    }
}

pub fn part(trial: &Trial, of: MissionId, text: &str) -> Part {
    Part {
        id: LegId::new(&*trial.clock, &*trial.chance),
        of,
        text: text.to_owned(),
    }
}

/// Keeps a note in a transaction of its own.
pub async fn keep(trial: &Trial, note: &Note) {
    let mut tx = trial
        .store
        .write(trial.agency, &trial.stamp())
        .await
        .unwrap();
    tx.insert(note).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
}

/// A record that has nothing but a parent, in the table of its kind.
macro_rules! child {
    ($($name:ident: $id:ident;)*) => {$(
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            pub id: $id,
            pub parent: Option<uuid::Uuid>,
        }

        impl domain::record::Record for $name {
            const KIND: domain::record::Kind = domain::record::Kind::$name;
            type Id = $id;
            fn id(&self) -> $id {
                self.id
            }
            fn links(&self) -> domain::record::Links {
                domain::record::Links {
                    parent: self.parent,
                    ..domain::record::Links::default()
                }
            }
        }

        impl $name {
            pub fn under(trial: &testkit::Trial, parent: Option<uuid::Uuid>) -> Self {
                Self { id: $id::new(&*trial.clock, &*trial.chance), parent }
            }
        }
    )*};
}

pub(crate) use child;
