//! Builds a register from columns: the steps of the stage in order, and the accounting of all rows.

use super::check::{Findings, check_rows};
use super::extent::Extent;
use super::group::{Grouped, group};
use super::link::{Draft, RowFacts, link_person};
use super::mass_exit::mass_exit_days;
use super::model::{Register, RegisterSegment};
use super::settings::RegisterSettings;
use crate::episode::{DayColumn, EpisodeColumns, LicenceColumn, LicenceDate, PersonKeys, SegmentColumn, TextColumn};
use crate::error::{Error, Result};
use crate::input::{Action, Issue, IssueCode, IssueLog, Severity};
use crate::progress::Progress;
use crate::time::Day;
use std::collections::BTreeMap;

/// How many persons are linked between two reports of progress.
const PERSONS_BETWEEN_REPORTS: usize = 1 << 16;

impl Register {
    /// Builds a register; the steps of the stage in order.
    pub(super) fn assemble(
        settings: &RegisterSettings,
        columns: &EpisodeColumns,
        rows_read: u64,
        read_issues: Vec<Issue>,
        progress: Progress<'_>,
    ) -> Result<Self> {
        let rows = columns.rows()?;
        let mut findings = Findings::new(columns, rows);
        let dates = check_rows(settings, columns, &mut findings);
        let (names_and_levels, segment_codes): (Vec<_>, Vec<_>) = columns.segments.iter().map(ordered_levels).unzip();
        let facts = RowFacts { columns, dates: &dates, segment_codes: &segment_codes };
        let usable: Vec<bool> = dates.iter().map(Option::is_some).collect();
        let grouped = group(&columns.person, &usable);

        let mut register = Self::empty(settings, rows, &grouped);
        register.segments =
            names_and_levels.into_iter().map(|(name, levels)| RegisterSegment { name, levels, codes: Vec::with_capacity(rows) }).collect();
        let mut licences = Licences::like(&columns.licensed, rows);
        let mut linked = Vec::new();
        let mut without_episode = Vec::new();
        for (person, bounds) in grouped.first.windows(2).enumerate() {
            if person % PERSONS_BETWEEN_REPORTS == 0 {
                progress.report(person as u64, grouped.first.len() as u64 - 1)?;
            }
            let rows = &grouped.order[bounds[0] as usize..bounds[1] as usize];
            link_person(settings, &facts, &mut findings, rows, &mut linked);
            if linked.is_empty() {
                without_episode.push(person);
                continue;
            }
            register.push_person(&facts, &linked);
            licences.push_person(settings, &facts, &mut findings, rows, &linked);
            register.push_birth(&facts, &mut findings, rows);
        }
        register.licensed = licences.column;
        register.keys = without(&grouped.keys, &without_episode);
        register.extent = Extent::of(&register.start, &register.observed, &register.opens, &register.closes, &register.licensed);
        register.find_mass_exits(&mut findings.issues);
        register.log = account(columns, &findings, rows_read, read_issues);
        if settings.strict
            && let Some(first) = register.log.issues.iter().find(|issue| issue.severity() >= Severity::Warning && issue.row.is_some())
        {
            let count = register.log.issues.iter().filter(|issue| issue.severity() >= Severity::Warning && issue.row.is_some()).count();
            return Err(Error::Strict { count, first: first.to_string() });
        }
        Ok(register)
    }

    /// A register with persons but no episodes yet.
    fn empty(settings: &RegisterSettings, rows: usize, grouped: &Grouped) -> Self {
        let mut first = Vec::with_capacity(grouped.first.len());
        first.push(0);
        Self {
            settings: settings.clone(),
            keys: PersonKeys::Integers(Vec::new()),
            first,
            start: Vec::with_capacity(rows),
            observed: Vec::with_capacity(rows),
            end: Vec::with_capacity(rows),
            opens: Vec::with_capacity(rows),
            closes: Vec::with_capacity(rows),
            start_unknown: Vec::new(),
            licensed: LicenceColumn::Absent,
            born: Vec::new(),
            segments: Vec::new(),
            log: IssueLog::default(),
            mass_exit_days: Vec::new(),
            extent: Extent::default(),
        }
    }

    /// Adds the linked episodes of the next person.
    fn push_person(&mut self, facts: &RowFacts<'_>, linked: &[Draft]) {
        for draft in linked {
            if !draft.dates.start_known {
                self.start_unknown.push(self.start.len() as u32);
            }
            self.start.push(draft.dates.start);
            self.observed.push(draft.dates.observed);
            self.end.push(draft.dates.end);
            self.opens.push((draft.entry as u8) << 2 | draft.standing as u8);
            self.closes.push(draft.exit.code() << 2 | draft.standing as u8);
            for (segment, codes) in self.segments.iter_mut().zip(facts.segment_codes) {
                segment.codes.push(codes[draft.row as usize]);
            }
        }
        self.first.push(self.start.len() as u32);
    }

    /// Adds the birth date of the next person: the earliest of those stated.
    fn push_birth(&mut self, facts: &RowFacts<'_>, findings: &mut Findings<'_>, rows: &[u32]) {
        let Some(column) = &facts.columns.born else { return };
        let stated = rows.iter().filter_map(|&row| column.get(row as usize).map(|day| (row, day)));
        let earliest = stated.clone().map(|(_, day)| day).min();
        for (row, day) in stated.filter(|(_, day)| Some(*day) != earliest) {
            findings.note(row as usize, IssueCode::BirthConflict, Action::Kept, "born", Some(day.to_string()));
        }
        self.born.push(earliest.map_or(i32::MIN, Day::days));
    }

    /// Names the mass exit days, also as issues of the whole register.
    fn find_mass_exits(&mut self, issues: &mut Vec<Issue>) {
        let Some(record_begins) = self.first_day() else { return };
        let left = self.end.iter().zip(&self.closes).filter(|(_, closes)| **closes >> 2 > 1).map(|(&end, _)| end).collect();
        self.mass_exit_days = mass_exit_days(left, record_begins.days());
        issues.extend(self.mass_exit_days.iter().filter(|found| found.judged).map(|found| Issue {
            row: None,
            code: IssueCode::MassExitDay,
            action: Action::Kept,
            person: None,
            column: Some("end".into()),
            value: Some(format!("{}: {} of the {} who left within twelve months", found.day, found.exits, found.exits_of_twelve_months)),
        }));
    }
}

/// The keys without those at some ascending positions: persons all of whose rows were set aside.
fn without(keys: &PersonKeys, left_out: &[usize]) -> PersonKeys {
    if left_out.is_empty() {
        return keys.clone();
    }
    let stays = |position: &usize| left_out.binary_search(position).is_err();
    match keys {
        PersonKeys::Integers(keys) => PersonKeys::Integers((0..keys.len()).filter(stays).map(|at| keys[at]).collect()),
        PersonKeys::Texts(keys) => PersonKeys::Texts((0..keys.len()).filter(stays).map(|at| keys.get(at)).collect::<TextColumn>()),
    }
}

/// The name and the levels of a segment in ascending order, and the rows' codes in that order.
fn ordered_levels(segment: &SegmentColumn) -> ((String, Vec<String>), Vec<u32>) {
    let mut by_level: Vec<usize> = (0..segment.levels.len()).collect();
    by_level.sort_by(|&a, &b| segment.levels[a].cmp(&segment.levels[b]));
    let mut rank = vec![SegmentColumn::ABSENT; segment.levels.len()];
    let mut levels: Vec<String> = Vec::with_capacity(by_level.len());
    for at in by_level {
        if levels.last() != Some(&segment.levels[at]) {
            levels.push(segment.levels[at].clone());
        }
        rank[at] = levels.len() as u32 - 1;
    }
    let codes = segment.codes.iter().map(|&code| rank.get(code as usize).copied().unwrap_or(SegmentColumn::ABSENT)).collect();
    ((segment.name.clone(), levels), codes)
}

/// The licence dates of the episodes: one for each person, repeated for every episode so that the kernel reads straight on.
struct Licences {
    column: LicenceColumn,
}

impl Licences {
    /// An empty column of the kind given.
    fn like(given: &LicenceColumn, rows: usize) -> Self {
        let column = match given {
            LicenceColumn::Absent => LicenceColumn::Absent,
            LicenceColumn::Days(_) => LicenceColumn::Days(DayColumn::with_capacity(rows)),
            LicenceColumn::Cohorts(_) => LicenceColumn::Cohorts(Vec::with_capacity(rows)),
        };
        Self { column }
    }

    /// Adds the licence of the next person, the earliest of those stated, for each of the person's episodes.
    fn push_person(
        &mut self,
        settings: &RegisterSettings,
        facts: &RowFacts<'_>,
        findings: &mut Findings<'_>,
        rows: &[u32],
        linked: &[Draft],
    ) {
        if matches!(self.column, LicenceColumn::Absent) {
            return;
        }
        let stated = |row: u32| facts.columns.licensed.get(row as usize);
        let earliest = rows.iter().filter_map(|&row| stated(row)).min_by_key(|licence| match licence {
            LicenceDate::Day(day) => day.days(),
            LicenceDate::Cohort(year) => year.get(),
        });
        for &row in rows.iter().filter(|&&row| stated(row).is_some_and(|licence| Some(licence) != earliest)) {
            let shown = stated(row).map(|licence| licence.to_string());
            findings.note(row as usize, IssueCode::LicenceConflict, Action::Kept, "licensed", shown);
        }
        if let Some(licence) = earliest.filter(|licence| is_after(*licence, settings.as_of()))
            && let Some(&row) = rows.iter().find(|&&row| stated(row) == earliest)
        {
            findings.note(row as usize, IssueCode::LicenceAfterAsOf, Action::Kept, "licensed", Some(licence.to_string()));
        }
        if let (Some(LicenceDate::Day(day)), Some(first)) = (earliest, linked.first())
            && first.dates.start_known
            && first.dates.start < day.days()
        {
            findings.note(first.row as usize, IssueCode::StartBeforeLicence, Action::Kept, "licensed", Some(day.to_string()));
        }
        linked.iter().for_each(|_| self.column.push(earliest));
    }
}

/// Whether a licence cannot be known on the extract date: a later day, or a cohort that does not begin within a year (an examination of
/// February belongs to the next cohort).
fn is_after(licence: LicenceDate, as_of: Day) -> bool {
    match licence {
        LicenceDate::Day(day) => day > as_of,
        LicenceDate::Cohort(year) => year.get() > as_of.year() + 1,
    }
}

/// Accounts for all rows: those read, kept, repaired and set aside.
fn account(columns: &EpisodeColumns, findings: &Findings<'_>, rows_read: u64, read_issues: Vec<Issue>) -> IssueLog {
    let mut by_row: BTreeMap<u64, Action> = BTreeMap::new();
    for issue in read_issues.iter().filter(|issue| issue.action != Action::Kept) {
        let Some(row) = issue.row else { continue };
        by_row.entry(row).and_modify(|action| *action = issue.action.max(*action)).or_insert(issue.action);
    }
    let mut row = 0;
    while row < findings.actions.len() {
        let number = columns.row_number(row);
        let same = (row..findings.actions.len()).take_while(|&other| columns.row_number(other) == number).count();
        let actions = &findings.actions[row..row + same];
        let action = match actions.iter().max() {
            Some(Action::SetAside) if actions.iter().any(|&action| action != Action::SetAside) => Action::Repaired,
            Some(&action) => action,
            None => Action::Kept,
        };
        if action != Action::Kept {
            by_row.entry(number).and_modify(|known| *known = action.max(*known)).or_insert(action);
        }
        row += same;
    }
    let with = |wanted| by_row.values().filter(|&&action| action == wanted).count() as u64;
    let (rows_repaired, rows_set_aside) = (with(Action::Repaired), with(Action::SetAside));
    let mut issues = read_issues;
    issues.extend(findings.issues.iter().cloned());
    issues.sort();
    IssueLog { rows_read, rows_kept: rows_read.saturating_sub(rows_repaired + rows_set_aside), rows_repaired, rows_set_aside, issues }
}
