//! What every handler is given: the application, settings, clock and chance.

use std::sync::{Arc, OnceLock};

use app::App;
use domain::chance::{Chance, Clock};
use domain::language::Language;
use domain::time::ZoneName;

use crate::demo::DemoUser;
use crate::imports::ReadWorkbook;

/// How the site is reached and presented.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Scheme, host and port under which browsers see the site, if it stands behind a proxy.
    pub public_origin: Option<String>,
    /// Whether cookies are for HTTPS only; true everywhere but on the loopback.
    pub secure_cookies: bool,
    /// The people as whom anybody may sign in; empty everywhere but in the demonstration.
    pub demo: Vec<DemoUser>,
    /// The language of visitors who state none.
    pub language: Language,
    /// The zone of home, beside which the times of a mission are shown.
    pub home: ZoneName,
}

struct Inner {
    settings: Settings,
    app: Arc<App>,
    workbooks: OnceLock<Arc<dyn ReadWorkbook>>,
}

/// The state of the router; cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

impl Site {
    /// A site over an office.
    pub fn new(settings: Settings, app: Arc<App>) -> Self {
        Self(Arc::new(Inner {
            settings,
            app,
            workbooks: OnceLock::new(),
        }))
    }

    /// Tells who reads workbooks that people upload: a process with caps. Said once, at the
    /// start; without it they are read in this process.
    pub fn read_workbooks_with(&self, reader: Arc<dyn ReadWorkbook>) {
        // A second call changes nothing: the first one wins.
        let _ = self.0.workbooks.set(reader);
    }

    /// Who reads workbooks, if somebody was told to.
    #[must_use]
    pub fn workbook_reader(&self) -> Option<&Arc<dyn ReadWorkbook>> {
        self.0.workbooks.get()
    }

    /// The office.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The office, to be kept beyond a request.
    #[must_use]
    pub fn office(&self) -> Arc<App> {
        self.0.app.clone()
    }

    /// How the site is reached and presented.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.0.app.clock()
    }

    /// The source of chance.
    #[must_use]
    pub fn chance(&self) -> &dyn Chance {
        self.0.app.chance()
    }
}
