//! What people really type: each mistake with its own message, found once, in place.

pub(super) mod brackets;
pub(super) mod clause;
pub(super) mod date;
mod form;
pub(super) mod junk;
mod keyword;
mod line;
pub(super) mod number;
mod phrase;
mod punctuation;
mod quantity;
mod salvage;
pub(super) mod statement;
pub(super) mod unopened;
mod words;

use super::grammar::Rule;
use super::prepare::Prepared;
use crate::base::{Code, FileId, Sink, Span};
use pest::error::{Error, InputLocation};

/// Every code, for `explain`.
pub(super) static CODES: &[&Code] = &[
    &brackets::TOO_DEEP,
    &brackets::UNCLOSED_BLOCK,
    &brackets::SURPLUS_BRACE,
    &unopened::UNOPENED_BLOCK,
    &brackets::BRACE_BELOW,
    &clause::REPEATED,
    &clause::BOTH_CONDITIONS,
    &clause::END_AS_STEP,
    &date::BAD_DATE,
    &date::BAD_TIME,
    &date::EITHER_WAY,
    &junk::UNEXPECTED,
    &keyword::MISSPELT,
    &keyword::DIACRITICS,
    &number::DECIMALS,
    &number::GROUPS,
    &number::NOT_A_NUMBER,
    &punctuation::CURLY_QUOTES,
    &punctuation::UNCLOSED_TEXT,
    &punctuation::SYMBOL,
    &punctuation::AFTER_KEYWORD,
    &punctuation::LINE_END,
    &quantity::WITHOUT_UNIT,
    &quantity::WITHOUT_CURRENCY,
    &quantity::DATE_FORM,
    &statement::TWO_ON_A_LINE,
    &statement::ELSEWHERE,
    &statement::LAW_IN_ARTICLES,
    &statement::KEYWORD_FOR_NAME,
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

/// Says that a text is too large to be read. Files of that size are refused before; an editor may still hold one.
pub(super) fn too_large(file: FileId, out: &mut Sink) {
    out.report(
        &junk::UNEXPECTED,
        Span::new(file, 0..0),
        crate::text!(en: "the text has more than 16 MiB and is not read", vi: "văn bản lớn hơn 16 MiB nên không được đọc"),
    )
    .help(crate::text!(en: "write one file a procedure", vi: "mỗi thủ tục viết trong một tệp"));
}
