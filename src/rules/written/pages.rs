//! What can be wrong with a rule that users write: the codes and their pages.

use crate::base::Code;
use crate::code;

/// Every code of this module.
pub(crate) const CODES: &[&Code] = &[&INVALID, &UNKNOWN_FIELD, &CONDITION, &TOO_MUCH, &EXAMPLE];

code! {
    /// ## What it does
    /// Finds a rule in `rules/*.yaml` that cannot be used: it has no id, severity, subject, condition or message, its id is
    /// taken or belongs to a theme of this tool.
    /// ## Why it matters
    /// The rule is not asked. Its author thinks that it is.
    /// ## Nội dung
    /// Tìm quy tắc trong `rules/*.yaml` không dùng được: thiếu mã, mức độ, đối tượng, điều kiện hoặc thông báo; mã đã có
    /// hoặc thuộc nhóm quy tắc của công cụ.
    /// ## Vì sao
    /// Quy tắc không được áp dụng, mà người viết tưởng là có.
    /// ## Example
    /// ```yaml rules/house.yaml
    /// id: slow-signature
    /// severity: note
    /// about: step
    /// when: step.kind == "sign" and step.working_hours > 8
    /// ```
    /// ## Instead
    /// ```yaml rules/house.yaml
    /// id: slow-signature
    /// severity: note
    /// about: step
    /// when: step.kind == "sign" and step.working_hours > 8
    /// message: "`{{ step.name }}` takes more than a day for a signature"
    /// ```
    pub(super) static INVALID = "rule/invalid", Error,
        en: "a written rule that cannot be used", vi: "quy tắc tự viết không dùng được";
}

code! {
    /// ## What it does
    /// Finds a name in a condition or message of a rule that does not exist: a field, a filter, a test.
    /// ## Why it matters
    /// Such a condition could never hold. The rule is not asked until it is put right.
    /// ## Nội dung
    /// Tìm tên không có trong điều kiện hoặc thông báo của quy tắc: trường, bộ lọc, phép thử.
    /// ## Vì sao
    /// Điều kiện như vậy không bao giờ đúng. Quy tắc không được áp dụng cho đến khi sửa.
    /// ## Example
    /// ```yaml rules/house.yaml
    /// id: slow-signature
    /// severity: note
    /// about: step
    /// when: step.kind == "sign" and step.working_hour > 8
    /// message: "`{{ step.name }}` takes more than a day for a signature"
    /// ```
    /// ## Instead
    /// ```yaml rules/house.yaml
    /// id: slow-signature
    /// severity: note
    /// about: step
    /// when: step.kind == "sign" and step.working_hours > 8
    /// message: "`{{ step.name }}` takes more than a day for a signature"
    /// ```
    pub(super) static UNKNOWN_FIELD = "rule/unknown-field", Error,
        en: "a field that does not exist", vi: "trường không tồn tại";
}

code! {
    /// ## What it does
    /// Finds a condition or message that cannot be read, or compares what cannot be compared: hours with days, a text with
    /// a number, a word that the field never has.
    /// ## Why it matters
    /// It would hold never or always. The rule is not asked until it is put right.
    /// ## Nội dung
    /// Tìm điều kiện hoặc thông báo viết sai, hoặc so sánh những thứ không so sánh được: giờ với ngày, văn bản với số, giá
    /// trị mà trường không bao giờ có.
    /// ## Vì sao
    /// Điều kiện như vậy luôn sai hoặc luôn đúng. Quy tắc không được áp dụng cho đến khi sửa.
    /// ## Example
    /// ```yaml rules/house.yaml
    /// id: slow-signature
    /// severity: note
    /// about: step
    /// when: step.kind == "sgin" and step.working_hours > 8
    /// message: "`{{ step.name }}` takes more than a day for a signature"
    /// ```
    /// ## Instead
    /// ```yaml rules/house.yaml
    /// id: slow-signature
    /// severity: note
    /// about: step
    /// when: step.kind == "sign" and step.working_hours > 8
    /// message: "`{{ step.name }}` takes more than a day for a signature"
    /// ```
    pub(super) static CONDITION = "rule/condition", Error,
        en: "a condition that cannot be used", vi: "điều kiện không dùng được";
}

code! {
    /// ## What it does
    /// Finds a rule that is too large, or that takes too long on a procedure: it stops there and is *unknown*.
    /// ## Why it matters
    /// A check must end, whatever rules it is given.
    /// ## Nội dung
    /// Tìm quy tắc quá dài, hoặc tính quá lâu trên một thủ tục: quy tắc dừng ở đó và kết quả là *chưa rõ*.
    /// ## Vì sao
    /// Việc kiểm tra phải kết thúc, dù có quy tắc nào.
    /// ## Example
    /// ```yaml rules/house.yaml
    /// id: deep
    /// severity: note
    /// about: step
    /// when: not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not not step.by_applicant
    /// message: "`{{ step.name }}`"
    /// ```
    /// ## Instead
    /// ```yaml rules/house.yaml
    /// id: deep
    /// severity: note
    /// about: step
    /// when: step.by_applicant
    /// message: "`{{ step.name }}`"
    /// ```
    pub(super) static TOO_MUCH = "rule/too-much", Error,
        en: "a written rule that is too large", vi: "quy tắc tự viết quá lớn";
}

code! {
    /// ## What it does
    /// Finds an example of a written rule that is answered otherwise than it says. `procedo test` runs them.
    /// ## Why it matters
    /// Either the rule does not find what its author means, or the example is wrong.
    /// ## Nội dung
    /// Tìm ví dụ của quy tắc tự viết có kết quả khác với điều đã ghi. `procedo test` chạy các ví dụ này.
    /// ## Vì sao
    /// Hoặc quy tắc không phát hiện đúng điều người viết muốn, hoặc ví dụ sai.
    /// ## Example
    /// ```yaml rules/house.yaml
    /// id: many-sets
    /// severity: note
    /// about: procedure
    /// when: procedure.sets > 1
    /// message: "`{{ procedure.code }}` asks for {{ procedure.sets }} sets"
    /// examples:
    ///   hit: 'procedure 1 "A" { sets 1 }'
    /// ```
    /// ## Instead
    /// ```yaml rules/house.yaml
    /// id: many-sets
    /// severity: note
    /// about: procedure
    /// when: procedure.sets > 1
    /// message: "`{{ procedure.code }}` asks for {{ procedure.sets }} sets"
    /// examples:
    ///   hit: 'procedure 1 "A" { sets 2 }'
    /// ```
    pub(crate) static EXAMPLE = "rule/example", Error,
        en: "an example of a written rule that does not hold", vi: "ví dụ của quy tắc tự viết không đúng";
}
