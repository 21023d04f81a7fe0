//! Processes whose steps take longer than the law allows.

use crate::base::Sink;
use crate::code;
use crate::model::Process;
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Adds up the longest way through the process (the longest branch, the worst alternative, the permitted supplement
    /// rounds; not what the applicant takes, nor what pauses the clock) and compares it with every time limit, in the
    /// cases for which that limit holds. Times of one unit are compared in it; working time and calendar days are
    /// compared through what so many days can hold, and where that does not decide, the answer is unknown. A step
    /// without a time counts as nothing, so what is found is proven all the same. One reading is made that is only
    /// probable: where all steps are in `days`, some in fractions of a day, and the limit is in working days, the days
    /// are read as working days.
    /// ## Why it matters
    /// The limit cannot be kept even if everybody works as planned. Either the steps are shortened or the answer is late.
    /// ## Nội dung
    /// Cộng đường đi dài nhất của quy trình (nhánh dài nhất, trường hợp bất lợi nhất, số lần bổ sung được phép; không
    /// tính thời gian của người nộp hồ sơ và thời gian tạm dừng) và so với từng thời hạn, trong trường hợp mà thời hạn đó
    /// áp dụng. Cùng đơn vị thì so theo đơn vị đó; giờ làm việc và ngày thường được so qua lịch, nếu không kết luận được
    /// thì là chưa rõ. Bước không ghi thời gian được tính là không, nên phát hiện vẫn chắc chắn. Riêng bảng ghi mọi bước
    /// bằng `ngày`, có bước lẻ phần ngày, mà thời hạn là ngày làm việc thì hiểu là ngày làm việc, mức độ chỉ là có thể.
    /// ## Vì sao
    /// Dù ai cũng làm đúng tiến độ thì vẫn quá hạn. Hoặc rút ngắn các bước, hoặc trả kết quả trễ.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp đổi giấy chứng nhận" {
    ///   deadline 10 working days
    ///   process {
    ///     step assess "Thẩm định" within 9 working days
    ///     step sign "Phê duyệt" within 2 working days
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp đổi giấy chứng nhận" {
    ///   deadline 10 working days
    ///   process {
    ///     step assess "Thẩm định" within 8 working days
    ///     step sign "Phê duyệt" within 2 working days
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static OVERRUN = "time/overrun", Error,
        en: "steps that take longer than the limit", vi: "các bước vượt thời hạn giải quyết";
}

pub(in crate::rules) static RULE: Rule = Rule { code: &OVERRUN, check: Check::Process(check) };
