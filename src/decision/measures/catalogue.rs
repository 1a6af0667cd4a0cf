//! Which measures are there, and which of them work on a lever?

use super::classification::Action;
use super::measure::Measure;
use super::shipped::shipped;
use crate::decision::Lever;
use crate::decision::remade::remade_when_read;
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// Measures by id: those shipped, and those that an association adds.
///
/// The shipped ones are a list of what associations do or are advised to do, without a judgement of what works. **No effect sizes are
/// shipped**: none are known well enough to be used elsewhere. 33 of the 57 work on leaving, 11 on entry, two each on late entry and
/// reinstatement, one on new licences, none first of all on leave; three only measure and five have no lever.
///
/// # Example
///
/// ```
/// use kaiin::decision::{Lever, measures::Catalogue};
/// let catalogue = Catalogue::shipped();
/// assert_eq!(catalogue.measures().len(), 57);
/// assert_eq!(catalogue.of_lever(Lever::Lapse).count(), 33);
/// assert_eq!(catalogue.get("M50").unwrap().name.japanese, "再入会の優遇");
/// let without: Vec<&str> = catalogue.without_lever().map(|measure| measure.id.as_str()).collect();
/// assert_eq!(without, ["M31", "M32", "M51", "M52", "M53", "M54", "M56", "M57"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
#[must_use]
pub struct Catalogue {
    measures: Vec<Measure>,
}

remade_when_read! {
    Unchecked => Catalogue { measures: Vec<Measure> }
}

impl Catalogue {
    /// The same, made by its constructors.
    fn remade(self) -> Result<Self> {
        self.measures.into_iter().try_fold(Self::empty(), Self::with)
    }

    /// The measures shipped with the library.
    pub fn shipped() -> Self {
        Self { measures: shipped().collect() }
    }

    /// A catalogue without measures, for an association's own.
    pub fn empty() -> Self {
        Self { measures: Vec::new() }
    }

    /// With one more measure.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when its id is taken or empty.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::{Lever, measures::{Action, Audience, Catalogue, Incentive, Measure}};
    /// use kaiin::language::Bilingual;
    /// let own = Measure {
    ///     id: "own-1".into(),
    ///     name: Bilingual::new("Call before the leave ends", "休会期間満了前の電話連絡"),
    ///     audience: Audience::CurrentMembers,
    ///     action: Action::Moves(Lever::LeaveEnd),
    ///     second: None,
    ///     incentive: Incentive::NonMonetary,
    /// };
    /// assert_eq!(Catalogue::shipped().with(own.clone())?.of_lever(Lever::LeaveEnd).count(), 1);
    /// assert!(Catalogue::empty().with(own.clone())?.with(own).is_err());
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn with(mut self, measure: Measure) -> Result<Self> {
        if measure.id.is_empty() || self.get(&measure.id).is_some() {
            return Err(Error::setting("measure id", format!("{:?}", measure.id), "is taken or empty; give the measure an id of its own"));
        }
        self.measures.push(measure);
        Ok(self)
    }

    /// The measures, in their order.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// A measure by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The measures that work on a lever first of all.
    pub fn of_lever(&self, lever: Lever) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(move |measure| measure.lever() == Some(lever))
    }

    /// The measures that work on a lever, first of all or beside.
    pub fn touching(&self, lever: Lever) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(move |measure| measure.moves(lever))
    }

    /// The measures that move no lever first of all: those that only measure, and those that have none.
    pub fn without_lever(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| measure.lever().is_none())
    }

    /// The catalogue as a table in both languages: stable names, then the words of each language.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let texts = |of: &dyn Fn(&Measure) -> Option<String>| Values::Texts(self.measures.iter().map(of).collect());
        let name = |of: fn(&Measure) -> &'static str| texts(&|measure| Some(of(measure).to_owned()));
        let second = |of: fn(Action) -> String| texts(&|measure| measure.second.map(of));
        let words =
            |of: fn(&Measure) -> Bilingual| [texts(&|measure| Some(of(measure).english)), texts(&|measure| Some(of(measure).japanese))];
        let [name_english, name_japanese] = words(|measure| measure.name.clone());
        let [audience_english, audience_japanese] = words(|measure| measure.audience.title());
        let [lever_english, lever_japanese] = words(|measure| measure.action.title());
        let [incentive_english, incentive_japanese] = words(|measure| measure.incentive.title());
        let columns = [
            ("id", texts(&|measure| Some(measure.id.clone()))),
            ("audience", name(|measure| measure.audience.name())),
            ("lever", name(|measure| measure.action.name())),
            ("second_lever", second(|action| action.name().to_owned())),
            ("incentive", name(|measure| measure.incentive.name())),
            ("name_english", name_english),
            ("name_japanese", name_japanese),
            ("audience_english", audience_english),
            ("audience_japanese", audience_japanese),
            ("lever_english", lever_english),
            ("lever_japanese", lever_japanese),
            ("second_lever_english", second(|action| action.title().english)),
            ("second_lever_japanese", second(|action| action.title().japanese)),
            ("incentive_english", incentive_english),
            ("incentive_japanese", incentive_japanese),
        ];
        Table::of_columns("measures", columns)
    }
}
