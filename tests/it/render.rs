//! Findings as people and programs read them: the same report in every form.

use insta::assert_snapshot;
use procedo::base::{Certainty, Diagnostic, Language, Severity, Sink, Sources, Span, Unknown, Verdict};
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
        known: 0,
        threshold: Some(Severity::Error),
    }
}

const LOOK: Look = Look { width: 80, ink: Ink::Plain };

#[test]
fn each_finding_is_drawn_in_the_language_of_its_file() {
    assert_snapshot!(terminal::render(&report(&case(), None), LOOK), @r#"
    lỗi[time/late]

      × bước `ký` quá hạn
       ╭─[hộ-tịch/1.proc:1:28]
     1 │ bước ký "Ký" do ubnd trong 5 giờ {
       ·      ─┬                    ─────
       ·       ╰── bước này
       ╰────
      cách xử lý: rút ngắn lại
      ☞ quy định ở đây
       ╭─[registry/law.proc:2:5]
     2 │ law B
       ·     ─
       ╰────

    warning[steps/odd], probable

      ⚠ `A` is odd
       ╭─[registry/law.proc:1:5]
     1 │ law A
       ·     ─
       ╰────
      help: the law is not settled on this point: it needs a legal opinion

    chưa rõ[steps/odd]

      ☞ ngày hết hiệu lực của `B`
       ╭─[registry/law.proc:2:5]
     2 │ law B
       ·     ─
       ╰────

    1 lỗi, 1 cảnh báo, 0 ghi chú trong 2 tệp; tính đến ngày 21/11/2026; 1 câu hỏi chưa đủ dữ liệu để trả lời (--unknowns)
    `procedo explain time/late` giải thích một phát hiện
    "#);
}

#[test]
fn the_user_may_ask_for_one_language() {
    assert_snapshot!(terminal::render(&report(&case(), Some(Language::En)), LOOK), @r#"
    error[time/late]

      × `ký` is late
       ╭─[hộ-tịch/1.proc:1:28]
     1 │ bước ký "Ký" do ubnd trong 5 giờ {
       ·      ─┬                    ─────
       ·       ╰── this step
       ╰────
      help: shorten it
      ☞ says so
       ╭─[registry/law.proc:2:5]
     2 │ law B
       ·     ─
       ╰────

    warning[steps/odd], probable

      ⚠ `A` is odd
       ╭─[registry/law.proc:1:5]
     1 │ law A
       ·     ─
       ╰────
      help: the law is not settled on this point: it needs a legal opinion

    unknown[steps/odd]

      ☞ the end of `B`
       ╭─[registry/law.proc:2:5]
     2 │ law B
       ·     ─
       ╰────

    1 error, 1 warning, 0 notes in 2 files; as of 2026-11-21; 1 question could not be answered (--unknowns)
    `procedo explain time/late` explains a finding
    "#);
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
    assert_snapshot!(terminal::render(&report(&case, Some(Language::En)), LOOK), @r#"
    error[time/late]

      × empty.proc:1:1: here

    error[time/late]

      × long.proc:1:4001: here

    error[time/late]

      × here
       ╭─[block.proc:1:1]
     1 │ one {
       · ─────
       ╰────

    error[time/late]

      × here
       ╭─[block.proc:4:1]
       ╰────

    4 errors, 0 warnings, 0 notes in 2 files; as of 2026-11-21
    `procedo explain time/late` explains a finding
    "#);
}

#[test]
fn plain_text_is_made_of_sentences() {
    let text = plain::render(&report(&case(), None));
    assert!(!text.contains(['│', '─', '╭', '·', '×']));
    assert_snapshot!(text, @r#"
    Lỗi time/late, tệp hộ-tịch/1.proc, dòng 1, cột 28.
    Bước `ký` quá hạn.
    Xem thêm tệp hộ-tịch/1.proc, dòng 1, cột 6: bước này.
    Xem thêm tệp registry/law.proc, dòng 2, cột 5: quy định ở đây.
    Cách xử lý: rút ngắn lại.

    Warning steps/odd, file registry/law.proc, line 1, column 5.
    `A` is odd.
    This is probable, not proven.
    The law is not settled on this point: it needs a legal opinion.

    Chưa rõ steps/odd, tệp registry/law.proc, dòng 2, cột 5.
    Còn thiếu: ngày hết hiệu lực của `B`.

    1 lỗi, 1 cảnh báo, 0 ghi chú trong 2 tệp; tính đến ngày 21/11/2026; 1 câu hỏi chưa đủ dữ liệu để trả lời (--unknowns)
    `procedo explain time/late` giải thích một phát hiện
    "#);
}

#[test]
fn one_line_a_finding_counts_columns_in_characters() {
    assert_snapshot!(line::render(&report(&case(), None)), @r#"
    hộ-tịch/1.proc:1:28: error[time/late]: bước `ký` quá hạn
    registry/law.proc:1:5: warning[steps/odd]: `A` is odd
    "#);
}

#[test]
fn json_has_the_published_shape() {
    assert_snapshot!(json::render(&report(&case(), None)), @r#"
    {
      "version": 1,
      "as_of": "2026-11-21",
      "findings": [
        {
          "code": "time/late",
          "severity": "error",
          "verdict": "hit",
          "certainty": "proven",
          "procedure": "1.004873",
          "message": "bước `ký` quá hạn",
          "help": "rút ngắn lại",
          "file": "hộ-tịch/1.proc",
          "range": {
            "start": {
              "line": 1,
              "column": 28
            },
            "end": {
              "line": 1,
              "column": 33
            }
          },
          "related": [
            {
              "message": "bước này",
              "file": "hộ-tịch/1.proc",
              "range": {
                "start": {
                  "line": 1,
                  "column": 6
                },
                "end": {
                  "line": 1,
                  "column": 8
                }
              }
            },
            {
              "message": "quy định ở đây",
              "file": "registry/law.proc",
              "range": {
                "start": {
                  "line": 2,
                  "column": 5
                },
                "end": {
                  "line": 2,
                  "column": 6
                }
              }
            }
          ],
          "evidence": {
            "limit": "4 hours"
          },
          "missing": [],
          "as_of": "2026-11-21",
          "fingerprint": "3f1593926ac8de22d5580f59cb0d15c2"
        },
        {
          "code": "steps/odd",
          "severity": "warning",
          "verdict": "needs-legal-opinion",
          "certainty": "probable",
          "procedure": null,
          "message": "`A` is odd",
          "help": null,
          "file": "registry/law.proc",
          "range": {
            "start": {
              "line": 1,
              "column": 5
            },
            "end": {
              "line": 1,
              "column": 6
            }
          },
          "related": [],
          "evidence": {},
          "missing": [],
          "as_of": "2026-11-21",
          "fingerprint": "5ab95021783e7728c454158e4a3b5755"
        }
      ],
      "summary": {
        "error": 1,
        "warning": 1,
        "note": 0,
        "unknown": 1,
        "files": 2,
        "known": 0
      },
      "unknowns": {
        "steps/odd": 1
      },
      "missing": [
        {
          "code": "steps/odd",
          "procedure": null,
          "missing": "ngày hết hiệu lực của `B`",
          "file": "registry/law.proc",
          "range": {
            "start": {
              "line": 2,
              "column": 5
            },
            "end": {
              "line": 2,
              "column": 6
            }
          }
        }
      ]
    }
    "#);
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
