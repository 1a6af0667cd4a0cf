//! From options to inputs: the files read with their settings, ready for a report.

use super::arguments::{Arguments, month_day};
use crate::cohort::{MovementTable, StatedJoiners, YearTotals};
use crate::error::{Error, Result};
use crate::input::{
    Delimiter, Encoding, EndDay, EpisodeRead, Issue, LicenseeRole, ReadSettings, Role, TotalsRole, read_episodes_path, read_licensees_path,
    read_totals_path,
};
use crate::licensees::{CohortRule, LicenceYear, Licensees, MonthDay, YearBasis};
use crate::progress::Progress;
use crate::register::{LeaveSilence, Register, RegisterSettings};
use crate::report::{PublishedPoint, read_published_path};
use crate::time::{Day, FiscalCalendar, YearLabel};

/// Options that name and describe inputs, shared by the commands that read.
pub(super) const INPUT_OPTIONS: [&str; 25] = [
    "members",
    "totals",
    "licensees",
    "published",
    "members-column",
    "totals-column",
    "licensees-column",
    "published-column",
    "segment",
    "members-only",
    "totals-only",
    "licensees-only",
    "published-only",
    "encoding",
    "delimiter",
    "end-day",
    "as-of",
    "record-start",
    "calendar",
    "label",
    "announced",
    "lead-days",
    "grace-days",
    "leave-silence",
    "stated-joiners",
];

/// The settings for reading one of the files.
fn read_settings(arguments: &Arguments, only: &'static str) -> Result<ReadSettings> {
    let encodings = [
        ("auto", Encoding::Auto),
        ("utf-8", Encoding::Utf8),
        ("cp932", Encoding::Cp932),
        ("utf-16le", Encoding::Utf16Le),
        ("utf-16be", Encoding::Utf16Be),
    ];
    let delimiters = [("auto", Delimiter::Auto), ("comma", Delimiter::Comma), ("semicolon", Delimiter::Semicolon), ("tab", Delimiter::Tab)];
    let mut settings = ReadSettings::new();
    if let Some(encoding) = arguments.word("encoding", &encodings)? {
        settings = settings.encoding(encoding);
    }
    if let Some(delimiter) = arguments.word("delimiter", &delimiters)? {
        settings = settings.delimiter(delimiter);
    }
    if let Some(end_day) = arguments.word("end-day", &[("first-out", EndDay::FirstDayOut), ("last-in", EndDay::LastDayIncluded)])? {
        settings = settings.end_day(end_day);
    }
    for (header, value) in arguments.pairs(only)? {
        settings = settings.only(header, value);
    }
    Ok(settings)
}

/// The fiscal calendar.
pub(super) fn calendar(arguments: &Arguments) -> Result<FiscalCalendar> {
    let (month, day) = arguments.text("calendar").map_or(Ok((4, 1)), |text| month_day("calendar", text))?;
    let label = arguments.word("label", &[("start", YearLabel::StartYear), ("end", YearLabel::EndYear)])?.unwrap_or_default();
    FiscalCalendar::new(month, day, label)
}

/// The rows of the register as read.
fn read_members(arguments: &Arguments) -> Result<EpisodeRead> {
    let path = arguments.path("members").ok_or_else(|| Error::missing("the register", "name its file with --members"))?;
    let mut settings = read_settings(arguments, "members-only")?;
    for (role, header) in arguments.pairs("members-column")? {
        let role = Role::from_name(role)
            .ok_or_else(|| Error::setting("members-column", role, unknown_role(Role::ALL.iter().map(|role| role.name()))))?;
        settings = settings.column(role, header);
    }
    for (name, header) in arguments.all("segment").filter_map(|text| text.split_once('=')) {
        settings = settings.segment(name, header);
    }
    read_episodes_path(path, &settings)
}

/// Why a role is not known.
fn unknown_role(names: impl Iterator<Item = impl ToString>) -> String {
    format!("is not a role; write one of: {}", names.map(|name| name.to_string()).collect::<Vec<_>>().join(", "))
}

/// The register, read and checked.
pub(super) fn register(arguments: &Arguments) -> Result<Register> {
    let as_of: Day = arguments
        .get("as-of", "YYYY-MM-DD")?
        .ok_or_else(|| Error::missing("the extract date of the register", "write the day on which it was extracted: --as-of YYYY-MM-DD"))?;
    let mut settings = RegisterSettings::new(as_of);
    if let Some(day) = arguments.get("record-start", "YYYY-MM-DD")? {
        settings = settings.record_start(day);
    }
    if let Some(days) = arguments.get("grace-days", "a whole number of days")? {
        settings = settings.grace_days(days);
    }
    if let Some(rule) = arguments.word("leave-silence", &[("lapse", LeaveSilence::Lapse), ("return", LeaveSilence::Return)])? {
        settings = settings.leave_silence(rule);
    }
    if arguments.has("strict") {
        settings = settings.strict();
    }
    let read = read_members(arguments)?;
    settings.build_after_reading(&read.columns, read.rows_read, read.issues, Progress::none())
}

/// Movements from yearly totals, with the issues found in the file.
pub(super) fn totals(arguments: &Arguments, calendar: FiscalCalendar) -> Result<Option<(MovementTable, Vec<Issue>)>> {
    let Some(path) = arguments.path("totals") else { return Ok(None) };
    let mut settings = read_settings(arguments, "totals-only")?;
    for (name, header) in arguments.pairs("totals-column")? {
        settings = settings.totals_column(totals_role("totals-column", name)?, header);
    }
    let read = read_totals_path(path, &settings)?;
    let joiners =
        arguments.word("stated-joiners", &[("keep", StatedJoiners::Kept), ("balance", StatedJoiners::Balanced)])?.unwrap_or_default();
    let table = MovementTable::from_totals(calendar, read.rows.into_iter().map(YearTotals::from), joiners)?;
    Ok(Some((table, read.issues)))
}

/// The role of a column of a table of totals.
fn totals_role(option: &'static str, name: &str) -> Result<TotalsRole> {
    let hint = "is not a role; write year, opening, joined, reinstated, left, left_REASON, closing or on_leave";
    TotalsRole::from_name(name).ok_or_else(|| Error::setting(option, name, hint))
}

/// Licence holders, those without the examination shift where one was made, and the issues found in the file.
pub(super) struct LicenseeInput {
    pub(super) licensees: Licensees,
    pub(super) without_shift: Option<Licensees>,
    pub(super) issues: Vec<Issue>,
}

/// The licence holders.
pub(super) fn licensees(arguments: &Arguments, calendar: FiscalCalendar) -> Result<Option<LicenseeInput>> {
    let Some(path) = arguments.path("licensees") else { return Ok(None) };
    let mut settings = read_settings(arguments, "licensees-only")?;
    for (name, header) in arguments.pairs("licensees-column")? {
        let roles = || unknown_role(LicenseeRole::ALL.iter().map(|role| role.name()));
        let role = LicenseeRole::from_name(name).ok_or_else(|| Error::setting("licensees-column", name, roles()))?;
        settings = settings.licensee_column(role, header);
    }
    let read = read_licensees_path(path, &settings)?;
    let lead = arguments.get("lead-days", "a whole number of days below 365")?.unwrap_or(CohortRule::DEFAULT_LEAD_DAYS);
    let rule = CohortRule::new(calendar, lead)?;
    let announced = arguments.text("announced").map(|text| month_day("announced", text)).transpose()?;
    let build = |rule: CohortRule| -> Result<Licensees> {
        let basis = match announced {
            Some((month, day)) => YearBasis::Examination { announced: MonthDay::new(month, day)?, rule },
            None => YearBasis::CohortUnder(rule),
        };
        Licensees::builder().years(basis).rows(read.rows.iter().cloned().map(LicenceYear::from)).build()
    };
    let unshifted = CohortRule::new(calendar, 0)?;
    let shift_matters = announced.is_some() && rule != unshifted;
    let without_shift = shift_matters.then(|| build(unshifted)).transpose()?;
    Ok(Some(LicenseeInput { licensees: build(rule)?, without_shift, issues: read.issues }))
}

/// A series that the association published itself.
pub(super) fn published(arguments: &Arguments) -> Result<Option<Vec<PublishedPoint>>> {
    let Some(path) = arguments.path("published") else { return Ok(None) };
    let settings = read_settings(arguments, "published-only")?;
    read_published_path(path, &settings, arguments.pairs("published-column")?).map(Some)
}
