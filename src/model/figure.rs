//! A figure as a report states it: what rules recompute. Alone knows how the period of a report is written.

use super::{Level, Ref};
use crate::base::Span;
use crate::syntax::ast::{At, Number, Title};
use crate::time::Date;

/// A row of the table of reported figures. An absent number is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The report that states it.
    pub report: String,
    /// Where.
    pub place: String,
    /// When, as written.
    pub period: String,
    /// What is counted; `WHOLE: PART` names one of the parts into which a whole falls.
    pub what: Title,
    /// The part.
    pub part: Option<At<Number>>,
    /// The whole that it is a part of.
    pub whole: Option<At<Number>>,
    /// What it was.
    pub before: Option<At<Number>>,
    /// What it is now.
    pub after: Option<At<Number>>,
    /// The saving that is stated.
    pub saving: Option<At<Number>>,
    /// The share that is stated, in per cent: of the part in the whole, or of the saving in what was before.
    pub rate: Option<At<Number>>,
    /// The part counts the procedures of this level.
    pub level: Option<Ref<Level>>,
    /// The part counts the procedures of this field.
    pub field: Option<Title>,
    /// The row.
    pub span: Span,
}

impl Figure {
    /// The last day that the report covers: of `2024`, `2024-Q1`, `2022-01-01..2023-07-31`; `None` for other words.
    pub fn until(&self) -> Option<Date> {
        let last = self.period.rsplit("..").next().unwrap_or_default().trim();
        if let Ok(day) = Date::parse(last) {
            return Some(day);
        }
        let (year, quarter) = last.split_once("-Q").unwrap_or((last, "4"));
        let year = year.parse().ok().filter(|_| year.len() == 4)?;
        let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        let month = quarter * 3;
        Date::new(year, month, if month == 3 || month == 12 { 31 } else { 30 }).ok()
    }
}
