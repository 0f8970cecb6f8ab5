//! What the search index and the directory keep of a record, and how they are made anew after a
//! program learnt to keep more.

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::find::{Heading, tokens};
use crate::kept::Kept;
use crate::kinds::with_kind;
use crate::office::App;
use domain::ids::{AgencyId, TypedId};
use domain::language::Language;
use domain::names::Names;
use domain::record::Kind;
use i18n::collate;
use serde::{Deserialize, Serialize};
use store::directory::Line;
use store::search::SearchDocument;
use store::{Door, Filter, Order, Tx, house};
use uuid::Uuid;

/// The edition of what the index keeps; a database with another one is indexed anew. It counts
/// on whenever tokens, cards or the order of a language change.
const EDITION: i64 = 2;
/// Records indexed at once when everything is made anew.
const AT_ONCE: u32 = 500;

/// What a hit shows of a record; kept beside the index.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Card {
    /// Its parent, as its links name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<Uuid>,
    /// What it is called.
    pub(crate) heading: Heading,
    /// All texts by which it is found.
    pub(crate) texts: Vec<String>,
}

impl Card {
    pub(crate) fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|e| AppError::Internal(e.to_string()))
    }
}

/// What the index keeps of a record, if it is found at all.
pub(crate) fn document<R: Kept>(record: &R) -> Option<SearchDocument> {
    let found = record.findable();
    let parties = record.parties();
    if found.is_none() && parties.is_empty() {
        return None;
    }
    let found = found.unwrap_or_default();
    let tokens = tokens(&found.texts, &parties);
    let spelt = names::spelt(found.texts.iter().map(String::as_str));
    let card = Card {
        parent: record.links().parent,
        heading: found.heading,
        texts: found.texts,
    };
    Some(SearchDocument {
        kind: R::KIND,
        record: record.id().uuid(),
        mission: record.mission().map(|m| m.uuid()),
        spelt,
        card: serde_json::to_string(&card).unwrap_or_default(),
        tokens,
        line: record.line(),
    })
}

/// The line of a party in the directory.
pub(crate) fn line(names: &Names, class: &'static str, country: Option<&str>) -> Line {
    let place = |language| collate::key(language, &names.display(language).text);
    Line {
        class,
        country: country.unwrap_or_default().to_owned(),
        unresolved: names.is_unresolved(),
        places: [
            place(Language::ZhHans),
            place(Language::En),
            place(Language::De),
        ],
    }
}

impl App {
    /// Makes the search index and the directory of every agency anew that has another edition of
    /// them than this program keeps: once after an update, before anything is served.
    ///
    /// # Errors
    /// When the store cannot be read or written; the next start tries again.
    pub async fn refresh_index(&self) -> Result<()> {
        let agencies = self.store().read(house()).await?.agencies().await?;
        for (_, agency) in agencies {
            self.refresh_index_of(agency.id).await?;
        }
        Ok(())
    }

    pub(crate) async fn refresh_index_of(&self, agency: AgencyId) -> Result<()> {
        if self.store().read(agency).await?.search_edition().await? == EDITION {
            return Ok(());
        }
        let program = Caller::program(agency, Door::CommandLine);
        let stamp = self.stamp(&program, "search.refresh");
        self.store()
            .transact(agency, &stamp, self.chance(), |mut tx| async move {
                for kind in Kind::ALL {
                    with_kind!(kind, R => index_all::<R>(&mut tx).await?);
                }
                tx.set_search_edition(EDITION).await?;
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await
    }
}

async fn index_all<R: Kept>(tx: &mut Tx) -> Result<()> {
    let mut filter = Filter::all()
        .order(Order::Created, false)
        .page(None, AT_ONCE);
    loop {
        let page = tx.page::<R>(&filter).await?;
        let documents: Vec<_> = page
            .records
            .iter()
            .filter_map(|stored| document(&stored.record))
            .collect();
        tx.index(&documents).await?;
        match page.next {
            Some(next) => filter.after = Some(next),
            None => return Ok(()),
        }
    }
}
