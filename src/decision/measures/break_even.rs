//! How large must an effect be so that a measure is worth its cost?

use crate::decision::Lever;
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};

/// The smallest change of a lever at which what a measure brings is worth what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakEven {
    /// At this change of the rate among those reached.
    At {
        /// Added to the rate: negative for leaving, which must fall.
        absolute: f64,
        /// The same as a share of the rate; `None` for a rate of 0.
        relative: Option<f64>,
        /// Persons to be gained or kept in each year.
        persons: f64,
    },
    /// No change of the rate within 0 and 1 is worth the cost.
    Infeasible {
        /// What would have to be added to the rate.
        needed: f64,
        /// The most that can be.
        most: f64,
        /// The share of the cost that this would return.
        returned: f64,
    },
    /// Nobody is reached.
    NobodyReached,
    /// One person more is worth nothing, or less.
    WorthNothing,
    /// The measure turns no lever, so that no change of one pays for it.
    NoLever,
}

impl BreakEven {
    /// The stable name of the kind of answer.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::At { .. } => "at",
            Self::Infeasible { .. } => "infeasible",
            Self::NobodyReached => "nobody_reached",
            Self::WorthNothing => "worth_nothing",
            Self::NoLever => "no_lever",
        }
    }

    /// The change of the rate that is needed, feasible or not; `None` where there is none.
    #[must_use]
    pub fn change(self) -> Option<f64> {
        match self {
            Self::At { absolute, .. } => Some(absolute),
            Self::Infeasible { needed, .. } => Some(needed),
            Self::NobodyReached | Self::WorthNothing | Self::NoLever => None,
        }
    }

    /// The answer in words, for a rate of a lever.
    pub(super) fn words(self, lever: Option<Lever>, rate: f64) -> Bilingual {
        let title = lever.map_or(Bilingual::both(""), Lever::title);
        let (from, percent) = (100.0 * rate, |share: f64| 100.0 * share);
        match self {
            Self::At { absolute, persons, .. } => {
                let to = percent(rate + absolute);
                Bilingual::new(
                    format!(
                        "breaks even when the rate of {} goes from {from:.2} % to {to:.2} % ({persons:.1} persons a year)",
                        title.english
                    ),
                    format!("{}の率が {from:.2} % から {to:.2} % になれば採算が合う（年間 {persons:.1} 人）", title.japanese),
                )
            }
            Self::Infeasible { returned, .. } => {
                let most = percent(returned);
                Bilingual::new(
                    format!("cannot break even: the largest possible change returns {most:.0} % of the cost"),
                    format!("採算は合わない：最大の効果でも費用の {most:.0} % しか回収できない"),
                )
            }
            Self::NobodyReached => Bilingual::new("nobody is reached", "対象者に届かない"),
            Self::WorthNothing => Bilingual::new("one person more is worth nothing", "一人増えても価値がない"),
            Self::NoLever => {
                Bilingual::new("it turns no lever, so no effect on one can be asked for", "直接動かす率がなく、採算点は求められない")
            }
        }
    }
}

/// The break-even change of a lever's rate, when a change of the rate by 1 is worth `worth_of_rate`.
pub(super) fn break_even(lever: Option<Lever>, rate: f64, cost: f64, reached: f64, worth_of_rate: f64) -> BreakEven {
    let Some(lever) = lever else { return BreakEven::NoLever };
    if reached == 0.0 {
        return BreakEven::NobodyReached;
    }
    if worth_of_rate <= 0.0 {
        return BreakEven::WorthNothing;
    }
    let (sign, room) = if lever.gains_when_lower() { (-1.0, rate) } else { (1.0, 1.0 - rate) };
    let needed = cost / worth_of_rate;
    if needed > room {
        return BreakEven::Infeasible { needed: sign * needed, most: sign * room, returned: room / needed };
    }
    let relative = (rate > 0.0).then(|| sign * needed / rate);
    BreakEven::At { absolute: sign * needed, relative, persons: needed * reached }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_answers() {
        let lapse = Some(Lever::Lapse);
        // 100 reached, one worth 10: a point is worth 10, a cost of 50 needs 5 points
        let at = break_even(lapse, 0.1, 50.0, 100.0, 1_000.0);
        assert_eq!(at, BreakEven::At { absolute: -0.05, relative: Some(-0.5), persons: 5.0 });
        // 20 points of 10
        let infeasible = break_even(lapse, 0.1, 200.0, 100.0, 1_000.0);
        assert_eq!(infeasible, BreakEven::Infeasible { needed: -0.2, most: -0.1, returned: 0.5 });
        assert_eq!(
            break_even(Some(Lever::Entry), 0.0, 50.0, 100.0, 1_000.0),
            BreakEven::At { absolute: 0.05, relative: None, persons: 5.0 }
        );
        assert_eq!(break_even(lapse, 0.1, 50.0, 0.0, 0.0), BreakEven::NobodyReached);
        assert_eq!(break_even(lapse, 0.1, 50.0, 10.0, -1.0), BreakEven::WorthNothing);
        assert_eq!(break_even(None, 0.1, 50.0, 10.0, 1.0), BreakEven::NoLever);
    }
}
