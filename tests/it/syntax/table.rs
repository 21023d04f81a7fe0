//! The table of keywords: complete, in both languages, and the same as the grammar's.

use super::{fixture, listed, parse};
use procedo::base::{Language, similar};
use procedo::syntax::keywords::{self, table};
use std::collections::BTreeSet;

fn grammar() -> String {
    ["lexical", "keywords", "expression", "catalogue"]
        .map(|name| std::fs::read_to_string(format!("grammar/{name}.pest")).expect("the grammar is in the repository"))
        .concat()
}

/// The words of the grammar, comments left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let code =
        text.lines().map(|line| if line.starts_with("kw_") { line } else { line.split("//").next().unwrap_or(line) });
    code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
}

#[test]
fn every_keyword_of_the_grammar_is_in_the_table_and_the_other_way_round() {
    let grammar = grammar();
    let used: BTreeSet<&str> = words(&grammar).filter_map(|word| word.strip_prefix("kw_")).collect();
    let known: BTreeSet<&str> = table().iter().map(|k| k.name.as_str()).collect();
    assert_eq!(used, known);
}

#[test]
fn every_keyword_is_used_by_a_rule() {
    let rules = ["lexical", "expression", "catalogue"]
        .map(|name| std::fs::read_to_string(format!("grammar/{name}.pest")).expect("the grammar is in the repository"))
        .concat();
    let used: BTreeSet<&str> = words(&rules).filter_map(|word| word.strip_prefix("kw_")).collect();
    let unused: Vec<_> = table().iter().filter(|k| !used.contains(k.name.as_str())).map(|k| &k.name).collect();
    assert_eq!(unused, Vec::<&String>::new());
}

#[test]
fn every_keyword_has_both_languages_and_a_place() {
    assert!(table().len() > 200, "{}", table().len());
    for keyword in table() {
        assert!(!keyword.en.is_empty() && !keyword.vi.is_empty(), "{}", keyword.name);
        assert!(keyword.places.iter().all(|place| !place.is_empty()), "{}", keyword.name);
        assert!(keyword.en.iter().all(|word| word.is_ascii()), "{}", keyword.name);
    }
}

#[test]
fn a_longer_spelling_stands_before_one_that_begins_it() {
    for keyword in table() {
        for spellings in [&keyword.en, &keyword.vi] {
            for (n, word) in spellings.iter().enumerate() {
                let hidden = spellings[..n].iter().find(|before| word.starts_with(before.as_str()));
                assert_eq!(hidden, None, "`{word}` of {} is never read", keyword.name);
            }
        }
    }
}

#[test]
fn both_places_of_the_tone_mark_are_listed_where_they_differ() {
    let swaps = [
        ("ủy", "uỷ"),
        ("óa", "oá"),
        ("òa", "oà"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
        ("ỏa", "oả"),
    ];
    for keyword in table() {
        for word in &keyword.vi {
            for (new, old) in swaps {
                for (from, to) in [(new, old), (old, new)] {
                    let other = word.replace(from, to);
                    if other != *word && similar::key(&other) == similar::key(word) {
                        assert!(keyword.vi.contains(&other), "{}: `{other}` beside `{word}`", keyword.name);
                    }
                }
            }
        }
    }
}

#[test]
fn every_pair_of_words_of_the_language_is_in_the_table() {
    for line in fixture("keywords.txt").lines() {
        let (en, vi) = line.split_once(" = ").expect("English = Vietnamese");
        for vi in vi.split(" / ") {
            for en in en.split(" / ") {
                let both = keywords::spelled(en, Language::En).any(|k| k.vi.iter().any(|word| word == vi));
                assert!(both, "`{en}` = `{vi}`");
            }
        }
    }
}

#[test]
fn a_keyword_is_found_by_its_spelling() {
    let names = |word, language| keywords::spelled(word, language).map(|k| k.name.as_str()).collect::<Vec<_>>();
    assert_eq!(names("Bước", Language::Vi), ["step"]);
    assert_eq!(names("uỷ quyền", Language::Vi), ["delegate"]);
    assert_eq!(names("bước", Language::En), Vec::<&str>::new());
    assert!(names("issued by", Language::En).len() == 2);
}

#[test]
fn the_language_of_a_file_is_that_of_most_of_its_keywords() {
    let language = |text| parse(text).1.language;
    assert_eq!(language(""), Language::En);
    assert_eq!(language("level a\ncấp b\ncấp c\n"), Language::Vi);
    assert_eq!(language("level a\nlevel b\ncấp c\n"), Language::En);
}

#[test]
fn an_english_keyword_in_a_vietnamese_file_is_accepted() {
    let (sources, file, findings) = parse("cấp tỉnh\ncấp huyện thuộc tỉnh\nlevel xã under tỉnh\n");
    assert_eq!(listed(&sources, &findings), "");
    assert_eq!((file.items.len(), file.language), (3, Language::Vi));
}
