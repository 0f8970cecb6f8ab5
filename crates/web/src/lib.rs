//! Server-rendered pages, forms and live updates.
