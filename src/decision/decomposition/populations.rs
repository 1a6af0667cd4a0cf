//! Between which populations, and by which factors, is a rate decomposed?

use crate::error::{Error, Result};
use crate::language::Bilingual;
use serde::Serialize;

/// One factor of a rate: its values in every population.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Factor {
    pub(super) name: String,
    pub(super) counts: Bilingual,
    /// One list of cells a population.
    pub(super) values: Vec<Vec<f64>>,
}

impl Factor {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its values in the population at a position: one, or one a cell.
    #[must_use]
    pub fn values_of(&self, population: usize) -> &[f64] {
        self.values.get(population).map_or(&[], Vec::as_slice)
    }
}

/// Two populations or more (dates, branches, associations) and the factors of a rate in each of them.
///
/// A factor is one number a population, or one a cell (an age group, a branch), the same cells in the same order in every population.
/// Factors of one number and factors of cells can stand side by side.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::Populations;
/// let dates = Populations::of(["2018", "2023"])?
///     .factor("pass rate", &[0.81, 0.87])?
///     .factor_by_cell("entry rate by school", &[vec![0.9, 0.7, 0.8], vec![0.8, 0.7, 0.7]])?
///     .counting("persons who join in the year of their licence, by school");
/// assert_eq!((dates.names().len(), dates.factors().len(), dates.cells()), (2, 2, 3));
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[must_use]
pub struct Populations {
    names: Vec<String>,
    factors: Vec<Factor>,
}

impl Populations {
    /// Populations by name, as yet without factors.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for fewer than two, or for one name given twice.
    pub fn of<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Result<Self> {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        if names.len() < 2 {
            return Err(Error::setting("number of populations", names.len(), "cannot be compared; give at least two"));
        }
        if let Some(twice) = twice(&names) {
            return Err(Error::setting("population", format!("{twice:?}"), "is given twice; give each a name of its own"));
        }
        Ok(Self { names, factors: Vec::new() })
    }

    /// With a factor of one number a population, in the order of the populations.
    ///
    /// # Errors
    ///
    /// As [`factor_by_cell`](Self::factor_by_cell).
    pub fn factor(self, name: impl Into<String>, values: &[f64]) -> Result<Self> {
        let cells: Vec<[f64; 1]> = values.iter().map(|&value| [value]).collect();
        self.factor_by_cell(name, &cells)
    }

    /// With a factor of one number a cell: for each population, in their order, its cells.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when there are not as many lists as populations or the numbers of cells differ; [`Error::NoRows`] without
    /// a cell; [`Error::Setting`] for a value that is not a finite number, and for a name given twice.
    pub fn factor_by_cell<C: AsRef<[f64]>>(mut self, name: impl Into<String>, values: &[C]) -> Result<Self> {
        let name = name.into();
        if self.factors.iter().any(|factor| factor.name == name) {
            return Err(Error::setting("factor", format!("{name:?}"), "is given twice; give each a name of its own"));
        }
        let values: Vec<Vec<f64>> = values.iter().map(|cells| cells.as_ref().to_vec()).collect();
        self.check(&name, &values)?;
        let counts = Bilingual::new(format!("the change of {name}"), format!("{name}の変化"));
        self.factors.push(Factor { name, counts, values });
        Ok(self)
    }

    /// Says in words what the factor given last counts; its part of the change carries them.
    pub fn counting(self, words: impl Into<String>) -> Self {
        self.counting_in(Bilingual::both(words))
    }

    /// The same in both languages.
    pub fn counting_in(mut self, words: Bilingual) -> Self {
        if let Some(factor) = self.factors.last_mut() {
            factor.counts = words;
        }
        self
    }

    /// Some of the populations, in the order asked for: with two, they are standardised against each other only.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] for a name that is not there, and as [`of`](Self::of).
    pub fn only<N: AsRef<str>>(&self, names: &[N]) -> Result<Self> {
        let at = names.iter().map(|name| self.position(name.as_ref())).collect::<Result<Vec<usize>>>()?;
        let chosen = |factor: &Factor| Factor { values: at.iter().map(|&at| factor.values_of(at).to_vec()).collect(), ..factor.clone() };
        let factors = self.factors.iter().map(chosen).collect();
        Ok(Self { factors, ..Self::of(names.iter().map(|name| name.as_ref().to_owned()))? })
    }

    /// One cell alone, of a rate that is a sum over cells: its parts are what this cell adds to those of the whole.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] beyond the last cell.
    pub fn cell(&self, at: usize) -> Result<Self> {
        let beyond = || Error::missing(format!("cell {at}"), format!("ask for one of 0 to {}", self.cells().saturating_sub(1)));
        let one = |cells: &Vec<f64>| match cells.as_slice() {
            [scalar] => Some(vec![*scalar]),
            cells => cells.get(at).map(|&value| vec![value]),
        };
        if at >= self.cells() {
            return Err(beyond());
        }
        let chosen = |factor: &Factor| {
            let values = factor.values.iter().map(one).collect::<Option<Vec<_>>>().ok_or_else(beyond)?;
            Ok(Factor { values, ..factor.clone() })
        };
        Ok(Self { names: self.names.clone(), factors: self.factors.iter().map(chosen).collect::<Result<_>>()? })
    }

    /// The names of the populations.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The factors, in the order given.
    #[must_use]
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// Number of cells; 1 when every factor is one number, 0 without factors.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.factors.iter().map(|factor| factor.values_of(0).len()).max().unwrap_or(0)
    }

    /// The position of a population.
    pub(super) fn position(&self, name: &str) -> Result<usize> {
        position(&self.names, name)
    }

    /// Refuses values of which no rate can be made.
    fn check(&self, name: &str, values: &[Vec<f64>]) -> Result<()> {
        let length = |found, reference: String, expected| Err(Error::ColumnLength { column: name.into(), found, reference, expected });
        if values.len() != self.names.len() {
            return length(values.len(), "the list of populations".into(), self.names.len());
        }
        let Some(first) = values.first().filter(|cells| !cells.is_empty()) else {
            return Err(Error::NoRows { input: format!("factor {name:?}"), advice: "give one value, or one a cell".into() });
        };
        if let Some((other, cells)) = self.names.iter().zip(values).find(|(_, cells)| cells.len() != first.len()) {
            return length(cells.len(), format!("{name} of another population than {other:?}"), first.len());
        }
        if let Some(other) =
            self.factors.iter().find(|other| first.len() != 1 && !matches!(other.values_of(0).len(), n if n == 1 || n == first.len()))
        {
            return length(first.len(), other.name.clone(), other.values_of(0).len());
        }
        for (population, cells) in self.names.iter().zip(values) {
            if let Some(wrong) = cells.iter().find(|value| !value.is_finite()) {
                let reason = format!(
                    "of {name:?} in population {population:?} is not a finite number; leave the cell out, or merge it with another"
                );
                return Err(Error::setting("value", wrong, reason));
            }
        }
        Ok(())
    }
}

/// The position of a population among their names.
pub(super) fn position(names: &[String], name: &str) -> Result<usize> {
    let found = names.iter().position(|known| known == name);
    found.ok_or_else(|| Error::missing(format!("population {name:?}"), format!("the populations are {}", names.join(", "))))
}

/// The first name that stands twice.
pub(super) fn twice<N: PartialEq>(names: &[N]) -> Option<&N> {
    names.iter().enumerate().find(|(at, name)| names.iter().take(*at).any(|earlier| earlier == *name)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_which_no_rate_can_be_made_are_refused() {
        let two = || Populations::of(["a", "b"]).unwrap();
        assert_eq!(Populations::of(["a"]).unwrap_err().code(), "setting");
        assert_eq!(Populations::of(["a", "a"]).unwrap_err().code(), "setting");
        assert_eq!(two().factor("x", &[1.0]).unwrap_err().code(), "column_length");
        assert_eq!(two().factor("x", &[1.0, f64::NAN]).unwrap_err().code(), "setting");
        assert_eq!(two().factor_by_cell("x", &[vec![], vec![]]).unwrap_err().code(), "no_rows");
        assert_eq!(two().factor_by_cell("x", &[vec![1.0, 2.0], vec![1.0]]).unwrap_err().code(), "column_length");
        let cells = two().factor_by_cell("x", &[[1.0, 2.0], [1.0, 2.0]]).unwrap();
        assert_eq!(cells.clone().factor("x", &[1.0, 1.0]).unwrap_err().code(), "setting");
        assert_eq!(cells.clone().factor_by_cell("y", &[[1.0; 3], [1.0; 3]]).unwrap_err().code(), "column_length");
        assert!(cells.factor("y", &[1.0, 1.0]).is_ok());
    }

    #[test]
    fn populations_and_cells_can_be_chosen() {
        let three = Populations::of(["a", "b", "c"]).unwrap().factor_by_cell("x", &[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]).unwrap();
        assert_eq!(three.only(&["c", "a"]).unwrap().factors()[0].values_of(0), [5.0, 6.0]);
        assert_eq!(three.cell(1).unwrap().factors()[0].values_of(2), [6.0]);
        assert_eq!(three.only(&["a", "d"]).unwrap_err().code(), "missing");
        assert_eq!(three.cell(2).unwrap_err().code(), "missing");
    }
}
