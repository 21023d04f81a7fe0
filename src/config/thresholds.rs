//! The numbers that rules compare with, their names in `catalogue.yaml` and their defaults.

use crate::base::Text;
use std::fmt;

/// A share between nothing and everything, exact to the hundredth of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    /// Ten-thousandths: 0.30 holds 3000.
    pub ten_thousandths: u32,
}

impl Share {
    /// So many per cent.
    pub const fn percent(percent: u32) -> Self {
        Self { ten_thousandths: percent * 100 }
    }

    /// Whether `part` of `whole` is at least this share; `whole` must not be negative.
    pub fn is_reached_by(self, part: i64, whole: i64) -> bool {
        i128::from(part) * 10_000 >= i128::from(whole) * i128::from(self.ten_thousandths)
    }

    /// Reads `0.30`, `0,3` or `30%`.
    fn read(written: &str) -> Option<Self> {
        let (number, scale) = match written.strip_suffix('%') {
            Some(percent) => (percent.trim_end(), 100),
            None => (written, 10_000),
        };
        let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, ""));
        let digits = |part: &str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(decimals) {
            return None;
        }
        let fraction = format!("{decimals:0<4}").parse::<u32>().ok()? * scale / 10_000;
        let ten_thousandths = whole.parse::<u32>().ok()? * scale + fraction;
        (ten_thousandths <= 10_000).then_some(Self { ten_thousandths })
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.ten_thousandths / 100, self.ten_thousandths % 100);
        if rest == 0 { write!(f, "{whole}%") } else { write!(f, "{whole}.{rest:02}%") }
    }
}

/// A kind of threshold: how it is read, and how a reader is told to write it.
trait Kind: Sized {
    fn read(written: &str) -> Option<Self>;
    fn expected() -> Text;
}

impl Kind for Share {
    fn read(written: &str) -> Option<Self> {
        Self::read(written)
    }

    fn expected() -> Text {
        crate::text!(en: "a share between 0 and 1, such as `0.30`", vi: "tỷ lệ từ 0 đến 1, ví dụ `0.30`")
    }
}

impl Kind for u32 {
    fn read(written: &str) -> Option<Self> {
        written.parse().ok().filter(|n| *n <= 1_000_000)
    }

    fn expected() -> Text {
        crate::text!(en: "a whole number, such as `60`", vi: "số nguyên, ví dụ `60`")
    }
}

macro_rules! thresholds {
    ($($(#[doc = $doc:literal])+ $field:ident: $kind:ty = $default:expr, $name:literal;)*) => {
        /// The thresholds in force.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Thresholds {
            $($(#[doc = $doc])+ pub $field: $kind,)*
        }

        impl Default for Thresholds {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }

        impl Thresholds {
            /// The names in `catalogue.yaml`.
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// Every name with its default as it is written, in the order of the reference.
            pub fn defaults() -> Vec<(&'static str, String)> {
                let defaults = Self::default();
                vec![$(($name, defaults.$field.to_string())),*]
            }

            /// Sets the threshold of a name.
            ///
            /// # Errors
            /// What would be accepted instead. A name that does not exist is ignored: it has been reported.
            pub(super) fn read(&mut self, name: &str, written: &str) -> Result<(), Text> {
                match name {
                    $($name => self.$field = Kind::read(written).ok_or_else(<$kind as Kind>::expected)?,)*
                    _ => {}
                }
                Ok(())
            }
        }
    };
}

thresholds! {
    /// The share of a limit that the longest path must leave free to be called unused (default 0.30, the cut that
    /// Resolution 66/NQ-CP of 2025 asks for).
    unused_slack: Share = Share::percent(30), "unused-slack";
    /// How often an applicant may be asked for a supplement (default 1).
    supplement_rounds: u32 = 1, "supplement-rounds";
    /// How many days before its end a delegation must be renewed or evaluated (default 60, as Decision 105/QĐ-UBND of
    /// Hà Nội asks).
    late_delegation_days: u32 = 60, "late-delegation-days";
    /// How alike a written name and the name of a type of paper must be to be taken for it (default 0.85;
    /// `tests/it/matching.rs` holds what is found and what is mistaken with it in a sample labelled by hand).
    paper_similarity: Share = Share::percent(85), "paper-similarity";
    /// How often a signature may say no and still be called a rubber stamp (default 0.01).
    rubber_stamp_rejects: Share = Share::percent(1), "rubber-stamp-rejects";
    /// How many cases a share of refusals must rest on before more than a hint is made of it (default 200).
    measured_cases: u32 = 200, "measured-cases";
    /// How often a check before the decision may say no and still be moved behind it (default 0.02).
    pre_check_rejects: Share = Share::percent(2), "pre-check-rejects";
    /// How often the first of two steps may say no if they are to run side by side (default 0.05): the work of the second
    /// is lost so often.
    parallel_rejects: Share = Share::percent(5), "parallel-rejects";
    /// How many layers of review and signature may follow the last work (default 2: the drafter's head and who decides).
    approval_layers: u32 = 2, "approval-layers";
    /// Bodies that work one case from which on it is called fragmented (default 4).
    fragmented_bodies: u32 = 4, "fragmented-bodies";
    /// Hand-overs from body to body from which on a case is called fragmented (default 3).
    fragmented_hand_overs: u32 = 3, "fragmented-hand-overs";
    /// How large a class of cases must be to deserve a way of its own (default 0.20).
    fast_lane_share: Share = Share::percent(20), "fast-lane-share";
    /// How often an answer may change the outcome and still be called without effect (default 0.01).
    consultation_changes: Share = Share::percent(1), "consultation-changes";
    /// How many times its own work a step may wait for its batch (default 2).
    batch_wait_times: u32 = 2, "batch-wait-times";
    /// Levels between receipt and decision, or passed on the way, from which on a procedure is called distant (default 2).
    distance: u32 = 2, "distance";
    /// How like one another two procedures must be to be compared (default 0.80).
    similar_procedures: Share = Share::percent(80), "similar-procedures";
    /// How like one another two procedures of one name must be to be one (default 0.95).
    same_procedures: Share = Share::percent(95), "same-procedures";
    /// Whole years without a case after which a procedure is called dormant (default 3).
    dormant_years: u32 = 3, "dormant-years";
    /// The highest risk (1 low, 2 medium, 3 high) at which a decision may be handed down (default 2).
    delegable_risk: u32 = 2, "delegable-risk";
}
