//! How is an assumption of a projection called where a board reads it?

use crate::decision::scenario::{Sensitivity, SensitivityRow};
use crate::episode::EndReason;
use crate::language::Bilingual;
use crate::report::language::Language;

/// The name of entry in the year of the licence.
pub(in crate::report) fn entry_name(of: &Sensitivity, language: Language) -> String {
    let entry = of.rows().iter().find(|row| row.assumption == "entry" && row.year == Some(0));
    entry.map_or_else(String::new, |row| {
        let name = assumption_name(row, of.rows());
        language.choose(&name.english, &name.japanese).to_owned()
    })
}

/// The name of the assumption of a row among all of them: the last year of a list holds for all later ones.
pub(super) fn assumption_name(row: &SensitivityRow, among: &[SensitivityRow]) -> Bilingual {
    let same = |other: &&SensitivityRow| (&other.assumption, other.reason, &other.segment) == (&row.assumption, row.reason, &row.segment);
    let of_list = || among.iter().filter(same);
    let last = row.year.is_some() && row.year == of_list().filter_map(|other| other.year).max();
    match (row.assumption.as_str(), row.year.unwrap_or_default(), last) {
        ("entry", 0, true) => Bilingual::new("entry", "入会"),
        ("entry", 0, false) => Bilingual::new("entry in the year of the licence", "免許取得年度の入会"),
        ("entry", 1, false) => Bilingual::new("entry in the year after the licence", "免許取得の翌年度の入会"),
        ("entry", years, false) => Bilingual::new(format!("entry {years} years after the licence"), format!("免許取得{years}年後の入会")),
        ("entry", 1, true) => Bilingual::new("late entry, after the year of the licence", "過年度入会（免許取得の翌年度以降）"),
        ("entry", years, true) => {
            Bilingual::new(format!("entry {years} years after the licence and later"), format!("免許取得{years}年後以降の入会"))
        }
        ("lapse", 0, true) => Bilingual::new("lapse", "退会"),
        ("lapse", 0, false) => Bilingual::new("lapse in the year of joining", "入会年度の退会"),
        ("lapse", 1, true) => Bilingual::new("lapse after the year of joining", "入会の翌年度以降の退会"),
        ("lapse", 1, false) => Bilingual::new("lapse in the year after joining", "入会の翌年度の退会"),
        ("lapse", years, false) => Bilingual::new(format!("lapse {years} years after joining"), format!("入会{years}年後の退会")),
        ("lapse", years, true) => {
            Bilingual::new(format!("lapse {years} years after joining and later"), format!("入会{years}年後以降の退会"))
        }
        ("reinstatement", 0, true) => Bilingual::new("reinstatement of former members", "退会者の再入会"),
        ("reinstatement", 0, false) => Bilingual::new("reinstatement in the year after the lapse", "退会の翌年度の再入会"),
        ("reinstatement", years, false) => {
            Bilingual::new(format!("reinstatement {} years after the lapse", years + 1), format!("退会{}年後の再入会", years + 1))
        }
        ("reinstatement", years, true) => Bilingual::new(
            format!("reinstatement {} years after the lapse and later", years + 1),
            format!("退会{}年後以降の再入会", years + 1),
        ),
        ("reason", years, last) => of_leavers(row.reason.unwrap_or_default(), years, last),
        ("leave", ..) => Bilingual::new("taking leave", "休会"),
        ("leave_end", ..) => Bilingual::new("return from leave", "復会"),
        ("lapse_on_leave", ..) => Bilingual::new("lapse on leave", "休会中の退会"),
        ("exit", ..) => Bilingual::new("exit of non-members from the profession", "非会員の離職・死亡"),
        (other, ..) => Bilingual::both(other),
    }
}

/// The name of a reason's share among those who leave.
fn of_leavers(reason: EndReason, years: u32, last: bool) -> Bilingual {
    let share = share_of_leavers(reason);
    match (years, last) {
        (0, true) => share,
        (0, false) => Bilingual::new(format!("{} in the year of joining", share.english), format!("入会年度の{}", share.japanese)),
        (1, false) => Bilingual::new(format!("{} in the year after joining", share.english), format!("入会の翌年度の{}", share.japanese)),
        (1, true) => {
            Bilingual::new(format!("{} after the year of joining", share.english), format!("入会の翌年度以降の{}", share.japanese))
        }
        (years, false) => {
            Bilingual::new(format!("{} {years} years after joining", share.english), format!("入会{years}年後の{}", share.japanese))
        }
        (years, true) => Bilingual::new(
            format!("{} {years} years after joining and later", share.english),
            format!("入会{years}年後以降の{}", share.japanese),
        ),
    }
}

fn share_of_leavers(reason: EndReason) -> Bilingual {
    let title = reason.title();
    Bilingual::new(format!("share of leavers: {}", title.english), format!("退会者に占める「{}」の割合", title.japanese))
}

/// The name of all years of an assumption together; entry in the year of the licence stands apart from late entry.
pub(super) fn kind_name(row: &SensitivityRow, among: &[SensitivityRow]) -> Bilingual {
    match (row.assumption.as_str(), row.year) {
        ("entry", Some(0)) => assumption_name(row, among),
        ("entry", _) => Bilingual::new("late entry", "過年度入会"),
        ("lapse", _) => Bilingual::new("lapse", "退会"),
        ("reinstatement", _) => Bilingual::new("reinstatement of former members", "退会者の再入会"),
        ("reason", _) => share_of_leavers(row.reason.unwrap_or_default()),
        _ => assumption_name(row, among),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(assumption: &str, year: impl Into<Option<u32>>) -> SensitivityRow {
        let (year, assumption) = (year.into(), assumption.to_owned());
        let reason = (assumption == "reason").then_some(EndReason::Death);
        SensitivityRow {
            segment: None,
            assumption,
            reason,
            year,
            probability: 0.1,
            standard_error: None,
            derivative: 1.0,
            elasticity: None,
        }
    }

    #[test]
    fn the_last_year_of_a_list_stands_for_all_later_ones() {
        let rows = [row("lapse", 0), row("lapse", 1), row("lapse", 2), row("entry", 0), row("entry", 1), row("reinstatement", 0)];
        let names = rows.each_ref().map(|row| assumption_name(row, &rows).english);
        assert_eq!(
            names,
            [
                "lapse in the year of joining",
                "lapse in the year after joining",
                "lapse 2 years after joining and later",
                "entry in the year of the licence",
                "late entry, after the year of the licence",
                "reinstatement of former members",
            ]
        );
        let shares = [row("reason", 0), row("reason", 1), SensitivityRow { reason: Some(EndReason::Other), ..row("reason", 2) }];
        assert_eq!(assumption_name(&shares[1], &shares).english, "share of leavers: death after the year of joining");
        assert_eq!(kind_name(&shares[1], &shares).japanese, "退会者に占める「死亡」の割合");
        let single = [row("lapse", 0), row("exit", None)];
        assert_eq!(assumption_name(&single[0], &single).japanese, "退会");
        assert_eq!(assumption_name(&single[1], &single).japanese, "非会員の離職・死亡");
    }
}
