//! Braces that are missing, surplus or too deep: one finding at the right brace, and everything else is read.

use super::{listed, parse};
use procedo::syntax::ast::Item;

const THREE: &str = r#"agency one "Một" {
  role chair "Chủ tịch" signs
}

procedure 1.000001 "Giữa" {
  sets 1
  process {
    step receive by one/chair within 2 hours {
      reads dossier
    }
    if late-filing {
      step ask by one/chair within 1 hour
    }
    step return by one/chair within 2 hours
  }
}

level commune under province
"#;

/// The findings after `from` was replaced by `to` once, as `line:column code`.
fn broken(from: &str, to: &str) -> (Vec<String>, usize) {
    assert_eq!(THREE.matches(from).count(), 1, "`{from}` must stand once");
    let (sources, file, findings) = parse(&THREE.replace(from, to));
    let listed = listed(&sources, &findings);
    let found = listed.lines().map(|l| l.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" "));
    (found.collect(), file.items.len())
}

#[test]
fn balanced_braces_are_no_finding() {
    assert_eq!(broken("late-filing", "late-filing"), (vec![], 3));
}

#[test]
fn a_missing_closing_brace_is_found_at_the_block_that_was_left_open() {
    assert_eq!(broken("signs\n}\n", "signs\n"), (vec!["1:18 syntax/unclosed-block".into()], 3));
    assert_eq!(broken("dossier\n    }\n", "dossier\n"), (vec!["8:46 syntax/unclosed-block".into()], 3));
    assert_eq!(broken("1 hour\n    }\n", "1 hour\n"), (vec!["11:20 syntax/unclosed-block".into()], 3));
    assert_eq!(broken("  }\n}\n\nlevel", "}\n\nlevel"), (vec!["7:11 syntax/unclosed-block".into()], 3));
    assert_eq!(broken("  }\n}\n\nlevel", "  }\n\nlevel"), (vec!["5:27 syntax/unclosed-block".into()], 3));
}

#[test]
fn a_surplus_closing_brace_is_found_where_it_stands() {
    assert_eq!(broken("signs\n}\n", "signs\n}\n}\n"), (vec!["4:1 syntax/surplus-brace".into()], 3));
    assert_eq!(broken("dossier\n    }\n", "dossier\n    }\n      }\n"), (vec!["11:7 syntax/surplus-brace".into()], 3));
    assert_eq!(broken("under province\n", "under province\n}\n"), (vec!["19:1 syntax/surplus-brace".into()], 3));
}

#[test]
fn a_missing_opening_brace_costs_its_own_block_only() {
    let (findings, items) = broken("2 hours {\n      reads", "2 hours\n      reads");
    assert_eq!(items, 3);
    assert_eq!(findings, ["8:5 syntax/unopened-block"]);
}

#[test]
fn braces_in_texts_and_comments_do_not_count() {
    let text = "level a \"{\" // {\nlevel b {\n  text \"\"\"\n  } {{{\n  \"\"\"\n}\n";
    let (sources, file, findings) = parse(text);
    assert_eq!(listed(&sources, &findings), "");
    assert_eq!(file.items.len(), 2);
}

#[test]
fn ten_thousand_nested_braces_are_one_finding_and_the_rest_is_read() {
    let deep = format!("level a {}{}\nlevel b\n", "{".repeat(10_000), "}".repeat(10_000));
    let (sources, file, findings) = parse(&deep);
    let codes: Vec<_> = findings.iter().map(|d| d.code.id()).collect();
    assert_eq!(codes.iter().filter(|id| **id == "syntax/too-deep").count(), 1, "{codes:?}");
    assert!(codes.len() <= 2, "{}", listed(&sources, &findings));
    assert!(matches!(file.items.last(), Some(Item::Level(level)) if level.name.text == "b"));
}

#[test]
fn nested_parentheses_are_cut_and_the_other_statements_are_read() {
    let condition = format!("{}x{}", "(".repeat(5_000), ")".repeat(5_000));
    let text = format!("procedure 1 \"P\" {{\n  sets 1\n  document d copy 1 when {condition}\n  sets 2\n}}\n");
    let (_, file, findings) = parse(&text);
    assert!(findings.iter().any(|d| d.code.id() == "syntax/too-deep"));
    let Some(Item::Procedure(procedure)) = file.items.first() else { panic!("the procedure is read") };
    assert!(procedure.statements.len() >= 2);
}

#[test]
fn braces_that_are_never_closed_do_not_take_long() {
    let (_, _, findings) = parse(&"agency a {\n".repeat(10_000));
    let codes: Vec<_> = findings.iter().map(|d| d.code.id()).collect();
    assert!(codes.contains(&"syntax/too-deep") && !codes.contains(&"syntax/unclosed-block"), "{codes:?}");
}

#[test]
fn a_brace_that_ends_parentheses_too_deep_ends_the_cut() {
    // Found by a fuzz target.
    let text = format!("level a {}{}{{}}{}\nlevel b\n", "{".repeat(60), "(".repeat(10), "}".repeat(60));
    let (_, file, findings) = parse(&text);
    assert!(findings.iter().any(|d| d.code.id() == "syntax/too-deep"));
    assert!(matches!(file.items.last(), Some(Item::Level(level)) if level.name.text == "b"));
}

proptest::proptest! {
    #[test]
    fn whatever_the_brackets_a_text_is_read(text in "level a ([{(]{1,30}|[})]{1,9}|\n|level b \\{){0,12}") {
        let (sources, _, findings) = parse(&text);
        for finding in &findings {
            proptest::prop_assert!(finding.at.range().end <= text.len(), "{}", listed(&sources, &findings));
        }
    }
}
