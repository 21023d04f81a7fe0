//! Totals that add up what runs at the same time.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::Process;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a phase or a time limit that equals exactly the sum of all its steps although some of them run side by side
    /// (`parallel`), so that the longest way is shorter.
    /// ## Why it matters
    /// Branches that run at the same time take as long as the longest one. The days of the others are promised for
    /// nothing.
    /// ## Nội dung
    /// Tìm giai đoạn hoặc thời hạn đúng bằng tổng mọi bước, dù một số bước làm `song song` nên đường đi dài nhất ngắn hơn.
    /// ## Vì sao
    /// Các nhánh song song chỉ mất thời gian bằng nhánh dài nhất. Cộng dồn là hẹn thừa ngày.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     phase check-all "Kiểm tra" within 5 working days {
    ///       parallel {
    ///         branch {
    ///           step fire "Phòng cháy" within 3 working days
    ///         }
    ///         branch {
    ///           step environment "Môi trường" within 2 working days
    ///         }
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     phase check-all "Kiểm tra" within 3 working days {
    ///       parallel {
    ///         branch {
    ///           step fire "Phòng cháy" within 3 working days
    ///         }
    ///         branch {
    ///           step environment "Môi trường" within 2 working days
    ///         }
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static PARALLEL_SUMMED = "time/parallel-summed", Warning,
        en: "a total that adds up parallel branches", vi: "tổng thời gian cộng dồn các nhánh song song";
}

pub(in crate::rules) static RULE: Rule = Rule { code: &PARALLEL_SUMMED, check: Check::Process(check) };
