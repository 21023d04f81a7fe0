//! A YAML file as a tree with places. Alone knows the YAML parser; never expands an alias, never fails.

use crate::base::{FileId, Sink, Span};
use crate::code;
use crate::config::tables::Cell;
use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marked};
use std::collections::BTreeMap;

code! {
    /// ## What it does
    /// Finds what cannot be read in `catalogue.yaml`: wrong YAML, a value of the wrong kind, a date that does not exist,
    /// a key given twice. The rest of the file is used as it stands.
    /// ## Why it matters
    /// A setting that is not read is not applied: the catalogue would be checked by other rules than its owner thinks.
    /// ## Nội dung
    /// Tìm những chỗ không đọc được trong `catalogue.yaml`: sai cú pháp YAML, giá trị sai kiểu, ngày không tồn tại, khóa
    /// ghi hai lần. Phần còn lại của tệp vẫn được dùng.
    /// ## Vì sao
    /// Thiết lập không đọc được thì không được áp dụng: danh mục sẽ bị kiểm tra khác với ý của người quản lý.
    /// ## Example
    /// ```yaml
    /// language: vi
    /// as-of: 2025-02-30
    /// ```
    /// ## Instead
    /// ```yaml
    /// language: vi
    /// as-of: 2025-02-28
    /// ```
    pub(super) static INVALID = "config/invalid", Error,
        en: "a setting that cannot be read", vi: "thiết lập không đọc được";
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its place, quotes included.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) value: Value,
}

/// What a node is. Nothing is guessed: `no`, `1.10` and `off` are the text that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`.
    Empty,
    /// A word, a number, a quoted text.
    Scalar(String),
    /// `- a`, `[a, b]`.
    List(Vec<Node>),
    /// `key: value`.
    Map(Vec<(Cell, Node)>),
}

/// Reads a text; what cannot be read is reported and left out.
pub(crate) fn parse(file: FileId, text: &str, out: &mut Sink) -> Option<Node> {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut tree = Tree { file, bom, length: text.len(), open: Vec::new(), root: None, aliases: 0, out };
    let mut parser = Parser::new_from_str(&text[bom..]);
    let mut documents = 0;
    while let Some(next) = parser.next_event() {
        match next {
            Ok((Event::DocumentStart(..), marked)) => {
                documents += 1;
                if documents > 1 {
                    let span = tree.span(marked);
                    tree.second_document(span);
                    break;
                }
            }
            Ok((event, marked)) => tree.take(event, marked),
            Err(error) => {
                tree.broken(&error);
                tree.drop_open_lists();
                break;
            }
        }
    }
    while !tree.open.is_empty() {
        tree.close(None);
    }
    tree.root
}

/// A collection that is still being read.
enum Open {
    List(Span, Vec<Node>),
    Map { span: Span, entries: Vec<(Cell, Node)>, seen: BTreeMap<String, Span>, key: Option<Cell>, skips_key: bool },
}

struct Tree<'a> {
    file: FileId,
    bom: usize,
    length: usize,
    open: Vec<Open>,
    root: Option<Node>,
    aliases: usize,
    out: &'a mut Sink,
}

impl Tree<'_> {
    fn take(&mut self, event: Event<'_>, marked: Marked) {
        let span = self.span(marked);
        match event {
            Event::Scalar(text, style, ..) => {
                let empty = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let value = if empty { Value::Empty } else { Value::Scalar(text.into_owned()) };
                self.put(Node { span, value });
            }
            Event::SequenceStart(..) => self.open.push(Open::List(span, Vec::new())),
            Event::MappingStart(..) => self.open.push(Open::Map {
                span,
                entries: Vec::new(),
                seen: BTreeMap::new(),
                key: None,
                skips_key: false,
            }),
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(span)),
            Event::Alias(_) => {
                self.alias(span);
                self.put(Node { span, value: Value::Empty });
            }
            _ => {}
        }
    }

    /// Puts a finished node where it belongs: as an entry, as a key, or as the root.
    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, nodes)) => nodes.push(node),
            Some(Open::Map { entries, seen, key, skips_key, .. }) => {
                if *skips_key {
                    *skips_key = false;
                } else if let Some(key) = key.take() {
                    match seen.get(&key.text) {
                        None => {
                            seen.insert(key.text.clone(), key.span);
                            entries.push((key, node));
                        }
                        Some(&first) => repeated(&key, first, self.out),
                    }
                } else if let Value::Scalar(text) = node.value {
                    *key = Some(Cell { text, span: node.span });
                } else {
                    *skips_key = true;
                    let message = crate::text!(en: "a key must be a word", vi: "khóa phải là một từ");
                    self.out.report(&INVALID, node.span, message);
                }
            }
        }
    }

    fn close(&mut self, end: Option<Span>) {
        let node = match self.open.pop() {
            None => return,
            Some(Open::List(start, nodes)) => {
                let last = nodes.last().map(|n| n.span);
                Node { span: whole(start, last, end), value: Value::List(nodes) }
            }
            Some(Open::Map { span, mut entries, key, .. }) => {
                // A key whose value was cut off by an error is known to be there, with nothing in it.
                if let Some(key) = key {
                    let value = Node { span: key.span.after(), value: Value::Empty };
                    entries.push((key, value));
                }
                let last = entries.last().map(|(_, n)| n.span);
                Node { span: whole(span, last, end), value: Value::Map(entries) }
            }
        };
        self.put(node);
    }

    /// Forgets lists that an error cut off: what seems to stand in them was mostly meant to stand after them.
    fn drop_open_lists(&mut self) {
        let Some(first) = self.open.iter().position(|open| matches!(open, Open::List(..))) else { return };
        self.open.truncate(first);
    }

    fn span(&self, marked: Marked) -> Span {
        let at = |offset: Option<usize>| offset.map_or(0, |o| (o + self.bom).min(self.length));
        let start = at(marked.start.byte_offset());
        Span::new(self.file, start..at(marked.end.byte_offset()).max(start))
    }

    fn alias(&mut self, span: Span) {
        self.aliases += 1;
        if self.aliases > 1 {
            return;
        }
        let message = crate::text!(
            en: "references to another part of the file are not read here",
            vi: "không đọc tham chiếu đến phần khác của tệp ở đây"
        );
        let help = crate::text!(en: "write the value itself", vi: "ghi thẳng giá trị");
        self.out.report(&INVALID, span, message).help(help);
    }

    fn second_document(&mut self, span: Span) {
        let message = crate::text!(
            en: "a second document begins here, and is not read",
            vi: "tài liệu thứ hai bắt đầu ở đây và không được đọc"
        );
        let help = crate::text!(en: "remove the line `---`", vi: "bỏ dòng `---`");
        self.out.report(&INVALID, span, message).help(help);
    }

    fn broken(&mut self, error: &ScanError) {
        let offset = error.marker().byte_offset().map_or(0, |o| (o + self.bom).min(self.length));
        let span = Span::new(self.file, offset..offset);
        let info = error.info().trim_end_matches('.').to_lowercase();
        let message = if info.contains("nest") || info.contains("recursion") {
            crate::text!(en: "the file is nested too deeply", vi: "tệp lồng quá nhiều tầng")
        } else {
            crate::text!(
                en: "this is not valid YAML, and what follows is not read: {info}",
                vi: "chỗ này sai cú pháp YAML, phần sau không được đọc: {info}"
            )
        };
        let help = crate::text!(
            en: "check the indentation, the colons and the quotes up to here",
            vi: "kiểm tra lề, dấu hai chấm và dấu ngoặc kép cho đến chỗ này"
        );
        self.out.report(&INVALID, span, message).help(help);
    }
}

/// A block ends where its last entry does: the parser's own end lies after the blank lines and comments that follow.
fn whole(start: Span, last: Option<Span>, end: Option<Span>) -> Span {
    let flow_end = end.filter(|e| e.start < e.end);
    flow_end.or(last).map_or(start, |end| Span { end: end.end.max(start.end), ..start })
}

fn repeated(key: &Cell, first: Span, out: &mut Sink) {
    let name = &key.text;
    let message = crate::text!(en: "`{name}` is given twice", vi: "`{name}` được ghi hai lần");
    out.report(&INVALID, key.span, message)
        .label(first, crate::text!(en: "this one is used", vi: "dùng giá trị ghi ở đây"))
        .help(crate::text!(en: "keep one of the two", vi: "chỉ giữ lại một"));
}
