//! Procedures that cite nothing.

use crate::base::Sink;
use crate::code;
use crate::model::Citation;
use crate::rules::{Check, Context, Rule, acts};

code! {
    /// ## What it does
    /// Finds a procedure of which no published part (itself, a time limit, who decides, a channel, a condition, a paper, a fee) cites a
    /// basis that holds on the day. A citation with dates counts on these days only. The decision that publishes it, and what the
    /// internal process cites, are no basis. Where the procedure carries `unresolved`, as imported records do, it is unknown.
    /// ## Why it matters
    /// Nobody may be asked for anything that no law asks: such a procedure gets its basis, or goes.
    /// ## Nội dung
    /// Tìm thủ tục không dẫn căn cứ nào còn tính vào ngày xét, ở cả thủ tục lẫn từng bộ phận được công bố (thời hạn, thẩm quyền, hình
    /// thức nộp, điều kiện, giấy tờ, phí). Căn cứ ghi thời gian riêng chỉ tính trong thời gian đó. Quyết định công bố và căn cứ của
    /// quy trình nội bộ không thay được căn cứ của thủ tục. Thủ tục còn `vướng mắc`, như khi mới nhập vào, thì chưa kết luận được.
    /// ## Vì sao
    /// Không được yêu cầu điều mà pháp luật không quy định: phải bổ sung căn cứ hoặc bãi bỏ thủ tục.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp bản sao trích lục" {
    ///   deadline 1 working day
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp bản sao trích lục" {
    ///   basis "Luật Hộ tịch" article 63
    ///   deadline 1 working day
    /// }
    /// ```
    pub(in crate::rules) static NO_BASIS = "law/no-basis", Error,
        en: "a procedure without a legal basis", vi: "thủ tục không có căn cứ pháp lý";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &NO_BASIS,
    check: Check::Procedure(check),
    reads: &[
        "procedure.basis", "procedure.channel", "procedure.condition", "procedure.decided-by", "procedure.deadline",
        "procedure.document", "procedure.fee",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let base = cx.procedure;
    if base.case.is_some() || cx.place.is_some() {
        return;
    }
    let cited: Vec<&Citation> = cx.entry.views().flat_map(acts::published).collect();
    if cited.iter().any(|citation| citation.period.contains(cx.as_of)) {
        return;
    }
    let name = &base.name.text;
    if !base.notes.unresolved.is_empty() {
        let missing = crate::text!(en: "the legal basis of `{name}`", vi: "căn cứ pháp lý của thủ tục `{name}`");
        out.unknown(&NO_BASIS, base.name.span, missing);
        return;
    }
    let message = if cited.is_empty() {
        crate::text!(en: "`{name}` cites no legal basis", vi: "thủ tục `{name}` chưa nêu căn cứ pháp lý")
    } else {
        crate::text!(
            en: "nothing that `{name}` cites is cited for this day",
            vi: "không căn cứ nào của thủ tục `{name}` được dẫn cho ngày này"
        )
    };
    out.report(&NO_BASIS, base.name.span, message).evidence("citations", cited.len()).help(crate::text!(
        en: "cite the article that prescribes it (`basis …`), or propose to abolish it",
        vi: "dẫn điều khoản quy định thủ tục (`căn cứ …`), hoặc đề nghị bãi bỏ"
    ));
}
