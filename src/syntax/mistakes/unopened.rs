//! Blocks whose opening brace is missing: found by what stands further in below a statement that needs a block.

use super::brackets::{Line, head};
use super::line::starting;
use crate::base::{FileId, Sink, Span};
use crate::syntax::prepare::Prepared;

crate::code! {
    /// ## What it does
    /// Finds a statement with a block whose opening brace is missing.
    /// ## Why it matters
    /// What stands in the block would belong to the block around it.
    /// ## Nội dung
    /// Phát hiện câu có khối nhưng thiếu dấu ngoặc nhọn mở.
    /// ## Vì sao
    /// Nội dung của khối sẽ bị hiểu là thuộc về khối bên ngoài.
    /// ## Example
    /// ```procedure
    /// agency commune-pc "Ủy ban nhân dân cấp xã"
    ///   role chair "Chủ tịch"
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency commune-pc "Ủy ban nhân dân cấp xã" {
    ///   role chair "Chủ tịch"
    /// }
    /// ```
    pub(in crate::syntax) static UNOPENED_BLOCK = "syntax/unopened-block", Error,
    en: "a block without an opening brace", vi: "khối thiếu dấu ngoặc mở";
}

/// The statements that may have a block.
const WITH_BLOCK: [&str; 25] = [
    "procedure",
    "case",
    "adapt",
    "step",
    "process",
    "if",
    "else",
    "branch",
    "repeat",
    "phase",
    "when",
    "otherwise",
    "choose",
    "parallel",
    "fee",
    "charge",
    "agency",
    "law",
    "database",
    "document",
    "term",
    "delegate",
    "devolve",
    "decentralise",
    "example",
];

/// Finds as many blocks without an opening brace as closing ones are surplus; where the braces belong.
pub(super) fn opened(file: FileId, source: &Prepared, lines: &[Line], surplus: usize, out: &mut Sink) -> Vec<usize> {
    let mut found = Vec::new();
    for (line, rest) in lines.iter().zip((1..).map(|next| &lines[next.min(lines.len())..])) {
        if found.len() == surplus {
            break;
        }
        let Some(next) = rest.first() else { break };
        let end = line.first + source.text[line.first..].find('\n').unwrap_or(0);
        let text = source.text[line.first..end].split("//").next().unwrap_or_default().trim_end();
        let begins = starting(text).is_some_and(|(keyword, _)| WITH_BLOCK.contains(&keyword.name.as_str()));
        // A brace further down, as far in as the statement, must be there to close it.
        let after = rest.iter().find(|other| other.indent <= line.indent);
        let closes = after.is_some_and(|l| l.indent == line.indent && source.text[l.first..].starts_with('}'));
        if !begins || text.contains(['{', '}']) || next.indent <= line.indent || !closes {
            continue;
        }
        let at = line.first + text.len();
        let head = head(text);
        out.report(
            &UNOPENED_BLOCK,
            Span::new(file, source.original(line.first..at)),
            crate::text!(en: "the block of `{head}` has no opening brace", vi: "khối `{head}` thiếu dấu ngoặc mở"),
        )
        .help(crate::text!(en: "write `{{` at the end of this line", vi: "viết `{{` ở cuối dòng này"));
        found.push(at);
    }
    found
}
