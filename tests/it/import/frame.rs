//! What all importers share: pages that hold any words, names, paths that stay inside, the report, the written folder.

use procedo::base::{Language, Sink, Sources};
use procedo::import::{Names, Page, Remark, Report, path_part, quoted, slug};
use procedo::syntax::{self, ast};

fn read(text: &str) -> ast::File {
    let mut sources = Sources::default();
    let id = sources.add("page.proc", text);
    let mut out = Sink::default();
    let file = syntax::parse(id, text, &mut out);
    let found: Vec<_> = out.findings.iter().map(|f| (f.code.id(), f.message.en.clone())).collect();
    assert!(found.is_empty(), "{found:?} in\n{text}");
    file
}

fn procedure(text: &str) -> ast::Procedure {
    match read(text).items.as_slice() {
        [ast::Item::Procedure(procedure)] => procedure.clone(),
        other => panic!("one procedure is expected, not {other:?}"),
    }
}

#[test]
fn a_page_holds_any_words_in_either_language() {
    let hostile = [
        "plain",
        "with \"quotes\" and \\ back\\\\slash",
        "ends with a quote\"",
        "\"\"\"three\"\"\" and \"\"\"\"four",
        "braces { } } // and a comment /// too",
        "two\nlines\r\nthree\ttabs",
        "a control \u{1}\u{7} letter",
        "Đơn đề nghị “cấp” – số 15.000 đồng",
    ];
    for words in hostile {
        for language in [Language::En, Language::Vi] {
            let mut page = Page::default();
            page.body(&format!("procedure 1.000001 {}", quoted(words)), |page| {
                page.text(words);
                page.body("process", |page| page.block(&format!("step a {}", quoted(words)), |page| page.text(words)));
            });
            let (text, whole) = page.finish(language);
            assert!(whole, "not laid out: {text}");
            assert!(!syntax::format(&text, None).changed, "{text}");
            let procedure = procedure(&text);
            let said = |text: &str| text.split(|c: char| !c.is_alphanumeric()).collect::<String>();
            assert_eq!(said(&procedure.title.expect("a title").text), said(words));
            assert_eq!(said(&procedure.notes.text.expect("a text").text), said(words));
        }
    }
}

#[test]
fn names_are_unique_short_and_never_keywords() {
    let mut names = Names::default();
    assert_eq!(names.of("Tờ khai (theo mẫu)", "giấy-tờ"), "tờ-khai-theo-mẫu");
    assert_eq!(names.of("tờ khai  theo mẫu.", "giấy-tờ"), "tờ-khai-theo-mẫu-2");
    assert_eq!(names.of("Tờ  khai (theo mẫu)", "giấy-tờ"), "tờ-khai-theo-mẫu");
    assert_eq!(names.of("!!!", "giấy-tờ"), "giấy-tờ");
    assert_eq!(names.of("step", "x"), "step-2");
    assert_eq!(names.of("Phí", "x"), "phí-2");
    assert_eq!(names.of("02 ảnh", "x"), "n-02-ảnh");
    assert!(names.of(&"dài ".repeat(1000), "x").chars().count() <= 50);
    assert!(names.of(&"d".repeat(1000), "x").chars().count() <= 50);
}

#[test]
fn no_title_leads_out_of_the_folder() {
    for title in ["../../etc/passwd", "..", ".", "/", "C:\\windows", "a/../b", "", "con", "\u{0}", "…"] {
        let part = path_part(title);
        assert!(!part.contains(['/', '\\', ':']) && part != "." && part != ".." && !part.is_empty(), "{title}: {part}");
    }
    assert_eq!(path_part("Đất đai – Hộ tịch"), "dat-dai-ho-tich");
    assert_eq!(slug("Đất đai"), "đất-đai");
}

#[test]
fn the_report_counts_groups_and_shows_places() {
    let mut report = Report::default();
    report.count("procedures", 2850, procedo::text!(en: "procedures", vi: "thủ tục"));
    report.share("steps-with-time", 1, 3, procedo::text!(en: "steps with a time", vi: "bước có thời gian"));
    for line in [9, 3, 3, 7, 5] {
        let text = procedo::text!(en: "`OTHER` is no unit", vi: "`OTHER` không phải đơn vị");
        report.remarks.push(Remark::suspect("unit", "a.txt", line, text));
    }
    report.sort();
    let expected = "    2,850  procedures\n\nunderstood\n   33.3 %  steps with a time: 1 / 3\n\n\
        looks wrong in the source\n        4  unit\n           a.txt:3: `OTHER` is no unit\n           \
        a.txt:5: `OTHER` is no unit\n           a.txt:7: `OTHER` is no unit\n           …\n";
    assert_eq!(report.short(Language::En), expected);
    assert!(report.full(Language::Vi).contains("a.txt:9: `OTHER` không phải đơn vị"));
    let json: serde_json::Value = serde_json::from_str(&report.json()).expect("the machine form is JSON");
    assert_eq!(json["shares"]["steps-with-time"]["known"], 1);
    assert_eq!(json["remarks"][3]["line"], 9);
}
