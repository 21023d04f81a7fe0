//! The nested form on a page.

use super::{Guard, Item, Outcome, Phase, Step, Way};
use crate::base::Language;
use crate::import::{Page, quoted};

/// Writes the `process` block.
pub(in crate::import) fn write(page: &mut Page, outcome: &Outcome, language: Language) {
    page.body("process", |page| {
        page.text(&outcome.text.join("\n"));
        for (_, text) in &outcome.unsaid {
            page.unresolved(text.get(language));
        }
        items(page, &outcome.items, language);
    });
}

fn items(page: &mut Page, all: &[Item], language: Language) {
    for item in all {
        match item {
            Item::Step(one) => step(page, one),
            Item::Choice { note, ways } => choice(page, note, ways, language),
            Item::Parallel { note, ways } => parallel(page, note, ways, language),
            Item::Repeat { condition, note, body } => {
                let head = if condition.is_empty() { "repeat".to_owned() } else { format!("repeat while {condition}") };
                page.body(&head, |page| {
                    // No model says how often: that is not known, which is another thing than "without end".
                    page.unresolved(
                        language.pick(
                            "how often this is repeated at most is not said",
                            "nguồn không nêu số lần lặp tối đa",
                        ),
                    );
                    page.text(note);
                    items(page, body, language);
                });
            }
            Item::Phase(one, inner) => phase(page, one, inner, language),
            Item::End(end) => page.line(end.word()),
        }
    }
}

fn step(page: &mut Page, step: &Step) {
    let mut head = format!("step {}", step.name);
    if !step.title.trim().is_empty() {
        head.push_str(&format!(" {}", quoted(&step.title)));
    }
    for clause in &step.clauses {
        head.push_str(&format!(" {clause}"));
    }
    page.block(&head, |page| {
        step.lines.iter().for_each(|line| page.line(line));
        step.unresolved.iter().for_each(|words| page.unresolved(words));
        page.text(&step.text);
    });
}

fn phase(page: &mut Page, phase: &Phase, inner: &[Item], language: Language) {
    let mut head = format!("phase {}", phase.name);
    if !phase.title.trim().is_empty() {
        head.push_str(&format!(" {}", quoted(&phase.title)));
    }
    if !phase.limit.is_empty() {
        head.push_str(&format!(" {}", phase.limit));
    }
    page.body(&head, |page| {
        phase.unresolved.iter().for_each(|words| page.unresolved(words));
        page.text(&phase.text);
        items(page, inner, language);
    });
}

fn way(page: &mut Page, note: &str, way: &Way, language: Language) {
    let words = [note, &way.note].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n");
    page.text(&words);
    items(page, &way.items, language);
}

fn choice(page: &mut Page, note: &str, ways: &[Way], language: Language) {
    match ways {
        [Way { guard: Guard::When(condition), .. }, rest] | [rest, Way { guard: Guard::When(condition), .. }]
            if rest.guard == Guard::Rest =>
        {
            let taken = if ways[0].guard == Guard::Rest { &ways[1] } else { &ways[0] };
            let silent = rest.items.is_empty() && rest.note.is_empty();
            if taken.items.is_empty() && !silent {
                let words = [note, &taken.note].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join("\n");
                page.body(&format!("if {}", negation(condition)), |page| way(page, &words, rest, language));
                return;
            }
            page.body(&format!("if {condition}"), |page| way(page, note, taken, language));
            if !silent {
                page.body("else", |page| way(page, "", rest, language));
            }
        }
        [Way { guard: Guard::When(one), .. }, Way { guard: Guard::When(other), .. }] if *other == negation(one) => {
            page.body(&format!("if {one}"), |page| way(page, note, &ways[0], language));
            page.body("else", |page| way(page, "", &ways[1], language));
        }
        _ => page.body("choose", |page| {
            page.text(note);
            for one in ways {
                let head = match &one.guard {
                    Guard::When(condition) => format!("when {condition}"),
                    Guard::Always | Guard::Rest => "otherwise".to_owned(),
                };
                page.body(&head, |page| way(page, "", one, language));
            }
        }),
    }
}

fn negation(condition: &str) -> String {
    if condition.contains(' ') { format!("not ({condition})") } else { format!("not {condition}") }
}

fn parallel(page: &mut Page, note: &str, ways: &[Way], language: Language) {
    page.body("parallel", |page| {
        page.text(note);
        for one in ways {
            page.body("branch", |page| match &one.guard {
                Guard::When(condition) => page.body(&format!("if {condition}"), |page| way(page, "", one, language)),
                Guard::Always | Guard::Rest => way(page, "", one, language),
            });
        }
    });
}
