//! Counts that do not agree with one another, with what the catalogue lists, or with what is worked.

use crate::base::{Certainty, Severity, Sink, Text, similar};
use crate::code;
use crate::model::{Entry, Figure};
use crate::rules::exact::{amount, millionths};
use crate::rules::{CatalogueContext, Check, Rule};
use std::collections::{BTreeMap, BTreeSet};

code! {
    /// ## What it does
    /// Reads the table of reported figures (`tables: reported:` in `catalogue.yaml`). In a row with a `level` or a `field`, `part` counts
    /// the procedures of that level or field: found is a count that is not what the catalogue lists on the last day of the row's
    /// `period`, and levels or fields of one report whose counts do not add up to the `whole`, or not to one sum. Rows whose `what` is
    /// `WHOLE: PART` are the parts of one whole: an error where they make more than it, a warning where they make less. Procedures that
    /// stand on two levels or in two fields are named, because they are counted twice. It also finds, without a table, a field that
    /// is worked on one level of the catalogue and has no internal process on another. What is not stated is unknown.
    /// ## Why it matters
    /// Two totals for one catalogue mean that nobody knows what has to be published, trained and staffed.
    /// ## Nội dung
    /// Đọc bảng số liệu báo cáo (`tables: reported:` trong `catalogue.yaml`). Ở dòng có ô `cấp` hoặc `lĩnh vực`, cột `phần` là số thủ tục
    /// của cấp, lĩnh vực đó: báo khi số này khác số thủ tục có trong danh mục vào ngày cuối `kỳ` báo cáo, hoặc khi tổng theo cấp, theo
    /// lĩnh vực của một báo cáo không bằng `tổng` hay không bằng nhau. Các dòng có nội dung `TỔNG THỂ: PHẦN` là các phần của một tổng
    /// thể: cộng lại lớn hơn tổng là lỗi, nhỏ hơn là cảnh báo. Thủ tục thuộc hai cấp hoặc hai lĩnh vực được nêu tên vì bị đếm hai lần.
    /// Ngoài bảng, báo lĩnh vực đã có quy trình nội bộ ở một cấp mà chưa có ở cấp khác. Không ghi thì chưa kết luận được.
    /// ## Vì sao
    /// Một danh mục có hai con số thì không ai biết phải công bố, tập huấn, bố trí người cho bao nhiêu thủ tục.
    /// ## Example
    /// ```yaml
    /// tables:
    ///   reported: reported.csv
    /// ```
    /// ```csv reported.csv
    /// report,period,what,part,whole
    /// 2024,2024,hồ sơ: đúng hạn,90,100
    /// 2024,2024,hồ sơ: quá hạn,12,100
    /// ```
    /// ## Instead
    /// ```yaml
    /// tables:
    ///   reported: reported.csv
    /// ```
    /// ```csv reported.csv
    /// report,period,what,part,whole
    /// 2024,2024,hồ sơ: đúng hạn,88,100
    /// 2024,2024,hồ sơ: quá hạn,12,100
    /// ```
    pub(in crate::rules) static COUNTS = "catalogue/counts", Error,
        en: "counts that do not agree", vi: "số lượng thủ tục không khớp";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &COUNTS,
    check: Check::Catalogue(check),
    reads: &[
        "reported.part", "reported.whole", "reported.level", "reported.field", "procedure.level", "procedure.field",
        "procedure.process",
    ],
};

/// One report about one place and time.
type Report<'a> = (&'a str, &'a str, &'a str);

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    let mut reports: BTreeMap<Report<'_>, Vec<&Figure>> = BTreeMap::new();
    for figure in &cx.catalogue.figures {
        reports.entry((&figure.report, &figure.place, &figure.period)).or_default().push(figure);
    }
    for figures in reports.values() {
        let of_level: Vec<_> = figures.iter().copied().filter(|one| one.level.is_some() && one.field.is_none()).collect();
        let of_field: Vec<_> = figures.iter().copied().filter(|one| one.field.is_some() && one.level.is_none()).collect();
        let levels = sum(&of_level, out);
        let fields = sum(&of_field, out);
        adds_up(cx, &of_level, levels, &crate::text!(en: "levels", vi: "các cấp"), out);
        adds_up(cx, &of_field, fields, &crate::text!(en: "fields", vi: "các lĩnh vực"), out);
        if let (Some(levels), Some(fields), None) = (levels, fields, whole(&of_level))
            && levels != fields
        {
            let (Text { en, vi }, Text { en: other, vi: other_vi }) = (amount(levels), amount(fields));
            let message = crate::text!(
                en: "the levels add up to {en} and the fields to {other}",
                vi: "cộng theo cấp được {vi}, cộng theo lĩnh vực được {other_vi}"
            );
            report(of_level[0], message, out);
        }
        for figure in of_level.iter().chain(&of_field) {
            listed(cx, figure, out);
        }
        parts(figures, out);
    }
    unworked(cx, out);
}

fn report<'o>(figure: &Figure, message: Text, out: &'o mut Sink) -> &'o mut crate::base::Diagnostic {
    out.report(&COUNTS, figure.what.span, message).help(crate::text!(
        en: "count again, and correct the figure or the catalogue",
        vi: "rà soát, đếm lại và sửa số liệu hoặc danh mục"
    ))
}

/// The sum of the parts; `None` for no rows, or where one of them has no number, which is said.
fn sum(figures: &[&Figure], out: &mut Sink) -> Option<i128> {
    let mut total = None;
    let mut known = true;
    for figure in figures {
        if let Some(part) = &figure.part {
            total = Some(total.unwrap_or(0) + millionths(part.value));
        } else {
            known = false;
            let what = &figure.what.text;
            let missing = crate::text!(en: "the number of `{what}`", vi: "số lượng `{what}`");
            out.unknown(&COUNTS, figure.what.span, missing);
        }
    }
    total.filter(|_| known)
}

/// The whole that all rows state.
fn whole(figures: &[&Figure]) -> Option<i128> {
    let mut all = figures.iter().map(|figure| figure.whole.as_ref().map(|whole| millionths(whole.value)));
    let first = all.next()??;
    all.all(|one| one == Some(first)).then_some(first)
}

fn adds_up(cx: &CatalogueContext<'_>, figures: &[&Figure], sum: Option<i128>, what: &Text, out: &mut Sink) {
    let (Some(sum), Some(whole)) = (sum, whole(figures)) else { return };
    // One level or field alone is not all of them.
    if sum == whole || figures.len() < 2 {
        return;
    }
    let (Text { en, vi }, Text { en: all, vi: all_vi }) = (amount(sum), amount(whole));
    let (kind, kind_vi) = (&what.en, &what.vi);
    let message = crate::text!(
        en: "the {kind} add up to {en}, and the total is {all}",
        vi: "cộng {kind_vi} được {vi}, trong khi tổng số là {all_vi}"
    );
    let twice = twice(cx);
    let finding = report(figures[0], message, out);
    finding.evidence("sum", en).evidence("total", all);
    if !twice.is_empty() {
        finding.evidence("counted twice", twice.join(", "));
    }
}

/// Procedures that stand on several levels or in several fields, the first few.
fn twice(cx: &CatalogueContext<'_>) -> Vec<String> {
    let several = |entry: &&Entry| entry.base.levels.len() > 1 || entry.base.fields.len() > 1;
    cx.catalogue.in_force(cx.as_of).filter(several).take(10).map(|entry| entry.base.name.text.clone()).collect()
}

/// Compares a count with what the catalogue lists on the last day that the report covers.
fn listed(cx: &CatalogueContext<'_>, figure: &Figure, out: &mut Sink) {
    let Some(part) = &figure.part else { return };
    let day = figure.until().map_or(cx.as_of, |until| until.min(cx.as_of));
    let same = |text: &str, other: &str| similar::key(text).to_lowercase() == similar::key(other).to_lowercase();
    let is_meant = |entry: &&Entry| {
        let level = figure.level.as_ref().is_none_or(|level| level.id.is_some() && entry.base.levels.iter().any(|one| one.id == level.id));
        level && figure.field.as_ref().is_none_or(|field| entry.base.fields.iter().any(|one| same(&one.text, &field.text)))
    };
    // An unknown level has been reported.
    if figure.level.as_ref().is_some_and(|level| level.id.is_none()) {
        return;
    }
    let count = cx.catalogue.in_force(day).filter(is_meant).count();
    if i128::try_from(count).is_ok_and(|count| count * 1_000_000 == millionths(part.value)) {
        return;
    }
    let what = &figure.what.text;
    let Text { en, vi } = amount(millionths(part.value));
    let Text { en: on, vi: on_vi } = day.text();
    let message = crate::text!(
        en: "`{what}`: {en} are stated, and the catalogue lists {count} on {on}",
        vi: "`{what}`: báo cáo {vi}, trong khi danh mục có {count} vào ngày {on_vi}"
    );
    report(figure, message, out).evidence("stated", en).evidence("listed", count);
}

/// Rows `WHOLE: PART` of one report: what the parts of one whole make together.
fn parts(figures: &[&Figure], out: &mut Sink) {
    let mut wholes: BTreeMap<(&str, i128), Vec<&Figure>> = BTreeMap::new();
    for figure in figures.iter().copied().filter(|one| one.level.is_none() && one.field.is_none()) {
        if let (Some((name, _)), Some(whole)) = (figure.what.text.split_once(": "), &figure.whole) {
            wholes.entry((name, millionths(whole.value))).or_default().push(figure);
        }
    }
    for ((name, whole), figures) in wholes.into_iter().filter(|(_, figures)| figures.len() > 1) {
        let Some(sum) = sum(&figures, out) else { continue };
        let (Text { en, vi }, Text { en: all, vi: all_vi }) = (amount(sum), amount(whole));
        let Text { en: rest, vi: rest_vi } = amount((whole - sum).abs());
        if sum > whole {
            let message = crate::text!(
                en: "the parts of `{name}` make {en}, {rest} more than all of them, {all}",
                vi: "các phần của `{name}` cộng lại được {vi}, nhiều hơn tổng số {all_vi} là {rest_vi}"
            );
            report(figures[0], message, out).certainty(Certainty::Probable);
        } else if sum < whole {
            let message = crate::text!(
                en: "the parts of `{name}` make {en} of {all}: {rest} are in none of them",
                vi: "các phần của `{name}` cộng lại được {vi} trên {all_vi}: còn {rest_vi} không thuộc phần nào"
            );
            report(figures[0], message, out).severity(Severity::Warning).certainty(Certainty::Probable);
        }
    }
}

/// Fields that are worked on one level and have no process on another.
fn unworked(cx: &CatalogueContext<'_>, out: &mut Sink) {
    let mut cells: BTreeMap<(String, String), (&Entry, bool)> = BTreeMap::new();
    for entry in cx.catalogue.in_force(cx.as_of) {
        for field in &entry.base.fields {
            for level in &entry.base.levels {
                let cell = (similar::key(&field.text).to_lowercase(), similar::key(&level.name.text));
                let (_, worked) = cells.entry(cell).or_insert((entry, false));
                // What carries `unresolved` may be worked, and could only not be read.
                *worked |= entry.base.process.is_some() || !entry.base.notes.unresolved.is_empty();
            }
        }
    }
    let worked: BTreeSet<String> = cells.iter().filter(|(_, (_, worked))| *worked).map(|((field, _), _)| field.clone()).collect();
    // A catalogue without a single process is a list of what is published: nothing was forgotten in it.
    if worked.is_empty() {
        return;
    }
    for ((field, level), (entry, _)) in cells.iter().filter(|(_, (_, worked))| !worked) {
        let name = &entry.base.name;
        let shown = entry.base.fields.iter().map(|one| one.text.as_str()).find(|one| similar::key(one).to_lowercase() == *field);
        let shown = shown.unwrap_or(field);
        if worked.contains(field) {
            let message = crate::text!(
                en: "no procedure of `{shown}` on the level `{level}` has an internal process, and other levels have one",
                vi: "lĩnh vực `{shown}` ở cấp `{level}` chưa thủ tục nào có quy trình nội bộ, trong khi cấp khác đã có"
            );
            let finding = out.report(&COUNTS, name.span, message);
            finding.of(name.text.clone()).severity(Severity::Warning).certainty(Certainty::Probable);
            finding.help(crate::text!(en: "write how it is worked (`process {{ … }}`)", vi: "bổ sung quy trình nội bộ (`quy trình {{ … }}`)"));
        } else {
            let missing = crate::text!(
                en: "the internal processes of `{shown}` on the level `{level}`",
                vi: "quy trình nội bộ của lĩnh vực `{shown}` ở cấp `{level}`"
            );
            out.unknown(&COUNTS, name.span, missing).procedure = Some(name.text.clone());
        }
    }
}
