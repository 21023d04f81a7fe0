//! Reported savings and shares that do not follow from the figures beside them.

use crate::base::{Sink, Text};
use crate::code;
use crate::model::{At, Figure, Number};
use crate::rules::exact::{amount, half, is_rounded, millionths, share, slack};
use crate::rules::{CatalogueContext, Check, Rule};

code! {
    /// ## What it does
    /// Recomputes the table of reported figures (`tables: reported:` in `catalogue.yaml`): the saving from `before` and `after`, the
    /// share from `part` and `whole` or from the saving and `before`. Finds what differs by more than rounding: a whole number
    /// must be met exactly, a number with decimals to half of its last one, a share to half of its last place. Also a part
    /// that is more than its whole. Targets (`>=95%`) are no claims. Where a figure is missing, the answer is unknown.
    /// ## Why it matters
    /// A number that cannot be recomputed is not believed, nor are those beside it. Quảng Ninh reported 6,030 days saved of
    /// 17,584, of which 11,555 remain: 6,029.
    /// ## Nội dung
    /// Tính lại bảng số liệu báo cáo (`tables: reported:` trong `catalogue.yaml`): mức cắt giảm từ cột `trước` và `sau`; tỷ lệ từ `phần`
    /// và `tổng`, hoặc từ mức cắt giảm và `trước`. Báo khi chênh lệch vượt quá làm tròn: số nguyên phải đúng tuyệt đối, số thập phân và
    /// tỷ lệ được lệch nửa đơn vị cuối. Báo cả khi phần lớn hơn tổng. Chỉ tiêu (`>=95%`) không tính. Thiếu số liệu thì chưa kết luận
    /// được.
    /// ## Vì sao
    /// Số liệu không tính lại được thì cả báo cáo mất tin cậy. Quảng Ninh từng báo cáo cắt giảm 6.030 ngày từ 17.584 xuống 11.555:
    /// đúng ra là 6.029.
    /// ## Example
    /// ```yaml
    /// tables:
    ///   reported: reported.csv
    /// ```
    /// ```csv reported.csv
    /// report,what,before,after,stated_saving
    /// 2025,"Thời gian giải quyết, ngày",17584,11555,6030
    /// ```
    /// ## Instead
    /// ```yaml
    /// tables:
    ///   reported: reported.csv
    /// ```
    /// ```csv reported.csv
    /// report,what,before,after,stated_saving
    /// 2025,"Thời gian giải quyết, ngày",17584,11555,6029
    /// ```
    pub(in crate::rules) static CLAIM_ARITHMETIC = "catalogue/claim-arithmetic", Warning,
        en: "a reported saving or share that does not add up", vi: "số liệu cắt giảm, tỷ lệ báo cáo tính không khớp";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &CLAIM_ARITHMETIC,
    check: Check::Catalogue(check),
    reads: &["reported.part", "reported.whole", "reported.before", "reported.after", "reported.saving", "reported.rate"],
};

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    for figure in &cx.catalogue.figures {
        saving(figure, out);
        rate(figure, out);
        if let (Some(part), Some(whole)) = (&figure.part, &figure.whole)
            && millionths(part.value) > millionths(whole.value)
        {
            let what = &figure.what.text;
            let Text { en: more, vi: more_vi } = amount(millionths(part.value));
            let Text { en: all, vi: all_vi } = amount(millionths(whole.value));
            let message = crate::text!(
                en: "`{what}`: the part, {more}, is more than the whole, {all}",
                vi: "`{what}`: phần ({more_vi}) lớn hơn tổng ({all_vi})"
            );
            report(part, message, out);
        }
    }
}

fn saving(figure: &Figure, out: &mut Sink) {
    let Some(stated) = &figure.saving else { return };
    let what = &figure.what.text;
    let (Some(before), Some(after)) = (&figure.before, &figure.after) else {
        missing(figure, stated, out);
        return;
    };
    let saved = millionths(before.value) - millionths(after.value);
    let inexact = [stated, before, after].iter().any(|number| number.value.scale > 0);
    let allowed = if inexact { half(stated.value) + slack(before.value) + slack(after.value) } else { 0 };
    if (saved - millionths(stated.value)).abs() <= allowed {
        return;
    }
    let Text { en, vi } = amount(saved);
    let Text { en: said, vi: said_vi } = amount(millionths(stated.value));
    let all = millionths(before.value);
    let Text { en: rate, vi: rate_vi } = if all > 0 { share(saved, all, 1) } else { Text::same("–".to_owned()) };
    let message = crate::text!(
        en: "`{what}`: a saving of {said} is stated, and it is {en} ({rate} %)",
        vi: "`{what}`: báo cáo cắt giảm {said_vi}, tính lại là {vi} ({rate_vi} %)"
    );
    report(stated, message, out);
}

fn rate(figure: &Figure, out: &mut Sink) {
    let Some(stated) = &figure.rate else { return };
    let what = &figure.what.text;
    let value = |number: &Option<At<Number>>| number.as_ref().map(|number| millionths(number.value));
    let change = value(&figure.before).zip(value(&figure.after)).map(|(before, after)| (before - after, before));
    let Some((part, whole)) = change.or_else(|| value(&figure.part).zip(value(&figure.whole))).filter(|(_, all)| *all > 0)
    else {
        missing(figure, stated, out);
        return;
    };
    if is_rounded(stated.value, part, whole) {
        return;
    }
    let decimals = stated.value.scale;
    let Text { en, vi } = share(part, whole, decimals);
    let Text { en: said, vi: said_vi } = share(millionths(stated.value), 100_000_000, decimals);
    let message = crate::text!(
        en: "`{what}`: {said} % is stated, and it is {en} %", vi: "`{what}`: báo cáo {said_vi} %, tính lại là {vi} %"
    );
    report(stated, message, out);
}

fn report(at: &At<Number>, message: Text, out: &mut Sink) {
    out.report(&CLAIM_ARITHMETIC, at.span, message).help(crate::text!(
        en: "correct the figure, or the ones that it is worked out from",
        vi: "sửa lại số liệu này, hoặc các số liệu dùng để tính ra nó"
    ));
}

fn missing(figure: &Figure, at: &At<Number>, out: &mut Sink) {
    let what = &figure.what.text;
    let missing = crate::text!(
        en: "the figures from which `{what}` is worked out", vi: "các số liệu dùng để tính `{what}`"
    );
    out.unknown(&CLAIM_ARITHMETIC, at.span, missing);
}
