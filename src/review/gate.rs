//! The safety gate: what a change must not do. Each gate is one function over the procedure before and after.

use super::effect::{self, Figures};
use super::guarantee::{self, Broken};
use super::subject::same;
use super::{burden, hands};
use crate::analysis::{Facts, Runs};
use crate::base::{Diagnostic, FileId, Severity, Text, similar};
use crate::model::{Action, Appeal, End, Entry, Goal, Procedure, Process, Step, StepKind};
use crate::pipeline::Checked;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Why a change is not safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The gate, by its name in the reference.
    pub gate: &'static str,
    /// What would be lost, with the case or the place that shows it.
    pub why: Text,
}

/// A state of the catalogue in which the procedure is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct State<'a> {
    /// The catalogue, checked.
    pub(super) checked: &'a Checked,
    /// The version.
    pub(super) entry: &'a Entry,
    /// Its views at the place that the finding is about, or as published.
    pub(super) views: &'a [Procedure],
}

/// Why a change does not pass, if it does not.
type Gate = fn(&Pair<'_>) -> Option<Text>;

/// Every gate in its order.
const GATES: &[(&str, Gate)] = &[
    ("parses", parses),
    ("cures", cures),
    ("adds-nothing", adds_no_finding),
    ("sound", stays_sound),
    ("statutory-order", keeps_statutory_order),
    ("consultation", keeps_consultation),
    ("maker-checker", keeps_maker_and_checker),
    ("refusal", keeps_refusal),
    ("appeal", keeps_appeal),
    ("evidence", evidence_reaches_the_decider),
    ("no-new-burden", asks_nothing_new),
    ("not-slower", is_not_slower),
    ("outcomes", keeps_outcomes),
    ("idempotent", is_idempotent),
];

/// The names of all gates, for the reference.
pub fn names() -> impl Iterator<Item = &'static str> {
    GATES.iter().map(|(name, _)| *name)
}

/// What a change is to cure.
#[derive(Debug)]
pub(super) struct Cure<'a> {
    /// The finding.
    pub(super) finding: &'a Diagnostic,
    /// A line that the same changes would alter in the text that they have made.
    pub(super) twice: Option<String>,
}

/// A procedure before and after.
pub(super) struct Pair<'a> {
    pub(super) cure: Option<&'a Cure<'a>>,
    /// The sources that the change edits; what is wrong in others is not its doing.
    pub(super) files: &'a [FileId],
    pub(super) old: State<'a>,
    pub(super) new: State<'a>,
    /// The views before and after, in order; both have the same cases.
    pub(super) views: Vec<View<'a>>,
}

/// One view before and after, with what follows from it: several gates ask for the same.
pub(super) struct View<'a> {
    pub(super) old: Facts<'a>,
    pub(super) new: Facts<'a>,
    broken: OnceLock<Broken>,
    runs: OnceLock<(Runs, Runs)>,
}

impl View<'_> {
    /// What the process promised and no longer does.
    pub(super) fn broken(&self) -> &Broken {
        self.broken.get_or_init(|| {
            let (old, new) = self.runs();
            guarantee::compare(&self.old, &self.new, old, new)
        })
    }

    /// All ways, before and after.
    pub(super) fn runs(&self) -> &(Runs, Runs) {
        self.runs.get_or_init(|| (guarantee::runs(&self.old), guarantee::runs(&self.new)))
    }
}

/// Every gate that a changed procedure does not pass, whoever changed it: a rewrite, or a person. Versions that are not in
/// force on the day of the check have nothing to be compared.
pub fn compare(old: &Checked, new: &Checked, procedure: &str) -> Vec<Refusal> {
    let views = |checked: &Checked| -> Vec<Procedure> {
        checked
            .catalogue
            .entry(procedure, checked.as_of)
            .map(|entry| entry.views().cloned().collect())
            .unwrap_or_default()
    };
    let (old_views, new_views) = (views(old), views(new));
    let state = |checked, views| {
        let checked: &Checked = checked;
        Some(State { checked, entry: checked.catalogue.entry(procedure, checked.as_of)?, views })
    };
    let (Some(old), Some(new)) = (state(old, &old_views), state(new, &new_views)) else { return Vec::new() };
    judge(&Pair::of(None, &[new.entry.base.span.file], old, new))
}

/// Every gate that the change does not pass.
pub(super) fn judge(pair: &Pair<'_>) -> Vec<Refusal> {
    GATES.iter().filter_map(|(gate, check)| check(pair).map(|why| Refusal { gate, why })).collect()
}

impl<'a> State<'a> {
    fn facts(&self, view: &'a Procedure) -> Facts<'a> {
        Facts::new(&self.checked.catalogue, view, self.checked.fact_settings())
    }

    /// Findings about the procedure, by code.
    fn findings(&self) -> impl Iterator<Item = &'a Diagnostic> {
        let code = &self.entry.base.name.text;
        let all = self.checked.findings.iter().chain(&self.checked.known);
        all.filter(move |finding| finding.procedure.as_ref() == Some(code))
    }
}

impl<'a> Pair<'a> {
    /// A procedure before and after.
    pub(super) fn of(cure: Option<&'a Cure<'a>>, files: &'a [FileId], old: State<'a>, new: State<'a>) -> Self {
        let both = old.views.iter().zip(new.views);
        let view = |(before, after)| View {
            old: old.facts(before),
            new: new.facts(after),
            broken: OnceLock::new(),
            runs: OnceLock::new(),
        };
        let views = both.map(view).collect();
        Self { cure, files, old, new, views }
    }

    fn processes(&self) -> impl Iterator<Item = (&Process, &Process)> {
        let both = self.old.views.iter().zip(self.new.views);
        both.filter_map(|(old, new)| Some((old.process.as_ref()?, new.process.as_ref()?)))
    }
}

fn parses(pair: &Pair<'_>) -> Option<Text> {
    let broken = |checked: &Checked| -> Vec<(String, Text)> {
        let here = checked.findings.iter().filter(|finding| pair.files.contains(&finding.at.file));
        let errors = here.filter(|finding| finding.severity == Severity::Error);
        let of_text = errors.filter(|finding| matches!(finding.code.theme(), "syntax" | "names"));
        of_text.map(|finding| (finding.code.id().to_owned(), finding.message.clone())).collect()
    };
    let old = broken(pair.old.checked);
    if let Some((_, Text { en, vi })) = broken(pair.new.checked).into_iter().find(|error| !old.contains(error)) {
        return Some(crate::text!(en: "the changed text would be wrong: {en}", vi: "văn bản sau khi sửa sẽ sai: {vi}"));
    }
    (pair.old.views.len() != pair.new.views.len())
        .then(|| crate::text!(en: "a case of the procedure would be gone", vi: "mất một trường hợp của thủ tục"))
}

fn cures(pair: &Pair<'_>) -> Option<Text> {
    let finding = pair.cure?.finding;
    let found = |state: &State<'_>| -> Vec<Text> {
        let alike = state.findings().filter(|other| other.code == finding.code);
        alike.map(|other| other.message.clone()).collect()
    };
    let (old, new) = (found(&pair.old), found(&pair.new));
    if new.len() < old.len() {
        return None;
    }
    let id = finding.code.id();
    let Text { en, vi } = new.iter().find(|said| **said == finding.message).or(new.first()).unwrap_or(&finding.message);
    Some(crate::text!(en: "`{id}` would still be found: {en}", vi: "vẫn còn phát hiện `{id}`: {vi}"))
}

/// What may be found of steps that were there before, once something has gone: redundancy that was hidden, because a useless
/// step stood between two that belong together. It is no defect of what remains, and the plan answers it next.
const HIDDEN: [&str; 6] = [
    "authority/higher-rubber-stamp",
    "steps/approval-layers",
    "steps/could-run-in-parallel",
    "steps/pass-through",
    "steps/rubber-stamp",
    "steps/same-role",
];

/// Whether a finding is no news of the change: hidden redundancy, or time that is left over, which is what shortening a way
/// is for.
fn is_hidden(pair: &Pair<'_>, finding: &Diagnostic) -> bool {
    let at_known_step = || {
        pair.processes().any(|(old, new)| {
            let here = new.steps.iter().find(|step| step.span.contains(finding.at));
            here.is_some_and(|step| old.named(&step.name.text).is_some())
        })
    };
    match finding.code.id() {
        "time/unused-slack" => true,
        id => HIDDEN.contains(&id) && at_known_step(),
    }
}

fn adds_no_finding(pair: &Pair<'_>) -> Option<Text> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for finding in pair.old.findings() {
        *counts.entry(finding.code.id()).or_default() -= 1;
        // What a subsumed finding says may be said by itself once the wider one is gone.
        for (_, list) in finding.evidence.iter().filter(|(name, _)| *name == "includes") {
            for id in list.split(", ") {
                *counts.entry(id).or_default() -= 1;
            }
        }
    }
    for finding in pair.new.findings().filter(|finding| !is_hidden(pair, finding)) {
        *counts.entry(finding.code.id()).or_default() += 1;
    }
    counts.retain(|_, more| *more > 0);
    if counts.is_empty() {
        return None;
    }
    // What could not be answered before and can be now is no news of the change.
    let code = &pair.old.entry.base.name.text;
    for unknown in pair.old.checked.unknowns.iter().filter(|unknown| unknown.procedure.as_ref() == Some(code)) {
        counts.entry(unknown.code.id()).and_modify(|more| *more -= 1);
    }
    let id = counts.into_iter().find(|(_, more)| *more > 0)?.0;
    let said = pair.new.findings().find(|finding| finding.code.id() == id)?.message.clone();
    let Text { en, vi } = said;
    Some(crate::text!(en: "`{id}` would be found: {en}", vi: "sẽ phát sinh `{id}`: {vi}"))
}

fn stays_sound(pair: &Pair<'_>) -> Option<Text> {
    pair.views.iter().find_map(|View { old, new, .. }| {
        if old.soundness().is_sound() == Some(false) || new.soundness().is_sound() != Some(false) {
            return None;
        }
        let names = |ids: &[crate::model::StepId]| {
            ids.iter().map(|id| new.process().step(*id).name.text.clone()).collect::<Vec<_>>()
        };
        let Some(fault) = new.soundness().faults().first() else {
            return Some(crate::text!(
                en: "some case could no longer come to an end", vi: "có hồ sơ không thể đi đến kết thúc"
            ));
        };
        let steps = names(&fault.steps).iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let way = guarantee::way(&names(&fault.witness));
        Some(crate::text!(
            en: "a case that has taken the way {way} would not come to a proper end ({steps})",
            vi: "hồ sơ đi theo đường {way} sẽ không kết thúc được ({steps})"
        ))
    })
}

fn keeps_statutory_order(pair: &Pair<'_>) -> Option<Text> {
    let asked = |step: &Step| step.order_required.is_some() || !step.notes.basis.is_empty();
    for (old, new) in pair.processes() {
        let called = |process: &Process| -> Vec<String> {
            process.steps.iter().filter_map(|step| step.calls.as_ref()).map(|call| call.name.text.clone()).collect()
        };
        let calls = called(new);
        if let Some(gone) = called(old).iter().find(|code| !calls.contains(code)) {
            return Some(crate::text!(
                en: "no step would hand the case over to the interlinked procedure `{gone}`",
                vi: "không còn bước nào chuyển hồ sơ sang thủ tục liên thông `{gone}`"
            ));
        }
        let names = |process: &Process| -> Vec<String> {
            let fixed = process.steps.iter().filter(|step| asked(step));
            fixed.map(|step| step.name.text.clone()).collect()
        };
        let (before, after) = (names(old), names(new));
        if let Some(gone) = before.iter().find(|name| !after.iter().any(|other| same(name, other))) {
            return Some(crate::text!(
                en: "`{gone}` has a basis in law, so the law must change first",
                vi: "bước `{gone}` có căn cứ pháp lý, phải sửa quy định trước"
            ));
        }
        let kept: Vec<_> = after.iter().filter(|name| before.iter().any(|other| same(name, other))).collect();
        if let Some((one, other)) = kept.iter().zip(&before).find(|(one, other)| !same(one, other)) {
            return Some(crate::text!(
                en: "steps whose order the law fixes would change places: `{one}` would come before `{other}`",
                vi: "thứ tự các bước do pháp luật quy định bị thay đổi: `{one}` sẽ đứng trước `{other}`"
            ));
        }
    }
    None
}

/// A consultation may go only where nothing asks for it and nobody misses its answer: it cites no law, and each thing that
/// it brings is brought by another step too, or was read by nobody.
fn keeps_consultation(pair: &Pair<'_>) -> Option<Text> {
    pair.views.iter().find_map(|View { old, new, .. }| {
        let process = old.process();
        let consults = process.steps.iter().filter(|step| step.is_kind(StepKind::Consult));
        let missed = |step: &&Step| {
            if new.process().named(&step.name.text).is_some() {
                return false;
            }
            let useless = step.writes.iter().all(|written| {
                let name = &old.procedure.datum(written.value).name.text;
                let read = process.steps.iter().any(|other| other.reads.iter().any(|read| read.value == written.value));
                let brought = new.process().steps.iter().any(|other| {
                    other.writes.iter().any(|data| same(&new.procedure.datum(data.value).name.text, name))
                });
                !read || brought
            });
            !step.notes.basis.is_empty() || step.writes.is_empty() || !useless
        };
        let gone = consults.into_iter().find(missed)?;
        let name = &gone.name.text;
        Some(crate::text!(en: "the consultation `{name}` would no longer be held", vi: "không còn bước lấy ý kiến `{name}`"))
    })
}

fn keeps_maker_and_checker(pair: &Pair<'_>) -> Option<Text> {
    pair.views.iter().find_map(|view| hands::becomes_one(view))
}

fn refuses(process: &Process) -> bool {
    process.steps.iter().any(refuses_at)
}

fn refuses_at(step: &Step) -> bool {
    let to_refusal = |goal: &Goal| matches!(goal, Goal::End(End::Refuse));
    step.reactions.iter().any(|reaction| matches!(&reaction.action, Action::Go(goal) if to_refusal(goal)))
        || step.jumps.iter().any(|jump| to_refusal(&jump.to))
}

fn keeps_refusal(pair: &Pair<'_>) -> Option<Text> {
    let deciders = |process: &Process| -> bool {
        process.steps.iter().any(|step| step.is_kind(StepKind::Decide) && refuses_at(step))
    };
    pair.processes().find_map(|(old, new)| {
        if let Some(refused) = old.steps.iter().find(|step| refuses_at(step)).filter(|_| !refuses(new)) {
            let name = &refused.name.text;
            return Some(crate::text!(
                en: "an ineligible applicant could no longer be refused with reasons, as in `{name}` today",
                vi: "không còn việc từ chối có nêu lý do như hiện nay ở bước `{name}`"
            ));
        }
        if deciders(old) && !deciders(new) {
            return Some(crate::text!(
                en: "whoever decides could no longer refuse", vi: "người quyết định không còn từ chối được"
            ));
        }
        let staying = old
            .steps
            .iter()
            .filter(|step| refuses_at(step))
            .find(|step| new.named(&step.name.text).is_some_and(|id| !refuses_at(new.step(id))))?;
        let name = &staying.name.text;
        Some(crate::text!(en: "`{name}` could no longer refuse", vi: "bước `{name}` không còn từ chối được"))
    })
}

fn keeps_appeal(pair: &Pair<'_>) -> Option<Text> {
    let mut views = pair.old.views.iter().zip(pair.new.views);
    views.find_map(|(old, new)| {
        let known = |appeal: &&Appeal| {
            new.appeals.iter().any(|other| {
                let cites = other.basis.len() >= appeal.basis.len();
                let to = similar::key(&other.to.written()) == similar::key(&appeal.to.written());
                to && cites && other.within.as_ref().map(|at| at.value) == appeal.within.as_ref().map(|at| at.value)
            })
        };
        let gone = old.appeals.iter().find(|appeal| !known(appeal))?;
        let to = gone.to.written();
        Some(crate::text!(en: "the appeal to `{to}` would be gone or changed", vi: "mất hoặc thay đổi việc khiếu nại đến `{to}`"))
    })
}

fn evidence_reaches_the_decider(pair: &Pair<'_>) -> Option<Text> {
    pair.views.iter().find_map(|View { old, new, .. }| gap(old, new).or_else(|| withheld(old, new)))
}

/// Something that a step reads and that no longer reaches it on some way.
fn gap(old: &Facts<'_>, new: &Facts<'_>) -> Option<Text> {
    let known: Vec<&str> =
        old.data_flow().missing.iter().map(|gap| old.procedure.datum(gap.data).name.text.as_str()).collect();
    let gap = new.data_flow().missing.iter().find(|gap| {
        let name = &new.procedure.datum(gap.data).name.text;
        !known.iter().any(|other| same(other, name))
    })?;
    let (data, step) = (&new.procedure.datum(gap.data).name.text, &new.process().step(gap.step).name.text);
    Some(crate::text!(en: "`{data}` would no longer reach `{step}`", vi: "`{data}` không còn đến được bước `{step}`"))
}

/// Something that whoever decides read, that work on the case had brought, and that nobody who decides reads any more.
/// Letters that only carry a case upwards are no evidence.
fn withheld(old: &Facts<'_>, new: &Facts<'_>) -> Option<Text> {
    use StepKind::{Assess, Check, Consult, Draft, Inspect, Meet};
    let read = |facts: &Facts<'_>| -> Vec<String> {
        let deciding = facts.process().steps.iter().filter(|step| step.is_kind(StepKind::Decide));
        let data =
            deciding.flat_map(|step| &step.reads).map(|read| facts.procedure.datum(read.value).name.text.clone());
        data.collect()
    };
    let works =
        |step: &&Step| [Assess, Check, Consult, Draft, Inspect, Meet].into_iter().any(|kind| step.is_kind(kind));
    let after = read(new);
    read(old).into_iter().find_map(|data| {
        let brings =
            |step: &&Step| step.writes.iter().any(|written| same(&old.procedure.datum(written.value).name.text, &data));
        let by = old.process().steps.iter().filter(works).find(brings)?;
        if after.iter().any(|other| same(other, &data)) {
            return None;
        }
        let step = &by.name.text;
        Some(crate::text!(
            en: "`{data}`, which `{step}` brings, would no longer reach whoever decides",
            vi: "`{data}` do bước `{step}` lập không còn đến được người quyết định"
        ))
    })
}

fn asks_nothing_new(pair: &Pair<'_>) -> Option<Text> {
    let catalogues = (&pair.old.checked.catalogue, &pair.new.checked.catalogue);
    let mut views = pair.old.views.iter().zip(pair.new.views);
    views.find_map(|(old, new)| burden::added((catalogues.0, old), (catalogues.1, new), pair.new.checked.as_of))
}

fn is_not_slower(pair: &Pair<'_>) -> Option<Text> {
    pair.views.iter().find_map(|View { old, new, .. }| {
        let (before, after) = (Figures::of(old), Figures::of(new));
        let longer = |before: Option<crate::time::WorkTime>, after: Option<crate::time::WorkTime>| match (before, after)
        {
            (Some(before), Some(after)) => after > before,
            // What was known must stay known.
            (Some(_), None) => true,
            (None, _) => false,
        };
        let more = after.visits > before.visits && before.visits.is_some() || after.papers > before.papers;
        let slower = longer(before.longest, after.longest) || after.at_least > before.at_least;
        if slower {
            let way = new.critical_path().steps.iter().map(|at| new.process().step(at.step).name.text.clone());
            let way = guarantee::way(&way.collect::<Vec<_>>());
            // Where the longest way is as before or is not known, what a case takes at least is longer.
            let shown = |figures: &Figures, known| match figures.longest.filter(|_| known) {
                Some(longest) => longest.text(),
                None => figures.at_least.text(),
            };
            let known = longer(before.longest, after.longest) && after.longest.is_some();
            let (Text { en, vi }, Text { en: to, vi: den }) = (shown(&before, known), shown(&after, known));
            return Some(crate::text!(
                en: "a case could take longer on the way {way}: {en} → {to}",
                vi: "thời gian giải quyết theo đường đi {way} có thể dài hơn: {vi} → {den}"
            ));
        }
        if !more {
            return None;
        }
        let told = effect::compare(&before, &after);
        let told = told.iter().filter(|(name, ..)| ["visits", "papers"].contains(&name.en.as_str()));
        let (en, vi): (Vec<String>, Vec<String>) = told
            .map(|(name, from, to)| {
                (format!("{}: {} → {}", name.en, from.en, to.en), format!("{}: {} → {}", name.vi, from.vi, to.vi))
            })
            .unzip();
        let (en, vi) = (en.join(", "), vi.join(", "));
        Some(crate::text!(
            en: "there would be more visits or papers ({en})", vi: "số lần đến hoặc số giấy tờ tăng lên ({vi})"
        ))
    })
}

fn is_idempotent(pair: &Pair<'_>) -> Option<Text> {
    let line = pair.cure?.twice.as_ref()?;
    Some(crate::text!(
        en: "carried out twice it would change the text again: {line}", vi: "thực hiện lần thứ hai vẫn làm văn bản thay đổi: {line}"
    ))
}

fn keeps_outcomes(pair: &Pair<'_>) -> Option<Text> {
    pair.views.iter().find_map(|view| view.broken().lost.first().map(guarantee::Lost::text))
}
