//! Personal data that is collected and used for nothing.

use crate::base::{Certainty, Severity, Sink, similar};
use crate::code;
use crate::matching::Asked;
use crate::model::{Name, Process};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds personal data on a demanded paper that no step checks, the result does not state and no basis asks for (`basis` on the
    /// line of the paper). An error where the data is sensitive. As long as no step says what it checks, the answer is unknown.
    /// ## Why it matters
    /// Personal data may be processed only as far as the purpose needs it (Law on Personal Data Protection, 91/2025/QH15).
    /// ## Nội dung
    /// Tìm dữ liệu cá nhân trên giấy tờ phải nộp mà không bước nào xét đến, kết quả không chứa và không có căn cứ yêu cầu
    /// (`căn cứ` trên dòng giấy tờ). Là lỗi nếu đó là dữ liệu nhạy cảm. Khi chưa bước nào ghi nội dung xét thì chưa kết luận
    /// được.
    /// ## Vì sao
    /// Chỉ được xử lý dữ liệu cá nhân trong phạm vi cần cho mục đích (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
    /// ## Example
    /// ```procedure
    /// document health "Giấy khám sức khỏe" confirmation {
    ///   sensitive health
    /// }
    /// procedure p "Đăng ký" {
    ///   document health original 1
    ///   process {
    ///     step assess "Thẩm định" {
    ///       checks identity
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// document health "Giấy khám sức khỏe" confirmation {
    ///   sensitive health
    /// }
    /// procedure p "Đăng ký" {
    ///   document health original 1 basis "Luật Khám bệnh, chữa bệnh" article 10
    ///   process {
    ///     step assess "Thẩm định" {
    ///       checks identity
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static PERSONAL_DATA = "documents/personal-data", Warning,
        en: "personal data that nothing needs", vi: "thu thập dữ liệu cá nhân không cần thiết";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &PERSONAL_DATA,
    check: Check::Process(check),
    reads: &[
        "procedure.document", "procedure.result", "document.personal", "document.sensitive", "document.states",
        "step.checks",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let checked: Vec<&Name> = process.steps.iter().flat_map(|step| &step.checks).collect();
    let results = cx.procedure.results.iter().filter_map(|result| result.document.id);
    let stated: Vec<&Name> =
        results.flat_map(|id| &cx.catalogue.documents.get(id).near(cx.as_of).states).collect();
    let same = |one: &Name, other: &Name| similar::key(&one.text) == similar::key(&other.text);
    for item in cx.dossier().iter().filter(|item| item.asked != Asked::Never && !item.any) {
        for offer in item.offers.iter().filter(|offer| offer.certainty == Certainty::Proven) {
            let cited = !item.demand.row.basis.is_empty() || !offer.paper.row.basis.is_empty() || !offer.paper.notes.basis.is_empty();
            let Some(document) = offer.document.filter(|_| !cited) else { continue };
            let personal = document.personal.iter().chain(&offer.paper.personal).map(|data| (data, false));
            let sensitive = document.sensitive.iter().chain(&offer.paper.sensitive).map(|data| (data, true));
            for (data, sensitive) in sensitive.chain(personal) {
                if checked.iter().chain(&stated).any(|used| same(used, data)) {
                    continue;
                }
                let (name, data) = (&offer.name, &data.text);
                if checked.is_empty() {
                    let missing = crate::text!(
                        en: "what the steps check, and whether `{data}` of `{name}` is needed for it",
                        vi: "các bước xét nội dung gì, có cần `{data}` trên `{name}` hay không"
                    );
                    out.unknown(&PERSONAL_DATA, offer.span(), missing);
                    break;
                }
                let message = crate::text!(
                    en: "`{name}` brings `{data}`, which no step checks and no basis asks for",
                    vi: "`{name}` có `{data}` mà không bước nào xét và không căn cứ nào yêu cầu"
                );
                let finding = out.report(&PERSONAL_DATA, offer.span(), message);
                finding.certainty(Certainty::Probable).help(crate::text!(
                    en: "leave the paper or the datum out, or cite the article that asks for it",
                    vi: "bỏ giấy tờ hoặc thông tin này, hoặc dẫn điều khoản yêu cầu"
                ));
                if sensitive {
                    finding.severity(Severity::Error);
                }
            }
        }
    }
}
