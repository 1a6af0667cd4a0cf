//! One licence holder's life with the association: year by year, what the person does and what the register records of it.

use super::plan::{Plan, exit};
use super::random::position_of;
use super::rules::{Arrears, LicenceRecord};
use super::truth::BlockTruth;
use crate::episode::{DayColumn, EndReason, Standing};
use crate::random::Draws;
use crate::time::Day;

/// One row of the register, in days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// Number of the licence.
    pub(super) person: i64,
    pub(super) start: i32,
    /// [`DayColumn::ABSENT`] while it lasts.
    pub(super) end: i32,
    pub(super) licensed: i32,
    pub(super) born: i32,
    /// Licence cohort as a fiscal year.
    pub(super) cohort: i32,
    pub(super) branch: u16,
    pub(super) standing: Standing,
    pub(super) reason: EndReason,
    pub(super) woman: bool,
    pub(super) senior: bool,
}

/// What a block of people of one licence cohort leaves behind.
pub(super) struct Block {
    pub(super) rows: Vec<Row>,
    /// Licence holders by branch.
    pub(super) licensees: Vec<u64>,
    pub(super) truth: BlockTruth,
}

/// How a person stands at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Licensed, never a member.
    NeverJoined,
    /// A member in this standing.
    OnRoll(Standing),
    /// Lapsed; `paid` is the last year paid for, `ended` the first day no longer a member.
    Lapsed { paid: usize, ended: i32 },
    /// Dead, out of the profession, or beyond what the register shows.
    Gone,
}

/// A return follows a lapse after so many days at least, so that a grace period of a month does not take it for a late payment.
const SHORTEST_GAP: i32 = 32;
/// Days from the announcement of the examination results (23 March) to the first day of the licence cohort.
const ANNOUNCED_BEFORE: i32 = 9;
/// Age and fiscal years since joining from which the class is 永年会員.
const SENIOR: (usize, usize) = (65, 20);
/// Share of women among the licensed.
const WOMEN: f64 = 0.4;

/// A licence holder on the way through the years.
pub(super) struct Life<'a> {
    plan: &'a Plan<'a>,
    draws: &'a mut Draws,
    block: &'a mut Block,
    cohort: usize,
    age_at_licence: usize,
    registered: i32,
    state: State,
    /// Year of first joining.
    joined: usize,
    /// Year from which membership years are counted, possibly before the first year: hence signed.
    tenure_from: isize,
    /// The episode that lasts.
    row: Row,
}

impl<'a> Life<'a> {
    /// Someone licensed in `cohort` under the number `licence`.
    pub(super) fn new(plan: &'a Plan<'a>, draws: &'a mut Draws, block: &'a mut Block, cohort: usize, licence: i64) -> Self {
        let age = Plan::age_at_licence(draws.position(&plan.ages)) as usize;
        let (fiscal_year, first_day) = (plan.fiscal_year(cohort), plan.start(cohort));
        let birthday = Day::from_ymd(fiscal_year.get() - age as i32, 4, 1).map_or(first_day, Day::days);
        let row = Row {
            person: licence,
            start: DayColumn::ABSENT,
            end: DayColumn::ABSENT,
            licensed: DayColumn::ABSENT,
            born: birthday - draws.below(365) as i32,
            cohort: fiscal_year.get(),
            branch: draws.position(&plan.branch_shares) as u16,
            standing: Standing::Active,
            reason: EndReason::Unstated,
            woman: draws.chance(WOMEN),
            senior: false,
        };
        let registered = first_day + draws.below(28) as i32;
        block.licensees[usize::from(row.branch)] += 1;
        Self {
            plan,
            draws,
            block,
            cohort,
            age_at_licence: age,
            registered,
            state: State::NeverJoined,
            joined: cohort,
            tenure_from: cohort as isize,
            row,
        }
    }

    /// Lives through all years that the register shows.
    pub(super) fn live(mut self) {
        for year in self.cohort..self.plan.years {
            if year > self.cohort {
                self.leave_profession(year);
            }
            match self.state {
                State::NeverJoined => self.enter(year),
                State::Lapsed { paid, ended } if year >= paid + 2 => self.come_back(year, paid, ended),
                _ => {}
            }
            match self.state {
                State::OnRoll(standing) => self.close_year(year, standing),
                State::Gone => return,
                _ => {}
            }
        }
        if matches!(self.state, State::OnRoll(_)) {
            self.stay_open();
        }
    }

    /// Dies or leaves the profession within the year, a member or not.
    fn leave_profession(&mut self, year: usize) {
        let (p, deaths) = exit(self.plan.settings, self.age_at_licence + year - self.cohort);
        let leaves = self.draws.chance(p);
        let dies = leaves && self.draws.chance(deaths);
        let on_roll = matches!(self.state, State::OnRoll(_));
        if on_roll && self.plan.next_year_seen(year) {
            let death = p * deaths;
            self.block.truth.death.record(death, dies);
            if !dies && death < 1.0 {
                self.block.truth.retirement.record((p - death) / (1.0 - death), leaves);
            }
        }
        if !leaves {
            return;
        }
        let start = self.plan.start(year);
        let day = start + self.draws.below((self.plan.start(year + 1) - start) as u64) as i32;
        if on_roll {
            if day + 1 == self.plan.start(year + 1) && self.plan.complete(year) {
                self.count_on_last_day(year);
            }
            self.end(year, day + 1, if dies { EndReason::Death } else { EndReason::Retirement });
        }
        self.state = State::Gone;
    }

    /// Joins for the first time, or not yet.
    fn enter(&mut self, year: usize) {
        let since = year - self.cohort;
        let p = if since == 0 { self.plan.entry[year] } else { self.plan.settings.late_entry.at(since - 1) };
        let p = self.plan.entry_probability(p, year, usize::from(self.row.branch));
        let joins = self.draws.chance(p);
        if self.plan.complete(year) {
            let truth = &mut self.block.truth;
            let tally = if since == 0 { &mut truth.entry } else { &mut truth.late_entry[since - 1] };
            tally.record(p, joins);
        }
        if !joins {
            return;
        }
        let day = self.joining_day(year);
        self.row.licensed = match self.plan.settings.licence_record {
            LicenceRecord::AnnouncementDay => self.plan.start(self.cohort) - ANNOUNCED_BEFORE,
            _ => self.registered.min(day),
        };
        (self.joined, self.tenure_from) = (year, year as isize);
        if self.begin(day) {
            self.block.truth.joined += 1;
            let counts = &mut self.block.truth.years[year];
            *(if since == 0 { &mut counts.joined_on_time } else { &mut counts.joined_late }) += 1;
        }
    }

    /// Comes back after a lapse, or not yet.
    fn come_back(&mut self, year: usize, paid: usize, ended: i32) {
        let since = year - paid - 2;
        let p = self.plan.settings.reinstatement.at(since);
        let returns = self.draws.chance(p);
        if self.plan.complete(year) {
            self.block.truth.reinstatement[since].record(p, returns);
        }
        if !returns {
            return;
        }
        let years_before = paid as isize + 1 - self.tenure_from;
        self.tenure_from = year as isize - if self.plan.tenure_resumes { years_before } else { 0 };
        let day = self.joining_day(year).max(ended + SHORTEST_GAP);
        if self.begin(day) {
            self.block.truth.years[year].reinstated += 1;
        }
    }

    /// The last day of a fiscal year and what follows it.
    fn close_year(&mut self, year: usize, standing: Standing) {
        if self.plan.complete(year) {
            self.count_on_last_day(year);
        }
        match standing {
            Standing::OnLeave => self.close_leave_year(year),
            _ => self.close_active_year(year),
        }
    }

    /// An active member lapses, goes on leave, moves, or just stays.
    fn close_active_year(&mut self, year: usize) {
        let (plan, settings) = (self.plan, self.plan.settings);
        let tenure = usize::try_from(year as isize - self.tenure_from).unwrap_or(0);
        let p = plan.lapse_probability(settings.lapse.at(tenure), year, usize::from(self.row.branch));
        let lapses = self.draws.chance(p);
        if plan.lapse_seen(year) {
            self.block.truth.lapse[tenure].record(p, lapses);
        }
        if lapses {
            return self.lapse(year);
        }
        let seen = plan.next_year_seen(year);
        let begins_leave = self.draws.chance(settings.leave);
        if seen {
            self.block.truth.leave.record(settings.leave, begins_leave);
        }
        if begins_leave {
            return self.begin_leave(year);
        }
        let moves = self.can_move() && self.draws.chance(settings.transfer);
        if seen && self.can_move() {
            self.block.truth.transfer.record(settings.transfer, moves);
        }
        if moves {
            self.transfer(year);
        } else if self.turns_senior(year) {
            self.change(year, EndReason::Unstated, |row| row.senior = true);
        }
    }

    /// Someone on leave becomes active again, leaves the association, or extends the leave.
    fn close_leave_year(&mut self, year: usize) {
        let (resume, lapse) = (self.plan.settings.leave_return, self.plan.settings.leave_lapse);
        let u = self.draws.uniform();
        let (returns, lapses) = (u < resume, u >= resume && u < resume + lapse);
        if self.plan.lapse_seen(year) && self.plan.next_year_seen(year) {
            self.block.truth.leave_return.record(resume, returns);
            self.block.truth.leave_lapse.record(lapse, lapses);
        }
        if returns && self.change(year, EndReason::Unstated, |row| row.standing = Standing::Active) {
            self.state = State::OnRoll(Standing::Active);
        } else if lapses {
            self.lapse(year);
        }
    }

    /// Does not continue after the year: by resigning, or by not paying.
    fn lapse(&mut self, year: usize) {
        let share = self.plan.settings.voluntary;
        let resigns = self.draws.chance(share);
        if self.plan.lapse_seen(year) {
            self.block.truth.voluntary.record(share, resigns);
        }
        let next_year = self.plan.start(year + 1);
        if resigns {
            return self.end(year, next_year, EndReason::Voluntary);
        }
        let ended = self.plan.arrears_end(year);
        if ended == next_year {
            return self.end(year, ended, EndReason::Arrears);
        }
        let standing = match self.plan.settings.arrears {
            Arrears::SuspendedThenStruckOff { .. } => Standing::Suspended,
            _ => Standing::Active,
        };
        if standing != self.row.standing && !self.change(year, EndReason::Unstated, |row| row.standing = standing) {
            return;
        }
        // Struck off with the last day of the next year: still on the roll on that day.
        if ended == self.plan.start(year + 2) && self.plan.complete(year + 1) {
            self.count_on_last_day(year + 1);
        }
        self.end(year, ended, EndReason::Arrears);
    }

    /// Goes on leave with the first day of the next year.
    fn begin_leave(&mut self, year: usize) {
        if self.change(year, EndReason::Unstated, |row| row.standing = Standing::OnLeave) {
            self.state = State::OnRoll(Standing::OnLeave);
            if let Some(next) = self.block.truth.years.get_mut(year + 1) {
                next.leave_begun += 1;
            }
        }
    }

    /// Moves to another branch with the first day of the next year.
    fn transfer(&mut self, year: usize) {
        let branch = self.other_branch();
        if self.change(year, EndReason::Transferred, |row| row.branch = branch)
            && let Some(next) = self.block.truth.years.get_mut(year + 1)
        {
            next.transferred += 1;
        }
    }

    /// Whether there is another branch to move to.
    fn can_move(&self) -> bool {
        self.share_of_branch() < 1.0
    }

    /// Share of the branch among the newly licensed.
    fn share_of_branch(&self) -> f64 {
        let (shares, branch) = (&self.plan.branch_shares, usize::from(self.row.branch));
        shares[branch] - if branch == 0 { 0.0 } else { shares[branch - 1] }
    }

    /// Another branch than the present one, by weight: a point of the line of shares with the present branch cut out.
    fn other_branch(&mut self) -> u16 {
        let (shares, branch) = (&self.plan.branch_shares, usize::from(self.row.branch));
        let (before, own) = (if branch == 0 { 0.0 } else { shares[branch - 1] }, self.share_of_branch());
        let u = self.draws.uniform() * (1.0 - own);
        let drawn = position_of(if u < before { u } else { u + own }, shares);
        if drawn != branch {
            return drawn as u16;
        }
        // Rounding put the point back on the cut: take the next branch that has members, or the last before it.
        let has_weight = |&i: &usize| shares[i] > if i == 0 { 0.0 } else { shares[i - 1] };
        (branch + 1..shares.len()).find(has_weight).or_else(|| (0..branch).rfind(has_weight)).unwrap_or(branch) as u16
    }

    /// Whether the class changes with the first day of the next year.
    fn turns_senior(&self, year: usize) -> bool {
        let (age, years) = (self.age_at_licence + year + 1 - self.cohort, year + 1 - self.joined);
        self.plan.senior_class && !self.row.senior && age >= SENIOR.0 && years >= SENIOR.1
    }

    /// A day of joining in a year.
    fn joining_day(&mut self, year: usize) -> i32 {
        let months = self.plan.months(year);
        let month = self.draws.position(&self.plan.joining_months);
        months[month] + self.draws.below((months[month + 1] - months[month]) as u64) as i32
    }

    /// Begins a membership; `false` when the register ends before it.
    fn begin(&mut self, day: i32) -> bool {
        if day > self.plan.as_of {
            self.state = State::Gone;
            return false;
        }
        self.row.start = day;
        self.row.standing = Standing::Active;
        self.state = State::OnRoll(Standing::Active);
        true
    }

    /// Ends the episode with the year and begins the next one without a gap; `false` when the register ends before it.
    fn change(&mut self, year: usize, reason: EndReason, alter: impl FnOnce(&mut Row)) -> bool {
        if !self.plan.next_year_seen(year) {
            self.stay_open();
            return false;
        }
        let day = self.plan.start(year + 1);
        self.block.rows.push(Row { end: day, reason, ..self.row });
        self.row.start = day;
        alter(&mut self.row);
        true
    }

    /// Ends the membership; `year` is the last one paid for, or lived through in the profession.
    fn end(&mut self, year: usize, day: i32, reason: EndReason) {
        if day > self.plan.as_of {
            return self.stay_open();
        }
        self.block.rows.push(Row { end: day, reason, ..self.row });
        self.state = State::Lapsed { paid: year, ended: day };
        let of_last_day = if day > self.plan.start(year + 1) { year + 1 } else { year };
        let on_last_day = day == self.plan.start(of_last_day + 1);
        let years = &mut self.block.truth.years;
        if let Some(counts) = years.get_mut(of_last_day) {
            counts.count_left(reason, on_last_day);
        }
        if let Some(counts) = years.get_mut(of_last_day + usize::from(on_last_day)) {
            counts.count_ended(reason);
        }
    }

    /// The episode lasts beyond what the register shows.
    fn stay_open(&mut self) {
        self.block.rows.push(self.row);
        self.state = State::Gone;
    }

    /// Counts the person among those on the roll on the last day of a year.
    fn count_on_last_day(&mut self, year: usize) {
        if let Some(counts) = self.block.truth.years.get_mut(year) {
            counts.count_on_last_day(self.row.standing, usize::from(self.row.branch));
        }
    }
}
