//! A token that runs out within the hour: whoever shows it asks for one that is still good.

use super::Trouble;
use platform::Hidden;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

type Asked = Pin<Box<dyn Future<Output = Result<Hidden, Trouble>> + Send>>;

#[derive(Clone)]
pub struct Bearer(Arc<dyn Fn() -> Asked + Send + Sync>);

impl Bearer {
    pub fn new<F>(ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Hidden, Trouble>> + Send + 'static,
    {
        Self(Arc::new(move || Box::pin(ask())))
    }

    /// One that never changes.
    pub fn fixed(token: Hidden) -> Self {
        Self::new(move || {
            let token = token.clone();
            async move { Ok(token) }
        })
    }

    /// # Errors
    /// There is none to be had; often a person must sign in again.
    pub async fn token(&self) -> Result<Hidden, Trouble> {
        (self.0)().await
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(…)")
    }
}
