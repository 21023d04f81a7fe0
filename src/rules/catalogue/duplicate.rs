//! One procedure under two codes.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::matching::normal;
use crate::model::{Entry, Procedure};
use crate::rules::likeness::percent;
use crate::rules::{CatalogueContext, Check, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Compares procedures whose names are the same words, apart from the level and the applicant. Finds two of different codes that
    /// have the same level, applicants and results and are alike in at least the share `same-procedures` (default 0.95) of names,
    /// papers, steps and laws, weighed as in `authority/inconsistent-level`. Where one of these is not stated of one of the two, the
    /// answer is unknown. A name that differs in any other word is another matter (`Cấp`, `Cấp lại`).
    /// ## Why it matters
    /// Two records of one procedure drift apart, and the applicant does not know which one holds.
    /// ## Nội dung
    /// So sánh các thủ tục có tên gồm cùng những từ, không kể từ chỉ cấp và đối tượng. Báo khi hai mã khác nhau có cùng cấp, đối tượng và
    /// kết quả, giống nhau từ `same-procedures` trở lên (mặc định 0,95) về tên, giấy tờ, các bước và văn bản, tính như quy tắc
    /// `authority/inconsistent-level`. Một bên không ghi một trong các nội dung này thì chưa kết luận được. Tên khác nhau ở từ bất
    /// kỳ khác (`Cấp`, `Cấp lại`) là việc khác.
    /// ## Vì sao
    /// Hai bản ghi của cùng một thủ tục sẽ dần khác nhau, người dân không biết theo bản nào.
    /// ## Example
    /// ```procedure
    /// level commune
    /// procedure a "Cấp giấy phép" {
    ///   level commune
    ///   document request "Đơn" original 1
    ///   result permit "Giấy phép"
    /// }
    /// procedure b "Cấp giấy phép" {
    ///   level commune
    ///   document request "Đơn" original 1
    ///   result permit "Giấy phép"
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// level commune
    /// procedure a "Cấp giấy phép" {
    ///   level commune
    ///   document request "Đơn" original 1
    ///   result permit "Giấy phép"
    /// }
    /// ```
    pub(in crate::rules) static DUPLICATE = "catalogue/duplicate", Warning,
        en: "one procedure under two codes", vi: "một thủ tục có hai mã";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &DUPLICATE,
    check: Check::Catalogue(check),
    reads: &[
        "procedure.title", "procedure.level", "procedure.for", "procedure.result", "procedure.document", "procedure.basis",
        "step.kind",
    ],
};

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    let threshold = i64::from(cx.settings.thresholds.same_procedures.ten_thousandths);
    for pair in cx.shared.alike(cx.catalogue, cx.as_of) {
        let (first, second) = (&cx.catalogue.entries[pair.first], &cx.catalogue.entries[pair.second]);
        let (code, other) = (&first.base.name, &second.base.name);
        let differ = |a: &BTreeSet<String>, b: &BTreeSet<String>| a != b && !a.is_empty() && !b.is_empty();
        let (levels, applicants, results) = (both(first, second, levels), both(first, second, applicants), both(first, second, results));
        if differ(&levels.0, &levels.1) || differ(&applicants.0, &applicants.1) || differ(&results.0, &results.1) {
            continue;
        }
        if pair.likeness.is_some_and(|likeness| likeness < threshold) {
            continue;
        }
        let unsaid = |(a, b): &(BTreeSet<String>, BTreeSet<String>)| a.is_empty() || b.is_empty();
        let mut missing = Vec::new();
        if unsaid(&levels) {
            missing.push(crate::text!(en: "the level", vi: "cấp thực hiện"));
        }
        if unsaid(&results) {
            missing.push(crate::text!(en: "the result", vi: "kết quả"));
        }
        if pair.likeness.is_none() {
            missing.push(crate::text!(en: "the papers, steps or laws", vi: "giấy tờ, các bước hoặc căn cứ"));
        }
        let (one, two) = (&code.text, &other.text);
        if !missing.is_empty() {
            let Text { en, vi } = Text::join(&missing, ", ");
            let missing = crate::text!(en: "{en} of `{one}` and `{two}`, which have one name", vi: "{vi} của `{one}` và `{two}`, hai thủ tục trùng tên");
            out.unknown(&DUPLICATE, other.span, missing).procedure = Some(two.clone());
            continue;
        }
        let message = crate::text!(en: "`{two}` is the same procedure as `{one}`", vi: "thủ tục `{two}` trùng với `{one}`");
        out.report(&DUPLICATE, other.span, message)
            .of(two.clone())
            .certainty(Certainty::Probable)
            .label(code.span, crate::text!(en: "the same", vi: "thủ tục trùng"))
            .evidence("likeness", percent(pair.likeness.unwrap_or_default()))
            .help(crate::text!(
                en: "keep one, and end the other (`until …`)",
                vi: "giữ một thủ tục, kết thúc hiệu lực thủ tục kia (`đến hết ngày …`)"
            ));
    }
}

fn both<T>(a: &Entry, b: &Entry, of: impl Fn(&Procedure) -> T) -> (T, T) {
    (of(&a.base), of(&b.base))
}

fn levels(procedure: &Procedure) -> BTreeSet<String> {
    procedure.levels.iter().map(|level| crate::base::similar::key(&level.name.text)).collect()
}

fn applicants(procedure: &Procedure) -> BTreeSet<String> {
    procedure.applicants.iter().map(|applicant| format!("{:?}", applicant.value)).collect()
}

fn results(procedure: &Procedure) -> BTreeSet<String> {
    let name = |outcome: &crate::model::Outcome| match outcome.document.id {
        Some(id) => format!("#{}", id.index()),
        None => crate::rules::shared::title(procedure, outcome),
    };
    procedure.results.iter().map(name).map(|name| normal(&name)).collect()
}
