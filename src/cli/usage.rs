//! What `--help` prints.

/// The usage of all commands.
pub(super) const USAGE: &str = "\
kaiin: who joins, stays, goes on leave, lapses and comes back

  kaiin report   --members FILE --as-of DATE | --totals FILE   make the annual report
  kaiin check    --members FILE --as-of DATE                   read and check a register, nothing else
  kaiin simulate --members N --seed N --out FILE               write a synthetic register as CSV
  kaiin schema                                                 print the JSON Schema of the report

Inputs (CSV in UTF-8, CP932 or UTF-16; headers in Japanese or English)
  --members FILE            register of members: one row a membership
  --totals FILE             yearly totals, for an association without a register
  --licensees FILE          licence holders by year
  --published FILE          a series the association published: year, closing (members), cumulative (licence holders)
  --members-column ROLE=HEADER, --totals-column ..., --licensees-column ..., --published-column ...
                            which column is what, where the vocabulary does not tell; once for each
  --segment NAME[=HEADER]   show the levels of this column side by side (branch, class, sex or any column)
  --members-only HEADER=VALUE, --totals-only ..., --licensees-only ..., --published-only ...
                            read only rows in which the column holds the value
  --encoding auto|utf-8|cp932|utf-16le|utf-16be     --delimiter auto|comma|semicolon|tab
  --end-day first-out|last-in   whether the recorded leaving day is the first day out (default) or the last day in

Settings
  --as-of DATE              extract date of the register, YYYY-MM-DD
  --record-start DATE       the day on which the record begins, where earlier leavers are missing
  --calendar MM-DD          first day of the fiscal year; 04-01 unless told
  --label start|end         name fiscal years after their first (default) or last day
  --announced MM-DD         the years of --licensees are of examinations announced on this day
  --lead-days N             licences of the last N days of a fiscal year belong to the next cohort; 31 unless told
  --grace-days N            longest gap that is no lapse; 0 unless told
  --leave-silence lapse|return   what silence at the end of a leave means
  --leave in|out            whether members on leave count in stock rates
  --confidence LEVEL        0.95 unless told
  --year Y                  fiscal year of the report; the last complete one unless told
  --horizon N               projected years; 10 unless told, 0 for none
  --inflow N                new licence holders a year in the projection
  --stated-joiners keep|balance  what to do with stated joiners that do not balance
  --seed N                  seed to name in the manifest (report), or to simulate with
  --strict                  fail when a row has a warning or an error

Output
  --name TEXT, --name-ja TEXT    the association
  --note TEXT, --note-ja TEXT    a remark to the reader; once for each, the Japanese ones in the same order
  --language en|ja|both     both unless told
  --out DIR                 where the report goes; . unless told
  --format html,md,csv,json all unless told
  --json                    print the result as JSON instead of a summary

Exit codes: 0 done, 1 check found issues, 2 usage, 3 input, 4 file, 130 stopped
";
