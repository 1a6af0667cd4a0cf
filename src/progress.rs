//! How far long work has come, and the caller's wish to stop it.

use crate::error::{Error, Result};
use std::fmt;

/// Called now and then with the steps done and the steps in all; returning `false` stops the work.
type Callback<'a> = dyn Fn(u64, u64) -> bool + Sync + 'a;

/// A callback that long work reports to, or none.
///
/// # Example
///
/// ```
/// use kaiin::Progress;
/// let show = |done, total| { println!("{done} of {total}"); true };
/// let progress = Progress::to(&show);
/// assert!(progress.report(5, 10).is_ok());
/// assert_eq!(Progress::to(&|_, _| false).report(5, 10).unwrap_err().code(), "cancelled");
/// ```
#[derive(Clone, Copy, Default)]
pub struct Progress<'a>(Option<&'a Callback<'a>>);

impl<'a> Progress<'a> {
    /// No callback.
    #[must_use]
    pub fn none() -> Self {
        Self(None)
    }

    /// Reports to `callback`: steps done, steps in all; `false` from it stops the work. It may be called from several threads.
    #[must_use]
    pub fn to(callback: &'a Callback<'a>) -> Self {
        Self(Some(callback))
    }

    /// Reports that `done` of `total` steps are done.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`] when the callback asks to stop.
    pub fn report(&self, done: u64, total: u64) -> Result<()> {
        match self.0 {
            Some(callback) if !callback(done, total) => Err(Error::Cancelled),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Progress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Progress(callback)" } else { "Progress(none)" })
    }
}
