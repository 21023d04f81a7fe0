//! e-PAR, an open-source one-stop system: a workflow of steps and tasks, and the form beside it. What came from e-PAR goes
//! back as it was, as far as the catalogue kept its words.

mod form;
mod kept;

use super::territory::phases_of;
use super::{Gap, NO_PROCESS, Output, Request, Subject, Target, file_name, follow};
use crate::base::{Text, Xml};
use crate::drawing::ascii;
use crate::model::{
    Catalogue, DeadlineTime, FeeAmount, Flow, Limit, Node, Party, Phase, Procedure, Process, Step, StepId, StepKind,
    shown,
};
use crate::text;
use crate::time::{Date, Duration, Unit};
use kept::Kept;
use std::collections::BTreeSet;

/// The target `epar`.
pub(super) struct Epar;

macro_rules! gaps {
    ($($name:ident $word:literal $en:literal $vi:literal)*) => {
        $(static $name: Gap = Gap { name: $word, text: || text!(en: $en, vi: $vi) };)*
        static GAPS: &[&Gap] = &[&NO_PROCESS, $(&$name),*];
    };
}

gaps! {
    UNITS "units"
        "e-PAR counts days of one kind: working days and hours are written as days, other units not at all"
        "e-PAR chỉ tính bằng ngày: ngày làm việc và giờ được ghi thành ngày, đơn vị khác không ghi được"
    KINDS "kinds"
        "e-PAR has no task of this kind: it is written under its own name"
        "e-PAR không có loại tác vụ này: ghi theo tên riêng của bước"
    CONDITIONS "conditions"
        "e-PAR tests no condition: whoever ends the task chooses what follows"
        "e-PAR không xét điều kiện: người kết thúc tác vụ tự chọn tác vụ tiếp theo"
    PARALLEL "parallel"
        "e-PAR works one task at a time: branches stand one after the other"
        "e-PAR chỉ xử lý từng tác vụ: các nhánh song song được xếp nối tiếp"
    REACTIONS "reactions"
        "refusals, requests for supplements and limits that pass are built into e-PAR and cannot be configured for a task"
        "từ chối, yêu cầu bổ sung và quá hạn có sẵn trong e-PAR, không cấu hình được cho từng tác vụ"
    PHASES "phases"
        "a phase is worked by several bodies or divided: its limit is not written"
        "một giai đoạn do nhiều nơi xử lý hoặc bị chia cắt: không ghi được thời hạn của giai đoạn"
    BODIES "bodies"
        "a task has one group: others who may work it are left out"
        "mỗi tác vụ chỉ có một nhóm xử lý: các nơi khác cùng xử lý không ghi được"
    CLOCK "clock"
        "the first task cannot stop the clock of e-PAR"
        "e-PAR không dừng tính thời hạn được ở tác vụ đầu tiên"
    START "start"
        "e-PAR begins with its first task: a process that may begin elsewhere is to be checked by hand"
        "e-PAR luôn bắt đầu từ tác vụ đầu tiên: quy trình có thể bắt đầu ở bước khác phải được kiểm tra thủ công"
    FEES "fees"
        "e-PAR knows one amount: fees with conditions or several fees are not written"
        "e-PAR chỉ có một mức phí: phí có điều kiện hoặc nhiều khoản phí không ghi được"
}

impl Target for Epar {
    fn name(&self) -> &'static str {
        "epar"
    }

    fn about(&self) -> Text {
        text!(en: "workflow and form XML of e-PAR", vi: "XML quy trình và biểu mẫu của e-PAR")
    }

    fn gaps(&self) -> &'static [&'static Gap] {
        GAPS
    }

    fn emit(&self, request: &Request<'_>, subject: &Subject<'_>) -> Output {
        let mut out = Output::default();
        for view in subject.runnable() {
            let case = view.case.as_ref().map_or_else(String::new, |case| format!("--{}", file_name(&case.text)));
            let stem = format!("{}{case}", file_name(&view.name.text));
            match &view.process {
                Some(process) if !process.steps.is_empty() => {
                    let mut writer = Writer { request, subject, view, process, out: &mut out };
                    let xml = writer.workflow();
                    out.file(format!("{stem}_workflow.xml"), xml);
                }
                _ => out.lose(&NO_PROCESS, subject, view.name.span, None),
            }
            out.file(format!("{stem}_form_struct.xml"), form::document(view));
        }
        out
    }
}

/// Tasks that follow one another under one group and one time.
struct Stage<'a> {
    phase: Option<(&'a Phase, Kept)>,
    steps: Vec<StepId>,
}

struct Writer<'a> {
    request: &'a Request<'a>,
    subject: &'a Subject<'a>,
    view: &'a Procedure,
    process: &'a Process,
    out: &'a mut Output,
}

impl<'a> Writer<'a> {
    fn workflow(&mut self) -> Vec<u8> {
        let kept = Kept::of(self.view.notes.text.as_ref());
        let codes = self.codes(&kept);
        let (next, begins) = follow::successors(self.process);
        if begins.steps.len() > 1 || begins.ends {
            self.out.lose(&START, self.subject, self.process.span, None);
        }
        let stages = self.stages();
        let mut xml = Xml::new();
        let total = self.total();
        let title = shown(&self.view.name, self.view.title.as_ref());
        let code = kept.get("code").unwrap_or(&self.view.name.text);
        let fee = kept.get("fee").map_or_else(|| self.fee(), str::to_owned);
        let version = kept.get("version").unwrap_or("1");
        let attributes = [("code", code), ("name", title), ("totaltime", &total), ("version", version), ("fee", &fee)];
        xml.open("process", &attributes);
        for (at, stage) in stages.iter().enumerate() {
            self.stage(&mut xml, at, stage, &codes, &next);
        }
        xml.close();
        self.unsaid();
        xml.finish()
    }

    /// The code of each task: the one it came with, else one that says its kind, else its name.
    fn codes(&mut self, kept: &Kept) -> Vec<String> {
        let process = kept.get("code").unwrap_or(&self.view.name.text).to_owned();
        let mut taken = BTreeSet::new();
        let mut codes = Vec::new();
        for step in &self.process.steps {
            let word = match step.main_kind().and_then(task_word) {
                Some(word) => word.to_owned(),
                None => ascii(&step.name.text).to_ascii_uppercase(),
            };
            let own = Kept::of(step.notes.text.as_ref()).get("code").map(str::to_owned);
            if own.is_none() && step.main_kind().is_some_and(|kind| task_word(kind).is_none()) {
                self.out.lose(&KINDS, self.subject, step.name.span, Some(&step.name.text));
            }
            let code = own.unwrap_or_else(|| format!("{process}::{word}"));
            let free = if taken.contains(&code) {
                let plain = format!("{process}::{}", ascii(&step.name.text).to_ascii_uppercase());
                let numbered = (2..).map(|number| format!("{plain}_{number}"));
                std::iter::once(plain.clone()).chain(numbered).find(|code| !taken.contains(code)).unwrap_or(plain)
            } else {
                code
            };
            taken.insert(free.clone());
            codes.push(free);
        }
        codes
    }

    /// Each phase that one group works from end to end; every other step alone.
    fn stages(&mut self) -> Vec<Stage<'a>> {
        let phases = phases_of(&self.process.flow);
        let mut notes = Vec::new();
        phase_notes(&self.process.flow, &mut notes);
        let mut stages: Vec<Stage<'a>> = Vec::new();
        let mut whole = BTreeSet::new();
        for at in 0..self.process.phases.len() as u32 {
            let members: Vec<StepId> = self.process.ids().filter(|id| phases.get(id) == Some(&at)).collect();
            let together = members.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
            let groups: BTreeSet<_> = members.iter().map(|id| self.group(self.process.step(*id))).collect();
            if together && groups.len() == 1 {
                whole.insert(at);
            } else if self.process.phases[at as usize].within.is_some() {
                let phase = &self.process.phases[at as usize];
                self.out.lose(&PHASES, self.subject, phase.span, Some(&phase.name.text));
            }
        }
        let mut last = None;
        for id in self.process.ids() {
            let phase = phases.get(&id).copied().filter(|at| whole.contains(at));
            match stages.last_mut() {
                Some(stage) if phase.is_some() && phase == last => stage.steps.push(id),
                _ => {
                    let kept = |at: u32| notes.iter().find(|(of, _)| *of == at).map(|(_, kept)| kept.clone());
                    let of = |at: u32| (&self.process.phases[at as usize], kept(at).unwrap_or_default());
                    stages.push(Stage { phase: phase.map(of), steps: vec![id] });
                }
            }
            last = phase;
        }
        stages
    }

    fn stage(&mut self, xml: &mut Xml, at: usize, stage: &Stage<'_>, codes: &[String], next: &[follow::Next]) {
        let first = self.process.step(stage.steps[0]);
        let (name, kept, limit) = match &stage.phase {
            Some((phase, kept)) => {
                let title = shown(&phase.name, phase.title.as_ref());
                (title, kept.clone(), phase.within.as_ref())
            }
            None => (first.shown(), Kept::default(), first.within.as_ref()),
        };
        let time = match (limit.map(|limit| &limit.value), kept.get("time")) {
            (Some(Limit::Duration(duration)), _) => self.days(*duration, limit.map(|limit| limit.span)),
            (_, Some(time)) => time.to_owned(),
            _ => "-1".to_owned(),
        };
        let order = kept.get("order").map_or_else(|| (at + 1).to_string(), str::to_owned);
        let group = self.group(first);
        let mut attributes = vec![("order", order.as_str()), ("group", &group), ("name", name), ("time", &time)];
        let role = kept.get("role").or_else(|| match (kept.is_empty(), first.main_kind()) {
            (true, Some(StepKind::Receive)) => Some("TIEP_NHAN"),
            (true, Some(StepKind::Return)) => Some("TRA_KET_QUA"),
            _ => None,
        });
        attributes.extend(role.map(|role| ("role", role)));
        attributes.extend(kept.get("code").map(|code| ("code", code)));
        xml.open("step", &attributes);
        for id in &stage.steps {
            self.task(xml, *id, codes, &next[id.0 as usize]);
        }
        xml.close();
    }

    fn task(&mut self, xml: &mut Xml, id: StepId, codes: &[String], next: &follow::Next) {
        let step = self.process.step(id);
        let kept = Kept::of(step.notes.text.as_ref());
        let mut follows: Vec<&str> = next.steps.iter().map(|id| codes[id.0 as usize].as_str()).collect();
        if next.ends || follows.is_empty() {
            follows.push("NULL");
        }
        let follows = follows.join(",");
        let time = kept.get("time").unwrap_or("0");
        let mut attributes =
            vec![("code", codes[id.0 as usize].as_str()), ("name", step.shown()), ("time", time), ("next", &follows)];
        attributes.extend(kept.get("single_user").map(|value| ("single_user", value)));
        let done = next.ends && step.is_kind(StepKind::Return) && kept.is_empty();
        attributes.extend(kept.get("biz_done").or(done.then_some("true")).map(|value| ("biz_done", value)));
        let pauses = |at: u32| self.process.steps.get(at as usize).is_some_and(|step| step.pauses.is_some());
        // The task before those that wait stops the clock, the last of them starts it.
        if pauses(id.0 + 1) && !pauses(id.0) {
            attributes.push(("pause", "true"));
        }
        if pauses(id.0) && !pauses(id.0 + 1) {
            attributes.push(("unpause", "true"));
        }
        xml.empty("task", &attributes);
        if id.0 == 0 && pauses(0) {
            self.out.lose(&CLOCK, self.subject, step.span, None);
        }
    }

    /// The group of whoever works a step: the role's title where it is a code already, else a code made of its name.
    fn group(&self, step: &Step) -> String {
        let body = step.by.as_ref().and_then(|by| by.any_of.first());
        match body {
            Some(Party::Body { body, .. }) => group(self.request.catalogue, body, self.request.as_of),
            Some(Party::Applicant(_)) => "CONG_DAN".to_owned(),
            None => String::new(),
        }
    }

    fn total(&mut self) -> String {
        let row = self.view.deadlines.iter().find(|row| !row.plus && row.row.when.is_none());
        match row.map(|row| row.time.value) {
            Some(DeadlineTime::Duration(duration)) => self.days(duration, row.map(|row| row.row.span)),
            _ => "-1".to_owned(),
        }
    }

    /// A duration in days; -1 where it has none.
    fn days(&mut self, duration: Duration, at: Option<crate::base::Span>) -> String {
        let hundredths = match duration.unit {
            Unit::Days | Unit::WorkingDays => Some(duration.hundredths),
            Unit::Hours => Some((duration.hundredths + 4) / 8),
            Unit::Minutes => Some((duration.hundredths + 240) / 480),
            _ => None,
        };
        if duration.unit != Unit::Days {
            self.out.lose(&UNITS, self.subject, at.unwrap_or(self.view.name.span), None);
        }
        hundredths.map_or_else(
            || "-1".to_owned(),
            |hundredths| {
                let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            },
        )
    }

    fn fee(&mut self) -> String {
        let plain = |fee: &crate::model::Fee| match fee.rows.as_slice() {
            [row] if row.row.when.is_none() => match &row.amount.value {
                FeeAmount::Money(money) if money.hundredths % 100 == 0 => Some((money.hundredths / 100).to_string()),
                _ => None,
            },
            _ => None,
        };
        match self.view.fees.as_slice() {
            [] => String::new(),
            [fee] if plain(fee).is_some() => plain(fee).unwrap_or_default(),
            [first, ..] => {
                self.out.lose(&FEES, self.subject, first.span, None);
                String::new()
            }
        }
    }

    fn unsaid(&mut self) {
        let mut lost = Vec::new();
        follow::unsaid(&self.process.flow, &mut |span, what| {
            lost.push((span, if what == follow::Unsaid::Parallel { &PARALLEL } else { &CONDITIONS }));
        });
        for step in &self.process.steps {
            lost.extend(step.reactions.iter().map(|reaction| (reaction.span, &REACTIONS)));
            let conditions = step.jumps.iter().filter(|jump| jump.when.is_some());
            lost.extend(conditions.map(|jump| (jump.span, &CONDITIONS)));
            let many = step.by.as_ref().filter(|by| by.any_of.len() + by.with.len() > 1);
            lost.extend(many.map(|by| (by.span, &BODIES)));
        }
        for (at, gap) in lost {
            self.out.lose(gap, self.subject, at, None);
        }
    }
}

fn group(catalogue: &Catalogue, body: &crate::model::Body, day: Date) -> String {
    let title = catalogue.role(body, day).and_then(|role| role.title.as_ref());
    let is_code = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    };
    match title {
        Some(title) if is_code(&title.text) => title.text.clone(),
        _ => ascii(&body.written()).to_ascii_uppercase(),
    }
}

/// What the phases came with, by their places.
fn phase_notes(flow: &Flow, found: &mut Vec<(u32, Kept)>) {
    for node in &flow.nodes {
        match node {
            Node::Phase(at, body) => {
                found.push((*at, Kept::of(body.notes.text.as_ref())));
                phase_notes(body, found);
            }
            Node::Choice { options, .. } => options.iter().for_each(|option| phase_notes(&option.flow, found)),
            Node::Parallel { branches, .. } => branches.iter().for_each(|(_, branch)| phase_notes(branch, found)),
            Node::Repeat { body, .. } => phase_notes(body, found),
            Node::Step(_) | Node::End(_) => {}
        }
    }
}

/// The last part of a task's code, where e-PAR has a word for the kind of work.
fn task_word(kind: StepKind) -> Option<&'static str> {
    Some(match kind {
        StepKind::Receive => "TIEP_NHAN",
        StepKind::Transfer => "BAN_GIAO",
        StepKind::Assign => "PHAN_CONG",
        StepKind::Assess => "THU_LY",
        StepKind::Review => "XET_DUYET",
        StepKind::Approve => "KY_DUYET",
        StepKind::CollectFee => "THU_PHI",
        StepKind::Return => "TRA_KET_QUA",
        _ => return None,
    })
}
