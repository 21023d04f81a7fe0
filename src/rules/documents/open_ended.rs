//! Demands that leave open what is to be handed in.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::{Asked, normal};
use crate::model::PaperKind;
use crate::rules::{Check, Context, Rule, dossier};

code! {
    /// ## What it does
    /// Finds a line of the dossier that ends in "other papers", "related papers" or "etc." without saying which (Decree
    /// 63/2010/NĐ-CP: the parts of a dossier are listed). "Papers related to the duty to pay tax" and "another paper with a photograph
    /// issued by an authority" say which and are not meant. Of a type of paper that is a form, a missing number of the form is unknown; a missing
    /// issuer is not judged: applicants issue most papers themselves.
    /// ## Why it matters
    /// An open list lets every desk ask for something else.
    /// ## Nội dung
    /// Tìm dòng thành phần hồ sơ kết thúc bằng "giấy tờ khác", "giấy tờ có liên quan", "v.v." mà không nói rõ là giấy tờ gì
    /// (Nghị định 63/2010/NĐ-CP: thành phần hồ sơ phải được liệt kê). "Giấy tờ liên quan đến nghĩa vụ thuế" là đã nói rõ nên không
    /// tính. Loại giấy tờ là biểu mẫu mà chưa ghi số mẫu thì chưa kết luận được.
    /// ## Vì sao
    /// Danh mục bỏ ngỏ thì mỗi nơi yêu cầu một kiểu.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document others "Các giấy tờ khác có liên quan (nếu có)" copy 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document contract "Hợp đồng thuê nhà" copy 1
    /// }
    /// ```
    pub(in crate::rules) static OPEN_ENDED = "documents/open-ended", Error,
        en: "a demand without an end", vi: "thành phần hồ sơ bỏ ngỏ";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &OPEN_ENDED,
    check: Check::Procedure(check),
    reads: &["procedure.document", "document.kind", "document.form"],
};

/// Heads of an open demand; what they leave open must be the end of the line.
const OPEN: &[&str] = &[
    "giấy tờ khác", "giấy tờ liên quan", "giấy tờ có liên quan", "giấy tờ khác có liên quan", "giấy tờ khác liên quan",
    "giấy tờ liên quan khác", "giấy tờ tài liệu khác", "giấy tờ tài liệu liên quan", "giấy tờ tài liệu có liên quan",
    "tài liệu khác", "tài liệu liên quan", "tài liệu có liên quan", "tài liệu khác có liên quan", "tài liệu liên quan khác",
    "tài liệu khác liên quan", "hồ sơ liên quan", "hồ sơ có liên quan", "văn bản khác có liên quan",
    "văn bản tài liệu khác có liên quan", "chứng từ liên quan khác", "chứng từ khác có liên quan", "v v", "vân vân",
    "other papers", "other documents", "related papers", "related documents",
];

/// What may follow without closing the list.
const EMPTY: &[&str] = &["nếu có", "theo quy định", "theo quy định của pháp luật", "kèm theo", "if any"];

fn check(cx: &Context<'_>, out: &mut Sink) {
    for item in cx.dossier().iter().filter(|item| item.asked != Asked::Never) {
        for paper in &item.demand.any_of {
            let name = dossier::name(cx.procedure, paper);
            if let Some(open) = open(&name) {
                let message = crate::text!(en: "`{open}` leaves open what is to be handed in", vi: "`{open}` không nói rõ phải nộp giấy tờ gì");
                out.report(&OPEN_ENDED, paper.span, message).certainty(Certainty::Probable).help(crate::text!(
                    en: "list the papers, each with its form or its issuer",
                    vi: "liệt kê từng giấy tờ, kèm số mẫu hoặc nơi cấp"
                ));
            }
        }
        for offer in &item.offers {
            let Some(document) = offer.document else { continue };
            let is_form = document.kind.as_ref().is_some_and(|kind| kind.value == PaperKind::Form);
            if is_form && document.form.is_none() && offer.paper.form.is_none() {
                let name = &offer.name;
                let missing = crate::text!(en: "the number of the form `{name}`", vi: "số mẫu của `{name}`");
                out.unknown(&OPEN_ENDED, offer.span(), missing);
            }
        }
    }
}

/// The words that leave a name open.
fn open(name: &str) -> Option<&'static str> {
    let mut words = normal(name);
    while let Some(rest) = EMPTY.iter().find_map(|tail| words.strip_suffix(tail)) {
        words = rest.trim_end().to_owned();
    }
    let ends = |open: &&str| words.strip_suffix(*open).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
    OPEN.iter().copied().filter(ends).max_by_key(|open| open.len())
}
