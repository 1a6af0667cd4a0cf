//! The named rates: what each divides by what, in which unit, and under which assumption.

use crate::episode::EndReason;
use crate::language::Bilingual;
use crate::licensees::DenominatorKind;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The unit of a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum RateUnit {
    /// A share: a number in [0, 1], printed as a percentage.
    Share,
    /// A ratio of two different things that may exceed 1, printed as a percentage.
    Ratio,
    /// Events per member and year.
    PerMemberYear,
    /// Persons.
    Persons,
    /// Years.
    Years,
}

/// What the uncertainty of a rate is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum UncertaintyModel {
    /// Each of the persons below may or may not count above: binomial.
    Binomial,
    /// The events above happen at a rate over what stands below: Poisson.
    Poisson,
    /// None: the figure is arithmetic on stocks and flows.
    None,
}

/// A named rate. A word never identifies a rate: 入会率 is a flow here and a stock elsewhere, 組織率 has at least three denominators; so
/// the kind names numerator and denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "report", derive(schemars::JsonSchema))]
pub enum RateKind {
    /// All who join in the fiscal year / new licence holders of that year's cohort: the literal 入会率.
    EntryRateYear,
    /// Persons of a licence cohort who have joined within so many years / licence holders of the cohort.
    EntryRateCohort {
        /// Full fiscal years after the licence year; 0 is the licence year itself.
        within_years: u32,
    },
    /// Members on a day / licence holders on that day, under a named denominator: the customary 組織率.
    OrganizationRate {
        /// Which licence holders.
        denominator: DenominatorKind,
    },
    /// Members at the end of the year / new licence holders of the year: the literal 組織率, which exceeds 100 %.
    MembersPerNewLicensee,
    /// Of the members at the start of the year, those still members at its end / members at the start: 継続率.
    Retention,
    /// Of those who joined in a year, those still members on their first anniversary / those who joined.
    FirstYearRetention,
    /// Members who left in the year, for any or one reason / members at the start: 退会率.
    LapseRate {
        /// The reason; `None` for all reasons together.
        reason: Option<EndReason>,
    },
    /// Members who left in the year, for any or one reason / member-years of the year: the central rate of lapse.
    CentralLapseRate {
        /// The reason; `None` for all reasons together.
        reason: Option<EndReason>,
    },
    /// Members on leave on a day / members on the roll on that day: 休会率.
    LeaveShare,
    /// Persons reinstated in the year / persons lapsed at its start, the dead not counted: 再入会率.
    ReinstatementRate,
    /// Persons of earlier licence cohorts who join for the first time in the year / persons of these cohorts who had never joined.
    LateEntryRate,
    /// Persons who came in during the year / members who left.
    ReplacementRatio,
    /// Closing minus opening / opening.
    NetGrowth,
    /// Persons who come in a year / lapse rate: the membership to which both would lead if they stayed as they are.
    SteadyStateMembership,
    /// 1 / central lapse rate: mean years of membership if every member lapsed at that rate whatever the tenure.
    MeanTenure,
    /// ln 2 / central lapse rate: years after which half of the members would be gone under the same assumption.
    HalfLife,
}

impl RateKind {
    /// The stable name, for programs.
    #[must_use]
    pub fn name(self) -> String {
        let with = |name: &str, reason: Option<EndReason>| reason.map_or(name.to_owned(), |reason| format!("{name}_{}", reason.name()));
        match self {
            Self::EntryRateYear => "entry_rate_year".into(),
            Self::EntryRateCohort { within_years } => format!("entry_rate_cohort_within_{within_years}"),
            Self::OrganizationRate { denominator } => format!("organization_rate_{}", denominator.name()),
            Self::MembersPerNewLicensee => "members_per_new_licensee".into(),
            Self::Retention => "retention".into(),
            Self::FirstYearRetention => "first_year_retention".into(),
            Self::LapseRate { reason } => with("lapse_rate", reason),
            Self::CentralLapseRate { reason } => with("central_lapse_rate", reason),
            Self::LeaveShare => "leave_share".into(),
            Self::ReinstatementRate => "reinstatement_rate".into(),
            Self::LateEntryRate => "late_entry_rate".into(),
            Self::ReplacementRatio => "replacement_ratio".into(),
            Self::NetGrowth => "net_growth".into(),
            Self::SteadyStateMembership => "steady_state_membership".into(),
            Self::MeanTenure => "mean_tenure".into(),
            Self::HalfLife => "half_life".into(),
        }
    }

    /// The name that a reader sees.
    #[must_use]
    pub fn title(self) -> Bilingual {
        let reason = |en: &str, ja: &str, reason: Option<EndReason>| match reason {
            None => Bilingual::new(en, ja),
            Some(reason) => Bilingual::new(format!("{en}, {}", reason.title().english), format!("{ja}（{}）", reason.title().japanese)),
        };
        match self {
            Self::EntryRateYear => Bilingual::new("Entry rate, year", "入会率"),
            Self::EntryRateCohort { within_years: 0 } => {
                Bilingual::new("Entry rate, cohort, in the licence year", "入会率（免許取得年度内）")
            }
            Self::EntryRateCohort { within_years: 1 } => {
                Bilingual::new("Entry rate, cohort, within one year after the licence year", "入会率（免許取得後1年以内）")
            }
            Self::EntryRateCohort { within_years } => Bilingual::new(
                format!("Entry rate, cohort, within {within_years} years after the licence year"),
                format!("入会率（免許取得後{within_years}年以内）"),
            ),
            Self::OrganizationRate { denominator } => {
                let (en, ja) = match denominator {
                    DenominatorKind::Practising => ("practising", "就業者"),
                    DenominatorKind::Registered => ("licences in force", "免許登録者"),
                    DenominatorKind::NewLicensees => ("new licence holders", "新規免許取得者"),
                    DenominatorKind::CumulativeSummed => ("cumulative, summed", "累計免許取得者・積算"),
                    _ => ("cumulative", "累計免許取得者"),
                };
                Bilingual::new(format!("Organization rate, {en}"), format!("組織率（対{ja}）"))
            }
            Self::MembersPerNewLicensee => {
                Bilingual::new("Members per new licence holder", "組織率（字義どおり：会員数÷当年度新規免許取得者数）")
            }
            Self::Retention => Bilingual::new("Retention", "継続率"),
            Self::FirstYearRetention => Bilingual::new("First-year retention", "初年度継続率"),
            Self::LapseRate { reason: why } => reason("Lapse rate", "退会率", why),
            Self::CentralLapseRate { reason: why } => reason("Central lapse rate", "退会率（人年当たり）", why),
            Self::LeaveShare => Bilingual::new("Leave share", "休会率"),
            Self::ReinstatementRate => Bilingual::new("Reinstatement rate", "再入会率"),
            Self::LateEntryRate => Bilingual::new("Late-entry rate", "後年入会率"),
            Self::ReplacementRatio => Bilingual::new("Replacement ratio", "補充率"),
            Self::NetGrowth => Bilingual::new("Net growth", "純増率"),
            Self::SteadyStateMembership => Bilingual::new("Steady-state membership", "定常会員数"),
            Self::MeanTenure => Bilingual::new("Mean tenure", "平均在籍年数"),
            Self::HalfLife => Bilingual::new("Half-life", "半減期"),
        }
    }

    /// What stands above the line.
    #[must_use]
    pub fn numerator(self) -> Bilingual {
        match self {
            Self::EntryRateYear => Bilingual::new(
                "persons who join for the first time in the fiscal year, of whatever cohort",
                "当年度の新規入会者数（免許取得年度を問わない）",
            ),
            Self::EntryRateCohort { .. } => {
                Bilingual::new("persons of the licence cohort who have joined by then", "当該免許取得年度の者のうち入会済みの者")
            }
            Self::OrganizationRate { .. } => Bilingual::new("members on the day", "基準日の会員数"),
            Self::MembersPerNewLicensee => Bilingual::new("members at the end of the fiscal year", "年度末会員数"),
            Self::Retention => {
                Bilingual::new("members at the start of the year who are members at its end", "期首会員のうち期末にも在籍する者")
            }
            Self::FirstYearRetention => Bilingual::new(
                "persons who joined in the year and are members on their first anniversary",
                "当年度入会者のうち入会1年後に在籍する者",
            ),
            Self::LapseRate { reason: None } | Self::CentralLapseRate { reason: None } => {
                Bilingual::new("members who left in the year", "当年度の退会者数")
            }
            Self::LapseRate { reason: Some(reason) } | Self::CentralLapseRate { reason: Some(reason) } => Bilingual::new(
                format!("members who left in the year, reason: {}", reason.title().english),
                format!("当年度の退会者数（理由：{}）", reason.title().japanese),
            ),
            Self::LeaveShare => Bilingual::new("members on leave on the day", "基準日の休会者数"),
            Self::ReinstatementRate => Bilingual::new("persons who came back in the year", "当年度の再入会者数"),
            Self::LateEntryRate => Bilingual::new(
                "persons of earlier licence cohorts who join for the first time in the year",
                "過年度免許取得者のうち当年度に初めて入会した者",
            ),
            Self::ReplacementRatio => Bilingual::new("persons who joined or came back in the year", "当年度の入会者数（再入会を含む）"),
            Self::NetGrowth => Bilingual::new("members at the end minus members at the start of the year", "期末会員数－期首会員数"),
            Self::SteadyStateMembership => {
                Bilingual::new("persons who joined or came back in the year", "当年度の入会者数（再入会を含む）")
            }
            Self::MeanTenure | Self::HalfLife => Bilingual::new("member-years of the year", "当年度の在籍人年"),
        }
    }

    /// What stands below the line.
    #[must_use]
    pub fn denominator(self) -> Bilingual {
        match self {
            Self::EntryRateYear | Self::MembersPerNewLicensee => {
                Bilingual::new("new licence holders of the year's cohort", "当年度の新規免許取得者数")
            }
            Self::EntryRateCohort { .. } => Bilingual::new("licence holders of the cohort", "当該年度の免許取得者数"),
            Self::OrganizationRate { denominator } => Bilingual::new(denominator.english(), denominator.japanese()),
            Self::Retention | Self::LapseRate { .. } | Self::NetGrowth => Bilingual::new("members at the start of the year", "期首会員数"),
            Self::FirstYearRetention => Bilingual::new("persons who joined in the year", "当年度の入会者数"),
            Self::CentralLapseRate { .. } => Bilingual::new("member-years of the year", "当年度の在籍人年"),
            Self::LeaveShare => {
                Bilingual::new("members on the roll on the day, those on leave included", "基準日の在籍者数（休会者を含む）")
            }
            Self::ReinstatementRate => Bilingual::new(
                "persons who had left within the record, had not come back and were not dead at the start of the year",
                "期首時点の退会者（記録期間内、死亡を除く）",
            ),
            Self::LateEntryRate => Bilingual::new(
                "licence holders of earlier cohorts who had never joined at the start of the year",
                "過年度免許取得者のうち期首に未入会の者",
            ),
            Self::ReplacementRatio | Self::MeanTenure | Self::HalfLife => {
                Bilingual::new("members who left in the year", "当年度の退会者数")
            }
            Self::SteadyStateMembership => Bilingual::new("central lapse rate of the year", "当年度の退会率（人年当たり）"),
        }
    }

    /// What must hold for the figure to mean what its name says; `None` where nothing needs to be assumed.
    #[must_use]
    pub fn assumption(self) -> Option<Bilingual> {
        match self {
            Self::EntryRateYear => Some(Bilingual::new(
                "the numerator holds late joiners of older cohorts, so the rate is not the share of the cohort and can exceed 100 %",
                "分子に過年度免許取得者の入会を含むため、当年度免許取得者に占める割合ではなく100%を超え得る",
            )),
            Self::MembersPerNewLicensee => Some(Bilingual::new(
                "a stock divided by a flow: in a steady state it equals the entry probability times the mean years of membership, times 100",
                "ストックをフローで除した値。定常状態では入会確率×平均在籍年数×100に等しい",
            )),
            Self::OrganizationRate { denominator: DenominatorKind::CumulativeGiven | DenominatorKind::CumulativeSummed } => {
                Some(Bilingual::new(
                    "everyone ever licensed stays in the denominator, the dead and the retired too: the rate falls as the profession ages",
                    "死亡・引退した者も分母に残るため、職業の高齢化とともに率は下がる",
                ))
            }
            Self::OrganizationRate { denominator: DenominatorKind::Practising } => {
                Some(Bilingual::new("licence holders leave practice at the stated attrition", "免許保有者は設定した減耗率で離職する"))
            }
            Self::SteadyStateMembership => Some(Bilingual::new(
                "joiners and lapse rate stay as they are and the lapse rate does not depend on tenure",
                "入会者数と退会率が一定で、退会率は在籍年数によらない",
            )),
            Self::MeanTenure => Some(Bilingual::new(
                "the lapse rate is the same at every tenure; it is not when newcomers leave more",
                "退会率が在籍年数によらず一定（新入会員の退会が多い場合は成り立たない）",
            )),
            Self::HalfLife => Some(Bilingual::new(
                "ln 2 times the quotient; the lapse rate is the same at every tenure; it is not when newcomers leave more",
                "商に ln 2 を乗じた値。退会率が在籍年数によらず一定（新入会員の退会が多い場合は成り立たない）",
            )),
            Self::ReinstatementRate => Some(Bilingual::new(
                "only those who left within the record are known: in its first years the denominator is too small; deaths that the record \
                 does not state, or that came after leaving, stay in it",
                "記録期間内の退会者のみを対象とするため、記録開始直後は分母が過小。記録にない死亡と退会後の死亡は除かれない",
            )),
            _ => None,
        }
    }

    /// The unit.
    #[must_use]
    pub fn unit(self) -> RateUnit {
        match self {
            Self::EntryRateCohort { .. } | Self::OrganizationRate { .. } | Self::Retention | Self::FirstYearRetention => RateUnit::Share,
            Self::LeaveShare | Self::LateEntryRate => RateUnit::Share,
            Self::CentralLapseRate { .. } => RateUnit::PerMemberYear,
            Self::SteadyStateMembership => RateUnit::Persons,
            Self::MeanTenure | Self::HalfLife => RateUnit::Years,
            Self::EntryRateYear | Self::MembersPerNewLicensee | Self::LapseRate { .. } => RateUnit::Ratio,
            Self::ReinstatementRate | Self::ReplacementRatio | Self::NetGrowth => RateUnit::Ratio,
        }
    }

    /// What the uncertainty is reckoned from.
    #[must_use]
    pub fn uncertainty(self) -> UncertaintyModel {
        match self {
            Self::EntryRateCohort { .. } | Self::OrganizationRate { .. } | Self::Retention | Self::FirstYearRetention => {
                UncertaintyModel::Binomial
            }
            Self::LeaveShare | Self::LateEntryRate => UncertaintyModel::Binomial,
            Self::EntryRateYear | Self::LapseRate { .. } | Self::CentralLapseRate { .. } | Self::ReinstatementRate => {
                UncertaintyModel::Poisson
            }
            _ => UncertaintyModel::None,
        }
    }
}

impl fmt::Display for RateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title().english)
    }
}
