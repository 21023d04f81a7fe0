//! What editors, keyboards and accidents put into a file.

use super::{fixture, listed, parse};
use procedo::base::{Language, similar};
use procedo::syntax::ast::Item;
use unicode_normalization::UnicodeNormalization;

/// Parses the Vietnamese example after a change that means nothing; every name must stay where it is written.
fn same_after(change: impl Fn(&str) -> String) {
    let plain = fixture("example.vi.proc");
    let (_, before, _) = parse(&plain);
    let text = change(&plain);
    let (sources, after, findings) = parse(&text);
    assert_eq!(listed(&sources, &findings), "");
    assert_eq!(after.language, Language::Vi);
    let (Item::Procedure(before), Item::Procedure(after)) = (&before.items[0], &after.items[0]) else {
        panic!("the example is a procedure");
    };
    assert_eq!(before.statements.len(), after.statements.len());
    assert_eq!(before.title.as_ref().map(|t| &t.text), after.title.as_ref().map(|t| &t.text));
    let nfc = |s: &str| s.nfc().filter(|c| !matches!(c, '\r' | '\u{feff}')).collect::<String>();
    for (one, other) in before.statements.iter().zip(&after.statements) {
        let written = &text[other.keyword.range()];
        let word = nfc(written).replace('\u{a0}', " ");
        assert_eq!(word, plain[one.keyword.range()], "the keyword's place is in the original text");
    }
}

#[test]
fn a_byte_order_mark_means_nothing() {
    same_after(|text| format!("\u{feff}{text}"));
}

#[test]
fn line_ends_of_other_systems_mean_the_same() {
    same_after(|text| text.replace('\n', "\r\n"));
    same_after(|text| text.replace('\n', "\r"));
    same_after(|text| text.replace('\n', "\u{2028}"));
}

#[test]
fn tabs_and_blanks_of_other_widths_mean_the_same() {
    same_after(|text| text.replace("  ", "\t"));
    same_after(|text| text.replace("  ", "\u{a0} ").replace("ngày làm việc", "ngày\u{a0}làm việc"));
}

#[test]
fn decomposed_letters_mean_the_same() {
    same_after(|text| text.nfd().collect());
    same_after(|text| format!("\u{feff}{}", text.nfd().collect::<String>().replace('\n', "\r\n")));
}

#[test]
fn places_after_decomposed_letters_are_those_of_the_original() {
    let text: String = "// thủ tục ở đây\r\nlevel tỉnh\r\nlevle xã\r\n".nfd().collect();
    let (sources, _, findings) = parse(&text);
    assert_eq!(findings.len(), 1);
    assert_eq!(sources.slice(findings[0].at), "levle");
}

#[test]
fn both_places_of_the_tone_mark_and_an_initial_capital_are_accepted() {
    for word in ["ủy quyền", "uỷ quyền", "Ủy quyền", "Uỷ quyền"] {
        let (sources, file, findings) = parse(&format!("{word} của a/b cho a/c {{\n  phạm vi 1.1\n}}\n"));
        assert_eq!(listed(&sources, &findings), "", "{word}");
        assert!(matches!(file.items[0], Item::Delegation(_)));
    }
    assert_eq!(similar::key("hoá-đơn"), similar::key("hóa-đơn"));
}

#[test]
fn binary_bytes_are_findings_and_not_a_panic() {
    let bytes: Vec<u8> = (0..=255_u8).cycle().take(20_000).collect();
    let text = String::from_utf8_lossy(&bytes);
    let (_, file, findings) = parse(&text);
    assert!(!findings.is_empty());
    assert!(file.items.is_empty());
}

#[test]
fn a_text_of_fifty_megabytes_is_one_finding() {
    let (sources, file, findings) = parse(&"level commune\n".repeat(50 * 1024 * 1024 / 14));
    assert_eq!(findings.len(), 1, "{}", listed(&sources, &findings));
    assert!(file.items.is_empty());
}

#[test]
fn a_broken_item_leaves_the_others_alone() {
    let (_, file, findings) = parse("level a\nthis is no item at all\nlevel b\nprocedure {\n  sets 1\n}\nlevel c\n");
    assert_eq!(file.items.len(), 3);
    assert_eq!(findings.len(), 2);
}

#[test]
fn an_empty_file_and_one_of_comments_only_are_read() {
    for text in ["", "\n\n", "// nothing", "/// nothing\n", "   "] {
        let (sources, file, findings) = parse(text);
        assert_eq!(listed(&sources, &findings), "");
        assert!(file.items.is_empty());
    }
}

#[test]
fn texts_made_to_be_slow_are_read_all_the_same() {
    let many = 30_000;
    for text in [
        "x\n{\n}\n".repeat(many),
        "{".repeat(many) + &")".repeat(many),
        format!("{}{}", "(".repeat(many), "}".repeat(many)),
        "\"".repeat(many + 1),
        "\"\"\" ".repeat(many + 1),
        "a ".repeat(many),
        "{} ".repeat(many),
        "step x ".repeat(many),
        "level a when (((( {\n".repeat(many / 4),
        "/// doc\n".repeat(many),
        format!("{}\n", "level a {".repeat(70) + &"}".repeat(70)).repeat(many / 100),
        "a\u{301}".repeat(many),
    ] {
        let (_, _, findings) = parse(&text);
        assert_eq!(findings.is_empty(), text.starts_with("///"), "{}", &text[..9]);
    }
}
