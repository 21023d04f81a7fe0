//! From pest's pairs to the tree: one short function a rule. Alone knows both shapes.

mod expression;
mod item;
mod note;
mod procedure;
mod process;
mod quantity;
mod word;

pub(super) use quantity::BadNumber;

use crate::base::{FileId, Language, Sink, Span};
use crate::syntax::ast;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;
use crate::syntax::mistakes;
use crate::syntax::prepare::{Origin, Prepared};
use crate::time::Date;
use core::ops::Range;

/// A node of pest's tree.
pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;

/// What every function of the builder needs to know.
pub(super) struct Context<'a> {
    file: FileId,
    source: &'a Prepared<'a>,
    /// Where the text that is being read comes from, when it is a line that was changed to be read again.
    line: Option<&'a Origin>,
    comments: &'a [ast::Comment],
    out: &'a mut Sink,
    /// Dates written with slashes; they are doubtful in an English file, which is known only at the end.
    pub(super) slashed: Vec<(Span, Date)>,
    /// The language of most of the file's keywords.
    pub(super) language: Language,
    /// How many more lines that cannot be read are looked at in detail.
    pub(super) patience: usize,
}

/// Lines looked at in detail; a file with more of them is not a catalogue file at all.
const PATIENCE: usize = 500;

impl<'a> Context<'a> {
    /// A context for the whole of a prepared text.
    pub(super) fn new(file: FileId, source: &'a Prepared<'a>, comments: &'a [ast::Comment], out: &'a mut Sink) -> Self {
        Self {
            file,
            source,
            line: None,
            comments,
            out,
            slashed: Vec::new(),
            language: Language::En,
            patience: PATIENCE,
        }
    }

    /// The place of a pair in the original text.
    pub(super) fn span(&self, pair: &Pair) -> Span {
        let span = pair.as_span();
        self.place(span.start()..span.end())
    }

    /// The place in the original text of a stretch of the slice that is being read.
    pub(super) fn place(&self, range: Range<usize>) -> Span {
        let prepared = self.line.map_or(range.clone(), |line| line.of(range));
        Span::new(self.file, self.source.original(prepared))
    }

    /// The offset in the prepared text of an offset in the text that is being read.
    pub(super) fn prepared(&self, offset: usize) -> usize {
        self.line.map_or(offset, |line| line.start(offset))
    }

    /// A context for a line that was changed to be read again.
    pub(super) fn line<'b>(&'b mut self, origin: &'b Origin) -> Context<'b> {
        Context {
            file: self.file,
            source: self.source,
            line: Some(origin),
            comments: self.comments,
            out: self.out,
            slashed: Vec::new(),
            language: self.language,
            patience: self.patience,
        }
    }

    /// Takes over what reading a changed line has found out.
    pub(super) fn resume(&mut self, slashed: Vec<(Span, Date)>, patience: usize) {
        self.slashed.extend(slashed);
        self.patience = patience;
    }

    /// Where findings go.
    pub(super) fn sink(&mut self) -> &mut Sink {
        self.out
    }

    /// The `///` lines directly above a pair.
    fn doc(&self, pair: &Pair) -> Option<String> {
        self.source.doc_above(self.prepared(pair.as_span().start()), self.comments, self.file)
    }
}

/// The items of a whole file, and the language of most of its keywords.
pub(super) fn file(pair: Pair, cx: &mut Context) -> (Vec<ast::Item>, Language) {
    let (english, vietnamese) = keywords::count(pair.clone());
    cx.language = if vietnamese > english { Language::Vi } else { Language::En };
    let mut items = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::junk => {
                mistakes::junk::read(&part, Rule::file, cx, &mut |part, cx| items.extend(item::item(part, cx)));
            }
            _ => items.extend(item::item(part, cx)),
        }
    }
    if cx.language == Language::En {
        mistakes::date::either_way(&cx.slashed, cx.out);
    }
    (items, cx.language)
}

/// Reads a block for what is wrong in it only.
pub(super) fn discard(pair: Pair, rule: Rule, cx: &mut Context) {
    item::block(pair, rule, cx, |part, cx| {
        if process::node(part.clone(), cx).is_none() && procedure::statement(part.clone(), cx).is_none() {
            item::item(part, cx);
        }
    });
}
