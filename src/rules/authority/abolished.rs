//! Bodies and levels that do not exist on the day.

use crate::base::{Sink, Span, Text};
use crate::code;
use crate::model::{Bodies, Body, Party, Process};
use crate::rules::{Check, Context, Rule};
use crate::time::Date;
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Finds a body, role or level that a procedure in force names as deciding, working, taking part, hearing appeals or
    /// handling, and that does not exist on the day: it ended before (the district level on 2025-06-30, merged ministries)
    /// or begins later. Each name is reported once a procedure. A name that nothing declares is unknown here, and a finding
    /// of `names/unresolved`.
    /// ## Why it matters
    /// Nobody answers for what an abolished body should do.
    /// ## Nội dung
    /// Tìm cơ quan, chức danh hoặc cấp mà thủ tục đang có hiệu lực ghi là quyết định, thực hiện, phối hợp, giải quyết khiếu
    /// nại hoặc cấp thực hiện, nhưng vào ngày đó không tồn tại: đã chấm dứt (cấp huyện từ ngày 01/07/2025, các bộ đã hợp nhất)
    /// hoặc chưa thành lập. Mỗi tên chỉ báo một lần trong một thủ tục. Tên chưa khai báo thì ở đây là chưa rõ.
    /// ## Vì sao
    /// Không ai chịu trách nhiệm về việc của một cơ quan đã bãi bỏ.
    /// ## Example
    /// ```procedure
    /// // as-of: 2025-07-01
    /// level district until 2025-06-30
    /// agency district-pc level district until 2025-06-30 replaced by commune-pc
    /// agency commune-pc
    /// procedure p "Cấp phép" {
    ///   decided by district-pc
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// // as-of: 2025-07-01
    /// level district until 2025-06-30
    /// agency district-pc level district until 2025-06-30 replaced by commune-pc
    /// agency commune-pc
    /// procedure p "Cấp phép" {
    ///   decided by commune-pc
    /// }
    /// ```
    pub(in crate::rules) static ABOLISHED = "authority/abolished", Error,
        en: "a body or level that does not exist on the day", vi: "cơ quan hoặc cấp không còn tồn tại";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &ABOLISHED,
    check: Check::Procedure(check),
    reads: &[
        "agency.validity", "agency.level", "agency.role", "agency.replaced-by", "level.validity", "level.replaced-by",
        "procedure.level", "procedure.decided-by", "procedure.appeal", "step.by",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let mut bodies: Vec<&Body> = Vec::new();
    let deciders = cx.procedure.decided_by.iter().filter(|row| row.row.period.contains(cx.as_of));
    deciders.for_each(|row| push(&mut bodies, &row.bodies));
    if let Some(process) = &cx.procedure.process {
        steps(process, &mut bodies);
    }
    bodies.extend(cx.procedure.appeals.iter().map(|appeal| &appeal.to));
    let mut seen = BTreeSet::new();
    for body in bodies {
        let Some(id) = body.agency.id else {
            let name = &body.agency.name.text;
            let missing = crate::text!(en: "what `{name}` is", vi: "`{name}` là cơ quan nào");
            out.unknown(&ABOLISHED, body.span, missing);
            continue;
        };
        if !seen.insert(body.written()) {
            continue;
        }
        let versions = cx.catalogue.agencies.get(id);
        let Some(agency) = versions.at(cx.as_of) else {
            let near = versions.near(cx.as_of);
            let heirs: Vec<_> = near.replaced_by.iter().map(|heir| heir.name.text.clone()).collect();
            report(cx, body.span, &body.agency.name.text, near.period.until.as_ref().map(|until| until.value), &heirs, out);
            continue;
        };
        let level = agency.level.as_ref().and_then(|level| level.id);
        if let Some(level) = level.map(|id| cx.catalogue.levels.get(id)).filter(|level| level.at(cx.as_of).is_none()) {
            let near = level.near(cx.as_of);
            let heirs: Vec<_> = agency.replaced_by.iter().map(|heir| heir.name.text.clone()).collect();
            report(cx, body.span, &level.name, near.period.until.as_ref().map(|until| until.value), &heirs, out);
        } else if let Some(role) = cx.catalogue.role(body, cx.as_of).filter(|role| !role.period.contains(cx.as_of)) {
            report(cx, body.span, &role.name.text, role.period.until.as_ref().map(|until| until.value), &[], out);
        }
    }
    for level in &cx.procedure.levels {
        let Some(id) = level.id else { continue };
        let versions = cx.catalogue.levels.get(id);
        if versions.at(cx.as_of).is_none() {
            let near = versions.near(cx.as_of);
            let heirs: Vec<_> = near.replaced_by.iter().map(|heir| heir.name.text.clone()).collect();
            report(cx, level.span(), &level.name.text, near.period.until.as_ref().map(|until| until.value), &heirs, out);
        }
    }
}

fn push<'a>(bodies: &mut Vec<&'a Body>, of: &'a Bodies) {
    bodies.extend(of.any_of.iter().chain(&of.with).filter_map(|party| match party {
        Party::Body { body, .. } => Some(body),
        Party::Applicant(_) => None,
    }));
}

fn steps<'a>(process: &'a Process, bodies: &mut Vec<&'a Body>) {
    process.steps.iter().filter_map(|step| step.by.as_ref()).for_each(|by| push(bodies, by));
}

fn report(cx: &Context<'_>, at: Span, name: &str, until: Option<Date>, heirs: &[String], out: &mut Sink) {
    let message = match until.filter(|until| *until < cx.as_of) {
        Some(until) => {
            let Text { en, vi } = until.text();
            crate::text!(en: "`{name}` has not existed since {en}", vi: "`{name}` đã chấm dứt từ sau ngày {vi}")
        }
        None => crate::text!(en: "`{name}` does not exist yet", vi: "`{name}` chưa được thành lập"),
    };
    let finding = out.report(&ABOLISHED, at, message);
    match heirs {
        [] => {
            finding.help(crate::text!(en: "name the body that does this now", vi: "ghi cơ quan hiện đang thực hiện việc này"));
        }
        heirs => {
            let list = heirs.iter().map(|heir| format!("`{heir}`")).collect::<Vec<_>>().join(", ");
            finding.evidence("replaced by", heirs.join(", ")).help(crate::text!(
                en: "it was replaced by {list}: name the one that does this now",
                vi: "đã được thay bằng {list}: ghi cơ quan hiện đang thực hiện"
            ));
        }
    }
}
