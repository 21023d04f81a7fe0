//! Procedures that could be filed in one.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::normal;
use crate::model::{ChannelKind, Entry, Procedure};
use crate::rules::bundle::{self, Passage};
use crate::rules::dossier;
use crate::rules::likeness::of_different_provinces;
use crate::rules::{CatalogueContext, Check, Rule};
use std::collections::{BTreeSet, HashMap};

code! {
    /// ## What it does
    /// Finds a procedure that asks, in every case, for the result of another one that the same applicants file, where both can be filed
    /// online, both ask for another paper of the same kind, and the two are not yet declared interlinked (`linked with`). A result that
    /// more than three procedures ask for, or one of another province, is a credential that people carry about, and does not make a bundle. Whether an applicant would
    /// always want both, the texts do not tell: the finding is a hint. Where one of the two states no way of filing, it is unknown.
    /// ## Why it matters
    /// One filing instead of two, as for birth, residence and health insurance of children (Decree 63/2024/NĐ-CP).
    /// ## Nội dung
    /// Tìm thủ tục luôn yêu cầu kết quả của một thủ tục khác do cùng đối tượng thực hiện, khi cả hai đều nộp được trực tuyến, đều yêu cầu
    /// thêm một giấy tờ giống nhau và chưa khai liên thông (`liên thông với`). Kết quả mà trên ba thủ tục yêu cầu là giấy tờ dùng
    /// chung nên không tính. Người nộp có luôn cần cả hai hay không thì văn bản không cho biết, nên chỉ là gợi ý. Không ghi hình
    /// thức nộp thì chưa kết luận được.
    /// ## Vì sao
    /// Nộp một lần thay cho hai, như khai sinh, thường trú và thẻ bảo hiểm y tế cho trẻ em (Nghị định 63/2024/NĐ-CP).
    /// ## Example
    /// ```procedure
    /// document birth-certificate "Giấy khai sinh" certificate
    /// document birth-notice "Giấy chứng sinh" certificate
    /// procedure birth "Đăng ký khai sinh" {
    ///   for citizen
    ///   channel online full
    ///   document birth-notice original 1
    ///   result birth-certificate
    /// }
    /// procedure insurance "Cấp thẻ bảo hiểm y tế" {
    ///   for citizen
    ///   channel online full
    ///   document birth-notice copy 1
    ///   document birth-certificate copy 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// document birth-certificate "Giấy khai sinh" certificate
    /// document birth-notice "Giấy chứng sinh" certificate
    /// procedure birth "Đăng ký khai sinh" {
    ///   for citizen
    ///   channel online full
    ///   document birth-notice original 1
    ///   result birth-certificate
    /// }
    /// procedure insurance "Cấp thẻ bảo hiểm y tế" {
    ///   for citizen
    ///   channel online full
    ///   linked with birth
    ///   document birth-notice copy 1
    ///   document birth-certificate copy 1
    /// }
    /// ```
    pub(in crate::rules) static INTERLINK = "catalogue/interlink", Warning,
        en: "procedures that could be filed in one", vi: "các thủ tục có thể nộp liên thông";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &INTERLINK,
    check: Check::Catalogue(check),
    reads: &["procedure.document", "procedure.result", "procedure.for", "procedure.linked", "procedure.channel"],
};

/// A result that more procedures than this ask for is a credential, not a link between two.
const FOLLOWERS: usize = 3;

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    let all: Vec<Passage<'_>> = cx.catalogue.in_force(cx.as_of).flat_map(|entry| bundle::passages(cx, entry)).collect();
    let results: Vec<(usize, String)> = all.iter().map(|one| (one.from.id.index(), normal(&one.name))).collect();
    // Asked by key only: its order does not matter.
    let mut followers: HashMap<&(usize, String), BTreeSet<usize>> = HashMap::new();
    for (one, result) in all.iter().zip(&results) {
        followers.entry(result).or_default().insert(one.to.id.index());
    }
    for (passage, result) in all.iter().zip(&results) {
        if !passage.always || passage.linked || passage.same_applicant != Some(true) || followers[result].len() > FOLLOWERS {
            continue;
        }
        let (from, to) = (&passage.from.base, &passage.to.base);
        if of_different_provinces(from, to) {
            continue;
        }
        let shared = shared_papers(passage);
        let Some(common) = shared.first() else { continue };
        let (before, code, paper) = (&from.name.text, &to.name.text, &passage.name);
        match (is_online(cx, passage.from), is_online(cx, passage.to)) {
            (Some(true), Some(true)) => {
                let message = crate::text!(
                    en: "`{code}` asks for `{paper}` of `{before}`, and both ask for `{common}`: one filing could do for both",
                    vi: "thủ tục `{code}` yêu cầu `{paper}` do `{before}` cấp, cả hai cùng yêu cầu `{common}`: có thể nộp một lần cho cả hai"
                );
                out.report(&INTERLINK, passage.paper.span, message)
                    .of(code.clone())
                    .certainty(Certainty::Hint)
                    .evidence("issued by", before)
                    .evidence("both ask for", shared.join(", "))
                    .label(from.name.span, crate::text!(en: "issued here", vi: "được cấp tại đây"))
                    .help(crate::text!(
                        en: "interlink the two: one declaration, one dossier (`linked with {before}`)",
                        vi: "thực hiện liên thông: một tờ khai, một bộ hồ sơ (`liên thông với {before}`)"
                    ));
            }
            (Some(false), _) | (_, Some(false)) => {}
            (first, _) => {
                let open = if first.is_none() { from } else { to };
                let name = &open.name.text;
                let missing = crate::text!(en: "whether `{name}` can be filed online", vi: "thủ tục `{name}` có nộp được trực tuyến không");
                out.unknown(&INTERLINK, to.name.span, missing).procedure = Some(code.clone());
            }
        }
    }
}

/// Papers that both dossiers ask for, in the order of the second.
fn shared_papers(passage: &Passage<'_>) -> Vec<String> {
    let first: BTreeSet<String> = papers(&passage.from.base).into_iter().map(|(key, _)| key).collect();
    let mut shared: Vec<String> = Vec::new();
    for (key, name) in papers(&passage.to.base) {
        if first.contains(&key) && !shared.contains(&name) {
            shared.push(name);
        }
    }
    shared
}

/// What a dossier asks for: by type, or by its words.
fn papers(procedure: &Procedure) -> Vec<(String, String)> {
    let of = |paper| dossier::name(procedure, paper);
    let always = |demand: &&crate::model::Demand| !demand.if_any && demand.row.when.is_none();
    let all = procedure.documents.iter().filter(always).flat_map(|demand| &demand.any_of);
    let all = all.filter(|paper| paper.row.when.is_none());
    all.map(|paper| match paper.document.id {
        Some(id) => (format!("#{}", id.index()), of(paper)),
        None => (normal(&of(paper)), of(paper)),
    })
    .collect()
}

/// Whether a procedure can be filed online; `None`: no way of filing is stated.
fn is_online(cx: &CatalogueContext<'_>, entry: &Entry) -> Option<bool> {
    let mut open = entry.base.channels.iter().filter(|channel| channel.period.contains(cx.as_of)).peekable();
    open.peek()?;
    Some(open.any(|channel| channel.kind.value == ChannelKind::Online))
}
