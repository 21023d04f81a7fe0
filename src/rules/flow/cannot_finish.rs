//! Cases that can come to a point from which no end is reached.

use crate::base::Sink;
use crate::code;
use crate::model::Process;
use crate::rules::flow::{split_join_mismatch::mismatches, unbounded_loop::traps};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a way through the process that leads to a point from which no end is reached, or that ends while something
    /// is still running, and shows the shortest one. What is nested (`if`, `choose`, `parallel`, `repeat`, `phase`)
    /// always finishes; jumps (`then STEP`) may not. Jumps across a parallel branch (`flow/split-join-mismatch`) and
    /// loops without a way out (`flow/unbounded-loop`) are reported there and not here. Where the process is too large to
    /// be decided, the answer is unknown, never clear.
    /// ## Why it matters
    /// A dossier that gets there is never answered.
    /// ## Nội dung
    /// Tìm đường đi trong quy trình dẫn đến chỗ không thể kết thúc, hoặc kết thúc khi vẫn còn việc đang làm, và chỉ ra
    /// đường ngắn nhất. Các khối lồng nhau (`nếu`, `chọn`, `song song`, `lặp`, `giai đoạn`) luôn kết thúc; chuyển bước
    /// (`rồi BƯỚC`) thì có thể không. Quy trình quá lớn không xét hết được thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Hồ sơ rơi vào đó sẽ không bao giờ được trả lời.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp giấy chứng nhận" {
    ///   fact owes-tax yes/no "Có nghĩa vụ tài chính"
    ///   process {
    ///     step receive "Tiếp nhận" {
    ///       then tax when owes-tax
    ///       then archive otherwise
    ///     }
    ///     step tax "Xác định thuế" then land
    ///     step archive "Lưu hồ sơ" then done
    ///     step land "Kiểm tra hồ sơ đất" then tax
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp giấy chứng nhận" {
    ///   fact owes-tax yes/no "Có nghĩa vụ tài chính"
    ///   process {
    ///     step receive "Tiếp nhận"
    ///     if owes-tax {
    ///       step land "Kiểm tra hồ sơ đất"
    ///       step tax "Xác định thuế"
    ///     }
    ///     step archive "Lưu hồ sơ"
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static CANNOT_FINISH = "flow/cannot-finish", Error,
        en: "a case that cannot come to an end", vi: "hồ sơ không thể đi đến kết thúc";
}

pub(in crate::rules) static RULE: Rule = Rule { code: &CANNOT_FINISH, check: Check::Process(check) };
