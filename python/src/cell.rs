//! One value of the caller's table, whatever it came from: an Arrow array or a Python object.

/// A value on its way into the core's interpreter of columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Null, `None`, NaN, NaT.
    Absent,
    /// Days since 1970-01-01, not yet checked for range.
    Day(i64),
    Integer(i64),
    Real(f64),
    Text(&'a str),
    Flag(bool),
}

impl std::fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absent => f.write_str("nothing"),
            Self::Day(days) => match kaiin::Day::from_days(*days) {
                Ok(day) => day.fmt(f),
                Err(_) => write!(f, "day {days}"),
            },
            Self::Integer(number) => number.fmt(f),
            Self::Real(number) => number.fmt(f),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Flag(flag) => flag.fmt(f),
        }
    }
}

/// The same, owning its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum OwnedCell {
    Absent,
    Day(i64),
    Integer(i64),
    Real(f64),
    Text(String),
    Flag(bool),
}

impl OwnedCell {
    pub(crate) fn view(&self) -> Cell<'_> {
        match self {
            Self::Absent => Cell::Absent,
            Self::Day(days) => Cell::Day(*days),
            Self::Integer(number) => Cell::Integer(*number),
            Self::Real(number) => Cell::Real(*number),
            Self::Text(text) => Cell::Text(text),
            Self::Flag(flag) => Cell::Flag(*flag),
        }
    }
}

impl From<Cell<'_>> for OwnedCell {
    fn from(cell: Cell<'_>) -> Self {
        match cell {
            Cell::Absent => Self::Absent,
            Cell::Day(days) => Self::Day(days),
            Cell::Integer(number) => Self::Integer(number),
            Cell::Real(number) => Self::Real(number),
            Cell::Text(text) => Self::Text(text.to_owned()),
            Cell::Flag(flag) => Self::Flag(flag),
        }
    }
}
