//! Limits that cannot be kept or are not said.

use super::Operator;
use crate::site::pair;
use procedo::model::{Action, DeadlineTime, Limit};

pub(super) const OPERATORS: &[&Operator] = &[
    &Operator {
        name: "stretch-a-step",
        says: "stretches a step far beyond the limit / and the limit with it",
        code: "time/overrun",
        plant: |site| {
            let timed = |step: &&procedo::model::Step| {
                step.pauses.is_none()
                    && !step.by_applicant()
                    && matches!(step.within.as_ref().map(|within| &within.value), Some(Limit::Duration(_)))
            };
            let step = site.steps().iter().find(timed)?;
            let within = step.within.as_ref()?.span;
            let stretched = (within.start as usize, within.end as usize, "300 working days");
            let known =
                |row: &&procedo::model::Deadline| matches!(row.time.value, DeadlineTime::Duration(_)) && !row.plus;
            let rows: Vec<_> = site.procedure.deadlines.iter().filter(known).collect();
            if rows.is_empty() || site.procedure.cases.iter().any(|case| case.sets_deadline) {
                return None;
            }
            let longer =
                rows.iter().map(|row| (row.time.span.start as usize, row.time.span.end as usize, "900 working days"));
            let both: Vec<_> = longer.chain([stretched]).collect();
            pair(&["deadline", "thời hạn", &step.name.text], &site.edited(&[stretched]), &site.edited(&both))
        },
    },
    &Operator {
        name: "calendar-days-among-hours",
        says: "gives a step days of the calendar / working days",
        code: "time/mixed-units",
        plant: |site| {
            let step = site.working()?;
            let within = step.within.as_ref()?.span;
            let of = |time: &str| site.edited(&[(within.start as usize, within.end as usize, time)]);
            pair(&[&step.name.text], &of("3 days"), &of("3 working days"))
        },
    },
    &Operator {
        name: "open-consultation",
        says: "consults without a limit / with one, and says what silence means",
        code: "time/open-consultation",
        plant: |site| {
            let before = site.working()?;
            let by = site.another(before.body()?)?;
            let head = format!("step hỏi-ý-kiến \"Lấy ý kiến cơ quan liên quan\" kind consult by {by}");
            let closed = format!(
                "{head} within 0.5 hours {{\n  silence means agreement basis \"Nghị định 63/2010/NĐ-CP\" article 1\n}}"
            );
            pair(&["hỏi-ý-kiến"], &site.after(before, &head), &site.after(before, &closed))
        },
    },
    &Operator {
        name: "pause-without-law",
        says: "stops the clock without a basis / with one",
        code: "time/unfounded-pause",
        plant: |site| {
            let before = site.working()?;
            let of = |basis: &str| {
                site.after(before, &format!("step chờ-nộp \"Chờ người nộp hồ sơ\" kind await by applicant within 1 working day {{\n  pauses the clock{basis}\n}}"))
            };
            pair(
                &["chờ-nộp", "pauses the clock", "tạm dừng"],
                &of(""),
                &of(" basis \"Nghị định 118/2025/NĐ-CP\" article 1"),
            )
        },
    },
    &Operator {
        name: "ask-three-times",
        says: "lets the applicant be asked three times / once at most",
        code: "time/supplement-loop",
        plant: |site| {
            let asks = |step: &procedo::model::Step| {
                step.reactions.iter().find_map(|reaction| match &reaction.action {
                    Action::Ask(ask) => ask.times.as_ref().map(|times| times.span),
                    Action::Go(_) => None,
                })
            };
            let (step, times) = site.steps().iter().find_map(|step| Some((step, asks(step)?)))?;
            let (start, end) = (times.start as usize, times.end as usize);
            if !["once", "một lần"].contains(&&site.text[start..end]) {
                return None;
            }
            let of = |times: &str| site.edited(&[(start, end, times)]);
            pair(&[&step.name.text, "ask applicant", "yêu cầu bổ sung"], &of("at most 3 times"), &of("at most 1 times"))
        },
    },
    &Operator {
        name: "phase-too-short",
        says: "promises an hour for a phase whose step takes two / two",
        code: "time/sum-mismatch",
        plant: |site| {
            let before = site.working()?;
            let by = before.body()?.written();
            let of = |time: &str| {
                site.after(before, &format!("phase giai-đoạn-thêm \"Giai đoạn thêm\" within {time} {{\n  step việc-thêm \"Việc thêm\" kind draft by {by} within 2 hours\n}}"))
            };
            pair(&["giai-đoạn-thêm"], &of("1 hour"), &of("2 hours"))
        },
    },
];
