//! What people really type: each mistake is found on its line, by its own name, once.

use super::{fixture, listed, parse};

/// The lines of a text with what their `//~` markers expect.
fn marked(text: &str) -> String {
    let mut expected = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let codes = line.split_once("//~").map_or("", |(_, codes)| codes);
        expected.extend(codes.split_whitespace().map(|code| format!("{}: {code}", number + 1)));
    }
    expected.join("\n")
}

/// Checks that a fixture's findings are those of its markers, and no others.
fn check(name: &str) {
    let text = fixture(name);
    let (sources, _, findings) = parse(&text);
    let mut found: Vec<(usize, &str)> =
        findings.iter().map(|d| (sources.positions(d.at).0.line, d.code.id())).collect();
    found.sort_unstable();
    let mut expected: Vec<String> = marked(&text).lines().map(str::to_owned).collect();
    expected.sort_by_key(|line| {
        let (number, code) = line.split_once(": ").expect("made above");
        (number.parse::<usize>().expect("made above"), code.to_owned())
    });
    let found: Vec<String> = found.iter().map(|(line, code)| format!("{line}: {code}")).collect();
    let missing: Vec<_> = expected.iter().filter(|line| !found.contains(line)).collect();
    let surplus: Vec<_> = found.iter().filter(|line| !expected.contains(line)).collect();
    assert_eq!(
        found,
        expected,
        "missing {missing:#?}\nsurplus {surplus:#?}\nall findings:\n{}",
        listed(&sources, &findings)
    );
}

#[test]
fn every_mistake_of_the_english_file_is_found_once() {
    check("mistakes.en.proc");
}

#[test]
fn every_mistake_of_the_vietnamese_file_is_found_once() {
    check("mistakes.vi.proc");
}
