//! Cases that pass through many bodies.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::{Agency, Id, Party, Process, Step, StepId, StepKind};
use crate::rules::work::{does_only, party};
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Counts, on the longest way through a process, the bodies that work a case and the times it passes from one body
    /// to another. Finds `fragmented-bodies` (default 4) bodies or more, or `fragmented-hand-overs` (default 3) passages
    /// or more.
    ///
    /// The usual thresholds count roles; here roles of one agency count as one body, because one head answers for all of
    /// them, and a desk, an officer, a head and a signature in one office are what every procedure has. A one-stop desk
    /// that takes the case in, checks that it is complete, sends it on and hands the result out works nothing on it, so
    /// neither it nor the way to it counts; a body in the middle that only forwards does. What the
    /// applicant does does not count either. The language has no word for a case manager: who has named one may write `allow`.
    /// ## Why it matters
    /// Nobody follows the case through all bodies. Somebody should.
    /// ## Nội dung
    /// Đếm trên đường đi dài nhất số cơ quan cùng giải quyết và số lần hồ sơ chuyển từ cơ quan này sang cơ quan khác. Báo khi
    /// có từ `fragmented-bodies` cơ quan (mặc định 4) hoặc từ `fragmented-hand-overs` lần chuyển (mặc định 3).
    ///
    /// Ngưỡng thông dụng đếm theo chức danh; ở đây các chức danh của một cơ quan chỉ tính là một, vì có một người đứng đầu
    /// chịu trách nhiệm. Bộ phận một cửa chỉ tiếp nhận, kiểm tra đủ giấy tờ, chuyển hồ sơ và trả kết quả thì không tính là cơ
    /// quan giải quyết; cơ quan ở giữa chỉ chuyển tiếp thì vẫn tính. Việc của người nộp không tính. Ngôn ngữ không có câu ghi người phụ trách hồ sơ; nơi nào đã phân
    /// công thì ghi `chấp nhận`.
    /// ## Vì sao
    /// Không ai theo hồ sơ từ đầu đến cuối. Nên có một người.
    /// ## Example
    /// ```procedure
    /// agency a
    /// agency b
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive by a within 1 hour
    ///     step assess "Thẩm định" kind assess by b within 1 hour {
    ///       if ineligible then refuse
    ///     }
    ///     step draft "Soạn" kind draft by a within 1 hour
    ///     step decide "Ký" kind decide by b within 1 hour
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// agency a
    /// agency b
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step receive "Tiếp nhận" kind receive by a within 1 hour
    ///     step assess "Thẩm định, soạn" kind assess, draft by b within 2 hours {
    ///       if ineligible then refuse
    ///     }
    ///     step decide "Ký" kind decide by b within 1 hour
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static FRAGMENTED = "steps/fragmented", Note,
        en: "a case that passes through many bodies", vi: "hồ sơ qua nhiều cơ quan";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &FRAGMENTED,
    check: Check::Process(check),
    reads: &["process.flow", "step.kind", "step.by", "step.within", "step.reaction", "step.jump"],
};

fn check(cx: &Context<'_>, process: &Process, out: &mut Sink) {
    let way: Vec<StepId> = cx.facts.critical_path().step_ids().collect();
    let mut bodies = BTreeSet::new();
    let mut passages: Vec<(StepId, StepId)> = Vec::new();
    let mut last: Option<(StepId, _)> = None;
    let mut open = None;
    let desks = desks(process, &way);
    for id in way {
        match party(process.step(id)) {
            Some(Party::Applicant(_)) => {}
            Some(Party::Body { body, other }) if body.agency.id.is_some() => {
                let here = (body.agency.id, *other);
                if desks.contains(&here) {
                    continue;
                }
                bodies.insert(here);
                passages.extend(last.filter(|(_, there)| *there != here).map(|(from, _)| (from, id)));
                last = Some((id, here));
            }
            _ => {
                open = open.or(Some(id));
                last = None;
            }
        }
    }
    let thresholds = &cx.settings.thresholds;
    let many = bodies.len() >= thresholds.fragmented_bodies as usize;
    let often = passages.len() >= thresholds.fragmented_hand_overs as usize;
    let (bodies, times) = (bodies.len(), passages.len());
    if !many && !often {
        if let Some(open) = open.map(|id| process.step(id)) {
            let name = &open.name.text;
            let missing = crate::text!(en: "who works `{name}`", vi: "ai thực hiện bước `{name}`");
            out.unknown(&FRAGMENTED, open.name.span, missing);
        }
        return;
    }
    let message = crate::text!(
        en: "{bodies} bodies work a case, which passes between them {times} times",
        vi: "{bodies} cơ quan cùng giải quyết một hồ sơ, chuyển qua lại {times} lần"
    );
    let finding = out.report(&FRAGMENTED, process.span, message);
    finding.certainty(Certainty::Probable).evidence("bodies", bodies).evidence("hand-overs", times);
    for (_, to) in passages {
        finding.label(process.step(to).name.span, crate::text!(en: "another body", vi: "sang cơ quan khác"));
    }
    finding.help(crate::text!(
        en: "name one person who follows each case from receipt to result",
        vi: "giao một người theo dõi hồ sơ từ lúc tiếp nhận đến khi trả kết quả"
    ));
}

/// The bodies that stand only at the door: at either end of the way, or taking in or handing out, and doing nothing else.
fn desks(process: &Process, way: &[StepId]) -> BTreeSet<(Option<Id<Agency>>, bool)> {
    let worked: Vec<_> = way
        .iter()
        .filter_map(|id| match party(process.step(*id)) {
            Some(Party::Body { body, other }) => Some((process.step(*id), (body.agency.id, *other))),
            _ => None,
        })
        .collect();
    let ends = worked.first().into_iter().chain(worked.last()).map(|(_, body)| *body);
    let doors = worked.iter().filter(|(step, _)| step.is_kind(StepKind::Receive) || step.is_kind(StepKind::Return));
    let mut desks: BTreeSet<_> = ends.chain(doors.map(|(_, body)| *body)).collect();
    for (_, body) in worked.iter().filter(|(step, _)| !is_of_a_desk(step)) {
        desks.remove(body);
    }
    desks
}

/// Whether a step is said to do only what a desk does.
fn is_of_a_desk(step: &Step) -> bool {
    use StepKind::{Archive, Check, CollectFee, Digitise, Notify, Receive, Return, Transfer};
    does_only(step, &[Archive, Check, CollectFee, Digitise, Notify, Receive, Return, Transfer])
}
