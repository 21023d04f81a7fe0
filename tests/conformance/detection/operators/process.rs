//! Processes that lose their refusal, their end or what they need.

use super::Operator;
use crate::site::pair;

pub(super) const OPERATORS: &[&Operator] = &[
    &Operator {
        name: "drop-the-refusal",
        says: "takes every refusal out / all but one",
        code: "flow/no-refusal",
        plant: |site| {
            let words = ["ineligible then refuse", "không đủ điều kiện thì từ chối"];
            let bare = |line: &str| ["refuse", "từ chối"].contains(&line.trim());
            let other = |line: &str| {
                ["refuse", "từ chối"].iter().any(|word| line.ends_with(word))
                    && !words.iter().any(|word| line.contains(word))
            };
            if site.text.lines().any(|line| bare(line) || other(line)) || site.imported {
                return None;
            }
            let (without, gone) = site.without_lines(&words);
            let first = site.text.lines().find(|line| words.iter().any(|word| line.contains(word)))?;
            if gone < 1
                || first.contains('{')
                || first.trim_start().starts_with("step")
                || first.trim_start().starts_with("bước")
            {
                return None;
            }
            // The near miss keeps the first refusal.
            let mut kept = false;
            let near: Vec<_> = site
                .text
                .lines()
                .filter(|line| {
                    let refuses = words.iter().any(|word| line.contains(word));
                    !refuses || !std::mem::replace(&mut kept, true)
                })
                .collect();
            let names: Vec<&str> = site.steps().iter().map(|step| step.name.text.as_str()).collect();
            pair(&names, &without, &format!("{}\n", near.join("\n")))
        },
    },
    &Operator {
        name: "repeat-without-end",
        says: "repeats a step without a limit / twice at most",
        code: "flow/unbounded-loop",
        plant: |site| {
            let step = site.working()?;
            let (start, end) = (step.span.start as usize, step.span.end as usize);
            let of = |times: &str| site.edited(&[(start, start, &format!("repeat {times}{{\n")), (end, end, "\n}")]);
            pair(&["repeat", "lặp"], &of("while chưa-đạt "), &of("at most 2 times while chưa-đạt ")).map(|mut pair| {
                let fact = "  fact chưa-đạt yes/no \"Hồ sơ chưa đạt\"\n";
                for half in [&mut pair.plant, &mut pair.near] {
                    let at = site.head_of(&half.text);
                    half.text.insert_str(at, &format!("\n{fact}"));
                    half.text = procedo::syntax::format(&half.text, None).text;
                }
                pair
            })
        },
    },
    &Operator {
        name: "read-before-written",
        says: "reads a paper before it is written / afterwards",
        code: "data/missing-input",
        plant: |site| {
            let first = site.steps().first().filter(|step| step.writes.is_empty())?;
            let by = first.body()?.written();
            let later = site.steps().iter().skip(1).find(|step| {
                step.writes.iter().any(|data| {
                    !site.procedure.datum(data.value).in_dossier && site.procedure.datum(data.value).document.is_none()
                })
            })?;
            let data = later
                .writes
                .iter()
                .map(|data| site.procedure.datum(data.value))
                .find(|data| !data.in_dossier && data.document.is_none())?;
            let step = format!(
                "step xem-giấy \"Xem giấy\" kind assess by {by} within 0.5 hours {{\n  reads {}\n  checks nội-dung-giấy\n}}",
                data.name.text
            );
            pair(&["xem-giấy", &data.name.text], &site.after(first, &step), &site.after(later, &step))
        },
    },
    &Operator {
        name: "forget-the-sets",
        says: "does not say how many dossiers / says that it is not known",
        code: "procedure/incomplete",
        plant: |site| {
            let sets = site.procedure.sets.as_ref().filter(|_| site.procedure.notes.unresolved.is_empty())?.span;
            let start = site.text[..sets.start as usize].rfind('\n')?;
            let end = sets.end as usize;
            pair(
                &[site.code()],
                &site.edited(&[(start, end, "")]),
                &site.edited(&[(sets.start as usize, end, "unknown")]),
            )
        },
    },
    &Operator {
        name: "choice-with-a-gap",
        says: "chooses between cases and leaves one out / and says what happens otherwise",
        code: "flow/uncovered-case",
        plant: |site| {
            let before = site.working()?;
            let by = before.body()?.written();
            let of = |rest: &str| {
                let step = |name: &str| format!("step {name} \"Xem xét thêm\" kind draft by {by} within 0.5 hours");
                let text = site.after(
                    before,
                    &format!("choose {{\n  when ở-vùng-xa {{\n    {}\n  }}\n{rest}}}", step("việc-vùng-xa")),
                );
                let at = site.head_of(&text);
                let mut text = text;
                text.insert_str(at, "\n  fact ở-vùng-xa yes/no \"Ở vùng xa\"\n");
                text.replace("REST", &step("việc-còn-lại"))
            };
            pair(
                &["choose", "chọn", "tùy", "việc-vùng-xa", "ở-vùng-xa"],
                &of(""),
                &of("  otherwise {\n    REST\n  }\n"),
            )
        },
    },
];
