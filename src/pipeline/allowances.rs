//! `allow CODE because … until …`: what it silences, and the findings that an allowance itself gives rise to.

use crate::base::{Code, Diagnostic, Sink, Span, similar};
use crate::code;
use crate::syntax::ast::{Allow, File, Flow, Item, Node, Notes, Statement, StatementKind, Step};
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
    /// Nó sẽ che mất phát hiện đúng sau này, và làm người đọc tưởng có vấn đề.
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
pub struct Allowance {
    /// What was written.
    pub written: Allow,
    /// The item, statement or step that it stands in.
    pub scope: Span,
}

impl Allowance {
    /// Whether it is about a finding or unknown of `code` at a place.
    fn covers(&self, code: &Code, at: Span) -> bool {
        let named = &self.written.code.text;
        let own = ["syntax", "allow"].contains(&code.theme());
        !own && (named == code.id || named == code.theme()) && self.scope.contains(at)
    }

    fn has_expired(&self, as_of: Date) -> bool {
        self.written.until.as_ref().is_some_and(|until| until.value < as_of)
    }
}

/// Drops the findings that an allowance covers, and reports allowances that have run out or cover nothing. One that
/// covers a rule's unknown may still be needed: nothing is said about it.
pub fn apply(allowances: &[Allowance], as_of: Date, out: &mut Sink) {
    let mut used = vec![false; allowances.len()];
    let mut silenced = |finding: &Diagnostic| {
        let mut any = false;
        for (allowance, used) in allowances.iter().zip(&mut used) {
            if allowance.covers(finding.code, finding.at) && !allowance.has_expired(as_of) {
                *used = true;
                any = true;
            }
        }
        any
    };
    out.findings.retain(|finding| !silenced(finding));
    for (allowance, used) in allowances.iter().zip(used) {
        let undecided = out.unknowns.iter().any(|unknown| allowance.covers(unknown.code, unknown.at));
        if allowance.has_expired(as_of) {
            report_expired(allowance, out);
        } else if !used && !undecided {
            report_unused(allowance, out);
        }
    }
}

fn report_expired(allowance: &Allowance, out: &mut Sink) {
    let Some(until) = &allowance.written.until else { return };
    let (code, day) = (&allowance.written.code.text, until.value.text());
    let message = crate::text!(
        en: "the allowance of `{code}` ran out on {}", vi: "mục chấp nhận `{code}` đã hết hạn ngày {}", day.en, day.vi
    );
    out.report(&EXPIRED, until.span, message).help(crate::text!(
        en: "put the matter right, or give a new date and reason",
        vi: "khắc phục, hoặc ghi ngày và lý do mới"
    ));
}

fn report_unused(allowance: &Allowance, out: &mut Sink) {
    let name = allowance.written.code.text.as_str();
    let codes = crate::explain::codes();
    let known = |code: &&Code| code.id == name || code.theme() == name;
    let (at, remove) = (allowance.written.code.span, crate::text!(en: "remove it", vi: "bỏ mục này"));
    if codes.iter().any(known) {
        let message =
            crate::text!(en: "nothing of `{name}` is found here", vi: "ở đây không có phát hiện nào thuộc `{name}`");
        out.report(&UNUSED, at, message).help(remove);
        return;
    }
    let message = crate::text!(en: "there is no code or theme `{name}`", vi: "không có mã hay nhóm quy tắc `{name}`");
    let near = similar::nearest(name, codes.iter().flat_map(|code| [code.id, code.theme()]));
    let help = near.map(|near| crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}`?"));
    out.report(&UNUSED, at, message).help(help.unwrap_or(remove));
}

/// Every allowance in the files, with the text that it covers.
pub fn collect(files: &[File]) -> Vec<Allowance> {
    let mut all = Vec::new();
    for item in files.iter().flat_map(|file| &file.items) {
        take(notes(item), item.span(), &mut all);
        match item {
            Item::Procedure(procedure) => statements(&procedure.statements, &mut all),
            Item::Adapt(adapt) => statements(&adapt.statements, &mut all),
            _ => {}
        }
    }
    all
}

fn take(notes: &Notes, scope: Span, all: &mut Vec<Allowance>) {
    all.extend(notes.allow.iter().map(|written| Allowance { written: written.clone(), scope }));
}

fn notes(item: &Item) -> &Notes {
    match item {
        Item::Level(item) => &item.notes,
        Item::Agency(item) => &item.notes,
        Item::Place(item) => &item.notes,
        Item::Law(item) => &item.notes,
        Item::Database(item) => &item.notes,
        Item::Document(item) => &item.notes,
        Item::Delegation(item) => &item.notes,
        Item::Term(item) => &item.notes,
        Item::Procedure(item) => &item.notes,
        Item::Adapt(item) => &item.notes,
        Item::Example(item) => &item.notes,
    }
}

fn statements(all: &[Statement], found: &mut Vec<Allowance>) {
    for statement in all {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Case(case) => {
                take(&case.notes, span, found);
                statements(&case.statements, found);
            }
            StatementKind::Document(line) => take(&line.notes, span, found),
            StatementKind::DocumentChoice(choice) => {
                choice.rows.iter().for_each(|row| take(&row.notes, row.span, found));
            }
            StatementKind::Fee(fee) => take(&fee.notes, span, found),
            StatementKind::Result(result) => take(&result.notes, span, found),
            StatementKind::Process(flow) => within(flow, span, found),
            StatementKind::Step(step) => of_step(step, found),
            _ => {}
        }
    }
}

fn of_step(step: &Step, found: &mut Vec<Allowance>) {
    take(&step.notes, step.span, found);
}

/// The allowances of a block and of what it holds.
fn within(flow: &Flow, scope: Span, found: &mut Vec<Allowance>) {
    take(&flow.notes, scope, found);
    for node in &flow.nodes {
        match node {
            Node::Step(step) => of_step(step, found),
            Node::If { then, otherwise, span, .. } => {
                within(then, *span, found);
                otherwise.iter().for_each(|flow| within(flow, *span, found));
            }
            Node::Choose { options, otherwise, notes, span } => {
                take(notes, *span, found);
                options.iter().for_each(|(_, flow)| within(flow, *span, found));
                otherwise.iter().for_each(|flow| within(flow, *span, found));
            }
            Node::Parallel { branches, notes, span } => {
                take(notes, *span, found);
                branches.iter().for_each(|branch| within(&branch.flow, branch.span, found));
            }
            Node::Repeat { body, span, .. } => within(body, *span, found),
            Node::Phase(phase) => within(&phase.flow, phase.span, found),
            Node::End(_) => {}
        }
    }
}
