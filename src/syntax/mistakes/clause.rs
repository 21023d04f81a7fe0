//! Clauses that may stand only once on a line or in a block.

use crate::base::{Sink, Span};

crate::code! {
    /// ## What it does
    /// Finds a clause or statement that stands twice where it may stand once, such as two `within` on a step.
    /// ## Why it matters
    /// Only one of the two can be meant, and a reader cannot tell which.
    /// ## Nội dung
    /// Phát hiện một nội dung được ghi hai lần ở nơi chỉ được ghi một lần, ví dụ hai lần `trong` ở một bước.
    /// ## Vì sao
    /// Chỉ một trong hai là đúng ý, nhưng người đọc không biết là cái nào.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   process {
    ///     step check by desk within 2 hours within 3 hours
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   process {
    ///     step check by desk within 2 hours
    ///   }
    /// }
    /// ```
    pub(in crate::syntax) static REPEATED = "syntax/repeated", Error,
    en: "the same clause twice", vi: "cùng một nội dung ghi hai lần";
}

crate::code! {
    /// ## What it does
    /// Finds a line with both `when` and `unless`, or with one of them and `otherwise`.
    /// ## Why it matters
    /// People read the two together differently; one condition with `and not` says which is meant. `otherwise`
    /// is what remains when no condition holds, and has none.
    /// ## Nội dung
    /// Phát hiện một dòng có cả `khi` và `trừ khi`, hoặc có một trong hai cùng với `còn lại`.
    /// ## Vì sao
    /// Mỗi người hiểu hai điều kiện đi cùng nhau một cách; một điều kiện với `và không phải` thì rõ ràng. `còn lại` là phần
    /// không thuộc điều kiện nào nên không kèm điều kiện.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fact married yes/no
    ///   fact minor yes/no
    ///   document id-card copy 1 when married unless minor
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fact married yes/no
    ///   fact minor yes/no
    ///   document id-card copy 1 when married and not minor
    /// }
    /// ```
    pub(in crate::syntax) static BOTH_CONDITIONS = "syntax/when-and-unless", Error,
    en: "`when` and `unless` on one line", vi: "`khi` và `trừ khi` trên cùng một dòng";
}

crate::code! {
    /// ## What it does
    /// Finds a step named like an end of the process: `refuse`, `withdraw`, `stop`, `done`.
    /// ## Why it matters
    /// `then refuse` ends the process; a reader would think that it leads to the step.
    /// ## Nội dung
    /// Phát hiện bước đặt tên trùng với từ kết thúc quy trình: `refuse`, `withdraw`, `stop`, `done`.
    /// ## Vì sao
    /// `then refuse` nghĩa là kết thúc quy trình; người đọc sẽ tưởng là chuyển đến bước đó.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   process {
    ///     step refuse by commune-pc/desk within 2 hours
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   process {
    ///     step write-refusal by commune-pc/desk within 2 hours
    ///   }
    /// }
    /// ```
    pub(in crate::syntax) static END_AS_STEP = "syntax/end-as-step", Error,
    en: "a step named like an end", vi: "bước đặt tên trùng với từ kết thúc";
}

/// A step's name is the word of an end.
pub(in crate::syntax) fn end_as_step(at: Span, name: &str, out: &mut Sink) {
    out.report(
        &END_AS_STEP,
        at,
        crate::text!(
            en: "`{name}` ends the process and cannot be the name of a step",
            vi: "`{name}` là từ kết thúc quy trình, không thể là tên bước"
        ),
    )
    .help(crate::text!(
        en: "name the step by the work that is done, such as `write-refusal`",
        vi: "đặt tên bước theo việc phải làm, ví dụ `soạn-thông-báo`"
    ));
}

/// A clause stands twice.
pub(in crate::syntax) fn repeated(at: Span, keyword: &str, before: Span, out: &mut Sink) {
    out.report(
        &REPEATED,
        at,
        crate::text!(en: "`{keyword}` stands here a second time", vi: "`{keyword}` được viết lần thứ hai ở đây"),
    )
    .label(before, crate::text!(en: "first said here", vi: "lần đầu ở đây"))
    .help(crate::text!(en: "keep one of the two", vi: "chỉ giữ lại một trong hai"));
}

/// A line says `when` and `unless`.
pub(in crate::syntax) fn both_conditions(at: Span, before: Span, out: &mut Sink) {
    out.report(
        &BOTH_CONDITIONS,
        at,
        crate::text!(
            en: "`when` and `unless` cannot stand on one line",
            vi: "`khi` và `trừ khi` không thể đứng trên cùng một dòng"
        ),
    )
    .label(before, crate::text!(en: "the first condition", vi: "điều kiện thứ nhất"))
    .help(crate::text!(
        en: "join them: `when A and not B`",
        vi: "ghép lại thành một điều kiện: `khi A và không phải B`"
    ));
}

/// A row says `otherwise` and a condition.
pub(in crate::syntax) fn condition_of_rest(at: Span, before: Span, out: &mut Sink) {
    out.report(
        &BOTH_CONDITIONS,
        at,
        crate::text!(
            en: "a condition and `otherwise` cannot stand on one line",
            vi: "điều kiện và `còn lại` không thể đứng trên cùng một dòng"
        ),
    )
    .label(before, crate::text!(en: "said before", vi: "đã ghi trước đó"))
    .help(crate::text!(
        en: "keep one of the two: `otherwise` is what remains when no condition holds",
        vi: "chỉ giữ một trong hai: `còn lại` là khi không điều kiện nào thỏa mãn"
    ));
}
