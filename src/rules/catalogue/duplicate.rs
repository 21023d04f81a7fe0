//! One procedure under two codes.

use crate::base::{Certainty, Sink, Text, similar};
use crate::code;
use crate::matching::normal;
use crate::model::{Outcome, Procedure};
use crate::rules::likeness::percent;
use crate::rules::shared::title;
use crate::rules::{CatalogueContext, Check, Rule};
use std::collections::{BTreeSet, HashMap};

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
    // A procedure has up to forty namesakes.
    let mut known: HashMap<usize, Stated> = HashMap::new();
    for pair in cx.shared.alike(cx.catalogue, cx.as_of) {
        let (first, second) = (&cx.catalogue.entries[pair.first], &cx.catalogue.entries[pair.second]);
        let (code, other) = (&first.base.name, &second.base.name);
        known.entry(pair.first).or_insert_with(|| Stated::of(&first.base));
        known.entry(pair.second).or_insert_with(|| Stated::of(&second.base));
        let (one, two) = (&known[&pair.first], &known[&pair.second]);
        let differ = |a: &BTreeSet<String>, b: &BTreeSet<String>| a != b && !a.is_empty() && !b.is_empty();
        if differ(&one.levels, &two.levels) || differ(&one.applicants, &two.applicants) || differ(&one.results, &two.results) {
            continue;
        }
        if pair.likeness.is_some_and(|likeness| likeness < threshold) {
            continue;
        }
        let mut missing = Vec::new();
        if one.levels.is_empty() || two.levels.is_empty() {
            missing.push(crate::text!(en: "the level", vi: "cấp thực hiện"));
        }
        if one.results.is_empty() || two.results.is_empty() {
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

/// What must be the same of two procedures, where both state it.
struct Stated {
    levels: BTreeSet<String>,
    applicants: BTreeSet<String>,
    results: BTreeSet<String>,
}

impl Stated {
    fn of(procedure: &Procedure) -> Self {
        let result = |outcome: &Outcome| match outcome.document.id {
            Some(id) => format!("#{}", id.index()),
            None => normal(&title(procedure, outcome)),
        };
        Self {
            levels: procedure.levels.iter().map(|level| similar::key(&level.name.text)).collect(),
            applicants: procedure.applicants.iter().map(|applicant| format!("{:?}", applicant.value)).collect(),
            results: procedure.results.iter().map(result).collect(),
        }
    }
}
