//! A fresh, migrated store with two agencies in it, on either engine.

use crate::chance::{FrozenClock, SeededChance};
use crate::cluster::server;
use domain::accounts::Agency;
use domain::chance::Chance as _;
use domain::ids::AgencyId;
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use store::db::Engine;
use store::{Door, Stamp, Store, house};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A store to try things on. Clones share it; its files or database go with the last of them.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The store.
    pub store: Store,
    /// The clock, standing at 08:00 UTC on 2 March 2026.
    pub clock: Arc<FrozenClock>,
    /// Chance, the same in every run.
    pub chance: Arc<SeededChance>,
    /// The agency under test.
    pub agency: AgencyId,
    /// Another agency, which must never see anything of the first.
    pub other: AgencyId,
    place: Arc<Place>,
}

#[derive(Debug)]
enum Place {
    Folder(tempfile::TempDir),
    Database(String),
}

impl Place {
    async fn open(&self) -> Store {
        match self {
            Self::Folder(folder) => Store::sqlite(&folder.path().join("legation.db")).await,
            Self::Database(name) => Store::postgres(&server().url(name), 8).await,
        }
        .expect("the store")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // An own server goes as a whole; on a borrowed one nothing may stay behind.
        if let (Self::Database(name), Ok(_)) = (&*self, std::env::var("LEGATION_TEST_POSTGRES")) {
            let name = name.clone();
            let work =
                async move { store::db::drop_database(&server().maintenance(), &name).await };
            let _ = std::thread::spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                runtime.map(|runtime| runtime.block_on(work))
            })
            .join();
        }
    }
}

/// The bytes of a migrated SQLite file, made once for each test process.
fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let maker = std::thread::spawn(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("template.db");
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let store = Store::sqlite(&file).await.expect("the template");
                let clock = FrozenClock::at("2026-01-01T00:00:00Z");
                store.migrate(&clock).await.expect("the schema");
                store.close().await;
            });
            std::fs::read(&file).expect("the template's bytes")
        });
        maker.join().expect("the template")
    })
}

impl Trial {
    /// A fresh store on this engine.
    pub async fn new(engine: Engine) -> Self {
        let place = match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().expect("a folder");
                std::fs::write(folder.path().join("legation.db"), sqlite_template())
                    .expect("a copy");
                Place::Folder(folder)
            }
            Engine::Postgres => {
                let number = COUNT.fetch_add(1, Ordering::Relaxed);
                let name = format!("legation_test_{}_{number}", std::process::id());
                let server = server();
                store::db::create_database(&server.maintenance(), &name, Some(&server.template))
                    .await
                    .expect("a database");
                Place::Database(name)
            }
        };
        let clock = Arc::new(FrozenClock::at("2026-03-02T08:00:00Z"));
        let chance = Arc::new(SeededChance::new(1));
        let mut trial = Self {
            store: place.open().await,
            agency: AgencyId::new(&clock, &chance),
            other: AgencyId::new(&clock, &chance),
            clock,
            chance,
            place: Arc::new(place),
        };
        trial.found().await;
        trial
    }

    async fn found(&mut self) {
        let stamp = self.stamp();
        let mut tx = self.store.write(house(), &stamp).await.expect("the house");
        for (id, code) in [(self.agency, "first"), (self.other, "second")] {
            let agency = Agency {
                id,
                name: format!("The {code} agency"),
                zone: home_zone(),
            };
            tx.create_agency(code, &agency).await.expect("an agency");
        }
        let _ = tx.commit(()).await.expect("the agencies");
    }

    /// A stamp of this moment.
    pub fn stamp(&self) -> Stamp {
        Stamp::new(&*self.clock, &*self.chance, Door::Page).intention("test")
    }

    /// Random bytes of the trial's chance.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }

    /// A second program on the same database, with connections of its own.
    pub async fn second_node(&self) -> Store {
        self.place.open().await
    }

    /// An empty, unmigrated database of the same engine: a place to restore to.
    pub async fn fresh_database(&self) -> Store {
        match &*self.place {
            Place::Folder(folder) => Store::sqlite(&folder.path().join("fresh.db")).await,
            Place::Database(name) => {
                let (server, fresh) = (server(), format!("{name}_fresh"));
                store::db::create_database(&server.maintenance(), &fresh, None)
                    .await
                    .expect("a database");
                Store::postgres(&server.url(&fresh), 4).await
            }
        }
        .expect("an empty store")
    }

    /// The address of the database, or the path of the file.
    pub fn address(&self) -> String {
        match &*self.place {
            Place::Folder(folder) => folder.path().join("legation.db").display().to_string(),
            Place::Database(name) => server().url(name),
        }
    }
}

fn home_zone() -> domain::time::ZoneName {
    domain::time::ZoneName::new("Asia/Shanghai").expect("a zone")
}

/// A fresh store on SQLite.
pub async fn sqlite() -> Trial {
    Trial::new(Engine::Sqlite).await
}

/// A fresh store on PostgreSQL.
pub async fn postgres() -> Trial {
    Trial::new(Engine::Postgres).await
}

/// Runs a test on a fresh store of each engine. PostgreSQL is left out, loudly, only when
/// `LEGATION_SKIP_POSTGRES` is set.
pub async fn on_both<T, F>(test: T)
where
    T: Fn(Trial) -> F,
    F: Future<Output = ()>,
{
    eprintln!("engine: SQLite");
    test(sqlite().await).await;
    if std::env::var_os("LEGATION_SKIP_POSTGRES").is_some() {
        eprintln!("engine: PostgreSQL left out because LEGATION_SKIP_POSTGRES is set");
        return;
    }
    eprintln!("engine: PostgreSQL");
    test(postgres().await).await;
}
