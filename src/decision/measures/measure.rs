//! What is a measure: its name, whom it addresses, which lever it turns and by what incentive.

use super::classification::{Action, Audience, Incentive};
use super::plan::MeasurePlan;
use crate::decision::Lever;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something an association can do for its rates (施策). How much it does is not part of it: that is an [`Effect`](super::Effect).
///
/// # Example
///
/// ```
/// use kaiin::decision::{Lever, measures::Catalogue};
/// let catalogue = Catalogue::shipped();
/// let measure = catalogue.get("M15").unwrap();
/// assert_eq!(measure.to_string(), "M15 Mentors for new and young members");
/// assert!(measure.moves(Lever::Lapse) && measure.moves(Lever::Entry) && !measure.moves(Lever::Reinstatement));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// A short id: `M01` to `M57` for those shipped.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Whom it addresses.
    pub audience: Audience,
    /// What it moves first of all.
    pub action: Action,
    /// What it moves beside that; `None` for nothing.
    pub second: Option<Action>,
    /// What it offers.
    pub incentive: Incentive,
}

impl Measure {
    /// The lever it turns first of all.
    #[must_use]
    pub fn lever(&self) -> Option<Lever> {
        self.action.lever()
    }

    /// Whether it turns a lever, first of all or beside.
    #[must_use]
    pub fn moves(&self, lever: Lever) -> bool {
        [Some(self.action), self.second].into_iter().flatten().any(|action| action.lever() == Some(lever))
    }

    /// The same measure, working on a lever that the catalogue does not name first: what it worked on first comes second.
    #[must_use]
    pub fn acting_on(mut self, lever: Lever) -> Self {
        if self.lever() != Some(lever) {
            self.second = Some(self.action);
            self.action = Action::Moves(lever);
        }
        self
    }

    /// A plan to take the measure for so many persons a year, of unknown effect and as yet without cost.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a number that is negative or not finite.
    pub fn for_audience_of(&self, persons: f64) -> Result<MeasurePlan> {
        if !(persons >= 0.0 && persons.is_finite()) {
            return Err(Error::setting("audience", persons, "is no number of persons; give a finite one of 0 or more"));
        }
        Ok(MeasurePlan::new(self.clone(), persons))
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.name.english)
    }
}
