//! The sheet as an office document.
use crate::DocumentError;
use crate::sheet::Sheet;
pub(crate) fn render(_sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    Err(DocumentError::Packing(String::new()))
}
