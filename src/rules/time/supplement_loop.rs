//! Applicants who are asked again and again, and time of theirs that is charged to the agency.

use crate::base::{Certainty, Edit, Sink, Span};
use crate::code;
use crate::model::{Action, Ask, Flow, Limit, Node, Process, Step, StepKind};
use crate::rules::{Check, Context, Rule, walk};

code! {
    /// ## What it does
    /// Finds a step that may ask the applicant for supplements more often than the law allows (`supplement-rounds`,
    /// default once), a process in which several steps after the receipt together may do so on one way, and a step that
    /// the applicant works while the agency's clock runs. The receiving step's own request does not add up with a later
    /// one: it comes before the dossier is accepted. Where it is not said how often may be asked, the answer is unknown.
    /// ## Why it matters
    /// Each round costs the applicant a visit and days. What is missing must be asked for once, completely. And time that
    /// the applicant takes is not the agency's time.
    /// ## Nội dung
    /// Tìm bước được yêu cầu bổ sung quá số lần cho phép (`supplement-rounds`, mặc định một lần), quy trình mà nhiều bước
    /// sau tiếp nhận cộng lại vượt số lần đó trên cùng một đường đi, và bước do người nộp hồ sơ thực hiện trong khi vẫn
    /// tính vào thời hạn của cơ quan. Yêu cầu bổ sung ngay khi tiếp nhận không cộng với lần sau. Nếu không ghi số lần thì
    /// kết luận là chưa rõ.
    /// ## Vì sao
    /// Mỗi lần bổ sung người dân mất thêm một lượt đi lại và nhiều ngày. Phải yêu cầu một lần, đầy đủ. Thời gian của
    /// người nộp hồ sơ cũng không phải thời gian của cơ quan.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step check "Kiểm tra hồ sơ" kind check {
    ///       if incomplete then ask applicant at most 3 times
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step check "Kiểm tra hồ sơ" kind check {
    ///       if incomplete then ask applicant once
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static SUPPLEMENT_LOOP = "time/supplement-loop", Error,
        en: "supplements asked for more often than allowed, or on the agency's clock",
        vi: "yêu cầu bổ sung quá số lần cho phép, hoặc tính thời gian của người nộp vào thời hạn";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &SUPPLEMENT_LOOP,
    check: Check::Process(check),
    reads: &["step.reaction", "step.by", "step.pause", "step.kind"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let allowed = cx.settings.thresholds.supplement_rounds;
    let mut each_allowed = true;
    for step in &process.steps {
        for ask in asks(step) {
            let name = &step.name.text;
            match &ask.times {
                None => {
                    let missing = crate::text!(
                        en: "how often `{name}` may ask the applicant",
                        vi: "số lần bước `{name}` được yêu cầu bổ sung"
                    );
                    out.unknown(&SUPPLEMENT_LOOP, ask.span, missing);
                }
                Some(times) if times.value > allowed => {
                    each_allowed = false;
                    too_often(times.span, name, times.value, allowed, out);
                }
                Some(_) => {}
            }
        }
    }
    if each_allowed {
        report_sum(process, allowed, out);
    }
    charge(process, out);
}

fn too_often(at: Span, name: &str, times: u32, allowed: u32, out: &mut Sink) {
    let message = crate::text!(
        en: "`{name}` may ask the applicant {times} times, {allowed} is allowed",
        vi: "bước `{name}` được yêu cầu bổ sung {times} lần, chỉ cho phép {allowed} lần"
    );
    out.report(&SUPPLEMENT_LOOP, at, message)
        .evidence("rounds", times)
        .evidence("allowed", allowed)
        .help(crate::text!(
            en: "ask once for everything that is missing: `ask applicant once`",
            vi: "yêu cầu một lần, đầy đủ: `yêu cầu bổ sung một lần`"
        ))
        .fix(
            crate::text!(en: "allow {allowed} at most", vi: "chỉ cho phép tối đa {allowed} lần"),
            vec![Edit { at, new: allowed.to_string() }],
        );
}

/// Several steps after the receipt that each ask, on one way through the process.
fn report_sum(process: &Process, allowed: u32, out: &mut Sink) {
    let most = most_rounds(process, &process.flow);
    let Some((rounds, last)) = most.filter(|(rounds, _)| *rounds > allowed) else { return };
    let name = &last.name.text;
    let message = crate::text!(
        en: "with `{name}` the applicant may be asked {rounds} times on one way, {allowed} is allowed",
        vi: "tính cả bước `{name}`, người nộp hồ sơ có thể bị yêu cầu bổ sung {rounds} lần, chỉ cho phép {allowed} lần"
    );
    out.report(&SUPPLEMENT_LOOP, last.name.span, message)
        .certainty(Certainty::Probable)
        .evidence("rounds", rounds)
        .evidence("allowed", allowed)
        .help(crate::text!(
            en: "gather what is missing, and let one step ask for it",
            vi: "tập hợp nội dung còn thiếu và chỉ để một bước yêu cầu bổ sung"
        ));
}

/// The most rounds on one way through a flow, with the last step that asks.
fn most_rounds<'a>(process: &'a Process, flow: &Flow) -> Option<(u32, &'a Step)> {
    let mut sum: Option<(u32, &Step)> = None;
    let mut add = |more: Option<(u32, &'a Step)>| {
        if let Some((rounds, last)) = more {
            sum = Some((sum.map_or(0, |(sum, _)| sum).saturating_add(rounds), last));
        }
    };
    for node in &flow.nodes {
        match node {
            Node::Step(id) => {
                let step = process.step(*id);
                let rounds: u32 = asks(step).filter_map(|ask| ask.times.as_ref()).map(|times| times.value).max().unwrap_or(0);
                if rounds > 0 && step.main_kind() != Some(StepKind::Receive) {
                    add(Some((rounds, step)));
                }
            }
            Node::Parallel { branches, .. } => branches.iter().for_each(|(_, flow)| add(most_rounds(process, flow))),
            _ => add(walk::inner(node).into_iter().filter_map(|flow| most_rounds(process, flow)).max_by_key(|m| m.0)),
        }
    }
    sum
}

/// Steps that the applicant works, other than the first and the last, while the clock runs.
fn charge(process: &Process, out: &mut Sink) {
    let inner = process.steps.iter().skip(1).filter(|step| step.main_kind() != Some(StepKind::Return));
    for step in inner.filter(|step| step.by_applicant() && step.pauses.is_none()) {
        let timed = matches!(step.within.as_ref().map(|within| &within.value),
            Some(Limit::Duration(time)) if time.hundredths > 0);
        if !timed {
            continue;
        }
        let name = &step.name.text;
        let message = crate::text!(
            en: "the applicant works `{name}`, yet its time counts against the limit",
            vi: "bước `{name}` do người nộp hồ sơ thực hiện nhưng vẫn tính vào thời hạn giải quyết"
        );
        out.report(&SUPPLEMENT_LOOP, step.name.span, message).certainty(Certainty::Probable).help(crate::text!(
            en: "add `pauses the clock basis …`",
            vi: "thêm `tạm dừng tính thời hạn căn cứ …`"
        ));
    }
}

/// The requests of a step for a supplement.
fn asks(step: &Step) -> impl Iterator<Item = &Ask> {
    step.reactions.iter().filter_map(|reaction| match &reaction.action {
        Action::Ask(ask) => Some(ask),
        Action::Go(_) => None,
    })
}
