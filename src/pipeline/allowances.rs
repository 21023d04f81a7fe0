//! `allow CODE because … until …`: what it silences, and the findings that an allowance itself gives rise to.

use crate::base::{Code, CodeRef, Diagnostic, Edit, Sink, Span, Text, similar};
use crate::code;
use crate::model::Catalogue;
use crate::syntax::ast::Allow;
use crate::time::Date;

code! {
    /// ## What it does
    /// Finds an `allow` whose last day has passed. What it silenced is reported again.
    /// ## Why it matters
    /// The exception was granted for a time. Somebody must now either put the matter right or grant it anew.
    /// ## Nội dung
    /// Tìm mục `chấp nhận` đã quá ngày cuối. Phát hiện từng được bỏ qua sẽ hiện trở lại.
    /// ## Vì sao
    /// Ngoại lệ chỉ được chấp nhận có thời hạn. Nay phải khắc phục, hoặc chấp nhận lại.
    /// ## Example
    /// ```procedure
    /// // as-of: 2026-11-21
    /// procedure p "Cấp phép" {
    ///   allow procedure/incomplete because "đang chờ công bố" until 2026-06-30
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// // as-of: 2026-11-21
    /// procedure p "Cấp phép" {
    ///   allow procedure/incomplete because "đang chờ công bố" until 2027-06-30
    /// }
    /// ```
    pub static EXPIRED = "allow/expired", Warning,
        en: "an allowance that has run out", vi: "mục chấp nhận đã hết hạn";
}

code! {
    /// ## What it does
    /// Finds an `allow` that silences nothing: nothing of that code is found where it stands, or there is no such code.
    /// ## Why it matters
    /// It would hide the next true finding, and tells readers of a problem that is not there.
    /// ## Nội dung
    /// Tìm mục `chấp nhận` không có tác dụng: tại đó không có phát hiện nào thuộc mã đã ghi, hoặc không có mã đó.
    /// ## Vì sao
    /// Mục đó có thể che mất phát hiện đúng sau này, và làm người đọc tưởng có vấn đề.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   allow flow/unbounded-loop because "ý kiến của Sở"
    ///   process {
    ///     step receive "Tiếp nhận" kind receive
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive
    ///   }
    /// }
    /// ```
    pub static UNUSED = "allow/unused", Note,
        en: "an allowance that silences nothing", vi: "mục chấp nhận không có tác dụng";
}

/// The codes of this layer.
pub static CODES: &[&Code] = &[&EXPIRED, &UNUSED];

/// An allowance and the text that it covers.
#[derive(Debug, Clone)]
struct Allowance<'c> {
    written: &'c Allow,
    /// The item, statement or step that it stands on.
    scope: Span,
}

impl Allowance<'_> {
    /// Whether it is about a finding or unknown of `code` at a place.
    fn covers(&self, code: &Code, at: Span) -> bool {
        let named = &self.written.code.text;
        let own = ["syntax", "allow"].contains(&code.theme());
        !own && (named == code.id() || named == code.theme()) && self.scope.contains(at)
    }

    fn has_expired(&self, as_of: Date) -> bool {
        self.written.until.as_ref().is_some_and(|until| until.value < as_of)
    }
}

/// Drops the findings that an allowance covers, and reports allowances that have run out or cover nothing. One that
/// covers a rule's unknown may still be needed: nothing is said about it.
pub fn apply(catalogue: &Catalogue, as_of: Date, codes: &[CodeRef], out: &mut Sink) {
    let remarks = catalogue.remarks();
    let allowances: Vec<_> = remarks
        .iter()
        .flat_map(|remark| remark.allow.iter().map(|written| Allowance { written, scope: remark.scope }))
        .collect();
    let mut used = vec![false; allowances.len()];
    let mut silenced = |finding: &Diagnostic| {
        let mut any = false;
        for (allowance, used) in allowances.iter().zip(&mut used) {
            if allowance.covers(&finding.code, finding.at) && !allowance.has_expired(as_of) {
                *used = true;
                any = true;
            }
        }
        any
    };
    out.findings.retain(|finding| !silenced(finding));
    let in_force: Vec<_> = catalogue.in_force(as_of).map(|entry| entry.base.span).collect();
    let past: Vec<_> =
        catalogue.entries.iter().map(|entry| entry.base.span).filter(|span| !in_force.contains(span)).collect();
    for (allowance, used) in allowances.iter().zip(used) {
        // No rule was asked about versions that are not in force.
        if past.iter().any(|version| version.contains(allowance.scope)) {
            continue;
        }
        let undecided = out.unknowns.iter().any(|unknown| allowance.covers(&unknown.code, unknown.at));
        if allowance.has_expired(as_of) {
            report_expired(allowance, out);
        } else if !used && !undecided {
            report_unused(allowance, codes, out);
        }
    }
}

fn report_expired(allowance: &Allowance<'_>, out: &mut Sink) {
    let Some(until) = &allowance.written.until else { return };
    let (code, Text { en, vi }) = (&allowance.written.code.text, until.value.text());
    let message = crate::text!(
        en: "the allowance of `{code}` ran out on {en}", vi: "mục chấp nhận `{code}` đã hết hạn ngày {vi}"
    );
    out.report(&EXPIRED, until.span, message).help(crate::text!(
        en: "put the matter right, or give a new date and reason",
        vi: "khắc phục, hoặc ghi ngày và lý do mới"
    ));
}

fn report_unused(allowance: &Allowance<'_>, codes: &[CodeRef], out: &mut Sink) {
    let name = allowance.written.code.text.as_str();
    let known = |code: &CodeRef| code.id() == name || code.theme() == name;
    let (at, remove) = (allowance.written.code.span, crate::text!(en: "remove it", vi: "bỏ mục này"));
    if codes.iter().any(known) {
        let message =
            crate::text!(en: "nothing of `{name}` is found here", vi: "ở đây không có phát hiện nào thuộc `{name}`");
        let edit = Edit { at: allowance.written.span, new: String::new() };
        out.report(&UNUSED, at, message).help(remove.clone()).fix(remove, vec![edit]);
        return;
    }
    let message = crate::text!(en: "there is no code or theme `{name}`", vi: "không có mã hay nhóm quy tắc `{name}`");
    let near = similar::nearest(name, codes.iter().flat_map(|code| [code.id(), code.theme()]));
    let help = near.map(|near| crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}` không?"));
    out.report(&UNUSED, at, message).help(help.unwrap_or(remove));
}
