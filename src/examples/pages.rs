//! The codes of examples that fail, with their pages; each page is a catalogue of its own that tests run.

use crate::code;

code! {
    /// ## What it does
    /// Finds an example whose steps are not those that its process takes.
    /// ## Why it matters
    /// Either the process was changed without meaning to, or the example is out of date.
    /// ## Nội dung
    /// Tìm ví dụ có đường đi khác với các bước mà quy trình thực hiện.
    /// ## Vì sao
    /// Hoặc quy trình bị sửa ngoài ý muốn, hoặc ví dụ đã cũ.
    /// ## Example
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect path receive, call, return
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect path receive, return
    /// }
    /// ```
    pub(super) static PATH = "examples/path", Error, en: "an example that takes another way", vi: "ví dụ đi theo đường khác";
}
code! {
    /// ## What it does
    /// Finds an example whose papers are not those that the procedure asks for.
    /// ## Why it matters
    /// An applicant in this situation would be asked for other papers than its author meant.
    /// ## Nội dung
    /// Tìm ví dụ có thành phần hồ sơ khác với thủ tục yêu cầu.
    /// ## Vì sao
    /// Người nộp trong tình huống này sẽ bị yêu cầu giấy tờ khác với ý của người soạn.
    /// ## Example
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// document photo "Photo"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect documents form, photo
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect documents form
    /// }
    /// ```
    pub(super) static DOCUMENTS = "examples/documents", Error, en: "an example with other papers", vi: "ví dụ có giấy tờ khác";
}
code! {
    /// ## What it does
    /// Finds an example whose fee is not the sum that the procedure's rows give.
    /// ## Why it matters
    /// An applicant in this situation would pay something else than its author meant.
    /// ## Nội dung
    /// Tìm ví dụ có mức phí, lệ phí khác với tổng theo thủ tục.
    /// ## Vì sao
    /// Người nộp trong tình huống này sẽ phải nộp số tiền khác với ý của người soạn.
    /// ## Example
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect fee 9.000 VND
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect fee 8.000 VND
    /// }
    /// ```
    pub(super) static FEE = "examples/fee", Error, en: "an example with another fee", vi: "ví dụ có phí, lệ phí khác";
}
code! {
    /// ## What it does
    /// Finds an example that is due at another time than it expects.
    /// ## Why it matters
    /// The limit, the calendar or an adaptation does not say what its author meant.
    /// ## Nội dung
    /// Tìm ví dụ có hạn trả khác với kết quả tính.
    /// ## Vì sao
    /// Thời hạn, lịch làm việc hoặc quy định riêng của nơi giải quyết không đúng ý người soạn.
    /// ## Example
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect due 2026-06-05
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect due 2026-06-08
    /// }
    /// ```
    pub(super) static DUE = "examples/due", Error, en: "an example due at another time", vi: "ví dụ có hạn trả khác";
}
code! {
    /// ## What it does
    /// Finds an example that cannot be run: its procedure is not in force on the day of receipt, or a fact that decides
    /// is not given.
    /// ## Why it matters
    /// An example that says nothing looks like one that passes.
    /// ## Nội dung
    /// Tìm ví dụ không chạy được: thủ tục không có hiệu lực vào ngày nhận, hoặc thiếu dữ kiện quyết định kết quả.
    /// ## Vì sao
    /// Ví dụ không nói lên điều gì trông giống như ví dụ đạt.
    /// ## Example
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent unknown
    ///   received 2026-06-05 15:20
    ///   expect path receive, return
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// agency office level commune {
    ///   role desk receives
    /// }
    /// document form "Form"
    /// procedure p {
    ///   deadline 1 working day
    ///   document form original 1
    ///   charge "Charge" {
    ///     8.000 VND
    ///   }
    ///   fact urgent yes/no
    ///   process {
    ///     step receive by office/desk within 1 hour
    ///     if urgent {
    ///       step call by office/desk within 1 hour
    ///     }
    ///     step return by office/desk within 1 hour
    ///   }
    /// }
    /// example "Filed" of p {
    ///   given urgent no
    ///   received 2026-06-05 15:20
    ///   expect path receive, return
    /// }
    /// ```
    pub(super) static OPEN = "examples/open", Error, en: "an example that cannot be decided", vi: "ví dụ không xác định được";
}
