//! Which agency a command is for.

use anyhow::{Context as _, Result, bail};
use app::App;
use domain::ids::AgencyId;

/// The agency of a code; without one, the only agency there is.
///
/// # Errors
/// When there is none of this code, or several and none is named.
pub async fn named(office: &App, code: Option<&str>) -> Result<AgencyId> {
    let mut reader = office.store().read(store::house()).await?;
    if let Some(code) = code {
        return reader
            .agency_by_code(code)
            .await
            .with_context(|| format!("there is no agency `{code}`"));
    }
    let agencies = reader.agencies().await?;
    match agencies.as_slice() {
        [(_, only)] => Ok(only.id),
        [] => bail!("there is no agency yet; make one with `legation admin`"),
        several => {
            let codes: Vec<&str> = several.iter().map(|(code, _)| code.as_str()).collect();
            bail!(
                "there are several agencies; name one with --agency: {}",
                codes.join(", ")
            )
        }
    }
}
