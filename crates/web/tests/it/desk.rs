//! A browser without a screen: the real router, a session, and its forms.

use std::sync::Arc;

use app::App;
use app::accounts::NewUser;
use app::timetables::WAYS;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use domain::accounts::UserRole;
use domain::language::Language;
use domain::time::ZoneName;
use scheduler::mender::Optimiser;
use store::jobs::{Job, Worker};
use testkit::Trial;
use tower::ServiceExt as _;
use web::{Settings, Site};

/// An answer as a reader sees it.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads, if it leads somewhere.
    pub location: String,
    /// Its headers.
    pub headers: axum::http::HeaderMap,
    /// Its body.
    pub body: String,
}

impl Answer {
    /// The value of the first field with this name, as the page shows it.
    pub fn field(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\"");
        let at = self.body.find(&mark).unwrap_or_else(|| panic!("no {name}"));
        let tag_end = at + self.body[at..].find('>').unwrap();
        let tag = &self.body[self.body[..at].rfind('<').unwrap()..tag_end];
        let value = tag.split("value=\"").nth(1).unwrap_or_default();
        value.split('"').next().unwrap_or_default().to_owned()
    }

    /// Asserts that the body holds some words.
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "no “{words}” in {}", self.body);
        self
    }

    /// Asserts that the body does not hold some words.
    pub fn keeps_silent_on(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "“{words}” in {}", self.body);
        self
    }
}

/// Somebody at their desk.
pub struct Desk {
    /// The application.
    pub app: Arc<App>,
    router: Router,
    cookie: String,
    /// The store's files live as long as somebody works on them.
    _trial: Trial,
}

impl Desk {
    /// A user with a role in the agency under test, signed in.
    pub async fn of(trial: &Trial, role: UserRole) -> Self {
        let app = App::new(
            trial.store.clone(),
            trial.clock.clone(),
            trial.chance.clone(),
        );
        let mender = Optimiser {
            steps: 20_000,
            ..Optimiser::default()
        };
        let app = Arc::new(app.with_mender(Arc::new(mender)));
        let user = app
            .add_user(
                trial.agency,
                NewUser {
                    email: format!("{}@example.org", role.code()),
                    name: "Lin Yue".into(),
                    language: Language::En,
                    zone: ZoneName::new("Asia/Shanghai").unwrap(),
                    role,
                    mission: None,
                    until: None,
                },
            )
            .await
            .unwrap();
        let token = app
            .open_session(user.id, trial.agency, "test")
            .await
            .unwrap();
        let cookie = format!("{}={}", web::seat::cookie_name(false), token.as_str());
        let router = router(app.clone());
        Self {
            app,
            router,
            cookie,
            _trial: trial.clone(),
        }
    }

    /// The same desk once more.
    pub fn again(&self) -> Self {
        self.with_cookie(&self.cookie)
    }

    /// The same desk with another session.
    pub fn with_cookie(&self, cookie: &str) -> Self {
        Self {
            app: self.app.clone(),
            router: self.router.clone(),
            cookie: cookie.to_owned(),
            _trial: self._trial.clone(),
        }
    }

    /// The same desk without a session.
    pub fn signed_out(&self) -> Self {
        Self {
            app: self.app.clone(),
            router: self.router.clone(),
            cookie: String::new(),
            _trial: self._trial.clone(),
        }
    }

    /// The cookie of the session.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// A minute passes.
    pub fn later(&self) {
        self._trial
            .clock
            .advance(jiff::SignedDuration::from_mins(1));
    }

    /// The next search for ways, as a worker claims it.
    pub async fn claimed(&self) -> Option<Job> {
        let worker = Worker {
            name: "test",
            now: self.app.clock().now(),
            lease: jiff::SignedDuration::from_secs(30),
        };
        let claimed = self.app.store().claim_job(&[WAYS], &worker).await;
        claimed.unwrap()
    }

    /// Carries such a search out as a worker does, as long as `goes_on` says so.
    pub async fn carry_out(&self, job: &Job, goes_on: &dyn Fn() -> bool) {
        let search = self.app.search_of(job).await.unwrap().unwrap();
        let ways = search.run(goes_on, &mut |_| {});
        self.app.keep_ways(job, "test", &ways).await.unwrap();
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form from one of our own pages.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, fields, "same-origin").await
    }

    /// Sends a form from some site.
    pub async fn post_from(&self, path: &str, fields: &[(&str, &str)], site: &str) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site);
        self.send(request.body(Body::from(body.finish())).unwrap())
            .await
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let location = parts.headers.get(header::LOCATION);
        Answer {
            status: parts.status,
            location: location.map_or("", |l| l.to_str().unwrap()).to_owned(),
            body: String::from_utf8_lossy(&body).into_owned(),
            headers: parts.headers,
        }
    }
}

fn router(app: Arc<App>) -> Router {
    let settings = Settings {
        public_origin: None,
        secure_cookies: false,
        demo: Vec::new(),
        language: Language::En,
        home: ZoneName::new("Asia/Shanghai").unwrap(),
    };
    web::router(Site::new(settings, app))
}
