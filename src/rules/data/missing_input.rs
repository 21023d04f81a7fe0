//! Steps that read what nobody has handed in or written before.

use crate::base::Sink;
use crate::code;
use crate::model::Process;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step that reads a paper or record which is not in the dossier, is written by no step on any way to it, and
    /// is held in no database. What is written only on some ways (in a branch that not every case takes) may be read
    /// where it is there: that is no finding.
    /// ## Why it matters
    /// Either a step is missing that produces it, or officials are told to read what does not exist.
    /// ## Nội dung
    /// Tìm bước xem một giấy tờ không có trong hồ sơ, không bước nào trên đường đi đến đó lập ra, và không có trong cơ sở
    /// dữ liệu nào. Giấy tờ chỉ được lập ở một số nhánh thì bước sau vẫn được xem nếu có.
    /// ## Vì sao
    /// Hoặc thiếu bước lập ra giấy tờ đó, hoặc cán bộ được giao xem thứ không tồn tại.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step sign "Ký" {
    ///       reads report
    ///     }
    ///     step assess "Thẩm định" {
    ///       writes report "Báo cáo thẩm định"
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step assess "Thẩm định" {
    ///       writes report "Báo cáo thẩm định"
    ///     }
    ///     step sign "Ký" {
    ///       reads report
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static MISSING_INPUT = "data/missing-input", Error,
        en: "a step that reads what is not there", vi: "bước xem giấy tờ chưa có";
}

pub(in crate::rules) static RULE: Rule = Rule { code: &MISSING_INPUT, check: Check::Process(check) };
