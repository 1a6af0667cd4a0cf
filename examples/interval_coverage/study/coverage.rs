//! How often intervals held the truth: one count a question, method and size, and the table of all.

use kaiin::rates::Interval;
use kaiin::survival::Limits;
use std::fmt::Write;

/// What one method said to one question about one register.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    /// What was observed, what was asked, by which method: the first cells of a row of the table, with bars between.
    pub(crate) line: String,
    /// The limits; `None` when the method gives none.
    pub(crate) limits: Option<(f64, f64)>,
    pub(crate) truth: f64,
}

impl Answer {
    pub(crate) fn new(line: impl Into<String>, limits: Option<(f64, f64)>, truth: f64) -> Self {
        Self { line: line.into(), limits, truth }
    }

    pub(crate) fn of_limits(line: impl Into<String>, limits: Option<Limits>, truth: f64) -> Self {
        Self::new(line, limits.map(|limits| (limits.lower, limits.upper)), truth)
    }

    pub(crate) fn of_interval(line: impl Into<String>, interval: Option<Interval>, truth: f64) -> Self {
        Self::new(line, interval.map(|interval| (interval.lower, interval.upper)), truth)
    }
}

/// How often an interval held the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Coverage {
    /// Registers.
    pub(crate) registers: u32,
    /// Registers whose interval held the truth.
    pub(crate) held: u32,
    /// Registers without an interval.
    pub(crate) none: u32,
}

impl Coverage {
    fn count(&mut self, answer: &Answer) {
        self.registers += 1;
        match answer.limits {
            None => self.none += 1,
            Some((lower, upper)) => self.held += u32::from(lower <= answer.truth && answer.truth <= upper),
        }
    }

    fn add(&mut self, other: &Self) {
        self.registers += other.registers;
        self.held += other.held;
        self.none += other.none;
    }

    /// Registers that have an interval.
    pub(crate) fn with_interval(&self) -> u32 {
        self.registers - self.none
    }

    /// Of the registers that have an interval, the share that holds the truth; `None` when none has.
    pub(crate) fn share(&self) -> Option<f64> {
        (self.with_interval() > 0).then(|| f64::from(self.held) / f64::from(self.with_interval()))
    }

    fn shown(&self) -> String {
        let share = self.share().map_or("none".to_owned(), |share| format!("{:.1} %", 100.0 * share));
        if self.none == 0 { share } else { format!("{share} ({} without)", self.none) }
    }
}

/// A question and a method, with the counts of each size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) coverage: Vec<Coverage>,
}

/// All counts of a study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Findings {
    heading: &'static str,
    sizes: Vec<usize>,
    pub(crate) lines: Vec<Line>,
}

impl Findings {
    pub(crate) fn new(heading: &'static str, sizes: &[usize]) -> Self {
        Self { heading, sizes: sizes.to_vec(), lines: Vec::new() }
    }

    /// Counts the answers of a register of the size at a place.
    pub(crate) fn count(&mut self, place: usize, answers: Vec<Answer>) {
        for (at, answer) in answers.into_iter().enumerate() {
            self.line(at, &answer.line).coverage[place].count(&answer);
        }
    }

    /// Adds the counts of other registers.
    pub(crate) fn add(&mut self, other: Self) {
        for (at, more) in other.lines.iter().enumerate() {
            let line = self.line(at, &more.name);
            line.coverage.iter_mut().zip(&more.coverage).for_each(|(coverage, more)| coverage.add(more));
        }
    }

    fn line(&mut self, at: usize, name: &str) -> &mut Line {
        if at == self.lines.len() {
            self.lines.push(Line { name: name.to_owned(), coverage: vec![Coverage::default(); self.sizes.len()] });
        }
        assert_eq!(self.lines[at].name, name, "every register is asked the same questions in the same order");
        &mut self.lines[at]
    }

    /// The table as Markdown: one line a question and method, one column a size.
    pub(crate) fn to_markdown(&self) -> String {
        let mut text = format!("| {} |", self.heading);
        for &size in &self.sizes {
            let _ = write!(text, " {} |", heading_of(size));
        }
        let _ = writeln!(text, "\n|{}{}", " --- |".repeat(self.heading.split('|').count()), " ---: |".repeat(self.sizes.len()));
        for line in &self.lines {
            let shown: Vec<String> = line.coverage.iter().map(Coverage::shown).collect();
            let _ = writeln!(text, "| {} | {} |", line.name, shown.join(" | "));
        }
        text
    }
}

/// The heading of the column of a size.
pub(crate) fn heading_of(size: usize) -> String {
    if size < 1_000 { format!("{size} members") } else { format!("{},{:03} members", size / 1_000, size % 1_000) }
}
