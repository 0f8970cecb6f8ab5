//! Typed data and a language become PDF or DOCX bytes.
