//! Powers that were handed down and are not used: the case still goes up.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::model::{Delegation, Process, StepId, StepKind};
use crate::rules::powers::{covers_a_case, decided_by, holds_at, is_of, stands_under};
use crate::rules::work::{Adds, adds, hand, same_hand};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a process whose decision is still worked by the one who has handed the power down, although a transfer of
    /// power in force on the day covers the procedure: the recipient may decide. The steps that could go are shown: from
    /// where the recipient signs a letter upwards, or the last layers before the decision, to where the delegator's
    /// offices issue the result. One finding a transfer; findings about single steps of this chain are attached to it.
    ///
    /// A transfer limited to places counts for a published process only where such a place has no process of its own. A
    /// transfer on a condition counts if some case of the procedure falls under it.
    /// ## Why it matters
    /// The power was handed down so that the case need not go up. The software of a province that does not know this keeps
    /// sending it up.
    /// ## Nội dung
    /// Tìm quy trình mà bước quyết định vẫn do người đã phân cấp, ủy quyền thực hiện, trong khi vào ngày đó việc phân cấp,
    /// ủy quyền có hiệu lực và bao gồm thủ tục này, tức là người được giao đã có quyền quyết định. Quy tắc chỉ ra các bước có
    /// thể bỏ: từ chỗ người được giao ký văn bản trình lên, hoặc các tầng ký duyệt cuối, đến chỗ cơ quan cấp trên phát hành
    /// kết quả. Mỗi văn bản một phát hiện; phát hiện về từng bước trong chuỗi này được gộp vào.
    ///
    /// Ủy quyền chỉ áp dụng ở một số nơi chỉ tính với quy trình đã công bố khi nơi đó không có quy trình riêng. Ủy quyền có
    /// điều kiện được tính nếu có trường hợp thuộc điều kiện đó.
    /// ## Vì sao
    /// Đã giao quyền thì hồ sơ không phải trình lên nữa. Phần mềm không biết việc giao quyền thì vẫn chuyển hồ sơ lên.
    /// ## Example
    /// ```procedure
    /// // as-of: 2026-05-16
    /// agency commune-pc {
    ///   role justice
    ///   role chair signs
    /// }
    /// procedure p "Cấp giấy xác nhận" {
    ///   decided by commune-pc/chair
    ///   process {
    ///     step draft "Soạn" kind draft by commune-pc/justice
    ///     step sign "Ký" kind decide by commune-pc/chair {
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// delegate from commune-pc/chair to commune-pc/justice {
    ///   covers p
    ///   by instrument "45/QĐ-UBND"
    ///   from 2025-08-01 until 2027-02-28
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// // as-of: 2026-05-16
    /// agency commune-pc {
    ///   role justice
    ///   role chair signs
    /// }
    /// procedure p "Cấp giấy xác nhận" {
    ///   decided by commune-pc/chair
    ///   process {
    ///     step sign "Soạn, ký" kind decide by commune-pc/justice {
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// delegate from commune-pc/chair to commune-pc/justice {
    ///   covers p
    ///   by instrument "45/QĐ-UBND"
    ///   from 2025-08-01 until 2027-02-28
    /// }
    /// ```
    pub(in crate::rules) static DELEGATION_UNUSED = "authority/delegation-unused", Warning,
        en: "a power that was handed down and is not used", vi: "đã phân cấp, ủy quyền nhưng quy trình chưa áp dụng";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &DELEGATION_UNUSED,
    check: Check::Process(check),
    reads: &[
        "delegation.from", "delegation.to", "delegation.kind", "delegation.covers", "delegation.validity", "delegation.places",
        "delegation.instrument", "place.under", "procedure.field", "procedure.fact", "process.flow", "step.kind", "step.by",
        "step.reads", "step.writes", "step.within", "agency.under",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let place = cx.place.and_then(|place| cx.catalogue.places.find(place));
    for delegation in cx.catalogue.delegations.iter().filter(|delegation| delegation.period.contains(cx.as_of)) {
        let here = || match place {
            None => holds_where_published(cx, delegation),
            place => holds_at(cx.catalogue, delegation, place, cx.as_of),
        };
        let covers = || covers_a_case(cx.catalogue, delegation, cx.entry, cx.procedure, &cx.facts.assumptions());
        let Some(deciding) = still_up(cx, process, delegation) else { continue };
        if !covers() || !here() {
            continue;
        }
        match deciding {
            Deciding::By(step) => report(cx, process, delegation, step, out),
            Deciding::Unknown(step) => {
                let name = &process.step(step).name.text;
                let missing = crate::text!(en: "who works `{name}`", vi: "ai thực hiện bước `{name}`");
                out.unknown(&DELEGATION_UNUSED, process.step(step).name.span, missing);
            }
        }
    }
}

enum Deciding {
    By(StepId),
    Unknown(StepId),
}

/// The deciding step that the delegator still works, if no recipient decides anywhere in the process.
fn still_up(cx: &Context<'_>, process: &Process, delegation: &Delegation) -> Option<Deciding> {
    if !decided_by(cx.procedure, &delegation.to).is_empty() {
        return None;
    }
    let above = decided_by(cx.procedure, std::slice::from_ref(&delegation.from));
    let open = || crate::rules::work::deciding(process).into_iter().find(|id| process.step(*id).by.is_none());
    above.first().copied().map(Deciding::By).or_else(|| open().map(Deciding::Unknown))
}

/// Whether a transfer concerns the process as published: it holds everywhere, or at a place without a process of its own.
fn holds_where_published(cx: &Context<'_>, delegation: &Delegation) -> bool {
    if delegation.at.is_empty() {
        return true;
    }
    let adapted = cx.catalogue.adapted_places(cx.entry, cx.as_of);
    delegation.at.iter().filter_map(|place| place.id).any(|place| {
        !cx.catalogue.containing(place, cx.as_of).iter().any(|around| adapted.contains(around))
    })
}

fn report(cx: &Context<'_>, process: &Process, delegation: &Delegation, deciding: StepId, out: &mut Sink) {
    let step = process.step(deciding);
    let name = &step.name.text;
    let title = |body| cx.catalogue.title_of(body, cx.as_of);
    let from = title(&delegation.from);
    let to = delegation.to.iter().map(title).collect::<Vec<_>>().join(", ");
    let Text { en: dates, vi: dates_vi } = dates(delegation);
    let (by, by_vi) = match &delegation.instrument {
        Some(citation) => {
            let law = match &citation.law {
                crate::model::LawRef::Registered(law) => &law.name.text,
                crate::model::LawRef::Quoted(title) => &title.text,
            };
            (format!(" by `{law}`"), format!(" theo `{law}`"))
        }
        None => (String::new(), String::new()),
    };
    let message = crate::text!(
        en: "`{name}` is still decided by `{from}`, though{by} `{to}` may decide {dates}",
        vi: "bước `{name}` vẫn do `{from}` quyết định, trong khi{by_vi} `{to}` đã được giao quyền {dates_vi}"
    );
    let chain = chain(cx, process, delegation, deciding);
    let names: Vec<_> = chain.iter().map(|id| format!("`{}`", process.step(*id).name.text)).collect();
    let names = names.join(", ");
    let finding = out.report(&DELEGATION_UNUSED, step.name.span, message);
    finding
        .certainty(Certainty::Probable)
        .label(delegation.from.span, crate::text!(en: "handed down here", vi: "được giao quyền ở đây"))
        .evidence("delegation", format!("{} → {}", delegation.from.written(), delegation.to.iter().map(crate::model::Body::written).collect::<Vec<_>>().join(", ")))
        .evidence("dates", dates);
    for id in chain.iter().filter(|id| **id != deciding) {
        finding.label(process.step(*id).name.span, crate::text!(en: "could go", vi: "có thể bỏ"));
    }
    if chain.len() > 1 {
        finding.evidence("steps", names.replace('`', "")).help(crate::text!(
            en: "let the recipient decide, and drop {names}", vi: "để người được giao quyền quyết định, bỏ các bước {names}"
        ));
    } else {
        finding.help(crate::text!(
            en: "let the recipient decide at this step", vi: "để người được giao quyền quyết định ở bước này"
        ));
    }
}

fn dates(delegation: &Delegation) -> Text {
    let from = delegation.period.from.as_ref().map(|from| from.value.text());
    let until = delegation.period.until.as_ref().map(|until| until.value.text());
    match (from, until) {
        (Some(from), Some(until)) => Text {
            en: format!("from {} until {}", from.en, until.en),
            vi: format!("từ ngày {} đến hết ngày {}", from.vi, until.vi),
        },
        (Some(from), None) => Text { en: format!("since {}", from.en), vi: format!("từ ngày {}", from.vi) },
        (None, Some(until)) => Text { en: format!("until {}", until.en), vi: format!("đến hết ngày {}", until.vi) },
        (None, None) => crate::text!(en: "already", vi: "rồi"),
    }
}

/// The steps round the decision that exist only because the case goes up, in their order.
fn chain(cx: &Context<'_>, process: &Process, delegation: &Delegation, deciding: StepId) -> Vec<StepId> {
    let way: Vec<StepId> = cx.facts.critical_path().step_ids().collect();
    let Some(at) = way.iter().position(|id| *id == deciding) else { return vec![deciding] };
    let idle = |id: &StepId| adds(cx.procedure, process, *id) != Adds::Something;
    let recipient = |id: &StepId| hand(process.step(*id)).is_some_and(|body| delegation.to.iter().any(|to| is_of(to, body)));
    // From the recipient's own letter upwards; without one, from where the case is only passed on.
    let layers = way[..at].iter().rposition(|id| !idle(id)).map_or(0, |last| last + 1);
    let passes = |id: &StepId| process.step(*id).is_kind(StepKind::Transfer) || process.step(*id).is_kind(StepKind::Issue);
    let first = way[layers..at].iter().position(recipient).map(|place| layers + place);
    let first = first.or_else(|| way[layers..at].iter().position(passes).map(|place| layers + place)).unwrap_or(at);
    let above = |id: &StepId| {
        hand(process.step(*id)).and_then(|body| body.agency.id).is_some_and(|agency| {
            stands_under(cx.catalogue, agency, &delegation.from, cx.as_of) && !delegation.to.iter().any(|to| to.agency.id == Some(agency))
        })
    };
    // Whoever only carries out the decision upstairs.
    let carries_out = |id: &StepId| {
        use StepKind::{Archive, Issue, Register, Transfer};
        process.step(*id).main_kind().is_some_and(|kind| [Archive, Issue, Register, Transfer].contains(&kind))
            && above(id)
            && same_hand(process.step(*id), process.step(deciding)) != Some(true)
    };
    let last = at + way[at + 1..].iter().take_while(|id| carries_out(id)).count();
    way[first..=last].to_vec()
}
