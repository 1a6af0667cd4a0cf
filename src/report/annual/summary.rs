//! The report on one screen of a terminal.

use super::value::AnnualReport;
use crate::register::recurring_exit_days;
use std::fmt::Write;

impl AnnualReport {
    /// The report on one screen, in English: members, rates with intervals and counts, breaks, mass exit days, projection, rows, issues.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut lines = Lines(format!("{}, year {}\n", self.association.english, self.reference_year));
        self.summarize_members(&mut lines);
        for labelled in &self.rates {
            lines.add(&labelled.label.english, &labelled.rate.to_string());
        }
        self.summarize_warnings(&mut lines);
        if let Some(last) = self.projection.as_ref().and_then(|projection| projection.years().last()) {
            lines.add(&format!("Members projected for {}", last.year), &format!("{:.0}", last.members.mean));
        }
        self.summarize_data(&mut lines);
        lines.0
    }

    fn summarize_members(&self, lines: &mut Lines) {
        let Some(row) = self.movements.row(self.reference_year) else { return };
        let count = |count: Option<u64>| count.map_or("not known".into(), |count| count.to_string());
        lines.add("Members at the end of the year", &count(row.closing));
        lines.add("Joined / came back / left", &[row.joined, row.reinstated, row.left].map(count).join(" / "));
    }

    fn summarize_warnings(&self, lines: &mut Lines) {
        for series in &self.published {
            for found in &series.breaks {
                lines.add(
                    "BREAK: not comparable before and after",
                    &format!("{} to {}, {}", found.after, found.before, series.name.english),
                );
            }
        }
        let judged: Vec<_> = self.mass_exit_days.iter().copied().filter(|day| day.judged).collect();
        let (recurring, single) = recurring_exit_days(&judged);
        for found in recurring {
            let value = format!("{:02}-{:02} in {} years: {} exits", found.month, found.day, found.days.len(), found.exits());
            lines.add("Closing day of the records", &value);
        }
        for day in single {
            lines.add("Mass exit day", &format!("{}: {} of {} within twelve months", day.day, day.exits, day.exits_of_twelve_months));
        }
    }

    fn summarize_data(&self, lines: &mut Lines) {
        if let Some(rows) = self.rows {
            let value = format!("{} = {} kept + {} repaired + {} set aside", rows.read, rows.kept, rows.repaired, rows.set_aside);
            lines.add("Rows read", &value);
        }
        let issues: Vec<String> = self.issue_counts.iter().map(|count| format!("{} {}", count.count, count.code)).collect();
        lines.add("Issues", &if issues.is_empty() { "none".to_owned() } else { issues.join(", ") });
    }
}

/// Lines of a label and a value.
struct Lines(String);

impl Lines {
    fn add(&mut self, label: &str, value: &str) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.0, "  {label:<56} {value}");
    }
}
