//! Findings as people and programs read them: the same report in every form.

use insta::assert_snapshot;
use procedo::base::{Certainty, Diagnostic, Language, Sink, Sources, Span, Unknown, Verdict};
use procedo::render::terminal::{Ink, Look};
use procedo::render::{Listing, Report, json, line, plain, terminal};

procedo::code! {
    /// A page.
    static LATE = "time/late", Error, en: "late", vi: "trễ";
}
procedo::code! {
    /// A page.
    static ODD = "steps/odd", Warning, en: "odd", vi: "lạ";
}

/// A report on two files: one Vietnamese with decomposed letters and a tab, one English.
struct Case {
    sources: Sources,
    findings: Vec<Diagnostic>,
    unknowns: Vec<Unknown>,
}

fn span(sources: &Sources, file: procedo::base::FileId, words: &str) -> Span {
    let start = sources.text(file).find(words).expect("the words stand in the text");
    Span::new(file, start..start + words.len())
}

fn case() -> Case {
    let mut sources = Sources::default();
    let vi = sources.add("hộ-tịch/1.proc", "bước ký \"Ký\" do\tubnd trong 5 giờ {\n  xem hồ sơ\n}\n");
    let en = sources.add("registry/law.proc", "law A\nlaw B\n");
    let mut out = Sink::default();
    out.report(&LATE, span(&sources, vi, "5 giờ"), procedo::text!(en: "`ký` is late", vi: "bước `ký` quá hạn"))
        .label(span(&sources, vi, "ký"), procedo::text!(en: "this step", vi: "bước này"))
        .label(span(&sources, en, "B"), procedo::text!(en: "says so", vi: "quy định ở đây"))
        .help(procedo::text!(en: "shorten it", vi: "rút ngắn lại"))
        .evidence("limit", "4 hours")
        .of("1.004873");
    out.report(&ODD, span(&sources, en, "A"), procedo::text!(en: "`A` is odd", vi: "`A` lạ"))
        .certainty(Certainty::Probable)
        .verdict = Verdict::NeedsLegalOpinion;
    out.unknown(&ODD, span(&sources, en, "B"), procedo::text!(en: "the end of `B`", vi: "ngày hết hiệu lực của `B`"));
    let unknowns = std::mem::take(&mut out.unknowns);
    let findings = out.finish(|f| Some(f.severity), |file| if file == vi { Language::Vi } else { Language::En });
    Case { sources, findings, unknowns }
}

fn report(case: &Case, language: Option<Language>) -> Report<'_> {
    Report {
        sources: &case.sources,
        findings: case.findings.iter().collect(),
        unknowns: case.unknowns.iter().collect(),
        as_of: procedo::text!(en: "2026-11-21", vi: "21/11/2026"),
        language,
        default_language: Language::Vi,
        files: 2,
        unknowns_shown: Listing::Listed,
    }
}

const LOOK: Look = Look { width: 80, ink: Ink::Plain };

#[test]
fn each_finding_is_drawn_in_the_language_of_its_file() {
    assert_snapshot!(terminal::render(&report(&case(), None), LOOK), @"");
}

#[test]
fn the_user_may_ask_for_one_language() {
    assert_snapshot!(terminal::render(&report(&case(), Some(Language::En)), LOOK), @"");
}

#[test]
fn a_place_that_cannot_be_drawn_is_named() {
    let mut sources = Sources::default();
    let empty = sources.add("empty.proc", "");
    let long = sources.add("long.proc", "x".repeat(5_000));
    let blocks = sources.add("block.proc", "one {\n  two\n}\n");
    let mut out = Sink::default();
    for (file, range) in [(empty, 0..0), (long, 4_000..4_001), (blocks, 0..13), (blocks, 14..14)] {
        out.report(&LATE, Span::new(file, range), procedo::text!(en: "here", vi: "ở đây"));
    }
    let findings = out.finish(|f| Some(f.severity), |_| Language::En);
    let case = Case { sources, findings, unknowns: Vec::new() };
    assert_snapshot!(terminal::render(&report(&case, Some(Language::En)), LOOK), @"");
}

#[test]
fn plain_text_is_made_of_sentences() {
    let text = plain::render(&report(&case(), None));
    assert!(!text.contains(['│', '─', '╭', '·', '×']));
    assert_snapshot!(text, @"");
}

#[test]
fn one_line_a_finding_counts_columns_in_characters() {
    assert_snapshot!(line::render(&report(&case(), None)), @"");
}

#[test]
fn json_has_the_published_shape() {
    assert_snapshot!(json::render(&report(&case(), None)), @"");
}

#[test]
fn the_published_schema_is_the_one_of_the_program_and_accepts_its_output() {
    let path = "docs/findings.schema.json";
    let schema = json::schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path, &schema).expect("the folder docs exists");
    }
    let published = std::fs::read_to_string(path).expect("run the tests once with UPDATE_SCHEMA=1");
    assert_eq!(published, schema, "run the tests once with UPDATE_SCHEMA=1");
    let schema = serde_json::from_str(&schema).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    for listing in [Listing::Counted, Listing::Listed] {
        let case = case();
        let report = Report { unknowns_shown: listing, ..report(&case, None) };
        let document = serde_json::from_str(&json::render(&report)).expect("the output is JSON");
        let problems: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert_eq!(problems, Vec::<String>::new());
    }
    let wrong = serde_json::json!({"version": 1, "findings": [{"code": 1}]});
    assert!(!validator.is_valid(&wrong), "the schema accepts anything");
}
