//! XML of strangers as a tree with lines. Alone knows the XML parser and its limits: no DTD, so no entity is ever expanded
//! or fetched; no file beyond a size; no element deeper than a number of levels.

use crate::base::Text;
use roxmltree::{Document, Node, ParsingOptions};

/// The largest document that is read, in bytes.
const LARGEST: usize = 64 << 20;

/// The most elements, attributes and texts of a document together.
const MOST_NODES: u32 = 4_000_000;

/// The deepest nesting that is read; real documents have about ten levels.
const DEEPEST: usize = 256;

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    /// Stable word for the machine form.
    pub(super) kind: &'static str,
    /// The line, from 1; 0: the whole file.
    pub(super) line: usize,
    /// The reason.
    pub(super) text: Text,
}

/// The text of an XML file: UTF-8 with or without byte order mark, or UTF-16 with one.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Refused> {
    let refuse = |kind, text| Err(Refused { kind, line: 0, text });
    if bytes.len() > LARGEST {
        return refuse(
            "too-large",
            crate::text!(en: "the file is larger than 64 MB and is not read", vi: "tệp lớn hơn 64 MB nên không đọc"),
        );
    }
    let wide = |pairs: fn([u8; 2]) -> u16| {
        let (units, rest) = bytes[2..].as_chunks::<2>();
        let text = char::decode_utf16(units.iter().map(|pair| pairs(*pair))).collect::<Result<String, _>>().ok()?;
        rest.is_empty().then_some(text)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    };
    text.map_or_else(
        || {
            refuse(
                "not-utf-8",
                crate::text!(
                    en: "the file is neither UTF-8 nor UTF-16 with a byte order mark; save it as UTF-8",
                    vi: "tệp không phải UTF-8, cũng không phải UTF-16 có dấu thứ tự byte; hãy lưu lại dạng UTF-8"
                ),
            )
        },
        Ok,
    )
}

/// Parses a document within the limits.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Refused> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let line = error.pos().row as usize;
        let (kind, text) = match &error {
            roxmltree::Error::DtdDetected => (
                "document-type",
                crate::text!(
                    en: "the file declares a document type, through which entities could be smuggled in: remove `<!DOCTYPE …>`",
                    vi: "tệp khai báo kiểu tài liệu, có thể bị lợi dụng để chèn thực thể: hãy bỏ `<!DOCTYPE …>`"
                ),
            ),
            roxmltree::Error::NodesLimitReached => (
                "too-large",
                crate::text!(en: "the file has too many elements and is not read", vi: "tệp có quá nhiều phần tử nên không đọc"),
            ),
            other => {
                let reason = other.to_string();
                ("not-xml", crate::text!(en: "this is not well-formed XML: {reason}", vi: "sai cú pháp XML: {reason}"))
            }
        };
        Refused { kind, line, text }
    })?;
    match too_deep(&document) {
        Some(node) => Err(Refused {
            kind: "too-deep",
            line: Lines::new(text).of(node),
            text: crate::text!(en: "the file is nested more than {DEEPEST} levels deep", vi: "tệp lồng quá {DEEPEST} tầng"),
        }),
        None => Ok(document),
    }
}

/// The first element below the deepest level that is read.
fn too_deep<'a, 'input>(document: &'a Document<'input>) -> Option<Node<'a, 'input>> {
    let mut open: Vec<usize> = Vec::new();
    document.descendants().filter(Node::is_element).find(|node| {
        let range = node.range();
        while open.last().is_some_and(|end| *end <= range.start) {
            open.pop();
        }
        open.push(range.end);
        open.len() > DEEPEST
    })
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// Of a text.
    pub(super) fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    /// The line where an element begins, from 1.
    pub(super) fn of(&self, node: Node<'_, '_>) -> usize {
        self.at(node.range().start)
    }

    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}

/// The child elements of a local name, whatever their namespace.
pub(super) fn children<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> + use<'a, 'input> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

/// The text within an element and everything below, with blanks drawn together.
pub(super) fn words(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|inner| inner.text());
    let mut out = String::new();
    for word in texts.flat_map(str::split_whitespace) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
