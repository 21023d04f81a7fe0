//! Checks that a machine can make: nothing to choose, criteria that are written out, data in digital form.

use crate::base::{Certainty, Sink, similar};
use crate::code;
use crate::model::{
    ChannelKind, Discretion, Hand, OnlineScope, OrUnknown, Procedure, Step, StepKind,
};
use crate::rules::dossier::{self, Held};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step that checks or assesses without discretion (`discretion none`), whose every criterion a machine can check — a
    /// fact of the case, a condition that is written out (`condition … when …`), a datum that a register published for use
    /// answers — and that reads only digital papers: filed online, handed in digitally, or held in such a register. A criterion in words
    /// alone needs a person. What is unknown: how free the step is, what it checks, whether the register is open.
    /// ## Why it matters
    /// The answer could come at once, with an officer only for those who object.
    /// ## Nội dung
    /// Tìm bước kiểm tra, thẩm định không có tùy nghi (`tùy nghi không`), mọi tiêu chí máy kiểm tra được (thông tin của hồ sơ, điều
    /// kiện viết thành biểu thức `điều kiện … khi …`, dữ liệu mà cơ sở dữ liệu đã công bố cung cấp) và chỉ xem giấy tờ điện tử. Tiêu chí
    /// chỉ bằng lời thì cần người xét. Chưa rõ mức tùy nghi, tiêu chí hoặc cơ sở dữ liệu đã mở hay chưa thì chưa kết luận được.
    /// ## Vì sao
    /// Có thể trả lời ngay; cán bộ chỉ xử lý khi có khiếu nại.
    /// ## Example
    /// ```procedure
    /// database population "Cơ sở dữ liệu quốc gia về dân cư" {
    ///   published from 2023-01-01
    ///   answers residence
    /// }
    /// procedure p "Xác nhận" {
    ///   channel online full
    ///   process {
    ///     step verify "Kiểm tra" kind check {
    ///       checks residence
    ///       discretion none
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// database population "Cơ sở dữ liệu quốc gia về dân cư" {
    ///   published from 2023-01-01
    ///   answers residence
    /// }
    /// procedure p "Xác nhận" {
    ///   channel online full
    ///   process {
    ///     step verify "Kiểm tra khi có khiếu nại" kind check {
    ///       checks residence
    ///       discretion bounded
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static AUTOMATABLE = "digital/automatable", Note,
        en: "a check that a machine can make", vi: "việc kiểm tra có thể tự động hóa";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &AUTOMATABLE,
    check: Check::Process(check),
    reads: &[
        "step.kind", "step.discretion", "step.checks", "step.reads", "procedure.fact", "procedure.condition",
        "procedure.channel", "procedure.document", "database.answers", "database.published", "document.held-in",
        "document.states",
    ],
};

/// Whether a machine can check a criterion.
#[derive(PartialEq)]
enum Criterion {
    Machine,
    Person,
    /// A register answers it, and is not known to be published for use.
    Closed(String),
}

fn check(cx: &Context<'_>, process: &crate::model::Process, out: &mut Sink) {
    for step in &process.steps {
        if !step.is_kind(StepKind::Check) && !step.is_kind(StepKind::Assess) {
            continue;
        }
        let name = &step.name.text;
        let free = match step.discretion.as_ref().map(|discretion| discretion.value) {
            Some(OrUnknown::Known(Discretion::None)) => Some(false),
            Some(OrUnknown::Known(_)) => continue,
            Some(OrUnknown::Unknown) | None => None,
        };
        if !reads_digital(cx, step) {
            continue;
        }
        if step.checks.is_empty() {
            // Neither what it checks nor how free it is: too little to speak of.
            if free.is_some() {
                let missing = crate::text!(en: "what `{name}` checks (`checks …`)", vi: "bước `{name}` xét những gì (`xét …`)");
                out.unknown(&AUTOMATABLE, step.name.span, missing);
            }
            continue;
        }
        let criteria: Vec<_> = step.checks.iter().map(|check| criterion(cx, &check.text)).collect();
        if criteria.contains(&Criterion::Person) {
            continue;
        }
        let closed = criteria.iter().find_map(|one| match one {
            Criterion::Closed(database) => Some(database),
            _ => None,
        });
        if let Some(database) = closed {
            let missing = crate::text!(
                en: "since when `{database}` is published for use",
                vi: "ngày công bố đưa `{database}` vào khai thác"
            );
            out.unknown(&AUTOMATABLE, step.name.span, missing);
        } else if free.is_none() {
            let missing = crate::text!(en: "how free `{name}` is to decide (`discretion …`)", vi: "mức tùy nghi của bước `{name}` (`tùy nghi …`)");
            out.unknown(&AUTOMATABLE, step.name.span, missing);
        } else {
            let message = crate::text!(en: "`{name}` leaves nothing to judge: a machine can make it", vi: "bước `{name}` không có gì phải cân nhắc: có thể để hệ thống tự kiểm tra");
            let checked: Vec<_> = step.checks.iter().map(|check| check.text.as_str()).collect();
            out.report(&AUTOMATABLE, step.name.span, message)
                .certainty(Certainty::Probable)
                .evidence("criteria", checked.join(", "))
                .help(crate::text!(
                    en: "let the system check it, and an officer decide where the applicant objects",
                    vi: "để hệ thống tự kiểm tra; cán bộ xem xét khi người nộp có ý kiến"
                ));
        }
    }
}

fn criterion(cx: &Context<'_>, check: &str) -> Criterion {
    let key = similar::key(check);
    let same = |name: &str| similar::key(name) == key;
    if cx.procedure.facts.iter().any(|fact| same(&fact.name.text)) {
        return Criterion::Machine;
    }
    if let Some(condition) = cx.procedure.conditions.iter().find(|condition| same(&condition.name.text)) {
        return if condition.row.when.is_some() { Criterion::Machine } else { Criterion::Person };
    }
    let mut closed = None;
    for database in cx.catalogue.databases.all.iter().filter_map(|versions| versions.at(cx.as_of)) {
        if dossier::answers(database, check) {
            match &database.published_from {
                Some(from) if from.value <= cx.as_of => return Criterion::Machine,
                Some(_) => {}
                None => closed = Some(database.name.text.clone()),
            }
        }
    }
    closed.map_or(Criterion::Person, Criterion::Closed)
}

/// Whether all that a step reads is in digital form.
fn reads_digital(cx: &Context<'_>, step: &Step) -> bool {
    if is_online(cx.procedure, cx.as_of) {
        return true;
    }
    let read = |data| step.reads_dossier.is_some() || step.reads.iter().any(|read| read.value == data);
    let papers = cx.dossier().iter().flat_map(|item| &item.offers).filter(|offer| read(offer.paper.data));
    papers.into_iter().all(|offer| {
        let digital = |hands: &Vec<_>| {
            hands.iter().all(|hand: &crate::model::At<Hand>| matches!(hand.value, Hand::Digital(_)))
        };
        let filed = !offer.paper.hands.is_empty() && offer.paper.hands.iter().any(digital);
        filed || offer.document.is_some_and(|document| matches!(dossier::held(cx, document), Held::By(_)))
    })
}

/// Whether a dossier can be filed online from end to end.
fn is_online(procedure: &Procedure, day: crate::time::Date) -> bool {
    procedure.channels.iter().filter(|channel| channel.period.contains(day)).any(|channel| {
        channel.kind.value == ChannelKind::Online
            && channel.scope.as_ref().is_some_and(|scope| scope.value == OnlineScope::Full)
    })
}
