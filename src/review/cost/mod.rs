//! What a case costs those who apply and those who work it, in the form of Circular 02/2017/TT-VPCP: what is done at which
//! stage, how long that takes, what is bought for it. Alone knows how such sums are added.
//!
//! Waiting is never priced: only work, ways, papers and fees are. Everything comes with a low and a high value, and what
//! lacks a parameter or a statement is listed as missing instead of counting as nothing.

mod applicant;
mod benefit;
mod office;
mod price;

pub use applicant::usual_channel;
pub use benefit::{Benefit, Rate, kind_of_case};
pub use price::Prices;

use super::mix;
use crate::analysis::Facts;
use crate::base::{Language, Text};
use crate::model::{Applicant, Condition, Given};

/// A value with the least and the most that it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// The least.
    pub low: i64,
    /// What is reckoned with.
    pub base: i64,
    /// The most.
    pub high: i64,
}

/// The stages of the form, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Preparing the dossier.
    Prepare,
    /// Filing it.
    Submit,
    /// Fees and charges.
    Fees,
    /// Being inspected.
    Inspection,
    /// Other work.
    Other,
    /// Fetching the result.
    Receive,
    /// Work of the administration; no part of the form, shown beside it.
    Office,
}

/// One thing that costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// At which stage.
    pub part: Part,
    /// What is done or bought.
    pub what: Text,
    /// Time it takes, in hundredths of an hour.
    pub hours: Range,
    /// What is paid for it besides time, in đồng.
    pub paid: Range,
    /// Both together, in đồng.
    pub amount: Range,
    /// The condition of a paper that not every case needs.
    pub when: Option<Condition>,
}

/// What adds up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// What is counted.
    pub lines: Vec<Line>,
    /// What could not be, each a noun phrase.
    pub missing: Vec<Text>,
    /// Whether something of the fees and charges could not be: what is paid is more than their sum.
    pub fees_open: bool,
}

/// The cost of one case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Of those who apply.
    pub applicant: Account,
    /// Of those who work it.
    pub office: Account,
    /// Who applies.
    pub payers: Payers,
}

/// Who bears the cost of applying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Payers {
    /// Citizens.
    Citizens,
    /// Enterprises, cooperatives, other organisations.
    Businesses,
    /// Both, and in which shares is not known.
    Both,
    /// Not said.
    #[default]
    Unsaid,
}

impl Sheet {
    /// Counts what a view of a procedure costs.
    pub fn of(facts: &Facts<'_>, prices: &Prices<'_>) -> Self {
        Self {
            applicant: applicant::account(facts, prices),
            office: office::account(facts, prices),
            payers: Payers::of(facts.procedure.applicants.iter().map(|one| one.value)),
        }
    }
}

impl Account {
    /// The sum of all lines; `None` where it is too large to be written.
    pub fn total(&self) -> Option<Range> {
        self.sum(|_| true)
    }

    /// The same without fees and charges: they are handed over, not used up.
    pub fn without_fees(&self) -> Option<Range> {
        self.sum(|part| part != Part::Fees)
    }

    /// The sum of one stage.
    pub fn of_part(&self, part: Part) -> Option<Range> {
        self.sum(|other| other == part)
    }

    fn sum(&self, counts: impl Fn(Part) -> bool) -> Option<Range> {
        let amounts = self.lines.iter().filter(|line| counts(line.part)).map(|line| line.amount);
        amounts.into_iter().try_fold(Range::default(), Range::plus)
    }

    /// What of it arises in such a case.
    fn in_case(&self, given: &Given) -> Self {
        let arises = |line: &&Line| mix::is_asked(line.when.as_ref(), given);
        Self {
            lines: self.lines.iter().filter(arises).cloned().collect(),
            missing: self.missing.clone(),
            fees_open: self.fees_open,
        }
    }

    fn lacks(&mut self, what: Text) {
        if !self.missing.contains(&what) {
            self.missing.push(what);
        }
    }
}

impl Range {
    /// One value without doubt.
    pub fn sure(value: i64) -> Self {
        Self { low: value, base: value, high: value }
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.both(other, i64::checked_add)
    }

    /// What the other takes away: each value by its own, then in order.
    pub fn minus(self, other: Self) -> Option<Self> {
        let Self { low, base, high } = self.both(other, i64::checked_sub)?;
        Some(Self { low: low.min(base).min(high), base, high: high.max(base).max(low) })
    }

    /// So many times.
    pub fn times(self, count: u64) -> Option<Self> {
        let count = i64::try_from(count).ok()?;
        self.both(Self::sure(count), i64::checked_mul)
    }

    fn both(self, other: Self, operation: fn(i64, i64) -> Option<i64>) -> Option<Self> {
        Some(Self {
            low: operation(self.low, other.low)?,
            base: operation(self.base, other.base)?,
            high: operation(self.high, other.high)?,
        })
    }
}

impl Payers {
    fn of(applicants: impl Iterator<Item = Applicant>) -> Self {
        let (mut citizens, mut businesses) = (false, false);
        for applicant in applicants {
            match applicant {
                Applicant::Citizen | Applicant::OverseasVietnamese | Applicant::Foreigner | Applicant::Official => {
                    citizens = true;
                }
                _ => businesses = true,
            }
        }
        match (citizens, businesses) {
            (true, true) => Self::Both,
            (true, false) => Self::Citizens,
            (false, true) => Self::Businesses,
            (false, false) => Self::Unsaid,
        }
    }

    /// What a reader calls them.
    pub fn text(self) -> Text {
        match self {
            Self::Citizens => crate::text!(en: "citizens", vi: "người dân"),
            Self::Businesses => crate::text!(en: "businesses and organisations", vi: "doanh nghiệp, tổ chức"),
            Self::Both => crate::text!(
                en: "citizens, businesses and organisations (shares not known)",
                vi: "người dân, doanh nghiệp, tổ chức (chưa có số liệu tách riêng)"
            ),
            Self::Unsaid => crate::text!(en: "applicants (not stated who)", vi: "người nộp hồ sơ (chưa nêu đối tượng)"),
        }
    }
}

impl Part {
    /// The stages of the form.
    pub const FORM: [Self; 6] = [Self::Prepare, Self::Submit, Self::Fees, Self::Inspection, Self::Other, Self::Receive];

    /// As the form calls it.
    pub fn text(self) -> Text {
        match self {
            Self::Prepare => crate::text!(en: "Preparing the dossier", vi: "Chuẩn bị hồ sơ"),
            Self::Submit => crate::text!(en: "Filing", vi: "Nộp hồ sơ"),
            Self::Fees => crate::text!(en: "Fees and charges", vi: "Nộp phí, lệ phí"),
            Self::Inspection => {
                crate::text!(en: "Being inspected", vi: "Phục vụ việc kiểm tra, đánh giá thực tế")
            }
            Self::Other => crate::text!(en: "Other work", vi: "Công việc khác"),
            Self::Receive => crate::text!(en: "Receiving the result", vi: "Nhận kết quả"),
            Self::Office => crate::text!(en: "Work of the administration", vi: "Công việc của cơ quan giải quyết"),
        }
    }
}

/// A sum of đồng as official papers write it: `1.024.000 đồng`, `1,024,000 VND`.
pub fn dong(amount: i64, language: Language) -> String {
    format!("{} {}", grouped(amount, language), language.pick("VND", "đồng"))
}

/// A number with its digits in groups of three.
pub fn grouped(number: i64, language: Language) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = if number < 0 { "-".to_owned() } else { String::new() };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(language.pick(',', '.'));
        }
        out.push(digit);
    }
    out
}
