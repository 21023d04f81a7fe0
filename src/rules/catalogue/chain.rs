//! Procedures that an applicant goes through one after the other.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::rules::bundle;
use crate::rules::{CatalogueContext, Check, Rule};

code! {
    /// ## What it does
    /// Finds a procedure whose dossier asks for the result of another one that the same applicants file, where the two are declared
    /// to belong together (`linked with`). Where nothing is declared, it depends on how many of those who file the second have received
    /// the first within the last 90 days (30 % make a chain): no statement says so, and the answer is unknown, once a procedure. A paper
    /// that is asked only `if any`, or handed back to be renewed, makes no chain.
    /// ## Why it matters
    /// Shown as one bundle, the applicant sees at the start what the end will need.
    /// ## Nội dung
    /// Tìm thủ tục mà hồ sơ yêu cầu kết quả của một thủ tục khác do cùng đối tượng thực hiện, khi hai thủ tục được khai là liên thông
    /// (`liên thông với`). Nếu không khai thì phải biết bao nhiêu người nộp thủ tục sau vừa nhận kết quả thủ tục trước trong 90
    /// ngày (từ 30% thì coi là chuỗi): không có câu lệnh nào ghi điều này nên chưa kết luận được. Giấy tờ chỉ nộp `nếu có`, hoặc
    /// nộp lại để đổi, thì không tính.
    /// ## Vì sao
    /// Trình bày thành một nhóm thì người dân biết ngay từ đầu cần những gì.
    /// ## Example
    /// ```procedure
    /// document birth-certificate "Giấy khai sinh" certificate
    /// procedure birth "Đăng ký khai sinh" {
    ///   for citizen
    ///   result birth-certificate
    /// }
    /// procedure residence "Đăng ký thường trú" {
    ///   for citizen
    ///   linked with birth
    ///   document birth-certificate copy 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// document birth-certificate "Giấy khai sinh" certificate
    /// procedure birth "Đăng ký khai sinh" {
    ///   for citizen
    ///   result birth-certificate
    /// }
    /// procedure residence "Đăng ký thường trú" {
    ///   for citizen
    ///   linked with birth
    ///   document declaration "Tờ khai" original 1
    /// }
    /// ```
    pub(in crate::rules) static CHAIN = "catalogue/chain", Note,
        en: "procedures that follow from one another", vi: "các thủ tục nối tiếp nhau";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &CHAIN,
    check: Check::Catalogue(check),
    reads: &["procedure.document", "procedure.result", "procedure.for", "procedure.linked"],
};

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    for entry in cx.catalogue.in_force(cx.as_of) {
        let code = &entry.base.name;
        let mut open = None;
        for passage in bundle::passages(cx, entry) {
            let (paper, before) = (&passage.name, &passage.from.base.name.text);
            match (passage.same_applicant, passage.linked) {
                (Some(false), _) => {}
                (Some(true), true) => {
                    let message = crate::text!(
                        en: "`{before}` issues `{paper}`, and the same applicants hand it in here",
                        vi: "thủ tục `{before}` cấp `{paper}`, cùng đối tượng lại nộp giấy này tại đây"
                    );
                    out.report(&CHAIN, passage.paper.span, message)
                        .of(passage.to.base.name.text.clone())
                        .certainty(Certainty::Probable)
                        .evidence("issued by", before)
                        .label(passage.from.base.name.span, crate::text!(en: "issued here", vi: "được cấp tại đây"))
                        .help(crate::text!(
                            en: "show the two as one bundle",
                            vi: "trình bày hai thủ tục thành một nhóm liên thông"
                        ));
                }
                (None, true) => {
                    open = Some(crate::text!(
                        en: "for whom `{before}` or this procedure is (`for …`)",
                        vi: "đối tượng của `{before}` hoặc của thủ tục này (`đối tượng …`)"
                    ));
                }
                (_, false) => {
                    open.get_or_insert(crate::text!(
                        en: "how many of those who file it have just been given `{paper}` by `{before}`",
                        vi: "bao nhiêu người nộp thủ tục này vừa được thủ tục `{before}` cấp `{paper}`"
                    ));
                }
            }
        }
        if let Some(missing) = open {
            out.unknown(&CHAIN, code.span, missing).procedure = Some(code.text.clone());
        }
    }
}
