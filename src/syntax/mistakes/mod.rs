//! What people really type: each mistake with its own message, found once, in place.

pub(super) mod clause;
pub(super) mod date;
pub(super) mod junk;
pub(super) mod number;

use super::grammar::Rule;
use super::prepare::Prepared;
use crate::base::{Code, FileId, Sink, Span};
use pest::error::{Error, InputLocation};

/// Every code, for `explain`.
pub(super) static CODES: &[&Code] = &[
    &clause::REPEATED,
    &clause::BOTH_CONDITIONS,
    &date::BAD_DATE,
    &date::BAD_TIME,
    &junk::UNEXPECTED,
    &number::DECIMALS,
    &number::GROUPS,
    &number::NOT_A_NUMBER,
];

/// Reports a text of which the grammar could make nothing; the rule for lines that cannot be read leaves no such text.
pub(super) fn unreadable(file: FileId, source: &Prepared, error: &Error<Rule>, out: &mut Sink) {
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let at = Span::new(file, source.original(at..at));
    out.report(
        &junk::UNEXPECTED,
        at,
        crate::text!(en: "the file cannot be read from here on", vi: "không đọc được tệp từ chỗ này trở đi"),
    );
}
