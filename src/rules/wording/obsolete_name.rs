//! Titles that name a body which no longer exists.

use crate::model::shown;
use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::normal;
use crate::rules::titles::titles;
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Finds a title (of the procedure, a condition, a paper, a step) or the published wording of a step that names an agency which has
    /// ceased to exist before the day, by its title in the registry. A sentence that names it as the issuer of a law or of an earlier paper,
    /// or says what it is called now ("nay là …"), is right; so is a paper or condition that it issued, judged or prescribed. A body in force under the same title is no such agency. If nothing says what came after it, the answer is
    /// unknown: the name may live on.
    /// ## Why it matters
    /// The reader goes to a desk that is gone.
    /// ## Nội dung
    /// Tìm tên gọi (của thủ tục, điều kiện, giấy tờ, bước) hoặc nguyên văn của bước nhắc đến cơ quan đã chấm dứt hoạt động trước ngày xét,
    /// theo tên trong danh mục cơ quan. Câu nhắc đến cơ quan đó với tư cách nơi ban hành văn bản, nơi đã cấp giấy tờ trước đây, hoặc ghi rõ
    /// tên mới ("nay là …") thì không tính; giấy tờ, điều kiện do cơ quan đó đã cấp, thẩm định, quy định cũng vậy. Cơ quan khác cùng tên còn hoạt động thì không tính. Chưa ghi cơ quan nào thay thế thì chưa kết luận được.
    /// ## Vì sao
    /// Người đọc tìm đến nơi không còn tồn tại.
    /// ## Example
    /// ```procedure
    /// agency district-pc "Ủy ban nhân dân cấp huyện" until 2025-06-30 replaced by commune-pc
    /// agency commune-pc "Ủy ban nhân dân cấp xã"
    /// procedure p "Cấp phép" {
    ///   document note "Văn bản của Ủy ban nhân dân cấp huyện" copy 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency district-pc "Ủy ban nhân dân cấp huyện" until 2025-06-30 replaced by commune-pc
    /// agency commune-pc "Ủy ban nhân dân cấp xã"
    /// procedure p "Cấp phép" {
    ///   document note "Văn bản của Ủy ban nhân dân cấp xã" copy 1
    /// }
    /// ```
    pub(in crate::rules) static OBSOLETE_NAME = "wording/obsolete-name", Warning,
        en: "the name of a body that is gone", vi: "tên cơ quan không còn tồn tại";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &OBSOLETE_NAME,
    check: Check::Procedure(check),
    reads: &["agency.validity", "agency.replaced-by", "procedure.title", "procedure.document", "procedure.condition", "procedure.text", "step.text"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let gone = cx.shared.gone(cx.catalogue, cx.as_of);
    if gone.bodies.is_empty() {
        return;
    }
    let steps = cx.procedure.process.iter().flat_map(|process| &process.steps);
    let wordings = steps.filter_map(|step| {
        let at = step.title.as_ref().map_or(step.name.span, |title| title.span);
        Some((step.notes.text.as_ref()?, at))
    });
    let steps = cx.procedure.process.iter().flat_map(|process| &process.steps);
    let acts: BTreeSet<_> = steps.filter_map(|step| Some(step.title.as_ref()?.span)).collect();
    let mut told = BTreeSet::new();
    for (title, at) in titles(cx.procedure).into_iter().chain(wordings) {
        if gone.titles.none_in(&title.text) {
            continue;
        }
        // Notes in brackets count here: they say what a body is called now.
        let open = title.text.replace(['(', ')'], " ");
        let sentences = open.split(['.', ';', '\n']).map(|part| (part, gone.titles.possible_in(part)));
        let sentences: Vec<_> =
            sentences.filter(|(_, named)| !named.is_empty()).map(|(part, named)| (format!(" {} ", normal(part)), named)).collect();
        let named: BTreeSet<usize> = sentences.iter().flat_map(|(_, named)| named.iter().copied()).collect();
        for (name, id) in named.into_iter().map(|at| &gone.bodies[at]) {
            let meant = |sentence: &str| means_it(sentence, name) && (acts.contains(&at) || !issues(sentence, name));
            if !sentences.iter().any(|(sentence, _)| meant(sentence)) || !told.insert((at, *id)) {
                continue;
            }
            let agency = cx.catalogue.agencies.get(*id).near(cx.as_of);
            let old = shown(&agency.name, agency.title.as_ref());
            let [next, ..] = agency.replaced_by.as_slice() else {
                let missing = crate::text!(en: "what came after `{old}`", vi: "cơ quan thay thế `{old}`");
                out.unknown(&OBSOLETE_NAME, at, missing);
                continue;
            };
            let next = next.id.map(|id| cx.catalogue.agencies.get(id).near(cx.as_of));
            let next = next.and_then(|next| next.title.as_ref()).map_or_else(String::new, |title| title.text.clone());
            let message = crate::text!(en: "`{old}` no longer exists", vi: "`{old}` không còn tồn tại");
            out.report(&OBSOLETE_NAME, at, message).certainty(Certainty::Probable).help(crate::text!(
                en: "name what came after it: `{next}`", vi: "ghi cơ quan thay thế: `{next}`"
            ));
        }
    }
}

// The words below stand as `normal` writes them, whole words between blanks: sentences are read in that form.

/// Words that say that a body is spoken of as it was.
const EARLIER: &[&str] =
    &[" nay là ", " trước đây ", " trước ngày ", " cũ ", " đã cấp ", " được cấp ", " formerly ", " now "];
/// Kinds of documents that a body issues.
const ISSUED: &[&str] = &[
    " thông tư ", " thông tư liên tịch ", " nghị định ", " quyết định ", " văn bản hợp nhất ", " quy chuẩn ", " chỉ thị ", " công văn ",
];
/// What a body does to what the applicant has.
const ACTS: &[&str] = &[
    " cấp ", " ban hành ", " quy định ", " phê duyệt ", " thẩm định ", " công nhận ", " chấp thuận ", " xác nhận ",
];
/// What stands before a body that has prescribed a form.
const FORMS: &[&str] = &["mẫu của", "mẫu do", "quy định của"];

/// Whether a sentence speaks of a body, its name between blanks, as of one that is there: not as of the issuer of a law or of an earlier paper, and
/// not to say what it is called now.
fn means_it(sentence: &str, name: &str) -> bool {
    let Some(at) = sentence.find(name) else { return false };
    let (before, after) = (&sentence[..=at], &sentence[at + name.len() - 1..]);
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    !says(before, EARLIER) && !says(after, EARLIER) && !says(before, ISSUED) && !issued_it(before, after)
}

/// Whether a sentence names a body as the one that issued, judged or prescribed what the applicant has.
fn issues(sentence: &str, name: &str) -> bool {
    let Some(at) = sentence.find(name) else { return false };
    let (before, after) = (sentence[..at].trim_end(), &sentence[at + name.len() - 1..]);
    let before = before.trim_end_matches(" bộ trưởng").trim_end_matches(" giám đốc");
    let after = after.split_inclusive(' ').take(6).collect::<String>();
    ACTS.iter().any(|word| after.contains(word)) || FORMS.iter().any(|form| before.ends_with(form))
}

/// Whether a paper is spoken of that a body has issued: "giấy chứng nhận do … cấp". In `cấp xã` the word is a level.
fn issued_it(before: &str, after: &str) -> bool {
    const LEVELS: [&str; 4] = ["xã", "tỉnh", "huyện", "trung"];
    let after: Vec<&str> = after.split_whitespace().take(14).collect();
    let issues = |at: usize| after[at] == "cấp" && after.get(at + 1).is_none_or(|next| !LEVELS.contains(next));
    let by = before.split_whitespace().rev().take(8).any(|word| word == "do");
    by && (0..after.len()).any(issues)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_stand_as_sentences_are_read() {
        for word in [EARLIER, ISSUED, ACTS, FORMS].concat() {
            assert_eq!(normal(word), word.trim());
        }
    }
}
