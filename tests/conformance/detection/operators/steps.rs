//! Steps that nobody needs.

use super::Operator;
use crate::site::{Site, pair};
use procedo::model::{Step, StepKind};

pub(super) const OPERATORS: &[&Operator] = &[
    &Operator {
        name: "one-more-signature",
        says: "adds a signature that adds nothing / one whose hand may choose",
        code: "steps/rubber-stamp",
        plant: |site| {
            let before = described(site)?;
            let paper = papers(site, before).into_iter().next()?;
            let by = site.another(before.body()?)?;
            let of = |free: &str| {
                site.after(
                    before,
                    &format!("step ký-thêm \"Ký thêm\" kind sign by {by} within 0.5 hours {{\n  reads {paper}\n  discretion {free}\n}}"),
                )
            };
            pair(&["ký-thêm"], &of("none"), &of("open"))
        },
    },
    &Operator {
        name: "two-more-layers",
        says: "puts two signatures before the decision / one",
        code: "steps/approval-layers",
        plant: |site| {
            let decides = site.deciding()?;
            let signs = [StepKind::Sign, StepKind::Approve, StepKind::Review];
            if site.steps().iter().any(|step| signs.into_iter().any(|kind| step.is_kind(kind))) {
                return None;
            }
            let one = site.another(decides.body()?)?;
            let bodies = site.steps().iter().filter_map(Step::body).map(procedo::model::Body::written);
            let two = bodies
                .into_iter()
                .find(|body| *body != one && *body != decides.body().expect("it has one").written())?;
            let paper = papers(site, decides).into_iter().next()?;
            let layer = |name: &str, by: &str| {
                format!("step {name} \"Ký trình\" kind sign by {by} within 0.5 hours {{\n  reads {paper}\n}}")
            };
            let first = layer("ký-trình-một", &one);
            let both = format!("{first}\n{}", layer("ký-trình-hai", &two));
            pair(
                &["ký-trình-hai", "ký-trình-một", &decides.name.text],
                &site.before(decides, &both),
                &site.before(decides, &first),
            )
        },
    },
    &Operator {
        name: "hand-it-on",
        says: "adds a step that only passes the case on / one that enters it in a book",
        code: "steps/pass-through",
        plant: |site| {
            let before = site.working()?;
            let by = site.another(before.body()?)?;
            let of = |kind: &str| {
                site.after(before, &format!("step chuyển-qua \"Chuyển hồ sơ\" kind {kind} by {by} within 0.5 hours"))
            };
            pair(&["chuyển-qua"], &of("transfer"), &of("register"))
        },
    },
    &Operator {
        name: "check-it-again",
        says: "lets another hand check the same criterion / another criterion",
        code: "steps/duplicate-check",
        plant: |site| {
            let first =
                site.steps().iter().find(|step| is_check(step) && !step.checks.is_empty() && step.body().is_some())?;
            let by = site.another(first.body()?)?;
            let of = |what: &str| {
                site.after(first, &format!("step thẩm-tra-lại \"Thẩm tra lại\" kind assess by {by} within 0.5 hours {{\n  checks {what}\n}}"))
            };
            pair(&["thẩm-tra-lại"], &of(&first.checks[0].text), &of("tiêu-chí-chưa-ai-xét"))
        },
    },
    &Operator {
        name: "split-a-step",
        says: "splits a step of one hand in two / gives the second part to another hand",
        code: "steps/same-role",
        plant: |site| {
            let first = site.steps().iter().find(|step| {
                let plain = [StepKind::Draft, StepKind::Assess, StepKind::Check];
                step.kinds.iter().all(|kind| plain.contains(&kind.value))
                    && !step.kinds.is_empty()
                    && step.body().is_some()
                    && step.wait.is_none()
                    && step.batch.is_none()
                    && step.pauses.is_none()
                    && step.order_required.is_none()
            })?;
            let own = first.body()?.written();
            let of = |by: &str| {
                site.after(first, &format!("step làm-tiếp \"Hoàn thiện hồ sơ\" kind draft by {by} within 0.5 hours"))
            };
            pair(&["làm-tiếp"], &of(&own), &of(&site.another(first.body()?)?))
        },
    },
    &Operator {
        name: "wait-for-the-batch",
        says: "lets cases wait four days for a weekly session / one hour",
        code: "steps/batch-wait",
        plant: |site| {
            let before = site.working()?;
            let by = before.body()?.written();
            let of = |wait: &str| {
                site.after(before, &format!("step họp-xét \"Họp xét hồ sơ\" kind assess by {by} within 5 working days {{\n  batch weekly\n  wait {wait}\n  effort 60 minutes\n  checks tiêu-chí-của-cuộc-họp\n}}"))
            };
            pair(&["họp-xét"], &of("4 working days"), &of("1 hour"))
        },
    },
    &Operator {
        name: "receive-it-again",
        says: "receives again at the same desk / after the applicant has brought something",
        code: "steps/received-again",
        plant: |site| {
            let desk = site.steps().iter().find(|step| step.main_kind() == Some(StepKind::Receive))?.body()?.written();
            let before = site.working().filter(|step| step.main_kind() != Some(StepKind::Receive))?;
            let again = format!("step nhận-lại \"Tiếp nhận lại hồ sơ\" kind receive by {desk} within 0.5 hours");
            let applicant = format!(
                "step nộp-thêm \"Người nộp hồ sơ bổ sung\" kind await by applicant within 1 working day {{\n  pauses the clock basis \"Nghị định 118/2025/NĐ-CP\" article 1\n}}\n{again}"
            );
            pair(&["nhận-lại"], &site.after(before, &again), &site.after(before, &applicant))
        },
    },
    &Operator {
        name: "report-for-nobody",
        says: "writes a report that nobody reads / that the next step reads",
        code: "steps/dead-output",
        plant: |site| {
            let before = site.working().filter(|before| all_say(site, before))?;
            let by = before.body()?.written();
            let other = site.another(before.body()?)?;
            let write = format!(
                "step lập-báo-cáo \"Lập báo cáo nội bộ\" kind draft by {by} within 0.5 hours {{\n  writes báo-cáo-nội-bộ\n}}"
            );
            let read = format!(
                "{write}\nstep xét-báo-cáo \"Xem xét báo cáo\" kind assess by {other} within 0.5 hours {{\n  reads báo-cáo-nội-bộ\n  checks chất-lượng-báo-cáo\n}}"
            );
            pair(&["lập-báo-cáo"], &site.after(before, &write), &site.after(before, &read))
        },
    },
    &Operator {
        name: "there-and-back",
        says: "sends the case to another hand and back for nothing / for a note that is then used",
        code: "steps/ping-pong",
        plant: |site| {
            let before = described(site)?;
            let paper = papers(site, before).into_iter().next()?;
            let own = before.body()?.written();
            // Who works beside it would make the near miss a real there-and-back.
            let place = site.steps().iter().position(|step| std::ptr::eq(step, before))?;
            let beside: Vec<_> =
                site.steps().iter().filter_map(Step::body).map(procedo::model::Body::written).collect();
            let other = ["văn-thư", "phó-chủ-tịch", "kế-toán"].iter().find_map(|role| {
                let body = format!("{}/{role}", before.body()?.agency.name.text);
                (site.knows(&body) && !beside.contains(&body)).then_some(body)
            })?;
            let one_hand = |step: &Step| step.by.as_ref().is_some_and(|by| by.any_of.len() == 1 && by.with.is_empty());
            if place == 0 || !top_level(site, before) || !site.steps().iter().all(one_hand) {
                return None;
            }
            let of = |writes: &str, reads: &str| {
                site.after(before, &format!("step xem-qua \"Xem qua hồ sơ\" kind review by {other} within 0.5 hours {{\n  reads {paper}\n{writes}}}\nstep làm-lại \"Hoàn chỉnh hồ sơ\" kind draft by {own} within 0.5 hours {{\n  reads {paper}{reads}\n  writes bản-hoàn-chỉnh\n}}"))
            };
            pair(&["làm-lại", "xem-qua"], &of("", ""), &of("  writes ý-kiến-xem-qua\n", ", ý-kiến-xem-qua"))
        },
    },
];

fn is_check(step: &Step) -> bool {
    [StepKind::Assess, StepKind::Check].into_iter().any(|kind| step.is_kind(kind)) && !step.is_kind(StepKind::Decide)
}

/// A working step, not of the decision, that says what it reads or writes.
fn described(site: &Site) -> Option<&Step> {
    let works = |step: &&Step| {
        let kinds = [StepKind::Assess, StepKind::Draft, StepKind::Check];
        step.main_kind().is_some_and(|kind| kinds.contains(&kind))
            && step.body().is_some()
            && !papers(site, step).is_empty()
    };
    site.steps().iter().find(works)
}

/// What a step writes, or else reads, by name.
fn papers(site: &Site, step: &Step) -> Vec<String> {
    let name = |data: &procedo::model::At<procedo::model::DataId>| site.procedure.datum(data.value).name.text.clone();
    step.writes.iter().chain(&step.reads).map(name).collect()
}

/// Whether every later step that looks at papers says at which, so that nobody else can read what is planted.
fn all_say(site: &Site, before: &Step) -> bool {
    let blind = [StepKind::Await, StepKind::CollectFee, StepKind::Return];
    let later = site.steps().iter().skip_while(|step| !std::ptr::eq(*step, before)).skip(1);
    let silent = |step: &Step| step.reads_dossier.is_some() || step.reads.is_empty() && step.writes.is_empty();
    let looks = |step: &Step| step.main_kind().is_none_or(|kind| !blind.contains(&kind));
    !later.into_iter().any(|step| looks(step) && silent(step))
}

/// Whether a step stands in no branch.
fn top_level(site: &Site, step: &Step) -> bool {
    let Some(process) = &site.procedure.process else { return false };
    let own = |node: &procedo::model::Node| match node {
        procedo::model::Node::Step(id) => std::ptr::eq(process.step(*id), step),
        _ => false,
    };
    process.flow.nodes.iter().any(own)
}
