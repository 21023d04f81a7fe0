//! Demands that rest on an instrument which may not prescribe procedures.

use crate::base::{Certainty, Sink, Span, Text};
use crate::code;
use crate::model::{Citation, LawRef};
use crate::rules::acts::written;
use crate::rules::elements::{ElementKind, added, elements, published};
use crate::rules::instruments::{Power, names, power};
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Asks, for the procedure itself, each published time limit, condition, paper and fee, whether one of the instruments that it cites may prescribe
    /// procedures. That is in the dated table `src/rules/instruments.csv`, with the day and the source of each row. Laws, ordinances,
    /// decrees and decisions of the Prime Minister may. Circulars, resolutions of councils and normative decisions of People's
    /// Committees may where a law or a resolution of the National Assembly assigns it (fees: where the law on fees does); those of communes since
    /// 2025-07-01. Plans, directives and decisions that are no normative documents (no year in the number: `12/QĐ-UBND`) may not.
    ///
    /// Where it needs an enabling clause and the registry does not name one (`basis` on the `law` item), and for instruments that the table does not
    /// know, it is unknown, once an act and procedure. The decision that publishes the procedure is no basis of it. Where something of the source
    /// is still unread (`unresolved`), it may name another instrument, and the answer for the procedure is unknown. What is cited by name only is read by its number. Internal steps and shorter limits at a place are not asked for: a plain decision
    /// sets them.
    /// ## Why it matters
    /// What an unauthorised instrument asks, nobody has to give.
    /// ## Nội dung
    /// Với thủ tục, từng thời hạn, điều kiện, giấy tờ, khoản thu đã công bố: trong các văn bản được dẫn có văn bản nào được quy định thủ tục hành
    /// chính không, theo bảng có ghi ngày và nguồn `src/rules/instruments.csv`. Luật, pháp lệnh, nghị định, quyết định của Thủ tướng Chính phủ
    /// thì được. Thông tư, nghị quyết của Hội đồng nhân dân, quyết định quy phạm của Ủy ban nhân dân chỉ được khi luật, nghị quyết của Quốc hội giao (phí, lệ
    /// phí: theo Luật Phí và lệ phí); cấp xã từ ngày 01/07/2025. Kế hoạch, chỉ thị và quyết định không phải văn bản quy phạm pháp luật
    /// (số hiệu không có năm: `12/QĐ-UBND`) thì không được. Quyết định công bố không phải căn cứ của thủ tục. Thủ tục còn `vướng mắc` thì
    /// chưa kết luận được, vì phần chưa đọc có thể dẫn văn bản khác.
    ///
    /// Cần điều khoản giao mà danh mục chưa ghi (`căn cứ` của văn bản), hoặc bảng chưa có loại văn bản đó, thì chưa kết luận được, nêu một lần cho mỗi văn bản. Văn bản chỉ
    /// ghi tên thì đọc theo số hiệu. Bước nội bộ và việc rút ngắn thời hạn tại địa phương không thuộc quy tắc này.
    /// ## Vì sao
    /// Văn bản không có thẩm quyền đặt ra thì người dân không phải thực hiện.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   basis "Luật Xây dựng 50/2014/QH13" article 90
    ///   document plan "Phương án" original 1 basis "Quyết định 12/QĐ-UBND"
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   basis "Luật Xây dựng 50/2014/QH13" article 90
    ///   document plan "Phương án" original 1 basis "Nghị định 175/2024/NĐ-CP" article 50
    /// }
    /// ```
    pub(in crate::rules) static UNAUTHORISED_INSTRUMENT = "law/unauthorised-instrument", Error,
        en: "a demand made by an instrument that may not make it", vi: "yêu cầu do văn bản không có thẩm quyền đặt ra";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &UNAUTHORISED_INSTRUMENT,
    check: Check::Procedure(check),
    reads: &[
        "procedure.basis", "procedure.published", "procedure.deadline", "procedure.condition", "procedure.document", "procedure.fee", "adapt",
        "law.kind", "law.number", "law.issued-by", "law.issued-on", "law.validity", "law.basis", "agency.level",
        "level.under", "level.validity",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let view = cx.procedure;
    let mut open = BTreeSet::new();
    let is_published = std::ptr::eq(view, published(cx));
    if is_published {
        let holds = |citation: &&Citation| citation.period.contains(cx.as_of) && !publishes(cx, citation);
        let of_all: Vec<_> = view.notes.basis.iter().filter(holds).collect();
        let what = crate::text!(en: "the procedure", vi: "thủ tục");
        let powerless = |citation: &&Citation| matches!(power(cx.catalogue, &citation.law, "any", cx.as_of), Power::No(_));
        if !view.notes.unresolved.is_empty() && !of_all.is_empty() && of_all.iter().all(powerless) {
            let missing = crate::text!(
                en: "which instruments the unread part of the source names", vi: "phần nguồn chưa đọc được dẫn văn bản nào"
            );
            out.unknown(&UNAUTHORISED_INSTRUMENT, view.name.span, missing);
        } else {
            judge(cx, &of_all, "any", view.name.span, &what, &mut open, out);
        }
        for row in view.deadlines.iter().filter(|row| row.row.period.contains(cx.as_of)) {
            let own: Vec<_> = row.row.basis.iter().filter(|citation| citation.period.contains(cx.as_of)).collect();
            judge(cx, &own, "any", row.row.span, &crate::text!(en: "the time limit", vi: "thời hạn"), &mut open, out);
        }
    }
    let asked = if is_published { elements(cx, view) } else { added(cx) };
    for one in asked.iter().filter(|one| one.kind != ElementKind::Step) {
        let element = if one.kind == ElementKind::Fee { "fee" } else { "any" };
        let (name, Text { en, vi }) = (&one.name, one.kind.text());
        judge(cx, &one.basis, element, one.at, &crate::text!(en: "{en} `{name}`", vi: "{vi} `{name}`"), &mut open, out);
    }
}

/// Whether an instrument is the decision that publishes the procedure.
fn publishes(cx: &Context<'_>, citation: &Citation) -> bool {
    let Some((by, _)) = &cx.procedure.published else { return false };
    let number = match &citation.law {
        LawRef::Quoted(title) => return number_in(&title.text) == number_in(by.text()),
        LawRef::Registered(law) => law.id.and_then(|id| cx.catalogue.laws.get(id).near(cx.as_of).number.as_ref()),
    };
    written(&citation.law) == by.text() || number.is_some_and(|number| number_in(&number.text) == number_in(by.text()))
}

/// The number in what an instrument is called; all of it where there is none.
fn number_in(title: &str) -> &str {
    title.split_whitespace().find(|word| word.contains('/')).unwrap_or(title)
}

fn judge(cx: &Context<'_>, cited: &[&Citation], element: &str, at: Span, what: &Text, open: &mut BTreeSet<String>, out: &mut Sink) {
    if cited.is_empty() {
        return;
    }
    let powers: Vec<_> =
        cited.iter().map(|citation| (&citation.law, power(cx.catalogue, &citation.law, element, cx.as_of))).collect();
    if powers.iter().any(|(_, power)| matches!(power, Power::Yes(_))) {
        return;
    }
    let named = |wanted: fn(&Power) -> bool| -> Vec<&LawRef> {
        powers.iter().filter(|(_, power)| wanted(power)).map(|(law, _)| *law).collect()
    };
    let Text { en, vi } = what;
    let assigned = named(|power| *power == Power::Assigned);
    if !assigned.is_empty() {
        let acts = names(&assigned);
        if !open.insert(acts.clone()) {
            return;
        }
        let missing = crate::text!(
            en: "which law assigns it to {acts} to prescribe {en}", vi: "luật nào giao cho {acts} quy định {vi}"
        );
        out.unknown(&UNAUTHORISED_INSTRUMENT, at, missing);
        return;
    }
    let unsaid = named(|power| *power == Power::Unsaid);
    if !unsaid.is_empty() {
        let acts = names(&unsaid);
        if !open.insert(acts.clone()) {
            return;
        }
        let missing = crate::text!(
            en: "whether {acts} may prescribe {en}", vi: "{acts} có được quy định {vi} hay không"
        );
        out.unknown(&UNAUTHORISED_INSTRUMENT, at, missing);
        return;
    }
    let acts = names(&named(|_| true));
    let source = powers.iter().find_map(|(_, power)| match power {
        Power::No(source) => Some(*source),
        _ => None,
    });
    let message = crate::text!(
        en: "{en} rests on {acts} only, which may not prescribe procedures",
        vi: "{vi} chỉ dựa trên {acts}, là văn bản không được quy định thủ tục hành chính"
    );
    out.report(&UNAUTHORISED_INSTRUMENT, at, message)
        .certainty(Certainty::Probable)
        .evidence("source", source.unwrap_or_default())
        .help(crate::text!(
            en: "cite the law or decree that asks for it, or take it back",
            vi: "dẫn luật, nghị định quy định nội dung này, hoặc bỏ yêu cầu"
        ));
}
