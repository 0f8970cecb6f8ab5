//! Somebody at the terminal: Ctrl-C ends a search and keeps what it has found.

use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Whether somebody still waits.
#[derive(Debug, Clone, Default)]
pub struct Patience(Arc<AtomicBool>);

impl Patience {
    /// Listens for Ctrl-C. The first time ends the search, the second time the program.
    pub fn listening() -> Self {
        let patience = Self::default();
        let heard = patience.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            // Without it, Ctrl-C ends the program as ever.
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async {
                while tokio::signal::ctrl_c().await.is_ok() {
                    if heard.0.swap(true, Ordering::Relaxed) {
                        exit(INTERRUPTED);
                    }
                }
            });
        });
        patience
    }

    /// Whether Ctrl-C was heard.
    pub fn is_gone(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
