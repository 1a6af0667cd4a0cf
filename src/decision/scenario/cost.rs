//! What does a change cost: once, every year, and for each person reached?

use crate::decision::money::Money;
use crate::decision::remade::remade_when_read;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// The cost of a change. It is paid while the change is in force: from its first year until the last one of full strength; what fades
/// afterwards costs nothing. While a change grows, as large a share of the people is reached as its strength says.
///
/// # Example
///
/// ```
/// use kaiin::decision::{money::Money, scenario::Cost};
/// let calls = Cost::once(Money(2_000_000))?.yearly(Money(500_000))?.per_person(Money(300))?;
/// assert_eq!(calls.of_year(true, 1_000.0), 2_000_000.0 + 500_000.0 + 300_000.0);
/// assert_eq!(calls.of_year(false, 1_000.0), 800_000.0);
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct Cost {
    once: Money,
    yearly: Money,
    per_person: Money,
}

remade_when_read! {
    Unchecked => Cost { once: Money, yearly: Money, per_person: Money }
}

impl Cost {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        Self::once(self.once)?.yearly(self.yearly)?.per_person(self.per_person)
    }

    /// Paid in the first year in force.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`](crate::Error::Setting) for a negative amount.
    pub fn once(amount: Money) -> Result<Self> {
        Ok(Self { once: amount.not_negative("cost paid once")?, ..Self::default() })
    }

    /// And paid in every year in force.
    ///
    /// # Errors
    ///
    /// As [`once`](Self::once).
    pub fn yearly(self, amount: Money) -> Result<Self> {
        Ok(Self { yearly: amount.not_negative("yearly cost")?, ..self })
    }

    /// And paid for each person reached in a year.
    ///
    /// # Errors
    ///
    /// As [`once`](Self::once).
    pub fn per_person(self, amount: Money) -> Result<Self> {
        Ok(Self { per_person: amount.not_negative("cost per person")?, ..self })
    }

    /// The cost of a year in force in which so many people are reached.
    #[must_use]
    pub fn of_year(&self, first: bool, reached: f64) -> f64 {
        let once = if first { self.once.as_real() } else { 0.0 };
        once + self.yearly.as_real() + self.per_person.as_real() * reached
    }

    /// Whether it costs anything.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What is paid once.
    #[must_use]
    pub fn paid_once(&self) -> Money {
        self.once
    }

    /// What is paid every year.
    #[must_use]
    pub fn paid_yearly(&self) -> Money {
        self.yearly
    }

    /// What is paid for each person.
    #[must_use]
    pub fn paid_per_person(&self) -> Money {
        self.per_person
    }
}
