//! What holds for every text: it is read without a panic, and every place lies in it, on letters, without blanks at its end.

use super::{fixture, parse};
use procedo::syntax::ast::File;
use proptest::prelude::*;

/// Every `start..end` that the tree holds.
fn places(file: &File) -> Vec<(usize, usize)> {
    let shown = format!("{:?}", file.items);
    let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok();
    shown
        .split("start: ")
        .skip(1)
        .filter_map(|rest| Some((number(rest)?, number(rest.split_once("end: ")?.1)?)))
        .collect()
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let (_, file, findings) = parse(text);
    for (start, end) in places(&file) {
        prop_assert!(start <= end && end <= text.len(), "{start}..{end} of {}", text.len());
        let Some(slice) = text.get(start..end) else {
            return Err(TestCaseError::fail(format!("{start}..{end} is not on letters")));
        };
        prop_assert!(!slice.ends_with([' ', '\n', '\t', '\r']), "`{slice}` ends in a blank");
        prop_assert!(!slice.starts_with([' ', '\n', '\t', '\r']), "`{slice}` begins with a blank");
    }
    for finding in &findings {
        let places = core::iter::once(finding.at).chain(finding.related.iter().map(|label| label.at));
        for at in places.chain(finding.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.at))) {
            prop_assert!(text.get(at.range()).is_some(), "{} at {:?}", finding.code.id(), at);
        }
        prop_assert!(!finding.message.en.ends_with('.') && !finding.message.vi.ends_with('.'));
    }
    for pair in file.items.windows(2) {
        prop_assert!(pair[0].span().end <= pair[1].span().start, "items overlap");
    }
    for comment in &file.comments {
        prop_assert!(text.get(comment.span.range()).is_some_and(|c| c.starts_with("//")));
    }
    Ok(())
}

/// Pieces of real files, and signs that break them.
fn pieces() -> impl Strategy<Value = String> {
    let example = fixture("example.en.proc") + &fixture("example.vi.proc");
    let mut words: Vec<String> = example.split_inclusive([' ', '\n']).map(str::to_owned).collect();
    words.extend(
        [
            "{", "}", "\"", "\"\"\"", "//", "///", "(", ")", ",", ";", "“", "\u{a0}", "\r\n", "\u{301}", "\\", "3",
            "≥", "\0",
        ]
        .map(str::to_owned),
    );
    words.extend(example.lines().map(|line| format!("{line}\n")));
    proptest::collection::vec(proptest::sample::select(words), 0..60).prop_map(|words| words.concat())
}

/// The example with a stretch taken out and something put in.
fn damaged() -> impl Strategy<Value = String> {
    let example: Vec<char> = fixture("example.en.proc").chars().collect();
    let length = example.len();
    (0..length, 0..12_usize, "[ a-zà-ỹ0-9{}()\"/,;:=.\n]{0,4}").prop_map(move |(at, cut, new)| {
        let rest = example.iter().skip(at + cut);
        example.iter().take(at).copied().chain(new.chars()).chain(rest.copied()).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_sequence_of_pieces_is_read(text in pieces()) {
        check(&text)?;
    }

    #[test]
    fn any_damage_to_the_example_is_survived(text in damaged()) {
        check(&text)?;
    }
}

#[test]
fn a_mark_after_a_blank_is_apart_from_the_blank() {
    check("agency \u{301}").expect("the place of the name is exact");
    check("agency a\n\u{301} b").expect("the place of the name is exact");
}

#[test]
fn every_place_of_the_examples_is_exact() {
    for name in ["example.en.proc", "example.vi.proc", "mistakes.en.proc", "mistakes.vi.proc"] {
        check(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn a_line_that_cannot_be_read_costs_itself_only() {
    let text = fixture("example.en.proc");
    let items = parse(&text).1.items.len();
    let lines: Vec<&str> = text.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        if line.contains(['{', '}'])
            || line.trim().is_empty()
            || line.trim().starts_with("//")
            || !line.starts_with(' ')
        {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let broken: String = lines
            .iter()
            .enumerate()
            .map(|(n, l)| if n == number { format!("{}@@@ ???\n", &l[..indent]) } else { format!("{l}\n") })
            .collect();
        let (sources, file, findings) = parse(&broken);
        assert_eq!(file.items.len(), items, "line {}", number + 1);
        assert_eq!(findings.len(), 1, "line {}: {}", number + 1, super::listed(&sources, &findings));
        assert_eq!(sources.positions(findings[0].at).0.line, number + 1);
    }
}
