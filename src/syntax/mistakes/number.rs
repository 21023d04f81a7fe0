//! Numbers whose marks can be read in two ways, and numbers that are none.

use crate::base::{Sink, Span};
use crate::syntax::build::BadNumber;
use crate::time::BadAmount;

crate::code! {
    /// ## What it does
    /// Finds a time with three or more digits after the mark, such as `1.500 hours`.
    /// ## Why it matters
    /// Staff write thousands with the same mark, so that `1.500` may be one and a half or one thousand five hundred.
    /// ## Nội dung
    /// Phát hiện thời gian có từ ba chữ số trở lên sau dấu, ví dụ `1.500 giờ`.
    /// ## Vì sao
    /// Dấu phân cách hàng nghìn cũng viết như vậy, nên `1.500` có thể là một rưỡi hoặc một nghìn năm trăm.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline 1.500 hours
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline 1.5 hours
    /// }
    /// ```
    pub(in crate::syntax) static DECIMALS = "syntax/three-decimals", Error,
    en: "three decimals in a time", vi: "thời gian có ba chữ số thập phân";
}

crate::code! {
    /// ## What it does
    /// Finds a sum or a count whose digits do not stand in groups of three after the thousands mark, such as
    /// `15.00 VND`.
    /// ## Why it matters
    /// It may be fifteen, fifteen hundred or fifteen thousand: the applicant must know what to pay.
    /// ## Nội dung
    /// Phát hiện số tiền hoặc số lượng không viết đủ ba chữ số sau dấu phân cách hàng nghìn, ví dụ `15.00 đồng`.
    /// ## Vì sao
    /// Có thể hiểu là mười lăm, một nghìn năm trăm hay mười lăm nghìn: người nộp hồ sơ phải biết trả bao nhiêu.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fee 15.00 VND
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fee 15.000 VND
    /// }
    /// ```
    pub(in crate::syntax) static GROUPS = "syntax/thousands", Error,
    en: "digits not in groups of three", vi: "chữ số không viết theo nhóm ba";
}

crate::code! {
    /// ## What it does
    /// Finds a number that cannot be read or that is larger than any in use.
    /// ## Why it matters
    /// Times, sums and counts are calculated exactly.
    /// ## Nội dung
    /// Phát hiện số không đọc được hoặc lớn quá mức cho phép.
    /// ## Vì sao
    /// Thời gian, số tiền và số lượng được tính chính xác.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline 9999999 hours
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline 24 hours
    /// }
    /// ```
    pub(in crate::syntax) static NOT_A_NUMBER = "syntax/number", Error,
    en: "a number that cannot be read", vi: "số không đọc được";
}

/// An amount of time that cannot be read.
pub(in crate::syntax) fn bad_time(at: Span, written: &str, bad: BadAmount, out: &mut Sink) {
    match bad {
        BadAmount::Decimals => out
            .report(
                &DECIMALS,
                at,
                crate::text!(
                    en: "`{written}` has more than two decimals: is it a thousand or a fraction?",
                    vi: "`{written}` có hơn hai chữ số thập phân: là hàng nghìn hay phần lẻ?"
                ),
            )
            .help(crate::text!(
                en: "write at most two decimals, and no mark for thousands",
                vi: "viết tối đa hai chữ số thập phân và không dùng dấu phân cách hàng nghìn"
            )),
        BadAmount::NotANumber => out
            .report(
                &NOT_A_NUMBER,
                at,
                crate::text!(en: "`{written}` is not an amount of time", vi: "`{written}` không phải là khoảng thời gian"),
            )
            .help(crate::text!(en: "write `3` or `0.5`", vi: "viết `3` hoặc `0,5`")),
        BadAmount::TooLarge => too_large(at, written, out),
    };
}

/// A sum of money that cannot be read.
pub(in crate::syntax) fn bad_sum(at: Span, written: &str, bad: BadNumber, out: &mut Sink) {
    match bad {
        BadNumber::TooLarge => too_large(at, written, out),
        BadNumber::Groups | BadNumber::Decimals => groups(at, written, out),
    };
}

/// A count or plain number that cannot be read.
pub(in crate::syntax) fn bad_count(at: Span, written: &str, bad: BadNumber, out: &mut Sink) {
    match bad {
        BadNumber::TooLarge => too_large(at, written, out),
        BadNumber::Groups => groups(at, written, out),
        BadNumber::Decimals => out
            .report(
                &NOT_A_NUMBER,
                at,
                crate::text!(en: "`{written}` is not a whole number", vi: "`{written}` không phải là số nguyên"),
            )
            .help(crate::text!(en: "write a count such as `2` or `1240`", vi: "viết số đếm, ví dụ `2` hoặc `1240`")),
    };
}

fn groups<'a>(at: Span, written: &str, out: &'a mut Sink) -> &'a mut crate::base::Diagnostic {
    out.report(
        &GROUPS,
        at,
        crate::text!(
            en: "the digits of `{written}` do not stand in groups of three",
            vi: "các chữ số của `{written}` không viết theo nhóm ba"
        ),
    )
    .help(crate::text!(
        en: "write three digits after each mark, such as `15.000`, or no mark at all",
        vi: "viết đủ ba chữ số sau mỗi dấu, ví dụ `15.000`, hoặc không dùng dấu"
    ))
}

fn too_large<'a>(at: Span, written: &str, out: &'a mut Sink) -> &'a mut crate::base::Diagnostic {
    out.report(
        &NOT_A_NUMBER,
        at,
        crate::text!(en: "`{written}` is larger than any number in use", vi: "`{written}` lớn quá mức cho phép"),
    )
    .help(crate::text!(en: "check the digits", vi: "kiểm tra lại các chữ số"))
}
