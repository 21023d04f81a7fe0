//! Choices and rows that leave a case out, take one twice, or can never hold.

use crate::base::Sink;
use crate::code;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Looks at everything that is decided by conditions, and shows a case in words:
    /// a `choose` without `otherwise` that leaves a case out, and two of its options that both hold; a time limit or a
    /// decision-maker that is given for some cases only; a row (deadline, fee, decided by) that can never hold because
    /// those before it take all its cases; two `case` blocks that both set a deadline or a process although both may
    /// hold at once. Rows read from the top may overlap, and a fee for some cases only is taken as meant.
    /// Conditions that could not be understood or are too many make the answer unknown.
    /// ## Why it matters
    /// A case that is left out stays on somebody's desk. One that is taken twice gets two answers.
    /// ## Nội dung
    /// Xét mọi chỗ rẽ theo điều kiện và chỉ ra một trường hợp cụ thể: khối `chọn` không có `còn lại` mà sót trường hợp,
    /// hoặc hai lựa chọn cùng đúng; thời hạn hoặc thẩm quyền chỉ nêu cho một số trường hợp; dòng (thời hạn, phí, thẩm
    /// quyền) không bao giờ áp dụng vì các dòng trước đã bao hết; hai `trường hợp` cùng đặt thời hạn hoặc quy trình mà có
    /// thể xảy ra cùng lúc. Các dòng đọc từ trên xuống được phép chồng nhau; phí chỉ thu trong một số trường hợp là bình
    /// thường. Điều kiện không hiểu được hoặc quá nhiều thì kết luận là chưa rõ.
    /// ## Vì sao
    /// Trường hợp bị sót sẽ nằm lại trên bàn. Trường hợp bị tính hai lần sẽ có hai kết quả khác nhau.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép xây dựng" {
    ///   fact area number "Diện tích"
    ///   process {
    ///     choose {
    ///       when area less than 250 {
    ///         step check "Kiểm tra"
    ///       }
    ///       when area more than 250 {
    ///         step assess "Thẩm định"
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép xây dựng" {
    ///   fact area number "Diện tích"
    ///   process {
    ///     choose {
    ///       when area less than 250 {
    ///         step check "Kiểm tra"
    ///       }
    ///       otherwise {
    ///         step assess "Thẩm định"
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static UNCOVERED_CASE = "flow/uncovered-case", Error,
        en: "a case that conditions leave out or take twice", vi: "điều kiện bỏ sót hoặc trùng trường hợp";
}

pub(in crate::rules) static RULE: Rule = Rule { code: &UNCOVERED_CASE, check: Check::Procedure(check) };
