//! Which figures do the data not give, and what would give them? Said once, instead of leaving them out in silence.

use super::lever_value::LeverAnswers;
use super::value::{LabelledRate, NotComputed};
use crate::cohort::{MovementRow, MovementSource, MovementTable};
use crate::decision::measures::Assessment;
use crate::language::Bilingual;
use crate::licensees::{DenominatorKind, Licensees};
use crate::rates::{RateKind, RateStatus};
use crate::unit::FiscalYear;

/// A figure that was tried and has no value, as one that was not computed.
pub(super) fn not_known(labelled: &LabelledRate, movements: &MovementTable) -> NotComputed {
    let row = movements.row(labelled.rate.window.year);
    let nobody = labelled.rate.denominator == Some(0.0) && labelled.rate.numerator.is_some();
    let needs = match &labelled.rate.status {
        RateStatus::NotKnown(why) if nobody => why.clone(),
        _ => needs(labelled.rate.definition.kind, row, movements.source()),
    };
    NotComputed { label: labelled.label.clone(), needs }
}

/// The figures that need licence holders, when none were given.
pub(super) fn without_licensees() -> Vec<NotComputed> {
    let named = |en: &str, ja: &str| NotComputed { label: Bilingual::new(en, ja), needs: licence_holders() };
    vec![named("Organization rate", "組織率"), named("Entry rate", "入会率")]
}

/// The figures that need a register, when none was given.
pub(super) fn without_register() -> NotComputed {
    NotComputed { label: RateKind::FirstYearRetention.title(), needs: register() }
}

/// The share on leave, when the register knows of no leave at all.
pub(super) fn without_leave() -> NotComputed {
    let needs = Bilingual::new("periods of leave; the register holds none", "休会期間の記録（名簿に記載がない）");
    NotComputed { label: RateKind::LeaveShare.title(), needs }
}

/// The parts of the change of the organization rate, where nothing tells them.
pub(super) fn change(
    movements: &MovementTable,
    licensees: Option<&Licensees>,
    denominators: [DenominatorKind; 2],
    year: FiscalYear,
) -> NotComputed {
    let (row, before) = (movements.row(year), movements.row(year.plus(-1)).filter(|row| row.coverage.has_ended()));
    let lacks = |row: Option<&MovementRow>, count: fn(&MovementRow) -> Option<u64>| row.is_none_or(|row| count(row).is_none());
    let known = |kind, year| licensees.and_then(|licensees| licensees.get(kind, year)).is_some_and(|figure| figure.value.get() > 0.0);
    let no_holders = |year: FiscalYear| !denominators.iter().any(|&kind| known(kind, year) && known(kind, year.plus(-1)));
    let needs = if licensees.is_none() {
        licence_holders()
    } else if lacks(before, |row| row.closing) {
        Bilingual::new("members at the end of the year before", "前年度末の会員数")
    } else if row.is_none_or(|row| !row.coverage.is_complete()) {
        Bilingual::new("the whole year from its first day to its last", "当年度の初日から末日までの記録")
    } else if lacks(row, |row| row.joined) {
        joiners()
    } else if lacks(row, |row| row.left) {
        Bilingual::new("the number of leavers", "退会者数")
    } else if no_holders(year) {
        Bilingual::new(
            "the number of all licence holders at the end of this year and the year before",
            "当年度末と前年度末の免許保有者の累計",
        )
    } else {
        Bilingual::new("the number on leave at the end of this year and the year before", "当年度末と前年度末の休会者数")
    };
    NotComputed { label: Bilingual::new("Why the organization rate changed", "組織率の変化の要因"), needs }
}

/// The answers to "what would it take" that were not asked for, or that the data do not give.
pub(super) fn levers(answers: Option<&LeverAnswers>, goal_given: bool) -> Vec<NotComputed> {
    let missing = |label: (&str, &str), needs: (&str, &str)| NotComputed {
        label: Bilingual::new(label.0, label.1),
        needs: Bilingual::new(needs.0, needs.1),
    };
    let Some(answers) = answers else {
        let needs = ("a projection, from members, joiners and leavers of a whole year", "見通し（通年の会員数・入会者数・退会者数による）");
        return vec![missing(("What it would take to change course", "目標達成に必要な条件"), needs)];
    };
    let goal = match (&answers.goal, goal_given) {
        (Some(_), _) => None,
        (None, true) => Some(licence_holders()),
        (None, false) => Some(Bilingual::new("a goal: members or a rate, and a year", "目標とする会員数または率と、その年度")),
    };
    let goal = goal
        .map(|needs| NotComputed {
            label: Bilingual::new("By how much rates must change for a goal", "目標達成に必要な率の変化"), needs
        });
    let scenarios = answers.scenarios.is_empty().then(|| {
        missing(("Scenarios beside each other", "シナリオの比較"), ("scenarios: named changes of rates", "率の変化を定めたシナリオ"))
    });
    goal.into_iter().chain(scenarios).collect()
}

/// Which measures pay, when none were given.
pub(super) fn measures(assessments: &[Assessment]) -> Option<NotComputed> {
    let needs = Bilingual::new("measures with their cost and reach", "施策の費用と対象者数");
    assessments.is_empty().then(|| NotComputed { label: Bilingual::new("Which measures pay", "費用に見合う施策"), needs })
}

fn register() -> Bilingual {
    Bilingual::new("a register of members", "会員名簿")
}

fn licence_holders() -> Bilingual {
    Bilingual::new("the number of licence holders", "免許取得者数")
}

/// What a kind of rate needs that is not there.
fn needs(kind: RateKind, row: Option<&MovementRow>, source: &MovementSource) -> Bilingual {
    let lacks = |count: fn(&MovementRow) -> Option<u64>| row.is_none_or(|row| count(row).is_none());
    let came = matches!(kind, RateKind::ReplacementRatio | RateKind::SteadyStateMembership);
    match kind {
        RateKind::Retention | RateKind::FirstYearRetention if *source == MovementSource::Totals => register(),
        RateKind::LeaveShare => Bilingual::new("the number on leave at the end of the year", "年度末の休会者数"),
        RateKind::ReinstatementRate => {
            Bilingual::new("persons who came back, for this year and all before", "当年度までの各年度の再入会者数")
        }
        RateKind::OrganizationRate { .. } => Bilingual::new("the number of all licence holders", "免許保有者の累計"),
        RateKind::EntryRateCohort { .. } | RateKind::LateEntryRate => {
            Bilingual::new("the licence date of each member", "会員ごとの免許取得日")
        }
        RateKind::EntryRateYear if lacks(|row| row.joined) => joiners(),
        RateKind::EntryRateYear | RateKind::MembersPerNewLicensee => licence_holders(),
        _ if came && lacks(|row| row.joined) => joiners(),
        RateKind::NetGrowth if lacks(|row| row.opening) => opening(),
        _ if lacks(|row| row.left) => Bilingual::new("the number of leavers", "退会者数"),
        _ => opening(),
    }
}

fn joiners() -> Bilingual {
    Bilingual::new("the number of joiners", "入会者数")
}

fn opening() -> Bilingual {
    Bilingual::new("members at the start of the year", "期首会員数")
}
