//! Findings drawn with their source lines. Alone knows miette, which is only this view of them.

use super::{Listing, Report, legal_opinion, summary, word};
use crate::base::{Certainty, Diagnostic, Language, Severity, Source, Sources, Span, Unknown, Verdict};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceSpan};
use std::fmt;

/// How the drawing may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// With colour or without.
    pub ink: Ink,
}

/// Colour or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Colours and styles.
    Colour,
    /// Characters only.
    Plain,
}

/// Draws every finding and adds the summary.
pub fn render(report: &Report<'_>, look: Look) -> String {
    let mut all = String::new();
    for finding in &report.findings {
        all += &one(report, finding, look);
        all.push('\n');
    }
    if report.unknowns_shown == Listing::Listed {
        for unknown in &report.unknowns {
            draw(&handler(look), &View::of_unknown(report, unknown), &mut all);
            all.push('\n');
        }
    }
    all + &summary(report) + "\n"
}

/// Draws one finding.
pub fn one(report: &Report<'_>, finding: &Diagnostic, look: Look) -> String {
    let mut drawn = String::new();
    for view in View::of_finding(report, finding) {
        draw(&handler(look), &view, &mut drawn);
    }
    // The drawing library has one English word of its own.
    match report.language.unwrap_or(finding.language) {
        Language::En => drawn,
        Language::Vi => drawn.replacen("help: ", "cách xử lý: ", 1),
    }
}

fn handler(look: Look) -> GraphicalReportHandler {
    let theme = match look.ink {
        Ink::Colour => GraphicalTheme::unicode(),
        Ink::Plain => GraphicalTheme::unicode_nocolor(),
    };
    GraphicalReportHandler::new_themed(theme).with_width(look.width).with_context_lines(0)
}

fn draw(handler: &GraphicalReportHandler, view: &View<'_>, out: &mut String) {
    handler.render_report(out, view).expect("the spans of a view lie within its text, and a string can be written");
}

/// A longer line is not drawn: only its place is given.
const LONGEST_LINE: usize = 2_000;

/// A finding, or one of its places in another file, as miette wants it.
#[derive(Debug)]
struct View<'a> {
    code: Option<String>,
    message: String,
    severity: miette::Severity,
    help: Option<String>,
    lines: Option<Lines<'a>>,
    labels: Vec<LabeledSpan>,
}

impl<'a> View<'a> {
    /// The finding, and its places in other files: these are drawn after it, since miette puts an English word before
    /// what it calls related.
    fn of_finding(report: &Report<'a>, finding: &Diagnostic) -> Vec<Self> {
        let language = report.language_of(finding);
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            finding.related.iter().partition(|label| label.at.file == finding.at.file);
        let mut view = Self::at(report.sources, finding.at, finding.message.get(language).to_owned());
        if view.lines.is_some() {
            let source = report.sources.get(finding.at.file);
            let others = here.iter().filter(|label| label.at != finding.at);
            view.labels.extend(others.filter_map(|label| {
                let (offset, length) = drawable(source, label.at)?;
                Some(LabeledSpan::new(Some(label.text.get(language).to_owned()), offset, length))
            }));
        }
        view.severity = match finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        };
        view.code = Some(heading(finding, language));
        let mut help: Vec<&str> = finding.help.iter().map(|help| help.get(language)).collect();
        let opinion = legal_opinion();
        if finding.verdict == Verdict::NeedsLegalOpinion {
            help.push(opinion.get(language));
        }
        view.help = (!help.is_empty()).then(|| help.join("\n"));
        let others =
            elsewhere.iter().map(|label| Self::at(report.sources, label.at, label.text.get(language).to_owned()));
        std::iter::once(view).chain(others).collect()
    }

    fn of_unknown(report: &Report<'a>, unknown: &Unknown) -> Self {
        let language = report.own_language();
        let mut view = Self::at(report.sources, unknown.at, unknown.missing.get(language).to_owned());
        let word = language.pick("unknown", "chưa rõ");
        view.code = Some(format!("{word}[{}]", unknown.code.id()));
        view
    }

    /// A message at a place; the place stands in the message where its line cannot be drawn.
    fn at(sources: &'a Sources, span: Span, message: String) -> Self {
        let source = sources.get(span.file);
        let path = super::path(sources, span);
        let plain = Self {
            code: None,
            message,
            severity: miette::Severity::Advice,
            help: None,
            lines: None,
            labels: Vec::new(),
        };
        let Some((offset, length)) = drawable(source, span) else {
            let at = source.position(span.start as usize);
            return Self { message: format!("{path}:{}:{}: {}", at.line, at.column, plain.message), ..plain };
        };
        let label = LabeledSpan::new_primary_with_span(None, SourceSpan::new(offset.into(), length));
        Self { lines: Some(Lines { source, path }), labels: vec![label], ..plain }
    }
}

fn heading(finding: &Diagnostic, language: Language) -> String {
    let sure = match finding.certainty {
        Certainty::Proven => "",
        Certainty::Probable => language.pick(", probable", ", có khả năng"),
        Certainty::Hint => language.pick(", a hint", ", gợi ý"),
    };
    format!("{}[{}]{sure}", word(finding.severity, language), finding.code.id())
}

/// Offset and length of a span's first line; `None` where that line cannot be drawn.
fn drawable(source: &Source, span: Span) -> Option<(usize, usize)> {
    let start = span.start as usize;
    if source.text.is_empty() || start > source.text.len() || !source.text.is_char_boundary(start) {
        return None;
    }
    let line = source.line_range(source.position(start).line);
    let end = (span.end as usize).min(line.end.max(start));
    (line.len() <= LONGEST_LINE && source.text.is_char_boundary(end)).then_some((start, end - start))
}

/// A source whose lines are already indexed: miette's own search them again for every label.
#[derive(Debug)]
struct Lines<'a> {
    source: &'a Source,
    path: String,
}

impl miette::SourceCode for Lines<'_> {
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn miette::SpanContents<'s> + 's>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > self.source.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (first, last) = (self.source.position(start), self.source.position(end));
        let range = self.source.line_range(first.line).start..self.source.line_range(last.line).end.max(end);
        let data = &self.source.text.as_bytes()[range.clone()];
        let contents = Window {
            inner: MietteSpanContents::new_named(
                self.path.clone(),
                data,
                SourceSpan::new(range.start.into(), range.len()),
                first.line - 1,
                first.column - 1,
                last.line - first.line,
            ),
        };
        Ok(Box::new(contents))
    }
}

/// Whole lines, whose column is that of the span: miette prints it in the heading and draws from the line's start.
struct Window<'s> {
    inner: MietteSpanContents<'s>,
}

impl<'s> miette::SpanContents<'s> for Window<'s> {
    fn data(&self) -> &'s [u8] {
        self.inner.data()
    }
    fn span(&self) -> &SourceSpan {
        self.inner.span()
    }
    fn name(&self) -> Option<&str> {
        self.inner.name()
    }
    fn line(&self) -> usize {
        self.inner.line()
    }
    fn column(&self) -> usize {
        self.inner.column()
    }
    fn line_count(&self) -> usize {
        self.inner.line_count()
    }
}

impl fmt::Display for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for View<'_> {}

impl miette::Diagnostic for View<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }
    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.lines.as_ref().map(|lines| lines as &dyn miette::SourceCode)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = _>>)
    }
}
