//! Before and after: what a change saves a case and a year, and what must be known to say so.

use super::{Account, Payers, Range, Sheet};
use crate::base::{Language, Text};
use crate::model::{OrUnknown, Procedure};

/// What a change of a procedure saves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// The cost of a case before.
    pub before: Sheet,
    /// The cost of a case after.
    pub after: Sheet,
    /// Cases a year; `None`: not known, and no figure of a year is either.
    pub cases: Option<u64>,
    /// Where that number comes from.
    pub source: Option<String>,
}

/// A share in ten-thousandths: 7744 is 77.44 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(pub i64);

impl Benefit {
    /// Of two sheets and the procedure whose cases are counted.
    pub fn of(before: Sheet, after: Sheet, procedure: &Procedure) -> Self {
        let volume = procedure.volume.as_ref();
        let cases = volume.and_then(|volume| match volume.per_year.value {
            OrUnknown::Known(cases) => Some(cases),
            OrUnknown::Unknown => None,
        });
        let source = volume.and_then(|volume| volume.source.as_ref()).map(|source| source.text.clone());
        Self { before, after, cases, source }
    }

    /// Who applies.
    pub fn payers(&self) -> Payers {
        self.before.payers
    }

    /// What applying for one case costs less.
    pub fn per_case(&self) -> Option<Range> {
        saved(&self.before.applicant, &self.after.applicant)
    }

    /// The same in a year.
    pub fn per_year(&self) -> Option<Range> {
        self.per_case()?.times(self.cases?)
    }

    /// What working one case costs less.
    pub fn office_per_case(&self) -> Option<Range> {
        let counted = !self.before.office.lines.is_empty() && self.missing_office().is_empty();
        saved(&self.before.office, &self.after.office).filter(|_| counted)
    }

    /// The same in a year.
    pub fn office_per_year(&self) -> Option<Range> {
        self.office_per_case()?.times(self.cases?)
    }

    /// The saving as a share of the cost before, as the form has it.
    pub fn rate(&self) -> Option<Rate> {
        Rate::of(self.before.applicant.total()?.base, self.after.applicant.total()?.base)
    }

    /// What is not known of one of the two states only: what both lack cancels out of the difference.
    pub fn missing(&self) -> Vec<Text> {
        let mut missing = apart(&self.before.applicant, &self.after.applicant);
        if self.cases.is_none() {
            missing.push(crate::text!(en: "the number of cases a year", vi: "số hồ sơ mỗi năm"));
        }
        missing
    }

    /// The same of the administration's work.
    pub fn missing_office(&self) -> Vec<Text> {
        apart(&self.before.office, &self.after.office)
    }
}

fn saved(before: &Account, after: &Account) -> Option<Range> {
    before.total()?.minus(after.total()?)
}

fn apart(before: &Account, after: &Account) -> Vec<Text> {
    let only = |one: &Account, other: &Account| -> Vec<Text> {
        one.missing.iter().filter(|what| !other.missing.contains(what)).cloned().collect()
    };
    [only(before, after), only(after, before)].concat()
}

impl Rate {
    /// How much less `after` is than `before`, of `before`; rounded to the nearest hundredth of a per cent.
    pub fn of(before: i64, after: i64) -> Option<Self> {
        let (before, saved) = (i128::from(before), i128::from(before) - i128::from(after));
        if before <= 0 {
            return None;
        }
        i64::try_from((saved * 20_000 + before).div_euclid(2 * before)).ok().map(Self)
    }

    /// `77,44%`.
    pub fn show(self, language: Language) -> String {
        let (whole, rest) = (self.0.abs() / 100, self.0.abs() % 100);
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{whole}{}{rest:02}%", language.pick(".", ","))
    }
}
