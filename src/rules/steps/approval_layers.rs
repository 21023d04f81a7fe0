//! Too many layers of review and signature.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Process, StepId, StepKind};
use crate::rules::work::{Adds, adds, hand, same_hand};
use crate::rules::{Check, Context, Rule, ladder};

code! {
    /// ## What it does
    /// Finds, on the longest way through a process, more than `approval-layers` (default 2: the drafter's head and who
    /// decides) steps that review, approve, sign or decide after the last step that added something; or two of them by
    /// one and the same hand.
    ///
    /// Who decides counts as a layer, whatever he adds; a review that adds nothing counts, because it is a signature in
    /// all but name. "More than one inside one unit" is read as one hand signing twice: the language knows agencies, not
    /// the divisions in them, and a head and a director of one department are the two layers that are allowed. A step
    /// that passes a letter on is no layer.
    /// ## Why it matters
    /// Each layer waits for the one before, and where all answer for a case nobody does.
    /// ## Nội dung
    /// Tìm trên đường đi dài nhất: có hơn `approval-layers` bước (mặc định 2: lãnh đạo trực tiếp và người quyết định) soát
    /// xét, phê duyệt, ký hoặc quyết định sau bước cuối cùng có thêm nội dung; hoặc một người ký duyệt hai lần.
    ///
    /// Người quyết định được tính là một tầng; bước soát xét không thêm gì cũng tính. "Hai lần trong một đơn vị" được hiểu
    /// là một người ký hai lần, vì ngôn ngữ không mô tả đến phòng, và trưởng phòng cùng giám đốc một sở là hai tầng được
    /// phép. Bước chuyển văn bản không phải là một tầng.
    /// ## Vì sao
    /// Tầng sau chờ tầng trước; nhiều cấp cùng chịu trách nhiệm thì trách nhiệm bị phân tán.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step draft "Soạn" kind draft within 1 hour {
    ///       writes paper
    ///     }
    ///     step review "Trưởng phòng xem" kind review within 1 hour {
    ///       reads paper
    ///     }
    ///     step approve "Giám đốc duyệt" kind approve within 1 hour {
    ///       reads paper
    ///     }
    ///     step decide "Chủ tịch ký" kind decide within 1 hour {
    ///       reads paper
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step draft "Soạn" kind draft within 1 hour {
    ///       writes paper
    ///     }
    ///     step review "Trưởng phòng xem" kind review within 1 hour {
    ///       reads paper
    ///     }
    ///     step decide "Giám đốc ký" kind decide within 1 hour {
    ///       reads paper
    ///       if ineligible then refuse
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static APPROVAL_LAYERS = "steps/approval-layers", Warning,
        en: "too many layers of approval", vi: "quá nhiều tầng ký duyệt";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &APPROVAL_LAYERS,
    check: Check::Process(check),
    reads: &[
        "process.flow", "step.kind", "step.by", "step.within", "step.reads", "step.writes", "step.checks", "step.reaction",
        "step.jump", "procedure.result", "procedure.fact", "agency.level", "agency.under", "level.under",
    ],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let way: Vec<StepId> = cx.facts.critical_path().step_ids().collect();
    let mut layers: Vec<StepId> = Vec::new();
    let mut open: Option<StepId> = None;
    let mut fullest: (Vec<StepId>, Option<StepId>) = Default::default();
    for id in way {
        let step = process.step(id);
        let decides = step.is_kind(StepKind::Decide);
        let signs = [StepKind::Approve, StepKind::Sign, StepKind::Review].into_iter().any(|kind| step.is_kind(kind));
        match (decides, signs, adds(cx.procedure, process, id)) {
            (true, ..) | (_, true, Adds::Nothing) => layers.push(id),
            // Whoever signs without a word on papers signs what is there.
            (_, true, Adds::Unknown) => {
                layers.push(id);
                open = open.or(Some(id));
            }
            (_, _, Adds::Something) => {
                layers.clear();
                open = None;
            }
            _ => {}
        }
        if layers.len() > fullest.0.len() {
            fullest = (layers.clone(), open);
        }
        if decides {
            layers.clear();
            open = None;
        }
    }
    let (layers, open) = fullest;
    let twice = layers.iter().enumerate().find_map(|(at, id)| {
        let earlier = layers[..at].iter().find(|earlier| {
            same_hand(process.step(**earlier), process.step(*id)) == Some(true)
        })?;
        Some((*earlier, *id))
    });
    let allowed = cx.settings.thresholds.approval_layers as usize;
    if layers.len() <= allowed && twice.is_none() {
        return;
    }
    if let Some(open) = open.filter(|_| twice.is_none()) {
        let name = &process.step(open).name.text;
        let missing = crate::text!(en: "what `{name}` reads and writes", vi: "bước `{name}` xem và lập giấy tờ gì");
        out.unknown(&APPROVAL_LAYERS, process.step(open).name.span, missing);
        return;
    }
    let last = *layers.last().expect("there are more layers than some");
    let names: Vec<_> = layers.iter().map(|id| format!("`{}`", process.step(*id).name.text)).collect();
    let (names, count) = (names.join(", "), layers.len());
    let (message, at) = match twice {
        Some((_, again)) if count <= allowed => {
            let name = &process.step(again).name.text;
            let message = crate::text!(
                en: "the hand that signs at `{name}` has already signed the same: {names}",
                vi: "người ký ở bước `{name}` đã ký duyệt cùng nội dung: {names}"
            );
            (message, again)
        }
        _ => {
            let message = crate::text!(
                en: "{count} layers of approval follow the last work: {names}",
                vi: "có {count} tầng ký duyệt sau khi xử lý xong: {names}"
            );
            (message, last)
        }
    };
    let levels: Vec<_> = layers
        .iter()
        .map(|id| {
            let rung = hand(process.step(*id)).and_then(|body| ladder::rung(cx.catalogue, body, cx.as_of));
            rung.map_or_else(|| "?".to_owned(), |rung| rung.to_string())
        })
        .collect();
    let finding = out.report(&APPROVAL_LAYERS, process.step(at).name.span, message);
    finding.certainty(Certainty::Probable).evidence("layers", count).evidence("levels", levels.join(", "));
    for id in layers.iter().filter(|id| **id != at) {
        finding.label(process.step(*id).name.span, crate::text!(en: "a layer", vi: "một tầng ký duyệt"));
    }
    finding.help(crate::text!(
        en: "keep the drafter's head and who decides", vi: "chỉ giữ lãnh đạo trực tiếp và người quyết định"
    ));
}
