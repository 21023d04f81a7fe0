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
use crate::syntax::prepare::Prepared;
use crate::time::Date;
use core::ops::Range;

/// A node of pest's tree.
pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;

/// What every function of the builder needs to know.
pub(super) struct Context<'a> {
    file: FileId,
    source: &'a Prepared<'a>,
    /// Where the parsed slice begins in the prepared text.
    base: usize,
    comments: &'a [ast::Comment],
    out: &'a mut Sink,
    /// Dates written with slashes; they are doubtful in an English file, which is known only at the end.
    slashed: Vec<(Span, Date)>,
}

impl<'a> Context<'a> {
    /// A context for the whole of a prepared text.
    pub(super) fn new(file: FileId, source: &'a Prepared<'a>, comments: &'a [ast::Comment], out: &'a mut Sink) -> Self {
        Self { file, source, base: 0, comments, out, slashed: Vec::new() }
    }

    /// The place of a pair in the original text.
    pub(super) fn span(&self, pair: &Pair) -> Span {
        let span = pair.as_span();
        self.place(span.start()..span.end())
    }

    /// The place in the original text of a stretch of the slice that is being read.
    fn place(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.source.original(range.start + self.base..range.end + self.base))
    }

    /// Where findings go.
    pub(super) fn sink(&mut self) -> &mut Sink {
        self.out
    }

    /// The `///` lines directly above a pair.
    fn doc(&self, pair: &Pair) -> Option<String> {
        self.source.doc_above(pair.as_span().start() + self.base, self.comments, self.file)
    }
}

/// The items of a whole file, and the language of most of its keywords.
pub(super) fn file(pair: Pair, cx: &mut Context) -> (Vec<ast::Item>, Language) {
    let (english, vietnamese) = keywords::count(pair.clone());
    let items = pair.into_inner().filter_map(|part| item::item(part, cx)).collect();
    (items, if vietnamese > english { Language::Vi } else { Language::En })
}
