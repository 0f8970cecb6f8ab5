//! The content of printed documents as typed data.
