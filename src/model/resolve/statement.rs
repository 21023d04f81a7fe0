//! Statements that stand twice where one counts, and statements that stand where they do not belong.

use super::names::{Noun, Resolver, guess};
use super::procedure::Scope;
use crate::base::{Sink, Span};
use crate::code;
use crate::model::Procedure;
use crate::syntax::ast::{self, Statement, StatementKind};

code! {
    /// ## What it does
    /// Finds a statement that a procedure may hold once and holds twice: `field`, `level`, `published by`, `sets`,
    /// `risk`, `harm`, `pay`, `reserved`, `reviewed on`, `process`, or `volume` for the same time.
    /// ## Why it matters
    /// Only the first counts, and a reader may have seen the second.
    /// ## Nội dung
    /// Tìm câu chỉ được ghi một lần trong thủ tục nhưng ghi hai lần: `lĩnh vực`, `cấp`, `công bố theo`, `số bộ hồ sơ`,
    /// `rủi ro`, `hậu quả`, `thanh toán`, `không được phân cấp`, `rà soát ngày`, `quy trình`, hoặc `số hồ sơ` cho cùng
    /// thời gian.
    /// ## Vì sao
    /// Chỉ câu đầu tiên có tác dụng, trong khi người đọc có thể đã đọc câu thứ hai.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   sets 1
    ///   sets 2
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   sets 2
    /// }
    /// ```
    pub(super) static DUPLICATE_STATEMENT = "procedure/duplicate-statement", Error,
        en: "a statement that may stand only once", vi: "câu chỉ được ghi một lần";
}

code! {
    /// ## What it does
    /// Finds statements that have no meaning where they stand: in a `case` or `adapt` what only the procedure itself can
    /// say (`field`, `level`, `for`, `published by`, `linked with`, `reserved`, dates or a `case` within a `case`), and in a
    /// procedure a `step` outside its `process`.
    /// ## Why it matters
    /// The statement has no effect, though its author expects one.
    /// ## Nội dung
    /// Tìm câu không có tác dụng ở chỗ đang đứng: trong `trường hợp` hoặc `áp dụng` có câu chỉ bản thân thủ tục mới được
    /// ghi (`lĩnh vực`, `cấp`, `đối tượng`, `công bố theo`, `liên thông với`, `không được phân cấp`, ngày
    /// tháng hoặc `trường hợp` trong `trường hợp`), trong thủ tục có `bước` nằm ngoài `quy trình`.
    /// ## Vì sao
    /// Câu đó không có tác dụng, dù người soạn trông đợi điều ngược lại.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   fact urgent yes/no "Làm gấp"
    ///   case fast "Làm gấp" when urgent {
    ///     for citizen
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   for citizen
    ///   fact urgent yes/no "Làm gấp"
    ///   case fast "Làm gấp" when urgent {
    ///     deadline 1 working day
    ///   }
    /// }
    /// ```
    pub(super) static MISPLACED_STATEMENT = "procedure/misplaced-statement", Warning,
        en: "a statement without effect where it stands", vi: "câu không có tác dụng ở chỗ đang đứng";
}

/// Whether a statement is the first of its kind, or of a kind that may be repeated; reports it otherwise.
pub(super) fn is_first(statement: &Statement, procedure: &Procedure, resolver: &mut Resolver<'_>) -> bool {
    let first = match &statement.kind {
        StatementKind::Field(_) => procedure.fields.first().map(|field| field.span),
        StatementKind::Levels(_) => procedure.levels.first().map(|level| level.name.span),
        StatementKind::PublishedBy { .. } => procedure.published.as_ref().map(|(by, _)| by.span()),
        StatementKind::Sets(_) => procedure.sets.as_ref().map(|sets| sets.span),
        StatementKind::Volume(volume) => procedure
            .volume
            .as_ref()
            .filter(|earlier| earlier.period.overlaps(&super::registry::period(&volume.validity)))
            .map(|earlier| earlier.per_year.span),
        StatementKind::Reserved(_) => procedure.reserved.as_ref().map(|(span, _)| *span),
        StatementKind::Risk { .. } => procedure.risk.as_ref().map(|risk| risk.span),
        StatementKind::Harm { .. } => procedure.harm.as_ref().map(|harm| harm.span),
        StatementKind::Pay(_) => procedure.pay.first().map(|way| way.span),
        StatementKind::ReviewedOn(_) => procedure.reviewed_on.as_ref().map(|day| day.span),
        StatementKind::Process(_) => procedure.process.as_ref().map(|process| process.span),
        _ => None,
    };
    if let Some(first) = first {
        let message = crate::text!(
            en: "this stands twice in the procedure; only the first counts",
            vi: "câu này được ghi hai lần trong thủ tục; chỉ câu đầu tiên có tác dụng"
        );
        let finding = resolver.out.report(&DUPLICATE_STATEMENT, statement.keyword, message);
        finding.label(first, crate::text!(en: "the first is here", vi: "câu đầu tiên ở đây"));
        finding.help(crate::text!(en: "keep one of the two", vi: "giữ lại một trong hai"));
    }
    first.is_none()
}

/// Whether a case or an adaptation may hold a statement.
pub(in crate::model) fn may_differ(kind: &StatementKind) -> bool {
    !matches!(
        kind,
        StatementKind::Field(_)
            | StatementKind::Levels(_)
            | StatementKind::For(_)
            | StatementKind::PublishedBy { .. }
            | StatementKind::LinkedWith { .. }
            | StatementKind::Reserved(_)
    )
}

/// Reports what an adaptation cannot say.
pub(super) fn misplaced_in_adapt(statements: &[Statement], out: &mut Sink) {
    for statement in statements {
        if let StatementKind::Case(case) = &statement.kind {
            misplaced_in_case(case, out);
        } else if !may_differ(&statement.kind) {
            misplaced(statement.keyword, out);
        }
    }
}

/// Reports what a case cannot say.
pub(super) fn misplaced_in_case(case: &ast::Case, out: &mut Sink) {
    let validity = &case.validity;
    if let Some(dates) = validity.from.as_ref().or(validity.until.as_ref()) {
        misplaced(dates.span, out);
    }
    for statement in &case.statements {
        if matches!(statement.kind, StatementKind::Case(_)) || !may_differ(&statement.kind) {
            misplaced(statement.keyword, out);
        }
    }
}

fn misplaced(keyword: Span, out: &mut Sink) {
    let message = crate::text!(
        en: "this cannot differ between cases or places", vi: "nội dung này không thể khác nhau giữa các trường hợp, đơn vị"
    );
    out.report(&MISPLACED_STATEMENT, keyword, message).help(crate::text!(
        en: "say it in the procedure itself, or remove it",
        vi: "ghi câu này ở chính thủ tục, hoặc bỏ đi"
    ));
}

impl Scope<'_, '_> {
    /// A `step` outside a process: in a case or an adaptation it changes a step, so it is here only if there is none.
    pub(super) fn lone_step(&mut self, step: &ast::Step, statement: &Statement) {
        if self.overlay.adds(statement.span) {
            let guess = guess(&step.name.text, self.step_names.iter().map(String::as_str));
            self.resolver.unresolved(Noun::Step, &step.name, guess);
        } else {
            let message = crate::text!(
                en: "a step of the procedure stands outside its `process`",
                vi: "bước của thủ tục nằm ngoài `quy trình`"
            );
            self.resolver.out.report(&MISPLACED_STATEMENT, statement.keyword, message).help(crate::text!(
                en: "move it into `process {{ … }}`", vi: "chuyển vào trong `quy trình {{ … }}`"
            ));
        }
    }
}
