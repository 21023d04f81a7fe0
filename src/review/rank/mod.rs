//! Which proposals come first: gates, then what a proposal brings against what it takes. Weights and factors are judgements
//! of this project, stated here and shown with every order; nothing but the order depends on them.
//!
//! `Benefit = .35·n(ΔC) + .25·n(ΔD·Q) + .20·n(ΔV·Q) + .10·n(ΔK·Q) + .10·n(ΔA)` with `n(x) = ln(1+x) / ln(1+max of the batch)`
//! and `n(−x) = −n(x)`; `Score = Benefit × Confidence × Ease × Readiness ÷ (1 + Risk)`.

mod front;
mod score;
mod tier;

pub use front::pareto;
pub use score::{Rank, Ranking, Weights, rank};
pub use tier::{Lane, Tier};

use super::cost::Range;

/// What is weighed of one proposal. Gains are positive, harms negative; `None`: not known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weighed {
    /// Its id.
    pub id: String,
    /// Cases a year; `None`: only a case can be weighed.
    pub cases: Option<u64>,
    /// Cost that applying takes less, in đồng a case.
    pub cost: Option<Range>,
    /// Working hours on the longest way that are saved, in hundredths, a case.
    pub time: Option<i64>,
    /// Visits saved a case.
    pub visits: Option<i64>,
    /// Papers saved a case.
    pub papers: Option<i64>,
    /// Cost of the administration that is saved, in đồng a case.
    pub office: Option<Range>,
    /// How sure the data are.
    pub confidence: Confidence,
    /// Which instrument must change.
    pub tier: Option<Tier>,
    /// Whether who receives the work can do it, in hundredths; 100: nothing is lacking.
    pub readiness: u32,
    /// What may go wrong, from 0 to 3.
    pub risk: u32,
    /// Why it is not ranked, if it is not: a gate, a hint, a legal opinion.
    pub unranked: Option<crate::base::Text>,
}

/// How sure the data behind a benefit are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Confidence {
    /// Nobody counted.
    #[default]
    Judged,
    /// Counted in part.
    Estimated,
    /// Counted.
    Measured,
}

impl Confidence {
    /// The factor.
    pub fn factor(self) -> f64 {
        match self {
            Self::Judged => 0.5,
            Self::Estimated => 0.8,
            Self::Measured => 1.0,
        }
    }

    /// In words.
    pub fn text(self) -> crate::base::Text {
        match self {
            Self::Judged => crate::text!(en: "judged", vi: "theo đánh giá"),
            Self::Estimated => crate::text!(en: "estimated", vi: "ước tính"),
            Self::Measured => crate::text!(en: "measured", vi: "theo số liệu thống kê"),
        }
    }
}
