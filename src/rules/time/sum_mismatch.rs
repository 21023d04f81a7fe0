//! Phases and variants whose times contradict those of their steps.

use crate::base::Sink;
use crate::code;
use crate::model::Process;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a phase that promises less than its steps take, phases that together promise more than the limit allows, and
    /// a limit that holds in some cases only (a remote area, a `case`) while nothing in the process tells those cases
    /// apart. A phase that leaves its steps some room is no contradiction.
    /// ## Why it matters
    /// Two official times for one thing cannot both be kept; and ten more days that no step may use are lost, or used by
    /// whoever is first.
    /// ## Nội dung
    /// Tìm giai đoạn có thời hạn ngắn hơn tổng các bước của nó, các giai đoạn cộng lại vượt thời hạn giải quyết, và thời
    /// hạn riêng cho một số trường hợp (vùng khó khăn, `trường hợp`) trong khi quy trình không có bước hay nhánh nào dành
    /// cho trường hợp đó. Giai đoạn dài hơn tổng các bước thì không mâu thuẫn.
    /// ## Vì sao
    /// Hai con số chính thức cho cùng một việc thì không thể giữ cả hai; mười ngày cộng thêm mà không giao cho bước nào
    /// thì bị bỏ phí.
    /// ## Example
    /// ```procedure
    /// procedure p "Giao đất" {
    ///   process {
    ///     phase assess-it "Thẩm định" within 3 days {
    ///       step assess "Thẩm định" within 2 days
    ///       step approve "Phê duyệt" within 1.5 days
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Giao đất" {
    ///   process {
    ///     phase assess-it "Thẩm định" within 3.5 days {
    ///       step assess "Thẩm định" within 2 days
    ///       step approve "Phê duyệt" within 1.5 days
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static SUM_MISMATCH = "time/sum-mismatch", Warning,
        en: "times of phases or variants that contradict the steps", vi: "thời gian giai đoạn hoặc trường hợp không khớp các bước";
}

pub(in crate::rules) static RULE: Rule = Rule { code: &SUM_MISMATCH, check: Check::Process(check) };
