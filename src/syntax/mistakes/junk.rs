//! Lines that the grammar could not read.

use crate::base::{Sink, Span};
use crate::syntax::ast::Item;
use crate::syntax::build::{Context, Pair};
use crate::syntax::grammar::Rule;

crate::code! {
    /// ## What it does
    /// Finds a line that is not a statement of the place where it stands.
    /// ## Why it matters
    /// What cannot be read is not checked and does not reach any output.
    /// ## Nội dung
    /// Phát hiện dòng không phải là câu lệnh được phép ở vị trí đó.
    /// ## Vì sao
    /// Nội dung không đọc được sẽ không được kiểm tra và không có trong kết quả.
    /// ## Example
    /// ```procedure
    /// level province under central
    /// the level of the province
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province under central
    /// // the level of the province
    /// ```
    pub(in crate::syntax) static UNEXPECTED = "syntax/unexpected", Error,
    en: "a line that cannot be read", vi: "dòng không đọc được";
}

/// A line between items.
pub(in crate::syntax) fn item(pair: Pair, cx: &mut Context) -> Option<Item> {
    report(cx.span(&pair), cx.sink());
    None
}

/// A line in a block.
pub(in crate::syntax) fn statement(
    pair: Pair,
    _block: Rule,
    cx: &mut Context,
    _read: &mut impl FnMut(Pair, &mut Context),
) {
    report(cx.span(&pair), cx.sink());
}

fn report(at: Span, out: &mut Sink) {
    out.report(&UNEXPECTED, at, crate::text!(en: "this line cannot be read", vi: "không đọc được dòng này"));
}
