//! Limits much longer than what the steps take.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::Process;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a time limit of which the longest way through the process leaves free at least the share `unused-slack`
    /// (default 0.30, the cut that Resolution 66/NQ-CP of 2025 asks for). Without measured cases it is only a hint: the
    /// steps' own times may be too short.
    /// ## Why it matters
    /// What is promised could be promised sooner.
    /// ## Nội dung
    /// Tìm thời hạn mà đường đi dài nhất của quy trình còn để dư ít nhất tỷ lệ `unused-slack` (mặc định 0,30 theo Nghị
    /// quyết 66/NQ-CP năm 2025). Chưa có số liệu đo thực tế thì đây chỉ là gợi ý.
    /// ## Vì sao
    /// Có thể hẹn trả kết quả sớm hơn.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   deadline 10 working days
    ///   process {
    ///     step assess "Thẩm định" within 5 working days
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   deadline 6 working days
    ///   process {
    ///     step assess "Thẩm định" within 5 working days
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static UNUSED_SLACK = "time/unused-slack", Note,
        en: "a limit much longer than its steps", vi: "thời hạn dài hơn nhiều so với các bước";
}

pub(in crate::rules) static RULE: Rule = Rule { code: &UNUSED_SLACK, check: Check::Process(check) };
