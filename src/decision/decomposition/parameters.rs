//! From which values to which did the parameters of a rate change?

use super::populations::twice;
use crate::error::{Error, Result};
use serde::Serialize;

/// The parameters of a rate before and after, each by name.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::Parameters;
/// let changed = Parameters::new([("entry", 0.8, 0.7), ("retention", 0.90, 0.95)])?.between("2022", "2023");
/// assert_eq!(changed.after(), [0.7, 0.95]);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[must_use]
pub struct Parameters {
    pub(super) from: String,
    pub(super) to: String,
    names: Vec<String>,
    before: Vec<f64>,
    after: Vec<f64>,
}

impl Parameters {
    /// Parameters by name, with their values before and after.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without any; [`Error::Setting`] for a value that is not a finite number, or a name given twice.
    pub fn new<N: Into<String>>(parameters: impl IntoIterator<Item = (N, f64, f64)>) -> Result<Self> {
        let mut named = Self { from: "before".into(), to: "after".into(), names: Vec::new(), before: Vec::new(), after: Vec::new() };
        for (name, before, after) in parameters {
            let name = name.into();
            if let Some(wrong) = [before, after, after - before].into_iter().find(|value| !value.is_finite()) {
                return Err(Error::setting(
                    "value",
                    wrong,
                    format!("of parameter {name:?} is not a finite number; leave it out or correct it"),
                ));
            }
            named.names.push(name);
            named.before.push(before);
            named.after.push(after);
        }
        if named.names.is_empty() {
            return Err(Error::NoRows { input: "the list of parameters".into(), advice: "give at least one".into() });
        }
        match twice(&named.names) {
            Some(twice) => Err(Error::setting("parameter", format!("{twice:?}"), "is given twice; give each a name of its own")),
            None => Ok(named),
        }
    }

    /// Parameters `1`, `2`, … from two lists.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when the lists differ in length, and as [`new`](Self::new).
    pub fn of_lists(before: &[f64], after: &[f64]) -> Result<Self> {
        if before.len() != after.len() {
            let (column, reference) = ("after".into(), "before".into());
            return Err(Error::ColumnLength { column, found: after.len(), reference, expected: before.len() });
        }
        Self::new(before.iter().zip(after).enumerate().map(|(at, (&before, &after))| ((at + 1).to_string(), before, after)))
    }

    /// With the names of the two dates or populations.
    pub fn between(self, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self { from: from.into(), to: to.into(), ..self }
    }

    /// The names.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The values before.
    #[must_use]
    pub fn before(&self) -> &[f64] {
        &self.before
    }

    /// The values after.
    #[must_use]
    pub fn after(&self) -> &[f64] {
        &self.after
    }

    /// What each parameter changed by.
    pub(super) fn changes(&self) -> Vec<f64> {
        self.before.iter().zip(&self.after).map(|(before, after)| after - before).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_without_values_are_refused() {
        assert_eq!(Parameters::of_lists(&[], &[]).unwrap_err().code(), "no_rows");
        assert_eq!(Parameters::of_lists(&[1.0], &[]).unwrap_err().code(), "column_length");
        assert_eq!(Parameters::of_lists(&[1.0], &[f64::NAN]).unwrap_err().code(), "setting");
        assert_eq!(Parameters::of_lists(&[-f64::MAX], &[f64::MAX]).unwrap_err().code(), "setting");
        assert_eq!(Parameters::new([("a", 1.0, 2.0), ("a", 1.0, 2.0)]).unwrap_err().code(), "setting");
    }
}
