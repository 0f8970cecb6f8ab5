//! The press: prints the papers of the office as PDF and DOCX.

use app::documents::{Form, NotPrinted, Printer};
use documents::{Fonts, Format};
use domain::language::Language;
use domain::papers::Paper;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How many documents are set at once; each takes a processor and some memory.
const AT_ONCE: usize = 2;
/// How long the fonts stay unpacked after the last document.
const KEEP: Duration = Duration::from_secs(300);

/// Prints with the packed fonts and those of `LEGATION_FONT_DIR`.
#[derive(Clone)]
pub struct Press(Arc<Inner>);

struct Inner {
    fonts: Fonts,
    prints: AtomicU64,
    busy: Mutex<usize>,
    free: Condvar,
}

impl Press {
    /// A press that has not unpacked its fonts yet.
    pub fn new() -> Self {
        Self(Arc::new(Inner {
            fonts: Fonts::from_environment(),
            prints: AtomicU64::new(0),
            busy: Mutex::new(0),
            free: Condvar::new(),
        }))
    }

    fn enter(&self) {
        let busy = self.0.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = self.0.free.wait_while(busy, |busy| *busy >= AT_ONCE);
        *wait.unwrap_or_else(PoisonError::into_inner) += 1;
    }

    fn leave(&self) {
        *self.0.busy.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.free.notify_one();
        let print = self.0.prints.fetch_add(1, Ordering::Relaxed) + 1;
        // On the command line nothing runs on after the document.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let press = self.clone();
            runtime.spawn(async move {
                tokio::time::sleep(KEEP).await;
                if press.0.prints.load(Ordering::Relaxed) == print {
                    press.0.fonts.release();
                }
            });
        }
    }
}

impl Printer for Press {
    fn print(&self, paper: &Paper, language: Language, form: Form) -> Result<Vec<u8>, NotPrinted> {
        let format = match form {
            Form::Pdf => Format::Pdf,
            Form::Docx => Format::Docx,
        };
        self.enter();
        let printed = documents::render(paper, language, format, &self.0.fonts);
        self.leave();
        printed.map_err(|error| NotPrinted(error.to_string()))
    }
}
