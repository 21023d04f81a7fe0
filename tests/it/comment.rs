//! The comment on a pull request: what it says of a change, that it fits, and that nothing in a text of strangers becomes a
//! link, a mention, HTML or a command.

use crate::cli::Folder;
use crate::support::report;
use insta::assert_snapshot;
use procedo::base::{Diagnostic, Sink, Sources, Span, Text};
use procedo::render::markdown::{self, Change, LONGEST, Procedure};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

procedo::code! {
    /// A page.
    static LATE = "time/late", Error, en: "late", vi: "trễ";
}

/// A report with a finding for each message, and the comment made of it.
fn comment(messages: &[String], change: impl Fn(&[Diagnostic]) -> Vec<Procedure>) -> String {
    let mut sources = Sources::default();
    let file = sources.add("a.proc", "một\nhai ba\n");
    let mut out = Sink::default();
    for message in messages {
        out.report(&LATE, Span::new(file, 6..9), Text::same(message.as_str()));
    }
    for (number, finding) in out.findings.iter_mut().enumerate() {
        finding.identity.number = number as u32 + 1;
        finding.identity.place.clone_from(&messages[number]);
    }
    let report = report(&sources, &out.findings);
    let new = out.findings.iter().collect();
    let put_right = out.findings.iter().collect();
    markdown::render(&report, Some(&Change { new, put_right, procedures: change(&out.findings) }))
}

fn procedure(words: &str, drawing: Option<String>) -> Procedure {
    Procedure {
        code: words.to_owned(),
        title: words.to_owned(),
        became: Text::default(),
        figures: vec![(Text::same(words), Some(Text::same(words)), None)],
        steps: vec![(Text::same("New steps"), vec![words.to_owned(), words.to_owned()])],
        drawing,
    }
}

/// Text that wants to be more than text.
fn hostile() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "@team",
        "@",
        "#12",
        "!34",
        "GH-7",
        "www.evil.example",
        "https://evil.example",
        "mail@evil.example",
        "[a](b)",
        "![a](b)",
        "<b>",
        "<script>",
        "</details>",
        "<!--",
        "-->",
        "&lt;",
        "&#64;",
        "`",
        "``",
        "```\n",
        "~~~",
        "|",
        "\\",
        "\\|",
        "\n",
        "\r\n",
        "\n/close\n",
        "\n# x\n",
        "\n- [ ] y",
        "*",
        "**",
        "_",
        "__",
        "~~",
        ":tada:",
        "$x$",
        "$$",
        "^1^",
        "%%{init}%%",
        "{{x}}",
        "[[x]]",
        "\u{202e}",
        "\u{0}",
        "ổ",
        " ",
        "a",
        ".",
        "~label",
        "%1",
        "&1",
        "team/x#1",
        "\n> q",
        "\n1. z",
        "===",
        "---",
        "\n---\n",
        "\t",
        "\u{2028}",
    ]);
    prop::collection::vec(parts, 1..9).prop_map(|parts| parts.concat())
}

/// What a reader of the comment sees, code left out; asserts that it holds nothing that strangers put in.
fn seen(comment: &str) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for event in Parser::new_ext(
        comment,
        Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_MATH,
    ) {
        match event {
            Event::Start(
                Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::BlockQuote(_)
                | Tag::Emphasis
                | Tag::Strikethrough
                | Tag::FootnoteDefinition(_),
            )
            | Event::InlineHtml(_)
            | Event::TaskListMarker(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Rule => panic!("{event:?} in {comment}"),
            Event::Html(html) => {
                let ours = ["<details><summary>", "</details>"].iter().any(|start| html.starts_with(start));
                assert!(ours && html.matches('<').count() <= 4, "{html} in {comment}");
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            // What is marked within a sentence does not end it.
            Event::End(TagEnd::Strong) | Event::Code(_) => {}
            Event::Text(words) if !in_code => text += &words,
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// What forges look for in the finished text.
fn is_taken(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let found = letters.windows(2).find(|two| match two[0] {
        '@' | '#' | '!' | '$' | '%' | '~' | '&' => two[1].is_alphanumeric(),
        ':' => two[1].is_ascii_alphabetic(),
        _ => false,
    });
    let links = ["://", "www.", "gh-7"].iter().find(|link| text.to_lowercase().contains(*link));
    found.map(|two| two.iter().collect()).or(links.map(|&link| link.to_owned()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_hostile_text_stays_text(message in hostile(), words in hostile()) {
        let text = comment(&[message.clone(), "fine".to_owned()], |_| vec![procedure(&words, None), procedure("1.004873", None)]);
        let read = seen(&text);
        prop_assert_eq!(is_taken(&read), None, "{}", read);
        // A line of a stranger's would be a command, a heading, an item.
        let items = text.lines().filter(|line| line.starts_with("- ")).count();
        prop_assert_eq!(items, 4);
        prop_assert_eq!(text.lines().filter(|line| line.starts_with('#')).count(), 4);
        prop_assert!(!text.lines().any(|line| line.starts_with('/')));
        // Every row of a figure has three cells.
        let rows = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---"));
        for row in rows {
            prop_assert_eq!(row.matches('|').count(), 4, "{}", row);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_comment_is_never_longer_than_a_forge_takes(findings in 0..900_usize, procedures in 0..400_usize, long in 0..4000_usize) {
        let messages: Vec<_> = (0..findings).map(|n| format!("`{n}` is late, {}", "ổ".repeat(long % 300))).collect();
        let text = comment(&messages, |_| (0..procedures).map(|n| procedure(&format!("P-{n}"), Some("x\n".repeat(long)))).collect());
        prop_assert!(text.chars().count() <= LONGEST, "{}", text.chars().count());
        // What is left out is counted: shown and counted together are all.
        let more = |text: &str| -> usize {
            let counted = text.lines().filter_map(|line| line.trim_start_matches("- ").strip_prefix("… and ")?.strip_suffix(" more")?.parse::<usize>().ok());
            counted.sum()
        };
        let section = |title: &str| text.split("\n#### ").find(|section| section.starts_with(title)).unwrap_or_default();
        for title in ["New findings", "No longer found"] {
            let list = section(title);
            let listed = list.lines().filter(|line| line.starts_with("- error")).count();
            prop_assert_eq!(listed + more(list), findings, "{}", title);
        }
        let changed = section("Changed procedures");
        let listed = changed.lines().filter(|line| line.starts_with("**")).count();
        prop_assert_eq!(listed + more(changed), procedures);
    }
}

#[test]
fn a_change_is_told_procedure_by_procedure() {
    let folder = Folder::started();
    if !folder.git(&["init", "-q", "-b", "main"]) {
        println!("skipped: git is not installed");
        return;
    }
    folder.write("c/old.proc", "procedure 9.000001 \"Old @all\" {\n  level commune\n}\n");
    folder.git(&["add", "-A"]);
    folder.git(&["commit", "-qm", "begun"]);
    let first = folder.read("c/first.proc");
    let step = "    step sign \"Sign the extract\"";
    let added = "    step stamp \"Stamp | it\" kind review by commune-pc/desk within 3 working days\n";
    let changed = first
        .replace(step, &format!("{added}{step}"))
        .replace("within 2 hours {\n      reads  draft-extract", "within 1 hour {\n      reads  draft-extract");
    folder.write("c/first.proc", changed).write("c/old.proc", "");
    let run =
        |more: &[&str]| folder.run(&[&["check", "c", "--as-of", "2026-11-21", "--format", "markdown"], more].concat());
    let (english, vietnamese) =
        (run(&["--changed-since", "HEAD", "--lang", "en"]), run(&["--changed-since", "HEAD", "--lang", "vi"]));
    let without_drawing = |text: &str| {
        let (before, rest) = text.split_once("\n<details>").expect("it is drawn");
        let (_, after) = rest.split_once("</details>\n").expect("it is folded");
        format!("{before}{after}")
    };
    assert_snapshot!(without_drawing(&english));
    assert_snapshot!(without_drawing(&vietnamese));
    assert!(english.contains("```mermaid\nflowchart LR\n"), "{english}");
    assert!(
        english.contains("  class step_stamp new\n") && english.contains("  class step_sign changed\n"),
        "{english}"
    );
    assert_eq!(is_taken(&seen(english.split_once('\n').expect("after the exit code").1)), None);

    // Against a baseline there is no text of before: only findings.
    folder.git(&["checkout", "-q", "--", "."]);
    folder.run(&["check", "c", "--write-baseline", "c/known.tsv", "--as-of", "2026-11-21"]);
    folder.write("c/old.proc", "procedure 9.000001 \"Old\" {\n  level comune\n}\n");
    assert_snapshot!(run(&["--baseline", "c/known.tsv", "--lang", "en"]));
    // Against nothing it is a list.
    let all = run(&["--lang", "en"]);
    assert!(all.contains("### Procedo: 3 findings\n"), "{all}");
}
